"""A catalogue that cannot be used says which file, line and field is at fault, all faults at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from schemas.catalogue import Entity, Metric
from schemas.catalogue_files import CatalogueError, read_catalogue, read_list

GOOD = """\
- id: wells
  title: Wells dug
  entity: aqua-trust
  unit: wells
  period: cumulative
  match: {nouns: [well], not: [planned]}
  alert: {min_change_pct: 2.5}
"""


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(folder)
    return caught.value.faults


def test_a_good_file_is_read_with_exact_numbers(tmp_path: Path) -> None:
    (tmp_path / "metrics.yaml").write_text(GOOD)
    (metric,) = read_list(tmp_path / "metrics.yaml", Metric)
    assert metric.match.not_ == ("planned",)
    assert metric.alert.min_change_pct == Decimal("2.5")


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("  unit: wells", "  units: wells", 4, "units: unknown key"),
        ("  period: cumulative", "  period: forever", 5, "period"),
        ("  match: {nouns: [well], not: [planned]}", "  match: {nouns: [7]}", 6, "match.nouns.0"),
        ("- id: wells", "- id: Deep Wells", 1, "id"),
        ("  title: Wells dug\n", "", 1, "title: this key is needed"),
        ("  title: Wells dug", "  title: Wells dug\n  title: Wells", 3, "title: given twice"),
        ("min_change_pct: 2.5", "min_change_pct: [2.5]", 7, "alert.min_change_pct"),
        ("  unit: wells", "  unit: $", 4, "unit: several countries have dollars"),
        (
            "  period: cumulative",
            "  period: fiscal-year\n  fiscal_year_start: July",
            6,
            "fiscal_year_start: write the first",
        ),
        (
            "  period: cumulative",
            "  period: fiscal-year\n  fiscal_year_start: 13",
            6,
            "fiscal_year_start: write the first",
        ),
    ],
)
def test_each_fault_names_file_line_and_field(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    file = tmp_path / "metrics.yaml"
    file.write_text(GOOD.replace(old, new))
    assert any(fault.startswith(f"{file}:{line}: ") and field in fault for fault in faults_of(tmp_path))


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    (tmp_path / "metrics.yaml").write_text(GOOD.replace("unit:", "unti:"))
    (tmp_path / "entities.yaml").write_text("- {id: aqua-trust, nam: Aqua Trust}\n")
    places = {fault.split(":")[0] for fault in faults_of(tmp_path)}
    assert places == {str(tmp_path / "metrics.yaml"), str(tmp_path / "entities.yaml")}


def test_the_same_id_twice_names_both_lines(tmp_path: Path) -> None:
    (tmp_path / "metrics.yaml").write_text(GOOD + GOOD)
    assert faults_of(tmp_path) == [f"{tmp_path / 'metrics.yaml'}:8: wells: stands already on line 1"]


@pytest.mark.parametrize("text", ["- {id: [", "id: wells\n", "just words\n", "- 7\n"])
def test_what_is_no_list_of_entries_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "metrics.yaml").write_text(text)
    place, line, _ = faults_of(tmp_path)[0].split(":", 2)
    assert place == str(tmp_path / "metrics.yaml")
    assert line in ("1", "2")


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "metrics.yaml").write_bytes(b"- id: caf\xe9\n")
    assert "UTF-8" in faults_of(tmp_path)[0]


def test_a_folder_without_catalogue_says_what_it_expects(tmp_path: Path) -> None:
    assert "metrics.yaml" in faults_of(tmp_path)[0]


def test_a_missing_file_is_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "metrics.yaml").write_text(GOOD)
    assert read_catalogue(tmp_path).subscribers == ()


def test_the_shipped_catalogue_is_sound_and_its_references_hold() -> None:
    catalogue = read_catalogue(Path(__file__).parent.parent / "seeds")
    entities = {entity.id for entity in catalogue.entities}
    assert {metric.entity for metric in catalogue.metrics} <= entities
    assert {entity.part_of for entity in catalogue.entities} - {None} <= entities
    assert {name for publisher in catalogue.publishers for name in publisher.official_for} <= entities


@pytest.mark.parametrize(
    ("written", "unit"),
    [("per cent", "%"), ("Percent", "%"), ("NZ$", "NZD"), ("€", "EUR"), ("times", "x"), ("kroner", "kroner")],
)
def test_a_unit_may_be_written_in_several_ways(tmp_path: Path, written: str, unit: str) -> None:
    (tmp_path / "metrics.yaml").write_text(GOOD.replace("unit: wells", f"unit: {written}"))
    (metric,) = read_list(tmp_path / "metrics.yaml", Metric)
    assert metric.unit == unit


@pytest.mark.parametrize("entry", ['{id: well, name: "  "}', '{id: well, name: Well, aliases: [The Well, "–"]}'])
def test_a_name_without_a_letter_is_refused(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "entities.yaml"
    path.write_text(f"- {entry}\n")
    with pytest.raises(CatalogueError, match="a name needs a letter or a digit"):
        read_list(path, Entity)
