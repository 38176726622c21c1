"""Capitalised names that no catalogue has: organisations, programmes and places by their form, people left out."""

import re
from collections.abc import Mapping

from extraction.catalogue_lexicon import ORGANISATION_NOUNS
from extraction.grammar import alternation, words
from extraction.mentions import FALSE_TITLES, NAME, NOT_NAMES, OFFICE, WORD, Mention, names_currency

_LISTS = words("entities")
_MAKERS = frozenset(_LISTS["company_nouns"])
_GENERIC = frozenset((*_LISTS["pointing_nouns"], *_LISTS["company_nouns"], *_LISTS["place_nouns"]))
_NO_SINGLE = NOT_NAMES | frozenset(_LISTS["common_starts"])
_QUOTED = re.compile(r"\"([A-Z][^\"\n]{1,90})\"|“([A-Z][^”\n]{1,90})”")
_SPEECH = r"(?:said|says|told|added|noted|stated|stressed|explained|believes?|argued)\b"
_PERSON_AFTER = re.compile(
    rf"\s*,?\s*(?:{_SPEECH}|who\b)|,\s+(?:the\s+)?(?:\w+\s+){{0,3}}(?:secretary|director|chairman|chairwoman|president"
    r"|minister|economist|analyst|professor|chief|CEO|founder|head|spokes\w+|manager|partner|deputy)\b"
)
_ACTS = re.compile(
    rf"\s+(?:\w+ly\s+|also\s+|now\s+)?(?:{alternation(_LISTS['acting_verbs'])})\b|,\s+(?:an?|the|which)\s|'s\s+[a-z]"
    rf"|\s+(?:has|had|will)\s+(?:also\s+|now\s+)?(?:{alternation(_LISTS['acting_verbs'])})\b"
)
_DOES = re.compile(
    r"\s+(?:also\s+)?(?!(?:reach|exceed|top|total|averag|increas|decreas|declin|climb|drop|jump|slip|surg|plung|plummet|eas|slow|narrow"
    r"|widen|doubl|tripl|remain|account|need|help|dipp|surpass|recover|return)\w*\b)[a-z]{3,}ed\s+"
    r"(?:[\d$€£¥]|(?:an?|the|its|up\s+to|about|some|more|all|nearly|over|around|another)\b)"
)
_MASS = frozenset(
    (*words("measures")["measure_nouns"], *words("measures")["counting_nouns"], *words("measures")["counting_words"])
)
_NEAR_PLACE = re.compile(r"\b(?:in|at|across|throughout)\s+(?:(?:its|their)\s+\w+\s+)?$", re.IGNORECASE)
_PLACE_HEAD = re.compile(rf"\b(?:{alternation(_LISTS['place_heads'])})\s+of\s+$", re.IGNORECASE)
_INSIDE_SENTENCE = re.compile(r"(?<=[a-z0-9,;)] )([A-Z][a-z]\w+)\b")
_PLURAL_ACRONYM = re.compile(r"[A-Z&]{2,}s")
"""Things counted under a short form ("210 ETPs"): common nouns, however they are written."""
_LOWER = re.compile(r"\b[a-z]{3,}\b")
_TITLE = alternation([word for word in OFFICE if word != "Executive"])
_TITLED = re.compile(rf"\b(?=[A-Z])(?:Mr|Mrs|Ms|Dr|Prof|Sir|{_TITLE})\.?,?\s+((?:[A-Z][\w'-]+\s?){{1,4}})")
_APPOSED = re.compile(
    r"\b(?:mayor|minister|secretary|economist|analyst|director|chief|executive|president|founder|chairman|chairwoman|professor|head"
    r"|governor|spokes(?:man|woman|person)|manager),?\s+((?:[A-Z][\w'-]+\s?){2,3})"
)
_SPEAKING = re.compile(
    r"\b((?:[A-Z][\w'-]+\s){1,4})(?:said|says|told|added|noted|stressed|explained|believes|argued"
    r"|also\s+mentioned|indicated|expects)\b"
)


def named_words(text: str) -> frozenset[str]:
    """Single words that the text shows to be names: capitalised inside a sentence, and nowhere in small letters."""
    return frozenset(_INSIDE_SENTENCE.findall(text)) - _NO_SINGLE


def small_words(text: str) -> frozenset[str]:
    """The words that the text writes in small letters."""
    return frozenset(_LOWER.findall(text))


def _opens_as_name(text: str, name: str, end: int, proven: frozenset[str], small: frozenset[str]) -> bool:
    """Whether the one capitalised word that opens a sentence is a name: seen as one elsewhere, or acting like one."""
    if name in _NO_SINGLE or name.lower() in small or len(name) < 3:
        return False
    if name in proven or (name.isupper() and name.isalpha()):
        return True
    if name.endswith(("s", "ing", "tion", "ment", "ness", "ship")) or name.lower() in _MASS:
        return False
    return bool(_ACTS.match(text, end) or _DOES.match(text, end))


def free_names(
    text: str,
    left: int,
    right: int,
    taken: list[Mention],
    people: frozenset[str],
    endings: Mapping[str, str],
    proven: frozenset[str] = frozenset(),
    small: frozenset[str] = frozenset(),
) -> list[Mention]:
    """Capitalised names in `text[left:right]` that no mention of `taken` covers; people who speak are left out.

    `proven` are words known to be names, `small` those the text also writes in small letters.
    """
    found: list[Mention] = []
    for match in _QUOTED.finditer(text, left, right):
        inner = match.group(1) or match.group(2)
        heads = {word.lower() for word in WORD.findall(inner)}
        if heads & ORGANISATION_NOUNS and not any(m.start < match.end() and match.start() < m.end for m in taken):
            found.append(Mention(match.start() + 1, match.end() - 1, inner, "free"))
    for match in NAME.finditer(text, left, right):
        start, end = _trimmed(text, *match.span())
        name = text[start:end]
        if names_currency(text, end) or _PLURAL_ACRONYM.fullmatch(name):
            continue
        if len(name) < 2 or name in NOT_NAMES or any(m.start < end and start < m.end for m in (*taken, *found)):
            continue
        tokens = name.split()
        single = len(tokens) == 1
        if single and (name.lower() in _GENERIC or (start == left and name.lower() in ORGANISATION_NOUNS)):
            continue
        organisation = any(word.lower().strip("'&,") in ORGANISATION_NOUNS for word in tokens)
        if not organisation and _is_person(text, left, start, end, tokens, people):
            continue
        if (
            not organisation
            and start == left
            and len(tokens) == 1
            and not _opens_as_name(text, name, end, proven, small)
        ):
            continue
        entity = endings.get(name, name) if organisation else name
        head = _PLACE_HEAD.search(text, max(left, start - 20), start)
        placed = bool(head) or (not organisation and bool(_NEAR_PLACE.search(text, max(left, start - 30), start)))
        opens = head.start() if head else start
        found.append(Mention(opens, end, entity, "free", placed, organisation=organisation or bool(head)))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A capitalised sequence without what only introduces a name ("But", "Drugmaker") or follows it (`'s`)."""
    while (first := WORD.match(text, start)) and first.end() < end and _only_introduces(first.group()):
        start = first.end() + 1
        while start < end and not text[start].isalnum():
            start += 1
        if start < end and not text[start].isupper():
            step = re.compile(r"[A-Z]").search(text, start, end)
            start = step.start() if step else end
    name = text[start:end]
    name = name[:-2] if name.endswith("'s") else name.rstrip("'-&")
    return start, start + len(name)


def _only_introduces(word: str) -> bool:
    return word in NOT_NAMES or word.lower() in _MAKERS or word.lower() in FALSE_TITLES or word.endswith("maker")


def _is_person(text: str, left: int, start: int, end: int, tokens: list[str], people: frozenset[str]) -> bool:
    if all(token in people for token in tokens) or any(token in OFFICE for token in tokens):
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
    for match in (*_TITLED.finditer(text), *_APPOSED.finditer(text)):
        names.update(
            word for word in match.group(1).split() if word not in OFFICE and word.lower() not in ORGANISATION_NOUNS
        )
    for match in _SPEAKING.finditer(text):
        spoken = match.group(1).split()
        while spoken and _only_introduces(spoken[0]):
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
