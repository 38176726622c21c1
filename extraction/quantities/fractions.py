"""Shares in words: "a third of", "two-thirds", "one in five", and parts of scales."""

import re
from decimal import Decimal

from extraction.quantities import lexicon, nouns, numerals, parts, qualifiers, written_units
from extraction.quantities.numerals import FRACTIONS, SCALES, Numeral
from extraction.quantities.reading import Reader
from extraction.quantities.records import Candidate
from extraction.quantities.single import alone

_SMALL = "two|three|four|five|six|seven|eight|nine|ten|twelve|twenty"
_ONE_IN = re.compile(
    r"([ ](?!in\b|out\b)[a-z]{3,14})?(?:[ ]|-)(?:in|out of)(?:[ ]|-)(?:every )?(\d{1,3}(?:,\d{3}){0,2}|"
    + _SMALL
    + r"|a hundred|a thousand|a million)(?:[ ](thousand|million|billion))?\b"
)
_FRACTION_WORD = re.compile(
    r"(?:[ ]|-)(halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|"
    r"twelfths?|hundredths?)\b"
)
_A_BEFORE = re.compile(r"\b([Aa]n?|[Oo]ne)[ ]\Z")
_A_SCALE = re.compile(r"[ ](?:an?|of an?)[ ](dozen|hundred|thousand|million|billion|trillion)\b")
_SCALE = re.compile(r"[ -](dozen|million|billion|trillion)\b")
_SHARE_AFTER = re.compile(
    r"[ ](?:of|the|its|their|his|her|our|my|your|that|those|these|all|as|more|less|higher|lower|"
    r"smaller|larger|bigger|again|below|above|off|ahead|behind|cheaper|dearer|faster|slower|longer|shorter|heavier|lighter|"
    r"under[ ](?:the|its|their|last)[ ](?:[a-z]+[ ])?(?:peak|high|level|average|total|record|price|cost|"
    r"limit|target|figure|rate|norm|mean|year)|(?:up|down)[ ]on|"
    r"(?:(?:already|now|still|also|once|never)[ ])?(?:are|were|have|had|say|said|would|will))\b"
)
_BY_BEFORE = re.compile(
    (
        r"\b(?:by|than|about|nearly|almost|over|some|around|only|just|roughly|up|down|in|to|"
        r"at least)[ ](?:an?[ ]|one[- ])?\Z"
    ),
    re.IGNORECASE,
)
_HELD_BEFORE = re.compile(
    r"\b(?:(?:share|portion|part|stake)[ ](?:is|was)|(?:that|it|this)[ ]to[ ]be|"
    r"pay|pays|paid|take|takes|took|(?:up|down)[ ]from)[ ]\Z"
)
"""Before a share with which a sentence ends: `our portion is a third`, `up from half`."""
_STANDING = re.compile(
    r"\b(?:by|than|to|from|against|of|with|(?:aim|aims|aimed|aiming|hope|hopes|hoping|asks?|asked|asking)[ ]for)[ ]"
    r"(?:about |nearly |almost |over |more than |less than |roughly |around |"
    r"just |only |at least |up to |well over )?\Z"
)
_PART_BEFORE = re.compile(
    r" of (?:which|whom|them) (?:about |nearly |almost |over |more than |less than |around |some |just |only )?\Z"
)
"""Before the part of what was told before it: `40 million, of which about half went on boats`."""
_STANDS_BEFORE = frozenset({"and", "or", "while", "when", *nouns.STOPS})
_PLURAL_VERBS = frozenset({"were", "are", "have", "say", "want", "think", "believe", "do", "own", "live", "work"})
_GAPPED = re.compile(r"[^.;:\n\d]{2,60},[ ](?:and |but )?\Z")
"""Between a share and the next in a list that leaves out the verb: `half are in Oldport, a quarter in Weir`."""
_SET_IN = re.compile(r"[ ](?:in|from|at|on|to)[ ]")
_OTHER_HALF = re.compile(r"\b(?:first|second|1st|2nd|other|better|this|last|that|latter)[ -]\Z")
_PERIOD = re.compile(
    r" of (?:\d{4}|growth|decline|declines|losses|fiscal|(?:this|last|the|next) year(?![’']s)|consecutive|straight)"
)
_SLASHED_OF = re.compile(r"(\d{1,3})[/⁄](\d{1,4})(?=[ ]of[ ](?:the|an?|its|their|all|our|his|her|those|these)\b)")
_A_FOURTH = re.compile(r"[ ]of[ ](?!Jul|Jan|Feb|Mar|Apr|May|Jun|Aug|Sep|Oct|Nov|Dec)")
_TALLY = re.compile(r"\b(?:\d{1,3}|one|" + _SMALL + r") for \Z")
_WORD_AFTER = re.compile(r"[ -]([A-Za-z’']+)")
_OCCASIONS = lexicon.words("words", "occasions")
_ADVERBS = frozenset({"now", "still", "already", "also", "never"})
_AUXILIARIES = lexicon.words("words", "auxiliaries")
_PERSONS = lexicon.words("words", "persons")
_PLACES = lexicon.words("words", "places")
_NAMES = frozenset({name for name in FRACTIONS if not name.endswith("s") and name != "halves"})


def after_words(reader: Reader, start: int, numeral: Numeral) -> int:
    """The end of a share such as "two-thirds" or "one in five" whose first number is in words, or 0."""
    text = reader.text
    if numeral.scaled:
        return 0
    fraction = _FRACTION_WORD.match(text, numeral.end)
    name = fraction.group(1) if fraction else ""
    if fraction and (numeral.value < FRACTIONS[name] or (name == "halves" and numeral.value == 3)):
        fits = (numeral.value > 1) == name.endswith("s")
        joined = text[numeral.end] == "-" or text.startswith(" of ", fraction.end()) or name == "halves"
        if _PERIOD.match(text, fraction.end()):
            return 0
        of_unit = parts.read(reader, start, fraction.end(), int(numeral.value), FRACTIONS[name], direct=joined)
        if of_unit:
            return of_unit
        if fits and (joined or name not in ("quarters", "quarter", "half")):
            return _share_or_scale(reader, start, fraction.end(), int(numeral.value), FRACTIONS[name])
    ratio = _ONE_IN.match(text, numeral.end)
    if ratio and _is_ratio(reader, ratio) and not _TALLY.search(text, start - 12, start):
        return _one_in(reader, start, ratio, int(numeral.value))
    return 0


def _share_or_scale(reader: Reader, start: int, end: int, top: int, bottom: int) -> int:
    return _of_scale(reader, start, _A_SCALE.match(reader.text, end), top, bottom) or _share(
        reader, start, end, top, bottom
    )


def _of_scale(reader: Reader, start: int, scale: "re.Match[str] | None", top: int, bottom: int) -> int:
    if scale is None or SCALES[scale.group(1)] * top % bottom:
        return 0
    value = Decimal(SCALES[scale.group(1)] * top // bottom)
    step = numerals.step_of(str(value))
    return reader.number(Numeral(start, scale.end(), value, step, True, value, Decimal(1), True))


def _share(reader: Reader, start: int, end: int, top: int, bottom: int) -> int:
    value = Decimal(top * 100) / Decimal(bottom)
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    else:
        value = value.quantize(Decimal("0.1") if value >= 10 else Decimal(1).scaleb(value.adjusted() - 2)).normalize()
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
    if word not in _NAMES or (word == "fourth" and not _A_FOURTH.match(reader.text, end)):
        return 0
    bottom = FRACTIONS[word]
    article = _A_BEFORE.search(text[max(0, start - 5) : start])
    begin = start - len(article.group()) if article else start
    if word == "half" and _OTHER_HALF.search(text[max(0, start - 8) : start].lower()):
        return 0
    if word in ("half", "quarter"):
        point = parts.point(reader, begin, end, 1, bottom)
        if point:
            return point
        if article or word == "half":
            scale = _of_scale(reader, begin, _SCALE.match(text, end), 1, bottom)
            if scale:
                return scale
    elif not article:
        return 0
    if word == "quarter" and not article and text[end : end + 1] != "-":
        return 0
    found = _of_scale(reader, begin, _A_SCALE.match(text, end), 1, bottom) or parts.read(
        reader, begin, end, 1, bottom, direct=bottom in (2, 4)
    )
    if found:
        return found
    left = text[max(0, begin - 24) : begin]
    after = _SHARE_AFTER.match(text, end)
    followed = _WORD_AFTER.match(text, end)
    by = bool(_BY_BEFORE.search(left)) and not followed
    change = left.endswith("by ") or (word == "half" and left.endswith((" in ", " than ")) and not followed)
    stopped = followed is not None and followed.group(1) in _STANDS_BEFORE and text[end : end + 1] == " "
    standing = stopped and (word == "half" or article is not None) and bool(_STANDING.search(left))
    whole = (article is not None or word == "half") and bool(_HELD_BEFORE.search(left)) and not followed
    part = (word == "half" or article is not None) and bool(_PART_BEFORE.search(left))
    plural = article is not None and followed is not None and followed.group(1) in _PLURAL_VERBS
    gapped = article is not None and _goes_on(reader, begin, end)
    if after or by or change or whole or standing or part or plural or gapped or alone(text, begin, end):
        if word == "quarter" and after and _PERIOD.match(text, end):
            return 0
        return _share(reader, begin, end, 1, bottom)
    return 0


def _goes_on(reader: Reader, begin: int, end: int) -> bool:
    """True for the next share of a list without its verb: `half work in shops, a quarter in offices`."""
    found = reader.found.quantities
    if not found or found[-1].unit != "%" or begin - found[-1].end > 70:
        return False
    return bool(_SET_IN.match(reader.text, end) and _GAPPED.fullmatch(reader.text, found[-1].end, begin))


def _is_ratio(reader: Reader, ratio: "re.Match[str]") -> bool:
    """False for "one in two years", "two in three games"; after "one adult in five" a verb or a stop must follow."""
    if _lasting(reader, ratio.end()):
        return False
    if ratio.group(1) is None:
        return True
    after = _WORD_AFTER.match(reader.text, ratio.end())
    if after is None:
        return reader.text[ratio.end() : ratio.end() + 1] in (*",.;:)", "")
    word = after.group(1).lower()
    if word in _ADVERBS and (then := _WORD_AFTER.match(reader.text, after.end())):
        word = then.group(1).lower()
    if word in nouns.VERBS or word in _AUXILIARIES:
        return True
    return ratio.group(1).strip() in _PERSONS and word.endswith(("s", "ed")) and word not in _PLACES


def _lasting(reader: Reader, pos: int) -> bool:
    """True when a unit or an occasion follows: "one in two years", "two in three games"."""
    if written_units.unit_after(reader.text, pos, reader.table, money=False) is not None:
        return True
    phrase = nouns.read(reader.text, pos) if reader.text[pos : pos + 1] == " " else None
    return phrase is not None and phrase.head in _OCCASIONS


def digits_in(reader: Reader, start: int, end: int) -> int:
    """The end of a share such as "6 in 10" whose first number is the digits at `[start, end)`, or 0."""
    text = reader.text
    slashed = _SLASHED_OF.match(text, start) if text[end : end + 1] in ("/", "⁄") else None
    if slashed and text[start - 1 : start] in ("", *" (\n“"):
        top, bottom = int(slashed.group(1)), int(slashed.group(2))
        if 0 < top < bottom:
            stop = slashed.end(2)
            return parts.read(reader, start, stop, top, bottom, direct=False) or _share(
                reader, start, stop, top, bottom
            )
    if end - start > 2 or text[end : end + 1] not in (" ", "-"):
        return 0
    ratio = _ONE_IN.match(text, end)
    if ratio is None or not text.startswith((" in ", " out of ", "-in-"), end):
        return 0
    top = int(text[start:end])
    number = ratio.group(2).replace(",", "")
    if not number.isdigit() or (not ratio.group(3) and not 0 < top < int(number)) or _lasting(reader, ratio.end()):
        return 0
    if " in " in ratio.group() and top != 1 and int(number) not in (3, 4, 5, 10, 20, 100, 1000):
        return 0
    if ratio.group().startswith(" in ") and len(number) == 4:
        return 0
    return _one_in(reader, start, ratio, top)


def _one_in(reader: Reader, start: int, ratio: "re.Match[str]", top: int) -> int:
    name = ratio.group(2).replace(",", "")
    bottom = (
        int(name)
        if name.isdigit()
        else {"a hundred": 100, "a thousand": 1000, "a million": 1000000}.get(name)
        or numerals.UNITS.get(name)
        or numerals.TENS.get(name, 1)
    )
    bottom *= SCALES[ratio.group(3)] if ratio.group(3) else 1
    if not 0 < top < bottom:
        return reader.drop(start, ratio.end(), "a ratio that is no share")
    return _share(reader, start, ratio.end(), top, bottom)
