"""What a number is a number of: currency before it, a unit or counted noun after it."""

import re
from decimal import Decimal

from extraction.quantities import lexicon, nouns
from extraction.quantities.records import Candidate
from extraction.quantities.units import Unit, UnitTable

_GAP = re.compile(r"[ \u00a0\u202f\u2009]{0,2}|[-\u2010\u2011]")
_WORD = re.compile(r"(?:[ \u00a0\u202f\u2009]|[-\u2010\u2011]|)([A-Za-z°.]{1,24}(?:’s)?)")
_METRE_WORDS = lexicon.words("words", "metre_words")
_PER = re.compile(
    r"[ ]?(?:(?:per|/|for every)[ ]?((?:\d[\d,]{0,9}[ ])?(?:sq[.]? (?:ft|m)|square (?:foot|metre|"
    r"meter)|[A-Za-z]+))|(?:an?[ ])"
    r"(share|year|month|week|day|hour|minute|second|night|barrel|tonne|ton|kilo|kilogram|kg|litre|"
    r"liter|gallon|pound|ounce|head|person|piece|unit|metre|mile|pop|copy|pint|bottle|cup|seat|"
    r"ticket|time|game|match|square foot)\b(?![ ](?:earlier|ago|later|before|after))"
    r"|(each|apiece|annually|daily|weekly|monthly|hourly|a head)\b)"
)
_OLD = re.compile(r"(?:[ -]old(?:s)?\b|[ ]of[ ]age\b)")
_AGED = re.compile(r"\b(?:aged?|ages|aged between|age of|the age of)[ ]\Z", re.IGNORECASE)
_NAME_AGE = re.compile(r"[A-Z][\w’'.-]+,[ ]\Z")
_TIMES = re.compile(
    r"(?:[ -]times?)\b(?:[ ](as|more|higher|larger|greater|bigger|faster|less|lower|smaller|the|its|"
    r"their|that|what|over|oversubscribed|earnings|[a-z]+er)\b)?"
)
_FOLD = re.compile(r"[- ]?fold\b")
_OF_THEM = re.compile(r" of (?:them|which|whom|these|those|us)\b")
_OF_THE = re.compile(r" of (?:the|its|their|our|his|her|these|those|my|your|all|all the|[A-Z]\w+[’']s?)(?= )")
_OF = re.compile(r" of(?: (?:the |its |some |about |more than |over |nearly )?\d[\d,]{0,8})?(?= )")
_ATTRIBUTE = re.compile(r"[-\u2010\u2011]([a-z]+(?:[-\u2010\u2011][a-z]+)?)")
_NAMES_TOO = frozenset(lexicon.read("units")["names_too"])
_AMOUNT = re.compile(r"\d{1,3}(?:,\d|\.\d|[ -]?(?:m|b|bn|mn|million|billion|trillion|thousand|crore|lakh)\b)")
_FOOTNOTE_MARKS = "*†‡"
_STRONG = re.compile(r"-strong\b")
_NOT_ATTRIBUTES = lexicon.words("words", "not_attributes")


def currency_before(text: str, start: int, table: UnitTable) -> tuple[Unit, int] | None:
    """The currency whose sign or letters end right before `start`, and where it starts."""
    found = table.before_pattern.search(text, max(0, start - 8), start)
    if not found:
        return None
    sign = found.group().strip(" \u00a0\u202f\u2009")
    begin = found.start()
    if sign[0].isalpha() and begin and (text[begin - 1].isalnum() or text[begin - 1] in "-/&_"):
        shorter = sign.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if shorter and shorter in table.before and not sign.isalpha():
            return table.before[shorter], begin + len(sign) - len(shorter)
        return None
    if sign in _NAMES_TOO and not _AMOUNT.match(text, start):
        return None
    return table.before[sign], begin


def unit_after(text: str, pos: int, table: UnitTable, money: bool) -> tuple[Unit, int] | None:
    """The unit of measure or currency written right after `pos`, and where it ends."""
    gap = _GAP.match(text, pos)
    assert gap is not None
    start = gap.end()
    char = text[start : start + 1]
    if not char:
        return None
    glued = start == pos
    found = table.short_pattern.match(text, start)
    if found:
        unit = table.short[found.group()]
        form = found.group()
        hyphen = gap.group() in ("-", "\u2010", "\u2011")
        after = text[found.end() : found.end() + 1]
        blocked = (
            (unit.glued_only and not glued and not hyphen)
            or (form[0] in "$£€¥₹₩" and after.isdigit())
            or (
                after in "-&"
                and after
                and text[found.end() + 1 : found.end() + 2].isdigit()
                and form.isalpha()
                and len(form) < 2
            )
            or (form == "m" and not glued and not _metres(text, found.end()))
            or (hyphen and form == "C")
        )
        if not blocked and not (money and unit.sort != "percent"):
            longer = _words(text, pos, table) if form.isalpha() or form == "°" else None
            if longer and longer[1] > found.end():
                return longer
            return unit, found.end()
    return None if money else _words(text, pos, table)


def _metres(text: str, pos: int) -> bool:
    word = _WORD.match(text, pos)
    return word is None or word.group(1).lower().rstrip(".") in _METRE_WORDS


def _words(text: str, pos: int, table: UnitTable) -> tuple[Unit, int] | None:
    best = None
    phrase = ""
    for size in range(4):
        word = _WORD.match(text, pos)
        if word is None or not word.group(1):
            break
        part = word.group(1).lower()
        if size == 0 and part.rstrip(".") not in table.word_firsts and part not in table.word_firsts:
            return None
        phrase = f"{phrase} {part}" if phrase else part
        pos = word.end()
        unit = table.words.get(phrase)
        if unit is None and phrase.endswith("."):
            unit = table.words.get(phrase.rstrip("."))
            if unit:
                best = (unit, pos - 1)
                continue
        if unit:
            best = (unit, pos)
    if best and text[best[1] : best[1] + 1].isalpha():
        return None
    return best


def apply_unit(candidate: Candidate, unit: Unit, dollar: str) -> None:
    """Give `candidate` the unit, its sort, and the factor to base units."""
    candidate.unit = dollar if unit.dollar else unit.id
    candidate.bare_dollar = unit.dollar
    candidate.sort = unit.sort
    if unit.factor != 1 and candidate.value is not None and candidate.step is not None:
        candidate.value *= unit.factor
        candidate.step *= unit.factor


def measure(candidate: Candidate, text: str, table: UnitTable, dollar: str) -> None:
    """Read what follows the number of `candidate`: unit, multiple, age, counted noun; extends its span."""
    pos = candidate.end
    if _times(candidate, text, pos):
        return
    found = unit_after(text, pos, table, money=False)
    if found:
        unit, candidate.end = found
        apply_unit(candidate, unit, dollar)
        old = _OLD.match(text, candidate.end) if candidate.sort == "duration" else None
        if old:
            candidate.sort = "age"
            candidate.end = old.end()
        return
    left = text[max(0, candidate.start - 24) : candidate.start]
    follows = text[pos : pos + 1]
    plausible = candidate.value is not None and 3 < candidate.value < 115 and not candidate.scaled
    named = plausible and not candidate.in_words and follows == "," and _NAME_AGE.search(left)
    if (named or _AGED.search(left)) and not follows.isalpha() and nouns.read(text, pos) is None:
        candidate.unit, candidate.sort = "years", "age"
        return
    count(candidate, text, table)


def _times(candidate: Candidate, text: str, pos: int) -> bool:
    found = _FOLD.match(text, pos)
    if found:
        candidate.unit, candidate.sort, candidate.end = "x", "multiple", found.end()
        return True
    found = _TIMES.match(text, pos)
    if found:
        candidate.end = pos + 6 if text[pos + 5 : pos + 6] == "s" else pos + 5
        candidate.unit, candidate.sort = ("x", "multiple") if found.group(1) else ("times", "count")
        if not found.group(1):
            candidate.noun, candidate.head = "times", "time"
        return True
    return False


def count(candidate: Candidate, text: str, table: UnitTable) -> None:
    """Read the counted noun after `candidate`, if there is one, and extend the span to its head."""
    pos = candidate.end
    strong = _STRONG.match(text, pos)
    if strong:
        candidate.unit, candidate.sort, candidate.end = "people", "count", strong.end()
        return
    attribute = _ATTRIBUTE.match(text, pos)
    if attribute:
        word = attribute.group(1)
        first = word.split("-")[0]
        if first not in _NOT_ATTRIBUTES and not first.endswith(("ed", "al")) and first not in nouns.STOPS:
            candidate.head = nouns.singular(first)
            candidate.unit = table.counted(first, candidate.head)
            candidate.sort = "count"
            candidate.noun = first
            candidate.end = attribute.start(1) + len(first)
        return
    if text[pos : pos + 1].isalpha():
        return
    of_them = _OF_THEM.match(text, pos)
    pos += text[pos : pos + 1] in _FOOTNOTE_MARKS and text[pos : pos + 1] != ""
    of_the = (
        of_them
        or _OF_THE.match(text, pos)
        or (_OF.match(text, pos) if candidate.value == 1 and candidate.in_words else None)
    )
    one = candidate.value is not None and candidate.value == Decimal(1) and of_the is None
    phrase = nouns.read(text, of_the.end() if of_the else pos, one)
    if phrase is None:
        return
    if of_the and phrase.end - pos > 90:
        return
    candidate.noun = text[phrase.start : phrase.end]
    candidate.head = phrase.head
    candidate.unit = table.counted(candidate.noun, phrase.head)
    candidate.sort = "count"
    if of_the is None:
        candidate.end = phrase.end


def per(candidate: Candidate, text: str) -> int:
    """Set the denominator that follows `candidate`; where it ends, or the candidate's own end."""
    found = _PER.match(text, candidate.end)
    if not found or candidate.sort == "percent":
        return candidate.end
    what = found.group(1) or found.group(2) or found.group(3)
    if found.group(1) and what.lower() in ("cent", "se", "capita") and what.lower() != "capita":
        return candidate.end
    if found.group(1) and what[0].isdigit() and not what.rpartition(" ")[2].isalpha():
        return candidate.end
    candidate.per = what
    if candidate.sort == "bare":
        candidate.sort = "rate"
    return found.end()
