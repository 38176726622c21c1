"""Mail to an SMTP server, with each answer taken for what it is."""

import re
import smtplib
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from schemas.alert import MessageState
from schemas.record import ADDRESS

EnteringData = Callable[[], None]
Send = Callable[[EmailMessage, EnteringData], "Outcome"]


class SmtpSettings(BaseModel):
    """How to reach the server; `starttls` and `tls` check its certificate against the system's authorities."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1)
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str | None = None
    password: SecretStr | None = None
    sender: str = Field(pattern=ADDRESS)
    bounces: str | None = Field(default=None, pattern=ADDRESS)
    """Where servers report what could not be delivered (the envelope's sender); None for the sender."""
    timeout_s: float = Field(default=30, gt=0)
    per_connection: int = Field(default=100, ge=1)
    per_minute: int | None = Field(default=None, ge=1)
    """Not more mails than this, for servers that set a limit; None for no limit of ours."""

    @property
    def envelope_from(self) -> str:
        """The address that MAIL FROM gives."""
        return self.bounces or self.sender


class Outcome(NamedTuple):
    """What came of one try: `sent`, `retry`, `failed` or `unknown`, and the server's words.

    `trouble` is True when the fault is the connection's or the set-up's, so that the next message would meet it too.
    """

    state: MessageState
    answer: str
    trouble: bool = False


def wire_bytes(mail: EmailMessage) -> bytes:
    """The mail as it goes over the line: CRLF, seven-bit, lines that start with a dot doubled, the closing dot."""
    body = mail.as_bytes(policy=WIRE.clone(cte_type="7bit"))
    body = re.sub(rb"\r?\n|\r", b"\r\n", body)
    body = re.sub(rb"(?m)^\.", b"..", body)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {' '.join(words.split())}"[:1000]


def explained(settings: SmtpSettings, error: Exception) -> str:
    """The error in words, with what to look at."""
    place = f"{settings.host}:{settings.port}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"login refused by {place}: {_said(error.smtp_code, error.smtp_error)}; check user and password"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{place} does not offer what the settings ask for ({error}); check port and security"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection to {place}: {error}; check port, security and the server's certificate"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{place} answered {_said(error.smtp_code, error.smtp_error)}"
    return f"no connection to {place}: {error or type(error).__name__}"


class Mailer:
    """One connection, opened when the first mail goes out and renewed when it breaks or has carried its share."""

    def __init__(
        self,
        settings: SmtpSettings,
        pause: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._pause, self._clock = pause, clock
        self._not_before = clock()
        self._smtp: smtplib.SMTP | None = None
        self._carried = 0

    def __enter__(self) -> "Mailer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye if the line is up; a broken line is just dropped, since all outcomes are known by now."""
        smtp, self._smtp, self._carried = self._smtp, None, 0
        if smtp is None:
            return
        try:
            smtp.quit()
        except (OSError, smtplib.SMTPException):
            smtp.close()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp, self._carried = None, 0

    def _connect(self) -> smtplib.SMTP:
        """A greeted, secured, logged-in connection; raises smtplib's errors, or OSError."""
        chosen = self.settings
        if chosen.security == "tls":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(chosen.host, chosen.port, timeout=chosen.timeout_s, context=context)
        else:
            smtp = smtplib.SMTP(chosen.host, chosen.port, timeout=chosen.timeout_s)
        try:
            smtp.ehlo_or_helo_if_needed()
            if chosen.security == "starttls":
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if chosen.user is not None:
                smtp.login(chosen.user, chosen.password.get_secret_value() if chosen.password else "")
        except BaseException:
            smtp.close()
            raise
        return smtp

    def send(self, mail: EmailMessage, entering_data: EnteringData) -> Outcome:
        """What came of sending `mail` to the one address of its To.

        `entering_data` is called when the server waits for the text and before its first byte goes out: a line lost
        before that is a `retry`, one lost after it, or an answer that is none, is `unknown`. Of a reply the first
        digit decides (RFC 5321, 4.2.1).
        """
        self._pace()
        if self._carried >= self.settings.per_connection:
            self.close()
        try:
            if self._smtp is None:
                self._smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            return Outcome("retry", explained(self.settings, error), trouble=True)
        self._carried += 1
        return self._converse(self._smtp, mail, entering_data)

    def _pace(self) -> None:
        """Waits until the pace allows one more."""
        if self.settings.per_minute is None:
            return
        wait = self._not_before - self._clock()
        if wait > 0:
            self._pause(wait)
        self._not_before = max(self._not_before, self._clock()) + 60 / self.settings.per_minute

    def _converse(self, smtp: smtplib.SMTP, mail: EmailMessage, entering_data: EnteringData) -> Outcome:
        step = "MAIL FROM"
        try:
            body = wire_bytes(mail)
            code, text = smtp.mail(self.settings.envelope_from)
            if code // 100 == 2:
                step = "RCPT TO"
                code, text = smtp.rcpt(mail["To"].addresses[0].addr_spec)
            if step == "RCPT TO" and code // 100 == 2:
                step = "DATA"
                code, text = smtp.docmd("DATA")
        except UnicodeError as error:
            self._reset()
            return Outcome("failed", f"the address cannot be written in plain ASCII: {error}")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome("retry", f"connection lost at {step}: {error or type(error).__name__}", trouble=True)
        if step != "DATA" or code // 100 != 3:
            return self._refused(step, code, text)
        try:
            entering_data()
        except BaseException:
            self._drop()  # The server waits for the text: whatever is said now would be taken for it.
            raise
        try:
            smtp.send(body)
            code, text = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome("unknown", f"connection lost after DATA began: {error or type(error).__name__}")
        if code // 100 == 2:
            return Outcome("sent", _said(code, text))
        if code // 100 not in (4, 5):
            self._drop()
            return Outcome("unknown", f"no answer to the text: {_said(code, text)}")
        return self._refused("the text", code, text)

    def _refused(self, step: str, code: int, text: bytes) -> Outcome:
        """4xx may pass later; 5xx will not, unless it is the sender that is refused: then it is the set-up's fault."""
        answer = f"{_said(code, text)} (to {step})"
        if code == 421 or code < 400:
            self._drop()
            return Outcome("retry", answer, trouble=True)
        self._reset()
        if step == "MAIL FROM" and code >= 500 and code != 552:
            return Outcome("retry", f"{answer}; check that the server lets this sender send", trouble=True)
        return Outcome("failed" if code >= 500 else "retry", answer)

    def _reset(self) -> None:
        """Make the connection ready for the next message, or drop it."""
        try:
            if self._smtp is not None and self._smtp.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()
