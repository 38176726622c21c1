"""Whatever a server does, a download ends as a row with the right class, and nobody is asked who may not be."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import yaml
from worst_server import SOURCE, VirtualClock, WorstServer

from fetching.downloading import Answer, Limits, downloader
from fetching.guarding import dial
from schemas.acquisition import Validators

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "downloads.yaml").read_text("utf-8"))
QUICK = Limits(connect_s=0.5, read_s=0.3, deadline_s=0.6)


class Meeting:
    """One case played: the answer, who was asked, and which addresses were connected to."""

    answer: Answer

    def __init__(self, case: dict) -> None:
        self.case = case
        self.open = WorstServer({})
        self.closed = WorstServer({})
        self.dialed: list[tuple[str, int]] = []

    def filled(self, value):
        """`value` with the servers' places put in."""
        if isinstance(value, dict):
            return {self.filled(key): self.filled(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        if isinstance(value, str):
            for name, server in (("", self.open), ("closed_", self.closed)):
                value = value.replace(f"{{{name}port}}", str(server.port))
                value = value.replace("{here}" if not name else "{closed}", server.place)
        return value

    async def _dial(self, address: str, port: int, timeout: float | None):
        self.dialed.append((address, port))
        return await dial(address, port, timeout)

    async def play(self) -> None:
        async with AsyncExitStack() as stack:
            for server in (self.open, self.closed):
                await stack.enter_async_context(server.running())
            case = self.case = self.filled(self.case)
            self.open.answers = case.get("serve", {})
            limits = QUICK._replace(**case.get("limits", {}))
            url = (
                case["get"] if "://" in case["get"] or "get_as_is" in case else f"http://{self.open.place}{case['get']}"
            )
            downloads = await stack.enter_async_context(
                downloader(
                    user_agent="Figurewatch",
                    allow=frozenset({self.open.place}),
                    clock=VirtualClock(),
                    limits=limits,
                    dial=self._dial,
                    jitter=lambda: 0.0,
                )
            )
            known = Validators(url=url, **case["known"]) if "known" in case else None
            self.answer = await downloads.get(url, SOURCE, case.get("purpose", "article"), known)


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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    meeting = Meeting(case)
    asyncio.run(asyncio.wait_for(meeting.play(), 10))
    expected = meeting.case["is"]
    assert {key: said(meeting.answer, key) for key in expected} == expected
    if "asked" in case:
        asked = (
            meeting.open.paths
            if "/robots.txt" in case.get("serve", {})
            else [p for p in meeting.open.paths if p != "/robots.txt"]
        )
        assert asked == meeting.case["asked"]
    assert meeting.closed.connections == 0
    assert set(meeting.dialed) <= {(meeting.open.host, meeting.open.port)}
    assert meeting.answer.request.failure is None or meeting.answer.request.detail
