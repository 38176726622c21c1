"""Catalogue files as models: every error names file, line and field, and all of a file's errors come at once."""

from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from schemas.catalogue import Catalogue, Entity, ManifestEntry, Metric, Publisher, UnitDefinition
from schemas.record import Record
from schemas.source import Source
from schemas.subscriber import Subscriber

FILES: dict[str, type[Record]] = {
    "entities": Entity,
    "publishers": Publisher,
    "units": UnitDefinition,
    "metrics": Metric,
    "sources": Source,
    "subscribers": Subscriber,
}
MANIFEST = ManifestEntry
Model = TypeVar("Model", bound=Record)
Place = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml reads a catalogue ten times faster where it is built in."""


class CatalogueError(Exception):
    """A catalogue that cannot be used; one line per fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _scalar(node: yaml.ScalarNode) -> object:
    if node.tag == "tag:yaml.org,2002:float":
        return Decimal(node.value.replace("_", ""))
    if node.tag == "tag:yaml.org,2002:timestamp":
        return node.value
    return yaml.constructor.SafeConstructor().construct_object(node)


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int], faults: list[str], where: str) -> Any:  # noqa: ANN401
    """The node's data, with the line of every place in `lines`; floats come as Decimals, dates as text."""
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*place, i), lines, faults, where) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in data:
                faults.append(f"{where}:{key_node.start_mark.line + 1}: {key}: given twice")
            data[key] = _plain(value_node, (*place, key), lines, faults, where)
            lines[(*place, key)] = key_node.start_mark.line + 1
        return data
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node)


def _line(lines: dict[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _explained(error: ValidationError, path: Path, lines: dict[Place, int], index: int) -> list[str]:
    faults = []
    for fault in error.errors():
        place = (index, *fault["loc"])
        field = ".".join(str(part) for part in fault["loc"]) or "entry"
        message = {"extra_forbidden": "unknown key", "missing": "this key is needed"}.get(fault["type"])
        message = message or fault["msg"].removeprefix("Value error, ")
        faults.append(f"{path}:{_line(lines, place)}: {field}: {message}")
    return faults


def read_list(path: Path, model: type[Model]) -> tuple[Model, ...]:
    """The entries of one catalogue file, in its order; CatalogueError lists every fault with its line."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise CatalogueError([f"{path}:{mark.line + 1 if mark else 1}: not yaml: {error.problem}"]) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError([f"{path}:1: not yaml in UTF-8: {error}"]) from error
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        raise CatalogueError(
            [f"{path}:{node.start_mark.line + 1}: expected a list, one entry per line that starts with -"]
        )
    lines: dict[Place, int] = {}
    faults: list[str] = []
    entries: list[Model] = []
    seen: dict[str, int] = {}
    for index, data in enumerate(_plain(node, (), lines, faults, str(path))):
        try:
            entry = model.model_validate(data)
        except ValidationError as error:
            faults += _explained(error, path, lines, index)
            continue
        name = str(getattr(entry, "id", None) or getattr(entry, "file", ""))
        if name in seen:
            faults.append(f"{path}:{lines[(index,)]}: {name}: stands already on line {seen[name]}")
        seen.setdefault(name, lines[(index,)])
        entries.append(entry)
    if faults:
        raise CatalogueError(faults)
    return tuple(entries)


def read_catalogue(folder: Path) -> Catalogue:
    """All catalogue files of a folder; a file that is not there is an empty list, a folder without any is an error."""
    present = {name: model for name, model in FILES.items() if (folder / f"{name}.yaml").is_file()}
    if not present:
        names = ", ".join(f"{name}.yaml" for name in FILES)
        raise CatalogueError([f"{folder}: no catalogue here; expected at least one of {names}"])
    faults: list[str] = []
    entries: dict[str, tuple[Record, ...]] = {}
    for name, model in present.items():
        try:
            entries[name] = read_list(folder / f"{name}.yaml", model)
        except CatalogueError as error:
            faults += error.faults
    if faults:
        raise CatalogueError(faults)
    return Catalogue.model_validate(entries)


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of `NAME.yaml`, as editors use it for completion."""
    model = MANIFEST if name == "manifest" else FILES[name]
    item = model.model_json_schema(by_alias=True)
    definitions = item.pop("$defs", {})
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Figurewatch {name}.yaml",
        "type": "array",
        "items": item,
    }
    return schema | ({"$defs": definitions} if definitions else {})
