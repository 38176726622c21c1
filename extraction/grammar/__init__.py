"""The language the rules know, as data: closed word classes and patterns, one YAML file per subject."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def words(subject: str) -> dict[str, Any]:
    """The lists of `extraction/grammar/SUBJECT.yaml`; read once per process."""
    data = yaml.safe_load(files("extraction.grammar").joinpath(f"{subject}.yaml").read_text("utf-8"))
    assert isinstance(data, dict)
    return data


def alternation(items: list[str]) -> str:
    """A regular expression for any of `items`, the longest first."""
    return "|".join(sorted(items, key=len, reverse=True))
