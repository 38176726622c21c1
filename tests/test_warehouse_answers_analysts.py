"""What analysts and mails read from the published copy."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from warehouse_samples import CATALOGUE, METRIC, at, story

from schemas.acquisition import Visit
from warehouse.dictionary import data_dictionary
from warehouse.explaining import explain_rows
from warehouse.ledger import open_ledger
from warehouse.loading import Batch, load
from warehouse.publishing import publish
from warehouse.querying import QueryError, query, query_arrow, write_query
from warehouse.recording import finish_run, record_articles, record_problems, record_visit, start_run
from warehouse.running import last_run
from warehouse.telling import alerts_to_mail, tellings

FIRST = story(40, name="a", day="2031-04-01", current=False)
LATER = story(50, name="b", day="2031-05-01", class_="new_value", old=FIRST)
PROMISED = {
    "changes": "change_id metric_id class kind old_value old_qualifier new_value new_qualifier unit change_abs"
    " change_pct period_start period_end published_at known_from article_id url quote alerts_by_default",
    "metric_history": "metric_id kind value low high qualifier period_start period_end published_at known_from known_to"
    " class witnesses article_id url quote",
    "metrics": "metric_id title kind value qualifier unit published_at witnesses observations changes",
    "facts": "fact_id article_id quote sentence value unit qualifier entity measure role kind metric_id",
    "articles": "article_id revision title publisher url published_at state text",
    "sources": "source_id type enabled health failing last_error articles",
    "requests": "run_id source_id url robots_rule status failure error detail",
    "runs": "run_id flow state started_at elapsed_ms",
    "alerts": "alert_id change_id subscriber_id metric_id state message_state attempts",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A first figure in one run; a later one in the next, with a bad file."""
    home = tmp_path_factory.mktemp("home")
    with open_ledger(home, "test") as ledger:
        for number, batch in enumerate([
            replace(FIRST.batch, changes=[FIRST.change.model_copy(update={"current": True})]),
            replace(LATER.batch, changes=[FIRST.change, LATER.change]),
        ]):  # fmt: skip
            run_id, now = f"run-{number}", at(24 * number)
            start_run(ledger, run_id, "ingest", now)
            record_articles(ledger, run_id, batch.articles, now)
            visit = Visit(source_id="inbox", visited_at=now, state="ok", articles=1, new_articles=1)
            record_visit(ledger, run_id, visit)
            load(ledger, run_id, now, batch, CATALOGUE)
            record_problems(ledger, run_id, "inbox", "broken.json", "line 3 is no JSON", now)
            finish_run(ledger, run_id, "done", at(24 * number + 1), {"new": 1})
        publish(ledger, "run-1", at(25))
    return home


def examples():
    """The queries that the analysts' page shows."""
    page = (Path(__file__).parents[1] / "docs" / "query.md").read_text()
    return re.findall(r"```sql\n(.*?)```", page, re.DOTALL)


@pytest.mark.parametrize("sql", examples())
def test_every_query_of_the_analysts_page_runs(home, sql):
    assert query(home, sql).columns


@pytest.mark.parametrize("view", PROMISED)
def test_every_promised_column_is_there(home, view):
    assert set(PROMISED[view].split()) <= set(query(home, f"FROM {view}").columns)


def test_every_view_column_and_macro_has_a_comment(home):
    entries = data_dictionary(home)
    assert {e.name for e in entries} == {*PROMISED, "metric_as_known_on", "metric_as_published_by"}
    silent = [f"{e.name}.{c.name}" for e in entries for c in e.columns if not c.comment]
    assert silent + [e.name for e in entries if not e.comment] == []


def test_figures_are_decimals_and_times_have_zones(home):
    types = {
        c.name: c.type for e in data_dictionary(home) for c in e.columns if e.name in ("changes", "metric_history")
    }
    assert {types[name] for name in ("old_value", "new_value", "value", "low", "high")} == {"DECIMAL(38,6)"}
    assert {types[name] for name in ("known_from", "known_to", "published_at")} == {"TIMESTAMP WITH TIME ZONE"}


def test_metrics_shows_the_latest_belief_with_its_proof(home):
    (row,) = query(home, "FROM metrics").as_dicts()
    assert (row["value"], row["qualifier"], row["observations"], row["changes"]) == (Decimal(50), "over", 2, 1)
    assert (row["quote"], row["publisher"], row["entity"]) == ("over 50", "Lorne Gazette", "Port of Lorne")


def test_a_metric_without_figures_is_shown_too(tmp_path):
    with open_ledger(tmp_path, "test") as ledger:
        load(ledger, "run", at(0), Batch(), CATALOGUE)
        publish(ledger, "run", at(0))
    assert query(tmp_path, "SELECT metric_id, kind, value, observations FROM metrics").rows == [(METRIC, None, None, 0)]


@pytest.mark.parametrize(
    ("macro", "value"),
    [
        ("metric_as_known_on('2031-05-01 00:00:00+00')", []),
        ("metric_as_known_on('2031-05-02 18:00:00+00')", [40]),
        ("metric_as_known_on('2031-05-04')", [50]),
        ("metric_as_published_by('2031-03-01')", []),
        ("metric_as_published_by(DATE '2031-04-15')", [40]),
        ("metric_as_published_by(TIMESTAMPTZ '2031-06-01 00:00:00+08')", [50]),
    ],
)
def test_the_two_clocks_differ(home, macro, value):
    assert [row[0] for row in query(home, f"SELECT value FROM {macro}").rows] == value


def test_a_belief_that_only_gained_a_witness_is_one_row(tmp_path):
    with open_ledger(tmp_path, "test") as ledger:
        for hours, witnesses in enumerate([1, 2, 3]):
            change = FIRST.change.model_copy(update={"witnesses": witnesses, "current": True})
            load(ledger, f"run-{hours}", at(hours), replace(FIRST.batch, changes=[change]), CATALOGUE)
        publish(ledger, "run", at(3))
    rows = query(tmp_path, "SELECT known_from, known_to, witnesses FROM metric_history").rows
    assert rows == [(at(0), None, 3)]


def test_what_is_decided_anew_or_withdrawn_ends_in_the_history(tmp_path):
    late = FIRST.change.model_copy(update={"class_": "historical"})
    edited = story(44, name="a", revision=2, class_="revised", current=False)
    with open_ledger(tmp_path, "test") as ledger:
        load(ledger, "run-0", at(0), FIRST.batch, CATALOGUE)
        load(ledger, "run-1", at(1), replace(FIRST.batch, changes=[late]), CATALOGUE)
        record_articles(ledger, "run-2", [edited.article], at(2))
        load(ledger, "run-2", at(2), edited.batch, CATALOGUE)
        publish(ledger, "run-2", at(2))
    rows = query(tmp_path, "SELECT value, class, known_from, known_to FROM metric_history ORDER BY known_from").rows
    assert rows == [(40, "first", at(0), at(1)), (40, "historical", at(1), at(2)), (44, "revised", at(2), None)]
    assert query(tmp_path, "SELECT value FROM metric_as_known_on(?)", [at(2)]).rows == [(44,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY metrics TO 'stolen.csv'",
        "ATTACH 'other.duckdb'",
        "EXPORT DATABASE 'stolen'",
        "INSTALL httpfs",
        "LOAD 'httpfs'",
        "SELECT * FROM read_csv('https://lorne.example/x.csv')",
        "CREATE TABLE mine (x INTEGER)",
        "INSERT INTO data.metrics FROM data.metrics",
        "DELETE FROM data.facts",
        "DROP VIEW metrics",
        "SET enable_external_access = true",
        "SET lock_configuration = false; SET enable_external_access = true",
        "SELEC",
        "",
        "SELECT 1 / ",
        "SELECT CAST('x' AS INTEGER)",
    ],
)
def test_sql_can_neither_write_nor_leave_the_copy(home, tmp_path, monkeypatch, sql):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QueryError, match=r"\w"):
        query(home, sql)
    assert list(tmp_path.iterdir()) == []


def test_parameters_are_values(home):
    assert query(home, "SELECT value FROM metrics WHERE metric_id = ?", [METRIC]).rows == [(50,)]
    assert query(home, "SELECT value FROM metrics WHERE metric_id = $m", {"m": "x' OR true --"}).rows == []


def test_answers_as_csv_json_and_parquet(home):
    sql = (
        "SELECT metric_id, value, published_at, reasons FROM metrics JOIN facts USING (metric_id, value, published_at)"
    )
    forms = {form: io.BytesIO() for form in ("csv", "json", "parquet")}
    assert [write_query(home, sql, form, out) for form, out in forms.items()] == [1, 1, 1]
    (row,) = json.loads(forms["json"].getvalue())
    assert row == {
        "metric_id": METRIC,
        "value": 50,
        "published_at": "2031-05-01T12:00:00+00:00",
        "reasons": ["counted noun"],
    }
    assert forms["csv"].getvalue().decode().splitlines()[1].startswith(f'"{METRIC}",50.000000,2031-05-01 12:00')
    forms["parquet"].seek(0)
    assert pyarrow.parquet.read_table(forms["parquet"]).to_pylist() == query_arrow(home, sql).to_pylist()


def test_a_telling_has_all_that_a_mail_shows(home):
    told = {telling.alert.alert_id: telling for telling in tellings(home)}
    first, later = told[FIRST.alert.alert_id], told[LATER.alert.alert_id]
    assert (first.alert, first.change, first.history) == (FIRST.alert, FIRST.change, (FIRST.change,))
    assert (later.alert, later.change, later.history) == (LATER.alert, LATER.change, (FIRST.change, LATER.change))
    assert later.metric_title == "Ferries in service"
    evidence = later.evidence
    assert evidence.observation == LATER.observation
    assert (evidence.quote, evidence.sentence, evidence.publisher) == ("over 50", LATER.article.text, "Lorne Gazette")
    assert evidence.sentence[evidence.quote_start :].startswith(evidence.quote)
    assert (evidence.title, evidence.url) == ("On b", "https://lorne.example/b")


def test_only_the_asked_alerts_are_told(home):
    assert [t.alert for t in tellings(home, [LATER.alert.alert_id])] == [LATER.alert]
    assert tellings(home, []) == []
    assert set(alerts_to_mail(home)) == {FIRST.alert.alert_id, LATER.alert.alert_id}


@pytest.mark.parametrize(
    ("asked", "sort", "sections"),
    [
        (LATER.article.article_id, "article", ["article", "facts", "dropped", "changes", "states"]),
        (LATER.fact.fact_id, "fact", ["fact", "versions", "match", "observations", "changes"]),
        (LATER.change.change_id, "change", ["change", "versions", "alerts"]),
        (LATER.observation.observation_id, "change", ["change", "versions", "alerts"]),
        (LATER.alert.alert_id, "alert", ["alert", "versions", "change"]),
        (METRIC, "metric", ["metric", "definitions", "history"]),
        ("run-1", "run", ["run", "problems", "sources", "changes"]),
        ("the", "words", ["dropped"]),
        ("over 50", "words", ["facts"]),
        ("broken.json", "words", ["problems"]),
        ("nothing of the kind", "words", []),
    ],
)
def test_explain_finds_what_there_is(home, asked, sort, sections):
    found = explain_rows(home, asked)
    assert found.pop("sort") == sort
    assert [name for name, rows in found.items() if rows] == sections


def test_the_last_run_and_the_sources_tell_how_it_went(home):
    run = last_run(home)
    assert run is not None
    assert (run.run_id, run.flow, run.state, run.problems) == ("run-1", "ingest", "done", 1)
    assert (run.elapsed_ms, run.summary) == (3_600_000, {"new": 1})
    assert last_run(home, "report") is None
    (source,) = query(home, "FROM sources").as_dicts()
    assert (source["articles"], source["failures_in_a_row"], source["problems"]) == (2, 0, 1)
    assert source["last_problem"] == "broken.json: line 3 is no JSON"
    assert source["last_visit_at"] == datetime(2031, 5, 3, 12, tzinfo=UTC)
