"""Plain numbers that prove to be labels, years, ranks or parts of names once their surroundings are read."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extraction.quantities import nouns, traps
from extraction.quantities.records import Candidate

if TYPE_CHECKING:
    from extraction.quantities.reading import Reader

_MARK_ENDS = frozenset(")-•–*▪●")
_MARK = re.compile(r"(?:\A|\n)[ ]*(?:\(?[\da-zA-Z]{1,3}\)|[-•–*▪●])[ ]+[\"“‘(]?\Z")
"""A number, letter or bullet that opens an item."""
_GAP = re.compile(r",? (?:and |but |to )?(?:the )?[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){0,2}[ ]")
_RANKING = (
    *("#", "no", "no.", "number", "top", "top-"),
    *("rank", "ranks", "ranked", "ranking", "placed", "came", "finished", "at"),
)
"""With which a word ends before a rank."""
RANKED_LASTS = " #.oOpP-"
_LETTERS = re.compile(r"[^\W\d_]")
RANKED = re.compile(
    r"(?:\b(?:ranked|ranks|rank|ranking|placed|came|finished|ranked at)[ ](?:at )?(?:number |no\.? |"
    r"#)?|#|\b[Nn]o\.? ?|\b[Nn]umber |\b(?:the )?[Tt]op[- ]?)\Z"
)


_AMOUNTS_TO = re.compile(
    r"\b(?:[Ii]t|which|now|still|already|currently|alone|herd|flock|pack|staff|fleet|team|crew|choir|membership|population|workforce|collection)"
    r"\s+numbers\s+\Z"
)
"""Before a number that somebody counts: `The herd numbers 40`."""
_COUNTER = re.compile(r"([A-Za-z]+)[ ](?:(now|already|together|to date|so far)[ ])?number[ ]\Z")
"""`Its members number 40`: what comes before the verb is counted."""


def _top(reader: "Reader", start: int, candidate: Candidate) -> str:
    """Keep "the top 10" as a rank of at most that."""
    end = candidate.num_end
    reader.found.ordinals.append(
        Candidate(
            start,
            end,
            candidate.num_start,
            end,
            value=candidate.value,
            step=Decimal(1),
            unit="rank",
            sort="ordinal",
            qualifier="up_to",
            high=candidate.value,
        )
    )
    return "a rank"


def worded_label(reader: "Reader", candidate: Candidate) -> str:
    """Why a number in words is a label or rank, as in `phase two` or `the top ten`; empty if it is none."""
    if candidate.sort != "bare":
        return ""
    text, start = reader.text, candidate.num_start
    if text.startswith(("top ", "Top "), start - 4) and (top := RANKED.search(text, start - 16, start)):
        return _top(reader, top.start(), candidate)
    word = traps.last_word(text[max(0, start - 16) : start]) if text[start - 1 : start].isspace() else ""
    if not word or not traps.label(word, False):
        return ""
    counts = word == "numbers" and _AMOUNTS_TO.search(text, start - 32, start)
    return "" if counts else "a number used as a label"


def misread(reader: "Reader", candidate: Candidate) -> str:
    """Why the plain number is a label, a year or part of a name; empty if it is none of these."""
    text = reader.text
    start, end = candidate.num_start, candidate.num_end
    counted = candidate.sort == "count"
    if candidate.sort not in ("count", "bare"):
        return _misread_measure(text, candidate)
    if candidate.scaled:
        return ""
    if counted and text.startswith(" Series", end):
        return "part of a name"
    after = text[end : end + 1]
    if candidate.end == end and after and after != " " and (_LETTERS.match(after) or after == "_"):
        return "digits inside a name or code"
    if candidate.end == end and after == "-" and text[end + 1 : end + 2].isupper():
        return "digits inside a name or code"
    plain = text[start:end]
    if (
        reader.label_end >= 0
        and start - reader.label_end < 7
        and traps.LABEL_GAP.fullmatch(text, reader.label_end, start)
    ) and (not counted or start - reader.label_end == 1):
        reader.label_end = end
        return "a number used as a label"
    left = text[max(0, start - 32) : start]
    word = traps.last_word(left) if left[-1:] in " \u00a0#§№." else ""
    if word == "numbers" and _AMOUNTS_TO.search(left):
        return ""
    if (
        word == "number"
        and (counter := _COUNTER.search(left))
        and (counter.group(2) or nouns.is_plural(counter.group(1)))
    ):
        return ""
    may_rank = left[-1:] in RANKED_LASTS and (not word or word.lower().endswith(_RANKING))
    ranked = RANKED.search(text, start - 16, start) if may_rank else None
    if ranked and plain.isdigit():
        lead = ranked.group().lower()
        if lead.startswith(("no", "number", "#", "rank", "top", "the top")) or not counted:
            if lead.strip(" -").endswith("top"):
                return _top(reader, ranked.start(), candidate)
            reader.found.ordinals.append(
                Candidate(
                    ranked.start(),
                    end,
                    start,
                    end,
                    value=candidate.value,
                    step=Decimal(1),
                    unit="rank",
                    sort="ordinal",
                )
            )
            return "a rank"
    if word and traps.label(word, counted):
        reader.label_end = end
        return "a number used as a label"
    previous = word.lower().strip(",.;:()[]\"'“”‘’")
    two = " ".join(left.split()[-2:]) if left else ""
    if previous and (
        (previous in traps.NAMES_BEFORE and word != word.lower())
        or previous in traps.NAMES_ALWAYS
        or (two.lower() in traps.NAMES_BEFORE and two != two.lower())
    ):
        return "part of a name"
    if (
        plain.isdigit()
        and len(plain) == 4
        and traps.year(
            text,
            start,
            end,
            previous,
            counted and candidate.noun is not None and candidate.end - end > 1 and text[candidate.end - 1] != "-",
        )
    ):
        return "a year"
    if plain.isdigit() and traps.address(text, start, end):
        return "an address"
    if counted:
        return ""
    if _gapped(reader, start):
        return ""
    if (
        word
        and word[0].isupper()
        and len(word) > 1
        and plain.isdigit()
        and len(plain) <= 4
        and not word.endswith((",", ":", ";", ".", ")", "”", "’", "'s", "’s"))
        and previous not in nouns.STOPS
        and not starts_sentence(text, start - len(left) + left.rindex(word))
    ):
        return "part of a name"
    following = text[end + 1 : end + 20] if after in " \u00a0" else ""
    if following[:1].isupper() and plain.isdigit() and following.split()[0].lower().strip(".,;:") in traps.NAMES_AFTER:
        return "part of a name"
    return ""


def _gapped(reader: "Reader", start: int) -> bool:
    """True for the later numbers of "Labour has 247 MPs, the Tories 311 and the DUP 10"."""
    last = reader.found.quantities[-1] if reader.found.quantities else None
    if last is None or last.sort not in ("count", "bare") or not 4 < start - last.end < 44:
        return False
    return _GAP.fullmatch(reader.text, last.end, start) is not None


def _misread_measure(text: str, candidate: Candidate) -> str:
    start = candidate.num_start
    left = text[max(0, start - 14) : start].lower()
    plain = text[start : candidate.num_end]
    unit_text = text[candidate.num_end : candidate.end]
    if plain.isdigit() and len(plain) == 4 and candidate.sort == "duration" and unit_text == "s":
        return "a decade"
    if (
        unit_text == "s"
        and plain.isdigit()
        and left.endswith(("the ", "mid-", "mid ", "his ", "her ", "their ", "late ", "early ", "my "))
    ):
        return "a decade"
    if len(unit_text) == 1 and unit_text in "CFGATVWX" and text[candidate.end : candidate.end + 1] == "-":
        return "digits inside a name or code"
    return ""


def starts_sentence(text: str, place: int) -> bool:
    """True when a sentence, line, cell or item of a list ("(2) ", "- ") starts at `place`."""
    before = text[max(0, place - 3) : place].rstrip(' "“‘(')
    if place <= 0 or not before or before[-1:] in ".!?\n:|":
        return True
    return before[-1:] in _MARK_ENDS and bool(_MARK.search(text, place - 9, place))
