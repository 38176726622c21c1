"""Mails looked at before they go, sent again, and tried."""

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from alerting import eml
from alerting.delivering import release
from alerting.outbox import Outbox
from alerting.trying import Answer, converse
from flows.composing import compose, one_mail, waiting_tellings
from flows.console import Fault
from flows.mail_steps import Mailed, letterhead, outbox_path, send_mails, smtp_settings
from flows.settings import Settings
from reporting.mail import notice
from schemas.alert import Message, MessageState
from schemas.catalogue import Catalogue
from warehouse.querying import NothingPublished
from warehouse.telling import tellings

TO_COME: tuple[MessageState, ...] = ("held", "pending", "retry")


def _composed(settings: Settings, catalogue: Catalogue, outbox: Outbox, alert_id: str) -> Message | None:
    """The instant mail of one alert, made from the published copy; None for an id that is no alert of a subscriber."""
    readers = {one.id: one for one in catalogue.subscribers}
    for telling in tellings(settings.home, [alert_id]):
        reader = readers.get(telling.alert.subscriber_id)
        if reader is not None:
            return one_mail(telling, reader, letterhead(settings, catalogue).ops_address, outbox)
    return None


def preview(settings: Settings, catalogue: Catalogue, asked: str | None, now: datetime) -> list[Message]:
    """The mail of an alert or message id; without one, all that are not sent yet and those that would be made now.

    Nothing is written. A Fault for an id that nobody knows.
    """
    head = letterhead(settings, catalogue)
    with Outbox(outbox_path(settings.home)) as outbox:
        if asked is None:
            stored = [one.message for state in TO_COME for one in outbox.in_state(state)]
            try:
                waiting = waiting_tellings(settings, outbox)
            except NothingPublished:
                return stored
            return [*stored, *compose(waiting, catalogue, settings, outbox, head.ops_address, now)]
        carrying = outbox.carrying(asked)
        if carrying is not None:
            return [carrying.message]
        composed = _composed(settings, catalogue, outbox, asked)
    if composed is None:
        raise Fault(f"no alert or mail {asked!r}; `figurewatch alerts list` shows them")
    return [composed]


def _with_chart(message: Message) -> str:
    """The HTML with its chart inside: a browser has no mail around it to take the picture from."""
    if message.chart_png is None:
        return message.html
    picture = f"data:image/png;base64,{base64.b64encode(message.chart_png).decode()}"
    return message.html.replace(f"cid:{message.message_id}.chart", picture)


def write_preview(
    messages: list[Message], settings: Settings, catalogue: Catalogue, folder: Path, now: datetime
) -> list[Path]:
    """The files .txt, .html and .eml of each message, in the folder."""
    head = letterhead(settings, catalogue)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for message in messages:
        path = eml.write(eml.build(message, head.sender, head.ops_address, now), folder / eml.file_name(message, now))
        forms: dict[Literal[".txt", ".html"], str] = {".txt": message.text, ".html": _with_chart(message)}
        for ending, content in forms.items():
            path.with_suffix(ending).write_text(content, "utf-8")
        paths += [path.with_suffix(".txt"), path.with_suffix(".html"), path]
    return paths


def send_again(settings: Settings, catalogue: Catalogue, asked: str) -> Mailed:
    """Sends one mail now: again under its old Message-ID, or for the first time where its alert waits for a digest."""
    now = datetime.now(UTC)
    head = letterhead(settings, catalogue)
    with Outbox(outbox_path(settings.home)) as outbox:
        stored = outbox.carrying(asked)
        if stored is not None:
            if not release(outbox, [stored.message.message_id], now, again=True):
                raise Fault(f"{asked} is being sent by another process at this moment; try again later")
            return send_mails([], settings, head, now)
        composed = _composed(settings, catalogue, outbox, asked)
    if composed is None:
        raise Fault(f"no alert or mail {asked!r}; `figurewatch alerts list` shows them")
    return send_mails([composed.model_copy(update={"held": None})], settings, head, now)


def settle_mails(settings: Settings, ids: Sequence[str]) -> list[str]:
    """Message ids that need nothing more from now on; a Fault names the first that is neither unknown nor failed."""
    with Outbox(outbox_path(settings.home)) as outbox:
        found = {one: outbox.carrying(one) for one in ids}
        for one, stored in found.items():
            if stored is None:
                raise Fault(f"no alert or mail {one!r}; `figurewatch alerts list` shows them")
            if stored.state not in ("unknown", "failed"):
                raise Fault(f"{one} is {stored.state}; only a mail that is unknown or failed can be settled")
        return outbox.settle([one.message.message_id for one in found.values() if one], datetime.now(UTC))


def try_address(settings: Settings, catalogue: Catalogue, address: str, now: datetime) -> Iterator[Answer]:
    """The mail server's answers to a test mail, step by step; a Fault where no server is set."""
    if not settings.smtp_host:
        raise Fault(
            "no mail server is set: give FIGUREWATCH_SMTP_HOST and FIGUREWATCH_SMTP_SENDER,"
            " with FIGUREWATCH_SMTP_USER and FIGUREWATCH_SMTP_PASSWORD if it wants a login"
        )
    head = letterhead(settings, catalogue)
    message = notice(
        "test mail",
        [f"This is a test of the mail set-up, asked for at {now:%Y-%m-%d %H:%M} UTC.", "Nothing has to be done."],
        address,
        f"test {now.isoformat()}",
    )
    try:
        mail = eml.build(message, head.sender, head.ops_address, now)
        address.encode("ascii")
    except (ValueError, LookupError) as error:
        raise Fault(f"{address} is no address that mail can go to: {error}", code=2) from error
    return converse(smtp_settings(settings), mail)
