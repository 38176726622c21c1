"""A batch is written whole or not at all, once, and only where it says something new."""

from dataclasses import replace
from decimal import Decimal

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warehouse_samples import CATALOGUE, METRIC, NOON, at, story

from schemas.catalogue import Catalogue
from warehouse import loading
from warehouse.checking import CheckFailed, checks
from warehouse.known import new_articles
from warehouse.ledger import open_ledger
from warehouse.loading import Batch, load
from warehouse.recording import record_articles, record_review
from warehouse.series import alerts_in, changes_of, observations_of
from warehouse.versions import VERSIONED, read_rows


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path, "test") as opened:
        yield opened


def joined(*stories):
    batches = [one.batch for one in stories]
    return Batch(*(tuple(r for b in batches for r in getattr(b, f)) for f in Batch.__dataclass_fields__))


def contents(ledger):
    tables = [*VERSIONED, "article_states", "problems", "run_events", "source_visits", "reviews"]
    return {t: ledger.connection.execute(f"FROM {t} ORDER BY ALL").fetchall() for t in tables}


def versions(ledger, table="changes"):
    return read_rows(ledger.connection, f"SELECT * FROM {table} ORDER BY version")


def loaded(ledger, *stories, hours=0):
    record_articles(ledger, f"run-{hours}", [one.article for one in stories], at(hours))
    return load(ledger, f"run-{hours}", at(hours), joined(*stories), CATALOGUE)


def test_what_was_loaded_is_read_back_as_it_was(ledger):
    one = story("40.25")
    loaded(ledger, one)
    assert observations_of(ledger, [METRIC, "unknown"]) == {METRIC: [one.observation], "unknown": []}
    assert changes_of(ledger, [METRIC]) == {METRIC: [one.change]}
    assert alerts_in(ledger, [METRIC]) == [(one.alert, one.change)]
    assert new_articles(ledger) == []


def test_the_same_batch_again_writes_nothing(ledger):
    first = story(40)
    batch = joined(first, story(50, name="b", class_="new_value", old=first, current=False))
    load(ledger, "run-1", at(0), batch, CATALOGUE)
    before = contents(ledger)
    assert load(ledger, "run-2", at(1), batch, CATALOGUE).counts == dict.fromkeys([*(t for t in VERSIONED), "done"], 0)
    assert contents(ledger) == before


figures = st.decimals(min_value=Decimal("-1e31"), max_value=Decimal("1e31"), allow_nan=False, places=9)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(figures, min_size=1, max_size=4, unique=True))
def test_whatever_the_figures_reloading_writes_nothing_and_what_is_read_can_be_loaded(ledger, values):
    batch = joined(*(story(v, name=f"n{n}", class_="historical", current=False) for n, v in enumerate(values)))
    load(ledger, "run-1", at(0), batch, CATALOGUE)
    assert load(ledger, "run-2", at(1), batch, CATALOGUE).written == 0
    ids = {o.observation_id for o in batch.observations}
    kept = [o for o in observations_of(ledger, [METRIC])[METRIC] if o.observation_id in ids]
    assert {o.observation_id for o in kept} == ids
    assert load(ledger, "run-3", at(2), replace(batch, observations=kept), CATALOGUE).written == 0


def test_a_decision_revised_later_is_a_new_version_of_the_same_change(ledger):
    first = story(40)
    loaded(ledger, first)
    again = first.change.model_copy(update={"witnesses": 2, "current": False})
    assert load(ledger, "run-2", at(1), Batch(changes=[again])).written == 1
    assert changes_of(ledger, [METRIC])[METRIC] == [again]
    assert [(v["version"], v["witnesses"], v["known_from"].hour, v["run_id"]) for v in versions(ledger)] == [
        (1, 1, 12, "run-0"),
        (2, 2, 13, "run-2"),
    ]


def test_an_alert_is_written_once_and_stays_as_it_was(ledger):
    first = story(40)
    loaded(ledger, first)
    held = first.alert.model_copy(update={"state": "held", "created_at": at(5), "hold_reason": "reprocess"})
    assert load(ledger, "run-2", at(5), Batch(alerts=[held])).written == 0
    assert [alert for alert, _ in alerts_in(ledger, [METRIC])] == [first.alert]


def test_an_edit_that_drops_the_figure_withdraws_the_observation_and_ends_its_change(ledger):
    first, edited = story(40), story(44, revision=2, class_="revised")
    loaded(ledger, first)
    batch = replace(edited.batch, changes=[], alerts=[])
    load(ledger, "run-1", at(1), batch, CATALOGUE)
    stored = {o.value: o.withdrawn_in for o in observations_of(ledger, [METRIC])[METRIC]}
    assert stored == {Decimal(40): 2, Decimal(44): None}
    withdrawn = first.change.model_copy(update={"change_id": "chg-withdrawn", "class_": "retracted", "current": False})
    load(ledger, "run-3", at(2), Batch(changes=[withdrawn, edited.change], alerts=[edited.alert]))
    assert {c.change_id for c in changes_of(ledger, [METRIC])[METRIC]} == {"chg-withdrawn", edited.change.change_id}
    assert len(alerts_in(ledger, [METRIC])) == 2


def test_a_figure_that_a_later_edit_says_again_is_no_longer_withdrawn(ledger):
    for hours, one in enumerate([story(40), story(44, revision=2), story(40, revision=3)]):
        quiet = replace(one, change=one.change.model_copy(update={"current": False}))
        loaded(ledger, quiet, hours=hours)
    stored = {o.value: (o.revision, o.withdrawn_in) for o in observations_of(ledger, [METRIC])[METRIC]}
    assert stored == {Decimal(40): (3, None), Decimal(44): (2, 3)}


def test_what_a_new_extraction_of_the_same_text_no_longer_finds_is_gone_but_its_alert_stays(ledger):
    first = story(40)
    loaded(ledger, first)
    counts = load(ledger, "run-2", at(1), Batch([first.article]), CATALOGUE).counts
    assert {t: n for t, n in counts.items() if n} == dict.fromkeys(
        ["facts", "dropped", "matches", "observations", "changes"], 1
    )
    assert observations_of(ledger, [METRIC])[METRIC] == []
    assert changes_of(ledger, [METRIC])[METRIC] == []
    assert alerts_in(ledger, [METRIC]) == [(first.alert, first.change)]
    assert loaded(ledger, first, hours=2).written == 5
    assert observations_of(ledger, [METRIC])[METRIC] == [first.observation]


def test_a_review_outlives_a_new_extraction(ledger):
    first = story(40)
    loaded(ledger, first)
    record_review(ledger, "review", first.observation.observation_id, "accepted", "seen", at(1))
    record_review(ledger, "review", first.observation.observation_id, "rejected", "counts two harbours", at(2))
    load(ledger, "run-2", at(3), Batch([first.article]), CATALOGUE)
    loaded(ledger, first, hours=4)
    assert observations_of(ledger, [METRIC])[METRIC][0].review == "rejected"


def test_definitions_keep_their_versions_and_no_address_is_stored(ledger):
    loaded(ledger, story(40))
    longer = Catalogue(
        metrics=tuple(m.model_copy(update={"title": "Ferries afloat"}) for m in CATALOGUE.metrics),
        subscribers=CATALOGUE.subscribers,
    )
    counts = load(ledger, "run-2", at(1), Batch(), longer).counts
    assert (counts["metrics"], counts["entities"], counts["subscribers"]) == (1, 1, 0)
    assert [v["title"] for v in versions(ledger, "metrics")] == ["Ferries in service", "Ferries afloat"]
    assert [v["gone"] for v in versions(ledger, "entities")] == [False, True]
    assert "lorne.example>" not in str(contents(ledger))
    assert "desk@" not in str(contents(ledger))


def test_a_figure_too_large_to_store_is_refused_with_all_that_rests_on_it(ledger):
    small, huge = story(40, name="a"), story(Decimal("9E+40"), name="b", class_="new_value")
    result = loaded(ledger, small, huge)
    assert len(result.refused) == 1
    assert "more than 32 digits" in result.refused[0]
    assert [o.value for o in observations_of(ledger, [METRIC])[METRIC]] == [Decimal(40)]
    assert alerts_in(ledger, [METRIC]) == [(small.alert, small.change)]
    assert new_articles(ledger) == []
    assert [p["reason"] for p in read_rows(ledger.connection, "FROM problems")] == [
        "the figure has more than 32 digits before the point"
    ]
    assert loaded(ledger, small, huge, hours=1).written == 0
    assert len(read_rows(ledger.connection, "FROM problems")) == 1


def test_finer_figures_keep_six_decimals(ledger):
    loaded(ledger, story("0.12345678"))
    assert observations_of(ledger, [METRIC])[METRIC][0].value == Decimal("0.123457")


@pytest.mark.parametrize("stage", ["_append_records", "_append_gone", "_append_done", "run_checks"])
def test_a_crash_between_statements_leaves_nothing_half_written(ledger, monkeypatch, stage):
    one = story(40)
    record_articles(ledger, "run-1", [one.article], at(0))
    before = contents(ledger)
    real = getattr(loading, stage)

    def crashes(*arguments):
        real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, stage, crashes)
    with pytest.raises(KeyboardInterrupt):
        load(ledger, "run-1", at(0), one.batch, CATALOGUE)
    assert contents(ledger) == before
    monkeypatch.undo()
    assert load(ledger, "run-1", at(0), one.batch, CATALOGUE).counts["done"] == 1


FIRST = story(40)
NO_FACTS = replace(FIRST.batch, facts=[], observations=[], changes=[], alerts=[])
BREAKS = {
    "fact_without_its_quote": replace(
        FIRST.batch, facts=[FIRST.fact.model_copy(update={"start": FIRST.fact.start - 1})]
    ),
    "observation_without_metric": replace(
        FIRST.batch, observations=[FIRST.observation.model_copy(update={"metric_id": "unheard-of"})]
    ),
    "observation_without_fact": replace(
        FIRST.batch, observations=[FIRST.observation.model_copy(update={"fact_id": "fact-none"})]
    ),
    "change_without_observation": replace(
        FIRST.batch, changes=[FIRST.change.model_copy(update={"observation_id": "obs-none"})]
    ),
    "alert_without_change": replace(FIRST.batch, alerts=[FIRST.alert.model_copy(update={"change_id": "chg-none"})]),
    "alert_to_nobody": replace(FIRST.batch, alerts=[FIRST.alert.model_copy(update={"subscriber_id": "nobody"})]),
    "two_current_beliefs": joined(FIRST, story(50, name="b", class_="new_value")),
    "period_ends_before_it_starts": replace(
        FIRST.batch,
        observations=[FIRST.observation.model_copy(update={"period_start": at(48).date(), "period_end": at(0).date()})],
    ),
    "fact_without_a_figure": None,
    "same_version_twice": None,
    "done_article_unknown": None,
}
SPOILS = {
    "fact_without_a_figure": "UPDATE facts SET value = NULL, low = NULL",
    "same_version_twice": "INSERT INTO observations FROM observations",
    "done_article_unknown": "INSERT INTO article_states VALUES ('art-none', 1, 'done', 'run-1', now())",
}


def test_every_check_has_a_batch_that_breaks_it():
    assert {*BREAKS, "match_without_fact"} == set(checks())


@pytest.mark.parametrize("check", [name for name, batch in BREAKS.items() if batch])
def test_a_batch_that_breaks_a_rule_is_refused_whole(ledger, check):
    before = contents(ledger)
    with pytest.raises(CheckFailed, match="nothing was written") as failed:
        load(ledger, "run-1", NOON, BREAKS[check], CATALOGUE)
    assert failed.value.check == check
    assert failed.value.rows
    assert contents(ledger) == before


@pytest.mark.parametrize("check", SPOILS)
def test_a_spoilt_ledger_is_found_by_the_next_load(ledger, check):
    loaded(ledger, FIRST)
    ledger.connection.execute(SPOILS[check])
    with pytest.raises(CheckFailed) as failed:
        load(ledger, "run-2", at(1), Batch(), CATALOGUE)
    assert failed.value.check == check


def test_matches_of_facts_that_a_new_extraction_lost_are_refused(ledger):
    loaded(ledger, FIRST)
    with pytest.raises(CheckFailed) as failed:
        load(ledger, "run-2", at(1), NO_FACTS, CATALOGUE)
    assert failed.value.check == "match_without_fact"
    assert load(ledger, "run-2", at(1), replace(NO_FACTS, matches=[]), CATALOGUE).written > 0


def test_a_failed_statement_gives_the_error_and_frees_the_transaction(ledger):
    ledger.connection.execute("ALTER TABLE alerts RENAME TO lost")
    with pytest.raises(duckdb.Error, match="alerts"):
        loaded(ledger, FIRST)
    ledger.connection.execute("ALTER TABLE lost RENAME TO alerts")
    assert loaded(ledger, FIRST, hours=1).written > 0
