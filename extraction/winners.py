"""Who gets what a sentence hands over, and so what the text goes on about: `The prize went to Acme`."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower

if TYPE_CHECKING:
    from extraction.reading import Reading

_HANDED = frozenset(
    (
        *("prize", "prizes", "award", "awards", "medal", "medals", "trophy", "cup", "title", "honour", "honor"),
        *("year", "contract", "contracts", "order", "orders", "licence", "grant", "concession"),
    )
)
"""What is handed over; `year` as in `Builder of the Year`."""
_GOES_TO = in_lower(
    r"(?:(?:went|goes|fell)|(?:was|were|has\s+been|have\s+been)\s+(?:[a-z]+ly\s+)?(?:awarded|given|presented|handed))\s+to\s+(?:the\s+)?"
)


def winner(reading: "Reading", number: int, verb: tuple[int, int]) -> str:
    """The entity that a prize or contract goes to by the first verb of a sentence; empty where none does."""
    opening = reading.sentences[number].start
    found = _GOES_TO.match(reading.lower, verb[0])
    if found is None or reading.words_in((opening, verb[0])).isdisjoint(_HANDED):
        return ""
    named = (m for m in reading.names_of(number) if m.start == found.end() and not m.place)
    return next((m.entity for m in named), "")
