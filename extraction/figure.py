"""A figure in its clause, and the answer whose it is."""

import re
from dataclasses import dataclass

from extraction.mentions import Mention
from extraction.reading import Reading
from extraction.verbs import OWNING

_INSIDE = r"(?:in|at|within|inside|under|of|across)\s+(?:the\s+)?"
_ATTACHED = re.compile(rf"\s*(?:[a-z-]+\s+){{0,3}}(?:{_INSIDE}(?:[a-z-]+\s+){{0,2}})?{_INSIDE}$")
_OWNS = re.compile(OWNING.pattern + r"\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The entity of a figure, the rule that found it, and how sure that rule is (0..1)."""

    entity: str
    rule: str
    weight: float
    passing: bool = False
    """True where the sentences after go on about something else."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a quantity stands: `text[start:end]` in clause `[left, right)` of a sentence, and the names around it."""

    reading: Reading
    number: int
    start: int
    end: int
    left: int
    right: int
    clauses_before: list[tuple[int, int]]
    mentions: list[Mention]
    own: list[Mention]
    """Those of its own clause, outside the quantity itself."""
    allocated: bool
    money: bool
    rank: bool

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.text

    @property
    def attached(self) -> Mention | None:
        """The name that stands right after what is counted ("30 firms in the park"), unless the subject has them."""
        if self.rank or _OWNS.search(self.text, self.left, self.start):
            return None
        after = (
            m
            for m in self.own
            if m.start >= self.end and (m.organisation or self.text[m.end : m.end + 2] in ("'s", "’s"))
        )
        return next((m for m in after if _ATTACHED.fullmatch(self.text, self.end, m.start)), None)
