"""What a bare number counts by the words before it: `the number of shops rose to 40`."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.quantities.nouns import plural
from extraction.reading import Reading

_LISTS = words("measures")
_NUMBER_OF = in_lower(
    rf"\b(?:{alternation(_LISTS['counting_nouns'])})\s+of\s+((?:[\w&’'/-]+\s+){{0,5}}?(?:[\w&’'-]+s|people|staff|personnel))(?=\s+(?:\w+ly\s+)?(?:rose|fell|grew|has|had|have|was|were|is|are|stood|reached|hit|climbed|dropped|jumped|to|in|at|now|with|that|who|which|on|increased|decreased|almost|nearly|more|doubled|\w+ed)\b|[\s,.])"
)
_TOTAL = in_lower(rf"\b([a-z][\w-]*)\s+(?:{alternation(_LISTS['counting_nouns'])})\b")
_PLURAL_SUBJECT = in_lower(
    r"\b((?:[a-z][\w-]*\s+)?[a-z][\w-]*(?:s|people|staff))\b(?=\s+(?:to\s+be\s+\w+\s+)?(?:number|numbered|total|totalled|totaled|reached|stood|hit|now|exceeded?)\b)"
)
_MOVING_SUBJECT = re.compile(
    r"\b([A-Za-z][\w-]*s)(?:\s+(?:in|at|to|from|of|by|for)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?(?:\s+[a-z]+ed\s+(?:with|by|at|to|for|from|under|on)\s+(?:the\s+)?[\w’'-]+)?(?:,[^,\d]{2,25},)?\s+(?:has\s+|have\s+|had\s+|also\s+|\w+ly\s+)?(?:rose|risen|rise|fell|fallen|grew|grown|climbed|dropped|jumped|increased|decreased|declined|doubled|tripled|quadrupled|surged|reached|totalled|totaled|stood|hit|numbered|exceeded|topped|slipped|swelled|went|(?:are|were|is|was)\s+(?:up|down)(?=\s[^.;]{2,40}\sto\s))\b",
)
_BEFORE_COLON = re.compile(r"\b(?:are|were)\s+((?:[\w’'-]+\s+){0,3}?[\w’'-]+s)\s*:\s*(?:\w+\s+){0,2}$")
_HEAD_SUBJECT = in_lower(
    r"(?:^|\bthat\s)\W*((?:[\w’'-]+\s+){0,2}?[a-z][\w’-]*s)\s+(?:to|of|in|at|from|by|for|on)\s[^,.;:]{3,70}?\s(?:have\s+|has\s+|had\s+|are\s+|were\s+|will\s+)?"
    r"(?:[a-z]+ly\s+)?(?:rose|risen|fell|fallen|grew|grown|climbed|dropped|jumped|increased|decreased|declined|halved|doubled|tripled|surged|slumped|plunged|"
    r"reached|totalled|totaled|numbered|exceeded|topped|came|went)\b"
)
_LABEL = re.compile(
    r"(?:^|[-•*–|]\s+)((?:[A-Za-z][\w-]*\s+){0,3}[A-Za-z][\w-]*s)(?:\s+(?:[a-z]{3,}ed|built|made|sold|held|flown|won|caught)|\s+(?:of|in|at|by)\s[^:|,;]{1,50})?\s*[:|]\s*(?:\w+\s+){0,2}$"
)
_PEOPLE_OF = in_lower(rf"\b({alternation(list(_LISTS['counting_words']))})\s+of\s+(?:[a-z]+\s+){{0,2}}$")
_PEOPLE = in_lower(rf"\b({alternation(list(_LISTS['counting_words']))})\b")
_OF_KIND = in_lower(rf"\b({alternation(_LISTS['population_nouns'])})\spopulation\b")
_RECKONED = in_lower(r"\s(?:in|as)(?:\sterms\sof)?\sfull-?\s?time\sequivalents?\b")
"""How those who are counted are reckoned: `Staff in full-time equivalents numbered 40`."""
_DIRECT_VERB = in_lower(r"\b(?:hire|hires|hired|hiring|employ|employs|employed|recruit|recruited)\s+(?:\w+\s+){0,2}$")
_THOSE_NUMBER = in_lower(r"\bthose\s(?!who\b)[^.;:,\d]{3,80}\s(?:number|numbered|total|totalled)\s(?:[a-z]+\s){0,2}$")
"""Who are counted as the figure before was: `while those in farming number 40`."""
_THAT_OF = in_lower(
    r"\bthat\s+of\s+(?:the\s+|its\s+|their\s+)?((?:[a-z][\w-]*\s)?(?:[a-z][\w-]*s|people|staff))\s(?:[^.;:,\d]{0,40}\s)?(?:to|at|reached|was|is)\s+(?:[a-z]+\s){0,2}$"
)
"""What the second number is of: `the number of shops rose to 40, and that of clerks to 90`."""
_PERSONS = in_lower(r"\W*(?:and\s+)?(?:those|everyone|anyone)\s+(?:who|working|employed|living)\b")
_OF_A_BASE = in_lower(
    rf"\b({alternation(_LISTS['based_nouns'])})[\s-](?:network|base|estate|portfolio)\b(?!\s+of\s+(?!the\s|its\s))[^.;:\d]{{0,60}}$"
)
"""Before how many there are of what makes up a whole: `our agent network reached 900`."""
_PUT_AT = in_lower(
    r"puts?\s(?:the\s)?((?:[a-z-]+\s){0,2}?(?:[a-z]{3,}s|people|staff))\sat\s(?:(?:about|around|some|nearly|almost|over|only|just)\s)*$"
)
"""What somebody says how many there are of: `The board puts lamps at 40`."""
_COUNT_NOTHING = frozenset(
    (
        *("the", "a", "its", "their", "in", "cumulative", "grand", "record", "running"),
        *("and", "date", "that", "this", "now", "also", "has", "was", "is"),
    )
)
_FROM_PLACES = in_lower(
    r"\b([a-z]{3,}s|people|those)\sfrom\s(?:[a-z-]+\s){0,4}?(?:places|markets|countries|regions|areas|economies|sources|cities|provinces|states)\s[^.;:]{0,40}$"
)
"""Who comes from places that are not what is counted: `Guests from all other markets climbed to 40`."""


def counted_before(reading: Reading, left: int, start: int) -> str | None:
    """What a bare number at `start` counts by the words before it: the noun phrase as written, or None."""
    opening = max(left, start - 160)
    if _PERSONS.match(reading.lower, left, start):
        return "people"
    window, lower = reading.text[opening:start], reading.lower[opening:start]
    if "equivalent" in lower and (reckoned := _RECKONED.search(lower)):
        window = window[: reckoned.start()] + window[reckoned.end() :]
        lower = lower[: reckoned.start()] + lower[reckoned.end() :]
    if that_of := _THAT_OF.search(lower):
        return window[that_of.start(1) : that_of.end(1)]
    if _THOSE_NUMBER.search(lower):
        return None
    if of_people := _PEOPLE_OF.search(lower):
        return str(_LISTS["counting_words"][of_people.group(1)])
    if whence := _FROM_PLACES.search(lower):
        return None if whence.group(1) == "those" else window[whence.start(1) : whence.end(1)]
    if put := _PUT_AT.search(lower):
        return window[put.start(1) : put.end(1)]
    if based := _OF_A_BASE.search(lower):
        return plural(based.group(1))
    if label := _LABEL.search(window) or _BEFORE_COLON.search(window):
        return label.group(1).strip()
    best: tuple[int, str] | None = None
    for pattern, searched in (
        (_NUMBER_OF, lower),
        (_PLURAL_SUBJECT, lower),
        (_TOTAL, lower),
        (_MOVING_SUBJECT, window),
        (_HEAD_SUBJECT, lower),
    ):
        for match in pattern.finditer(searched):
            noun = window[match.start(1) : match.end(1)].strip()
            if (
                noun.lower().rpartition(" ")[2] in _COUNT_NOTHING
                or len(noun) < 3
                # "the Hong Kong stock exchange": part of a name
                or (pattern is _TOTAL and match.start(1) and window[match.start(1)].isupper())
            ):
                continue
            if best is None or match.start() > best[0] or pattern is _NUMBER_OF:
                best = (match.start(), noun)
        if best:
            break
    if people := _PEOPLE.search(lower):
        if people.group(1) == "population" and (kind := _OF_KIND.search(lower)):
            return plural(kind.group(1))
        return _LISTS["counting_words"][people.group(1)] if best is None or pattern is _TOTAL else best[1]
    if best:
        return best[1]
    return "people" if _DIRECT_VERB.search(lower) else None
