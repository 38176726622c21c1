"""What reading a list comes to."""

from typing import NamedTuple

from schemas.acquisition import Failure, Link


class ListProblem(NamedTuple):
    """Why a list is of no use: its class, the fixed words, and the same for a person."""

    failure: Failure
    error: str
    detail: str


class Listing(NamedTuple):
    """What one answer for a source's address, or for one of its further lists, holds."""

    links: tuple[Link, ...] = ()
    """Each article once, in the order given."""
    further: tuple[str, ...] = ()
    """Further lists that belong to it: sitemaps of an index, newest first, or the next page of a listing.

    How many of them are read in one visit is `source.paging.max_pages`."""
    problem: ListProblem | None = None
    older: tuple[str, ...] = ()
    """Addresses of articles that were left out for their age: a list of nothing else is quiet, not broken."""
