"""Where a sentence only goes on about what the one before told: by its own words a figure there says too little."""

import re

from schemas.fact import Fact
from tracking.articles import is_currency
from tracking.stretches import OTHER_NUMBER, back_from
from tracking.words import LEXICON, lemmas, listed

# "It stood at 6.1 per cent", "The first quarter is now put at EUR 4 million": the sentence before says what of.
GOES_ON = re.compile(
    rf"\W*(?:by\s+(?:19|20)\d\d,?\s+)?(?:{'|'.join(listed('goes_on'))})\s+(?:(?:{'|'.join(listed('goes_on_verbs'))}|\w+ly)\s+)+(?:(?:about|around|some|nearly|almost|over|only|just|more|less|than|a|an|the|record|total|of)\s+)*$",
    re.IGNORECASE,
)
# So do those that take up the measure of the figure before: "the ratio had been", "a year earlier 30 firms did".
TAKES_UP = re.compile(
    r"\b(?:(?:it(?!\s(?:is|was)\s(?:\w+\s)?\w+\sthat\b)|they|this|that|these|those)\s+(?:\w+ly\s+|also\s+|had\s+|has\s+|have\s+|since\s+|then\s+)*(?:is|was|are|were|been|be|stood|stands|reached|rose|risen|fell"
    r"|fallen|grew|grown|came\s+to|amounted|total(?:s|led|ed)|compare[sd]?|equal(?:s|led|ed)|makes?\s+up|made\s+up)\b"
    rf"|(?<!\bthan\s)(?<!\bfrom\s)(?:(?:a|one|the)\s+(?:year|month|quarter|decade|week)\s+(?:earlier|before|ago)|(?:in|for|during)\s+the\s+(?:same|previous|corresponding|comparable|preceding)\b))"
    rf"|\b(?:the|this|that|its|[\w-]+['’]s)\s+(?:{'|'.join(listed('measure_pronouns'))})\b"
    r"(?:\s+of\s+(?:the\s+)?\w+(?=\s+(?:was|were|is|are|stood|came|reached|had)\b)|(?!\s+(?:of|for|in)\s+(?!20\d\d)))",
    re.IGNORECASE,
)
QUALIFIED = r"(?:(?:about|around|some|nearly|almost|over|only|just|more|less|than|a|an|another)\s+)*$"
# "A new quay would lift this to 750,000", "we managed 61 %", "analysts had expected 720 million".
LIFTS = re.compile(
    rf"\b(?:lift|rais|bring|tak|cut|push|increas|expand|reduc|lower)\w*\s+(?:this|that|it|the\s+(?:figure|total|number))\s+(?:up\s+|down\s+)?to\s+{QUALIFIED}",
    re.IGNORECASE,
)
MANAGED = re.compile(
    rf"\b(?:we|they|it|he|she|i)\s+(?:only\s+|just\s+)?(?:managed|achieved|met|covered|supplied|provided|filled|held|won|got)\s+{QUALIFIED}"
    rf"|\b(?:we|they|it)\s+(?:(?:are|is|were|was)\s+(?:now\s+)?(?:expecting|forecasting)|(?:now\s+)?expects?)\s+{QUALIFIED}",
    re.IGNORECASE,
)
"""What a share is of, where the subject only stands for that: `they met 38%`, `we are expecting 24%`."""
GAPPED = re.compile(
    rf"\d[\d.,]*\s?(?:%|per\s?cent)(?:\s+then)?,?\s+(?:and|but)\s+(?:(?:in|for|by|during)\s+)?(?:(?:19|20)\d\d|[A-Z][a-z]+(?:\s(?:19|20)\d\d)?|(?:last|this|next)\s\w+|a\s\w+\s(?:earlier|before|later)),?\s+{QUALIFIED}"
)
"""A second share of the same at another time: `they met 38%, and in December 41%`."""
FORESEEN = re.compile(
    rf"\W*(?:analysts|economists|brokers|forecasters|the\s+market)\s+(?:[\w’'-]+\s+){{0,5}}?(?:expected|forecast|predicted|hoped\s+for)\s+{QUALIFIED}",
    re.IGNORECASE,
)
EQUAL = re.compile(
    rf"(?:[A-Z]{{3}}\s|[A-Z]{{0,3}}[$€£¥])?\d[\d,.]*(?:\s\w+){{0,3}}?,?\s(?:(?:equivalent|equal|corresponding)\sto|or)\s+{QUALIFIED}"
)
"""What says the figure before it once more in other terms: `It stands at $35 million, equivalent to 1% of GDP`."""
AIMED = re.compile(
    rf"\b(?:goal|target|aim|ambition|forecast|guidance|outlook)s?(?:\sfor\s[\w/ ]{{2,25}}?)?"
    rf"(?:,|\s(?:of|at|to|(?:is|was|remains|stands|stays)(?:\s(?:still|now|left|kept|put|held|set|raised|lifted|cut|lowered))?(?:\s(?:at|to))?))\s{QUALIFIED}"
    rf"|\bset\s(?:itself|ourselves|themselves|himself|herself|myself)\s{QUALIFIED}"
    r"|\b(?:wants?|wanted|hopes?|hoped|wish(?:es)?|aims?|aiming|plans?|planning|intends?|expects?|expecting|predicts?|foresees?|forecasts?|targets?|promised|pledged)\s"
    rf"(?:(?:it|this|that)\s)?(?:to\s(?:be|reach|have|see|get\sto|come\sto|hit|exceed|run|do)\s|for\s|at\s|on\s)?{QUALIFIED}",
    re.IGNORECASE,
)
"""An aim that does not say what it is of: `The trade body has a goal of 40 million`, `We want 40 % by 2030`."""
FORESEEING = frozenset(("target", "forecast", "planned"))
BESIDE = re.compile(
    rf"(?:[A-Z]{{3}}\s|[A-Z]{{0,3}}[$€£¥])?\d[\d,.]*(?:\s\w+){{0,3}}?,?\s+(?:against|(?:up|down)\s+from|compared\s+(?:with|to)|versus)\s+{QUALIFIED}"
)
"""The amount with which another is compared that stands right after it."""
# "They employ 900": what they are stands in the sentence before.
THEY = re.compile(
    r"\W*(?:(?:together|between\s+them|altogether|in\s+all|combined),?\s+)?(?:they|their|these|those)\s", re.IGNORECASE
)
# "The port offers it at seven quays": what it offers stands in the sentence before.
TAKES_IT = re.compile(
    r"\A[^,;:]{0,60}?\b(?:offers?|offered|uses?|used|provides?|provided|gives?|gave|sells?|sold)\s+(?:it|them|this)\s+(?:at|in|on|to|from)\b"
)
WE = re.compile(r"\b(?:it|they|we)\s", re.IGNORECASE)
HOPED = re.compile(r"\b(?:plans?|goals?|targets?|aims?|ambitions?|wants?|hopes?|hoped|wish(?:es)?)\b")
"""Words by which somebody hopes for more of those of the sentence before: `The developer wants to run 2,500`."""
CARRIED = "counts what the figure before counts"
"""The reason of a fact whose noun stands with the figure before it."""
TAKEN_UP = "of the sort of the figure its subject takes up"
"""The reason of a fact whose subject stands for what the figure before is of."""
RANKED_ALONE = re.compile(
    r"[^.;:,\d]{3,60}\s(?:ranks|ranked|came|comes|stands|stood|finished|placed|is|was|remains|remained)\s(?:\w+\s){0,3}\S+\Z",
    re.IGNORECASE,
)
NO_FIELD = re.compile(
    r"(?:\s(?:in|of)\sthe\sworld|\s(?:worldwide|globally|overall))?\s*(?:[.;,]|\Z|(?:behind|after|ahead)\b)"
)
"""Around a rank of which the sentence does not say what in: `The city ranked second worldwide, behind Nasdaq`."""
IN_THE_RED = re.compile(r"\s+in\s+the\s+red\b")
UNDER_MANAGEMENT = re.compile(r"\s+(?:\w+\s+)?under\s+(?:\w+\s+)?management\b")
MANAGED_MONEY = lemmas("fund asset money manage")
DEFICIT = lemmas("deficit loss shortfall")


def _by_verb(name: str) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    return [
        (re.compile(rf"\b(?:{'|'.join(verbs)})\s+{QUALIFIED}", re.IGNORECASE), lemmas(nouns))
        for nouns, verbs in LEXICON[name].items()
    ]


IMPLIED, IMPLIED_INTO = _by_verb("implied"), _by_verb("implied_into")
IMPLIED_BEHIND = [
    (
        re.compile(
            rf"\s(?:that\s|which\s)?(?:it|they|we|he|she|(?:the\s)?[A-Z][\w’'&.-]*(?:\s[A-Z][\w’'&.-]*)*)\s"
            rf"(?:(?:has|have|had|now|already|also|still|then)\s)*(?:{'|'.join(verbs)})\b"
        ),
        lemmas(nouns),
    )
    for nouns, verbs in LEXICON["implied"].items()
]
"""The same verbs in what is said of an amount behind it: `a third of the 40 million it manages`."""
INTO = re.compile(r"\s+(?:[a-z]+\s+)?into\s")


def goes_on(fact: Fact, sentence: str, start: int, clause: tuple[int, int], *, counted: bool) -> bool:
    """True where the sentence of a figure at `start` says what it is of only by pointing to the one before."""
    if LIFTS.search(sentence, back_from(start), start) or (not counted and GOES_ON.match(sentence, 0, start)):
        return True
    if (fact.unit == "%" and MANAGED.search(GAPPED.sub("", sentence[back_from(start) : start]))) or (
        is_currency(fact.unit) and FORESEEN.match(sentence, 0, start)
    ):
        return True
    equal = EQUAL.search(sentence, back_from(start), start)
    if equal and GOES_ON.match(sentence, 0, equal.start()):
        return True
    end = start + len(fact.quote)
    if fact.unit == "rank" and RANKED_ALONE.match(sentence, 0, end) and NO_FIELD.match(sentence, end):
        return True
    if (
        fact.kind in FORESEEING
        and AIMED.search(sentence, back_from(start), start)
        and not OTHER_NUMBER.search(sentence, 0, start)
    ):
        return True
    opening = next((place for place, letter in enumerate(sentence) if letter.isalnum()), 0)
    return TAKEN_UP in fact.reasons or bool(TAKES_UP.match(sentence, opening) or TAKES_UP.search(sentence, *clause))


def of_before(fact: Fact, sentence: str, start: int) -> bool:
    """True where the sentence goes on about those of the one before: "They employ 900", "It wants 1,200"."""
    carried = CARRIED in fact.reasons and not OTHER_NUMBER.search(sentence, 0, start)
    taken_up = TAKES_IT.search(sentence, 0, start) is not None
    hoped = carried and (WE.search(sentence, 0, start) or HOPED.search(sentence, 0, start))
    return bool(THEY.match(sentence)) or taken_up or bool(hoped)


def implied(fact: Fact, before: str, after: str) -> tuple[str, ...]:
    """The nouns that the words around an amount stand for: what a firm "took in" is its revenue."""
    if not is_currency(fact.unit):
        return ()
    if IN_THE_RED.match(after):
        return DEFICIT
    if UNDER_MANAGEMENT.match(after):
        return MANAGED_MONEY
    before = BESIDE.sub(" ", before) if fact.compared else before
    verbs = [*IMPLIED, *(IMPLIED_INTO if INTO.match(after) else ())]
    said = (nouns for verb, nouns in verbs if verb.search(before))
    behind = (nouns for verb, nouns in IMPLIED_BEHIND if verb.match(after))
    return next(said, None) or next(behind, ())
