"""Servers that break the line, the protocol or the promise at every step: no mail is lost, doubled or called sent."""

import socket
import sqlite3
import ssl
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
import trustme
from mailbox_server import LETTERHEAD, NOW, Clock, message
from pydantic import SecretStr

from alerting.delivering import deliver
from alerting.outbox import Outbox
from alerting.smtp import Mailer, SmtpSettings

HELLO = [b"220 ready\r\n", b"250-here\r\n250 AUTH PLAIN LOGIN\r\n"]
TO_TEXT = [*HELLO, b"250 sender\r\n", b"250 recipient\r\n"]
HANG_UP, STALL, RESET = b"hang up", b"stall", b"reset"


class Rude:
    """Plays its answers in order, one for the greeting and one for each line it reads; the last is repeated."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = answers
        self.got = b""
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def _play(self, line: socket.socket) -> None:
        lines = line.makefile("rb")
        for number, answer in enumerate(self.answers):
            if number:
                read = lines.readline()
                self.got += read
                in_text = answer != RESET and self.answers[number - 1].startswith(b"354")
                while in_text and read not in (b".\r\n", b""):
                    read = lines.readline()
                    self.got += read
            if answer == STALL:
                self._over.wait(5)
            if answer in (STALL, HANG_UP):
                return
            if answer == RESET:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                return
            line.sendall(answer)
        self._over.wait(0.05)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line:
                try:
                    self._play(line)
                except OSError:
                    continue

    def __enter__(self) -> "Rude":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)


def tried(tmp_path, rude, **settings):
    """The first attempt at one message, as its state and what the attempt says."""
    chosen = {"host": "127.0.0.1", "port": rude.port, "security": "none", "sender": LETTERHEAD.sender, "timeout_s": 0.5}
    with rude, Outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.add([message(1)], NOW)
        with Mailer(SmtpSettings(**(chosen | settings))) as mailer:
            deliver(outbox, mailer.send, LETTERHEAD, clock=Clock(), jitter=lambda: 0.5)
        (attempt,) = outbox.attempts(message(1).message_id)
        assert attempt.state == outbox.get(message(1).message_id).state
        return attempt


@pytest.mark.parametrize(
    ("answers", "state", "says"),
    [
        ([STALL], "retry", "no connection"),
        ([HANG_UP], "retry", "no connection"),
        ([b"554 we do not talk to you\r\n"], "retry", "554 we do not talk to you"),
        ([b"421 too busy\r\n"], "retry", "421 too busy"),
        ([b"220 ready\r\n", STALL], "retry", "no connection"),
        ([*HELLO, STALL], "retry", "connection lost at MAIL FROM"),
        ([*HELLO, b"250 sender\r\n", STALL], "retry", "connection lost at RCPT TO"),
        ([*TO_TEXT, STALL], "retry", "connection lost at DATA"),
        ([*TO_TEXT, RESET], "retry", "connection lost at DATA"),
        ([*TO_TEXT, b"451 not now\r\n"], "retry", "451 not now (to DATA)"),
        ([*TO_TEXT, b"554 no valid recipients\r\n"], "failed", "554 no valid recipients (to DATA)"),
        ([*TO_TEXT, b"250 what?\r\n"], "retry", "250 what?"),
        ([*TO_TEXT, b"354 go\r\n", HANG_UP], "unknown", "after DATA began"),
        ([*TO_TEXT, b"354 go\r\n", RESET], "unknown", "after DATA began"),
        ([*TO_TEXT, b"354 go\r\n", STALL], "unknown", "after DATA began"),
        ([*TO_TEXT, b"354 go\r\n", b"four score and seven\r\n"], "unknown", "no answer to the text"),
        ([*TO_TEXT, b"354 go\r\n", b"354 go on\r\n"], "unknown", "no answer to the text"),
        ([*TO_TEXT, b"354 go\r\n", b"2"], "unknown", "no answer to the text"),
        ([*TO_TEXT, b"354 go\r\n", b"251 will forward\r\n"], "sent", "251 will forward"),
        ([*TO_TEXT, b"354 go\r\n", b"421 closing\r\n"], "retry", "421 closing (to the text)"),
        ([*TO_TEXT, b"354 go\r\n", b"250-long\r\n250 story\r\n"], "sent", "250 long story"),
    ],
)
def test_each_rudeness_is_taken_for_what_it_is(tmp_path, answers, state, says):
    attempt = tried(tmp_path, Rude(*answers))
    assert (attempt.state, says in attempt.answer) == (state, True), attempt


def test_a_line_cut_in_the_middle_of_a_long_text_is_unknown(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.add([message(1, chart_png=b"\x00" * 1_000_000)], NOW)
    rude = Rude(*TO_TEXT, b"354 go\r\n", RESET)
    assert tried(tmp_path, rude).state == "unknown"
    assert b"\r\n.\r\n" not in rude.got


def test_a_mark_that_cannot_be_written_leaves_no_mail_half_sent(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    rude = Rude(*TO_TEXT, b"354 go\r\n", b"250 thanks\r\n")
    monkeypatch.setattr(Outbox, "entering_data", full)
    with pytest.raises(sqlite3.OperationalError):
        tried(tmp_path, rude)
    assert rude.got.endswith(b"DATA\r\n")


@pytest.mark.parametrize("code", ["454 try later", "535 wrong", "530 use another way"])
def test_a_refused_login_is_trouble_and_no_mail_fails_for_it(tmp_path, code):
    rude = Rude(*HELLO, *[f"{code}\r\n".encode()] * 4)
    attempt = tried(tmp_path, rude, user="figures", password=SecretStr("sesame"))
    assert attempt.state == "retry"
    assert code in attempt.answer
    assert "sesame" not in attempt.answer


@pytest.mark.parametrize("answer", [b"454 no TLS today\r\n", b"220 go\r\n", HANG_UP, STALL])
def test_no_text_goes_out_when_the_line_cannot_be_secured(tmp_path, answer):
    rude = Rude(b"220 ready\r\n", b"250-here\r\n250 STARTTLS\r\n", answer, b"this is no handshake\r\n")
    assert tried(tmp_path, rude, security="starttls").state == "retry"
    assert b"MAIL" not in rude.got


@contextmanager
def with_certificate(name, **options):
    """A server of TLS from the first byte, whose certificate is for `name`, and what its clients must trust."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **options).configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(line, server_side=True) as secured:
                    secured.sendall(b"220 ready\r\n")
                    secured.recv(1000)
            except OSError:
                line.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1], authority
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=10)


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("elsewhere.example", {}, "certificate"),
        ("127.0.0.1", {"not_after": NOW.replace(year=2020)}, "expired"),
    ],
)
def test_a_certificate_for_another_name_or_time_gets_no_mail(tmp_path, monkeypatch, name, options, says):
    with with_certificate(name, **options) as (port, authority), Outbox(tmp_path / "outbox.sqlite") as outbox:
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        outbox.add([message(1)], NOW)
        chosen = SmtpSettings(host="127.0.0.1", port=port, security="tls", sender=LETTERHEAD.sender, timeout_s=2)
        with Mailer(chosen) as mailer:
            done = deliver(outbox, mailer.send, LETTERHEAD, clock=Clock(), jitter=lambda: 0.5)
    assert done.trouble.startswith("no secure connection")
    assert says in done.trouble


def test_a_server_that_loses_every_answer_gets_three_mails_and_the_others_stay_due(tmp_path):
    with Outbox(tmp_path / "outbox.sqlite") as outbox:
        outbox.add([message(n) for n in range(1, 9)], NOW)
        rude = Rude(*TO_TEXT, b"354 go\r\n", HANG_UP)
        chosen = SmtpSettings(host="127.0.0.1", port=rude.port, security="none", sender=LETTERHEAD.sender, timeout_s=1)
        with rude, Mailer(chosen) as mailer:
            done = deliver(outbox, mailer.send, LETTERHEAD, clock=Clock(), jitter=lambda: 0.5)
    assert (done.unknown, done.waiting) == (3, 5)
    assert "after DATA began" in done.trouble


def test_the_whole_text_was_on_the_line_before_the_answer_was_believed(tmp_path):
    rude = Rude(*TO_TEXT, b"354 go\r\n", b"250 thanks\r\n", b"221 bye\r\n")
    assert tried(tmp_path, rude).state == "sent"
    text = rude.got.partition(b"DATA\r\n")[2].rpartition(b"\r\n.\r\n")[0]
    mail = message_from_bytes(text.replace(b"\r\n..", b"\r\n."), policy=policy.default)
    assert mail.get_body(("plain",)).get_content().splitlines() == message(1).text.splitlines()
