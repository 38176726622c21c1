"""What README and docs show works: commands run, queries answer, yaml is valid, the first output is the real one."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from command_line import SEEDS, figurewatch, local_catalogue
from pydantic import ValidationError

from flows.ingest_recipe import Order, ingest_recipe
from flows.settings import Settings
from schemas.catalogue_files import FILES
from warehouse.querying import query

ROOT = SEEDS.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(page, language, text) for page in PAGES for language, text in BLOCK.findall(page.read_text())]


def commands() -> list[tuple[str, str]]:
    """(page, command) of every line that calls figurewatch in a block of shell."""
    found = []
    for page, language, text in BLOCKS:
        for line in text.splitlines():
            asked = line.removeprefix("$ ")
            if language in ("console", "sh") and asked.startswith("figurewatch ") and "--to schemas" not in asked:
                found.append((page.name, asked))
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    ingest_recipe(Order(sources=("seeds",)), Settings(home=folder, catalogue=SEEDS))
    return folder


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return local_catalogue(tmp_path_factory.mktemp("local"))


@pytest.mark.parametrize(("page", "command"), commands())
def test_every_command_runs(home: Path, catalogue: Path, page: str, command: str) -> None:
    answered = figurewatch(*shlex.split(command)[1:], home=home, cwd=ROOT, catalogue=catalogue)
    assert answered.returncode == 0, answered.stderr


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
def test_the_first_output_is_the_real_one(tmp_path: Path) -> None:
    shown = next(text for page, _, text in BLOCKS if page.name == "README.md").splitlines()[1:]
    answered = figurewatch("run", "--source", "seeds", home=tmp_path, cwd=ROOT)

    def lines(text: list[str]) -> list[str]:
        said = (re.sub(r"\d{8}T\d{6}Z-\w{6}", "RUN", line).strip() for line in text)
        return [line for line in said if line and not line.startswith(("held mail", "published", "try next"))]

    assert lines(answered.stdout.splitlines()) == lines(shown)
