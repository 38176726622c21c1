"""What a source gives now, as a person wants to see it before trusting it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fetching.looking import Glance, Tried, look_at
from flows.console import Fault, print_table, say
from flows.fetch_steps import user_agent
from flows.settings import Settings
from schemas.catalogue import Catalogue
from schemas.record import Record
from schemas.source import Source

if TYPE_CHECKING:
    from flows.extracting import Extractor


class Sample(Record):
    """One article of a source."""

    url: str
    title: str | None = None
    published: str | None = None
    """The time or day, and how it was found."""
    characters: int = 0
    facts: int = 0
    figures: tuple[str, ...] = ()
    """The first few, as they stand in the text."""
    trouble: str | None = None


class Look(Record):
    """What a source gives now."""

    source_id: str
    url: str
    robots_rule: str | None
    status: int | None
    links: int
    trouble: str | None
    samples: tuple[Sample, ...]


def _sample(tried: Tried, extractor: "Extractor") -> Sample:
    request, parsed = tried.request, tried.parsed
    if parsed is None:
        return Sample(url=tried.link.url, title=tried.link.title, trouble=f"{request.error}: {request.detail}")
    article = parsed.article
    if article is None:
        trouble = f"{parsed.error}: {parsed.detail}" if parsed.failure else f"would not be kept: {parsed.detail}"
        return Sample(url=tried.link.url, title=tried.link.title, trouble=trouble)
    facts = extractor.facts(article)
    when = article.published
    return Sample(
        url=tried.link.url,
        title=article.title,
        published=f"{when.at if when.precision == 'minute' else when.first_day} ({when.basis})" if when else None,
        characters=len(article.text),
        facts=len(facts),
        figures=tuple(fact["quote"] for fact in facts[:3]),
        trouble=parsed.detail,
    )


def look_of(glance: Glance, extractor: "Extractor") -> Look:
    """The glance with the figures of its samples."""
    samples = tuple(_sample(tried, extractor) for tried in glance.tried)
    trouble = glance.trouble
    if trouble is None and samples and not any(sample.characters for sample in samples):
        refused = [sample for sample in samples if not (sample.trouble or "").startswith("would not be kept")]
        trouble = "none of its articles could be read" if refused else None
    return Look(
        source_id=glance.source.id,
        url=glance.source.url or "",
        robots_rule=glance.request.robots_rule,
        status=glance.request.status,
        links=len(glance.links),
        trouble=trouble,
        samples=samples,
    )


def chosen_web_sources(names: Sequence[str] | None, catalogue: Catalogue) -> list[Source]:
    """The sources on the web that are named, or all that are enabled; a Fault for a name that is none."""
    web = {source.id: source for source in catalogue.sources if source.type != "folder"}
    if unknown := [name for name in names or () if name not in web]:
        raise Fault(f"no source on the web {', '.join(unknown)}; there are: {', '.join(web) or 'none'}", code=2)
    return [web[name] for name in names] if names else [source for source in web.values() if source.enabled]


def check_sources(names: Sequence[str] | None, catalogue: Catalogue, settings: Settings) -> list[Look]:
    """A look at each source; nothing is stored."""
    from flows.extracting import Extractor

    chosen = chosen_web_sources(names, catalogue)
    agent = user_agent(settings, catalogue)
    glances = look_at(chosen, catalogue.publishers, user_agent=agent, allow=settings.allowed_places)
    extractor = Extractor(catalogue)
    return [look_of(glance, extractor) for glance in glances]


def print_check(look: Look) -> None:
    """The look on the terminal."""
    state = look.trouble or f"{look.links} link{'' if look.links == 1 else 's'}"
    say(f"{look.source_id}  {look.url}")
    say(f"  status {look.status or 'none'}; robots: {look.robots_rule or 'not asked'}; {state}")
    if look.samples:
        columns = ["title", "published", "characters", "figures", "as", "trouble"]
        rows = [
            [one.title or one.url, one.published, one.characters, one.facts, "; ".join(one.figures), one.trouble]
            for one in look.samples
        ]
        print_table(columns, rows, right=["characters", "figures"])
