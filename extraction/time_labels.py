"""Times that stand with a figure as its label, or with another figure beside it."""

import re
from dataclasses import dataclass
from datetime import date

from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.selection import start_of
from extraction.times import Time
from schemas.fact import Kind, Role

_POSSESSIVE = re.compile(r"['’]s\s+(?:[a-z-]+\s+){0,3}$")
_WHEN = in_lower(r"(?:when|in\s+which)\s")
_SINCE_YEAR = in_lower(r"\bsince\s+((?:19|20)\d\d),?\s*$")
_AND_BY = in_lower(
    r",?\s+and\s+(?:(?:the|its|their)\s+)?(?:[a-z-]+\s+){1,4}by\s+(?:(?:about|around|some|nearly|almost|over|just)\s+)?"
)
_LABEL = re.compile(
    r"\s?:\s(?:(?:an?\s+)?(?:net\s+|pre-?tax\s+|operating\s+)?(?:loss|profit|gain|deficit|surplus|total|outflow|inflow)\s+of\s+)?$|\s\($"
)
_THE_FIGURE = in_lower(r"\W*the\s+(?:figure|number|total|count|rate|share|amount|sum)\s+(?=(?:for|in|of)\s)")
NEAR = 3
"""Characters between a figure and a time that stands right beside it."""


@dataclass(slots=True)
class TimedFigure:
    """A figure among the times and the other figures of its sentence."""

    reading: Reading
    number: int
    candidate: Candidate
    others: list[Candidate]
    clause: tuple[int, int]
    kind: Kind
    role: Role

    @property
    def text(self) -> str:
        return self.reading.text

    def alone_until(self, place: int) -> bool:
        """Whether no other figure stands between this one and `place` after it."""
        return not any(self.candidate.end <= o.start < place for o in self.others)

    def alone_since(self, place: int) -> bool:
        """Whether no other figure stands between `place` before it and this one."""
        return not any(place <= o.start < self.candidate.start for o in self.others)


def own_label(figure: TimedFigure, named: list[Period]) -> Period | None:
    """The time that stands with a figure as its label: `April's 30 tonnes`, `(2023: 40 tonnes)`, `in 2022, when 30`."""
    text, start = figure.text, start_of(figure.candidate)
    for period in reversed(named):
        if period.end > start or start - period.end > 60:
            continue
        between = text[period.end : start]
        if _LABEL.fullmatch(between) or _POSSESSIVE.fullmatch(between):
            return period
        if (
            period.end <= figure.clause[0] <= period.end + NEAR
            and _WHEN.match(figure.reading.lower, figure.clause[0])
            and not any(period.end <= o.start < start for o in figure.others)
            and not any(period.end <= p.start < start for p in named)
        ):
            return period
    return None


def figure_for(figure: TimedFigure, named: list[Period]) -> Period | None:
    """The time that a sentence says its figure is for, told now as then: `The figure for May was 40 and is now 44`."""
    opening = figure.reading.sentences[figure.number].start
    found = _THE_FIGURE.match(figure.reading.lower, opening, opening + 24) if named else None
    if found is None or named[0].start != found.end() or any(one.basis != "now" for one in named[1:]):
        return None
    return named[0]


def when_last(figure: TimedFigure) -> Time | None:
    """The year of a figure that was the last like it: `the most since 1996, when there were 95`."""
    lower, left = figure.reading.lower, figure.clause[0]
    found = _SINCE_YEAR.search(lower, left - 20, left) if lower[left] in "wi" and _WHEN.match(lower, left) else None
    if found is None:
        return None
    year = int(found.group(1))
    return Time(date(year, 1, 1), date(year, 12, 31), found.group(1), "stated")


def is_owned(figure: TimedFigure, period: Period) -> bool:
    """Whether a time is the label of another figure, the one that follows it: `(2023: 40 tonnes)`."""
    return any(
        o is not figure.candidate and o.start >= period.end and _LABEL.fullmatch(figure.text, period.end, start_of(o))
        for o in figure.others
    )


def is_aside(figure: TimedFigure, period: Period) -> bool:
    """Whether a time stands in a bracket with a figure of its own: `owns 40 units (ten years ago it had 30)`."""
    text = figure.text
    left = text.rfind("(", figure.reading.sentences[figure.number].start, period.start)
    if left < 0 or text.find(")", left, period.start) >= 0:
        return False
    right = text.find(")", period.end)
    if left < figure.candidate.start < right:
        return False
    return any(left < o.start < right and o.start >= period.end for o in figure.others)


def gapped(figure: TimedFigure) -> Time | None:
    """The time of the change before one that leaves out its verb: `when guests rose by 5% and nights by 4%`."""
    if figure.role != "change":
        return None
    start = start_of(figure.candidate)
    before = next((o for o in reversed(figure.others) if o.end <= start), None)
    if before is None or not _AND_BY.fullmatch(figure.reading.lower, before.end, start):
        return None
    told = next((one for one in figure.reading.spoken.get(figure.number, ()) if one.start == before.start), None)
    verb = figure.reading.first_verb(before.end, start)
    if told is None or (verb and not figure.reading.lower.endswith("s", *verb)):
        return None
    return Time(*told.span, None, "inherited")
