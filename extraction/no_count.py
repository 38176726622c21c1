"""Numbers that count nothing: how large or old those are that are meant, and how many something is reckoned by."""

from extraction.grammar import in_lower
from extraction.quantities import Candidate
from extraction.reading import Reading

_OLDEST = 110
_AGE_LIMIT = in_lower(
    r"\bage(?:\s+(?:limit|threshold|ceiling|cap|bracket|range))?\s+(?:(?:is|was|will\s+be|is\s+to\s+be|should\s+be)\s+)?"
    r"(?:(?:raised|lifted|cut|lowered|moved|put\s+up|set)\s+)?(?:from|of|to|at|between)\s+(?:\d\d\s+(?:to|and|or)\s+)?$"
)
"""Before an age by which something is given or ends: `raised the age limit from 25 to 29`."""
_OR_MORE = in_lower(
    r"(?:\s+(?:engaged|employed|working|at\s+work))?\s+(?:or|and)\s+(?:more|over|above|fewer|less|under|below)\b"
)
_PER = ("per ", "for every ", "for each ")


def is_an_age(reading: Reading, candidate: Candidate) -> bool:
    """Whether a bare number is an age by which something is given or ends: `the age limit is 25`."""
    if candidate.sort != "bare" or not 0 < (candidate.value or 0) <= _OLDEST:
        return False
    left = max(0, candidate.start - 60)
    return "age" in reading.lower[left : candidate.start] and bool(
        _AGE_LIMIT.search(reading.lower, left, candidate.start)
    )


def is_bounded_after(reading: Reading, candidate: Candidate) -> bool:
    """Whether what a number counts is told to be a bound right after it: `100 persons engaged or more`."""
    return bool(_OR_MORE.match(reading.lower, candidate.end))


def is_reckoned_by(reading: Reading, candidate: Candidate) -> bool:
    """Whether something is reckoned by so many: `12 nurses per thousand of the population`."""
    return candidate.sort in ("bare", "count") and reading.lower.endswith(_PER, 0, candidate.start)
