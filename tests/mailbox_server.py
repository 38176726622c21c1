"""A scripted SMTP server in the test's own process, and messages to send to it."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from alerting.delivering import Letterhead
from alerting.smtp import SmtpSettings
from schemas.alert import Message

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LETTERHEAD = Letterhead(sender="figures@figurewatch.example", ops_address="ops@figurewatch.example")


def message(number: int = 1, **changed) -> Message:
    fields = {
        "message_id": f"msg-{number:016x}",
        "alert_ids": (f"alr-{number:016x}",),
        "address": "reader@example.org",
        "subject": f"Harbour cranes: {number} → {number + 1}",
        "text": f"Harbour cranes: {number} → {number + 1}\n.a line that starts with a dot\nÜmläute\n",
        "html": "<p>cranes</p>",
        "thread": "harbour-cranes",
        "dated": NOW.date(),
    }
    return Message(**(fields | changed))


class Clock:
    """A clock that tests move by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by) -> None:
        self.now += timedelta(**by)


class Script:
    """Answers by stage, first come first served: `rcpt` and `data` take replies, `drop` at a stage hangs up."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = {stage: list(replies) for stage, replies in answers.items()}
        self.accepted: list[bytes] = []
        self.recipients: list[str] = []
        self.envelope_senders: list[str] = []
        self.connections = 0

    def _next(self, stage: str) -> str:
        replies = self.answers.get(stage) or []
        return replies.pop(0) if replies else "250 OK"

    async def _play(self, server: SMTP, stage: str) -> str:
        reply = self._next(stage)
        if reply.startswith("wait "):
            await asyncio.sleep(float(reply[5:]))
            return "250 OK"
        if reply == "drop":
            server.transport.abort()
        return reply

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        reply = await self._play(server, "mail")
        if reply.startswith("250"):
            envelope.mail_from = address
        return reply

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        reply = await self._play(server, "rcpt")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        reply = await self._play(server, "data")
        if reply == "accept and drop":
            server.transport.abort()
            reply = "250 OK"
        if reply.startswith("250"):
            self.accepted.append(envelope.original_content)
            self.recipients += envelope.rcpt_tos
            self.envelope_senders.append(envelope.mail_from)
        return reply


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(Controller):
    """A controller on a free port of this machine."""

    def __init__(self, handler: Script, **options) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=free_port(), **options)

    def settings(self, **changed) -> SmtpSettings:
        fields = {"host": self.hostname, "port": self.port, "security": "none", "sender": LETTERHEAD.sender}
        return SmtpSettings(**(fields | {"timeout_s": 3} | changed))
