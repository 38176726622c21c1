"""What README and docs show works: commands run, queries answer, yaml is valid, the first output is the real one."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from command_line import SEEDS, figurewatch, local_catalogue
from first_run import gone_on_from
from pydantic import ValidationError

from schemas.catalogue_files import FILES
from warehouse.querying import query

ROOT = SEEDS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(page, language, text) for page in PAGES for language, text in BLOCK.findall(page.read_text())]


def commands() -> dict[str, list[str]]:
    """By page, every line that calls figurewatch in a block of shell."""
    found: dict[str, list[str]] = {}
    for page, language, text in BLOCKS:
        for line in text.splitlines():
            asked = line.removeprefix("$ ")
            if language in ("console", "sh") and asked.startswith("figurewatch ") and "--to schemas" not in asked:
                found.setdefault(page.name, []).append(asked)
    return found


@pytest.fixture(scope="module")
def home(first_run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gone_on_from(first_run, tmp_path_factory.mktemp("documented"))


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return local_catalogue(tmp_path_factory.mktemp("local"))


@pytest.mark.parametrize("asked", commands().values(), ids=commands())
def test_every_command_of_a_page_runs(home: Path, catalogue: Path, asked: list[str]) -> None:
    for command in asked:
        answered = figurewatch(*shlex.split(command)[1:], home=home, cwd=ROOT, catalogue=catalogue)
        assert answered.returncode == 0, f"{command}: {answered.stderr}"


@pytest.mark.parametrize("sql", [text for _, language, text in BLOCKS if language == "sql"])
def test_every_query_answers(home: Path, sql: str) -> None:
    assert query(home, sql).columns


@pytest.mark.parametrize("text", [text for _, language, text in BLOCKS if language == "yaml"])
def test_every_entry_is_valid_in_some_catalogue_file(text: str) -> None:
    for entry in yaml.load(text, Loader=yaml.BaseLoader):
        fitting = []
        for name, model in FILES.items():
            try:
                model.model_validate(entry, strict=False)
            except ValidationError:
                continue
            fitting.append(name)
        assert fitting, entry


def test_every_link_to_a_file_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.prefect
def test_the_first_output_is_the_real_one(first_run) -> None:
    shown = next(text for page, _, text in BLOCKS if page.name == "README.md").splitlines()[1:]
    _, answered = first_run

    def lines(text: list[str]) -> list[str]:
        said = (re.sub(r"\d{8}T\d{6}Z-\w{6}", "RUN", line).strip() for line in text)
        return [line for line in said if line and not line.startswith(("held mail", "published", "try next"))]

    assert lines(answered.stdout.splitlines()) == lines(shown)
