"""What `it` and `its` stand for, and what a sentence is about."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower
from extraction.interviews import in_question
from extraction.mentions import Mention
from extraction.pointing_ahead import ahead
from extraction.prepositions import preposition_before
from extraction.sentences import clause_around
from extraction.subjects import is_apposed, subject_of

if TYPE_CHECKING:
    from extraction.reading import Reading

_I_OR_WE = in_lower(r"\W*(?:i|we)\s")
_WHICH_SAYS = in_lower(r"(?:which|who)\s+(?:says?|said|claims?|claimed|hopes?|believes?)\s+(?:that\s+)?")
_WHICH = in_lower(r"(?:which|who)\s")
_THAT = in_lower(r"\b(?:that|after|as|when|because|although|since|before|if)\s$")
"""Before a pronoun whose clause hangs on the one before."""
_LAUNCHES = frozenset(("launched", "unveiled", "introduced", "established", "launches", "unveils", "introduces"))
_LAUNCHED = in_lower(
    r"(?:launche[ds]|unveil(?:ed|s)|introduce[ds]|established)\s(?:(?:the|its|an?|their)\s)?(?:new\s)?$"
)
_WITHIN = ("from", "of", "at", "by", "in")
_AUXILIARY = in_lower(r"(?:will|would|can|could|may|might|should|must|had|has|is|was)\b")
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_AND = in_lower(r"\W*(?:and|but|while|whereas|as|yet|so|or)\s+(?:the\s+)?")
OF_OTHERS = in_lower(
    r"\s+(?:[\w-]+\s+){0,2}?(?:rivals?|competitors?|neighbou?rs?|partners?|peers?|opponents?|suppliers?|customers?)\b"
)
"""`Its rival Stowe`: what follows is no part of whoever `its` means."""
_DEEPEST = 5
_ANSWER = 8
"""How many sentences back the question of an answer may lie."""


def before(reading: "Reading", number: int, place: int) -> str:
    """What `it` stands for: the first name of this sentence before it, else what the last sentence was about."""
    if coming := ahead(reading, number, place):
        return coming
    sentence = reading.sentences[number]
    object_ = reading.plain_lower.startswith("it", place) and not reading.plain_lower.startswith("its", place)
    object_ = object_ and not reading.acts(place + 2, _ADVERB, _AUXILIARY)
    clause_list = reading.clauses_of(number)
    clause = clause_list[clause_around(clause_list, place)]
    own = reading.plain_lower.startswith("its", place) and _WHICH.match(reading.plain_lower, clause[0], place)
    if own or _WHICH_SAYS.fullmatch(reading.plain_lower, clause[0], place):
        said_of = next((m for m in reading.found_in(number) if m.end <= clause[0] <= m.end + 2), None)
        if said_of:
            return said_of.entity
    if place - sentence.start > 8:
        if said := _said_before(reading, number, place):
            return said
        if not object_ and (acting := _acting(reading, number, clause[0], place)):
            return acting
        part = reading.plain.rfind("; ", sentence.start, place)
        part = max(part, clause[0]) if reading.plain_lower.startswith("its", place) else part
        for mention in sorted(reading.found_in(number), key=lambda m: (m.start < part, m.place)):
            acted = object_ and clause[0] <= mention.start and reading.first_verb(mention.end, place)
            if (
                mention.end <= place
                and not acted
                and (mention.sort != "pronoun" or _is_ours(reading, mention))
                and (
                    _is_speakers(reading, mention)
                    or not preposition_before(reading.lower, sentence.start, mention.start)
                )
            ):
                called = (m for m in reading.found_in(number) if mention.end < m.start < place)
                return next((m for m in called if is_apposed(reading, mention, m)), mention).entity
        if inside := _deeper(reading, number, place):
            return inside
    asked = _asked(reading, number) if sentence.first and number else ""
    if not sentence.first and place - sentence.start < 4 and (built := _spoken_of_by_us(reading, number - 1)):
        return built
    if not sentence.first and place - sentence.start < 4 and (launched := _launched(reading, number - 1)):
        return launched
    found = (
        asked or reading.foreseeing.get(number - 1) or about(reading, number - 1) or _object_of(reading, number, place)
    )
    if found and found == reading.topic and reading.is_interview:
        found = _asked_in_answer(reading, number) or found
    return "" if found and sentence.first and _only_placed(reading, number, found) else found


def _deeper(reading: "Reading", number: int, place: int) -> str:
    """The one body named in a clause on which that of `it` hangs: `Figures from Acme show that it has`."""
    left = reading.sentences[number].start
    if not _THAT.search(reading.lower, max(left, place - 10), place):
        return ""
    inside = {
        m.entity
        for m in reading.names_of(number)
        if m.end < place
        and m.organisation
        and not m.place
        and preposition_before(reading.lower, left, m.start) in _WITHIN
    }
    return inside.pop() if len(inside) == 1 else ""


def _said_before(reading: "Reading", number: int, place: int) -> str:
    """What `it` stood for earlier in the sentence, after a preposition: `paid 4 million for it, and it has 40`."""
    for m in reading.found_in(number):
        if m.end < place and m.sort == "pronoun" and reading.plain_lower[m.start : m.end] == "it":
            return m.entity if preposition_before(reading.lower, reading.sentences[number].start, m.start) else ""
    return ""


def _spoken_of_by_us(reading: "Reading", number: int) -> str:
    """What somebody speaks of who says `I` or `we` first, and which `it` means then: `We build a park. It has 40`."""
    opening = reading.sentences[number].start
    if not _I_OR_WE.match(reading.lower, opening):
        return ""
    us = next((m.entity for m in reading.mentions_of(number) if m.noun in ("i", "we")), "")
    named = (m.entity for m in reversed(reading.names_of(number)) if m.organisation and not m.place)
    return next((entity for entity in named if us and entity != us), "")


def _launched(reading: "Reading", number: int) -> str:
    """The scheme or body that somebody brings in, which `it` means then: `Acme launched the Tern Scheme. It has 40`."""
    sentence = reading.sentences[number]
    if number in reading.focus or reading.words_in((sentence.start, sentence.end)).isdisjoint(_LAUNCHES):
        return ""
    for m in reading.names_of(number):
        if (
            m.organisation
            and not m.place
            and _LAUNCHED.search(reading.plain_lower, max(sentence.start, m.start - 40), m.start)
        ):
            return m.entity
    return ""


def _acting(reading: "Reading", number: int, left: int, place: int) -> str:
    """The one whose act the later clause of a pronoun tells: `Oslo paid, and Bergen spends 6% of its budget`."""
    if left == reading.sentences[number].start:
        return ""
    for mention in reading.found_in(number):
        if left <= mention.start and mention.end <= place:
            opens = mention.sort != "pronoun" and _AND.fullmatch(reading.plain_lower, left, mention.start)
            verb = opens and reading.first_verb(mention.end, place)
            return mention.entity if verb and verb[0] - mention.end < 2 else ""
    return ""


def _is_speakers(reading: "Reading", mention: Mention) -> bool:
    """Whether a noun is the firm of who speaks, whatever comes before it: `a third of his company's flats`."""
    return mention.sort == "noun" and reading.plain_lower.startswith(("his ", "her "), mention.start)


def _is_ours(reading: "Reading", mention: Mention) -> bool:
    """Whether `our` tells of one's own thing, which `it` means after it: `Our hall seats 90; it seated 40`."""
    return mention.noun in ("our", "my") and not OF_OTHERS.match(reading.plain_lower, mention.end)


def _object_of(reading: "Reading", number: int, place: int) -> str:
    """The one body or site named in a sentence before a place, where no text before says what `its` stands for."""
    before = {m.entity for m in reading.names_of(number) if m.end <= place and m.organisation and not m.place}
    return before.pop() if len(before) == 1 else ""


def _asked(reading: "Reading", number: int) -> str:
    """The body that the question right before an answer names last: `What came out of the lab? It has made 40`."""
    if not in_question(reading, number - 1):
        return ""
    named = (m for m in reversed(reading.mentions_of(number - 1)) if m.organisation and not m.place)
    return next((m.entity for m in named if m.sort != "pronoun"), "")


def _asked_in_answer(reading: "Reading", number: int) -> str:
    """What the question that a sentence helps to answer names: `What will the tunnel cost? We had none. It has 40`."""
    for earlier in range(number - 1, max(number - _ANSWER, -1), -1):
        if in_question(reading, earlier):
            return _asked(reading, earlier + 1)
    return ""


def _only_placed(reading: "Reading", number: int, entity: str) -> bool:
    """Whether an unlisted place is only where something was: no new paragraph calls that `it`."""
    if entity in reading.lexicon.entity_words:
        return False
    for earlier in range(number - 1, max(number - 4, -1), -1):
        for m in reading.names_of(earlier):
            if m.entity == entity:
                return m.place and bool(preposition_before(reading.lower, reading.sentences[earlier].start, m.start))
    return False


def about(reading: "Reading", number: int, first: int = 0) -> str:
    """What a sentence is about: who its figures are of, else its subject, else the one before, down to `first`."""
    if reading.depth > _DEEPEST:
        return ""
    for earlier in range(number, max(number - 3, first - 1), -1):
        if reading.inside_furniture(reading.sentences[earlier].start, reading.sentences[earlier].start + 1):
            continue
        if _only_asks(reading, earlier):
            continue
        reading.depth += 1
        entity = reading.focus.get(earlier) or subject_of(reading, earlier)
        reading.depth -= 1
        if entity:
            return entity if reading.focus.get(earlier) else reading.carried_from(entity)
    return ""


def _only_asks(reading: "Reading", number: int) -> bool:
    """Whether a sentence of a text that is no interview asks something and names nobody: `What does it cost?`."""
    asks = reading.text[reading.sentences[number].end - 1] == "?" and number not in reading.focus
    return asks and not reading.is_interview and not reading.names_of(number)
