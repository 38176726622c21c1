"""Whose a figure is by who acts: the subject of its clause or sentence, an agency for its programme, a common noun."""

import re
from dataclasses import replace

from extraction.figure import Belonging, Figure
from extraction.foreseeing import COUNTS
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.pointing import FIRST
from extraction.prepositions import preposition_before
from extraction.pronouns import OF_OTHERS, about
from extraction.rules import where
from extraction.sources import is_speaker
from extraction.speaking_for import land_before, spoken_for
from extraction.subjects import is_one_of_them, subject_like
from extraction.verbs import SPEECH

_LISTS = words("entities")
_ACTORS = frozenset(_LISTS["actor_nouns"])
_ACTOR = re.compile(
    rf"(?:^|,\s|\band\s|\bwhile\s|\b(?:year|month|quarter|week|\d{{4}})\s)\s*(?:[Tt]he\s+|[Ll]ocal\s+)?"
    rf"((?:[\w’'-]+\s+){{0,3}}(?:{alternation(_ACTORS)}))\s+(?:\w+ly\s+|nationwide\s+|there\s+|overall\s+)?\Z"
)
_ACTOR_IN = re.compile(rf"\b(?:{alternation(_ACTORS)})\s(?:in|of|across)\s(?:the\s)?\Z")
_TRADES = frozenset(noun for noun in _ACTORS if noun.endswith("s")) - {"centres", "centers"}
_TRADE = re.compile(
    r"\W*(?:The\s+(?:[a-z-]+\s+){0,3}(?:sector|industry)"
    rf"|(?:Local\s+)?(?:{alternation(noun.capitalize() for noun in _TRADES)}))\s+(?:\w+ly\s+)?"
)
"""A trade that opens a clause: `Hotels were 83% full`."""
_MAKES_UP = re.compile(
    r"\s+(?:[\w-]+\s+){0,4}(?:accounts?|accounted|accounting|makes?|made|making|comprises?|comprised|represents?"
    r"|represented|comes?|came|follow(?:s|ed)?(?:\s+with(?=\s+[\d.]+\s?(?:%|per\s?cent)))?|rank(?:s|ed)?|stood|placed)\s+(?:for|up|next|first|top|second|third|\d)"
)
_RANKS_AS = re.compile(
    r"\s+(?:is|was|are|were|remains?|remained|stays?|stayed|became)\s+(?:still\s+|again\s+|by\s+far\s+)?(?:the|its|their|our)\s+(?:\w+[\s-]){0,2}"
    r"(?:largest|biggest|main|top|leading|principal|fastest|strongest|most|first|next|second|third)\b"
)
_BUYS = in_lower(
    r"[^.;]{0,90}?\b(?:largest|biggest|main|top|leading|second|third)[a-z-]*\s(?:single\s|foreign\s|export\s)?(?:buyers?|markets?|customers?|importers?|sources?)\b"
)
"""After a place that is told of as one that buys or sends: `Norway, for years the biggest buyer of tea, took less`."""
_TAKES = re.compile(
    r"\s+(?:\w+ly\s+|also\s+)?(?:took|takes?|taking|sent|sends?|suppl(?:y|ies|ied)|bought|buys?|received|receives?|absorbed|absorbs?|provid(?:es?|ed)"
    r"|contribut(?:es?|ed)|has|had|have|held|holds?|claim(?:s|ed)?|generat(?:es?|ed))\b"
)
_TOOK = in_lower(r"\s(?:took|takes)\s|\s(?:kept|held|took)\s(?:first|second|third|top)\s(?:place|spot)\b")
"""What a place takes of what another sells: `Norway took 40 tonnes`."""
_BRACKETED = re.compile(r"\s\(\d")
_BESIDE = 3
_BEHIND = in_lower(r"\b(?:behind|ahead\s+of|below|above|before|after|followed\s+by)\s+(?:the\s+)?$")
_RANK_OF = in_lower(r",?\s+(?:(?:which|who)\s+(?:is|was)\s+)?(?:in|at|on)?\s*")
_OWN_PART = in_lower(r"\W*(?:and\s|but\s|while\s)?")
_UNDER = frozenset(("under", "of", "at", "in", "through", "within"))
_THINK_THAT = in_lower(
    r"\s(?:[a-z]+\s)?(?:estimate|think|believe|expect|hope|know|reckon|find|say|predict|calculate)d?\sthat\s"
)
"""After `we`, before what is thought of something else: `We expect that it will employ 40`."""
_WANT = in_lower(
    r"\s(?:[a-z]+\s)?(?:expect|want|would\slike|need|believe|help|enable|allow|ask|forecast|intend)(?:ed)?\s(?:the\s)?"
)
_NUMBER_OF = in_lower(r"\W*(?:[a-z]+,?\s)?the\s(?:[a-z-]+\s)?(?:number|total|proportion|percentage)\sof\s")
"""What opens a clause that counts those of a place: `The number of shops in Oldport reached 40`."""
_OUR_PRODUCT = in_lower(
    r",\s(our|its)\s(?:[a-z-]+\s){0,3}(?:product|app|platform|service|brand|model|card|range|line|device|game|tool|label|drug|vaccine|loan|account|website|magazine)s?,"
)
"""After the name of what somebody makes or sells: `Gull Go, our ferry app, sold 40 tickets`."""
_SHARES_OF = ("shares of", "shares in")
_THROUGHOUT = ("across", "throughout")
_SO_MANY = re.compile(r"[\d.,]+\d(?:\s(?!per\b)[A-Za-z ]+)?")
_SO_MANY_OF = in_lower(r"\sof\s(?:that|these|those|them|the\s[a-z]+s)\b")
"""After how many of those told of a place has: `Oldport accounted for 40 of the mills`."""
_THINKS = re.compile(r"thinks?\s(?:that\s)?(?=[A-Z])|reckons?\s(?:that\s)?(?=[A-Z])")
"""Before what somebody says without a verb of speech: `Doe thinks Acme will sell 40`."""
_OPENING_WITH = ("with ", "thanks to ", "despite ")


@where(near="before")
def subject(figure: Figure) -> Belonging | None:
    before = [m for m in figure.own if m.end <= figure.start]
    if not before:
        return None
    found = subject_like(figure.reading, before, figure.left, figure.start)
    if found is None or is_speaker(figure.reading, found):
        stop = found.end if found else figure.left
        spoke = SPEECH.search(figure.text, stop, figure.start) or _THINKS.search(figure.text, stop, figure.start)
        found = subject_like(figure.reading, before, spoke.end(), figure.start) if spoke else None
    if found is None and "that" in figure.said:
        # "X said that sales fell and that it had cut 300 jobs".
        lower = figure.reading.lower
        found = next((m for m in reversed(before) if lower.endswith(" and that ", figure.left, m.start)), None)
    if found is not None and found.noun == "its" and (other := OF_OTHERS.match(figure.reading.lower, found.end)):
        rival = next((m for m in before if 0 <= m.start - other.end() < _BESIDE), None)
        return Belonging(rival.entity, "named as somebody else's", 0.78) if rival else None
    if found is None:
        return None
    own = found.noun == "its" and not _OWN_PART.fullmatch(figure.reading.lower, figure.left, found.start)
    if own and not figure.reading.first_verb(figure.left, figure.start):
        return None
    if is_part(figure, found):
        return None
    if there := _counted_there(figure, found):
        return there
    if found.noun in FIRST:
        thought = _THINK_THAT.match(figure.reading.lower, found.end, figure.start)
        told = thought and subject_like(figure.reading, before, thought.end(), figure.start)
        told = told or _wanted(figure, found, before)
        if not told and (land := land_before(figure, found)):
            return Belonging(land, "subject of the clause (land)", 0.85, passing=True)
        found = told or spoken_for(figure, found)
    if found.sort == "free" and (product := _OUR_PRODUCT.match(figure.reading.lower, found.end)):
        found = _maker(figure, found, before, product)
    opening = figure.reading.sentences[figure.number].start
    if found.sort != "pronoun" and is_one_of_them(figure.reading, opening, found):
        return Belonging(found.entity, "one of those told of", 0.88, passing=True)
    if "Survey of " in found.entity:  # whose answers it gives is another question
        return Belonging(found.entity, "asked in it", 0.85, passing=True)
    weight = 0.88 if found.sort == "pronoun" else 0.78 if found.sort == "free" and not found.organisation else 0.95
    return Belonging(found.entity, f"subject of the clause ({found.sort})", weight)


def _maker(figure: Figure, named: Mention, before: list[Mention], product: re.Match[str]) -> Mention:
    """Whose the product is that a clause tells of: who says `our`, whom the sentence before is about."""
    if product[1] == "our":
        return next((m for m in before if m.start == product.start(1)), named)
    maker = about(figure.reading, figure.number - 1) if figure.number else ""
    return replace(named, entity=maker) if maker else named


def _wanted(figure: Figure, us: Mention, before: list[Mention]) -> Mention | None:
    """Who is to do what somebody who says `we` wants of them: `we expect it to reach 40`."""
    lower = figure.reading.lower
    after = (m for m in before if m.start > us.end and lower.startswith(" to ", m.end))
    return next((m for m in after if _WANT.fullmatch(lower, us.end, m.start)), None)


def _counted_there(figure: Figure, subject: Mention) -> Belonging | None:
    """Where somebody counted, for what more is told of those counted: `counted 40 in Oldport, with 90`."""
    focus = figure.reading.focus.get(figure.number, "")
    if not focus or focus == subject.entity or subject.place or not figure.reading.is_place(focus):
        return None
    return Belonging(focus, "counted there", 0.85) if COUNTS.match(figure.reading.lower, subject.end) else None


@where(near="later")
def opened_with(figure: Figure) -> Belonging | None:
    """What a sentence opens with is its subject's: `With two cranes and six hectares more, X has room for 40 ships`."""
    reading, opening = figure.reading, figure.reading.sentences[figure.number].start
    if not reading.lower.startswith(_OPENING_WITH, opening):
        return None
    for m in figure.mentions:
        if m.start < figure.end:
            if m.organisation and not m.place:
                return None
            continue
        if not reading.lower.endswith((", ", ", the "), opening, m.start) or m.place or not m.organisation:
            return None
        acts = reading.first_verb(m.end, m.end + 25)
        return Belonging(m.entity, "of the subject that follows", 0.85) if acts else None
    return None


@where(of="rank", near="before")
def beside_in_rank(figure: Figure) -> Belonging | None:
    """Whoever stands before or after another in a ranking: `is 7th, behind X in third place`."""
    lower = figure.reading.lower
    for m in figure.own:
        if (
            m.end <= figure.start
            and _RANK_OF.fullmatch(lower, m.end, figure.start)
            and _BEHIND.search(lower, m.start - 24, m.start)
        ):
            return Belonging(m.entity, "named with its place", 0.9)
    return None


def is_part(figure: Figure, subject: Mention) -> bool:
    """Whether a name is only that of a part: `Spain was the largest market with 40`, `Spain took 30% of exports`."""
    if subject.organisation and not subject.place:
        return False
    if not figure.rank and _MAKES_UP.match(figure.text, subject.end):
        so_many = _SO_MANY.fullmatch(figure.text, figure.start, figure.end) and not figure.money
        return not (so_many and _SO_MANY_OF.match(figure.reading.lower, figure.end))
    reading = figure.reading
    elsewhere = subject.entity != reading.topic and reading.is_place(reading.topic)
    if elsewhere and reading.lower.startswith(" market ", subject.end):
        return True  # "The Spanish market grew by 4%", told of where its visitors go
    if not subject.place or subject.entity in (reading.topic, reading.lexicon.place_of(reading.topic)):
        return False
    if _BRACKETED.match(figure.text, subject.end) or (not figure.rank and _BUYS.match(reading.lower, subject.end)):
        return True
    if not figure.rank and _TOOK.match(reading.lower, subject.end):
        return True
    return bool(_RANKS_AS.match(figure.text, subject.end) or (figure.share and _TAKES.match(figure.text, subject.end)))


@where(near="earlier")
def main_subject(figure: Figure) -> Belonging | None:
    """The subject of an earlier clause of the sentence, the nearest first."""
    before = [m for m in figure.mentions if m.end <= figure.start]
    if not before:
        return None
    aside = [(figure.left, figure.start)] if figure.text.startswith("(", figure.start - 1) else []
    for back, (left, right) in reversed(list(enumerate([*figure.clauses_before, *aside]))):
        found = subject_like(figure.reading, before, left, right)
        if (
            found
            and found.noun != "its"
            and (found.organisation or back == 0)
            and not is_speaker(figure.reading, found)
            and not is_part(figure, found)
        ):
            if there := _counted_there(figure, found):
                return there
            if land := land_before(figure, found):
                return Belonging(land, "subject of the sentence (land)", 0.85, passing=True)
            if found.noun in FIRST:
                found = spoken_for(figure, found)
            passing = found.sort != "pronoun" and is_one_of_them(figure.reading, left, found)
            owner = figure.reading.owner_of(found.entity)
            return Belonging(owner, f"subject of the sentence ({found.sort})", 0.88, passing=passing)
    return None


def trade(figure: Figure) -> Belonging | None:
    """A trade that acts in the clause itself: `while hotels filled 72% of their rooms`."""
    return _acting_noun(figure, figure.left)


def common_noun(figure: Figure) -> Belonging | None:
    """A trade that acts in the sentence, for itself or for the place that the article is about."""
    return _acting_noun(figure, figure.reading.sentences[figure.number].start)


def _acting_noun(figure: Figure, left: int) -> Belonging | None:
    reading = figure.reading
    sentence = reading.sentences[figure.number]
    if reading.words_in((sentence.start, sentence.end)).isdisjoint(_ACTORS):
        return None
    opens = left == figure.left and reading.is_place(reading.topic)
    acts = reading.first_verb(left, figure.start) if opens else None
    if acts and _TRADE.fullmatch(figure.text, left, acts[0]):
        return Belonging(reading.topic, "a trade of the place", 0.75)
    for m in figure.mentions:
        placed = m.place and left < m.start and m.end < figure.start and _ACTOR_IN.search(figure.text, left, m.start)
        if placed and any(verb[0] == m.end + 1 for verb in reading.verbs_of(figure.number)):
            return Belonging(m.entity, "a trade of the place", 0.8)
    for verb, end in reading.verbs_of(figure.number):
        if left < verb and end <= figure.start + 1 and (found := _ACTOR.search(figure.text, left, verb)):
            if reading.is_place(reading.topic):
                return Belonging(reading.topic, "a trade of the place", 0.75)
            return Belonging(found.group(1).strip(), "common noun acting", 0.75)
    return None


@where(near="before")
def inside_subject(figure: Figure) -> Belonging | None:
    """The name inside a subject without one of its own: `those admitted under the scheme earned 3,000`."""
    reading = figure.reading
    for m in figure.own:
        ours = m.noun in ("our", "its", "my")
        if m.end > figure.start or (m.sort == "pronoun" and not ours) or is_speaker(reading, m):
            continue
        link, verb = preposition_before(reading.lower, figure.left, m.start), reading.first_verb(m.end, figure.start)
        if verb is None or link not in (*_UNDER, *_THROUGHOUT):
            continue
        acts = reading.first_verb(figure.left, m.start)
        if acts and acts[0] > figure.left and not reading.lower.startswith(_SHARES_OF, acts[0]):
            continue  # "Rents at the quay rose": what opens a clause is no verb
        if m.place:
            if link == "at" and not reading.text[m.end : verb[0]].strip():
                aside = m.sort == "free" and reading.is_place(reading.topic)
                return Belonging(m.entity, "the site named in the subject", 0.8, passing=aside)
            if link in _THROUGHOUT and not reading.text[m.end : verb[0]].strip():
                return Belonging(m.entity, "the whole place named in the subject", 0.8)
            if link == "in" and _NUMBER_OF.match(reading.lower, figure.left, m.start) and m.end + 1 >= verb[0]:
                return Belonging(m.entity, "how many there are in the place", 0.8)
            continue
        if link == "of" or (m.organisation and not reading.text[m.end : verb[0]].strip()):
            return Belonging(m.entity, "named in the subject", 0.8)
    return None
