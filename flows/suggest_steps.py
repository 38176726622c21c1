"""Suggestions as yaml that can be pasted into metrics.yaml as it is."""

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from flows.settings import Settings
from flows.try_steps import Trial, try_metrics
from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.fact import Fact
from tracking.matching import Matcher
from tracking.suggesting import LEAST_ARTICLES, Suggestion, suggest, values_so_far

SHOWN = 8


def suggestions(
    stored: Sequence[tuple[Article, Sequence[Fact]]], catalogue: Catalogue, settings: Settings
) -> list[tuple[Suggestion, Trial]]:
    """Metrics for what recurs and is not tracked, each with its trial; only those that find it again by themselves."""
    matcher = Matcher.of(catalogue.metrics, catalogue.entities, catalogue.units)
    untracked = [
        (fact, article) for article, facts in stored for fact in facts if matcher.match(fact, article).metric_id is None
    ]
    found = suggest(untracked, catalogue)
    trials = (try_metrics([one.metric], stored, catalogue, settings)[0] for one in found)
    return [
        (one, trial)
        for one, trial in zip(found, trials, strict=True)
        if len({said.article.article_id for said in trial.matched}) >= LEAST_ARTICLES
    ]


def as_yaml(found: Iterable[tuple[Suggestion, Trial]], catalogue: Catalogue) -> str:
    """One entry for each metric, with its values so far as comments."""
    parts = []
    for suggestion, _ in found:
        values = values_so_far(suggestion, catalogue)
        lines = [f"# {day}  {' '.join(quote.split())}  ({publisher})" for day, quote, publisher in values[-SHOWN:]]
        if len(values) > SHOWN:
            lines.insert(0, f"# {len(values)} figures, the last of them:")
        entry = yaml.safe_dump([_definition(suggestion)], allow_unicode=True, sort_keys=False, width=110)
        parts.append("\n".join(lines) + "\n" + entry)
    return "\n".join(parts)


def _definition(suggestion: Suggestion) -> dict[str, Any]:
    metric = suggestion.metric
    match = {name: list(words) for name, words in (("nouns", metric.match.nouns), ("near", metric.match.near)) if words}
    return metric.model_dump(include={"id", "title", "entity", "unit", "period"}) | {"match": match}
