"""Whose people are: `Jane Doe bakes. Her company, Acme, has 40 shops. Doe wants 60`."""

import re
from typing import TYPE_CHECKING

from extraction.catalogue_places import ORGANISATION_NOUNS
from extraction.mentions import CAPITAL, WORD

if TYPE_CHECKING:
    from extraction.reading import Reading

_PRONOUNS = frozenset(("she", "he", "her", "his"))
_HERS = frozenset(("her", "his", "Her", "His"))
_OWNED = frozenset(
    ("company", "firm", "business", "startup", "start-up", "venture", "bakery", "brewery", "farm", "mill")
)
_HER_FIRM = re.compile(
    rf"[Hh](?<!\w.)(?:er|is)\s(?:[a-z-]+\s){{0,2}}?(?:{'|'.join(_OWNED)}),?\s({CAPITAL}[\w&'-]*(?:\s[A-Z][\w&'-]*){{0,3}})"
)
_POSTED = re.compile(
    r"(?:Manager|Owner|Founder|Director|Chairman|Chairwoman|Chief executive|Managing director)\s"
    rf"((?:{CAPITAL}[\w'-]+\s?){{2,3}})"
)
_POSTS = frozenset(("Manager", "Owner", "Founder", "Director", "Chairman", "Chairwoman", "Chief", "Managing"))
"""Posts that open a sentence: of the body it is about."""
_OFFICER = re.compile(
    r"[\n ](?:(?<=\n)|(?<=[.\"”] )|(?<= said )|(?<= says ))"
    r"(?:[Cc]hief\s(?:executive|[a-z]+\sofficer)|[Cc]hair(?:man|woman)"
    r"|(?:[Ff]inance|[Mm]anaging|[Ss]ales|[Mm]arketing|[Oo]perations|[Cc]ommercial|[Tt]echnical|[Ss]porting)\s(?:director|chief))"
    rf"\s((?:{CAPITAL}[\w'-]+\s?){{2,3}})"
)
"""Somebody with a post at a firm that is not named with it, as one opens: `Finance director Jane Doe expects`."""
_OFFICES = frozenset(("executive", "officer", "chairman", "chairwoman", "director", "chief"))
_NAME = re.compile(rf"{CAPITAL}[\w'-]+(?:\s[A-Z][\w'-]+){{1,2}}\Z")
_FIRM = rf"({CAPITAL}[\w&'-]+(?:\s[A-Z][\w&'-]+){{0,3}})"
_FOUNDED = re.compile(
    rf",\s(?:\d\d,\s)?(?:who\s(?:(?:co-)?founded|runs|owns|heads|leads|set\sup|started)"
    rf"|(?:an?\s|the\s)?(?:co-)?(?:founder|owner)(?:\sand\s[a-z ]+)?\sof)\s(?:the\s)?{_FIRM}"
)
"""Behind somebody's name, the firm that they began or lead: `Jane Doe, 34, who founded Acme`."""
_LEFT = re.compile(
    rf"\s(?:left|quit|gave\sup|sold|moved|came|returned)\s[^.\n]{{0,80}}?\sto\s(?:start|found|co-found|set\sup|launch)\s(?:the\s)?{_FIRM}"
)
"""Behind somebody's name, the firm for which they gave up something: `Jane Doe left a bank to start Acme`."""
_STARTS = frozenset(("start", "found", "co-found", "set", "launch"))
_LONGEST_NAME = 100
_BEGAN = frozenset(("founded", "co-founded", "runs", "owns", "heads", "leads", "set", "started", "founder", "owner"))
_OPENS = re.compile(r"(?:^|[.!?\n]\s?)[A-Z][a-z]+\s([A-Z][\w'-]+)(?=,|\s[a-z])")
"""The surname of somebody of two names with whom a sentence opens."""
_LONGEST = 2000
"""How much of a line or sentence is looked at."""
_BACK = 12
"""How many sentences back a pronoun may mean somebody."""


def houses_of(text: str, people: frozenset[str], said: frozenset[str]) -> dict[str, str]:
    """Surnames to the firms that the text says are theirs; empty for whoever has a post at what it tells of."""
    found: dict[str, str] = {}
    if not said.isdisjoint(_HERS) and not said.isdisjoint(_OWNED):
        for firm in _HER_FIRM.finditer(text):
            named = [word for word in WORD.findall(text, max(0, firm.start() - 300), firm.start()) if word in people]
            named = named or _OPENS.findall(text, max(0, firm.start() - 300), firm.start())
            if named and not people.issuperset(firm[1].split()):
                found.setdefault(named[-1], firm[1])
    for words, pattern in ((_BEGAN, _FOUNDED), (_STARTS, _LEFT)):
        if said.isdisjoint(words):
            continue
        done = 0
        for began in pattern.finditer(text):
            founder = _NAME.search(text, max(done, began.start() - _LONGEST_NAME), began.start())
            if founder is None:
                continue
            name, done = founder.group().split(), began.end()
            surname = name[0] if "-" in name[-1] else name[-1]  # "Wong Kam-wing"
            if not people.issuperset(began[1].split()) and ORGANISATION_NOUNS.isdisjoint(map(str.lower, name)):
                found.setdefault(surname, began[1])
    if not said.isdisjoint(_POSTS):
        for posted in _POSTED.finditer(text):
            surname = posted[1].split()[-1]
            if surname in people:
                found.setdefault(surname, "")
    if not said.isdisjoint(_OFFICES):
        for posted in _OFFICER.finditer(text):
            surname = posted[1].split()[-1]
            if surname in people:
                found.setdefault(surname, "")
    return found


def house_named(reading: "Reading", number: int, place: int) -> str:
    """The body of somebody named before a place of a sentence, whose it is by what the text says."""
    houses = reading.spelling.houses
    if not houses:
        return ""
    named = WORD.findall(reading.plain, max(reading.sentences[number].start, place - _LONGEST), place)
    found = next((word for word in reversed(named) if word in houses), "")
    return _house(reading, found) if found and (houses[found] or not _told_of_another(reading, number)) else ""


def _told_of_another(reading: "Reading", number: int) -> bool:
    """Whether the sentence before, in the same paragraph, has figures of another body than the text's own."""
    before = reading.focus.get(number - 1, "") if reading.openings[number] < number else ""
    return before in reading.lexicon.entity_words and before != reading.topic and not reading.is_place(before)


def house_meant(reading: "Reading", number: int) -> str:
    """The body of whom the line of a sentence names or calls `she` or `he`: the one named last before it."""
    houses = reading.spelling.houses
    opening = reading.openings[number]
    line = (
        max(reading.sentences[opening].start, reading.sentences[number].start - _LONGEST),
        reading.sentences[number].end,
    )
    if not houses or (
        reading.words_in(line).isdisjoint(_PRONOUNS) and houses.keys().isdisjoint(WORD.findall(reading.plain, *line))
    ):
        return ""
    for earlier in range(number, max(number - _BACK, -1), -1):
        sentence = reading.sentences[earlier]
        named = WORD.findall(reading.plain, max(sentence.start, sentence.end - _LONGEST), sentence.end)
        if last := next((word for word in reversed(named) if word in reading.spelling.people or word in houses), ""):
            told = houses.get(last) or not _told_of_another(reading, number)
            return _house(reading, last) if last in houses and told else ""
    return ""


def _house(reading: "Reading", surname: str) -> str:
    firm = reading.spelling.houses[surname]
    return reading.lexicon.names.get(firm, firm) or ("" if reading.is_place(reading.topic) else reading.topic)
