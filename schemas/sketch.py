"""What is kept of a text to find its copies, and when two such sketches are alike."""

from datetime import datetime, timedelta
from typing import NamedTuple

from schemas.record import Record


class Sketch(Record):
    """The words of one revision of an article, in short."""

    article_id: str
    revision: int
    words: str
    """The same for two texts of the same words."""
    shingles: tuple[int, ...]
    """Some of its runs of words as numbers, each once; of two texts that share a run both have it or neither."""


class Likeness(NamedTuple):
    """What makes two texts copies of one another, if their words are not the same."""

    shared: float
    """The part of the shingles of the shorter one that both have, at least."""
    fewest: int
    """A text with fewer shingles is only compared whole."""
    common: int
    """A shingle of more texts than this says nothing."""
    within: timedelta
    """From one publication to the other, also where the words are the same."""


class Dated(NamedTuple):
    """An article by the time of its publication."""

    published_at: datetime
    article_id: str


CopyPair = tuple[Dated, Dated]
