"""Where a word that a metric refuses stands near a figure, so that it is of another series."""

from itertools import pairwise

from schemas.fact import Fact
from tracking.contexts import Context
from tracking.going_on import CARRIED
from tracking.nearness import as_far
from tracking.wording import Phrases, Wording
from tracking.words import found, lemmas, listed

MOVED = frozenset(lemmas(" ".join(listed("moved_to"))))
SPANS = frozenset(("year", "month", "quarter", "week", "half"))
EARLIER = frozenset(lemmas("earlier before ago later"))
THAN, LAST = frozenset(lemmas("than same corresponding against on from")), frozenset(lemmas("last previous preceding"))
"""Words before the time that a figure is compared with: `than in the same month last year`."""
ON = frozenset(lemmas("on over"))
TOLD_AS_TOTAL = frozenset(lemmas("total altogether overall cumulative"))
"""Words of a figure that takes in more than what the sentence before spoke of."""


SOME_OF = frozenset(("of", lemmas(word)[0]) for word in ("them", "these", "those"))


def refusal(fact: Fact, wording: Wording, words: Context, where: str, how: str) -> str | None:
    """The word of the metric's `not` that stands near a figure which speaks for it `where` and `how`; None without."""
    refused = refused_by(wording.refused, without_others(as_far(where, how, words), words))
    if not refused and words.pointed:
        refused = refused_by(wording.refused, without_others(words.sentence_words, words))
    if refused or (words.in_it and (refused := refused_by(wording.refused, words.sentence_before))):
        return refused
    if not TOLD_AS_TOTAL.isdisjoint(words.clause):
        return None
    if _tells_of_part(words.just_before):
        return None
    if CARRIED in fact.reasons or "sentence before" in (where, how[-15:]):
        told = any(found(noun, words.just_before, derived=not wording.counts) for _, noun in wording.nouns)
        told = told or any(found(near, words.just_before, derived=True) for _, near in wording.near)
        return refused_by(wording.refused, words.just_before if told else words.sentence_before)
    return None


def refused_by(words: Phrases, text: tuple[str, ...]) -> str | None:
    """The first of a metric's `not` words in the text; one with a verb's ending is no other word of its root.

    "operating" refuses an operating profit, not the profit of an operator. "It rose to 40" refuses no level, and "40 a
    year earlier" nothing that is not of years.
    """
    refused = _refused(words, text)
    return refused and _refused(words, _without_moves(_without_since(text)))


def _tells_of_part(text: tuple[str, ...]) -> bool:
    """True for a sentence that tells of some of those counted: "640 of them are fast", "Of those we hired, half"."""
    return any(pair in SOME_OF for pair in pairwise(text))


def without_others(text: tuple[str, ...], words: Context) -> tuple[str, ...]:
    """The words without those that belong to another number of the sentence."""
    for other in words.others:
        size = len(other)
        at = next((place for place in range(len(text)) if text[place : place + size] == other), None)
        text = text if at is None else (*text[:at], *text[at + size :])
    return text


def _refused(words: Phrases, text: tuple[str, ...]) -> str | None:
    return next((word for word, wanted in words if found(wanted, text, derived=not word.endswith(("ing", "ed")))), None)


def _without_since(text: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that only say how long ago it was: "40 a year earlier", "than last year"."""
    return tuple(
        word
        for place, word in enumerate(text)
        if not (
            word in SPANS
            and (
                EARLIER.intersection(text[place + 1 : place + 2])
                or _on_itself(text, place)
                or (
                    LAST.intersection(text[max(place - 2, 0) : place])
                    and THAN.intersection(text[max(place - 6, 0) : place])
                )
            )
        )
    )


def _on_itself(text: tuple[str, ...], place: int) -> bool:
    """True for either word of `year on year`, by which only a change is told."""
    pairs = ((place, place + 2), (place - 2, place))
    return any(
        first >= 0 and text[first] == text[last] and text[first + 1] in ON for first, last in pairs if last < len(text)
    )


def _without_moves(text: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the verbs by which a level got to where it is."""
    return tuple(
        word
        for place, word in enumerate(text)
        if not (word in MOVED and text[place + 1 : place + 2] in (("to",), ("from",)))
    )
