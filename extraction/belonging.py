"""Whose figure it is: the entity a quantity belongs to, by grammar first and by context after."""

from functools import lru_cache
from itertools import compress
from typing import get_args

from extraction.acted_on import built_by, set_for, wanted_more
from extraction.acting import (
    beside_in_rank,
    common_noun,
    inside_subject,
    main_subject,
    opened_with,
    subject,
    trade,
)
from extraction.agencies import agency, aim_of_a_government, for_that_purpose
from extraction.branches import branch
from extraction.constructions import (
    apposed,
    bracketed,
    conjunct,
    followed,
    fund_of,
    label,
    possessor,
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
from extraction.giving import agent, another, getting, given, given_to_which, paid_into, purpose, recipient, voted
from extraction.mentions import Mention
from extraction.named_near import attached_name, attached_place, clause_object, counted_of, named_before
from extraction.parts_of_wholes import (
    brought,
    counted_by_name,
    done_to_some,
    of_that_money,
    of_the_named,
    of_the_site,
    of_those,
    one_of,
    under_which,
)
from extraction.place_wide import budget, economy, listed, market, ministers, of_its_output, of_output
from extraction.placing import (
    aimed_at,
    all_schemes,
    fronted_place,
    here_it_is,
    local,
    nationwide,
    of_people,
    of_the_land,
    over_there,
    priced,
    sized_up,
    there_it_is,
    traded,
)
from extraction.reading import Reading
from extraction.relative_clauses import relative
from extraction.resuming import resumed
from extraction.rules import Find, Near, Rule, Sort
from extraction.sampling import sampled
from extraction.sentences import clause_around
from extraction.subjects import counts_only
from schemas.fact import Role


def belonging(
    reading: Reading, number: int, start: int, end: int, *, allocated: bool, money: bool, role: Role, share: bool
) -> Belonging:
    """The entity of the quantity `text[start:end]` in a sentence; an empty entity when nothing is named anywhere."""
    clause_list = reading.clauses_of(number)
    place = clause_around(clause_list, start)
    left, right = clause_list[place]
    text = reading.text
    in_brackets = start > left and (
        text[start - 1] == "(" or (text[start - 1].isspace() and start - 1 > left and text[start - 2] == "(")
    )
    mentions: list[Mention] = []
    own: list[Mention] = []
    before = after = earlier = later = False
    for m in reading.mentions_of(number):
        if not m.entity or counts_only(reading, m):
            continue
        mentions.append(m)
        ahead, behind = m.end <= start, m.start >= end
        earlier, later = earlier or ahead, later or behind
        if (ahead or behind) and left <= m.start < right and not in_brackets:
            own.append(m)
            before, after = before or ahead, after or behind
    said, rank, told = reading.words_in(clause_list[place]), role == "rank", bool(reading.focus.get(number))
    figure = Figure(
        *(reading, number, start, end, left, right, clause_list[:place], said),
        *(mentions, own, allocated, money, rank, share),
    )
    for find in _rules_for(said & _SAID, (allocated, money, rank, share, before, after, earlier, later, told)):
        if found := find(figure):
            return found
    return Belonging("", "nobody named", 0.2)


_RULES: tuple[Rule | Find, ...] = (
    table_cell,
    sampled,
    purpose,
    another,
    recipient,
    paid_into,
    voted,
    given_to_which,
    given,
    getting,
    label,
    bracketed,
    of_those,
    of_that_money,
    counted_by_name,
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
    attached_name,
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
    for_that_purpose,
    aim_of_a_government,
    agency,
    numbered_bodies,
    of_its_output,
    branch,
    subject,
    inside_subject,
    contrasted,
    guests,
    economy,
    budget,
    ministers,
    market,
    listed,
    agent,
    turned_to,
    fronted,
    opened_with,
    over_there,
    clause_object,
    attached_place,
    fronted_place,
    counted_by,
    all_schemes,
    counted_of,
    trade,
    main_subject,
    common_noun,
    definite_body,
    named_before,
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


_CONDITIONS: tuple[Sort | Near, ...] = (*get_args(Sort), *get_args(Near))


@lru_cache(maxsize=4096)
def _rules_for(said: frozenset[str], holding: tuple[bool, ...]) -> tuple[Find, ...]:
    """The rules, in order, to be asked of a clause with the words `said` of theirs; `holding`: which conditions do."""
    met = {None, *compress(_CONDITIONS, holding)}
    return tuple(
        rule.find
        for rule in _CONDITIONED
        if rule.of in met and rule.near in met and not (rule.said and rule.said.isdisjoint(said))
    )
