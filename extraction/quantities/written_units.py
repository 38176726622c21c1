"""Units as written: currency signs before a number, units of measure and currencies after it."""

import re

from extraction.quantities import lexicon, nouns
from extraction.quantities.records import Candidate
from extraction.quantities.units import Unit, UnitTable

_SPACES = " \u00a0\u202f\u2009"
_GAP = re.compile(r"[-\u2010\u2011]|[ \u00a0\u202f\u2009]{0,2}")
_WORD = re.compile(r"(?:[ \u00a0\u202f\u2009]|[-\u2010\u2011]|)([A-Za-z°.]{1,24}(?:’s)?)")
_CENTS = re.compile(r"[ \u00a0](?:cents?|¢)(?![\w-])")
_OVER = re.compile(r"[ ]?/[ ]?|[ ]per[ ]")
_DIMENSIONS = frozenset({"deep", "long", "wide", "high", "tall", "thick", "across", "x", "diameter"})
_METRE_WORDS = lexicon.words("words", "metre_words")
_NAMES_TOO = frozenset(lexicon.read("units")["names_too"])
_RAISED = re.compile(r"[ -](squared|cubed)\b")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d|\.\d|[ -]?(?:m|b|bn|mn|million|billion|trillion|thousand|crore|lakh)\b)")


def currency_before(text: str, start: int, table: UnitTable) -> tuple[Unit, int] | None:
    """The currency whose sign or letters end right before `start`, and where it starts."""
    stop = start
    while stop and start - stop < 2 and text[stop - 1] in _SPACES:
        stop -= 1
    if not stop or text[stop - 1] not in table.before_lasts:
        return None
    for size in table.before_sizes:
        begin = stop - size
        if begin >= 0 and text[begin:stop] in table.before:
            break
    else:
        return None
    sign = text[begin:stop]
    if begin and (text[begin - 1].isalpha() or (sign.isalpha() and text[begin - 1] in "0123456789-/&_")):
        return None  # "COP$40": money of another sign
    if sign in _NAMES_TOO and not _AMOUNT.match(text, start):
        return None
    return table.before[sign], begin


def cents_before(text: str, start: int, end: int, table: UnitTable) -> tuple[Unit, int] | None:
    """The cents of the currency whose letters stand before the number `text[start:end]`, and where they start."""
    if not _CENTS.match(text, end):
        return None
    begin = next((k for k in range(max(0, start - 4), start) if text[k:start] in table.cents_before), -1)
    if begin < 0 or (begin and (text[begin - 1].isalnum() or text[begin - 1] in "-/&_")):
        return None
    return table.cents_before[text[begin:start]], begin


def unit_after(text: str, pos: int, table: UnitTable, money: bool) -> tuple[Unit, int] | None:
    """The unit of measure or currency written right after `pos`, and where it ends."""
    gap = _GAP.match(text, pos)
    assert gap is not None
    start = gap.end()
    char = text[start : start + 1]
    if not char:
        return None
    glued = start == pos
    found = table.short_pattern.match(text, start)
    if found:
        unit = table.short[found.group()]
        form = found.group()
        hyphen = gap.group() in ("-", "\u2010", "\u2011")
        after = text[found.end() : found.end() + 1]
        blocked = (
            (unit.glued_only and not glued and not hyphen)
            or (form[0] in "$£€¥₹₩" and after.isdigit())
            or (
                after in "-&"
                and after
                and text[found.end() + 1 : found.end() + 2].isdigit()
                and form.isalpha()
                and len(form) < 2
            )
            or (len(form) < 3 and form.isalpha() and after.isdigit())
            or (form == "stone" and nouns.read(text, found.end()) is not None)
            or (form == "t" and text.startswith(("-", " shirt", " cell", "’", "'"), found.end()))
            or (form == "m" and not glued and not _metres(text, found.end()))
            or (unit.spaced_only and (glued or hyphen))
            or (hyphen and len(form) == 1 and form.isupper())
            or (form in ("in", "in.") and not _inches(text, found.end(), hyphen or glued))
        )
        if not blocked and not (money and unit.sort != "percent"):
            longer = _words(text, pos, table) if form.isalpha() or form == "°" else None
            if longer and longer[1] > found.end():
                return longer
            return _compound(text, start, unit, found.end(), table)
    if money:
        return None
    worded = _words(text, pos, table)
    return _compound(text, start, *worded, table) if worded else None


def _compound(text: str, start: int, unit: Unit, end: int, table: UnitTable) -> tuple[Unit, int]:
    """`unit`, whose words start at `start`, raised or divided by what follows ("km squared", "W/m2"), if anything."""
    raised = _RAISED.match(text, end) if text[end + 1 : end + 2] in ("s", "c") else None
    if raised:
        power = table.words.get(f"{'square' if raised.group(1) == 'squared' else 'cubic'} {text[start:end].lower()}")
        power = power or table.short.get(text[start:end] + ("²" if raised.group(1) == "squared" else "³"))
        if power:
            return power, raised.end()
    bottoms = table.compounds.get(unit.id)
    over = _OVER.match(text, end) if bottoms else None
    if over is None or bottoms is None:
        return unit, end
    start = over.end()
    found = table.short_pattern.match(text, start) if over.group()[-1] in "/ " else None
    bottom = (table.short[found.group()], found.end()) if found else _words(text, start, table)
    if bottom is None or bottom[0].id not in bottoms:
        return unit, end
    return bottoms[bottom[0].id], bottom[1]


def _inches(text: str, pos: int, hyphen: bool) -> bool:
    word = _WORD.match(text, pos)
    return (
        hyphen
        or pos == len(text)
        or (text[pos - 1] == "." and (not word or word.group(1)[0].islower()))
        or (word is not None and word.group(1) in _DIMENSIONS)
    )


def _metres(text: str, pos: int) -> bool:
    word = _WORD.match(text, pos)
    return word is None or word.group(1).lower().rstrip(".") in _METRE_WORDS


def _words(text: str, pos: int, table: UnitTable) -> tuple[Unit, int] | None:
    best = None
    phrase = ""
    for size in range(4):
        word = _WORD.match(text, pos)
        if word is None or not word.group(1):
            break
        part = word.group(1).lower()
        if size == 0 and part.rstrip(".") not in table.word_firsts and part not in table.word_firsts:
            return None
        phrase = f"{phrase} {part}" if phrase else part
        pos = word.end()
        unit = table.words.get(phrase)
        if unit is None and phrase.endswith("."):
            unit = table.words.get(phrase.rstrip("."))
            if unit:
                best = (unit, pos - 1)
                continue
        if unit:
            best = (unit, pos)
    if best and text[best[1] : best[1] + 1].isalpha():
        return None
    return best


def apply_unit(candidate: Candidate, unit: Unit, dollar: str) -> None:
    """Give `candidate` the unit, its sort, and the factor to base units."""
    candidate.unit = dollar if unit.dollar else unit.id
    candidate.bare_dollar = unit.dollar
    candidate.sort = unit.sort
    if unit.factor != 1 and candidate.value is not None and candidate.step is not None:
        candidate.value *= unit.factor
        candidate.step *= unit.factor
