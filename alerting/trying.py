"""A conversation with the mail server, step by step, for the person who sets it up."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import NamedTuple

from alerting.smtp import SmtpSettings, explained, wire_bytes

Reply = tuple[int, bytes | str]


class Answer(NamedTuple):
    """One step, and what the server said to it; never a password."""

    step: str
    answer: str
    good: bool


def _answer(step: str, reply: Reply, *good: int) -> Answer:
    code, text = reply
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return Answer(step, f"{code} {' | '.join(words.splitlines())}", code in good)


def _steps(
    settings: SmtpSettings, smtp: smtplib.SMTP, mail: EmailMessage
) -> Iterator[tuple[str, Callable[[], Reply], int]]:
    """Each step's name, how to take it, and the code that lets the next one follow."""
    recipient = mail["To"].addresses[0].addr_spec
    yield "EHLO", smtp.ehlo, 250
    if settings.security == "starttls":
        yield "STARTTLS", lambda: smtp.starttls(context=ssl.create_default_context()), 220
        yield "EHLO, secured", smtp.ehlo, 250
    if settings.user is not None:
        user, password = settings.user, settings.password.get_secret_value() if settings.password else ""
        yield f"login as {user}", lambda: smtp.login(user, password), 235
    yield f"MAIL FROM {settings.envelope_from}", lambda: smtp.mail(settings.envelope_from), 250
    yield f"RCPT TO {recipient}", lambda: smtp.rcpt(recipient), 250
    yield "DATA", lambda: smtp.docmd("DATA"), 354

    def text() -> Reply:
        smtp.send(wire_bytes(mail))
        return smtp.getreply()

    yield "the text", text, 250


def converse(settings: SmtpSettings, mail: EmailMessage) -> Iterator[Answer]:
    """The server's answer to each step of sending `mail`; ends after the first that is not good."""
    place = f"{settings.host}:{settings.port}"
    tls = settings.security == "tls"
    smtp = (
        smtplib.SMTP_SSL(timeout=settings.timeout_s, context=ssl.create_default_context())
        if tls
        else smtplib.SMTP(timeout=settings.timeout_s)
    )
    step = f"connect to {place}{' with TLS' if tls else ''}"
    try:
        smtp._host = settings.host  # type: ignore[attr-defined]  # what certificates are checked against
        reply = smtp.connect(settings.host, settings.port)
        yield _answer(step, reply, 220)
        if reply[0] != 220:
            return
        for name, take, good in _steps(settings, smtp, mail):
            step = name
            answered = _answer(step, take(), good, 251 if good == 250 else good)
            yield answered
            if not answered.good:
                return
        yield _answer("QUIT", smtp.quit(), 221)
    except (OSError, smtplib.SMTPException) as error:
        yield Answer(step, explained(settings, error), good=False)
    finally:
        smtp.close()
