"""What agrees in sort with a definite noun: the body, the site, the place or the group that `the company` may mean."""

import re
from typing import TYPE_CHECKING

from extraction.grammar import words
from extraction.mentions import Mention
from extraction.named_before import is_named_before, latest
from extraction.plain_spelling import plain
from extraction.sources import is_source
from extraction.subjects import bare_subject, subject_of
from extraction.verbs import verbs

if TYPE_CHECKING:
    from extraction.reading import Reading

_LISTS = words("entities")
PLACE_NOUNS = frozenset(_LISTS["place_nouns"]) - {"area"}
SITE_NOUNS = frozenset(_LISTS["site_nouns"])
PUBLIC = frozenset((*_LISTS["body_nouns"], "government", "authority", "parliament", "court", "tribunal"))
PROGRAMMES = frozenset(("scheme", "programme", "program", "fund", "initiative", "index", "project", "plan"))
PLANTS = SITE_NOUNS | frozenset(_LISTS["plant_nouns"])
_NO_COMPANY = PUBLIC | PROGRAMMES | PLACE_NOUNS | SITE_NOUNS | frozenset(_LISTS["plant_nouns"])
_PLANS = frozenset(("scheme", "programme", "program", "plan", "project"))
"""What nobody calls a body."""
_NO_GROUP = frozenset(("government", "ministry", "department", "bureau", "board", "council", "commission", "authority"))
"""What `the group` never means, though any body may be called `the body`."""
_GROUNDS = SITE_NOUNS - PROGRAMMES - {"development"}
"""Sites that no scheme or fund is called."""
_NOT_DESCRIBING = frozenset(
    ("the", "these", "those", "of", "for", "in", "on", "and", "new", "more", "all", "its", "their", "to")
)


def place_meant(reading: "Reading", number: int, place: int, noun: str) -> str:
    """The place that `the city` means: one called so, the one acted on here or before, the article's, the latest."""

    def is_called(mention: Mention) -> bool:
        return mention.place and noun in reading.words_of(mention.entity)

    called = latest(reading, number, place, is_called, reading.openings[number])
    if not called and noun in reading.words_of(reading.topic_place):
        return reading.topic_place
    if called := called or latest(reading, number, place, is_called):
        return called
    near = next((m.entity for m in reading.names_of(number) if m.place and m.end <= place), "")
    before = subject_of(reading, number - 1) if number and not near else ""
    passing = reading.sentences[number].first and before not in reading.lexicon.entity_words
    if near or (before and reading.is_place(before) and not (passing and reading.topic == reading.topic_place)):
        return near or before
    return reading.topic_place or latest(reading, number, place, lambda m: m.place)


def group_meant(reading: "Reading", noun: str) -> str:
    """What `the schemes` means: the words of the title that describe such things, `talent admission schemes`."""
    title = plain(reading.article.title or "")
    found = re.search(rf"((?:\b[A-Za-z][\w'-]*\s){{1,3}})({noun})\b", title, re.IGNORECASE)
    if found is None:
        return ""
    described: list[str] = []
    for word in reversed(found.group(1).split()):
        if word.lower() in _NOT_DESCRIBING or verbs(word.lower(), 0, len(word)):
            break
        described.insert(0, word)
    return " ".join([*described, found.group(2)]) if described else ""


def fits(reading: "Reading", entity: str, *, strict: bool, group: bool = False) -> bool:
    """Whether an entity can be called a company, in the strict sense or as any body."""
    if not entity or reading.is_place(entity):
        return False
    known = reading.words_of(entity)
    return known.isdisjoint(_NO_COMPANY if strict else _NO_GROUP if group else _PLANS)


def body_meant(reading: "Reading", number: int, place: int, *, strict: bool, group: bool = False) -> str:
    """The body that `the company` or `the operator` means: who acted before, the topic, or whoever was named last."""
    for earlier in range(number - 1, max(number - 3, -1), -1):
        for entity in (reading.focus.get(earlier, ""), subject_of(reading, earlier)):
            if entity and fits(reading, entity, strict=strict, group=group):
                return entity
    if fits(reading, reading.topic, strict=strict, group=group) and is_named_before(
        reading, number, place, reading.topic
    ):
        return reading.topic
    named = latest(
        reading,
        number,
        place,
        lambda m: (
            m.organisation
            and not m.place
            and fits(reading, m.entity, strict=strict, group=group)
            and not is_source(reading, m)
        ),
    )
    if named or not strict or number == 0:
        return named
    acting = (m for m in reading.names_of(number - 1) if m.sort == "free" and not m.place and " " in m.entity)
    return next((m.entity for m in acting if bare_subject(reading, m.end)), "")


def site_meant(reading: "Reading", number: int, place: int, noun: str) -> str:
    """The site or scheme that `the project` or `the hub` means: the topic where it is one, else the one named last."""

    sorts = SITE_NOUNS if noun in _GROUNDS else SITE_NOUNS | PROGRAMMES

    def is_site(entity: str) -> bool:
        return not reading.is_place(entity) and not sorts.isdisjoint(reading.words_of(entity))

    if reading.topic and is_site(reading.topic):
        return reading.topic
    return latest(reading, number, place, lambda m: m.organisation and is_site(m.entity))
