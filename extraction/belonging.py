"""Whose figure it is: the entity a quantity belongs to, by grammar first and by context after."""

import re
from functools import lru_cache

from extraction.acted_on import built_by, set_for, wanted_more
from extraction.acting import (
    agency,
    beside_in_rank,
    common_noun,
    inside_subject,
    main_subject,
    opened_with,
    subject,
    trade,
)
from extraction.constructions import (
    apposed,
    bracketed,
    conjunct,
    followed,
    fund_of,
    label,
    possessor,
    relative,
    sized,
    with_figure,
    with_its_own,
)
from extraction.context import (
    anything,
    context,
    contrasted,
    counted_by,
    definite_body,
    guests,
    numbered_bodies,
    table_cell,
)
from extraction.figure import Belonging, Figure
from extraction.foreseeing import forecast
from extraction.fronting import fronted, turned_to, under
from extraction.giving import agent, another, given, paid_into, purpose, recipient, voted
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.parts_of_wholes import (
    brought,
    done_to_some,
    of_that_money,
    of_the_named,
    of_the_site,
    of_those,
    one_of,
    under_which,
)
from extraction.place_wide import budget, listed, market
from extraction.placing import (
    aimed_at,
    all_schemes,
    economy,
    fronted_place,
    here_it_is,
    local,
    nationwide,
    of_output,
    of_people,
    of_the_land,
    over_there,
    priced,
    sized_up,
    there_it_is,
    traded,
)
from extraction.prepositions import preposition_before
from extraction.reading import Reading
from extraction.resuming import resumed
from extraction.rules import Find, Rule, where
from extraction.sampling import sampled
from extraction.sentences import clause_around
from extraction.sources import is_source, is_speaker, is_told_by
from extraction.subjects import counts_only, is_example
from schemas.fact import Role

_LISTS = words("entities")
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


def belonging(
    reading: Reading, number: int, start: int, end: int, *, allocated: bool, money: bool, role: Role, share: bool
) -> Belonging:
    """The entity of the quantity `text[start:end]` in a sentence; an empty entity when nothing is named anywhere."""
    clause_list = reading.clauses_of(number)
    place = clause_around(clause_list, start)
    left, right = clause_list[place]
    mentions = [m for m in reading.mentions_of(number) if m.entity and not counts_only(reading, m)]
    text = reading.text
    in_brackets = start > left and (
        text[start - 1] == "(" or (text[start - 1].isspace() and start - 1 > left and text[start - 2] == "(")
    )
    own = [m for m in mentions if left <= m.start < right and (m.end <= start or m.start >= end)]
    figure = Figure(
        reading,
        number,
        start,
        end,
        left,
        right,
        clause_list[:place],
        reading.words_in(clause_list[place]),
        mentions,
        [] if in_brackets else own,
        allocated,
        money,
        role == "rank",
        share,
    )
    for find in _rules_for(figure.said & _SAID, allocated=allocated, money=money, rank=figure.rank, share=share):
        if found := find(figure):
            return found
    return Belonging("", "nobody named", 0.2)


def _attached_name(figure: Figure) -> Belonging | None:
    found = figure.attached
    if found is None or found.place:
        return None
    # "The guild, which speaks for 680 clerks at the bank": whom it speaks for is the guild's.
    said_of = relative(figure) if found.sort == "noun" else None
    return said_of or Belonging(found.entity, "stands with what is counted", 0.9)


def _object(figure: Figure) -> Belonging | None:
    """`150 firms have chosen X`: the counted things are the subject, the name is what they act on."""
    if figure.reading.first_verb(figure.left, figure.start):
        return None
    verb = figure.reading.first_verb(figure.end, figure.right)
    if verb is None or _OF_THEM.match(figure.reading.lower, figure.end):
        return None
    after = (m for m in figure.own if m.start >= verb[0] and not m.place and m.organisation and m.sort != "pronoun")
    found = next((m for m in after if not is_example(figure.reading, m, figure.left)), None)
    if found and preposition_before(figure.reading.lower, figure.left, found.start) in _AROUND:
        return None
    if found is None or _AND_THEN.search(figure.reading.lower, verb[1], found.start):
        return None
    return Belonging(found.entity, "object of the clause", 0.85)


def _attached_place(figure: Figure) -> Belonging | None:
    found = figure.attached
    if found and _THEY.match(figure.reading.lower, figure.left):
        return None  # "They will invest 40 million in Oslo": those spoken of before do
    return Belonging(found.entity, "place of what is counted", 0.85) if found else None


@where(*_BRINGING)
def _counted_of(figure: Figure) -> Belonging | None:
    """What a clause brings to a number is that of the name beside it: `bringing the number of ships of X to 40`."""
    brought = _BRINGS.search(figure.text, figure.left, figure.start)
    if brought is None:
        return None
    named = [
        m for m in figure.own if brought.end() <= m.start < figure.start and m.sort in ("name", "free") and not m.place
    ]
    return Belonging(named[-1].entity, "the number of it", 0.9) if named else None


def _named_before(figure: Figure) -> Belonging | None:
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


_RULES: tuple[Rule | Find, ...] = (
    table_cell,
    sampled,
    purpose,
    another,
    recipient,
    paid_into,
    voted,
    given,
    label,
    bracketed,
    of_those,
    of_that_money,
    of_the_site,
    of_the_named,
    brought,
    one_of,
    sized,
    fund_of,
    apposed,
    possessor,
    with_figure,
    with_its_own,
    resumed,
    _attached_name,
    done_to_some,
    beside_in_rank,
    followed,
    conjunct,
    relative,
    under_which,
    wanted_more,
    built_by,
    set_for,
    sized_up,
    forecast,
    traded,
    aimed_at,
    under,
    there_it_is,
    here_it_is,
    of_the_land,
    priced,
    agency,
    numbered_bodies,
    subject,
    inside_subject,
    contrasted,
    guests,
    economy,
    budget,
    market,
    listed,
    agent,
    turned_to,
    fronted,
    opened_with,
    over_there,
    _object,
    _attached_place,
    fronted_place,
    counted_by,
    all_schemes,
    _counted_of,
    trade,
    main_subject,
    common_noun,
    definite_body,
    _named_before,
    nationwide,
    local,
    of_people,
    of_output,
    context,
    anything,
)
"""The rules in order; the first that finds an entity decides."""
_CONDITIONED = tuple(rule if isinstance(rule, Rule) else Rule(rule) for rule in _RULES)
_SAID = frozenset().union(*(rule.said for rule in _CONDITIONED))


@lru_cache(maxsize=1024)
def _rules_for(said: frozenset[str], **sorts: bool) -> tuple[Find, ...]:
    """The rules, in order, to be asked of a clause with the words `said` of theirs, for a figure of these sorts."""
    return tuple(
        rule.find
        for rule in _CONDITIONED
        if (rule.of is None or sorts[rule.of]) and not (rule.said and rule.said.isdisjoint(said))
    )
