"""Whose it is what an agency does for a programme that it runs and that the text speaks of."""

from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower
from extraction.headings import heading_over
from extraction.pronouns import about
from extraction.rules import where

_DOES = in_lower(
    r"\s+(?:\w+ly\s+|also\s+|has\s+|have\s+|had\s+|so\s+far\s+)*"
    r"(?:(?:received|approved|rejected|granted|awarded|vetted|processed|supported|funded|selected|admitted|handled|issued|gave|given)\b"
    r"|(?:expects|plans|aims|hopes|intends|will)\s(?:to\s)?(?:support|approve|fund|admit|select|grant|award|vet)\b)"
)
_GIVES = in_lower(
    r"['’]s\s(?:[a-z-]+\s){0,2}?(?:commitment|contribution|support|funding|grants?)\s(?:to|for)\s(?:the|these|those|this|it|them)\b"
)
"""What somebody gives to what is told of: `The Government's commitment to these mills is $4 million`."""


_AIM = in_lower(r"['’]s\s(?:[a-z-]+\s)?(?:target|goal|aim|objective)\s(?:is|remains|was)\s")
_FOR_THAT = in_lower(r"\s(?:(?:in|for)\s[\d-]+\s)?for\s(?:the|this|that)\spurpose\b")


@where(of="allocated")
def for_that_purpose(figure: Figure) -> Belonging | None:
    """What is told of already, where money is set aside for it: `has earmarked $4 million for the purpose`."""
    reading, number = figure.reading, figure.number
    if not figure.money or not _FOR_THAT.match(reading.lower, figure.end):
        return None
    told = reading.focus.get(number) or (about(reading, number - 1) if number else "")
    return Belonging(told, "set aside for what is told of", 0.85) if told else None


@where("target", "goal", "aim", "objective", near="before")
def aim_of_a_government(figure: Figure) -> Belonging | None:
    """What a government aims at for a programme that is told of, or for its land: `The Government's target is 40`."""
    reading = figure.reading
    for m in figure.own:
        if m.end <= figure.start and m.entity in reading.lexicon.governments and _AIM.match(reading.lower, m.end):
            told = about(reading, figure.number - 1) if figure.number else ""
            within = bool(told) and told != m.entity and reading.lexicon.is_within(told, m.entity)
            whose = told if within else reading.lexicon.place_of(m.entity)
            return Belonging(whose, "what a government aims at", 0.8) if whose else None
    return None


@where(near="before")
def agency(figure: Figure) -> Belonging | None:
    """What an agency receives, approves or gives is of the programme it runs, where the text speaks of that one."""
    reading = figure.reading
    for m in figure.own:
        if m.end > figure.start or m.place:
            continue
        gives = figure.money and _GIVES.match(reading.lower, m.end, figure.start)
        if not gives and (figure.money or not _DOES.match(reading.lower, m.end, figure.start)):
            continue
        told = about(reading, figure.number - 1) if figure.number else ""
        for entity in (told, "" if gives else heading_over(reading, figure.number)):
            within = gives and entity != m.entity and reading.lexicon.is_within(entity or "", m.entity)
            if entity and (within or reading.lexicon.parents.get(entity) == m.entity):
                return Belonging(entity, "a programme of who acts", 0.8)
    return None
