"""One of a unit, said with an article: "for an hour", "less than a gallon", "a mile and a half"."""

import re
from decimal import Decimal

from extraction.quantities import lexicon, qualifiers, written_units
from extraction.quantities.reading import Reader
from extraction.quantities.records import Candidate
from extraction.quantities.units import Unit

_DATA = lexicon.read("units")
_MEASURED = re.compile(r"(?:\A|[\s(“\"])(?:" + "|".join(_DATA["single_after"]) + r")[ ]\Z", re.IGNORECASE)
_HALF = re.compile(r"[ ]and[ ]a[ ]half\b")
_DIMENSION = re.compile(r"[ ](?:" + "|".join(_DATA["single_before"]) + r")\b")


def read(reader: Reader, start: int, end: int) -> int:
    """Read "an hour" at `[start, end)` where it measures something and is no base of a rate; the new place."""
    text = reader.text
    article = text.index(" ", start)
    unit = written_units.unit_after(text, article, reader.table, money=False)
    if unit is None:
        return end
    half = _HALF.match(text, unit[1])
    measured = (
        (_MEASURED.search(text[max(0, start - 12) : start]) and not _otherwise(text, unit[0], unit[1]))
        or (_DIMENSION.match(text, unit[1]) and text[start - 1 : start] == " ")
        or half
        or alone(text, start, unit[1])
    )
    if not measured:
        return end
    value = Decimal("1.5") if half else Decimal(1)
    stop = half.end() if half else unit[1]
    candidate = Candidate(
        start, stop, start, article, value, step=Decimal("0.1") if half else Decimal(1), in_words=True, mantissa=value
    )
    written_units.apply_unit(candidate, unit[0], reader.dollar)
    words = qualifiers.words_left(text, start)
    before = qualifiers.qualify(candidate, words)
    candidate.direction = qualifiers.direction_of(candidate, text, words, before)
    qualifiers.set_bounds(candidate)
    reader.found.quantities.append(candidate)
    return stop


def _otherwise(text: str, unit: Unit, end: int) -> bool:
    """True for "a year-long", "a day of rest": the unit names or describes something."""
    return text[end : end + 1] in ("-", "’", "'") or (
        unit.sort == "duration" and text.startswith((" of ", " ago", " earlier", " before", " later"), end)
    )


def alone(text: str, start: int, end: int) -> bool:
    """True when `[start, end)` is the whole text but for spaces and a full stop, as when a quote is read again."""
    return not text[max(0, start - 2) : start].strip() and start < 3 and not text[end : end + 2].strip(" .")
