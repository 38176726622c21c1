"""Observations gathered by article: what it says, what it no longer says, and its place."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from schemas.change import AUTHORITY_RANK, Observation

ArticleKey = tuple[str, int]
Place = tuple[datetime, int, str, int]


class Withdrawn(NamedTuple):
    """An observation that no longer counts, and the event that took it away."""

    observation: Observation
    event: str
    revision: int | None
    """The revision that no longer says it; None when a person rejected it."""


class Statements(NamedTuple):
    """All that one article says of a metric."""

    place: Place
    """Where it stands in the fold: publication, higher authority first, article id."""
    live: tuple[Observation, ...]
    withdrawn: tuple[Withdrawn, ...]
    first_said: dict[str, int]
    """The revision that first said each observation."""


def article_key(observation: Observation) -> ArticleKey:
    """The article; of a watched page each revision is a statement of its own."""
    return observation.article_id, observation.revision if observation.source_is_page else 0


def by_article(observations: Iterable[Observation]) -> dict[ArticleKey, list[Observation]]:
    """The observations of each article."""
    articles: dict[ArticleKey, list[Observation]] = defaultdict(list)
    for observation in observations:
        articles[article_key(observation)].append(observation)
    return articles


def statements(observations: Iterable[Observation]) -> Statements:
    """What one article says, from all records of it in whatever order; the same record twice counts once."""
    said: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        said[observation.observation_id].append(observation)
    newest_revision = max(max(one.revision, one.withdrawn_in or 0) for ones in said.values() for one in ones)
    revisions = sorted({one.revision for ones in said.values() for one in ones} | {newest_revision})
    first = min((one for ones in said.values() for one in ones), key=lambda one: (one.revision, one.published.at))
    live, withdrawn = [], []
    for ones in said.values():
        newest = max(ones, key=lambda one: (one.revision, one.withdrawn_in or 0, one.review or "", -one.start))
        gone = None if newest.source_is_page else _gone_in(newest, revisions)
        if newest.review == "rejected":
            withdrawn.append(Withdrawn(newest, "withdrawn:review", None))
        elif gone is not None:
            withdrawn.append(Withdrawn(newest, f"withdrawn:{gone}", gone))
        else:
            live.append(newest)
    rank = max(AUTHORITY_RANK[one.authority] for ones in said.values() for one in ones)
    place = (first.published.at, -rank, first.article_id, first.revision if first.source_is_page else 0)
    first_said = {key: min(one.first_said or one.revision for one in ones) for key, ones in said.items()}
    return Statements(
        place,
        tuple(sorted(live, key=lambda one: one.observation_id)),
        tuple(sorted(withdrawn, key=lambda one: one.observation.observation_id)),
        first_said,
    )


def _gone_in(newest: Observation, revisions: list[int]) -> int | None:
    """The revision that no longer says it; None while the newest does."""
    if newest.withdrawn_in is not None and newest.withdrawn_in > newest.revision:
        return newest.withdrawn_in
    return next((revision for revision in revisions if revision > newest.revision), None)
