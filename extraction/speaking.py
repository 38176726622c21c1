"""Who says `we`."""

import re
from typing import TYPE_CHECKING

from extraction.interviews import asked_about
from extraction.sources import is_speaker

if TYPE_CHECKING:
    from extraction.reading import Reading

_QUOTE = re.compile(r"[\"“”]")
_SAID_ITS = re.compile(r"\b(?:said|says|added|adds)\s+(?:its|their)\s+(?:[a-z-]+\s){0,3}[a-z-]+,?\s")
"""Who speaks for what was spoken of: `said its manager, Jane Doe`."""
_LOOK_BACK = 12
"""How many sentences back a speaker is looked for."""


def speaking(reading: "Reading", number: int, place: int) -> str:
    """Who says `we`: the body of whoever is quoted, of whoever gives the speech, the article's publisher, its topic."""
    line = [
        n for n in range(max(number - 6, 0), min(number + 7, len(reading.sentences))) if _same_line(reading, n, number)
    ]
    if len(_QUOTE.findall(reading.text, reading.sentences[line[0]].start, place)) % 2:
        for near in (number, *line):
            for mention in reading.names_of(near):
                if mention.place or not mention.organisation:
                    continue
                if len(_QUOTE.findall(reading.text, reading.sentences[line[0]].start, mention.start)) % 2 == 0:
                    return mention.entity
        if reading.is_interview:
            return asked_about(reading, number) or reading.speaker or reading.topic
        if _SAID_ITS.search(reading.text, reading.sentences[line[0]].start, reading.sentences[line[-1]].end):
            spoken_of = (
                reading.focus.get(earlier, "") for earlier in range(line[0] - 1, max(line[0] - _LOOK_BACK, -1), -1)
            )
            if its := next((one for one in spoken_of if one and not reading.is_place(one)), ""):
                return its
        for earlier in range(line[0] - 1, max(line[0] - _LOOK_BACK, -1), -1):
            for mention in reversed(reading.names_of(earlier)):
                if mention.organisation and not mention.place and is_speaker(reading, mention):
                    return mention.entity
        return reading.topic
    if asked := asked_about(reading, number):
        return asked
    return reading.speaker or reading.lexicon.official(reading.article) or reading.topic


def _same_line(reading: "Reading", one: int, other: int) -> bool:
    return reading.sentences[one].line == reading.sentences[other].line
