"""Businesses and bodies that a text shows to be some, whatever they are called: "Kwan Hing, a food manufacturer"."""

import re
from collections.abc import Iterator

from extraction.grammar import alternation, words
from extraction.mentions import NOT_NAMES, OFFICE
from extraction.people import people_of

_LISTS = words("entities")
_FIRMS = words("firms")
_NAME = r"[A-Z][\w&+-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w&+-]*){0,4}"
_HEAD = alternation([*_LISTS["company_nouns"], *_FIRMS["firm_heads"]])
_BEFORE = re.compile(rf"({_NAME})$")
_AFTER = re.compile(rf"\s(?:the\s)?({_NAME})")
_SHORT = re.compile(rf"({_NAME})[\"”]")
_SUFFIX = re.compile(rf"\s(?:{alternation(_FIRMS['legal_forms'])})\.?$")
_APPOSED = re.compile(
    rf",\s(?:an?|the|one\sof|its|their|our|another)\s(?:[\w’'-]+\s){{0,5}}?(?:{_HEAD})\b|,\s(?:which|whose)\s(?:makes|sells|runs|operates|builds|employs|develops|provides|supplies|was\sfounded)\b"
    rf"|,\s(?:founded|set\sup|established|headquartered|spun\soff|spun\sout|listed)\s(?:in|by|on|from|of)\b"
    rf"|['’]s?\s(?:{alternation(_FIRMS['of_firms'])})\b|\s\((?:[A-Z]+:\s?)?\d{{1,6}}(?:\.[A-Z]{{2}})?\)|\s\(?(?:NASDAQ|NYSE|HKEX|SEHK|LSE):"
    rf"|\s(?:shares|stock)\s(?:rose|fell|gained|lost|jumped|dropped|climbed|slid|closed|ended|were)\b|\s\([\"“]"
)
_DESCRIBED = re.compile(
    rf"\b(?:{_HEAD})(?=\s[A-Z])|\b(?:{alternation(_FIRMS['officers'])})\s(?:of|at)(?=\s(?:the\s)?[A-Z])|\b[Ss]hares\s(?:of|in)(?=\s[A-Z])"
)
_OR_GROUP = re.compile(r"\s\([\"“](?:the\s)?[\"“]?$")


def firms_of(text: str) -> dict[str, str]:
    """Each name that a text shows to be a business's or body's, to its shortest form."""
    found = {name for name in _shown(text) if _is_name(name)}
    people = people_of(text)
    found = {name for name in found if not people.issuperset(name.split())}
    return {name: _shortest(name) for name in found} | {_shortest(name): _shortest(name) for name in found}


def _shown(text: str) -> Iterator[str]:
    for sign in _APPOSED.finditer(text):
        if before := _BEFORE.search(text, max(0, sign.start() - 60), sign.start()):
            yield _without_openers(before.group(1))
            if sign.group().endswith(('"', "“")) and (short := _SHORT.match(text, sign.end())):
                yield short.group(1)
    for sign in _DESCRIBED.finditer(text):
        if after := _AFTER.match(text, sign.end()):
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
