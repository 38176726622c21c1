"""Names that several countries give their money: alone, `crowns` are those that the article names elsewhere."""

from extraction.quantities import lexicon
from extraction.quantities.nouns import plural
from extraction.quantities.records import Candidate

_FAMILIES = lexicon.read("units")["shared"]
_OF_WORD = {
    form: frozenset(family["of"].values())
    for family in _FAMILIES
    for word in family["words"]
    for form in (word, plural(word))
}
_NATIONS = frozenset(nation.lower().rsplit(" ", 1)[-1] for family in _FAMILIES for nation in family["of"])


def settle(found: list[Candidate], text: str) -> None:
    """Give amounts in a shared name the currency that another amount of the text names, the nearest before them first.

    Without one they stay what the name means most often, or a count.
    """
    alone = [(index, codes) for index, one in enumerate(found) if (codes := _shared(one, text))]
    if not alone:
        return
    places = {index for index, _ in alone}
    for index, codes in alone:
        around = (*range(index - 1, -1, -1), *range(index + 1, len(found)))
        told = next((found[k].unit for k in around if k not in places and found[k].unit in codes), None)
        if told:
            one = found[index]
            one.unit, one.sort, one.noun, one.head = told, "amount", None, None


def _shared(one: Candidate, text: str) -> frozenset[str] | None:
    """The currencies of the name that stands alone after a number; None where none does."""
    if one.sort not in ("count", "amount") or one.end - one.num_end < 4:
        return None
    tail = text[one.num_end : one.end].lower().split()
    if not tail or tail[-1] not in _OF_WORD or (len(tail) > 1 and tail[-2] in _NATIONS):
        return None
    return _OF_WORD[tail[-1]]
