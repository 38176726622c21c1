"""Shares in words: "a third of", "two-thirds", "one in five", and halves of scales and units."""

import re
from decimal import Decimal

from extraction.quantities import numerals, qualifiers, written_units
from extraction.quantities.numerals import FRACTIONS, SCALES, Numeral
from extraction.quantities.reading import Reader
from extraction.quantities.records import Candidate
from extraction.quantities.single import alone

_ONE_IN = re.compile(
    r"(?:[ ](?!in\b|out\b)[a-z]{3,14}(?=[ ]in[ ](?:\d{1,3}|two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve|twenty)(?:[ ](?:is|are|was|were|has|have|had|will|say|says|said|can|could)\b|"
    r"[,.;])))?(?:[ ]|-)(?:in|out of)(?:[ ]|-)(?:every )?(\d{1,3}(?:,\d{3}){0,2}|two|three|four|five|"
    r"six|seven|eight|nine|ten|twelve|twenty|a hundred|a thousand)\b"
)
_FRACTION_WORD = re.compile(
    r"(?:[ ]|-)(halves|half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|"
    r"twelfths?|hundredths?)\b"
)
_A_BEFORE = re.compile(r"\b([Aa]n?|[Oo]ne)[ ]\Z")
_A_SCALE = re.compile(r"[ ](?:an?|of an?)[ ](dozen|hundred|thousand|million|billion|trillion)\b")
_A_UNIT = re.compile(r"[ -]?(?:(?:of )?an?[ ]|-)")
_SHARE_AFTER = re.compile(
    r"[ ](?:of|the|its|their|his|her|our|my|your|that|those|these|all|as|more|less|higher|lower|"
    r"smaller|larger|bigger|again)\b"
)
_BY_BEFORE = re.compile(
    (
        r"\b(?:by|than|about|nearly|almost|over|some|around|only|just|roughly|up|down|in|to|"
        r"at least)[ ](?:an?[ ]|one[- ])?\Z"
    ),
    re.IGNORECASE,
)
_WORD_AFTER = re.compile(r"[ -]([A-Za-z’']+)")


def after_words(reader: Reader, start: int, numeral: Numeral) -> int:
    """The end of a share such as "two-thirds" or "one in five" whose first number is in words, or 0."""
    text = reader.text
    if numeral.scaled:
        return 0
    fraction = _FRACTION_WORD.match(text, numeral.end)
    if fraction and numeral.value < FRACTIONS[fraction.group(1)]:
        name = fraction.group(1)
        fits = (numeral.value > 1) == name.endswith("s")
        joined = text[numeral.end] == "-" or text[fraction.end() : fraction.end() + 4] == " of "
        if fits and (joined or name not in ("quarters", "quarter", "half")):
            return _share_or_scale(reader, start, fraction.end(), int(numeral.value), FRACTIONS[name])
    ratio = _ONE_IN.match(text, numeral.end)
    if ratio and not _lasting(reader, ratio.end()):
        return _one_in(reader, start, ratio, int(numeral.value))
    return 0


def _share_or_scale(reader: Reader, start: int, end: int, top: int, bottom: int) -> int:
    scale = _A_SCALE.match(reader.text, end)
    if scale and SCALES[scale.group(1)] * top % bottom == 0:
        value = Decimal(SCALES[scale.group(1)] * top // bottom)
        step = numerals.step_of(str(value))
        return reader.number(Numeral(start, scale.end(), value, step, True, value, Decimal(1), True))
    return _share(reader, start, end, top, bottom)


def _share(reader: Reader, start: int, end: int, top: int, bottom: int) -> int:
    value = Decimal(top * 100) / Decimal(bottom)
    rounded = value.quantize(Decimal("0.1"))
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else rounded
    text = reader.text
    candidate = Candidate(
        start, end, start, end, value, step=Decimal("0.1"), unit="%", sort="fraction", in_words=True, mantissa=value
    )
    words = qualifiers.words_left(text, start)
    before = qualifiers.qualify(candidate, words)
    if candidate.qualifier == "exact":
        qualifiers.qualify_after(candidate, text, end)
    candidate.direction = qualifiers.direction_of(candidate, text, words, before)
    qualifiers.set_bounds(candidate)
    reader.found.quantities.append(candidate)
    return end


def article_fraction(reader: Reader, start: int, end: int, word: str) -> int:
    """Read "half", "a third", "a quarter of a million"; 0 when the word is an ordinal or a period here."""
    text = reader.text
    bottom = FRACTIONS[word]
    article = _A_BEFORE.search(text[max(0, start - 5) : start])
    begin = start - len(article.group()) if article else start
    if word not in (
        "half",
        "third",
        "quarter",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "twelfth",
        "hundredth",
    ):
        return 0
    if word != "half" and not article:
        return 0
    left = text[max(0, begin - 14) : begin]
    if word == "half" and re.search(
        r"\b(?:first|second|1st|2nd|other|better|this|last|that|latter)[ -]\Z", text[max(0, start - 8) : start].lower()
    ):
        return 0
    scale = _A_SCALE.match(text, end)
    if scale:
        value = Decimal(SCALES[scale.group(1)]) / bottom
        if value == value.to_integral_value():
            numeral = Numeral(
                begin,
                scale.end(),
                value.quantize(Decimal(1)),
                numerals.step_of(str(value.quantize(Decimal(1)))),
                True,
                value,
                Decimal(1),
                True,
            )
            return reader.number(numeral)
    unit_at = _A_UNIT.match(text, end)
    if unit_at and unit_at.group() != " ":
        unit = written_units.unit_after(
            text, unit_at.end() - 1 if unit_at.group()[-1] == " " else end, reader.table, money=False
        )
        if unit and unit[0].sort in ("duration", "measure", "points", "amount") and (word == "half" or article):
            value = (Decimal(1) / bottom).quantize(Decimal("0.001")).normalize()
            candidate = Candidate(begin, unit[1], begin, end, value, step=Decimal("0.1"), in_words=True, mantissa=value)
            written_units.apply_unit(candidate, unit[0], reader.dollar)
            words = qualifiers.words_left(text, begin)
            before = qualifiers.qualify(candidate, words)
            candidate.direction = qualifiers.direction_of(candidate, text, words, before)
            qualifiers.set_bounds(candidate)
            reader.found.quantities.append(candidate)
            return unit[1]
    after = _SHARE_AFTER.match(text, end)
    by = bool(_BY_BEFORE.search(left)) and not _WORD_AFTER.match(text, end + 0)
    change = bool(re.search(r"\bby \Z", left)) or (
        word == "half" and bool(re.search(r"\b(?:in|than) \Z", left)) and not _WORD_AFTER.match(text, end)
    )
    if after or by or change or alone(text, begin, end):
        if (
            word == "quarter"
            and after
            and re.match(r" of (?:\d{4}|growth|fiscal|this year|last year|the year|next year)", text[end : end + 14])
        ):
            return 0
        return _share(reader, begin, end, 1, bottom)
    return 0


def _lasting(reader: Reader, pos: int) -> bool:
    unit = written_units.unit_after(reader.text, pos, reader.table, money=False)
    return unit is not None


def digits_in(reader: Reader, start: int, end: int) -> int:
    """The end of a share such as "6 in 10" whose first number is the digits at `[start, end)`, or 0."""
    ratio = _ONE_IN.match(reader.text, end)
    if (
        ratio is None
        or end - start > 2
        or not reader.text[ratio.start() : ratio.end()].startswith((" in ", " out of "))
    ):
        return 0
    top = int(reader.text[start:end])
    number = ratio.group(1).replace(",", "")
    if not number.isdigit() or not 0 < top < int(number) or _lasting(reader, ratio.end()):
        return 0
    if " in " in ratio.group() and int(number) not in (3, 4, 5, 10, 20, 100, 1000):
        return 0
    return _one_in(reader, start, ratio, top)


def _one_in(reader: Reader, start: int, ratio: "re.Match[str]", top: int) -> int:
    name = ratio.group(1).replace(",", "")
    bottom = (
        int(name)
        if name.isdigit()
        else {"a hundred": 100, "a thousand": 1000}.get(name) or numerals.UNITS.get(name) or numerals.TENS.get(name, 1)
    )
    if not 0 < top < bottom:
        return reader.drop(start, ratio.end(), "a ratio that is no share")
    return _share(reader, start, ratio.end(), top, bottom)
