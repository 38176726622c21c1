"""Sources through the command line, against a site on this machine."""

import json
import os
import pty
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from command_line import PROGRAM, THROUGH_PREFECT, cold_figurewatch, warm_figurewatch
from first_run import gone_on_from
from news_site import article_page, news_site
from newsroom import written

from flows.console import Fault
from flows.fetch_steps import Span
from flows.ingest_recipe import Order, ingest_recipe
from flows.run_report import print_summary
from flows.settings import Settings
from flows.source_steps import switch
from warehouse.querying import query

NOW = datetime.now(UTC).replace(microsecond=0)
HEAD = "# What we read.\n"
NEWS = """- id: herald-news  # the daily paper
  type: feed
  url: "{url}/feed"
  publisher: herald
  every: 1h
  politeness: {{delay_s: 0}}
"""
DEAD = '- {{id: dead, type: feed, url: "{url}/gone", politeness: {{delay_s: 0}}}}  # nobody home\n'


def day(ago: int) -> datetime:
    return NOW - timedelta(days=ago)


def dated_feed(url: str, *ages: int) -> str:
    items = "".join(
        f"<item><title>{ago} days ago</title><link>{url}/shops-{ago}</link>"
        f"<pubDate>{day(ago):%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for ago in ages
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


class Office:
    """A catalogue that follows a site, and the program run in it."""

    def __init__(self, site: Any, folder: Path, sources: str = NEWS) -> None:
        self.site, self.home = site, folder / "home"
        self.catalogue = written(folder / "catalogue", sources=HEAD + sources.format(url=site.url))
        self.settings = Settings(home=self.home, catalogue=self.catalogue, fetch_allow=site.place)
        self.environment = os.environ | {
            "FIGUREWATCH_HOME": str(self.home),
            "FIGUREWATCH_CATALOGUE": str(self.catalogue),
            "FIGUREWATCH_FETCH_ALLOW": site.place,
        }

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What the program answers."""
        start = cold_figurewatch if words[0] in THROUGH_PREFECT else warm_figurewatch
        return start(*words, environment=self.environment)

    def ingest(self, **order: Any) -> Any:
        """One run of the recipe, in this process."""
        return ingest_recipe(Order(**order), self.settings)

    def asked(self) -> list[str]:
        """The articles that the site sent since the last call."""
        paths = sorted(path for path, status in self.site.asked if status == 200 and path.startswith("/shops"))
        self.site.asked.clear()
        return paths


@pytest.fixture
def site():
    with news_site() as one:
        for ago in (2, 60, 100):
            text = f"Dale Co-op has {200 - ago} shops on the island now, its chair said."
            one.put(f"/shops-{ago}", article_page(f"Shops {ago}", f"{day(ago):%Y-%m-%dT%H:%M:%SZ}", text))
        one.put("/feed", dated_feed(one.url, 2, 60, 100), "application/rss+xml")
        yield one


def test_sources_are_looked_at_listed_explained_and_shown(site, tmp_path):
    office = Office(site, tmp_path, NEWS + DEAD)
    checked = office.call("sources", "check", "--json")
    assert checked.returncode == 1
    good, dead = json.loads(checked.stdout)
    assert (good["source_id"], good["links"], good["trouble"]) == ("herald-news", 3, None)
    assert (good["samples"][0]["facts"], good["samples"][0]["figures"]) == (1, ["198 shops"])
    assert "not found" in dead["trouble"]
    assert not (office.home / "ledger.duckdb").exists()

    summary = office.ingest()
    assert {visit.source_id: visit.state for visit in summary.visits} == {"herald-news": "ok", "dead": "failed"}
    listed = {row["source_id"]: row for row in json.loads(office.call("sources", "list", "--json").stdout)}
    assert (listed["herald-news"]["health"], listed["herald-news"]["articles"]) == ("green", 1)
    assert (listed["dead"]["health"], listed["dead"]["failures_in_a_row"]) == ("red", 1)

    status = office.call("status")
    assert "source red     dead: not found" in status.stdout
    assert "herald-news" not in status.stdout
    assert "last visit" in office.call("explain", "herald-news").stdout.replace("_", " ")
    url = f"{site.url}/shops-2"
    explained = json.loads(office.call("explain", url, "--json").stdout)
    assert [(row["status"], row["failure"]) for row in explained["requests"]] == [(200, None)]
    assert office.call("page", url).stdout.encode() == site.pages["/shops-2"][2]
    assert f"url: {url}" in office.call("page", url, "--headers").stdout
    assert office.call("page", "art-0").returncode == 1


def test_a_span_of_the_past_comes_once_and_its_alerts_are_held(site, tmp_path):
    office = Office(site, tmp_path)
    assert office.ingest().articles_new == 1
    assert office.asked() == ["/shops-2"]
    span = Span(since=day(110).date(), until=day(50).date())
    assert office.ingest(sources=("herald-news",), span=span).articles_new == 2
    assert office.asked() == ["/shops-100", "/shops-60"]
    held = query(office.home, "select distinct state, hold_reason from alerts where new_value < 150").rows
    assert set(held) <= {("held", "backfill"), ("held", "old article"), ("superseded", None)}
    assert query(office.home, "select count(*) from alerts where state = 'due' and new_value < 150").rows == [(0,)]
    again = office.ingest(sources=("herald-news",), span=span)
    assert (again.articles_new, office.asked()) == (0, [])


def test_wrong_questions_are_answered_with_what_can_be_asked(site, tmp_path):
    office = Office(site, tmp_path)
    for words, said in (
        (("sources", "check", "nowhere"), "no source on the web nowhere; there are: herald-news"),
        (("backfill", "--source", "nowhere", "--since", "2031-01-01"), "there are: herald-news"),
        (("backfill", "--source", "herald-news", "--since", "soon"), "--since soon: write a date"),
    ):
        answered = office.call(*words)
        assert answered.returncode == 2
        assert said in answered.stderr


@pytest.mark.prefect
def test_one_failing_source_is_named_and_all_failing_is_an_error(site, tmp_path, first_run):
    office = Office(site, tmp_path, NEWS + DEAD)
    office.environment["PREFECT_HOME"] = str(gone_on_from(first_run, tmp_path / "earlier") / "prefect")
    answered = office.call("run")
    assert answered.returncode == 0
    assert "source dead: not found" in answered.stderr
    # Nothing but the warning: without a terminal no progress is shown.
    assert len(answered.stderr.strip().splitlines()) == 1
    with pytest.raises(typer.Exit) as failed:
        print_summary(office.ingest(sources=("dead",)), office.settings, as_json=False)
    assert failed.value.exit_code == 1


def test_without_any_network_nobody_is_to_blame(site, tmp_path):
    office = Office(site, tmp_path, '- {{id: far, type: feed, url: "http://no-such-host.invalid/feed"}}\n')
    with pytest.raises(Fault, match="no network") as said:
        print_summary(office.ingest(), office.settings, as_json=False)
    assert said.value.code == 75
    assert query(office.home, "select last_state, failures_in_a_row, health from sources").rows == [(None, 0, None)]
    assert office.call("status").returncode == 1


def test_progress_is_shown_on_a_terminal(site, tmp_path):
    office = Office(site, tmp_path)
    ours, theirs = pty.openpty()
    script = (
        "from flows.progress import progress_line\nfrom flows.ingest_recipe import *\nfrom flows.opening import *\n"
    )
    script += "with progress_line() as shown: ingest_recipe(Order(progress=shown), open_settings())"
    command = [str(PROGRAM.with_name("python")), "-c", script]
    running = subprocess.Popen(command, env=office.environment | {"TERM": "xterm", "COLUMNS": "150"}, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # Linux says so when the other side of a terminal is closed.
    assert running.wait() == 0
    assert b" of 1 sources, 1 hosts, 3 requests" in shown
    os.close(ours)


@pytest.mark.parametrize(
    ("entry", "off"),
    [
        ("- id: one  # ours\n  type: feed\n  url: https://a.example/f\n", "- id: one  # ours\n  enabled: false\n"),
        ("- {id: one, type: feed, url: https://a.example/f}  # x\n", "- {id: one, enabled: false, type: feed,"),
        ("- type: feed\n  id: one\n  enabled: true  # yes\n  url: https://a.example/f\n", "  enabled: false  # yes\n"),
    ],
)
def test_a_source_is_switched_and_the_rest_of_the_file_stays(tmp_path, entry, off):
    other = "# the other\n- {id: one-more, type: feed, url: https://b.example/f}\n"
    path = tmp_path / "sources.yaml"
    path.write_text(HEAD + entry + other)
    switch(tmp_path, "one", enabled=False)
    text = path.read_text()
    assert off in text
    assert text.startswith(HEAD)
    assert text.endswith(other)
    switch(tmp_path, "one", enabled=True)
    assert path.read_text() == text.replace("enabled: false", "enabled: true")
    with pytest.raises(Fault, match="no source 'nobody' in"):
        switch(tmp_path, "nobody", enabled=True)


def test_a_site_is_looked_over_and_the_entry_for_it_works(site, tmp_path):
    links = '<link rel="alternate" type="application/rss+xml" href="/dead"><a href="/feed">Feed</a>'
    site.put("/", f"<html lang='en'><body>{links}<a href='/terms'>Terms</a><p>Welcome to the Dale.</p></body></html>")
    office = Office(site, tmp_path)
    answered = office.call("sources", "add", f"{site.url}/", "--json")
    assert answered.returncode == 0, answered.stderr
    addition = json.loads(answered.stdout)
    (entry,) = yaml.safe_load(addition["entry"])
    assert (entry["type"], entry["url"]) == ("feed", f"{site.url}/feed")
    assert addition["look"]["samples"][0]["figures"] == ["198 shops"]
    assert (addition["others"], addition["licences"]) == ([f"{site.url}/dead"], [f"{site.url}/terms"])
    assert not (office.home / "ledger.duckdb").exists()

    sources = office.catalogue / "sources.yaml"
    sources.write_text(sources.read_text() + addition["entry"])
    assert entry["id"] in office.call("sources", "list").stdout
    assert office.call("sources", "add", f"{site.url}/nowhere").returncode == 1
    assert office.call("sources", "add", "harbour").returncode == 2
