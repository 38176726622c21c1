"""Whose the parts of a whole are: `of which nine`, `one of 92 that Acme has backed`, what is done under a scheme."""

import re

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower
from extraction.mentions import Mention
from extraction.pointing import NEAR
from extraction.rules import where
from extraction.set_aside import OF_THAT_MONEY

_OF_THOSE = in_lower(r"\W*(?:and\s+|with\s+)?(?:of|among|amongst|including)\s+(?:which|whom|them|these|those)\b")
_BY_SITE = re.compile(r"\s(Park|Campus|Hub|Zone|Cluster|Village)\s[a-z]")
_ONE_OF = in_lower(r"\bone\s+of\s+(?:the\s+|its\s+|some\s+)?(?:[a-z]+\s+)?$")
_OF_THE_MANY = in_lower(r"\W*(?:and\s+|but\s+)?(?:of|among|amongst)\s+(?:the|all|those)\s+(?:[a-z]+\s+){0,3}")
_THAT = in_lower(r"\s+(?:(?:that|which|whom)\s+)?(?:the\s+)?")
_DID = in_lower(r"\s+(?:has|have|had|is|was|now|[a-z]+ed|runs|owns|lists|counts|names|backs)\b")
_THAT_WHO = in_lower(r"s\s(?:that|which|whom)\s(?:the\s)?$")
_BROKEN_DOWN = in_lower(r"[:\s]*(?:[\d., ]|and\s|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b)*")
_COUNTED_SO = in_lower(r"\d\s+(?:[a-z-]+\s+){0,2}[a-z-]+\s?:\s*$")
_TO_WHICH = in_lower(r"\W*(?:and\s+)?(?:to|on\s+top\s+of|besides)\s+which\b")
_LIES_IN = in_lower(r"\s+(?:is|are|was|were|lies?)\s+(?:in|at|on)\s+(?:the\s+)?")
_UNDER_WHICH = in_lower(r"\W*(?:under|through|by|with|from)\s+which\b")
_OF = ("of ", "among ")
_NEAR = 20
"""Characters from the opening of a sentence in which the name of a whole begins."""
_OF_ALL = in_lower(r"(?:of|among)\s+(?:all\s+)?(?:the\s+)?")
_THINGS = in_lower(r"(?:['’]s)?\s(?:[a-z-]+\s){0,2}[a-z-]+s,\s")
_AND_DID = in_lower(
    r"and\s(?:[a-z]+ly\s|then\s|also\s)?(?:[a-z]{2,}ed|built|sold|let|won|lost|sent|met|paid|took)\s"
    r"(?:(?:about|around|some|nearly|almost|over|only|more\s+than)\s)?$"
)
_ITS_THINGS = re.compile(r"\s(?:[a-z-]+\s)?[a-z-]+s")
_DIGIT = re.compile(r"\d")


@where(near="after")
def one_of(figure: Figure) -> Belonging | None:
    """Whose the many are of which some are told: `Bolt is one of 92 firms that Acme has backed`, `Of the 92 it ran`."""
    lower = figure.reading.lower
    one = "one" in figure.said and _ONE_OF.search(lower, max(figure.left, figure.start - 24), figure.start)
    if not one and not _OF_THE_MANY.fullmatch(lower, figure.left, figure.start):
        return None
    for m in figure.own:
        if m.start >= figure.end and _THAT.fullmatch(lower, figure.end, m.start):
            return Belonging(m.entity, "who did it to all of them", 0.88) if _DID.match(lower, m.end) else None
    return None


@where(near="told")
def of_those(figure: Figure) -> Belonging | None:
    """A part of what the figure before counts: `40 firms, of which nine are listed in Oldport`."""
    before = figure.reading.focus.get(figure.number)
    if not before:
        return None
    if _after_colon(figure) and _BROKEN_DOWN.fullmatch(figure.reading.lower, figure.left, figure.start):
        return Belonging(before, "breaks down the figure before it", 0.85)
    if figure.share and _opens_with_whole(figure):
        return Belonging(before, "a part of those the sentence opens with", 0.85)
    those = _OF_THOSE.match(figure.reading.lower, figure.left, figure.start)
    to_which = None if those else _TO_WHICH.match(figure.reading.lower, figure.left, figure.start)
    attached = figure.attached if those or to_which else None
    if attached and _LIES_IN.fullmatch(figure.reading.lower, figure.end, attached.start):
        return None
    if those:
        if giver := _giver(figure, those.end()):
            return Belonging(giver.entity, "who gave a part of it", 0.85, passing=True)
        return Belonging(before, "a part of those counted before it", 0.85)
    if to_which:
        named = any(m.organisation and not m.place and m.end <= figure.start for m in figure.own)
        return None if named else Belonging(before, "added to the figure before it", 0.8)
    return None


@where("of", of="money")
def of_that_money(figure: Figure) -> Belonging | None:
    """A part of the money told of before: `$9 million goes to Acme. By May $6 million of this had been spent`."""
    given = figure.reading.first_verb(figure.left, figure.start)  # "the state gives $6 million of this"
    if given or not OF_THAT_MONEY.match(figure.reading.lower, figure.end):
        return None
    told = (
        told.get(n) for n in (figure.number, figure.number - 1) for told in (figure.reading.given, figure.reading.focus)
    )
    before = next(filter(None, told), "")
    return Belonging(before, "a part of the money before it", 0.85) if before else None


@where("park", "campus", "hub", "zone", "cluster", "village")
def of_the_site(figure: Figure) -> Belonging | None:
    """Who is counted by a site that the text names in full elsewhere: `nine Park companies`."""
    reading = figure.reading
    by_site = _BY_SITE.search(reading.text, figure.start, figure.end)
    if by_site is None:
        return None
    noun = by_site[1].lower()
    named = (m.entity for m in reversed(reading.names_in(max(0, figure.start - NEAR), figure.start)))
    for entity in (reading.topic, *named):
        if noun in reading.lexicon.entity_heads.get(entity, ()):
            return Belonging(entity, "of the site it is counted by", 0.85)
    return None


def counted_by_name(figure: Figure) -> Belonging | None:
    """The body or programme by whose name things are counted: `six Acme mills won a prize`."""
    if figure.reading.lower.endswith("by ", figure.left, figure.start):
        return None  # "begun by two Acme millers"
    for m in figure.mentions:
        inside = figure.start < m.start and m.end < figure.end and m.sort == "name" and not m.place
        if inside and m.organisation and _ITS_THINGS.fullmatch(figure.text, m.end, figure.end):
            return Belonging(m.entity, "counted by its name", 0.85)
    return None


@where(of="share")
def of_the_named(figure: Figure) -> Belonging | None:
    """Whose the whole is of which a sentence opens with: `Of the Harbour Fund grants, class A took up 16 per cent`."""
    opening = figure.reading.sentences[figure.number].start
    if not figure.reading.lower.startswith(_OF, opening):
        return None
    for m in figure.mentions:
        if m.start - opening > _NEAR or m.end > figure.start:
            return None
        named = m.sort in ("name", "free") and _OF_ALL.fullmatch(figure.reading.lower, opening, m.start)
        if named and (things := _THINGS.match(figure.reading.lower, m.end, figure.start)):
            acts = figure.reading.first_verb(things.end(), figure.start)
            return Belonging(m.entity, "of the whole that opens the sentence", 0.85) if acts else None
    return None


@where("there")
def brought(figure: Figure) -> Belonging | None:
    """Who brought those that the sentence before tells of: `the firms that Acme has drawn. There were 40 of them`."""
    reading = figure.reading
    if figure.number == 0 or not reading.lower.startswith(" of them ", figure.end):
        return None
    left = reading.sentences[figure.number - 1].start
    for m in reversed(reading.names_of(figure.number - 1)):
        who = not m.place and _THAT_WHO.search(reading.lower, max(left, m.start - 14), m.start)
        if who and _DID.match(reading.lower, m.end):
            return Belonging(m.entity, "who brought those before", 0.8)
    return None


@where(of="share", near="told")
def done_to_some(figure: Figure) -> Belonging | None:
    """Whose those are of which a second verb takes some: `received 40 bids for the Quay Fund and accepted 30`."""
    before = figure.reading.focus.get(figure.number, "") if "and" in figure.said else ""
    if not before or "%" in figure.text[figure.start : figure.end]:
        return None
    did = _AND_DID.search(figure.reading.lower, max(figure.left, figure.start - 36), figure.start)
    return Belonging(before, "some of those counted before it", 0.85) if did else None


def _opens_with_whole(figure: Figure) -> bool:
    """Whether a figure comes after those it is a part of: `Of the 90 boats Acme has built, eight lie in Oldport`."""
    opening = figure.reading.sentences[figure.number].start
    whole = _OF_THE_MANY.match(figure.reading.lower, opening, figure.start)
    comma = figure.text.find(",", whole.end(), figure.start) if whole else -1
    return comma > 0 and _DIGIT.search(figure.text, opening, comma) is not None


def _giver(figure: Figure, left: int) -> Mention | None:
    """Who acts in a clause on a part of an amount: `40 million, of which the Harbour Fund put in three`."""
    for m in figure.own if figure.money else ():
        if m.sort == "pronoun" or (m.sort == "noun" and m.entity in figure.reading.lexicon.governments):
            continue
        named = left <= m.start and m.end <= figure.start and not m.place
        if named and m.organisation and figure.reading.first_verb(m.end, figure.start):
            return m
    return None


def _after_colon(figure: Figure) -> bool:
    """Whether a colon opens the clause, right after what the figure before it counts: `71 projects: 24, 25 and 22`."""
    lower, left = figure.reading.lower, figure.left
    return lower.endswith(": ", 0, left) and bool(_COUNTED_SO.search(lower, left - 40, left))


@where(near="told")
def under_which(figure: Figure) -> Belonging | None:
    """The scheme under which something is done, where its size or name stands before: `a fund, under which 40`."""
    before = figure.reading.focus.get(figure.number, "")
    under = _UNDER_WHICH.match(figure.reading.lower, figure.left, figure.start) if before else None
    if under is None or any(
        m.organisation and not m.place and under.end() <= m.start < figure.start for m in figure.own
    ):
        return None
    return Belonging(before, "what is done under it", 0.85)
