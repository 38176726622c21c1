"""The subject of a sentence or clause, as far as names show it."""

import re
from typing import TYPE_CHECKING

from extraction.catalogue_places import ORGANISATION_NOUNS
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.prepositions import preposition_before
from extraction.sources import is_source, is_sourced, is_speaker
from extraction.verbs import verbs
from extraction.winners import winner

if TYPE_CHECKING:
    from extraction.reading import Reading

_NUMBER = re.compile(r"\d(?<!19\d\d)(?<!20\d\d)\s\Z")
_SOME = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|many)\s\Z")
"""Before a name that describes those counted: `founded by two Acme chemists`."""
_LISTS = words("entities")
_HEAD = in_lower(r"\s([a-z]+)(?=\s)")
_CONJUNCTIONS = (" and ", " or ")
_HEADS = ORGANISATION_NOUNS | frozenset(_LISTS["event_nouns"])
_SET_OFF = re.compile(r"'s\b|\s*,|\s+\(")
_ADVERB = in_lower(r"(?:\w+ly|more\s+than|almost|still|now|also|already|never|once|soon|today|meanwhile)\s+")
_LIKE_VERB = in_lower(r"[a-z]{3,}ed\b|[a-z]{3,}s\s+(?:to|that|an?|the|its|up|down|out)\b")
_BRACKET = re.compile(r"\s\(\s?$")
_WE = frozenset(_LISTS["first_person"])
_QUOTED = re.compile(r"[\"“][^\"”]+[\"”]")
_OWNERS = ("its", "our", "my")
_HOST = in_lower(r"(?:\s[a-z]+){1,2},\s")
"""Between `our` and a name: `Our host, Acme, took in 40`."""
_NOUN_AFTER = re.compile(
    r"\s(?!(?:in|on|at|to|of|by|for|with|from|into|over|under|up|down|and|or|but|while|as|than|after|before|since|during|when|where|which|who|that|alone|itself|also|now|still|\w+ly|\w+ed)\b)([a-z]{3,}s|people|staff)\b"
)
ONE_OF_THEM = in_lower(
    r"\s(?:is|was|remains)\s(?:by\sfar\s)?the\s[a-z]+est\s(?:[a-z]+\s)?of\s(?:them|these|those|all)\b"
)
"""After one of several that a body has: `Quay Works is the largest of them with 40`."""
_SINGLED_OUT = in_lower(
    r"\W*the\s(?:latest|first|last|best\sknown|most\srecent|(?:second[ -]|third[ -])?(?:[a-z]{3,}est|best))"
    r"(?:\s(?:of|among)\s(?:them|these|those|all))?,\s(?:(?:an?|the)\s)?(?:[a-z-]+\s){0,3}"
)
"""Before one of several told of: `The largest, drugmaker Acme, raised 40`."""
_IS_SUBJECT = in_lower(r"\s(?:are|were|have|had|will|would|can|could|did|do|put|took|take|account|make|made)\b")
"""After a noun that may be a verb too: `Oldport funds were behind it`."""
_LEADS_ON = ("is", "was", "are", "were", "saw", "belongs", "belonged")
"""Verbs after which what is named is what the text goes on about."""
_OF_MARKET = frozenset(("shares", "stocks"))
"""What a place has as one market."""
_EXAMPLE = re.compile(
    r"\b(?:including|included|such\s+as|(?:among|amongst|of|one\s+of)\s+(?:them|these|those|which|whom)|like|notably|for\s+example|e\.g\.|for\s+instance|namely)\s+"
    r"(?:(?:the\s+)?[A-Z][\w'&.-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w'&.-]*)*(?:,\s+|\s+and\s+|,\s+and\s+|\s+or\s+))*(?:the\s+)?$"
)
_CALLED = in_lower(r"\b(?:called|named|known\s+as|dubbed)\s+(?:the\s+)?[\"“'‘]?$")
"""Before a name that a sentence brings in: `It runs a scheme called Acme`; the text goes on about that."""
_INVERTED = in_lower(
    r"\W*(?:among|topping|leading|heading|behind)\s[^.;:,\d]{2,60}?\s(?:is|are|was|were|comes|came|stands|stood)\s(?:the\s)?"
)
"""Before a subject that stands behind its verb: `Among the newcomers is Acme`."""
_EXPLAINED = in_lower(r",\s(?:an?|which|whose)\s")
_THOUGHT = in_lower(
    r"\W*(?:[a-z]+,?\s){0,2}?(?:i|we)\s(?:[a-z]+\s){0,3}?(?:think|believe|hope|know|find|say|am\s(?:glad|pleased|proud|sure)|are\s(?:glad|pleased|proud|sure))\s(?:(?:i|we)\s(?:may|can)\ssay\s)?that\s"
)
"""Somebody's thought, of which what follows tells: `I think we may say that Oslo has done well`."""
_PERSON = in_lower(r"\b(?<!')(?:he|she|mr|ms|mrs|dr|professor|minister|secretary)\b")
"""Somebody who acts: the text goes on about whom they met."""
_SAID_OF = in_lower(
    r"\W*(?:the|its|an?|our)\s(?:[\w-]+\s){1,4}(?:(?:that|which|who)\s|(?:born|spun|founded|built|set\sup|started|grown|made|bred)\s(?:out\s)?(?:of|off|from|by|in|on|at|for)\s)[^,;.]{2,60},\s"
)
_THEIR_FIRM = in_lower(r"\b(?:his|her)\s(?:[\w-]+\s){0,3}?(?:firm|company|start-up|startup|business|venture),?\s$")
_DESCRIBED = re.compile(r"\s(?:[a-z][\w-]+\s){1,4}")
_COUNTED = (
    rf"\s+(?:(?:{alternation(_LISTS['publishing_words'])})\s+){{0,2}}(?:{alternation(_LISTS['counting_acts'])})\b"
)
_COUNTS = re.compile(rf"'s{_COUNTED}")
COUNTING = in_lower(_COUNTED)
"""After `our`: what one counts of others, `our latest survey`."""


_OPENS = 10
"""Characters before a name with which a sentence still opens: `In the city of Milton`."""
_ADDRESS = re.compile(
    r"\b(?:in|at|near|from|of|outside)\s(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)(?:[A-Z][\w'-]+\s){0,2}[A-Z][\w'-]+,\s$"
)
"""Before the land or county in which a place lies that something is in: `a mill in Milton, Ontario`."""
_OWN = in_lower(
    r"\s(?:[a-z-]+\s){0,2}?(?:budget|plan|scheme|polic|programme|department|bureau|office|team|work|support|funding|reserves|strateg|efforts?|goal|target|aim|government|fund)"
)
"""What a government calls its own; `our ports` are those of its place."""


def is_example(reading: "Reading", mention: Mention, left: int) -> bool:
    """Whether a name only stands for others of its sort: `including Acme`, `among them Acme, Bolt and Corvid`."""
    return bool(_EXAMPLE.search(reading.plain, max(left, mention.start - 120), mention.start))


def is_one_of_them(reading: "Reading", opening: int, mention: Mention) -> bool:
    """Whether a name is one of several that the text tells of, and goes on to tell of."""
    if ONE_OF_THEM.match(reading.lower, mention.end):
        return True
    singled = reading.lower.startswith("the ", opening) and reading.plain.startswith(",", mention.end)
    return singled and bool(_SINGLED_OUT.fullmatch(reading.lower, opening, mention.start))


def is_attribute(reading: "Reading", mention: Mention) -> bool:
    """Whether the name of a place only describes the noun after it: `overseas and Mainland companies`."""
    if not mention.place or (found := _NOUN_AFTER.match(reading.plain, mention.end)) is None:
        return False
    if found.group(1) not in _OF_MARKET and _IS_SUBJECT.match(reading.plain_lower, found.end(1)):
        return True
    return not verbs(reading.plain_lower, found.start(1), found.end(1))


def counts_only(reading: "Reading", mention: Mention) -> bool:
    """Whether a body only counts what is not its own: `the board's provisional count of visitors`."""
    plain, end = reading.plain, mention.end
    if mention.place or plain[end : end + 2] != "'s" or not _COUNTS.match(plain, end):
        return False
    return bool(reading.topic_place or reading.lexicon.place_of(mention.entity))


def bare_subject(reading: "Reading", end: int) -> bool:
    """Whether a name that ends at `end`, and does not say what it is, is followed as a subject is."""
    if _SET_OFF.match(reading.plain, end) or reading.acts(end, _ADVERB, _LIKE_VERB):
        return True
    head = _HEAD.match(reading.lower, end)  # "the Harbour fair drew 900": what it is stands behind its name
    return head is not None and head.group(1) in _HEADS and reading.acts(head.end(), _ADVERB, _LIKE_VERB)


def subject_of(reading: "Reading", number: int) -> str:
    """The entity that is the subject of a sentence; empty when it has none that is named."""
    sentence = reading.sentences[number]
    verb = reading.first_verb(sentence.start, sentence.end)
    if verb and reading.text[sentence.end - 1] == "?":
        verb = reading.first_verb(verb[1], sentence.end)
    if verb and (thought := _THOUGHT.match(reading.plain_lower, sentence.start, sentence.end)):
        told = next((m for m in reading.names_of(number) if 0 <= m.start - thought.end() <= 4), None)
        if told and reading.first_verb(told.end, sentence.end):
            return told.entity
    stop = verb[0] if verb else sentence.end
    if verb and (found := winner(reading, number, verb)):
        return found
    for mention in reading.names_of(number):
        if _INVERTED.fullmatch(reading.plain_lower, sentence.start, mention.start):
            return mention.entity
        if _CALLED.search(reading.lower, max(stop, mention.start - 14), mention.start):
            return mention.entity
    speaker = ""
    oblique = ""
    quoted = _QUOTED.match(reading.text, sentence.start, sentence.end)
    for mention in reading.mentions_of(number):
        if mention.start >= stop and not quoted:
            break
        if quoted and mention.start < quoted.end():
            continue
        if is_source(reading, mention) or (mention.sort == "name" and is_attribute(reading, mention)):
            continue
        if is_speaker(reading, mention):
            speaker = mention.entity
        elif preposition_before(reading.lower, sentence.start, mention.start) or _in_address(reading, mention):
            oblique = oblique or ("" if mention.place else mention.entity)
        elif mention.organisation or bare_subject(reading, mention.end):
            if mention.sort != "pronoun" and is_one_of_them(reading, sentence.start, mention):
                return ""
            speaks_for = mention.noun == "our" and mention.entity in reading.lexicon.governments
            if speaks_for and not _OWN.match(reading.plain_lower, mention.end):
                return reading.lexicon.place_of(mention.entity)
            owner = "" if mention.noun == "i" else mention.entity  # what `I` do is not what the text is about
            return _built(reading, number, stop) or owner if mention.noun in _WE else owner
    if speaker or oblique:
        return speaker or oblique
    placed = next(
        (
            m.entity
            for m in reading.mentions_of(number)
            if m.place and m.start < stop and not is_attribute(reading, m) and not _only_locates(reading, number, m)
        ),
        "",
    )
    explained = [
        m
        for m in reading.mentions_of(number)
        if m.start > stop
        and m.sort in ("name", "free")
        and not m.place
        and m.organisation
        and _EXPLAINED.match(reading.lower, m.end)
    ]
    if explained:
        return explained[0].entity
    if verb and _PERSON.search(reading.plain_lower, sentence.start, verb[0]):
        met = (m for m in reading.mentions_of(number) if m.start > stop and m.sort in ("name", "free") and not m.place)
        owned = (m for m in met if m.organisation or _THEIR_FIRM.search(reading.plain_lower, stop, m.start))
        if named := next(owned, None):
            return named.entity
    later = [
        m
        for m in reading.mentions_of(number)
        if m.start > stop and not m.place and m.organisation and m.sort != "pronoun" and not is_source(reading, m)
    ]
    return later[0].entity if later and verb and reading.text[verb[0] : verb[1]].lower() in _LEADS_ON else placed


def _only_locates(reading: "Reading", number: int, mention: Mention) -> bool:
    """Whether an unlisted place deep in a subject only says where that is: `work on the mill in Milton is done`."""
    left = reading.sentences[number].start
    deep = mention.sort == "free" and mention.start - left > _OPENS
    return deep and (bool(preposition_before(reading.lower, left, mention.start)) or _in_address(reading, mention))


def _in_address(reading: "Reading", mention: Mention) -> bool:
    """Whether a place only says in what land another lies, that something is in."""
    return mention.place and bool(_ADDRESS.search(reading.plain, mention.start - 50, mention.start))


def _built(reading: "Reading", number: int, verb: int) -> str:
    """What we act on: after `we are building the park` the text goes on about the park."""
    after = (m for m in reading.mentions_of(number) if m.start > verb and m.sort == "name" and not m.place)
    found = next(after, None)
    return found.entity if found and not preposition_before(reading.lower, verb, found.start) else ""


def is_apposed(reading: "Reading", owner: Mention, mention: Mention) -> bool:
    """Whether something of another is called by a name: `Acme's neighbour across the river, Bolt, has`."""
    between = reading.plain[owner.end : mention.start]
    return between.startswith(("'s ", "' ")) and between.endswith(", ") and reading.plain.startswith(",", mention.end)


def _is_explained(reading: "Reading", left: int, mention: Mention) -> bool:
    """Whether a name says who acts after what is said of them: `The company that runs them, Acme, made 40`."""
    said = reading.plain.startswith(",", mention.end) and _SAID_OF.fullmatch(reading.plain_lower, left, mention.start)
    return bool(said) and not mention.place


def _is_of_owner(reading: "Reading", owner: Mention, mention: Mention) -> bool:
    """Whether a name only says whose or where a body is that acts: `Norway's deep-water port of Weir took in 40`."""
    described = mention.organisation and mention.sort in ("name", "free") and reading.plain.startswith("'s ", owner.end)
    return bool(described and _DESCRIBED.fullmatch(reading.plain, owner.end + 2, mention.start))


def _is_own_body(reading: "Reading", owner: Mention, mention: Mention) -> bool:
    """Whether a name right after `its` acts itself: `Its Weir Centre has reached 40`, not `Its Weir Park tenants`."""
    beside = mention.organisation and not mention.place and mention.start - owner.end == 1
    return beside and bare_subject(reading, mention.end)


def subject_like(reading: "Reading", mentions: list[Mention], left: int, right: int) -> Mention | None:
    """The mention in `[left, right)` that acts: no preposition before it, no verb between it and the clause's start."""
    best = None
    topics = (reading.topic, reading.topic_place)
    hanging: Mention | None = None
    for mention in mentions:
        if not left <= mention.start < right:
            continue
        between = reading.plain[hanging.end : mention.start] if hanging and mention.sort in ("name", "free") else ""
        if between in _CONJUNCTIONS or preposition_before(reading.lower, left, mention.start):
            hanging = mention
            continue
        if reading.first_verb(left, mention.start) and not _is_explained(reading, left, mention):
            continue
        if _in_address(reading, mention) or (mention.noun == "it" and reading.plain.startswith(",", mention.end)):
            continue
        if reading.plain.startswith("(", mention.start - 1) and is_sourced(reading, mention):
            continue
        if mention.sort == "name" and mention.entity not in topics and is_attribute(reading, mention):
            continue
        if not mention.organisation and not bare_subject(reading, mention.end):
            continue
        described = _SOME.search(reading.text, mention.start - 9, mention.start)
        if described and _NOUN_AFTER.match(reading.plain, mention.end):
            continue
        if mention.sort in ("name", "free") and _NUMBER.search(reading.text, mention.start - 6, mention.start):
            continue  # "as much as 17 Weir Parks": counted, and no subject
        if mention.place and reading.text.startswith(":", mention.end):
            continue  # "Upland: 13%": a part of a breakdown
        if (
            mention.place
            and reading.plain.startswith(", ", mention.start - 2)
            and reading.plain.startswith(",", mention.end)
        ):
            continue
        if reading.text[mention.end : mention.end + 1] == "(" or _BRACKET.match(reading.text, mention.end, right):
            continue
        if (
            best is None
            or is_apposed(reading, best, mention)
            or (best.noun in _OWNERS and _HOST.fullmatch(reading.plain_lower, best.end, mention.start))
            or (best.noun in _OWNERS and _is_own_body(reading, best, mention))
            or (best.sort == "noun" and _is_explained(reading, left, mention))
            or _is_of_owner(reading, best, mention)
        ):
            best = mention
        elif reading.plain[best.end : mention.start].strip() in ("'s", "'", "and", "&"):
            best = mention if "'" in reading.plain[best.end : mention.start] else best
    return best
