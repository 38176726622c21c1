"""How far the visits to sources have got, as one line on a terminal; nothing where there is none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal as in_bytes

from fetching.collecting import Progress


def line(sofar: Progress) -> str:
    """The line."""
    failed = f", {sofar.failed} failed" if sofar.failed else ""
    return (
        f"{sofar.sources_done} of {sofar.sources} sources, {len(sofar.hosts)} hosts, {sofar.requests} requests"
        f" ({sofar.unchanged} unchanged{failed}), {sofar.articles} articles, {in_bytes(sofar.wire_bytes)}"
    )


@contextmanager
def progress_line() -> Iterator[Callable[[Progress], None]]:
    """Shows what it is called with while the block lasts."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("planning the visits") as status:
        yield lambda sofar: status.update(line(sofar))
