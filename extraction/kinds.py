"""Whether a figure is done, aimed at, expected, planned or set aside, from the words that govern it."""

import re

from extraction.aims import is_due, is_promised, is_set
from extraction.comparing import is_compared
from extraction.drafts import Draft
from extraction.governing import (
    DESCRIBING,
    NOMINAL,
    TRIGGER,
    acts_already,
    asked_before,
    carried_out,
    governing_after,
    last_governing,
    listed_in_plan,
    main_after,
    main_before,
    own_governing,
)
from extraction.grammar import in_lower
from extraction.modality import ESTIMATED, Sort, governed_by_modal
from extraction.reading import Reading
from extraction.selection import start_of
from extraction.set_aside import HAS, on_offer, what_sets_aside
from extraction.standing import is_gone, what_stands
from schemas.fact import Kind

_JOBS = in_lower(
    r"\b(?:jobs?(?!\s+(?:fairs?|cent(?:re|er)s?|seekers?|applicants?|advert\w*))|posts?|positions?|vacancies|job\s+opportunities|employment\s+opportunities)\b"
)
_EFFECT = in_lower(
    r"\b(?:creating|generating|bringing|attracting|yielding|contributing|boosting|supporting|producing|saving|adding|lifting|cutting|reducing)\b"
)
_ANSWER = re.compile(
    r"\s+(?:of\s+(?:(?!to\b)\w+\s){1,5}?)?(?:said|say|think|thought|believe|believed|answered|agreed|responded)\b"
)
_OPINION = re.compile(
    _ANSWER.pattern.replace(
        "said|", "said|plan|plans|planned|expect|expects|expected|intend|intends|want|wants|hope|hopes|"
    )
)
_ANSWERING = frozenset(re.findall(r"[a-z]{3,}", _OPINION.pattern))
"""Words of which what people answer or intend holds one."""
_INTENT = re.compile(r"\b(?:plan|expect|intend|want|hope)")
_INTEND = "what people intend"
_TO_BE = re.compile(
    r"(?:will|would|is\s+to|are\s+to|is\s+due\s+to|are\s+due\s+to|is\s+expected\s+to|are\s+expected\s+to)\s+(?:also\s+|soon\s+)?(?:be|open|start)\b"
)
_MONEY = in_lower(r"[$€£¥]|(?:money|funds?|funding|millions?|billions?|budget|cash|dollars|euros|pounds)\b")
_WITHOUT = in_lower(
    r"(?:cut|axe|shed|slash|scrap|eliminate|abolish|drop|do\s+away\s+with|get\s+rid\s+of)\s+(?:(?!and\b)[a-z-]+\s+){0,3}$"
)
"""Before jobs that are to go, which is somebody's to decide: `plans to cut 40 posts`."""
_TO_GO = in_lower(
    r"(?:\s(?:more|jobs|posts|roles|positions)){0,2}\s(?:(?:are|is)\sto|will)\s(?:go\b(?!\sto\s)|be\s(?:cut|axed|shed)\b|disappear)"
)
_PURPOSE = re.compile(r"\b(?:to\s+[a-z]{3,}\s|for\s+(?:an?|the)\s+[^.;,]*\swith\s)")
_PROPOSED = in_lower(
    r"propos(?:e|es|ed|ing)\s+to\s+(?:give|grant|allocate|inject|allot|award|earmark|provide|vote)\s|(?<=\bi\s)propose\s(?!to\b|that\b)|(?<=\bwe\s)propose\s(?!to\b|that\b)"
)
"""By which a budget gives money to somebody."""
_ATTRIBUTE = re.compile(r"\d-[A-Za-z]")
"""`an 87-hectare site`: what a thing is like, whatever is said of the thing."""
_RELATIVE = re.compile(r"(?:\s+(?:in|at|of|on)\s+(?:the\s+)?\w+)?,?\s+(?:which|that|who)\s+")
_WAS_REVISED = in_lower(
    r"\b(?:was|were|been|is)\s+(?:raised|cut|lifted|lowered|revised|trimmed|upgraded|downgraded|increased|reduced)\b"
)
_SAID_TO_COME = in_lower(
    r",\s+(?:[\w’'-]+\s+){1,6}(?:forecasts?|expects?|predicts?|predicted|projects|estimates?|believes?|reckons?|calculates?)[\s.,;”\"’]*$"
)
_STANDS = in_lower(
    r"(?:which|whose|with|that)\s+(?:covers|has|holds|houses|contains|includes|comprises|features|spans|offers|seats|\d|[a-z]+\s)"
)
_OPENS_LATER = in_lower(
    r"[^,;.]{0,30},\s*(?:will|would|(?:is|are)\s+(?:due\s+|set\s+|expected\s+)?to)\s+(?:be\s+)?(?:open|built|completed|ready|finished|start|begin|launch|inaugurated)[a-z]*\b"
)
_ON_ORDER = in_lower(r"\s+(?:still\s+|now\s+|already\s+)?on\s+(?:firm\s+)?order\b(?!\s+(?:of|from)\b)")
_GAP = in_lower(r"\b(?:deficit|shortfall|loss|surplus)\s+of\s+(?:[a-z]+\s+){0,2}$")
"""What is left of a budget, which nobody sets aside."""
_TOGETHER = frozenset(("together", "collectively", "altogether", "jointly"))
_ASKED_OF = ("poll of ", "survey of ", "sample of ")
_SO_IT_IS = in_lower(r"\s+(?:of\s+[a-z]+\s+)?(?:do|does|did)\s*(?:[.,;]|$)")
_IN_RELATIVE = in_lower(
    r"\b(?:which|that|who|where|when(?=\s+(?:it|they|he|she|we|this|these)\b))\s+(?:[\w’'-]+\s+){0,4}$"
)
_AFTER_IT = in_lower(r"\b(?:after|following)\s+(?:an?\s+)?(?:[a-z]+\s+(?:of\s+)?)?$")
_CONTACT = re.compile(
    r"\s+(?:of\s+)?(?:(?!(?:and|or|but|what|as|than|while|when|where|which|who|is|are|was|were|has|have|had)\b)[a-z][\w-]*\s+){0,2}?"
    r"(?:that\s+)?(?:it|they|he|she|we|(?:the\s+)?[a-z]{3,}s|the\s+[a-z]+|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+"
    r"(?:had\s+|has\s+|have\s+)?(?:originally\s+|once\s+|initially\s+)?"
    r"(?:(?P<forecast>expect(?:ed|s)?|forecast(?:ed|s)?|predict(?:ed|s)?|project(?:ed|s)|anticipate(?:d|s)?|estimated|hoped\s+for|pencilled\s+in)"
    r"|(?P<target>(?:wants?|hopes?|aims?|would\s+like)\s+to\s+(?:see|reach|have|get\s+to|be\s+at)|wants?|wanted|needs?(?!\s+of\b)|needed|seeks?|sought|(?:is|are)\s+(?:seeking|asking\s+for)|targets?|targeted|aims?\s+for|aimed\s+for"
    r"|asked\s+for|promised)"
    r"|(?P<planned>(?:plans?|planned|intends?|intended)\s+to\s+(?:invest|spend|build|open|buy|hire|lay|add|put|sell|make)))\b(?!\s+(?:to|by(?!\s+(?:the\s+)?(?:end|start|middle|close|year|then|now|20\d\d|next|this|[A-Z][a-z]+\b[.,\s](?!has|said)))\b))"
)
"""What somebody wants or expects, told in a clause set against the figure: `the 900 it wanted`."""
_WANTED = frozenset(
    (
        *("expect", "expected", "expects", "forecast", "forecasts", "forecasted", "predict", "predicts", "predicted"),
        *("project", "projects", "projected", "anticipate", "anticipated", "anticipates", "estimated", "hoped"),
        *("pencilled", "want", "wants", "wanted", "hope", "hopes", "aim", "aims", "aimed", "like", "need", "needs"),
        *("needed", "seek", "seeks", "sought", "seeking", "asking", "target", "targets", "targeted", "asked"),
        *("promised", "plan", "plans", "planned", "intend", "intends", "intended", "required", "recommended", "goal"),
    )
)
"""Words of which what somebody wants or expects holds one."""
_LINKS = frozenset(("which", "that", "who"))
_SHORTEST = 4
"""Letters behind a number in which no word of time fits beside what is counted."""
_NEEDED = re.compile(
    r"\s+(?:(?P<target>needed|required|sought|targeted|recommended|targets?(?=\W)|goal(?=\W))|(?P<forecast>expected|forecast|predicted))"
    r"(?=(?:\s+[a-z]+ly)?[,.;)]|\s+(?:by|for|before|in|of|set)\b|$)"
)
_REVISED = in_lower(
    r"\b(?:rais|cut|lift|lower|revis|trim|upgrad|downgrad|slash|increas|reduc)[a-z]*\s+(?:[\w’'-]+\s+){0,3}$"
)
_OF_NOW = in_lower(r"(?:\s(?:in|at|on|of)(?:\s[a-z-]+){1,3}?)?\s(?:now|today|at\spresent)(?:\sand\b|,|\sbut\b)")
Found = tuple[Kind, str]


def kind_of(reading: Reading, draft: Draft) -> Found:
    """The kind of a figure and the words that show it.

    A figure without governing words in its own clause shares those of the clause before.
    """
    candidate, clause = draft.candidate, draft.clause
    sentence = reading.sentences[draft.number]
    text, lower, left, right = reading.text, reading.lower, sentence.start, sentence.end
    start, begin, end = candidate.start, start_of(candidate), draft.end
    said, said_in_all = reading.words_in(clause), reading.words_in((left, right))
    money = candidate.sort == "amount" and candidate.unit != "x"
    share = candidate.unit == "%"
    if money and (rule := what_sets_aside(reading, draft, end)):
        return "allocated", rule
    if not said_in_all.isdisjoint(_ANSWERING) and (asked := (_OPINION if share else _ANSWER).match(text, end)):
        intended = _INTENT.search(asked.group()) and " had " not in asked.group()
        return "actual", _INTEND if intended else "what people answered"
    if share and _SO_IT_IS.match(lower, end):
        return "actual", "what is so"
    if listed_in_plan(reading, left, right, start):
        return ("allocated" if money else "planned"), "part of a plan"
    if "order" in said_in_all and _ON_ORDER.match(lower, end) and not HAS.search(lower, clause[0], begin):
        return "planned", "what is on order"
    is_wanted = not said_in_all.isdisjoint(_WANTED)
    if set_against := is_wanted and (_NEEDED.match(text, end, right) or _CONTACT.match(text, end, right)):
        ahead_as: Kind = "target" if set_against["target"] else "forecast"
        return ("planned" if set_against.groupdict().get("planned") else ahead_as), "what is wanted or expected"
    if not money and "-" in text[start:end] and _ATTRIBUTE.search(text, start, end):
        near = next(TRIGGER.finditer(lower, max(clause[0], start - 16), start), None)
        return _named(reading, near, draft, end) if near else ("actual", "an attribute")
    if candidate.sort == "count" and lower.endswith(_ASKED_OF, clause[0], begin):
        return "actual", "those who were asked"
    after_it = not said.isdisjoint(("after", "following")) and _AFTER_IT.search(lower, clause[0], begin)
    if after_it or is_compared(lower, clause[0], begin):
        return "actual", "what it is compared with"
    if is_gone(reading, draft, end):
        return "actual", "of a time gone by"
    inside = next(TRIGGER.finditer(lower, start, end), None) if end - candidate.num_end > _SHORTEST else None
    described = inside and inside.group() in DESCRIBING and carried_out(lower, clause[0], start)
    if inside and not described and inside.lastgroup not in ("actual", "will", "could", "duty"):
        return _named(reading, inside, draft, end)
    relative = None if said_in_all.isdisjoint(_LINKS) else _RELATIVE.match(text, end, right)
    if relative and _TO_BE.match(text, relative.end()) and (ahead := TRIGGER.match(lower, relative.end())):
        return _named(reading, ahead, draft, end)
    if why := what_stands(reading, draft, begin):
        return "actual", why
    if (
        lower[clause[0]] in "wt"
        and _STANDS.match(lower, clause[0])
        and _OPENS_LATER.search(lower, end, min(right, end + 60))
    ):
        return "planned", "part of what is to be opened"
    own = own_governing(reading, clause, (begin, start, end))
    if (
        (own is None or own.lastgroup in ("actual", "allocated"))
        and candidate.qualifier in ("up_to", "range")
        and (money or share)
        and on_offer(lower, clause[0], begin, end, money=money)
    ):
        return "allocated", "what those who apply can get"
    if own is None and (acts_already(reading, clause[0], start) or _OF_NOW.match(lower, end)):
        return "actual", "a finite verb of the past or present"
    governing = own or governing_after(reading, end, clause[1])
    if governing is None and clause[0] > left:
        governing = last_governing(reading, left, main_before(reading, clause[0]), begin)
    elif governing is None and candidate.sort == "measure":
        governing = main_after(reading, clause)
    governing = governing or asked_before(reading, draft.number)
    kind, rule = _named(reading, governing, draft, end)
    if not governing:
        return kind, rule
    if (
        kind == "actual"
        and governing.lastgroup == "allocated"
        and _PURPOSE.search(text, governing.end(), start)
        and _MONEY.search(lower, left, start)
    ):
        return "planned", "what money is set aside for"
    if kind == "planned" and money and _PROPOSED.match(lower, governing.start()):
        return "allocated", rule
    if kind == "planned" and (candidate.unit == "jobs" or _JOBS.search(lower, start, end)):
        goes = _WITHOUT.search(lower, governing.start(), start) or _TO_GO.match(lower, end)
        return ("planned", "jobs that are to go") if goes else ("forecast", "jobs that are promised")
    several = not said.isdisjoint(_TOGETHER) or lower.startswith("they ", clause[0])
    if kind == "planned" and money and "invest" in said and several:
        return "forecast", "what they promise together"
    if kind == "planned" and (_SAID_TO_COME.search(lower, end, right) or ESTIMATED.search(lower, left, start)):
        return "forecast", "what somebody expects"
    added = candidate.sort in ("count", "measure") and not share and lower.endswith("adding ", 0, begin)
    if kind == "planned" and not added and _EFFECT.search(lower, governing.end(), start):
        return "forecast", "the effect of what is planned"
    return kind, rule


def keeps_its_base(rule: str) -> bool:
    """Whether what a figure grew from keeps its kind: `raised its goal to 44 from 40`, `far from the 44 it wants`."""
    return rule.startswith(("revised ", "what is wanted"))


def time_is_of(kind: Kind, rule: str) -> Kind:
    """As what sort a figure takes its time: a part of people is a fact, what they intend is still to come."""
    return "planned" if rule == _INTEND else kind


def _named(reading: Reading, found: re.Match[str] | None, draft: Draft, end: int) -> Found:
    """The kind that a governing word gives a figure."""
    if found is None:
        return "actual", "no word of the future"
    candidate, lower = draft.candidate, reading.lower
    money, share = candidate.sort == "amount" and candidate.unit != "x", candidate.unit == "%"
    name = found.lastgroup
    said = found.group().strip()
    if name in ("will", "could"):
        if name == "could" and reading.text[found.start()].isupper() and said.startswith("may"):
            return "actual", "no word of the future"
        if said.startswith(("could not ", "can not ")):
            return "actual", "what could not be done"
        sort: Sort = "money" if money else "share" if share else "count"
        kind = governed_by_modal(
            lower, found.span(), draft.clause[0], candidate.start, end, sort, could=name == "could"
        )
        if is_set(reading, draft, found, end, kind):
            return "target", f"target: {said}"
        if kind == "planned" and candidate.unit == "rank":
            kind = "forecast"
        if kind in ("planned", "forecast") and (whole := _of_the_whole(reading, draft, found, kind)):
            return whole
        return (kind, f"{kind}: {said}") if kind else ("actual", "a finite verb of the past or present")
    jobs = candidate.unit == "jobs" or _JOBS.search(lower, candidate.start, end)
    if name == "forecast" and not (money or jobs) and is_promised(reading, draft, found):
        return "target", f"target: {said}"
    if name == "duty":
        if share or is_due(reading, draft):
            return "target", f"target: {said}"
        return "actual", "a finite verb of the past or present"
    if name == "actual" or (name == "allocated" and not money):
        return "actual", "a finite verb of the past or present"
    if name == "planned" and share and said.endswith("meant to"):
        return "target", f"target: {said}"
    if name == "allocated" and _GAP.search(lower, found.end(), candidate.start):
        return "planned", f"planned: {said}"
    kind = name  # type: ignore[assignment]
    assert kind is not None
    revised = NOMINAL.match(said) and (
        _REVISED.search(lower, found.start() - 40, found.start())
        or _WAS_REVISED.search(lower, found.end(), candidate.start)
    )
    return kind, f"revised {kind}: {said}" if revised else f"{kind}: {said}"


def _of_the_whole(reading: Reading, draft: Draft, modal: re.Match[str], kind: Kind) -> Found | None:
    """What is said of a thing hoped for is hoped for in the same way: `expects 80 listings that will raise 5 bn`."""
    left = reading.sentences[draft.number].start
    relative = _IN_RELATIVE.search(reading.lower, left, modal.start())
    main = relative and last_governing(reading, left, relative.start(), relative.start())
    if main and (main.lastgroup == "forecast" or (main.lastgroup == "target" and kind == "planned")):
        hoped: Kind = main.lastgroup  # type: ignore[assignment]
        return hoped, f"of what is hoped for: {main.group().strip()}"
    return None
