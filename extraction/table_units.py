"""What the cells of a table are counted in, where a label ends with it: `Boxes (1,000 TEU)`, `Sales, $ million`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extraction.quantities import Candidate, find
from extraction.reading import Reading
from extraction.tables import column_head, line_around, top_of_table

_AT_END = re.compile(r"(?:\(([^()\n]{1,30})\)|,\s([^(),|\n]{1,20}))\s*$")
_CURRENCY = re.compile(r"[A-Z]{0,3}[$€£¥]\s*|[A-Z]{3}\s+(?=\w)")
UNIT_LABEL = "the unit of a table"


def with_unit_of_table(reading: Reading, number: int, candidate: Candidate, dollar: str) -> Candidate | None:
    """The figure of a cell in the unit that a label gives: of its row, else of its column, else above the table.

    None where it stands in no table, has a unit of its own or no label ends with one.
    """
    bare = candidate.sort == "bare" or (
        candidate.sort == "count" and "|" in reading.text[candidate.num_end : candidate.end]
    )
    sentence = reading.sentences[number]
    if not bare or candidate.value is None or "|" not in reading.text[sentence.start : sentence.end]:
        return None
    for label in _labels(reading, number, candidate.start):
        unit = _unit_in(label, reading, dollar)
        if unit is not None and unit.value:
            return replace(
                candidate,
                end=candidate.num_end,
                value=candidate.value * unit.value,
                low=candidate.low and candidate.low * unit.value,
                high=candidate.high and candidate.high * unit.value,
                step=candidate.step and candidate.step * unit.value,
                unit=unit.unit,
                noun=unit.noun,
                head=unit.head,
                sort=unit.sort,
            )
    return None


def is_unit_of_table(reading: Reading, number: int, candidate: Candidate) -> bool:
    """Whether a quantity only says in brackets, or behind a comma, what the cells of a table are counted in."""
    text = reading.text
    if text.startswith(", ", candidate.start - 2) and text.startswith((" |", "\n"), candidate.end):
        return not text[candidate.start].isdigit() and top_of_table(reading, number) == number
    if not text.startswith(")", candidate.end) or text.rfind("(", candidate.start - 1, candidate.start) < 0:
        return False
    after = text[candidate.end + 1 : candidate.end + 4].lstrip(" ")
    if after.startswith("|"):
        return True
    below = number + 1
    return after.startswith("\n") and below < len(reading.sentences) and text[reading.sentences[below].start] == "|"


def _labels(reading: Reading, number: int, place: int) -> Iterator[str]:
    """The texts that may say what a cell is counted in, the nearest first."""
    text = reading.text
    row = line_around(text, place)
    first = text.find("|", row[0] + 1, row[1])
    if text.startswith("|", row[0]) and 0 < first < place:
        yield text[row[0] + 1 : first]
    head = column_head(reading, number, place)
    if head:
        yield text[head[0] : head[1]]
    top = top_of_table(reading, number)
    if top:
        above = reading.sentences[top - 1]
        yield text[above.start : above.end]


def _unit_in(label: str, reading: Reading, dollar: str) -> Candidate | None:
    """The one unit that a label ends with, in brackets or behind a comma, of value 1 or what it is a multiple of."""
    found = _AT_END.search(label)
    if found is None:
        return None
    said = (found.group(1) or found.group(2)).strip()
    if not said[:1].isdigit():
        currency = _CURRENCY.match(said)
        sign = currency.group().strip() if currency else ""
        said = f"{sign}1 {said[currency.end() :]}".strip() if currency else f"1 {said}"
    units = find(said, reading.lexicon.units, dollar).quantities
    if len(units) != 1 or units[0].end - units[0].start < len(said):
        return None
    known = units[0].sort != "count" or units[0].unit in reading.lexicon.units.counts.values()
    return units[0] if known and units[0].unit else None
