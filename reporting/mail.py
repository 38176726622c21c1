"""Mails: an alert, a digest of alerts, a notice to those who run the machine."""

from collections.abc import Sequence
from importlib.resources import files
from urllib.parse import quote

import css_inline
from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape

from reporting import wording
from reporting.figure import figure, in_full, new_value, old_value, title_of
from reporting.watched import sections
from schemas import ids
from schemas.alert import Message, Telling, Watched
from schemas.subscriber import Subscriber

IN_FULL = (20, 10, 5, 0)
"""A digest shows so many changes with their proof, fewer where it would get too long, and the others in a line each."""
MOST_LINES = 500
LONGEST_HTML = 100_000
"""Bytes. Gmail cuts off what is longer than 102 KB, and with it the way to stop."""

_templates = {
    path.name: path.read_text("utf-8") for path in files("reporting").joinpath("templates").iterdir() if path.is_file()
}
_environment = Environment(
    loader=DictLoader(_templates),
    autoescape=select_autoescape(("html.jinja",), default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def subject(telling: Telling) -> str:
    """The news in one line: `HKIC projects invested in: over 160 → over 170`."""
    change = telling.change
    title, old, new = title_of(telling), old_value(change), new_value(change)
    if change.class_ == "retracted":
        return f"Withdrawn – {title}: {new}"
    if not old:
        return f"{title}: {in_full(change)}" + (" (first figure)" if change.class_ == "first" else "")
    if change.class_ == "contradicted":
        return f"Sources disagree – {title}: {old} or {new}"
    before = wording.period(change.old_period_start, change.old_period_end)
    after = wording.period(change.period_start, change.period_end)
    if change.class_ == "new_period" and before and after:
        return f"{title} – {before}: {old} → {after}: {new}"
    mark = "Correction – " if change.class_ == "revised" else ""
    return f"{mark}{title}: {old} → {new}"


def _html(template: str, **shown: object) -> str:
    return _inliner.inline(_environment.get_template(template).render(**shown))


def _why(telling: Telling, subscriber: Subscriber) -> str:
    rule = telling.alert.rule
    asked = (
        f"all metrics{rule.removeprefix('metrics *')}" if rule.startswith("metrics *,") or rule == "metrics *" else rule
    )
    return f"You get this because the subscription “{subscriber.id}” asks for {wording.clean(asked, 100)}."


def _stop(ops_address: str, about: str) -> str:
    """Where a mail to stop goes: the address of ops, with what it is about."""
    return f"mailto:{ops_address}?subject={quote(f'unsubscribe {about}')}"


def mail(
    telling: Telling,
    subscriber: Subscriber,
    ops_address: str,
    chart_png: bytes | None = None,
    now_tracking: Sequence[str] = (),
) -> Message:
    """The mail of one alert, as text and as HTML; `chart_png` is shown in it by content id where given.

    `now_tracking` are lines on what else is followed from now on.
    """
    alert = telling.alert
    message_id = ids.message_id(subscriber.address, alert.alert_id)
    shown: dict[str, object] = {
        "subject": subject(telling),
        "figures": [figure(telling, subscriber)],
        "more": (),
        "count_of_more": 0,
        "tracking": [wording.clean(line) for line in now_tracking],
        "sections": (),
        "chart": f"cid:{message_id}.chart" if chart_png else None,
        "why": _why(telling, subscriber),
        "ops_address": ops_address,
        "stop": _stop(ops_address, alert.alert_id),
    }
    return Message(
        message_id=message_id,
        alert_ids=(alert.alert_id,),
        address=subscriber.address,
        subject=subject(telling),
        text=_environment.get_template("mail.txt.jinja").render(**shown),
        html=_html("mail.html.jinja", **shown),
        thread=alert.metric_id,
        dated=telling.evidence.observation.published.at.date(),
        held=alert.hold_reason if alert.state == "held" else None,
        chart_png=chart_png,
    )


def digest(
    tellings: Sequence[Telling],
    subscriber: Subscriber,
    now_tracking: Sequence[str],
    slot: str,
    ops_address: str,
    *,
    name: str | None = None,
    watched: Sequence[Watched] = (),
    also_carries: Sequence[str] = (),
) -> Message:
    """One mail for many alerts, the lines `now_tracking` and the figures `watched`.

    `slot` gives its id; `name`, as `2 March 2026` (left out: the slot itself), stands in its subject.
    """
    if not tellings and not now_tracking and not watched:
        raise ValueError("a digest needs an alert or a line to tell")
    named = wording.clean(name or slot, 60)
    only = subject(tellings[0]) if len(tellings) == 1 and not watched else None
    title = (
        f"Figures, {named} – {only}"
        if only
        else f"Figures, {named}: {_counted(tellings, watched) or wording.clean(now_tracking[0], 60)}"
    )
    message_id = ids.message_id(subscriber.address, f"digest {slot}")
    held = next((one.alert.hold_reason for one in tellings if one.alert.state == "held"), None)
    shown: dict[str, object] = {
        "subject": title,
        "tracking": [wording.clean(line) for line in now_tracking],
        "sections": sections(watched),
        "chart": None,
        "why": f"You get this digest because of the subscription “{subscriber.id}”.",
        "ops_address": ops_address,
        "stop": _stop(ops_address, message_id),
    }
    text, html = _of_bearable_length(tellings, subscriber, shown)
    return Message(
        message_id=message_id,
        alert_ids=tuple(telling.alert.alert_id for telling in tellings),
        also_carries=tuple(also_carries),
        address=subscriber.address,
        subject=title,
        text=text,
        html=html,
        thread=f"digest-{subscriber.id}",
        held=held,
    )


def _of_bearable_length(
    tellings: Sequence[Telling], subscriber: Subscriber, shown: dict[str, object]
) -> tuple[str, str]:
    """Text and HTML of a digest, with as many changes in full as there is room for."""
    text = html = ""
    for count in IN_FULL:
        lines = [subject(telling) for telling in tellings[count:]]
        left_out = len(lines) - MOST_LINES
        if left_out > 0:
            lines[MOST_LINES:] = [f"and {left_out} more; the command `figurewatch changes` shows them"]
        parts = shown | {"figures": [figure(telling, subscriber) for telling in tellings[:count]]}
        parts |= {"more": lines, "count_of_more": len(tellings) - count}
        text = _environment.get_template("mail.txt.jinja").render(**parts)
        html = _html("mail.html.jinja", **parts)
        if len(html.encode()) <= LONGEST_HTML:
            break
    return text, html


def _counted(tellings: Sequence[Telling], watched: Sequence[Watched]) -> str:
    changes, figures = len(tellings), len(watched)
    said = [f"{changes} change{'' if changes == 1 else 's'}"] if changes else []
    said += [f"{figures} figure{'' if figures == 1 else 's'} not yet tracked"] if figures else []
    return ", ".join(said)


def notice(subject_line: str, lines: Sequence[str], address: str, slot: str, why: str = "") -> Message:
    """A plain mail to those who run the machine: what is wrong or mended, one line each; `slot` gives its id."""
    shown = [wording.clean(line, 1000) for line in lines]
    title = f"Figurewatch: {wording.clean(subject_line, 120)}"
    foot = ["-- ", wording.clean(why)] if why else []
    return Message(
        message_id=ids.message_id(address, f"notice {slot}"),
        alert_ids=(),
        address=address,
        subject=title,
        text="\n\n".join([title, *shown]) + "\n" + "\n".join(["", *foot, ""] if foot else []),
        html=_html("notice.html.jinja", subject=title, lines=shown, why=wording.clean(why)),
        thread="notice",
    )
