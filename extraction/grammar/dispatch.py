"""Many patterns searched as one: at the start of a word only those are tried that can begin as it does."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_SIGNS = "'’"
_BREAK = "[^a-z0-9_-]"
"""What stands before a word in small letters; foreign letters, which it takes in too, are told by what follows."""
_AFTER_A_BREAK = r"(?<![\w-].)"
_TWO_AFTER_A_BREAK = r"(?<![\w-]..)"
_BLANK = re.compile(r"\\[sb][*?+]?")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Patterns by how the words begin that they can find; the group that matches names the list a pattern is of."""

    starts: re.Pattern[str]
    """What stands before a word, or the sign that begins one, with the first letters of those that may be found."""
    by_opening: dict[str, re.Pattern[str]]
    """By two letters, and by one for words that open with it and no two letters of their own."""

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """What begins at `place`, where a word does."""
        return next(self.finditer(text, place, place + 1, len(text)), None)

    def finditer(self, text: str, left: int, right: int, ahead: int = 0) -> Iterator[re.Match[str]]:
        """What begins in `text[left:right]`, in order and without overlap; it may end `ahead` characters later."""
        by_opening = self.by_opening
        for place in self._places(text, left, right):
            if place >= right:
                return
            pattern = by_opening.get(text[place : place + 2]) or by_opening.get(text[place])
            if pattern and place >= left and (found := pattern.match(text, place, right + ahead)):
                yield found
                left = found.end()

    def _places(self, text: str, left: int, right: int) -> Iterator[int]:
        """Where something may begin from `left` on, in order."""
        if left == 0:  # nothing stands before it
            yield 0
        for start in self.starts.finditer(text, left - 1, right + 1):  # one more: the second letter is read
            place = start.start()
            if text[place] in _SIGNS:
                yield place
            yield place + 1


def dispatch(lists: Mapping[str, Sequence[str]]) -> Dispatch:
    """The patterns of `lists`, for text in small letters, each under its list's name; of several the first counts."""
    entries = [(name, entry, openings(entry)) for name, found in lists.items() for entry in found]
    by_opening = {}
    for opening in sorted(set().union(*(found for _, _, found in entries))):
        groups: dict[str, list[str]] = {}
        for name, entry, found in entries:
            if not found.isdisjoint((opening, opening[0])):
                groups.setdefault(name, []).append(entry)
        body = "|".join(f"(?P<{name}>(?:{'|'.join(fit)})(?:(?<=\\s)|(?!\\w)))" for name, fit in groups.items())
        by_opening[opening] = re.compile(body)
    return Dispatch(re.compile(_starts(by_opening)), by_opening)


def _starts(beginnings: Iterable[str]) -> str:
    """The pattern of the first letters of a word that opens so, or of the sign in `'s`, behind what stands before."""
    after: dict[str, str] = {}
    for opening in sorted(beginnings):
        after[opening[0]] = after.get(opening[0], "") + opening[1:]
    alone = {opening for opening in beginnings if len(opening) == 1}
    found = []
    for first, seconds in after.items():
        if first in _SIGNS:
            found.append(f"(?<={first})" if first in alone else f"(?<={first})(?=[{seconds}])")
        else:
            found.append(first + _AFTER_A_BREAK if first in alone else f"{first}[{seconds}]{_TWO_AFTER_A_BREAK}")
    return f"{_BREAK}(?:{'|'.join(found)})"


def openings(pattern: str) -> frozenset[str]:
    """The first two letters of what a regular expression finds, past blanks; one letter where any may follow it.

    Raises ValueError where it may begin with something else than a written letter, or with nothing.
    """
    found = {opening for branch in _branches(pattern) for opening, _ in _of_branch(branch)}
    if "" in found:
        raise ValueError(f"begins with no letter that is known: {pattern}")
    return frozenset(found)


def _of_branch(branch: str) -> set[tuple[str, bool]]:
    """How what one alternative finds may begin, each with whether what stands behind the alternative goes on."""
    found = {("", True)}
    while branch and any(is_open for _, is_open in found):
        if branch.startswith(_ZERO_WIDTH):
            branch = branch[_closing(branch) :]
            continue
        blank = _BLANK.match(branch)
        if blank:
            branch = branch[blank.end() :]
            if blank.group() != r"\b":  # what comes before a blank is no longer than it is
                found = {(opening, is_open and not opening) for opening, is_open in found}
            continue
        if branch.startswith("(?:"):
            end = _closing(branch)
            inner = set().union(*(_of_branch(one) for one in _branches(branch[3 : end - 1])))
        elif branch[0].isalpha() or branch[0] in "'’":
            end, inner = 1, {(branch[0], True)}
        else:
            end, inner = 1, {("", False)}
        optional = branch.startswith("?", end)
        if branch[end : end + 1] in ("*", "+", "{"):  # said more than once: what comes second is not read
            inner = {(opening, False) for opening, _ in inner} | {("", False)}
        branch = branch[end + optional :]
        found = {
            one for opening, is_open in found for one in _joined(opening, inner, is_open=is_open, optional=optional)
        }
    return found


def _joined(opening: str, inner: set[tuple[str, bool]], *, is_open: bool, optional: bool) -> set[tuple[str, bool]]:
    """`opening` with each of what may follow it, to two letters."""
    if not is_open:
        return {(opening, False)}
    joined = {((opening + more)[:2], goes_on and len(opening + more) < 2) for more, goes_on in inner}
    return joined | {(opening, True)} if optional else joined


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, not those inside its brackets."""
    found, depth, begin = [], 0, 0
    for place, sign in _signs(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            found.append(pattern[begin:place])
            begin = place + 1
    return [*found, pattern[begin:]]


def _closing(pattern: str) -> int:
    """Where the bracket that opens a pattern is closed, behind its closing sign."""
    depth = 0
    for place, sign in _signs(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place + 1
    raise ValueError(f"a bracket is not closed: {pattern}")


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """The brackets and bars of a pattern that are signs: not escaped, not in a set of characters."""
    place, in_set = 0, False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 2
            continue
        in_set = sign == "[" or (in_set and sign != "]")
        if not in_set and sign in "()|":
            yield place, sign
        place += 1
