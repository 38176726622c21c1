"""The recipe killed at any moment loses nothing that was recorded and writes nothing twice."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from news_site import NewsSite, article_page, feed, news_site
from newsroom import written

from warehouse.querying import query

TESTS = Path(__file__).parent
STATE = {
    "articles": "select article_id, revision, url from articles",
    "pages": "select page_id, url, sha256 from data.pages",
    "facts": "select fact_id, quote, metric_id from facts",
    "history": "select metric_id, class, value, url from metric_history",
    "changes": "select change_id, class, new_value from changes",
    "alerts": "select alert_id, state from alerts",
}


def shown(site: NewsSite) -> None:
    """A feed of ten articles in which the figure grows."""
    items = []
    for number in range(10):
        path, day = f"/news-{number}", f"2031-09-0{1 + number // 4}"
        text = f"Dale Co-op has {40 + number} shops on the island, its chair said. It also has {900 + number} members."
        site.put(path, article_page(f"Shops, part {number}", f"{day}T0{number}:00:00Z", text))
        items.append((path, f"Shops, part {number}", f"0{1 + number // 4} Sep 2031 0{number}:00:00 GMT"))
    site.put("/feed", feed(site.url, *items), "application/rss+xml")


@contextmanager
def recipe(site: NewsSite, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that runs the recipe when told to."""
    source = f"- {{id: herald-news, type: feed, url: '{site.url}/feed', politeness: {{delay_s: 0}}, every: 1h}}\n"
    catalogue = written(folder / "catalogue", sources=source)
    command = [sys.executable, str(TESTS / "crashing_recipe.py"), str(folder / "home"), str(catalogue), site.place]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.stdin.close()


def run(process: "subprocess.Popen[str]", order: str) -> tuple[int, float]:
    """The exit code of one run (-9: killed) and its seconds."""
    process.stdin.write(f"{order}\n")
    process.stdin.flush()
    status, seconds = process.stdout.readline().split()
    return int(status), float(seconds)


def state(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that must be the same however often a run was killed."""
    return {name: sorted(query(home, sql).rows, key=repr) for name, sql in STATE.items()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """The state after one run that nobody kills, and how long that took."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with news_site() as site:
        shown(site)
        with recipe(site, folder) as process:
            status, seconds = run(process, "end")
        assert status == 0
        yield site, state(folder / "home"), seconds


def kill_and_compare(undisturbed, folder: Path, seed: int, kills: int) -> None:
    site, expected, seconds = undisturbed
    chance = random.Random(seed)
    with recipe(site, folder) as process:
        outcomes = [run(process, f"{chance.uniform(0.02, seconds * 1.1):.3f}")[0] for _ in range(kills)]
        assert set(outcomes) <= {0, -9}
        assert run(process, "end")[0] == 0
    found = state(folder / "home")
    for rows in found.values():
        assert len(rows) == len(set(map(repr, rows)))
    assert found == expected
    assert query(folder / "home", "select count(*), count(distinct page_id) from data.pages").rows == [(10, 10)]


@pytest.mark.parametrize("seed", range(3))
def test_a_run_killed_ten_times_ends_in_the_same_state(undisturbed, tmp_path, seed):
    kill_and_compare(undisturbed, tmp_path, seed, 10)


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(100, 150))
def test_a_run_killed_six_times_ends_in_the_same_state(undisturbed, tmp_path, seed):
    kill_and_compare(undisturbed, tmp_path, seed, 6)


def test_a_killed_run_leaves_no_worker_behind(undisturbed, tmp_path):
    site, _, seconds = undisturbed
    with recipe(site, tmp_path) as process:
        for part in (0.4, 0.6, 0.8):
            run(process, f"{seconds * part:.3f}")
        until = time.monotonic() + 30
        while (left := workers_of(tmp_path)) and time.monotonic() < until:
            time.sleep(0.1)
        assert left == []


def workers_of(folder: Path) -> list[int]:
    """Processes that were started for this folder's runs, the one that takes orders left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                environment = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, ValueError):
                continue  # it has ended meanwhile, or is nobody's business
            if str(folder).encode() in environment and parent != os.getpid():
                found.append(int(entry.name))
    return found
