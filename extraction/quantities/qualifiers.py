"""Words that bound a number or say which way it moved, beside a number on either side."""

import re
from decimal import Decimal

from extraction.quantities import lexicon
from extraction.quantities.records import Candidate
from schemas.fact import Direction, Qualifier

_DATA = lexicon.read("qualifiers")
BEFORE: dict[str, Qualifier] = {phrase: name for name, phrases in _DATA["before"].items() for phrase in phrases}
AFTER: dict[str, Qualifier] = {phrase: name for name, phrases in _DATA["after"].items() for phrase in phrases}
BETWEEN = frozenset(_DATA["between"])
NOT_AFTER = {word: frozenset(before) for word, before in _DATA["not_after"].items()}
UP = frozenset(_DATA["directions"]["up"])
DOWN = frozenset(_DATA["directions"]["down"])
BY = frozenset(_DATA["by"])
AFTER_UP = frozenset(_DATA["after_up"])
AFTER_DOWN = frozenset(_DATA["after_down"])
LEVELS = ("below", "under", "above", "over", "well below", "well above")
REACHED = ("below", "under", "above", "well below", "well above")
PLACING = frozenset({"under", "over", "above", "below", "beyond", "past"})
"""Bounds that are as often prepositions."""
PHRASAL = {word: frozenset(verbs) for word, verbs in _DATA["phrasal"].items()}
SIZES: dict[str, Direction] = {noun: way for way, nouns in _DATA["sizes"].items() for noun in nouns}
SMALL = frozenset({"of", "to", "in", "on", "for", "and", "or", "by", "from", "at", "with", "the", "a"})
NOUNS_OF_CHANGE = frozenset(
    {"growth", "expansion", "improvement", "up", "down", "lead", "rise", "fall", "drop", "gain", "increase"}
)
SEASONS = frozenset(_DATA["seasons"])
SPANS = frozenset(
    {
        "for",
        "took",
        "takes",
        "take",
        "lasted",
        "last",
        "lasts",
        "is",
        "was",
        "of",
        "with",
        "after",
        "has",
        "have",
        "spent",
        "waited",
    }
)
SIZES_ONLY = frozenset(
    {
        "lift",
        "lifts",
        "lifted",
        "lifting",
        "raise",
        "raised",
        "expand",
        "expanded",
        "grew",
        "grow",
        "grown",
        "grows",
        "improve",
        "improved",
        "cut",
        "growth",
        "growing",
        "lower",
        "higher",
    }
)

WINDOW = 56
_SIZES_BY_LAST = {
    last: tuple(sorted({phrase.count(" ") + 1 for phrase in BEFORE if phrase.rpartition(" ")[2] == last}, reverse=True))
    for last in {phrase.rpartition(" ")[2] for phrase in BEFORE}
}
"""The lengths of the phrases that end in a word, longest first."""
_AFTER_PATTERN = re.compile(lexicon.alternation(set(AFTER)) + r"(?![A-Za-z0-9])")
_AFTER_FIRSTS = frozenset(phrase[:2] for phrase in AFTER)
_AFTER_SIGNS = frozenset(phrase for phrase in AFTER if len(phrase) == 1)
_CUT = re.compile(r".*(?:[\n;]|[.:,)] )", re.DOTALL)
_WORD = re.compile(r"[^\s(\[\"“‘]+")
_AMOUNT_NEXT = re.compile(r"[ ](?:[$£€¥]|\d|[A-Z]{1,3}\$|(?:than|the|its|their|last|an?)\b)")
_FIRST_WORD = re.compile(r"[ \u00a0-](?:point |points |year-on-year |or so )?([a-z]+)")
_SECOND_WORD = re.compile(r"[ ]([a-z]+)\b")
SIGNS = {sign for sign in BEFORE if not sign[0].isalnum()}


def words_left(text: str, pos: int) -> list[tuple[str, int]]:
    """The last words of the clause before `pos`, nearest last, lower-case, with their places."""
    floor = max(0, pos - WINDOW)
    left = text[floor:pos]
    cut = _CUT.match(left)
    low = left.lower()
    left = low if len(low) == len(left) else left
    found = [(m.group(), floor + m.start()) for m in _WORD.finditer(left, cut.end() if cut else 0)]
    if floor and cut is None and found and not left[0].isspace():
        del found[0]
    return found


def qualify(candidate: Candidate, words: list[tuple[str, int]]) -> int:
    """Set the qualifier of `candidate` from the words around it; the place where the qualified number starts."""
    for skip in range(min(3, len(words))):
        rest = words[: len(words) - skip]
        for size in _SIZES_BY_LAST.get(rest[-1][0], ()):
            if size > len(rest):
                continue
            phrase = " ".join(word for word, _ in rest[-size:])
            name = BEFORE.get(phrase)
            if name is None:
                continue
            before = rest[-size - 1][0] if len(rest) > size else ""
            if before in NOT_AFTER.get(rest[-size][0], ()):
                continue
            # "Under a $3 million scheme": the article is that of the scheme, and the amount is not bounded.
            if skip and phrase in PLACING and not candidate.in_words and words[-1][0] in ("a", "an"):
                return candidate.start
            lasting = candidate.sort == "duration" or candidate.head in SEASONS
            if phrase == "over" and lasting and before and before not in SPANS:
                return candidate.start
            candidate.qualifier, candidate.qualifier_start = name, rest[-size][1]
            return rest[-size][1]
        if rest[-1][0] not in BETWEEN:
            break
    return candidate.start


def qualify_after(candidate: Candidate, text: str, pos: int) -> int:
    """Set the qualifier from what follows the number at `pos`; the end of that qualifier, or `pos`."""
    first = text[pos : pos + 2]
    found = _AFTER_PATTERN.match(text, pos) if first in _AFTER_FIRSTS or first[:1] in _AFTER_SIGNS else None
    if found is None or (candidate.qualifier != "exact" and found.group() != "+"):
        return pos
    if _AMOUNT_NEXT.match(text, found.end()):
        return pos
    if found.group() == "+" and text[found.end() : found.end() + 1].isdigit():
        return pos
    if found.group() == " plus" and text[found.end() : found.end() + 2].strip()[:1].isalnum():
        return pos
    candidate.qualifier = AFTER[found.group()]
    candidate.qualifier_start = found.start()
    return found.end()


def set_bounds(candidate: Candidate) -> None:
    """The bounds that the qualifier of a single value implies."""
    if candidate.value is None:
        return
    if candidate.qualifier in ("over", "at_least"):
        candidate.low = candidate.value
    elif candidate.qualifier in ("nearly", "up_to"):
        candidate.high = candidate.value


def direction_of(candidate: Candidate, text: str, words: list[tuple[str, int]], before: int) -> Direction | None:
    """Which way a change figure points: from a verb of change before it, or a comparative after it."""
    relative = candidate.sort in ("percent", "points", "fraction")
    if candidate.qualifier_start is not None and text.startswith(
        REACHED if relative else LEVELS, candidate.qualifier_start
    ):
        return None
    verb, sized = _changing(words, before, relative)
    if verb or sized:
        return verb
    found = _FIRST_WORD.match(text, candidate.end)
    after = found.group(1) if found else ""
    if found and (
        relative
        or candidate.sort == "amount"
        or candidate.head == "point"
        or (candidate.sort != "multiple" and text.startswith(" than ", found.end()))
    ):
        if after in AFTER_UP:
            return "up"
        if after in AFTER_DOWN:
            return "down"
    if relative and found:
        sized_noun = _SECOND_WORD.match(text, found.end())
        if sized_noun and after not in SMALL:
            return SIZES.get(sized_noun.group(1))
    if candidate.value is not None and candidate.value < Decimal(0) and relative:
        return "down"
    return None


def _changing(words: list[tuple[str, int]], before: int, relative: bool) -> tuple[Direction | None, bool]:
    """The direction of the verb of change before the number, and whether such a verb settles that there is none."""
    crossed = False
    gap = 8 if relative else 3
    widest = gap
    for index in range(len(words) - 1, -1, -1):
        word, place = words[index]
        if place >= before:
            continue
        if word in UP or word in DOWN:
            if word in SIZES_ONLY and not relative and not crossed:
                return None, True
            if gap < widest and word in NOUNS_OF_CHANGE:
                return None, True
            last = words[index - 1][0] if index else ""
            if last in PHRASAL.get(word, ()):
                return None, True
            if crossed and any(part[:1].isdigit() for part, _ in words[max(0, index - 2) : index]):
                return None, True
            return ("up" if word in UP else "down"), True
        if word not in BY or word in ("to", "at"):
            gap -= 1
            if not crossed or gap < 0:
                break
            continue
        crossed = crossed or word == "by"
    return None, False
