"""Numbers with a power of ten: 1.5e6, 3×10^8, 2 x 10⁻³."""

import re
from decimal import Decimal

from extraction.quantities.numerals import Numeral

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(
    r"[eE]([-+]?[0-9]{1,2})(?![A-Za-z0-9])"
    r"|[ \u00a0]?[×xX*·][ \u00a0]?10(?:(?:\^|\*\*)[ ]?[{(]?([-\u2212+]?[0-9]{1,2})[)}]?|"
    r"(\u2212[0-9]{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?![0-9])"
)


def read_power(text: str, numeral: Numeral) -> None:
    """Multiply `numeral` by the power of ten written after it, in place."""
    found = _POWER.match(text, numeral.end)
    if found is None:
        return
    exponent = found.group(1) or found.group(2) or found.group(3)
    places = int(exponent.translate(_SUPERSCRIPTS).replace("\u2212", "-"))
    factor = Decimal(1).scaleb(places)
    numeral.value *= factor
    numeral.step *= factor
    numeral.scale *= factor
    numeral.scaled = True
    numeral.end = found.end()
