"""Who published an article, from its address or from the name it gives."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from schemas.catalogue import Publisher


def publisher_of(publishers: Iterable[Publisher], url: str | None, name: str | None) -> Publisher | None:
    """The publisher whose domain the URL is on (the longest wins), else the one with that id, name or alias."""
    known = tuple(publishers)
    host = (urlsplit(url).hostname or "") if url else ""
    by_domain = [
        (len(domain), publisher)
        for publisher in known
        for domain in publisher.domains
        if host == domain or host.endswith(f".{domain}")
    ]
    if by_domain:
        return max(by_domain, key=lambda found: found[0])[1]
    wanted = (name or "").casefold()
    for publisher in known:
        if wanted and wanted in (word.casefold() for word in (publisher.id, publisher.name, *publisher.aliases)):
            return publisher
    return None
