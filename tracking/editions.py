"""What the editions of an article say, put together: the same however many runs they came in with."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from schemas.change import Observation
from schemas.published import Published

Editions = Mapping[str, Mapping[int, Published | None]]
"""By article, when each of its revisions says that it was published."""


def gathered(
    stored: Iterable[Observation],
    said: Iterable[Observation],
    editions: Editions,
    loading: AbstractSet[tuple[str, int]],
) -> list[Observation]:
    """One record for each observation of a metric: of the newest revision that says it, at the article's first place.

    `loading` are the (article, revision) that `said` is complete for: what is stored of these no longer counts.
    `editions` are all revisions of the articles in work; other articles stay as they are stored.
    """
    newest: dict[str, Observation] = {}
    first: dict[str, int] = {}
    for observation in stored:
        key, since = observation.observation_id, observation.first_said or observation.revision
        reloaded = (observation.article_id, observation.revision) in loading
        if not reloaded:
            newest[key] = observation
        if not reloaded or since < observation.revision:
            first[key] = since
    for observation in sorted(said, key=lambda one: one.revision):
        key = observation.observation_id
        first[key] = min(first.get(key, observation.revision), observation.revision)
        known = newest.get(key)
        if known is None or known.revision <= observation.revision:
            review = observation.review or (known.review if known else None)
            newest[key] = observation.model_copy(update={"review": review})
    return [_placed(observation, first[key], editions) for key, observation in newest.items()]


def original(revisions: Mapping[int, Published | None]) -> Published | None:
    """When the article first appeared: by its first revision that says so itself, else by its first."""
    given = [revisions[number] for number in sorted(revisions) if revisions[number] is not None]
    return next((one for one in given if one and one.basis != "seen"), given[0] if given else None)


def _placed(observation: Observation, first_said: int, editions: Editions) -> Observation:
    revisions = editions.get(observation.article_id)
    if revisions is None or observation.source_is_page:
        return observation
    later = [number for number in revisions if number > observation.revision]
    return observation.model_copy(
        update={
            "first_said": first_said if first_said < observation.revision else None,
            "withdrawn_in": min(later) if later else None,
            "published": original(revisions) or observation.published,
        }
    )
