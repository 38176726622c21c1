"""A small noun-phrase reader: from a number to the head of what it counts, with closed word lists only."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.quantities import lexicon

STOPS = lexicon.words("words", "stops")
INNER = lexicon.words("words", "inner")
SKIPPED = lexicon.words("words", "skipped")
VERBS = lexicon.words("words", "verbs")
NOUN_VERBS = lexicon.words("words", "noun_verbs")
PLURALS: dict[str, str] = lexicon.read("words")["plurals"]
SINGULARS = {plural: singular for singular, plural in PLURALS.items()}
_NUMERALS = lexicon.read("numerals")
NUMBER_WORDS = frozenset({*_NUMERALS["units"], *_NUMERALS["tens"], *_NUMERALS["scales"]})
ZERO_PLURALS = lexicon.words("words", "zero_plurals")
NOT_PLURAL = lexicon.words("words", "not_plural")
PARTICIPLES = lexicon.words("words", "participles")
ALONE = lexicon.words("words", "alone")
BASES = lexicon.words("words", "noun_bases")
NOUN_FIRST = lexicon.words("words", "noun_first")
_LOOK_AHEAD = PARTICIPLES | BASES | INNER
TIMES = lexicon.words("words", "times")
_POINTING = frozenset({"last", "this", "next"})
PLURAL_MODIFIERS = lexicon.words("words", "plural_modifiers")

# one word with what stands before it: a space, opening quotes; a word may hold & / ' . - inside
TOKEN = re.compile(
    r"[ \u00a0\u202f\u2009]{0,2}(?:\n(?=[a-z]))?([\"“‘'«]?)"
    r"([^\W_](?:[^\W_]|[-'’/&.+\u2010\u2011](?=[^\W_])){0,60}(?:\.(?=[ ]?[a-z]))?)"
)
_ACRONYMS = re.compile(r"(?:[A-Z]|[0-9])s\Z")
SHARING = PLURAL_MODIFIERS - ZERO_PLURALS
JOIN = re.compile(r"(,[ \u00a0]|[ \u00a0](?:and|or|&)[ \u00a0]|,[ \u00a0](?:and|or)[ \u00a0])")
_LINKS = frozenset({"and", "or"})
_NOTED = re.compile(r"[a-z-]{3,}s\d")
"""A plural with the mark of a footnote: `638 start-ups1`."""
_UNMARKED = re.compile(r"[āēīōū]")
"""In words of languages that mark no plural: `40 kōwhai`."""
CLOSING = frozenset("\"”’'»")
MAX_WORDS = 9


@dataclass(slots=True)
class Phrase:
    """A counted noun phrase, `[start, end)`, with the lemma of its head and whether the head is plural."""

    start: int
    end: int
    head_start: int
    head: str
    plural: bool


@cache
def singular(word: str) -> str:
    """The lemma of a noun, lower-case: "companies" gives "company", "shelves" "shelf"."""
    low = word.lower().replace("’", "'")
    if low in SINGULARS:
        return SINGULARS[low]
    if _ACRONYMS.search(word):
        return low[:-1]
    if low.endswith("'s"):
        return low
    last = re.split(r"[-\u2010\u2011/]", low)[-1]
    if last != low and last:
        return low[: -len(last)] + singular(last)
    if low in NOT_PLURAL or low in PLURALS or len(low) < 3 or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return low[:-2]
    return low[:-1]


@cache
def plural(word: str) -> str:
    """The plural of a lemma, lower-case: "company" gives "companies", "person" "people"."""
    low = word.lower()
    if low in PLURALS:
        return PLURALS[low]
    if low in ZERO_PLURALS or low in SINGULARS or _UNMARKED.search(low):
        return low
    last = re.split(r"[-\u2010\u2011 ]", low)[-1]
    if last != low and last:
        return low[: -len(last)] + plural(last)
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return low[:-1] + "ies"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return low + "es"
    return low + "s"


@cache
def is_plural(word: str) -> bool:
    """True when the word can be a plural noun by its form."""
    low = word.lower()
    last = re.split(r"[-\u2010\u2011/]", low)[-1]
    if _ACRONYMS.search(word):
        return True
    if last in ("ups", "ins", "offs", "outs") and last != low:
        return True
    if low in ZERO_PLURALS or last in ZERO_PLURALS or low in SINGULARS or last in SINGULARS:
        return True
    if last in NOT_PLURAL or low in NOT_PLURAL or low.endswith(("'s", "’s")) or last in STOPS:
        return False
    return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is", "ous"))


def _verb(low: str) -> bool:
    return low in VERBS and low not in NOUN_VERBS


def _modifies(low: str, after: str, inside: bool) -> bool:
    """True for a participle before a plural ("two broken legs") and a noun like a verb inside a phrase ("account")."""
    if not is_plural(after) or after.lower() in VERBS:
        return False
    return low in PARTICIPLES or low in NOUN_FIRST or (inside and low in BASES)


def _stops(word: str, after: str, head: str | None, inside: bool, one: bool) -> bool:
    """True when `word` cannot belong to the phrase read so far: `head` is its plural, `inside` says it has begun."""
    low = word.lower() if word not in ("US", "IT") else word
    if low in _POINTING and after.lower() in TIMES:
        return True
    if low in NUMBER_WORDS or (word[0].isdigit() and not any(letter.isalpha() for letter in word)):
        return True
    if low in STOPS and (
        head is not None or low not in INNER or after.lower() in STOPS or after.isdigit() or not after
    ):
        return True
    if inside and low in ALONE:
        return True
    if head is not None:
        named = head[0].isupper() and not head.isupper() and word.islower()
        return (
            not is_plural(word)
            or not (named or head.lower() in PLURAL_MODIFIERS)
            or low in VERBS
            or low.endswith("ings")
        )
    if (
        _verb(low)
        and low not in INNER
        and (not is_plural(word) or (inside and not low.endswith("s")))
        and not (_modifies(low, after, inside) or (one and not inside and low in BASES))
    ):
        return True
    return one and inside and (low.endswith(("ed", "ly")) or low in VERBS or is_plural(word))


def read(text: str, pos: int, one: bool = False) -> Phrase | None:
    """The noun phrase that starts at `pos` (spaces skipped), or None; `one` reads a singular head.

    The head of a plural phrase is its first plural noun, or the last of several plurals in a row.
    """
    start = -1
    count = 0
    best: tuple[int, int, str, bool] | None = None
    last: tuple[int, int, str] | None = None
    while count < MAX_WORDS:
        found = TOKEN.match(text, pos)
        if not found:
            break
        quote, word, word_start, word_end = _without_note(found)
        low = word.lower()
        if ("\n" in found.group() and count) or (quote and best):
            break
        if start < 0 and low in SKIPPED and not quote:
            pos = word_end
            if low == "of":
                return None
            continue
        if start < 0 and low in _LINKS:
            return None
        after = TOKEN.match(text, word_end) if low in _LOOK_AHEAD else None
        inside = last is not None or (after is not None and text[word_start - 2 : word_start - 1].isdigit())
        if not _in_name(last, best is None, word) and _stops(
            word, after.group(2) if after else "", best[2] if best else None, inside, one
        ):
            break
        if start < 0:
            if low in NOUN_VERBS and _amount_follows(text, word_end, low):
                break
            start = word_start
        if is_plural(word) and not one and not (word.isupper() and _describes(text, word, word_end)):
            head = last[0] if last and _in_name(last, True, word[:-1]) else word_start
            best = (head, word_end, text[head:word_end], True)
        last = (word_start, word_end, word)
        count = count + 1 if word_end == found.end(2) else MAX_WORDS  # the mark of a footnote ends a phrase
        pos = word_end
        closing = text[pos : pos + 1]
        if closing in CLOSING and (closing != "'" or best):
            pos += 1
            if best is not None:
                break
        modifier = best is not None and best[2].lower() in SHARING
        if best is None or modifier:
            joined = JOIN.match(text, pos)
            if joined and not (modifier and "," in joined.group()):
                if not _joins(text, joined.end(), one, low):
                    break
                pos = joined.end() - 1
                best = None
    if best is None and last is not None:
        best = ((*last, False) if _nounlike(last[2]) else None) if one else _unmarked(text, start, last[1])
    if best is None:
        return None
    head_start, end, word, many = best
    return Phrase(start, end, head_start, singular(word), many)


def _without_note(found: re.Match[str]) -> tuple[str, str, int, int]:
    """The quotation mark before a word, the word without the mark of a footnote, and its place."""
    quote, word = found.groups()
    start, end = found.span(2)
    if word[-1].isdigit() and _NOTED.fullmatch(word):
        return quote, word[:-1], start, end - 1
    return quote, word, start, end


def _unmarked(text: str, start: int, end: int) -> tuple[int, int, str, bool] | None:
    """The last word of `text[start:end]` that may be a plural though nothing marks it as one; None without."""
    if text[start:end].isascii():
        return None
    found = [m for m in TOKEN.finditer(text, start, end) if _UNMARKED.search(m.group(2))]
    return (*found[-1].span(2), found[-1].group(2), True) if found else None


def _in_name(last: tuple[int, int, str] | None, headless: bool, word: str) -> bool:
    """True for the number of a name before the head: "436 S&P 500 companies", "four Thunderbolt 3 ports"."""
    return last is not None and headless and word.isdigit() and len(word) < 5 and last[2][0].isupper()


def _describes(text: str, word: str, end: int) -> bool:
    """True for a short form that describes the plural behind it: "300 TTPS holders"."""
    after = TOKEN.match(text, end)
    following = after.group(2) if after else ""
    return len(word) < 7 and following.islower() and is_plural(following) and not _verb(following)


def _amount_follows(text: str, pos: int, low: str) -> bool:
    """True for "six costs 4.99 euros", "12 sells $5": the word says something of the number."""
    first = text[pos + 1 : pos + 2] if text[pos : pos + 1] == " " else ""
    return first in tuple("$£€¥") or (low == "costs" and first.isdigit())


def _nounlike(word: str) -> bool:
    low = word.lower()
    return low not in STOPS and not low.endswith("ly") and any(letter.isalpha() for letter in word)


def _joins(text: str, pos: int, one: bool, before: str) -> bool:
    """True when the words after a comma or `and` go on to a plural noun within a few words: shared modifiers."""
    if one or before.endswith("ly"):
        return False
    for _ in range(5):
        found = TOKEN.match(text, pos)
        if not found:
            return False
        low = found.group(2).lower()
        if (low in STOPS and low not in INNER) or _verb(low) or low[0].isdigit():
            return False
        if is_plural(low):
            return True
        pos = found.end()
        joined = JOIN.match(text, pos)
        if joined:
            pos = joined.end() - 1
    return False
