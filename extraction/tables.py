"""Tables in text: the heads of the column and of the row that a cell stands in."""

import re

from extraction.grammar import in_lower, words
from extraction.periods import Period, periods
from extraction.quantities.nouns import is_plural
from extraction.reading import Reading

_LONGEST = 100
"""How many rows up the head of a table is looked for."""
_LISTS = words("entities")
_FIRST_CELL = re.compile(r"\|([^|]*)")
_CELL_WORDS = in_lower(r"\s*([a-z]+)\s*(?:\||$)")
_ROW_NAME = re.compile(r"[^\W\d_a-z][^\d|]{2,40}")
_ROW_SORTS = frozenset((*_LISTS["place_nouns"], *_LISTS["firm_nouns"], *_LISTS["pointing_nouns"], "district", "parish"))
"""Nouns that head a column of names of places or bodies."""
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")


def column_noun(reading: Reading, number: int, place: int) -> str | None:
    """The plural noun phrase at the head of the column that holds `place`; None without a table or a noun there."""
    head = column_head(reading, number, place)
    if head is None:
        return None
    words = _WORDS.findall(reading.text[head[0] : head[1]])
    last = max((i for i, word in enumerate(words) if is_plural(word)), default=-1)
    return " ".join(words[: last + 1]).lower() if last >= 0 else None


def column_time(reading: Reading, number: int, place: int) -> Period | None:
    """The one time named at the head of the column that holds `place`: `| 2023 | 2024 |`."""
    head = column_head(reading, number, place)
    if head is None:
        return None
    found = periods(reading.text, reading.lower, *head, reading.on, reading.fiscal_start, None, reading.parts_start)
    return found[0] if len(found) == 1 else None


def top_of_table(reading: Reading, number: int) -> int | None:
    """The number of the sentence that is the first row of the table a sentence is a row of; None for no row."""
    sentences = reading.sentences
    if not reading.has_rows or reading.text.find("|", sentences[number].start, sentences[number].end) < 0:
        return None
    top = number
    while top > 0 and number - top < _LONGEST and _is_row(reading, top - 1, sentences[top].line):
        top -= 1
    return top


def column_head(reading: Reading, number: int, place: int) -> tuple[int, int] | None:
    """The cell at the head of the column that holds `place`; None outside of a table and in its head."""
    text = reading.text
    top = top_of_table(reading, number)
    if top is None or top == number:
        return None
    row, head = line_around(text, place), line_around(text, reading.sentences[top].start)
    left = head[0]
    for _ in range(text.count("|", row[0], place)):
        left = text.find("|", left, head[1]) + 1
        if not left:
            return None
    right = text.find("|", left, head[1])
    return left, right if right >= 0 else head[1]


def _is_row(reading: Reading, number: int, below: int) -> bool:
    sentence = reading.sentences[number]
    return below - sentence.line <= 1 and "|" in reading.text[sentence.start : sentence.end]


def line_around(text: str, place: int) -> tuple[int, int]:
    """Where the line that holds a place begins and ends."""
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def row_named(reading: Reading, row: int, head: int) -> str:
    """The place or body that a row is of, under a head that says so: `| Town | 2025 |`, `| Milton | 4 |`."""
    sort = _CELL_WORDS.match(reading.lower, head)
    name = _FIRST_CELL.match(reading.text, row)
    if sort is None or name is None or _ROW_SORTS.isdisjoint((sort[1], sort[1].removesuffix("s"))):
        return ""
    said = name[1].strip()
    return reading.lexicon.names.get(said, said) if _ROW_NAME.fullmatch(said) else ""
