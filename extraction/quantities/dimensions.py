"""Measures of one dimension in one unit ("30 cm to 1.1 m"), margins ("5 ± 0.2 kg"), and units given in two numbers."""

import re
from decimal import Context, Decimal

from extraction.quantities import lexicon
from extraction.quantities.records import Candidate

_SIZES: dict[str, tuple[str, Decimal]] = {
    unit: (name, Decimal(size))
    for name, units in lexicon.read("units")["dimensions"].items()
    for unit, size in units.items()
}
_ROUNDED = Context(prec=12)
_MARGIN = re.compile(r"[ \u00a0]?(?:±|\+/[-\u2212\u2013]|\+-)[ \u00a0]?|[ ]plus or minus[ ]")


def ratio(first: Candidate, second: Candidate) -> Decimal | None:
    """What a value of `first` is times as much in the unit of `second`; None when they measure different things."""
    one, other = _SIZES.get(first.unit or ""), _SIZES.get(second.unit or "")
    if one is None or other is None or one[0] != other[0] or one == other:
        return None
    return one[1] / other[1]


def convert(candidate: Candidate, factor: Decimal, unit: str | None) -> None:
    """Say the value of `candidate` in another unit, in place."""
    candidate.unit = unit
    if candidate.value is not None and candidate.step is not None:
        candidate.value = _ROUNDED.plus(candidate.value * factor)
        candidate.step = _ROUNDED.plus(candidate.step * factor)


def absorb_margin(first: Candidate, second: Candidate, gap: str) -> bool:
    """Take the margin `second` ("± 0.2 kg") into `first`, which it bounds on both sides; True when it was one."""
    if not _MARGIN.fullmatch(gap) or first.value is None or second.value is None:
        return False
    factor = ratio(second, first)
    alike = first.unit == second.unit or first.unit is None or (first.sort, second.sort) == ("percent", "points")
    if factor is None and not alike:
        return False
    margin = second.value * (factor or 1)
    if first.unit is None:
        first.unit, first.sort, first.noun, first.head = second.unit, second.sort, second.noun, second.head
    first.low, first.high, first.qualifier = first.value - margin, first.value + margin, "about"
    first.end = second.end
    return True


def absorb_hundredths(first: Candidate, second: Candidate, gap: str) -> bool:
    """Add the cents of "8 euros 50" to `first`; True when they were that."""
    if gap != " " or first.sort != "amount" or second.sort != "bare" or first.scaled or second.in_words:
        return False
    if second.num_end - second.num_start != 2 or second.step is None or second.step < 1 or first.step is None:
        return False
    if first.value is None or second.value is None or first.step < 1 or first.end == first.num_end:
        return False
    first.value, first.step, first.end = first.value + second.value / 100, Decimal("0.01"), second.end
    return True


def give_inches(first: Candidate, second: Candidate, gap: str) -> bool:
    """Let the second number of "6-foot-4" be inches; True when it is."""
    counted = second.sort == "count" and gap == "-"
    if first.unit != "feet" or not (second.sort == "bare" or counted) or gap not in ("-", " ") or second.value is None:
        return False
    if second.value >= 12 or second.value != second.value.to_integral_value():
        return False
    second.unit, second.sort, second.noun, second.head = "inches", "measure", None, None
    second.end = second.num_end
    return True
