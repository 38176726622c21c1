"""The packaged language data, read once: YAML files under `extraction/lexicon/`."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read(name: str) -> Any:  # noqa: ANN401 - the shape differs from file to file
    """The content of `extraction/lexicon/NAME.yaml`; every scalar is text, so that `no` and `on` stay words."""
    return yaml.load(files("extraction").joinpath("lexicon", f"{name}.yaml").read_text("utf-8"), _LOADER)  # noqa: S506


def words(name: str, key: str) -> frozenset[str]:
    """The list under `key` of a lexicon file, as a set of lower-case words."""
    return frozenset(word.lower() for word in read(name)[key])


def alternation(forms: list[str] | frozenset[str] | set[str]) -> str:
    """A regular expression that matches the longest of `forms`, as a group without capture."""
    return "(?:" + "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + ")"
