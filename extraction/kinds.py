"""Whether a figure is done, aimed at, expected, planned or set aside, from the verb that governs it."""

import re

from extraction.grammar import alternation, words
from schemas.fact import Kind

_LISTS = words("kinds")
_KINDS: tuple[Kind, ...] = ("target", "forecast", "planned", "allocated", "actual")
_TRIGGER = re.compile("|".join(rf"(?P<{kind}>(?<![\w-])(?:{'|'.join(_LISTS[kind])})(?!\w))" for kind in _KINDS), re.IGNORECASE)
_FUND_AFTER = re.compile(
    rf"[\s-]*(?:[\"“‘(]?[\w’'+&./@-]+[\"”’),]*\s+){{0,9}}?[\"“]?(?:{alternation(_LISTS['funds'])})\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|to|which|that|from|in|by|on|at|for|into|and|with|as)\b|[;:.]|,\s")
_MONEY_HOLDER = re.compile(rf"\b(?:{alternation(_LISTS['funds'])})\b", re.IGNORECASE)


def _before_fund(text: str, end: int, right: int) -> bool:
    found = _FUND_AFTER.match(text, end, min(right, end + 120))
    if not found:
        return False
    between = text[end : found.end()]
    quoted = re.search(r"[\"“][^\"”]*[\"”]?", between)
    outside = between.replace(quoted.group(), " ") if quoted else between
    names = re.sub(r"(?:\b[A-Z][\w’'+-]*,?\s+)(?:(?:and|of|for|in|to|on|the)\s+)?(?=[A-Z])", "", outside)
    return not _BREAK.search(names)


def kind_of(text: str, left: int, right: int, clause: tuple[int, int], start: int, end: int, *, money: bool, scope: int) -> tuple[Kind, str]:
    """The kind of the figure `text[start:end]` and the words that show it, from its sentence `[left, right)`.

    `scope` is where the governing words may begin: a coordinated member shares what stands before the first.
    """
    if money and _before_fund(text, end, right):
        return "allocated", "money of a fund or scheme"
    inside = _TRIGGER.search(text, start, end)
    if inside and inside.lastgroup != "actual":
        return _named(inside, money)
    own = _last(text, max(clause[0], scope), start + 1)
    after = None if own else _TRIGGER.search(text, end, clause[1])
    return _named(own or after or _last(text, max(left, scope), clause[0]), money)


def _last(text: str, left: int, right: int) -> re.Match[str] | None:
    """The last governing word in `text[left:right]`; `to double` after `target` leaves it a target, a past form right after a hope leaves it a hope."""
    last: re.Match[str] | None = None
    for match in _TRIGGER.finditer(text, left, right):
        hoped = last is not None and last.lastgroup != "actual"
        if last is not None and hoped:
            gap = match.start() - last.end()
            if (match.lastgroup == "actual" and gap <= 25) or (last.lastgroup in ("target", "allocated", "forecast") and gap < 4):
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
