"""Whether what a figure tells lies ahead by the time named with it, whatever its verb."""

from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.reading import Reading

_OF_THE_PAST = in_lower(
    r"had|was|were|[a-z]{2,}ed|began|rose|fell|grew|made|took|gave|held|ran|saw|won|lost|sold|bought|built|spent|paid|came|went|stood|kept|left"
)
_STEPS = (
    r"(?:go|rise|fall|drop|open|start|begin|end|close|take\s+over|increase|double|treble|halve|come\s+down|come\s+into\s+force"
    r"|become|expire|leave|move|switch|cease|stop|launch)"
)
_STEP = in_lower(rf"{_STEPS}(?:e?s)?\b")
"""What is done at one moment, told in the present of a timetable: `in July it goes down to 40`."""
_SUBJECT = in_lower(
    r",?\s+(?:(?:it|they|we|she|he|this|that|(?:the|its|their|our|a)\s+(?:[a-z-]+\s+){1,3}?)\s*|[a-z][a-z&’'-]*\s+)(?:also\s+|then\s+|again\s+)?$"
)
_THEY_STEP = in_lower(rf",?\s+(?:[a-z][a-z&’'-]*\s+){{0,3}}?[a-z]+s\s+{_STEPS}\b")
"""Several that do it: `From 1 July the yearly fees go up`."""
_OPENING = in_lower(r"(?:\b(?:begins|starts|opens|launches)|[a-z]s\s+(?:begin|start|open|launch))\s+$")
"""What is still to begin, told in the present right before its time: `Courses begin in July with room for 40`."""
_WITH = in_lower(r",?\s+(?:with|for|at)\s")
_ALMOST = r"(?:(?:about|around|some|roughly|nearly|almost|over|just|less|more|than|at|least|up|to)\s+)*$"
_FORESEES = in_lower(
    r"\b(?:puts?\s+(?:[\w’'/-]+\s+){2,10}?at|(?:sees?|saw)\s+(?:[\w’'-]+\s+){1,6}?(?:of|at|worth)"
    r"|has\s+(?:[\w’'-]+\s+){1,4}?(?:growing|shrinking|rising|falling|expanding|contracting|averaging|reaching|slowing))\s+"
    + _ALMOST
)
_FORESEEING = frozenset(("put", "puts", "see", "sees", "saw", "has"))
_GOES = in_lower(r"(?:goes?\s(?:up|down|into)|opens?|starts?|begins?|closes?|ends?)\s" + _ALMOST.removesuffix("$"))
_BEHIND = in_lower(r"\s(?:of\s(?:the\s)?[a-z]+\s)?(?:in\s)?")
_RECENT = 100
"""Days for which a month that is over is the one meant."""
_YEARLY = in_lower(r"\s(?:(?:an?|per|each|every)\s(?:year|month|day)|annually|yearly)\s(?:from\s)?")
_A_MONTH = 31
_BESIDE = 2
"""Characters between a verb and the time right after it."""
_ASIDES = ("where ", "which ", "whose ", "who ")


def lies_ahead(reading: Reading, number: int, end: int) -> bool:
    """Whether the period right after a figure is still to come: `3,000 berths next year`."""
    if reading.on is None:
        return False
    return any(
        (0 <= period.start - end <= 2 or _YEARLY.fullmatch(reading.lower, end, period.start))
        and period.first > reading.on
        # "By 14 December", of no stated year, may as well be the last one.
        and not (period.basis == "due" and period.cycle)
        # "Had 40 berths at the end of the year": the year that has ended; "signed for 40 million three years later".
        and not ((period.cycle or period.shift) and _is_told_as_past(reading, number, end))
        for period in reading.periods_of(number)
    )


def is_foreseen(reading: Reading, number: int, left: int, start: int) -> bool:
    """Whether somebody tells what a time not over yet will bring: `puts the 2030 crop at 40`."""
    sentence = reading.sentences[number]
    if reading.on is None or reading.words_in((sentence.start, sentence.end)).isdisjoint(_FORESEEING):
        return False
    foresees = _FORESEES.search(reading.lower, max(left, start - 90), start)
    if foresees is None:
        return False
    put = foresees.group().startswith("put")
    for p in reading.periods_of(number):
        if p.last <= reading.on or not (p.last != p.first or p.basis == "due"):
            continue
        # "Puts the shortage at 40 this year and fears 90 by 2030": as it is; "puts the 2030 crop at 40".
        inside = foresees.start() <= p.start < start
        if not put or (inside and not reading.lower.startswith("this year", p.start)):
            return True
    return False


def _is_of_an_aside(reading: Reading, left: int, end: int, step: int) -> bool:
    """Whether a figure is told in an aside before the verb of a step: `A trial in Weir, where 40 live, begins`."""
    return reading.lower.startswith(_ASIDES, left) and reading.text.find(",", end, step) >= 0


def is_timetabled(reading: Reading, number: int, clause: tuple[int, int], start: int, end: int) -> bool:
    """Whether the present tells what is done in a month: `in July it rises to 40`, `a rebuild for 40 begins in May`."""
    on = reading.on
    if on is None:
        return False
    for period in reading.periods_of(number):
        if (
            _is_monthly(period)
            and _BEHIND.fullmatch(reading.lower, end, period.start)
            and _goes_up(reading, number, period, clause[0], start)
        ):
            return True
        if period.start >= end and _is_monthly(period) and not period.first <= on <= period.last:
            verb = reading.first_verb(end, period.start)
            return bool(
                verb
                and period.start - verb[1] <= _BESIDE
                and _STEP.match(reading.lower, verb[0])
                and not reading.first_verb(clause[0], start)
                and not _is_of_an_aside(reading, clause[0], end, verb[0])
            )
        if clause[0] < period.start and _is_to_open(reading, clause[0], period, start):
            return True
        opens = clause[0] <= period.start <= clause[0] + 3 and period.end < start
        if not (opens and _is_monthly(period)):
            continue
        if _THEY_STEP.match(reading.lower, period.end, start):
            return not period.first <= on <= period.last
        verb = reading.first_verb(period.end, start)
        return bool(
            verb
            and _STEP.match(reading.lower, verb[0])
            and _SUBJECT.fullmatch(reading.lower, period.end, verb[0])
            and not period.first <= on <= period.last
        )
    return False


def _goes_up(reading: Reading, number: int, period: Period, left: int, start: int) -> bool:
    """Whether what happens in a month right behind a figure is told in the present: `The fare goes up 3% in May`."""
    on = reading.on
    told = reading.text[reading.sentences[number].end - 1] == "."
    if on is None or not told or period.first <= on <= period.last or (on - period.last).days in range(_RECENT):
        return False
    verb = reading.first_verb(left, start)
    return verb is not None and bool(_GOES.fullmatch(reading.lower, verb[0], start))


def _is_to_open(reading: Reading, left: int, period: Period, start: int) -> bool:
    """Whether a figure is of what begins at a time still to come, of a stated year or none: `opens in July with 40`."""
    assert reading.on is not None
    if period.first <= reading.on and not (_is_monthly(period) and period.last < reading.on):
        return False
    opening = _OPENING.search(reading.lower, left, period.start)
    if opening is None or not _WITH.match(reading.lower, period.end, start):
        return False
    verb = reading.first_verb(left, period.start)
    return verb is None or verb[0] >= opening.start()


def _is_monthly(period: Period) -> bool:
    """Whether a time is a month or a day of no stated year."""
    return period.cycle == "year" and (period.last - period.first).days <= _A_MONTH


def _is_told_as_past(reading: Reading, number: int, end: int) -> bool:
    """Whether the last finite verb before a place of a sentence is one of the past."""
    told = [verb for verb in reading.verbs_of(number) if verb[1] <= end]
    return bool(told and _OF_THE_PAST.fullmatch(reading.lower, *told[-1]))
