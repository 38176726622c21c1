"""Changes, metrics and tellings to route and to mail, all invented."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from schemas.alert import Alert, Evidence, Telling
from schemas.catalogue import AlertRule, Metric
from schemas.change import Change, Observation
from schemas.published import Published
from schemas.subscriber import Subscriber

PUBLISHED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
RUN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CRANES = Metric(
    id="harbour-cranes", title="Harbour cranes in service", entity="harbour", unit="cranes", period="instant"
)
READER = Subscriber(id="desk", address="desk@example.org", metrics=("harbour-*",))


def metric(**changed) -> Metric:
    return CRANES.model_copy(update=changed)


def change(number=1, **changed) -> Change:
    fields = {
        "change_id": f"chg-{number:016x}",
        "observation_id": f"obs-{number:016x}",
        "metric_id": "harbour-cranes",
        "kind": "actual",
        "class": "new_value",
        "rule": "10g",
        "reason": "a later time and another value",
        "slot": "",
        "old_value": Decimal(160),
        "old_low": Decimal(160),
        "old_qualifier": "over",
        "new_value": Decimal(170),
        "new_low": Decimal(170),
        "new_qualifier": "over",
        "unit": "cranes",
        "change_abs": Decimal(10),
        "change_pct": Decimal("6.25"),
        "published_at": PUBLISHED + timedelta(hours=number - 1),
        "current": True,
        "alerts_by_default": True,
    }
    return Change(**(fields | changed))


def alert(of: Change, to: str = "desk", **changed) -> Alert:
    fields = {
        "alert_id": f"alr-{of.change_id[4:]}",
        "change_id": of.change_id,
        "subscriber_id": to,
        "metric_id": of.metric_id,
        "state": "due",
        "rule": "metrics harbour-*",
        "created_at": RUN_AT,
        "run_id": "run-1",
    }
    return Alert(**(fields | changed))


def observation(of: Change, **changed) -> Observation:
    fields = {
        "observation_id": of.observation_id,
        "metric_id": of.metric_id,
        "kind": of.kind,
        "fact_id": "fact-0000000000000001",
        "article_id": "art-0000000000000001",
        "story_id": "art-0000000000000001",
        "publisher": "tide-times",
        "published": Published.read("2026-03-01T16:30+08:00", "json-ld"),
        "value": of.new_value,
        "unit": of.unit,
        "qualifier": of.new_qualifier,
    }
    return Observation(**(fields | changed))


def telling(
    of: Change | None = None, title="Harbour cranes in service", evidence=None, history=(), **changed
) -> Telling:
    of = of or change()
    shown = {
        "observation": observation(of),
        "quote": "over 170",
        "sentence": "The port now runs over 170 cranes, its director said.",
        "quote_start": 18,
        "title": "Port adds cranes before the summer",
        "publisher": "Tide Times",
        "url": "https://tide.example/port-adds-cranes",
    }
    return Telling(
        alert=alert(of),
        change=of,
        metric_title=title,
        evidence=Evidence(**(shown | (evidence or {}))),
        history=history,
        **changed,
    )


def before(days: int, value: int, **changed) -> Change:
    """An earlier belief of the series."""
    return change(
        100 + days,
        published_at=PUBLISHED - timedelta(days=days),
        new_value=Decimal(value),
        new_low=Decimal(value),
        current=False,
        **changed,
    )


def year(number: int) -> dict:
    return {"period_start": date(number, 1, 1), "period_end": date(number, 12, 31)}


def watching(*on, **changed) -> Metric:
    return metric(alert=AlertRule(on=on), **changed)
