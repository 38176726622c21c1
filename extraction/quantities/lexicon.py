"""The packaged language data, read once: YAML files under `extraction/lexicon/`."""

import re
from collections.abc import Iterable
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


def whole_words(forms: Iterable[str]) -> str:
    """A regular expression that matches any of `forms` as words of their own; a letter opens it: it is found fast."""
    branches: dict[str, list[str]] = {}
    for form in forms:
        branches.setdefault(form[:1], []).append(form[1:])
    found = (rf"{first}(?<!\w.){alternation(rest)}" for first, rest in sorted(branches.items()))
    return rf"(?:{'|'.join(found)})\b"


def alternation(forms: Iterable[str]) -> str:
    """A regular expression that matches the longest of `forms`, shared beginnings written once, without captures."""
    branches: dict[str, list[str]] = {}
    for form in forms:
        branches.setdefault(form[:1], []).append(form[1:])
    parts = [re.escape(first) + alternation(rest) for first, rest in sorted(branches.items()) if first]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and "" not in branches else "(?:" + "|".join(parts) + ")"
    return f"{body}?" if "" in branches else body
