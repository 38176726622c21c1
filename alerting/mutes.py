"""What subscribers want to hear nothing of, kept in the outbox."""

from collections.abc import Iterable
from datetime import datetime
from fnmatch import fnmatchcase

from alerting.outbox import Outbox
from alerting.stored import stamp
from schemas.alert import Mute


def add_mute(outbox: Outbox, mute: Mute) -> None:
    """Keeps the mute; a later one for the same subscriber and pattern replaces it."""
    until = stamp(mute.until) if mute.until else None
    with outbox.transaction() as db:
        db.execute("INSERT OR REPLACE INTO mutes VALUES (?, ?, ?)", (mute.subscriber_id, mute.glob, until))


def lift_mute(outbox: Outbox, subscriber_id: str, glob: str) -> bool:
    """True when there was such a mute; it is gone now."""
    with outbox.transaction() as db:
        return bool(
            db.execute("DELETE FROM mutes WHERE subscriber_id = ? AND glob = ?", (subscriber_id, glob)).rowcount
        )


def mutes_at(outbox: Outbox, now: datetime) -> list[Mute]:
    """The mutes that hold at that time, by subscriber and pattern."""
    rows = outbox.read("SELECT subscriber_id, glob, until FROM mutes ORDER BY 1, 2")
    every = [
        Mute(subscriber_id=who, glob=glob, until=datetime.fromisoformat(u) if u else None) for who, glob, u in rows
    ]
    return [mute for mute in every if mute.until is None or mute.until > now]


def is_muted(mutes: Iterable[Mute], subscriber_id: str, metric_id: str) -> bool:
    """True when one of the mutes is the subscriber's and names the metric."""
    return any(mute.subscriber_id == subscriber_id and fnmatchcase(metric_id, mute.glob) for mute in mutes)
