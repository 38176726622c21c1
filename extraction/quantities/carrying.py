"""Numbers that say the same again in another unit, and bare numbers that take the unit of the one before."""

import re

from extraction.quantities.records import Candidate

_CONVERTED = re.compile(
    r"[ \u00a0]?[(\[/][ ]?(?:or |about |around |approximately |approx\.? |roughly |some |nearly |"
    r"over |equal to |equivalent to |i\.e\.? |around |~|≈|= ?){0,2}\Z"
)
_OR_CONVERTED = re.compile(
    r",? (?:or|equal to|equivalent to) (?:about |around |approximately |roughly |some |nearly )?\Z"
)
_TO_THE = re.compile(r" (?:to|per|against) (?:the |a )?(?:US |U\.S\. )?(?:dollar|pound|euro|yen|yuan)\b")
_AGAINST = re.compile(r"\b(?:against|versus|compared)\b")
_LEVEL = re.compile(r" (?:to|of|at|and|versus|against)(?: about| around| nearly| almost| just| some)? \Z")
CARRY = 140


def begin_of(candidate: Candidate) -> int:
    """Where the candidate starts, its qualifier included."""
    if candidate.qualifier_start is not None and candidate.qualifier_start < candidate.start:
        return candidate.qualifier_start
    return candidate.start


def convert(found: list[Candidate], text: str) -> None:
    """Link each amount or measure to the one before that it converts: "$4.2bn (£3.1bn)"."""
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        if first.sort not in ("amount", "measure") or second.sort != first.sort or first.unit == second.unit:
            continue
        if second.start - first.end > 30:
            continue
        start = min(begin_of(second), second.start)
        gap = text[first.end : second.start]
        bracket = _CONVERTED.match(gap) or _CONVERTED.match(text[first.end : start])
        if (
            bracket and (text[second.end : second.end + 1] in ")]" or "/" in gap or second.end == len(text))
        ) or _OR_CONVERTED.match(gap):
            second.converts = index - 1


def carry(found: list[Candidate], text: str) -> None:
    """Give a bare number the unit of the one before when written alike: "84.75 cents, while the lowest is 74.07"."""
    for index in range(1, len(found)):
        first, second = found[index - 1], found[index]
        if second.sort != "bare" or second.in_words or second.step is None or second.value is None:
            continue
        if second.scaled:
            _carry_scaled(first, second, text)
            continue
        if (
            first.sort not in ("amount", "percent", "points", "measure", "duration")
            or first.step is None
            or second.start - first.end > CARRY
        ):
            continue
        between = text[first.end : second.start]
        if _TO_THE.match(text, second.end) or _apart(first, second) or text.startswith(" (", second.end):
            continue
        if "\n" in between or ". " in between or second.step >= 1 or first.scaled:
            continue
        cents = first.value is not None and first.mantissa is not None and first.mantissa not in (first.value, 0)
        factor = first.value / first.mantissa if cents and first.value is not None and first.mantissa else 1
        if first.step == second.step * factor:
            second.value *= factor
            second.step *= factor
            second.unit, second.sort, second.bare_dollar = first.unit, first.sort, first.bare_dollar


def _apart(first: Candidate, second: Candidate) -> bool:
    """True when the two are too far apart to be levels of one thing: the 0.15 % an index lost, and its 42,289.51."""
    if first.mantissa is None or second.value is None or not first.mantissa:
        return False
    return not abs(first.mantissa) / 20 < abs(second.value) < abs(first.mantissa) * 20


def _carry_scaled(first: Candidate, second: Candidate, text: str) -> None:
    """Carry the unit of a change to the level: "fell by 2.7 million barrels last week to 438.9 million".

    So does what a thing goes from: "from 2 million tonnes a year to 3 million".
    """
    if first.sort == "measure" and first.scaled:
        between = text[first.end : second.start]
        moved = first.direction or second.direction or _AGAINST.search(between)
        gone_from = text.endswith(("from ", "From "), 0, begin_of(first))
        apart = len(between) >= 60 or {".", ";", "\n"} & set(between)
        if (moved or gone_from) and not apart and _LEVEL.search(between):
            second.unit, second.sort = first.unit, first.sort
