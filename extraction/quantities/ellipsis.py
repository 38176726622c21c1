"""Nouns left out: a bare number whose noun stands elsewhere in the sentence."""

import re

from extraction.quantities import lexicon, nouns
from extraction.quantities.records import Candidate
from extraction.quantities.units import UnitTable

REACH = 200
_OF_THEM = re.compile(r" of (?:them|which|whom|these|those)\b")
_REST = re.compile(r"\b(?:the remaining|the other|another|a further|remaining)[ ]\Z", re.IGNORECASE)
_THAN_THE = re.compile(r"\bthan the[ ]\Z")
_TOTAL = re.compile(r"\b(?:total|tally|number|count|headcount|workforce|payroll|membership|fleet) (?:to|of|at)[ ]\Z")
_AFTER = re.compile(r"[ ]([a-z]+)")
_STOP = re.compile(
    r"[.,;:)”]|\Z|[ ](?:this|last|next|so|in|on|by|at|from|for|more|while|and|but|since|during|before|after|the)\b"
)
_BEFORE = re.compile(r"([A-Za-z’']+)[ ]\Z")
_TO = re.compile(r" to (?:about |around |nearly |almost |over |just |only |some |more than )?")
_MORE = re.compile(r" (?:more|fewer|less) than\b")
_AGAINST = re.compile(
    r"\b(?:compared with|compared to|against|versus|up from|down from)(?: (?:an?|the|its))?(?: [a-z0-9-]+){0,3}"
    r" (?:of )?\Z"
)
_DATA = lexicon.read("words")
_VERBS = lexicon.words("words", "auxiliaries")
_OWNERS = lexicon.words("words", "owners")
_LEADS = frozenset({"points", "goals", "runs", "shots", "strokes", "votes", "seats", "wins", "games"})
_GAPPED = re.compile(r",? (?:and |but )?(?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}[ ]")
_LED_BY = re.compile(r"\b(?:led|lead|leads|trail|trailed|trails|ahead|behind) by (?:as many as )?\Z")
_PLACES = lexicon.words("words", "places")
_OBJECT_VERBS = lexicon.words("words", "object_verbs")
_SUBJECT = re.compile(
    r"\b(?:number of (?:[a-z-]+ ){0,2}?([a-z-]{3,}s|people)|("
    + "|".join(_DATA["counted_subjects"])
    + r"))\b[^.;,:()\d]{0,40}?"
    r"\b(?:" + "|".join(_DATA["level_verbs"]) + r")(?: [a-z]+ly| back| up| down| steadily)?"
    r"(?: (?:by )?[\d.,]+ ?(?:%|percent|per cent|pc),?)?"
    r"(?: (?:to|at|from|by|past|above|below))?(?: (?:about|around|nearly|almost|over|more than|just|only|some|under|"
    r"less than|fewer than|well over|a record|an estimated|an all-time high of))?[ ]\Z",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\b(" + "|".join(_DATA["counted_subjects"]) + r")\b")


def fill_nouns(found: list[Candidate], text: str, table: UnitTable) -> None:
    """Give bare numbers the nouns they count, in place.

    From a count before ("Of the 22 plots, 13 have been let", "sold nine and kept the other five"), from the subject
    ("cases rose to 1,182") and from the head of a list ("medals: Kenya (11), Japan (9)"). Such a noun is no part of the
    quote, so whoever needs units that the quote alone proves does without this step.
    """
    first: Candidate | None = None
    placed: Candidate | None = None
    last: Candidate | None = None
    for second in found:
        if second.sort == "count":
            if second.noun and second.unit != "times" and not text.startswith("-", second.num_end):
                placed = second
                first = first if first and second.unit in _PLACES and _within(first, second, text) else second
        elif second.sort == "bare" and second.value is not None and second.step is not None and second.step >= 1:
            gap = text[last.end : second.start] if last is not None and second.start - last.end < 44 else ""
            if last is not None and last.sort == "count" and (_TO.fullmatch(gap) or _GAPPED.fullmatch(gap)):
                _take(second, last)
            elif first and _within(first, second, text) and _elliptic(second, text, first.unit):
                _take(second, first)
            elif placed and _within(placed, second, text) and _compared(placed, second, text):
                _take(second, placed)
            elif not second.in_words or second.scaled:
                _subject(second, text, table)
        last = second


def _within(first: Candidate, second: Candidate, text: str) -> bool:
    """True when `second` stands in the same sentence as `first`, not far after it."""
    if second.start - first.end > REACH:
        return False
    between = text[first.end : second.start]
    return ". " not in between and "\n" not in between


def _take(second: Candidate, first: Candidate) -> None:
    second.unit, second.noun, second.head, second.sort = first.unit, first.noun, first.head, "count"


def _elliptic(candidate: Candidate, text: str, unit: str | None) -> bool:
    """True when nothing but a counted noun, that of `unit`, can be missing after the number."""
    end, start = candidate.end, candidate.start
    if unit in _LEADS and _LED_BY.search(text, start - 28, start):
        return True
    if _OF_THEM.match(text, end) or _REST.search(text, start - 16, start):
        return True
    if _THAN_THE.search(text, start - 12, start) or _TOTAL.search(text, start - 16, start):
        return True
    before = _BEFORE.search(text, start - 20, start)
    word = before.group(1).lower() if before else ""
    after = _AFTER.match(text, end)
    verb = after.group(1) if after else ""
    if word.endswith(("’s", "'s")) or word in _OWNERS:
        return bool(_STOP.match(text, end)) and not candidate.scaled
    if word not in nouns.STOPS and (verb in _VERBS or verb in nouns.VERBS or (verb.endswith("ed") and len(verb) > 4)):
        return not candidate.scaled or candidate.in_words
    return candidate.in_words and word in _OBJECT_VERBS and bool(_STOP.match(text, end))


def _compared(first: Candidate, second: Candidate, text: str) -> bool:
    """True for "8.1 million viewers, 700,000 fewer than" and "6.8 billion shares, against a norm of 7.4 billion"."""
    if _MORE.match(text, second.end):
        return True
    return first.scaled == second.scaled and bool(_AGAINST.search(text, first.end, second.start))


def _subject(candidate: Candidate, text: str, table: UnitTable) -> None:
    """The noun from a subject that counts, or from the words before a list of names with numbers in brackets."""
    start = candidate.start if candidate.qualifier_start is None else min(candidate.start, candidate.qualifier_start)
    left = text[max(0, start - 110) : start]
    left = left[max(left.rfind(". "), left.rfind("\n"), left.rfind("; ")) + 1 :]
    found = _SUBJECT.search(left)
    noun = (found.group(1) or found.group(2)) if found else ""
    if not noun and left.endswith("(") and text[candidate.end : candidate.end + 1] == ")":
        heads = _HEADED.findall(left.lower())
        noun = heads[0] if heads else ""
    if noun:
        candidate.noun, candidate.head, candidate.sort = noun, nouns.singular(noun), "count"
        candidate.unit = table.counted(noun, candidate.head)
