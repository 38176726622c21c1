"""Headings: which lines are some, and whom they name."""

import re

from extraction.grammar import words
from extraction.reading import Reading

_DIGIT_OR_CELL = re.compile(r"[\d|]")
_COMMON_FIRST = frozenset(words("entities")["common_first_words"])
_LONGEST = 90
_LOOK_UP = 40
"""How many sentences up a heading is looked for."""
_BELOW = 2000
"""How many characters below a heading its name has to come again."""


def heading_over(reading: Reading, number: int) -> str | None:
    """The entity that the heading above a sentence names, empty if it names none; None without a heading."""
    for earlier in range(number - 1, max(number - _LOOK_UP, -1), -1):
        if is_heading(reading, earlier):
            return _named_by(reading, earlier)
    return None


def topic_under(reading: Reading, number: int) -> str:
    """What goes on under a heading that names nobody: the topic, or the place where that is of another section only.

    A title that does not name it, and one section that does, make no topic of news in brief; an interview has one.
    """
    topic = reading.topic
    asks = reading.text[reading.sentences[number].end - 1] == "?"
    if not topic or asks or reading.is_told or reading.is_place(topic):
        return topic
    sections: set[int] = set()
    section = -1
    for earlier, _ in enumerate(reading.sentences):
        if is_heading(reading, earlier):
            section = earlier
        elif any(m.entity == topic for m in reading.names_of(earlier)):
            sections.add(section)
            if len(sections) > 1 or section == number:
                return topic
    return reading.topic_place


def is_heading(reading: Reading, number: int) -> bool:
    """Whether a sentence is a heading: short, alone in its line, without a stop or a number."""
    sentence = reading.sentences[number]
    if sentence.end - sentence.start >= _LONGEST or not sentence.first or sentence.item:
        return False
    after = reading.sentences[number + 1] if number + 1 < len(reading.sentences) else None
    heading = reading.text[sentence.start : sentence.end]
    return (
        (after is None or after.line != sentence.line)
        and heading[-1] not in '.!:;,"”'
        and not _DIGIT_OR_CELL.search(heading)
        and not reading.inside_furniture(sentence.start, sentence.end)
    )


def _named_by(reading: Reading, number: int) -> str:
    """The organisation a heading names. Its capitals prove nothing: an unknown name has to come again below it."""
    end = reading.sentences[number].end
    for mention in reading.names_of(number):
        if mention.place:
            continue
        again = mention.organisation and reading.plain.find(mention.entity, end, end + _BELOW) >= 0
        listed = mention.sort == "name" and mention.organisation
        if listed or again or _sister(reading, number, mention.entity):
            return mention.entity
    return ""


def _sister(reading: Reading, number: int, name: str) -> bool:
    """Whether a heading is only a name that begins as the topic's does: `Acme Foods` in a report of Acme Group."""
    sentence = reading.sentences[number]
    whole = reading.plain[sentence.start : sentence.end] == name
    first = name.split(maxsplit=1)[0]
    return whole and " " in name and first in reading.topic.split()[:1] and first.lower() not in _COMMON_FIRST
