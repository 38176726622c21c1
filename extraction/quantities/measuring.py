"""What a number is a number of: currency before it, a unit or counted noun after it."""

import re
from decimal import Decimal

from extraction.quantities import lexicon, nouns, pounds, written_units
from extraction.quantities.records import Candidate
from extraction.quantities.units import UnitTable

_PER = re.compile(
    r"[ ]?(?:(?:per|/|for every)[ ]?((?:(?:\d[\d,]{0,9}|hundred|thousand)[ ])?(?:sq[.]? (?:ft|m)|square (?:foot|metre|"
    r"meter)|[A-Za-z]+))|(?:an?[ ])"
    r"(share|year|month|week|day|hour|minute|second|night|barrel|tonne|ton|kilo|kilogram|kg|litre|"
    r"liter|gallon|pound|ounce|head|person|piece|unit|metre|mile|pop|copy|pint|bottle|cup|seat|"
    r"ticket|time|game|match|square foot)\b(?![ ](?:earlier|ago|later|before|after))"
    r"|(each|apiece|annually|daily|weekly|monthly|hourly|a head)\b)"
)
_PER_FIRSTS = frozenset("p/faedwmh")
_OLD = re.compile(r"(?:[ -]old(?:s)?\b|[ ]of[ ]age\b)")
_AGED = re.compile(
    r"\b(?:older than|younger than|aged?|ages|aged between|age of|the age of|turn|turns|turned|turning|die at|dies at|"
    r"died at)[ ](?:over |under |above |below |up to |at least |about |around |"
    r"nearly |almost |just |only )?\Z",
    re.IGNORECASE,
)
_AT_AGE = re.compile(r"(?:\A|[.\n“\"][ ]?)At[ ]\Z")
_DIED_AT = re.compile(r"\b(?:die|dies|died)[ ](?:[^,.;\d]{1,24}[ ])?at[ ]\Z")
_NAME_AGE = re.compile(r"(?:[A-Z][\w’'.-]+|\b(?:" + "|".join(lexicon.read("words")["persons"]) + r")),[ ]\Z")
_MORE = re.compile(r"[ ](?:more|fewer|less|additional|extra|further)(?=[ ])")
_MORE_FIRSTS = frozenset("mflae")
_TIMES = re.compile(
    r"(?:[ -]times|-time)\b(?:[ ](as|more|higher|larger|greater|bigger|faster|less|lower|smaller|the|its|"
    r"those|these|this|his|her|our|"
    r"forward|sales|revenue|profits?|book|annual|expected|estimated|trailing|projected|core|their|that|what|over|oversubscribed|earnings|"
    r"(?!per\b|after\b|ever\b|never\b|later\b|under\b|either\b|together\b|whether\b|earlier\b|another\b|other\b)[a-z]+er)\b)?"
)
_EACH = re.compile(r"[ ](?:an?|per|each|every|daily|weekly)\b")
_ONE_TIME = re.compile(r"[ ]time()")
_FOLD = re.compile(r"[- ]?fold\b")
_OF_THEM = re.compile(r" of (?:them|which|whom|these|those|us)\b")
_OF_THE = re.compile(r" of (?:the|its|their|our|his|her|these|those|my|your|all|all the|[A-Z]\w+[’']s?)(?= )")
_OF = re.compile(r" of(?: (?:the |its |some |about |more than |over |nearly )?\d[\d,]{0,8})?(?= )")
_ATTRIBUTE = re.compile(r"[-\u2010\u2011]([a-z]+(?:[-\u2010\u2011][a-z]+)?)")
_FOOTNOTE_MARKS = "*†‡"
_STRONG = re.compile(r"-strong\b")
_ATTRIBUTES = lexicon.words("words", "attributes")
_NOT_ATTRIBUTES = lexicon.words("words", "not_attributes")


def measure(candidate: Candidate, text: str, table: UnitTable, dollar: str) -> None:
    """Read what follows the number of `candidate`: unit, multiple, age, counted noun; extends its span."""
    pos = candidate.end
    if _times(candidate, text, pos):
        return
    found = written_units.unit_after(text, pos, table, money=False)
    if found is None and text[pos + 1 : pos + 2] in _MORE_FIRSTS and (more := _MORE.match(text, pos)):
        found = written_units.unit_after(text, more.end(), table, money=False)
    if found:
        unit, candidate.end = found
        if unit.id == "GBP" and pounds.weigh(text, candidate, candidate.end):
            unit = pounds.WEIGHT
        written_units.apply_unit(candidate, unit, dollar)
        old = _OLD.match(text, candidate.end) if candidate.sort == "duration" else None
        if old:
            candidate.sort = "age"
            candidate.end = old.end()
        return
    left = text[max(0, candidate.start - 24) : candidate.start]
    follows = text[pos : pos + 1]
    plausible = candidate.value is not None and 3 < candidate.value < 115 and not candidate.scaled
    named = plausible and (
        (not candidate.in_words and follows == "," and _NAME_AGE.search(left))
        or (follows == "," and _AT_AGE.search(left))
        or (follows in (".", ",", ";", "") and _DIED_AT.search(text, candidate.start - 40, candidate.start))
    )
    proper = follows == " " and text[pos + 1 : pos + 2].isupper()
    hinted = "ge" in left or "urn" in left or "er than" in left or " at " in left
    aged = hinted and _AGED.search(left) and not proper
    if (named or aged) and not follows.isalpha() and nouns.read(text, pos) is None:
        candidate.unit, candidate.sort = "years", "age"
        return
    count(candidate, text, table)


def _times(candidate: Candidate, text: str, pos: int) -> bool:
    if text[pos + 1 : pos + 2] not in ("t", "f", "o"):
        return False
    found = _FOLD.match(text, pos)
    if found:
        candidate.unit, candidate.sort, candidate.end = "x", "multiple", found.end()
        return True
    found = _TIMES.match(text, pos)
    if found is None and candidate.value == 1 and text.startswith(" time ", pos):
        found = _ONE_TIME.match(text, pos)
    if found:
        candidate.end = pos + 6 if text[pos + 5 : pos + 6] == "s" else pos + 5
        candidate.unit, candidate.sort = ("x", "multiple") if found.group(1) else ("times", "count")
        decimal = candidate.step is not None and candidate.step < 1 and not _EACH.match(text, candidate.end)
        if not found.group(1) and decimal:
            candidate.unit, candidate.sort = "x", "multiple"
        elif not found.group(1):
            candidate.noun, candidate.head = "times", "time"
        return True
    return False


def count(candidate: Candidate, text: str, table: UnitTable) -> None:
    """Read the counted noun after `candidate`, if there is one, and extend the span to its head."""
    pos = candidate.end
    hyphened = text[pos : pos + 1] in ("-", "\u2010", "\u2011")
    strong = _STRONG.match(text, pos) if hyphened else None
    if strong:
        candidate.unit, candidate.sort, candidate.end = "people", "count", strong.end()
        return
    attribute = _ATTRIBUTE.match(text, pos) if hyphened else None
    if attribute:
        word = attribute.group(1)
        first = word.split("-")[0]
        described = first.endswith(("ed", "al")) and first not in _ATTRIBUTES
        if first not in _NOT_ATTRIBUTES and not described and first not in nouns.STOPS:
            candidate.head = nouns.singular(first)
            candidate.unit = table.counted(first, candidate.head)
            candidate.sort = "count"
            candidate.noun = first
            candidate.end = attribute.start(1) + len(first)
        return
    if text[pos : pos + 1].isalpha():
        return
    of_them = _OF_THEM.match(text, pos) if text.startswith(" of", pos) else None
    pos += text[pos : pos + 1] in _FOOTNOTE_MARKS and text[pos : pos + 1] != ""
    of_the = None
    if text.startswith(" of", pos):
        only = candidate.value == 1 and candidate.in_words
        of_the = of_them or _OF_THE.match(text, pos) or (_OF.match(text, pos) if only else None)
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
    first = text[candidate.end : candidate.end + 1]
    if first == " ":
        first = text[candidate.end + 1 : candidate.end + 2]
    if first not in _PER_FIRSTS or candidate.sort == "percent":
        return candidate.end
    found = _PER.match(text, candidate.end)
    if not found:
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
