"""The times that a text speaks of: that of the whole article, and those its figures turned out to be of."""

from typing import NamedTuple

from extraction.calendars import Span


class Governing(NamedTuple):
    """The period of the statistics an article is about, and its words in title or text."""

    span: Span
    words: str
    result: int | None = None
    """The sentence that tells of a result of that time, where the article only opens with it."""


class Spoken(NamedTuple):
    """The days that a figure turned out to speak of; as an aside where others are only compared with it."""

    start: int
    span: Span
    aside: bool
