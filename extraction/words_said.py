"""The words of a text, told apart by blanks put in place of all other signs: many times faster than a pattern."""

import re
from string import ascii_letters, ascii_lowercase, digits

_WORD = re.compile(r"\w+")
_MOST_SIGNS = 100
"""More signs than this that are of no word are not replaced one by one: no text in a language has so many."""
_OF_WORDS = frozenset(f"{ascii_letters}{digits}_")
_BLANKS = "".join(sign if sign in _OF_WORDS else " " for sign in map(chr, range(128)))
"""Each sign of ASCII that is none of a word as a blank, and the others as they are: looked up by place."""
_BLANK_BYTES = _BLANKS.encode() + bytes(range(128, 256))
_ASCII = bytes(range(128))
_NO_LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(256))


def words_in_order(text: str) -> list[str]:
    """The words of a text as they are written, with its numbers."""
    if text.isascii():
        return text.translate(_BLANKS).split()
    others = [sign for sign in signs_beyond_ascii(text) if not sign.isalnum()]
    if len(others) > _MOST_SIGNS:
        return _WORD.findall(text)
    for sign in others:
        text = text.replace(sign, " ")
    return text.encode("utf-8", "surrogatepass").translate(_BLANK_BYTES).decode("utf-8", "surrogatepass").split()


def signs_beyond_ascii(text: str) -> frozenset[str]:
    """The letters and signs of a text that are not of ASCII."""
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def letters_of(lower: str) -> str:
    """A text in small letters with a blank for all that is none from a to z; every character keeps its place."""
    return lower.encode("ascii", "replace").translate(_NO_LETTERS).decode("ascii")
