"""Names that open a clause or sentence, of which it then tells: `Under the scheme, ...`, `As for X, ...`."""

from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.rules import where

_LISTS = words("entities")
_FRONTED = in_lower(r"\W*(?:among|of|under|through|for|within|at)\s+(?:the\s+|this\s+)?(?:\w+\s+){0,2}")
_FRONTED_PREPOSITION = in_lower(r"\W*(?:among|of|under|at)\b")
_UNDER = in_lower(r"\W*(?:so\s+far\s+)?(?:under|through)\s+(?:the\s+)?")
_ADMINISTERED = in_lower(
    r"(?:(?:has|have|had)\s+)?(?:so\s+far\s+)?(?:received|approved|rejected|granted|awarded|vetted|processed|supported|funded|selected|admitted|handled|issued|disbursed|helped|paid)\b"
)
_TURN = in_lower(rf"\W*(?:{alternation(_LISTS['topic_openings'])})\s+(?:the\s+)?")


@where(near="earlier")
def fronted(figure: Figure) -> Belonging | None:
    """`Among the firms X backs, three ...`: the name that opens the clause or the sentence."""
    lower = figure.reading.lower
    opening = figure.reading.sentences[figure.number].start
    before = [m for m in figure.mentions if m.end <= figure.start and not m.place and m.organisation]
    for m in before:
        if m in figure.own and _FRONTED.fullmatch(lower, figure.left, m.start):
            return Belonging(m.entity, "opens the clause", 0.88)
    for m in before:
        if m.start - opening < 40 and _FRONTED_PREPOSITION.match(lower, opening, m.start):
            return (
                None if figure.reading.first_verb(opening, m.start) else Belonging(m.entity, "opens the sentence", 0.85)
            )
    return None


@where(near="earlier")
def under(figure: Figure) -> Belonging | None:
    """What a body does under a programme is of that: `Under the scheme, the department approved 300 applications`."""
    lower = figure.reading.lower
    opening = figure.reading.sentences[figure.number].start
    for m in figure.mentions:
        if m.start - opening > 12 or m.end > figure.start:
            break
        if lower.startswith(",", m.end) and not m.place and _UNDER.fullmatch(lower, opening, m.start):
            acts = figure.reading.first_verb(m.end, figure.start)
            return Belonging(m.entity, "done under it", 0.88) if acts and _ADMINISTERED.match(lower, acts[0]) else None
    return None


@where(near="earlier")
def turned_to(figure: Figure) -> Belonging | None:
    """`As for X, ...`: the sentence speaks of X, and so do those that follow."""
    opening = figure.reading.sentences[figure.number].start
    turn = _TURN.match(figure.reading.lower, opening, figure.start)
    if turn is None:
        return None
    found = next((m for m in figure.mentions if turn.end() <= m.start < turn.end() + 30), None)
    return Belonging(found.entity, "what the sentence turns to", 0.9) if found and found.end <= figure.start else None
