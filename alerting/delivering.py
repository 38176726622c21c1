"""Due messages to mailboxes, or to files where there is no server; held ones to files until a person releases them."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from alerting import eml
from alerting.outbox import Jitter, Outbox, UnknownPolicy
from alerting.smtp import Outcome, Send
from alerting.stored import Stored
from schemas.alert import MessageState

Clock = Callable[[], datetime]
LOST_IN_A_ROW = 3
"""After so many lost answers one after the other, a person should look before more mails get into doubt."""


class Letterhead(BaseModel):
    """Whose name stands on the mails: the sender, and the people who answer a request to stop."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sender: str
    ops_address: str


class Delivered(BaseModel):
    """What a delivery did, in messages; `waiting` are those that will be tried again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sent: int = 0
    written: int = 0
    retry: int = 0
    failed: int = 0
    unknown: int = 0
    held: int = 0
    waiting: int = 0
    busy: bool = False
    """True when another process is delivering; it takes these messages too."""
    trouble: str | None = None
    """What keeps mail from going out at all, in the server's words."""


@contextmanager
def _alone(outbox: Outbox) -> Iterator[bool]:
    """True inside for the one process that may deliver; the kernel frees the lock of one that dies."""
    with outbox.path.with_suffix(".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _held_path(outbox: Outbox, stored: Stored) -> Path:
    return outbox.path.parent / "outbox" / "held" / eml.file_name(stored.message, stored.created_at)


def _build(outbox: Outbox, stored: Stored, letterhead: Letterhead) -> EmailMessage:
    earlier = outbox.earlier_in_thread(stored.message)
    return eml.build(stored.message, letterhead.sender, letterhead.ops_address, stored.queued_at, earlier)


def write_held(outbox: Outbox, letterhead: Letterhead) -> list[Path]:
    """The files of all held messages, in `outbox/held` beside the outbox; those that are not there yet are written."""
    paths = []
    for stored in outbox.in_state("held"):
        path = _held_path(outbox, stored)
        if not path.exists():
            eml.write(_build(outbox, stored, letterhead), path)
        paths.append(path)
    return paths


def release(outbox: Outbox, message_ids: Sequence[str] | None, now: datetime, *, again: bool = False) -> list[str]:
    """Ids that are pending from now on, their files in `outbox/held` gone; None releases all that are held.

    Messages that are unknown, failed or only written can be released by id too: they go out again.
    With `again`, so can those that were sent.
    """
    released = outbox.release(message_ids, now, again=again)
    for message_id in released:
        stored = outbox.get(message_id)
        if stored is not None:
            _held_path(outbox, stored).unlink(missing_ok=True)
    return released


def _into_file(outbox: Outbox, stored: Stored, mail: EmailMessage) -> Outcome:
    path = outbox.path.parent / "outbox" / eml.file_name(stored.message, stored.created_at)
    try:
        eml.write(mail, path)
    except OSError as error:
        return Outcome("retry", f"{path} could not be written: {error}", trouble=True)
    return Outcome("written", f"no SMTP server is set; written to outbox/{path.name}")


def deliver(
    outbox: Outbox,
    send: Send | None,
    letterhead: Letterhead,
    *,
    clock: Clock,
    jitter: Jitter,
    policy: UnknownPolicy = "ask",
) -> Delivered:
    """What became of all messages that are due; without `send` they are written as files.

    Stops at the first fault that the next message would meet too; those behind it stay due. A second process that
    delivers at the same time leaves its messages to the first one.
    """
    counts: dict[MessageState, int] = {}
    trouble: str | None = None
    busy = False
    while trouble is None:
        with _alone(outbox) as alone:
            if not alone:
                busy = True
                break
            for message_id in outbox.recover(clock(), policy):
                counts["unknown"] = counts.get("unknown", 0) + (_state(outbox, message_id) == "unknown")
            trouble = _send_due(outbox, send, letterhead, clock=clock, jitter=jitter, counts=counts)
            write_held(outbox, letterhead)
        # A process that added a message while we held the lock has left it to us.
        if not outbox.due(clock()):
            break
    return Delivered(
        sent=counts.get("sent", 0),
        written=counts.get("written", 0),
        retry=counts.get("retry", 0),
        failed=counts.get("failed", 0),
        unknown=counts.get("unknown", 0),
        held=len(outbox.in_state("held")),
        waiting=len(outbox.in_state("pending")) + len(outbox.in_state("retry")),
        busy=busy,
        trouble=trouble,
    )


def _state(outbox: Outbox, message_id: str) -> MessageState | None:
    """The state of a message, or None where there is none."""
    stored = outbox.get(message_id)
    return stored.state if stored else None


def _try(outbox: Outbox, stored: Stored, send: Send | None, letterhead: Letterhead) -> Outcome:
    """What came of one message; one that cannot be made into a mail fails, and does not hold up the others."""
    try:
        mail = _build(outbox, stored, letterhead)
    except (ValueError, LookupError, MessageError) as error:
        return Outcome("failed", f"no mail can be made of it: {error}; check the address of the subscriber")
    if send is None:
        return _into_file(outbox, stored, mail)
    return send(mail, partial(outbox.entering_data, stored.message.message_id))


def _send_due(
    outbox: Outbox,
    send: Send | None,
    letterhead: Letterhead,
    *,
    clock: Clock,
    jitter: Jitter,
    counts: dict[MessageState, int],
) -> str | None:
    """The fault that stopped the delivery, or None; `counts` gains the outcomes."""
    lost = 0
    for message_id in outbox.due(clock()):
        stored = outbox.claim(message_id, clock())
        if stored is None:
            continue
        outcome = _try(outbox, stored, send, letterhead)
        state = outbox.outcome(message_id, outcome.state, outcome.answer, clock(), jitter)
        counts[state] = counts.get(state, 0) + 1
        lost = lost + 1 if state == "unknown" else 0
        if outcome.trouble or lost == LOST_IN_A_ROW:
            return outcome.answer
    return None
