"""New figures that no metric tracks yet, each with the entry that would track it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reporting import values, wording
from schemas.alert import Watched
from schemas.fact import Qualifier

MOST_SHOWN = 10
SLUG = re.compile(r"[^a-z0-9]+")


class Found(NamedTuple):
    """One such figure, in words."""

    value: str
    measure: str
    sentence: str
    publisher: str
    article: str
    url: str | None
    yaml: str


class Section(NamedTuple):
    """What was found on one entity or word."""

    title: str
    found: tuple[Found, ...]
    left_out: int


def _quoted(text: str) -> str:
    """The text as a yaml string."""
    printable = "".join(char for char in wording.clean(text, 120) if unicodedata.category(char) != "Cn")
    escaped = printable.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _slug(*parts: str) -> str:
    return SLUG.sub("-", " ".join(parts).lower()).strip("-")[:60].strip("-") or "new-metric"


def _period(watched: Watched) -> str:
    """The kind of period that the figure's own time suggests."""
    if watched.period_start is None or watched.period_end is None:
        return "instant"
    days = (watched.period_end - watched.period_start).days + 1
    lengths = {"month": (28, 31), "quarter": (89, 92), "half-year": (181, 184), "year": (365, 366)}
    fitting = [name for name, (least, most) in lengths.items() if least <= days <= most]
    if fitting == ["year"] and watched.period_start.month != 1:
        return "fiscal-year"
    return fitting[0] if fitting else "instant"


def entry(watched: Watched) -> str:
    """An entry for metrics.yaml that would follow the figure; a person looks at its words before using it."""
    counted = watched.noun or watched.measure or watched.unit
    noun = wording.clean(counted, 60)
    lines = [
        f"- id: {_quoted(_slug(watched.entity, noun))}",
        f"  title: {_quoted(f'{watched.entity_name or watched.entity}: {noun}')}",
        f"  entity: {_quoted(watched.entity)}",
        *([f"  role: {watched.role}"] if watched.role != "level" else []),
        f"  unit: {_quoted(watched.unit)}",
        f"  period: {_period(watched)}",
        f"  match: {{nouns: [{_quoted(noun)}]}}",
    ]
    return "\n".join(lines)


def figure_in_words(watched: Watched) -> str:
    """The value as a person writes it."""
    qualifier: Qualifier = watched.qualifier
    return values.say(watched.value, watched.low, watched.high, qualifier, watched.unit, watched.wording)


def sections(watched: Sequence[Watched]) -> list[Section]:
    """The figures by what they were watched for, in their order."""
    topics = list(dict.fromkeys(one.topic for one in watched))
    made = []
    for topic in topics:
        of_topic = [one for one in watched if one.topic == topic]
        found = tuple(
            Found(
                value=figure_in_words(one),
                measure=wording.clean(one.measure, 100),
                sentence=wording.clean(one.sentence, 500),
                publisher=wording.clean(one.publisher, 100),
                article=wording.clean(one.title or "", 200),
                url=wording.link(one.url),
                yaml=entry(one),
            )
            for one in of_topic[:MOST_SHOWN]
        )
        title = f"New figures on {wording.clean(topic, 80)}, not yet a metric"
        made.append(Section(title, found, len(of_topic) - len(found)))
    return made
