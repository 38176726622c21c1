"""The language the rules know, as data: closed word classes and patterns, one YAML file per subject."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.quantities.lexicon import alternation, whole_words
from extraction.words_said import signs_beyond_ascii

__all__ = ["alternation", "in_lower", "lower", "whole_words", "words"]
_CAPITAL = re.compile(r"(?<![\\(?])[A-Z]")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def words(subject: str) -> dict[str, Any]:
    """The lists of `extraction/grammar/SUBJECT.yaml`; read once per process."""
    data = yaml.load(files("extraction.grammar").joinpath(f"{subject}.yaml").read_text("utf-8"), _LOADER)  # noqa: S506
    assert isinstance(data, dict)
    return data


def lower(text: str) -> str:
    """`text` in small letters; every character keeps its place."""
    if text.isascii():
        return text.lower()
    small = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
    for sign in signs_beyond_ascii(small):
        low = sign.lower()
        if low != sign and len(low) == 1:
            small = small.replace(sign, low)
    return small


def in_lower(pattern: str) -> re.Pattern[str]:
    """`pattern` compiled for text in small letters, where it is found many times faster than without regard to case."""
    if found := _CAPITAL.search(pattern):
        raise ValueError(
            f"a capital can never be found in small letters: {pattern[found.start() : found.start() + 20]}"
        )
    return re.compile(pattern)
