"""Where a redirect leads, if it may be followed at all."""

import httpx

from fetching.addresses import web_address
from fetching.failures import Trouble

REDIRECTS = frozenset({300, 301, 302, 303, 307, 308})


def _text(raw: bytes) -> str:
    """Non-ASCII addresses come as UTF-8 from most servers and as Latin-1 from some."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def next_address(asked: httpx.URL, headers: httpx.Headers) -> httpx.URL:
    """The address that the Location header leads to; Trouble if there is none or it must not be followed.

    From https a redirect to plain http is taken as one to https: sites behind a proxy often write the wrong scheme, and
    what was promised to be unforged stays so.
    """
    raw = next((value for name, value in headers.raw if name.lower() == b"location"), b"").strip()
    if not raw:
        raise Trouble("bad redirect", "a redirect that does not say where to")
    try:
        target = asked.join(_text(raw))
    except (httpx.InvalidURL, ValueError) as error:
        raise Trouble("bad redirect", f"it leads to what is no address ({error})") from error
    if target.scheme not in ("http", "https"):
        raise Trouble("redirect refused", f"it leads to a {target.scheme or 'nameless'}: address")
    if target.userinfo:
        raise Trouble("redirect refused", "it leads to an address with a user name or password in it")
    if asked.scheme == "https" and target.scheme == "http":
        if target.port is not None:
            raise Trouble("redirect refused", f"it leads from https to plain http on port {target.port}")
        target = target.copy_with(scheme="https")
    try:
        return web_address(str(target))
    except Trouble as error:
        raise Trouble("bad redirect", error.seen) from error
