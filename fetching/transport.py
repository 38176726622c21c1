"""HTTP/1.1 over guarded connections: one TLS context and one backend for a run, a small pool of connections a site."""

import importlib.metadata
import os
import re
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpcore
import httpx

from fetching.guarding import Connection, GuardedBackend

PRODUCT = "Figurewatch"
"""What robots.txt files call us, in any case of letters."""
MAX_SITES = 100
"""With connections kept open; one that has been idle longest makes room for another."""
KEEP_S = 15.0


class BadRoots(Exception):
    """Certificates to trust that cannot be read; the message says which variable to correct."""


def user_agent(contact: str | None) -> str:
    """Who we are and where we can be reached, in the form that sites know of well-behaved robots."""
    version = importlib.metadata.version(PRODUCT.lower())
    reach = re.sub(r"[^\x21-\x7e]+", " ", contact or "").strip()
    return f"Mozilla/5.0 (compatible; {PRODUCT}/{version}{f'; +{reach}' if reach else ''})"


def trusted_roots() -> ssl.SSLContext:
    """The certificates in SSL_CERT_FILE or SSL_CERT_DIR if set; else Mozilla's (certifi) and the machine's own."""
    try:
        context = httpx.create_ssl_context()
    except OSError as error:
        named = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "SSL_CERT_DIR"
        raise BadRoots(f"{named} gives no certificates ({error.strerror or error}); correct or unset it") from error
    if not (os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")):
        context.load_default_certs()
    return context


class _Site(httpx.AsyncHTTPTransport):
    """The connections to one site; httpx has no parameter for what opens them."""

    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,  # bounded where requests are paced
            max_keepalive_connections=2,
            keepalive_expiry=KEEP_S,
            network_backend=backend,
        )
        self.under_way = 0


class Transport:
    """Sends requests; nothing is kept between them but open connections: no cookies, no redirects, no retries.

    A pool a site keeps the work for one request independent of how many sites are open.
    """

    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext) -> None:
        self._backend, self._context = backend, context
        self._sites: OrderedDict[tuple[str, bytes, int | None], _Site] = OrderedDict()

    async def _site(self, url: httpx.URL) -> _Site:
        key = (url.scheme, url.raw_host, url.port)
        if key not in self._sites:
            self._sites[key] = _Site(self._backend, self._context)
            if len(self._sites) > MAX_SITES:
                idle = next((k for k, site in self._sites.items() if not site.under_way and k != key), None)
                if idle is not None:
                    await self._sites.pop(idle).aclose()
        self._sites.move_to_end(key)
        return self._sites[key]

    @asynccontextmanager
    async def send(self, request: httpx.Request) -> AsyncIterator[httpx.Response]:
        """The answer, its body still to be read; raises what httpx and the guard raise.

        An answer that was there before it was asked for belongs to something else that the server slipped in, and is
        refused.
        """
        site = await self._site(request.url)
        site.under_way += 1
        try:
            response = await site.handle_async_request(request)
            response.request = request
            try:
                stream = response.extensions["network_stream"]
                if isinstance(stream, Connection) and not stream.read_since_write:
                    raise httpx.RemoteProtocolError("an answer that was not asked for")
                yield response
            finally:
                await response.aclose()
        finally:
            site.under_way -= 1

    async def aclose(self) -> None:
        """Ends all connections."""
        for site in self._sites.values():
            await site.aclose()
        self._sites.clear()
