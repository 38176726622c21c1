"""What is told of a figure that makes it a part: those asked in a survey, taken out of more, come in a time."""

import re

from schemas.fact import Fact
from tracking.contexts import Context
from tracking.parts import is_said_to_be
from tracking.stretches import OF_A_NUMBER, back_from
from tracking.wording import Wording
from tracking.words import found, lemmas, listed

ASKED = re.compile(
    r"\b(?:(?:survey|poll|sample)\b[^.;:,]{0,40}\sof|polled|surveyed|interviewed|questioned)\s(?:[a-z]+\s){0,3}$",
    re.IGNORECASE,
)
"""Before the number of those who were asked."""
PREDICATE = re.compile(r"\b(?:is|are|was|were|have|has|had|will|[a-z]+ed)\b[^.;]{0,60}")
"""What is said of those that are taken out."""
AMONG = "counted among what opens the sentence"
"""The reason of a fact that is a part of those its sentence opens with."""
OUT_OF = re.compile(
    r"(?:\s[^\W\d][\w’'-]*){0,5}?,?\sout\sof\s(?:(?:the|its|their|our|a|all|some|about|total|of)\s)*"
    r"[A-Z$€£¥]{0,4}\s?\d"
)
"""Behind those taken out of so many: `40 ships, out of 64, are in port`."""
OF_EVERY = re.compile(r"\b[Oo](?:f|ut\sof)\severy\s")
"""Before those who are so many of ten, wherever there are ten."""
LARGEST = re.compile(
    r"\b(?:largest|biggest|second|third|main|smallest|next)\s(?:[a-z-]+\s)?(?:field|sector|group|category|segment|trade|share|part|source|area),?\s(?:with|at)\s"
    r"(?:[a-z]+\s){0,3}$"
    r"|\b(?:fastest|strongest|largest|biggest|highest|steepest|sharpest)\s(?:growth|rise|increase|gain|fall|drop),\sfrom\s(?:[\d,.]+\sto\s)?$"
)
"""Before the figure of the one that stands out among the parts of a whole."""
WHOSE_SOME = re.compile(
    r"\bthe\s(?:first|last|other|next|new|remaining|largest|latest)\s[^.;,]{0,40},\swhose\s[^.;,]*$",
    re.IGNORECASE,
)
"""Before what some of a whole have: `The first three halls, whose floor area is 40 hectares`."""
ROW = re.compile(r"\|\s*([^|]*[^|\s])\s*\|")
"""A row of a table as far as its label."""
WHOLE_ROWS = frozenset(lemmas(" ".join(listed("whole_rows"))))
"""Words of the label of a row that is of no part: a total, a time."""
GAPPED = re.compile(r"\bof\s(?:which|whom|these|those|them)\s[^;.\d]*\d[^;.]*\s(?:and|while|but)\s$")
"""Before one more part of the same: `of which 16 belong to the guild and 12 to the club`."""
ASKING = frozenset(lemmas("survey poll sample interview question respondent"))
COMING = frozenset(lemmas("join arrive move settle"))
"""Verbs of those who are new in a place."""


def part_told(fact: Fact, wording: Wording, words: Context) -> str | None:
    """Why a figure is no more than a part by what is told of it: those asked in a survey, those who came in a time."""
    start = fact.start - fact.sentence_start
    if WHOSE_SOME.search(fact.sentence, 0, start):
        return "what some of them have"
    if _is_row_of_part(fact, wording, words):
        return "a row of a table"
    if OUT_OF.match(fact.sentence, start + len(fact.quote)) and not is_said_to_be(wording, words):
        return "taken out of more"
    if not wording.counts:
        return None
    if ASKED.search(fact.sentence, back_from(start), start) and wording.own_words.isdisjoint(ASKING):
        return "asked in a survey"
    if AMONG in fact.reasons and not is_said_to_be(wording, words):
        return "taken out of more"
    if taken := OF_A_NUMBER.match(fact.sentence, start + len(fact.quote)):
        told = PREDICATE.search(fact.sentence, taken.end())
        said = lemmas(told.group()) if told else ()
        if not any(found(near, said, derived=True) for _, near in wording.near):
            return "taken out of more"
    if GAPPED.search(fact.sentence, 0, start):
        return "beside a part of the same"
    if OF_EVERY.search(fact.sentence, 0, start):
        return "of every so many"
    if LARGEST.search(fact.sentence, back_from(start), start) and wording.metric.entity not in words.named:
        return "stands out among the parts"
    told_of = (*words.following[:2], *(words.own if fact.compared else ()))
    came = COMING.intersection(told_of) - wording.own_words
    if came and wording.metric.period == "instant" and fact.period_start != fact.period_end:
        return "those who came in a time"
    return None


def _is_row_of_part(fact: Fact, wording: Wording, words: Context) -> bool:
    """True in a row of a table whose label is none of the metric's words, nor a total, a time or its entity."""
    label = ROW.match(fact.sentence)
    if label is None or wording.metric.entity in words.named:
        return False
    said = {word for word in lemmas(label[1]) if word.isalpha()}
    return bool(said) and said.isdisjoint(wording.own_words | WHOLE_ROWS)
