"""Records as rows of the ledger, and back."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Context, Decimal
from typing import Any, TypeVar

from schemas import ids
from schemas.acquisition import Link
from schemas.alert import Alert
from schemas.article import Article, Furniture
from schemas.change import Change, Match, Observation
from schemas.fact import ChangeOf, Conversion, Dropped, Fact
from schemas.published import Published
from schemas.record import Record

Row = dict[str, Any]
Model = TypeVar("Model", bound=Record)
PLACES = Decimal("0.000001")
LIMIT = Decimal(10) ** 32
EXACT = Context(prec=60)


def fits(record: Record) -> bool:
    """False when a figure of the record is too large for DECIMAL(38, 6)."""
    return all(not isinstance(value, Decimal) or abs(value) < LIMIT for _, value in record)


def _storable(value: object) -> object:
    if isinstance(value, Decimal):
        return value.quantize(PLACES, context=EXACT)
    return list(value) if isinstance(value, tuple) else value


def as_stored(value: object) -> object:
    """A field's value as the ledger gives it back, so that what was stored and what was not can be compared."""
    return _readable(_storable(value)) if not isinstance(value, tuple) else value


def _plain(record: Record) -> Row:
    """The fields as they are, figures rounded to the six decimals the ledger keeps."""
    return {name: _storable(value) for name, value in record}


def _nested(record: Record | None) -> str | None:
    return record.model_dump_json() if record else None


def _published_columns(published: Published | None) -> Row:
    return {
        "published_at": published.at if published else None,
        "published_first_day": published.first_day if published else None,
        "published_last_day": published.last_day if published else None,
        "published_precision": published.precision if published else None,
        "published_basis": published.basis if published else None,
    }


def article_row(article: Article) -> Row:
    """One revision of an article; its key is `version_id`."""
    furniture = json.dumps([piece.model_dump() for piece in article.furniture])
    row = _plain(article) | _published_columns(article.published) | {"furniture": furniture}
    return row | {"version_id": f"{article.article_id}:{article.revision}"}


def link_row(link: Link) -> Row:
    """An address that a source gave."""
    return _plain(link) | _published_columns(link.published)


def read_link(row: Mapping[str, Any]) -> Link:
    """The link in a row."""
    return read_record(Link, row, published=read_published(row))


def fact_row(fact: Fact) -> Row:
    """A fact, with what it compares and converts as JSON text."""
    nested = {"change_of": _nested(fact.change_of), "converted": _nested(fact.converted)}
    return _plain(fact) | nested | {"span_start": fact.start, "span_end": fact.end}


def dropped_row(dropped: Dropped) -> Row:
    """A dropped candidate; its key is made of the place and the quote."""
    place = (dropped.article_id, dropped.revision, dropped.start, dropped.end, dropped.quote)
    return _plain(dropped) | {
        "dropped_id": ids.content_id("drp", *place),
        "span_start": dropped.start,
        "span_end": dropped.end,
    }


def match_row(match: Match, fact: Fact) -> Row:
    """A match, with the place of its fact."""
    return _plain(match) | {"article_id": fact.article_id, "revision": fact.revision}


def observation_row(observation: Observation) -> Row:
    """An observation as first made: what withdrew it and what a person decided are kept elsewhere and joined."""
    return _plain(observation) | _published_columns(observation.published) | {"span_start": observation.start}


def change_row(change: Change) -> Row:
    """A change, with its class under the name `class`."""
    return _plain(change) | {"class": change.class_}


def alert_row(alert: Alert) -> Row:
    """An alert; the run that first made it is `created_in`."""
    return _plain(alert) | {"created_in": alert.run_id}


def _readable(value: object) -> object:
    """A stored value in the types of our records: plain Decimals, tuples, times in UTC."""
    if isinstance(value, Decimal):
        return Decimal(ids.number_key(value))
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return value


def plain_row(row: Mapping[str, Any]) -> Row:
    """A row as people read it: figures without trailing zeros, times in UTC."""
    return {name: _readable(value) for name, value in row.items()}


def read_record(model: type[Model], row: Mapping[str, Any], **more: Any) -> Model:  # noqa: ANN401
    """The record in a row; `more` gives the fields that are not columns of their own."""
    fields = {name: _readable(row[name]) for name in model.model_fields if name in row and name not in more}
    return model.model_validate(fields | more)


def read_published(row: Mapping[str, Any]) -> Published | None:
    """The publication in the columns of an article or observation."""
    if row["published_at"] is None:
        return None
    return Published(
        first_day=row["published_first_day"],
        last_day=row["published_last_day"],
        at=row["published_at"].astimezone(UTC),
        precision=row["published_precision"],
        basis=row["published_basis"],
    )


def read_article(row: Mapping[str, Any]) -> Article:
    """The article in a row."""
    furniture = tuple(Furniture(**piece) for piece in json.loads(row["furniture"]))
    return read_record(Article, row, published=read_published(row), furniture=furniture)


def read_fact(row: Mapping[str, Any]) -> Fact:
    """The fact in a row."""
    change_of = ChangeOf.model_validate_json(row["change_of"]) if row["change_of"] else None
    converted = Conversion.model_validate_json(row["converted"]) if row["converted"] else None
    place = {"start": row["span_start"], "end": row["span_end"]}
    return read_record(Fact, row, change_of=change_of, converted=converted, **place)


def read_observation(row: Mapping[str, Any]) -> Observation:
    """The observation in a row that has `withdrawn_in` and `review` joined to it."""
    return read_record(Observation, row, published=read_published(row), start=row["span_start"])


def read_change(row: Mapping[str, Any]) -> Change:
    """The change in a row."""
    return read_record(Change, row, class_=row["class"])


def read_alert(row: Mapping[str, Any]) -> Alert:
    """The alert in a row."""
    return read_record(Alert, row, run_id=row["created_in"])
