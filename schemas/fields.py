"""Types of fields that several files of the catalogue share."""

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("an id is small letters, digits and hyphens, as in hkic-projects")
    return value


def _as_text(value: object) -> object:
    """YAML reads 2025 as a number and 2025-12-16 as a date; both are meant as text here."""
    return value if value is None or isinstance(value, str) else str(value)


def _name(value: str) -> str:
    if not any(letter.isalnum() for letter in value):
        raise ValueError("a name needs a letter or a digit")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {value!r}; write one as in Asia/Hong_Kong or UTC") from error
    return value


Slug = Annotated[str, AfterValidator(_slug)]
Name = Annotated[str, AfterValidator(_name)]
Names = tuple[Name, ...]
TimeZone = Annotated[str, AfterValidator(_zone)]
DateText = Annotated[str, BeforeValidator(_as_text)]
Words = tuple[str, ...]
Direction = Literal["up", "down", "both"]
