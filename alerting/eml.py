"""Messages as mail: headers, parts, and files for people without an SMTP server."""

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from schemas.alert import Message

SENDER_NAME = "Figurewatch"
LONGEST_SUBJECT = 200
TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters nobody sees that make what follows read in another order."""


def header_text(text: str, most: int = LONGEST_SUBJECT) -> str:
    """`text` as one line without control or direction-changing characters, cut to `most` characters."""
    shown = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    plain = "".join(char for char in shown if char not in TURNS_TEXT and unicodedata.category(char) != "Cs")
    line = " ".join(plain.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def message_header_id(message_id: str, sender: str) -> str:
    """The Message-ID of a message: the same at every try."""
    return f"<{message_id}@{sender.rpartition('@')[2]}>"


def _address(text: str, name: str = "") -> Address:
    user, _, domain = text.rpartition("@")
    return Address(name, user, domain)


def build(message: Message, sender: str, ops_address: str, at: datetime, earlier: Sequence[str] = ()) -> EmailMessage:
    """The mail of a message, dated `at`, in reply to the `earlier` messages of its thread (ids, oldest first)."""
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Message-ID"] = message_header_id(message.message_id, sender)
    mail["Date"] = format_datetime(at)
    mail["From"] = _address(sender, SENDER_NAME)
    mail["To"] = _address(message.address)
    mail["Subject"] = header_text(message.subject)
    if earlier:
        mail["In-Reply-To"] = message_header_id(earlier[-1], sender)
        mail["References"] = " ".join(message_header_id(one, sender) for one in earlier)
    about = quote(" ".join(message.alert_ids[:1]) or message.message_id, safe="")
    mail["List-Unsubscribe"] = f"<mailto:{ops_address}?subject=unsubscribe%20{about}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Figurewatch-Message"] = message.message_id
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    if message.chart_png is not None:
        parts = mail.get_payload()
        assert isinstance(parts, list)
        html = parts[1]
        assert isinstance(html, EmailMessage)
        html.add_related(message.chart_png, "image", "png", cid=f"<{message.message_id}.chart>", filename="chart.png")
    return mail


def file_name(message: Message, at: datetime) -> str:
    """A name a person can find: `2025-12-16-hkic-projects-MESSAGE_ID.eml`."""
    thread = re.sub(r"[^a-z0-9]+", "-", message.thread.lower()).strip("-")[:60] or "message"
    return f"{message.dated or at.date()}-{thread}-{message.message_id}.eml"


def write(mail: EmailMessage, path: Path) -> Path:
    """`path`, holding the whole mail or, after a crash, what it held before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(mail.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return path
