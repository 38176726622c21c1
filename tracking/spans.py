"""The time a fact speaks of in its metric's own calendar, and the period that the rest of its article lends it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from schemas.article import Article
from schemas.catalogue import Metric
from schemas.change import Match
from schemas.fact import Fact
from tracking.articles import COMPARED_UNITS
from tracking.entities import Kinship
from tracking.slots import Refusal, Slot, add_months, is_aim, is_flow, last_complete, period_around, slot_of
from tracking.stretches import stretch_of
from tracking.words import lemma, lemmas, listed

Span = tuple[date | None, date | None]
USUAL_START = 4
"""The month in which a fiscal year starts where the text does not say: so facts give it."""
RELATIVE = re.compile(r"\b(this|current|last|past|previous|next)\b", re.IGNORECASE)
LAST_YEAR = re.compile(r"\A(?:in\s+)?last\s+year\Z", re.IGNORECASE)
"""Of what is counted by fiscal years it is the last of these."""
MONTH_NAMED = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
MOVED_TO = re.compile(
    rf"(?<!\bhad\s)\b(?:{'|'.join(listed('moved_to'))})(?:\s(?!had\b)[\w’'%.-]+){{0,8}}?\s(?:back\s+)?to\s(?:[a-z]+\s){{0,2}}$",
    re.IGNORECASE,
)
STANDING = frozenset(lemma(word) for word in listed("standing"))
COMING = frozenset(lemma(word) for word in listed("coming"))
STEP = {"this": 0, "current": 0, "next": 12}


def span_of(metric: Metric, fact: Fact, said: date | None = None) -> Span:
    """First and last day a fact speaks of; a fiscal year that only has a name is the metric's own, not the usual one.

    `said` is the day of publication, for "last financial year". A stock is of that day where the text says that it
    moved to the figure ("cut the rate to 4%"): it may well come back to a number that it had before. It takes no span
    from the sentences around it ("The firm, which has 40 ships, made a profit in 2031").
    """
    start, end, words = fact.period_start, fact.period_end, fact.period_text or ""
    borrowed = fact.period_basis == "inherited" and fact.kind == "actual" and start != end
    if fact.period_basis == "none" or (borrowed and not is_flow(metric) and not words.lower().startswith("since")):
        return (said, said) if said and _moved_now(metric, fact) else (None, None)
    if metric.period == "instant" and fact.kind == "actual" and start and end and start != end and _stands(fact):
        last = min(end, said) if said else end
        return last, last
    if metric.period == "fiscal-year" and said is not None and LAST_YEAR.search(words) and fact.kind == "actual":
        return last_complete(metric, said)
    if metric.period != "fiscal-year" or metric.fiscal_year_start == USUAL_START or start is None or end is None:
        return start, end
    usual = start.month == USUAL_START and end == add_months(start, 12) - timedelta(days=1)
    if not usual or MONTH_NAMED.search(words):
        return start, end
    relative = RELATIVE.search(words)
    if relative and said is not None:
        first = add_months(period_around(metric, said)[0], STEP.get(relative.group().lower(), -12))
    else:
        year = end.year if metric.fiscal_year_start == 1 else start.year
        first = date(year, metric.fiscal_year_start, 1)
    return first, add_months(first, 12) - timedelta(days=1)


def _stands(fact: Fact) -> bool:
    """True when a stock is told for a span that it stood at the end of: "ended 2030 with 40", "31 % in 2030"."""
    if fact.unit in COMPARED_UNITS:
        return True
    before, after = stretch_of(fact)
    words = {*lemmas(before), *lemmas(after)}
    return not words.isdisjoint(STANDING) and words.isdisjoint(COMING)


def _moved_now(metric: Metric, fact: Fact) -> bool:
    stock = not is_flow(metric) and fact.kind == "actual" and not fact.compared
    return stock and bool(MOVED_TO.search(stretch_of(fact)[0]))


def lent_periods(
    facts: Sequence[Fact], matches: Sequence[Match], metrics: Mapping[str, Metric], article: Article, kinship: Kinship
) -> dict[str, Span]:
    """By fact: the period that an article's other figures of the same entity give to one of a period metric without.

    It is the last complete period if one of them speaks of it, else the only recent one that they speak of. None is
    lent to a figure that is only compared with, nor where the article has another figure of the metric for it.
    """
    matched = [
        (fact, metrics[match.metric_id])
        for fact, match in zip(facts, matches, strict=True)
        if match.metric_id is not None and match.metric_id in metrics and match.in_scope
    ]
    if article.published is None:
        return {}
    said = article.published.first_day
    about: dict[str | None, list[Fact]] = defaultdict(list)
    for one in facts:
        if not one.compared and one.kind == "actual":
            about[kinship.resolve(one.entity)].append(one)

    @cache
    def chosen(metric_id: str, entity: str | None) -> Slot | None:
        metric = metrics[metric_id]
        taken = {_slot(metric, fact) for fact, its in matched if its.id == metric_id}
        spans = {
            slot for other, theirs in about.items() if _akin(kinship, other, entity) for slot in _slots(metric, theirs)
        }
        spoken = {slot for slot in spans if slot not in taken and _recent(slot, said)}
        usual = next((slot for slot in spoken if (slot.start, slot.end) == last_complete(metric, said)), None)
        return usual or (next(iter(spoken)) if len(spoken) == 1 else None)

    lent: dict[str, Span] = {}
    for fact, metric in matched:
        if fact.period_basis == "none" and not fact.compared and _takes(metric, fact):
            slot = chosen(metric.id, kinship.resolve(fact.entity))
            if slot is not None:
                lent[fact.fact_id] = (slot.start, slot.end)
    return lent


def _takes(metric: Metric, fact: Fact) -> bool:
    return is_flow(metric) and metric.period != "ytd" and not is_aim(metric, fact.kind)


def _slot(metric: Metric, fact: Fact) -> Slot | None:
    start, end = span_of(metric, fact)
    slot = slot_of(metric, "actual", start, end, date.min, fact.period_text)
    return None if isinstance(slot, Refusal) or slot is None or start == end else slot


def _slots(metric: Metric, facts: Iterable[Fact]) -> Iterator[Slot]:
    return (slot for fact in facts if (slot := _slot(metric, fact)) is not None)


def _recent(slot: Slot, said: date) -> bool:
    """True for a period that is not over, or over for no longer than it lasted."""
    assert slot.start is not None
    assert slot.end is not None
    return said - slot.end <= slot.end - slot.start


def _akin(kinship: Kinship, one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and bool(kinship.relation(one, other)))
