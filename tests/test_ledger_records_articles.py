"""Articles are recorded as they come: new, known or edited; what a crash left over is found again."""

from datetime import UTC

import pytest
from warehouse_samples import CATALOGUE, NOON, at, story

from schemas.acquisition import Visit
from warehouse.known import new_articles, read_articles
from warehouse.ledger import open_ledger
from warehouse.loading import load
from warehouse.recording import finish_run, record_articles, record_problems, record_visit, start_run
from warehouse.versions import read_rows


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path, "test") as opened:
        yield opened


def waiting(ledger):
    return read_articles(ledger, new_articles(ledger))


def fetched(one, hours):
    return one.article.model_copy(update={"fetched_at": at(hours).astimezone(UTC), "revision": 1})


def test_same_text_is_known_and_another_text_is_the_next_revision(ledger):
    first, edited = story(40), story(44)
    key = first.article.article_id
    assert record_articles(ledger, "run-1", [first.article], at(0)).new == [key]
    assert record_articles(ledger, "run-2", [first.article], at(1)).known == [key]
    recorded = record_articles(ledger, "run-3", [edited.article], at(2))
    assert (recorded.new, recorded.known, recorded.revised) == ([], [], [key])
    assert [a.revision for a in waiting(ledger)] == [1, 2]
    assert [a.text for a in waiting(ledger)] == [first.article.text, edited.article.text]


def test_an_article_comes_back_as_it_was_recorded(ledger):
    one = story("40.5")
    record_articles(ledger, "run-1", [one.article], at(0))
    assert waiting(ledger) == [one.article]


def test_numbered_revisions_keep_their_numbers_in_any_order_and_again(ledger):
    old, new = story(40), story(44, revision=2)
    for hours, order in enumerate([[new, old], [old, new], [old], [new]]):
        record_articles(ledger, f"run-{hours}", [one.article for one in order], at(hours))
    assert {a.revision: a.text for a in waiting(ledger)} == {1: old.article.text, 2: new.article.text}


def test_a_page_edited_back_is_an_edit(ledger):
    texts = [story(40), story(44), story(40)]
    for hours, one in enumerate(texts):
        record_articles(ledger, f"run-{hours}", [fetched(one, hours)], at(hours))
    assert [a.revision for a in waiting(ledger)] == [1, 2, 3]


def test_a_file_read_again_after_an_edit_is_known(ledger):
    for hours, one in enumerate([story(40), story(44), story(40), story(44)]):
        record_articles(ledger, f"run-{hours}", [one.article], at(hours))
    assert [a.revision for a in waiting(ledger)] == [1, 2]


def test_articles_of_a_run_that_died_are_still_new(tmp_path):
    one, other = story(40, name="a"), story(50, name="b", class_="new_value")
    with open_ledger(tmp_path, "first") as ledger:
        start_run(ledger, "run-1", "ingest", at(0))
        record_articles(ledger, "run-1", [one.article, other.article], at(0))
        load(ledger, "run-1", at(0), one.batch, CATALOGUE)
    with open_ledger(tmp_path, "second") as ledger:
        assert waiting(ledger) == [other.article]


def test_a_bad_file_and_a_visit_are_rows(ledger):
    record_problems(ledger, "run-1", "inbox", "broken.json", "line 3 is no JSON", at(0))
    visit = Visit(source_id="inbox", visited_at=at(0), state="failed", error="the folder is empty")
    record_visit(ledger, "run-1", visit)
    finish_run(ledger, "run-1", "done with problems", at(1), {"read": 0})
    assert read_rows(ledger.connection, "SELECT name, reason FROM problems") == [
        {"name": "broken.json", "reason": "line 3 is no JSON"}
    ]
    assert read_rows(ledger.connection, "SELECT state, error FROM source_visits") == [
        {"state": "failed", "error": "the folder is empty"}
    ]
    assert read_rows(ledger.connection, "SELECT state, summary FROM run_events") == [
        {"state": "done with problems", "summary": '{"read": 0}'}
    ]


def test_nothing_recorded_is_nothing_written(ledger):
    assert record_articles(ledger, "run-1", [], NOON).new == []
    assert new_articles(ledger) == []


def test_rows_stand_in_small_groups_of_which_a_load_writes_the_last_again(tmp_path):
    row = "('run', 'inbox', 'a.json', repeat('long ', 1000), now())"
    for count in (3000, 4000, 1400):
        with open_ledger(tmp_path, "test") as ledger:
            ledger.connection.execute(f"INSERT INTO problems SELECT {row[1:-1]} FROM range({count})")
    with open_ledger(tmp_path, "test") as ledger:
        groups = read_rows(
            ledger.connection,
            "SELECT row_group_id, sum(count) AS rows FROM pragma_storage_info('problems')"
            " WHERE column_name = 'reason' AND segment_type = 'VARCHAR' GROUP BY ALL ORDER BY ALL",
        )
    assert sum(group["rows"] for group in groups) == 8400
    assert max(group["rows"] for group in groups) <= 4096
