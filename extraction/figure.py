"""A figure in its clause, and the answer whose it is."""

import re
from dataclasses import dataclass

from extraction.grammar import in_lower, words
from extraction.mentions import Mention
from extraction.reading import Reading

_INSIDE = r"(?:in|at|within|inside|under|of|across)\s+(?:the\s+)?"
_ATTACHED = re.compile(
    rf"\s*(?:[a-z-]+\s+){{0,3}}(?:{_INSIDE}(?:[a-z-]+\s+){{0,2}})?{_INSIDE}(?:(?:two|three|four|five|six|both)\s+)?$"
)
_SHARE_OF = in_lower(r"\s+of\s+(?:all\s+|the\s+)?(?:new|old|[a-z]+(?:ed|al|ar|ic|ous|ive|ly))\s$")
"""What stands between a share and the name of whose things it is: `3% of scheduled Acme flights`."""
_BY_MEANS = in_lower(
    r"\s(?:with|on|at|through|thanks\s+to|for|in)\s+(?:the\s+)?(?:help|support|backing|aid|assistance|behalf|request|invitation|advice|consent|approval|cost|purchase|face)\s+of\b"
)
"""What says by whose means something was done, and not whose it is: `sold 40 with the help of Acme`."""
_AS_BIG = re.compile(
    r"\s+(?:the|as)\s+(?:size|number|level|value|amount|rate|price|length|weight|area|output|strength)\s+of\s+(?:the\s+)?$"
)
_MULTIPLE = re.compile(r"(?:times|twice|half|double|triple|thirds?|quarters?)$")
_IN = re.compile(r"\s(?:in|for)\s(?:the\s)?")
_THAN = re.compile(r"\b(?:than|as)\s")
_PLACES = frozenset(words("entities")["place_nouns"])
_OWNS = in_lower(r"(?:has|have|had|hosts?|houses?|employs?|owns?|operates?|runs?|boasts?)\b\s+(?:[a-z]+\s+){0,3}$")
"""A verb by which the subject has what is counted."""
_RENTS = in_lower(
    r"\b(?:rents?|rented|leases?|leased|occup(?:y|ies|ied)|(?:takes?|took|taken)\s+up)\s+(?:[a-z]+\s+){0,3}$"
)
"""One by which the subject has room in what is somebody else's: `we rent 400 square metres at the Park`."""
_GETS = in_lower(r"\b(?:receive[sd]?|gets?|got|wins?|won|obtain(?:s|ed)?|secure[sd]?)\s+(?:[a-z]+\s+){0,3}$")
"""One by which it gets the money: `the firm received 40 million under the scheme`."""


@dataclass(slots=True)
class Belonging:
    """The entity of a figure, the rule that found it, and how sure that rule is (0..1)."""

    entity: str
    rule: str
    weight: float
    passing: bool = False
    """True where the sentences after go on about something else."""


@dataclass(slots=True)
class Figure:
    """Where a quantity stands: `text[start:end]` in clause `[left, right)` of a sentence, and the names around it."""

    reading: Reading
    number: int
    start: int
    end: int
    left: int
    right: int
    clauses_before: list[tuple[int, int]]
    said: frozenset[str]
    """The words of its clause, in small letters."""
    mentions: list[Mention]
    own: list[Mention]
    """Those of its own clause, outside the quantity itself."""
    allocated: bool
    money: bool
    rank: bool
    share: bool
    """Whether it is a part of a whole, or counts what the figure before counts."""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.text

    @property
    def _is_done_by_somebody(self) -> bool:
        """Whether a name acts before it in its clause: what it sold in the region is its own."""
        return any(
            m.sort in ("name", "free") and not m.place and self.reading.first_verb(m.end, self.start) for m in self.own
        )

    @property
    def attached(self) -> Mention | None:
        """The name that stands right after what is counted ("30 firms in the park"), unless the subject has them."""
        if self.rank:
            return None
        for mention in self.own:
            if (
                mention.start >= self.end
                and (
                    mention.organisation
                    or self._is_share_of(mention)
                    or self.text[mention.end : mention.end + 2] in ("'s", "’s")
                )
                and (
                    _ATTACHED.fullmatch(self.text, self.end, mention.start)
                    or (self.share and _SHARE_OF.fullmatch(self.reading.lower, self.end, mention.start))
                )
            ):
                if _AS_BIG.fullmatch(self.text, self.end, mention.start) and _MULTIPLE.search(
                    self.text, self.start, self.end
                ):
                    return None
                if mention.place and _THAN.search(self.text, self.end, mention.start):
                    return None
                if mention.noun in _PLACES and self._is_done_by_somebody:
                    return None
                if _BY_MEANS.search(self.reading.lower, self.end, mention.start):
                    return None
                lower = self.reading.lower
                gets = self.money and _GETS.search(lower, self.left, self.start)
                rents = _RENTS.search(lower, self.left, self.start) and any(
                    m.end <= self.start and not m.place for m in self.own
                )
                return None if gets or rents or _OWNS.search(lower, self.left, self.start) else mention
        return None

    def _is_share_of(self, mention: Mention) -> bool:
        """Whether a place stands right after a percentage, which is of it: `1.8% in Norway`."""
        return self.share and mention.place and _IN.fullmatch(self.text, self.end, mention.start) is not None
