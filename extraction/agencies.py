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
