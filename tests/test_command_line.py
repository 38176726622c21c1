"""The commands as their users meet them: what they print, and what they exit with."""

import csv
import io
import json
import resource
from pathlib import Path

import pytest
from command_line import SEEDS, figurewatch

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seed documents in it."""
    folder = tmp_path_factory.mktemp("home")
    ingest_recipe(Order(sources=("seeds",)), Settings(home=folder, catalogue=SEEDS))
    return folder


def test_help_answers_at_once(tmp_path: Path) -> None:
    figurewatch("--help", home=tmp_path, cold=True)
    used = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        shown = figurewatch("--help", home=tmp_path, cold=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("run", "ingest", "extract", "history", "explain", "alerts"))
    # Processor time: what the wall clock says when nothing else runs on the machine.
    assert min(used) < 0.3


def test_extract_answers_every_line_of_json_with_its_facts(home: Path) -> None:
    record = {"id": 7, "text": "The Cyberport has six unicorns, its chief said on Monday.", "published": "2031-05-06"}
    answered = figurewatch("extract", "--jsonl", home=home, text=json.dumps(record) + "\n\nnonsense\n")
    first, second = map(json.loads, answered.stdout.splitlines())
    (fact,) = first["facts"]
    assert str(first["id"]) == "7"
    assert (fact["value"], fact["metric"], fact["entity"]) == (6, "cyberport-unicorns", "cyberport")
    assert record["text"][fact["start"] : fact["end"]] == fact["quote"]
    assert second["facts"] == []
    assert "line 3: not JSON" in second["error"]
    assert answered.returncode == 1


def test_extract_gives_quantities_before_asking_whether_they_matter(home: Path) -> None:
    record = {"id": "a", "text": "Bake it for 40 minutes at 180 °C."}
    answered = figurewatch("extract", "--jsonl", "--quantities", home=home, text=json.dumps(record))
    (line,) = answered.stdout.splitlines()
    assert [quantity["value"] for quantity in json.loads(line)["quantities"]] == [40, 180]


@pytest.mark.parametrize("form", ["table", "json", "csv", "parquet"])
def test_sql_answers_in_every_form_from_any_folder(home: Path, tmp_path: Path, form: str) -> None:
    sql = "select metric_id, value from metric_history where metric_id = 'hkic-projects' order by value"
    if form == "parquet":
        answered = figurewatch("sql", "copy (select 1) to 'x.parquet'", home=home, cwd=tmp_path)
        assert answered.returncode == 1
        return
    answered = figurewatch("sql", sql, "--format", form, home=home, cwd=tmp_path)
    assert answered.returncode == 0
    if form == "json":
        assert [row["value"] for row in json.loads(answered.stdout)] == [160, 170]
    elif form == "csv":
        assert [row["value"][:3] for row in csv.DictReader(io.StringIO(answered.stdout))] == ["160", "170"]
    else:
        assert "160" in answered.stdout


@pytest.mark.parametrize(
    "sql", ["drop view metrics", "select * from read_csv('/etc/passwd')", "set lock_configuration = false", "selct 1"]
)
def test_sql_neither_writes_nor_leaves_the_copy(home: Path, sql: str) -> None:
    answered = figurewatch("sql", sql, home=home)
    assert answered.returncode == 1
    assert answered.stderr.startswith("figurewatch: ")
    assert "Traceback" not in answered.stderr


def test_before_the_first_run_commands_say_what_to_do(tmp_path: Path) -> None:
    for words in (["metrics"], ["sql", "select 1"], ["explain", "x"], ["status"], ["publish"]):
        answered = figurewatch(*words, home=tmp_path / "none")
        assert answered.returncode == 1
        assert "run `figurewatch run` first" in answered.stderr


def test_explain_says_why_a_candidate_was_dropped(home: Path) -> None:
    answered = figurewatch("explain", "$73b", home=home)
    assert answered.returncode == 0
    assert "related" in answered.stdout
    found = json.loads(figurewatch("explain", "$73b", "--json", home=home).stdout)
    assert any("related" in row["reason"] for row in found["dropped"])


def test_explain_follows_an_alert_to_its_sentence(home: Path) -> None:
    (alert,) = json.loads(figurewatch("sql", "select alert_id from alerts", "--format", "json", home=home).stdout)
    answered = figurewatch("explain", alert["alert_id"], home=home)
    assert "new_value" in answered.stdout
    assert "170" in answered.stdout
    assert figurewatch("explain", "no such thing", home=home).returncode == 1


def test_changes_are_all_listed_and_news_is_marked(home: Path) -> None:
    changes = json.loads(figurewatch("changes", "--json", home=home).stdout)
    assert [row["metric_id"] for row in changes if row["alerts_by_default"]] == ["hkic-projects"]
    news = json.loads(figurewatch("changes", "--class", "new_value", "--json", home=home).stdout)
    assert [(row["old_value"], row["new_value"]) for row in news] == [(160, 170)]
    assert figurewatch("changes", "--class", "newvalue", home=home).returncode == 2


def test_history_shows_the_series_and_draws_it(home: Path, tmp_path: Path) -> None:
    shown = figurewatch("history", "hkic-projects", home=home)
    assert "over 160 projects" in shown.stdout
    drawn = figurewatch("history", "hkic-projects", "--chart", "a.svg", home=home, cwd=tmp_path)
    assert drawn.returncode == 0
    assert (tmp_path / "a.svg").read_text().startswith("<svg")
    wrong = figurewatch("history", "hkic", home=home)
    assert wrong.returncode == 1
    assert "hkic-projects" in wrong.stderr


def test_metrics_and_facts_have_tables_and_json(home: Path) -> None:
    assert "hkic-projects" in figurewatch("metrics", home=home).stdout
    facts = json.loads(figurewatch("facts", "--metric", "oases-*", "--json", home=home).stdout)
    assert {"oases-enterprises", "oases-investment", "oases-jobs"} <= {row["metric_id"] for row in facts}


def test_the_schema_names_every_view_and_every_catalogue_file(home: Path, tmp_path: Path) -> None:
    names = {row["name"] for row in json.loads(figurewatch("schema", "--json", home=home).stdout)}
    views = {"metrics", "metric_history", "changes", "facts", "articles", "sources", "runs", "alerts"}
    assert views | {"metric_as_known_on", "metric_as_published_by"} <= names
    figurewatch("schema", "--catalogue", "--to", tmp_path, home=home)
    shipped = SEEDS.parent / "schemas" / "json"
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        file.name: file.read_text() for file in shipped.iterdir()
    }


def test_held_mails_are_listed_and_released_into_files(tmp_path: Path) -> None:
    ingest_recipe(Order(sources=("seeds",)), Settings(home=tmp_path, catalogue=SEEDS))
    (row,) = json.loads(figurewatch("alerts", "list", "--json", home=tmp_path).stdout)
    assert row["state"] == "held"
    assert figurewatch("alerts", "release", home=tmp_path).returncode == 2
    assert figurewatch("alerts", "release", "alr-nothing", home=tmp_path).returncode == 1
    released = figurewatch("alerts", "release", "--all", home=tmp_path)
    assert "1 released" in released.stdout
    assert [path.suffix for path in (tmp_path / "outbox").glob("*.eml")] == [".eml"]
    assert not list((tmp_path / "outbox" / "held").glob("*.eml"))


def test_status_says_whether_a_good_run_is_recent(home: Path) -> None:
    assert figurewatch("status", "--max-age", "1h", home=home).returncode == 0
    assert figurewatch("status", "--max-age", "0m", home=home).returncode == 1
    assert figurewatch("status", "--max-age", "soon", home=home).returncode == 2
    assert json.loads(figurewatch("status", "--json", home=home).stdout)["healthy"] is True


def test_publish_makes_the_copy_anew(home: Path) -> None:
    before = (home / "published" / "figurewatch.duckdb").resolve()
    assert figurewatch("publish", home=home).returncode == 0
    assert (home / "published" / "figurewatch.duckdb").resolve() != before
    assert figurewatch("metrics", home=home).returncode == 0


def test_an_unknown_source_is_named_with_those_there_are(tmp_path: Path) -> None:
    answered = figurewatch("run", "--source", "moon", home=tmp_path)
    assert answered.returncode == 1
    assert "no source 'moon'" in answered.stderr
    assert "seeds" in answered.stderr


def test_a_held_mail_whose_figure_was_withdrawn_is_not_released(tmp_path: Path) -> None:
    ingest_recipe(Order(sources=("seeds",)), Settings(home=tmp_path, catalogue=SEEDS))
    (row,) = json.loads(figurewatch("alerts", "list", "--json", home=tmp_path).stdout)
    rejected = figurewatch("reject", row["alert_ids"][0], "--reason", "another fund", home=tmp_path)
    assert rejected.returncode == 0, rejected.stderr
    released = figurewatch("alerts", "release", "--all", home=tmp_path)
    assert "0 released" in released.stdout
    assert not list((tmp_path / "outbox").glob("*hkic-projects*.eml"))
