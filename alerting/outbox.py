"""The outbox: every message, attempt and state it went through, in one SQLite file that outlives crashes."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from alerting.stored import Stored, StoredMessages, stamp
from schemas.alert import Message, MessageState

UnknownPolicy = Literal["resend", "ask"]
Jitter = Callable[[], float]
"""A number from 0 up to 1, as `random.random` gives."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
MOST_UNKNOWN = 3
"""So many lost answers, and a person decides: a server that always drops the line would get a copy every time."""


def wait_before_retry(attempts: int, jitter: float) -> timedelta:
    """The wait after so many attempts: doubling from a minute to four hours, up to half shorter or longer by chance."""
    doubled = FIRST_WAIT * (1 << min(attempts - 1, 16))
    return min(doubled, LONGEST_WAIT) * (0.5 + jitter)


class Outbox(StoredMessages):
    """Messages by id, with their attempts and states; every method that writes is one durable transaction."""

    def _move(
        self, message_id: str, state: MessageState, at: datetime, note: str, due_at: datetime | None = None
    ) -> None:
        self._db.execute(
            "UPDATE messages SET state = ?, in_data = 0, due_at = coalesce(?, due_at) WHERE message_id = ?",
            (state, stamp(due_at) if due_at else None, message_id),
        )
        self._db.execute("INSERT INTO states VALUES (?, ?, ?, ?)", (message_id, stamp(at), state, note))

    def add(self, messages: Iterable[Message], now: datetime) -> int:
        """How many were new; one that is there already, by id, stays as it is. A message with `held` waits as held.

        An alert is carried once: a message is left out when another one carries something of it.
        """
        with self.transaction() as db:
            return sum(self.put(db, message, now) for message in messages)

    def put(self, db: sqlite3.Connection, message: Message, now: datetime) -> bool:
        """Adds one message inside a transaction, as `add` does."""
        carries = [*message.alert_ids, *message.also_carries]
        if len(self.not_carried(carries)) < len(carries):
            return False
        state: MessageState = "held" if message.held else "pending"
        row = (message.message_id, message.thread, message.address, message.model_dump_json(), state)
        done = db.execute(
            "INSERT OR IGNORE INTO messages"
            " SELECT ?, ?, ?, ?, ?, ?, ?, ?, 0, coalesce(max(place), 0) + 1 FROM messages",
            (*row, stamp(now), stamp(now), stamp(now)),
        )
        if not done.rowcount:
            return False
        db.execute(
            "INSERT INTO states VALUES (?, ?, ?, ?)", (message.message_id, stamp(now), state, message.held or "added")
        )
        db.executemany(
            "INSERT INTO carried VALUES (?, ?, ?)", [(one, message.message_id, stamp(now)) for one in carries]
        )
        return True

    def silence(self, ids: Iterable[str], now: datetime) -> None:
        """Makes sure that no message will ever carry these: muted, or withdrawn before anyone was told."""
        with self.transaction() as db:
            db.executemany("INSERT OR IGNORE INTO carried VALUES (?, '', ?)", [(one, stamp(now)) for one in ids])

    def claim(self, message_id: str, now: datetime) -> Stored | None:
        """The message, now `sending` with its attempt on record; None when another process has taken it."""
        with self.transaction() as db:
            taken = db.execute(
                "UPDATE messages SET state = 'sending', in_data = 0"
                " WHERE message_id = ? AND state IN ('pending', 'retry') AND due_at <= ?",
                (message_id, stamp(now)),
            )
            if not taken.rowcount:
                return None
            db.execute(
                "INSERT INTO attempts SELECT ?, count(*) + 1, ?, NULL, 'sending', ''"
                " FROM attempts WHERE message_id = ?",
                (message_id, stamp(now), message_id),
            )
            db.execute("INSERT INTO states VALUES (?, ?, 'sending', '')", (message_id, stamp(now)))
        return self.get(message_id)

    def entering_data(self, message_id: str) -> None:
        """Put on record that the next byte may be the one that gets the message accepted."""
        with self.transaction() as db:
            db.execute("UPDATE messages SET in_data = 1 WHERE message_id = ?", (message_id,))

    def outcome(self, message_id: str, state: MessageState, answer: str, now: datetime, jitter: Jitter) -> MessageState:
        """The state the attempt ended in: as given, but a `retry` older than five days is `failed`."""
        with self.transaction():
            return self._end_attempt(message_id, state, answer, now, jitter)

    def _end_attempt(
        self, message_id: str, state: MessageState, answer: str, now: datetime, jitter: Jitter
    ) -> MessageState:
        queued, count = self._db.execute(
            "SELECT queued_at, (SELECT count(*) FROM attempts a WHERE a.message_id = m.message_id)"
            " FROM messages m WHERE message_id = ?",
            (message_id,),
        ).fetchone()
        note, due_at = answer, None
        if state == "retry":
            due_at = now + wait_before_retry(count, jitter())
            if now - datetime.fromisoformat(queued) > GIVE_UP_AFTER:
                state, note, due_at = "failed", f"given up after {count} attempts: {answer}", None
        self._db.execute(
            "UPDATE attempts SET ended_at = ?, state = ?, answer = ? WHERE message_id = ? AND number = ?",
            (stamp(now), state, answer, message_id, count),
        )
        self._move(message_id, state, now, note, due_at)
        return state

    def recover(self, now: datetime, policy: UnknownPolicy) -> list[str]:
        """Ids of messages that a dead process left `sending` after the first byte of DATA: they are `unknown`.

        Call it only while no other process delivers. One left before DATA was not accepted and is pending again;
        with the policy `resend` the unknown ones are too, after `unknown` is on record, under their old Message-ID.
        """
        with self.transaction() as db:
            sending = "SELECT message_id, in_data FROM messages WHERE state = 'sending' ORDER BY place"
            left = db.execute(sending).fetchall()
            for message_id, in_data in left:
                if in_data:
                    answer = "the process ended after DATA began; the server may have accepted it"
                    self._end_attempt(message_id, "unknown", answer, now, lambda: 0.0)
                else:
                    answer = "the process ended before DATA"
                    self._end_attempt(message_id, "retry", answer, now, lambda: 0.0)
                    self._move(message_id, "pending", now, answer, now)
            if policy == "resend":
                self._resend_unknown(now)
        return [message_id for message_id, in_data in left if in_data]

    def _resend_unknown(self, now: datetime) -> None:
        rows = self._db.execute(
            "SELECT message_id FROM messages m WHERE state = 'unknown' AND ? > (SELECT count(*) FROM attempts a"
            " WHERE a.message_id = m.message_id AND a.state = 'unknown')",
            (MOST_UNKNOWN,),
        )
        for (message_id,) in rows.fetchall():
            self._move(message_id, "pending", now, "sent again under the same Message-ID, as the policy says", now)

    def release(self, message_ids: Sequence[str] | None, now: datetime, *, again: bool = False) -> list[str]:
        """Ids that were held, unknown, failed, settled or only written and are pending now; None: all that are held.

        With `again`, those that were sent go out once more, and those that wait for a retry go out now.
        """
        states = ("held", "unknown", "failed", "written", "settled", *(("sent", "retry", "pending") if again else ()))
        chosen = message_ids if message_ids is not None else [m.message.message_id for m in self.in_state("held")]
        released = []
        with self.transaction() as db:
            for message_id in chosen:
                found = db.execute("SELECT state FROM messages WHERE message_id = ?", (message_id,)).fetchone()
                if found and found[0] in states:
                    self._move(message_id, "pending", now, f"released by a person, was {found[0]}", now)
                    db.execute("UPDATE messages SET queued_at = ? WHERE message_id = ?", (stamp(now), message_id))
                    released.append(message_id)
        return released

    def settle(self, message_ids: Iterable[str], now: datetime) -> list[str]:
        """Ids that were unknown or failed, and that a person has dealt with: nothing more happens to them."""
        settled = []
        with self.transaction() as db:
            for message_id in message_ids:
                found = db.execute("SELECT state FROM messages WHERE message_id = ?", (message_id,)).fetchone()
                if found and found[0] in ("unknown", "failed"):
                    self._move(message_id, "settled", now, f"settled by a person, was {found[0]}")
                    settled.append(message_id)
        return settled
