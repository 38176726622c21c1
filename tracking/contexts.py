"""The words around a figure, by how near they stand: its noun, its part of the clause, the clause, the sentence."""

import re
from datetime import date
from typing import NamedTuple

from schemas.article import Article
from schemas.fact import Fact
from tracking.breakdowns import item_of
from tracking.earlier import THEY_DO, answers, repeats_verb, sentences_before, text_before
from tracking.entities import Kinship
from tracking.going_on import goes_on, implied, of_before
from tracking.stretches import (
    NUMBER_WORDS,
    OTHER_NUMBER,
    OWN_SHARE,
    SEGMENT,
    back_from,
    beside_from,
    others_words,
    place_of,
)
from tracking.wording import is_count
from tracking.words import lemma, lemmas, listed

AFTER_HEAD = frozenset(listed("after_head"))
PRONOMINAL = frozenset(lemma(word) for word in listed("pronominal"))
COMPOUND = re.compile(r"[A-Z]\s?&\s?[A-Z]\b|[^\W_]+(?:['’-][^\W_]+)*")
"""A word of a noun phrase: what stands in "one-to-one meetings" ends no phrase."""
NOT_COUNTED = re.compile(r"[,;]|\b(?:and|or)\b")
POINTING = frozenset(lemma(word) for word in listed("pointing"))
NOT_POINTED = frozenset(("", "as", "that"))
RELATED = lemma("related")
# What directly belongs to another figure of the sentence: "an income of 2.4 billion", "300 Web3 firms".
NUMBER = r"(?:[A-Z]{0,3}[$€£¥])?\d[\d,.]*(?:\s(?:thousand|million|billion|trillion|bn|mn?|tn))?"
TAKEN_COUNT = re.compile(r"(?<![\w$€£¥.,-])(?!(?:19|20)\d\d\b)\d[\d,.]*(?:\s[\w.&-]+){1,3}")
TAKEN_MEASURE = re.compile(rf"(?:\b[\w&’'-]+\s+){{0,2}}\b[\w&’'-]+\s+of\s+(?:\w+\s+){{0,2}}{NUMBER}")
JOINED = re.compile(r"\W*(?:and|but|while|whereas)\s", re.IGNORECASE)
COUNTS_FIRST = re.compile(rf"\W*(?:and|but|while|whereas|with)\s+(?:\w+\s+)?(?:{NUMBER_WORDS})\b", re.IGNORECASE)
OF_WHOM = re.compile(r"\A\W*of\s+(?:whom|which|these|them)\s[^,;]*\d[^;]*")
"""What is said of a part of those counted: `40 pupils, of whom 9 are from abroad`."""
SOME_OF_WHOM = re.compile(rf",\s(?:[a-z]+\s){{0,3}}?(?:{NUMBER}|{NUMBER_WORDS})\sof\s(?:whom|which)\b[^,;]*")
"""The same, where their number comes first: `40 pupils, 9 of whom are from abroad`."""
ASIDE = re.compile(r",\s[^,;.]{2,30},\s$")
RELATIVE = re.compile(r"\W*(?:where|whose|(?:in|of|to|at)\s+which)\b")
PARTITIVE = re.compile(r"\s+of\s+(?:them|these|those)\b|\bof\s+(?:them|these|those)$")
OF_THOSE = re.compile(
    r"\s+of\s+(?:them|which|whom|(?:these|those)(?=\s*[,.;)]|\s+(?:are|were|have|had|come|came)\b))\b"
)
TAKEN_FROM = re.compile(
    r"(?:\b\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|some|many|most|half|all|none|few))\sof\s"
    r"(?:the|its|their|our|his|her|these|those|(?:[\w’'-]+\s){0,2}?[\w’'-]+(?:['’]s|s['’]))\s(?:[\w’'&-]+\s){0,3}?$",
    re.IGNORECASE,
)
IN_IT = re.compile(r"\s+(?:in|of)\s+it\b")
COMPARED = re.compile(r"\b(?:from|against|than|with|to|versus|over)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
COPULAS = frozenset((lemma("is"), lemma("become")))
COUNTING_WORDS = frozenset(lemma(word) for word in listed("number_words"))
BODY = re.compile(
    r"\b(?:[A-Z][\w&’'-]*\s(?:(?:and|of|for|the)\s){0,2}){2,8}"
    r"(?:Institute|Laboratory|Academy|Council|Commission|Department|Ministry|Bureau|Office|Foundation|Association|Society|University|College|Agency|Board)\b"
)
"""The name of a body, whose words say nothing of a figure: `spent 4 million on the Oldport Wind Institute`."""
COPULA_WITHIN = 7
FEW = 4


class Context(NamedTuple):
    """The lemmas around a figure."""

    heads: tuple[tuple[str, ...], ...]
    """What is counted: the noun phrase up to its head, one for each of "firms and institutions"; empty if none."""
    own: tuple[str, ...]
    """The stretch of the clause that belongs to this figure and no other."""
    before: tuple[str, ...]
    """The few words before the figure, within its stretch."""
    phrase: tuple[str, ...]
    """The figure with its noun."""
    quoted: tuple[str, ...]
    """The figure as it is quoted."""
    after: tuple[str, ...]
    """The few words after it."""
    following: tuple[str, ...]
    """Some more of the words after it, as far as a verb and what it says reach."""
    predicate: tuple[str, ...]
    """What the counted are said to be: "40 of the tenants are glass makers"."""
    item_of: frozenset[str] | None
    """The entities named before the bracket, for an item of a breakdown: "banks (40), brewers (31)"; else None."""
    antecedent: tuple[str, ...]
    """What a relative clause is said of: the few words before "where we have 40 rooms"."""
    clause: tuple[str, ...]
    sentence_words: tuple[str, ...]
    pointed: frozenset[str]
    """What "such", "these" or "related" in its stretch point back to: the nouns that follow them."""
    sentence_before: tuple[str, ...]
    """The sentence before, where something points back to it; the two before, where the sentence goes on about them."""
    just_before: tuple[str, ...]
    """The one sentence before, where that field has any."""
    implied: tuple[str, ...]
    """The nouns that the verb before an amount stands for: of what a firm "took in" they are "revenue"."""
    goes_on: bool
    """True where the sentence only goes on about the figure before: by its words alone it says too little."""
    of_before: bool
    """True where the sentence goes on about those of the one before: "They employ 900", "It wants 1,200"."""
    of_those: bool
    """True for a part of those counted before: "a quarter of them"."""
    taken_from: bool
    """True for those of whom so many are told of: the 64 in "four of its 64 ships are in port"."""
    others: tuple[tuple[str, ...], ...]
    """Words of its sentence that belong to another number, or say only what a total takes in: they refuse nothing."""
    in_it: bool
    """True for what is in something named before: "There were 40 firms in it"."""
    named: frozenset[str]
    """The entities named in the sentence."""
    named_around: frozenset[str]
    """Those, and the entities named just before it and in the title, where these are known."""
    said: date | None
    """The day of publication, where it is known."""


def context_of(fact: Fact, kinship: Kinship, article: Article | None = None) -> Context:
    """The words around a fact; with its article also what stands before its sentence."""
    sentence, start, end, first, last, own_first, own_last = place_of(fact)
    beside = beside_from(fact, sentence, start, end)
    named = kinship.named(sentence)
    sentence = _without_others(sentence, fact.entity, kinship)
    counted = heads(fact.noun)
    own = (*lemmas(sentence[own_first:own_last]), *lemmas(fact.noun or ""))
    pointed = _pointed(own, counted)
    carries_on = goes_on(fact, sentence, start, (first, last), counted=bool(counted)) or answers(fact, start, article)
    carries_on = carries_on or repeats_verb(fact, sentence, start, article)
    before_too = of_before(fact, sentence, start)
    in_it = IN_IT.match(sentence, end) is not None
    compared = COMPARED.search(sentence, max(first, back_from(start)), start) is not None
    partitive = PARTITIVE.match(sentence, end) or PARTITIVE.search(fact.quote)
    points_back = bool(pointed or carries_on or before_too or in_it or partitive)
    earlier = sentences_before(fact, article) if points_back and article else []
    around = f"{sentence[first:end]}{SOME_OF_WHOM.sub(' ', OWN_SHARE.sub(' ', sentence[end:last]))}"
    if not compared and (fact.noun or not is_count(fact.unit)):
        taken = TAKEN_COUNT if is_count(fact.unit) else TAKEN_MEASURE
        around = (
            f"{taken.sub(' ', sentence[first:start])} {sentence[start:end]} {taken.sub(' ', around[end - first :])}"
        )
    return Context(
        heads=counted,
        own=own,
        before=lemmas(ASIDE.sub(" ", sentence[own_first if beside is None else max(beside, own_first) : start]))[-FEW:],
        phrase=(*lemmas(fact.quote), *lemmas(fact.noun or "")),
        quoted=lemmas(fact.quote),
        following=lemmas(sentence[end:own_last])[: 2 * FEW],
        after=lemmas(sentence[end:own_last])[:FEW],
        predicate=_predicate(lemmas(sentence[end:own_last])),
        item_of=item_of(sentence, start, kinship),
        antecedent=lemmas(sentence[:first])[-FEW:] if RELATIVE.match(sentence, first) else (),
        clause=(*lemmas(around), *lemmas(fact.noun or ""), *lemmas(fact.measure)),
        sentence_words=lemmas(f"{_others(sentence, 0, first)} {around} {_others(sentence, last, len(sentence))}"),
        pointed=pointed,
        sentence_before=lemmas(" ".join(earlier[-2 if carries_on or THEY_DO.match(sentence) else -1 :])),
        just_before=lemmas(" ".join(earlier[-1:])),
        implied=implied(fact, sentence[back_from(start) : start], sentence[end:]),
        goes_on=carries_on,
        of_before=before_too,
        of_those=OF_THOSE.search(sentence, start, end + 12) is not None,
        taken_from=TAKEN_FROM.search(sentence, back_from(start), start) is not None,
        others=others_words(sentence, start),
        in_it=in_it,
        named=named,
        named_around=named | named_before(fact, kinship, article),
        said=article.published.last_day if article and article.published else None,
    )


def named_before(fact: Fact, kinship: Kinship, article: Article | None) -> frozenset[str]:
    """The entities named in the title and just before the fact's sentence, where these are known."""
    return frozenset() if article is None else kinship.named(text_before(fact, article))


def _without_others(sentence: str, entity: str | None, kinship: Kinship) -> str:
    """The sentence with blanks for the names of bodies that the catalogue does not have and the fact is not about."""
    if BODY.search(sentence) is None:
        return sentence

    def blank(found: re.Match[str]) -> str:
        words = found[0].split()
        ends = [" ".join(words[place:]) for place in range(len(words))]  # "Fees of the Oldport Office"
        known = any(end == entity or kinship.resolve(end) != end for end in ends)
        return found[0] if known else " " * len(found[0])

    return BODY.sub(blank, sentence)


def _pointed(own: tuple[str, ...], counted: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The noun of "such firms", "these 150 firms"; of "related firms" too, but not of "trade-related firms"."""
    found = {head[-1] for head in counted if head[0] == RELATED and len(head) > 1}
    for place, word in enumerate(own):
        if word in POINTING:
            following = (one for one in own[place + 1 :] if not one.isdigit())
            found.add(next(following, ""))
    return frozenset(found - NOT_POINTED)


def _predicate(after: tuple[str, ...]) -> tuple[str, ...]:
    """The few words after "are" or "have become", where these follow what is counted."""
    ends = next((place for place, word in enumerate(after) if word in COUNTING_WORDS), len(after))
    after = after[:ends]
    place = next((place for place, word in enumerate(after[:COPULA_WITHIN]) if word in COPULAS), None)
    return () if place is None else after[place + 1 : place + 1 + FEW]


def _others(sentence: str, first: int, last: int) -> str:
    """The other clauses of the sentence, without those that are joined to it and have figures of their own."""
    parts = SEGMENT.split(OF_WHOM.sub("", sentence[first:last]))
    return " ".join(
        part for part in parts if not (JOINED.match(part) and (OTHER_NUMBER.search(part) or COUNTS_FIRST.match(part)))
    )


def heads(noun: str | None) -> tuple[tuple[str, ...], ...]:
    """The noun phrases counted, each up to its head: "new firms from abroad and banks" gives "new firms" and "banks".

    Empty for nothing, and for a pronoun that stands for a noun named before.
    """
    found = []
    for part in NOT_COUNTED.split(noun or ""):
        words: list[str] = []
        for word in COMPOUND.findall(part):
            if word.casefold() in AFTER_HEAD:
                break
            words.append(word)
        kept = lemmas(" ".join(words))
        if kept and kept[-1] not in PRONOMINAL and not kept[-1].isdigit():
            found.append(kept)
    return tuple(found)
