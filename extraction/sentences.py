"""Where sentences and clauses begin and end."""

import itertools
import re
from dataclasses import dataclass

from extraction.grammar import words

_LISTS = words("sentences")
_ALWAYS = frozenset(word.lower() for word in _LISTS["always"])
_A_NUMBER = re.compile(r"\s*[(#]?(?:\d|[IVX]+\b|[A-Z]?\d)")
_MAYBE = frozenset(word.lower() for word in _LISTS["maybe"])
_STARTERS = frozenset(_LISTS["starters"])
_LONGEST = 800
_LINE = re.compile(r"[^\n]+")
_END = re.compile(r"[.!?。！？][.!?]{0,3}[\"”’')\]]{0,3}")
_NEXT = re.compile(r"\s+(?=[\"“‘'(\[]{0,2}(?:[A-Z0-9$€£¥]|[^\W\d_a-z]))")
_WORD_BEFORE = re.compile(r"[\w.&]{1,12}$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_WORD_AFTER = re.compile(r"\s+[\"“‘'(\[]{0,2}([A-Za-z]+)")
_ENUMERATOR = re.compile(r"(?:(?:\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)|\d{1,3}[.)]|[a-z]\)|[–-])\s+|[•▪●*]\s*)(?=[^\s|])")
"""What numbers a paragraph or an item of a list: no word of its sentence."""
_CLAUSE_END = re.compile(
    r"[;:,—\s](?:(?<=\s)(?:[–—-]{1,2}\s"
    r"|(?=(?:while|whereas|but|although|because|(?:into|to|from|for|through|under)\s(?:which|whom))\s)"
    r"|and\s(?=(?:it|they|he|she|we|that|is|are|was|were|has|have|had|will|would|plans|raised|added|said|now)\s))"
    r"|(?<=[;:])\s|(?<=—)"
    r"|(?<=,)(?:\s(?=(?:(?:in|of|for|from|with|by|under|through|to|on|at)\s+(?:which|whom|whose)|and|but|while|whereas|with|which|who|whose|where|when|as|after|before|although|though|including|because|so|or|yet|up|down|against|compared|thereby|thus)\s"
    r"|(?:another|others|[\w,.]{1,9})\s(?:is|are|has|have|was|were|will)\s|\w+ing\s|[\"“])|[\"”]\s))"
)
_RELATIVE = re.compile(r"(?:(?:to|of|in|for|from|by|with|under|on|at)\s+)?(?:which|whom?|whose|where)\b")
_FRONTED = re.compile(
    r"(?:When|If|Once|While|Although|Though|Because|Until|As soon as|By the time)\s[^,;:]{6,120}"
    r"(?:,\s(?:in|on|at|by|after)\s[^,;:]{3,30})?,\s"
    r"(?=(?:the|it|they|we|he|she|its|our|their|this|that|these)\b|[A-Z])"
)
"""What comes before the main clause of a sentence."""
_FRONTING = frozenset(("Wh", "If", "On", "Al", "Th", "Be", "Un", "As", "By"))
_RELATING = frozenset(("to", "of", "in", "fo", "fr", "by", "wi", "un", "on", "at", "wh"))
"""How such clauses begin."""
_DID = re.compile(r"[A-Z][\w'-]*\s[a-z]{3,}ed\b")
"""Somebody named who acts in it, by whatever verb."""
_GOES_ON = re.compile(r",\s(?:(?:now|also|has|have|had|will|still|\w+ly)\s){0,2}$")


@dataclass(slots=True)
class Sentence:
    """One sentence, `text[start:end]`; `line` numbers its line, `first` is true for a line's first sentence.

    `item` is the first sign of the number or bullet that stands before it, which is no part of it; empty without one.
    """

    start: int
    end: int
    line: int
    first: bool
    item: str = ""


def _ends_here(text: str, stop: int, after: int, line_start: int) -> bool:
    """Whether the stop at `stop` ends a sentence; `after` is the place behind it and its closing quotes."""
    if text[stop] in "。！？":
        return True
    if after < len(text) and not text[after].isspace():
        return False
    if not _NEXT.match(text, after):
        return False
    if text[stop] != ".":
        return True
    before = _WORD_BEFORE.search(text, max(line_start, stop - 13), stop)
    if not before:
        return True
    word = before.group()
    lower = word.lower().lstrip(".")
    if lower in _ALWAYS or (word.isdigit() and before.start() == line_start):
        return lower == "no" and (word != "No" or not _A_NUMBER.match(text, after))
    if lower in _MAYBE or (len(word) == 1 and word.isupper()) or ("." in word and _INITIALS.fullmatch(word)):
        following = _WORD_AFTER.match(text, after)
        return bool(following and following.group(1) in _STARTERS)
    return True


def sentences(text: str) -> list[Sentence]:
    """All sentences in order, without blanks around them; a line break ends one unless the next line goes on."""
    found: list[Sentence] = []
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if (
            spans
            and start == spans[-1][1] + 1
            and text[start].islower()
            and text[start - 2] not in ".!?:;|"
            and start - spans[-1][0] > 40
        ):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    for number, (start, end) in enumerate(spans):
        cuts = [start]
        stops = _END.finditer(text, start, end)
        cuts += [stop.end() for stop in stops if _ends_here(text, stop.start(), stop.end(), start)]
        if cuts[-1] < end:
            cuts.append(end)
        if end - start > _LONGEST:
            cuts = _chopped(text, cuts)
        first = True
        for left, right in itertools.pairwise(cuts):
            while left < right and text[left].isspace():
                left += 1  # noqa: PLW2901 - trimmed in place
            while right > left and text[right - 1].isspace():
                right -= 1  # noqa: PLW2901
            numbered = _ENUMERATOR.match(text, left, right) if first and not text[left : left + 1].isupper() else None
            if numbered:
                left = numbered.end()  # noqa: PLW2901
            if left < right:
                found.append(Sentence(left, right, number, first, text[numbered.start()] if numbered else ""))
                first = False
    return found


def _chopped(text: str, cuts: list[int]) -> list[int]:
    """`cuts` with more of them where a sentence would run on for ever: what is read of one stays bounded."""
    result = [cuts[0]]
    for right in cuts[1:]:
        while right - result[-1] > _LONGEST:
            blank = text.rfind(" ", result[-1] + 1, result[-1] + _LONGEST)
            result.append(blank + 1 if blank > 0 else result[-1] + _LONGEST)
        result.append(right)
    return result


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of the sentence `text[start:end]`, in order, without gaps."""
    found = []
    for cut in _CLAUSE_END.finditer(text, start, end):
        if cut.end() > start:
            found.append((start, cut.end()))
            start = cut.end()
    if end > start:
        found.append((start, end))
    return found


def closed(text: str, found: list[tuple[int, int]], verbs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`found` with the relative clauses ended where the main clause goes on: `X, which has 40 ships, made 3 million`.

    A clause before the main one is parted from it: `When both are done, the park will offer 40 rooms`.
    `verbs` are the places of the sentence's finite verbs.
    """
    result: list[tuple[int, int]] = []
    for left, right in found:
        opening = text[left : left + 2]
        if left == found[0][0] and opening in _FRONTING and (fronted := _FRONTED.match(text, left, right)):
            acts = _DID.search(text, left, fronted.end()) or any(left < start < fronted.end() for start, _ in verbs)
            if acts and any(fronted.end() <= start < right for start, _ in verbs):
                result += [(left, fronted.end()), (fronted.end(), right)]
                continue
        if opening in _RELATING and _RELATIVE.match(text, left):
            goes_on = next(
                (start for start, _ in verbs if left < start < right and _GOES_ON.search(text, left, start)), None
            )
            if goes_on is not None:
                result += [(left, goes_on), (goes_on, right)]
                continue
        result.append((left, right))
    return result


def clause_around(found: list[tuple[int, int]], place: int) -> int:
    """The index of the clause that holds `place`."""
    for index, (left, right) in enumerate(found):
        if left <= place < right:
            return index
    return len(found) - 1
