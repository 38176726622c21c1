"""How commands speak: tables for people, JSON for programs, faults on standard error."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schemas.ids import number_key

EXIT_FAULT = 1
EXIT_TRY_LATER = 75


class Fault(Exception):
    """Something the user must know; printed without a trace, with its exit code."""

    def __init__(self, message: str, code: int = EXIT_FAULT) -> None:
        super().__init__(message)
        self.code = code


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    """`value` as JSON can carry it; Decimals become numbers, integers where they are whole."""
    if isinstance(value, Decimal):
        text = number_key(value)
        return float(text) if "." in text else int(text)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def print_json(value: Any) -> None:  # noqa: ANN401
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def say(line: str = "") -> None:
    """One plain line on standard output."""
    sys.stdout.write(f"{line}\n")


def warn(line: str) -> None:
    """One plain line on standard error."""
    sys.stderr.write(f"{line}\n")


def cell(value: Any) -> str:  # noqa: ANN401
    """A value as it stands in a table."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = number_key(value)
        whole, dot, rest = text.partition(".")
        return f"{int(whole):,}{dot}{rest}" if whole.lstrip("-") else text
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return str(value)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Iterable[str] = ()) -> None:
    """A table that fits the terminal; long text is folded, nothing is cut."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    to_right = set(right)
    for column in columns:
        table.add_column(column, justify="right" if column in to_right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    console.print(table)
