"""Subscriptions looked at and silenced."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any

from alerting.mutes import add_mute, is_muted, lift_mute
from alerting.outbox import Outbox
from alerting.slots import next_slot
from flows.composing import metrics_named
from flows.console import Fault
from flows.mail_steps import current_mutes, outbox_path
from flows.settings import Settings
from schemas.alert import Mute
from schemas.catalogue import Catalogue
from schemas.subscriber import Subscriber


def keep_mute(
    settings: Settings, catalogue: Catalogue, subscriber_id: str, glob: str, until: datetime | None
) -> list[str]:
    """The metrics that the subscriber hears nothing of from now on; a Fault for a pattern that names none."""
    named = metrics_named(glob, catalogue)
    if not named:
        raise Fault(f"{glob} names no metric; `figurewatch metrics` shows their ids", code=2)
    with Outbox(outbox_path(settings.home)) as outbox:
        add_mute(outbox, Mute(subscriber_id=subscriber_id, glob=glob, until=until))
    return named


def end_mute(settings: Settings, subscriber_id: str, glob: str) -> None:
    """Lifts a mute; a Fault names those there are when it is none of them."""
    with Outbox(outbox_path(settings.home)) as outbox:
        if not lift_mute(outbox, subscriber_id, glob):
            rows = outbox.read("SELECT glob FROM mutes WHERE subscriber_id = ? ORDER BY 1", [subscriber_id])
            known = ", ".join(row[0] for row in rows) or "none"
            raise Fault(f"{subscriber_id} has no mute {glob!r}; there are: {known}", code=2)


def _faults(subscriber: Subscriber, catalogue: Catalogue) -> list[str]:
    faults = [f"{glob} names no metric" for glob in subscriber.metrics if not metrics_named(glob, catalogue)]
    known = {entity.id for entity in catalogue.entities}
    faults += [f"watch: no entity {one} in entities.yaml" for one in subscriber.watch.entities if one not in known]
    user, _, domain = subscriber.address.rpartition("@")
    try:
        Address("", user, domain)
        subscriber.address.encode("ascii")
    except (ValueError, MessageError) as error:
        faults.append(f"{subscriber.address} is no address that mail can go to: {error}")
    if "." not in domain and domain != "localhost":
        faults.append(f"{subscriber.address}: {domain} is no domain")
    if subscriber.role == "ops" and subscriber.metrics:
        faults.append("ops gets trouble, never figures; take its metrics out, or add a reader with the same address")
    watches = subscriber.watch.entities or subscriber.watch.words
    if subscriber.role == "reader" and not subscriber.metrics and not watches:
        faults.append("gets nothing: it has neither metrics nor watch")
    return faults


def check_subscribers(settings: Settings, catalogue: Catalogue, now: datetime) -> list[dict[str, Any]]:
    """One row for every subscriber: what they get, when next, what is muted, and what is wrong with the entry."""
    mutes = current_mutes(settings, now)
    rows = []
    for one in catalogue.subscribers:
        named = sorted({name for glob in one.metrics for name in metrics_named(glob, catalogue)})
        reader = one.role == "reader"
        digest = one.deliver != "instant" or one.watch.entities or one.watch.words
        rows.append(
            {
                "subscriber": one.id,
                "address": one.address,
                "role": one.role,
                "delivered": one.deliver if reader else "instant",
                "next": next_slot(one, now) if reader and digest else None,
                "metrics": [name for name in named if not is_muted(mutes, one.id, name)] if reader else [],
                "watches": [*one.watch.entities, *one.watch.words],
                "muted": [name for name in named if is_muted(mutes, one.id, name)],
                "faults": _faults(one, catalogue),
            }
        )
    return rows
