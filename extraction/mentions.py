"""Who and what a text names: catalogue entities, acronyms it defines, and names the catalogue does not have."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from operator import attrgetter
from typing import Literal

from extraction.catalogue_lexicon import Lexicon
from extraction.catalogue_names import Written
from extraction.catalogue_places import ORGANISATION_NOUNS
from extraction.grammar import alternation, in_lower, words
from extraction.grammar.dispatch import Dispatch
from extraction.plain_spelling import plain
from extraction.quantities.occurrences import is_alone

_LISTS = words("entities")
OFFICE = frozenset(_LISTS["office_words"])
NOT_NAMES = frozenset(_LISTS["not_names"])
FALSE_TITLES = frozenset(_LISTS["false_titles"])
WORD = re.compile(r"\w+")
CAPITAL = r"[A-Z](?<!\w.)"
"""A capital that begins a word; a pattern that opens with a set of letters is found much faster than one with `\\b`."""
NAME = re.compile(
    r"[A-Z0-9](?<![\w$€£-].)(?:[A-Z]|(?<=[A-Z]))[\w'&@+-]*(?:\.\w+)*(?:\s+(?:(?:of|for|and|the|&|de|du|von)\s+){0,2}[A-Z][\w'&@+-]*){0,12}"
)
_CURRENCY = re.compile(rf"[$€£¥]|\.?\s(?:{alternation(_LISTS['currency_nouns'])})\b")
_COMPANY = list(_LISTS["company_nouns"])
_SITES = list(_LISTS["site_nouns"])
_NEAR = alternation(
    list({*_LISTS["pointing_nouns"], *_LISTS["index_nouns"], *_COMPANY, *_LISTS["place_nouns"], *_SITES})
)
_FAR = alternation(list({*_LISTS["pointing_nouns"], *_LISTS["place_nouns"], *_SITES} - {*_COMPANY}))
_UNLIKE = (
    r"(?:rival|other|others|another|same|new|private|foreign|domestic|parent|sister|average|typical|whole|entire|smaller|larger|average"
    r"|next|last|first|second|third|state|central|former|of|and|or|for|in)"
)
_RANKED = alternation(_LISTS["ranking_adjectives"])
_HEAD_NOUNS = [*_LISTS["firm_nouns"], "maker", "exchange", "investor"]
_HEADS = alternation(_HEAD_NOUNS)
_POINTED_SORTS = ("pointing", "index", "company", "place", "site", "making")
NAMED_BY = ORGANISATION_NOUNS | frozenset(_LISTS["occasion_nouns"])
"""Nouns that a name ends in of what has figures of its own: a body, a programme, an occasion."""
GROUPS = frozenset(_LISTS["group_nouns"])
_POINTER = in_lower(
    rf"(?:(?:the|this|that|its|their|her|his|your)\s+(?:(?P<noun>{_NEAR})|(?:(?!(?:of|the|its|their|this|an?)\b)[a-z][\w-]+\s+){{1,2}}?(?P<far>{_FAR}))\b(?!-)"
    rf"|the\s+(?!{_UNLIKE}\b|(?:supply|value|cold)\s+chain)(?:[a-z][\w-]+\s+){{1,2}}?(?P<described>{alternation(_LISTS['firm_nouns'])})\b(?!-|\s+of\b)"
    rf"|'s\s+(?:(?:second|third|fourth|fifth)[-\s])?(?:{_RANKED})\s+(?:[a-z][\w-]*\s+){{0,2}}?(?P<epithet>{_HEADS})\b(?!-|\s+of\b)"
    rf"|the\s+(?!{_UNLIKE}\b)(?:[a-z][\w-]+\s+){{1,2}}?(?P<making>{alternation(_LISTS['making_nouns'])})\b(?=\s+of\s+[a-z])"
    rf"|(?:the|these|those)\s+(?:various\s+|several\s+|different\s+|two\s+|three\s+)?(?P<group>{alternation(list(GROUPS))})"
    r"|the\s+(?P<latter>latter)\b"
    rf"|(?P<pronoun>{alternation([*_LISTS['pronouns'], *_LISTS['first_person']])})\b(?![-.&]|'(?!(?:d|ve|re|ll)\b)))"
)
_POINTING = frozenset(
    re.findall(
        r"[a-z]+",
        " ".join(
            (
                *(noun for sort in (*_POINTED_SORTS, "group") for noun in _LISTS[f"{sort}_nouns"]),
                *(*_HEAD_NOUNS, *_LISTS["pronouns"], *_LISTS["first_person"], "latter"),
            )
        ),
    )
)
"""Words of which what points back holds one."""
_POINTERS = Dispatch(
    in_lower(r"[^a-z0-9_](?:(?:th|h[ei]|it|ou|we|yo|my)(?<!\w..)|i(?<!\w.)(?!\w)|(?<=\w')s)"),
    dict.fromkeys("thiowym'", _POINTER),
)
_EMPTY = in_lower(
    r"it\s+(?:is|was|has\s+been)\s+(?:\w+ly\s+|also\s+)?(?:why|because|where|when|how|estimated|expected|said|thought|believed|hoped|understood|planned|reported|announced|noted|argued|suggested|known|shown|clear|likely|possible|important|[a-z]+\s+that)\b"
    r"|it\s+(?:may|might|could|would|will|also|certainly|further|only|does|did|\w+s|\w+ed)?\s?(?:not\s+)?(?:helps?|helped|hurts?|matters?|mattered|seems?|seemed|appears?|appeared|turned\s+out|follows|emerged|transpired)\s+that\b"
    r"|it\s+(?:is|was|has\s+been|had\s+been|will\s+be)\s+(?:also\s+|not\s+)?(?:an?\s+|the\s+)?(?:[a-z]+\s+){0,2}?(?:year|quarter|month|week|day|night|morning|evening|season|summer|winter|"
    r"spring|autumn|time|pity|shame|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
    r"|it\s+takes\b|i\b(?!\s+(?:have|am|will|shall|propose|expect|forecast|announce|hope|earmark|plan|believe|can|would|also|now)\b)"
)
"""`It` that stands for nothing, and `i` that is a number or a letter."""
MentionSort = Literal["name", "free", "noun", "pronoun"]


@dataclass(slots=True)
class Mention:
    """A name, noun or pronoun in `[start, end)`; `entity` is an id or the words of the text, empty until resolved."""

    start: int
    end: int
    entity: str
    sort: MentionSort
    place: bool = False
    noun: str = ""
    organisation: bool = True
    """False for a name that does not say of itself that it is an organisation, programme or place."""


START = attrgetter("start")
"""By which mentions are put in the order of the text."""


def names_currency(text: str, end: int) -> bool:
    """Whether the letters that stop at `end` name a currency ("HK$5", "5 U.S. dollars") and so nobody."""
    return bool(_CURRENCY.match(text, end))


ATTRIBUTIVE = re.compile(
    r"-(?:based|listed|born|made|wide|style|bound|headquartered|registered|trained|educated|traded)\b"
)
"""After a name: it only describes what follows, `the Oldport-listed trust`."""


_FROM_PLACE = re.compile(r"-(?:[a-z]{2,}ed|run|led|built|grown)\b")
"""So it does after a place, where after a body it says whose something is: `Oldport-funded firms`, `Acme-backed`."""


def _full_match(text: str, place: int, name: str) -> bool:
    end = place + len(name)
    piece = text[place:end]
    if names_currency(text, end):
        return False
    if piece != name and (" " not in name or piece.lower() != name.lower() or not name[0].isalpha()):
        return False
    # "Weir Loans+" is another scheme than "Weir Loans"
    return end >= len(text) or not (text[end].isalnum() or text[end] in "_+") or not name[-1].isalnum()


def _next_word(text: str, word: str, after: int) -> int:
    """The next place from `after` where `word`, which is known to come, stands as a whole word."""
    place = text.find(word, after)
    while not is_alone(text, place, place + len(word)):
        place = text.find(word, place + 1)
    return place


_Names = tuple[tuple[str, ...], list[Written]]
"""Names, the longest first, with their forms in small letters before them."""


def named(text: str, small: str, lexicon: Lexicon, local: dict[str, str], tokens: list[str]) -> list[Mention]:
    """The catalogue's and the text's own names in a text in plain spelling, the longest at each place.

    `small` is the text in small letters, `tokens` are its words in order.
    """
    found: list[Mention] = []
    wanted = _may_be_named(frozenset(tokens), lexicon, local)
    end = after = 0
    longer: dict[str, bool] = {}
    for key in filter(wanted.__contains__, tokens):
        place = _next_word(text, key, after)
        after = place + len(key)
        if place < end or (place and text[place - 1] in "@." and not text[place - 2 : place - 1].isspace()):
            continue
        in_small, options = wanted[key]
        if small.startswith(in_small, place):
            for one in options:
                name = one.name
                if small.startswith(one.small, place) and _full_match(text, place, name):
                    id_ = lexicon.names[name]
                    stop = place + len(name)
                    is_joined = text[stop : stop + 1] == "-"
                    if (is_joined and ATTRIBUTIVE.match(text, stop)) or _is_of_another(text, name, lexicon):
                        break
                    if id_ in lexicon.places and (
                        (is_joined and _FROM_PLACE.match(text, stop))
                        or _part_of_longer(text, place, stop)
                        or _begins_name(text, place, stop, longer)
                        or any(len(full) > len(name) and text.startswith(full, place) for full in local.values())
                    ):
                        break
                    found.append(Mention(place, stop, id_, "name", id_ in lexicon.places))
                    end = stop
                    break
        elif not options:  # a short form
            found.append(Mention(place, after, local[key], "name", False))
            end = after
    return found


def _may_be_named(said: frozenset[str], lexicon: Lexicon, local: dict[str, str]) -> dict[str, _Names]:
    """The words of a text with which a name may begin, each with those names of the catalogue whose last word it has.

    Short forms that the text gives itself have none.
    """
    small = said.union(map(str.lower, filterfalse(str.islower, said)))
    wanted: dict[str, _Names] = {}
    for key in lexicon.by_first.keys() & said:
        if options := [one for one in lexicon.by_first[key] if one.last in small]:
            wanted[key] = (tuple([one.small for one in options]), options)
    for key in local.keys() & said:
        if key not in lexicon.by_first:
            wanted[key] = ((), [])
    return wanted


def _is_of_another(text: str, name: str, lexicon: Lexicon) -> bool:
    """Whether `the Province` is any: the catalogue calls a place so that the text nowhere names in full."""
    others = lexicon.common.get(name) if lexicon.common else None
    return others is not None and not _names_one(text, others)


@lru_cache(maxsize=16)
def _names_one(text: str, names: tuple[str, ...]) -> bool:
    """Whether a text has one of the names: asked again wherever a text says `the Province`, so that is kept."""
    return any(name in text for name in names)


_ON = re.compile(r"(?:\s[A-Z][a-z]+){1,3}(?![\w'-])")


def _begins_name(text: str, start: int, end: int, known: dict[str, bool]) -> bool:
    """Whether the text uses a place and the capitalised words after it as one name, more than once.

    `known` remembers the answers for one text.
    """
    following = _ON.match(text, end)
    if following is None:
        return False
    words_after = following.group().split()
    if any(word in OFFICE or word in NOT_NAMES or word in _TITLES for word in words_after):
        return False
    name = text[start : following.end()]
    if name not in known:
        again = text.find(name, following.end())
        known[name] = again >= 0 or bool(_APPOSITIVE.match(text, following.end()))
    return known[name]


_TITLES = frozenset(("Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "Sir", "Stocks", "Shares"))
_APPOSITIVE = re.compile(
    r",\s(?:the|an?)\s[a-z]+\s(?:\w+\s){0,4}(?:opened|founded|set\sup|established|launched|which|that)\b"
)
_NAME_WORD = re.compile(r"[A-Z][\w&-]*")
_HYPHEN = re.compile(r"-[A-Z]")
_LONGER = re.compile(r"(?:[ \t-]+(?:and[ ]+|&[ ]+|of[ ]+)?([A-Z][\w&-]*)){1,8}")
_BEFORE = re.compile(r"(\S++[ \t]+)?\b([A-Z][\w&-]*+)([ \t]+(?:of|for))?[ \t]+$")


def _part_of_longer(text: str, start: int, end: int) -> bool:
    """Whether a place's name is only the first part of an organisation's ("Hong Kong Friendship Association")."""
    longer = _LONGER.match(text, end, end + 90)
    if longer is None:
        opening = max(0, start - 40)
        last = text[opening:start].split()[-1:]
        if not last or (last[0].islower() and last[0] not in ("of", "for")):
            return False
        before = _BEFORE.search(text, opening, start)
        if (
            before is None
            or before.group(2) in NOT_NAMES
            or before.group(2) in OFFICE
            or before.group(2).lower() in FALSE_TITLES
            or before.group(2).endswith("ing")
        ):
            return False
        return before.group(2).lower() in ORGANISATION_NOUNS if before.group(3) else bool(before.group(1)) or start < 40
    following = _NAME_WORD.findall(longer.group())
    if not following or following[0] in OFFICE:
        return False
    return any(word.lower() in NAMED_BY for word in following) or bool(_HYPHEN.match(text, end))


def pointers(lower: str, left: int, right: int, said: frozenset[str]) -> list[Mention]:
    """Nouns and pronouns in `lower[left:right]`, in small letters, that point back to something named before.

    `said` are the words of the stretch.
    """
    if said.isdisjoint(_POINTING):
        return []
    return [
        Mention(*found.span(), "", "pronoun" if found.lastgroup == "pronoun" else "noun", False, found[found.lastgroup])
        for found in _POINTERS.finditer(lower, left, right)
        if found.lastgroup and not (found.lastgroup == "pronoun" and _EMPTY.match(lower, found.start()))
    ]


def normal(text: str) -> str:
    """The text as mention search reads it."""
    return plain(text)
