"""Alerts, and the messages that carry them."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, ConfigDict

from schemas.change import Change, Observation
from schemas.fact import Qualifier
from schemas.record import Number, Record

AlertState = Literal["due", "held", "superseded", "muted"]
MessageState = Literal["pending", "sending", "sent", "retry", "failed", "unknown", "written", "held", "settled"]
HoldReason = Literal["seed load", "old article", "backfill", "reprocess", "catalogue change", "asked to hold"]


class Alert(Record):
    """A change addressed to a subscriber."""

    alert_id: str
    change_id: str
    subscriber_id: str
    metric_id: str
    state: AlertState
    hold_reason: HoldReason | None = None
    rule: str
    """The subscription that asked for it, as `metrics hkic-*`."""
    created_at: AwareDatetime
    run_id: str


class Evidence(Record):
    """What a reader needs to judge a figure: the sentence, where it stands and who said it."""

    observation: Observation
    quote: str
    sentence: str
    quote_start: int
    """Where the quote starts in the sentence."""
    title: str | None
    publisher: str
    url: str | None


class Telling(Record):
    """An alert with all that its mail shows; values as recorded, formatting is the mail's work."""

    alert: Alert
    change: Change
    metric_title: str
    better: Literal["higher", "lower"] | None = None
    evidence: Evidence
    history: tuple[Change, ...] = ()
    """The last beliefs of the series, oldest first, the new one included."""
    rival: Evidence | None = None
    """The proof of the figure it disagrees with, for a contradiction."""
    stands: bool = True
    """False where the figure has been withdrawn or set aside since the alert was made."""
    corrects: tuple[str, ...] = ()
    """The alerts that told its subscriber the value that it takes back, newest first."""


class Watched(Record):
    """A new figure that no metric tracks, for someone who watches its entity or words."""

    fact_id: str
    topic: str
    """What it was watched for: an entity's name, or a word."""
    entity: str
    """The entity's id, or its words."""
    entity_name: str = ""
    """Its name, where the catalogue has one."""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str
    qualifier: Qualifier = "exact"
    wording: str | None = None
    noun: str | None = None
    measure: str = ""
    role: str = "level"
    period_start: date | None = None
    period_end: date | None = None
    sentence: str
    publisher: str
    title: str | None = None
    url: str | None = None


class Mute(Record):
    """A subscriber's wish to hear nothing of some metrics for a while."""

    subscriber_id: str
    glob: str
    until: AwareDatetime | None = None
    """When it ends; None for no end."""


class Message(Record):
    """One rendered mail to one address."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    message_id: str
    alert_ids: tuple[str, ...]
    address: str
    subject: str
    text: str
    html: str
    thread: str
    """The metric whose mails it follows."""
    dated: date | None = None
    """The day its news is of, for the name of its file."""
    held: HoldReason | None = None
    """Why it waits for a person to release it; None for one that is due."""
    also_carries: tuple[str, ...] = ()
    """What else it tells besides alerts, by ids that are told once: first figures and watched ones."""
    chart_png: bytes | None = None
    """The picture that the HTML shows by content id `MESSAGE_ID.chart`."""
    corrects: str | None = None
    """The id of the message that told what it takes back: it is a reply to that one."""


class Attempt(Record):
    """One try to deliver a message, and what came of it."""

    message_id: str
    at: AwareDatetime
    state: MessageState
    answer: str


class DeliveryState(Record):
    """Where a message stands, without any address: what analysts may see of it."""

    message_id: str
    alert_ids: tuple[str, ...]
    state: MessageState
    attempts: int
    last_at: AwareDatetime
