"""A run's work in parts: what there is to do, cut so that memory stays the same, and what was written, put together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from schemas.article import RevisionKey

PORTION = 500
"""More new articles than this in one run are loaded in parts, so that memory stays the same however many they are."""
DIGITS = 20_000
"""More digits than this in the texts of a part, and it is cut: memory goes with the figures found, not the articles."""


class Recording(NamedTuple):
    """What is new in a run, and the articles it has to work on."""

    new: int
    revised: int
    known: int
    to_do: list[RevisionKey]
    """In order of publication, unless the catalogue has changed."""
    fresh: frozenset[str]
    """Ids of the articles that came with this run, or with one that did not get to its end."""
    catalogue_changed: bool
    nothing_to_load: bool
    """Neither an article nor any line of the catalogue is new."""
    digits: Mapping[RevisionKey, int]
    """How many digits there are in each of the articles to work on, where these may be read in parts."""


class Loading(NamedTuple):
    """What a run wrote."""

    written: int
    classes: dict[str, int]
    news: dict[str, int]
    """Those of the classes that are worth an alert, whoever is told."""
    alert_ids: list[str]
    held: int
    refused: list[str]
    facts: int = 0
    dropped: int = 0
    observations: int = 0


def portions(recording: Recording) -> list[Recording]:
    """The recording in parts to be read and loaded one after the other.

    Most runs are one part. A changed catalogue is always one: half of it would be a state that nobody defined.
    """
    if recording.catalogue_changed:
        return [recording]
    parts: list[list[RevisionKey]] = [[]]
    digits = 0
    for key in recording.to_do:
        digits += recording.digits.get(key, 0)
        if parts[-1] and (len(parts[-1]) == PORTION or digits > DIGITS):
            parts.append([])
            digits = recording.digits.get(key, 0)
        parts[-1].append(key)
    return [recording._replace(to_do=part) for part in parts]


def together(loadings: Sequence[Loading]) -> Loading:
    """What all parts of a run wrote."""
    classes, news = Counter[str](), Counter[str]()
    for one in loadings:
        classes.update(one.classes)
        news.update(one.news)
    return Loading(
        written=sum(one.written for one in loadings),
        classes=dict(classes),
        news=dict(news),
        alert_ids=[alert_id for one in loadings for alert_id in one.alert_ids],
        held=sum(one.held for one in loadings),
        refused=[reason for one in loadings for reason in one.refused],
        facts=sum(one.facts for one in loadings),
        dropped=sum(one.dropped for one in loadings),
        observations=sum(one.observations for one in loadings),
    )
