"""Values as a person writes them, and what a reader may say of the difference between two."""

import re
from decimal import Decimal
from typing import Literal

from reporting import currencies
from schemas.change import Change
from schemas.fact import Qualifier

Bound = Decimal | None
"""None is unbounded."""

SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
MOST_DECIMALS = 3
"""More than these, and an amount is written out instead of in millions or billions."""

WORDS: dict[Qualifier, str] = {
    "exact": "",
    "over": "over ",
    "at_least": "at least ",
    "nearly": "nearly ",
    "about": "about ",
    "up_to": "up to ",
    "range": "",
}
WORDINGS: dict[Qualifier, tuple[str, ...]] = {
    "over": ("over", "more than", "above", "in excess of", "upwards of"),
    "at_least": ("at least", "no fewer than", "no less than", "not less than", "a minimum of"),
    "nearly": ("nearly", "almost", "close to", "just under"),
    "about": ("about", "around", "some", "approximately", "roughly"),
    "up_to": (
        "up to",
        "at most",
        "as many as",
        "as much as",
        "less than",
        "fewer than",
        "under",
        "below",
        "no more than",
    ),
}
"""Words of the press that read well before a number in a subject line."""
SINGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "staff": "staff"}
UNCHANGED = re.compile(r"[^a-z]|(?:ss|us|is|series|species)$")


def plain(number: Decimal) -> str:
    """Digits with thousands separated and no idle zeros; a minus sign as print has it."""
    text = format(abs(number), ",f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if number < 0 and text != "0" else text


def _scale(number: Decimal) -> tuple[int, str]:
    """The largest scale that leaves the number short; (1, "") where none does."""
    for size, word in SCALES:
        scaled = (number / size).normalize()
        if abs(number) >= size and -int(scaled.as_tuple().exponent) <= MOST_DECIMALS:
            return size, word
    return 1, ""


def _ordinal(number: Decimal) -> str:
    if number != number.to_integral_value() or number < 1:
        return plain(number)
    last_two = int(number) % 100
    ending = "th" if 11 <= last_two <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(last_two % 10, "th")
    return f"{plain(number)}{ending}"


def _singular(unit: str) -> str:
    """`unit` for one of it: only its last word changes, and only a plain plural does."""
    head, space, last = unit.rpartition(" ")
    if last in SINGULAR:
        return f"{head}{space}{SINGULAR[last]}"
    if UNCHANGED.search(last) or not last.endswith("s"):
        return unit
    if last.endswith("ies") and len(last) > 4:
        return f"{head}{space}{last[:-3]}y"
    if re.search(r"(?:ch|sh|x|ss|zz|[^aeo]us)es$", last):
        return f"{head}{space}{last[:-2]}"
    return f"{head}{space}{last[:-1]}"


def _number(number: Decimal, unit: str) -> str:
    """The number in its unit's manner, without a counted noun: `HK$62 billion`, `1.07 %`, `6x`, `2nd`, `1,400`."""
    if unit == "rank":
        return _ordinal(number)
    if unit in ("%", "x"):
        return f"{plain(number)}{' %' if unit == '%' else 'x'}"
    size, word = _scale(number)
    scaled = plain(abs(number) / size) + (f" {word}" if word else "")
    return f"{'−' if number < 0 else ''}{currencies.sign(unit) or ''}{scaled}"


def _noun(number: Decimal, unit: str) -> str:
    """The words after the number: ` companies`, ` hectare`, or nothing where the unit is in the number already."""
    if unit in ("rank", "%", "x", "") or currencies.sign(unit) is not None:
        return ""
    return f" {_singular(unit) if abs(number) == 1 else unit}"


def _range(low: Decimal, high: Decimal, unit: str) -> str:
    """Both ends with sign and scale said once: `HK$5–7 billion`, `12–14 %`, `2nd–4th`."""
    if unit == "rank" or low < 0 or _scale(low)[0] != _scale(high)[0]:
        return f"{_number(low, unit)}–{_number(high, unit)}"
    size, word = _scale(high) if unit not in ("%", "x") else (1, "")
    tail = {"%": " %", "x": "x"}.get(unit, f" {word}" if word else "")
    return f"{currencies.sign(unit) or ''}{plain(low / size)}–{plain(high / size)}{tail}"


def short(value: Bound, low: Bound, high: Bound, qualifier: Qualifier, unit: str, wording: str | None = None) -> str:
    """The value without its counted noun, for where that is clear: `over 160`, `more than HK$62 billion`.

    `wording` is the qualifier in the article's words, used where it is one of the usual ones.
    """
    if value is None:
        if low is not None and high is not None:
            return _range(low, high, unit)
        if low is None and high is None:
            return "no value"
        value, qualifier = (low, "at_least") if low is not None else (high, "up_to")
        assert value is not None
    word = "more than " if qualifier == "over" and currencies.sign(unit) is not None else WORDS[qualifier]
    if wording in WORDINGS.get(qualifier, ()):
        word = f"{wording} "
    return f"{word}{_number(value, unit)}"


def say(value: Bound, low: Bound, high: Bound, qualifier: Qualifier, unit: str, wording: str | None = None) -> str:
    """The value as a person writes it: `over 160 projects`, `1.07 %`, `HK$5–7 billion`, `2nd`, `1 laboratory`."""
    last = value if value is not None else high if high is not None else low
    return short(value, low, high, qualifier, unit, wording) + (_noun(last, unit) if last is not None else "")


def percent(change_pct: Decimal) -> str:
    """`+6.25 %`, `−12 %`: two decimals below ten, one below a hundred, else none."""
    step = Decimal("0.01") if abs(change_pct) < 10 else Decimal("0.1") if abs(change_pct) < 100 else Decimal(1)
    rounded = change_pct.quantize(step)
    return f"{'+' if rounded > 0 else ''}{plain(rounded)} %"


def _span(value: Bound, low: Bound, high: Bound, qualifier: Qualifier) -> tuple[Bound, Bound]:
    """What a statement leaves possible, as its lowest and highest value."""
    if value is None or qualifier == "range":
        return low, high
    if qualifier in ("over", "at_least"):
        return value, None
    if qualifier in ("nearly", "up_to"):
        return None, value
    return value, value


Side = Literal["up", "down"]


def _amount(number: Decimal, unit: str, side: Side) -> str:
    """A difference with its direction: `10 more`, `HK$2 billion less`, `0.3 percentage points more`, `2 places up`."""
    size = abs(number)
    if unit == "rank":
        return f"{plain(size)} place{'' if size == 1 else 's'} {'down' if side == 'up' else 'up'}"
    if unit == "%":
        return f"{plain(size)} percentage point{'' if size == 1 else 's'} {'more' if side == 'up' else 'less'}"
    if unit == "x":
        return f"{plain(size)} {'higher' if side == 'up' else 'lower'}"
    if currencies.sign(unit) is None and size != size.to_integral_value():
        return f"{_number(size, unit)} {unit} {'more' if side == 'up' else 'less'}"
    counted = currencies.sign(unit) is None
    return f"{_number(size, unit)} {'more' if side == 'up' else 'fewer' if counted else 'less'}"


def _between(least: Bound, most: Bound, unit: str) -> str | None:
    """What may be said of a difference known only to lie from `least` to `most`; None if that is nothing."""
    if least is not None and least == most:
        return "no difference" if least == 0 else _amount(least, unit, "up" if least > 0 else "down")
    if least is not None and most is not None and least > 0:
        return f"{_number(least, unit)} to {_amount(most, unit, 'up')}" if unit != "rank" else None
    if least is not None and most is not None and most < 0:
        return f"{_number(-most, unit)} to {_amount(least, unit, 'down')}" if unit != "rank" else None
    if least is not None and least > 0:
        return f"at least {_amount(least, unit, 'up')}"
    if most is not None and most < 0:
        return f"at least {_amount(most, unit, 'down')}"
    return None


def _moved_bound(change: Change, stated: str) -> str:
    """The difference of two open statements, said of what they state."""
    sides = {"over": "lower", "at_least": "lower", "nearly": "upper", "up_to": "upper"}
    old, new = sides.get(change.old_qualifier or ""), sides.get(change.new_qualifier)
    if old is None or old != new or change.unit == "rank" or not change.change_abs:
        return f"{stated} by the stated numbers"
    size = stated.rpartition(" ")[0]
    return f"{new} bound {size} {'higher' if change.change_abs > 0 else 'lower'}"


def difference(change: Change) -> str:
    """What may truly be said of new against old: `10 more (+6.25 %)`, `at least 10 more (at least +6.25 %)`.

    After "over 160" the difference itself is open, so it is said of that number: `at least 10 more than 160`.
    Empty where there is no old value.
    """
    if change.old_qualifier is None or change.change_abs is None:
        return ""
    old_low, old_high = _span(change.old_value, change.old_low, change.old_high, change.old_qualifier)
    new_low, new_high = _span(change.new_value, change.new_low, change.new_high, change.new_qualifier)
    least = new_low - old_high if new_low is not None and old_high is not None else None
    most = new_high - old_low if new_high is not None and old_low is not None else None
    by_share = "" if not change.change_pct or change.unit in ("%", "rank") else percent(change.change_pct)
    side: Side = "up" if change.change_abs > 0 else "down"
    stated = "no difference" if change.change_abs == 0 else _amount(change.change_abs, change.unit, side)
    if "about" in (change.old_qualifier, change.new_qualifier):
        return f"about {stated}" + (f" (about {by_share})" if by_share else "")
    said = _between(least, most, change.unit)
    if said is None and change.old_value is not None and change.unit != "rank":
        least = new_low - change.old_value if new_low is not None else None
        most = new_high - change.old_value if new_high is not None else None
        above = _between(least, most, change.unit)
        said = f"{above} than {_number(change.old_value, change.unit)}" if above and least != 0 else None
    if said is None:
        moved = _moved_bound(change, stated)
        return moved + (f" ({by_share})" if by_share else "")
    if not by_share or least is None or most is None or least != most:
        return said + (f" (at least {by_share})" if by_share and said.startswith("at least") else "")
    return f"{said} ({by_share})"
