"""The copy that analysts open: built beside the last one, finished, then swapped in."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from schemas.alert import DeliveryState
from warehouse.ledger import ONE_THREAD, Ledger
from warehouse.migrating import schema_version
from warehouse.versions import read_rows

LINK = "figurewatch.duckdb"
KEPT = 3
MESSAGES = pa.schema(
    [
        ("message_id", pa.string()),
        ("alert_ids", pa.list_(pa.string())),
        ("state", pa.string()),
        ("attempts", pa.int32()),
        ("last_at", pa.timestamp("us", tz="UTC")),
    ]
)


@dataclass(frozen=True)
class PublishedCopy:
    """The finished file, and what `manifest.json` says of it."""

    path: Path
    link: Path
    """What always leads to the newest copy."""
    manifest: dict[str, Any]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(path: Path) -> None:
    """Removes a copy and the log that someone who opened it for writing left beside it."""
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sql_files() -> list[str]:
    files = (f for f in resources.files("warehouse").joinpath("views").iterdir() if f.name.endswith(".sql"))
    return [text for _, text in sorted((f.name, f.read_text(encoding="utf-8")) for f in files)]


def _build(ledger: Ledger, draft: Path, outbox_states: Sequence[DeliveryState]) -> None:
    """The copy as a finished file: tables, views, macros and comments."""
    connection = ledger.connection
    connection.execute(f"ATTACH '{str(draft).replace(chr(39), chr(39) * 2)}' AS copy")
    try:
        messages = pa.Table.from_pylist([state.model_dump() for state in outbox_states], schema=MESSAGES)
        connection.register("outbox_states", messages)
        connection.execute("USE copy")
        tables, *views = _sql_files()
        # Each table by itself: what a transaction has written stays in memory until it ends.
        connection.execute(tables)
        connection.execute("CREATE TABLE data.messages AS SELECT * FROM outbox_states")
        # One transaction: each of some 250 comments would be one of its own.
        connection.execute("BEGIN")
        for sql in views:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT copy")
    except BaseException:
        # A failed COMMIT has already rolled back.
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("USE ledger")
        with suppress(duckdb.Error):
            connection.unregister("outbox_states")
        connection.execute("DETACH copy")


def _write_parquet(draft: Path, folder: Path) -> dict[str, int]:
    """One file per view; answers rows per view."""
    folder.mkdir()
    counts = {}
    with duckdb.connect(str(draft), read_only=True, config=ONE_THREAD) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        found = read_rows(connection, "FROM duckdb_views() WHERE NOT internal ORDER BY view_name")
        views = [row["view_name"] for row in found]
        for view in views:
            target = folder / f"{view}.parquet"
            counted = connection.execute(f"COPY {view} TO '{str(target).replace(chr(39), chr(39) * 2)}'").fetchone()
            counts[view] = int(counted[0]) if counted else 0
            _sync(target)
            target.chmod(0o444)
    return counts


def _point(link: Path, target: str) -> None:
    """Lets `link` point to `target`, without a moment in which it points nowhere."""
    draft = link.with_name(f".{link.name}.draft")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)


def _forget_old(folder: Path) -> None:
    """Removes all but the last three copies, drafts that a crash left, and stray logs."""
    copies = sorted(folder.glob("figurewatch-*.duckdb"), key=lambda path: path.stat().st_mtime_ns)
    for path in copies[:-KEPT]:
        _discard(path)
        shutil.rmtree(folder / path.stem.replace("figurewatch-", "parquet-", 1), ignore_errors=True)


def _clean(folder: Path) -> None:
    for path in folder.glob(".building-*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for log in folder.glob("*.wal"):
        log.unlink()


def publish(ledger: Ledger, run_id: str, at: datetime, outbox_states: Sequence[DeliveryState] = ()) -> PublishedCopy:
    """Builds the copy from the ledger as it stands and swaps it in; readers of an older one keep what they opened.

    A crash before the swap leaves the last copy in place, and its remains are removed by the next.
    """
    folder = ledger.home / "published"
    folder.mkdir(exist_ok=True)
    _clean(folder)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", run_id)
    draft, draft_parquet = folder / f".building-{name}.duckdb", folder / f".building-parquet-{name}"
    _build(ledger, draft, outbox_states)
    counts = _write_parquet(draft, draft_parquet)
    _sync(draft)
    draft.chmod(0o444)
    target, parquet = folder / f"figurewatch-{name}.duckdb", folder / f"parquet-{name}"
    manifest = {
        "run": run_id,
        "time": at.isoformat(),
        "schema_version": schema_version(ledger.connection),
        "file": target.name,
        "sha256": _digest(draft),
        "rows": counts,
        "parquet": {file.name: _digest(file) for file in sorted(draft_parquet.iterdir())},
    }
    _discard(target)
    draft.replace(target)
    shutil.rmtree(parquet, ignore_errors=True)
    draft_parquet.rename(parquet)
    text = folder / ".building-manifest.json"
    text.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    _sync(text)
    _point(folder / LINK, target.name)
    _point(folder / "parquet", parquet.name)
    text.replace(folder / "manifest.json")
    _sync(folder)
    _forget_old(folder)
    return PublishedCopy(target, folder / LINK, manifest)
