"""Fractions in words after a whole number: "two and a half", "12 and three-quarter inches"."""

import re
from decimal import Decimal

from extraction.quantities.numerals import Numeral

_PARTS = {"half": "0.5", "quarter": "0.25", "third": "0.33", "three quarters": "0.75", "two thirds": "0.67"}
_FRACTION = re.compile(
    r"(?:[ ]|-)and(?:[ ]|-)(?:an?[ -]|one[ -])?(half|three[ -]quarters?|quarter|two[ -]thirds?|third)\b"
    r"(?![ ](?:of|the|its|their|his|her|our|all)\b)"
)


def add_fraction(text: str, numeral: Numeral) -> bool:
    """Add the fraction in words that follows `numeral` to it, in place; True when there was one."""
    found = _FRACTION.match(text, numeral.end)
    if found is None or numeral.scaled:
        return False
    name = found.group(1).replace("-", " ")
    name = name + "s" if name.startswith(("three", "two")) and not name.endswith("s") else name
    numeral.value += Decimal(_PARTS[name])
    numeral.mantissa = numeral.value
    numeral.step = Decimal("0.1") if name == "half" else Decimal("0.01")
    numeral.end = found.end()
    return True
