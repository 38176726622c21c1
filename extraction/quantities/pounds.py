"""Pounds: money, unless the words beside the number speak of weight."""

import re

from extraction.quantities import lexicon
from extraction.quantities.records import Candidate
from extraction.quantities.units import Unit

WEIGHT = Unit("lb", "measure")
_DATA = lexicon.read("units")["pounds"]
_WEIGHING = re.compile(r"\b(?:" + "|".join(_DATA["weighing"]) + r")\b", re.IGNORECASE)
_GAINING = re.compile(r"\b(?:" + "|".join(_DATA["gaining"]) + r")[ ](?:[a-z-]+[ ]){0,2}\Z", re.IGNORECASE)
_AFTER = re.compile(r"[ ](?:" + "|".join(_DATA["after"]) + r")\b")
_OF = re.compile(r"[ ]of[ ]([A-Za-z’'-]+)")
_DESCRIBED = re.compile(r"[ ]([A-Za-z-]+)(?:[ ]([A-Za-z-]+))?")
_PHYSICAL = frozenset(_DATA["physical"])
_MONEY = frozenset(_DATA["money"])


def weigh(text: str, candidate: Candidate, end: int) -> bool:
    """True when the pounds that end at `end` and follow the number of `candidate` are a weight."""
    if not text.startswith(("pound", "pounds"), end - 5 - (text[end - 1] == "s")) or candidate.value is None:
        return False
    start = candidate.start
    of = _OF.match(text, end)
    if of and (candidate.scaled or candidate.value > 1_000_000):
        return of.group(1).lower() in _PHYSICAL
    if of:
        return of.group(1).lower() not in _MONEY
    if candidate.value > 1_000_000:
        return False
    if text[candidate.num_end] == "-" and text[end - 1] == "d":
        after = _DESCRIBED.match(text, end)
        return after is not None and not any(word and word.lower() in _MONEY for word in after.groups())
    if _AFTER.match(text, end):
        return True
    left = text[max(0, start - 80) : start]
    left = left[max(left.rfind(". "), left.rfind("\n"), left.rfind(";"), left.rfind("cost")) + 1 :]
    if _WEIGHING.search(left):
        return True
    return candidate.value < 1000 and bool(_GAINING.search(left)) and not text.startswith(" on ", end)
