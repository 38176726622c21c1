"""Figures of places: of the place a sentence opens with or points to, of goods sold abroad, of what is local."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.rules import where
from extraction.sources import is_source, is_speaker, is_told_by

_LISTS = words("entities")
_NUMBER = re.compile(r"\d")
_APART = re.compile(r"[\d,]")
_TRADE = frozenset(("exports", "imports", "abroad"))
_TRADED = in_lower(
    r"\W*(?:according\sto\s[^,]{3,80},\s)?(?:(?:the|total|all|most)\s)?(?:[a-z-]+\s){0,3}?(?:(?:exports|imports)\b|(?:shipped|sold|sent)\sabroad\b)"
)
_FORESEEN = in_lower(
    r"\s(?:now\s|also\s|still\s)?(?:expects?|expected|forecasts?|predicts?|predicted|foresees|sees|projects|counts|counted|puts?)\s(?!its\b|their\b)(?:[a-z-]+\s){0,2}?(?:exports|imports)\b"
)
"""After a body that speaks for a trade: `The wool board expects exports of 40 million`."""
_BODIES = frozenset(_LISTS["body_nouns"])
_AIMS = frozenset(("goal", "goals", "target", "targets", "aim", "ambition"))
_AIM_FOR = in_lower(r"\b(?:goals?|targets?|aim|ambition)\sfor\s")
_IN = in_lower(r"[^,;.\d]{2,40}\sin\s(?:the\s)?$")
_THERE_IT_IS = re.compile(
    r"\W*(?:(?:and|but|while|whereas)\s+)?(?:[Ii]n|[Aa]t)\s+(?:the\s+|neighbou?ring\s+|nearby\s+)?"
)
_ASIDE = in_lower(r",\s[a-z][^,;.]{3,50}(?=,\s(?:it|that)\s)")
"""What may be told aside of the place that a sentence opens with."""
_IT_IS = in_lower(
    r",?\s+(?:it|(?:the|that)\s+(?:figure|number|rate|share|total|average|proportion|ratio)|there)\s+(?:is|was|are|were|stood|stands|fell|rose|came|reached|amounted)\b"
)
_OVER_THERE = in_lower(
    r"\bthere\b(?!\s+(?:is|are|was|were|has|have|had|will|would|may|might|can|could|should|must|seems?|appears?|remains?|exists?|came|to\s+be)\b|['’])"
)
_SITES = frozenset((*_LISTS["site_nouns"], *_LISTS["pointing_nouns"]))
_PREMISES = frozenset(_LISTS["site_nouns"])
_NEAR = 4
"""How many sentences back `there` points."""
_LOCAL = in_lower(r"\b(?:local|domestic|home-grown|homegrown)\b(?!\s*,|\s+(?:and|or)\b)")
_LOCALS = frozenset({"local", "domestic", "home", "homegrown"})
_THE_GAUGE = in_lower(rf"\sthe\s(?:[a-z-]+\s)?(?:{alternation(_LISTS['index_nouns'])})\b")
_HERE = in_lower(r"\s(?:(?:have|had|has|were|are|was|is|now|already)\s){0,2}[a-z]+(?:\s[a-z]+)?\shere\b")
_FIRMS = in_lower(r"\b(?:companies|firms|businesses|enterprises|start-ups|startups|banks|funds|investors)$")
"""Those of whom one firm says that they have come `here`, to where it is itself."""
_NATIONAL = in_lower(
    r"(?:the|a)\snational\s(?:target|goal|aim|average|rate|minimum|total)\s(?:(?:is|was|of|at|stands|stood|for|that|it|to|reach)\s){1,3}"
    r"(?:(?:about|around|some|over|nearly|almost|just|only)\s){0,2}$"
)
_PRICES = frozenset(("price", "prices"))
_PRICE_OF = in_lower(
    rf"\bprices?\sof\s({alternation(sorted(_LISTS['mass_nouns']))}),?\s(?:which\s)?(?:has|have|had|rose|fell|went|is|are)\s[^,;]{{0,30}}\bby\s(?:[a-z]+\s){{0,2}}$"
)
_MARKET_AT = re.compile(
    r"(?:put|puts|putting|estimates?|estimated|values?|valued|reckons?)\sthe\s((?:[\w-]+\s){0,3}market(?:\sfor(?:\s[a-z-]+){1,3}?)?)\s"
    r"(?:at|to\sbe(?:\sworth)?)\s(?:(?:about|around|some|over|nearly|almost|more\sthan)\s)?$"
)
_HERE_IT_IS = in_lower(r"\W*(?:but\s|and\s|while\s)?here,?\s(?:it|they|the|that|there)\b")
_PEOPLE = frozenset(
    (
        *("adults", "children", "teenagers", "households", "families", "voters", "residents", "olds", "pensioners"),
        *("employers", "pupils", "parents", "women", "men", "smokers", "toddlers", "babies", "adolescents"),
    )
)
_OF_PEOPLE = in_lower(
    rf"\s(?:of\s)?(?:(?!the\b|its\b|their\b|these\b|those\b|our\b)[a-z-]+\s){{0,2}}?(?:[a-z]+-year-)?(?:{alternation(sorted(_PEOPLE))})\b"
)
_VARIOUS = in_lower(rf"the\svarious\s(?:[a-z-]+\s){{0,3}}?(?:{alternation(_LISTS['group_nouns'])})\s(?:together\s)?$")
_NATIONWIDE = frozenset({"nationwide", "nationally", "countrywide"})
_AFTER_ANOTHER = in_lower(r"[^;]{0,60}?\d[\d.,]*\s(?:[a-z]+\s){0,4}?(?:nationwide|nationally|countrywide)\b")
"""After a figure, where another is told of the whole land: `40 of 900 milked nationally`."""
_THEN_IN = re.compile(r"\s(?:in|across|throughout)\s(?:the\s)?(?:(?:whole|rest)\sof\s(?:the\s)?)?")
_LOWER = re.compile(r",?\s[a-z]")
"""What goes on about a place behind a colon: `One thing is new: in Oldport prices fell by a third`."""
_IN_PLACE = re.compile(
    r"\W*(?:In|Across|Throughout)\s+(?:the\s+)?(?:(?:whole|rest|city|town|country|region|province|state|all)\s+of\s+|neighbouring\s+|nearby\s+)?(?:the\s+)?"
)


@where(*_TRADE)
def traded(figure: Figure) -> Belonging | None:
    """Goods sold abroad of which a body only tells are the place's: `cork exports fell, the union said`."""
    reading, lower = figure.reading, figure.reading.lower
    if reading.topic_place not in reading.lexicon.places:
        return None
    telling = [m for m in figure.mentions if m.sort in ("name", "free") and m.organisation and not m.place]
    if not telling:
        return None
    first = telling[0]
    if _FORESEEN.match(lower, first.end, figure.start) and not _BODIES.isdisjoint(reading.words_of(first.entity)):
        return Belonging(reading.topic_place, "sold abroad from the place", 0.8)
    if not _TRADED.match(lower, figure.left, figure.start):
        return None
    if any(m.entity == reading.topic and _BODIES.isdisjoint(reading.words_of(m.entity)) for m in telling):
        return None  # a firm tells of its own exports
    told = all(is_speaker(reading, m) or is_told_by(reading, m) or is_source(reading, m) for m in telling)
    own = any(figure.left <= m.start and m.end <= figure.start and not is_source(reading, m) for m in telling)
    return Belonging(reading.topic_place, "sold abroad from the place", 0.8) if told and not own else None


@where(*_AIMS)
def aimed_at(figure: Figure) -> Belonging | None:
    """What is aimed at for something in a place is of the place: `raised its goal for wind power in Norway to 40`."""
    aim = _AIM_FOR.search(figure.reading.lower, figure.left, figure.start)
    place = next((m for m in figure.own if aim and m.place and aim.end() <= m.start < figure.start), None)
    if aim is None or place is None or not _IN.match(figure.reading.lower, aim.end(), place.start):
        return None
    who = next((m for m in figure.own if m.organisation and m.end <= aim.start()), None)
    if who is None or _BODIES.isdisjoint(figure.reading.words_of(who.entity)):
        return None  # what a firm aims at in a place is its own
    return Belonging(place.entity, "what is aimed at there", 0.8)


def fronted_place(figure: Figure) -> Belonging | None:
    """The place that a sentence opens with, where nobody in it acts: `In the whole of Laketown, 8% are empty`."""
    opening = figure.reading.sentences[figure.number].start
    colon = figure.text.rfind(": ", opening, figure.start)
    if colon > 0 and (said := _THEN_IN.match(figure.text, colon + 1, figure.start)):
        place = next((m for m in figure.mentions if m.place and m.start == said.end()), None)
        if place and _LOWER.match(figure.text, place.end):
            return Belonging(place.entity, "the place that opens the clause", 0.85)
    found = _IN_PLACE.match(figure.text, opening, figure.start)
    if found is None:
        return None
    place = next((m for m in figure.mentions if m.place and m.start == found.end()), None)
    if place is None:
        return None
    if figure.text[place.end : place.end + 1] != "," and not _THE_GAUGE.match(figure.reading.lower, place.end):
        return None
    return Belonging(place.entity, "the place that opens the sentence", 0.85)


@where(near="before")
def there_it_is(figure: Figure) -> Belonging | None:
    """The place that a clause opens with, where `it` only stands for what is measured: `in Oldmark it is 182,000`."""
    lower = figure.reading.lower
    behind_aside = lower.startswith("it ", figure.left)  # a clause of its own: "At Weir, run by Acme, it was 40"
    left = figure.reading.sentences[figure.number].start if behind_aside else figure.left
    found = _THERE_IT_IS.match(figure.text, left, figure.start)
    if found is None:
        return None
    place = next((m for m in figure.mentions if m.start == found.end() and (m.place or not m.organisation)), None)
    if place is None:
        return None
    aside = _ASIDE.match(lower, place.end)
    if not _IT_IS.match(lower, aside.end() if aside else place.end):
        return None
    return Belonging(place.entity, "the place that opens the clause", 0.85)


@where("there")
def over_there(figure: Figure) -> Belonging | None:
    """The site or place spoken of before, where the clause only says `there`: `340 firms have taken space there`."""
    reading, number = figure.reading, figure.number
    if not _OVER_THERE.search(reading.lower, figure.left, figure.right):
        return None
    if any(m.organisation and not m.place and m.end <= figure.start for m in figure.own):
        return None
    for earlier in range(number, max(number - _NEAR, -1), -1):
        names = [m for m in reading.names_of(earlier) if m.end <= figure.start]
        sites = [m for m in names if m.place or not _SITES.isdisjoint(reading.words_of(m.entity))]
        if sites:
            return Belonging(next((m for m in sites if not m.place), sites[-1]).entity, "where it is", 0.8)
    return None


@where(*_NATIONWIDE)
def nationwide(figure: Figure) -> Belonging | None:
    """What is told of a whole land is of the body that says so, else of the land."""
    reading = figure.reading
    if _AFTER_ANOTHER.match(reading.lower, figure.end, figure.right):
        return None
    before = (m for m in figure.mentions if m.end <= figure.start and m.sort == "name" and m.organisation)
    told = next((m.entity for m in before if is_speaker(reading, m)), "")
    owner = told or reading.topic_place
    return Belonging(owner, "told of the whole land", 0.75) if owner else None


@where("national")
def of_the_land(figure: Figure) -> Belonging | None:
    """The place that an average or aim is of which is called national: `above the national average of 40 per cent`."""
    place = figure.reading.topic_place
    if not place or not _NATIONAL.search(figure.reading.lower, figure.left, figure.start):
        return None
    parents = figure.reading.lexicon.parents
    while above := parents.get(place):  # the nation, and not the town or county
        place = above
    return Belonging(place, "told of the whole land", 0.85, passing=True)


@where(*_PRICES)
def priced(figure: Figure) -> Belonging | None:
    """The good whose price moves, in a text on something else: `the price of steel has risen by 18 per cent`."""
    found = _PRICE_OF.search(figure.reading.lower, figure.left, figure.start)
    return Belonging(found[1], "whose price it is", 0.75, passing=True) if found else None


@where("market", of="money")
def sized_up(figure: Figure) -> Belonging | None:
    """The market that somebody puts at a size: `analysts put the world market for robots at $48 billion`."""
    found = _MARKET_AT.search(figure.text, figure.left, figure.start)
    return Belonging(found[1], "what is put at a size", 0.8, passing=True) if found else None


@where("here")
def here_it_is(figure: Figure) -> Belonging | None:
    """The place the article is set in, where a clause turns back to it: `In Oldmark it is 9%. Here it is 4%`."""
    reading = figure.reading
    place = reading.topic_place
    if not place or not _HERE_IT_IS.match(reading.lower, figure.left, figure.start):
        return None
    before = next(
        (reading.focus[n] for n in range(figure.number, max(figure.number - 2, -1), -1) if n in reading.focus), ""
    )
    away = before and before != place and reading.is_place(before)
    return Belonging(place, "where it is told", 0.8) if away else None


@where(*_PEOPLE, of="share")
def of_people(figure: Figure) -> Belonging | None:
    """The part of a people is of its place, not of the office that tells it: `58 per cent of adults have had one`."""
    reading = figure.reading
    if not _OF_PEOPLE.match(reading.lower, figure.end):
        return None
    place = reading.topic_place or reading.lexicon.place_of(reading.topic)
    return Belonging(place, "a part of the people of the place", 0.7) if place else None


@where("various")
def all_schemes(figure: Figure) -> Belonging | None:
    """What the various schemes of a sort have done together is of the place that runs them."""
    place = figure.reading.topic_place
    acts = figure.reading.first_verb(figure.left, figure.start) if place else None
    if acts is None or not _VARIOUS.search(figure.reading.lower, figure.left, acts[0]):
        return None
    return Belonging(place, "of all the schemes of the place", 0.75)


@where("here", *_LOCALS)
def local(figure: Figure) -> Belonging | None:
    """What is called local belongs to the place the article is set in."""
    lower = figure.reading.lower
    if "here" in figure.said and _HERE.match(lower, figure.end, figure.right):
        reading = figure.reading
        at_topic = reading.is_place(reading.topic) or not _PREMISES.isdisjoint(reading.words_of(reading.topic))
        if not at_topic and reading.topic_place and _FIRMS.search(lower, figure.start, figure.end):
            return Belonging(reading.topic_place, "where it is told", 0.75)
        return Belonging(reading.topic, "where it is told", 0.75) if reading.topic and at_topic else None
    if not figure.reading.topic_place or figure.said.isdisjoint(_LOCALS):
        return None
    nearby = _APART.split(lower[figure.left : figure.start])[-1]
    counted = _NUMBER.sub("", lower[figure.start : figure.end])
    found = _LOCAL.search(f"{nearby} {counted}")
    reading = figure.reading
    # "Domestic sales rose" of one body: its own, at home.
    if found and not (found.group() == "domestic" and reading.topic and not reading.is_place(reading.topic)):
        return Belonging(figure.reading.topic_place, "local", 0.75)
    return None
