"""How the last runs went, from the published copy."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.querying import query


@dataclass(frozen=True)
class Run:
    """One execution of a flow; `state` is `running` for one that was cut off."""

    run_id: str
    flow: str
    state: str
    started_at: datetime
    finished_at: datetime | None
    elapsed_ms: int | None
    problems: int
    summary: dict[str, Any]


def last_run(home: Path, flow: str | None = None) -> Run | None:
    """The run that began last, of `flow` if given; None where none is published. Raises NothingPublished."""
    answer = query(
        home,
        "SELECT * FROM runs WHERE ?::VARCHAR IS NULL OR flow = ? ORDER BY started_at DESC, run_id LIMIT 1",
        [flow, flow],
    )
    for row in answer.as_dicts():
        return Run(**(row | {"summary": json.loads(row["summary"] or "{}")}))
    return None
