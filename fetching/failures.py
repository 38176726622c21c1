"""What can go wrong with a download: fixed words, the class of the failure, and what a person can do about it."""

import errno
import ssl
from collections.abc import Iterator
from typing import NamedTuple

import httpx

from schemas.acquisition import Failure


class Kind(NamedTuple):
    """The class of a failure and the advice that goes with it."""

    failure: Failure
    advice: str


_LATER = "it is tried again later"
_OWNER = "tell the site's owner if it lasts"
KINDS: dict[str, Kind] = {
    # not sent
    "bad address": Kind("hard", "correct the url"),
    "address refused": Kind("hard", "if a private address is meant, add HOST:PORT to FIGUREWATCH_FETCH_ALLOW"),
    "forbidden by robots": Kind("hard", "the site asks robots to stay away; respect it, or ask its owner"),
    "robots unavailable": Kind("temporary", "until robots.txt can be read nothing else is asked for"),
    "kept back": Kind("temporary", _LATER),
    # no connection; a certificate may be put right any day, so nothing is given up for good because of one
    "name not found": Kind("temporary", "check the network, then the spelling of the host"),
    "network unreachable": Kind("temporary", "check the network"),
    "connection refused": Kind("temporary", _LATER),
    "connection lost": Kind("temporary", _LATER),
    "timed out": Kind("temporary", _LATER),
    "certificate expired": Kind("temporary", _OWNER),
    "certificate not trusted": Kind(
        "temporary", f"{_OWNER}; behind an inspecting proxy, name its root in SSL_CERT_FILE"
    ),
    "certificate of another host": Kind("temporary", _OWNER),
    "TLS failed": Kind("temporary", "check that the url's scheme and port belong together"),
    # no answer of use
    "closed without answer": Kind("temporary", _LATER),
    "broken answer": Kind("temporary", _LATER),
    "cut short": Kind("temporary", _LATER),
    "too large": Kind("hard", "it is larger than anything this project reads; check what the address gives"),
    "unpacks too large": Kind("hard", "it may be a decompression bomb; check what the address gives"),
    "unreadable encoding": Kind("soft", _OWNER),
    "content type refused": Kind("hard", "only texts, HTML, XML and JSON are read"),
    "empty answer": Kind("soft", _OWNER),
    "bad redirect": Kind("soft", _OWNER),
    "redirect refused": Kind("hard", "look where the address leads and correct the url"),
    "redirect loop": Kind("soft", "the site may want cookies or a person; look at the address in a browser"),
    "too many redirects": Kind("soft", "look where the address leads and correct the url"),
    # statuses
    "bot wall": Kind("soft", "the site turns robots away; look for a feed, or ask its owner"),
    "forbidden": Kind("hard", "the site does not give this out; look for a feed, or ask its owner"),
    "not found": Kind("hard", "correct the url, or leave it out"),
    "gone": Kind("hard", "leave it out"),
    "request refused": Kind("hard", "look at the address in a browser and correct the url"),
    "too many requests": Kind("temporary", "raise politeness.delay_s of the source"),
    "server error": Kind("temporary", _LATER),
    "unexpected status": Kind("soft", _OWNER),
}
NO_NETWORK = frozenset({"name not found", "network unreachable"})
"""The words that every request ends with where there is no network at all."""
NO_CONNECTION = NO_NETWORK | {
    "address refused",
    "connection refused",
    "certificate expired",
    "certificate not trusted",
    "certificate of another host",
    "TLS failed",
}
"""The words for hosts that no request can reach, whatever its path."""


class Trouble(Exception):
    """A request that gave nothing of use: one of the fixed words, what was seen, and when to ask again if known."""

    def __init__(self, words: str, seen: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(words, seen)
        self.words, self.seen, self.retry_after_s = words, seen, retry_after_s

    @property
    def failure(self) -> Failure:
        """The class of the failure."""
        return KINDS[self.words].failure

    @property
    def detail(self) -> str:
        """What was seen and what to do, for a person."""
        return f"{self.seen}; {KINDS[self.words].advice}"


UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)
_BY_ERRNO = {
    errno.ECONNREFUSED: "connection refused",
    **dict.fromkeys(UNREACHABLE, "network unreachable"),
    errno.ECONNRESET: "connection lost",
    errno.EPIPE: "connection lost",
    errno.ECONNABORTED: "connection lost",
    errno.ETIMEDOUT: "timed out",
}
_NOT_TLS = (ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""Raised while waiting for more, and when the connection ends: the wait or the end is the failure."""
_EXPIRED, _WRONG_HOST, _WRONG_ADDRESS = 10, 62, 64
"""Codes of OpenSSL's certificate verification."""


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and all that it came from."""
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for inner in error.exceptions:
                yield from causes(inner)
        error = error.__cause__ or error.__context__


def _tls_trouble(error: ssl.SSLError) -> Trouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        words = {_EXPIRED: "certificate expired", _WRONG_HOST: "certificate of another host"}
        words[_WRONG_ADDRESS] = words[_WRONG_HOST]
        return Trouble(words.get(error.verify_code, "certificate not trusted"), error.verify_message)
    return Trouble("TLS failed", (error.reason or str(error)).lower().replace("_", " "))


def trouble_of(error: Exception) -> Trouble:
    """The failure that an error of the network or of httpx stands for, as a new one; re-raises what is neither.

    New, since an error that is kept keeps all that was at hand where it was raised, as the body read so far.
    """
    if isinstance(error, Trouble):
        return Trouble(error.words, error.seen, retry_after_s=error.retry_after_s)
    came_from = tuple(causes(error))
    for cause in came_from:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _NOT_TLS):
            return _tls_trouble(cause)
    if isinstance(error, httpx.ConnectTimeout):
        return Trouble("timed out", "no connection in time")
    if isinstance(error, httpx.TimeoutException):
        return Trouble("timed out", "nothing came for too long")
    for cause in came_from:
        if isinstance(cause, OSError) and cause.errno in _BY_ERRNO:
            words = _BY_ERRNO[cause.errno]
            return Trouble(words, cause.strerror or words)
    if isinstance(error, httpx.ConnectError):
        return Trouble("TLS failed", "the connection ended in the handshake")
    if isinstance(error, httpx.RemoteProtocolError):
        seen = str(error) or "not HTTP"
        if "without sending a response" in seen:
            return Trouble("closed without answer", "the server closed the connection before any answer")
        if "closed connection" in seen:
            return Trouble("cut short", "the connection ended before the announced end")
        return Trouble("broken answer", f"not proper HTTP: {seen[:200]}")
    if isinstance(error, httpx.TransportError | OSError):
        return Trouble("connection lost", str(error)[:200] or "the connection broke")
    raise error
