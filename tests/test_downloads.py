"""Whatever a server does, a download ends as a row with the right class, and nobody is asked who may not be."""

import asyncio
import errno
import socket
import ssl
from contextlib import AsyncExitStack
from pathlib import Path

import httpcore
import pytest
import yaml
from worst_server import SOURCE, VirtualClock, WorstServer

from fetching import downloading, guarding
from fetching.downloading import Answer, Limits, downloader
from fetching.guarding import dial
from schemas.acquisition import Validators

FOLDER = Path(__file__).parent / "cases"
PATIENT = Limits(connect_s=8, read_s=8, deadline_s=8)
NO_ROOTS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
CHUNK = f"4000\r\n{'x' * 0x4000}\r\n"
LONG, LONGISH = "x" * 200_000, "x" * 2_000


def expanded() -> list[dict]:
    """The cases, those with `each` once for every value."""
    cases = []
    for case in yaml.safe_load((FOLDER / "downloads.yaml").read_text("utf-8")):
        for value in case.get("each", [None]):
            name = case["name"] if value is None else f"{case['name']}: {value}"
            cases.append(case | {"name": name, "each": value})
    return cases


def filled(value, words: dict[str, object]):
    """`value` with every {word} in it replaced."""
    if isinstance(value, dict):
        return {filled(key, words): filled(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, words) for item in value]
    if isinstance(value, str):
        if value == "{each}" and not isinstance(words.get("each", ""), str):
            return words["each"]
        for word, stands_for in words.items():
            value = value.replace(f"{{{word}}}", str(stands_for))
    return value


def free_place() -> str:
    """A place where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{held.getsockname()[1]}"


class Meeting:
    """One case played: the answer, who was asked, and which addresses were connected to."""

    answer: Answer

    def __init__(self, case: dict) -> None:
        self.case = case
        self.open, self.closed = WorstServer(), WorstServer()
        self.dialed: list[tuple[str, int]] = []

    async def _resolve(self, host: str, port: int) -> list[str]:
        script = self.case.get("names", {}).get(host)
        if script == "hangs":
            await asyncio.sleep(60)
        if script is None:  # only what is a number after all; nothing is looked up for real
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
            return [entry[4][0] for entry in found]
        return script.pop(0) if len(script) > 1 else script[0]

    async def _dial(self, address: str, port: int, timeout: float | None):
        self.dialed.append((address, port))
        for key, number in (("dead", errno.ECONNREFUSED), ("unreachable", errno.ENETUNREACH)):
            if address in self.case.get(key, []):
                try:
                    raise OSError(number, key)
                except OSError as error:
                    raise httpcore.ConnectError from error
        if address in self.case.get("reach", []):
            address, port = self.open.host, self.open.port
        return await dial(address, port, timeout)

    def _words(self) -> dict[str, object]:
        words = {"here": self.open.place, "port": self.open.port, "closed_port": self.closed.port}
        words |= {"gone": self.gone, "long": LONG, "longish": LONGISH, "chunk": CHUNK}
        if (each := self.case["each"]) is not None:
            each = filled(each, words)
            words |= {"each": each, "bare": str(each).removeprefix("raw-")}
        return words

    async def play(self) -> None:
        self.gone = free_place()
        async with AsyncExitStack() as stack:
            for server in (self.open, self.closed):
                await stack.enter_async_context(server.running())
            case = self.case = filled(self.case, self._words())
            self.open.serve(case.get("serve", {}))
            self.url = (
                f"http://{self.open.place}{case['get']}"
                if case["get"].startswith("/") and "as_is" not in case
                else case["get"]
            )
            downloads = await stack.enter_async_context(
                downloader(
                    user_agent="Figurewatch",
                    allow=frozenset({self.open.place, self.gone}),
                    clock=VirtualClock(),
                    limits=PATIENT._replace(**case.get("limits", {})),
                    resolve=self._resolve,
                    dial=self._dial,
                    jitter=lambda: 0.0,
                )
            )
            known = Validators(url=self.url, **case["known"]) if "known" in case else None
            self.answer = await downloads.get(self.url, SOURCE, case.get("purpose", "article"), known)


def said(answer: Answer, key: str) -> object:
    """What the answer says under a key of a case."""
    if key == "body":
        return answer.body and answer.body.decode(answer.charset or "utf-8")
    if key == "earlier":
        return [request.error for request in answer.earlier if request.purpose != "robots"]
    if key == "type":
        return answer.content_type
    if key == "charset":
        return answer.charset
    value = getattr(answer.request, key)
    return value if isinstance(value, int) else value and str(value)


@pytest.mark.parametrize("case", expanded(), ids=lambda case: case["name"])
def test_case(case, monkeypatch):
    monkeypatch.setattr(guarding, "LOOKUP_S", 0.2)
    monkeypatch.setattr(downloading, "trusted_roots", lambda: NO_ROOTS)  # read anew it would cost more than the case
    meeting = Meeting(case)
    asyncio.run(asyncio.wait_for(meeting.play(), 10))
    case = meeting.case
    assert {key: said(meeting.answer, key) for key in case["is"]} == case["is"]
    if "asked" in case:
        own = [path for path in meeting.open.paths if path != "/robots.txt" or path in case.get("serve", {})]
        assert own == case["asked"]
    if "dialed" in case:
        assert [address for address, _ in meeting.dialed] == case["dialed"]
    if meeting.answer.request.failure:
        assert meeting.answer.body is None
        assert meeting.answer.request.detail
    assert meeting.closed.connections == 0
    let_through = {
        address for address, port in meeting.dialed if f"{address}:{port}" not in (meeting.open.place, meeting.gone)
    }
    assert let_through <= {address for key in ("reach", "dead", "unreachable") for address in case.get(key, [])}


def test_there_are_enough_cases_and_they_say_what_they_expect():
    cases = expanded()
    assert len(cases) >= 60
    for case in cases:
        assert "error" in case["is"], case["name"]
