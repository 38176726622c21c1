"""The language the rules know, as data: closed word classes and patterns, one YAML file per subject."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.quantities.lexicon import alternation

__all__ = ["alternation", "words"]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def words(subject: str) -> dict[str, Any]:
    """The lists of `extraction/grammar/SUBJECT.yaml`; read once per process."""
    data = yaml.load(files("extraction.grammar").joinpath(f"{subject}.yaml").read_text("utf-8"), _LOADER)  # noqa: S506
    assert isinstance(data, dict)
    return data
