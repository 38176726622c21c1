"""Words that make a figure a part of what a metric counts: "another 40", "12 new tenants", "among them"."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from schemas.catalogue import Metric
from tracking.articles import is_currency
from tracking.contexts import Context
from tracking.refusals import without_others
from tracking.slots import STOCKS
from tracking.wording import Phrases, Wording, is_count, phrases
from tracking.words import ends_with, found, lemmas, listed, times

WENT = phrases(listed("came_or_went"))
BEFORE, AFTER, ADDED = phrases(listed("part_before")), phrases(listed("part_after")), phrases(listed("added"))
NOT_YET = frozenset(lemmas(" ".join(listed("not_yet"))))
"""What those are called first that are not, or no more, what they are counted as."""
PARTITIVE = frozenset(listed("partitive"))
"""Words that take a part out of what was named before."""
FAR = 5
"""How many words after the figure its noun may stand: "28 of the new listings"."""
BROKEN_DOWN = "a breakdown in brackets"
AUXILIARIES = frozenset(("be", "have", "becom"))
OF_IT = ("of", "it")
"""Behind an amount: what is of it, or of what is its own."""
EXPECTED = frozenset(lemmas("expected forecast predicted"))
"""What several foresee on average is no part of anything."""
AVERAGE = frozenset(lemmas("average"))
"""A word of a metric's own by which what holds on average is all of it: of a price."""
INCLUDED = frozenset(("include", "including"))
ANOTHER = frozenset(("another", "a further", "further"))
OF_THEM, AMONG_THEM, WITH = "of them", "among them", "with"
COUNTED = frozenset(lemmas("have count be"))
"""Verbs of somebody who has so many of something, or finds that there are so many."""
FEW = 4
FROM = frozenset(("be from", "come from", "hail from"))
"""Behind a part of those counted, but for a metric of all those from there: `2,000 come from abroad`."""
EACH_OF = ("each", "of")
"""Before all of them: "to each of its 40 members"."""
DETERMINERS = frozenset(("the", "it", "our", "their"))


def part_of_whole(wording: Wording, words: Context, *, narrower: bool = False) -> str | None:
    """The word that makes the figure a part of the metric; None when it is of the whole.

    A `narrower` metric counts a part of what another one does: "80 guests, of whom 30 pay for a seat" is all its own.
    """
    own = first_of(wording.scope, without_others(words.own, words))
    if own:
        return own
    if words.item_of is not None and wording.metric.entity not in words.item_of:
        return BROKEN_DOWN
    stock = wording.metric.period in STOCKS
    added = {word for word, _ in ADDED}
    named = PARTITIVE if _names_its_own(wording, words, narrower=narrower) else frozenset[str]()
    if _counted_apart(wording, words):
        named |= INCLUDED

    if _is_told_beside(wording, words):
        named |= ANOTHER

    def says(listed_words: Phrases, words_there: tuple[str, ...]) -> str | None:
        text = _without_comparison(words_there)
        for word, wanted in listed_words:
            if word == "on average" and not (EXPECTED.isdisjoint(text) and AVERAGE.isdisjoint(wording.own_words)):
                continue
            if word == AMONG_THEM and WITH in words.before[-2:]:
                continue
            if word == OF_THEM and _all_of_them(words):
                continue
            if word in FROM and _says_near(wording, (*words_there, *words.following)):
                continue
            if word in named or (word in added and not stock) or wording.own_words.issuperset(lemmas(word)):
                continue
            if found(wanted, text):
                return word
        return None

    # A share is always of something: "80 % of them" is no smaller part of it.
    is_share = wording.metric.reads_role == "share"
    after = tuple(entry for entry in AFTER if not (is_share and entry[0].startswith("of ")))
    went = says(WENT, words.before[-2:]) if stock and wording.counts else None
    taken = "" if named or is_said_to_be(wording, words) else _taken_out(words)
    if is_currency(wording.metric.unit) and words.after[:2] == OF_IT:
        return "of it"
    before = words.before[:-3] if words.before[-3:-1] == EACH_OF else words.before
    not_yet = next((head[0] for head in words.heads if head[0] in NOT_YET and wording.counts), None)
    return (
        went
        or taken
        or not_yet
        or says(BEFORE, before)
        or says(ADDED, words.phrase)
        or says(after, _up_to_number(words.after))
    )


def _all_of_them(words: Context) -> bool:
    """True for those a sentence names without a number and then counts: `Beds fill up: the ward has 40 of them`."""
    head = words.heads[0][-1] if len(words.heads) == 1 else ""
    if COUNTED.isdisjoint(words.before) or head in words.quoted or head not in words.sentence_words:
        return False
    place = words.sentence_words.index(head)
    return not any(word.isdigit() for word in words.sentence_words[max(place - FEW, 0) : place])


def _says_near(wording: Wording, text: tuple[str, ...]) -> bool:
    return any(found(near, text, derived=True) for _, near in wording.near)


def _up_to_number(text: tuple[str, ...]) -> tuple[str, ...]:
    """The words before the next number, which has those behind it: `over 17,000, about 65% of whom`."""
    return tuple(takewhile(lambda word: not word.isdigit(), text))


def _names_its_own(wording: Wording, words: Context, *, narrower: bool) -> bool:
    """True where the figure says beside it what the metric is of: "among them 300 wind farms" is all the wind farms."""
    nouns = {noun for _, noun in wording.nouns}
    own = [near for _, near in wording.near if near not in nouns]
    said = (*words.phrase, *(words.after if "be" in words.after else ()))
    if not wording.counts:
        return False
    # "312 open posts, and 88 of those are in Oslo": the noun is that of the figure before.
    lent = bool(words.heads) and {head[-1] for head in words.heads}.isdisjoint((*words.quoted, *words.after))
    told = words.following[2:6] if words.after[:1] == ("of",) and _only_after(own, words) else words.after
    if any(
        found(near, told if lent else said, derived=True)
        or (
            narrower
            and not (lent and words.after[:1] != ("of",))
            and found(near, words.own, derived=True)
            and _once(near, words)
        )
        for near in own
    ):
        return True
    # "It serves 105,000 people. Last year 68,900 of them came through its doors": the whole is none of the metric's.
    flow = wording.metric.period not in STOCKS
    return (
        flow
        and any(found(near, words.own, derived=True) for near in own)
        and all(_once(near, words, at_most=True) for near in own)
    )


def _only_after(nears: Sequence[str], words: Context) -> bool:
    """True where only what follows the figure has words of the metric: the whole that it is taken from has none."""

    def said(text: tuple[str, ...]) -> int:
        return sum(times(near, text) for near in nears)

    return said(words.sentence_words) <= said(words.following) and not said(words.sentence_before)


def _counted_apart(wording: Wording, words: Context) -> bool:
    """True where what is taken out is counted by a noun of its own: "has 90 ships. They include seven tugs"."""
    if not wording.counts or len(words.heads) != 1:
        return False
    head = words.heads[0][-1]
    said = sum(word == head for word in words.sentence_words)
    own = any(ends_with(noun, words.heads[0]) for _, noun in wording.nouns)
    before = words.sentence_before
    return own and said <= 1 and head in words.quoted and bool(before) and head not in before


def _is_told_beside(wording: Wording, words: Context) -> bool:
    """True where "another" goes on from a figure of something else: "runs 34 boats and has another six on order"."""
    counted = {head[-1] for head in words.heads}
    if not wording.counts or not counted or not counted.isdisjoint((*words.quoted, *words.after)):
        return False
    return any(found(near, words.after, derived=True) and _once(near, words) for _, near in wording.near)


def is_said_to_be(wording: Wording, words: Context) -> bool:
    """True where those taken out are said to be what the metric counts: "two of the firms have listed"."""
    counted = {head[-1] for head in words.heads}
    end = next((place + 1 for place, word in enumerate(words.following[:FAR]) if word in counted), 0)
    said = words.following[end:]
    wanted = wording.near if AUXILIARIES.isdisjoint(said) else (*wording.near, *wording.nouns)
    return any(found(one, (*said, *words.predicate), derived=True) for _, one in wanted)


def _taken_out(words: Context) -> str | None:
    """The words that take a part out of what is counted: "28 of the listings", not "28 listings of the week"."""
    said = (*words.quoted, *words.after)
    counted = {head[-1] for head in words.heads}
    for place, word in enumerate(said):
        if word == "of" and said[place + 1 : place + 2] and said[place + 1] in DETERMINERS:
            before, after = said[:place], said[place + 2 : place + 5]
            if counted.isdisjoint(before) and not counted.isdisjoint(after):
                return f"of {said[place + 1]}"
    return None


def _once(near: str, words: Context, *, at_most: bool = False) -> bool:
    """True where only the part is said to be so: "80 guests, of whom 30 pay", not "80 pay, of whom 30 do"."""
    said = times(near, words.sentence_words)
    return (said == 1 or (at_most and said == 0)) and not found(near, words.sentence_before, derived=True)


def first_of(words: Phrases, text: tuple[str, ...]) -> str | None:
    """The first of the words, as the metric writes it, that stands in the text; also in words made from it."""
    return next((word for word, wanted in words if found(wanted, text, derived=True)), None)


def _without_comparison(text: tuple[str, ...]) -> tuple[str, ...]:
    """The words but for the first of "more than" and "other than", which add nothing."""
    return tuple(word for place, word in enumerate(text) if text[place + 1 : place + 2] != ("than",))


def narrower(metrics: Sequence[Metric]) -> frozenset[str]:
    """The metrics that count what another one of the same entity refuses, by one of their `near` words."""
    refused: dict[tuple[str, str], set[str]] = defaultdict(set)
    for metric in metrics:
        refused[metric.entity, _sort(metric)].update(metric.match.not_)
    return frozenset(
        metric.id for metric in metrics if not refused[metric.entity, _sort(metric)].isdisjoint(metric.match.near)
    )


def _sort(metric: Metric) -> str:
    """The unit of a metric; all that is counted is of one sort: of 40 projects nine firms have listed."""
    return "" if is_count(metric.unit) else metric.unit
