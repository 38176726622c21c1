"""Whether there is a network at all: without one no source is to blame."""

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

LONGEST_S = 10.0


def no_network(urls: Iterable[str]) -> bool:
    """True when not one of the hosts of these addresses can be found; False where there are no addresses."""
    hosts = {host for url in urls if (host := urlsplit(url).hostname)}
    return bool(hosts) and not asyncio.run(_any_found(hosts))


async def _any_found(hosts: Iterable[str]) -> bool:
    lookups = [asyncio.ensure_future(_found(host)) for host in hosts]
    try:
        for lookup in asyncio.as_completed(lookups, timeout=LONGEST_S):
            if await lookup:
                return True
    except TimeoutError:
        return False
    finally:
        for task in lookups:
            task.cancel()
    return False


async def _found(host: str) -> bool:
    try:
        return bool(await asyncio.get_running_loop().getaddrinfo(host, None))
    except OSError:
        return False
