"""Reads the stories of tests/cases/tracking_*.yaml as metrics and observations."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from schemas import ids
from schemas.catalogue import Metric
from schemas.change import Observation
from schemas.published import Published, day_bounds
from tracking.slots import add_months

CASES = Path(__file__).parent / "cases"
Expected = dict[str, str]


class Story(NamedTuple):
    name: str
    metric: Metric
    observations: tuple[Observation, ...]
    expected: Expected
    """The class of each observation's change, by observation id."""
    rows: dict[str, dict[str, Any]]


def figure(given: object) -> Decimal | None:
    return None if given is None else Decimal(str(given))


def period(when: object, metric: Metric) -> tuple[date | None, date | None]:
    """First and last day of an ISO date or period as the stories write them."""
    if when is None:
        return None, None
    text = str(when)
    if fiscal := re.fullmatch(r"(\d{4})/(\d{4})", text):
        start = date(int(fiscal[1]), metric.fiscal_year_start, 1)
        return start, add_months(start, 12) - timedelta(days=1)
    if part := re.fullmatch(r"(\d{4})-([HQ])(\d)", text):
        months = 6 if part[2] == "H" else 3
        start = date(int(part[1]), (int(part[3]) - 1) * months + 1, 1)
        return start, add_months(start, months) - timedelta(days=1)
    first, _, last = text.partition("/")
    return day_bounds(first)[0], day_bounds(last or first)[1]


def observation(metric: Metric, article: dict[str, Any], fact: dict[str, Any], place: int) -> Observation:
    start, end = period(fact.get("when"), metric)
    value, low, high = (figure(fact.get(name)) for name in ("value", "low", "high"))
    kind, unit, qualifier = fact.get("kind", "actual"), fact.get("unit", metric.unit), fact.get("qualifier", "exact")
    said_in = f"{article['id']}#{article['revision']}" if "page" in article and "revision" in article else article["id"]
    observation_id = ids.observation_id(
        said_in, metric.id, kind, str(fact.get("when", "")), value, low, high, unit, qualifier
    )
    return Observation(
        observation_id=observation_id,
        metric_id=metric.id,
        kind=kind,
        fact_id=f"{article['id']}-{article.get('revision', 1)}-{place}",
        article_id=article["id"],
        revision=article.get("revision", 1),
        story_id=article.get("story", article["id"]),
        publisher=article["source"],
        authority=article.get("authority", "press"),
        published=Published.read(str(article["published"]), "curated"),
        source_is_page=article.get("page", False),
        start=place,
        value=value,
        low=low,
        high=high,
        step=figure(fact.get("step")),
        unit=unit,
        qualifier=qualifier,
        period_start=start,
        period_end=end,
        period_text=fact.get("words", None if start is None else str(fact["when"])),
        falls=fact.get("falls", False),
        compared=fact.get("compared", False),
        in_scope=fact.get("fits", True),
        review=fact.get("review"),
    )


def stories(file: str) -> list[Story]:
    """The stories of one file, each with its observations in the order they arrive."""
    data = yaml.safe_load((CASES / file).read_text(encoding="utf-8"))
    metrics = {name: Metric(id=name, **given) for name, given in data["metrics"].items()}
    return [_story(metrics[one["metric"]], one) for one in data["stories"]]


def _story(metric: Metric, given: dict[str, Any]) -> Story:
    observations: list[Observation] = []
    expected: Expected = {}
    rows: dict[str, dict[str, Any]] = {}
    newest: dict[str, int] = {}
    for article in given["articles"]:
        newest[article["id"]] = max(newest.get(article["id"], 1), article.get("revision", 1))
        for place, fact in enumerate(article["facts"]):
            made = observation(metric, article, fact, place)
            observations.append(made)
            rows[made.observation_id] = {**fact, "article": article["id"]}
            if fact["class"] is not None:
                expected[made.observation_id] = fact["class"]
    said = {(one.observation_id, one.revision) for one in observations}
    gone = []
    for one in observations:
        later = range(one.revision + 1, newest[one.article_id] + 1)
        missing = next((revision for revision in later if (one.observation_id, revision) not in said), None)
        gone.append(one if one.source_is_page else one.model_copy(update={"withdrawn_in": missing}))
    return Story(given["name"], metric, tuple(gone), expected, rows)
