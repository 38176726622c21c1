"""Finite verbs of news English, recognised by form."""

import re

from extraction.grammar import alternation, words

_LISTS = words("verbs")


_DOUBLING = frozenset(
    (
        "slip",
        "drop",
        "top",
        "plan",
        "ban",
        "dip",
        "permit",
        "scrap",
        "stop",
        "span",
        "submit",
        "transfer",
        "trim",
        "ship",
    )
)
"""Verbs whose last letter is doubled in the past."""


def _past(verb: str) -> str:
    return (
        verb + "d"
        if verb.endswith("e")
        else verb[:-1] + "ied"
        if re.search(r"[^aeiou]y$", verb)
        else verb + (verb[-1] if verb in _DOUBLING else "") + "ed"
    )


def _third(verb: str) -> str:
    return (
        verb[:-1] + "ies"
        if re.search(r"[^aeiou]y$", verb)
        else verb + ("es" if re.search(r"(?:s|x|ch|sh)$", verb) else "s")
    )


_FORMS = {
    *_LISTS["finite"],
    *_LISTS["third_only"],
    *(form for verb in _LISTS["regular"] for form in (_past(verb), _third(verb))),
    *(_past(verb) for verb in _LISTS["past_only"]),
}
FINITE = re.compile(rf"(?<![\w-])(?:{alternation(sorted(_FORMS))})\b(?!-)", re.IGNORECASE)
"""A finite verb, or a participle that looks like one."""
_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def first_verb(text: str, left: int, right: int) -> tuple[int, int] | None:
    """The place of the first finite verb in `text[left:right]`; None without one."""
    for token in _TOKEN.finditer(text, left, right):
        if token.group().lower() in _FORMS:
            start, end = token.span()
            if text[end : end + 1] != "-" and not (start and (text[start - 1] == "-" or text[start - 1] == "_")):
                return start, end
    return None


AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|shall|does|do|did)\b", re.IGNORECASE
)
SPEECH = re.compile(rf"\b(?:{alternation(_LISTS['speech'])})\b")
