"""What a site asks of robots (RFC 9309), read once a run for each site, with the line that decided."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import anyio
import httpx
from protego import Protego
from protego._utils import _quote_path

from fetching.failures import NO_CONNECTION
from fetching.statuses import says_none
from fetching.transport import PRODUCT
from schemas.acquisition import Request

MAX_BYTES = 500 * 1024
"""As much of a robots.txt as is read."""
_TOKEN = PRODUCT.lower()


class RobotsFile(NamedTuple):
    """What came of asking for a robots.txt."""

    request: Request
    body: bytes


class Ruling(NamedTuple):
    """What a site says of one address: the line that decided, the pause it asks for, and why it is not to be asked."""

    line: str
    delay_s: float = 0.0
    trouble: tuple[str, str] | None = None
    """The words of the failure and what was seen."""


class _Rules(NamedTuple):
    """A site's rules, or what stands in their place."""

    parsed: Protego | None
    stands: str = ""
    trouble: tuple[str, str] | None = None


@dataclass
class _Site:
    reading: anyio.Lock = field(default_factory=anyio.Lock)
    rules: _Rules | None = None


def _deciding_line(parsed: Protego, url: str) -> str:
    """The rule that decides, by Protego's own order; it has no public name for it."""
    path = _quote_path(url)
    rules = parsed._get_matching_rule_set(_TOKEN)
    for rule in rules._rules if rules else ():
        if rule.value.match(path):
            written = (value for value, pattern in parsed._url_patterns.items() if pattern is rule.value)
            return f"{rule.field.capitalize()}: {next(written, rule.value._pattern)[:200]}"
    return "no rule for this address" if rules else "no rule for us"


def _rules_of(file: RobotsFile) -> _Rules:
    request = file.request
    if says_none(request.status):
        return _Rules(None, f"no robots.txt ({request.status})")
    if request.error is None:
        text = file.body[:MAX_BYTES]
        if len(file.body) >= MAX_BYTES:
            text = text[: text.rfind(b"\n") + 1]
        return _Rules(Protego.parse(text.decode("utf-8-sig", "replace")))
    if request.error in ("too many redirects", "redirect loop", "content type refused"):
        return _Rules(None, f"no robots.txt ({request.error})")
    # A site that cannot be asked what it forbids is not asked for anything else.
    seen = (request.detail or "").split("; ")[0]
    if request.error in NO_CONNECTION:
        return _Rules(None, "robots.txt not reached", (request.error, seen))
    return _Rules(None, f"robots.txt: {request.error}", ("robots unavailable", f"{request.error}: {seen}"))


class Robots:
    """The rules of all sites asked so far."""

    def __init__(self) -> None:
        self._sites: dict[str, _Site] = {}

    async def ruling(self, url: httpx.URL, fetch: Callable[[httpx.URL], Awaitable[RobotsFile]]) -> Ruling:
        """What the site says of `url`; `fetch` downloads its robots.txt if that has not been read yet."""
        address = url.copy_with(raw_path=b"/robots.txt")
        site = self._sites.setdefault(str(address), _Site())
        async with site.reading:
            if site.rules is None:
                site.rules = _rules_of(await fetch(address))
        parsed, line, trouble = site.rules
        if parsed is None:
            return Ruling(line, trouble=trouble)
        line = _deciding_line(parsed, str(url))
        if not parsed.can_fetch(str(url), _TOKEN):
            return Ruling(line, trouble=("forbidden by robots", f"robots.txt of {url.host}: {line}"))
        return Ruling(line, parsed.crawl_delay(_TOKEN) or 0.0)
