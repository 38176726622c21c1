"""What the text before a figure speaks of: its sentence, its paragraph, the heading above it, else the topic."""

from extraction.figure import Belonging
from extraction.headings import heading_over, is_heading, topic_under
from extraction.houses import house_meant, house_named
from extraction.interviews import asked_about, in_question
from extraction.pronouns import about
from extraction.reading import Reading
from extraction.those_before import those_before

_LABEL = 40
"""The longest label of a paragraph, in characters."""
_LATELY = 6
"""How many sentences back it counts that the text dwelt on something."""


def carried_on(reading: Reading, number: int, place: int) -> Belonging | None:
    """What the sentences before were about; weaker across paragraphs, and None at the start."""
    if reading.focus.get(number):
        return Belonging(reading.focus[number], "as the figure before", 0.8)
    if number == 0:
        return None
    opening = reading.openings[number]
    if house := house_named(reading, number, place):
        return Belonging(house, "of whose body acts", 0.76)
    if opening < number and (entity := about(reading, number - 1, opening)):
        return Belonging(entity, "as the sentence before", 0.75)
    if house := house_meant(reading, number):
        return Belonging(house, "of whose body it tells", 0.76)
    if (before := those_before(reading, number)) is not None:
        return before
    if _is_label(reading, opening):
        return Belonging(reading.topic, "topic of the article", 0.65) if reading.topic else None
    number = opening
    if number == 0:
        return None
    heading = heading_over(reading, number)
    if heading is not None and is_heading(reading, number - 1):
        entity = heading or topic_under(reading, number - 1)
        return Belonging(entity, "the heading above", 0.75) if entity else None
    if asked := _they_asked_about(reading, number) or asked_about(reading, number):
        return Belonging(asked, "what the interview asks about", 0.7)
    entity = about(reading, number - 1)
    known = entity in reading.lexicon.entity_words
    lately = _dwelt_on(reading, number, entity)
    # A new paragraph that names nobody turns back from a part, or an owner, to what the article is about.
    parents = reading.lexicon.parents
    of_topic = reading.topic and parents.get(entity) == reading.topic and not _is_office(reading, entity)
    owns_topic = known and entity and parents.get(reading.topic) == entity and entity not in reading.lexicon.governments
    if of_topic or number - 1 in reading.ranking or (owns_topic and not reading.is_place(entity)):
        return Belonging(reading.topic, "topic of the article", 0.65)
    dwelt_on = lately > 1 or not reading.topic or _is_office(reading, entity)
    if known and dwelt_on and entity not in reading.lexicon.places and reading.focus.get(number - 1):
        return Belonging(entity, "as the paragraph before", 0.65)
    if heading:
        return Belonging(heading, "the heading above", 0.65)
    elsewhere = reading.is_place(entity) and entity != reading.topic
    passing = known and not dwelt_on and "index" not in reading.words_of(entity)
    passing = passing and _dwelt_on(reading, number, reading.topic) > 1
    if reading.topic and (
        reading.topic not in reading.lexicon.places or (entity and not known) or elsewhere or passing
    ):
        return Belonging(reading.topic, "topic of the article", 0.65)
    return Belonging(entity, "as the paragraph before", 0.65) if entity else None


def _is_label(reading: Reading, number: int) -> bool:
    """Whether a line opens with a few words and a stop that only say what follows: `E-commerce. Some 36% ...`."""
    sentence = reading.sentences[number]
    if not sentence.first or sentence.end - sentence.start > _LABEL or reading.text[sentence.end - 1] != ".":
        return False
    goes_on = number + 1 < len(reading.sentences) and reading.sentences[number + 1].line == sentence.line
    plain = not reading.first_verb(sentence.start, sentence.end) and not reading.names_of(number)
    return goes_on and plain and reading.text[sentence.start].isupper()


def _is_office(reading: Reading, entity: str) -> bool:
    """Whether a body is part of the government or place that the article is about: a report on it stays with it."""
    parent = reading.lexicon.parents.get(entity)
    return parent == reading.topic and (parent in reading.lexicon.governments or reading.is_place(parent))


def _dwelt_on(reading: Reading, number: int, entity: str) -> int:
    """In how many of the sentences before figures were of an entity."""
    return sum(reading.focus.get(earlier) == entity for earlier in range(max(number - _LATELY, 0), number))


def _they_asked_about(reading: Reading, number: int) -> str:
    """The body that a question asks about and an answer calls `they`: `How far has Acme come? They have 40 shops`."""
    if not reading.is_interview or not reading.lower.startswith("they ", reading.sentences[number].start):
        return ""
    asked = about(reading, number - 1) if in_question(reading, number - 1) else ""
    return "" if asked == reading.topic or reading.is_place(asked) else asked
