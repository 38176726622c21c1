"""Trouble as those who run the machine hear of it: once when it begins, once when it is over."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from alerting.delivering import Delivered
from alerting.outbox import Outbox
from alerting.stored import OutboxError
from alerting.troubles import Turn, keep, kept, turn
from flows.console import EXIT_TRY_LATER, Fault, warn
from flows.mail_steps import Mailed, letterhead_of, outbox_path, send_mails
from flows.opening import open_catalogue
from flows.settings import Settings
from reporting.mail import notice
from schemas.alert import Message, MessageState
from schemas.catalogue import Catalogue
from warehouse.locking import LedgerBusy, LedgerOpenElsewhere
from warehouse.querying import query

SOURCES = "SELECT source_id, health, array_to_string(failing, '; ') FROM sources WHERE enabled AND health <> 'green'"
REVIEW = "SELECT count(*) FROM changes WHERE class = 'implausible' AND published_at >= ?::TIMESTAMPTZ - to_days(?)"
OPS = "ops addresses"
HANGS_AFTER = timedelta(hours=6)
"""A run that keeps others waiting for so long needs a person."""
NOTICES = "notice"
STUCK: dict[MessageState, str] = {
    "failed": "A mail to {to} was refused: “{subject}”; mend the cause, then `figurewatch alerts release {id}`",
    "unknown": "A mail to {to} may or may not have arrived: “{subject}”; if it has not,"
    " `figurewatch alerts release {id}`, if it has, `figurewatch alerts settle {id}`",
}


def run_troubles(settings: Settings, now: datetime) -> dict[str, str]:
    """What a run left behind that a person should look at, by name: sources, and recent figures to review."""
    found = {
        f"source {source_id}": f"Source {source_id} is {health}: {failing}"
        for source_id, health, failing in query(settings.home, SOURCES).rows
    }
    ((waiting,),) = query(settings.home, REVIEW, (now, settings.alerts_max_age_days)).rows
    if waiting:
        figures = "1 recent figure waits" if waiting == 1 else f"{waiting} recent figures wait"
        found["review"] = f"{figures} for review: `figurewatch review` shows what waits"
    return found


def delivery_troubles(outbox: Outbox, delivered: Delivered) -> dict[str, str]:
    """What keeps mails from arriving, by name; notices to ops are left out, or they would breed."""
    found = {"delivery": f"Mail cannot go out: {delivered.trouble}"} if delivered.trouble else {}
    for state, advice in STUCK.items():
        for stored in outbox.in_state(state):
            message = stored.message
            if message.thread != NOTICES:
                said = advice.format(id=message.message_id, to=message.address, subject=message.subject)
                found[f"message {message.message_id}"] = said
    return found


def _subject(turned: Turn) -> str:
    """What has begun, else what has ended: by its name where it is one thing, else counted."""
    told = turned.begun or turned.ended
    if len(told) > 1:
        return f"{len(told)} new troubles" if turned.begun else f"{len(told)} troubles over"
    head = told[0].line.partition(": ")[0]
    return head if turned.begun else f"over – {head}"


def _notices(turned: Turn, addresses: list[str], home: Path, now: datetime) -> list[Message]:
    lines = [trouble.line for trouble in turned.begun]
    lines += [f"Over since {now:%Y-%m-%d %H:%M} UTC: {trouble.line}" for trouble in turned.ended]
    lines += [f"Goes on since {t.since:%Y-%m-%d %H:%M} UTC: {t.line}" for t in turned.lasting]
    why = f"You are told once when something begins and once when it is over. Figurewatch in {home}."
    slot = f"{now.isoformat()} {' '.join(t.name for t in [*turned.begun, *turned.ended])}"
    return [notice(_subject(turned), lines, address, slot, why) for address in addresses]


def ops_addresses(catalogue: Catalogue) -> list[str]:
    """Where trouble goes."""
    return [subscriber.address for subscriber in catalogue.subscribers if subscriber.role == "ops"]


def tell_ops(
    settings: Settings, addresses: list[str], assessed: set[str], current: Mapping[str, str], now: datetime
) -> Turn:
    """Puts a notice of what began and what ended into the outbox, for each address."""
    with Outbox(outbox_path(settings.home)) as outbox:
        keep(outbox, OPS, json.dumps(addresses))
        return turn(outbox, assessed, current, now, lambda turned: _notices(turned, addresses, settings.home, now))


def report_delivery(settings: Settings, catalogue: Catalogue, mailed: Mailed, now: datetime) -> Mailed:
    """What became of the mails, with those to ops about mails that do not arrive."""
    return _report(settings, catalogue, mailed, set(), {}, now)


def report_run(settings: Settings, catalogue: Catalogue, mailed: Mailed, now: datetime) -> Mailed:
    """What became of the mails of a run that got to its end, with those to ops about what is wrong or mended."""
    return _report(settings, catalogue, mailed, {"run", "source", "review"}, run_troubles(settings, now), now)


def _report(
    settings: Settings,
    catalogue: Catalogue,
    mailed: Mailed,
    assessed: set[str],
    current: dict[str, str],
    now: datetime,
) -> Mailed:
    if not mailed.delivered.busy:
        with Outbox(outbox_path(settings.home)) as outbox:
            current = current | delivery_troubles(outbox, mailed.delivered)
        assessed = assessed | {"delivery", "message"}
    addresses = ops_addresses(catalogue)
    turned = tell_ops(settings, addresses, assessed, current, now)
    if not addresses or not (turned.begun or turned.ended):
        return mailed
    again = send_mails([], settings, letterhead_of(settings, addresses), now)
    return Mailed(
        again.delivered.model_copy(
            update={
                "sent": mailed.delivered.sent + again.delivered.sent,
                "written": mailed.delivered.written + again.delivered.written,
                "trouble": mailed.delivered.trouble or again.delivered.trouble,
            }
        ),
        again.held,
        [*mailed.written, *again.written],
    )


def _will_pass(error: Exception, now: datetime) -> bool:
    """True where the run only has to wait for another one that does not hang."""
    if not isinstance(error, Fault) or error.code != EXIT_TRY_LATER:
        return False
    busy = error.__cause__
    if isinstance(busy, LedgerOpenElsewhere):
        return False
    holder = busy.holder if isinstance(busy, LedgerBusy) else None
    return holder is None or now - datetime.fromisoformat(holder.since) < HANGS_AFTER


def report_failed_run(settings: Settings, error: Exception, now: datetime) -> None:
    """Mails ops that a run failed, or cannot begin for hours; one that waits for another run is no news.

    Works without ledger and, after a good run, without catalogue.
    """
    if _will_pass(error, now):
        return
    why = str(error) if isinstance(error, Fault) else f"{type(error).__name__}: {error}"
    if isinstance(error.__cause__, LedgerBusy) and error.__cause__.holder:
        why = f"{why}; if that one hangs, end its process, and its lock is gone"
    try:
        try:
            addresses = ops_addresses(open_catalogue(settings.catalogue))
        except Fault:
            with Outbox(outbox_path(settings.home)) as outbox:
                addresses = json.loads(kept(outbox, OPS) or "[]")
        tell_ops(settings, addresses, {"run"}, {"run": f"The run failed: {why}"}, now)
        send_mails([], settings, letterhead_of(settings, addresses), now)
    except (OSError, OutboxError) as broken:
        warn(f"ops could not be told by mail that the run failed: {broken}")
