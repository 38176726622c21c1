"""Whether a figure is done, aimed at, expected, planned or set aside, from the verb that governs it."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.reading import Reading
from extraction.sentences import Sentence
from schemas.fact import Kind

_LISTS = words("kinds")
_KINDS: tuple[Kind, ...] = ("target", "forecast", "planned", "allocated", "actual")
_GROUPS = "|".join("(?P<" + kind + ">(?:" + "|".join(_LISTS[kind]) + r")(?!\w))" for kind in _KINDS)
_TRIGGER = in_lower(rf"(?<![\w-])(?:{_GROUPS})")
_FUND_AFTER = in_lower(
    rf"[\s-]*(?:[\"“‘(]?[\w’'+&./@-]+[\"”’),]*\s+){{0,9}}?[\"“]?(?:{alternation(_LISTS['funds'])})\b"
)
_BREAK = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|to|which|that|from|in|by|on|at|for|into|and|with|as|under|over|below|above|than)\b|[;:.]|,\s"
)
_JOBS = in_lower(r"\b(?:jobs?|posts?|positions?|vacancies|job\s+opportunities|employment\s+opportunities)\b")
_EFFECT = in_lower(
    r"\b(?:creating|generating|bringing|attracting|yielding|contributing|boosting|supporting|producing)\b"
)
_ANSWER = re.compile(
    r"\s+(?:of\s+[\w\s]{1,30}?)?(?:said|say|think|thought|believe|believed|answered|agreed|responded)\b"
)
_OPINION = re.compile(
    _ANSWER.pattern.replace(
        "said|", "said|plan|plans|planned|expect|expects|expected|intend|intends|want|wants|hope|hopes|"
    )
)
_TO_BE = re.compile(
    r"(?:will|would|is\s+to|are\s+to|is\s+due\s+to|are\s+due\s+to|is\s+expected\s+to|are\s+expected\s+to)\s+(?:also\s+|soon\s+)?(?:be|open|start)\b"
)
_NOMINAL = in_lower(r"(?:target|goal|ambition|objective|outlook|potential|forecast\b|plans?\s+(?:of|for))")
_COORDINATED = re.compile(r"\b(?:and|but)\s+(?:\w+ly\s+|also\s+|then\s+|now\s+)?$")
_PURPOSE = re.compile(r"\bto\s+[a-z]{3,}\s")
_VERBLESS = re.compile(
    r"(?:,[^,.;:]{1,40},)?\s+for\s+(?!sale\b|the\s+(?:year|quarter|month|first|second|third)\b)[a-z]"
)
"""`$180 million for accelerators`, where nothing says what is done with it."""
_ATTRIBUTE = re.compile(r"\d-[A-Za-z]")
"""`an 87-hectare site`: what a thing is like, whatever is said of the thing."""
_CONTACT = re.compile(
    r"\s+(?:of\s+)?(?:(?!(?:and|or|but|what|as|than|while|when|where|which|who|is|are|was|were|has|have|had)\b)[a-z][\w-]*\s+){0,2}?(?:that\s+)?(?:it|they|he|she|we|(?:the\s+)?[a-z]{3,}s|the\s+[a-z]+|[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)\s+"
    r"(?:had\s+|has\s+|have\s+)?(?:originally\s+|once\s+|initially\s+)?"
    r"(?:(?P<forecast>expect(?:ed|s)?|forecast(?:ed|s)?|predict(?:ed|s)?|project(?:ed|s)|anticipate(?:d|s)?|estimated|hoped\s+for)"
    r"|(?P<target>wants?|wanted|needs?|needed|seeks?|sought|targets?|targeted|aims?\s+for|aimed\s+for|promised))\b(?!\s+(?:to|by)\b)"
)
"""What somebody wants or expects, told in a clause set against the figure: `the 900 it wanted`."""
_NEEDED = re.compile(
    r"\s+(?:(?P<target>needed|required|sought|targeted)|(?P<forecast>expected|forecast|predicted))(?=[,.;)]|\s+(?:by|for|before|in)\b|$)"
)
_RELATIVE = re.compile(r"(?:\s+(?:in|at|of|on)\s+(?:the\s+)?\w+)?,?\s+(?:which|that|who)\s+")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_NAMES = re.compile(r"(?:\b[A-Z][\w’'+-]*,?\s+)(?:(?:and|of|for|in|to|on|the)\s+)?(?=[A-Z])")


def _before_fund(text: str, lower: str, end: int, right: int) -> bool:
    found = _FUND_AFTER.match(lower, end, min(right, end + 120))
    if not found:
        return False
    between = text[end : found.end()]
    quoted = _QUOTED.search(between)
    outside = between.replace(quoted.group(), " ") if quoted else between
    names = _NAMES.sub("", outside)
    return not _BREAK.search(names)


def kind_of(
    reading: Reading,
    sentence: Sentence,
    clause: tuple[int, int],
    start: int,
    end: int,
    *,
    money: bool,
    share: bool,
) -> tuple[Kind, str]:
    """The kind of the figure `text[start:end]` and the words that show it, from its sentence.

    A figure without governing words in its own clause shares those of the clause before; `share` is a part of a whole.
    """
    text, lower = reading.text, reading.lower
    left, right = sentence.start, sentence.end
    if money and _before_fund(text, lower, end, right):
        return "allocated", "money of a fund or scheme"
    if (_OPINION if share else _ANSWER).match(text, end):
        return "actual", "what people answered"
    if money and _VERBLESS.match(text, end, right) and reading.first_verb(clause[0], start) is None:
        return "allocated", "money for something"
    if not money and _ATTRIBUTE.search(text, start, end):
        near = _TRIGGER.search(lower, max(clause[0], start - 16), start)
        return _named(near, money) if near else ("actual", "an attribute")
    inside = _TRIGGER.search(lower, start, end)
    if inside and inside.lastgroup != "actual":
        return _named(inside, money)
    if set_against := _NEEDED.match(text, end, right) or _CONTACT.match(text, end, right):
        return ("target" if set_against["target"] else "forecast"), "what is wanted or expected"
    relative = _RELATIVE.match(text, end, right)
    if relative and _TO_BE.match(text, relative.end()) and (found := _TRIGGER.match(lower, relative.end())):
        return _named(found, money)
    own = _last(lower, clause[0], start + 1)
    if own is None and _done(reading, clause[0], start):
        return "actual", "a verb of the past before it"
    found = own or _governing_after(reading, end, clause[1]) or _last(lower, left, clause[0])
    kind, rule = _named(found, money)
    if found and kind == "actual" and found.lastgroup == "allocated" and _PURPOSE.search(text, found.end(), start):
        return "planned", "what money is set aside for"
    if kind == "planned" and _JOBS.search(lower, start, end):
        return "forecast", "jobs that are promised"
    if kind == "planned" and found and _EFFECT.search(lower, found.end(), start):
        return "forecast", "the effect of what is planned"
    return kind, rule


def _done(reading: Reading, left: int, start: int) -> bool:
    """Whether the clause `[left, start)` has a regular verb of the past: `which delivered 40 cars, expects to`."""
    verb = reading.first_verb(left, start)
    return verb is not None and reading.lower.endswith("ed", *verb)


def _governing_after(reading: Reading, end: int, right: int) -> re.Match[str] | None:
    """The word of time on which a figure that stands before it depends: its own verb, not a goal that follows."""
    lower = reading.lower
    found = _TRIGGER.search(lower, end, right)
    if found is None or _NOMINAL.match(found.group()) or _COORDINATED.search(lower, end, found.start()):
        return None
    verb = reading.first_verb(end, right)
    return found if verb is None or found.start() <= verb[0] else None


def _last(lower: str, left: int, right: int) -> re.Match[str] | None:
    """The last governing word in `lower[left:right]`; a hope is not undone by the verb right after it."""
    last: re.Match[str] | None = None
    for match in _TRIGGER.finditer(lower, left, right):
        hoped = last is not None and last.lastgroup != "actual"
        if last is not None and hoped:
            gap = match.start() - last.end()
            if (match.lastgroup == "actual" and gap <= 25) or (
                last.lastgroup in ("target", "allocated", "forecast") and gap < 4
            ):
                continue
        last = match
    return last


def _named(found: re.Match[str] | None, money: bool) -> tuple[Kind, str]:
    if found is None:
        return "actual", "no word of the future"
    kind: Kind = found.lastgroup  # type: ignore[assignment]
    if kind == "actual" or (kind == "allocated" and not money):
        return "actual", "a finite verb of the past or present"
    return kind, f"{kind}: {found.group().strip().lower()}"
