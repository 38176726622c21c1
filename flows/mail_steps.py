"""Steps that turn alerts into mails and bring them out."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from alerting.delivering import Delivered, Letterhead, deliver, release, write_held
from alerting.mutes import mutes_at
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings
from flows.composing import compose, silent_since, waiting_tellings
from flows.console import Fault
from flows.settings import Settings
from schemas.alert import DeliveryState, Message, Mute
from schemas.catalogue import Catalogue
from warehouse.querying import NothingPublished, query

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


def current_mutes(settings: Settings, now: datetime) -> list[Mute]:
    """What subscribers want to hear nothing of at that time."""
    if not outbox_path(settings.home).exists():
        return []
    with Outbox(outbox_path(settings.home)) as outbox:
        return mutes_at(outbox, now)


def letterhead(settings: Settings, catalogue: Catalogue) -> Letterhead:
    """The sender, and the ops address that answers; the first ops subscriber, else the sender."""
    return letterhead_of(settings, [one.address for one in catalogue.subscribers if one.role == "ops"])


def letterhead_of(settings: Settings, ops_addresses: Sequence[str]) -> Letterhead:
    """The same where only the addresses of ops are known."""
    ops = next(iter(ops_addresses), None)
    sender = settings.smtp_sender or ops or NOBODY
    return Letterhead(sender=sender, ops_address=ops or sender)


def mail_waiting(settings: Settings, catalogue: Catalogue, now: datetime) -> Mailed:
    """Composes mails for the published alerts that have none yet and digests that are due, and delivers what is due.

    Needs no ledger; where nothing is published yet, the outbox alone is delivered.
    """
    head = letterhead(settings, catalogue)
    with Outbox(outbox_path(settings.home)) as outbox:
        try:
            waiting = waiting_tellings(settings, outbox)
        except NothingPublished:
            messages = []
        else:
            outbox.silence(silent_since(waiting, outbox, now), now)
            messages = compose(waiting, catalogue, settings, outbox, head.ops_address, now)
    return send_mails(messages, settings, head, now)


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
        sender=settings.smtp_sender or "",
        bounces=settings.smtp_bounces,
        timeout_s=settings.smtp_timeout_s,
        per_minute=settings.smtp_per_minute,
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


def explain_mail(settings: Settings, asked: str) -> dict[str, list[dict[str, Any]]]:
    """The mail of an alert or message id, and how its delivery went; empty where there is none."""
    delivery = delivery_attempts(settings, asked)
    if not delivery:
        return {}
    rows = list_messages(settings)
    mails = [row for row in rows if asked == row["message_id"] or asked in row["alert_ids"]]
    kept = ("message_id", "address", "subject", "state", "attempts")
    return {"mail": [{name: row[name] for name in kept} for row in mails], "delivery": delivery}


def delivery_attempts(settings: Settings, asked: str) -> list[dict[str, Any]]:
    """When the mail of an alert or message id was tried, and what the server said; empty where there is none."""
    if not outbox_path(settings.home).exists():
        return []
    with Outbox(outbox_path(settings.home)) as outbox:
        stored = outbox.carrying(asked)
        if stored is None:
            silenced = outbox.read("SELECT at FROM carried WHERE id = ? AND message_id = ''", [asked])
            why = "muted, or its figure withdrawn, before a mail was made"
            return [{"at": datetime.fromisoformat(at), "what": "no mail", "answer": why} for (at,) in silenced]
        states = outbox.states(stored.message.message_id)
        said = [
            {"at": at, "what": f"state {state}", "answer": note} for at, state, note in states if state != "sending"
        ]
        tries = outbox.attempts(stored.message.message_id)
        tried = [{"at": one.at, "what": f"attempt, {one.state}", "answer": one.answer} for one in tries]
        return sorted([*said, *tried], key=lambda row: row["at"])


def _still_true(settings: Settings, alert_ids: Sequence[str]) -> bool:
    """False for a message all of whose figures have been withdrawn since; one without alerts has no figures."""
    standing = "SELECT count(*) FROM alerts SEMI JOIN changes USING (change_id) WHERE list_contains(?, alert_id)"
    return not alert_ids or bool(query(settings.home, standing, [list(alert_ids)]).rows[0][0])


def release_messages(settings: Settings, catalogue: Catalogue, ids: Sequence[str] | None) -> tuple[list[str], Mailed]:
    """Lets held messages go, by message or alert id (None: all held whose figures still stand), and delivers.

    A Fault for an id that is not held.
    """
    by_id = {row["message_id"]: row for row in list_messages(settings)}
    wanted = [
        message_id
        for message_id, row in by_id.items()
        if row["state"] == "held" and _still_true(settings, row["alert_ids"])
    ]
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
