"""Times as they turn with the kind of what is said of them: gone by, still to come, or no time of a figure at all."""

import re
from dataclasses import replace

from extraction import calendars
from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.reading import Reading
from schemas.fact import Kind

_TOLD = in_lower(
    r"\b(?:said|told|added|noted|announced|released|published|reported|revealed|disclosed|stated|unveiled|issued|showed|says)\s+(?:\w+\s+){0,3}$"
)
_AS_OF = in_lower(r"(?:as\s+(?:of|at)|by|at|since|up\s+to|to\s+date|so\s+far|now|currently)\b")
_LEVELS = re.compile(r"(?:[’']s)?\s+(?:levels?|baseline|average|mark)\b")
_RECORD = re.compile(
    r"\b(?:(?!(?:inter|harv|requ|prot|for|cont|inv|gu|arr|w|t|r)est\b)\w+est|most|least|best|worst|first|(?:high|low|larg|small|bigg|bett|strong|weak|fast|slow|long|short|deep|cheap|few|great|wid|narrow|hott|cold|warm|wett|steep|heavi|light|rich|poor|tight|dear|dri|busi|tough|hard|soft|sharp|young|old)er)\b(?:\s+\w+){0,4}\s*$"
)
_DONE = in_lower(
    r"\b(?:approved|signed|received|registered|filed|reported|recorded|sold|admitted|accepted|licensed)\s+$"
)
_HAD = in_lower(r",?\s+(?:[$€£¥\w.’'-]+\s+){1,5}?had\s+(?:[a-z]+ly\s+|already\s+)?[a-z]")
"""After a time, what had been done by then: `by the end of May it had granted 40 million`."""
_COMES = in_lower(r",?\s(?:[a-z’'-]+\s){1,4}?(?:will|may|can)\s")
"""After a time still to come of money on offer: `From July a mill may apply for 40 million`."""
_MISSED = in_lower(
    r"\b(?:missed|beat|beaten|met|exceeded|surpassed|fell\s+(?:just\s+)?short\s+of|fallen\s+short\s+of|below|above)\s"
    r"(?:its|their|his|her|our|the|a)\s(?:own\s)?(?:[a-z]+\s)?(?:goal|target|aim|plan|ambition|forecast|guidance)\b[^.;]{0,50}$"
)
"""Before the time by which a goal that was missed was to be reached: `missed its goal of 40 by the end of May`."""
_REVISED_THEN = in_lower(
    r"(?:was|were|been)\s(?:raised|cut|lifted|lowered|revised|trimmed|upgraded|downgraded|increased|reduced)\s"
    r"(?:(?:up|down)\s)?(?:from|to)\s[^.;]{1,40}$"
)
"""Before the time when somebody changed what they foresee: `The forecast was raised to 4% in May`."""
_UNDER_WAY = in_lower(r"\b(?:under\s+construction|on\s+order|being\s+built|in\s+the\s+pipeline)\s+$")
"""What is planned, said of what there is of it today."""
_AFTER = in_lower(r"\bafter\s+$")
_DEED = in_lower(
    r"(?:approved|agreed|announced|said|told|decided|voted|signed|passed|adopted|unveiled|presented|published|promised|pledged|warned|heard|learned|learnt|set|gave|ordered|(?:was|were)\s+(?:told|informed|warned|assured|promised|approved|agreed|announced))\b"
)


def gone(reading: Reading, period: Period, kind: Kind) -> Period:
    """`By the end of July`, `for the year` said of what is done means the last one there was."""
    done = period.basis == "due" and (
        _DONE.search(reading.lower, period.start - 14, period.start)
        or (kind == "allocated" and _HAD.match(reading.lower, period.end))
        or (kind != "actual" and _MISSED.search(reading.lower, period.start - 90, period.start))
    )
    if (kind != "actual" and not done) or not period.cycle or not reading.on or period.last <= reading.on:
        return period
    not_begun = period.first > reading.on and not done
    if period.basis == "span" and not not_begun and (period.shift is None or period.shift[1]):
        return period
    before = period.over(
        calendars.moved(period.span, period.cycle, -1), "point" if period.basis == "due" else period.basis
    )
    return before if kind in ("actual", "allocated") else replace(before, cycle="")


def ahead(reading: Reading, period: Period, kind: Kind) -> Period:
    """`In the second quarter` said of what is hoped for means the next one there is."""
    if kind == "actual" or not period.cycle or not reading.on or period.last >= reading.on:
        return period
    if kind == "allocated" and not _COMES.match(reading.lower, period.end):
        return period
    moved = calendars.moved(period.span, period.cycle, 1)
    return period.over(moved) if moved.last >= reading.on else period


def is_of_a_deed(reading: Reading, period: Period, start: int) -> bool:
    """Whether a time is of what has been done or said before a figure: `In April the board approved a plan of 40`."""
    verb = reading.first_verb(period.end, start)
    return verb is not None and bool(_DEED.match(reading.lower, verb[0]))


def usable(reading: Reading, period: Period, kind: Kind) -> bool:
    """Whether a time may be that of a figure: not that of when somebody spoke, nor of what it is compared with."""
    if kind != "actual":
        if period.basis == "now":
            so_far = kind == "allocated" and reading.lower.startswith(("so far", "to date"), period.start)
            return so_far or bool(_UNDER_WAY.search(reading.lower, period.start - 24, period.start))
        if period.cycle and _REVISED_THEN.search(reading.lower, period.start - 90, period.start):
            return False
    elif reading.on and (period.first > reading.on or (period.basis == "due" and period.last > reading.on)):
        return False
    lower, start = reading.lower, period.start
    if period.basis in ("point", "now") and _TOLD.search(lower, start - 40, start) and not _AS_OF.match(lower, start):
        return False
    if period.basis == "span" and _AFTER.search(lower, start - 8, start):
        return False
    since = lower.startswith("since", start) and _RECORD.search(reading.text, start - 50, start)
    return not since and not _LEVELS.match(reading.text, period.end)
