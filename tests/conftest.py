"""Tests that need more than Python say so by their marker; where it is missing they are left out, and that is said."""

import shutil
from collections.abc import Iterable

import pytest
from first_run import first_run  # noqa: F401 - a fixture

NEEDED = {"chromium": ("chromium", "Chromium (on Debian: apt-get install chromium)")}
"""By marker: the program that its tests need, and where it comes from."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    for item in items:
        for marker, (program, name) in NEEDED.items():
            if item.get_closest_marker(marker) and shutil.which(program) is None:
                item.add_marker(pytest.mark.skip(reason=f"needs {name}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])]
    for reason in sorted(set(reasons)):
        count = reasons.count(reason)
        terminalreporter.write_line(f"left out: {count} test{'s' if count > 1 else ''}: {reason}", yellow=True)
