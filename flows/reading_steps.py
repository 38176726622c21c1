"""Steps that read articles for figures: few of them in this process, many on all cores."""

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.change import Match, Observation
from schemas.fact import Dropped, Fact

MANY = 200
"""From so many articles on, starting other processes is worth its while."""
PART = 25


class Figures(NamedTuple):
    """All that some articles say."""

    articles: Sequence[Article]
    facts: list[Fact]
    dropped: list[Dropped]
    matches: list[Match]
    observations: list[Observation]

    def add(self, more: "Figures") -> None:
        """Puts what further articles say behind it."""
        self.facts.extend(more.facts)
        self.dropped.extend(more.dropped)
        self.matches.extend(more.matches)
        self.observations.extend(more.observations)


def read_figures(articles: Sequence[Article], catalogue: Catalogue) -> Figures:
    """Facts of the articles, with the metric each one speaks of and the observations that follow."""
    if not articles:
        # Most runs find nothing new; the grammar is only loaded by one that does.
        return Figures([], [], [], [], [])
    cores = len(os.sched_getaffinity(0))
    if len(articles) < MANY or cores == 1:
        return _reader(catalogue)(articles)
    from fetching.workers import worker_pool

    parts = [articles[place : place + PART] for place in range(0, len(articles), PART)]
    figures = Figures(articles, [], [], [], [])
    with worker_pool(cores, _start, catalogue) as pool:
        for part in pool.map(_read_part, parts):
            figures.add(part)
    return figures


Read = Callable[[Sequence[Article]], Figures]
_readers: list[Read] = []
"""What a worker process was given at its start."""


def _start(catalogue: Catalogue) -> None:
    _readers.append(_reader(catalogue))


def _read_part(articles: Sequence[Article]) -> Figures:
    return _readers[0](articles)._replace(articles=())


def _reader(catalogue: Catalogue) -> Read:
    from extraction import Lexicon, extract
    from tracking.matching import Matcher
    from tracking.observing import observe_article

    lexicon = Lexicon.of(catalogue.entities, catalogue.units, catalogue.publishers)
    matcher = Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)
    metrics = {metric.id: metric for metric in catalogue.metrics}
    watched = {source.id for source in catalogue.sources if source.type == "page"}

    def read(articles: Sequence[Article]) -> Figures:
        figures = Figures(articles, [], [], [], [])
        for article in articles:
            found = extract(article, lexicon)
            matches = [matcher.match(fact, article) for fact in found.facts]
            figures.facts.extend(found.facts)
            figures.dropped.extend(found.dropped)
            figures.matches.extend(matches)
            observations = observe_article(
                article,
                found.facts,
                matches,
                metrics,
                catalogue.publishers,
                catalogue.entities,
                source_is_page=article.source_id in watched,
            )
            figures.observations.extend(observations)
        return figures

    return read
