"""What the status of an answer says: good, unchanged, or one of the fixed words for a failure."""

from datetime import datetime

import httpx

from fetching.failures import Trouble
from fetching.freshness import retry_after_s

GOOD = frozenset({200, 203})
UNCHANGED = 304
_WORDS = {401: "forbidden", 402: "forbidden", 403: "forbidden", 407: "forbidden", 451: "forbidden", 404: "not found"}
_WORDS |= {410: "gone", 408: "server error", 425: "server error", 429: "too many requests"}


def check_status(response: httpx.Response, *, conditional: bool, now: datetime) -> None:
    """Trouble for a status that brings no content, or 304 to a request that was not conditional."""
    status = response.status_code
    if status in GOOD or (status == UNCHANGED and conditional):
        return
    seen = f"status {status} {response.reason_phrase}".strip()
    if response.headers.get("cf-mitigated", "").lower() == "challenge":
        raise Trouble("bot wall", f"{seen} with a challenge for browsers")
    if status in _WORDS or 500 <= status < 600:
        raise Trouble(_WORDS.get(status, "server error"), seen, retry_after_s=retry_after_s(response.headers, now))
    if status in (204, 205):
        raise Trouble("empty answer", seen)
    raise Trouble("request refused" if 400 <= status < 500 else "unexpected status", seen)


def says_none(status: int | None) -> bool:
    """Whether the status of a robots.txt means that there is none (RFC 9309, 2.3.1.3); 429 means not now."""
    return status is not None and 400 <= status < 500 and status != 429
