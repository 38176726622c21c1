"""Capitalised names that no catalogue has: organisations, programmes and places by their form, people left out."""

import re
from collections.abc import Iterator, Mapping

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACES
from extraction.demonyms import DEMONYMS
from extraction.grammar import alternation, words
from extraction.mentions import ATTRIBUTIVE, NAME, NAMED_BY, NOT_NAMES, WORD, Mention, names_currency
from extraction.opening_names import MASS, joins_words, opens_as_name
from extraction.people import is_of_post, is_person, only_introduces, posts_in
from extraction.quantities import lexicon
from extraction.quantities.nouns import plural
from extraction.spelling import Spelling, in_title_case
from extraction.verbs import verbs

_LISTS = words("entities")
_SINGULAR = (*_LISTS["pointing_nouns"], *_LISTS["company_nouns"], *_LISTS["place_nouns"])
_GENERIC = frozenset((*_SINGULAR, *map(plural, _SINGULAR)))
_QUOTED = re.compile(r"\"([A-Z][^\"\n]{1,90})\"|“([A-Z][^”\n]{1,90})”")
_ECONOMIES = frozenset(noun.lower() for noun in _LISTS["economy_nouns"])
_SIGNS = {sign for money in lexicon.read("units")["currencies"].values() for sign in money["before"] if sign.isalpha()}
_AMOUNT = re.compile(rf"(?:{alternation(sorted(_SIGNS))})\d[\d.,]*")
"""What looks like a name and is money: `Sh50`."""
_NUMBER_AFTER = re.compile(r"\s?\d")
_NEAR = (" in ", " at ", " across ", " throughout ", "In ", "At ", "Across ", "Throughout ")
_NEAR_PLACE = re.compile(r"\b(?:in|at|across|throughout)\s+(?:(?:its|their)\s+\w+\s+)?$", re.IGNORECASE)
_PLACE_HEAD = re.compile(rf"\b(?:{alternation(_LISTS['place_heads'])})\s+of\s+$", re.IGNORECASE)
_PLURAL_ACRONYM = re.compile(r"[A-Z&]{2,}s")
"""Things counted under a short form ("210 ETPs"): common nouns, however they are written."""
_OWNED = re.compile(r"(?:'s|(?<=s)')\s+(?=[A-Z])")
_OF_BODY = re.compile(r"\s+of\s+(?:the\s+)?(?=[A-Z])")
_MODEL = re.compile(r"[A-Z]{1,4}-?\d+[A-Za-z]*")
"""Names of products ("K2", "A380"): what is made, not who makes it."""
_OF_NAME = re.compile(r"([A-Z][a-z]+)\s+of\s+(?:the\s+)?(?=[A-Z])")
"""What a capital opens only because it opens the sentence: `Takings of Acme`."""
_JOINED = re.compile(r"\s+and\s+(?:the\s+)?(?=[A-Z])")
_LISTED = re.compile(r"[A-Z][\w'&-]*,\s+$")
_TWO_WORDS = re.compile(r"[A-Z]\w+\s[A-Z]\w+")
_DEMONYM = ("ish", "ese", "ian", "ean", "can", "dic", "ench", "utch", "wiss", "eek", "raqi", "aeli", "stani")
_RULERS = (" government", " treasury")
_DETERMINED = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_CALLED = re.compile(rf"\s(?:[a-z][\w-]+\s)?(?:{alternation(_LISTS['company_nouns'])})\b")
_SAYS_HOW = re.compile(r"[A-Z][a-z]+ly,")
_AFTER_NUMBER = re.compile(r"(?:\d|illion|thousand)\s$")
_CODE = re.compile(r"[A-Z]{3}\s?\d")
"""A unit after its number, the code of a currency before one."""
_NUMBERED = frozenset(_LISTS["numbered_nouns"])
_NUMBERED_AS = re.compile(r"[A-Z][a-z]+\s(?:\d|[A-Z]\b|[IVX]+\b|One\b|Two\b|Three\b|Four\b|Five\b)")
_SAYS_WHENCE = re.compile(rf"\w+{ATTRIBUTIVE.pattern}")
_LOWER = re.compile(r"\s[a-z]{2,}")
_CAPITAL = re.compile(r"[A-Z]")
_LETTER = re.compile(r"\w")
_MARKS = 4
"""Fewer than so many signs that are no letters may stand before the word that opens a sentence: a quotation mark."""
_UNIT = re.compile(r"(?:[kMGT]W[hp]?|[kMG]Hz|kV|MVA)\s(?=[A-Z])")
"""A unit of measure that stands between a number and a name: `the 64 MW Weir wind farm`."""
_BUDGETS = re.compile(r"(?:[A-Z][a-z]+\s)?(?:Budget|Address|Speech|Blueprint|Statement)\sI\Z")
"""What somebody speaks of as their own: `In this Budget I set aside`."""
_UNIT_FIRSTS = tuple("kMGT")
_UNITS = frozenset(
    short for unit in lexicon.read("units")["measures"].values() for short in unit.get("short", ()) if len(short) > 2
)
"""Signs of units, which head columns: `Output, GWh`."""
_FIELD_OF = re.compile(r"(?:[Pp]resident|[Dd]irector|[Ss]ecretary|[Mm]anager|[Oo]fficer|[Dd]ean|[Cc]ommissioner)\s\($")
"""Before the field of a post: `Deputy Director (Roads and Piers)`."""
_NUMBERED_BEHIND = re.compile(r"(?:\w{0,3}\sNo\.?|\sNo\.)\s\d")
"""After the name of one of many papers: `Motion No. 27`."""
_SHORTENED = frozenset(("Co", "Cos", "Corp", "Inc", "Ltd", "Bros"))
"""Last words of names behind which a full stop ends no sentence."""
_LEGAL_FORMS = frozenset(("Limited", "Ltd", "Inc", "Corp", "PLC", "Plc", "LLC", "GmbH", "AG", "SA", "NV"))
"""What ends the name of a firm, behind a bracket too: `Acme (Oldport) Limited`."""
_FEASTS = frozenset(_LISTS["feast_names"])
_ORGAN = re.compile(
    r"(?:Board|Council|Court|Committee)\sof\s(?:Governors|Directors|Trustees|Regents|Management|Supervisors)"
)
"""By which a body acts, whichever it is: what its board decides is its own."""


_SITE_AFTER = re.compile(rf"\s(?:{alternation(_LISTS['site_nouns'])})\b")


def free_names(
    text: str, left: int, right: int, taken: list[Mention], endings: Mapping[str, str], spelling: Spelling
) -> list[Mention]:
    """Capitalised names in `text[left:right]` that no mention of `taken` covers; people who speak are left out.

    `endings` are the last words of longer names of the catalogue, each with its id.
    """
    found: list[Mention] = []
    stretch = text[left:right]
    is_quoted = '"' in stretch or "“" in stretch
    for match in _QUOTED.finditer(text, left, right) if is_quoted else ():
        inner = match.group(1) or match.group(2)
        heads = {word.lower() for word in WORD.findall(inner)}
        if heads & ORGANISATION_NOUNS and in_title_case(inner) and not _covered(match.start(), match.end(), taken):
            found.append(Mention(match.start() + 1, match.end() - 1, inner, "free"))
    posts = posts_in(text, left, right, spelling.said)
    for match in NAME.finditer(text, left, right):
        start, end = match.span()
        if match.group() in NOT_NAMES or _is_part(start, end, taken):
            continue
        if posts and any(is_of_post(text, match, *post) for post in posts):
            continue
        for begin, stop in _conjuncts(text, start, end, taken):
            mention = _name(text, left, begin, stop, endings, spelling)
            if mention and not (
                _covered(mention.start, mention.end, taken) or _covered(mention.start, mention.end, found)
            ):
                found.append(mention)
    return found


def _is_part(start: int, end: int, taken: list[Mention]) -> bool:
    for m in taken:  # noqa: SIM110 - asked of every name: a loop is several times faster than a generator
        if m.start <= start and end <= m.end:
            return True
    return False


def _covered(start: int, end: int, taken: list[Mention]) -> bool:
    for m in taken:  # noqa: SIM110 - asked of every name: a loop is several times faster than a generator
        if m.start < end and start < m.end:
            return True
    return False


def _name(text: str, left: int, start: int, end: int, endings: Mapping[str, str], spelling: Spelling) -> Mention | None:
    """The mention that the capitalised sequence `text[start:end]` is; None where it names nobody."""
    start, end = _trimmed(text, start, end)
    opens = start == left or (start - left < _MARKS and not _LETTER.search(text, left, start))
    opens = (
        opens
        or text.startswith(("Q: ", "A: "), start - 3)
        or (text.startswith("| ", start - 2) and text[start:end].lower() in spelling.small)
    )
    if opens and "of" in text[start:end] and (owned := _OF_NAME.match(text, start, end)):
        head = owned.group(1).lower()
        if head in MASS or head in spelling.small:
            start = owned.end()
    if text.startswith(_UNIT_FIRSTS, start) and (unit := _UNIT.match(text, start, end)):
        start = unit.end() if _AFTER_NUMBER.search(text, start - 9, start) else start
    if text.startswith(" I", end - 2) and _BUDGETS.match(text, start, end):
        end -= 2
    name = text[start:end]
    if (
        len(name) < 2
        or name in NOT_NAMES
        or name in spelling.concepts
        or name in _UNITS
        or name.removesuffix(" I") in _FEASTS
        or (" of " in name and _ORGAN.fullmatch(name))
    ):
        return None
    small = name.lower()
    if small in _ECONOMIES:
        return None
    if opens and " " not in name and _SAYS_HOW.match(text, start):
        return None
    tokens = name.split()
    if tokens[0] in _NUMBERED and _NUMBERED_AS.match(text, start):
        return None
    if single_described(text, start, end, name):
        return None
    if (
        (not tokens[-1].isalpha() and _AMOUNT.fullmatch(tokens[-1]))
        or (tokens[-1] in _SIGNS and _NUMBER_AFTER.match(text, end))
        or names_currency(text, end)
        or (name.endswith("s") and _PLURAL_ACRONYM.fullmatch(name))
    ):
        return None
    if " " not in name and not name.isalpha() and _MODEL.fullmatch(name):
        return None
    if text.startswith((" No", ". "), end) and _NUMBERED_BEHIND.match(text, max(start, end - 3)):
        return None
    if text.startswith(")", end) and text.startswith("(", start - 1) and _FIELD_OF.search(text, start - 16, start):
        return None
    single = len(tokens) == 1
    if (
        single
        and not name.istitle()
        and len(name) < 5
        and (_AFTER_NUMBER.search(text, start - 9, start) or _CODE.match(text, start))
    ):
        return None
    if single and small in MASS and text.startswith(("the ", "The "), start - 4):
        return None
    if single and (name in _LEGAL_FORMS or small in _GENERIC or (opens and small in ORGANISATION_NOUNS)):
        return None
    if name in PLACES:
        return Mention(start, end, name, "free", True, organisation=False)
    called = (single and spelling.short.get(name)) or spelling.firms.get(name)
    if called:
        return Mention(start, end, called, "free")
    organisation = not NAMED_BY.isdisjoint([word.strip("'&,") for word in small.split()])
    if not organisation and is_person(text, left, start, end, tokens, spelling.people):
        return None
    if not organisation and opens and single and not opens_as_name(text, name, end, spelling):
        return None
    organisation = organisation or (opens and single and joins_words(name))
    entity = endings.get(name, name) if organisation else name
    is_of = text.find("of", max(left, start - 4), start) >= 0
    head = _PLACE_HEAD.search(text, max(left, start - 20), start) if is_of else None
    placed = bool(head) or (not organisation and _is_near(text[max(left, start - 30) : start]))
    end += tokens[-1] in _SHORTENED and text.startswith(".", end)
    return Mention(
        head.start() if head else start, end, entity, "free", placed, organisation=organisation or bool(head)
    )


def _is_near(before: str) -> bool:
    """Whether what stands before a name says where something is: `across X`, `in its native X`."""
    return before.endswith(_NEAR) or (bool("eir " in before or "its " in before) and bool(_NEAR_PLACE.search(before)))


def single_described(text: str, start: int, end: int, name: str) -> bool:
    """Whether a word only says where a body is from: `a Nordic bank`, `the Oldport airline`, `Oldport-based`."""
    if " " in name:
        return False
    if (text.startswith("-", end) and ATTRIBUTIVE.match(text, end)) or ("-" in name and _SAYS_WHENCE.fullmatch(name)):
        return True
    if name in DEMONYMS and text.startswith(_RULERS, end):
        return True
    demonym = name.endswith(_DEMONYM)
    if demonym and _LOWER.match(text, end) and not verbs(text[end : end + 25].lower(), 0, 25):
        return True
    if not (name in PLACES or demonym):
        return False
    return bool(_DETERMINED.search(text, start - 5, start) and _CALLED.match(text, end))


def _conjuncts(text: str, start: int, end: int, taken: list[Mention]) -> Iterator[tuple[int, int]]:
    """The names that one capitalised sequence joins: a place and what is its own, the last two of a list."""
    sequence = text[start:end]
    if sequence.isalnum():
        yield start, end
        return
    owned = _OWNED.search(text, start, end) if "'" in sequence else None
    if owned and (_covered(start, owned.start(), taken) or text[start : owned.start()] in PLACES):
        yield start, owned.start()
        yield from _conjuncts(text, owned.end(), end, taken)
        return
    if owned and text[start : owned.start()].lower().removeprefix("the ") in ORGANISATION_NOUNS:
        # "the University's Lodestar scheme" is Lodestar's own; what its Weirside campus has is the university's
        if not _SITE_AFTER.match(text, end):
            yield from _conjuncts(text, owned.end(), end, taken)
        return
    whose = _OF_BODY.search(text, start, end) if "of" in sequence else None
    if whose and _is_of_body(text, start, whose, end):
        yield from _conjuncts(text, whose.end(), end, taken)
        return
    joined = _JOINED.search(text, start, end) if "and" in sequence else None
    if joined is None:
        yield start, end
        return
    parts = ((start, joined.start()), (joined.end(), end))
    known = [_covered(*part, taken) for part in parts]
    first = text[start : joined.start()].split()
    listed = bool(_LISTED.search(text, start - 30, start)) and text[start - 2 : start] == ", "
    place = text[start : joined.start()] in PLACES and text[start:end] not in PLACES
    if known[0] != known[1] or listed or place or (len(first) > 1 and first[-1].lower() in ORGANISATION_NOUNS):
        yield parts[0]
        yield from _conjuncts(text, *parts[1], taken)
    else:
        yield start, end


def _is_of_body(text: str, start: int, link: re.Match[str], end: int) -> bool:
    """Whether somebody is said to be of a body: `Jane Doe of the Harbour Board`; not `Bank of the Isles`."""
    before, after = text[start : link.start()].split(), text[link.end() : end].lower().split()
    return (
        len(before) > 1
        and ORGANISATION_NOUNS.isdisjoint(word.lower() for word in before)
        and not ORGANISATION_NOUNS.isdisjoint(after)
    )


def _is_place(text: str, start: int) -> bool:
    """Whether two words at `start` name a place: `New York`."""
    found = _TWO_WORDS.match(text, start)
    return found is not None and found.group() in PLACES


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A capitalised sequence without what only introduces a name ("But", "Drugmaker") or follows it (`'s`)."""
    if text[start:end].isalnum():
        return start, end
    while (first := WORD.match(text, start)) and first.end() < end:
        described = ATTRIBUTIVE.match(text, first.end()) if text[first.end()] == "-" else None
        if not (described or only_introduces(text, first)) or _is_place(text, start):
            break
        start = (described or first).end() + 1
        while start < end and not text[start].isalnum():
            start += 1
        if start < end and not text[start].isupper():
            step = _CAPITAL.search(text, start, end)
            start = step.start() if step else end
    name = text[start:end]
    name = name[:-2] if name.endswith("'s") else name.rstrip("'-&")
    return start, start + len(name)
