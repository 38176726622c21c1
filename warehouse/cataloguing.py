"""The catalogue as the ledger keeps it: every version of every definition, and no address of anyone."""

import json
from typing import Any

import duckdb

from schemas.catalogue import Catalogue
from schemas.record import Record
from warehouse.versions import VERSIONED, Stamp, append_gone, append_versions, holds_just


def _definition(record: Record) -> str:
    return json.dumps(record.model_dump(mode="json", by_alias=True, exclude_defaults=True), ensure_ascii=False)


def _rows(catalogue: Catalogue) -> dict[str, list[dict[str, Any]]]:
    return {
        "metrics": [
            {"metric_id": m.id, "title": m.title, "entity": m.entity, "role": m.reads_role, "unit": m.unit}
            | {"period": m.period, "better": m.better, "definition": _definition(m)}
            for m in catalogue.metrics
        ],
        "entities": [
            {"entity_id": e.id, "name": e.name, "part_of": e.part_of, "definition": _definition(e)}
            for e in catalogue.entities
        ],
        "publishers": [
            {"publisher_id": p.id, "name": p.name, "authority": p.authority, "definition": _definition(p)}
            for p in catalogue.publishers
        ],
        "sources": [
            {"source_id": s.id, "type": s.type, "place": s.url or s.path, "publisher_id": s.publisher}
            | {"language": s.language, "visit_every": s.every, "enabled": s.enabled, "definition": _definition(s)}
            for s in catalogue.sources
        ],
        "subscribers": [{"subscriber_id": s.id, "role": s.role, "deliver": s.deliver} for s in catalogue.subscribers],
    }


def append_catalogue(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, stamp: Stamp) -> dict[str, int]:
    """Writes the definitions that are new or changed and marks those that were taken out; answers rows per table."""
    counts = {}
    for table, rows in _rows(catalogue).items():
        if holds_just(connection, table, rows):
            counts[table] = 0
            continue
        written = append_versions(connection, table, rows, stamp)
        counts[table] = written + append_gone(connection, table, "true", [row[VERSIONED[table]] for row in rows], stamp)
    return counts
