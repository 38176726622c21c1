"""A site looked over for a source to add: what it offers, which of it works, and the entry to paste."""

from typing import TYPE_CHECKING

from fetching.discovery import source_yaml
from fetching.looking import look_over
from fetching.publishers import publisher_of
from flows.checking import Look, look_of, print_check
from flows.console import Fault, say
from flows.fetch_steps import user_agent
from flows.settings import Settings
from schemas.catalogue import Catalogue
from schemas.record import Record

if TYPE_CHECKING:
    from fetching.looking import Survey


class Addition(Record):
    """A source that could be added."""

    look: Look
    entry: str
    """For sources.yaml."""
    others: tuple[str, ...]
    """What else the site offers: feeds and sitemaps."""
    licences: tuple[str, ...]
    """Pages that say what may be done with its texts; nobody has read them yet."""


def _addition(survey: "Survey", catalogue: Catalogue) -> Addition:
    from flows.extracting import Extractor

    source = survey.glance.source
    publisher = publisher_of(catalogue.publishers, source.url, survey.offers.publisher)
    named = source.model_copy(update={"publisher": publisher.id if publisher else None})
    return Addition(
        look=look_of(survey.glance, Extractor(catalogue)),
        entry=source_yaml(named),
        others=tuple(place for place in (*survey.offers.feeds, *survey.offers.sitemaps) if place != source.url),
        licences=survey.offers.licences,
    )


def add_source(url: str, catalogue: Catalogue, settings: Settings) -> Addition:
    """The best of what a site offers, tried; nothing is stored. A Fault for what is no address."""
    if not url.startswith(("https://", "http://")):
        raise Fault(f"{url!r} is no address of a site; it begins with https://", code=2)
    agent = user_agent(settings, catalogue)
    survey = look_over(url, catalogue.publishers, user_agent=agent, allow=settings.allowed_places)
    return _addition(survey, catalogue)


def print_addition(addition: Addition) -> None:
    """The addition on the terminal, its entry last, to be copied."""
    print_check(addition.look)
    for word, places in (("also offered", addition.others), ("terms to read", addition.licences)):
        for place in places:
            say(f"  {word}: {place}")
    say("for sources.yaml, with `keep`, `every` and `time_zone` as you want them:\n")
    say(addition.entry.rstrip())
