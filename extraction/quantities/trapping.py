"""Where a run of digits is no number of its own: phone numbers, dates, codes, labels, scores, list marks."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extraction.quantities import nouns, numerals, traps, written_units

if TYPE_CHECKING:
    from extraction.quantities.reading import Reader

_SUFFIX = re.compile(r"(?:st|nd|rd|th)\b")
_STONES = re.compile(r"st (?:1[0-3]|\d)(?:lb|½)")
_UNIT_BEFORE = re.compile(r"\d[ ]?([A-Za-z]{1,4})/\Z")
_PREFIXES = ("sub", "mid", "non", "post", "pre", "to")
_LETTERS = re.compile(r"[^\W\d_]")
_LIST_AFTER = re.compile(r"[.)][ \t\u00a0]")
SCALE_AFTER = re.compile(r"[ ]?(?:million|billion|trillion|thousand|crore|lakh|bn|tn|m|k)\b")
_FEET_BEFORE = re.compile(r"(?:\d|three|four|five|six|seven|eight)-?(?:ft|foot|feet)-\Z|\d-(?:to|by)-\Z")
_CODE_AFTER = re.compile(r"\(\d|[_@]|/\d|-[A-Z]{2,}\d|\.[A-Z]{2}\b")


def trap(reader: "Reader", start: int, end: int, before: str) -> int:
    """The end of the trap the number is in, or 0."""
    text = reader.text
    phone = traps.phone(text, start, end, before)
    if phone:
        return reader.drop(start, phone, "a phone number")
    dated = traps.here(text, start)
    if dated:
        return reader.drop(start, *dated)
    month = traps.after_month(text, start)
    if month:
        return reader.drop(start, month, "a date")
    if before and before != " " and (_LETTERS.match(before) or before in "_@\\"):
        scale = SCALE_AFTER.match(text, end)  # of money in a sign that is not known
        return reader.drop(start, scale.end() if scale else end, "digits inside a name or code")
    if before in (")", "]", "’", "'") and start > 1 and not text[start - 2].isspace():
        return reader.drop(start, end, "digits inside a name or code" if before in ")]" else "a year")
    if before in "’'" and before and text[end : end + 1] not in ("’", "'") and end - start == 2:
        return reader.drop(start, end, "a year")
    joined = before and before in "-\u2010\u2011\u2212/." and start > 1 and _LETTERS.match(text[start - 2])
    listed = before == "/" and (unit := _UNIT_BEFORE.search(text, start - 10, start))
    if listed and unit and text.startswith(unit.group(1), end):
        joined = None
    if (
        joined
        and not text[max(0, start - 5) : start - 1].lower().endswith(_PREFIXES)
        and not _FEET_BEFORE.search(text, start - 14, start)
    ):
        return reader.drop(start, end, "digits inside a name or code")
    after = text[end : end + 1]
    if after.isalpha() and after.isupper() and _is_lettered_label(reader, start):
        reader.label_end = end + 1
        return reader.drop(start, end + 1, "a number used as a label")
    if before == "+" and text[start - 2 : start - 1].isalnum():
        return reader.drop(start, end, "digits inside a name or code")
    if (after == "p" and traps.video(text, start, end)) or (after == "K" and traps.PICTURE.match(text, start)):
        return reader.drop(start, end + 1, "a video format")
    if before == "/" and text[start - 2 : start - 1].isdigit():
        return reader.drop(start, end, "a version, ratio or code")
    if (after and after in "(_@/-." and _CODE_AFTER.match(text, end) and not numerals.slashed(text, start)) or (
        before == "(" and start > 1 and text[start - 2].isalnum()
    ):
        return reader.drop(start, end, "digits inside a name or code")
    score = traps.score(text, start)
    if score:
        voted = traps.VOTED.search(text, start - 40, score + 16)
        return reader.drop(start, score, "a vote" if voted else "a score")
    suffix = _SUFFIX.match(text, end) if after and after in "snrt" else None
    if suffix and not _STONES.match(text, end):
        return reader.ordinal(start, suffix.end(), Decimal(text[start:end].replace(",", "").replace(".", "")))
    return _list_mark(reader, start, end, before)


def _is_lettered_label(reader: "Reader", start: int) -> bool:
    """Whether a number with a letter stands after a label or beside one: `Gate 12A`, `Buildings 5W and 19W`."""
    if 0 <= reader.label_end < start < reader.label_end + 7:
        return bool(traps.LABEL_GAP.fullmatch(reader.text, reader.label_end, start))
    word = traps.last_word(reader.text[max(0, start - 16) : start])
    return bool(word and traps.label(word, True) and word[0].isupper())


def _list_mark(reader: "Reader", start: int, end: int, before: str) -> int:
    text = reader.text
    if start > 6 and before != "(" and "\n" not in text[start - 6 : start]:
        return 0
    line_start = text.rfind("\n", max(0, start - 6), start) + 1 if start > 6 else 0
    head = text[line_start:start] if line_start or start <= 6 else "x"
    alone = not head.strip(" \t(*-•#|") and end - start <= 3
    if alone and _LIST_AFTER.match(text, end):
        return reader.drop(start, end, "a list number")
    if before == "(" and text[end : end + 1] == ")" and end - start <= 2:
        previous = text[: start - 1].rstrip()[-1:] if start < 200 else text[start - 40 : start - 1].rstrip()[-1:]
        follows = text[end + 1 : end + 3]
        if (alone or previous in ";:,." or previous == "") and follows[:1] == " " and follows[1:].isalpha():
            return reader.drop(start, end, "a list number")
    if (
        alone
        and "(" not in head
        and text[end : end + 1] in " \u00a0"
        and text[end + 1 : end + 2].isupper()
        and end - start <= 2
    ) and not (nouns.read(text, end) or written_units.unit_after(text, end, reader.table, money=False)):
        return reader.drop(start, end, "a list or footnote number")
    return 0
