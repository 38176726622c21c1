"""Money that is set aside for something: held by a fund, on offer to those who apply, or given by a public purse."""

import re

from extraction.drafts import Draft
from extraction.grammar import alternation, in_lower, words
from extraction.reading import Reading
from extraction.selection import start_of

_LISTS = words("kinds")
_FUND_AFTER = in_lower(
    rf"[\s-]*(?:[\"“‘(]?[\w’'+&./@-]+[\"”’),]*\s+){{0,9}}?[\"“]?(?:{alternation(_LISTS['funds'])})\b"
)
_FUND_TO_COME = in_lower(
    r"(?:plan(?:s|ned|ning)?|intends?|hopes?|wants?|aims?)\s(?:also\s)?to\s(?:launch|set\sup|create|start|establish|raise)\s"
    r"(?:an?|another|its)\s(?:[a-z-]+\s){0,2}$"
)
"""Before a fund that somebody has in mind, into which nobody has put anything."""
_OWN_FUNDS = in_lower(
    r"\s+(?:of|in)\s+(?:the\s+|its\s+|their\s+|our\s+)?(?:(?:own|corporate|company|liquid|surplus|spare|idle|internal|borrowed|clients?['’]?|customers?['’]?|"
    r"shareholders?['’]?)\s+)+funds\b"
)
"""Money that a body has or holds, which nobody set aside."""
_BREAK = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|to|which|that|from|in|by|on|at|for|into|and|with|as|under|over|below|above|than)\b|[;:.]|,\s"
)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_NAMES = re.compile(r"(?:\b[A-Z][\w’'+-]*,?\s+)(?:(?:and|of|for|in|to|on|the)\s+)?(?=[A-Z])")
_VERBLESS = in_lower(
    r"(?:,[^,.;:]{1,40},)?\s+for\s+(?!sale\b|the\s+(?:(?:full|whole|entire|financial)\s+)?(?:year|quarter|month|half|week|first|second|third)\b|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)[a-z]"
)
"""`$180 million for accelerators`, where nothing says what is done with it."""
_HOLDERS = frozenset(("fund", "scheme", "programme", "program", "facility", "endowment", "initiative"))
"""What money is held by."""
_PRICE = in_lower(r"\b(?:fares?|prices?|fees?|tickets?|charges?|tolls?|rents?),\s+(?:[a-z]+\s)?$")
_TO_PUT = in_lower(
    r"\b(?:will|would|to|is|are)\s+(?:also\s+)?(?:put|putting|pay|paying|pour|pouring)\s+"
    r"(?:(?:about|around|some|nearly|almost|over|another|a\s+further|up\s+to)\s+)*$"
)
_INTO_FUND = in_lower(
    rf"\s+into\s+(?:an?|the|its|this|their|our)\s+(?:[a-z-]+\s+){{0,3}}?(?:{alternation(_HOLDERS)}|pot|pool)\b"
)
_PUBLIC = (
    r"(?:government|state|council|treasury|taxpayers?|public\s+purse|ministry|department|federal\s+government|"
    r"european\s+union|commission|lottery|county|city)"
)
_PURSES = frozenset(
    (
        *("government", "state", "council", "treasury", "taxpayer", "taxpayers", "purse", "ministry", "department"),
        *("union", "commission", "lottery", "county", "city"),
    )
)
"""Words of which `_PUBLIC` holds one."""
_FROM_PUBLIC = in_lower(
    rf"\s+(?:in\s+(?:total|all)\s+)?(?:is\s+|coming\s+|of\s+it\s+)?(?:comes?\s+)?from\s+(?:the\s+)?(?:[a-z]+\s+)?{_PUBLIC}\b"
)
_FROM_LAWMAKERS = in_lower(
    r"\s+(?:[a-z]+\s+){0,2}?from\s+(?:the\s+)?(?:[a-z]+\s+)?(?:finance\s+committee|parliament|congress|legislature|legislative\s+council|assembly|senate|lawmakers|mps)\b"
)
_BEGAN = in_lower(
    rf"\b(?:{alternation(_HOLDERS)})\b[^.;]{{0,30}}?\s(?:began|started|opened|launched|set\s+up)\s+(?:life\s+)?(?:in\s+(?:[a-z]+\s+)?\d{{4}}\s+|(?:last|this)\s+[a-z]+\s+)?with\s+(?:[a-z]+\s+){{0,2}}$"
)
_HELD = in_lower(
    r"\b(?:fund|scheme|programme|program|facility|initiative)\b[^.;]{0,100}?(?:"
    r"\b(?:with|has|had|have|having)\s+an?\s+(?:[a-z]+\s+)?(?:capital|provision|endowment|envelope|kitty|pot)\s+of"
    r"|,\s+to\s+which\s+(?:[\w’'-]+\s+){1,5}added)\s+(?:(?:about|around|some|nearly|almost|over|another|a\s+further)\s+)*$"
)
_AGREED = in_lower(
    rf"\b{_PUBLIC}\s+(?:(?:has\s+|have\s+|had\s+)?(?:agreed|agrees|offered|offers)\s+to\s+(?:provide|give|contribute|put\s+up|put\s+in|pay|lend)"
    r"|(?:is|are)\s+(?:also\s+|now\s+)?(?:providing|giving|contributing|putting\s+(?:up|in)|lending|granting))\s+"
    r"(?:(?:about|around|some|nearly|almost|over|another|a\s+further|up|to)\s+)*$"
)
_GAVE = in_lower(
    rf"\b{_PUBLIC}\s+(?:[a-z]+ly\s+)?(?:has\s+|have\s+|had\s+)?(?:given|gives|gave)\s+(?:it|us|them|him|her|me|(?:the\s+|its\s+|our\s+)?(?:[a-z]+\s+){{1,3}}?)\s*"
    r"(?:(?:about|around|some|nearly|almost|over|another|a\s+further|up|to)\s+)*$"
)
_ALMOST = r"(?:(?:about|around|some|nearly|almost|over|another|a\s+further|up\s+to|an\s+extra)\s+)*"
_ANNOUNCED = in_lower(rf"announced\s+{_ALMOST}$")
_FUNDING_IS = in_lower(
    rf"(?:funding|support|grants?|contributions?|subsid(?:y|ies))\s+from\s+(?:the\s+)?{_PUBLIC}\s+"
    rf"(?:is|totals|amounts\s+to|comes\s+to|will\s+be)\s+{_ALMOST}$"
)
"""Before what a public purse gives in all: `Its funding from the state comes to 4 million`."""
_TO_BEGIN = in_lower(
    r"(?:will|to|would)\s+be\s+(?:introduced|launched|set\s+up|established|started)\s+"
    rf"(?:(?:in\s+[\w/–-]+|next\s+[a-z]+|this\s+[a-z]+)\s+)?with\s+(?:an\s+initial\s+)?{_ALMOST}$"
)
_PUBLIC_MONEY = in_lower(
    r"\s+(?:of\s+(?:it|this|that|them)\s+)?(?:is|are|was|were|will\s+be)\s+(?:public|state|government|taxpayers['’]?)\s+money\b"
)
_OF_FUNDING = in_lower(r"\sof\s(?:[a-z]+\s)?(?:funding|subsidies|grants)\b")
_TO_GET = in_lower(
    r"\b(?:will|shall|would|can|may|(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to)\s+(?:also\s+|each\s+)?(?:receive|get)\s+"
    r"(?:(?:about|around|some|nearly|almost|over|another|a\s+further|up|to)\s+)*$"
)
_IN_SUPPORT = in_lower(
    r"\s+(?:an?\s+year\s+|each\s+|in\s+(?:total|all)\s+)?"
    r"(?:(?:in|under)\s+(?:the\s+|this\s+year['’]s\s+|[a-z ]{2,24}['’]s\s+)?(?:[\w/–-]+\s+){0,2}?budget\b"
    r"|over\s+(?:the\s+(?:next|coming)\s+)?[a-z0-9]+\s+years\b"
    r"|in\s+(?:[a-z-]+\s+){0,2}(?:support|funding|aid|grants?|subsid(?:y|ies)|assistance)\b"
    rf"|from\s+(?:the\s+)?(?:[a-z]+\s+)?{_PUBLIC}\b|(?:under|through)\s+(?:the|its|this|a)\s+(?:[\w’'-]+\s+){{0,5}}?(?:{alternation(_LISTS['funds'])})\b)"
)
"""By which money that will be received is no price: `over five years`, `under the Quay Scheme`."""
_TAKEN = in_lower(
    r"\b(?:received?|receives|raised?|raises|borrow(?:s|ed)?|earn(?:s|ed)?|won|took|stole|owes?|owed|bought|collect(?:s|ed)?|got)\b[^,;.]{0,40}$"
)
_ON_OFFER = in_lower(
    r"\b(?:gets?|receives?|(?:is|are)\s+(?:each\s+)?(?:given|paid|granted|entitled|eligible|offered|reimbursed)|offers?|provides?|pays?(?:\s+out)?|gives?|grants?|lends?|eligible|entitled|(?<!shares\s)(?<!bonds\s)(?<!goods\s)(?<!stock\s)worth|subsid(?:y|ies)|stipends?|bursar(?:y|ies)|vouchers?|loans?)\b[^.;:,]{0,30}$"
)
_WAGE = in_lower(r"\s+(?:an?|per|each)\s+(?:hour|day|week|month)\b")
_COVERED = in_lower(
    r"\b(?:covers?|meets?|pays?|funds?|refunds?|reimburses?|subsidi[sz]es?|contributes?|matches|bears?)\s+(?:for\s+)?$"
)


OF_THAT_MONEY = in_lower(
    r"\s+of\s+(?:this|that|it|(?:the|this|that)\s+(?:money|sum|total|amount))(?=\s*[,.;)]|\s+(?:has|had|have|was|is|will|went|been|came)\b)"
)
"""Behind a part of the money told of before: `By May $6 million of this had been spent`."""
_SET_ASIDE_AFTER = in_lower(
    r"\s(?:(?:that|which)\s)?(?:it|they|we|he|she|(?:the|its)\s[a-z]+)\s(?:has|have|had)\s(?:since\s|already\s|now\s|also\s)?"
    r"(?:earmarked|set\saside|put\saside|allocated|reserved|ring-?fenced|budgeted|granted|pledged)\b"
)
"""Behind money of which it is said that somebody set it aside: `the $40 million they have earmarked`."""
_TO_SPEND = in_lower(r"\s+(?:left\s+)?to\s+spend\b")
HAS = in_lower(r"\b(?:has|have|had)\s+(?:(?:about|around|some|another|a\s+further)\s+)*$")
"""Before what somebody has, and only awaits or may spend: `it had 40 on order`, `has 40 million to spend`."""


def what_sets_aside(reading: Reading, draft: Draft, end: int) -> str:
    """What says that the amount of a draft, which ends at `end`, is set aside; empty where nothing does."""
    text, lower, clause = reading.text, reading.lower, draft.clause
    start, begin = draft.candidate.start, start_of(draft.candidate)
    left, right = reading.sentences[draft.number].start, reading.sentences[draft.number].end
    said = reading.words_in((left, right))
    if _FUND_TO_COME.search(lower, max(clause[0], begin - 60), begin):
        return ""
    if _of_a_fund(text, lower, end, right) or _put_into_a_fund(lower, clause[0], begin, end):
        return "money of a fund or scheme"
    if _for_something(lower, clause[0], begin, end, right) and reading.first_verb(clause[0], start) is None:
        return "money for something"
    if _TO_SPEND.match(lower, end) and HAS.search(lower, clause[0], begin):
        return "money there is to spend"
    if _held_at_first(lower, left, begin, said):
        return "what a fund began with"
    if "with" in said and _TO_BEGIN.search(lower, max(left, begin - 70), begin):
        return "what a scheme will begin with"
    if _added_to_a_fund(lower, left, begin, said):
        return "money of a fund or scheme"
    if _agreed_by_the_public(lower, clause[0], begin, said) or _from_the_public(lower, clause[0], start, end):
        return "public money"
    if _announced(lower, begin, end, right, said):
        return "public money"
    if _SET_ASIDE_AFTER.match(lower, end, right):
        return "money set aside"
    given = reading.given.get(draft.number) or reading.given.get(draft.number - 1)
    return "a part of the money given" if given and OF_THAT_MONEY.match(lower, end) else ""


def _of_a_fund(text: str, lower: str, end: int, right: int) -> bool:
    """Whether an amount that ends at `end` is what the fund or scheme after it holds: `the $90 million relief fund`."""
    found = _FUND_AFTER.match(lower, end, min(right, end + 120))
    if not found or _OWN_FUNDS.match(lower, end):
        return False
    between = text[end : found.end()]
    quoted = _QUOTED.search(between)
    outside = between.replace(quoted.group(), " ") if quoted else between
    names = _NAMES.sub("", outside)
    return not _BREAK.search(names)


def _held_at_first(lower: str, left: int, start: int, said: frozenset[str]) -> bool:
    """Whether an amount is what a fund or scheme began with; its sentence begins at `left` and has the words `said`."""
    return not said.isdisjoint(_HOLDERS) and bool(_BEGAN.search(lower, max(left, start - 100), start))


def _added_to_a_fund(lower: str, left: int, start: int, said: frozenset[str]) -> bool:
    """The same for what a fund or scheme holds, or what was added to that."""
    return not said.isdisjoint(_HOLDERS) and bool(_HELD.search(lower, max(left, start - 140), start))


def _agreed_by_the_public(lower: str, left: int, start: int, said: frozenset[str]) -> bool:
    """Whether an amount is what a public body has agreed to give, or has given, in a clause of words `said`."""
    if said.isdisjoint(_PURSES):
        return False
    before = max(left, start - 80)
    if _AGREED.search(lower, before, start) or _GAVE.search(lower, before, start):
        return True
    return bool(_FUNDING_IS.search(lower, before, start))


def _announced(lower: str, start: int, end: int, right: int, said: frozenset[str]) -> bool:
    """Whether a public body made known an amount for something, in one of words `said`: `announced $4 for it`."""
    if "announced" not in said or said.isdisjoint(_PURSES):
        return False
    return bool(_ANNOUNCED.search(lower, start - 40, start) and _VERBLESS.match(lower, end, right))


def _for_something(lower: str, left: int, start: int, end: int, right: int) -> bool:
    """Whether an amount is followed by what it is for: no price, `the fare, $40 for two`."""
    return bool(_VERBLESS.match(lower, end, right)) and not _PRICE.search(lower, max(left, start - 24), start)


def _put_into_a_fund(lower: str, left: int, start: int, end: int) -> bool:
    """Whether somebody is to put an amount into a fund: `will put $40 million into a relief fund`."""
    return bool(_INTO_FUND.match(lower, end)) and bool(_TO_PUT.search(lower, max(left, start - 40), start))


def _from_the_public(lower: str, left: int, start: int, end: int) -> bool:
    """Whether an amount comes from a public purse or was voted by lawmakers, and nobody is said to have taken it."""
    if _OF_FUNDING.match(lower, end) and lower.endswith("with ", max(left, start - 24), start):
        return True
    if _FROM_LAWMAKERS.match(lower, end) or _PUBLIC_MONEY.match(lower, end):
        return True
    if _TO_GET.search(lower, max(left, start - 60), start):
        return bool(_IN_SUPPORT.match(lower, end))
    return bool(_FROM_PUBLIC.match(lower, end)) and not _TAKEN.search(lower, left, start)


def on_offer(lower: str, left: int, start: int, end: int, *, money: bool) -> bool:
    """Whether a figure with an upper bound is what those who apply can get: `schools get up to $40,000`."""
    if money and _WAGE.match(lower, end) and lower.endswith(("pay ", "pays "), left, start):
        return False
    return bool((_ON_OFFER if money else _COVERED).search(lower, left, start))
