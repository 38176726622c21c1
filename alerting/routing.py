"""Changes to alerts: who is told of what, and what is held back."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import NamedTuple

from alerting.mutes import is_muted
from alerting.thresholds import in_words, passes
from schemas import ids
from schemas.alert import Alert, AlertState, HoldReason, Mute
from schemas.catalogue import Metric
from schemas.change import ALERTING, Change, ChangeClass
from schemas.subscriber import Subscriber

Series = tuple[str, str]
Slot = tuple[str, str, str]
"""Metric, kind and slot."""


class Told(NamedTuple):
    """A value of one slot that a subscriber was told, when the press said it and when we told it."""

    subscriber_id: str
    slot: Slot
    value: str
    published_at: datetime
    told_at: datetime
    withdrawn: bool = False
    number: Decimal | None = None
    """The value as stated; None for a range."""


def _slot(change: Change) -> Slot:
    return change.metric_id, change.kind, change.slot


def _value(change: Change) -> str:
    """Number and qualifier in one spelling, so that equal statements compare equal."""
    if change.new_value is not None:
        return f"{change.new_qualifier} {ids.number_key(change.new_value)}"
    return f"{change.new_qualifier} {ids.number_key(change.new_low)}..{ids.number_key(change.new_high)}"


def told_by(alert: Alert, change: Change) -> Told:
    """What a subscriber knows by an alert; `route` wants those of the alerts that were due or were released."""
    withdrawn = change.class_ == "retracted"
    return Told(
        alert.subscriber_id,
        _slot(change),
        _value(change),
        change.published_at,
        alert.created_at,
        withdrawn,
        change.new_value,
    )


def _told_before(change: Change, heard: list[Told]) -> bool:
    """True when `heard`, of this subscriber and slot, has the value and nothing that makes it news again.

    A price may return to where it was, and a correction may be taken back: what was told in between decides.
    """
    value, withdrawal = _value(change), change.class_ == "retracted"
    same = [entry for entry in heard if entry.value == value and entry.withdrawn == withdrawal]
    if withdrawal:
        given = [entry.told_at for entry in heard if entry.value == value and not entry.withdrawn]
        return not given or bool(same and max(entry.told_at for entry in same) >= max(given))
    if not same:
        return False
    others = [entry for entry in heard if entry.value != value]
    if change.class_ == "revised":
        return not any(entry.told_at > max(one.told_at for one in same) for entry in others)
    if change.class_ == "new_value":
        last = max(entry.published_at for entry in same)
        return not any(last < entry.published_at < change.published_at for entry in others)
    return True


def _stands_without(change: Change) -> bool:
    """True for a withdrawal that leaves the same value, as another article says it too: nothing was told wrong."""
    if change.class_ != "retracted":
        return False
    left = (change.old_qualifier, change.old_value, change.old_low, change.old_high)
    return left == (change.new_qualifier, change.new_value, change.new_low, change.new_high)


def _corrects_mail(change: Change, heard: list[Told]) -> bool:
    """True when it takes back what was told: such a correction is owed, however old the article is."""
    if change.class_ == "retracted":
        return True
    return change.class_ == "revised" and any(entry.number == change.old_value for entry in heard)


def _rule(subscriber: Subscriber, metric_id: str) -> str | None:
    """The first of the subscriber's patterns that names the metric, as `metrics hkic-*`."""
    return next((f"metrics {glob}" for glob in subscriber.metrics if fnmatchcase(metric_id, glob)), None)


def _asked_for(change: Change, metric: Metric, subscriber: Subscriber) -> bool:
    classes: tuple[ChangeClass, ...] = subscriber.classes if subscriber.classes is not None else metric.alert.on
    return change.class_ in classes


def _steps_before(change: Change, batch: Iterable[Change]) -> list[Decimal | None]:
    """The values that earlier, unheard changes of its series in the batch started from."""
    return [
        one.old_value
        for one in batch
        if _slot(one) == _slot(change) and not one.current and one.published_at <= change.published_at
        if one.class_ in ALERTING and one.change_id != change.change_id
    ]


def _newest(changes: Iterable[Change]) -> dict[Series, Change]:
    """The change of each series that all others of the batch lead up to."""
    newest: dict[Series, Change] = {}
    for change in changes:
        if change.class_ in ("contradicted", "retracted"):
            continue
        series = (change.metric_id, change.kind)
        if series not in newest or newest[series].published_at <= change.published_at:
            newest[series] = change
    return newest


def route(
    changes: Sequence[Change],
    metrics: Sequence[Metric],
    subscribers: Sequence[Subscriber],
    *,
    told: AbstractSet[Told],
    hold: HoldReason | None,
    run_at: datetime,
    max_age: timedelta,
    run_id: str,
    mutes: Sequence[Mute] = (),
) -> list[Alert]:
    """The alerts that a run's changes give rise to, in the order of `changes`, then of `subscribers`.

    Readers only. `held` carries why; corrections of what was told are never too old. `superseded` is one that a newer
    change of its series in the same batch replaces, `muted` one that its reader wants to hear nothing of. What a
    subscriber was told before (`told`, see `told_by`) is not told again; a withdrawal goes to those who were told.
    """
    by_id = {metric.id: metric for metric in metrics}
    candidates = [change for change in changes if change.metric_id in by_id]
    alerting = [c for c in candidates if c.current and c.class_ not in ("repeat", "refined", "historical")]
    newest = _newest(alerting)
    alerts = []
    for change in candidates:
        replaced = newest.get((change.metric_id, change.kind))
        superseded = not change.current and replaced is not None and replaced.change_id != change.change_id
        if not (change.current or superseded or change.class_ == "retracted") or _stands_without(change):
            continue
        for subscriber in subscribers:
            rule = _rule(subscriber, change.metric_id)
            metric = by_id[change.metric_id]
            if subscriber.role != "reader" or rule is None or not _asked_for(change, metric, subscriber):
                continue
            heard = [entry for entry in told if entry.subscriber_id == subscriber.id and entry.slot == _slot(change)]
            if _told_before(change, heard):
                continue
            last_heard = [max(heard, key=lambda entry: entry.told_at).number] if heard else []
            if not passes(change, metric, subscriber, [*last_heard, *_steps_before(change, candidates)]):
                continue
            late = run_at - change.published_at > max_age and not _corrects_mail(change, heard)
            muted = not superseded and is_muted(mutes, subscriber.id, change.metric_id)
            reason = None if superseded or muted else hold or ("old article" if late else None)
            state: AlertState = "superseded" if superseded else "muted" if muted else "held" if reason else "due"
            alerts.append(
                Alert(
                    alert_id=ids.alert_id(change.change_id, subscriber.id),
                    change_id=change.change_id,
                    subscriber_id=subscriber.id,
                    metric_id=change.metric_id,
                    state=state,
                    hold_reason=reason,
                    rule=", ".join(filter(None, [rule, in_words(metric, subscriber)])),
                    created_at=run_at,
                    run_id=run_id,
                )
            )
    return alerts
