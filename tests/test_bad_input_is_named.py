"""Bad input is named with its place, ends with a non-zero exit, and leaves nothing half-written."""

import json
import shutil
from pathlib import Path

import pytest
from command_line import SEEDS, figurewatch

from warehouse.querying import NothingPublished, query

GOOD = {"id": "good", "text": "Cyberport houses over 2,300 community companies.", "published": "2031-05-06"}


def stored(home: Path) -> list[str]:
    try:
        return [name for (name,) in query(home, "select name from articles order by all").rows]
    except NothingPublished:
        return []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("picture.txt", b"\x89PNG\r\n\x00\x01", "a binary file"),
        ("latin.txt", "Zürich counts 12 parks".encode("latin-1"), "line 1: not UTF-8"),
        ("no-text.json", b'{"id": "x", "title": "T"}', "text: this key is needed"),
        ("wrong-type.json", b'{"text": ["a"]}', "text: "),
    ],
)
def test_the_bad_file_of_a_folder_is_reported_and_the_good_ones_are_taken(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.json").write_text(json.dumps(GOOD))
    answered = figurewatch("ingest", folder, home=tmp_path / "home")
    assert answered.returncode == 1
    assert f"{folder / name}" in answered.stderr
    assert said in answered.stderr
    assert "Traceback" not in answered.stderr
    assert stored(tmp_path / "home") == ["good"]


def test_only_bad_input_is_recorded_as_a_problem_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    answered = figurewatch("ingest", tmp_path / "a.txt", tmp_path / "none.txt", home=tmp_path / "home")
    assert answered.returncode == 1
    assert "no such file or folder" in answered.stderr
    assert stored(tmp_path / "home") == []
    assert query(tmp_path / "home", "select problems from runs").rows == [(2,)]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("metrics.yaml", "  entity: hkic\n", "  entty: hkic\n", "entty: unknown key"),
        ("metrics.yaml", "period: cumulative", "period: 7", "period"),
        ("entities.yaml", "dollar: HKD}", "dollar: 5}", "dollar"),
        ("sources.yaml", "type: folder", "type: pigeon", "type"),
        ("subscribers.yaml", "desk@example.org", "desk", "address"),
        ("manifest.yaml", "basis: text", "basis: hearsay", "basis"),
        ("units.yaml", "- {id: teams", "- {di: teams", "di: unknown key"),
    ],
)
def test_a_fault_in_a_catalogue_file_names_file_line_and_field_before_anything_is_done(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    catalogue = tmp_path / "catalogue"
    shutil.copytree(SEEDS, catalogue)
    text = (catalogue / file).read_text()
    line = text[: text.index(old)].count("\n") + 1
    (catalogue / file).write_text(text.replace(old, new, 1))
    answered = figurewatch("run", "--source", "seeds", home=tmp_path / "home", catalogue=catalogue)
    assert answered.returncode == 1
    assert f"{catalogue / file}:{line}: " in answered.stderr
    assert said in answered.stderr
    assert "Traceback" not in answered.stderr
    assert stored(tmp_path / "home") == []


def test_a_setting_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIGUREWATCH_ALERTS_MAX_AGE_DAYS", "soon")
    answered = figurewatch("metrics", home=tmp_path)
    assert answered.returncode == 1
    assert "FIGUREWATCH_ALERTS_MAX_AGE_DAYS" in answered.stderr


def test_a_ledger_that_is_no_ledger_is_left_alone_and_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.duckdb").write_text("not a database, but somebody's notes " * 100)
    (tmp_path / "good.json").write_text(json.dumps(GOOD))
    answered = figurewatch("ingest", tmp_path / "good.json", home=tmp_path)
    assert answered.returncode == 1
    assert "ledger.duckdb" in answered.stderr
    assert "Traceback" not in answered.stderr
    assert (tmp_path / "ledger.duckdb").read_text().startswith("not a database")
