"""The address guard: resolves a name once, refuses what is not public, and connects to just what it checked."""

import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

import anyio
import anyio.to_thread
import httpcore

from fetching.addresses import place, refusal
from fetching.failures import UNREACHABLE, Trouble, causes

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses; raises socket.gaierror."""
Dial = Callable[[str, int, float | None], Awaitable[httpcore.AsyncNetworkStream]]
"""Address, port and seconds to a connection."""
LOOKUP_S = 15.0
TRIAL_S = 3.0
"""For one of several addresses, so that a dead one does not use up the time of the others."""
MAX_ADDRESSES = 6
_LOOKUPS = 16


def lookup() -> Resolve:
    """The machine's own resolver, in threads that are left behind when they hang."""
    limiter = anyio.CapacityLimiter(_LOOKUPS)

    async def resolve(host: str, port: int) -> list[str]:
        ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await anyio.to_thread.run_sync(ask, abandon_on_cancel=True, limiter=limiter)
        return [str(entry[4][0]) for entry in found]

    return resolve


async def dial(address: str, port: int, timeout: float | None) -> httpcore.AsyncNetworkStream:
    """A TCP connection to an address."""
    return await httpcore.AnyIOBackend().connect_tcp(
        address, port, timeout, socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)]
    )


def _in_turns(addresses: Iterable[str]) -> list[str]:
    """The same addresses, the two families alternating (RFC 8305), the resolver's first choice first."""
    wanted = list(dict.fromkeys(addresses))
    first = [a for a in wanted if (":" in a) == (":" in wanted[0])]
    other = [a for a in wanted if (":" in a) != (":" in wanted[0])]
    return [a for pair in zip_longest(first, other) for a in pair if a is not None][:MAX_ADDRESSES]


def _without_way(error: Exception) -> bool:
    return any(isinstance(cause, OSError) and cause.errno in UNREACHABLE for cause in causes(error))


class Connection(httpcore.AsyncNetworkStream):
    """A connection that knows whether anything was read since something was last written."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self.read_since_write = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What came, at most `max_bytes`."""
        self.read_since_write = True
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of `buffer`."""
        if buffer:
            self.read_since_write = False
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Ends the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Connection":
        """The same connection, encrypted."""
        try:
            return Connection(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            with anyio.CancelScope(shield=True):  # a deadline that ends the handshake must not leave a socket behind
                await self.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401
        """What the connection below says of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore, to public addresses and to places allowed by exact `host:port` only."""

    def __init__(self, allow: frozenset[str], resolve: Resolve | None = None, dial: Dial = dial) -> None:
        self._allow, self._resolve, self._dial = allow, resolve or lookup(), dial

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            pass
        else:
            return [host]
        try:
            with anyio.fail_after(LOOKUP_S):
                found = await self._resolve(host, port)
        except TimeoutError as error:
            raise Trouble("name not found", f"no name server answered for {host} in {LOOKUP_S:g} s") from error
        except (socket.gaierror, UnicodeError) as error:
            said = getattr(error, "strerror", None) or str(error)
            raise Trouble("name not found", f"{host} does not resolve ({said})") from error
        if not found:
            raise Trouble("name not found", f"{host} has no address")
        return _in_turns(found)

    async def _checked(self, host: str, port: int) -> list[str]:
        allowed = place(host, port) in self._allow
        if not allowed and port < 1024 and port not in (80, 443):
            raise Trouble("address refused", f"port {port} belongs to another service than the web")
        addresses = await self._addresses(host, port)
        if allowed:
            return addresses
        refused = {address: why for address in addresses if (why := refusal(address))}
        public = [address for address in addresses if address not in refused]
        if not public:
            address, why = next(iter(refused.items()))
            raise Trouble("address refused", f"{host} is {address}, {why}" if address != host else f"{host} is {why}")
        return public

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - of the interface
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - of the interface
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first checked address that takes one; Trouble if the guard lets none through."""
        addresses = await self._checked(host, port)
        failures: list[Exception] = []
        for left, address in zip(range(len(addresses))[::-1], addresses, strict=True):
            try:
                patience = timeout if not left else min(timeout or TRIAL_S, TRIAL_S)
                return Connection(await self._dial(address, port, patience))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failures.append(error)
        # A family of addresses that this machine has no way to says nothing of the host, if another was tried.
        raise next((error for error in failures if not _without_way(error)), failures[-1])

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Always refused."""
        raise Trouble("address refused", f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await anyio.sleep(seconds)
