"""Figures by which no name stands and that only a place can have: what its Budget gives, what its markets do."""

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower
from extraction.rules import where
from extraction.sources import is_speaker

_BUDGET = in_lower(
    r"\W*(?:(?:so|and|but)\s)?(?:(?:the|this\syear['’]s|last\syear['’]s)\s(?:(?:19|20)\d\d(?:[-/–]\d\d)?\s)?"
    r"(?:national\s|federal\s|new\s|latest\s)?(?=budget\s)|(?=budget\s20\d\d\s))"
)
_LISTED_IN = in_lower(
    r"[^;.]{0,40}?\s(?:listed|floated|went\spublic|debuted|have\sgone\spublic|had\sgone\spublic)\s(?:in|on\sthe\smarkets?\sof)\s$"
)
"""Between firms and the place on whose market they are new: `52 firms, 21 of them in mining, listed in Oslo`."""
_OF = len(" of ")
_IN_MARKET = in_lower(
    r"\W*in\sthe\s(?:[a-z]+\s)?(?:stock|share|bond|property|housing|rental|labou?r|jobs?)\smarkets?,\s"
)


@where("budget", of="money")
def budget(figure: Figure) -> Belonging | None:
    """The government of the article's place for what `the Budget` gives; a budget in small letters may be anybody's."""
    reading = figure.reading
    found = _BUDGET.match(reading.lower, figure.left, figure.start)
    if not found or not reading.text.startswith("Budget", found.end()):
        return None
    if any(m.organisation and not m.place and m.end <= figure.start for m in figure.own):
        return None
    place = reading.topic_place
    government = reading.lexicon.government_of.get(place, place if reading.is_place(place) else "")
    return Belonging(government, "what the Budget gives", 0.8) if government else None


def market(figure: Figure) -> Belonging | None:
    """The article's place for what is told of its market: `In the stock market, 40 firms listed`."""
    reading = figure.reading
    opening = reading.sentences[figure.number].start
    if not reading.topic_place or not reading.lower.startswith(("in the ", "- in the "), opening):
        return None
    if not _IN_MARKET.match(reading.lower, opening, figure.start):
        return None
    acting = (m for m in figure.mentions if m.end <= figure.start and m.organisation and not m.place)
    if any(not is_speaker(reading, m) for m in acting):
        return None
    return Belonging(reading.topic_place, "what its market does", 0.75)


@where("listed", "public", "floated")
def listed(figure: Figure) -> Belonging | None:
    """The place where the firms that a clause counts listed: `Last year 52 firms listed in Oslo`."""
    if figure.money:
        return None
    if any(m.organisation and not m.place and m.end <= figure.start for m in figure.own):
        return None
    lower, told = figure.reading.lower, figure.reading.focus.get(figure.number - 1, "")
    acting = any(m.organisation and not m.place and m.end <= figure.start for m in figure.mentions)
    if figure.text[figure.start : figure.end].isalnum() and told and not (acting or figure.reading.is_place(told)):
        # "It backs 90 firms. Eleven listed in Oslo": those are its own
        return Belonging(told, "of those counted before", 0.8)
    if lower.find(" of ", figure.start, figure.end + _OF) >= 0:
        return None  # "nine of its firms listed in Oslo": whose they were is told before
    places = (m for m in figure.reading.names_of(figure.number) if m.place and m.start >= figure.end)
    found = next((m for m in places if _LISTED_IN.fullmatch(lower, figure.end, m.start)), None)
    return Belonging(found.entity, "where they listed", 0.85) if found else None
