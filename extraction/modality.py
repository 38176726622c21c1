"""What a modal verb makes of a figure: what will open is planned, what will rise is forecast."""

import re
from typing import Literal

from extraction.grammar import alternation, in_lower, words
from schemas.fact import Kind

_LISTS = words("kinds")
_ADVERBS = (
    r"(?:(?:also|then|soon|later|now|still|first|only|even|together|eventually|initially|in\s+turn|in\s+total|each|all|both|not|"
    r"no\s+longer|[a-z]+ly)\s+){0,3}"
)
_ALMOST = r"(?:about|around|some|nearly|almost|over|just|approximately|roughly|an?|more|than|up|to|further|another)\s+"
EFFECT = alternation(_LISTS["effect_verbs"])
_TO = (
    r"(?:is|are|was|were)\s+(?:(?:now|also)\s+)?(?:(?:set|due|going|about|scheduled|slated)\s+)?to"
    r"|(?:intends?|intended|intending|appl(?:y|ies|ied)(?:\s+(?:in|on|last|this)\s+[a-z]+)?|due|set|going)\s+to"
)
_VERB_WORDS = rf"\s+{_ADVERBS}(?:be\s+)?(?:[a-z]+ly\s+)?[a-z’'-]+"
WILL = rf"(?:will|would|shall|wo|'ll|’ll|(?:'d|’d)(?=\s+(?:be|cost|take|mean|need)\b)|{_TO}){_VERB_WORDS}"
"""A modal verb with the verb it goes with."""
COULD = rf"(?:could|may|might|should|can){_VERB_WORDS}"
"""The same for what may or may not be."""
_VERB = in_lower(rf"(?:\bto|will|would|shall|['’]ll|could|may|might|should|can)\s+{_ADVERBS}(?P<verb>[a-z][^\n]*)")
_TURNING = in_lower(rf"(?:{EFFECT}|{alternation(_LISTS['turning_verbs'])})\b")
_TURNS_OUT = in_lower(
    r"be\s+(?:[a-z]+ly\s+)?(?:short\s+of|without|out\s+of)\b|have\s+(?:[a-z]+ly\s+)?(?:[a-z]{2,}ed|risen|fallen|grown|made|sold|built|won|lost|come|gone)\b"
)
"""A state to come, or what will have been done by then."""
_GOES_INTO = in_lower(r"go\s+(?:in)?to\s")
_TAKES_IN = in_lower(
    r"take\s+(?:(?:in|on|up|part|over)\s|(?:an?|the|this|its)\s+(?:[a-z]+\s+){0,4}?(?:course|exam|examination|test|class|training)\b)"
)
_EMPLOYS = in_lower(r"(?:employ|give\s+work\s+to)\s")
_SUFFERED = in_lower(rf"be\s+(?:[a-z]+ly\s+)?(?:{alternation(_LISTS['suffered'])})\b")
_GIVING = in_lower(
    rf"(?:be\s+)?(?:{alternation(_LISTS['giving_verbs'])})\b|be\s+spent\s+on\b|go\s+(?:to|towards?|into|on)\b"
)
_DOES_NOW = in_lower(
    r"\b(?:do(?:es)?|runs?|makes?|handles?|produces?|takes?|carr(?:y|ies)|treats?|serves?|holds?|builds?)\s[^.;:]{0,30}?\d[^.;:]*\sand\s(?:(?:we|it|they|you)\s)?$"
)
"""Before what one has room for today: `We do 40 a month and could do 90`."""
_BECAUSE_OF = in_lower(r"(?:(?:is|are|was|were)\s)?due\sto\s[a-z]{3,}[^s\W]s\b")
"""A cause, which nothing is to do: `was due to winds`."""
_COULD_DO_WITH = in_lower(r"do\s+with\b")
"""What is wanting now: `could do with 40 more`."""
_AIMING = in_lower(r"(?:aim\s(?:for|at|to)|strive\s(?:for|to)|target)\b")
_MINDS = in_lower(
    r"(?:know|remember|recall|think|believe|say|argue|note|notice|add|tell|point\s+out|find|agree|object|guess|suppose|imagine|be\s+(?:told|aware|surprised))\b[^.;]{0,40}?\sthat\s"
)
"""What is told of as so, whoever may think of it: `you might know that 40 have left`."""
_SPENDING = in_lower(r"spend\b")
_PUBLIC = in_lower(r"\b(?:government|council|ministry|department|state|city|county|parliament|budget|authorities)\b")
_MAKING = re.compile(r"(?:create|generate|bring|save)\b")
_GETTING = in_lower(rf"(?:{alternation(_LISTS['getting_verbs'])})\b")
DECIDED = in_lower(rf"\b(?:{alternation(_LISTS['decided_nouns'])})\b")
_IN_SUPPORT = in_lower(
    r"\s+(?:in|of|as)\s+(?:an?\s+)?(?:[a-z-]+\s+){0,3}?(?:support|funding|aid|grants?|subsid(?:y|ies)|relief|assistance|funds)\b"
)
_TO_A_BILL = in_lower(
    r"\s+to\s+(?:the\s+|its\s+|their\s+)?(?:[a-z]+\s+){0,2}?(?:costs?|bills?|prices?|debts?|deficit|profits?|earnings|losses|budget|spending|sales|revenue)\b"
)
_MOVES = in_lower(r"(?:rise|fall|increase|decrease|drop|climb|go|double|halve|come|remain|stay|be)\b")
_BUDGET = in_lower(r"\b(?:budget|funding|grants?|allocation)\s(?:for\s[^,;.]{2,40}\s)?$")
"""Before a verb by which money set aside becomes more: `its budget will rise by 40 million`."""
_SETS = in_lower(r"(?:cut|raise|lower|reduce|increase|halve|double|lift|waive|slash|put\s+up)\s")
"""By which somebody sets what is theirs to set: `will cut the fee by half`."""
ESTIMATED = in_lower(
    r"\b(?:estimates?|estimated|reckons?|reckoned|calculates?|calculated|predicts?|predicted)\s+that\s"
    r"|\b(?:believes?|believed|thinks?|thought|reckons?|reckoned)\s(?:will|would)\s"
)
"""Before what somebody thinks will come about, and does not plan: `estimates that 40 firms will use it`."""
_AMOUNTS = in_lower(r"(?:add|raise|pay|make)\b")
_YEARLY = in_lower(r"\s*(?:(?:an?|each|every|per)\s+year|annually|to\s+(?:gdp|the\s+economy|output))\b")
_WAGE = in_lower(r"\s*(?:an?|each|every|per)\s+(?:month|week|day|hour)\b")
_OF_JOBS = in_lower(r"\b(?:jobs?|posts?|positions?|roles?|half|thirds?|quarters?|most)\s$")
"""Before a verb by which jobs, or some of them, pay somebody."""
_COPULA = in_lower(
    r"be\s+(?:[a-z]+ly\s+)?(?:(?:(?:about|around|some|over|under|more|less|fewer|at\s+least|at\s+most|up\s+to|nearly|almost|just|only|close\s+to|"
    r"between|worth|as\s+\w+\s+as|an?\s+\w+|equal\s+to|equivalent\s+to|higher|lower|than|in|of|to|the\s+\w+)\s+)*)(?:[a-z]{0,3}[$€£¥]|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|double|twice|triple)\b)"
)
_OUTCOME = in_lower(
    r"\b(?:the|its|their|this|that|whose)\s+(?:[a-z]+\s+)?(?:cut|savings?|reduction|fall|rise|increase|decrease|drop|gain|loss|effect|impact|toll|demand|output|"
    r"attendance|shortfall|surplus)\s+$"
    r"|\b(?:number|total|proportion|population|headcount)\s+(?:of\s+[a-z ]{1,30}?\s+)?$"
)
"""What comes about, and is nobody's to plan."""
_WILL_COST = in_lower(rf"(?:(?P<will>will)|would)\s+cost\s+(?:{_ALMOST})*$")
"""Before an amount that is the price of what is to be done, not what that costs somebody."""
_REPORTED = in_lower(r"\b(?:said|says|told|announced|confirmed|explained|added|revealed)\s[^.;!?]*$")
"""Before a `would` that was a `will` in the words of who is quoted."""
_SENTENCE = 160
Sort = Literal["money", "share", "count"]


def governed_by_modal(
    lower: str, words_of: tuple[int, int], clause_left: int, start: int, end: int, sort: Sort, *, could: bool
) -> Kind | None:
    """The kind of `lower[start:end]` after the modal verb at `words_of`; None where it says nothing of the future."""
    stretch = lower[words_of[0] : words_of[1] + 40]
    found = _VERB.search(stretch)
    verb = found["verb"] if found else ""
    if sort == "money" and could and _GETTING.match(verb):
        return "allocated"
    if sort == "money" and not could and _GETTING.match(verb) and _IN_SUPPORT.match(lower, end):
        return "allocated"
    if _AIMING.match(verb):
        return "target"
    if could and (_COULD_DO_WITH.match(verb) or _DOES_NOW.search(lower, max(0, words_of[0] - _SENTENCE), words_of[0])):
        return None
    if "due to" in stretch and _BECAUSE_OF.match(lower, words_of[0]):
        return None
    if found and _MINDS.match(lower, words_of[0] + found.start("verb"), start):
        return None
    if lower.startswith("can ", words_of[0]):
        return "forecast" if _MAKING.match(verb) else None
    if sort == "money" and (
        (_GIVING.match(verb) and not (verb.startswith("go ") and start > words_of[0]))
        or (_SPENDING.match(verb) and _PUBLIC.search(lower, clause_left, words_of[0]))
    ):
        return "allocated"
    if _SUFFERED.match(verb) and DECIDED.search(lower, clause_left, words_of[0]):
        return "planned"
    if _SUFFERED.match(verb) or _TURNS_OUT.match(verb):
        return "forecast"
    price = sort == "money" and " to " not in lower[start:end] and _WILL_COST.match(lower, words_of[0], start)
    if price and (price["will"] or _REPORTED.search(lower, max(0, words_of[0] - _SENTENCE), words_of[0])):
        return "planned"
    if sort == "count" and (_GOES_INTO.match(verb) or _TAKES_IN.match(verb)):
        return "planned"
    if _COPULA.match(verb) and (sort != "count" or _OUTCOME.search(lower, clause_left, words_of[0])):
        return "planned" if DECIDED.search(lower, clause_left, words_of[0]) else "forecast"
    if sort == "money" and _MOVES.match(verb) and _BUDGET.search(lower, clause_left, words_of[0]):
        return "allocated"
    if _MOVES.match(verb) and DECIDED.search(lower, clause_left, words_of[0]):
        return "planned"
    if _SETS.match(verb) and DECIDED.search(lower, words_of[0], start):
        return "planned"
    if lower.endswith("by " if sort == "share" else "by an estimated ", clause_left, start):
        return "forecast"
    if could and _AMOUNTS.match(verb) and _TO_A_BILL.match(lower, end):
        return "forecast"
    if verb.startswith("pay ") and _WAGE.match(lower, end) and _OF_JOBS.search(lower, clause_left, words_of[0]):
        return "forecast"
    if _AMOUNTS.match(verb):
        return "forecast" if sort == "share" or _YEARLY.match(lower, end) else "planned"
    is_to = lower.startswith(("is to ", "are to "), words_of[0])
    if is_to and not _EMPLOYS.match(verb):
        return "planned"
    return "forecast" if _TURNING.match(verb) else "planned"
