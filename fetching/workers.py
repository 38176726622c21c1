"""Processes that share the work of a run over all cores, and end with it however it ends."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any


def worker_pool(count: int, start: Callable[..., None], *given: Any) -> ProcessPoolExecutor:  # noqa: ANN401
    """Up to `count` worker processes, started as they are needed; each calls `start(*given)` first."""
    # Forked from a process that has done nothing but import: it holds no lock of a thread that is not there.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["fetching.parsers", "trafilatura"])
    return ProcessPoolExecutor(count, context, _begin, (start, *given))


def _begin(start: Callable[..., None], *given: Any) -> None:  # noqa: ANN401
    # A run that is killed cannot tell its workers, and each of them keeps the queue they wait at open.
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    start(*given)


def _end_with_the_run() -> None:
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(1)
