"""Every quantity in a text, whatever it is about."""

from extraction.quantities.ellipsis import fill_nouns
from extraction.quantities.finding import find
from extraction.quantities.records import Candidate, Drop, Found, to_quantity
from extraction.quantities.units import UnitTable

__all__ = ["Candidate", "Drop", "Found", "UnitTable", "fill_nouns", "find", "to_quantity"]
