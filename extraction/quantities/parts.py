"""Parts of one unit in words: "half an hour", "three-quarters of a mile", "a quarter-point", "half a percent"."""

import re
from decimal import Decimal

from extraction.quantities import qualifiers, written_units
from extraction.quantities.reading import Reader
from extraction.quantities.records import Candidate
from extraction.quantities.units import Unit

_OF_ONE = re.compile(r"[ ](?:of )?(?:an?|one)(?=[ ])")
_POINT = re.compile(r"(?:-|[ ]a[ ])(?:percentage[ -])?point\b")
_SORTS = frozenset({"duration", "measure", "points", "amount", "percent"})


def read(reader: Reader, start: int, end: int, top: int, bottom: int, *, direct: bool) -> int:
    """The end of a part of one unit whose fraction is `[start, end)`, or 0; `direct`: the unit may follow at once."""
    text = reader.text
    of_one = _OF_ONE.match(text, end)
    if of_one is None and (not direct or text[end : end + 1] not in (" ", "-")):
        return 0
    unit = written_units.unit_after(text, of_one.end() if of_one else end, reader.table, money=False)
    if unit is None or unit[0].sort not in _SORTS:
        return 0
    return _keep(reader, start, end, unit, (top, bottom))


def point(reader: Reader, start: int, end: int, top: int, bottom: int) -> int:
    """The end of "a quarter-point", "half-percentage-point": part of a percentage point; 0 if none is there."""
    found = _POINT.match(reader.text, end)
    return _keep(reader, start, end, (Unit("points", "points"), found.end()), (top, bottom)) if found else 0


def _keep(reader: Reader, start: int, end: int, unit: tuple[Unit, int], part: tuple[int, int]) -> int:
    text = reader.text
    value = (Decimal(part[0]) / Decimal(part[1])).quantize(Decimal("0.001")).normalize()
    candidate = Candidate(start, unit[1], start, end, value, step=Decimal("0.1"), in_words=True, mantissa=value)
    written_units.apply_unit(candidate, unit[0], reader.dollar)
    words = qualifiers.words_left(text, start)
    before = qualifiers.qualify(candidate, words)
    candidate.direction = qualifiers.direction_of(candidate, text, words, before)
    qualifiers.set_bounds(candidate)
    reader.found.quantities.append(candidate)
    return unit[1]
