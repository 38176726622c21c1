"""How near the words of a metric stand to a figure, and how far its refusals reach."""

from tracking.contexts import Context
from tracking.wording import Phrases, Wording
from tracking.words import found

NEARNESS = {"clause": 2, "clause around it": 1, "sentence": 0, "sentence before": -1, "": 0}
SUCH = "such"


def near_words(wording: Wording, words: Context) -> tuple[Phrases, str]:
    """The metric's `near` words and where they stand; the sentence before counts where the figure points back to it.

    A share of those counted before says itself what they have in common: of "40 leased, half of them from abroad" no
    half is leased.
    """
    places = [("clause", words.own), ("clause around it", words.clause), ("sentence", words.sentence_words)]
    if words.taken_from:
        places = [("clause", (*words.before, *words.phrase))]
    share = wording.metric.reads_role == "share"
    if share and words.of_those:
        places = places[:1]
    whole_said = share and words.after[:1] == ("of",)  # "52% of the total"
    goes_on = words.goes_on or words.of_before or any(root in words.pointed for _, root in wording.nouns)
    if goes_on and not whole_said:
        places.append(("sentence before", words.sentence_before))
    if words.implied:
        places.insert(1, ("clause around it", words.implied))
    for where, text in places:
        present = tuple(one for one in wording.near if found(one[1], text, derived=True))
        if present:
            return present, where
    return (), ""


def as_far(where: str, how: str, words: Context) -> tuple[str, ...]:
    """The words in which the metric's refusals are looked for: as far from the figure as what speaks for it stands."""
    if words.antecedent:
        return (*words.antecedent, *_near(where, how, words))
    return _near(where, how, words)


def _near(where: str, how: str, words: Context) -> tuple[str, ...]:
    if where == "sentence" or (not where and "in the sentence" in how) or SUCH in words.clause:
        return words.sentence_words
    if where == "clause around it" or (not where and "in the clause" in how):
        return (*words.own, *words.clause)
    return words.own
