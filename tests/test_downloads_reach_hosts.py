"""On a real machine: its own resolver and clock, its environment, and what counts as no network."""

import asyncio
import threading
from datetime import UTC, datetime

import pytest
from worst_server import WorstServer, source

from fetching import guarding
from fetching.downloading import downloader
from fetching.failures import NO_NETWORK

PAGE = {"/robots.txt": "", "/a": "<p>Nine ferries sail.</p>"}


def get(url: str, allow: str, host: str = "127.0.0.1"):
    """The answer to `url` and the server's paths; {port} is that of a server at `host`."""

    async def run():
        async with WorstServer(PAGE, host=host).running() as server:
            allowed = frozenset({allow.format(port=server.port)})
            async with downloader(user_agent="Figurewatch", allow=allowed) as downloads:
                return await downloads.get(url.format(port=server.port), source(), "article"), server.paths

    return asyncio.run(asyncio.wait_for(run(), 20))


@pytest.mark.parametrize(
    ("url", "place", "host"),
    [
        ("http://127.0.0.1:{port}/a", "127.0.0.1:{port}", "127.0.0.1"),
        ("http://localhost:{port}/a", "localhost:{port}", "127.0.0.1"),
        ("http://[::1]:{port}/a", "[::1]:{port}", "::1"),
    ],
)
def test_a_private_place_is_read_when_it_is_allowed(url, place, host):
    answer, paths = get(url, place, host)
    assert answer.request.error is None
    assert paths == ["/robots.txt", "/a"]
    assert abs((answer.request.requested_at - datetime.now(UTC)).total_seconds()) < 30


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://localhost:{port}/a", "127.0.0.1:{port}"),
        ("http://127.0.0.1:{port}/a", "localhost:{port}"),
        ("http://127.0.0.1:{port}/a", "127.0.0.1:80"),
        ("http://127.0.0.1:{port}/a", "127.0.0.1"),
        ("http://2130706433:{port}/a", "127.0.0.1:{port}"),
    ],
)
def test_only_the_very_place_is_allowed(url, place):
    answer, paths = get(url, place)
    assert answer.request.error in ("address refused", "name not found")
    assert paths == []


def test_a_proxy_in_the_environment_is_not_used(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    answer, _ = get("http://127.0.0.1:{port}/a", "127.0.0.1:{port}")
    assert answer.request.error is None


def test_without_a_network_every_request_says_so():
    async def run():
        async def nothing(host, port):
            raise guarding.socket.gaierror(guarding.socket.EAI_AGAIN, "Temporary failure in name resolution")

        async with downloader(user_agent="Figurewatch", resolve=nothing) as downloads:
            urls = [f"https://h{n}.example/feed" for n in range(4)]
            return await asyncio.gather(*(downloads.get(url, source(), "list") for url in urls))

    answers = asyncio.run(run())
    assert {answer.request.error for answer in answers} <= NO_NETWORK
    assert {row.error for answer in answers for row in answer.earlier} <= NO_NETWORK


def test_a_lookup_that_hangs_holds_up_neither_the_others_nor_the_end(monkeypatch):
    monkeypatch.setattr(guarding, "LOOKUP_S", 0.2)
    released = threading.Event()

    def hangs(host, port, **_):
        released.wait(20)
        raise guarding.socket.gaierror(guarding.socket.EAI_AGAIN, "timed out")

    monkeypatch.setattr(guarding.socket, "getaddrinfo", hangs)

    async def run():
        async with downloader(user_agent="Figurewatch") as downloads:
            return await downloads.get("http://ferries.example/a", source(), "article")

    try:
        answer = asyncio.run(asyncio.wait_for(run(), 10))
    finally:
        released.set()
    assert answer.request.error == "name not found"
    assert "no name server answered" in answer.request.detail
