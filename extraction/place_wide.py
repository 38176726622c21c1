"""Figures by which no name stands and that only a place can have: of its economy, its Budget, its markets."""

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.prepositions import GOING, preposition_before
from extraction.rules import where
from extraction.sources import is_speaker

_LISTS = words("entities")
_ECONOMIES = frozenset(noun.lower().split()[0] for noun in _LISTS["economy_nouns"])
_ECONOMY = in_lower(
    r"(?:[a-z ,'’]{2,60}?\bthat\s)?\W*(?:(?:since|as|because|while|although|and|but)\s+)?"
    rf"(?:(?:the|annual|core|headline|consumer|real|national|overall)\s+)*"
    rf"(?:{alternation(noun.lower() for noun in _LISTS['economy_nouns'])})\b"
)
_OF_SALES = in_lower(r"\sof\s(?:the\s|total\s|all\s|its\s|our\s)?(?:sales|revenues?|turnover|orders|takings)\b")
_FIRMS_TOO = frozenset(("wages", "exports", "imports"))
"""What a firm has as well as an economy."""
_EQUAL = in_lower(r"(?:equivalent|equal)\sto\s(?:[a-z]+\s){0,2}$")
_OF_GDP = in_lower(r"\sof\s(?:its\s|the\s)?(?:gdp|gross\sdomestic\sproduct|economic\soutput)\b")
_SHARE_OF_GDP = in_lower(
    r"\b(?:share|ratio|percentage|proportion)\b[^.;\d]{0,60}?\s(?:in|of|to)\s(?:the\s)?(?:gdp|gross\sdomestic\sproduct|economic\soutput)\b"
)
_FRONTED = 160
"""Characters before a share in which the sentence may say what it is of."""
_BUDGET = in_lower(
    r"\W*(?:(?:so|and|but|in)\s)?(?:(?:the|this\syear['’]s|last\syear['’]s)\s(?:(?:19|20)\d\d(?:[-/–]\d\d)?\s)?"
    r"(?:national\s|federal\s|new\s|latest\s)?(?=budget\s)|(?=budget\s20\d\d\s))"
)
_MINISTERS = in_lower(r"(?:the\s|its\s)?ministers\s(?!(?:of|from|for|in|at|and|who|to|or|with|was|were)\b)[a-z]")
_BEFORE_MINISTERS = (", ", " and ", " but ", " that ", " while ", "“", '"')
_LISTED_IN = in_lower(
    r"[^;.]{0,40}?\s(?:listed|floated|went\spublic|debuted|have\sgone\spublic|had\sgone\spublic)\s(?:in|on\sthe\smarkets?\sof)\s$"
)
"""Between firms and the place on whose market they are new: `52 firms, 21 of them in mining, listed in Oslo`."""
_OF = len(" of ")
_IN_MARKET = in_lower(
    r"\W*in\sthe\s(?:[a-z]+\s)?(?:stock|share|bond|property|housing|rental|labou?r|jobs?)\smarkets?,\s"
)


@where(*_ECONOMIES)
def economy(figure: Figure) -> Belonging | None:
    """Inflation, unemployment and their like belong to the place named with them, else to the place of the article."""
    if figure.share and _OF_SALES.match(figure.reading.lower, figure.end):
        return None  # "Exports were 88% of sales": a firm's
    if not _ECONOMY.match(figure.reading.lower, figure.left, figure.start):
        return None
    if any(m.organisation and not m.place and m.end <= figure.start for m in figure.own):
        return None
    if not _FIRMS_TOO.isdisjoint(figure.said) and _tells_of_a_firm(figure):
        return None
    lower, left = figure.reading.lower, figure.left
    placed = next(
        (m.entity for m in figure.own if m.place and preposition_before(lower, left, m.start) not in GOING),
        figure.reading.topic_place,
    )
    placed = placed or figure.reading.lexicon.place_of(figure.reading.topic)
    return Belonging(placed, "a figure of the whole economy", 0.85) if placed else None


def _tells_of_a_firm(figure: Figure) -> bool:
    """Whether the sentence before was about a body that is no public one."""
    reading = figure.reading
    told = reading.focus.get(figure.number) or reading.focus.get(figure.number - 1, "")
    public = reading.is_place(told) or told in reading.lexicon.governments or reading.counts_for_others(told)
    return bool(told) and not public


@where("gdp", "gross", of="share")
def of_its_output(figure: Figure) -> Belonging | None:
    """The land of whose output something is a part, where only a body that has none is told of: `our park`."""
    lower = figure.reading.lower
    if not _OF_GDP.match(lower, figure.end) or _EQUAL.search(lower, figure.left, figure.start):
        return None
    if any(m.end <= figure.start and (m.place or m.sort == "name") for m in figure.mentions):
        return None
    return _of_the_land(figure)


@where(of="share")
def of_output(figure: Figure) -> Belonging | None:
    """The land of whose output something is a part, where nobody is named: `research reached 1.2 per cent of GDP`."""
    lower = figure.reading.lower
    opening = max(figure.reading.sentences[figure.number].start, figure.start - _FRONTED)
    part = _OF_GDP.match(lower, figure.end) and not _EQUAL.search(lower, figure.left, figure.start)
    if not part and not _SHARE_OF_GDP.search(lower, opening, figure.start):
        return None
    return _of_the_land(figure)


def _of_the_land(figure: Figure) -> Belonging | None:
    land = figure.reading.land
    return Belonging(land, "a part of the output of the land", 0.75) if land else None


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


@where("ministers")
def ministers(figure: Figure) -> Belonging | None:
    """The government of the article's place for what its ministers do: `In Oslo, ministers have pledged 40 million`."""
    acting = _MINISTERS.search(figure.reading.lower, figure.left, figure.start)
    if acting is None:
        return None
    opens = acting.start() == figure.left or figure.reading.lower.endswith(
        _BEFORE_MINISTERS, figure.left, acting.start()
    )
    if not opens:
        return None
    if any(m.organisation and not m.place and m.end <= acting.start() for m in figure.own):
        return None
    lexicon = figure.reading.lexicon
    government = lexicon.government_of.get(figure.reading.topic_place, "")
    return Belonging(government, "what its ministers do", 0.8) if government else None


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
