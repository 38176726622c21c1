"""Whose figure it is: the entity a quantity belongs to, by grammar first and by context after."""

import re
from collections.abc import Callable

from extraction.constructions import bracketed, conjunct, forecast, label, relative
from extraction.context import (
    anything,
    context,
    contrasted,
    counted_by,
    definite_body,
    economy,
    given,
    guests,
    local,
    table_cell,
)
from extraction.figure import Belonging, Figure
from extraction.grammar import alternation, in_lower, words
from extraction.mentions import Mention
from extraction.pointing import FIRST
from extraction.reading import Reading
from extraction.sentences import clause_around
from extraction.subjects import counts_only, is_example, is_speaker, subject_like
from extraction.verbs import SPEECH
from schemas.fact import Role

_LISTS = words("entities")
_RECIPIENT = in_lower(r"\b(?:to|for)\s+(?:the\s+|this\s+|its\s+)?$")
_AGENT = re.compile(
    r"\b(?!(?:followed|joined|headed|chaired|accompanied|preceded|caused|driven|boosted|helped|hit|supported|trailed)\s)"
    r"\w+(?:ed|en|id|ilt|un|ade|ld|ought)\s+by\s+(?:the\s+)?$"
)
_FRONTED = in_lower(r"\W*(?:among|of|under|through|for|within|at)\s+(?:the\s+|this\s+)?(?:\w+\s+){0,2}")
_FRONTED_PREPOSITION = in_lower(r"\W*(?:among|of|under)\b")
_TURN = in_lower(rf"\W*(?:{alternation(_LISTS['topic_openings'])})\s+(?:the\s+)?")
_ACTORS = frozenset(_LISTS["actor_nouns"])
_ACTOR = re.compile(
    rf"(?:^|,\s|\band\s)\s*(?:[Tt]he\s+|[Ll]ocal\s+)?"
    rf"((?:[\w’'-]+\s+){{0,3}}(?:{alternation(_ACTORS)}))\s+(?:\w+ly\s+)?\Z"
)
_MAKES_UP = re.compile(
    r"\s+(?:[\w-]+\s+){0,4}(?:accounts?|accounted|accounting|makes?|made|making|comprises?|comprised|represents?"
    r"|represented|comes?|came|follow(?:s|ed)?)\s+(?:for|up|next|second|third|\d)"
)
_BRINGS = re.compile(
    r"\b(?:br(?:ing|ings|inging|ought)|tak(?:e|es|ing)|took|push(?:es|ed|ing)?|lift(?:s|ed|ing)?|rais(?:es|ed|ing))\s+(?:the\s+)?(?:total\s+|overall\s+)?"
    r"(?:number|total|count|tally|share|amount|sum|length|size|capacity|fleet|workforce|membership|population)\s"
)

_SPENDS = re.compile(
    r"\b(?:spen[dt]|spending|invest(?:ed|ing)?|commit(?:ted)?|inject(?:ed|ing)?|provid(?:e|ed|ing)|reserv(?:e|ed)|obtain(?:ed)?|put|fund(?:ed|ing)?|grant(?:ed)?"
    r"|approv(?:e|ed)|paid|pay|set\s+aside|earmark(?:ed)?|allocat(?:e|ed)|subsid\w+|borrow(?:ed)?|repa(?:y|id))\b",
    re.IGNORECASE,
)
_RANKS_AS = re.compile(
    r"\s+(?:is|was|are|were|remains?|remained|stays?|stayed|became)\s+(?:still\s+|again\s+|by\s+far\s+)?(?:the|its|their|our)\s+(?:\w+[\s-]){0,2}"
    r"(?:largest|biggest|main|top|leading|principal|fastest|strongest|most|first|next|second|third)\b"
)
_TAKES = re.compile(
    r"\s+(?:\w+ly\s+|also\s+)?(?:took|takes?|taking|sent|sends?|suppl(?:y|ies|ied)|bought|buys?|received|receives?|absorbed|absorbs?|provid(?:es?|ed)"
    r"|contribut(?:es?|ed)|has|had|have|held|holds?|claim(?:s|ed)?|generat(?:es?|ed))\b"
)


def belonging(
    reading: Reading, number: int, start: int, end: int, *, allocated: bool, money: bool, role: Role, share: bool
) -> Belonging:
    """The entity of the quantity `text[start:end]` in a sentence; an empty entity when nothing is named anywhere."""
    clause_list = reading.clauses_of(number)
    place = clause_around(clause_list, start)
    left, right = clause_list[place]
    mentions = [m for m in reading.mentions_of(number) if m.entity and not counts_only(reading, m)]
    text = reading.text
    in_brackets = start > left and (
        text[start - 1] == "(" or (text[start - 1].isspace() and start - 1 > left and text[start - 2] == "(")
    )
    own = [m for m in mentions if left <= m.start < right and (m.end <= start or m.start >= end)]
    figure = Figure(
        reading,
        number,
        start,
        end,
        left,
        right,
        clause_list[:place],
        reading.words_in(clause_list[place]),
        mentions,
        [] if in_brackets else own,
        allocated,
        money,
        role == "rank",
        share,
    )
    for rule in _RULES:
        if found := rule(figure):
            return found
    return Belonging("", "nobody named", 0.2)


def _purpose(figure: Figure) -> Belonging | None:
    """Money that goes before the name of the scheme or fund it fills."""
    if not (figure.money and figure.allocated):
        return None
    for m in figure.mentions:
        if figure.start <= m.start < figure.end + 4 and m.end > figure.end and not m.place:
            return Belonging(m.entity, "names what the money is for", 0.95)
    return None


def _recipient(figure: Figure) -> Belonging | None:
    if not figure.allocated:
        return None
    lower, end = figure.reading.lower, figure.end
    for m in figure.mentions:
        if (
            not end <= m.start < end + 90
            or not _RECIPIENT.search(lower, end, m.start)
            or figure.reading.first_verb(end, m.start)
        ):
            continue
        owned = next((other for other in figure.mentions if other.start == m.end + 3), None)
        if owned or not m.place:
            return Belonging((owned if m.place and owned else m).entity, "given to it", 0.9)
    return None


def _agent(figure: Figure) -> Belonging | None:
    for m in figure.own:
        if m.start >= figure.end and _AGENT.search(figure.text, max(figure.end, m.start - 30), m.start):
            return Belonging(m.entity, "done by it", 0.95)
    return None


def _attached_name(figure: Figure) -> Belonging | None:
    found = figure.attached
    return Belonging(found.entity, "stands with what is counted", 0.9) if found and not found.place else None


def _subject(figure: Figure) -> Belonging | None:
    before = [m for m in figure.own if m.end <= figure.start]
    found = subject_like(figure.reading, before, figure.left, figure.start)
    if found is None or is_speaker(figure.reading, found):
        spoke = SPEECH.search(figure.text, found.end if found else figure.left, figure.start) if before else None
        found = subject_like(figure.reading, before, spoke.end(), figure.start) if spoke else None
    if found is None:
        return None
    if found.noun == "its" and not figure.reading.first_verb(figure.left, figure.start):
        return None
    if _is_part(figure, found):
        return None
    if found.noun in FIRST:
        found = _spoken_for(figure, found)
    weight = 0.88 if found.sort == "pronoun" else 0.78 if found.sort == "free" and not found.organisation else 0.95
    return Belonging(found.entity, f"subject of the clause ({found.sort})", weight)


def _spoken_for(figure: Figure, mention: Mention) -> Mention:
    """`We` of a government: itself where it gives or spends money, else the place it speaks for."""
    lexicon = figure.reading.lexicon
    own = figure.money and (figure.allocated or _SPENDS.search(figure.text, figure.left, figure.start))
    if mention.entity not in lexicon.governments or own:
        return mention
    place = lexicon.place_of(mention.entity)
    return mention._replace(entity=place, place=True) if place else mention


def _is_part(figure: Figure, subject: Mention) -> bool:
    """Whether a name is only that of a part: `Spain was the largest market with 40`, `Spain took 30% of exports`."""
    if subject.organisation and not subject.place:
        return False
    if _MAKES_UP.match(figure.text, subject.end):
        return True
    reading = figure.reading
    if not subject.place or subject.entity in (reading.topic, reading.lexicon.place_of(reading.topic)):
        return False
    return bool(_RANKS_AS.match(figure.text, subject.end) or (figure.share and _TAKES.match(figure.text, subject.end)))


def _fronted(figure: Figure) -> Belonging | None:
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


def _turned_to(figure: Figure) -> Belonging | None:
    """`As for X, ...`: the sentence speaks of X, and so do those that follow."""
    opening = figure.reading.sentences[figure.number].start
    turn = _TURN.match(figure.reading.lower, opening, figure.start)
    found = next((m for m in figure.mentions if turn and turn.end() <= m.start < turn.end() + 30), None)
    return Belonging(found.entity, "what the sentence turns to", 0.9) if found and found.end <= figure.start else None


def _object(figure: Figure) -> Belonging | None:
    """`150 firms have chosen X`: the counted things are the subject, the name is what they act on."""
    if figure.reading.first_verb(figure.left, figure.start):
        return None
    verb = figure.reading.first_verb(figure.end, figure.right)
    if verb is None:
        return None
    after = (m for m in figure.own if m.start >= verb[0] and not m.place and m.organisation and m.sort != "pronoun")
    found = next((m for m in after if not is_example(figure.reading, m, figure.left)), None)
    return Belonging(found.entity, "object of the clause", 0.85) if found else None


def _attached_place(figure: Figure) -> Belonging | None:
    found = figure.attached
    return Belonging(found.entity, "place of what is counted", 0.85) if found else None


def _counted_of(figure: Figure) -> Belonging | None:
    """What a clause brings to a number is that of the name beside it: `bringing the number of ships of X to 40`."""
    brought = _BRINGS.search(figure.text, figure.left, figure.start)
    if brought is None:
        return None
    named = [m for m in figure.own if brought.end() <= m.start < figure.start and m.sort in ("name", "free")]
    return Belonging(named[-1].entity, "the number of it", 0.9) if named else None


def _main_subject(figure: Figure) -> Belonging | None:
    """The subject of an earlier clause of the sentence, the nearest first."""
    before = [m for m in figure.mentions if m.end <= figure.start]
    for back, (left, right) in reversed(list(enumerate(figure.clauses_before))):
        found = subject_like(figure.reading, before, left, right)
        if (
            found
            and found.noun != "its"
            and (found.organisation or back == 0)
            and not is_speaker(figure.reading, found)
            and not _is_part(figure, found)
        ):
            return Belonging(found.entity, f"subject of the sentence ({found.sort})", 0.88)
    return None


def _common_noun(figure: Figure) -> Belonging | None:
    reading = figure.reading
    sentence = reading.sentences[figure.number]
    if reading.words_in((sentence.start, sentence.end)).isdisjoint(_ACTORS):
        return None
    for verb, end in reading.verbs_of(figure.number):
        if end <= figure.start + 1 and (found := _ACTOR.search(figure.text, sentence.start, verb)):
            return Belonging(found.group(1).strip(), "common noun acting", 0.75)
    return None


def _named_before(figure: Figure) -> Belonging | None:
    before = [m for m in figure.own if m.end <= figure.start and not m.place and m.organisation and m.sort != "pronoun"]
    if not before:
        return None
    topic = figure.reading.topic
    titled = topic and topic not in figure.reading.lexicon.places
    if before[-1].sort == "noun" and titled and before[-1].entity != topic:
        return None
    return Belonging(before[-1].entity, "named before it in the clause", 0.75)


_RULES: tuple[Callable[[Figure], Belonging | None], ...] = (
    table_cell,
    _purpose,
    _recipient,
    given,
    label,
    bracketed,
    _attached_name,
    conjunct,
    relative,
    forecast,
    _subject,
    contrasted,
    guests,
    economy,
    _agent,
    _turned_to,
    _fronted,
    _object,
    _attached_place,
    counted_by,
    _counted_of,
    _main_subject,
    _common_noun,
    definite_body,
    _named_before,
    local,
    context,
    anything,
)
"""The rules in order; the first that finds an entity decides."""
