"""From what is published to the mailboxes, between runs: needs the published copy and the outbox, never the ledger."""

from datetime import UTC, datetime

from flows.faults import as_faults
from flows.mail_steps import Mailed, mail_waiting
from flows.opening import open_catalogue
from flows.ops_steps import report_delivery
from flows.settings import Settings


def deliver_due(settings: Settings, now: datetime | None = None) -> Mailed:
    """What became of all mails that are due: new alerts, digests whose time has passed, and retries.

    Raises Fault for a catalogue or an outbox that cannot be used.
    """
    at = now or datetime.now(UTC)
    with as_faults():
        catalogue = open_catalogue(settings.catalogue)
        return report_delivery(settings, catalogue, mail_waiting(settings, catalogue, at), at)
