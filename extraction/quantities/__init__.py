"""Every quantity in a text, whatever it is about."""

from extraction.quantities.finding import find
from extraction.quantities.records import Candidate, Drop, Found, to_quantity
from extraction.quantities.units import UnitTable

__all__ = ["Candidate", "Drop", "Found", "UnitTable", "find", "to_quantity"]
