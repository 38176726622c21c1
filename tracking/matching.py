"""Facts to metrics: each fact is a statement about one metric at most, with the reasons, and the near misses."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from schemas.article import Article
from schemas.catalogue import Entity, Metric, UnitDefinition
from schemas.change import Match
from schemas.fact import Fact
from tracking.apart import other_measure, set_apart
from tracking.articles import is_currency
from tracking.breakdowns import goes_through_parts
from tracking.contexts import Context, context_of, heads, named_before
from tracking.entities import RELATION_RANK, Kinship, Relation
from tracking.fitting import period_fit, slot_said
from tracking.nearness import NEARNESS, near_words
from tracking.parts import narrower, part_of_whole
from tracking.parts_told import part_told
from tracking.refusals import refusal
from tracking.slots import Refusal
from tracking.wording import ANY_NOUN, Phrases, Wording, canonical, is_count, listing, unit_key
from tracking.words import MEASURES, ends_with, found, lemma, lemmas, listed, phrase

MOST_NEAR_MISSES = 5
BROKEN_DOWN = "breaks down the figure before it"
"""The reason of a fact that is one of the parts of the figure before it."""
OF_SHARE = "counts what the share before it is of"
"""The reason of a fact that is told as a share of the whole: `Oldport had a quarter of the guests, with 9,000`."""
MONEY_GOT = frozenset(lemmas(" ".join(listed("money_got"))))
"""What money is that somebody `raised` or `attracted`."""
Rank = tuple[int, ...]


class Candidate(NamedTuple):
    """A metric that a fact may be a statement about."""

    wording: Wording
    in_scope: bool
    rank: Rank
    reasons: tuple[str, ...]


class Matcher:
    """All metrics of a catalogue, indexed by entity and unit or noun, so that a fact meets only the few it may fit."""

    def __init__(
        self, metrics: Sequence[Metric], entities: Sequence[Entity], units: Sequence[UnitDefinition] = ()
    ) -> None:
        self.kinship = Kinship(entities)
        self.named = {unit.id: tuple(phrase(noun) for noun in (unit.id, *unit.nouns)) for unit in units}
        self.named |= {unit: tuple(phrase(name) for name in (unit, *names)) for unit, names in MEASURES.items()}
        self.index: dict[tuple[str, str], list[Wording]] = defaultdict(list)
        self.count_units = {metric.unit for metric in metrics if is_count(metric.unit)}
        self.count_units |= {unit.id for unit in units if unit.kind == "count"}
        self.titled: dict[str, frozenset[str]] = {}
        self.narrower = narrower(metrics)
        self.names = {entity.id: lemmas(" ".join((entity.name, *entity.aliases))) for entity in entities}
        for metric in metrics:
            wording = Wording.of(metric)
            self.titled[metric.id] = self.kinship.named(metric.title)
            for key in wording.found_under():
                for entity in dict.fromkeys((*self.kinship.related(metric.entity), *metric.also)):
                    self.index[entity, key].append(wording)

    @classmethod
    def of(
        cls, metrics: Sequence[Metric], entities: Sequence[Entity], units: Sequence[UnitDefinition] = ()
    ) -> "Matcher":
        """The matcher of a catalogue; with `units` a unit's other names count as its noun."""
        return cls(metrics, entities, units)

    def match(self, fact: Fact, article: Article | None = None) -> Match:
        """The metric that the fact is a statement about, if any, with the reasons and the near misses.

        With its article, an entity named in the title or the sentences just before counts as named: "it", "the fund".
        """
        related = self._related(fact, article)
        if not related:
            return Match(fact_id=fact.fact_id, metric_id=None)
        words = context_of(fact, self.kinship, article)
        candidates: list[Candidate] = []
        misses: list[str] = []
        for wording in related:
            judged = self._judged(fact, wording, words)
            if isinstance(judged, Candidate):
                candidates.append(judged)
            elif judged:
                misses.append(f"{wording.metric.id}: {judged}")
        candidates.sort(key=lambda one: (one.rank, one.wording.metric.id), reverse=True)
        if not candidates:
            return Match(fact_id=fact.fact_id, metric_id=None, near_misses=tuple(sorted(misses)[:MOST_NEAR_MISSES]))
        best = candidates[0]
        tied = [one for one in candidates if one.rank == best.rank]
        if len(tied) > 1:
            names = sorted(one.wording.metric.id for one in tied)
            both = (f"{name}: fits as well as {', '.join(other for other in names if other != name)}" for name in names)
            return Match(fact_id=fact.fact_id, metric_id=None, near_misses=tuple(both)[:MOST_NEAR_MISSES])
        beaten = [f"{one.wording.metric.id}: {best.wording.metric.id} fits better" for one in candidates[1:]]
        return Match(
            fact_id=fact.fact_id,
            metric_id=best.wording.metric.id,
            in_scope=best.in_scope,
            reasons=best.reasons,
            near_misses=tuple([*beaten, *sorted(misses)][:MOST_NEAR_MISSES]),
        )

    def _related(self, fact: Fact, article: Article | None) -> list[Wording]:
        """The metrics of the fact's entity, its parts and parents, that have its unit or noun."""
        entity = self.kinship.resolve(fact.entity)
        around = frozenset((entity,)) if entity is not None else self._named_around(fact, article)
        found_ones: dict[str, Wording] = {}
        for key in _keys(fact):
            for about in around:
                for one in self.index.get((about, key), ()):
                    found_ones[one.metric.id] = one
        if entity is None:
            return [one for one in found_ones.values() if one.metric.entity in around]
        return list(found_ones.values())

    def _named_around(self, fact: Fact, article: Article | None) -> frozenset[str]:
        return self.kinship.named(fact.sentence) | named_before(fact, self.kinship, article)

    def _judged(self, fact: Fact, wording: Wording, words: Context) -> Candidate | str:
        """The metric as a candidate, or in words what is missing."""
        metric = wording.metric
        if not _role_fits(fact, metric):
            return f"a {fact.role}, not a {metric.reads_role}"
        nouns, how = self._nouns(fact, wording, words)
        if wording.nouns and not nouns:
            return (
                "it counts something else"
                if wording.counts
                else f"none of its nouns ({listing(wording.nouns)}) is near"
            )
        if other_measure(fact, wording, words):
            return "money of another kind"
        near, where = near_words(wording, words)
        if wording.near and not near:
            near, where = self._near_in_name(wording, words)
        if wording.near and not near:
            return f"none of {listing(wording.near)} is near"
        refused = refusal(fact, wording, words, where, how)
        if refused:
            return f"“{refused}” is near, which it refuses"
        entity = self.kinship.resolve(fact.entity)
        itself = entity is None or entity in metric.also
        relation: Relation | None = "itself" if itself else self.kinship.relation(entity or "", metric.entity)
        assert relation is not None
        if entity is not None and relation != "itself" and not self._meant(entity, relation, wording, words):
            return f"about {entity}, {_kin(relation, metric.entity)}, and nothing near says that the metric is meant"
        if relation == "part" and (
            OF_SHARE in fact.reasons or goes_through_parts(metric.entity, words.named, self.kinship)
        ):
            return f"about {entity}, told as one of the parts of {metric.entity}"
        part = part_of_whole(wording, words, narrower=metric.id in self.narrower)
        part = part or set_apart(fact, wording, words, self.kinship) or part_told(fact, wording, words)
        part = part or (BROKEN_DOWN if BROKEN_DOWN in fact.reasons else None)
        slot = slot_said(fact, metric, words.said)
        apart = slot.reason if isinstance(slot, Refusal) and fact.period_start != fact.period_end else None
        reasons = [_entity_reason(entity, relation, metric)]
        reasons += [how] if how else []
        reasons += [f"{listing(near)} in the {where}"] if near else []
        reasons += [f"“{part}” makes it a part"] if part else []
        reasons += [apart] if apart else []
        rank = (
            int(fact.unit == metric.unit or wording.counts),
            RELATION_RANK[relation],
            len(self.kinship.above(metric.entity)),
            int(part is None),
            period_fit(fact, metric, slot, words.said),
            NEARNESS[where],
            len(nouns) + len(near),
            int(bool(wording.nouns)) + int(bool(wording.near)),
        )
        return Candidate(wording, part is None and apart is None, rank, tuple(reasons))

    def _near_in_name(self, wording: Wording, words: Context) -> tuple[Phrases, str]:
        """The metric's `near` words in a name of a body that speaks for it, where the sentence names that one."""
        for body in words.named.intersection(wording.metric.also):
            names = self.names[body]
            if present := tuple(one for one in wording.near if found(one[1], names, derived=True)):
                return present, "sentence"
        return (), ""

    def _counts_other(self, unit: str, wording: Wording) -> bool:
        """True when no noun is given, but a unit that another kind of thing is counted in."""
        known = unit in self.count_units
        own = {wording.metric.unit, *(noun for _, noun in wording.nouns)}
        return known and unit not in own and phrase(unit) not in own

    def _meant(self, entity: str, relation: Relation, wording: Wording, words: Context) -> bool:
        """True when a figure about a part or parent may be the metric's: named there, or by two of its words.

        A place is named in every other sentence about what it holds, so for a part the metric's name is not enough.
        For a parent one of each kind is enough where the metric's title speaks of that one and not of its entity.
        """
        whole = wording.metric.entity
        near = [root for _, root in wording.near if found(root, words.own, derived=True)]
        nouns = [root for _, root in wording.nouns if found(root, words.own, derived=not wording.counts)]
        two = bool(near) and len({*near, *nouns}) > 1
        named = whole in words.named
        if relation == "part":
            direct = self.kinship.parent.get(entity) == whole
            if is_currency(wording.metric.unit):  # the money of a part is its own
                return bool(near) and named
            return (two and (direct or named)) or (bool(near) and direct and named)
        titled = self.titled[wording.metric.id]
        if near and nouns and entity in titled and whole not in titled:
            return True
        if named or entity in words.named:
            return named
        return whole in words.named_around

    def _nouns(self, fact: Fact, wording: Wording, words: Context) -> tuple[Phrases, str]:
        """Those of the metric's nouns that the fact has, and where."""
        if wording.counts and words.heads:
            counted = tuple(noun for noun in wording.nouns if any(ends_with(noun[1], head) for head in words.heads))
            said = counted or tuple(noun for noun in wording.nouns if found(noun[1], words.predicate))
            return said, f"counts {listing(said)}"
        if wording.counts and self._counts_other(fact.unit, wording):
            return (), ""
        names = {name for unit in (fact.unit, wording.metric.unit) for name in self.named.get(canonical(unit), ())}
        measured = tuple(noun for noun in wording.nouns if not wording.counts and noun[1] in names)
        if measured:
            return measured, f"measured in {fact.unit}"
        places = [("clause", words.clause), ("verb", words.implied), ("sentence", words.sentence_words)]
        places += [("sentence before", words.sentence_before)] if words.goes_on or words.of_before else []
        for where, text in places:
            present = tuple(noun for noun in wording.nouns if found(noun[1], text, derived=not wording.counts))
            if present:
                return present, f"{listing(present)} in the {where}"
            if where == "clause" and is_currency(fact.unit) and _got(fact, wording.near, words):
                got = tuple(noun for noun in wording.nouns if noun[1] in MONEY_GOT)
                if got:
                    return got, f"{listing(got)} by the verb"
        return (), ""


def match(
    facts: Sequence[Fact],
    metrics: Sequence[Metric],
    entities: Sequence[Entity],
    units: Sequence[UnitDefinition] = (),
) -> list[Match]:
    """One match for each fact, in their order."""
    matcher = Matcher.of(metrics, entities, units)
    return [matcher.match(fact) for fact in facts]


def _got(fact: Fact, near: Phrases, words: Context) -> bool:
    """True where the verb of a figure, or of the one it is compared with, is the very one of the metric."""
    verb = words.before[-2:]
    if fact.compared:
        verb = tuple(takewhile(lambda word: not word.isdigit(), words.clause))[-3:]
    return any(form == phrase(word) and found(form, verb, derived=True) for word, form in near)


def _keys(fact: Fact) -> list[str]:
    """Under what the metrics are kept that have the fact's unit or noun."""
    counted = heads(fact.noun)
    if not is_count(fact.unit) and not _is_counted(fact.unit, counted):
        return [unit_key(fact.unit)]
    keys = [lemma(word) for word in fact.unit.split()[-1:]]
    keys += [head[-1] for head in counted]
    return list(dict.fromkeys(keys if counted else [*keys, ANY_NOUN]))


def _is_counted(unit: str, counted: tuple[tuple[str, ...], ...]) -> bool:
    """True when a word that also names a measure is the head of what is counted: "655 charging points"."""
    return any(len(head) > 1 and head[-1] == lemma(unit) for head in counted)


def _role_fits(fact: Fact, metric: Metric) -> bool:
    """True for the metric's role; a percentage or multiple that is not a change may be called a level as well."""
    if fact.role == metric.reads_role:
        return True
    return fact.unit in ("%", "x") and "change" not in (fact.role, metric.reads_role) and fact.role != "rank"


def _kin(relation: Relation, metric_entity: str) -> str:
    return f"a part of {metric_entity}" if relation == "part" else f"which {metric_entity} is part of"


def _entity_reason(entity: str | None, relation: Relation, metric: Metric) -> str:
    if entity is None:
        return f"no entity given, but {metric.entity} is named in the sentence"
    return f"about {entity}" if relation == "itself" else f"about {entity}, {_kin(relation, metric.entity)}"
