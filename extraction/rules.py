"""What a rule that finds whose a figure is needs: words of its clause, and the sort of figure it is for."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from extraction.figure import Belonging, Figure

Find = Callable[[Figure], Belonging | None]
Sort = Literal["allocated", "money", "rank", "share"]


class Rule(NamedTuple):
    """How to find whose a figure is, and where there is any use in trying."""

    find: Find
    said: frozenset[str] = frozenset()
    """Words of which the clause holds one; empty where any clause will do."""
    of: Sort | None = None
    """The figures it is for; None for all."""


def where(*said: str, of: Sort | None = None) -> Callable[[Find], Rule]:
    """A rule for clauses that hold one of the words `said`, where they are given, and for figures `of` a sort."""
    return lambda find: Rule(find, frozenset(said), of)
