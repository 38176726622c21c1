"""The times that a text speaks of: that of the whole article, and those its figures turned out to be of."""

from collections.abc import Mapping
from typing import NamedTuple

from extraction.calendars import Span, moved

_BACK = 12
"""How many sentences back days are looked for."""
_MONTH = 30.4
"""Days, on average."""
_NEARLY = 4
"""Days by which so many months may be longer or shorter."""


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


def spoken_of(
    spoken: Mapping[int, list[Spoken]],
    governing: Governing | None,
    number: int,
    place: int,
    *,
    asides: bool = False,
    back: int = 1,
) -> Span | None:
    """The days that the figure before `place` spoke of, in sentence `number` or those `back`, else the article's."""
    for earlier in range(number, max(number - back, 0) - 1, -1):
        for one in reversed(spoken.get(earlier, ())):
            if one.start < place and (asides or not one.aside):
                return one.span
    return governing.span if governing else None


def lasting(
    spoken: Mapping[int, list[Spoken]], governing: Governing | None, number: int, place: int, months: int
) -> Span | None:
    """The last days of so many months that a figure before `place` in sentence `number` spoke of.

    Where those of a year later were spoken of too, it is these: the others were what they were compared with.
    """

    def fits(span: Span) -> bool:
        return abs((span.last - span.first).days + 1 - _MONTH * months) < _NEARLY

    if governing and fits(governing.span):
        return governing.span
    found: Span | None = None
    for earlier in range(number, max(number - _BACK - 1, -1), -1):
        for one in reversed(spoken.get(earlier, [])):
            like = one.start < place and not one.aside and fits(one.span)
            if like and (found is None or one.span == moved(found, "year", 1)):
                found = one.span
    return found
