"""The annotated articles, extracted with the catalogue in seeds/, and their scores."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from extraction import Lexicon, extract
from fetching.furniture import furniture
from schemas.article import Article, ArticleRecord
from schemas.catalogue_files import read_catalogue
from schemas.fact import Fact
from tests import score_facts
from tracking.matching import Matcher

ROOT = Path(__file__).parent
ANNOTATED = ROOT / "annotated"
LAST_KEPT_ASIDE = 11


@cache
def lexicon() -> Lexicon:
    catalogue = read_catalogue(ROOT.parent / "seeds")
    return Lexicon.of(catalogue.entities, catalogue.units, catalogue.publishers)


@cache
def matcher() -> Matcher:
    catalogue = read_catalogue(ROOT.parent / "seeds")
    return Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)


def article_of(row: dict[str, Any]) -> Article:
    """An article as the pipeline would have it, from one annotated record."""
    record = ArticleRecord.model_validate(row)
    return Article.identified(
        name=record.id or "",
        source_id="annotated",
        url=record.url,
        title=record.title,
        publisher=record.publisher,
        published=record.published_time(),
        text=record.text,
        furniture=furniture(record.text, record.title),
    )


def row_of(fact: Fact, article: Article) -> dict[str, Any]:
    """A fact of the article as the scorer reads it, with the metric it is of."""
    match = matcher().match(fact, article)
    number = {
        key: None if value is None else float(value)
        for key, value in (("value", fact.value), ("low", fact.low), ("high", fact.high))
    }
    return {
        **number,
        "start": fact.start,
        "end": fact.end,
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "kind": fact.kind,
        "entity": fact.entity,
        "metric": match.metric_id if match.in_scope else None,
        "confidence": fact.confidence,
        "period_start": fact.period_start and fact.period_start.isoformat(),
        "period_end": fact.period_end and fact.period_end.isoformat(),
    }


def names(part: str) -> list[str]:
    """The articles of `seeds`, `dev` (its first ones) or `kept` (its last eleven, kept aside from the rules)."""
    folder = "seeds" if part == "seeds" else "dev"
    found = sorted(path.stem for path in (ANNOTATED / folder / "articles").glob("*.json"))
    return {"seeds": found, "dev": found[:-LAST_KEPT_ASIDE], "kept": found[-LAST_KEPT_ASIDE:]}[part]


def texts() -> list[str]:
    """The text of every annotated article."""
    rows = (json.loads(path.read_text("utf-8")) for path in sorted(ANNOTATED.glob("*/articles/*.json")))
    return [row["text"] for row in rows]


def predictions(part: str) -> list[dict[str, Any]]:
    """One row per article: its id and the facts extracted."""
    folder = ANNOTATED / ("seeds" if part == "seeds" else "dev") / "articles"
    rows = []
    for name in names(part):
        row = json.loads((folder / f"{name}.json").read_text("utf-8"))
        article = article_of(row)
        rows.append({"id": row["id"], "facts": [row_of(f, article) for f in extract(article, lexicon()).facts]})
    return rows


def score(part: str, scratch: Path, *show: str) -> dict[str, float]:
    """The scorer's figures for one part."""
    folder = ANNOTATED / ("seeds" if part == "seeds" else "dev")
    gold = scratch / part
    gold.mkdir(exist_ok=True)
    for name in names(part):
        (gold / f"{name}.json").write_text((folder / "gold" / f"{name}.json").read_text("utf-8"), "utf-8")
    lines = "\n".join(json.dumps(row) for row in predictions(part))
    command = [
        sys.executable,
        str(ROOT / "score_facts.py"),
        "--articles",
        str(folder / "articles"),
        "--gold",
        str(gold),
        *show,
    ]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    if show:
        sys.stderr.write(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


STEPS = (0.9, 0.8, 0.7, 0.0)
RIGHT_IN = ("value", "sort", "all")
"""Right in value; in unit, qualifier and kind too; in entity and, where one is scored, period as well."""


def reliability(parts: tuple[str, ...]) -> list[tuple[float, int, int, int, int]]:
    """Per lower bound of confidence, high to low: how many facts there are, and how many are right in each of RIGHT_IN.

    A fact whose gold is of minor salience counts as right where it finds that.
    """
    counts = {step: [0, 0, 0, 0] for step in STEPS}
    for part in parts:
        folder = ANNOTATED / ("seeds" if part == "seeds" else "dev")
        for name, row in zip(names(part), predictions(part), strict=True):
            gold = json.loads((folder / "gold" / f"{name}.json").read_text("utf-8"))
            known = gold if isinstance(gold, list) else gold["facts"]
            for fact in row["facts"]:
                tally = counts[next(s for s in STEPS if fact["confidence"] >= s)]
                tally[0] += 1
                for place, right in enumerate(_right(fact, known), 1):
                    tally[place] += right
    return [(step, *counts[step]) for step in STEPS]


def _right(fact: dict[str, Any], known: list[dict[str, Any]]) -> tuple[bool, bool, bool]:
    near = [g for g in known if fact["start"] < g["end"] and g["start"] < fact["end"]]
    gold = next((g for g in near if score_facts.same_value(fact, g)), None)
    if gold is None:
        return False, False, False
    if gold.get("salience") == "minor":
        return True, True, True
    units = score_facts.unit_key(fact["unit"]) & score_facts.unit_key(gold["unit"])
    sort = bool(units) and all(fact[key] == gold[key] for key in ("qualifier", "kind"))
    time = score_facts.gold_period(gold)
    whole = score_facts.same_entity(fact["entity"], gold.get("entity"))
    return True, sort, sort and whole and (time is None or score_facts.same_period(fact, time))
