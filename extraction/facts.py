"""Articles to facts: every quantity that states something, with whose it is, of what time and what kind."""

import re
from dataclasses import replace

from extraction import trust
from extraction.belonging import belonging
from extraction.calendars import Span, moved
from extraction.catalogue_lexicon import Lexicon
from extraction.comparing import elsewhere, is_given_up
from extraction.drafts import Draft, drafts_of, dropped_at
from extraction.figure import Belonging
from extraction.grammar import in_lower
from extraction.kinds import time_is_of
from extraction.kinds_beside import kind_beside
from extraction.lending import COMPARISON
from extraction.measures import falls, goes_on, is_base, measure_of, role_of
from extraction.opening import read
from extraction.plain_spelling import as_written
from extraction.quantities import Candidate, find
from extraction.reading import Reading
from extraction.sampling import asks_others
from extraction.selection import (
    PLAY,
    WEATHER_UNITS,
    is_playful,
    private_person,
    start_of,
)
from extraction.spoken import Spoken
from extraction.times import NONE, Time, points_back
from extraction.timing import is_compared, time_of
from schemas import ids
from schemas.article import Article
from schemas.fact import ChangeOf, Conversion, Direction, Dropped, Extraction, Fact, Kind

_OTHER = re.compile(r"\b(?:while|and|but|whereas)\b|[;.]\s")
_BETWEEN = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
_WHOLE = re.compile(r"\s+of\s+(?:(?:the|its|their|all|these|those)\s+)?[\w’'-]+")
_CARRIED = (
    *("as the figure before", "as the sentence before", "as the paragraph before"),
    *("topic", "subject of the sentence", "the heading"),
)
"""The rules by which a figure is whose the first one of its sentence is; what is compared is of the one before it."""
_OF_ALL = in_lower(
    r"\s+of\s+(?:all\b|[^.;,]{2,40}?\sin\s(?:the|our)\s(?:country|city|state|region|land|nation|province)\b)"
)
"""Behind a share, the whole of which is that of a place: `took 40% of all guests`."""
_OF_THOSE_BEFORE = frozenset(("counts what the figure before counts", "counted among what opens the sentence"))
_LISTING = re.compile(r",")


def extract(article: Article, lexicon: Lexicon) -> Extraction:
    """The facts of an article and the quantities that are none with the reason, both in the order of the text."""
    reading = read(article, lexicon)
    dollar = dollar_of(reading)
    found = find(article.text, lexicon.units, dollar, said=reading.spelling.said)
    dropped = [dropped_at(article, d.start, d.end, d.reason) for d in found.dropped]
    drafts = drafts_of(reading, found, dropped, dollar)
    facts: list[Fact] = []
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.number, []).append(draft)
    for number, group in by_sentence.items():
        facts.extend(_facts_of(reading, number, group, dropped))
    if is_playful(dropped, facts):
        dropped.extend(dropped_at(article, f.start, f.end, PLAY) for f in facts)
        facts = []
    dropped.sort(key=lambda d: d.start)
    return Extraction(facts=tuple(sorted(facts, key=lambda f: f.start)), dropped=tuple(dropped))


def dollar_of(reading: Reading) -> str:
    """The currency a bare `$` means in an article: the publisher's, else that of what it is about, else US dollars.

    Where no catalogue has what it is about, that counts in which it is set.
    """
    stated = reading.lexicon.publisher_dollar(reading.article)
    if stated:
        return stated
    lexicon = reading.lexicon
    set_in = "" if reading.topic in lexicon.entity_words else reading.land
    own = lexicon.dollar_of(reading.topic) or lexicon.dollar_of(reading.topic_place) or lexicon.dollar_of(set_in)
    if own and f"{own[:2]}$" not in reading.text:
        return own
    return "USD"


def _facts_of(reading: Reading, number: int, group: list[Draft], dropped: list[Dropped]) -> list[Fact]:
    """The facts of one sentence, in order."""
    text = reading.text
    said = reading.words_in((reading.sentences[number].start, reading.sentences[number].end))
    others = [d.candidate for d in group]
    facts: list[Fact] = []
    direction_before: Direction | None = None
    carried = False
    for place, draft in enumerate(group):
        candidate = draft.candidate
        draft.base = (
            len(group) > 1
            and candidate.unit != "rank"
            and is_base(
                candidate, group[place + 1].candidate if place + 1 < len(group) else None, reading, draft.clause[0]
            )
        )
        draft.base = draft.base or is_given_up(reading.lower, said, draft.clause[0], start_of(candidate), candidate.end)
        role, direction, role_rule = role_of(candidate, reading, draft.clause)
        if (
            place
            and role == "share"
            and facts
            and group[place - 1].role == "change"
            and goes_on(reading, group[place - 1].candidate, candidate)
        ):
            role, direction, role_rule = "change", direction_before, "restates the change before it"
        direction_before = direction
        draft.role = ("share" if candidate.unit == "%" else "level") if draft.base and role == "change" else role
        money = candidate.sort == "amount" and candidate.unit != "x"
        start, end = candidate.start, draft.end
        kind, kind_rule = kind_beside(reading, draft, facts, end)
        owner = belonging(
            reading,
            number,
            start,
            end,
            allocated=kind == "allocated",
            money=money,
            role=draft.role,
            share=draft.role == "share" or not _OF_THOSE_BEFORE.isdisjoint(draft.reasons),
        )
        carried = _remember(reading, draft, owner, carried=carried)
        timed_as = time_is_of(kind, kind_rule)
        compared = is_compared(reading, candidate, others, draft.clause[0])
        time = time_of(
            reading, number, candidate, others, draft.clause, timed_as, draft.role, base=draft.base, compared=compared
        )
        if (
            (compared or draft.base)
            and facts
            and owner.rule.startswith(_CARRIED)
            and facts[-1].unit == draft.candidate.unit
        ):
            owner = replace(owner, entity=facts[-1].entity or owner.entity)
        if COMPARISON in draft.reasons:
            kind, kind_rule, compared = "actual", COMPARISON, True
            time = _a_year_before(facts[-1]) if facts else NONE
        if time.first and time.last and kind == "actual":
            aside = draft.base or compared or reading.in_brackets(start) or points_back(time)
            reading.spoken.setdefault(number, []).append(Spoken(start, Span(time.first, time.last), aside))
        change = None
        if draft.role == "change":
            base = next(
                (
                    d
                    for d in group[place + 1 :]
                    if is_base(d.candidate, None, reading, d.clause[0])
                    and not _OTHER.search(text, candidate.end, d.candidate.start)
                ),
                None,
            )
            change = ChangeOf.trusted(
                direction=direction,
                base_value=base.candidate.value if base else None,
                base_period=_base_text(reading, number, base, others) if base else None,
            )
        draft.reasons += [owner.rule, kind_rule, role_rule]
        sure = draft.weight * trust.of_entity(reading, number, owner)
        sure *= trust.of_unit(reading.lexicon, candidate) * trust.of_kind(kind)
        if not owner.entity and candidate.unit in WEATHER_UNITS:
            dropped.append(dropped_at(reading.article, candidate.start, candidate.end, PLAY))
            continue
        if private_person(reading, number, start):
            dropped.append(dropped_at(reading.article, candidate.start, candidate.end, "about a private person"))
            continue
        facts.append(_fact(reading, draft, kind, owner.entity, time, change, sure, compared=compared))
    return facts


def _remember(reading: Reading, draft: Draft, owner: Belonging, *, carried: bool) -> bool:
    """Puts down whom a figure's sentence turned out to be about; whether that is only carried on from one before."""
    number = draft.number
    if owner.rule == "given to it":
        reading.given[number] = owner.entity
        return carried
    if not owner.entity or owner.passing or asks_others(reading, number, owner.entity):
        return carried
    if _ranks_a_part(reading, draft, owner):
        reading.ranking.add(number)
        return carried
    apart = reading.text.find(";", reading.sentences[number].start, draft.candidate.start) >= 0
    acts = owner.rule.startswith("subject of the clause") and "pronoun" not in owner.rule and not apart
    if number in reading.focus and not (carried and acts):
        return carried
    reading.focus[number] = owner.entity
    return owner.rule.startswith(("as the ", "topic"))


def _ranks_a_part(reading: Reading, draft: Draft, owner: Belonging) -> bool:
    """Whether something is only ranked among, or a share of, the parts of what an article on another place counts."""
    if draft.role == "share" and reading.is_place(reading.topic):
        part = owner.rule == "place named in the clause" or _OF_ALL.match(reading.lower, draft.candidate.end)
        return bool(part) and reading.lexicon.parents.get(owner.entity) == reading.topic
    ranked = draft.candidate.unit == "rank" and reading.is_place(owner.entity) and reading.is_place(reading.topic)
    return ranked and owner.entity not in (reading.topic, reading.topic_place)


def _a_year_before(fact: Fact) -> Time:
    """The time of what a report sets in brackets behind a figure."""
    if fact.period_start is None or fact.period_end is None:
        return NONE
    return Time(*moved(Span(fact.period_start, fact.period_end), "year", -1), None, "inherited")


def _base_text(reading: Reading, number: int, base: Draft, others: list[Candidate]) -> str | None:
    return time_of(
        reading, number, base.candidate, others, base.clause, "actual", "level", base=True, compared=False
    ).text


def _as_written(reading: Reading, entity: str) -> str:
    known = not entity or entity in reading.lexicon.entity_words
    return entity if known else as_written(entity, reading.text, reading.plain)


def _wording(candidate: Candidate, text: str) -> str | None:
    """The words of the qualifier that stand right before the figure."""
    if candidate.qualifier_start is None or candidate.qualifier_start >= candidate.start:
        return None
    return " ".join(text[candidate.qualifier_start : candidate.start].lower().split()) or None


def _fact(
    reading: Reading,
    draft: Draft,
    kind: Kind,
    entity: str,
    time: Time,
    change: ChangeOf | None,
    confidence: float,
    *,
    compared: bool,
) -> Fact:
    candidate = draft.candidate
    article = reading.article
    sentence = reading.sentences[draft.number]
    other = draft.conversion
    start, end = candidate.start, candidate.end
    if candidate.qualifier == "range" and (opening := _BETWEEN.search(article.text, start - 10, start)):
        start = opening.start()
    start = min(start, start_of(candidate))
    if candidate.sort == "fraction" and (whole := _WHOLE.match(article.text, end, end + 40)):
        end = whole.end()
    if end - start > 40 and candidate.sort == "count" and _LISTING.search(article.text, candidate.num_end, end):
        end = candidate.num_end
    if other is not None:
        end = max(end, other.end)
        if article.text[end : end + 1] in (")", "]") and "(" in article.text[candidate.end : other.start]:
            end += 1
    assert candidate.unit is not None
    return Fact.trusted(
        fact_id=ids.fact_id(article.article_id, article.revision, start, end),
        article_id=article.article_id,
        revision=article.revision,
        quote=article.text[start:end],
        start=start,
        end=end,
        sentence=article.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        clause=article.text[draft.clause[0] : draft.clause[1]].strip(),
        value=candidate.value,
        low=candidate.low,
        high=candidate.high,
        step=candidate.step,
        unit=candidate.unit,
        qualifier=candidate.qualifier,
        wording=_wording(candidate, article.text),
        noun=candidate.noun,
        entity=_as_written(reading, entity) or None,
        measure=measure_of(candidate, reading, draft.clause),
        role=draft.role,
        kind=kind,
        period_start=time.first,
        period_end=time.last,
        period_text=time.text,
        period_basis=time.basis if time is not NONE else "none",
        falls=falls(reading.words_in(draft.clause)),
        compared=draft.base or (compared and not elsewhere(reading.text, candidate.end)),
        change_of=change,
        converted=Conversion.trusted(value=other.value, low=other.low, high=other.high, unit=other.unit)
        if other is not None and other.unit
        else None,
        confidence=round(min(confidence, 1.0), 3),
        reasons=tuple(draft.reasons),
    )
