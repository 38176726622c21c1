"""Number words in idioms: "no one", "nine to five", "second-hand"."""

import re

from extraction.quantities import traps

_LETTERS = re.compile(r"[A-Za-z’']+")
_TOKENS = [re.split("[ -]", idiom) for idiom in traps.IDIOMS]
_TWO_BEFORE = re.compile(r"[A-Za-z’'-]+[ -]")
_FOUR_AFTER = re.compile(r"(?:[ -]?[A-Za-z’'-]+){0,4}")
_WORD_END = re.compile(r"[a-z']+(?:(?=[^a-z'])|$)")
_PART = re.compile(r"[a-z'-]+?[ -]")
_WITHIN = re.compile(r"\b(?:in|within|for|than|just|only|after|least)[ ]\Z")
_AFTER_NUMBER = frozenset(word for tokens in _TOKENS for word in tokens[1:])
_BEFORE_NUMBER = frozenset(word for tokens in _TOKENS for word in tokens[:-1])


_RATIO = re.compile(
    r"[ -](?:in|out of)[ -](?:every[ ])?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b"
)
"""`that one in six`: whatever stands before it, this is a share."""


def idiom_end(text: str, start: int, end: int) -> int:
    """The end of the idiom that the word stands in, or 0; at most two words before it and three after."""
    if not _beside(text, start, end) or _RATIO.match(text, end):
        return 0
    left = _TWO_BEFORE.findall(text[max(0, start - 24) : start])[-2:]
    joined_left = "".join(left).lower().replace("’", "'")
    if not text[max(0, start - 24) : start].lower().replace("’", "'").endswith(joined_left):
        joined_left = ""
    right = _FOUR_AFTER.match(text[end : end + 40])
    assert right is not None
    tail = text[start:end].lower() + right.group().lower().replace("’", "'")
    ends = [match.end() for match in _WORD_END.finditer(tail)]
    prefixes = [""]
    parts = _PART.findall(joined_left)
    for count in (1, 2):
        prefixes += ["".join(parts[-count:])] if len(parts) >= count else []
    for stop in reversed(ends):
        if stop < end - start:
            break
        for prefix in prefixes:
            if prefix + tail[:stop] in traps.IDIOMS:
                spent = tail[:stop] == "one day" and _WITHIN.search(text, start - 8, start)
                return 0 if spent else start + stop
    return 0


def _beside(text: str, start: int, end: int) -> bool:
    """True when a word beside `[start, end)` is in some idiom: what spares most words the look at longer phrases."""
    mark = text[end : end + 1]
    if mark in "'’" and mark:
        return True
    if mark in " -" and mark:
        after = _LETTERS.match(text, end + 1)
        if after and after.group().lower().replace("’", "'") in _AFTER_NUMBER:
            return True
    if text[start - 1 : start] in (" ", "-"):
        left = text[max(0, start - 16) : start - 1].lower().replace("-", " ").replace("\n", " ").rpartition(" ")[2]
        return left.lstrip("“‘\"'([\n").replace("’", "'") in _BEFORE_NUMBER
    return False
