"""Steps that turn alerts into mails and bring them out."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from alerting.delivering import Delivered, Letterhead, deliver, release, write_held
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings
from flows.console import Fault
from flows.settings import Settings
from reporting.chart import chart
from reporting.mail import mail
from schemas.alert import DeliveryState, Message, Telling
from schemas.catalogue import Catalogue, Subscriber
from warehouse.querying import query
from warehouse.telling import tellings

NOBODY = "figurewatch@localhost"


class Mailed(NamedTuple):
    """What became of the mails, and the files that were written for those that cannot leave."""

    delivered: Delivered
    held: list[Path]
    written: list[Path]


def outbox_path(home: Path) -> Path:
    """Where the outbox is."""
    return home / "outbox.sqlite"


def delivery_states(settings: Settings) -> list[DeliveryState]:
    """Where every message stands."""
    if not outbox_path(settings.home).exists():
        return []
    with Outbox(outbox_path(settings.home)) as outbox:
        return outbox.latest_states()


def letterhead(settings: Settings, catalogue: Catalogue) -> Letterhead:
    """The sender, and the ops address that answers; the first ops subscriber, else the sender."""
    ops = next((subscriber.address for subscriber in catalogue.subscribers if subscriber.role == "ops"), None)
    sender = settings.smtp_sender or ops or NOBODY
    return Letterhead(sender=sender, ops_address=ops or sender)


def compose(tellings: Iterable[Telling], catalogue: Catalogue, head: Letterhead) -> list[Message]:
    """One mail for each alert that is due or held, to the subscriber as the catalogue has them today."""
    subscribers: dict[str, Subscriber] = {subscriber.id: subscriber for subscriber in catalogue.subscribers}
    messages = []
    for telling in tellings:
        subscriber = subscribers.get(telling.alert.subscriber_id)
        if subscriber is not None and telling.alert.state in ("due", "held"):
            drawing = chart(telling.history, telling.metric_title, "png") if len(telling.history) > 1 else None
            messages.append(mail(telling, subscriber, head.ops_address, drawing))
    return messages


def mail_waiting(settings: Settings, catalogue: Catalogue, now: datetime) -> Mailed:
    """Composes mails for the published alerts that have none yet, and delivers whatever is due."""
    head = letterhead(settings, catalogue)
    have = {alert_id for state in delivery_states(settings) for alert_id in state.alert_ids}
    asked = query(settings.home, "SELECT alert_id FROM alerts WHERE state IN ('due', 'held') ORDER BY ALL").rows
    lacking = [alert_id for (alert_id,) in asked if alert_id not in have]
    return send_mails(compose(tellings(settings.home, lacking), catalogue, head), settings, head, now)


def send_mails(messages: Iterable[Message], settings: Settings, head: Letterhead, now: datetime) -> Mailed:
    """Puts the messages into the outbox and delivers all that is due: by SMTP, or as files where no server is set."""
    with Outbox(outbox_path(settings.home)) as outbox:
        outbox.add(messages, now)
        before = set((settings.home / "outbox").glob("*.eml"))
        clock = lambda: max(now, datetime.now(UTC))  # noqa: E731
        if settings.smtp_host:
            with Mailer(smtp_settings(settings)) as mailer:
                delivered = deliver(
                    outbox, mailer.send, head, clock=clock, jitter=random.random, policy=settings.unknown
                )
        else:
            delivered = deliver(outbox, None, head, clock=clock, jitter=random.random, policy=settings.unknown)
        written = sorted(set((settings.home / "outbox").glob("*.eml")) - before)
        return Mailed(delivered, write_held(outbox, head), written)


def smtp_settings(settings: Settings) -> SmtpSettings:
    """How to reach the mail server, from the environment."""
    return SmtpSettings(
        host=settings.smtp_host or "",
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
        sender=settings.smtp_sender or NOBODY,
        timeout_s=settings.smtp_timeout_s,
    )


def list_messages(settings: Settings) -> list[dict[str, Any]]:
    """Every message of the outbox with its latest state, oldest first."""
    if not outbox_path(settings.home).exists():
        return []
    with Outbox(outbox_path(settings.home)) as outbox:
        rows = []
        for state in outbox.latest_states():
            stored = outbox.get(state.message_id)
            if stored is not None:
                shown = {"address": stored.message.address, "subject": stored.message.subject}
                rows.append(state.model_dump() | shown | {"created_at": stored.created_at})
        return sorted(rows, key=lambda row: (row["created_at"], row["message_id"]))


def release_messages(settings: Settings, catalogue: Catalogue, ids: Sequence[str] | None) -> tuple[list[str], Mailed]:
    """Lets held messages go, by message or alert id (None: all), and delivers; a Fault for an id that is not held."""
    by_id = {row["message_id"]: row for row in list_messages(settings)}
    wanted: list[str] | None = None
    if ids is not None:
        wanted = [
            message_id
            for message_id, row in by_id.items()
            if message_id in ids or any(alert_id in ids for alert_id in row["alert_ids"])
        ]
        named = {one for message_id in wanted for one in (message_id, *by_id[message_id]["alert_ids"])}
        unknown = [one for one in ids if one not in named]
        if unknown:
            raise Fault(
                f"no mail {', '.join(unknown)}; `figurewatch alerts list --state held` shows what can be released"
            )
    now = datetime.now(UTC)
    head = letterhead(settings, catalogue)
    released: list[str] = []
    if by_id:
        with Outbox(outbox_path(settings.home)) as outbox:
            released = release(outbox, wanted, now)
    return released, send_mails([], settings, head, now)
