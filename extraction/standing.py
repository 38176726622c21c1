"""What is so today or was so before, whatever is to come: `its staff of 40 will double`, `the 40 of last year`."""

from extraction.comparing import leads_to_its_time
from extraction.drafts import Draft
from extraction.grammar import in_lower
from extraction.reading import Reading
from extraction.selection import start_of

_ITS = in_lower(
    r"\b(?:its|their|his|her|our|all)\s+$"
    r"|\b(?:its|their|his|her|our)\s+(?:[a-z-]+\s+)?(?:staff|workforce|fleet|network|team|portfolio|membership|crew|stock|estate|herd|population|payroll)\s+of\s+$"
)
_OWNERS = ("its", "their", "his", "her", "our", "all", "of")
"""What stands right before a figure that somebody has."""
_NOW = (", now ", ", currently ", ", today ", "(now ", "(currently ", "(today ")
"""Before what is set beside what it will become: `will rise to 5 million, now 2 million`."""
AS_NOW = (" as now", " as today", " as at present", " as it is now", " as it is today")
"""After what is set beside what it will become: `40 rather than 30 as now`."""
NO_CHANGE = "what does not change"
_NO_CHANGE = in_lower(
    r"\bno\s+(?:increase|rise|change|changes|cut|reduction)\s+(?:in|to)\s+(?:the|its|their|our)\s+(?:[a-z-]+\s+){1,4}of\s+$"
)
_TO_COME = in_lower(r"\b(?:new|first|next|planned|proposed|future|additional|extra|more|further)\b")
_HAPPENING = frozenset(
    (
        *("backed", "buoyed", "helped", "boosted", "supported", "driven", "armed", "encouraged", "spurred"),
        *("founded", "established", "launched", "started", "formed"),
    )
)
_OWNED = ("the ", "its ", "eir ")
_HAPPENED = in_lower(
    r"\W*(?:(?:backed|buoyed|helped|boosted|supported|driven|armed|encouraged|spurred)\s+(?:by|with)"
    r"|(?:founded|established|launched|started|formed)\s+(?:in|by|with))\b"
)
"""What opens a sentence and tells what led up to it: `Backed by orders of 40 million, it expects more`."""
_BESIDE = 3
"""Characters between a figure and a time right after it."""
_PREPARING = in_lower(r"\s+(?:(?:more|others|of\s+(?:them|these|those|which|whom))\s+)?(?:are|were)\s+preparing\s+to\b")


def _is_apposed(reading: Reading, draft: Draft) -> bool:
    """Whether a figure is set off with a time gone by, as what it was: `the share, 9% in 2023, is to be raised`."""
    end, on = draft.candidate.end, reading.on
    return on is not None and any(
        0 <= period.start - end < _BESIDE and period.last < on and reading.text.startswith((",", ")"), period.end)
        for period in reading.periods_of(draft.number)
    )


def what_stands(reading: Reading, draft: Draft, begin: int) -> str | None:
    """Why a count or measure that begins at `begin` is so already; None where nothing says that it is."""
    candidate, lower = draft.candidate, reading.lower
    left = draft.clause[0]
    said = reading.words_in(draft.clause)
    if lower[begin - 2 : begin] == ", " and _is_apposed(reading, draft):
        return "what it was before"
    if lower[begin - 2 : begin] in ("w ", "y ") and lower.endswith(_NOW, reading.sentences[draft.number].start, begin):
        return "what it is now"
    if (
        not said.isdisjoint(_HAPPENING)
        and _HAPPENED.match(lower, left)
        and lower.find(",", left, begin) < 0 < lower.find(",", candidate.end)
    ):
        return "what went before"
    if lower[candidate.end : candidate.end + 4] == " as " and lower.startswith(AS_NOW, candidate.end):
        return "what it is now"
    if "no" in said and _NO_CHANGE.search(lower, left, begin):
        return NO_CHANGE
    if candidate.sort not in ("count", "measure", "bare"):
        return None
    if "preparing" in reading.words_of_sentence_at(candidate.start) and _PREPARING.match(lower, candidate.end):
        return "who prepares for it"
    opening = max(left, begin - 60)
    owned = lower[opening:begin].rstrip().endswith(_OWNERS)
    had = _ITS.search(lower, opening, begin) if owned else None
    if (
        had
        and (candidate.sort != "bare" or had.group().endswith("of "))
        and not _TO_COME.search(lower, begin, candidate.end)
    ):
        return "what somebody has"
    return None


def is_gone(reading: Reading, draft: Draft, end: int) -> bool:
    """Whether a figure is known from a time gone by, whatever is hoped for beside it: `to beat the 40 of last year`."""
    begin = start_of(draft.candidate)
    # "The 6.7 million that was hoped for and 6.5 million a year ago."
    lower = reading.lower
    if lower[begin - 5 : begin] == " and " and any(
        0 < period.start - end < 24 and period.shift is not None and period.shift[1] < 0
        for period in reading.periods_of(draft.number)
    ):
        return True
    if (
        reading.on is None
        or lower[begin - 4 : begin] not in _OWNED
        or not lower.endswith(("the ", "its ", "their "), 0, begin)
    ):
        return False
    return any(
        0 < period.start - end < 24
        and period.last < reading.on
        and period.basis == "span"
        and leads_to_its_time(lower, end, period.start)
        for period in reading.periods_of(draft.number)
    )
