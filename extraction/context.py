"""Whose figure it is where its own clause does not say: tables, the place, the text before, the topic."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.headings import heading_over, is_heading, topic_under
from extraction.houses import house_meant, house_named
from extraction.interviews import asked_about, in_question
from extraction.mentions import Mention
from extraction.prepositions import GOING, preposition_before
from extraction.pronouns import about
from extraction.reading import Reading
from extraction.rules import where
from extraction.sources import is_speaker, is_told_by
from extraction.subjects import counts_only
from extraction.tables import row_named
from extraction.those_before import those_before

_LISTS = words("entities")
_PLACING = frozenset(_LISTS["place_prepositions"])
_LONGEST_TABLE = 100
"""How many rows up the head of a table is looked for."""
_LABEL = 40
"""The longest label of a paragraph, in characters."""
_LATELY = 6
"""How many sentences back it counts that the text dwelt on something."""
_COLUMN_WORDS = frozenset(_LISTS["column_words"])
_CELL = re.compile(r"\|([^|]*)")
_BODIES = frozenset(_LISTS["body_nouns"])
_BODY = re.compile(
    rf"(?:\A|,\s|\band\s|\bbut\s)\s*[Tt]he\s+((?:[a-z-]+\s+){{1,2}}(?:{alternation(_BODIES)}))\s+(?:\w+ly\s+)?\Z"
)
_OWN_AFFAIRS = frozenset(("its", "budget", "spending", "staff", "members", "deficit", "income", "grant", "grants"))
"""Words of a clause that tells of a body's own affairs, not of what it watches over."""
_MANY_BODIES = frozenset(
    ("boards", "councils", "authorities", "agencies", "universities", "banks", "ministries", "departments")
)
_NUMBERED = re.compile(
    rf"\W*(?:[A-Z][^,;.]{{2,30}},\s|and\s|but\s|while\s)?(?:[Tt]he|[Oo]ur|[Tt]he\s(?:city|country|region|state|land)['’]s)\s(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s"
    rf"((?:[a-z-]+\s){{1,3}}?(?:{alternation(_MANY_BODIES)}))\s(?:\w+ly\s|together\s)?\Z"
)
_PLURAL = re.compile(r"[A-Z][a-z]+s(?=\s)")
_STOCKS = re.compile(r"[A-Z][a-z]+\s(?:stocks|shares|counters)(?=\s)")
_NOTHING = re.compile(r"(?!)")
_LIKE_VERB = in_lower(r"[a-z]{3,}ed\b")
_MARKET_WIDE = frozenset((*_LISTS["market_words"], *words("measures")["measure_nouns"]))
_CAME = re.compile(
    rf"\d\s+((?:[a-z][\w-]+\s+){{0,4}}?[a-z][\w-]+s)\s+(?:\w+ly\s+|also\s+|have\s+|had\s+)?(?:{alternation(_LISTS['coming_verbs'])})\b"
)
_THEIRS = re.compile(r"\b(?:their|theirs|between\s+them|among\s+them)\b")
_THEY = frozenset({"their", "theirs", "them"})
_INDEX_UNIT = re.compile(r"%|\bper\s?cent|\bpct\b|\bpoints?\b")
_CONTRAST = in_lower(
    r"\W*(?:while|whereas)\s+(?:the|a|an|its|another)\s+((?:[a-z][\w-]+\s+){1,3}?"
    rf"(?:{alternation(_LISTS['company_nouns'])}))\s+(?:\w+ly\s+)?"
)
_AGAINST = in_lower(r"\W*(?:while|whereas)\s")
_PAST = in_lower(r"(?<![\w-])[a-z]{3,}ed\b")


def table_cell(figure: Figure) -> Belonging | None:
    """A cell of a table belongs to the head of its column."""
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
    cells = [(m.start(1), m.end(1)) for m in _CELL.finditer(text[head.start : head.end])]
    if top != number and 0 < column <= len(cells):
        left, right = cells[column - 1]
        for mention in reading.mentions_of(top):
            if reading.words_of(mention.entity) <= _COLUMN_WORDS:
                continue
            if head.start + left <= mention.start < head.start + right and mention.start - head.start - left <= 2:
                return Belonging(mention.entity, "head of the column", 0.85)
    if top != number and cells and (row := row_named(reading, sentence.start, head.start + cells[0][0])):
        return Belonging(row, "head of the row", 0.8, passing=True)
    return Belonging(reading.topic, "topic of the article", 0.5) if reading.topic else None


@where(*_BODIES)
def definite_body(figure: Figure) -> Belonging | None:
    """A body without a name that acts in the clause: `the tourist board hopes`."""
    before = figure.text[figure.left : figure.start]
    for verb, end in figure.reading.verbs_of(figure.number):
        if figure.left < verb and end <= figure.start and (found := _BODY.search(before, 0, verb - figure.left)):
            return Belonging(found.group(1), "common noun acting", 0.75)
    return None


@where(*_MANY_BODIES)
def numbered_bodies(figure: Figure) -> Belonging | None:
    """All the bodies of a place, which act together: `the city's eight water boards spent`."""
    for verb, end in figure.reading.verbs_of(figure.number):
        acts = figure.left < verb and end <= figure.start
        if acts and (found := _NUMBERED.match(figure.text, figure.left, verb)):
            return Belonging(found.group(1), "bodies acting together", 0.75)
    return None


def contrasted(figure: Figure) -> Belonging | None:
    """Someone without a name who is set against the one before: `while the rival lender gained`."""
    lower, left = figure.reading.lower, figure.left
    if not _AGAINST.match(lower, left):
        return None
    verbs = {verb for verb, _ in figure.reading.verbs_of(figure.number)}
    verbs.update(past.start() for past in _PAST.finditer(lower, left, figure.start))
    for verb in sorted(verbs):
        if left < verb < figure.start and (found := _CONTRAST.fullmatch(lower, left, verb)):
            return Belonging(figure.text[found.start(1) : found.end(1)], "common noun set against another", 0.75)
    return None


@where(*_THEY)
def guests(figure: Figure) -> Belonging | None:
    """What is theirs once guests have come is the guests': `90 lenders took part, with $3 trillion in their care`."""
    opening = figure.reading.sentences[figure.number].start
    if figure.left <= opening:
        return None
    came = _CAME.search(figure.text, opening, figure.left)
    if came is None or not _THEIRS.search(figure.text, figure.left, figure.right):
        return None
    return Belonging(came.group(1), "of the guests", 0.7, passing=True)


def counted_by(figure: Figure) -> Belonging | None:
    """What a body only counts belongs to what the article is about, else to the place: `the board's latest survey`."""
    reading = figure.reading
    inside = [m for m in reading.mentions_of(figure.number) if figure.left <= m.start and m.end <= figure.start]
    body = next((m for m in inside if counts_only(reading, m)), None)
    if body is None or (reading.topic not in ("", body.entity) and reading.topic not in reading.lexicon.places):
        return None
    place = reading.topic_place or reading.lexicon.place_of(body.entity)
    return Belonging(place, "counted by a body of the place", 0.8)


def context(figure: Figure) -> Belonging | None:
    """What the text before speaks of, or the place the clause is set in, whichever is surer."""
    reading = figure.reading
    place = next((m for m in figure.own if m.place and _placed(figure, m)), None)
    carried = None if place and figure.number == 0 else _carried(reading, figure.number, figure.start)
    if carried and figure.allocated and figure.money and carried.entity == reading.given.get(figure.number - 1):
        carried = Belonging(reading.topic, "topic of the article", 0.65) if reading.topic else None
    of_topic = carried is None or carried.entity == reading.topic
    if of_topic and not place and reading.topic_place and _only_tells(figure):
        return Belonging(reading.topic_place, "told by a body of the place", 0.7)
    if carried and not (place and carried.weight < 0.7):
        return _market_of(figure, carried)
    return Belonging(place.entity, "place named in the clause", 0.7) if place else None


def _only_tells(figure: Figure) -> bool:
    """Whether an article's topic is a public body that a sentence only cites: `sales fell, according to the board`."""
    reading = figure.reading
    if _BODIES.isdisjoint(reading.words_of(reading.topic)):
        return False
    told = (m for m in figure.mentions if m.entity == reading.topic and m.start >= figure.end)
    return any(is_told_by(reading, m) for m in told)


def _market_of(figure: Figure, carried: Belonging) -> Belonging:
    """An index is a mere number: money and counted things after it belong to the market it is part of."""
    lexicon = figure.reading.lexicon
    market = lexicon.parents.get(carried.entity)
    of_index = "index" in lexicon.entity_words.get(carried.entity, ())
    group = _group_before(figure) if of_index or carried.entity in lexicon.indexed else ""
    if group and group.lower() not in _MARKET_WIDE:
        return Belonging(group, "a group of the market", 0.7, passing=True)
    if not (of_index and market) or figure.rank or _INDEX_UNIT.search(figure.text, figure.start, figure.end):
        return carried
    return Belonging(market, "the market of the index before", carried.weight)


def _group_before(figure: Figure) -> str:
    """Who acts at the opening of the sentence, if it is a plural: `Banks fell`, `Property stocks gained`."""
    opening = figure.reading.sentences[figure.number].start
    for group in (_PLURAL, _STOCKS):
        found = group.match(figure.text, opening, figure.start)
        if found and figure.reading.acts(found.end(), _NOTHING, _LIKE_VERB):
            return found.group()
    return ""


def _placed(figure: Figure, place: Mention) -> bool:
    """Whether a place says where the clause is set; `from` after a number only says where the counted come from."""
    link = preposition_before(figure.reading.lower, figure.left, place.start)
    return link in _PLACING and not (link == "from" and figure.text[figure.left : place.start].strip(" ,").count(" "))


def anything(figure: Figure) -> Belonging | None:
    """The last resort: any name of the clause, the topic, any name of the sentence."""
    lexicon = figure.reading.lexicon
    for m in figure.own:
        place = lexicon.place_of(m.entity) or figure.reading.topic_place
        if place and _tells_of_others(figure, m):
            return Belonging(place, "told by a body of the place", 0.7)
        going = m.start > figure.end and preposition_before(figure.reading.lower, figure.left, m.start) in GOING
        if not (m.place or going) and m.sort != "pronoun" and (m.organisation or is_speaker(figure.reading, m)):
            return Belonging(figure.reading.owner_of(m.entity), "named in the clause", 0.65)
    if figure.reading.topic:
        return Belonging(figure.reading.topic, "topic of the article", 0.6)
    named = next((m for m in figure.mentions if m.sort == "name"), None)
    return Belonging(named.entity, "named in the sentence", 0.5) if named else None


def _tells_of_others(figure: Figure, mention: Mention) -> bool:
    """Whether a public body only tells at the end of a clause what is not its own: `sales fell, the board said`."""
    body = mention.start >= figure.end and not _BODIES.isdisjoint(figure.reading.words_of(mention.entity))
    return body and not mention.place and _OWN_AFFAIRS.isdisjoint(figure.said) and is_speaker(figure.reading, mention)


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


def _carried(reading: Reading, number: int, place: int) -> Belonging | None:
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
