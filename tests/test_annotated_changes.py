"""The annotated articles through `ingest`: every real change is found, and nothing else alerts."""

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from annotated_articles import ANNOTATED, names
from command_line import figurewatch

EXPECTED = yaml.safe_load((Path(__file__).parent / "cases" / "annotated_changes.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has read all open articles, as a user brings them in."""
    folder = tmp_path_factory.mktemp("annotated")
    (folder / "articles").mkdir()
    for part in ("seeds", "dev"):
        for name in names(part):
            shutil.copy(ANNOTATED / part / "articles" / f"{name}.json", folder / "articles")
    done = figurewatch("ingest", folder / "articles", "--alerts", "hold", home=folder / "home")
    assert done.returncode == 0, done.stderr
    return folder / "home"


def key(metric: str, kind: str, class_: str, was: object, value: object) -> tuple[str, str, str, Decimal, Decimal]:
    return metric, kind, class_, Decimal(str(was)), Decimal(str(value))


def test_the_changes_worth_an_alert_are_the_real_ones(home: Path) -> None:
    answered = figurewatch("changes", "--json", home=home)
    changes = json.loads(answered.stdout)
    found = {
        key(row["metric_id"], row["kind"], row["class"], row["old_value"], row["new_value"])
        for row in changes
        if row["alerts_by_default"]
    }
    wanted = {key(one["metric"], one["kind"], one["class"], one["was"], one["value"]) for one in EXPECTED}
    assert found - wanted == set(), "false alerts"
    assert wanted - found == set(), "changes that were missed"


def test_every_gold_statement_that_is_silent_is_silent_for_a_reason(home: Path) -> None:
    changes = json.loads(figurewatch("changes", "--json", home=home).stdout)
    silent = [row for row in changes if not row["alerts_by_default"]]
    assert len(silent) > 25
    assert all(row["reason"] and row["rule"] for row in silent)
