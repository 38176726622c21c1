"""Tables in text: the head of the column that a cell stands in."""

import re

from extraction.quantities.nouns import is_plural
from extraction.reading import Reading

_LONGEST = 100
"""How many rows up the head of a table is looked for."""
_WORDS = re.compile(r"[A-Za-z][\w’'-]*")


def column_noun(reading: Reading, number: int, place: int) -> str | None:
    """The plural noun phrase at the head of the column that holds `place`; None without a table or a noun there."""
    text, sentences = reading.text, reading.sentences
    if "|" not in text[sentences[number].start : sentences[number].end]:
        return None
    top = number
    while top > 0 and number - top < _LONGEST and _is_row(reading, top - 1, sentences[top].line):
        top -= 1
    if top == number:
        return None
    row, head = _line(text, place), _line(text, sentences[top].start)
    column = text.count("|", row[0], place)
    cells = text[head[0] : head[1]].split("|")
    if column >= len(cells):
        return None
    words = _WORDS.findall(cells[column])
    last = max((i for i, word in enumerate(words) if is_plural(word)), default=-1)
    return " ".join(words[: last + 1]).lower() if last >= 0 else None


def _is_row(reading: Reading, number: int, below: int) -> bool:
    sentence = reading.sentences[number]
    return below - sentence.line <= 1 and "|" in reading.text[sentence.start : sentence.end]


def _line(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)
