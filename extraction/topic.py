"""What an article is about and where it is set: by title, publisher, first sentence and what is named most."""

import re
from collections import Counter
from collections.abc import Mapping

from extraction.agreeing import PUBLIC
from extraction.catalogue_places import PLACES
from extraction.demonyms import land_of_title
from extraction.grammar import alternation, lower, words
from extraction.interviews import in_question
from extraction.mentions import WORD, Mention, named
from extraction.named_bodies import OFTEN, SHORT, Named, is_no_paper, named_in_body
from extraction.plain_spelling import plain
from extraction.prepositions import GOING, preposition_before
from extraction.quantities.occurrences import is_alone, occurrences
from extraction.reading import Reading
from extraction.unlisted_names import free_names
from extraction.words_said import words_in_order

_LISTS = words("entities")
_LOCATING = frozenset(_LISTS["place_prepositions"]) - {"at"}
_NOUNS = frozenset(_LISTS["pointing_nouns"])
_NOUN_FIRST = re.compile(r"(?:The\s)?([A-Z][a-z]+)\s(?=[a-z])")
_SORTS = frozenset(_LISTS["site_nouns"])
_SURVEYS = re.compile(
    r"\s+(?:(?!of\b)[\w()-]+\s+){0,2}?(?:released?|releases|announced?|announces|published?|publishes|unveiled|unveils|presented|presents)\s"
    r"(?:[^.\n]{0,30}\s)?(?:findings|results|outcome|report)\s(?:of|from|on)\s(?:[\w'’-]+\s){0,4}(?:[Ss]urvey|[Pp]oll|[Cc]ensus)\b"
)
_SPEECHES = frozenset(
    form
    for word in ("speech", "remarks", "address", "statement", "reply", "testimony", "message", "letter", "foreword")
    for form in (word, word.capitalize())
)
_SPEECH = re.compile(rf"(?:{alternation(_SPEECHES)})\s(?:\w+\s)?(?:by|from)\s(?:the\s)?")
_HOLDER = re.compile(r"(?:(?:(?!(?:at|on|in|to|for|after|before)\s)[\w'-]+,?\s){0,6}?of\s(?:the\s)?)?")
_HELD = re.compile(r"\s(?:at|on|in|to|during)\s")
_RULED = frozenset(("Government", "government", "State", "state", "country", "Republic", "province", "Province"))
_RULES = re.compile(rf"\b(?:[Tt]his|[Oo]ur)\s(?:{alternation(_RULED)})\b")
_OPENING = 300
"""How far into the text whoever holds a speech is named."""
_CONTINENTS = frozenset(("Africa", "Asia", "Europe", "North America", "Oceania", "South America"))
_DESCRIBING = re.compile(r"\s(?:firms|companies|start-ups|startups|investors|talent)\b", re.IGNORECASE)
"""After a place that only says where these are from: `Qiantang draws more Oldport firms`."""
_ORIGIN = re.compile(r"\s(?:tourists|visitors|students|buyers|shoppers|travellers|guests|arrivals)\b", re.IGNORECASE)
"""After a place that these only come from."""


def set_topic(reading: Reading) -> None:
    """Set the topic of an article and the place it is set in; each stays empty where nothing is named."""
    lexicon = reading.lexicon
    title = _without_occasion(plain(reading.article.title or ""))
    body = named_in_body(reading, title)
    reading.shown_places = frozenset(body.located) - body.organisations.keys()
    names = named(title, lower(title), lexicon, reading.local, words_in_order(title))
    names += [m for m in free_names(title, 0, len(title), names, {}, reading.spelling) if m.place]
    names = sorted([*names, *_body_names_in_title(title, names, body, reading.spelling.short)], key=lambda m: m.start)
    official = lexicon.official(reading.article)
    speaks = not reading.spelling.said.isdisjoint(_SPEECHES)
    reading.speaker = _speaker(title, names) or (_speaker(reading.plain, _opening_names(reading)) if speaks else "")
    reading.surveyor = _surveyor(title, names) or _surveyor(reading.plain, _opening_names(reading))
    if reading.is_interview:
        names = [m for m in names if m.sort == "name" or not _speaks_on(title, m)]
    names = [m for m in names if not _only_owns(title, m, names)]
    titled = [m for m in names if not m.place and preposition_before(title.lower(), 0, m.start) not in _LOCATING]
    located = [m.entity for m in names if not m.place and m not in titled]
    places = [m for m in names if m.place and preposition_before(title.lower(), 0, m.start) not in GOING]
    places = [m for m in places if not (_ORIGIN.match(title, m.end) or _only_led_to(title, m))]
    place = next((m.entity for m in sorted(places, key=lambda m: bool(_DESCRIBING.match(title, m.end)))), "")
    place = place or ("" if titled else land_of_title(lexicon, title))
    governed = lexicon.governed(reading.article)
    reading.topic_place = place or lexicon.place_of(official) or governed
    reading.topic = (
        (_house_asked(reading) if reading.is_interview and not titled else "")
        or _set_in(title, places, titled or located, body)
        or (_interviewed(reading) if reading.is_interview and not (titled or located) else "")
        or (_treasury(reading, place, body) if reading.is_of_budget and not (titled or located) else "")
        or _called_in_title(reading, title, titled, body.opens)
        or ((_house_telling(reading, body) or _ruling(reading, governed)) if not (titled or located) else "")
        or _topic(body, titled, located, place)
        or _watched(reading, official, body)
        or (official if official not in lexicon.governments else "")
        or (reading.topic_place if official or governed else "")
        or _most(reading, body)
    )
    reading.is_told = bool(official or titled or place)
    reading.topic_place = reading.topic_place or lexicon.place_of(reading.topic) or _place_of_body(reading, body)
    reading.topic = reading.carried_from(reading.topic)
    if body.is_business and titled and titled[0].entity == reading.topic and reading.topic not in lexicon.entity_words:
        reading.firm = reading.topic


def _only_led_to(title: str, place: Mention) -> bool:
    """Whether a title only says that something has to do with a continent: `Tea makers count on Asia`."""
    return place.entity in _CONTINENTS and bool(preposition_before(title.lower(), 0, place.start))


def _called_in_title(reading: Reading, title: str, titled: list[Mention], opens: str) -> str:
    """What opens the text, where the title calls it by its noun before it names another: `Port grows as Weir falls`."""
    noun = _NOUN_FIRST.match(title)
    if noun is None or not titled or titled[0].start < noun.end() or opens in {m.entity for m in titled}:
        return ""
    return opens if noun[1].lower() in _NOUNS & reading.words_of(opens) else ""


def _treasury(reading: Reading, place: str, body: Named) -> str:
    """Whose the Budget is that an article is on: the government of its place, or the place itself."""
    place = place or _place_of_body(reading, body)
    return reading.lexicon.government_of.get(place, place if reading.is_place(place) else "")


def _watched(reading: Reading, official: str, body: Named) -> str:
    """The place that a public body reports on, where its text tells of that place and never names the body itself."""
    lexicon = reading.lexicon
    if official in body.organisations or PUBLIC.isdisjoint(reading.words_of(official)):
        return ""
    place = lexicon.place_of(official)
    told = place != official and place in body.places and place not in body.located
    return place if told and official not in lexicon.governments else ""


def _house_telling(reading: Reading, body: Named) -> str:
    """The house unknown to the catalogue that publishes a text and is named early in it: a university's own news."""
    publisher = reading.article.publisher or ""
    return publisher if publisher in body.early and is_no_paper(publisher) else ""


def _ruling(reading: Reading, place: str) -> str:
    """The place that a publisher rules, where the text speaks for it: `this Government`, `our State`."""
    return place if place and not reading.spelling.said.isdisjoint(_RULED) and _RULES.search(reading.plain) else ""


def _house_asked(reading: Reading) -> str:
    """The firm of who answers an interview, where the text says that it is theirs: `Her company, Acme, bakes`."""
    firms = {firm for firm in reading.spelling.houses.values() if firm}
    return reading.lexicon.names.get(*firms, *firms) if len(firms) == 1 else ""


def _interviewed(reading: Reading) -> str:
    """The body that the lines before the first question of an interview name first: that of who answers."""
    for number in range(len(reading.sentences)):
        if in_question(reading, number):
            break
        for mention in reading.names_of(number):
            if mention.organisation and not mention.place:
                return mention.entity
    return ""


def _only_owns(title: str, owner: Mention, names: list[Mention]) -> bool:
    """Whether a body only says whose another is, of which its title tells: `Acme's Weir Hall opens`."""
    if owner.place or not title.startswith(("'s ", "' "), owner.end):
        return False
    return any(m.start == title.find(" ", owner.end) + 1 and not m.place for m in names)


def _speaks_on(title: str, name: Mention) -> bool:
    """Whether the title of an interview tells who speaks, perhaps a person: `Jane Doe on running a mill`."""
    return title.startswith(" on ", name.end) and not preposition_before(title.lower(), 0, name.start)


def _surveyor(text: str, names: list[Mention]) -> str:
    """The body that makes known what it asked of others: `Acme announces the results of its survey of firms`."""
    known = (m for m in names if m.organisation and not m.place)
    return next((m.entity for m in known if _SURVEYS.match(text, m.end)), "")


def _without_occasion(title: str) -> str:
    """The title of a speech up to where it is held: `Speech by the mayor at the opening of Acme Hall`."""
    speech = _SPEECH.match(title)
    held = _HELD.search(title, speech.end()) if speech else None
    return title[: held.start()] if held else title


def _speaker(text: str, names: list[Mention]) -> str:
    """The body of whoever holds a speech: `Remarks by the director of Acme`; empty where only the post is given."""
    speech = _SPEECH.search(text, 0, _OPENING)
    if speech is None:
        return ""
    for m in names:
        if m.start >= speech.end():
            held = _HOLDER.fullmatch(text, speech.end(), m.start)
            return m.entity if held and m.organisation and not m.place else ""
    return ""


def _opening_names(reading: Reading) -> list[Mention]:
    first = next((n for n, s in enumerate(reading.sentences) if s.end - s.start > SHORT), 0)
    return reading.names_of(first) if reading.sentences else []


def _body_names_in_title(
    title: str, found: list[Mention], body: Named, short_forms: Mapping[str, str]
) -> list[Mention]:
    """Organisations and places that only the body shows to be names, where the title has them too.

    A title alone does not show them: in one of capitals throughout every word looks like a name.
    """
    more = []
    for entity in (*body.organisations, *(e for e in body.places if body.places[e])):
        place = _alone_in(title, entity)
        if place and not any(m.start < place[1] and place[0] < m.end for m in found):
            more.append(Mention(*place, entity, "free", entity in body.places))
    for short in short_forms.keys() & frozenset(WORD.findall(title)):
        # "Doe of Acme on her first year", where the body has Acme Widgets.
        place = _alone_in(title, short)
        if place and not any(m.start < place[1] and place[0] < m.end for m in (*found, *more)):
            more.append(Mention(*place, short_forms[short], "free"))
    return more


def _alone_in(title: str, name: str) -> tuple[int, int] | None:
    """Where a name first stands in a title, not as a part of a longer word."""
    found = ((place, place + len(name)) for place in occurrences(title, name))
    return next((place for place in found if is_alone(title, *place)), None)


def _set_in(title: str, places: list[Mention], others: list[Mention] | list[str], body: Named) -> str:
    """The organisation named most, where the title only says in what place it is: `Spinning out in Oldport`."""
    located = places and all(preposition_before(title.lower(), 0, m.start) in _LOCATING for m in places)
    if others or not located or not body.organisations:
        return ""
    first, count = body.organisations.most_common(1)[0]
    return first if count >= OFTEN and body.dwells_on(first) else ""


def _topic(body: Named, titled: list[Mention], located: list[str], place: str) -> str:
    """The topic as the title gives it, corrected by the body; empty where the title names nothing."""
    frequent, count = (body.organisations.most_common(1) or [("", 0)])[0]
    often = count >= max(OFTEN, body.read // 4) and body.dwells_on(frequent)
    for mention in titled:
        told = mention.entity in body.speakers and body.opens and body.opens not in body.speakers
        return body.opens if told else mention.entity
    if place:
        return place
    if located and not (often and count > body.organisations[located[0]]):
        return located[0]
    return frequent if often else ""


def _most(reading: Reading, body: Named) -> str:
    """Who or what opens the body, else what it speaks of most, an organisation sooner than a place."""
    if body.opens:
        return body.opens
    called = Counter({e: _called(reading, e) for e in body.organisations if e in body.early})
    known = reading.lexicon.entity_words
    often = Counter({e: n for e, n in body.places.items() if n >= OFTEN or e in known or (n > 1 and e not in PLACES)})
    counts = Counter({e: n for e, n in body.organisations.items() if body.dwells_on(e)}) + often + called
    counts = counts or body.organisations or Counter({e: n for e, n in body.places.items() if e not in PLACES})
    return max(counts, key=lambda e: (counts[e], e in known, e in body.organisations), default="")


def _called(reading: Reading, entity: str) -> int:
    """How often a text calls a site or body by what it is: `the park`."""
    nouns = _SORTS & reading.words_of(entity) & reading.spelling.said
    return sum(len(re.findall(rf"\bthe {noun}\b", reading.plain_lower)) for noun in nouns)


def _place_of_body(reading: Reading, body: Named) -> str:
    """Where the article is set: the place of a body that counts for it, what opens it, else the place named most."""
    counting = next((e for e in body.organisations if reading.counts_for_others(e)), "")
    if counting or body.opens in body.places:
        return reading.lexicon.place_of(counting) or body.opens
    return max(body.places, key=lambda e: body.places[e], default="")
