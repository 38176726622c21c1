"""The annotated articles, as perfect facts and through `ingest`: every real change is found, nothing else alerts."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from annotated_articles import ANNOTATED, ROOT, names
from command_line import figurewatch
from tracking_stories import period

from schemas import ids
from schemas.catalogue import Metric
from schemas.catalogue_files import read_catalogue
from schemas.change import Observation
from schemas.published import Published
from tracking.deciding import decide
from tracking.wording import is_count

Key = tuple[str, str, str, Decimal, Decimal]
EXPECTED = yaml.safe_load((Path(__file__).parent / "cases" / "annotated_changes.yaml").read_text("utf-8"))
CATALOGUE = read_catalogue(ROOT.parent / "seeds")
METRICS = {metric.id: metric for metric in CATALOGUE.metrics}


def articles() -> list[Path]:
    return [
        ANNOTATED / folder / "articles" / f"{name}.json"
        for part, folder in (("seeds", "seeds"), ("dev", "dev"), ("kept", "dev"))
        for name in names(part)
    ]


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a home that has read all articles answers, as a user brings them in and asks."""
    folder = tmp_path_factory.mktemp("annotated")
    (folder / "articles").mkdir()
    for path in articles():
        shutil.copy(path, folder / "articles")
    done = figurewatch("ingest", folder / "articles", "--alerts", "hold", home=folder / "home")
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, Any]] = json.loads(figurewatch("changes", "--json", home=folder / "home").stdout)
    return rows


def key(metric: str, kind: str, class_: str, was: object, value: object) -> Key:
    joined = METRICS[metric].kinds == "together"
    return metric, "" if joined else kind, class_, Decimal(str(was)), Decimal(str(value))


def wanted() -> set[Key]:
    return {key(one["metric"], one.get("kind", ""), one["class"], one["was"], one["value"]) for one in EXPECTED}


def test_perfect_facts_give_the_changes_that_were_written_down() -> None:
    by_metric: dict[str, list[Observation]] = {}
    for path in articles():
        record = json.loads(path.read_text("utf-8"))
        gold = json.loads((path.parent.parent / "gold" / path.name).read_text("utf-8"))
        for fact in gold if isinstance(gold, list) else gold["facts"]:
            if fact.get("metric"):
                metric = METRICS[fact["metric"]]
                by_metric.setdefault(metric.id, []).append(perfect(metric, record, fact))
    found = {
        key(metric_id, one.kind, one.class_, one.old_value, one.new_value)
        for metric_id, observations in by_metric.items()
        for one in decide(METRICS[metric_id], observations)
        if one.alerts_by_default
    }
    assert found == wanted()


def perfect(metric: Metric, record: dict[str, Any], fact: dict[str, Any]) -> Observation:
    """An annotated figure as the observation it should become."""
    value, low, high = (None if fact.get(n) is None else Decimal(str(fact[n])) for n in ("value", "low", "high"))
    when = (fact.get("period") or {}).get("iso")
    start, end = period(when, metric)
    unit = metric.unit if is_count(metric.unit) else fact["unit"]
    place = ids.observation_id(
        record["id"], metric.id, fact["kind"], str(when), value, low, high, unit, fact["qualifier"]
    )
    return Observation(
        observation_id=place,
        metric_id=metric.id,
        kind=fact["kind"],
        fact_id=f"{record['id']}-{fact['start']}",
        article_id=record["id"],
        story_id=record["id"],
        publisher=record["publisher"] or record["id"],
        published=Published.read(record["published"] or record["published_estimate"], "record"),
        start=fact["start"],
        value=value,
        low=low,
        high=high,
        unit=unit,
        qualifier=fact["qualifier"],
        period_start=start,
        period_end=end,
        # What it rises from is only compared with what it is to become.
        compared=fact["quote"].startswith("from "),
    )


def test_the_changes_worth_an_alert_are_the_real_ones(changes: list[dict[str, Any]]) -> None:
    found = {
        key(row["metric_id"], row["kind"], row["class"], row["old_value"], row["new_value"])
        for row in changes
        if row["alerts_by_default"]
    }
    assert found - wanted() == set(), "false alerts"
    assert wanted() - found == set(), "changes that were missed"


def test_everything_silent_is_silent_for_a_reason(changes: list[dict[str, Any]]) -> None:
    silent = [row for row in changes if not row["alerts_by_default"]]
    assert len(silent) > 25
    assert all(row["reason"] and row["rule"] for row in silent)
