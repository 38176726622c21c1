"""Numbers as written: digits with groups, fractions and scales, and number words."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from extraction.quantities import lexicon, nouns

_DATA = lexicon.read("numerals")
UNITS: dict[str, int] = {word: int(value) for word, value in _DATA["units"].items()}
TENS: dict[str, int] = {word: int(value) for word, value in _DATA["tens"].items()}
SCALES: dict[str, int] = {word: int(value) for word, value in _DATA["scales"].items()}
SCALE_PLURALS: dict[str, str] = _DATA["scale_plurals"]
SCALE_LETTERS: dict[str, int] = {word: int(value) for word, value in _DATA["scale_letters"].items()}
LETTERS_OF_MONEY = frozenset(_DATA["scale_letters_of_money"])
FRACTIONS: dict[str, int] = {word: int(value) for word, value in _DATA["fractions"].items()}
SIGNS: dict[str, tuple[int, int]] = {sign: (int(a), int(b)) for sign, (a, b) in _DATA["fraction_signs"].items()}
MULTIPLES: dict[str, int] = {word: int(value) for word, value in _DATA["multiples"].items()}
ORDINALS: dict[str, int] = {word: int(value) for word, value in _DATA["ordinals"].items()}

LONGEST_WORDS = 12
GAPS = " \u00a0\u202f\u2009"
SIGN_CLASS = "[" + "".join(SIGNS) + "]"
_CARDINAL = {**UNITS, **TENS}
_NEXT_WORD = re.compile(r"(?:[ \u00a0]|[-\u2010\u2011])([A-Za-z]{2,12})(?![A-Za-z])")
_AND_WORD = re.compile(r"[ \u00a0](?:and|&)[ \u00a0]([A-Za-z]{2,12})(?![A-Za-z])")
_COMMA_WORD = re.compile(
    r",[ ]([A-Za-z]{3,9})(?=[ -](?:[a-z]+[ -])?(?:hundred|thousand|million)\b(?! of (?:them|which|whom|these|those)))"
)
_GROUPS = re.compile(r"(?:([ \u00a0\u202f\u2009])\d{3})(?:\1\d{3}){0,5}(?![\d])(?:\.\d{1,6}(?!\d))?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_SCALE_WORD = re.compile(
    r"(?:[ \u00a0\u202f\u2009]|[-\u2010\u2011]|)("
    + "|".join(sorted(SCALES, key=len, reverse=True))
    + r")s?(?:[ \u00a0\u202f\u2009](?=(?:crore|million|billion|trillion|thousand)))?(?![A-Za-z])",
    re.IGNORECASE,
)
_SCALE_LETTER = re.compile(
    r"[ \u00a0\u202f\u2009-]?(" + "|".join(sorted(SCALE_LETTERS, key=len, reverse=True)) + r")(?![A-Za-z0-9²³/°])"
)
_FRACTION_AFTER = re.compile(rf"(?:[ \u00a0-]?({SIGN_CLASS})|[ \u00a0-](\d{{1,2}})[/⁄](\d{{1,3}})(?![\d/]))")
_MONIES = {word.rsplit(" ", 1)[-1] for money in lexicon.read("units")["currencies"].values() for word in money["words"]}
_CURRENCY_AFTER = re.compile(rf"[ -](?:{'|'.join(sorted(_MONIES | {'pound', 'dollar', 'peso'}))})s?\b")
_GAP_SET = frozenset(GAPS)
_PARTING = frozenset(" \u00a0-")
_PART_FIRSTS = frozenset("0123456789").union(SIGNS)
_BETWEEN = frozenset(GAPS + "-\u2010\u2011")
_SCALE_FIRSTS = frozenset(letter for word in (*SCALES, *SCALE_LETTERS) for letter in (word[0].lower(), word[0].upper()))
_WORDS = re.compile(r"[a-z]+")
COUNTED_IN_MILLIONS = lexicon.words("words", "counted_in_millions")
_LENGTH_BEFORE = re.compile(
    r"\b(?:cleared|jumped|leapt|threw|vaulted|depth|height|distance|width|length|diameter)\b[^,;]*\Z"
)
_ENDING = re.compile(r"[.,;:)\n”’\"]|\Z|[ ](?:[(–-]|([a-z]+))")
_LENGTH_AFTER = re.compile(
    r"[ -](?:long|tall|high|deep|wide|thick|away|apart|race|sprint|freestyle|hurdles|dash|relay|above|below|pool|run|"
    r"final|medley|champion|record|in (?:height|length|depth|width|diameter))\b"
)
_AREA_AFTER = re.compile(r" (?:sq|square|cubic|cu)\b")
_SLASHED = re.compile(r"(\d{1,3})[/⁄](\d{1,3})(?![\d/.,]\d|[\d/])")


@dataclass(slots=True)
class Numeral:
    """A number at `[start, end)`; `scale` is the product of its scale words, `mantissa` the number before them."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    in_words: bool = False
    mantissa: Decimal | None = None
    scale: Decimal = Decimal(1)
    scaled: bool = False
    vague: bool = False


@lru_cache(4096)
def step_of(digits: str) -> Decimal:
    """One unit of the last digit as written; final zeros of an integer do not count ("4,700" gives 100)."""
    plain = digits.replace(",", "")
    if "." in plain:
        return Decimal(1).scaleb(-(len(plain) - plain.index(".") - 1))
    kept = plain.rstrip("0")
    return Decimal(1).scaleb(len(plain) - len(kept)) if kept else Decimal(1)


def read_digits(text: str, start: int, end: int) -> Numeral | None:
    """The number in the digit run `text[start:end]`, with space groups and a fraction after it; None if malformed."""
    blob = text[start:end]
    if "," in blob:
        if not _COMMAS.fullmatch(blob):
            tail = blob.rpartition(",")[2]
            if blob.count(",") == 1 and "." not in blob and len(tail) <= 2:
                plain = blob.replace(",", ".")
            elif (first := _COMMAS.match(blob)) and blob[first.end()] == ",":
                plain = first.group().replace(",", "")
                end = start + first.end()
            else:
                first_part = blob.split(",")[0]
                plain, end = first_part, start + len(first_part)
        else:
            plain = blob.replace(",", "")
    else:
        plain = blob
    if plain.count(".") > 1:
        return None
    if (
        plain.isascii()
        and plain.isdigit()
        and len(plain) <= 3
        and plain[0] != "0"
        and text[end : end + 1] in _GAP_SET
        and text[end + 1 : end + 2].isdigit()
    ):
        grouped = _GROUPS.match(text, end)
        if grouped and not _splits(text, grouped.end()):
            plain += re.sub(r"\s", "", grouped.group())
            end = grouped.end()
    value = Decimal(plain)
    step = step_of(plain)
    following = text[end : end + 1]
    slashed = _SLASHED.match(text, start) if following and following in "/⁄" else None
    if slashed and slashed.end() > end:
        top, bottom = int(slashed.group(1)), int(slashed.group(2))
        if 0 < top < bottom and bottom in (2, 3, 4, 5, 6, 8, 10, 12, 16, 100):
            return Numeral(start, slashed.end(), _ratio(top, bottom), Decimal("0.001"), mantissa=_ratio(top, bottom))
        return None
    cents = following == "-" and len(plain) > 3 and plain[-3] == "."
    parted = following in SIGNS or (following in _PARTING and text[end + 1 : end + 2] in _PART_FIRSTS)
    if parted and (cents or plain.isdigit()):
        after = _FRACTION_AFTER.match(text, end)
        if after:
            top, bottom = SIGNS[after.group(1)] if after.group(1) else (int(after.group(2)), int(after.group(3)))
            if 0 < top < bottom <= 16:
                value += _ratio(top, bottom) / 100 if cents else _ratio(top, bottom)
                step = Decimal("0.0001") if cents else Decimal("0.01")
                end = after.end()
    return Numeral(start, end, value, step, mantissa=value)


def slashed(text: str, start: int) -> bool:
    """True when a fraction written with a slash starts at `start` ("3/4")."""
    found = _SLASHED.match(text, start)
    return found is not None and 0 < int(found.group(1)) < int(found.group(2)) <= 100


def _splits(text: str, end: int) -> bool:
    """True when a space group is in truth the start of another number or of a compound ("12 100-page reports")."""
    after = text[end : end + 2]
    if after[:1] in ",.:/" and after[1:].isdigit():
        return True
    return after[:1] in "-\u2010\u2011" and after[1:].isalpha() and text[end - 3 : end] != "000"


def _ratio(top: int, bottom: int) -> Decimal:
    return (Decimal(top) / Decimal(bottom)).quantize(Decimal("0.0001")).normalize()


def read_scale(text: str, numeral: Numeral, money: bool) -> bool:
    """Multiply `numeral` by the scale words or letters after it, in place; True when there was one."""
    first = text[numeral.end : numeral.end + 1]
    if first in _BETWEEN:
        first = text[numeral.end + 1 : numeral.end + 2]
    if first not in _SCALE_FIRSTS:
        return numeral.scaled
    for _ in range(3):
        found = _SCALE_WORD.match(text, numeral.end)
        if not found:
            break
        word = found.group(1).lower()
        if word == "dozen" and numeral.scaled:
            break
        _multiply(numeral, SCALES[word], found.end(1) + (text[found.end(1) : found.end(1) + 1] == "s"))
    if numeral.scaled:
        return True
    found = _SCALE_LETTER.match(text, numeral.end)
    if found is None:
        return False
    letter = found.group(1)
    spaced = found.start(1) > numeral.end
    if letter in LETTERS_OF_MONEY and not money and not _CURRENCY_AFTER.match(text, found.end()):
        if spaced or letter in {"mm", "mil", "t", "T", "cr", "Cr", "bil"}:
            return False
        if letter in "mM" and (
            _LENGTH_AFTER.match(text, found.end())
            or not (_counts_follow(text, found.end()) or _counting(text, numeral.start, found.end()))
        ):
            return False
    elif (spaced and len(letter) == 1 and not money) or (
        letter in "kK"
        and (spaced or (letter == "K" and not money and numeral.value < 17 and not _counts_follow(text, found.end())))
    ):
        return False
    _multiply(numeral, SCALE_LETTERS[letter], found.end())
    return True


def _counts_follow(text: str, pos: int) -> bool:
    return text[pos : pos + 1] == " " and (_AREA_AFTER.match(text, pos) or nouns.read(text, pos)) is not None


def _counting(text: str, start: int, end: int) -> bool:
    """True when the words before "2.7m" count things, so that it is millions rather than metres."""
    left = text[max(0, start - 90) : start]
    left = left[max(left.rfind(". "), left.rfind("\n")) + 1 :].lower()
    if _LENGTH_BEFORE.search(left) or _LENGTH_AFTER.match(text, end):
        return False
    after = _ENDING.match(text, end)
    if after is None or (after.group(1) and after.group(1) not in nouns.STOPS):
        return False
    return not COUNTED_IN_MILLIONS.isdisjoint(_WORDS.findall(left))


def _multiply(numeral: Numeral, scale: int, end: int) -> None:
    numeral.value *= scale
    numeral.step *= scale
    numeral.scale *= scale
    numeral.scaled = True
    numeral.end = end


def read_words(text: str, start: int, end: int) -> Numeral:
    """The number whose first word is `text[start:end]`, a cardinal or scale word, with all words that continue it."""
    word = text[start:end].lower()
    total = 0
    current = 0
    last = ""
    scales = 1
    mantissa: Decimal | None = None
    pos = end
    for _ in range(LONGEST_WORDS):
        if word in _CARDINAL:
            current += _CARDINAL[word]
        else:
            scale = SCALES[word]
            if mantissa is None and not total:
                mantissa = Decimal(current or 1)
            if scale in (100, 12):
                current = (current or 1) * scale
            else:
                total += (current or 1) * scale
                current = 0
            scales *= scale
        last = word
        end = pos
        found = _NEXT_WORD.match(text, pos)
        following = found.group(1).lower() if found else ""
        if found is None and last in SCALES and SCALES[last] > 100 and text[pos : pos + 1] == ",":
            found = _COMMA_WORD.match(text, pos)
            following = found.group(1).lower() if found else ""
        if (following == "and" or (found is None and text.startswith(" & ", pos))) and last in SCALES:
            found = _AND_WORD.match(text, pos)
            following = found.group(1).lower() if found else ""
            if following not in _CARDINAL or last == "dozen":
                break
        if found is None or not _continues(last, following):
            break
        word = following
        pos = found.end(1)
    value = Decimal(total + current)
    return Numeral(start, end, value, step_of(str(value)), True, mantissa or value, Decimal(scales), scales > 1)


def _continues(last: str, following: str) -> bool:
    if following in SCALES:
        if last in SCALES and SCALES[following] <= SCALES[last]:
            return False
        return not (following == "dozen" and last in SCALES)
    if last in TENS:
        return following in UNITS and 0 < UNITS[following] < 10
    return last in SCALES and SCALES[last] != 12 and following in _CARDINAL and _CARDINAL[following] > 0
