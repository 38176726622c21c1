"""Alerts into mails: one by one, as the digest of a slot, or as one digest where a run has too many."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from alerting.mutes import is_muted, mutes_at
from alerting.outbox import Outbox
from alerting.slots import Slot, last_slot
from flows.digest_items import firsts_of_run, firsts_since, tracking_lines, watched_since
from flows.settings import Settings
from reporting.chart import chart
from reporting.mail import digest, mail
from reporting.wording import day
from schemas.alert import Message, Telling
from schemas.catalogue import Catalogue
from schemas.ids import message_id
from schemas.subscriber import Subscriber
from warehouse.telling import alerts_to_mail, tellings


def one_mail(
    telling: Telling, subscriber: Subscriber, ops_address: str, outbox: Outbox, lines: Sequence[str] = ()
) -> Message:
    """The mail of one alert, with a chart where there is a series to draw, in reply to the one that it corrects."""
    drawing = chart(telling.history) if len(telling.history) > 1 else None
    written = mail(telling, subscriber, ops_address, drawing, lines)
    corrected = next(filter(None, map(outbox.carrying, telling.corrects)), None)
    return written.model_copy(update={"corrects": corrected.message.message_id}) if corrected else written


def waiting_tellings(settings: Settings, outbox: Outbox) -> list[Telling]:
    """The published alerts that are due or held and that no message carries yet, oldest first."""
    return tellings(settings.home, outbox.not_carried(alerts_to_mail(settings.home)))


def slot_name(subscriber: Subscriber, slot: Slot) -> str:
    """What makes a digest's id, together with the address: whose, how often, and the day."""
    often = "weekly" if subscriber.deliver == "weekly" else "daily"
    return f"{subscriber.id} {often} {slot.day.isoformat()}"


def _at_once(
    waiting: list[Telling],
    subscriber: Subscriber,
    settings: Settings,
    outbox: Outbox,
    ops_address: str,
    now: datetime,
) -> list[Message]:
    """The mails that wait for no slot: held ones of each run, and those of a reader who wants them instantly."""
    instant = subscriber.deliver == "instant"
    messages = []
    groups: dict[tuple[str, bool], list[Telling]] = {}
    for telling in waiting:
        held = telling.alert.state == "held"
        if held or instant:
            groups.setdefault((telling.alert.run_id, held), []).append(telling)
    for (run_id, held), group in groups.items():
        lines = firsts_of_run(settings, subscriber, run_id) if held else []
        if (held and not instant) or len(group) > settings.storm:
            slot = f"{subscriber.id} {'held' if held else 'run'} {run_id}"
            messages.append(digest(group, subscriber, lines, slot, ops_address, name=day(now.date())))
            continue
        for place, telling in enumerate(group):
            messages.append(one_mail(telling, subscriber, ops_address, outbox, [] if place else lines[:1]))
    return messages


def _of_slot(
    waiting: list[Telling],
    subscriber: Subscriber,
    catalogue: Catalogue,
    settings: Settings,
    outbox: Outbox,
    ops_address: str,
    now: datetime,
) -> Message | None:
    """The digest of the last slot that has passed; None where it is composed already or has nothing to tell.

    What came after the slot, or was published after its digest was composed, waits for the next.
    """
    digesting = subscriber.deliver != "instant"
    if not digesting and not (subscriber.watch.entities or subscriber.watch.words):
        return None
    slot = last_slot(subscriber, now)
    name = slot_name(subscriber, slot)
    if outbox.get(message_id(subscriber.address, f"digest {name}")) is not None:
        return None
    due = [one for one in waiting if digesting and one.alert.state == "due" and one.alert.created_at <= slot.at]
    firsts = firsts_since(settings, catalogue, subscriber, slot) if digesting else []
    first_ids = {f"first {subscriber.id} {row['change_id']}": row for row in firsts}
    watch_ids = {
        f"watch {subscriber.id} {one.fact_id}": one for one in watched_since(settings, catalogue, subscriber, slot)
    }
    new_firsts, new_watched = outbox.not_carried(first_ids), outbox.not_carried(watch_ids)
    if not due and not new_firsts and not new_watched:
        return None
    return digest(
        due,
        subscriber,
        tracking_lines([first_ids[one] for one in new_firsts]),
        name,
        ops_address,
        name=day(slot.day),
        watched=[watch_ids[one] for one in new_watched],
        also_carries=[*new_firsts, *new_watched],
    )


def _taken_back(waiting: Sequence[Telling], outbox: Outbox) -> set[str]:
    """The ids of waiting alerts that nobody needs: of figures withdrawn before they were told, and the withdrawals."""
    revised = {one for telling in waiting if telling.change.class_ == "revised" for one in telling.corrects}
    gone = {one.alert.alert_id for one in waiting if not one.stands} - revised
    withdrawals = [one for one in waiting if one.change.class_ == "retracted" and one.corrects]
    idle = {one.alert.alert_id for one in withdrawals if not any(map(outbox.carrying, one.corrects))}
    return gone | idle


def silent_since(waiting: Sequence[Telling], outbox: Outbox, now: datetime) -> set[str]:
    """The ids of waiting alerts that became idle after they were made: muted by their reader, or taken back."""
    mutes = mutes_at(outbox, now)
    alerts = [telling.alert for telling in waiting]
    muted = {one.alert_id for one in alerts if is_muted(mutes, one.subscriber_id, one.metric_id)}
    return muted | _taken_back(waiting, outbox)


def _in_reading_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Metric by metric, oldest first, then by title; what takes a figure back before what comes in its place."""
    ordered = sorted(
        tellings, key=lambda one: (one.alert.created_at, one.metric_title, one.change.class_ != "retracted")
    )
    places = {metric_id: n for n, metric_id in enumerate(dict.fromkeys(one.alert.metric_id for one in ordered))}
    return sorted(ordered, key=lambda one: places[one.alert.metric_id])


def compose(
    waiting: Sequence[Telling],
    catalogue: Catalogue,
    settings: Settings,
    outbox: Outbox,
    ops_address: str,
    now: datetime,
) -> list[Message]:
    """The mails that should be in the outbox by now, for the readers as the catalogue has them today."""
    silent = silent_since(waiting, outbox, now)
    heard = _in_reading_order(telling for telling in waiting if telling.alert.alert_id not in silent)
    messages: list[Message] = []
    for subscriber in catalogue.subscribers:
        if subscriber.role != "reader":
            continue
        mine = [telling for telling in heard if telling.alert.subscriber_id == subscriber.id]
        messages += _at_once(mine, subscriber, settings, outbox, ops_address, now)
        of_slot = _of_slot(mine, subscriber, catalogue, settings, outbox, ops_address, now)
        messages += [of_slot] if of_slot else []
    return messages


def metrics_named(glob: str, catalogue: Catalogue) -> list[str]:
    """The ids of the catalogue's metrics that the pattern names."""
    return [metric.id for metric in catalogue.metrics if fnmatchcase(metric.id, glob)]
