"""Many patterns searched as one: at the start of a word only those are tried that can begin with its letter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_BLANK = re.compile(r"\\[sb][*?+]?")


class Dispatch(NamedTuple):
    """Patterns by the letters they can begin with; the group that matches names the list a pattern is of."""

    starts: re.Pattern[str]
    by_letter: dict[str, re.Pattern[str]]

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """What begins at `place`, where a word does."""
        pattern = self.by_letter.get(text[place : place + 1]) if self.starts.match(text, place) else None
        return pattern.match(text, place) if pattern else None

    def finditer(self, text: str, left: int, right: int, ahead: int = 0) -> Iterator[re.Match[str]]:
        """What begins in `text[left:right]`, in order and without overlap; it may end `ahead` characters later."""
        for start in self.starts.finditer(text, left, right):
            place = start.start()
            if place >= left and (found := self.by_letter[start.group()].match(text, place, right + ahead)):
                yield found
                left = found.end()


def dispatch(lists: Mapping[str, Sequence[str]]) -> Dispatch:
    """The patterns of `lists`, for text in small letters, each under its list's name; of several the first counts."""
    letters = {name: [(first_letters(entry), entry) for entry in entries] for name, entries in lists.items()}
    by_letter = {}
    for letter in sorted(set().union(*(found for entries in letters.values() for found, _ in entries))):
        groups = {name: [entry for found, entry in entries if letter in found] for name, entries in letters.items()}
        body = "|".join(f"(?P<{name}>(?:{'|'.join(fit)})(?:(?<=\\s)|(?!\\w)))" for name, fit in groups.items() if fit)
        by_letter[letter] = re.compile(body)
    return Dispatch(re.compile(rf"[{''.join(by_letter)}](?<![\w-].)"), by_letter)


def first_letters(pattern: str) -> frozenset[str]:
    """The letters that what a regular expression finds may begin with, past blanks.

    Raises ValueError where it may begin with something else than a written letter, or with nothing.
    """
    found: set[str] = set()
    for branch in _branches(pattern):
        letters, is_open = _of_branch(branch)
        if is_open:
            raise ValueError(f"begins with no letter that is known: {branch}")
        found |= letters
    return frozenset(found)


def _of_branch(branch: str) -> tuple[set[str], bool]:
    """The letters that one alternative may begin with, and whether it may be empty."""
    found: set[str] = set()
    while branch:
        if branch.startswith(_ZERO_WIDTH):
            branch = branch[_closing(branch) :]
        elif blank := _BLANK.match(branch):
            branch = branch[blank.end() :]
        elif branch.startswith("(?:"):
            end = _closing(branch)
            inner = [_of_branch(one) for one in _branches(branch[3 : end - 1])]
            found.update(*(letters for letters, _ in inner))
            is_open = any(is_open for _, is_open in inner) or branch[end : end + 1] in ("?", "*")
            if not is_open:
                return found, False
            branch = branch[end + (branch[end : end + 1] in ("?", "*")) :]
        elif branch[0].isalpha() or branch[0] in "'’":
            found.add(branch[0])
            if branch[1:2] != "?":
                return found, False
            branch = branch[2:]
        else:
            raise ValueError(f"begins with no letter that is known: {branch}")
    return found, True


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
