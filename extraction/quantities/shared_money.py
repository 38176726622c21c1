"""Names that several countries give their money: alone, `crowns` are those that the article names elsewhere."""

import re
from collections import Counter

from extraction.quantities import lexicon
from extraction.quantities.nouns import plural
from extraction.quantities.records import Candidate

_FAMILIES = lexicon.read("units")["shared"]
_FAMILY_OF = {
    form: number for number, family in enumerate(_FAMILIES) for word in family["words"] for form in (word, plural(word))
}
_FAMILY_OF_SIGN = {sign: number for number, family in enumerate(_FAMILIES) for sign in family.get("before", ())}
_CODES = [frozenset(family["of"].values()) for family in _FAMILIES]
_NATIONS = frozenset(nation.lower().rsplit(" ", 1)[-1] for family in _FAMILIES for nation in family["of"])
_RATE = re.compile(r"[$€£]1 ?= ?\Z")
"""What stands before the other side of an exchange rate: `($1 = 9.84 Norwegian crowns)`."""


def settle(found: list[Candidate], text: str) -> None:
    """Give amounts in a shared name the currency that the text means by it.

    That is the one of a stated exchange rate, else of another amount, the nearest before them first, else, where
    anything is told in thousands or millions of it, of the land named most. Without any they stay what the name means
    most often, or a count.
    """
    alone = {index: family for index, one in enumerate(found) if (family := _shared(one, text)) is not None}
    if not alone:
        return
    rates = [one.unit for one in found if _RATE.search(text, one.start - 6, one.start)]
    lands: dict[int, str | None] = {}
    for index, family in alone.items():
        codes = _CODES[family]
        around = (*range(index - 1, -1, -1), *range(index + 1, len(found)))
        told = next((unit for unit in rates if unit in codes), None) or next(
            (found[k].unit for k in around if k not in alone and found[k].unit in codes), None
        )
        if told is None and any(found[k].scaled for k, other in alone.items() if other == family):
            told = lands[family] if family in lands else lands.setdefault(family, _of_land(family, text))
        if told:
            one = found[index]
            one.unit, one.sort, one.noun, one.head = told, "amount", None, None


def _of_land(family: int, text: str) -> str | None:
    """The currency of the land that the text names most among those with such money; None for none or two alike."""
    named: Counter[str] = Counter()
    for nation, code in _FAMILIES[family]["of"].items():
        named[code] += len(re.findall(rf"\b{nation}\b", text))
    (first, most), (_, second) = named.most_common(2)
    return first if most > second else None


def _shared(one: Candidate, text: str) -> int | None:
    """The family of the name that stands alone after a number, or of the sign before it; None where none does."""
    if one.sort == "amount" and one.start < one.num_start:
        return _FAMILY_OF_SIGN.get(text[one.start : one.num_start].strip())
    if one.sort not in ("count", "amount") or one.end - one.num_end < 3:
        return None
    tail = text[one.num_end : one.end].lower().split()
    if not tail or (len(tail) > 1 and tail[-2] in _NATIONS):
        return None
    return _FAMILY_OF.get(tail[-1])
