"""What a relative clause is said of: `Acme, whose float raised 40 million`."""

import re

from extraction.catalogue_places import ORGANISATION_NOUNS
from extraction.figure import Belonging, Figure
from extraction.grammar import in_lower, words
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.rules import where
from extraction.sources import is_speaker

_LISTS = words("entities")
_RELATIVE = re.compile(r"\W*(which|that|who|whose|where)\b")
_TOGETHER = in_lower(r"\s+(?:have\s+)?(?:together|between\s+them|combined|jointly|in\s+all|altogether)\b")
_LISTED = in_lower(r"(?:,|,?\s+and)\s+(?:the\s+)?")
_NEXT_DOOR = re.compile(r"(?:\s[a-z]+){0,2}[\s,]*(?:\([^()]*\))?[\s,]*")
"""What may come between a name and the clause said of it: `the centre next door, which ...`, a bracket."""
_NESTED = re.compile(
    r"(?:['’]s?\s+(?:[a-z-]+\s+){0,2}[a-z-]+)?\s+(?:in|at|on|of|near)\s+(?:the\s+)?|(?:,|\s+and|,\s+and)\s+"
)
_EXPLAINED_IN = re.compile(r",\s(?:an?|the|its|one\sof\sthe)\s(?:[a-z][\w-]*\s){1,6}?(?:in|of|on)\s(?:the\s)?")
"""Between a name and the place where it is what it is said to be: `Acme, the oldest brewer in the country, which`."""
_AREAS = frozenset(_LISTS["place_nouns"])
_SINGULAR = re.compile(r"\s+(?:\w+ly\s+|also\s+)?(?:is|has|was|[a-z]{3,}s)\b")
_ONE_OF_MANY = re.compile(r"\b(?!\w*(?:ss|us|is)\b)[a-z]{3,}s\s(?:to|from|in|with|for)\s(?:the\s)?$", re.IGNORECASE)
"""Before a place of which alone a verb in the singular can be said: `sales to Norway, which has`."""


@where(near="earlier")
def relative(figure: Figure) -> Belonging | None:
    """What a relative clause is said of: `Acme, whose float raised 40 million`; `Acme, where profit was 3 million`."""
    link = _RELATIVE.match(figure.text, figure.left, figure.start)
    if link is None:
        return None
    before = [m for m in figure.mentions if m.end <= figure.left]
    if not before or not _NEXT_DOOR.fullmatch(figure.text, before[-1].end, figure.left):
        return None
    if any(
        m.end <= figure.start and not preposition_before(figure.reading.lower, figure.left, m.start) for m in figure.own
    ):
        return None
    if _TOGETHER.match(figure.reading.lower, link.end()) and (whole := _owner_of_all(figure, before)):
        return Belonging(whole, "what all of them belong to", 0.85)
    found: Mention = before[-1]
    for outer in reversed(before[:-1]):
        nested = _NESTED.fullmatch(figure.text, outer.end, found.start)
        if not (nested or (_is_area(figure, found) and _EXPLAINED_IN.fullmatch(figure.text, outer.end, found.start))):
            break
        found = outer
    singular = _SINGULAR.match(figure.text, link.end())
    last = figure.text[found.start : found.end].split(" of ")[0].split()[-1].lower()
    plural = last.endswith("s") and last not in ORGANISATION_NOUNS and not found.place
    if singular and plural and link.group(1) == "which":
        return None
    if singular and found.place and link.group(1) == "which" and _ONE_OF_MANY.search(figure.text, 0, found.start):
        return Belonging(found.entity, "what the clause is said of", 0.8, passing=True)
    opening = figure.reading.sentences[figure.number].start
    if preposition_before(figure.reading.lower, opening, found.start) == "between":
        return None
    if found.sort == "pronoun" or (found.place and link.group(1) != "where"):
        return None
    if link.group(1) not in ("which", "whose", "where") and is_speaker(figure.reading, found):
        return None
    # "On the pier at Weir, where 90 work, the master waits": only the scene.
    passing = found.place and found.sort == "free" and figure.reading.first_verb(opening, found.start) is None
    return Belonging(found.entity, "what the clause is said of", 0.85, passing=passing)


def _is_area(figure: Figure, mention: Mention) -> bool:
    """Whether a mention is a place, or a noun for one: `the country`."""
    return mention.place or mention.noun in _AREAS or figure.reading.is_place(mention.entity)


def _owner_of_all(figure: Figure, before: list[Mention]) -> str:
    """Who acts on all of a list that a clause is said of: `Acme runs Bolt and Corvid, which together employ 400`."""
    lower = figure.reading.lower
    opening = figure.clauses_before[-1][0] if figure.clauses_before else figure.left
    first = len(before) - 1
    while first and _LISTED.fullmatch(lower, before[first - 1].end, before[first].start):
        first -= 1
    stop = before[first].start
    verb = next((v for v in reversed(figure.reading.verbs_of(figure.number)) if opening <= v[0] < stop), None)
    if verb is None or first == len(before) - 1 or preposition_before(lower, opening, stop):
        return ""
    acting = [m for m in before if opening <= m.start and m.end <= verb[0] and not m.place]
    return acting[-1].entity if acting and not is_speaker(figure.reading, acting[-1]) else ""
