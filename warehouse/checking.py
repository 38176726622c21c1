"""What must hold after every load: each file of `checks/` selects the rows that break it."""

from functools import cache
from importlib import resources

import duckdb

from warehouse.versions import read_rows

SHOWN = 5


class CheckFailed(Exception):
    """A load that would break a rule of the ledger; nothing of it was written."""

    def __init__(self, check: str, rows: list[dict[str, object]], sentence: str) -> None:
        shown = "; ".join(", ".join(f"{k}={v}" for k, v in row.items()) for row in rows)
        super().__init__(f"{sentence} (check {check}; nothing was written): {shown}")
        self.check = check
        self.rows = rows


@cache
def checks() -> dict[str, tuple[str, str]]:
    """Of each check its name, its first line in words and its query."""
    files = (f for f in resources.files("warehouse").joinpath("checks").iterdir() if f.name.endswith(".sql"))
    texts = sorted((f.name.removesuffix(".sql"), f.read_text(encoding="utf-8")) for f in files)
    return {
        name: (text.splitlines()[0].removeprefix("-- ").rstrip("."), text.rstrip().rstrip(";")) for name, text in texts
    }


def run_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises CheckFailed with the first check that selects rows; the table `loading` names the articles at hand."""
    for name, (sentence, sql) in checks().items():
        rows = read_rows(connection, f"SELECT * FROM (\n{sql}\n) LIMIT {SHOWN}")  # noqa: S608
        if rows:
            raise CheckFailed(name, rows, sentence)
