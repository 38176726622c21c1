"""How sure a fact is: as sure as the rule for whose it is, lowered for what had to be taken from elsewhere.

The factors come from how often each goes wrong on annotated articles; docs/extraction.md lists them.
"""

from extraction.catalogue_lexicon import Lexicon
from extraction.figure import Belonging
from extraction.quantities import Candidate
from extraction.reading import Reading
from schemas.fact import Kind

_CARRIED = {"as the figure before": 0.98, "as the sentence before": 0.96, "as the paragraph before": 0.93}
"""An entity taken from what was said before is a little less sure than it was there."""
_BEFORE = 0.9
"""How sure an entity is that was said where no figure stood."""
_TOPIC = 0.84
_NEW_NOUN = 0.93
"""A counted noun that the catalogue does not know may go by another name there."""
_AHEAD = 0.95
"""A plan told from a forecast or a sum set aside is a finer line than either from what is done."""
_FINE = ("planned", "forecast", "allocated")


def of_entity(reading: Reading, number: int, owner: Belonging) -> float:
    """How sure it is whose a figure of sentence `number` is; remembered for the figures that take it from there."""
    carried = _CARRIED.get(owner.rule)
    if carried is not None:
        before = reading.trust.get(number if owner.rule == "as the figure before" else number - 1, _BEFORE)
        sure = before * carried
    elif owner.rule == "topic of the article":
        sure = _TOPIC
    else:
        sure = 0.5 + owner.weight / 2
    reading.trust.setdefault(number, sure)
    return sure


def of_unit(lexicon: Lexicon, candidate: Candidate) -> float:
    """How sure it is what a figure counts, from the catalogue's knowing the noun."""
    known = candidate.sort not in ("count", "bare") or candidate.unit in lexicon.units.count_units
    return 1.0 if known else _NEW_NOUN


def of_kind(kind: Kind) -> float:
    """How sure a kind is."""
    return _AHEAD if kind in _FINE else 1.0
