"""The subject of a sentence or clause, as far as names show it."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.reading import Reading
from extraction.verbs import SPEECH, verbs

_SET_OFF = re.compile(r"'s\b|\s*,|\s+\(")
_ADVERB = in_lower(r"\w+ly\s+")
_LIKE_VERB = in_lower(r"[a-z]{3,}ed\b|[a-z]{3,}s\s+(?:to|that|an?|the|its|up|down|out)\b")
_BRACKET = re.compile(r"\s\(\s?$")
_LISTS = words("entities")
_COUNTS = re.compile(
    rf"'s\s+(?:(?:{alternation(_LISTS['publishing_words'])})\s+){{0,2}}(?:{alternation(_LISTS['counting_acts'])})\b"
)


def is_speaker(reading: Reading, mention: Mention) -> bool:
    """Whether a mention only says who speaks: `HKX chief Jane Doe said`, or `Jane Doe of HKX said`."""
    known = reading.speaking.get(mention.end)
    if known is None:
        speech = SPEECH.search(reading.text, mention.end, mention.end + 70)
        known = bool(speech and not verbs(reading.plain_lower, mention.end, speech.start()))
        reading.speaking[mention.end] = known
    return known


def counts_only(reading: Reading, mention: Mention) -> bool:
    """Whether a body only counts what is not its own: `the board's provisional count of visitors`."""
    place = reading.topic_place or reading.lexicon.place_of(mention.entity)
    return bool(place and not mention.place and _COUNTS.match(reading.plain, mention.end))


def _bare_subject(reading: Reading, end: int) -> bool:
    """Whether a name that ends at `end`, and does not say what it is, is followed as a subject is."""
    return bool(_SET_OFF.match(reading.plain, end)) or reading.acts(end, _ADVERB, _LIKE_VERB)


def subject_of(reading: Reading, number: int) -> str:
    """The entity that is the subject of a sentence; empty when it has none that is named."""
    sentence = reading.sentences[number]
    verb = reading.first_verb(sentence.start, sentence.end)
    stop = verb[0] if verb else sentence.end
    speaker = ""
    oblique = ""
    for mention in reading.mentions_of(number):
        if mention.start >= stop:
            break
        if preposition_before(reading.lower, sentence.start, mention.start):
            oblique = oblique or ("" if mention.place else mention.entity)
        elif is_speaker(reading, mention):
            speaker = mention.entity
        elif mention.organisation or _bare_subject(reading, mention.end):
            return mention.entity
    if speaker or oblique:
        return speaker or oblique
    placed = next((m.entity for m in reading.mentions_of(number) if m.place and m.start < stop), "")
    later = [
        m
        for m in reading.mentions_of(number)
        if m.start > stop and not m.place and m.organisation and m.sort != "pronoun"
    ]
    return (
        later[0].entity
        if later and verb and reading.text[verb[0] : verb[1]].lower() in ("is", "was", "are", "were", "saw")
        else placed
    )


def subject_like(reading: Reading, mentions: list[Mention], left: int, right: int) -> Mention | None:
    """The mention in `[left, right)` that acts: no preposition before it, no verb between it and the clause's start."""
    best = None
    for mention in mentions:
        if not left <= mention.start < right:
            continue
        if preposition_before(reading.lower, left, mention.start) or reading.first_verb(left, mention.start):
            continue
        if not mention.organisation and not _bare_subject(reading, mention.end):
            continue
        if reading.text[mention.end : mention.end + 1] == "(" or _BRACKET.match(reading.text, mention.end, right):
            continue
        if best is None:
            best = mention
        elif reading.plain[best.end : mention.start].strip() in ("'s", "'", "and", "&"):
            best = mention if "'" in reading.plain[best.end : mention.start] else best
    return best
