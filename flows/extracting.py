"""Articles in, facts with their metrics out; nothing is stored."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extraction import Lexicon, extract, quantities
from fetching.articles import to_article
from fetching.files import BadFile, parse_record, read_files
from flows.console import plain
from schemas.article import Article, ArticleRecord, Problem
from schemas.catalogue import Catalogue
from schemas.fact import Fact, Quantity
from tracking.matching import Matcher

FACT_FIELDS = (
    *("quote", "start", "end", "sentence", "value", "low", "high", "unit", "qualifier", "entity", "measure", "role"),
    *("kind", "period_start", "period_end", "period_text", "period_basis", "change_of", "converted"),
    *("confidence", "reasons"),
)
QUANTITY_FIELDS = ("start", "end", "quote", "value", "low", "high", "unit", "qualifier", "direction", "noun")


class Extractor:
    """Extraction and matching made ready once for a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.publishers = catalogue.publishers
        self.lexicon = Lexicon.of(catalogue.entities, catalogue.units, catalogue.publishers)
        self.matcher = Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)

    def facts(self, article: Article) -> list[dict[str, Any]]:
        """The article's facts as JSON rows, each with its metric's id or null."""
        return [self._with_metric(fact, article) for fact in extract(article, self.lexicon).facts]

    def _with_metric(self, fact: Fact, article: Article) -> dict[str, Any]:
        match = self.matcher.match(fact, article)
        return _row(fact, FACT_FIELDS) | {"metric": match.metric_id if match.in_scope else None}

    def quantities(self, text: str) -> list[dict[str, Any]]:
        """Every quantity of the text as JSON rows."""
        return [_row(quantity, QUANTITY_FIELDS) for quantity in quantities(text, self.lexicon)]

    def article(self, record: ArticleRecord) -> Article:
        """The article of a record; without a stated time it counts as published now."""
        return to_article(record, self.publishers, name=record.id or "-", source_id="-", seen_at=datetime.now(UTC))


def _row(record: Fact | Quantity, fields: Iterable[str]) -> dict[str, Any]:
    data = record.model_dump()
    row: dict[str, Any] = plain({field: data[field] for field in fields})
    return row


def answer_lines(lines: Iterable[str], extractor: Extractor, *, as_quantities: bool) -> Iterator[dict[str, Any]]:
    """One answer per line of JSON; a line that is no article record is answered with its error and no facts."""
    kind = "quantities" if as_quantities else "facts"
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        identity: object = None
        try:
            data = json.loads(line)
            identity = data.get("id") if isinstance(data, dict) else None
            record = parse_record(data)
        except BadFile as error:
            yield {"id": identity, kind: [], "error": f"line {number}: {error}"}
            continue
        except ValueError as error:
            yield {"id": identity, kind: [], "error": f"line {number}: not JSON: {error}"}
            continue
        if as_quantities:
            yield {"id": identity, kind: extractor.quantities(record.text)}
        else:
            yield {"id": identity, kind: extractor.facts(extractor.article(record))}


def answer_files(
    paths: Iterable[Path], extractor: Extractor, *, as_quantities: bool
) -> tuple[list[dict[str, Any]], tuple[Problem, ...]]:
    """One answer per article in the files, and what could not be read."""
    intake = read_files(paths, extractor.publishers, source_id="-", seen_at=datetime.now(UTC))
    if as_quantities:
        rows = [{"id": a.name, "quantities": extractor.quantities(a.text)} for a in intake.articles]
    else:
        rows = [{"id": a.name, "facts": extractor.facts(a)} for a in intake.articles]
    return rows, intake.problems
