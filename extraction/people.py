"""People: who they are by titles, offices and speech, so that no figure is theirs."""

import re

from extraction.catalogue_lexicon import ORGANISATION_NOUNS
from extraction.grammar import alternation, words
from extraction.mentions import CAPITAL as _CAPITAL
from extraction.mentions import FALSE_TITLES, NOT_NAMES, OFFICE

_MAKERS = frozenset(words("entities")["company_nouns"])
_SPEECH = r"(?:said|says|told|added|noted|stated|stressed|explained|believes?|argued)\b"
_PERSON_AFTER = re.compile(
    rf"\s*,?\s*(?:{_SPEECH}|who\b)|,\s+(?:the\s+)?(?:\w+\s+){{0,3}}(?:secretary|director|chairman|chairwoman|president"
    r"|minister|economist|analyst|professor|chief|CEO|founder|head|spokes\w+|manager|partner|deputy)\b"
)
_TITLE = alternation([word for word in OFFICE if word != "Executive"])
_TITLED = re.compile(rf"\b(?=[A-Z])(?:Mr|Mrs|Ms|Dr|Prof|Sir|{_TITLE})\.?,?\s+((?:[A-Z][\w'-]+\s?){{1,4}})")
_APPOSED = re.compile(
    r"\b(?:mayor|minister|secretary|economist|analyst|director|chief|executive|president|founder|chairman|chairwoman|professor|head"
    r"|governor|spokes(?:man|woman|person)|manager),?\s+((?:[A-Z][\w'-]+\s?){2,3})"
)
_IN_OFFICE = re.compile(
    rf"({_CAPITAL}[\w'-]+\s?(?:[A-Z][\w'-]+\s?){{1,3}}),\s(?:the\s|a\s|an\s|its\s)?(?:[\w'-]+\s){{0,3}}?(?:co-)?(?:founder|chief|director|chairman|chairwoman|president|minister|secretary"
    r"|economist|analyst|professor|head|spokes(?:man|woman|person)|manager|CEO|mayor|governor)\b"
)
_SPEAKING = re.compile(
    rf"({_CAPITAL}[\w'-]+\s(?:[A-Z][\w'-]+\s){{0,3}})(?:said|says|told|added|noted|stressed|explained|believes|argued"
    r"|also\s+mentioned|indicated|expects)\b"
)


_PEOPLE = words("people")
_NAMED_AFTER = frozenset(_PEOPLE["named_after_people"])
_FIRST_NAMES = frozenset(_PEOPLE["given_names"])
_NO_SURNAMES = frozenset((*_PEOPLE["sites"], *(noun.capitalize() for noun in ORGANISATION_NOUNS)))
_TWO_OR_THREE = re.compile(
    rf"({_CAPITAL}[a-zé]+)\s(?:[A-Z]\.\s)?([A-Z][a-z]\w*(?:-[A-Z]\w+)?)(?:\s([A-Z][a-z]\w*))?(?!\s&|\s?[A-Z])"
)


def only_introduces(text: str, word: re.Match[str]) -> bool:
    """Whether a capitalised word only stands before a name ("But", "Drugmaker Acme"; not in "Bank of the Isles")."""
    found = word.group()
    if found in NOT_NAMES:
        return True
    described = found.lower() in _MAKERS or found.lower() in FALSE_TITLES or found.endswith("maker")
    return described and not text.startswith(" of ", word.end())


def is_person(text: str, left: int, start: int, end: int, tokens: list[str], people: frozenset[str]) -> bool:
    """Whether the name `text[start:end]` is a person's: known as one, with an office, or speaking for themselves."""
    if all(token in people for token in tokens):
        return True
    if any(part in OFFICE for token in tokens for part in (token, *token.split("-"))):
        return True
    said = len(tokens) > 1 and _PERSON_AFTER.match(text, end)
    return (
        bool(said)
        or (len(tokens) == 1 and bool(re.match(r"\s+who\b", text[end : end + 6])))
        or _office_before(text, left, start)
    )


def people_of(text: str) -> frozenset[str]:
    """The names of people, as single words, from their titles and offices and from who speaks.

    Whoever speaks under one word is a person only where the text gives that word's first name or title too.
    """
    names: set[str] = set()
    for match in _TWO_OR_THREE.finditer(text):
        first, *last = filter(None, match.groups())
        if first in _FIRST_NAMES and _NO_SURNAMES.isdisjoint(last) and match.group() not in _NAMED_AFTER:
            names.update((first, *last))
    for match in (*_TITLED.finditer(text), *_APPOSED.finditer(text), *_IN_OFFICE.finditer(text)):
        found = match.group(1).split()
        if ORGANISATION_NOUNS.isdisjoint(word.lower() for word in found):
            names.update(word for word in found if word not in OFFICE and word not in NOT_NAMES)
    for match in _SPEAKING.finditer(text):
        spoken = match.group(1).split()
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


def _office_before(text: str, left: int, start: int) -> bool:
    before = re.search(r"([\w']+)[\s,]+$", text[max(left, start - 24) : start])
    return bool(
        before
        and (
            before.group(1) in OFFICE
            or before.group(1).capitalize() in OFFICE
            or before.group(1) in ("Mr", "Mrs", "Ms", "Dr", "Prof")
        )
    )
