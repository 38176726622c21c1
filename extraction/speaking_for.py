"""For whom a body says `we` and `our`: itself, or the place whose office it is."""

import re
from dataclasses import replace

from extraction.agreeing import PUBLIC
from extraction.figure import Figure
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.subjects import COUNTING

_TRADES = [noun for noun in words("entities")["actor_nouns"] if noun.endswith("s")]
_SPENDS = re.compile(
    r"\b(?:spen[dt]|spending|invest(?:ed|ing)?|commit(?:ted)?|inject(?:ed|ing)?|provid(?:e|ed|ing)|reserv(?:e|ed)|obtain(?:ed)?|put|fund(?:ed|ing)?|grant(?:ed)?"
    r"|approv(?:e|ed)|paid|pay|set\s+aside|earmark(?:ed)?|allocat(?:e|ed)|subsid\w+|borrow(?:ed)?|repa(?:y|id))\b",
    re.IGNORECASE,
)
_OF_THE = in_lower(
    r"\b(?:that|how)\s(?:the|these|those|our)\s(?:[a-z-]+s|people)\s(?:of|in|that|which|we|have|had|has)\b"
)
"""A survey of those spoken of before, who are whose they were: `our survey shows that the firms of May have`."""
_OUR_AIM = in_lower(r"\s(?:[a-z-]+\s)?(?:aim|goal|target|ambition)\b")
_WE_EXPECT = in_lower(
    r"\s(?:now\s|still\s)?(?:expect|forecast|project|predict|are\s(?:now\s)?expecting)\s(?!to\b|that\b)"
)
"""After `we`, said by an office of the state: what it foresees for its place."""
_LANDS = frozenset(("country", "nation", "city", "state", "province", "island"))
_OFFICES = PUBLIC | {"office", "secretariat"}
_OUR_TRADE = in_lower(
    rf"\s(?:[a-z-]+\s)?(?:{alternation(_TRADES)}|economy|exports|imports|ports?|citizens|people|workforce)\b"
)
"""After `our`, said by an office of the state: what its place has, `our exporters`."""


def spoken_for(figure: Figure, mention: Mention) -> Mention:
    """`We` of a government: itself where it gives or spends money, else the place it speaks for."""
    lexicon = figure.reading.lexicon
    if COUNTING.match(figure.reading.lower, mention.end) and not _OF_THE.search(
        figure.reading.lower, mention.end, figure.start
    ):
        return replace(mention, entity=lexicon.place_of(mention.entity) or mention.entity)
    public = lexicon.parents.get(mention.entity, "") in lexicon.governments and mention.noun == "our"
    place = lexicon.place_of(mention.entity) if public else ""
    of_place = public and _OUR_AIM.match(figure.reading.lower, mention.end) and _told_of(figure, place)
    if of_place or (public and _OUR_TRADE.match(figure.reading.lower, mention.end)):
        return replace(mention, entity=place or mention.entity)
    if (
        mention.noun == "we"
        and not figure.money
        and _WE_EXPECT.match(figure.reading.lower, mention.end)
        and not _OFFICES.isdisjoint(figure.reading.words_of(mention.entity))
    ):
        return replace(mention, entity=lexicon.place_of(mention.entity) or mention.entity)
    own = figure.money and (figure.allocated or _SPENDS.search(figure.text, figure.left, figure.start))
    if mention.entity not in lexicon.governments or own:
        return mention
    place = lexicon.place_of(mention.entity)
    return replace(mention, entity=place, place=True) if place else mention


def land_before(figure: Figure, us: Mention) -> str:
    """The land whose office says `we`, where the sentence before tells of it: `The country spent 4%. We spend 9%`."""
    reading = figure.reading
    if us.noun != "we" or figure.number == 0 or reading.openings[figure.number] == figure.number:
        return ""
    land = reading.lexicon.place_of(us.entity)
    told = (m for m in reading.mentions_of(figure.number - 1) if m.noun in _LANDS and m.entity == land)
    return land if land and land == reading.focus.get(figure.number - 1) and next(told, None) else ""


def _told_of(figure: Figure, place: str) -> bool:
    """Whether the figures of the sentences before are of a place, for which an aim may be set."""
    focus = figure.reading.focus
    told = (focus[n] for n in range(figure.number - 1, max(figure.number - 4, -1), -1) if n in focus)
    return next(told, "") == place != ""
