"""Addresses of pages: which may be followed, which name the same page, which belong to one site."""

import re
from functools import lru_cache
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2000
TRACKING = re.compile(
    r"(?:utm|mtm|pk|itm|hsa|vero|oly|mc|matomo|stm)_\w+|(?:fb|g|dc|gb|tt|tw|y|ms|li_fat_|ep)clid|gbraid|wbraid|igshid|igsh"
    r"|_ga|_gl|mkt_tok|_hsenc|_hsmi|cmpid|ncid|ns_(?:campaign|source|mchannel)|at_(?:medium|campaign|custom\d)|xtor"
    r"|guccounter|guce_referrer(?:_sig)?|spm|ref_src|ref_url|sharetype|fontsize",
    re.IGNORECASE,
)
"""Parameters that say where a reader came from and never which page is meant."""


def _without_tracking(query: str) -> str:
    pairs = (pair for pair in query.split("&") if pair and not TRACKING.fullmatch(pair.partition("=")[0]))
    return quote("&".join(pairs), safe="%/:=&?~#+!$,;@()*[]'")


def canonical_url(url: str) -> str:
    """The address without fragment and tracking parameters, in one spelling.

    Only parameters known to track are dropped: `cid` or `source` may well be what tells two articles apart.
    """
    from courlan import normalize_url

    parts = urlsplit(urldefrag(url.strip()).url)
    plain = str(normalize_url(urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))))
    query = _without_tracking(parts.query)
    return f"{plain}?{query}" if query else plain


def linked_address(link: str, base: str) -> str | None:
    """The absolute http or https address a link on `base` leads to, without fragment and tracking parameters.

    None for any other kind of link, and for a malformed one.
    """
    try:
        parts = urlsplit(urljoin(base, "".join(link.split())))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return None
    address = urlunsplit(parts._replace(query=_without_tracking(parts.query), fragment=""))
    return address if len(address) <= MAX_LENGTH else None


@lru_cache(maxsize=4096)
def site(netloc: str) -> str:
    """The registered domain of a host, as `rthk.hk` of news.rthk.hk; where there is none the host with its port."""
    from courlan import extract_domain

    return str(extract_domain(f"https://{netloc}/", fast=False) or netloc.lower().removeprefix("www."))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered domain."""
    return site(urlsplit(one).netloc) == site(urlsplit(other).netloc)
