"""Every quantity of a text: anchors in order, each read where it stands, neighbours joined."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

from extraction.quantities import fractions, numerals, phrases, shared_money
from extraction.quantities.anchors import DIGITS, number_words
from extraction.quantities.joining import join
from extraction.quantities.reading import Reader
from extraction.quantities.records import Drop, Found
from extraction.quantities.units import UnitTable

RUN = 512
"""How many number-like things in a row are looked at before asking whether the text is a dump of numbers."""
CROWDED = 16
"""Characters for each number-like thing below which a long stretch is no prose."""
STRETCH = 2048


def find(
    text: str,
    units: UnitTable,
    dollar: str = "USD",
    avoid: Sequence[tuple[int, int]] = (),
    said: frozenset[str] | None = None,
) -> Found:
    """Every quantity, rank and number-like thing of `text`, in text order; never raises.

    `dollar` is the ISO 4217 code a bare "$" stands for; nothing is looked for inside the spans of `avoid`.
    `said` are all words of the text, where they are known.
    """
    found = Found()
    reader = Reader(text, units, dollar, found)
    spans = sorted(avoid)
    starts = [start for start, _ in spans]
    words = number_words(text, said)
    digits = DIGITS.search(text)
    pos = mark = seen = word = 0
    while True:
        if seen == RUN:
            if pos - mark < RUN * CROWDED:
                pos = _past_dump(text, pos, words, found)
            mark, seen = pos, 0
        while word < len(words) and words[word][0] < pos:
            word += 1
        if digits and digits.start() < pos:
            digits = DIGITS.search(text, pos)
        in_words = word < len(words) and not (digits and digits.start() < words[word][0])
        if in_words:
            start, pos = words[word]
        elif digits:
            start, pos = digits.span()
        else:
            break
        seen += 1
        if spans:
            index = bisect_right(starts, start) - 1
            if index >= 0 and start < spans[index][1]:
                found.dropped.append(Drop(start, pos, "inside text that is set aside"))
                continue
        if reader.head_start <= start < reader.head_end:
            pos = reader.head_end
            continue
        if in_words:
            pos = max(pos, phrases.read(reader, start, pos))
        elif text[start] in numerals.SIGNS:
            top, bottom = numerals.SIGNS[text[start]]
            value = Decimal(top) / Decimal(bottom)
            numeral = numerals.Numeral(start, pos, value.quantize(Decimal("0.0001")).normalize(), Decimal("0.01"))
            numeral.mantissa = numeral.value
            pos = max(pos, reader.number(numeral))
        else:
            pos = max(pos, fractions.digits_in(reader, start, pos) or reader.digits(start, pos))
    shared_money.settle(found.quantities, text)
    found.quantities = join(found.quantities, text)
    return found


def _past_dump(text: str, pos: int, words: list[tuple[int, int]], found: Found) -> int:
    """The end of the stretch from `pos` that is crowded with numbers; dropped whole, so that dumps stay cheap."""
    start = pos
    while pos < len(text):
        end = min(len(text), pos + STRETCH)
        numbers = sum(1 for _ in DIGITS.finditer(text, pos, end))
        if (numbers + bisect_left(words, (end, 0)) - bisect_left(words, (pos, 0))) * CROWDED < end - pos:
            break
        pos = end
    while start < pos < len(text) and text[pos].isalnum() and text[pos - 1].isalnum():
        pos += 1
    if pos > start:
        found.dropped.append(Drop(start, pos, "in a long run of numbers, such as a table"))
    return pos
