"""Figures from text: all quantities of a text, and the facts an article states. Pure: no network, no clock."""

from extraction.catalogue_lexicon import Lexicon
from extraction.facts import extract
from extraction.quantities import fill_nouns, find, to_quantity
from schemas.fact import Quantity

__all__ = ["Lexicon", "extract", "quantities"]


def quantities(text: str, lexicon: Lexicon, dollar: str = "USD") -> list[Quantity]:
    """Every quantity in a text, whatever it is about, in order; `dollar` is what a bare `$` means."""
    found = find(text, lexicon.units, dollar).quantities
    fill_nouns(found, text, lexicon.units)
    return [to_quantity(candidate, text) for candidate in found]
