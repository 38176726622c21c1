"""What time a figure speaks of: which of the periods named around it is its own."""

import re

from extraction import comparing
from extraction.corresponding import corresponding, respective
from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.referring import in_that_year, placed, up_to_now
from extraction.selection import start_of
from extraction.spoken import spoken_of
from extraction.tables import column_time
from extraction.time_labels import NEAR, TimedFigure, figure_for, gapped, is_aside, is_owned, own_label, when_last
from extraction.times import JOINED, NONE, Time, as_time, inherited
from extraction.verbs import AUXILIARY, SPEECH
from schemas.fact import Kind, Role

_BREAKS = re.compile(
    r";|, (?:and|but|while) "
    r"|\b(?:after|from|(?<!less )(?<!more )(?<!fewer )than|against|compared (?:with|to)|above|below) "
)
_OWN_RELATIVE = re.compile(r"^[^,]{0,40},?\s+(?:which|that|who)\s+\w+")
_PUT_AT = in_lower(r"\s+(?:put|estimated|reckoned|given|thought)\b")
_HAS_DONE = in_lower(
    r"(?:(?:it|they|the\s+[a-z]+)\s+)?(?:has|have)\s+(?:now\s+|since\s+|already\s+|also\s+)?"
    r"(?:[a-z]{2,}ed|risen|fallen|grown|made|won|built|sold|bought|drawn|given|spent|paid|put|lent|taken)\b"
)
_OF_THESE = in_lower(r"\W*(?:and\s+|but\s+)?(?:of|among)\s+(?:these|those|them|which|whom)\b")
_SAYS_THAT = re.compile(rf"{SPEECH.pattern}\s+that\s")
_OF_WHOM = re.compile(r"\s*(?:of\s[\w\s]{1,30})?")
_PARTICIPLE = in_lower(
    r"\s(?:[a-z]{2,}ed|built|made|sold|bought|held|won|laid|begun|taken|given|grown|set\s+up|born|found|founded)\s+$"
)
_FORESEEN = frozenset(("forecast", "outlook", "guidance", "estimate", "projection"))
_CHANGED = frozenset(("cut", "raised", "lowered", "lifted", "trimmed", "revised", "increased", "reduced", "upgraded"))
_WHOLE = in_lower(r"(?:for\s+)?(?:the\s+)?(?:full|whole|entire)\s+(?:year|season)\b")
"""What all of a forecast is for."""
_AND = re.compile(r"\s+and\s+")
_A_SUBJECT = in_lower(r",?\s+(?:(?!(?:when|which|who|that|as|if|while|where|and|or|than)\b)[\w’'-]+\s+){0,3}?")
"""Between a time and the verb of what is told of it."""
_OPENS = 6
"""Characters before a time that a clause still opens with."""


def time_of(
    reading: Reading,
    number: int,
    candidate: Candidate,
    others: list[Candidate],
    clause: tuple[int, int],
    kind: Kind,
    role: Role,
    *,
    base: bool,
    compared: bool,
) -> Time:
    """The time of one figure; `others` are those of its sentence.

    `base` says that something grew from it, `compared` that it is only what another is compared with.
    """
    figure = TimedFigure(reading, number, candidate, others, clause, kind, role)
    if column := column_time(reading, number, candidate.start):
        return as_time(reading, column, role, "stated", base=False)
    named = placed(reading, number, candidate, kind)
    if same := gapped(figure):
        return same
    if named and (own := own_label(figure, named) or figure_for(figure, named)):
        return as_time(reading, in_that_year(reading, number, own), role, "stated", base=False)
    if len(named) > 1 and (ordered := respective(reading, number, candidate, others, named)):
        return as_time(reading, ordered, role, "stated", base=False)
    if year := when_last(figure):
        return year
    text = reading.text
    if base or compared:
        found = _base_time(figure, named)
        if found is NONE and (as_before := _of_the_revised(figure)):
            return as_before
        if found is not NONE or not comparing.elsewhere(text, candidate.end):
            return found
    if named and (told := _among(figure, named)):
        return told
    if kind == "actual" and role == "level" and not base and _is_of_these(figure):
        # "870 were waiting at the end of May. But 190 of these had been there for long."
        spoke = reading.spoken.get(number) or reading.spoken.get(number - 1)
        spoken = spoken_of(reading.spoken, reading.governing, number, candidate.start) if spoke else None
        if spoken and spoken.first == spoken.last != reading.on:
            return Time(*spoken, None, "inherited")
    if kind == "actual" and (as_before := corresponding(reading, number, candidate, others)):
        return as_before
    return inherited(reading, number, clause, kind, role)


def _among(figure: TimedFigure, named: list[Period]) -> Time | None:
    """The time of those its sentence names that a figure is of."""
    reading, role, clause = figure.reading, figure.role, figure.clause
    usable = [p for p in named if not comparing.after_than(reading.lower, p) and not is_owned(figure, p)]
    usable = [p for p in usable if not is_aside(figure, p)]
    if not usable:
        return None
    chosen = _right_after(figure, usable) or _due_after(figure, usable) or _before(figure, usable)
    if chosen is not None:
        far = not clause[0] <= chosen.start < clause[1] and chosen.start - reading.sentences[figure.number].start > 60
        period = up_to_now(reading, chosen, figure.kind, role)
        return as_time(reading, period, role, "inherited" if far else "stated", base=False)
    later = _later(figure, usable)
    return as_time(reading, later, role, "inherited", base=False) if later else None


def _is_of_these(figure: TimedFigure) -> bool:
    """Whether a figure is a part of those counted before: `190 of these`, `Of these some 190`."""
    lower, start = figure.reading.lower, start_of(figure.candidate)
    opening = _OF_THESE.match(lower, figure.clause[0], start)
    return bool(_OF_THESE.match(lower, figure.candidate.end) or (opening and figure.alone_since(opening.end())))


def is_compared(reading: Reading, candidate: Candidate, others: list[Candidate], left: int) -> bool:
    """Whether a figure is only what another is compared with, alone or as the second of two: `down from 30 and 5`."""
    start = start_of(candidate)
    if comparing.is_compared(reading.lower, left, start):
        return True
    first = next((o for o in others if o.end < start and _AND.fullmatch(reading.text, o.end, start)), None)
    return first is not None and comparing.is_compared(reading.lower, left, start_of(first))


def _of_change(figure: TimedFigure, period: Period) -> bool:
    """Whether a time stands with a figure of growth or a rank, this one or another: `up 9% on 2023`."""
    if figure.role in ("change", "rank"):
        return True
    return any(0 <= period.start - o.end <= 25 and o.unit in ("%", "x", "points") for o in figure.others)


def _right_after(figure: TimedFigure, usable: list[Period]) -> Period | None:
    """The first time after a figure, if no other figure comes before it."""
    end = figure.candidate.end
    period = next((p for p in usable if p.start >= end), None)
    if period is None or not figure.alone_until(period.start) or _is_told_apart(figure, period.start):
        return None
    if _opens_another(figure, period):
        return None
    if figure.role in ("change", "rank") and comparing.is_base_of_change(figure.reading.lower, period):
        following = next((p for p in usable if p.start > period.start and figure.alone_until(p.start)), None)
        return (
            following if following and following.start - period.end < 12 and following.end <= figure.clause[1] else None
        )
    beside = period.start - end < 4 and ";" not in figure.text[end : period.start]
    return period if period.end <= figure.clause[1] + 1 or beside else None


def _is_told_apart(figure: TimedFigure, place: int) -> bool:
    """Whether a time is of what somebody says behind a figure, unless it is that part of them: `40% said that`."""
    found = _SAYS_THAT.search(figure.text, figure.candidate.end, place)
    asked = figure.role == "share" and found and _OF_WHOM.fullmatch(figure.text, figure.candidate.end, found.start())
    return found is not None and not asked


def _opens_another(figure: TimedFigure, period: Period) -> bool:
    """Whether a time opens the next thing that is told: `it has 46 staff and in June it sold its mill`."""
    lower = figure.reading.lower
    if not lower.endswith((" and ", " but "), figure.candidate.end, period.start):
        return False
    verb = figure.reading.first_verb(period.end, figure.reading.sentences[figure.number].end)
    return verb is not None and bool(_A_SUBJECT.fullmatch(lower, period.end, verb[0]))


def _due_after(figure: TimedFigure, usable: list[Period]) -> Period | None:
    """When an aim is due that has a verb of its own behind an earlier time: `made 4 in 2026 and aims at 7 by 2028`."""
    if figure.kind != "target":
        return None
    start, (left, right) = start_of(figure.candidate), figure.clause
    earlier = next((p for p in reversed(usable) if left <= p.start and p.end <= start), None)
    if earlier is None or earlier.basis == "due" or figure.reading.first_verb(earlier.end, start) is None:
        return None
    return next((p for p in usable if p.basis == "due" and figure.candidate.end <= p.start < right), None)


def _before(figure: TimedFigure, usable: list[Period]) -> Period | None:
    """The nearest time before a figure in its clause, else in its sentence."""
    text, others, left = figure.text, figure.others, figure.clause[0]
    owned = {id(p) for p in usable for o in others if o is not figure.candidate and 0 <= p.start - o.end <= NEAR}
    before = [
        p
        for p in usable
        if p.end <= figure.candidate.start
        and not (id(p) in owned and p.start < left and comparing.owner_is_base(text, p, others))
        and not (
            id(p) in owned
            and p.cycle
            and figure.kind != "actual"
            and p.basis != "due"
            and not (figure.kind == "forecast" and _WHOLE.match(figure.reading.lower, p.start))
            # "Will close 94 shops on Friday, a fifth of all": the same thing said once more.
            and text[p.end : start_of(figure.candidate)] != ", "
        )
        and not (
            figure.role in ("change", "rank")
            and id(p) in owned
            and comparing.is_base_of_change(figure.reading.lower, p)
        )
    ]
    inside = [p for p in before if p.start >= left]
    # "The first quarter is now put at 49": the time it is of, not the time it is said.
    if (
        len(inside) > 1
        and inside[-1].basis == "now"
        and (inside[0].start - left < _OPENS or _PUT_AT.match(figure.reading.lower, inside[-1].end))
    ):
        inside.pop()
    # "It counted 80 nests in 2023 and has raised 2 million": what has been done is not of the time before.
    running = not inside and _HAS_DONE.match(figure.reading.lower, left, figure.candidate.start)
    nearest = inside or [p for p in before if not running or p.basis != "span"]
    # "At the end of May it had 40 boats, 9 of them built since 2019, and 30 crews": the day is that of all.
    if not inside and len(nearest) > 1 and _inside_a_phrase(figure, nearest[-1]):
        return nearest[0] if nearest[0].start - figure.reading.sentences[figure.number].start < _OPENS else nearest[-1]
    return nearest[-1] if nearest else None


def _as_what_it_became(figure: TimedFigure) -> Time | None:
    """The time before a figure that somebody has given up: `cut its forecast for 2030 to 40 from 50`."""
    left, start = figure.clause[0], start_of(figure.candidate)
    named = (p for p in reversed(placed(figure.reading, figure.number, figure.candidate, figure.kind)))
    before = next((p for p in named if left <= p.start and p.end <= start), None)
    return as_time(figure.reading, before, figure.role, "inherited", base=False) if before else None


def _of_the_revised(figure: TimedFigure) -> Time | None:
    """The time of what a figure was before somebody corrected it: `May was revised to 40 from 30`."""
    said = figure.reading.words_in(figure.clause)
    if figure.kind == "forecast" and not said.isdisjoint(_FORESEEN) and not said.isdisjoint(_CHANGED):
        return _as_what_it_became(figure)
    if "revised" not in said:
        return None
    told = figure.reading.spoken.get(figure.number)
    return Time(*told[-1].span, None, "inherited") if told and not told[-1].aside else None


def _inside_a_phrase(figure: TimedFigure, period: Period) -> bool:
    """Whether a time only tells when what another figure counts was done: `9 boats built since 2019`."""
    owner = next((o for o in reversed(figure.others) if o.end <= period.start), None)
    done = _PARTICIPLE.search(figure.reading.lower, owner.num_end, period.start) if owner else None
    if owner is None or done is None:
        return False
    verb = figure.reading.first_verb(owner.end, period.start)
    return verb is None or verb[0] > done.start()


def _later(figure: TimedFigure, usable: list[Period]) -> Period | None:
    """The first time further on in the sentence that is not another figure's."""
    text, end = figure.text, figure.candidate.end
    for p in usable:
        between = text[end : p.start]
        if (
            p.start >= end
            and not (_of_change(figure, p) and comparing.is_base_of_change(figure.reading.lower, p))
            and not comparing.owner_is_base(text, p, figure.others)
            and not figure.reading.lower.startswith("of ", p.start)
            and not _BREAKS.search(text, end, p.start)
            and not SPEECH.search(text, end, p.start)
            and not AUXILIARY.search(_OWN_RELATIVE.sub("", between, 1))
            and not _opens_another(figure, p)
        ):
            return None if p.basis == "now" else p
    return None


def _base_time(figure: TimedFigure, named: list[Period]) -> Time:
    """The time of what something grew from or is compared with: only one that stands with it."""
    reading, candidate = figure.reading, figure.candidate
    paired = next((o for o in figure.others if _AND.fullmatch(figure.text, candidate.end, start_of(o))), None)
    last = paired or candidate
    for period in named:
        if (
            0 <= period.start - last.end <= 40
            and not any(last.end <= o.start < period.start for o in figure.others)
            and comparing.leads_to_its_time(reading.lower, last.end, period.start)
            and not JOINED.match(reading.lower, period.start, period.end)
        ):
            return as_time(reading, period, "level", "stated", base=False)
    current = next((p for p in named if p.end <= candidate.start), None)
    if current and JOINED.match(reading.lower, current.start, current.end):
        return as_time(reading, current, "level", "stated", base=True)
    return NONE
