"""What stands before a figure's sentence in its article, and how the sentence leans on it."""

import re

from schemas.article import Article
from schemas.fact import Fact
from tracking.stretches import OTHER_NUMBER
from tracking.wording import is_count
from tracking.words import lemma, lemmas

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘']?[A-Z0-9])|\n+")
THEY_DO = re.compile(r"\W*(?:They|These|Those)\s(?:now\s|together\s|also\s)?[a-z]+\s", re.IGNORECASE)
"""A sentence about those told of before, who may have been named two sentences ago."""
SAME_VERB = re.compile(
    r"\A[^,;:]{0,60}\b(spends?|spent|pays?|paid|approved?|approves|earns?|earned|collects?|collected|exports?|exported)\s"
    r"(?:(?:a|about|around|some|nearly|almost|over|only|just|little|more|less|than|up|to|between|at|least)\s)*$"
)
"""The verb of a figure that may be all it says: `The north spends 6 % of its income on roads. The south spends 2 %`."""
ANSWER = re.compile(
    r"\W*(?:A:\s|[A-Z][\w.]+:\s)?(?:(?:Currently|Today|Now|It\sis|It['’]s|That\sis|They\sare)\s)?", re.IGNORECASE
)
"""What may stand before a figure that is the answer to a question."""
BEFORE = 500


def text_before(fact: Fact, article: Article) -> str:
    """The title and what stands just before the fact's sentence."""
    before = article.text[max(fact.sentence_start - BEFORE, 0) : fact.sentence_start]
    return f"{article.title or ''}\n{before}"


def sentences_before(fact: Fact, article: Article) -> list[str]:
    """The sentences that stand just before the fact's."""
    before = article.text[max(fact.sentence_start - BEFORE, 0) : fact.sentence_start].strip()
    return SENTENCE_END.split(before)


def repeats_verb(fact: Fact, sentence: str, start: int, article: Article | None) -> bool:
    """True for an amount or share of which only a verb is said, where the sentence before has that verb."""
    if article is None or is_count(fact.unit):
        return False
    verb = SAME_VERB.search(sentence, 0, start)
    if verb is None or OTHER_NUMBER.search(sentence, 0, start):
        return False
    earlier = sentences_before(fact, article)
    return bool(earlier) and lemma(verb[1]) in lemmas(earlier[-1])


def answers(fact: Fact, start: int, article: Article | None) -> bool:
    """True for a figure that opens the answer to a question: "How many rooms are there? More than 40."."""
    if article is None or ANSWER.fullmatch(fact.sentence, 0, start) is None:
        return False
    before = article.text[max(fact.sentence_start - BEFORE, 0) : fact.sentence_start]
    return before.rstrip(" \n\"”’'").endswith("?")
