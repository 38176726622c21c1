"""Short forms that a text defines or uses for the names it spells out."""

import re

from extraction.catalogue_lexicon import Lexicon
from extraction.catalogue_places import ORGANISATION_NOUNS
from extraction.grammar import lower, words
from extraction.mentions import CAPITAL, NAME, NOT_NAMES, named
from extraction.words_said import words_in_order

_ACRONYM = re.compile(r"\(\s?\"?(?:the\s+)?([A-Z][A-Za-z0-9&+-]{1,11})(?:\"?\s?\)|\"(?=[;,]|\s(?:or|and)\s))")
"""A short form in brackets behind what it stands for, with others perhaps: `("AWW" or the "Group"; code 40)`."""
_LONG_FORM = re.compile(r"\(([A-Z][a-z]\w*(?:\s+(?:of|for|and|the|&|in)?\s*[A-Z]\w*){1,8})\)")
_SHORT_BEFORE = re.compile(rf"({CAPITAL}[A-Za-z&+-]{{1,9}})\s$")
_CAPITALS = re.compile(r"([A-Z][A-Z](?<!\w..)[A-Z]{1,3})\b(?:\s([A-Z][a-z]+))?")
_INITIALS = re.compile(r"[A-Z]{3,5}")
_SPELT = re.compile(r"[A-Z][a-z]++(?:\s[A-Z][a-z]++){2,6}")
_CONCEPTS = frozenset(words("entities")["concept_names"])


def acronyms(text: str, lexicon: Lexicon, said: frozenset[str]) -> dict[str, str]:
    """Acronyms the text itself defines, with entity id or full words: `Acme Widget Works (AWW)`, or the other way.

    `said` are the words of the text.
    """
    local: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        short = match.group(1)
        if not sum(letter.isupper() for letter in short) > 1 or short in lexicon.names:
            continue
        before = text[max(0, match.start() - 120) : match.start()].rstrip(" \"'")
        names = named(before, lower(before), lexicon, {}, words_in_order(before))
        known = next((m for m in reversed(names) if m.end >= len(before) - 1), None)
        if known:
            local.setdefault(short, known.entity)
            continue
        sequence = None
        for sequence in NAME.finditer(before):  # noqa: B007 - the last one counts
            pass
        if sequence and sequence.end() >= len(before) - 1:
            long = sequence.group()
            while (head := long.split(" ", 1))[0].capitalize() in NOT_NAMES and len(head) > 1:
                long = head[1]
            initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", long))
            if long in _CONCEPTS or short in _CONCEPTS:
                continue
            if initials.endswith(short[-1].upper()) or short[0] in initials:
                local.setdefault(short, long)
    for match in _LONG_FORM.finditer(text):
        called = _SHORT_BEFORE.search(text, match.start() - 12, match.start())
        short, long = called.group(1) if called else "", match.group(1)
        initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", long))
        if short.isupper() and short == initials and short not in lexicon.names:
            local.setdefault(short, lexicon.names.get(long, long))
    _add_initials(text, lexicon, local, said)
    return local


def _add_initials(text: str, lexicon: Lexicon, local: dict[str, str], said: frozenset[str]) -> None:
    """Add what the text calls by its first letters without saying so: `HPH Trust` for `Harbour Pilot Houses Trust`."""
    shorts = {word for word in filter(str.isupper, said) if _INITIALS.fullmatch(word)}
    shorts -= local.keys() | lexicon.names.keys() | _CONCEPTS
    if not shorts:
        return
    used: set[tuple[str, str]] | None = None
    for match in _SPELT.finditer(text):
        spelt = match.group().split()
        if spelt[0] in NOT_NAMES:
            del spelt[0]
        name = " ".join(spelt)
        initials = "".join([word[0] for word in spelt])
        for size in range(3, len(spelt) + 1):
            short = initials[:size]
            if short not in shorts:
                continue
            if size < len(spelt) and used is None:
                used = set(_CAPITALS.findall(text))
            fits = size == len(spelt) or (used is not None and (short, spelt[size]) in used)
            if fits and spelt[-1].lower() in ORGANISATION_NOUNS:
                local.setdefault(short, lexicon.names.get(name, name))
