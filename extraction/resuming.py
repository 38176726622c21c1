"""The subject of a main clause that goes on after an aside: `Acme, whose boats are old, took in 40 million`."""

import re

from extraction.figure import Belonging, Figure
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.rules import where
from extraction.verbs import SPEECH

_ASIDE = re.compile(r"(?:which|whose|where|who)\s")
_NO_SUBJECT = re.compile(r"(?:also|now|still|then|[a-z]+ly|since|so\sfar|already)?\s*")
"""What may stand before the verb with which the main clause goes on."""
_SHARES = re.compile(r"[Ss](?:hares|tock)\s(?:of|in)\s(?:the\s)?$")
"""Before whoever has the shares that move: `Shares of Acme, which reports today, rose 4%`."""


@where(near="earlier")
def resumed(figure: Figure) -> Belonging | None:
    """The name right before the aside after which a clause without a subject goes on."""
    if not figure.clauses_before:
        return None
    reading = figure.reading
    left = figure.clauses_before[-1][0]
    if not _ASIDE.match(figure.text, left):
        return None
    verb = reading.first_verb(figure.left, figure.start)
    if verb is None or not _NO_SUBJECT.fullmatch(reading.lower, figure.left, verb[0]):
        return None
    if SPEECH.match(figure.text, verb[0]):
        return None  # what is told may be of others
    head = next((m for m in reversed(figure.mentions) if m.end <= left and left - m.end <= len(", ")), None)
    if head is None or not head.entity or not _acts(figure, head):
        return None
    return Belonging(head.entity, "goes on after an aside", 0.9)


def _acts(figure: Figure, head: Mention) -> bool:
    """Whether a name is the subject of its clause, or has the shares that are."""
    opening = figure.reading.sentences[figure.number].start
    if _SHARES.search(figure.text, max(opening, head.start - 20), head.start):
        return True
    return not preposition_before(figure.reading.lower, opening, head.start) and not figure.reading.first_verb(
        opening, head.start
    )
