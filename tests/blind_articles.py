"""The short articles of tests/cases/facts_blind.yaml, whose facts were written down before they were first read."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extraction import Lexicon, extract
from fetching.furniture import furniture
from schemas.article import Article
from schemas.catalogue import Entity
from schemas.catalogue_files import read_catalogue
from schemas.fact import Fact
from schemas.published import Published, day_bounds
from tests import score_facts

ROOT = Path(__file__).parent
ASPECTS = ("unit", "qualifier", "kind", "role", "entity", "period")


@dataclass
class Outcome:
    """What became of the facts of all articles."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    by_confidence: list[tuple[float, bool]] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """F1, strict F1 (unit, qualifier and kind too) and the share of facts found that agree, per aspect."""
        n = self.counts
        said, meant = n["found"] + n["wrong"], n["found"] + n["missed"]
        shares = {aspect: n[aspect] / (n["timed"] if aspect == "period" else n["found"]) for aspect in ASPECTS}
        return {"f1": 2 * n["found"] / (said + meant), "strict_f1": 2 * n["strict"] / (said + meant), **shares}


@cache
def catalogue() -> dict[str, Any]:
    """The case file as it stands."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "cases" / "facts_blind.yaml").read_text("utf-8"))
    return read


@cache
def lexicon() -> Lexicon:
    """Its own entities, with the units and publishers of seeds/."""
    known = read_catalogue(ROOT.parent / "seeds")
    entities = [Entity.model_validate(row, strict=False) for row in catalogue()["catalogue"]]
    return Lexicon.of(entities, known.units, known.publishers)


def gold_of(line: str) -> dict[str, Any]:
    """A line of the case file as the scorer's gold fact, with `role` and `days`."""
    quote, number, qualifier, entity, role, kind, time = (part.strip() for part in line.lstrip("? ").split(" | "))
    value, _, unit = number.partition(" ")
    low, _, high = value.partition("..")
    gold: dict[str, Any] = {"quote": quote, "unit": unit, "qualifier": qualifier, "entity": entity, "role": role}
    gold |= {"lo": float(low), "hi": float(high)} if high else {"value": float(low)}
    first, _, last = time.partition("..")
    days = None if time == "-" else (day_bounds(first)[0], day_bounds(last or first)[1])
    return gold | {"kind": kind, "days": days, "minor": line.startswith("?")}


def article_of(row: dict[str, Any]) -> Article:
    """A case as the pipeline would have it, published on 2025-06-18."""
    return Article.identified(
        name=row["title"],
        source_id="cases",
        title=row["title"],
        text=row["text"],
        published=Published.read("2025-06-18", "record"),
        furniture=furniture(row["text"], row["title"]),
    )


def row_of(fact: Fact) -> dict[str, Any]:
    """A fact in the scorer's terms."""
    numbers = {
        key: None if n is None else float(n) for key, n in zip(("value", "low", "high"), _numbers(fact), strict=True)
    }
    days = {"period_start": fact.period_start, "period_end": fact.period_end}
    return {
        **numbers,
        **days,
        **{key: getattr(fact, key) for key in ("start", "end", "qualifier", "kind", "entity", "role")},
    }


def _numbers(fact: Fact) -> tuple[Any, Any, Any]:
    return fact.value, fact.low, fact.high


def score() -> Outcome:
    """Every case extracted and compared with what was written down."""
    outcome = Outcome()
    for row in catalogue()["articles"]:
        _score_one(row, outcome)
    return outcome


def _score_one(row: dict[str, Any], outcome: Outcome) -> None:
    free: list[dict[str, Any]] = []
    place = 0
    for line in row["facts"]:
        gold = gold_of(line)
        start = row["text"].index(gold["quote"], place)
        place = start + len(gold["quote"])
        free.append(gold | {"start": start, "end": place})
    note = outcome.misses.append
    article = article_of(row)
    for fact in extract(article, lexicon()).facts:
        said = row_of(fact)
        near = [g for g in free if said["start"] < g["end"] and g["start"] < said["end"]]
        gold = next((g for g in near if score_facts.same_value(said, g)), None)
        if gold is None:
            outcome.counts["wrong"] += 1
            outcome.by_confidence.append((fact.confidence, False))
            note(f"{row['title']}: wrong: {fact.quote} = {fact.value} {fact.unit} ({fact.confidence})")
            continue
        free.remove(gold)
        if gold["minor"]:
            continue
        outcome.by_confidence.append((fact.confidence, True))
        same = {key: said[key] == gold[key] for key in ("qualifier", "kind", "role")}
        same["unit"] = bool(score_facts.unit_key(fact.unit) & score_facts.unit_key(gold["unit"]))
        same["entity"] = score_facts.same_entity(fact.entity, gold["entity"])
        outcome.counts["found"] += 1
        outcome.counts["strict"] += same["unit"] and same["qualifier"] and same["kind"]
        if gold["days"]:
            outcome.counts["timed"] += 1
            same["period"] = score_facts.same_period(said, gold["days"])
        for aspect, right in same.items():
            outcome.counts[aspect] += right
            if not right:
                timed = aspect == "period"
                got = (fact.period_start, fact.period_end) if timed else getattr(fact, aspect)
                note(f"{row['title']}: {aspect} of {fact.quote}: {got}, not {gold['days' if timed else aspect]}")
    missed = [g for g in free if not g["minor"]]
    outcome.counts["missed"] += len(missed)
    outcome.misses.extend(f"{row['title']}: missed: {g['quote']}" for g in missed)
