"""What rooms raise when state is busy or damaged, as faults that the user can mend."""

from collections.abc import Iterator
from contextlib import contextmanager

from alerting.stored import OutboxError
from flows.console import EXIT_TRY_LATER, Fault
from warehouse.checking import CheckFailed
from warehouse.ledger import LedgerUnreadable
from warehouse.locking import LedgerBusy
from warehouse.migrating import LedgerTooNew
from warehouse.querying import NothingPublished, QueryError


@contextmanager
def as_faults() -> Iterator[None]:
    """Raises a Fault in place of what warehouse and outbox expect to go wrong; a busy ledger asks to try later."""
    try:
        yield
    except LedgerBusy as error:
        raise Fault(str(error), EXIT_TRY_LATER) from error
    except (LedgerUnreadable, LedgerTooNew, CheckFailed, NothingPublished, QueryError, OutboxError) as error:
        raise Fault(str(error)) from error
