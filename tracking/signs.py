"""Amounts below zero that are written without a sign: a loss of 4 million is minus 4 million of a result."""

import re

from schemas.fact import Fact
from tracking.stretches import stretch_of
from tracking.wording import Wording, is_count
from tracking.words import lemma, lemmas, listed, phrase

BELOW = frozenset(lemma(word) for word in listed("below_zero"))
ABOVE = frozenset(lemma(word) for word in listed("above_zero"))
BREAK = re.compile(r"[,;:()]|\b(?:and|but|while|despite|although|after|before|from|than)\b", re.IGNORECASE)
# "a deficit on its current account of": what stands between belongs to the deficit.
LINKS = ("on", "in", "of")
REACH = 8


def is_opposite(fact: Fact, wording: Wording) -> bool:
    """True when the figure counts down what the metric counts up: a loss where the metric is no metric of losses."""
    if is_count(fact.unit) or fact.role == "rank":
        return False
    below = _named(fact, wording)
    if below is None:
        return False
    counts_losses = not wording.own_words.isdisjoint(BELOW) and wording.own_words.isdisjoint(ABOVE)
    return below != counts_losses


def _named(fact: Fact, wording: Wording) -> bool | None:
    """True for a loss or deficit that the figure is the amount of, False for a profit or surplus, None for neither."""
    before, after = stretch_of(fact)
    following = lemmas(BREAK.split(after)[0])[:2]
    for word in following:
        if word in BELOW:
            return True
        if word in ABOVE:
            return False
    leading = BREAK.split(before)[-1]
    words = lemmas(leading)[-REACH:]
    place = next((at for at in range(len(words) - 1, -1, -1) if words[at] in BELOW | ABOVE), None)
    if place is None:
        return None
    between = words[place + 1 :]
    own = {root for _, root in (*wording.nouns, *wording.near)}
    other = [word for word in between if phrase(word) in own and word not in BELOW | ABOVE]
    if other and between[0] not in LINKS:
        return None
    return words[place] in BELOW
