"""One address downloaded with every guard there is; whatever the network does, a row comes back that says so."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import httpx

from fetching.addresses import web_address
from fetching.asking import headers_of
from fetching.attempts import Answer, Attempt, still_fresh
from fetching.contents import check_type
from fetching.failures import Trouble, trouble_of
from fetching.guarding import Dial, GuardedBackend, Resolve, dial
from fetching.limits import Caps, Limits
from fetching.pacing import Clock, MachineClock, Pacer
from fetching.receiving import LargeBodies, read_body, read_rest
from fetching.redirects import REDIRECTS, next_address
from fetching.robots import Robots, RobotsFile
from fetching.statuses import GOOD, UNCHANGED, check_status
from fetching.transport import Transport, trusted_roots
from schemas.acquisition import Purpose, Request, Validators
from schemas.source import Source

__all__ = ["Answer", "Downloader", "Limits", "downloader"]
_NETWORK = (Trouble, httpx.HTTPError, OSError, anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.EndOfStream)
_TRIED_AGAIN = frozenset({"server error", "closed without answer", "connection lost", "broken answer"})


class Downloader:
    """Downloads addresses; made by `downloader`."""

    def __init__(
        self, transport: Transport, *, user_agent: str, clock: Clock, limits: Limits, jitter: Callable[[], float]
    ) -> None:
        self._transport, self._user_agent, self._clock, self._limits = transport, user_agent, clock, limits
        self._jitter = jitter
        self._pacer = Pacer(clock, limits, jitter)
        self._robots = Robots()
        self._large = LargeBodies(limits.large_body)
        self._timeouts = httpx.Timeout(limits.read_s, connect=limits.connect_s).as_dict()

    async def get(self, url: str, source: Source, purpose: Purpose, known: Validators | None = None) -> Answer:
        """The answer to `url`; nothing that the network or a server does raises.

        With `known` validators the request is conditional, and not sent at all while the last answer is fresh.
        """
        now = self._clock.now()
        if known and known.fresh_until and known.fresh_until > now:
            return still_fresh(url, source, purpose, known, now)
        earlier: list[Request] = []
        answer = await self._ask(Attempt(url, source, purpose, known), earlier)
        return answer._replace(earlier=tuple(earlier))

    async def _ask(self, attempt: Attempt, earlier: list[Request]) -> Answer:
        """The answer to a first attempt, or where that makes sense to a second one."""
        trouble = await self._try(attempt, earlier)
        if trouble and self._worth_repeating(trouble):
            earlier.append(attempt.answer().request)
            attempt = Attempt(attempt.url, attempt.source, attempt.purpose, attempt.known)
            await self._try(attempt, earlier)
        return attempt.answer()

    def _worth_repeating(self, trouble: Trouble) -> bool:
        if trouble.retry_after_s is None:
            return trouble.words in _TRIED_AGAIN
        return trouble.words != "kept back" and trouble.retry_after_s <= self._limits.longest_wait_s / 2

    async def _try(self, attempt: Attempt, earlier: list[Request]) -> Trouble | None:
        attempt.row["requested_at"] = self._clock.now()
        try:
            await self._follow(attempt, web_address(attempt.url), earlier)
        except Trouble as trouble:
            ask_again_s = self._limits.ask_again_s * (1 + self._jitter() / 2)
            attempt.note_trouble(trouble, self._clock.now(), ask_again_s)
            return trouble
        return None

    async def _follow(self, attempt: Attempt, url: httpx.URL, earlier: list[Request]) -> None:
        """Hop by hop to the end of the redirects."""
        seen = set()
        for hop in range(self._limits.redirects + 1):
            attempt.row |= {"final_url": str(url), "redirects": hop}
            request = self._request(attempt, url)
            if (state := (url, request.headers.get("cookie"))) in seen:
                raise Trouble("redirect loop", f"{url} leads back to itself")
            seen.add(state)
            target = await self._hop(attempt, request, earlier)
            if target is None:
                return
            url = target
        raise Trouble("too many redirects", f"more than {self._limits.redirects}, the last to {url}")

    def _request(self, attempt: Attempt, url: httpx.URL) -> httpx.Request:
        headers = headers_of(attempt.purpose, attempt.source.language, self._user_agent, attempt.known)
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeouts})
        if len(attempt.cookies):
            attempt.cookies.set_cookie_header(request)
        return request

    async def _hop(self, attempt: Attempt, request: httpx.Request, earlier: list[Request]) -> httpx.URL | None:
        """One request sent in its turn, and answered; where it redirects to, or None at the end."""
        host = request.url.host
        asked_s = 0.0 if attempt.purpose == "robots" else await self._allowed(attempt, request.url, earlier)
        async with self._pacer.turn(host, attempt.source.politeness, asked_s) as waited_s:
            attempt.waited_s += waited_s
            started = self._clock.monotonic()
            if attempt.row["redirects"] == 0:
                attempt.row["requested_at"] = self._clock.now()
            try:
                with anyio.fail_after(self._limits.deadline_s - attempt.elapsed_s):
                    target = await self._exchange(attempt, request)
            except TimeoutError:
                trouble = Trouble("timed out", f"not finished after {self._limits.deadline_s:g} s")
            except _NETWORK as error:
                trouble = trouble_of(error)
            else:
                self._pacer.well(host)
                return target
            finally:
                attempt.elapsed_s += self._clock.monotonic() - started
            if trouble.failure == "temporary":
                self._pacer.rest(host, trouble)
            else:
                self._pacer.well(host)
            try:
                raise trouble
            finally:
                del trouble  # it holds this frame, which would hold it

    async def _allowed(self, attempt: Attempt, url: httpx.URL, earlier: list[Request]) -> float:
        """The pause that the site's robots.txt asks for, in seconds; Trouble if it does not allow the address."""

        async def fetch(address: httpx.URL) -> RobotsFile:
            answer = await self._ask(Attempt(str(address), attempt.source, "robots", None), earlier)
            earlier.append(answer.request)
            return RobotsFile(answer.request, answer.body or b"")

        ruling = await self._robots.ruling(url, fetch)
        attempt.row["robots_rule"] = ruling.line
        if ruling.trouble:
            raise Trouble(*ruling.trouble)
        return ruling.delay_s

    async def _exchange(self, attempt: Attempt, request: httpx.Request) -> httpx.URL | None:
        async with self._transport.send(request) as response:
            attempt.headers = response.headers
            attempt.row["status"] = response.status_code
            if response.status_code not in GOOD:
                await read_rest(response, attempt.count)
            if response.status_code in REDIRECTS:
                if "set-cookie" in response.headers:
                    attempt.cookies.extract_cookies(response)
                return next_address(request.url, response.headers)
            now = self._clock.now()
            check_status(response, conditional=attempt.conditional, now=now)
            if response.status_code != UNCHANGED:
                check_type(response.headers.get("content-type", ""), attempt.purpose)
                caps: Caps = getattr(self._limits, attempt.purpose)
                attempt.body = await read_body(response, caps, self._large, attempt.count)
                if not attempt.body.strip() and attempt.purpose != "robots":
                    raise Trouble("empty answer", "nothing but the headers came")
            attempt.note_times(now, self._limits.fresh)
            return None


@asynccontextmanager
async def downloader(
    *,
    user_agent: str,
    allow: frozenset[str] = frozenset(),
    clock: Clock | None = None,
    limits: Limits | None = None,
    resolve: Resolve | None = None,
    dial: Dial = dial,
    jitter: Callable[[], float] | None = None,
) -> AsyncIterator[Downloader]:
    """A downloader for one run, its connections closed at the end.

    `allow` are the private places that may be asked, as `127.0.0.1:8080`. Tests hand in a clock, a resolver, what opens
    connections, and chance. BadRoots if the certificates to trust cannot be read.
    """
    transport = Transport(GuardedBackend(allow, resolve, dial), trusted_roots())
    try:
        yield Downloader(
            transport,
            user_agent=user_agent,
            clock=clock or MachineClock(),
            limits=limits or Limits(),
            jitter=jitter or random.SystemRandom().random,
        )
    finally:
        await transport.aclose()
