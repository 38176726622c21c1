"""What a mail shows of one change, in words."""

from typing import NamedTuple

from reporting import values, wording
from schemas.alert import Evidence, Telling
from schemas.change import Change, ChangeClass
from schemas.fact import Kind
from schemas.subscriber import Subscriber

LABELS: dict[ChangeClass, str] = {
    "first": "First figure",
    "new_value": "New figure",
    "new_period": "New period",
    "revised": "Correction",
    "contradicted": "Sources disagree",
    "retracted": "Withdrawn",
    "refined": "More precise",
    "repeat": "Said again",
    "historical": "Earlier figure",
    "out_of_scope": "Out of scope",
    "implausible": "For review",
}
LEADS: dict[ChangeClass, str] = {
    "first": "This is the first figure found for this metric.",
    "new_value": "",
    "new_period": "",
    "revised": "This corrects the earlier figure for the same time.",
    "contradicted": "Two publishers give different figures for the same time. The first is the one held so far.",
    "retracted": "Please disregard this figure.",
    "refined": "",
    "repeat": "",
    "historical": "",
    "out_of_scope": "",
    "implausible": "",
}
KINDS: dict[Kind, str] = {
    "actual": "",
    "target": "target",
    "forecast": "forecast",
    "planned": "planned",
    "allocated": "allocated",
}
MOST_HISTORY = 6


class Past(NamedTuple):
    """One line of the last few values."""

    when: str
    value: str
    newest: bool


class Source(NamedTuple):
    """A sentence that proves a figure, and where it stands."""

    proof: wording.Proof
    publisher: str
    article: str
    published: str
    url: str | None


class Figure(NamedTuple):
    """All that a mail shows of one change, in words."""

    label: str
    lead: str
    title: str
    old: str
    old_when: str
    new: str
    new_when: str
    withdrawn: bool
    joined: str
    """What stands between old and new: an arrow, or `or` where both are claimed."""
    difference: str
    period: str
    """What time the figure speaks of, as `As of 31 October 2025` or `For 2025`."""
    proof: wording.Proof
    publisher: str
    article: str
    published: str
    url: str | None
    witnesses: str
    history: tuple[Past, ...]
    alert_id: str
    rival: Source | None
    """Where the figure stands that this one disagrees with."""


def _witnesses(change: Change) -> str:
    others = change.witnesses - 1
    if others < 1:
        return "No other publisher has said so yet."
    return f"{others} other publisher{'s agree' if others > 1 else ' agrees'}."


def old_value(change: Change) -> str:
    """The value before, without its noun; empty where there is none to compare with."""
    if change.old_qualifier is None or change.class_ == "retracted":
        return ""
    return values.short(
        change.old_value, change.old_low, change.old_high, change.old_qualifier, change.unit, change.old_wording
    )


def _lead(change: Change) -> str:
    lead = LEADS[change.class_]
    if change.class_ != "retracted":
        return lead
    lead = f"{lead} Why: {wording.clean(change.reason)}."
    if change.old_qualifier is None:
        return lead
    left = values.say(
        change.old_value, change.old_low, change.old_high, change.old_qualifier, change.unit, change.old_wording
    )
    return f"{lead} Without it, the last figure is {left}."


def new_value(change: Change) -> str:
    """The value now, without its noun."""
    return values.short(
        change.new_value, change.new_low, change.new_high, change.new_qualifier, change.unit, change.new_wording
    )


def in_full(change: Change) -> str:
    """The value now, as `over 160 projects`."""
    return values.say(
        change.new_value, change.new_low, change.new_high, change.new_qualifier, change.unit, change.new_wording
    )


def title_of(telling: Telling) -> str:
    """The metric, and the kind of figure where it is no actual: `Wind power (target)`."""
    kind = KINDS[telling.change.kind]
    return wording.clean(telling.metric_title, 120) + (f" ({kind})" if kind else "")


def _past(change: Change, telling: Telling, subscriber: Subscriber) -> Past:
    start, end = change.period_start, change.period_end
    if start and end and start != end:
        when = wording.period(start, end)
    elif end:
        when = wording.short_day(end)
    else:
        when = wording.published_day(change.published_at, subscriber.time_zone)
    return Past(when, new_value(change), change.change_id == telling.change.change_id)


def _source(evidence: Evidence, subscriber: Subscriber) -> Source:
    return Source(
        proof=wording.proof(evidence),
        publisher=wording.clean(evidence.publisher, 100),
        article=wording.clean(evidence.title or "", 200),
        published=wording.published(evidence.observation.published, subscriber.time_zone),
        url=wording.link(evidence.url),
    )


def figure(telling: Telling, subscriber: Subscriber) -> Figure:
    """The change in words, all text from outside made safe, times in the subscriber's zone."""
    change, source = telling.change, _source(telling.evidence, subscriber)
    of_period, done = change.class_ == "new_period", change.kind == "actual"
    return Figure(
        label=LABELS[change.class_],
        lead=_lead(change),
        title=title_of(telling),
        old=old_value(change),
        old_when=wording.period(change.old_period_start, change.old_period_end) if of_period else "",
        new=in_full(change),
        new_when=wording.period(change.period_start, change.period_end) if of_period else "",
        withdrawn=change.class_ == "retracted",
        joined="or" if change.class_ == "contradicted" else "→",
        difference="" if change.class_ == "retracted" else values.difference(change),
        period="" if of_period else wording.spoken_of(change.period_start, change.period_end, done=done),
        proof=source.proof,
        publisher=source.publisher,
        article=source.article,
        published=source.published,
        url=source.url,
        witnesses="" if change.class_ in ("retracted", "contradicted") else _witnesses(change),
        history=tuple(_past(past, telling, subscriber) for past in telling.history[-MOST_HISTORY:]),
        alert_id=telling.alert.alert_id,
        rival=_source(telling.rival, subscriber) if telling.rival else None,
    )
