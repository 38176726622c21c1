"""The datelines and bylines of a text: the one that a sentence opens with, and the names that are only part of it."""

from bisect import bisect_left
from typing import TYPE_CHECKING

from extraction.mentions import Mention

if TYPE_CHECKING:
    from extraction.reading import Reading


def dateline_in(datelines: list[tuple[int, int]], left: int, right: int) -> tuple[int, int]:
    """The dateline of the sentence `[left, right)`, among all of a text in order; `(-1, -1)` where it has none."""
    place = bisect_left(datelines, (right, 0)) - 1
    return datelines[place] if place >= 0 and datelines[place][1] > left else (-1, -1)


def is_of_dateline(reading: "Reading", mention: Mention, left: int, dateline: tuple[int, int]) -> bool:
    """Whether a name is of a dateline, or a place in brackets before the sentence: `27 May - (Oldport) It fell`."""
    opens = mention.start == left and reading.plain.startswith("--", mention.end)
    if opens or dateline[0] <= mention.start < dateline[1] or dateline[0] < mention.end <= dateline[1]:
        return True
    if not mention.place or mention.start == 0:
        return False
    around = reading.plain[mention.start - 1] + reading.plain[mention.end : mention.end + 1]
    return around in ("()", "[]") and not reading.first_verb(left, mention.start)
