"""Steps that look after the catalogue of sources: switch one on or off, and look at how each one does."""

import re
from pathlib import Path
from typing import Any

from flows.console import Fault
from flows.published import read_rows
from flows.settings import Settings
from schemas.catalogue import Catalogue
from schemas.catalogue_files import CatalogueError, read_list
from schemas.source import Source
from warehouse.publishing import LINK

STANDING = """
SELECT source_id, health, failing, last_visit_at, sleeps_until, articles, newest_article_at, requests, wire_bytes,
       failures_in_a_row
FROM sources
"""


def source_rows(catalogue: Catalogue, settings: Settings) -> list[dict[str, Any]]:
    """Every source of the catalogue with how its visits went so far."""
    visited = {}
    if (settings.home / "published" / LINK).exists():
        visited = {row["source_id"]: row for row in read_rows(settings.home, STANDING)}
    nothing = dict.fromkeys(
        ("health", "last_visit_at", "sleeps_until", "newest_article_at"),
    ) | {"failing": [], "articles": 0, "requests": 0, "wire_bytes": 0, "failures_in_a_row": 0}
    return [
        {"source_id": s.id, "type": s.type, "place": s.url or s.path, "every": s.every, "enabled": s.enabled}
        | {name: visited.get(s.id, nothing)[name] for name in nothing}
        for s in catalogue.sources
    ]


def _entry_lines(lines: list[str], source_id: str) -> tuple[int, int]:
    """The first line of the entry, and the one after its last."""
    starts = [place for place, line in enumerate(lines) if line.startswith("-")]
    named = re.compile(rf"(?:^-\s*|[\s{{,])id:\s*[\"']?{re.escape(source_id)}[\"']?\s*(?:[,}}#]|$)")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if any(named.search(line) for line in lines[start:end]):
            return start, end
    raise Fault(f"no source {source_id!r} in sources.yaml")


def _switched(entry: list[str], value: str) -> list[str]:
    """The lines of one entry with `enabled` set, all else as it stands."""
    for place, line in enumerate(entry):
        if re.search(r"(?:^-?\s*|[{,]\s*)enabled:", line):
            return [*entry[:place], re.sub(r"(enabled:\s*)\w+", rf"\g<1>{value}", line, count=1), *entry[place + 1 :]]
    first = entry[0]
    if first.startswith("- {"):
        return [re.sub(r"(\bid:\s*[^,}\s]+)", rf"\g<1>, enabled: {value}", first, count=1), *entry[1:]]
    # In block style a key stands two columns in, right below the line that opens the entry.
    return [first, f"  enabled: {value}", *entry[1:]]


def switch(folder: Path, source_id: str, enabled: bool) -> None:
    """Sets `enabled` of a source in sources.yaml, comments and order left as they are; a Fault if that cannot be."""
    path = folder / "sources.yaml"
    try:
        before = path.read_text("utf-8")
    except OSError as error:
        raise Fault(f"{path}: {error.strerror}") from error
    lines = before.split("\n")
    start, end = _entry_lines(lines, source_id)
    entry = _switched(lines[start:end], "true" if enabled else "false")
    draft = path.with_name(".sources.yaml.draft")
    draft.write_text("\n".join([*lines[:start], *entry, *lines[end:]]), "utf-8")
    try:
        chosen = {source.id: source for source in read_list(draft, Source)}.get(source_id)
    except CatalogueError as error:
        draft.unlink()
        raise Fault(f"`enabled` of {source_id} could not be set by this command; set it in {path} by hand") from error
    if chosen is None or chosen.enabled is not enabled:
        draft.unlink()
        raise Fault(f"`enabled` of {source_id} could not be set by this command; set it in {path} by hand")
    draft.replace(path)
