"""What a number without a noun of its own counts."""

import re
from dataclasses import replace

from extraction.counted_before import counted_before
from extraction.grammar import in_lower
from extraction.lending import is_of_then
from extraction.measures import MEASURES
from extraction.quantities import Candidate
from extraction.quantities.nouns import plural, read, singular
from extraction.reading import Reading
from extraction.release_counts import counted_by_release
from extraction.selection import start_of
from extraction.tables import column_noun
from extraction.told_behind import counted_behind

_AMONG = re.compile(
    r"^\W*(?:among|of|out\s+of)\s+(?:the\s+|its\s+|these\s+|those\s+)?(?:[\d,]+\s+)?(?!(?:them|these|those|us|which|whom)\s)((?:[\w’'&-]+\s+){0,5}?(?!(?:is|was|has|its|this)\b)[\w’'-]+s)\b[^,]{0,60},",
    re.IGNORECASE,
)

_COMPARED = re.compile(r"\s+(?:more|fewer|extra|additional|further)\s+((?:[a-z][\w-]*\s+)?[a-z][\w-]*s|people|staff)\b")
_GRADUATED = re.compile(
    r"\s+(?:(?:who|that|which)\s+)?(?:(?:have|has|had)\s+)?(?:\w+ly\s+|already\s+|now\s+)*"
    r"(?:graduat(?:ed|es)\b|(?:finished|completed)\s+(?:the|its|our)\s[^.;]{0,60}\bprogram(?:me)?s?\b)"
)
_TO_HIRE = re.compile(
    r"\b(?:expects?|expected|will|would|pledged?|promised?|(?<!plan\s)(?<!plans\s)(?<!planned\s)(?<!planning\s)(?<!intends\s)(?<!intend\s)to)\s+(?:to\s+)?(?:also\s+)?"
    r"(?:hire|recruit|take\s+on)\s+(?:[a-z]+\s+){0,3}$"
)


_SUBSCRIBED = re.compile(
    r"\b(?:(?:over|under)-?)?(?:subscribed|subscription|covered)\s+(?:(?:by|about|around|some|nearly|almost|over|more|than|just|only|at|least|to|rose|rising|"
    r"climbing|reached|of|was|averaged|averaging)\s+){0,4}$",
    re.IGNORECASE,
)
_COVERED = re.compile(r"\s(?:over)?(?:subscribed|covered)\b")
BROKEN_DOWN = "breaks down the figure before it"
"""Why a number counts others of the same sort: `40 steel firms and 60 in glass`."""
_BESIDE = re.compile(
    r"(?:\b(?:and|after|from|against|than|versus|wants?|wanted)|,)\s+(?:(?:about|around|some|nearly|almost|over|only|just|up\s+to|at\s+least|more\s+than|the|a|an)\s+)*$",
    re.IGNORECASE,
)
"""What stands before a number that is set beside the one before it: `812 tonnes in 2024, after 790 in 2023`."""


def unit_by_verb(reading: Reading, candidate: Candidate, clause: tuple[int, int]) -> tuple[str, str] | None:
    """The unit a verb gives a count, and the rule: those who graduated are graduates, people to be hired are jobs."""
    text = reading.text
    if candidate.sort == "count" and _GRADUATED.match(text, candidate.end, candidate.end + 140):
        return reading.lexicon.units.counted("graduates", "graduate"), "has graduated"
    if candidate.head == "time" and (
        _COVERED.match(text, candidate.end)
        or _SUBSCRIBED.search(text, max(clause[0], candidate.start - 70), candidate.start)
    ):
        return "x", "times what is on offer"
    start = candidate.start if candidate.qualifier_start is None else min(candidate.start, candidate.qualifier_start)
    if candidate.head in ("people", "person") and _TO_HIRE.search(text, max(clause[0], start - 60), start):
        return reading.lexicon.units.counted("jobs", "job"), "people to be hired"
    return None


def with_compared_noun(reading: Reading, candidate: Candidate) -> Candidate:
    """A bare number with the noun that a word of comparison parts from it ("900 fewer pupils"), else as it is."""
    if candidate.sort != "bare" or not (found := _COMPARED.match(reading.text, candidate.end, candidate.end + 60)):
        return candidate
    unit, head = unit_of_noun(reading, found.group(1))
    return replace(candidate, end=found.end(), unit=unit, noun=found.group(1), head=head, sort="count")


_PASSED = re.compile(
    r"\b(?:pass(?:ed|es|ing)?|cross(?:ed|es|ing)?|surpass(?:ed|es|ing)?|exceed(?:ed|s|ing)?|topp?(?:ed|s|ing)?|br(?:oke|oken|eaks?|eaking)(?:\s+through)?|breach(?:ed|es|ing)?|beyond|past|above|over)\s+the\s+$",
    re.IGNORECASE,
)
_BARE = ("bare", "amount", "percent")
_HANDED_ON = in_lower(r"\s+(?:of\s[^.;]{1,40}\s)?(?:on|to|along|back|over|through)\b")
"""After what is passed to others: `banks pass $40 million on to savers`."""
_MARK = re.compile(r"(?:[-\s][\w-]+){0,2}?[-\s](?:mark|milestone|threshold|barrier)\b", re.IGNORECASE)


def past_mark(reading: Reading, candidate: Candidate) -> Candidate:
    """A number that is passed ("will pass 9,000", "passed the 12,000-member mark") as a lower bound, else as it is."""
    if candidate.qualifier != "exact" or candidate.value is None:
        return candidate
    if (
        candidate.sort in _BARE
        and reading.lower.endswith((" pass ", " passes "), 0, candidate.start)
        and not _HANDED_ON.match(reading.lower, candidate.end)
    ):
        return replace(candidate, qualifier="over", low=candidate.value)
    is_the = reading.lower[candidate.start - 4 : candidate.start].rstrip().endswith("the")
    passed = _PASSED.search(reading.text, candidate.start - 40, candidate.start) if is_the else None
    if passed is None or not _MARK.match(reading.text, candidate.num_end, candidate.num_end + 40):
        return candidate
    return replace(candidate, qualifier="over", low=candidate.value)


def unit_of_noun(reading: Reading, noun: str) -> tuple[str, str]:
    """The unit for a noun phrase as written, and its head's lemma."""
    head = singular(noun.rsplit(maxsplit=1)[-1])
    return reading.lexicon.units.counted(noun, head), head


_RUN_IN = re.compile(r"([A-Z][a-z]+(?:\s[a-z]+)?s):\s+(?!\S*\d)")
_LATER = 3
"""Sentences of a paragraph for which the noun at its head stands."""


def _paragraph_label(reading: Reading, number: int) -> re.Match[str] | None:
    """The noun that heads a paragraph: `Nurses: the service has 48,000 of them.`"""
    for earlier in range(number, max(number - _LATER, -1), -1):
        if reading.sentences[earlier].first:
            return _RUN_IN.match(reading.text, reading.sentences[earlier].start)
    return None


_OPENING = in_lower(
    r"\W*(?:the|these|those|all|our|its|their)?\s?((?:[a-z-]+\s)?[a-z]+s)\s+(?:at|in|of|from|on|with|that|who|which|backed|based|there|here"
    r"|have|had|are|were)\b"
)
_HEADED = in_lower(r"\W*(?:the\s|our\s|its\s)?([a-z-]+s)\s[a-z]+[^.;:\d]*:\s")
"""What a sentence speaks of up to a colon: `Firms still thrive: the board counted 40 of them`."""
_IS_WHAT = in_lower(
    r"(?:is|are|was|were)\s(?:the\s|our\s|its\s|their\s)?((?!this|as\b|always)[a-z-]{2,}[^su\W]s|people|staff):\s[^.;:\d]{3,60}$"
)
"""What a sentence says that it is about, up to a colon: `The trouble is drivers: the firm needs 900`."""
_OTHERWISE = re.compile(r"\s+(?:in|from|for|on)\s+(?!(?:[Tt]he\s+)?(?:19|20)\d\d|total\b|all\b)")
"""Words that tell these from the ones before: "300 steel firms and 460 in glass"."""


_NEAR_BY = 120
"""Characters before a number in which its sentence may say what it is about."""
_OF_THOSE = re.compile(r"\s+(?:of\s+(?:them|these|those|which|whom)|more|others?)\b")
_OF_ONE = re.compile(r"\sof\san?(?=\s)")
_SHARE_WITH = in_lower(
    r"(?:%|\bper\s?cent)\s(?:of\s(?:all\s|the\s|its\s)?)((?:[a-z-]+\s){0,3}?[a-z-]+s),\swith\s(?:(?:about|around|some|nearly|almost|over|just|more\sthan)\s)*$"
)
"""Before the number of what a share is of: `It had 12% of the visitors, with 40,000`."""
_OF_MANY = in_lower(
    r"\sof\s(?:(?:the|its|their|our|my|his|her|about|around|some|nearly|almost|over|more|than|[a-z]+['’]s)\s){0,3}"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?=[a-z])"
)
"""After some of a number of things: `so far 62 of about 110 mills have joined`."""
_OF_US = in_lower(r"\s+of\s+(?:us|you)\b")
_HOW_MANY = in_lower(
    r"how\s+many\s+((?:[a-z-]+\s+){0,3}?(?:[a-z-]+s|people))\s+(?:does|do|did|are|were|is|has|have|had|will|would|can|could|in|on|of|at)\b"
)
_WHICH = in_lower(
    r"which\s(?:of\s(?:your|the|their|its|our)\s)?((?:[a-z-]+\s){0,2}?[a-z-]+)\s(?:is|are|was|were|has|have|had|went|did|do|does|will|would|can|could)\b"
)
_ONE_OF = re.compile(
    r"\b([a-z][a-z-]+)\s+(?:is|was|are|were|became|remains)\s+(?:(?:only|just|now)\s+)?(?:one|among|two|three)\s+(?:of\s+)?(?:(?:some|about|around|only|just|the|nearly|almost|over|more\s+than|at\s+least)\s+)*$"
)
"""What stands before the number of those that a thing is one of: `its bid was one of 40 received`."""


def _those_counted(reading: Reading, number: int, candidate: Candidate, before: list[Candidate]) -> str:
    """What `them` means after a sentence that opens with a known plural: `Firms there sold well. Nine of them`."""
    left = reading.sentences[number].start
    headed = _HEADED.match(reading.lower, left, candidate.start)
    if headed and reading.lexicon.units.knows(singular(headed.group(1).rsplit(maxsplit=1)[-1])):
        return headed.group(1)
    if number == 0 or reading.sentences[number].first:
        return ""
    left = reading.sentences[number - 1].start
    if before and before[-1].sort != "measure" and before[-1].start >= reading.sentences[number].start:
        return ""
    opening = _OPENING.match(reading.lower, left)
    noun = opening.group(1) if opening else ""
    return noun if noun and reading.lexicon.units.knows(singular(noun.rsplit(maxsplit=1)[-1])) else ""


def _asked_how_many(reading: Reading, number: int) -> str:
    """What the question right before a sentence asks after: `How many boats are there?`, `Which boats are late?`."""
    if number == 0:
        return ""
    asked = reading.sentences[number - 1]
    if reading.text[asked.end - 1] != "?":
        return ""
    if found := _HOW_MANY.search(reading.lower, asked.start, asked.end):
        return found.group(1)
    which = _WHICH.search(reading.lower, asked.start, asked.end)
    return plural(singular(which.group(1).rsplit(maxsplit=1)[-1])) if which else ""


def counted_elsewhere(
    reading: Reading, number: int, candidate: Candidate, before: list[Candidate]
) -> tuple[str, str, str] | None:
    """Unit, noun and rule for a bare number, or None; `before` are the counts and measures before it, oldest first.

    A measure lends its unit only to a number that is set beside it in one sentence.
    """
    text = reading.text
    sentence = reading.sentences[number]
    if column := column_noun(reading, number, candidate.start):
        return unit_of_noun(reading, column)[0], column, "counts what heads its column"
    if released := counted_by_release(reading, number, candidate):
        return unit_of_noun(reading, released)[0], released, "counts what the release is of"
    if one_of := _ONE_OF.search(text, max(sentence.start, candidate.start - 80), candidate.start):
        noun = plural(one_of.group(1))
        return unit_of_noun(reading, noun)[0], noun, "counts what one of them is"
    if (of_one := _OF_ONE.match(text, candidate.end)) and 0 < (candidate.value or 0) < 1:
        part_of = read(text, of_one.end(), one=True)
        noun = plural(text[part_of.start : part_of.end]) if part_of else ""
        return (unit_of_noun(reading, noun)[0], noun, "is a part of one of these") if noun else None
    if of_many := _OF_MANY.match(reading.lower, candidate.end):
        many = read(text, of_many.end(), one=False)
        noun = text[many.start : many.end] if many else ""
        if noun:
            return unit_of_noun(reading, noun)[0], noun, "counts some of these"
    last = before[-1] if before and before[-1].start >= sentence.start and before[-1].unit else None
    if last is not None and _BESIDE.search(text, last.end, candidate.start):
        noun = last.noun or last.unit or ""
        if last.sort != "measure" and " " in noun and _OTHERWISE.match(text, candidate.end):
            return last.unit or "", noun.rsplit(maxsplit=1)[-1], BROKEN_DOWN
        return last.unit or "", noun, "counts what the figure before counts"
    lower = reading.lower
    if lower.endswith(" with ", 0, start_of(candidate)) and (
        share := _SHARE_WITH.search(lower, sentence.start, start_of(candidate))
    ):
        return unit_of_noun(reading, share.group(1))[0], share.group(1), "counts what the share before it is of"
    if among := _AMONG.match(text[sentence.start : candidate.start]):
        noun = among.group(1)
        return unit_of_noun(reading, noun)[0], noun, "counted among what opens the sentence"
    if not _OF_THOSE.match(text, candidate.end, candidate.end + 12):
        noun_before = counted_before(reading, sentence.start, candidate.start)
        if noun_before:
            return unit_of_noun(reading, noun_before)[0], noun_before, "its noun stands before it"
    elif them := _those_counted(reading, number, candidate, before):
        return unit_of_noun(reading, them)[0], them, "counts those the sentence before is about"
    if _OF_US.match(text, candidate.end):
        return unit_of_noun(reading, "people")[0], "people", "so many of us"
    if not (before and before[-1].start >= sentence.start) and (asked := _asked_how_many(reading, number)):
        return unit_of_noun(reading, asked)[0], asked, "counts what the question asks for"
    left = max(sentence.start, candidate.start - _NEAR_BY)
    if (needed := _IS_WHAT.search(lower, left, candidate.start)) and needed[1] not in MEASURES:
        return unit_of_noun(reading, needed[1])[0], needed[1], "counts what its sentence says it is about"
    if told := counted_behind(reading, number):
        return unit_of_noun(reading, told)[0], told, "counts what the sentence behind it says"
    label = _paragraph_label(reading, number)
    if label and not (before and before[-1].start >= label.start()):
        noun = label.group(1).lower()
        return unit_of_noun(reading, noun)[0], noun, "its paragraph is headed with its noun"
    of_then = is_of_then(reading.lower, candidate)
    for earlier in reversed(before):
        if earlier.unit and (of_then or earlier.sort != "measure"):
            noun = earlier.noun or earlier.unit
            if _OTHERWISE.match(text, candidate.end):
                noun = noun.rsplit(maxsplit=1)[-1]
            return earlier.unit, noun, "counts what the figure before counts"
    return None
