"""Times and figures that something is only compared with: `than in April`, `from 30 a year earlier`, `on 2023`."""

import re

from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate

_TAIL = (
    r"\s+(?:(?:in|the|at|that|of|same|corresponding|comparable|equivalent|period|month|quarter|time|year|half|figure|"
    r"level|levels|peak|high|low|record|its|their|all-time|total|average|for|seen|recorded|reported|a)\s+)*$"
)
_ON = r"(?<!year\s)(?<!year-)(?<!month\s)(?<!month-)(?<!quarter\s)(?<!quarter-)(?<!week\s)(?<!week-)on"
_COMPARED = in_lower(
    rf"\b(?:than|from|against|compared\s+with|compared\s+to|versus|{_ON}|over|below|under|above){_TAIL}"
)
_THAN = in_lower(
    rf"\b(?:than|against|compared\s+with|compared\s+to|versus|below|under|above|(?:much|many|high|low|large|big)(?:\s+\w+){{0,3}}\s+as|on(?=\s+the\s+same\b)){_TAIL}"
)
_MOVED = in_lower(r"\b(?:up|down|more|fewer|less|higher|lower)(?:\s+by)?\s[^,;.]{0,25}$|\d\s+(?:more|fewer|less)\s+$")
_DAYS_OF_MONTH = 27
_ON_TIME = in_lower(r"(?:from|on|over)\s")
_RUNS = in_lower(
    r"over\s+the\s+(?:past|last|next|full|whole|weekend)|(?:from|over)\s.*\s(?:to|and|until|through|–|-)\s"
)
_ALMOST = (
    r"(?:(?:just|only|about|around|some|nearly|almost|over|under|roughly|approximately|more\s+than|less\s+than|fewer\s+than|at\s+least|up\s+to|as\s+(?:many|few|much|little)\s+as|"
    r"an?\s+(?:estimated|average\s+of|record|mere|total\s+of|figure\s+of)|a|an|the|its)\s+)*"
)
_AGAINST = in_lower(
    rf"\b(?:(?:against|compared\s+with|compared\s+to|versus|instead\s+of|rather\s+than|(?:up|down|changed|unchanged)\s+from)\s+{_ALMOST}"
    r"|after\s+an?\s+(?:[a-z-]+\s+){0,3}?(?:profit|loss|deficit|surplus|shortfall|gain|total|figure)\s+of\s+(?:[a-z]+\s+)?)$"
)
_TIMES_THE = ("double the ", "twice the ", "treble the ", "triple the ", "half the ", "times the ", "quadruple the ")
_RECORDS = ("record of ", "peak of ")
_RECORD = in_lower(
    r"\b(?:below|above|under|beyond|past|than|from|beats?|beating|breaks?|broke|breaking|tops?|topping|short\s+of)\s+"
    r"(?:its|their|our|the|last\s+year's)\s+(?:[a-z-]+\s+){0,2}(?:record|peak)\s+of\s+$"
)
_NOT = in_lower(r"\b(?:not|and\s+not)\s+(?:the\s+)?$")
_GIVING = frozenset(("reported", "published", "stated", "announced", "said", "given", "put", "estimated", "released"))
_GIVEN = rf"(?:{'|'.join(sorted(_GIVING))})\b"
_AS_GIVEN = in_lower(
    rf",?\s+(?:[a-z]+\s+)?as\s+(?:was\s+)?(?:(?:previously|originally|first|earlier|initially|wrongly)\s+)?{_GIVEN}"
)
_FIRST_GIVEN = in_lower(
    rf"\s+(?:[a-z]+\s+){{0,2}}?(?:was|were)\s+(?:first|originally|previously|initially|wrongly)\s+{_GIVEN}"
)
"""What is given up: `40, not 30 as reported`, `while 30 was first published`."""
_ELSEWHERE = re.compile(
    r"(?:\s+[a-z]+){0,2}\s+(?:at|in|for|among|by|from)\s+(?:the\s+)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Q|FY)\b)[A-Z]"
)
_BASE = re.compile(
    r"(?<!\bput )(?<!\bputs )\b"
    r"(?:from|on|(?<!less )(?<!more )(?<!fewer )than|than(?=\s+\w+\s)|against|compared\s+with)\s+"
    r"(?:the\s+|about\s+|\w+\s+)?$"
)
_LEADS = in_lower(
    r"(?:\s+when\s+(?:it|they|he|she|we|the\s+[\w’'-]+)\s+(?:(?:was|were|had|first|had\s+been)\s+)?(?:[a-z]+ly\s+)?[a-z]+(?=\s))?"
    r"(?:\s+of\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?[\s,]*(?:(?:(?:with|at|from|in)\s+which\s+)?(?:it|they|he|she|we)\s+(?:had\s+)?[a-z]+\s+)?"
    r"(?:(?:in|of|for|during|at|over|recorded|seen|reported|posted|made|registered|logged|counted|set|the|whole|full|entire|all)\s+){0,4}"
)


def is_compared(lower: str, left: int, start: int) -> bool:
    """Whether the figure at `start` is only what another is compared with: `against 30`, `below its record of 30`."""
    opening = max(left, start - 60)
    before = lower[opening:start]
    if before[-4:] == "the " and before.endswith(_TIMES_THE):
        return True
    if before[-3:] == "of " and before.endswith(_RECORDS) and _RECORD.search(lower, opening, start):
        return True
    return _sets_against(before) and bool(_AGAINST.search(lower, opening, start))


def _sets_against(before: str) -> bool:
    """Whether a stretch holds one of the words that `_AGAINST` needs; spelt out, as it is asked of every figure."""
    if "from" in before or "against" in before or "after" in before or "compared" in before:
        return True
    return "instead" in before or "rather" in before or "versus" in before


def is_given_up(lower: str, said: frozenset[str], left: int, start: int, end: int) -> bool:
    """Whether another takes the place of the figure in `[start, end)`: `40, not 30 as reported`.

    `said` are the words of its sentence.
    """
    if said.isdisjoint(_GIVING):
        return False
    if _FIRST_GIVEN.match(lower, end):
        return True
    is_denied = lower.find("not", max(left, start - 12), start) >= 0
    return is_denied and bool(_NOT.search(lower, max(left, start - 12), start) and _AS_GIVEN.match(lower, end))


def elsewhere(text: str, end: int) -> bool:
    """Whether what is compared is of another place or body, not of another time: `against 30 in Lisbon`."""
    return bool(_ELSEWHERE.match(text, end))


def after_than(lower: str, period: Period) -> bool:
    """Whether a time is the far side of a comparison: `more than in April`."""
    if lower.startswith("on ", period.start) and (period.last - period.first).days > _DAYS_OF_MONTH:
        return bool(_MOVED.search(lower, period.start - 40, period.start))  # `up 40 on last year`
    opening = max(0, period.start - 60)
    return _sets_apart(lower[opening : period.start]) and bool(_THAN.search(lower, opening, period.start))


def _sets_apart(before: str) -> bool:
    """Whether a stretch holds one of the words that `_THAN` needs; spelt out, as it is asked of every time."""
    if "than" in before or "against" in before or "compared" in before or "versus" in before:
        return True
    return "below" in before or "under" in before or "above" in before or "same" in before or "as" in before


def is_base_of_change(lower: str, period: Period) -> bool:
    """Whether a time is only what a change or rank is compared with: `than in April`, `on last year`."""
    if (
        _ON_TIME.match(lower, period.start, period.end)
        and period.basis != "point"
        and (period.last - period.first).days < 800
    ):
        return not _RUNS.match(lower, period.start, period.end)
    return bool(_COMPARED.search(lower, period.start - 60, period.start))


def owner_is_base(text: str, period: Period, others: list[Candidate]) -> bool:
    """Whether a time stands right after a figure that something is compared with."""
    owner = next((o for o in others if 0 <= period.start - o.end <= 3), None)
    return bool(owner and _BASE.search(text, owner.start - 24, owner.start))


def leads_to_its_time(lower: str, left: int, right: int) -> bool:
    """Whether the words between a figure and a time leave them together: `0.8% of output in 2016`."""
    return bool(_LEADS.fullmatch(lower, left, right))
