"""When a source is visited next: as its entry says, later after failures, not at all while its server asks for rest."""

from datetime import datetime, timedelta

from schemas.acquisition import Failure
from schemas.source import Source

LONGEST = {"temporary": timedelta(days=1), "soft": timedelta(days=1), "hard": timedelta(days=7)}
FIRST = {"temporary": timedelta(minutes=30), "soft": timedelta(hours=6), "hard": timedelta(days=1)}
SLACK = 0.1
"""A run that starts a little earlier than yesterday's still finds a daily source due."""


def is_due(source: Source, visited_at: datetime | None, next_visit_at: datetime | None, now: datetime) -> bool:
    """Whether a source should be visited now: its interval is over, and so is any rest after a failure."""
    if visited_at is None or visited_at > now:
        # A visit in the future was made while the machine's clock was wrong; to believe it could mean a year's rest.
        return True
    if next_visit_at is not None:
        return now >= next_visit_at
    return now - visited_at >= source.interval * (1 - SLACK)


def next_visit(failure: Failure, failures_before: int, retry_at: datetime | None, now: datetime) -> datetime:
    """When a source that failed wakes: each failure in a row doubles its sleep; a server's own word counts as well."""
    sleep: timedelta = min(FIRST[failure] * 2 ** min(failures_before, 16), LONGEST[failure])
    return max(now + sleep, retry_at) if retry_at else now + sleep
