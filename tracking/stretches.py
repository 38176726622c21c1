"""Where a figure stands in its sentence: its clause, and the stretch of the clause that belongs to it."""

import re
from functools import lru_cache
from typing import NamedTuple

from schemas.fact import Fact
from tracking.words import lemmas, listed

# Numbers that end the reach of a figure's words. Years and the digits inside names do not, nor do percentages,
# which speak of the same thing: "a 30% increase in the firms settling here, totalling 320".
# A number in words ends it where it opens a part: "17 trials, twelve of them abroad".
NUMBER_WORDS = "|".join(listed("number_words"))
OTHER_NUMBER = re.compile(
    r"(?<![\w.,/-])(?!(?:19|20)\d\d(?![\d,.]))\d[\d,.]*+(?![\w-]|\s?%|\s?per\s?cent)"
    rf"|(?<=[,;(]\s)(?:{NUMBER_WORDS})\b(?!-)"
    rf"|(?<=[,;(]\s)(?:{'|'.join(listed('amount_words'))})\s+of\s+(?:them|these|those|which|whom)\b",
    re.IGNORECASE,
)
BREAK = re.compile(r"[,;:(]|\b(?:and|while|with|but)\b")
OWN_SHARE = re.compile(
    r"\s(?:and|but|while)\s(?:an?|the|its|their|our)\s(?:[^\W\d][\w’'-]*\s){1,8}?(?:[a-z]+\s)?\d[\d.,]*\s?(?:%|per\s?cent\b)"
)
"""What goes on with another noun that has a share of its own: `a margin of 4% and a loan ratio of 60%`."""
OF_EACH_NEXT = re.compile(r"\b(?:each|every)\s(?:[\w’'-]+\s){1,4}[A-Z$€£¥]{0,4}\Z")
"""Before the next figure, which is that of each: `The 40 million scheme pays each team between 2 and 9 million`."""
NEXT_PART = re.compile(r";|,\s(?=(?:and|but|while|with|whereas|another|including)\b)")
SEGMENT = re.compile(
    r";\s|,\s(?=(?:and|but|while|whereas|with|which|who|where|including|among)\b)|\s(?=(?:while|whereas|but)\s)"
)
SET_BESIDE = re.compile(
    r"\b(?:against|(?:up|down)\s+from|compared\s+(?:with|to)|versus)\s+(?:(?:just|only|about|some|nearly|over)\s+)*$",
    re.IGNORECASE,
)


OF_A_NUMBER = re.compile(
    r"\s+of\s+(?:the|its|their|our|his|her|these|those|(?:[\w’'-]+\s){0,2}?[\w’'-]+(?:['’]s|s['’]))\s(?:[\w’'&-]+\s){0,3}?\d[\d.,]*+"
)
"""Behind those that are taken out of so many: `four of the carrier's 64 aircraft`."""
SET_FROM = re.compile(r",\sfrom\s(?:(?:just|only|about|some|nearly|over)\s)?$")
EARLIER = re.compile(
    r"\s(?:\w+\s)?(?:\w+\s(?:years?|months?|weeks?)\s(?:ago|earlier|before)\b|in\s(?:19|20)\d\d\b|last\s(?:year|month|week)\b"
    r"|the\s(?:year|month)\sbefore\b)"
)
"""Around what another figure is up or down from: `grew to 40 boats, from 30 a year earlier`."""


OTHERS = re.compile(
    rf"\b(?:in|over|across)\s(?:{NUMBER_WORDS})\s[a-z]+"
    rf"|\bby\s(?:{NUMBER_WORDS}|\d[\d.,]*)\s(?:[a-z]+\s){{1,3}}(?=(?:to|from)\b)"
    r"|(?<![\w.,/-])\d[\d,.]*+\s(?:every|each|per)\s[a-z]+"
    rf"|\b(?:{NUMBER_WORDS})\s(?!(?:years|months|weeks|days|hours|minutes|seconds|quarters)\b)(?:[a-z]+\s)?[a-z]+(?=,\s)"
    rf"|\bafter\s[a-z]+ing\s(?:{NUMBER_WORDS}|\d[\d,.]*)\b[^,;.]*"
    r"|\b(?:above|below|than|behind|beyond)\s(?:the|an?)\s(?:[\w’'-]+\s){1,3}?\d[\d.,]*\s?(?:%|per\s?cent)"
    r"|\b(?:above|below|beyond|within|ahead\sof|short\sof|in\sline\swith)\s(?:[a-z’'-]+\s){1,5}?"
    r"(?:guidance|forecasts?|targets?|estimates?|expectations|outlook)\b"
    r"|,\san?\s(?:number|figure|sum|amount|share|rate|level)\s(?:that|which)\s[^;.]*"
    r"|\A\W*(?:with|counting|including|together\swith)\s[^,.;\d]{3,40}?(?:,\s|\s(?=we\b|it\b|they\b))",
    re.IGNORECASE,
)
"""What belongs to another number than the figure (`40 in three batches`, `above the guild's 4 %`), or to its total."""


NEAR = 240
"""How far back from a figure its words are looked for, in characters, where what they say stands right before it."""


def back_from(place: int) -> int:
    """Where the words begin that stand right before `place`."""
    return max(place - NEAR, 0)


def others_words(sentence: str, start: int) -> tuple[tuple[str, ...], ...]:
    """The words of each part of a sentence that are not of the figure at `start`, so that nothing in it refuses it.

    What a total takes in is named before the total, and says nothing of the figures after that.
    """
    return tuple(
        words
        for first, last, words in _all_others(sentence)
        if not first <= start < last and not (first == 0 and OTHER_NUMBER.search(sentence, last, start))
    )


@lru_cache(maxsize=64)
def _all_others(sentence: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Where such parts stand in a sentence, with their words; the same for all figures of the sentence."""
    return tuple((found.start(), found.end(), lemmas(found.group())) for found in OTHERS.finditer(sentence))


def beside_from(fact: Fact, sentence: str, start: int, end: int) -> int | None:
    """Where the words begin that set the figure `sentence[start:end]` beside the one before it; None where none do."""
    found = SET_BESIDE.search(sentence, back_from(start), start) if fact.compared else None
    if found is None and EARLIER.match(sentence, end):
        found = SET_FROM.search(sentence, back_from(start), start)
    return found.start() if found else None


class Place(NamedTuple):
    """Where a figure stands in its sentence: it, its clause, and the stretch of the clause that belongs to it."""

    sentence: str
    start: int
    end: int
    first: int
    last: int
    own_first: int
    own_last: int


def stretch_of(fact: Fact) -> tuple[str, str]:
    """What stands before and after the figure in the stretch of the clause that belongs to it."""
    sentence, start, end, _, _, own_first, own_last = place_of(fact)
    return sentence[own_first:start], sentence[end:own_last]


def place_of(fact: Fact) -> Place:
    sentence = fact.sentence or fact.quote
    start = fact.start - fact.sentence_start
    if sentence[start : start + len(fact.quote)] != fact.quote:
        start = max(sentence.find(fact.quote), 0)
    end = min(start + len(fact.quote), len(sentence))
    first, last = _clause(sentence, fact.clause, start, end)
    following = OTHER_NUMBER.search(sentence, end, last)
    if following and (of_each := OF_EACH_NEXT.search(sentence, end, following.start())):
        last = of_each.start()
    beside = beside_from(fact, sentence, start, end) is not None
    first = min(first, _segment_before(sentence, start)) if beside else first
    return Place(sentence, start, end, first, last, *_own(sentence, first, last, start, end, beside=beside))


def _clause(sentence: str, clause: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause stands in the sentence; the whole sentence when it cannot be found around the figure."""
    at = sentence.find(clause) if clause else -1
    while at >= 0:
        if at <= start and end <= at + len(clause):
            return at, at + len(clause)
        at = sentence.find(clause, at + 1)
    return 0, len(sentence)


def _segment_before(sentence: str, start: int) -> int:
    """Where the part of the sentence begins that holds the figure before `start`."""
    partner = max((found.start() for found in OTHER_NUMBER.finditer(sentence, 0, start)), default=start)
    return max((found.end() for found in SEGMENT.finditer(sentence, 0, partner)), default=0)


def _own(sentence: str, first: int, last: int, start: int, end: int, *, beside: bool) -> tuple[int, int]:
    """The stretch of the clause that reaches to the next figure, and back to the break after the one before.

    What is set `beside` the one before, to compare the two, is of the same: "runs 34 boats, against 36 last year".
    """
    taken = OF_A_NUMBER.match(sentence, end, last)
    following = OTHER_NUMBER.search(sentence, taken.end() if taken else end, last)
    if following:
        breaks = [match.start() for match in BREAK.finditer(sentence, end, following.start())]
        last = breaks[-1] if breaks else following.start()
    if own_share := OWN_SHARE.search(sentence, end, last):
        last = own_share.start()
    next_part = NEXT_PART.search(sentence, end, last)
    if next_part:
        last = next_part.start()
    preceding = [match.end() for match in OTHER_NUMBER.finditer(sentence, first, start)]
    if beside:
        preceding = preceding[:-1]
    if preceding:
        breaks = [match.start() for match in BREAK.finditer(sentence, preceding[-1], start)]
        first = breaks[0] if breaks else preceding[-1]
    return first, last
