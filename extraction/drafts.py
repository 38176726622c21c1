"""Quantities and ranks on their way to facts: those that state something, each with its unit."""

import re
from dataclasses import dataclass, field, replace

from extraction.counted import counted_elsewhere, past_mark, unit_by_verb, unit_of_noun, with_compared_noun
from extraction.grammar import in_lower
from extraction.lending import COMPARISON, as_the_figure, compared_in_brackets, with_currency
from extraction.quantities import Candidate, Found
from extraction.ranks import follows_a_place, rank_rule
from extraction.reading import Reading
from extraction.selection import (
    AGE,
    outside,
    ratio_to_one,
    refusal,
    start_of,
)
from extraction.sentences import clause_around
from extraction.small_counts import SMALL, counted_last
from extraction.table_units import UNIT_LABEL, is_unit_of_table, with_unit_of_table
from schemas.article import Article
from schemas.fact import Dropped, Role

_COUNTS = ("count", "bare")
_OTHERS = ("other", "others", "one")
"""What stands for the noun of a figure before: `nine new ones`."""
_AFTER_PERCENT = re.compile(r"(?:%|per\s?cent)\s+(?:to|from|at)\s+(?:\w+\s+){0,2}$")
_NEAR = 4
"""Figures back in which a bare number looks for its currency."""
_RATIO = "a return on each unit of money"
_WAS_BEFORE = in_lower(r"\b(?:against|from|versus|than|compared\s+with|(?:it|this|that)\s+(?:was|were|had\s+been))\s+$")
_ENDS = in_lower(r"[.,;]|$")
_BULLETS = frozenset("-•▪●*–")
_PERCENT = re.compile(r"%|per\s?cent|pct|\bpc\b")


@dataclass(slots=True)
class Draft:
    """A figure on its way to a fact."""

    candidate: Candidate
    number: int
    clause: tuple[int, int]
    reasons: list[str] = field(default_factory=list)
    weight: float = 1.0
    conversion: Candidate | None = None
    role: Role = "level"
    base: bool = False

    @property
    def end(self) -> int:
        """Where the figure ends in the text, with the same in another currency behind it."""
        end = self.candidate.end
        return end if self.conversion is None else max(end, self.conversion.end + 1)


def drafts_of(reading: Reading, found: Found, dropped: list[Dropped], dollar: str) -> list[Draft]:
    """The quantities and ranks that state something; the others go to `dropped`. A bare `$` means `dollar`."""
    article = reading.article
    conversions = {c.converts: c for c in found.quantities if c.converts is not None}
    drafts: list[Draft] = []
    counts: list[Candidate] = []
    line = -1
    for index, candidate in enumerate(found.quantities):
        if candidate.converts is not None:
            continue
        number = reading.sentence_at(candidate.start)
        sentence = reading.sentences[number]
        reason = outside(reading, candidate.start, candidate.end)
        clause_list = reading.clauses_of(number)
        clause = clause_list[clause_around(clause_list, candidate.start)]
        if in_unit := with_unit_of_table(reading, number, candidate, dollar):
            candidate = in_unit  # noqa: PLW2901 - the same figure, read with its table
        reason = reason or refusal(reading, number, candidate, clause)
        if not reason and is_unit_of_table(reading, number, candidate):
            reason = UNIT_LABEL
        before = counted_last(reading, number, candidate, counts) if reason == SMALL else None
        lent = reason in (SMALL, AGE) and _takes_up(reading, candidate, number, drafts)
        lent = lent or (reason == SMALL and candidate.sort == "bare" and _is_brought(reading, candidate, clause[0]))
        if reason and not before and not lent:
            dropped.append(dropped_at(article, candidate.start, candidate.end, reason))
            continue
        draft = Draft(candidate, number, clause, conversion=conversions.get(index))
        introduces = reading.text[sentence.end - 1] == ":"
        if not introduces and (sentence.line > line + 1 or (sentence.line > line and sentence.item in _BULLETS)):
            counts = []
        line = sentence.line
        if before:
            draft.candidate = replace(candidate, unit=before.unit, noun=before.noun, head=before.head)
            draft.reasons.append("counts what the figure before counts")
            draft.weight = 0.85
        _lend(reading, draft, drafts)
        _lend_ratio(reading, draft, drafts)
        if not _complete(reading, draft, counts):
            dropped.append(dropped_at(article, candidate.start, candidate.end, "nothing says what is counted"))
            continue
        if draft.candidate.sort in (*_COUNTS, "measure") and not introduces:
            counts.append(candidate if candidate.unit and candidate.head not in _OTHERS else draft.candidate)
        drafts.append(draft)
    drafts += _ranks(reading, found, drafts, dropped)
    return sorted(drafts, key=lambda d: d.candidate.start)


def _ranks(reading: Reading, found: Found, drafts: list[Draft], dropped: list[Dropped]) -> list[Draft]:
    """The places in rankings among the ordinals, one for each clause; the others go to `dropped`."""
    ranks: list[Draft] = []
    ranked = {(d.number, d.clause) for d in drafts if d.candidate.unit == "rank"}
    for ordinal in found.ordinals:
        number = reading.sentence_at(ordinal.start)
        sentence = reading.sentences[number]
        reason = outside(reading, ordinal.start, ordinal.end)
        rule = None if reason else rank_rule(ordinal, reading.text, sentence.start, sentence.end)
        clause_list = reading.clauses_of(number)
        clause = clause_list[clause_around(clause_list, ordinal.start)]
        taken = (number, clause) in ranked
        placed = any(ranked_in == number for ranked_in, _ in ranked)
        if placed and not reason and follows_a_place(ordinal, reading.text, sentence.start):
            rule, taken = "a place after another", False
        if rule is None or taken:
            dropped.append(
                dropped_at(reading.article, ordinal.start, ordinal.end, reason or "an ordinal, no place in a ranking")
            )
            continue
        ranked.add((number, clause))
        ranks.append(Draft(replace(ordinal, unit="rank"), number, clause, [rule], 0.95))
    return ranks


def _lend(reading: Reading, draft: Draft, before: list[Draft]) -> None:
    """Give a bare number the currency it is told in, or the unit of the figure it is set behind in brackets."""
    told = [(one.number, one.candidate) for one in before[-_NEAR:]] if draft.candidate.sort == "bare" else []
    if found := with_currency(reading, draft.number, draft.candidate, told):
        draft.candidate = found
        draft.reasons.append("of the currency before it")
        draft.weight = 0.9
    elif found := as_the_figure(reading, draft.number, draft.candidate, told):
        draft.candidate = found
        draft.reasons.append("of the sort of the figure its subject takes up")
        draft.weight = 0.9
    elif found := compared_in_brackets(reading, draft.number, draft.candidate, told):
        draft.candidate = found
        draft.reasons.append(COMPARISON)
        draft.weight = 0.9


def _beside_ratio(reading: Reading, candidate: Candidate, number: int, before: list[Draft]) -> bool:
    """Whether a number is set beside what each unit of money brings: `draws five dollars. Last year it was four`."""
    if not before or before[-1].number < number - 1 or _RATIO not in before[-1].reasons:
        return False
    beside = _WAS_BEFORE.search(reading.lower, before[-1].candidate.end, start_of(candidate))
    return bool(beside) and candidate.sort in ("bare", "count", "amount") and candidate.end == candidate.num_end


def _is_brought(reading: Reading, candidate: Candidate, left: int) -> bool:
    """Whether a small number without a noun is what each unit of money brings: `for each dollar it draws nine`."""
    return bool(_ENDS.match(reading.lower, candidate.end)) and ratio_to_one(candidate, reading.lower, left)


def _takes_up(reading: Reading, candidate: Candidate, number: int, before: list[Draft]) -> bool:
    """Whether a number that looks like an age or a small count says how much of the figure before it there was."""
    if _beside_ratio(reading, candidate, number, before):
        return True
    told = [(one.number, one.candidate) for one in before[-1:]]
    return as_the_figure(reading, number, candidate, told) is not None


def _lend_ratio(reading: Reading, draft: Draft, before: list[Draft]) -> None:
    """Give a number set beside what each unit of money brings the same sort: `draws five dollars, against four`."""
    if _beside_ratio(reading, draft.candidate, draft.number, before):
        draft.candidate = replace(draft.candidate, unit="x", noun=None, sort="bare")
        draft.reasons.append(_RATIO)


def _complete(reading: Reading, draft: Draft, counts: list[Candidate]) -> bool:
    """Give a bare number its unit, and a return on each dollar its ratio; False when nothing says what is counted."""
    candidate = draft.candidate
    if ratio_to_one(candidate, reading.lower, draft.clause[0]):
        draft.candidate = replace(candidate, unit="x")
        draft.reasons.append(_RATIO)
        return True
    if (
        candidate.unit == "%"
        and candidate.sort == "percent"
        and (
            candidate.scaled
            or _AFTER_PERCENT.search(reading.text, max(draft.clause[0], candidate.start - 24), candidate.start)
        )
        and not _PERCENT.search(reading.text, candidate.start, candidate.end)
    ):
        candidate = replace(candidate, unit=None, sort="bare")
    candidate = draft.candidate = with_compared_noun(reading, past_mark(reading, candidate))
    if candidate.head in _OTHERS and counts and counts[-1].unit:
        draft.candidate = replace(candidate, unit=counts[-1].unit, noun=counts[-1].noun, head=counts[-1].head)
        draft.reasons.append("others of what the figure before counts")
        return True
    if candidate.noun == "others":
        unit, _ = unit_of_noun(reading, "people")
        draft.candidate = replace(candidate, unit=unit, noun="people", head="people")
        draft.reasons.append("others of the sort of who speaks")
        return True
    if candidate.unit:
        if by_verb := unit_by_verb(reading, candidate, draft.clause):
            draft.candidate = replace(candidate, unit=by_verb[0])
            draft.reasons.append(by_verb[1])
        return True
    elsewhere = counted_elsewhere(reading, draft.number, candidate, counts)
    if elsewhere is None:
        return False
    unit, noun, rule = elsewhere
    draft.candidate = replace(candidate, unit=unit, noun=noun)
    draft.reasons.append(rule)
    draft.weight = 0.85
    return True


def dropped_at(article: Article, start: int, end: int, reason: str) -> Dropped:
    """The record of a stretch of the article that is no fact."""
    return Dropped.trusted(
        article_id=article.article_id,
        revision=article.revision,
        start=start,
        end=end,
        quote=article.text[start:end],
        reason=reason,
    )
