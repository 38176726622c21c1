"""A harbour's figures, as records of every stage, for tests of the warehouse."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from schemas import ids
from schemas.alert import Alert
from schemas.article import Article
from schemas.catalogue import Catalogue, Entity, Metric, Publisher
from schemas.change import Change, Match, Observation
from schemas.fact import Conversion, Dropped, Fact
from schemas.published import Published
from schemas.source import Source
from schemas.subscriber import Subscriber
from warehouse.loading import Batch

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
METRIC = "port-ferries"
CATALOGUE = Catalogue(
    metrics=(Metric(id=METRIC, title="Ferries in service", entity="port", unit="ferries", period="instant"),),
    entities=(Entity(id="port", name="Port of Lorne"),),
    publishers=(Publisher(id="gazette", name="Lorne Gazette"),),
    sources=(Source(id="inbox", type="folder", path="inbox"),),
    subscribers=(Subscriber(id="desk", address="desk@lorne.example", metrics=("port-*",)),),
)


def at(hours: int) -> datetime:
    """So many hours after the first run."""
    return NOON + timedelta(hours=hours)


@dataclass(frozen=True)
class Story:
    """One article that states one figure, and all that follows from it."""

    article: Article
    fact: Fact
    observation: Observation
    change: Change
    alert: Alert

    @property
    def batch(self) -> Batch:
        dropped = Dropped(
            article_id=self.article.article_id, revision=self.article.revision, start=0, end=3, quote="The", reason="no"
        )
        match = Match(fact_id=self.fact.fact_id, metric_id=METRIC, reasons=("noun ferries",))
        return Batch([self.article], [self.fact], [dropped], [match], [self.observation], [self.change], [self.alert])


def story(
    value: int | str | Decimal,
    *,
    day: str = "2031-05-01",
    class_: str = "first",
    revision: int = 1,
    name: str = "ferries",
    old: Story | None = None,
    current: bool = True,
    url: str | None = None,
) -> Story:
    """An article of `day` that says the port runs over `value` ferries; "é" makes its offsets differ from its bytes."""
    number = Decimal(value)
    quote = f"over {value}"
    text = f"The café of {name}: the port runs {quote} ferries."
    published = Published.read(day, "curated")
    url = url or f"https://lorne.example/{name}"
    article = Article.identified(
        name=name, source_id="inbox", url=url, title=f"On {name}", publisher_id="gazette", text=text,
        published=published, revision=revision,
    )  # fmt: skip
    start = text.index(quote)
    fact = Fact(
        fact_id=ids.fact_id(article.article_id, revision, start, start + len(quote)),
        article_id=article.article_id, revision=revision, quote=quote, start=start, end=start + len(quote),
        sentence=text, sentence_start=0, value=number, low=number, unit="ferries", qualifier="over", noun="ferries",
        entity="port", measure="ferries", converted=Conversion(value=Decimal("1.5"), unit="USD"),
        confidence=0.9, reasons=("counted noun",),
    )  # fmt: skip
    observation = Observation(
        observation_id=ids.observation_id(
            article.article_id, METRIC, "actual", "", number, None, None, "ferries", "over"
        ),
        metric_id=METRIC, kind="actual", fact_id=fact.fact_id, article_id=article.article_id, revision=revision,
        story_id=f"story-{name}", publisher="gazette", published=published, start=start, value=number, low=number,
        unit="ferries", qualifier="over",
    )  # fmt: skip
    change = Change(
        change_id=ids.change_id(observation.observation_id, "entered"), observation_id=observation.observation_id,
        metric_id=METRIC, kind="actual", class_=class_, rule="4", reason="nothing was known", slot="",
        old_observation_id=old.observation.observation_id if old else None,
        old_value=old.observation.value if old else None, old_qualifier="over" if old else None, new_value=number,
        new_low=number, new_qualifier="over", unit="ferries", published_at=published.at, current=current,
    )  # fmt: skip
    alert = Alert(
        alert_id=ids.alert_id(change.change_id, "desk"), change_id=change.change_id, subscriber_id="desk",
        metric_id=METRIC, state="due", rule="metrics port-*", created_at=NOON, run_id="run-1",
    )  # fmt: skip
    return Story(article, fact, observation, change, alert)
