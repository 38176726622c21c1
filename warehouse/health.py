"""How well each source yields, compared with itself: green, amber where something is odd, red where it is broken."""

from datetime import datetime
from importlib import resources

from warehouse.ledger import Ledger, transaction
from warehouse.versions import append, read_rows

VISITED = "SELECT DISTINCT source_id FROM source_visits WHERE run_id = $run ORDER BY source_id"


def _checks() -> list[str]:
    files = (f for f in resources.files("warehouse").joinpath("yields").iterdir() if f.name.endswith(".sql"))
    return [text for _, text in sorted((f.name, f.read_text(encoding="utf-8")) for f in files)]


def assess_sources(ledger: Ledger, run_id: str, at: datetime) -> dict[str, list[str]]:
    """What is odd about each source that the run visited, written down; an empty list for a healthy one."""
    visited = [row["source_id"] for row in read_rows(ledger.connection, VISITED, {"run": run_id})]
    if not visited:
        return {}
    found: dict[str, list[str]] = {source_id: [] for source_id in visited}
    red: set[str] = set()
    for sql in _checks():
        asked = {name: value for name, value in (("run", run_id), ("at", at)) if f"${name}" in sql}
        for row in read_rows(ledger.connection, sql, asked):
            if row["source_id"] in found:
                found[row["source_id"]].append(row["trouble"])
                red |= {row["source_id"]} if row["red"] else set()
    rows = [
        {"run_id": run_id, "source_id": source_id, "assessed_at": at, "failing": troubles}
        | {"health": "red" if source_id in red else "amber" if troubles else "green"}
        for source_id, troubles in found.items()
    ]
    with transaction(ledger) as connection:
        append(connection, "source_health", rows)
    return found
