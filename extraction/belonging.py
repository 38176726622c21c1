"""Whose figure it is: the entity a quantity belongs to, by grammar first and by context after."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from extraction.grammar import alternation, words
from extraction.mentions import Mention
from extraction.reading import Reading, preposition_before
from extraction.sentences import clause_around
from extraction.subjects import is_speaker, subject_like
from extraction.verbs import FINITE, OWNING, first_verb

_LISTS = words("entities")
_LONGEST_TABLE = 100
"""How many rows up the head of a table is looked for."""
_PLACING = frozenset(_LISTS["place_prepositions"])
_RECIPIENT = re.compile(r"\b(?:to|for)\s+(?:the\s+|this\s+|its\s+)?$", re.IGNORECASE)
_INSIDE = r"(?:in|at|within|inside|under|of|across)\s+(?:the\s+)?"
_ATTACHED = re.compile(rf"\s*(?:[a-z-]+\s+){{0,3}}(?:{_INSIDE}(?:[a-z-]+\s+){{0,2}})?{_INSIDE}$")
_AGENT = re.compile(r"\b\w+(?:ed|en|id|ilt|un|ade|ld|ought)\s+by\s+(?:the\s+)?$")
_FRONTED = re.compile(
    r"^\W*(?:among|of|under|through|for|within|at)\s+(?:the\s+|this\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE
)
_FRONTED_PREPOSITION = re.compile(r"^\W*(?:among|of|under)\b", re.IGNORECASE)
_LOCAL = re.compile(r"\b(?:local|domestic|home-grown|homegrown)\b", re.IGNORECASE)
_ACTOR = re.compile(
    rf"(?:^|,\s|\band\s)\s*(?:[Tt]he\s+|[Ll]ocal\s+)?"
    rf"((?:[\w’'-]+\s+){{0,3}}(?:{alternation(_LISTS['actor_nouns'])}))\s+(?:\w+ly\s+)?(?:{FINITE.pattern})"
)
_MAKES_UP = re.compile(
    r"\s+(?:[\w-]+\s+){0,4}(?:accounts?|accounted|accounting|makes?|made|making|comprises?|comprised|represents?"
    r"|represented|comes?|came|follow(?:s|ed)?)\s+(?:for|up|next|second|third|\d)"
)
_OWNS = re.compile(OWNING.pattern + r"\s+(?:[a-z]+\s+){0,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The entity of a figure, the rule that found it, and how sure that rule is (0..1)."""

    entity: str
    rule: str
    weight: float


@dataclass(frozen=True, slots=True)
class Figure:
    """Where a quantity stands: `text[start:end]` in clause `[left, right)` of a sentence, and the names around it."""

    reading: Reading
    number: int
    start: int
    end: int
    left: int
    right: int
    clauses_before: list[tuple[int, int]]
    mentions: list[Mention]
    own: list[Mention]
    """Those of its own clause, outside the quantity itself."""
    allocated: bool
    money: bool
    rank: bool

    @property
    def text(self) -> str:
        """The article's text."""
        return self.reading.text

    @property
    def attached(self) -> Mention | None:
        """The name that stands right after what is counted ("30 firms in the park"), unless the subject has them."""
        if self.rank or _OWNS.search(self.text, self.left, self.start):
            return None
        after = (m for m in self.own if m.start >= self.end and m.organisation)
        return next((m for m in after if _ATTACHED.fullmatch(self.text, self.end, m.start)), None)


def belonging(
    reading: Reading, number: int, start: int, end: int, *, allocated: bool, money: bool, rank: bool
) -> Belonging:
    """The entity of the quantity `text[start:end]` in a sentence; an empty entity when nothing is named anywhere."""
    clause_list = reading.clauses_of(number)
    place = clause_around(clause_list, start)
    left, right = clause_list[place]
    mentions = [m for m in reading.mentions_of(number) if m.entity]
    in_brackets = re.search(r"\(\s?$", reading.text[left:start])
    own = [m for m in mentions if left <= m.start < right and (m.end <= start or m.start >= end)]
    figure = Figure(
        reading,
        number,
        start,
        end,
        left,
        right,
        clause_list[:place],
        mentions,
        [] if in_brackets else own,
        allocated,
        money,
        rank,
    )
    for rule in _RULES:
        if found := rule(figure):
            return found
    return Belonging("", "nobody named", 0.2)


def _table_cell(figure: Figure) -> Belonging | None:
    reading, number = figure.reading, figure.number
    text = reading.text
    sentence = reading.sentences[number]
    if text[sentence.start] != "|":
        return None
    column = text.count("|", sentence.start, figure.start)
    top = number
    while top > 0 and number - top < _LONGEST_TABLE and text[reading.sentences[top - 1].start] == "|":
        top -= 1
    head = reading.sentences[top]
    cells = [(m.start(1), m.end(1)) for m in re.finditer(r"\|([^|]*)", text[head.start : head.end])]
    if top != number and 0 < column <= len(cells):
        left, right = cells[column - 1]
        for mention in reading.mentions_of(top):
            if head.start + left <= mention.start < head.start + right and mention.start - head.start - left <= 2:
                return Belonging(mention.entity, "head of the column", 0.85)
    return Belonging(reading.topic, "topic of the article", 0.5) if reading.topic else None


def _purpose(figure: Figure) -> Belonging | None:
    """Money that goes before the name of the scheme or fund it fills."""
    if not (figure.money and figure.allocated):
        return None
    for m in figure.mentions:
        if figure.start <= m.start < figure.end + 4 and m.end > figure.end and not m.place:
            return Belonging(m.entity, "names what the money is for", 0.95)
    return None


def _recipient(figure: Figure) -> Belonging | None:
    if not figure.allocated:
        return None
    text, end = figure.text, figure.end
    for m in figure.mentions:
        if not end <= m.start < end + 90 or not _RECIPIENT.search(text, end, m.start) or first_verb(text, end, m.start):
            continue
        owned = next((other for other in figure.mentions if other.start == m.end + 3), None)
        if owned or not m.place:
            return Belonging((owned if m.place and owned else m).entity, "given to it", 0.9)
    return None


def _agent(figure: Figure) -> Belonging | None:
    for m in figure.own:
        if m.start >= figure.end and _AGENT.search(figure.text, max(figure.end, m.start - 30), m.start):
            return Belonging(m.entity, "done by it", 0.95)
    return None


def _attached_name(figure: Figure) -> Belonging | None:
    found = figure.attached
    return Belonging(found.entity, "stands with what is counted", 0.9) if found and not found.place else None


def _subject(figure: Figure) -> Belonging | None:
    found = subject_like(figure.reading, [m for m in figure.own if m.end <= figure.start], figure.left, figure.start)
    if found is None or is_speaker(figure.reading, found):
        return None
    if found.noun == "its" and not first_verb(figure.text, figure.left, figure.start):
        return None
    if not found.organisation and _MAKES_UP.match(figure.text, found.end):
        return None
    return Belonging(found.entity, f"subject of the clause ({found.sort})", 0.88 if found.sort == "pronoun" else 0.95)


def _fronted(figure: Figure) -> Belonging | None:
    """`Among the firms X backs, three ...`: the name that opens the clause or the sentence."""
    text = figure.text
    opening = figure.reading.sentences[figure.number].start
    before = [m for m in figure.mentions if m.end <= figure.start and not m.place and m.organisation]
    for m in before:
        if m in figure.own and _FRONTED.match(text[figure.left : m.start]):
            return Belonging(m.entity, "opens the clause", 0.88)
    for m in before:
        if m.start - opening < 40 and _FRONTED_PREPOSITION.match(text[opening : m.start]):
            return None if first_verb(text, opening, m.start) else Belonging(m.entity, "opens the sentence", 0.85)
    return None


def _object(figure: Figure) -> Belonging | None:
    """`150 firms have chosen X`: the counted things are the subject, the name is what they act on."""
    if first_verb(figure.text, figure.left, figure.start):
        return None
    verb = first_verb(figure.text, figure.end, figure.right)
    if verb is None:
        return None
    after = (m for m in figure.own if m.start >= verb[0] and not m.place and m.organisation and m.sort != "pronoun")
    found = next(after, None)
    return Belonging(found.entity, "object of the clause", 0.85) if found else None


def _attached_place(figure: Figure) -> Belonging | None:
    found = figure.attached
    return Belonging(found.entity, "place of what is counted", 0.85) if found else None


def _main_subject(figure: Figure) -> Belonging | None:
    """The subject of an earlier clause of the sentence, the nearest first."""
    before = [m for m in figure.mentions if m.end <= figure.start]
    for back, (left, right) in reversed(list(enumerate(figure.clauses_before))):
        found = subject_like(figure.reading, before, left, right)
        if (
            found
            and found.noun != "its"
            and (found.organisation or back == 0)
            and not is_speaker(figure.reading, found)
        ):
            return Belonging(found.entity, f"subject of the sentence ({found.sort})", 0.88)
    return None


def _common_noun(figure: Figure) -> Belonging | None:
    opening = figure.reading.sentences[figure.number].start
    found = _ACTOR.search(figure.text, opening, figure.start + 1)
    return Belonging(found.group(1).strip(), "common noun acting", 0.75) if found else None


def _named_before(figure: Figure) -> Belonging | None:
    before = [m for m in figure.own if m.end <= figure.start and not m.place and m.organisation and m.sort != "pronoun"]
    if not before:
        return None
    topic = figure.reading.topic
    titled = topic and topic not in figure.reading.lexicon.places
    if before[-1].sort == "noun" and titled and before[-1].entity != topic:
        return None
    return Belonging(before[-1].entity, "named before it in the clause", 0.75)


def _local(figure: Figure) -> Belonging | None:
    nearby = re.split(r"\d", figure.text[figure.left : figure.start])[-1]
    counted = re.sub(r"\d", "", figure.text[figure.start : figure.end])
    if figure.reading.topic_place and _LOCAL.search(f"{nearby} {counted}"):
        return Belonging(figure.reading.topic_place, "local", 0.75)
    return None


def _context(figure: Figure) -> Belonging | None:
    """What the text before speaks of, or the place the clause is set in, whichever is surer."""
    reading = figure.reading
    placed = (m for m in figure.own if m.place and preposition_before(reading.text, figure.left, m.start) in _PLACING)
    place = next(placed, None)
    carried = None if place and figure.number == 0 else _carried(reading, figure.number)
    if carried and not (place and carried.weight < 0.7):
        return carried
    return Belonging(place.entity, "place named in the clause", 0.7) if place else None


def _anything(figure: Figure) -> Belonging | None:
    for m in figure.own:
        if not m.place and m.organisation and m.sort != "pronoun":
            return Belonging(m.entity, "named in the clause", 0.65)
    if figure.reading.topic:
        return Belonging(figure.reading.topic, "topic of the article", 0.6)
    named = next((m for m in figure.mentions if m.sort == "name"), None)
    return Belonging(named.entity, "named in the sentence", 0.5) if named else None


_RULES: tuple[Callable[[Figure], Belonging | None], ...] = (
    _table_cell,
    _purpose,
    _recipient,
    _agent,
    _attached_name,
    _subject,
    _fronted,
    _object,
    _attached_place,
    _main_subject,
    _common_noun,
    _named_before,
    _local,
    _context,
    _anything,
)
"""The rules in order; the first that finds an entity decides."""


def _carried(reading: Reading, number: int) -> Belonging | None:
    """What the sentences before were about; weaker across paragraphs, and None at the start."""
    if reading.focus.get(number):
        return Belonging(reading.focus[number], "as the figure before", 0.8)
    if number == 0:
        return None
    sentence = reading.sentences[number]
    if not sentence.first or reading.sentences[number - 1].line >= sentence.line:
        entity = reading.about(number - 1)
        return Belonging(entity, "as the sentence before", 0.75) if entity else None
    heading = reading.sentences[number - 1]
    if (
        heading.first
        and heading.end - heading.start < 90
        and reading.text[heading.end - 1] not in ".!?:;"
        and not reading.inside_furniture(heading.start, heading.end)
    ):
        over = [m for m in reading.mentions_of(number - 1) if m.organisation and not m.place]
        if over:
            return Belonging(over[0].entity, "the heading above", 0.75)
    entity = reading.about(number - 1)
    known = entity in reading.lexicon.entity_words
    if known and entity not in reading.lexicon.places and reading.focus.get(number - 1):
        return Belonging(entity, "as the paragraph before", 0.65)
    if reading.topic and (reading.topic not in reading.lexicon.places or (entity and not known)):
        return Belonging(reading.topic, "topic of the article", 0.65)
    return Belonging(entity, "as the paragraph before", 0.65) if entity else None
