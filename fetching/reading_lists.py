"""A source's list, whatever its type: links to articles, further lists, or why it gives nothing."""

from datetime import date
from zoneinfo import ZoneInfo

from fetching.feeds import read_feed
from fetching.keeping import refused_by_title
from fetching.link_lists import Listing
from fetching.listings import read_listing
from fetching.sitemaps import read_sitemap
from fetching.urls import canonical_url
from schemas.acquisition import Link
from schemas.source import Source


def read_list(
    source: Source,
    url: str,
    body: bytes,
    content_type: str | None,
    charset: str | None,
    since: date | None = None,
) -> Listing:
    """The links of a feed, sitemap or listing that `source` wants, and the lists that follow.

    `url` is where the answer came from, after redirects. With `since`, links dated before that day and sitemaps
    last changed before it are left out. Left out as well is what `source.links` does not let in, and an article whose
    title already holds a word of `source.keep.none`; `keep.any` needs the whole text and is no matter of lists.
    Never raises for what a server sends: a list that cannot be read is a problem.
    """
    zone = ZoneInfo(source.time_zone) if source.time_zone else None
    if source.type == "feed":
        found = read_feed(source.id, url, body, content_type, charset, zone)
    elif source.type == "sitemap":
        found = read_sitemap(source.id, url, body, content_type, charset, zone, since)
    elif source.type == "listing":
        found = read_listing(source, url, body, content_type, charset, zone)
    else:
        return Listing(links=(Link(source_id=source.id, url=url),))
    seen = {canonical_url(url)}
    links: list[Link] = []
    older = [address for address in found.older if source.links.lets_in(address)]
    for link in found.links:
        if (key := canonical_url(link.url)) in seen:
            continue
        seen.add(key)
        dated_before = bool(since and link.published and link.published.last_day < since)
        if not source.links.lets_in(link.url):
            continue
        if dated_before:
            older.append(link.url)
        elif not refused_by_title(source.keep, link.title):
            links.append(link)
    return found._replace(links=tuple(links), older=tuple(older))
