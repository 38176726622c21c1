"""Businesses and bodies that a text shows to be some, whatever they are called: "Kwan Hing, a food manufacturer"."""

import re
from collections.abc import Iterator

from extraction.grammar import alternation, words
from extraction.mentions import NOT_NAMES, OFFICE
from extraction.quantities.occurrences import occurrences

_LISTS = words("entities")
_FIRMS = words("firms")
_NAME = r"[A-Z][\w&+-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w&+-]*){0,4}"
_HEAD = alternation([*_LISTS["company_nouns"], *_FIRMS["firm_heads"]])
_BEFORE = re.compile(rf"({_NAME})\Z")
_BEHIND = re.compile(rf"\s({_NAME})")
_BEHIND_LINK = re.compile(rf"\s(?:of|at|in)\s(?:the\s)?({_NAME})")
_SHORT = re.compile(rf"({_NAME})[\"”]")
_SUFFIX = re.compile(rf"\s(?:{alternation(_FIRMS['legal_forms'])})\.?$")
_EXCHANGES = frozenset(("NASDAQ", "NYSE", "HKEX", "SEHK", "LSE"))
_SIGN_BEHIND = re.compile(
    rf"[,'’(](?=(?<=,)\s(?:(?:an?|the|one\sof|its|their|our|another)\s(?:(?!(?:at|with|for|from|by)\b)[\w’'-]+\s){{0,5}}?(?:{_HEAD})\b"
    r"|(?:which|whose)\s(?:makes|sells|runs|operates|builds|employs|develops|provides|supplies|was\sfounded)\b"
    r"|(?:founded|set\sup|established|headquartered|spun\soff|spun\sout|listed)\s(?:in|by|on|from|of)\b)"
    rf"|(?<=['’])s?\s(?:{alternation(_FIRMS['of_firms'])})\b"
    rf"|(?<=\s\()(?:(?P<short>[\"“])|(?:[A-Z]+:\s?)?\d{{1,6}}(?:\.[A-Z]{{2}})?\)|(?:{alternation(_EXCHANGES)}):))"
)
"""Behind the name of a firm or body: what it is, whose shares they are, its short form or code in brackets."""
_WORD_BEHIND = re.compile(
    rf"(?:{alternation(_EXCHANGES)}):"
    r"|(?:shares|stock)\s(?:rose|fell|gained|lost|jumped|dropped|climbed|slid|closed|ended|were)\b"
)
_WORDS_BEHIND = _EXCHANGES | {"shares", "stock"}
_LONGEST = 60
_HEADS = frozenset((*_LISTS["company_nouns"], *_FIRMS["firm_heads"]))
_HYPHENED = tuple(head for head in _HEADS if "-" in head)
"""Those that are no single word of a text."""
_OFFICER = re.compile(rf"\b(?:(?:{alternation(_FIRMS['officers'])})\s(?:of|at)|[Ss]hares\s(?:of|in))(?:\sthe)?\s$")
_OFFICER_WORDS = frozenset(
    ("shares", "Shares", *(word for title in _FIRMS["officers"] for word in title.split()[-1].split("-")))
)


def firms_of(text: str, people: frozenset[str], said: frozenset[str]) -> dict[str, str]:
    """Each name that a text shows to be a business's or body's, to its shortest form.

    `people` are the words of their names, `said` all words of the text.
    """
    found = {name for name in _shown(text, said) if _is_name(name) and not people.issuperset(name.split())}
    return {form: _shortest(name) for name in found for form in (name, _shortest(name))}


def _shown(text: str, said: frozenset[str]) -> Iterator[str]:
    for sign in _SIGN_BEHIND.finditer(text):
        end = sign.start() - (sign.group() == "(")
        if before := _BEFORE.search(text, end - _LONGEST, end):
            yield _without_openers(before.group(1))
            if sign["short"] and (short := _SHORT.match(text, sign.end("short"))):
                yield short.group(1)
    for word in said & _WORDS_BEHIND:
        for place in occurrences(text, word):
            is_behind = text[place - 1 : place].isspace() and _WORD_BEHIND.match(text, place)
            if is_behind and (before := _BEFORE.search(text, place - 1 - _LONGEST, place - 1)):
                yield _without_openers(before.group(1))
    for word in (*(said & _HEADS), *_HYPHENED):
        for place in occurrences(text, word):
            is_first = not text[place - 1 : place].strip()
            if is_first and (after := _BEHIND.match(text, place + len(word))):
                yield _without_openers(after.group(1))
    for word in said & _OFFICER_WORDS:
        for end in (place + len(word) for place in occurrences(text, word)):
            if (after := _BEHIND_LINK.match(text, end)) and _OFFICER.search(text, end - 40, after.start(1)):
                yield _without_openers(after.group(1))


def _without_openers(name: str) -> str:
    parts = name.split()
    while len(parts) > 1 and (parts[0] in NOT_NAMES or parts[0] in ("of", "and", "&")):
        parts.pop(0)
    return " ".join(parts)


def _is_name(name: str) -> bool:
    parts = name.split()
    return len(name) > 2 and parts[0] not in NOT_NAMES and OFFICE.isdisjoint(parts) and not parts[0].endswith("ly")


def _shortest(name: str) -> str:
    """A name without its legal form."""
    short = name
    while (cut := _SUFFIX.sub("", short)) != short and len(cut) > 2:
        short = cut
    return short
