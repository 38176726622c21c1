"""What is wrong with the machine, kept so that it is told once when it begins and once when it ends."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from alerting.outbox import Outbox
from alerting.stored import stamp
from schemas.alert import Message


class Trouble(NamedTuple):
    """One thing that is wrong: its name, as `source tide-times`, a line that says it, and since when."""

    name: str
    line: str
    since: datetime


class Turn(NamedTuple):
    """What has begun, what has ended and what goes on."""

    begun: list[Trouble]
    ended: list[Trouble]
    lasting: list[Trouble]


def open_troubles(outbox: Outbox) -> list[Trouble]:
    """All that is wrong as far as we were told, oldest first."""
    rows = outbox.read("SELECT name, line, since FROM troubles ORDER BY since, name")
    return [Trouble(name, line, datetime.fromisoformat(since)) for name, line, since in rows]


def turn(
    outbox: Outbox,
    assessed: Collection[str],
    current: Mapping[str, str],
    now: datetime,
    compose: Callable[[Turn], Iterable[Message]],
) -> Turn:
    """What changed; the mails that `compose` makes of it enter the outbox in the same transaction.

    `assessed` are the sorts of trouble that were looked at, by the first word of their names: one of these that is
    open and no longer in `current` has ended. Nothing begun and nothing ended: nothing is composed.
    """
    with outbox.transaction() as db:
        known = open_troubles(outbox)
        names = {trouble.name for trouble in known}
        ended = [t for t in known if t.name.split()[0] in assessed and t.name not in current]
        begun = [Trouble(name, line, now) for name, line in current.items() if name not in names]
        turned = Turn(begun, ended, [t for t in known if t not in ended])
        if begun or ended:
            db.executemany("DELETE FROM troubles WHERE name = ?", [(trouble.name,) for trouble in ended])
            db.executemany("INSERT INTO troubles VALUES (?, ?, ?)", [(t.name, t.line, stamp(now)) for t in begun])
            for message in compose(turned):
                outbox.put(db, message, now)
    return turned


def keep(outbox: Outbox, name: str, value: str) -> None:
    """Remembers a word for a time when the catalogue cannot be read."""
    with outbox.transaction() as db:
        db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))


def kept(outbox: Outbox, name: str) -> str | None:
    """What was remembered under that name, or None."""
    rows = outbox.read("SELECT value FROM kept WHERE name = ?", [name])
    return str(rows[0][0]) if rows else None
