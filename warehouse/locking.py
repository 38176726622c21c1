"""One writer at a time: the lock on the ledger, and who holds it."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Holder:
    """Who works on the ledger, as which process, since when (ISO time, UTC)."""

    who: str
    pid: int
    since: str


class LedgerBusy(Exception):
    """Someone else is writing; `holder` says who, None when that could not be read."""

    def __init__(self, holder: Holder | None, advice: str = "try again when it has finished") -> None:
        named = f"{holder.who} (process {holder.pid}) since {holder.since}" if holder else "another process"
        super().__init__(f"the ledger is in use by {named}; {advice}")
        self.holder = holder


class LedgerOpenElsewhere(LedgerBusy):
    """A program that is none of ours has the ledger's file open."""


def _read_holder(path: Path) -> Holder | None:
    """The holder as written; None in the instant before the winner of the lock has written it."""
    try:
        return Holder(**json.loads(path.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def ledger_lock(home: Path, who: str) -> AbstractContextManager[Holder]:
    """Holds the ledger of `home` for `who`; raises LedgerBusy at once when it is held, in this process or another."""
    return _lock(home, "ledger", who)


def run_lock(home: Path, who: str) -> AbstractContextManager[Holder]:
    """Makes `who` the only run of `home` for as long as it goes on; raises LedgerBusy when another is under way."""
    return _lock(home, "run", who)


@contextmanager
def _lock(home: Path, name: str, who: str) -> Iterator[Holder]:
    """Holds `NAME.lock` of `home`, with who and since when in `NAME.holder`.

    The kernel drops the lock when the process ends, however it ends, so a stale holder file never shuts anyone out.
    """
    home.mkdir(parents=True, exist_ok=True)
    holder_file = home / f"{name}.holder"
    descriptor = os.open(home / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerBusy(_read_holder(holder_file)) from None
        holder = Holder(who, os.getpid(), datetime.now(UTC).isoformat(timespec="seconds"))
        draft = holder_file.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(holder)))
        draft.replace(holder_file)
        try:
            yield holder
        finally:
            holder_file.unlink(missing_ok=True)
    finally:
        os.close(descriptor)
