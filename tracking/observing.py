"""A matched fact as an observation of its metric: who says it, with what authority, and in the metric's unit."""

from collections.abc import Mapping, Sequence
from datetime import date

from schemas import ids
from schemas.article import Article
from schemas.catalogue import Entity, Metric, Publisher
from schemas.change import Authority, Match, Observation
from schemas.fact import Fact
from schemas.published import Published
from tracking.articles import COMPARED_UNITS, is_currency
from tracking.currencies import means_own
from tracking.entities import Kinship, plain
from tracking.signs import is_opposite
from tracking.slots import is_flow
from tracking.spans import Span, lent_periods, span_of
from tracking.wording import Wording, factor


def observe_article(
    article: Article,
    facts: Sequence[Fact],
    matches: Sequence[Match],
    metrics: Mapping[str, Metric],
    publishers: Sequence[Publisher],
    entities: Sequence[Entity],
    *,
    source_is_page: bool = False,
) -> list[Observation]:
    """What an article's facts are observations of; `matches` are theirs in the same order."""
    lent = lent_periods(facts, matches, metrics, article, Kinship(entities))
    found = []
    for fact, match in zip(facts, matches, strict=True):
        if match.metric_id is not None and match.metric_id in metrics:
            metric = metrics[match.metric_id]
            observation = observe(
                fact,
                match,
                article,
                metric,
                publishers,
                entities,
                source_is_page=source_is_page,
                lent=lent.get(fact.fact_id),
            )
            if observation is not None:
                found.append(observation)
    return _in_their_own_words(found, facts, metrics)


def _in_their_own_words(
    observations: Sequence[Observation], facts: Sequence[Fact], metrics: Mapping[str, Metric]
) -> list[Observation]:
    """The observations, without a period from the sentences around that another figure states in its own words."""
    basis = {fact.fact_id: fact.period_basis for fact in facts}
    stated = {_place(one) for one in observations if basis[one.fact_id] == "stated"}

    def borrowed(one: Observation) -> bool:
        return basis[one.fact_id] == "inherited" and is_flow(metrics[one.metric_id]) and _place(one) in stated

    bare = {"period_start": None, "period_end": None}
    return [one.model_copy(update=bare) if borrowed(one) else one for one in observations]


def _place(one: Observation) -> tuple[str, str, date | None, date | None]:
    return one.metric_id, one.kind, one.period_start, one.period_end


def observe(
    fact: Fact,
    match: Match,
    article: Article,
    metric: Metric,
    publishers: Sequence[Publisher],
    entities: Sequence[Entity],
    story_id: str | None = None,
    source_is_page: bool = False,
    lent: Span | None = None,
) -> Observation | None:
    """The observation of `metric` that a matched fact is; None when it matched none, has no number or no time.

    `lent` is the period that its article gives a fact without one; `story_id` is what copies of one text share, the
    article's own id where it has no copies. A page is of when it was seen, and so is an article of unknown publication.
    """
    published = article.published
    if article.fetched_at is not None and (published is None or source_is_page):
        published = Published.read(article.fetched_at.isoformat(), "seen")
    figureless = fact.value is None and (fact.low is None or fact.high is None)
    if match.metric_id != metric.id or published is None or figureless:
        return None
    publisher = find_publisher(article, publishers)
    value, low, high, step, unit = fact.value, fact.low, fact.high, fact.step, fact.unit
    if means_own(fact, metric, article, entities, publisher):
        unit = metric.unit
    if unit != metric.unit and fact.converted is not None and fact.converted.unit == metric.unit:
        value, low, high, step, unit = fact.converted.value, fact.converted.low, fact.converted.high, None, metric.unit
    if not (unit in COMPARED_UNITS or is_currency(unit) or metric.unit in COMPARED_UNITS or is_currency(metric.unit)):
        by = factor(unit, metric.unit)
        value, low, high, step = (None if one is None else one * by for one in (value, low, high, step))
        unit = metric.unit
    if is_opposite(fact, Wording.of(metric)):
        value, low, high = (None if one is None else -one for one in (value, high, low))
    start, end = lent or span_of(metric, fact, None if published.vague else published.last_day)
    # A number keeps its identity when the same words are read as other days, or a period is lent to it.
    stated = fact.period_basis != "none"
    period = f"{fact.period_text or ''} {fact.period_start or ''}/{fact.period_end or ''}" if stated else ""
    # What a watched page says again later is a statement of its own.
    said_in = f"{article.article_id}#{article.revision}" if source_is_page else article.article_id
    return Observation(
        observation_id=ids.observation_id(
            said_in, metric.id, fact.kind, period, value, low, high, unit, fact.qualifier
        ),
        metric_id=metric.id,
        kind=fact.kind,
        fact_id=fact.fact_id,
        article_id=article.article_id,
        revision=article.revision,
        story_id=story_id or article.article_id,
        publisher=publisher.id if publisher else article.publisher_id or article.publisher or article.source_id,
        authority=authority_for(publisher, metric, entities),
        published=published,
        source_is_page=source_is_page,
        start=fact.start,
        value=value,
        low=low,
        high=high,
        step=step,
        unit=unit,
        qualifier=fact.qualifier,
        wording=fact.wording,
        period_start=start,
        period_end=end,
        period_text=fact.period_text if stated else None,
        falls=fact.falls,
        compared=fact.compared,
        in_scope=match.in_scope,
    )


def find_publisher(article: Article, publishers: Sequence[Publisher]) -> Publisher | None:
    """The publisher in the catalogue: by id, else by name, else by the domain of the article's address."""
    if article.publisher_id is not None:
        return next((one for one in publishers if one.id == article.publisher_id), None)
    if article.publisher is not None:
        name = plain(article.publisher)
        named = (one for one in publishers if name in (one.id, *(plain(own) for own in (one.name, *one.aliases))))
        by_name = next(named, None)
        if by_name:
            return by_name
    host = _host(article.url)
    return next((one for one in publishers if any(_of_domain(host, domain) for domain in one.domains)), None)


def authority_for(publisher: Publisher | None, metric: Metric, entities: Sequence[Entity]) -> Authority:
    """Official for its own entities and their parts, else the publisher's; an unknown publisher is press."""
    if publisher is None:
        return "press"
    parent = {entity.id: entity.part_of for entity in entities}
    seen: set[str] = set()
    entity: str | None = metric.entity
    while entity is not None and entity not in seen:
        if entity in publisher.official_for:
            return "official"
        seen.add(entity)
        entity = parent.get(entity)
    return publisher.authority


def _host(url: str | None) -> str:
    if url is None or "//" not in url:
        return ""
    return url.split("//", 1)[1].split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].casefold()


def _of_domain(host: str, domain: str) -> bool:
    domain = domain.casefold()
    return host == domain or host.endswith(f".{domain}")
