"""What an article calls only by its noun because its place is understood: `the port` of the town it speaks of."""

import re
from collections.abc import Iterable

from extraction.mentions import Mention
from extraction.reading import Reading


def understood(reading: Reading) -> list[Mention]:
    """The places of a text where a noun alone is an entity of the catalogue that it never names in full.

    So it is where the text names the place in the entity's name, and nothing else with that noun.
    """
    lower, lexicon = reading.lower, reading.lexicon
    found: list[Mention] = []
    for noun, ones in lexicon.by_noun.items():
        if f"the {noun}" not in lower:
            continue
        known = {mention.entity for mention in reading.catalogue}
        if any(noun in lexicon.entity_words.get(entity, ()) for entity in known):
            continue
        fitting = {entity for place, entity in ones if re.search(rf"\b{re.escape(place)}\b", reading.plain)}
        if len(fitting) == 1 and not _is_name_of_another(reading.plain, noun):
            found += _told(reading, noun, fitting.pop())
    return found


def _is_name_of_another(text: str, noun: str) -> bool:
    return bool(re.search(rf"[A-Z][\w’'-]+\s{noun.capitalize()}\b|\b{noun.capitalize()}\sof\s[A-Z]", text))


def _told(reading: Reading, noun: str, entity: str) -> Iterable[Mention]:
    place = entity in reading.lexicon.places
    for match in re.finditer(rf"the {noun}\b(?!\s+of\b)", reading.lower):
        start = match.start()
        if start and reading.lower[start - 1].isalnum():
            continue
        if not re.match(r"\s+(?:in|at)\s+[A-Z]", reading.plain[match.end() : match.end() + 12]):
            yield Mention(start, match.end(), entity, "name", place)
