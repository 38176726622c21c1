"""Numbers with a power: 1.5e6, 3×10^8, 2 x 10⁻³, 8x2^10, 10⁶."""

import re
from decimal import Decimal

from extraction.quantities.numerals import Numeral

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺\u2212", "0123456789-+-")
_RAISED = r"(?:(?:\^|\*\*)[ ]?[{(]?([-\u2212+]?[0-9]{1,2})[)}]?|(\u2212[0-9]{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))(?![0-9])"
_POWER = re.compile(r"[eE]([-+]?[0-9]{1,2})(?![A-Za-z0-9])|[ \u00a0]?[×xX*·][ \u00a0]?(10|2(?=[\^*]))" + _RAISED)
_POWER_FIRSTS = frozenset("eE×xX*·")
_ALONE = re.compile(_RAISED)


def read_power(text: str, numeral: Numeral) -> None:
    """Multiply `numeral` by the power written after it, or raise it where it is a bare 10 or 2, in place."""
    first = text[numeral.end : numeral.end + 1]
    if first in " \u00a0":
        first = text[numeral.end + 1 : numeral.end + 2]
    found = _POWER.match(text, numeral.end) if first in _POWER_FIRSTS else None
    if found is not None:
        factor = _raised(int(found.group(2) or 10), found.group(1) or found.group(3) or found.group(4))
    elif numeral.value in (2, 10) and numeral.end - numeral.start < 3 and (found := _ALONE.match(text, numeral.end)):
        if numeral.value == 2 and found.group(1) is None:
            return
        factor = _raised(int(numeral.value), found.group(1) or found.group(2)) / numeral.value
        numeral.mantissa = Decimal(1)
    else:
        return
    numeral.value *= factor
    numeral.step *= factor
    numeral.scale *= factor
    numeral.scaled = True
    numeral.end = found.end()


def _raised(root: int, exponent: str) -> Decimal:
    places = int(exponent.translate(_SUPERSCRIPTS))
    return Decimal(1).scaleb(places) if root == 10 else Decimal(root) ** places
