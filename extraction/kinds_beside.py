"""The kind of a figure beside the others of its sentence: a part of one before it, or the same in other terms."""

import re

from extraction.ahead import is_foreseen, is_timetabled, lies_ahead
from extraction.drafts import Draft
from extraction.grammar import in_lower
from extraction.kinds import Found, keeps_its_base, kind_of
from extraction.reading import Reading
from extraction.selection import start_of
from extraction.standing import AS_NOW, NO_CHANGE
from schemas.fact import Fact

_INSTEAD = re.compile(r"\b(?:instead\s+of|rather\s+than)\s+(?:the\s+|its\s+)?$")
_OF_IT = in_lower(r"\s+of\s+(?:it|them|which|whom|these|those)\b")
_IN_OTHER_TERMS = in_lower(
    r"(?:\s+of\s+[a-z]+)?,?\s+(?:which\s+(?:is|equals|corresponds\s+to|amounts\s+to|comes\s+to)|that\s+is|equal\s+to|equivalent\s+to|or\s+enough\s+for)\s+"
    r"(?:(?:about|around|some|roughly|nearly|almost|over|just|more|than|an?)\s+)*$"
)
_GAPPED = in_lower(r"[^.;]{0,30}?,?\s(?:and|then)\s[^.;,\d]{0,30}\s(?:by|to)\s")
_ASKED = frozenset(("survey", "surveys", "surveyed", "poll", "polls", "polled", "respondents", "questionnaire"))
_TO_BE_BUILT = in_lower(
    r"\s(?:[a-z-]+\s){1,3}?(?:that|which)\s(?:[\w’'&-]+\s){1,5}?"
    r"(?:(?:will|would|is\sto|plans\sto|intends\sto|wants\sto|hopes\sto)\s(?:build|open|set\sup|put\sup)|is\s(?:building|planning))\b"
)
_IS_FOR = in_lower(
    r"(?:\s+of\s+(?:it|this|that|them|which|these))?\s+(?:(?:is|are|goes|go|will\s+go)\s+"
    r"(?:reserved\s+|earmarked\s+)?(?:for|to|towards|into)|(?:pays?|will\s+pay)\s+for)\s"
)
_GETS = in_lower(
    r"\b(?:gets?|receives?)\s+(?:(?:about|around|some|nearly|almost|over|just|only|another|a\s+further)\s+)*$"
)
_TO_TOO = (" to ", " towards ", " into ")
_BACK = 3
"""How many sentences back money may have been set aside of which a part is told."""
_AHEAD = ("planned", "forecast", "target")


def kind_beside(reading: Reading, draft: Draft, facts: list[Fact], end: int) -> Found:
    """The kind of a figure that ends at `end`, and the words that show it; `facts` stand before it in its sentence."""
    found = _beside(reading, draft, facts, end)
    if found[0] == "allocated":
        reading.set_aside.add(draft.number)
    return found


def _beside(reading: Reading, draft: Draft, facts: list[Fact], end: int) -> Found:
    candidate, text = draft.candidate, reading.text
    money = candidate.sort == "amount" and candidate.unit != "x"
    kind, rule = kind_of(reading, draft)
    if kind == "actual" and is_foreseen(reading, draft.number, draft.clause[0], start_of(candidate)):
        kind, rule = "forecast", "what somebody foresees"
    elif kind == "actual" and rule != NO_CHANGE and lies_ahead(reading, draft.number, end):
        kind, rule = "forecast" if money or candidate.unit == "%" else "planned", "of a time to come"
    elif kind == "actual" and money and _TO_BE_BUILT.match(reading.lower, end):
        kind, rule = "planned", "what somebody will build"
    elif kind == "actual" and is_timetabled(reading, draft.number, draft.clause, candidate.start, end):
        kind, rule = "planned", "in the present of a timetable"
    if kind in ("planned", "forecast") and _would_answer(reading, draft, rule):
        kind, rule = "actual", "what people answered"
    if draft.base and not keeps_its_base(rule):
        kind, rule = "actual", "what it is compared with"
    may_be = (kind == "actual" and (money or candidate.unit == "%")) or rule == "planned: will pay"
    if may_be and _is_part_set_aside(reading, draft, end, money=money):
        kind, rule = "allocated", "a part of what is set aside"
    if not facts:
        return kind, rule
    before = facts[-1]
    is_set_against = not reading.words_of_sentence_at(candidate.start).isdisjoint(("instead", "rather"))
    instead = is_set_against and _INSTEAD.search(text, start_of(candidate) - 20, start_of(candidate))
    if instead and not reading.lower.startswith(AS_NOW, candidate.end):
        return before.kind, "in the place of the one before"
    if before.kind in _AHEAD and kind in _AHEAD and _is_part_of_it(reading, before.end, draft):
        return before.kind, "a part of the one before"
    if before.kind in _AHEAD and kind == "actual" and _is_gapped(reading, before.end, draft):
        return before.kind, "by the verb of the one before"
    if before.kind == "allocated" and kind == "actual" and money and _goes_too(reading, before.end, draft, end):
        return before.kind, "by the verb of the one before"
    if before.kind in _AHEAD and kind == "actual" and _is_the_same(reading, before.end, draft):
        return before.kind, "the one before in other terms"
    return kind, rule


def _would_answer(reading: Reading, draft: Draft, rule: str) -> bool:
    """Whether a figure is of those asked what they would do: `In a survey of 900, two in five would leave`."""
    if " would" not in rule or draft.candidate.sort == "amount":
        return False
    sentence = reading.sentences[draft.number]
    return not _ASKED.isdisjoint(reading.words_in((sentence.start, sentence.end)))


def _is_part_set_aside(reading: Reading, draft: Draft, end: int, *, money: bool) -> bool:
    """Whether a figure says what a part of money is for that its paragraph sets aside: `A third of it is for roads`."""
    number = draft.number
    first = max(0 if reading.is_of_budget else reading.openings[number], number - _BACK)
    if not reading.set_aside or reading.set_aside.isdisjoint(range(first, number + 1)):
        return False
    start = start_of(draft.candidate)
    gets = money and _GETS.search(reading.lower, max(draft.clause[0], start - 30), start)
    return bool(gets or _IS_FOR.match(reading.lower, end))


def _is_part_of_it(reading: Reading, before: int, draft: Draft) -> bool:
    """Whether a figure is a part of what ends at `before`, with no verb of its own: `40 shops, half of them abroad`."""
    candidate = draft.candidate
    if not _OF_IT.match(reading.lower, candidate.num_end):
        return False
    verb = reading.first_verb(before, candidate.start) or reading.first_verb(candidate.end, draft.clause[1])
    return verb is None


def _is_gapped(reading: Reading, before: int, draft: Draft) -> bool:
    """Whether a figure goes on at another time by the verb before it: `rises by 40 in May, and in June by 30`."""
    start = start_of(draft.candidate)
    return bool(_GAPPED.fullmatch(reading.lower, before, start)) and reading.first_verb(before, start) is None


def _goes_too(reading: Reading, before: int, draft: Draft, end: int) -> bool:
    """Whether an amount goes on by the verb of the one that ends at `before`: `$4 goes to roads and $3 to schools`."""
    joined = reading.text.endswith(" and ", before, start_of(draft.candidate))
    return joined and reading.lower.startswith(_TO_TOO, end) and _IS_FOR.match(reading.lower, before) is not None


def _is_the_same(reading: Reading, before: int, draft: Draft) -> bool:
    """Whether a figure says once more what ends at `before`: `40 MW, which is 7% of what is needed`."""
    return bool(_IN_OTHER_TERMS.match(reading.lower, before, start_of(draft.candidate)))
