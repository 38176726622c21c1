"""Places in a ranking, told from ordinals that only count or order."""

import re

from extraction.quantities import Candidate

_SUPERLATIVE = re.compile(
    r"(?:largest|biggest|highest|busiest|richest|fastest|tallest|longest|strongest|best|most|leading|freest|smallest|lowest|worst|oldest|safest|wealthiest|greatest|heaviest|top)\b",
    re.IGNORECASE,
)
_SUPERLATIVE_AFTER = re.compile(r"[\s-]*(?:\w+\s)?" + _SUPERLATIVE.pattern, re.IGNORECASE)
_RANK = re.compile(r"\b(?:rank|place|position)(?:ed|s|ing)?\b", re.IGNORECASE)
_PLACED = re.compile(
    r"\b(?:rank|place|stood|stand|came|come|finish|sit|sat|position|rated|is|are|was|were|remain|enter|made|make|list)",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\b(?:among|in|into|within|inside|of)\s+(?:the\s+)?(?:\w+['’]s\s+)?$")
_OWNER = re.compile(r"[’']s\s+$")
_RANKED = re.compile(
    r"\b(?:rank(?:s|ed|ing|ings)?|placed?|places|placing|stood|stands|came|comes|come|finish(?:es|ed)?|sits|sat|position(?:ed|s)?|rated|rates|listed|climb(?:ed|s)?|rose|rises?|move[ds]?|slip(?:ped|s)?|fell|falls?|drop(?:ped|s)?|jump(?:ed|s)?)\s+(?:(?:as|the|in|at|to|up|down|joint|among|is|was|a|its|of|it|them|from|\w+ly)\s+){0,4}$",
    re.IGNORECASE,
)
_SCOPE = re.compile(
    r"^[\s,]*(?:(?:place|spot|position)(?!\s+of\b)|globally|worldwide|nationally|overall|in\s+(?:the\s+)?(?:global\s+|world\s+|national\s+|overall\s+|final\s+)?(?:world|[A-Z]\w+|region|country|league|table|index|ranking)|among|out\s+of|of\s+\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:no\.?|number)\s*$|^(?:no\.?|number)\s", re.IGNORECASE)
_VERB_FIRST = re.compile(r"(?:came|come|comes|finish(?:ed|es)?|stood|stands|sits|sat)\b", re.IGNORECASE)
_IN_A_YEAR = re.compile(r"\s+(?:in\s+(?:19|20)\d\d|last\s+(?:year|season)|a\s+year\s+(?:ago|earlier|before))\b")
_IS = re.compile(r"\b(?:is|was|are|were|be|been|remains?|remained|now|still|already)\s+$")
_ENDS = re.compile(r"\s*(?:[.,;)]|$|(?:and|but|behind|after|ahead|while|when|as)\b)")
_PUT = re.compile(
    r"\b(?:put(?:s|ting)?|plac(?:e|es|ed|ing)|leav(?:e|es|ing)|left|rank(?:s|ed|ing)?|keep(?:s|ing)?|kept|lift(?:s|ed|ing)?|push(?:es|ed|ing)?|mak(?:e|es|ing)|made)\s+"
    r"(?:(?:it|them|us)|(?:the\s+)?(?!(?:its|her|his|their|our|my|the)\b)[\w’'-]+(?:\s+[\w’'-]+){0,2})\s+(?:in\s+|to\s+|at\s+)?$",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:keeps?|kept|keeping|holds?|held|holding|retain(?:s|ed|ing)?|regain(?:s|ed|ing)?|defend(?:s|ed|ing)?)\s+(?:on\s+to\s+)?(?:its\s+|the\s+|their\s+)?$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\s*(?:place|spot|position)\b(?!\s+of\b)")
_NO_PLACE = re.compile(
    r"\s+(?:floor|storey|story|minute|lap|hole|street|avenue|gear|birthday|edition"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+[a-z]+s)\b"
)
_SET_OFF = re.compile(r"[A-Z][\w’'-]*,\s+in\s+$")
_IN_PLACE = re.compile(r"\s+(?:place|spot|position),")
"""`Acme, in second place, took in 40`."""
_WITH = re.compile(
    r"\s*(?:,?\s*(?:with|on|at)\s+(?:about\s+|some\s+|just\s+|an?\s+)?[A-Z]{0,3}[$€£¥]?\d|,?\s*(?:behind|ahead\s+of|after)\s)"
)
_SOMEBODY = re.compile(r"(?:[A-Z][\w’'-]+|\bto|\band|\bfrom)\s+(?:joint\s+|in\s+)?$")
_OF_WHAT = re.compile(r"\s+(?:for|in|on|last|a\s+year)\b")
_NAMED_IS = re.compile(r"(?!Who|What|Which)[A-Z][\w’'-]+\s+(?:is|are|was|were)\s+(?:now\s+|still\s+|joint\s+)?$")
_CELL = re.compile(r"\|\s*$")
_CELL_ENDS = re.compile(r"\s*\|")
_TOP = re.compile(r"\btop[\s-]", re.IGNORECASE)


def rank_rule(ordinal: Candidate, text: str, left: int, right: int) -> str | None:
    """The rule by which an ordinal of sentence `[left, right)` states a place in a ranking; None when it does not."""
    own = text[ordinal.start : ordinal.end]
    before = text[max(left, ordinal.start - 50) : ordinal.start]
    after = text[ordinal.end : min(right, ordinal.end + 40)]
    if _NO_PLACE.match(after):
        return None
    if _CELL.search(before):
        return "alone in its cell" if _CELL_ENDS.match(text, ordinal.end, ordinal.end + 3) else None
    if before.endswith(("(", "( ")):
        return None
    if _TOP.search(own):
        return "top of a ranking" if _AMONG.search(before) and _placed_by(text, left, ordinal.start) else None
    if _SUPERLATIVE.search(own) or _SUPERLATIVE_AFTER.match(after):
        return "a superlative with its place"
    if _RANKED.search(before) or _RANK.search(own):
        return "a verb of ranking"
    if _VERB_FIRST.match(own) and (_SCOPE.match(after) or _IN_A_YEAR.match(after)):
        return "a verb of ranking"
    if _IS.search(before) and _SCOPE.match(after):
        return "is in that place"
    if _OWNER.search(before) and (_NUMBERED.search(own) or _ENDS.match(after)):
        return "number of a whole region"
    if _KEPT.search(before) and _PLACE.match(after):
        return "kept in that place"
    if _SET_OFF.search(before) and _IN_PLACE.match(after):
        return "in that place, set off"
    if _PUT.search(before) and (_SCOPE.match(after) or _ENDS.match(after)):
        return "put in that place"
    if (_IS.search(before) or _VERB_FIRST.match(own)) and _WITH.match(after):
        return "is in that place"
    if _NAMED_IS.search(before) and _ENDS.match(after):
        return "is in that place"
    if _NUMBERED.search(before) or (_NUMBERED.search(own) and _SCOPE.match(after)):
        return "numbered place" if _SCOPE.match(after) else None
    return None


def follows_a_place(ordinal: Candidate, text: str, left: int) -> bool:
    """Whether an ordinal after another one of its sentence is a place too: `is second and Mid City third`."""
    after = text[ordinal.end : ordinal.end + 40]
    if not (_ENDS.match(after) or _WITH.match(after) or _SCOPE.match(after) or _OF_WHAT.match(after)):
        return False
    return bool(_SOMEBODY.search(text, max(left, ordinal.start - 40), ordinal.start))


def _placed_by(text: str, left: int, start: int) -> bool:
    return bool(_PLACED.search(text[max(left, start - 90) : start]))
