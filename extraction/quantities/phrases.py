"""Numbers in words: cardinals, fractions, multiples, vague amounts, ordinals and the idioms among them."""

import re
from decimal import Decimal

from extraction.quantities import (
    fractions,
    lexicon,
    measuring,
    nouns,
    numerals,
    qualifiers,
    single,
    traps,
    written_units,
)
from extraction.quantities.idioms import idiom_end
from extraction.quantities.misreading import starts_sentence
from extraction.quantities.mixed import add_fraction
from extraction.quantities.numerals import FRACTIONS, MULTIPLES, ORDINALS, SCALE_PLURALS, SCALES
from extraction.quantities.reading import Reader
from extraction.quantities.records import Candidate

_A_BEFORE = re.compile(r"\b([Aa]n?|[Oo]ne)[ ]\Z")
_DOUBLE_AFTER = re.compile(
    r"[ ](?:the|its|their|his|her|our|that|those|what|in|to|since|from|over|as|every|between|last|this|"
    r"output|sales|revenue|capacity|production|profits?|exports|and|by|year|again|within|when)\b|"
    r"[.,;]"
)
_WILL_BEFORE = re.compile(
    r"\b(?:to|will|would|could|can|may|might|should|nearly|almost|than|about|more than|must|cannot)[ ]"
    r"(?:[a-z]+(?:[ ][a-z]+){1,3}[ ]and[ ])?\Z",
    re.IGNORECASE,
)
_VAGUE_OF = re.compile(
    r"[ ]of(?:[ ](thousands|hundreds|millions|billions|trillions|dozens))?(?:[ ]of(?=[ ](millions|"
    r"billions|trillions)))?"
)
_EVENT_BEFORE = re.compile(r"(?:women|men|mixed)[’']?s?[’']? \Z")
_TWICE_AS = re.compile(r" (?:as|the|its|their|that|what|more|his|her|this|those|[a-z]+er)\b")
_OF_SCALE = re.compile(r" of (millions|billions|trillions)\b")
_PER_BEFORE = re.compile(r"\b(?:per|a|every|each|one|split) \Z")
_SMALL_AFTER = re.compile(r" [a-z]")
_OF_MONTH = re.compile(r" of (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
_VAGUE_BEFORE = re.compile(r"[A-Za-z]-\Z|several \Z")
_OR_MORE = re.compile(r"[ -](?:or|to)[ -](?:two|more)\b")
_ACTS_AFTER = re.compile(r"-[a-z]| (?:has|have|every|per) ")
_DETERMINED = re.compile(r"\b(?:the|this|that|which|each|every|any|no) \Z")
_A_NAME_BEFORE = re.compile(r"\b(?:a|the)[ ]\Z", re.IGNORECASE)
_AS_PLACE = re.compile(
    r"[ ](?:with[ ](?:an?[ ]|about[ ])?[A-Z]{0,3}[$€£¥]?\d|in[ ](?:the[ ](?:world|country|region|league|table)\b|[A-Z])"
    r"|worldwide\b|globally\b|overall\b)"
)
"""After `number one`, where that is a place in a ranking."""
_TALLY = re.compile(r"-(?:of|for)-(?:\d{1,3}|[a-z]+)\b")
_ANOTHER_BEFORE = re.compile(r"\b(?:to|or|after|from|with|of|than|into|one|over)[ ]\Z")
_ANOTHER_AFTER = lexicon.words("words", "another_after")
_WORD_AFTER = re.compile(r"[ -]([A-Za-z’']+)")


def read(reader: Reader, start: int, end: int) -> int:
    """Read the number word at `[start, end)`; the place where the search goes on."""
    text = reader.text
    raw = text[start:end]
    word = raw.lower()
    before = text[start - 1 : start]
    if (before and before in "@_#/") or (text[end : end + 1] in "@_" and end < len(text)):
        return reader.drop(start, end, "part of a name or address")
    if " " in raw:
        return single.read(reader, start, end)
    if text.endswith("umber ", 0, start) and word in numerals.UNITS and _AS_PLACE.match(text, end):
        return reader.ordinal(start, end, Decimal(numerals.UNITS[word]))
    idiom = idiom_end(text, start, end)
    if idiom:
        if text[max(start, idiom - 4) : idiom] in ("past", "r to"):
            hour = _WORD_AFTER.match(text, idiom)
            idiom = hour.end() if hour and hour.group(1).lower() in numerals.UNITS else idiom
        return reader.drop(start, max(end, idiom), "an idiom")
    if raw[0].isupper() and not raw.isupper() and _is_name(reader, start, end):
        return reader.drop(start, end, "part of a name")
    if word == "another":
        return _another(reader, start, end)
    if word in MULTIPLES:
        return _multiple(reader, start, end, word)
    if word in SCALE_PLURALS:
        return _vague(reader, start, end, word)
    if word in FRACTIONS:
        share = fractions.article_fraction(reader, start, end, word)
        if share:
            return share
    if word in ORDINALS:
        return _ordinal(reader, start, end, word)
    if word in FRACTIONS:
        return end
    return _cardinal(reader, start, end, word)


def _is_name(reader: Reader, start: int, end: int) -> bool:
    text = reader.text
    if starts_sentence(text, start):
        after = _WORD_AFTER.match(text, end)
        return bool(after and after.group(1).lower() in traps.NAMES_AFTER and after.group(1)[0].isupper())
    return True


def _another(reader: Reader, start: int, end: int) -> int:
    """Read "another" as one more where it stands for a noun rather than before one."""
    text = reader.text
    after = _WORD_AFTER.match(text, end)
    following = after.group(1).lower() if after else ""
    alone = following in _ANOTHER_AFTER or text[end : end + 1] in (*".,;:)”", "")
    if alone and not _ANOTHER_BEFORE.search(text, start - 8, start):
        reader.found.quantities.append(
            Candidate(start, end, start, end, Decimal(1), step=Decimal(1), in_words=True, mantissa=Decimal(1))
        )
    return end


def _multiple(reader: Reader, start: int, end: int, word: str) -> int:
    text = reader.text
    if word in ("double", "treble", "triple", "quadruple", "quintuple", "sextuple", "doubles", "triples", "quadruples"):
        plain = not word.endswith("s")
        if text[start - 1 : start] == "-" or _A_NAME_BEFORE.search(text, start - 5, start):
            return reader.drop(start, end, "a word that counts nothing here")
        if not (_DOUBLE_AFTER.match(text, end) and (plain or text[end : end + 1] == " ")) and not (
            plain and (_WILL_BEFORE.search(text[max(0, start - 40) : start]) or single.alone(text, start, end))
        ):
            return reader.drop(start, end, "a word that counts nothing here")
        if _EVENT_BEFORE.search(text[max(0, start - 10) : start].lower()):
            return reader.drop(start, end, "a word that counts nothing here")
    value = Decimal(MULTIPLES[word])
    candidate = Candidate(
        start, end, start, end, value, step=Decimal(1), unit="x", sort="multiple", in_words=True, mantissa=value
    )
    if word in ("twice", "thrice") and not _TWICE_AS.match(text[end : end + 12]):
        candidate.unit, candidate.sort, candidate.noun, candidate.head = "times", "count", "times", "time"
    words = qualifiers.words_left(text, start)
    before = qualifiers.qualify(candidate, words)
    if before == start and words and words[-1][0] == "than" and len(words) > 1 and words[-2][0] == "more":
        candidate.qualifier = "over"
    qualifiers.set_bounds(candidate)
    if candidate.sort == "multiple" and word not in ("twice", "thrice", "double"):
        candidate.direction = "up"
    measuring.per(candidate, text)
    reader.found.quantities.append(candidate)
    return end


def _vague(reader: Reader, start: int, end: int, word: str) -> int:
    """ "dozens", "hundreds of", "tens of thousands": at least one of the scale."""
    text = reader.text
    if word == "scores" and text[end : end + 4] != " of ":
        return end
    if word == "tens" and text[end : end + 4] != " of ":
        return end
    value = Decimal(
        numerals.UNITS.get(SCALE_PLURALS[word], 0)
        or SCALES.get(SCALE_PLURALS[word], 0)
        or numerals.TENS.get(SCALE_PLURALS[word], 0)
    )
    of = _VAGUE_OF.match(text, end)
    stop = end
    if of:
        for group in (1, 2):
            if of.group(group):
                value *= SCALES[SCALE_PLURALS[of.group(group)]]
                stop = of.end(group)
                if group == 1 and not of.group(2):
                    following = _OF_SCALE.match(text[stop : stop + 14])
                    if following:
                        value *= SCALES[SCALE_PLURALS[following.group(1)]]
                        stop += following.end()
    candidate = Candidate(
        start,
        stop,
        start,
        stop,
        value,
        low=value,
        step=value,
        in_words=True,
        vague=True,
        qualifier="at_least",
        mantissa=value,
    )
    phrase_at = stop + 3 if text[stop : stop + 4] == " of " else stop
    unit = written_units.unit_after(text, phrase_at, reader.table, money=False)
    if unit:
        written_units.apply_unit(candidate, unit[0], reader.dollar)
        candidate.low = candidate.value
        candidate.end = unit[1]
    else:
        phrase = nouns.read(text, phrase_at) if text[phrase_at : phrase_at + 1] == " " else None
        if phrase:
            candidate.noun, candidate.head = text[phrase.start : phrase.end], phrase.head
            candidate.unit, candidate.sort = reader.table.counted(candidate.noun, phrase.head), "count"
            candidate.end = phrase.end
    reader.found.quantities.append(candidate)
    return stop


def _ordinal(reader: Reader, start: int, end: int, word: str) -> int:
    text = reader.text
    if (
        word == "second"
        and _PER_BEFORE.search(text[max(0, start - 6) : start].lower())
        and not _SMALL_AFTER.match(text, end)
    ):
        return reader.drop(start, end, "a unit of time")
    after = _WORD_AFTER.match(text, end)
    following = after.group(1).lower() if after else ""
    if following in ("half", "quarter", "time", "year", "month", "week", "day", "century", "anniversary", "season"):
        return reader.drop(start, end, "part of a period or occasion")
    if following == "of" and _OF_MONTH.match(text, end):
        return reader.drop(start, end, "a date")
    return reader.ordinal(start, end, Decimal(ORDINALS[word]))


def _cardinal(reader: Reader, start: int, end: int, word: str) -> int:
    text = reader.text
    if text.endswith(("top-", "Top-", "bottom-"), 0, start):
        return reader.drop(start, end, "a rank")
    if word in SCALES:
        article = _A_BEFORE.search(text[max(0, start - 5) : start])
        left = text[max(0, start - 8) : start]
        if not article and _VAGUE_BEFORE.search(left):
            return reader.drop(start, end, "a vague amount")
        numeral = numerals.read_words(text, start, end)
        if article:
            numeral.start = start - len(article.group())
        return reader.number(numeral)
    numeral = numerals.read_words(text, start, end)
    tally = _TALLY.match(text, numeral.end)
    if tally:
        return reader.drop(start, tally.end(), "a tally of attempts")
    share = fractions.after_words(reader, start, numeral)
    if share:
        return share
    extra = add_fraction(text, numeral)
    if numeral.value in (0, 1) and not numeral.scaled and not extra:
        reason = _pronoun(text, start, numeral.end, reader)
        if reason:
            return reader.drop(start, numeral.end, reason)
    return reader.number(numeral)


def _pronoun(text: str, start: int, end: int, reader: Reader) -> str:
    """Why "one" (or "zero") counts nothing here: it does not head or count a noun; empty when it counts."""
    if text[end : end + 4] == " of " or text[start:end].lower() in ("zero", "nil"):
        return ""
    if written_units.unit_after(text, end, reader.table, money=False):
        return ""
    if _OR_MORE.match(text, end):
        return ""
    if text.startswith(("win by ", "won by ", "ost by ", "led by ", "ead by ", "ing by "), start - 7) and start > 6:
        return ""
    if nouns.read(text, end, one=True) is None and not _ACTS_AFTER.match(text, end):
        return "a pronoun"
    before = text[max(0, start - 10) : start].lower()
    if _DETERMINED.search(before):
        return "a pronoun" if not before.endswith("the ") else ""
    return ""
