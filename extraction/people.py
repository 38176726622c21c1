"""People: who they are by titles, offices and speech, so that no figure is theirs."""

import re
from collections.abc import Iterator

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACES
from extraction.grammar import alternation, words
from extraction.mentions import CAPITAL as _CAPITAL
from extraction.mentions import FALSE_TITLES, NOT_NAMES, OFFICE
from extraction.quantities.occurrences import is_alone, occurrences

_GIVEN_NAME = re.compile(r"[A-Z][a-z]{1,5}-(?!based|born|led|run|made|listed|owned|wide|style)[a-z]{1,5}")
"""The end of a name such as `Wong Kam-wing`."""
_TAKES_OFFICE = re.compile(
    r"\s+(?:became|becomes|was\s(?:named|appointed|elected|made)|has\sbeen)\s(?:the\s|its\s|an?\s)?(?:[\w-]+\s){0,2}?"
    r"(?:chief\sexecutive|president|chair(?:man|woman)?|director|secretary|minister|head|founder|manager|governor|mayor|partner)\b"
)
_WHO = re.compile(r"\s+who\b")
_MAKERS = frozenset(words("entities")["company_nouns"])
_SPEECH = r"(?:said|says|told|added|noted|stated|stressed|explained|believes?|argued)\b"
_PERSON_AFTER = re.compile(
    rf"\s*,?\s*(?:{_SPEECH}|who\b)|,\s+(?:the\s+)?(?:\w+\s+){{0,3}}(?:secretary|director|chairman|chairwoman|president"
    r"|minister|economist|analyst|professor|chief|CEO|founder|head|spokes\w+|manager|partner|deputy)\b"
)
_POST_AFTER = re.compile(
    r",\s(?:(?:Executive|Senior|Deputy|Acting|Group|Vice|Managing|Interim|Co-)\s?){0,2}(?:Vice-)?"
    r"(?:President|Chairman|Chairwoman|Chair|Director|Secretary|Minister|Founder|Governor|Mayor|Commissioner|C[EFOT]O|Chief\s(?:Executive|Financial|Operating))\b(?!\s[A-Z][a-z]+\s[A-Z]?[a-z]*\s?(?:said|says))"
)
_SHORT_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Prof")
_TITLES = frozenset((*_SHORT_TITLES, "Sir", *(word for word in OFFICE if word != "Executive")))
_TITLED = re.compile(rf"(?:{alternation(_TITLES)})\.?,?\s+((?:[A-Z][\w'-]+\s?){{1,4}})")
_POSTS = frozenset(
    (
        *("mayor", "minister", "secretary", "economist", "analyst", "director", "chief", "president", "founder"),
        *("chairman", "chairwoman", "professor", "head", "governor", "spokesman", "spokeswoman", "spokesperson"),
        *("manager", "executive"),
    )
)
_APPOSED = re.compile(r",?\s+((?:[A-Z][\w'-]+\s?){2,3})")
"""Somebody named right behind a post: `director Jane Doe`."""
_HELD = (_POSTS - {"executive"}) | {"CEO"}
_IN_OFFICE = re.compile(rf",\s(?:the\s|a\s|an\s|its\s)?(?:[\w'-]+\s){{0,3}}?(?:co-)?(?:{alternation(_HELD)})\b")
_NAME_BEFORE = re.compile(rf"{_CAPITAL}[\w'-]+\s?(?:[A-Z][\w'-]+\s?){{1,3}}$")
_POSTED_AT = re.compile(
    r"\s(?:at|for|with|of)\s(?:the\s)?[A-Z][\w'&-]*(?:\s(?:of\s|for\s|and\s|the\s)?[A-Z][\w'&-]*){0,5},\s"
    r"((?:[A-Z][\w'-]+\s?){2,3}),?\s(?:who|has|had|[a-z]+s|[a-z]+ed|told)\b"
)
"""Somebody named behind a post and whose it is: `An analyst at Acme, Jane Doe, reckons`."""
_TO_LAST = re.compile(r".*[^\w']", re.DOTALL)
_SPEAKS = frozenset(
    (
        *("said", "says", "told", "added", "noted", "stressed", "explained", "believes", "argued"),
        *("mentioned", "indicated", "expects"),
    )
)
_SPEAKER = re.compile(rf"{_CAPITAL}[\w'-]++\s(?:[A-Z][\w'-]++\s){{0,3}}\Z")
_LONGEST = 100
"""How far before a verb of speech the name of who speaks may begin."""


_PEOPLE = words("people")
_NAMED_AFTER = frozenset(_PEOPLE["named_after_people"])
_FIRST_NAMES = frozenset(_PEOPLE["given_names"])
_NO_SURNAMES = frozenset((*_PEOPLE["sites"], *(noun.capitalize() for noun in ORGANISATION_NOUNS)))
_TWO_OR_THREE = re.compile(
    r"([A-Z][a-zé](?<!\w..)[a-zé]*+)\s(?:[A-Z]\.\s)?([A-Z][a-z]\w*(?:-[A-Z]\w+)?)(?:\s([A-Z][a-z]\w*))?(?!\s&|\s?[A-Z])"
)


_POSTS_OF = ("Secretary", "Minister", "Commissioner", "Director", "Spokesperson", "Professor", "Chair", "Head")
_POST_OF = re.compile(
    rf"(?:{'|'.join(_POSTS_OF)})\s(?:for|of)\s(?:the\s)?"
    r"[A-Z][\w-]+(?:(?:,\s|\sand\s|,\sand\s|\s)[A-Z][\w-]+){0,5}"
)
"""A post and its field, which names no body: "Secretary for Innovation, Technology and Industry"."""
_WHICH_POST = frozenset(
    (
        "The",
        "Union",
        "Cabinet",
        "First",
        "Chief",
        "Permanent",
        "Deputy",
        "Acting",
        "Former",
        "Under",
        "Assistant",
        "Prime",
        "State",
    )
)


def posts_in(text: str, left: int, right: int, said: frozenset[str]) -> list[tuple[int, int]]:
    """The posts with their fields in a stretch, which name no body: `Secretary for Trade`; `said`: all words."""
    if said.isdisjoint(_POSTS_OF):
        return []
    return [post.span() for post in _POST_OF.finditer(text, left, right)]


def is_of_post(text: str, name: re.Match[str], start: int, end: int) -> bool:
    """Whether a capitalised sequence is a post, with what says which: `Union Minister of Trade`; or a part of one."""
    if name.start() >= end or name.end() <= start:
        return False
    return _WHICH_POST.issuperset(text[name.start() : start].split())


_SYLLABLES = frozenset(("To", "On", "So", "No", "Up", "Do"))
"""Little words that are the first syllable of a name where a capital has no other reason: `in To Kwa Wan`."""
_WHERE = (" in ", " at ", " near ", "In ", "At ", "Near ")


def only_introduces(text: str, word: re.Match[str]) -> bool:
    """Whether a capitalised word only stands before a name ("But", "Drugmaker Acme"; not in "Bank of the Isles")."""
    found = word.group()
    if found in NOT_NAMES:
        # "The New Harbour Scheme" inside a sentence is called so; "New" after a stop, or in a headline, only describes.
        # A "Last" with a capital after "the" is a part of a name wherever it stands: "The Last Mile Scheme".
        called = found == "New" and text.endswith("the ", 0, word.start())
        if found in _SYLLABLES and text.endswith(_WHERE, 0, word.start()):
            return False
        return not called and not (found == "Last" and text.endswith(("the ", "The "), 0, word.start()))
    described = found.lower() in _MAKERS or found.lower() in FALSE_TITLES or found.endswith("maker")
    return described and not text.startswith(" of ", word.end())


def is_person(text: str, left: int, start: int, end: int, tokens: list[str], people: frozenset[str]) -> bool:
    """Whether the name `text[start:end]` is a person's: known as one, with an office, or speaking for themselves."""
    if people.issuperset(tokens) or (len(tokens) > 1 and _GIVEN_NAME.fullmatch(tokens[-1])):
        return True
    if not OFFICE.isdisjoint(tokens) or not OFFICE.isdisjoint("-".join(tokens).split("-")):
        return True
    said = len(tokens) > 1 and (
        _PERSON_AFTER.match(text, end) or _POST_AFTER.match(text, end) or _TAKES_OFFICE.match(text, end)
    )
    return bool(said) or (len(tokens) == 1 and bool(_WHO.match(text, end))) or _office_before(text, left, start)


def people_of(text: str, said: frozenset[str]) -> frozenset[str]:
    """The names of people, as single words, from their titles and offices and from who speaks; `said`: all words.

    Whoever speaks under one word is a person only where the text gives that word's first name or title too.
    """
    names: set[str] = set()
    for match in _TWO_OR_THREE.finditer(text) if not said.isdisjoint(_FIRST_NAMES) else ():
        first, *last = filter(None, match.groups())
        if first in _FIRST_NAMES and _NO_SURNAMES.isdisjoint(last) and match.group() not in _NAMED_AFTER:
            names.update((first, *last))
    for name in _with_office(text, said):
        found = name.split()
        if ORGANISATION_NOUNS.isdisjoint(word.lower() for word in found):
            names.update(word for word in found if word not in OFFICE and word not in NOT_NAMES)
    for match in _speakers(text, said):
        spoken = match.group().split()
        while spoken and (spoken[0] in NOT_NAMES or spoken[0].lower() in _MAKERS or spoken[0].endswith("maker")):
            spoken = spoken[1:]
        described = text[max(0, match.start() - 20) : match.start()].split()[-1:]
        if (
            len(spoken) < 2
            or _MAKERS.intersection(described)
            or any(word.lower() in ORGANISATION_NOUNS for word in spoken)
        ):
            continue
        names.update(word for word in spoken if word not in NOT_NAMES and not word.isupper())
    return frozenset(names)


def _speakers(text: str, said: frozenset[str]) -> Iterator[re.Match[str]]:
    """The capitalised words that stand before verbs of speech; `mentioned` is one only in `also mentioned`."""
    for verb in said & _SPEAKS:
        for place in occurrences(text, verb):
            if not is_alone(text, place, place + len(verb)):
                continue
            if verb == "mentioned":
                if not text.endswith("also ", 0, place):
                    continue
                place -= len("also ")  # noqa: PLW2901 - both words are the verb
            if found := _SPEAKER.search(text, place - _LONGEST, place):
                yield found


def _with_office(text: str, said: frozenset[str]) -> Iterator[str]:
    """The names that stand beside an office: `Professor Jane Doe`, `director Jane Doe`, `Jane Doe, the director`."""
    for match in _TITLED.finditer(text) if not said.isdisjoint(_TITLES) else ():
        if match.start() == 0 or not text[match.start() - 1].isalnum():
            yield match.group(1)
    for post in said & _POSTS:
        for place in occurrences(text, post):
            end = place + len(post)
            if (beside := _APPOSED.match(text, end)) and (place == 0 or not text[place - 1].isalnum()):
                yield beside.group(1)
            if (behind := _POSTED_AT.match(text, end)) and behind.group(1).strip() not in PLACES:
                yield behind.group(1)
    for match in _IN_OFFICE.finditer(text) if not said.isdisjoint(_HELD) else ():
        if name := _NAME_BEFORE.search(text, match.start() - 80, match.start()):
            yield name.group()


def _office_before(text: str, left: int, start: int) -> bool:
    before = text[max(left, start - 24) : start]
    bare = before.rstrip(", \n\t\u00a0")
    if not bare or bare == before:
        return False
    ahead = _TO_LAST.match(bare)
    word = bare[ahead.end() :] if ahead else bare
    return word in OFFICE or word.capitalize() in OFFICE or word in _SHORT_TITLES
