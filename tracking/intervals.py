"""What a stated number says, as intervals: TIGHT against an earlier time, WIDE against the same time, and SAYS."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from schemas.fact import Qualifier

INFINITE = Decimal("Infinity")
LOWER_BOUNDS: tuple[Qualifier, ...] = ("over", "at_least")
UPPER_BOUNDS: tuple[Qualifier, ...] = ("nearly", "up_to")


class Interval(NamedTuple):
    """Numbers from `low` to `high`; each end belongs to it unless it is open."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: "Interval") -> bool:
        """True when the two have a number in common."""
        first, second = (self, other) if self.low <= other.low else (other, self)
        if first.low == second.low:
            return True
        return second.low < first.high or (second.low == first.high and not (second.low_open or first.high_open))

    def holds(self, number: Decimal) -> bool:
        """True when `number` lies in it."""
        above = number > self.low or (number == self.low and not self.low_open)
        return above and (number < self.high or (number == self.high and not self.high_open))

    def inside(self, other: "Interval") -> bool:
        """True when all of it lies in `other`."""
        low_in = self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open))
        return low_in and (
            self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open))
        )

    def mirrored(self) -> "Interval":
        """The same for the number of the other sign."""
        return Interval(-self.high, -self.low, self.high_open, self.low_open)


class Stated(NamedTuple):
    """A number as stated, with the three intervals it stands for."""

    number: Decimal
    """The value; of a range its middle."""
    is_range: bool
    qualifier: Qualifier
    tight: Interval
    wide: Interval
    says: Interval
    width: Decimal
    """How loose it is: the width of TIGHT, and 0 for an exact number."""
    fine: Decimal


def last_digit_unit(value: Decimal, step: Decimal | None) -> Decimal:
    """One unit of the last significant digit of `value`: final zeros of an integer do not count, written decimals do.

    `step` is the same as read from the text, where that is known: "40.0 billion" has 0.1 billion.
    """
    if step is not None and step > 0:
        return step
    if value == 0:
        return Decimal(1)
    stripped = value.normalize()
    exponent = stripped.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


@lru_cache(maxsize=65536)
def stated(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, qualifier: Qualifier, step: Decimal | None
) -> Stated:
    """The intervals of a stated number; `low` and `high` are read for a range only."""
    if value is None or (qualifier == "range" and low is not None and high is not None):
        assert low is not None
        assert high is not None
        span = Interval(min(low, high), max(low, high))
        return Stated((low + high) / 2, low != high, "range", span, span, span, span.high - span.low, Decimal(0))
    if value < 0:
        positive = stated(-value, None, None, qualifier, step)
        tight, wide, says = (interval.mirrored() for interval in (positive.tight, positive.wide, positive.says))
        return Stated(value, False, qualifier, tight, wide, says, positive.width, positive.fine)
    unit = last_digit_unit(value, step)
    second = Decimal(1).scaleb(value.adjusted() - 1) if value else unit
    fine = min(unit, second)
    coarse = min(unit, value / 10) if value else unit
    tight, wide = _intervals(value, qualifier, unit, fine, coarse)
    says = tight
    if qualifier in LOWER_BOUNDS:
        says = Interval(value, INFINITE)
    elif qualifier == "up_to":
        says = Interval(Decimal(0), value)
    width = Decimal(0) if qualifier == "exact" else tight.high - tight.low
    return Stated(value, False, qualifier, tight, wide, says, width, fine)


def _intervals(
    value: Decimal, qualifier: Qualifier, unit: Decimal, fine: Decimal, coarse: Decimal
) -> tuple[Interval, Interval]:
    """TIGHT and WIDE of a number that is not negative."""
    match qualifier:
        case "over" | "at_least":
            return (
                Interval(value, value + fine, False, True),
                Interval(value, max(value * Decimal("1.5"), value + fine), False, True),
            )
        case "nearly":
            below = Interval(value - coarse, value, False, True)
            return below, below
        case "about":
            around = Interval(value - coarse, value + coarse, False, True)
            return around, around
        case "up_to":
            return Interval(value - coarse, value), Interval(min(value / Decimal("1.5"), value), value)
        case _:
            point = Interval(value, value)
            if 1 <= unit <= 10:
                return point, point
            return (
                Interval(value - fine / 2, value + fine / 2),
                Interval(value - coarse / 2, value + coarse, False, True),
            )


def same_number(one: Stated, other: Stated, precision: Decimal | None = None) -> bool:
    """True when the two state one number, or numbers less than `precision` apart."""
    if precision is not None and abs(one.number - other.number) < precision:
        return True
    if one.is_range or other.is_range:
        return one.is_range and other.is_range and one.tight == other.tight
    return one.number == other.number


def agree(one: Stated, other: Stated, precision: Decimal | None = None) -> bool:
    """True when two statements about one time may be the same figure: same number, or WIDE intervals that meet."""
    return same_number(one, other, precision) or one.wide.meets(other.wide)


def covers(new: Stated, belief: Stated) -> bool:
    """True when `belief` can stand though `new` is said later: its TIGHT is in SAYS of `new`, or numbers lie close."""
    if belief.tight.inside(new.says):
        return True
    held = not belief.is_range and new.tight.holds(belief.number)
    return held or (not new.is_range and belief.tight.holds(new.number))


def crosses(new: Stated, belief: Stated) -> bool:
    """True when a number once "nearly" or "up to" reached is now exceeded."""
    return belief.qualifier in UPPER_BOUNDS and new.qualifier in LOWER_BOUNDS and new.number >= belief.number
