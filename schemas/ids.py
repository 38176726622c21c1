"""Ids made from content: the same content gives the same id on every machine and in every run."""

import hashlib
from decimal import Decimal

DIGITS = 16


def number_key(value: Decimal | None) -> str:
    """`value` in one spelling, so that 160, 160.0 and 1.6E+2 make the same id; empty for None."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def content_id(prefix: str, *parts: str | int | None) -> str:
    """`prefix-` and 16 hex digits of the SHA-256 of the parts; None and "" count as the same absent part."""
    joined = "\x1f".join(["" if part is None else str(part) for part in parts])  # a list: faster than a generator
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:DIGITS]}"


def article_id(canonical_url: str | None, text: str) -> str:
    """The id of an article: its canonical URL, or where there is none its text."""
    return content_id("art", canonical_url or f"text:{text}")


def page_id(url: str, sha256: str) -> str:
    """The id of a page: an address and the bytes that it gave."""
    return content_id("page", url, sha256)


def fact_id(article: str, revision: int, start: int, end: int) -> str:
    """The id of a fact: a place in one revision of an article."""
    return content_id("fact", article, revision, start, end)


def observation_id(
    article: str,
    metric: str,
    kind: str,
    period_text: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    qualifier: str,
) -> str:
    """The id of an observation: what an article says of a metric, wherever in the text it says it."""
    numbers = (number_key(value), number_key(low), number_key(high))
    return content_id("obs", article, metric, kind, period_text, *numbers, unit, qualifier)


def change_id(observation: str, event: str) -> str:
    """The id of a change: the observation and what happened to it (`entered`, or `withdrawn:REVISION`)."""
    return content_id("chg", observation, event)


def alert_id(change: str, subscriber: str) -> str:
    """The id of an alert: one change for one subscriber."""
    return content_id("alr", change, subscriber)


def message_id(address: str, carries: str) -> str:
    """The id of a message: the address and what it carries (an alert's id, or a digest's slot)."""
    return content_id("msg", address.lower(), carries)
