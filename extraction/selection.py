"""Which quantities are statements worth keeping, and why the others are not."""

import re
from collections.abc import Sequence

from extraction.grammar import in_lower, words
from extraction.no_count import is_an_age, is_bounded_after, is_reckoned_by
from extraction.quantities import Candidate
from extraction.quantities.nouns import singular
from extraction.reading import Reading
from extraction.sentences import Sentence
from extraction.small_counts import why_small
from schemas.fact import Dropped, Fact

_LISTS = words("measures")
_PLAY_NOUNS = frozenset(_LISTS["play_nouns"])
_PLAY_UNITS = frozenset(_LISTS["play_units"])
WEATHER_UNITS = frozenset(_LISTS["weather_units"])
_EMITTED = frozenset(("carbon", "emission", "emissions", "dioxide", "methane", "pollutants"))
"""What is told in grams and is no cooking."""
_SMALL = 12
_FURNITURE = {
    "title": "repeats the headline",
    "byline": "inside a byline",
    "dateline": "inside a dateline",
    "caption": "inside a caption",
    "related": "inside a related-headline link",
    "site": "inside the site's own words",
}
_AGE = re.compile(r",\s+(?:aged\s+)?[1-9]\d,\s")
_NAMED = re.compile(r"\b[A-Z][\w'’-]+$")
_OWN_FAMILY = re.compile(
    r"[Mm]y(?<!\w..)\s+(?:grand)?(?:mother|father|wife|husband|son|daughter|parents|brother|sister|friend|family)\b"
)
_OF_BUSINESS = re.compile(
    r"\b(?:[Hh]is|[Hh]er)\s+(?:[\w-]+\s+){0,3}?(?:firm|company|start-up|startup|business|venture|enterprise)\b|\bfound(?:er|ed)\b"
)
"""Where somebody is told of for the business they run."""
_YEARS_OLD = re.compile(r"\b[1-9]\d-year-old\s+(?:\w+\s+){0,2}[A-Z]")
_GOES_ON = re.compile(r"(?:She|He|Her|His)\b")
_OUT_OF = re.compile(r"\bout\s+of\s+(?:a\s+possible\s+)?$")
_MEAN_AGE = re.compile(r"\b(?:average|median|mean|typical)\s+age\s+(?:[a-z]+\s+){0,4}$", re.IGNORECASE)
_RATE = re.compile(r"\s*=\s*\S*\d")
_RATE_TO_ONE = re.compile(
    r"\s+to\s+(?:[A-Z]{0,3}[$€£¥]1|1(?:\.0+)?\s[A-Z]{3})(?:\.0+)?\b(?![.,]?\d|\s?(?:[mb]n?\b|thousand|million|billion|trillion))"
)
_RATED_TO = re.compile(r"\d\s+to\s+$")
_SIZED = in_lower(
    r"\b(?:establishments|enterprises|firms|companies|businesses|employers|organi[sz]ations|those)\s+(?:with|employing|engaging|having)\s+$"
)
"""Before how large all that are meant are: `firms with fewer than 50 workers`."""
_SIZING = ("with", "employing", "engaging", "having")
_COUNTED_FIRST = in_lower(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundreds?)\b)\S*\s(?:(?!(?:and|among|amongst|in|for|of|at|by)\b)[a-z’'-]+\s){0,3}?$"
)
"""Before those that are counted, so that a number behind them is what they have: `200 firms employing over 5,000`."""
_RATED = re.compile(r"1(?:\s[A-Za-z][\w\s]{0,30})?\s*=\s*$")
_WHO = re.compile(r"\s+(?:that|which|who|to\s+have)\s")
_AGED_OVER = re.compile(r"(?<!\bthere\s)\b(?:aged|were|are|is|was|people|those|all|mostly)\s+$")
_YEARS_OF_LIFE = re.compile(
    r"(?:\b(?:[Ii]|[Hh]e|[Ss]he)(?:(?:['’](?:m|s|ll\s+be|d\s+be))|\s+(?:am|is|was|will\s+be|turned|turns))"
    r"|\b[Aa]n?\s+(?:man|woman|widow|widower|farmer|nurse|teacher|driver|pensioner|retired\s+\w+|(?:fisher|police|fire|post|business)(?:man|woman))\s+of"
    r"|\bof\s+(?:them|these|those|whom)(?:\s+are|\s+were)?\s+(?:over|under|above|past|aged))\s+$"
)
"""Before a number in words that says how old somebody is."""
_NO_NOUN = re.compile(r"\s*(?:[.,;:)\"”’]|$)|\s+(?:with|who|when|and|or|from|in)\s")
_NAME_AFTER = re.compile(r"\+?\s?[A-Z][a-z]+\b")
_NAME_BEFORE = re.compile(r"[A-Z][\w-]+\s$")
_MATCHING = in_lower(r"\s(?:matching\s)?basis\b|\smatching\b")
"""After what each side puts in: `on a one-to-two matching basis`."""
_ONE = in_lower(r"\b(?:each|every|for\s+every)\s+(?:\S{0,4}1\b|one\b|$)")
_FOR_EACH = in_lower(
    r"\s(?:from\s(?:\w+\s)?(?:investors|others|partners|industry|the\smarket)\s|of\s(?:[\w’']+\s){0,3}(?:money|capital|funds|funding|investment)\s)?(?:for|to)\s(?:each|every)\s(?:\w+\s)?(?:dollar|pound|euro|yuan|yen|rupee|franc|krone|won|peso)\b"
)
_EACH = in_lower(
    r"\b(?:each|every)\s+(?:[\w$€£]*1|(?:\w+\s+)?(?:dollar|pound|euro|yuan|yen|rupee|franc|krone|won|peso))\b"
)


_EARLIER_VERSION = re.compile(
    r"\b(?:earlier|previous|original|first)\s+version\b(?:\s+(?:of\s+(?:this|the|our)\s+(?:article|story|report|piece|page|text)"
    r"|(?:had\s+)?(?:said|stated|gave|given|put|misstated|wrongly|incorrectly|reported|contained)))"
    r"|\b[Tt]h(?:is|e)\s+(?:article|story|report|piece|page|text|headline|figure)\s+(?:has\s+(?:since\s+)?been|was)\s+"
    r"(?:corrected|amended|updated|edited|changed|revised)\b"
    r"|^\W*(?:correction|corrections|clarification|editor[’']s\s+note|erratum)\b\s*[:(—–-]",
    re.IGNORECASE,
)
_CORRECTING = frozenset(
    [
        *("version", "corrected", "amended", "updated", "edited", "changed", "revised"),
        *("correction", "corrections", "clarification", "editor", "erratum"),
    ]
)
"""Words of which what it says holds at least one."""


def of_earlier_version(reading: Reading, number: int) -> bool:
    """Whether a sentence only tells what an earlier version of the article said, and what was corrected in it."""
    sentence = reading.sentences[number]
    if reading.words_in((sentence.start, sentence.end)).isdisjoint(_CORRECTING):
        return False
    return bool(_EARLIER_VERSION.search(reading.text[sentence.start : sentence.end]))


def private_person(reading: Reading, number: int, start: int) -> bool:
    """Whether a figure is part of somebody's own story: after a name and an age, or `she` or `he` after these."""
    text = reading.text
    for earlier in range(number, max(number - 3, -1), -1):
        sentence = reading.sentences[earlier]
        right = start if earlier == number else sentence.start + 60
        if _is_aged(reading, sentence, min(sentence.end, right)):
            return not _OF_BUSINESS.search(text, sentence.start, start)
        if text[sentence.start] not in "SH" or not _GOES_ON.match(text, sentence.start):
            return False
    return False


def _is_aged(reading: Reading, sentence: Sentence, right: int) -> bool:
    """Whether a sentence gives somebody's age up to `right`, or speaks of somebody's own family."""
    text, left = reading.text, sentence.start
    age = _AGE.search(text, left, right)
    return bool(
        (age and _NAMED.search(text, left, age.start()))
        or ("my" in reading.words_in((left, sentence.end)) and _OWN_FAMILY.search(text, left, right))
        or (text.find("-year-old", left, right) >= 0 and _YEARS_OLD.search(text, left, right))
    )


AGE = "an age"
"""Why a number of years somebody has lived states nothing."""
PLAY = "a figure of weather, play or cooking"


def is_playful(dropped: Sequence[Dropped], facts: Sequence[Fact]) -> bool:
    """Whether an article is of a match, the weather or a dish: it has at least as many such figures as facts."""
    play = sum(d.reason in (PLAY, "a score") for d in dropped)
    return play >= 1 and 2 * play >= len(facts) and not any(f.entity and f.confidence >= 0.9 for f in facts)


def start_of(candidate: Candidate) -> int:
    """Where a quantity starts, its qualifier included."""
    start, qualified = candidate.start, candidate.qualifier_start
    return start if qualified is None or qualified > start else qualified


def outside(reading: Reading, start: int, end: int) -> str | None:
    """Why a quantity is not the article's own words; None when it is."""
    sort = reading.inside_furniture(start, end)
    return _FURNITURE[sort] if sort else None


def refusal(reading: Reading, number: int, candidate: Candidate, clause: tuple[int, int]) -> str | None:
    """Why a quantity of the article's own words states nothing worth keeping; None when it does."""
    text = reading.text
    sentence = (reading.sentences[number].start, reading.sentences[number].end)
    if candidate.vague:
        return "a vague amount"
    for m in reading.names_of(number):
        if m.start <= candidate.start and candidate.end <= m.end and m.sort == "name":
            return "part of a name"
    if of_earlier_version(reading, number):
        return "about an earlier version of the article"
    if candidate.sort == "age" and _MEAN_AGE.search(text, max(sentence[0], candidate.start - 40), candidate.start):
        return None
    if candidate.sort in ("duration", "age"):
        return "a duration" if candidate.sort == "duration" else "an age"
    head = singular(candidate.head) if candidate.head else ""
    emitted = candidate.unit == "g" and not _EMITTED.isdisjoint(reading.words_in(sentence))
    if (candidate.unit in _PLAY_UNITS and not emitted) or head in _PLAY_NOUNS:
        return PLAY
    if head == "page" and reading.in_brackets(candidate.start):
        return "the length of a document"
    if candidate.sort == "count" and small_name(candidate, text, sentence[0]):
        return "part of a name"
    if (
        candidate.sort == "measure"
        and candidate.noun is None
        and candidate.unit in ("minutes", "hours", "days", "years", "months", "weeks", "seconds")
    ):
        return "a duration"
    is_bare = candidate.sort == "bare"
    before = text[max(sentence[0], candidate.start - 24) : start_of(candidate)] if is_bare else ""
    if is_bare and _OUT_OF.search(before) and not _WHO.match(text, candidate.end, candidate.end + 10):
        return "the end of a scale"
    if (
        candidate.sort == "bare"
        and candidate.qualifier in ("over", "up_to", "at_least")
        and _AGED_OVER.search(before)
        and (candidate.value or 0) <= 110
    ):
        return AGE
    if (
        candidate.sort == "bare"
        and candidate.in_words
        and 18 <= (candidate.value or 0) <= 110
        and _YEARS_OF_LIFE.search(before)
        and _NO_NOUN.match(text, candidate.end)
    ):
        return "an age"
    if is_an_age(reading, candidate):
        return AGE
    if candidate.qualifier == "range" and _MATCHING.match(reading.lower, candidate.end):
        return "the terms of matching"
    small = candidate.value is not None and candidate.value <= _SMALL
    if candidate.value == 1 and candidate.in_words and candidate.sort in ("count", "bare"):
        word = text[candidate.num_start : candidate.num_end].lower()
        verb = reading.first_verb(candidate.end + 1, sentence[1]) if word == "another" else None
        return None if verb and verb[0] == candidate.end + 1 else "one as a determiner or pronoun"
    if candidate.sort in ("count", "bare") and candidate.in_words and small:
        return why_small(reading, number, candidate, clause, head)
    if candidate.sort == "amount" and _is_rate(text, sentence[0], candidate):
        return "an exchange rate"
    bound = candidate.qualifier in ("over", "up_to", "at_least") or is_bounded_after(reading, candidate)
    if bound and _is_size(reading, sentence[0], candidate):
        return "the size of those that are meant"
    if is_reckoned_by(reading, candidate):
        return "the unit of a ratio"
    if (
        candidate.sort in ("amount", "rate")
        and candidate.value == 1
        and _ONE.search(reading.lower[max(sentence[0], candidate.start - 24) : candidate.start + 4])
    ):
        return "the unit of a ratio"
    return None


def _is_size(reading: Reading, left: int, candidate: Candidate) -> bool:
    """Whether a number only says how large those must be that a sentence means."""
    start = start_of(candidate)
    if not reading.lower[left:start].rstrip().endswith(_SIZING):
        return False
    sized = _SIZED.search(reading.lower, max(left, candidate.start - 60), start)
    return sized is not None and not _COUNTED_FIRST.search(reading.lower, max(left, sized.start() - 40), sized.start())


def _is_rate(text: str, left: int, candidate: Candidate) -> bool:
    """Whether an amount is a side of an exchange rate: `$1 = 9.84 crowns`, `at HK$7.83 to US$1.00`."""
    if _RATE.match(text, candidate.end) or _RATED.search(text, left, candidate.start):
        return True
    to_one = candidate.value == 1 and _RATED_TO.search(text, max(left, candidate.start - 16), candidate.start)
    return bool(to_one or _RATE_TO_ONE.match(text, candidate.end))


def small_name(candidate: Candidate, text: str, left: int) -> bool:
    """Whether a number stands inside a capitalised name: `Growth 1+ Plan`."""
    return bool(
        not text[candidate.num_end : candidate.num_end + 3].islower()
        and _NAME_AFTER.match(text, candidate.num_end, candidate.end)
        and _NAME_BEFORE.search(text, max(left, candidate.start - 60), candidate.start)
    )


def ratio_to_one(candidate: Candidate, lower: str, clause_left: int) -> bool:
    """Whether an amount is what each unit of money brings: `every dollar spent draws four`."""
    if candidate.sort not in ("amount", "rate", "bare") or (candidate.value or 0) >= 1000:
        return False
    if candidate.sort == "amount" and _FOR_EACH.match(lower, candidate.end):
        return True
    before = lower[max(clause_left, candidate.start - 90) : candidate.start]
    return ("each" in before or "every" in before) and bool(_EACH.search(before))
