"""Capitalised words that open a sentence, where the capital alone is no sign of a name."""

import re

from extraction.grammar import alternation, words
from extraction.spelling import NO_SINGLE, Spelling

_LISTS = words("entities")
_ACTS = re.compile(
    rf"\s+(?:\w+ly\s+|also\s+|now\s+)?(?:{alternation(_LISTS['acting_verbs'])})\b|,\s+(?:an?|the|which)\s|'s\s+[a-z]"
    r"|\s+(?:has|had)\s+(?:an?|the|its|more|about|over|some|nearly|[A-Z]{0,3}[\d$€£¥])"
    rf"|\s+(?:has|had|will)\s+(?:also\s+|now\s+)?(?:{alternation(_LISTS['acting_verbs'])})\b"
)
_MOVING = (
    r"(?:reach|exceed|top|total|averag|increas|decreas|declin|climb|drop|jump|slip|surg|plung|plummet|eas|slow|narrow"
    r"|widen|doubl|tripl|remain|account|need|help|dipp|surpass|recover|return)\w*\b"
)
_DOES = re.compile(
    rf"\s+(?:also\s+)?(?!{_MOVING})[a-z]{{3,}}ed\s+"
    r"(?:[A-Z]{0,3}[\d$€£¥]|(?:an?|the|its|up\s+to|about|some|more|all|nearly|over|around|another)\b)"
)
_MOVES = re.compile(
    rf"\s+(?:{_MOVING}|add(?:ed|s)|rose|rises|fell|falls|gain(?:ed|s)|lost|loses|shed|leapt|sank|slid|soared|rallied|tumbled)\s+"
    r"(?:by\s+)?(?:(?:about|almost|nearly|over|another|around|some|as\s+much\s+as|more\s+than)\s+)?(?:[\d$€£¥]|a\s+(?:third|fifth|quarter|half|tenth)\b)"
)
_SORTS = alternation([noun for sort in ("company", "site", "plant", "making") for noun in _LISTS[f"{sort}_nouns"]])
_SET_OFF = re.compile(
    r",\s(?:(?P<which>whose|which\s(?:got|raised|runs|ran|owns|owned|employs|operates|sells|makes|listed|floated|opened|moved|came|is\sowned))\b"
    r"|(?:up|down|across|along|near|further|off|north|south|east|west)\s[^,;.]{3,40},\s"
    rf"|(?:an?|the|its|another)\s(?:[\w’'-]+\s){{0,4}}?(?:{_SORTS})\b)"
)
"""After a word that opens a sentence: what is told aside of a firm or site, `Gull, a maker of boats, has`."""
MASS = frozenset(
    (
        *words("measures")["measure_nouns"],
        *words("measures")["counting_nouns"],
        *words("measures")["counting_words"],
        *_LISTS["mass_nouns"],
    )
)
"""What there is no number of: funding, demand, tourism."""
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]{2,}[A-Z][a-z]\w+")
"""A name that is written as no common word is: `KelpWorks`."""
_ABSTRACT = ("s", "ing", "tion", "sion", "ment", "ness", "ship", "ance", "ence", "ancy", "ency", "ity", "ism", "hood")


def opens_as_name(text: str, name: str, end: int, spelling: Spelling) -> bool:
    """Whether the one capitalised word that opens a sentence is a name: seen as one elsewhere, or acting like one."""
    if name in NO_SINGLE or name.lower() in spelling.small or len(name) < 3:
        return False
    if joins_words(name):
        return True
    if (name.lower() not in MASS and spelling.is_proven(name, end)) or (name.isupper() and name.isalpha()):
        return True
    if name.lower() in MASS:
        return False
    if spelling.acts(name, end):
        return True
    if (set_off := _SET_OFF.match(text, end)) and not (set_off["which"] and name.endswith(_ABSTRACT)):
        return True
    if name.endswith(_ABSTRACT):
        return False
    return bool(_ACTS.match(text, end) or _DOES.match(text, end) or (spelling.shares and _MOVES.match(text, end)))


def joins_words(name: str) -> bool:
    """Whether a word has a capital inside, as only a firm or its product is written: `KelpWorks`."""
    return name.isalpha() and bool(_INNER_CAPITAL.fullmatch(name))
