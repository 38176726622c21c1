"""What is aimed at, though its verb only says what is to come: told by the share, the bound or the day it is due."""

import re

from extraction.drafts import Draft
from extraction.grammar import in_lower
from extraction.modality import DECIDED
from extraction.reading import Reading
from schemas.fact import Kind

_IS_TO = in_lower(r"(?:is|are)\s+to\b")
_BROUGHT = in_lower(
    r"(?:is|are)\s+to\s+be\s+(?:raised|lifted|increased|cut|lowered|reduced|brought|pushed|halved|doubled)\b"
)
_WITHIN = in_lower(r"\bwithin\s+(?:the\s+)?[a-z0-9]+\s+(?:minutes?|hours?|days?|weeks?|months?)\b")
_PROMISED = in_lower(r"(?:promise|pledge)(?:s|(?P<done>d))?$")
_STANDS = in_lower(r"\b(?:has|have)\s+(?:also\s+|now\s+|since\s+)?$")
"""Before a promise that has been made and still holds."""
_AIM_IS = in_lower(r"\s*(?:is|was|remains)\s+(?:now\s+|still\s+)?(?:that|for)\s")
"""Between an aim and what it is told to be, with a verb of its own: `the aim is that sales should reach 40`."""


def is_due(reading: Reading, draft: Draft) -> bool:
    """Whether the sentence of a figure names a day by which something is due."""
    return any(p.basis == "due" for p in reading.periods_of(draft.number))


def is_set(reading: Reading, draft: Draft, modal: re.Match[str], end: int, kind: Kind | None) -> bool:
    """Whether what is to be is an aim: a share brought somewhere by a day, a bound that is to be kept by then."""
    said, share = modal.group().strip(), draft.candidate.unit == "%"
    if not _IS_TO.match(said):
        return False
    if share and _WITHIN.search(reading.lower, end, reading.sentences[draft.number].end):
        return True
    bound = draft.candidate.qualifier in ("at_least", "up_to")
    brought = share and _BROUGHT.match(said) and not DECIDED.search(reading.lower, draft.clause[0], modal.start())
    return kind == "planned" and bool(bound or brought) and is_due(reading, draft)


def is_promised(reading: Reading, draft: Draft, promise: re.Match[str]) -> bool:
    """Whether somebody promises a number by a day: `it has promised 40 by 2028`, not `it once promised 40`."""
    found = _PROMISED.match(promise.group().strip())
    if found is None or promise.start() > draft.candidate.start or not is_due(reading, draft):
        return False
    stands = _STANDS.search(reading.lower, max(draft.clause[0], promise.start() - 16), promise.start())
    return found["done"] is None or stands is not None


def tells_an_aim(lower: str, left: int, right: int) -> bool:
    """Whether an aim named before `left` is told by the clause whose verb stands at `right`."""
    return bool(_AIM_IS.match(lower, left, right))
