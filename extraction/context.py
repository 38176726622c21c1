"""Whose figure it is where its own clause does not say: tables, the place, the text before, the topic."""

import re

from extraction.carried_on import carried_on
from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.prepositions import GOING, preposition_before
from extraction.rules import where
from extraction.sources import is_source, is_speaker, is_told_by
from extraction.subjects import counts_only
from extraction.tables import row_named

_LISTS = words("entities")
_PLACING = frozenset(_LISTS["place_prepositions"])
_LONGEST_TABLE = 100
"""How many rows up the head of a table is looked for."""
_COLUMN_WORDS = frozenset(_LISTS["column_words"])
_CELL = re.compile(r"\|([^|]*)")
_BODIES = frozenset(_LISTS["body_nouns"])
_BODY = re.compile(
    rf"(?:\A|,\s|\band\s|\bbut\s)\s*[Tt]he\s+((?:[a-z-]+\s+){{1,2}}(?:{alternation(_BODIES)}))\s+(?:\w+ly\s+)?\Z"
)
_TRADES = frozenset(noun for noun in _LISTS["actor_nouns"] if noun.endswith("s")) - {"centres", "centers"}
_ESTIMATES = in_lower(r"\s(?:estimate[sd]|reckon(?:s|ed)|calculate[sd]|says|said)\b")
"""After a public body that tells of a trade of its place: `Hotels have 40 vacancies, the agency estimates`."""
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


@where("while", "whereas")
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
    carried = None if place and figure.number == 0 else carried_on(reading, figure.number, figure.start)
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
    body = not _BODIES.isdisjoint(reading.words_of(reading.topic))
    trades = not _TRADES.isdisjoint(figure.said)
    for m in figure.mentions if body or trades else ():
        tells = m.entity == reading.topic and m.start >= figure.end and (body or m.noun in _BODIES)
        if tells and (is_told_by(reading, m) or (trades and _ESTIMATES.match(reading.lower, m.end))):
            return True
    return False


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
    if link in _PLACING and place.sort == "free" and is_source(figure.reading, place):
        return False  # "Analysts at Acme"
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
