"""Figures of the name that stands nearest: with what is counted, before it in the clause, or acted on by it."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.relative_clauses import relative
from extraction.rules import where
from extraction.sources import is_source, is_speaker, is_told_by
from extraction.subjects import is_example

_COSTS = frozenset(("cost", "costs", "bill", "price", "value", "budget", "spending", "debt", "debts", "worth"))
_OF_THEM = in_lower(r"\s+of\s+(?:them|these|those)\b")
_AROUND = frozenset(("between", "near", "off", "outside", "along", "around", "beyond", "behind"))
"""Before the name of what is only near by."""
_ASIDE = _AROUND | {"by"}
"""Before the name of who only did it: `The fair, organised by Acme, drew 900`."""
_RUN_BY = in_lower(r"[a-z]s\s(?:run|owned|operated|managed)\sby\s(?:the\s)?$")
_DONE_WITH = in_lower(r"[a-z]{2}ed\swith\s(?:the\s)?$")
_ASKED = in_lower(r"\b(?:ask|asks|asked|asking|urge[sd]?|urging|lobby|lobbied|petition|petitioned)\s(?:the\s)?$")
"""Before the name of who is to give: `voted to ask the council for 40 million`."""
_BRACKET = 3
"""Fewer signs than so many stand between a name and its short form in brackets."""
_THEY = in_lower(r"\W*(?:they|these)\s+(?:will|would|have|plan|expect|promise|had|are)\b")
_AND_THEN = re.compile(r"[,;\d]")
_PAID_BY = in_lower(r"(?:met|borne|paid|covered|footed|financed|funded|shouldered)\s(?:in\s[a-z]+\s)?(?:by|from)\s")
_COSTS = frozenset(("cost", "costs", "bill", "price", "expense", "expenses", "outlay"))
"""What is somebody's who pays it or has it paid."""
_BRINGING = frozenset(
    (
        *("bring", "brings", "bringing", "brought", "take", "takes", "taking", "took", "push", "pushes", "pushed"),
        *("pushing", "lift", "lifts", "lifted", "lifting", "raises", "raised", "raising"),
    )
)
_BRINGS = re.compile(
    rf"\b(?:{alternation(_BRINGING)})\s+(?:the\s+)?(?:total\s+|overall\s+)?"
    r"(?:number|total|count|tally|share|amount|sum|length|size|capacity|fleet|workforce|membership|population)\s"
)


@where(near="after")
def attached_name(figure: Figure) -> Belonging | None:
    """The body that what is counted is attached to: `680 clerks at Acme`."""
    found = figure.attached
    if found is None or found.place:
        return None
    # "The guild, which speaks for 680 clerks at the bank": whom it speaks for is the guild's.
    said_of = relative.find(figure) if found.sort == "noun" else None
    return said_of or Belonging(found.entity, "stands with what is counted", 0.9)


@where(near="after")
def clause_object(figure: Figure) -> Belonging | None:
    """The name that what is counted acts on as the subject of its clause: `150 firms have chosen Acme`."""
    if figure.reading.first_verb(figure.left, figure.start):
        return None
    verb = figure.reading.first_verb(figure.end, figure.right)
    if verb is None or _OF_THEM.match(figure.reading.lower, figure.end):
        return None
    after = (m for m in figure.own if m.start >= verb[0] and not m.place and m.organisation and m.sort != "pronoun")
    found = next((m for m in after if not is_example(figure.reading, m, figure.left)), None)
    if found and preposition_before(figure.reading.lower, figure.left, found.start) in _AROUND:
        return None
    if found and _PAID_BY.search(figure.reading.lower, verb[0], found.start) and not _COSTS.isdisjoint(figure.said):
        return None  # "A third of the cost was met by Acme": who built had the cost
    if found is None or _AND_THEN.search(figure.reading.lower, verb[1], found.start):
        return None
    return Belonging(found.entity, "object of the clause", 0.85)


@where(near="after")
def attached_place(figure: Figure) -> Belonging | None:
    """The place, or any other name, that what is counted is attached to: `680 clerks in Oldport`."""
    found = figure.attached
    if found and _THEY.match(figure.reading.lower, figure.left):
        return None  # "They will invest 40 million in Oslo": those spoken of before do
    return Belonging(found.entity, "place of what is counted", 0.85) if found else None


@where(*_BRINGING, near="before")
def counted_of(figure: Figure) -> Belonging | None:
    """What a clause brings to a number is that of the name beside it: `bringing the number of ships of X to 40`."""
    brought = _BRINGS.search(figure.text, figure.left, figure.start)
    if brought is None:
        return None
    named = [
        m for m in figure.own if brought.end() <= m.start < figure.start and m.sort in ("name", "free") and not m.place
    ]
    return Belonging(named[-1].entity, "the number of it", 0.9) if named else None


def named_before(figure: Figure) -> Belonging | None:
    """The body named last before a figure in its clause, unless it only tells it or stands aside."""
    # "said it was closed and that 40 rooms": what is told goes on.
    told = figure.mentions if figure.reading.lower.startswith("that ", figure.left) else figure.own
    before = [m for m in told if m.end <= figure.start and not m.place and m.organisation and m.sort != "pronoun"]
    if not before:
        return _its_cost(figure)
    lower = figure.reading.lower
    before = [m for m in before if not _is_aside(figure, _in_full(told, m))]
    before = [m for m in before if not _DONE_WITH.search(lower, max(figure.left, m.start - 20), m.start)]
    before = [m for m in before if not _ASKED.search(lower, max(figure.left, m.start - 20), m.start)]
    topic = figure.reading.topic
    if topic and figure.reading.is_place(topic) and before and before[-1].sort == "free":
        before = [m for m in before if not is_speaker(figure.reading, m)]
    before = [m for m in before if not (m.sort == "free" and is_told_by(figure.reading, m))]
    before = [m for m in before if not is_source(figure.reading, m)]
    if not before:
        return _its_cost(figure)
    titled = topic and topic not in figure.reading.lexicon.places
    if before[-1].sort == "noun" and titled and before[-1].entity != topic:
        return None
    return Belonging(figure.reading.owner_of(before[-1].entity), "named before it in the clause", 0.75)


def _in_full(named: list[Mention], short: Mention) -> Mention:
    """The name that a short form in brackets stands behind, or the name itself: `led by Acme Holdings (AH)`."""
    return next((m for m in named if m.entity == short.entity and 0 < short.start - m.end < _BRACKET), short)


def _is_aside(figure: Figure, named: Mention) -> bool:
    """Whether a name only says where or by whom; who runs what the clause tells of has it: `parks run by Acme`."""
    lower = figure.reading.lower
    hung = preposition_before(lower, figure.left, named.start)
    return hung in _ASIDE and not (hung == "by" and _RUN_BY.search(lower, figure.left, named.start))


def _its_cost(figure: Figure) -> Belonging | None:
    """What a cost is put at is of what `its` stands for: `officials put the bill for its first phase at 40 million`."""
    if not figure.money or figure.said.isdisjoint(_COSTS) or "its" not in figure.said:
        return None
    its = next((m for m in reversed(figure.own) if m.noun == "its" and m.end <= figure.start), None)
    return Belonging(its.entity, "the cost of it", 0.75) if its else None
