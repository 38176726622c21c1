"""The copy that analysts open: built beside the last one, finished, then swapped in."""

import hashlib
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from schemas.alert import DeliveryState
from warehouse.copy_files import build_copy, sync, write_parquet
from warehouse.ledger import Ledger
from warehouse.migrating import schema_version

LINK = "figurewatch.duckdb"
KEPT = 3


@dataclass(frozen=True)
class PublishedCopy:
    """The finished file, and what `manifest.json` says of it."""

    path: Path
    link: Path
    """What always leads to the newest copy."""
    manifest: dict[str, Any]


def _discard(path: Path) -> None:
    """Removes a copy and the log that someone who opened it for writing left beside it."""
    for leftover in (path, path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
    build_copy(ledger, draft, outbox_states)
    counts = write_parquet(draft, draft_parquet)
    sync(draft)
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
    sync(text)
    _point(folder / LINK, target.name)
    _point(folder / "parquet", parquet.name)
    text.replace(folder / "manifest.json")
    sync(folder)
    _forget_old(folder)
    return PublishedCopy(target, folder / LINK, manifest)
