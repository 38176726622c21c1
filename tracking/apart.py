"""What sets a figure apart from a metric's: another measure of money, room for more than there are, another place."""

import re

from schemas.fact import Fact
from tracking.articles import is_currency
from tracking.contexts import Context
from tracking.entities import Kinship
from tracking.going_on import CARRIED
from tracking.slots import STOCKS
from tracking.stretches import NUMBER_WORDS, back_from
from tracking.wording import MEASURE_WORDS, Wording
from tracking.words import found, lemmas, listed

OWN_MEASURES = frozenset(lemmas(" ".join(listed("own_measures"))))
"""What an amount of money may be by itself, whatever else its sentence speaks of."""
RATED = frozenset(lemmas(" ".join(listed("rated"))))
"""Words of a metric that is told for each one of something."""
SPANS = frozenset(lemmas("year month quarter week day season half decade night"))
PERSONS = frozenset(lemmas("share head person household pupil student patient guest passenger seat copy ticket"))
OUTGOING = frozenset(lemmas("spend owe borrow lend"))
OUTGOINGS = frozenset(lemmas(" ".join(listed("outgoings"))))
"""Verbs of money that goes out, and the words of metrics of such money."""
PAID = frozenset(lemmas("pay spend disburse draw repay use"))
FEW = 4
PER = frozenset(("a", "an", "per"))
ROOM = re.compile(
    r"\b(?:room|space|capacity|scope|licensed|licence|permission)\sfor\s(?:[a-z]+\s){0,3}$"
    r"|\b(?:able|designed|built|meant|equipped)\s(?:to\s(?:serve|handle|hold|take|house|accommodate|seat|carry|process|host|receive|berth)|for)\s"
    r"(?:[a-z]+\s){0,3}$"
    r"|\b(?:hold|handle|accommodate|take|house|seat|serve)\sup\sto\s(?:[a-z]+\s)?$"
    r"|\b(?:holding|handling|accommodating|taking|housing|serving)\sup\sto\s(?:[a-z]+\s)?$"
)
"""Before those for whom there would be room, however many there are."""
UP_TO = re.compile(r"\b(?:hold|handle|accommodate|take|house|seat|serve|host)\s$")
SPACE = frozenset(lemmas("capacity room space seat licence permit design"))
ALL_BUT = re.compile(r"\ball\sbut\s(?:about\s|some\s)?$", re.IGNORECASE)
"""Before those who are left out of the whole."""
OF_THE_FEW = re.compile(rf"\b[Oo]f\s(?:the|these|those)\s(?:{NUMBER_WORDS}|\d[\d,.]*),?\s$")
SET_ASIDE = re.compile(
    r"\b(?:set|sets|setting|put|puts)\saside\s(?:[a-z]+\s){0,3}$|\b(?:earmark|reserv)(?:s|ed|es|ing)\s(?:[a-z]+\s){0,3}$"
)
"""Before the money that is taken out of what somebody has, for a purpose."""
ADVISED = re.compile(
    r"\s+(?:(?:that\s)?(?:is|are|was)\s)?(?:recommended|advised|prescribed|deemed|thought\snecessary|needed|required)\b"
)
"""Behind a level that somebody holds to be right, which nobody has reached by that."""
DATES = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter"
    "|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Q[1-4]|H[12]"
)
NAME = rf"(?!(?:{DATES})\b)(?:the\s)?[A-Z][\w’'&.-]*(?:\s(?:of\s|the\s|and\s)?[A-Z][\w’'&.-]*)*"
PLACE_FIRST = re.compile(
    rf"(?:\A\W*|;\s|,\s|\b(?:and|but|while)\s)(?:At|In|at|in)\s({NAME})(?:,\s[^,.;\d]{{2,50}},\s|,?\s)"
    r"(?:it|there|this|that|they|the\s(?:figure|number|total|rate|share))\s(?:alone\s)?(?:is|was|has|had|are|were|stood|came|reached|rose|fell|employs?|serves?)\s(?:[a-z]+\s){0,3}$"
)
"""What sets the place of a figure before it: `At Milldale it was 40`."""
OF_A_CLASS = re.compile(
    r"\s+(?:(?:are|were)\s(?:in|from|at|with)|(?:(?:are|were)\s)?(?:engaged|active|working|employed|specialising|specializing)\sin|focus(?:ed|ing)\son)\s"
)
"""Behind those of a class of them, where they are told by number alone: `40 were in schools, 30 in banks`."""
BESIDE_A_CLASS = re.compile(r"\d\s(?:are|were)\s(?:in|from|at|with)\s[^.;:]*(?:,|\band)\s$")
"""Before the next class of a list: `40 were in schools, 30 in banks and 12 were bakers`."""
THOSE_IN = re.compile(
    r"\b[Tt]hose\s(?:in|from|of|at)\s[^,;.\d]{2,60}?\s(?:number(?:ed)?|total(?:led|ed)?|(?:came|come)\sto|are|were)\s(?:[a-z]+\s){0,3}$"
)
SEVERAL_YEARS = re.compile(
    rf"[^,;.:\d]{{0,60}}?\s(?:(?:over|for|during|across)\s(?:the\s|its\s|these\s|those\s)?(?:next\s|past\s|last\s|coming\s)?"
    rf"(?:{NUMBER_WORDS}|\d+)[\s-]years?\b|(?:from|between)\s(?:19|20)\d\d\s(?:to|and|until)\s(?:19|20)\d\d\b)"
)
"""Behind what came in several years together: `trained 400 pilots from 2031 to 2034`."""
SOME_BATCHES = re.compile(
    rf"\bof\s(?:the|its|our|their)\s(?:first|second|third|fourth|last|latest|earlier)\s(?:(?:{NUMBER_WORDS})\s)?(?:batch|cohort|intake|class|round|wave|group)(?:es|s)?\b"
)
"""Those who came in some of several batches: `The firms of the first five batches have hired 900 people`."""
BRANCH = re.compile(
    r"\A\W*(?:(?:The|Its|A|An|Our|Their|the|its|our)\s)?(?:[\w’'-]+\s){0,3}(?:subsidiary|division|arm|affiliate|branch)\b[^.;\d]*(?:\d{4}[^.;\d]*)?(?:\d[\d.]*\s?(?:%|per\s?cent)\s(?:[a-z]+\s){0,3})?$"
)
"""A sentence that opens with a part of a firm, up to the figure."""
GOODS_SENT = re.compile(
    rf"\b(?:[Ee]xports|[Ss]hipments|[Ss]ales|[Ii]mports|[Dd]eliveries|[Aa]rrivals|[Tt]rade)\s(?:to|from|with)\s({NAME})\s[^,;.\d]*$"
)
"""What goes to or comes from one place of many."""


ACCOUNTS_FOR = re.compile(
    rf"\b(?!(?:It|They|We|This|That|These|Those|He|She)\b)({NAME})\s(?:alone\s|itself\s)?"
    r"(?:(?:accounts?|accounted)\sfor|contributes?|contributed|made\sup|makes\sup)\s(?:[a-z]+\s){0,3}$"
)
"""Before the part of one place or body in the whole: `Milldale accounted for 40`."""
NEVER = re.compile(
    r"\b(?:never|nowhere\snear|not\syet|hardly\sever)\s(?!before\b)(?:(?:had|has|have|been|even|yet|once)\s)*(?:[a-z]+\s){0,2}$|n['’]t\s(?:yet|ever)\s(?:[a-z]+\s){0,2}$"
)
"""Before what has not been reached: `we had never had 400`."""


ONE_FIELD = re.compile(
    r"[^.;:]{0,60}?\s(?:for|in|of)\s(?:that|this|the|its)\s(?:industry|sector|field|segment|category|branch|discipline)\b"
)
"""Behind a rank among those of one line of business only: `third for that industry`."""
NEW_ONE = re.compile(
    r"\b(?:launch|start|creat|establish|form|open|found|set\sup|setting\sup)(?:e|es|s|ed|ing)?\s(?:[\w’'-]+\s){0,5}?(?:an?|another|new)\s"
    r"(?:[\w’'-]+\s){0,3}$"
)
"""Before the money of something new, to be begun beside what there is: `plans to launch a 40 million fund`."""


def other_measure(fact: Fact, wording: Wording, words: Context) -> bool:
    """True for money that is called something of its own, or told for each, where the metric is neither.

    Its words in the rest of the sentence or before then speak of other amounts: "revenue of 4 million, and profit rose
    to 2 million".
    """
    if not is_currency(fact.unit):
        return False
    rated = words.after[:1] and words.after[0] in PER and words.after[1:2]
    if rated and RATED.isdisjoint(wording.own_words) and words.after[1] not in wording.own_words:
        return words.after[1] not in SPANS and (words.after[1] in MEASURE_WORDS or words.after[1] in PERSONS)
    own = wording.own_words
    if OUTGOING.intersection(words.before[-2:]) and own.isdisjoint(OUTGOINGS):
        return True
    paid_out = PAID.intersection(words.following[:FEW]) - own if "be" in words.following[:2] else None
    if paid_out and not any(found(word, words.own, derived=True) for _, word in wording.near):
        return True
    if OWN_MEASURES.isdisjoint(lemmas(fact.measure)):
        return False
    return not any(found(word, words.clause, derived=True) for _, word in (*wording.nouns, *wording.near))


def set_apart(fact: Fact, wording: Wording, words: Context, kinship: Kinship) -> str | None:
    """Why a figure is of less, or of more, than what there is of the metric's; None where nothing says so."""
    sentence, start = fact.sentence, fact.start - fact.sentence_start
    end, back = start + len(fact.quote), back_from(start)
    if (
        wording.counts
        and SPACE.isdisjoint(wording.own_words)
        and (ROOM.search(sentence, back, start) or (fact.qualifier == "up_to" and UP_TO.search(sentence, back, start)))
    ):
        return "room for them"
    if wording.counts and (ALL_BUT.search(sentence, back, start) or OF_THE_FEW.search(sentence, back, start)):
        return "some of them"
    carried = CARRIED in fact.reasons
    classed = carried and (OF_A_CLASS.match(sentence, end) or BESIDE_A_CLASS.search(sentence, 0, start))
    those = THOSE_IN.search(sentence, back, start)
    if wording.counts and (classed or those):
        told = lemmas(those[0]) if those else words.following
        if not any(found(word, told, derived=True) for _, word in wording.near):
            return "one class of them"
    new = wording.metric.period == "instant" and is_currency(fact.unit) and fact.kind not in ("actual", "target")
    if new and kinship.resolve(fact.entity) == wording.metric.entity and NEW_ONE.search(sentence, back, start):
        return "something new"
    if (
        fact.unit == "rank"
        and (field := ONE_FIELD.match(sentence, end))
        and wording.own_words.isdisjoint(_last(field[0]))
    ):
        return "of one field"
    if NEVER.search(sentence, back, start):
        return "never reached"
    if wording.metric.period == "instant" and fact.kind == "allocated" and SET_ASIDE.search(sentence, back, start):
        return "set aside"
    if (batch := SOME_BATCHES.search(sentence, 0, start)) and lemmas(batch[0])[-1] not in wording.own_words:
        return batch[0]
    if BRANCH.match(sentence[:start]) and wording.metric.entity not in words.named:
        return "a part of the firm"
    flow = wording.metric.period not in STOCKS and fact.unit != "%"
    if flow and SEVERAL_YEARS.match(sentence, end):
        return "several years together"
    if fact.role == "share" and ADVISED.match(sentence, end):
        return "what is advised"
    for pattern in (PLACE_FIRST, GOODS_SENT, ACCOUNTS_FOR):
        place = pattern.search(sentence, back, start)
        if place and not _is_of(place[1], wording, kinship):
            return place[1]
    return None


def _last(text: str) -> tuple[str, ...]:
    return lemmas(text)[-1:]


def _is_of(name: str, wording: Wording, kinship: Kinship) -> bool:
    """True where a name is the metric's entity, all it is part of, or stands in the metric's words."""
    whole = wording.metric.entity
    own = {whole, *kinship.above(whole), *wording.metric.also}
    return not own.isdisjoint(kinship.named(name)) or not wording.own_words.isdisjoint(lemmas(name))
