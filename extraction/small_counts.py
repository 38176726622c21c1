"""Small counts in words: those that state something, told from those that only describe (`the two sides`)."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.prepositions import preposition_before
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.verbs import BASE

_LISTS = words("measures")
_LISTED = frozenset(_LISTS["listed_nouns"])
_GROUPS = alternation(_LISTS["group_nouns"])
SMALL = "a small descriptive count"
"""Why such a count states nothing."""
_CHANGED = in_lower(r"\b(?:first|remaining|another|other|further|additional|last|new|top)\s+$")
_AMONG_THE_TOP = in_lower(
    r"\b(?:among|amongst|one\s+of|in|into|within|inside|out\s+of)\s+(?:(?:the|its|their|our|his|her)\s+)?(?:[a-z-]+['’]s\s+)?top\s+$"
)
"""Before how many of a ranking are looked at: `among its top three earners`."""
_MOVED_TO = in_lower(
    r"\b(?:fallen|fell|falls|shrunk|shrank|shrinks|risen|rose|rises|dropped|drops|grown|grew|grows|down|up|halved|reduced)\s+to\s+(?:just\s+|only\s+)?$"
)
_ALMOST = (
    r"(?:(?:only|just|all|nearly|almost|about|another|a\s+further|a\s+total\s+of|the\s+other|also|now|already|some|"
    r"its|their|the)\s+){0,2}"
)
_DETERMINED = in_lower(r"\b(?:the|these|those|its|their|his|her|our|all)\s+(?:(?:first|last|top|other)\s+)?$")
_DEPENDENT = in_lower(
    r"\b(?:with|by|in|on|of|for|from|at|under|across|into|as|between|to|than|through|over|after|before|per)\s+$"
)
_FUTURE = in_lower(
    rf"\b(?:will|would|to|can|could|may|must|should|['’]ll)\s+(?:[a-z]+ly\s+|also\s+|soon\s+)?[a-z]{{2,}}\s+(?:up\s+|out\s+|off\s+)?{_ALMOST}$"
)
_PAST = in_lower(rf"\b[a-z]{{3,}}ed\s+(?:up\s+|out\s+|off\s+|down\s+|forth\s+)?{_ALMOST}$")
_DOING = in_lower(
    rf"(?:\b(?:is|are|was|were|been|be)\s+(?:also\s+|now\s+)?|,\s+|\b(?:and|after|before|by|besides)\s+)[a-z]{{3,}}ing\s+(?:up\s+|out\s+|off\s+)?{_ALMOST}$"
)
_MADE_OF = in_lower(
    rf"\b(?:consist(?:s|ed|ing)?|compris(?:e|es|ed|ing)|composed|made\s+up|total|{_GROUPS})\s+of\s+{_ALMOST}$"
)
_BY_WHOM = in_lower(
    r"\b(?:[a-z]{2,}ed|made|run|held|won|built|written|seen|led|sold|bought|paid|met|fed|taken)\s+by\s+$"
)
_THERE = in_lower(rf"\bthere\s+(?:were|are|have\s+been|had\s+been|will\s+be)\s+{_ALMOST}$")
_BROKEN_DOWN = in_lower(
    r",\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|all|both|most|some|many|half|none)\s+of\s+(?:which|whom|them)\b"
)
"""What tells of the parts of a count right behind it: `five boats, two of which are new`."""
_ASIDE = in_lower(r",\s[^,;:.]{2,30},\s+$")
_HAS_SO_MANY = in_lower(
    rf"\b(?:account(?:s|ed|ing)?\sfor|(?:leads?|led|leading|tops?|topped)\s(?:[a-z]+\s){{0,3}}with)\s{_ALMOST}$"
)
_ACCOUNTS = in_lower(r"\baccount(?:s|ed|ing)?\sfor\s")
"""Before parts of a whole that are told apart: `accounts for nine of the boats, Oslo for six`."""
_OPENING = re.compile(r"\W*(?:For|Of|From|On|At)\s+the\s+$")
_DEFINED = in_lower(
    r"\s+(?:put|offered|sold|built|held|made|[a-z]{2,}ed)\s+(?:to|by|in|at|on|for|up|last|this|since|under|during)\b"
)
_APPOSED = re.compile(r"[A-Z][\w’'&.-]*,\s+(?:the|an?)\s+(?:[\w’'-]+\s+){1,10}with\s+$")
_SUBJECT_ALONE = in_lower(
    r"(?:[^.;:]|\.\d){0,90}?(?:,|\s)(?:and|but|while|whereas)\s+(?P<subject>(?:the\s+)?(?:[\w’'-]+\s+){1,5}?)(?:(?:just|only|about|some|nearly|almost)\s+)?$"
)
_NO_SUBJECT = in_lower(
    r"\b(?:of|in|at|to|for|by|with|from|on|about|over|under|aged?|until|before|after|since|or|and|the|other|some|another|chapter|page|grade|room|day|all)\s+$"
)
_STOPS_THERE = re.compile(r"\s*(?:[.,;)]|$)")
_AND = in_lower(r"(?:[^.;:]|\.\d){0,120}\band\s+(?:(?:just|only|another)\s+)?$")
_PLACED = in_lower(
    r"\s+(?:under|in|at|for|through|via|on|from|by|with|to|among)\s+(?!(?:the\s+)?(?:morning|evening|afternoon|night)\b)"
)
_BESIDE = in_lower(r"(\s(?:in|at|for|from|on|of)\s)[^.;:\d]{2,60}?\sand\s")
_SET_AGAINST = in_lower(
    r"\b(?:compared\s+(?:with|to)|against|up\s+from|down\s+from|versus)\s+(?:(?:just|only|about|some)\s+)?$"
)
_THEN = in_lower(r"\s*(?:[.,;)]|$|(?:an?\s+year|in|the|last|before|during|at)\b)")
_TO_COME = r"(?:to\s+[a-z]+|on\s+the\s+way|on\s+order|under\s+\w+|planned|due)\b"
_MORE_TO_COME = in_lower(rf"\s+(?:more|others?)\s+{_TO_COME}")
_ANOTHER_TO_COME = in_lower(rf"\s+{_TO_COME}")
_LISTED_AFTER = in_lower(r"[^.;:,]{3,90},\s+$")
_DIFFERS = in_lower(r"\s+(?:more|fewer)\s+than\b")
_REST = in_lower(r"\bthe\s+(?:other|remaining)\s+$")
_DOES = in_lower(r"\s+(?:will|are|were|is|was|have|had|would|[a-z]{3,}ed)\b")
_OWN_PART = re.compile(r"(?:[A-Z][\w’'-]*\)?|[a-z]\swith(?:\sthe\sremaining)?)\s+$")
_NEXT_PART = in_lower(r"\s*(?:[,;.]|$|and\s)")
_COUNTED_BEFORE = in_lower(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:[a-z-]+\s+)?[a-z]+s\b"
)
"""Before a list in which each name or sort has a number: `Oslo has seven ports, Bergen five and Tromso two`."""
_TO_NUMBER = in_lower(r"\s+to\s+(?:about\s+|nearly\s+|more\s+than\s+|over\s+)?\d")
_NEAR_VERB = in_lower(rf"\s+(?:up\s+|out\s+|off\s+|down\s+|forth\s+)?{_ALMOST}")
_SOMETHING = in_lower(r"\b(?:the|its|their|our|each|every|a)\s+[a-z-]+(?:\s+[a-z-]+)?\s+$")
_WHERE = in_lower(rf"\b(?:in|to|across|at)\s+{_ALMOST}$")
_PLACES = frozenset(_LISTS["place_nouns"])
_LAST_WORD = in_lower(r"\b([a-z]+)\s+$")
_PERSON = in_lower(r"\b(?:he|she|i|you)(?:['’](?:s|d|ve|m))?\s+(?:[a-z]+\s+){1,3}$")
_BETWEEN = in_lower(
    r"[\"”’)]{0,2}(?:\s+(?:of\s+[^.;:,]{2,40}?|(?:under|from|for)\s+the\s+[^.;:,]{2,70}?))?\s*(?:\([^)]{1,100}\)\s*|,[^,.;]{1,70},\s*)?(?:[a-z0-9’'-]+\s+){0,4}"
)
_IS_THERE = re.compile(r"\s*(?:of\s+\S+\s+){0,1}[^.]{0,60}?\b(?:is|are|was|were)\s+(?:here|there|being|under|based)\b")
_OPENS = in_lower(r"(?:\b(?:and|but|while|whereas|that|said|says)|[;:,])\s+(?:only\s+|just\s+|another\s+)?$")
_LISTED_BEFORE = in_lower(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\s+(?:[a-z’'-]+\s+){0,4}?[a-z’'-]+(?:,|,?\s+and)\s+$"
)
_PLURAL_BEFORE = in_lower(r"\b(?!(?:the|a|an|to|of|in|and)\b)(?:[a-z]+s|people|personnel|staff|they|we)\s+$")
_OF_A_NUMBER = in_lower(
    r"\s+of\s+(?:the|its|their|his|her|our|my|[a-z]+['’]s)\s+(?:first\s+|last\s+|remaining\s+|planned\s+)?"
    r"(?:\d|(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s+(?:years|months|weeks|days|hours|times|occasions|games|matches|seasons|quarters)\b))"
)
_A_YEAR = in_lower(r"\s(?:a|per|every|each)\syear\b")
"""After what comes again and again: `looks at ten boats a year`."""
_PARTITIVE = in_lower(r"\s+of\s+(?:the|its|their|those|these|them|\d+|[a-z]+['’]s)\b")


def why_small(reading: Reading, number: int, candidate: Candidate, clause: tuple[int, int], head: str) -> str | None:
    """Why a small count in words states nothing; None when what is counted acts, is acted on, or is had by somebody."""
    lower, start = reading.lower, candidate.start
    part = bool(_PARTITIVE.match(lower, candidate.num_end))
    listed = head in _LISTED and not part
    if candidate.qualifier != "exact" and not listed:
        return None
    left = max(reading.sentences[number].start, start - 50)
    before = lower[left : candidate.num_start]
    if listed or lower.startswith("-", candidate.num_end):
        return SMALL
    if _AMONG_THE_TOP.search(before):
        return SMALL
    if _in_list(reading, number, candidate, left):
        return None
    if before.endswith("from ") and _TO_NUMBER.match(lower, candidate.num_end):
        return None
    if head and (_CHANGED.search(before) or _MOVED_TO.search(before) or _BROKEN_DOWN.match(lower, candidate.end)):
        return None
    if _OPENING.fullmatch(reading.text, reading.sentences[number].start, candidate.start) and _DEFINED.match(
        lower, candidate.end
    ):
        return None
    if not part and _DETERMINED.search(before[: len(before) - max(0, candidate.num_start - start)]):
        return SMALL
    if _acts(reading, number, candidate, clause) or _OF_A_NUMBER.match(lower, candidate.num_end):
        return None
    if _PERSON.search(before):
        return SMALL
    if head and _A_YEAR.match(lower, candidate.end):
        return None
    if _HAS_SO_MANY.search(before) or (before.endswith("for ") and _ACCOUNTS.search(lower, clause[0], start)):
        return None
    if _THERE.search(before) or _is_named(reading, number, candidate, left, len(before)):
        return None
    while beside := _LISTED_BEFORE.search(before):
        before = before[: beside.start()]
    if _is_object(reading, number, before, left, clause) or _MADE_OF.search(before) or _BY_WHOM.search(before):
        return None
    return None if head in _PLACES and _WHERE.search(before) else SMALL


def _in_list(reading: Reading, number: int, candidate: Candidate, left: int) -> bool:
    """Whether a number stands with a name of its own in a list that counts: `Oslo has seven ports, Bergen five`."""
    return bool(
        _NEXT_PART.match(reading.lower, candidate.num_end)
        and _OWN_PART.search(reading.text, left, candidate.num_start)
        and _COUNTED_BEFORE.search(reading.lower, reading.sentences[number].start, candidate.num_start)
    )


def _acts(reading: Reading, number: int, candidate: Candidate, clause: tuple[int, int]) -> bool:
    """Whether what is counted is the subject of a finite verb."""
    lower, start, end = reading.lower, candidate.start, candidate.end
    before = lower[max(clause[0], start - 40) : start]
    if _DEPENDENT.search(before):
        return False
    if reading.first_verb(clause[0], start) and not _OPENS.search(before):
        return False
    if _IS_THERE.match(reading.text, end, reading.sentences[number].end):
        return False
    return any(
        _BETWEEN.fullmatch(lower, end, verb[0]) for verb in reading.verbs_of(number) if end <= verb[0] < end + 130
    )


def _is_object(reading: Reading, number: int, before: str, left: int, clause: tuple[int, int]) -> bool:
    """Whether a verb stands right before the count, whose words before it are `before`."""
    if aside := _ASIDE.search(before):
        before = before[: aside.start()] + " "
    if _FUTURE.search(before) or _DOING.search(before):
        return True
    end = left + len(before)
    for verb in reading.verbs_of(number):
        if not left <= verb[0] < end:
            continue
        word = reading.lower[verb[0] : verb[1]]
        if _NEAR_VERB.fullmatch(reading.lower, verb[1], end):
            if word in ("is", "are", "was", "were", "says", "said"):
                return False
            return word not in ("has", "have", "had") or _organisation_before(reading, number, clause[0], verb[0])
    if _PAST.search(before):
        return True
    last = _LAST_WORD.search(before)
    return bool(last and last[1] in BASE and _PLURAL_BEFORE.search(before, 0, last.start()))


def _organisation_before(reading: Reading, number: int, left: int, start: int) -> bool:
    """Whether something that can have things stands before `start` in the clause: no person pointed to by a pronoun."""
    named = any(
        left <= m.start
        and m.end <= start
        and not preposition_before(reading.lower, left, m.start)
        and (m.sort != "free" or m.organisation or len(m.entity) > 2)
        for m in reading.mentions_of(number)
    )
    return named or bool(_SOMETHING.search(reading.lower, left, start))


def _is_named(reading: Reading, number: int, candidate: Candidate, left: int, length: int) -> bool:
    """Whether a count is part of what a firm is said to be: `Acme, the second-largest operator with seven berths,`."""
    text = reading.text
    sentence = reading.sentences[number]
    opening = max(sentence.start, left + length - 110)
    return bool(_APPOSED.search(text, opening, left + length) and text.startswith(",", candidate.end))


def counted_last(reading: Reading, number: int, candidate: Candidate, counts: list[Candidate]) -> Candidate | None:
    """The one of `counts`, those before it, from which a small count without a noun goes on; None when it does not."""
    if candidate.sort not in ("bare", "count") or candidate.end > candidate.num_end:
        return None
    last = next((count for count in reversed(counts) if not reading.in_brackets(count.start)), None)
    return (
        last
        if last and last.unit and last.end < candidate.start and _goes_on(reading, number, candidate, last)
        else None
    )


def _goes_on(reading: Reading, number: int, candidate: Candidate, last: Candidate) -> bool:
    """Whether a small count goes on from the count `last` before it.

    `The north sold 30 boats and the south nine`; `30 came by sea and six by air`; `30, compared with five a year ago`;
    `three are open, with five more to follow`; `30 run, and another six are on order`; `The other five will follow`;
    `30 have gone public, six in Oslo`; `nine from Oslo and six from Rome`;
    `30 firms, six of them young`.
    """
    lower, start, end = reading.lower, candidate.start, candidate.num_end
    sentence = reading.sentences[number]
    if _REST.search(lower, max(sentence.start, start - 20), start):
        return bool(_DOES.match(lower, end))
    if last.start < sentence.start:
        return False
    if lower.startswith((" of them ", " of whom ", " of which "), end) and lower.endswith(", ", sentence.start, start):
        return True
    if _DIFFERS.match(lower, end) and lower.endswith((", ", "or "), sentence.start, start):
        return True
    if _MORE_TO_COME.match(lower, end) or (
        lower.endswith(("another ", "a further "), sentence.start, start) and _ANOTHER_TO_COME.match(lower, end)
    ):
        return True
    if _SET_AGAINST.search(lower, max(last.end, start - 40), start):
        return bool(_THEN.match(lower, end))
    if _STOPS_THERE.match(lower, end):
        alone = _SUBJECT_ALONE.match(lower, last.end, start)
        return bool(
            alone
            and not _NO_SUBJECT.search(alone["subject"])
            and reading.first_verb(alone.start("subject"), start) is None
        )
    if last.sort in ("count", "bare") and _LISTED_AFTER.fullmatch(lower, last.end, start) and _PLACED.match(lower, end):
        return True
    beside = _BESIDE.fullmatch(lower, last.end, start)
    if beside and lower.startswith(beside[1], end):
        return True
    verb = reading.first_verb(last.end, start)
    acts = verb is not None and verb[0] - last.end < 30
    return acts and bool(_AND.fullmatch(lower, last.end, start) and _PLACED.match(lower, end))
