"""Finite verbs of news English, recognised by form."""

import re
from string import ascii_lowercase

from extraction.grammar import in_lower, whole_words, words

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


_FORMS = frozenset(
    (
        *_LISTS["finite"],
        *_LISTS["third_only"],
        *(form for verb in _LISTS["regular"] for form in (_past(verb), _third(verb))),
        *(_past(verb) for verb in _LISTS["past_only"]),
    )
)
_OPENING = in_lower(r"[a-z]+")
_FORMS_OF: dict[str, list[str]] = {}
for _form in sorted(_FORMS):
    _FORMS_OF.setdefault(_form.removesuffix("'t"), []).append(_form)
_SAID = frozenset(_FORMS_OF)
"""The letters with which each form begins: `isn` of `isn't`."""
_LETTERS = frozenset(ascii_lowercase)
_APOSTROPHES = frozenset("'’")
_OF_WORDS = _LETTERS | {"-", "_"}
"""Beside a form that is only a part of a word."""

BASE = frozenset((*_LISTS["regular"], *_LISTS["past_only"], *_LISTS["base_only"]))
"""Verbs in the form of the plural present: `they fill`."""
_DETERMINERS = frozenset(_LISTS["noun_determiners"])
"""After these a word is a noun, whatever its form: "the shares", "its plans"."""


def verbs(lower: str, left: int, right: int, said: frozenset[str] | None = None) -> list[tuple[int, int]]:
    """The places of the finite verbs in `lower[left:right]`, in small letters; `said`: its words, where known."""
    said = frozenset(_OPENING.findall(lower, left, right)) if said is None else said
    found: list[tuple[int, int]] = []
    for word in _SAID & said:
        for form in _FORMS_OF[word]:
            start = lower.find(form, left, right)
            while start >= 0:
                end = start + len(form)
                if _is_alone(lower, start, end, right) and _is_verb(lower, left, start, form):
                    found.append((start, end))
                start = lower.find(form, end, right)
    found.sort()
    return found


def _is_alone(lower: str, start: int, end: int, right: int) -> bool:
    """Whether a form stands as a word of its own in what ends at `right`."""
    if lower[start - 1 : start] in _OF_WORDS:
        return False
    after = lower[end : end + 1] if end < right else ""
    return not (after in _OF_WORDS or (after in _APOSTROPHES and end + 1 < right and lower[end + 1] in _LETTERS))


def _is_verb(lower: str, left: int, start: int, form: str) -> bool:
    """Whether a form that stands in a stretch from `left` on is a verb there, and no noun or month."""
    return (
        not _is_noun(lower, left, start)
        and not (form.endswith("s") and start - left < _LONGEST_COUNT and _COUNTED.fullmatch(lower, left, start))
        and not (form == "may" and _is_month(lower, left, start, start + len(form)))
    )


_COUNTED = in_lower(
    r"\W*(?:(?!(?:19|20)\d\d\b)\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many)\s+(?:(?!it\b|he\b|she\b|who\b|that\b|which\b|per\b|[a-z]+ing\b|[a-z]+s\b)[a-z-]+\s+)?"
)
"""What opens a sentence before something counted, which is no verb: `Three harbour plans`."""
_LONGEST_COUNT = 60
_BEFORE_MONTH = in_lower(
    r"(?:\d(?:st|nd|rd|th)?|[^\w](?:in|of|since|by|from|until|till|to|last|next|early|late|mid|during|before|after|between))[\s-]$"
)
_AFTER_MONTH = in_lower(r"\s\d")


def _is_month(lower: str, left: int, start: int, end: int) -> bool:
    """Whether `may` is the month: `as at 31 May`, `in May`, `May 2025`; not in `what this may bring`."""
    before = f" {lower[max(left, start - 9) : start]}"
    return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(lower, end))


def _is_noun(lower: str, left: int, place: int) -> bool:
    """Whether a determiner, as a word of its own, stands before the form at `place`: "an offer", not "Japan offers"."""
    before = lower[max(left, place - 7) : place]
    words = before.rsplit(None, 1)
    return bool(words) and words[-1] in _DETERMINERS and before.endswith(f"{words[-1]} ")


AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|shall|does|do|did)\b", re.IGNORECASE
)
SPEECH = re.compile(whole_words(_LISTS["speech"]))
