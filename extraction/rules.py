"""What a rule that finds whose a figure is needs: words of its clause, the sort of figure it is for, names near it."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from extraction.figure import Belonging, Figure

Find = Callable[[Figure], Belonging | None]
Sort = Literal["allocated", "money", "rank", "share"]
Near = Literal["before", "after", "earlier", "later", "told"]
"""A name of its clause before the figure or behind it; one of its sentence earlier or later; a figure told before."""


class Rule(NamedTuple):
    """How to find whose a figure is, and where there is any use in trying."""

    find: Find
    said: frozenset[str] = frozenset()
    """Words of which the clause holds one; empty where any clause will do."""
    of: Sort | None = None
    """The figures it is for; None for all."""
    near: Near | None = None
    """What stands near the figures it is for; None where it may be anything."""


def where(*said: str, of: Sort | None = None, near: Near | None = None) -> Callable[[Find], Rule]:
    """A rule for clauses that hold one of the words `said`, where given, for figures `of` a sort and `near` a name."""
    return lambda find: Rule(find, frozenset(said), of, near)
