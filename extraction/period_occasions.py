"""Times named by what falls on them: the end of a unit, feasts, hours, the pandemic; and `next` alone."""

import re
from datetime import date

from extraction import calendars
from extraction.calendars import MONTHS, Span
from extraction.grammar import alternation
from extraction.period_family import family
from extraction.period_units import UNIT, around, told
from extraction.period_words import MON, OF_YEAR, WHEN, YEAR, When, month_number, year_in

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
    *(f"twenty-{n}" for n in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")),
    *("thirtieth", "thirty-first"),
)
_OTHER_UNIT = re.compile(rf"\b(?P<way>this|last|next)\s+(?P<unit>{UNIT}|season)\b")
_OPENS = ("start", "beg", "enter")
_PANDEMIC = date(2020, 3, 1)
_HALF_A_YEAR = 7
"""The month from which on `in the new year` is still to come."""


def christmas_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`by Christmas`, `last Christmas`: the day, the latest there was where nothing says more."""
    stated = match["y"]
    if on is None and not stated:
        return None
    if stated or on is None:
        return When(Span(*(2 * (date(int(stated), 12, 25),))), "point")
    last = date(on.year - ((on.month, on.day) < (12, 25)), 12, 25)
    way = (match["way"] or "").lower()
    at = date(last.year + 1, 12, 25) if way in ("this", "next", "coming") and last < on else last
    return When(Span(at, at), "point", "" if way else "year")


def new_year_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`at the New Year`: its first day, the latest there was; `in the new year`: its first months."""
    if on is None:
        return None
    if match["within"]:
        return When(calendars.months(on.year + (on.month >= _HALF_A_YEAR), 1, 3), "span", "year")
    first = date(on.year, 1, 1)
    if match["due"]:
        return When(Span(first, first), "due", "year")
    return When(Span(first, first), "point", "year")


def turn_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`at the turn of the year`: the last day of the year before."""
    if on is None:
        return None
    last = date(on.year - 1, 12, 31)
    return When(Span(last, last), "point")


def unit_end_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`at year-end`, `by quarter-end 2024`: the last day of the unit of time."""
    stated, unit = match["y"], match["unit"]
    if stated:
        if unit != "year":
            return None
        last = date(int(stated), 12, 31)
        return When(Span(last, last), "point")
    if on is None:
        return None
    last = calendars.unit_around(on, unit, 0).last
    return When(Span(last, last), "due", unit)


def passed_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`ended the year`, `to finish the quarter`: its last day; `began the year`: its first."""
    if on is None:
        return None
    unit, sort = match["unit"].lower(), (match["sort"] or "").lower()
    span = around(on, unit, sort)
    at = span.first if match["edge"].startswith(_OPENS) else span.last
    due = at == span.last
    return When(Span(at, at), "due" if due else "point", "year" if unit == "season" else unit, fiscal=told(sort))


def elliptical_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    """`40 million this year and 30 million next`: the unit of time that was named just before."""
    way, named = match["way"], [*_OTHER_UNIT.finditer(before.lower())]
    if on is None or not named or named[-1]["way"] == way:
        return None
    return When(around(on, named[-1]["unit"], "", WHEN[way]))


def hour_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`by noon`: the day that is spoken of, else that of publication."""
    return When(Span(on, on), "point", "", ("day", 0)) if on else None


def pandemic_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`before the pandemic`: the last year there was without it."""
    return When(calendars.year(_PANDEMIC.year - 1)) if on and on >= _PANDEMIC else None


def then_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`by then`, `by that day`: the time that was named last; `by the same date`: the day spoken of last."""
    if on and match["whole"].endswith("same date"):
        return When(Span(on, on), "point", "", ("same date", 0))
    return When(Span(on, on), "due", "", ("then", 0)) if on else None


def that_day_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`on that day`: the day that was named last."""
    return When(Span(on, on), "point", "", ("that day", 0)) if on else None


def day_in_words_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the first of November`."""
    month, number = month_number(match["m"]), _ORDINALS.index(match["ord"]) + 1
    year = year_in(match.groupdict(), on)
    if year is not None:
        found = calendars.day(year, month, number)
        return When(found, "point") if found else None
    if on is None:
        return None
    found = calendars.day(on.year - ((on.month, on.day) < (month, number)), month, number)
    return When(found, "point", "year") if found else None


def earnings_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`half-year profit`, `quarterly sales`: the last one that has ended."""
    if on is None:
        return None
    unit = {"h": "half", "f": "year", "q": "quarter"}[match["sort"][0]]
    return When(calendars.unit_around(on, unit, -1), "span", unit)


_NO_FEAST = (
    r"(?!\s+(?:eve|market|tree|party|fair|sale|shopping|season|trading|holiday|period|lights|bonus|card|dinner|lunch|"
    r"concert|honours|resolution)|['’]s\s+eve)"
)
_SORT = r"(?:(?P<sort>financial|fiscal|school|academic|calendar)\s+)?"
_EARNED = (
    r"(?=\s+(?:(?:net|pre-?tax|operating|group|underlying|record|adjusted|core|gross|attributable)\s+){0,2}"
    r"(?:profits?|loss(?:es)?|earnings|revenues?|sales|turnover|income|net|dividend)\b)"
)
_HOUR = "noon|midday|mid-?morning|mid-?afternoon|lunchtime|nightfall|dusk|daybreak|sunset"
OCCASIONS = [
    family(
        "christmas",
        rf"(?:(?<=by\s)|(?<=before\s)|(?<=until\s)|(?<=till\s)|(?<=since\s)|(?<=at\s)|(?P<way>last|this|next|coming)\s+)christmas\b{_NO_FEAST}(?:\s+(?P<y>{YEAR})\b)?",
        christmas_of,
    ),
    family(
        "new",
        rf"(?:(?P<due>by|before|until|till)|(?P<within>in)|at)\s+(?:the\s+)?new\s+year\b(?:['’]s\s+day\b)?{_NO_FEAST}",
        new_year_of,
        also="year",
    ),
    family("turn", r"(?:the\s+)?turn\s+of\s+the\s+year\b", turn_of),
    family(
        "end",
        rf"(?:the\s+)?(?P<unit>year|quarter|month)[\s-]end\b(?:\s+(?P<y>{YEAR})\b)?",
        unit_end_of,
        also="year quarter month",
    ),
    family(
        "finish finished finishes finishing end ended ends ending close closed closes closing start started starts "
        "begin began begins beginning enter entered enters entering",
        rf"(?P<edge>finish(?:e[sd]|ing)?|end(?:s|ed|ing)?|clos(?:e[sd]?|ing)|start(?:s|ed|ing)?|beg(?:ins?|an|inning)|enter(?:s|ed|ing)?)"
        rf"\s+the\s+{_SORT}(?P<unit>year|quarter|month|season|decade)\b(?!-|\s+(?:of|to|that|in|before|after|earlier)\b)",
        passed_of,
        also="year quarter month season decade",
    ),
    family("next last", r"(?P<way>next|last)(?=\s*(?:[.,;:)]|$))", elliptical_of),
    family(
        set(re.findall(r"[a-z]+", _HOUR.replace("-?", ""))) | {"mid"},
        rf"by\s+(?:{_HOUR})\b(?!\s+(?:(?:on|of)\b|yesterday|today|tomorrow|[a-z]+day\b|{MON.lower()}))",
        hour_of,
    ),
    family(
        "pandemic",
        r"before\s+(?:the\s+)?(?:(?:covid(?:-19)?|coronavirus)\s+)?pandemic\b",
        pandemic_of,
    ),
    family("then", r"by\s+then\b", then_of),
    family("that same", r"by\s+(?:that|the\s+same)\s+(?:day|date|time)\b", then_of, also="day date time"),
    family("day date", r"(?:on|as\s+at|at)\s+that\s+(?:day|date)\b", that_day_of, also="that"),
    family(
        set(MONTHS),
        rf"the\s+(?P<ord>{alternation(_ORDINALS)})\s+(?:day\s+)?of\s+(?P<m>{MON.lower()}){OF_YEAR}",
        day_in_words_of,
    ),
    family("half full quarterly", rf"(?P<sort>half-year(?:ly)?|full-year|quarterly){_EARNED}", earnings_of),
]
