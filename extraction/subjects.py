"""Whose figure it is: the entity a quantity belongs to, by grammar first and by context after."""

import re
from dataclasses import dataclass

from extraction.grammar import alternation, words
from extraction.mentions import Mention
from extraction.reading import Reading
from extraction.sentences import clause_around
from extraction.verbs import FINITE, OWNING, SPEECH

_LISTS = words("entities")
_PREPOSITION = re.compile(
    rf"\b({alternation(_LISTS['prepositions'])})\s+(?:(?:the|a|an|its|this|that|their|both|all|some|local|wider|whole|new)\s+){{0,2}}$", re.IGNORECASE
)
_PLACING = frozenset(_LISTS["place_prepositions"])
_RECIPIENT = re.compile(r"\b(?:to|for)\s+(?:the\s+|this\s+|its\s+)?$", re.IGNORECASE)
_ATTACHED = re.compile(r"\s*(?:[a-z-]+\s+){0,3}(?:in|at|within|inside|under|of|across)\s+(?:the\s+)?$")
_AGENT = re.compile(r"\b\w+(?:ed|en|id|ilt|un|ade|ld|ought)\s+by\s+(?:the\s+)?$")
_FRONTED = re.compile(r"^\W*(?:among|of|under|through|for|within|at)\s+(?:the\s+|this\s+)?(?:\w+\s+){0,2}$", re.IGNORECASE)
_FRONTED_PREPOSITION = re.compile(r"^\W*(?:among|of|under)\b", re.IGNORECASE)
_LOCAL = re.compile(r"\b(?:local|domestic|home-grown|homegrown)\b", re.IGNORECASE)
_ACTOR = re.compile(
    rf"(?:^|,\s|\band\s)\s*(?:[Tt]he\s+|[Ll]ocal\s+)?((?:[\w’'-]+\s+){{0,3}}(?:{alternation(_LISTS['actor_nouns'])}))\s+(?:\w+ly\s+)?(?:{FINITE.pattern})"
)
_HERE = re.compile(r"\b(?:by|from|of|for|at|to|in|into|within|under|with|through)\s+(?:the\s+|a\s+|its\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The entity of a figure, the rule that found it, and how sure that rule is (0..1)."""

    entity: str
    rule: str
    weight: float


def _preposition(reading: Reading, mention: Mention, left: int) -> str:
    """The preposition a mention hangs on, in small letters; empty for subjects and objects."""
    found = _PREPOSITION.search(reading.text, max(left, mention.start - 40), mention.start)
    return found.group(1).lower() if found else ""


def _is_speaker(reading: Reading, mention: Mention) -> bool:
    """Whether a mention only says who speaks: `HKX chief Jane Doe said`, or `Jane Doe of HKX said`."""
    after = reading.text[mention.end : mention.end + 70]
    speech = SPEECH.search(after)
    return bool(speech and not FINITE.search(after[: speech.start()]))


def subject_of(reading: Reading, number: int) -> str:
    """The entity that is the subject of a sentence; empty when it has none that is named."""
    sentence = reading.sentences[number]
    first_verb = FINITE.search(reading.text, sentence.start, sentence.end)
    stop = first_verb.start() if first_verb else sentence.end
    speaker = ""
    oblique = ""
    for mention in reading.mentions_of(number):
        if mention.start >= stop:
            break
        if _preposition(reading, mention, sentence.start):
            oblique = oblique or ("" if mention.place else mention.entity)
        elif _is_speaker(reading, mention):
            speaker = mention.entity
        else:
            return mention.entity
    if speaker or oblique:
        return speaker or oblique
    later = [m for m in reading.mentions_of(number) if m.start > stop and not m.place and m.sort != "pronoun"]
    return later[0].entity if later and first_verb and first_verb.group().lower() in ("is", "was", "are", "were", "saw") else ""


def _subject_like(reading: Reading, mentions: list[Mention], left: int, right: int) -> Mention | None:
    """The mention in `[left, right)` that acts: no preposition before it, no verb between it and the clause's start."""
    best = None
    for mention in mentions:
        if not left <= mention.start < right:
            continue
        if _preposition(reading, mention, left) or FINITE.search(reading.text, left, mention.start):
            continue
        if reading.text[mention.end : mention.end + 1] == "(" or re.match(r"\s\(\s?$", reading.text[mention.end : right]):
            continue
        if best is None:
            best = mention
        elif reading.plain[best.end : mention.start].strip() in ("'s", "'", "and", "&"):
            best = mention if "'" in reading.plain[best.end : mention.start] else best
    return best


def belonging(reading: Reading, number: int, start: int, end: int, *, allocated: bool, amount: bool) -> Belonging:
    """The entity of the quantity `text[start:end]` in sentence `number`; an empty entity when nothing is named anywhere."""
    sentence = reading.sentences[number]
    text = reading.text
    clause_list = reading.clauses_of(number)
    place = clause_around(clause_list, start)
    left, right = clause_list[place]
    mentions = [m for m in reading.mentions_of(number) if m.entity]
    own = [m for m in mentions if left <= m.start < right]
    if text[sentence.start] == "|":
        return _of_row(reading, number, start)
    if amount:
        for mention in mentions:
            if mention.start < end + 4 and mention.end > end and mention.start >= start and not mention.place:
                return Belonging(mention.entity, "names what the money is for", 0.95)
    if allocated:
        for mention in mentions:
            if end <= mention.start < end + 90 and _RECIPIENT.search(text, end, mention.start) and not FINITE.search(text, end, mention.start):
                if mention.place and (better := next((m for m in mentions if m.start == mention.end + 3), None)):
                    return Belonging(better.entity, "given to it", 0.9)
                if not mention.place:
                    return Belonging(mention.entity, "given to it", 0.9)
    for mention in own:
        if mention.start >= end and _AGENT.search(text, max(end, mention.start - 30), mention.start):
            return Belonging(mention.entity, "done by it", 0.95)
    subject = _subject_like(reading, [m for m in own if m.end <= start], left, start)
    attached = next(
        (m for m in own if m.start >= end - 30 and m.start > start and m.end > end - 1 and _ATTACHED.fullmatch(text, min(end, m.start), m.start)),
        next((m for m in own if start < m.start and m.end <= end), None),
    )
    if attached and not attached.place and not (subject and OWNING.match(text, subject.end)):
        return Belonging(attached.entity, "stands with what is counted", 0.9)
    if subject and subject.sort == "pronoun" and subject.noun in ("its", "their") and not FINITE.search(text, left, start):
        subject = None
    if subject and not _is_speaker(reading, subject):
        return Belonging(subject.entity, f"subject of the clause ({subject.sort})", 0.95 if subject.sort != "pronoun" else 0.88)
    for mention in own:
        if mention.end <= start and not mention.place and _FRONTED.match(text[left : mention.start]):
            return Belonging(mention.entity, "opens the clause", 0.88)
    fronted = next((m for m in mentions if m.end <= start and not m.place and _FRONTED_PREPOSITION.match(text[sentence.start : m.start]) and m.start - sentence.start < 40), None)
    if fronted and not FINITE.search(text, sentence.start, fronted.start):
        return Belonging(fronted.entity, "opens the sentence", 0.85)
    if not FINITE.search(text, left, start):
        verb = FINITE.search(text, end, right)
        after = [m for m in own if verb and m.start >= verb.start() and not m.place and m.noun not in ("its", "their", "it", "they")]
        if after:
            return Belonging(after[0].entity, "object of the clause", 0.85)
    if attached:
        return Belonging(attached.entity, "place of what is counted", 0.85)
    for back in range(place - 1, -1, -1):
        other_left, other_right = clause_list[back]
        earlier = _subject_like(reading, [m for m in mentions if m.end <= start], other_left, other_right)
        if earlier and not _is_speaker(reading, earlier) and earlier.noun not in ("its", "their"):
            return Belonging(earlier.entity, f"subject of the sentence ({earlier.sort})", 0.88)
    if actor := _ACTOR.search(text, left, min(start + 1, right)):
        return Belonging(actor.group(1).strip(), "common noun acting", 0.75)
    near = [m for m in own if not m.place and m.sort != "pronoun"]
    before = [m for m in near if m.end <= start]
    if before:
        return Belonging(before[-1].entity, "named before it in the clause", 0.75)
    if reading.topic_place and _LOCAL.search(text, left, end + 12):
        return Belonging(reading.topic_place, "local", 0.75)
    in_place = next((m for m in own if m.place and _preposition(reading, m, left) in _PLACING), None)
    if in_place and number == 0:
        return Belonging(in_place.entity, "place named in the clause", 0.7)
    carried = _carried(reading, number)
    if carried and not (in_place and carried.weight < 0.7):
        return carried
    if in_place:
        return Belonging(in_place.entity, "place named in the clause", 0.7)
    if near:
        return Belonging(near[0].entity, "named in the clause", 0.65)
    named = [m for m in mentions if m.sort == "name"]
    if reading.topic:
        return Belonging(reading.topic, "topic of the article", 0.6)
    return Belonging(named[0].entity if named else "", "named in the sentence", 0.5)


def _carried(reading: Reading, number: int) -> Belonging | None:
    """What the sentences before were about; weaker across paragraphs, and None at the start."""
    if number == 0:
        return None
    if reading.focus.get(number):
        return Belonging(reading.focus[number], "as the figure before", 0.8)
    sentence = reading.sentences[number]
    if not sentence.first or reading.sentences[number - 1].line >= sentence.line:
        entity = reading.about(number - 1)
        return Belonging(entity, "as the sentence before", 0.75) if entity else None
    if reading.topic and reading.topic not in reading.lexicon.places:
        return Belonging(reading.topic, "topic of the article", 0.65)
    entity = reading.about(number - 1)
    return Belonging(entity, "as the paragraph before", 0.65) if entity else None


def _of_row(reading: Reading, number: int, start: int) -> Belonging:
    """The entity of a table's cell: named in its row's first cell's column head, else the topic."""
    text = reading.text
    sentence = reading.sentences[number]
    column = text.count("|", sentence.start, start)
    top = number
    while top > 0 and text[reading.sentences[top - 1].start] == "|":
        top -= 1
    head = reading.sentences[top]
    cells = [(m.start(1), m.end(1)) for m in re.finditer(r"\|([^|]*)", text[head.start : head.end])]
    if top != number and 0 < column <= len(cells):
        left, right = cells[column - 1]
        for mention in reading.mentions_of(top):
            if head.start + left <= mention.start < head.start + right and mention.start - head.start - left <= 2:
                return Belonging(mention.entity, "head of the column", 0.85)
    return Belonging(reading.topic, "topic of the article", 0.5)
