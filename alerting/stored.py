"""What the outbox has on record: messages, attempts and states, for reading."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from schemas.alert import Attempt, DeliveryState, Message, MessageState

VERSION = 2
TABLES = """
CREATE TABLE IF NOT EXISTS messages (
  message_id TEXT PRIMARY KEY, thread TEXT NOT NULL, address TEXT NOT NULL, content TEXT NOT NULL,
  state TEXT NOT NULL, created_at TEXT NOT NULL, queued_at TEXT NOT NULL, due_at TEXT NOT NULL,
  in_data INTEGER NOT NULL DEFAULT 0,
  place INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS messages_due ON messages (state, due_at, place);
CREATE INDEX IF NOT EXISTS messages_thread ON messages (thread, address, place);
CREATE TABLE IF NOT EXISTS attempts (
  message_id TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, ended_at TEXT, state TEXT NOT NULL,
  answer TEXT NOT NULL, PRIMARY KEY (message_id, number));
CREATE TABLE IF NOT EXISTS states (
  message_id TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, note TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS states_message ON states (message_id);
CREATE INDEX IF NOT EXISTS messages_place ON messages (place);
CREATE TABLE IF NOT EXISTS carried (id TEXT PRIMARY KEY, message_id TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS mutes (
  subscriber_id TEXT NOT NULL, glob TEXT NOT NULL, until TEXT, PRIMARY KEY (subscriber_id, glob));
CREATE TABLE IF NOT EXISTS troubles (name TEXT PRIMARY KEY, line TEXT NOT NULL, since TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
FROM_VERSION_1 = """
INSERT OR IGNORE INTO carried
SELECT one.value, message_id, created_at FROM messages, json_each(content, '$.alert_ids') one;
"""

GONE_OUT: tuple[MessageState, ...] = ("sent", "written", "unknown", "settled")
"""States of a mail that its reader has, or may have."""


class OutboxError(Exception):
    """The outbox cannot do what was asked; the text says what to do."""


class Stored(NamedTuple):
    """A message as the outbox has it."""

    message: Message
    state: MessageState
    created_at: datetime
    queued_at: datetime
    """When it was added, or last released by a person."""
    due_at: datetime


def stamp(at: datetime) -> str:
    """UTC with microseconds, so that text sorts as time; a naive time raises ValueError."""
    if at.tzinfo is None:
        raise ValueError("give the time with its zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class StoredMessages:
    """The outbox file, made where there is none; OutboxError for a file that is something else."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise OutboxError(f"{path} was written by a newer Figurewatch; install that, or a still newer one")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            if version < VERSION:
                upgrade = FROM_VERSION_1 if version == 1 else ""
                self._db.executescript(f"BEGIN IMMEDIATE; {TABLES} {upgrade} PRAGMA user_version = {VERSION}; COMMIT;")
        except OutboxError:
            self._db.close()
            raise
        except sqlite3.OperationalError as error:
            self._db.close()
            raise OutboxError(f"{path} cannot be used now ({error}); see that it is writable, and try again") from error
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise OutboxError(f"{path} is no outbox ({error}); move it away, or restore it from a backup") from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One durable write: all of the block, or nothing of it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def due(self, now: datetime) -> list[str]:
        """Ids of the messages that should go out now, oldest first."""
        rows = self._db.execute(
            "SELECT message_id FROM messages WHERE state IN ('pending', 'retry') AND due_at <= ? ORDER BY place",
            (stamp(now),),
        )
        return [row[0] for row in rows]

    def get(self, message_id: str) -> Stored | None:
        """One message, or None."""
        rows = self._read("WHERE message_id = ?", message_id)
        return rows[0] if rows else None

    def read(self, sql: str, values: Iterable[str] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query on the outbox's own tables."""
        return self._db.execute(sql, tuple(values)).fetchall()

    def not_carried(self, ids: Iterable[str]) -> list[str]:
        """Those of the ids, in their order, that no message carries and that were not silenced."""
        return [one for one in ids if not self.read("SELECT 1 FROM carried WHERE id = ?", [one])]

    def carrying(self, asked: str) -> Stored | None:
        """The message of that id, or the one that carries the alert of that id; None where there is none."""
        rows = self.read("SELECT message_id FROM carried WHERE id = ? AND message_id <> ''", [asked])
        return self.get(rows[0][0] if rows else asked)

    def in_state(self, state: MessageState) -> list[Stored]:
        """All messages in a state, oldest first."""
        return self._read("WHERE state = ?", state)

    def _read(self, where: str, *values: str) -> list[Stored]:
        query = f"SELECT content, state, created_at, queued_at, due_at FROM messages {where} ORDER BY place"  # noqa: S608 - our own text
        return [
            Stored(Message.model_validate_json(row[0]), row[1], *map(datetime.fromisoformat, row[2:5]))
            for row in self._db.execute(query, values)
        ]

    def earlier_in_thread(self, message: Message, most: int = 10) -> list[str]:
        """Ids of the mails that it follows, oldest first, the last `most`: of its thread and to its address.

        The last one is what it replies to: the mail that it corrects, where it does and that one has gone out.
        """
        corrected = self.get(message.corrects) if message.corrects else None
        if corrected is not None and corrected.state in GONE_OUT:
            before = self.earlier_in_thread(corrected.message, most)
            return [*before, corrected.message.message_id][-most:]
        marks = ", ".join("?" for _ in GONE_OUT)
        rows = self._db.execute(
            f"SELECT message_id FROM messages WHERE thread = ? AND address = ? AND state IN ({marks})"  # noqa: S608
            " AND place < (SELECT place FROM messages WHERE message_id = ?) ORDER BY place DESC LIMIT ?",
            (message.thread, message.address, *GONE_OUT, message.message_id, most),
        )
        return [row[0] for row in rows][::-1]

    def attempts(self, message_id: str) -> list[Attempt]:
        """Every try to deliver a message, oldest first, with what the server said."""
        query = "SELECT at, state, answer FROM attempts WHERE message_id = ? ORDER BY number"
        rows = self._db.execute(query, (message_id,))
        return [
            Attempt(message_id=message_id, at=datetime.fromisoformat(at), state=state, answer=answer)
            for at, state, answer in rows
        ]

    def states(self, message_id: str) -> list[tuple[datetime, MessageState, str]]:
        """All states a message went through, oldest first: when, which, and why."""
        rows = self._db.execute("SELECT at, state, note FROM states WHERE message_id = ? ORDER BY rowid", (message_id,))
        return [(datetime.fromisoformat(at), state, note) for at, state, note in rows]

    def latest_states(self) -> list[DeliveryState]:
        """Where each message stands, for publishing: no address, no text, no answer of a server."""
        rows = self._db.execute(
            "SELECT message_id, json_extract(content, '$.alert_ids'), state,"
            " (SELECT count(*) FROM attempts a WHERE a.message_id = m.message_id),"
            " (SELECT max(at) FROM states s WHERE s.message_id = m.message_id) FROM messages m ORDER BY place"
        )
        return [
            DeliveryState(
                message_id=message_id,
                alert_ids=tuple(json.loads(alert_ids)),
                state=state,
                attempts=attempts,
                last_at=datetime.fromisoformat(last_at),
            )
            for message_id, alert_ids, state, attempts, last_at in rows
        ]
