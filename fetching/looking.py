"""A look at a source without keeping anything: what its list gives, and a few of its articles."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urljoin

from fetching.discovery import Offers, offers, proposals
from fetching.downloading import Answer, Downloader, Limits, downloader
from fetching.parsers import Parsed, Sheet, parse_sheet
from fetching.reading_lists import read_list
from schemas.acquisition import Link, Request
from schemas.catalogue import Publisher
from schemas.source import Source

MOST_TRIED = 5


class Tried(NamedTuple):
    """One article that was tried, what asking for it came to, and what its page holds."""

    link: Link
    request: Request
    parsed: Parsed | None


class Glance(NamedTuple):
    """What a source gives now."""

    source: Source
    request: Request
    """The one for its list, or its page."""
    links: tuple[Link, ...]
    trouble: str | None
    tried: tuple[Tried, ...]


def look_at(
    sources: Sequence[Source],
    publishers: tuple[Publisher, ...],
    *,
    user_agent: str,
    allow: frozenset[str],
    samples: int = 3,
) -> list[Glance]:
    """A glance at each of the sources, taken side by side; nothing that a server does raises."""

    async def look() -> list[Glance]:
        async with downloader(user_agent=user_agent, allow=allow, limits=Limits()) as download:
            return await asyncio.gather(*(_glance(one, download, publishers, samples) for one in sources))

    return asyncio.run(look())


class Survey(NamedTuple):
    """What a site offers, and a glance at the best of it."""

    offers: Offers
    glance: Glance


def look_over(
    url: str, publishers: tuple[Publisher, ...], *, user_agent: str, allow: frozenset[str], samples: int = 3
) -> Survey:
    """What the site of a page, or of a feed, offers; of all that, the first is glanced at that gives articles."""

    async def look() -> Survey:
        async with downloader(user_agent=user_agent, allow=allow, limits=Limits()) as download:
            return await _survey(url, download, publishers, samples)

    return asyncio.run(look())


async def _survey(url: str, download: Downloader, publishers: tuple[Publisher, ...], samples: int) -> Survey:
    probe = Source(id="new", type="listing", url=url)
    answer = await download.get(url, probe, "list")
    if answer.body is None:
        trouble = f"{answer.request.error}: {answer.request.detail}"
        return Survey(Offers((), (), (), None, None), Glance(probe, answer.request, (), trouble, ()))
    place = answer.request.final_url or url
    rules = await download.get(urljoin(place, "/robots.txt"), probe, "robots")
    robots = rules.body.decode("utf-8", "replace") if rules.body else None
    found = offers(place, answer.body, answer.content_type, answer.charset, robots)
    glances = []
    for source in proposals(place, found)[:MOST_TRIED]:
        glances.append(await _glance(source, download, publishers, samples))
        if glances[-1].links:
            break
    return Survey(found, next((one for one in glances if one.links), glances[0]))


async def _glance(source: Source, download: Downloader, publishers: tuple[Publisher, ...], samples: int) -> Glance:
    assert source.url is not None
    if source.type == "page":
        link = Link(source_id=source.id, url=source.url)
        tried = await _try(source, link, download, publishers)
        return Glance(source, tried.request, (link,), None, (tried,))
    answer = await download.get(source.url, source, "list")
    links, trouble, lists = await _links(source, answer, download)
    tries = tuple([await _try(source, link, download, publishers) for link in links[:samples]])
    return Glance(source, lists, links, trouble, tries)


async def _links(source: Source, answer: Answer, download: Downloader) -> tuple[tuple[Link, ...], str | None, Request]:
    """The links of a list, or of the first sitemap that an index names."""
    for _ in range(2):
        request = answer.request
        if answer.body is None:
            return (), f"{request.error}: {request.detail}", request
        url = request.final_url or request.url
        listing = read_list(source, url, answer.body, answer.content_type, answer.charset)
        if listing.problem:
            return (), f"{listing.problem.error}: {listing.problem.detail}", request
        if listing.links or not listing.further:
            break
        answer = await download.get(listing.further[0], source, "list")
    return listing.links, None if listing.links else "its list holds no link to an article; check `links`", request


async def _try(source: Source, link: Link, download: Downloader, publishers: tuple[Publisher, ...]) -> Tried:
    answer = await download.get(link.url, source, "article")
    request = answer.request
    if answer.body is None:
        return Tried(link, request, None)
    url = request.final_url or link.url
    now = datetime.now(UTC)
    sheet = Sheet("", url, answer.body, answer.content_type, answer.charset, source, link, now)
    return Tried(link, request, await asyncio.to_thread(parse_sheet, sheet, publishers))
