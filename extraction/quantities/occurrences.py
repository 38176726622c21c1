"""Where a text holds a word or a name, found by its letters alone."""

from collections.abc import Iterator


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where each occurrence of `part` begins, inside longer words too."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or underscore stands right before or behind `text[start:end]`."""
    before = text[start - 1 : start]
    if before.isalnum() or before == "_":
        return False
    after = text[end : end + 1]
    return not (after.isalnum() or after == "_")
