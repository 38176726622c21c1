"""How long a download may take and how much may come."""

from datetime import timedelta
from typing import NamedTuple

_MB = 1_000_000


class Caps(NamedTuple):
    """How many bytes are read, as they come and unpacked; more is a failure, or with `leave_rest` just not read."""

    wire: int
    unpacked: int
    leave_rest: bool = False


class Limits(NamedTuple):
    """The limits of all downloads of a run, in seconds, bytes and counts."""

    connect_s: float = 10
    read_s: float = 20
    """Without a single byte."""
    deadline_s: float = 45
    """For a request with its redirects; waiting for the host's turn does not count."""
    redirects: int = 5
    article: Caps = Caps(wire=10 * _MB, unpacked=10 * _MB)
    list: Caps = Caps(wire=50 * _MB, unpacked=50 * _MB)
    robots: Caps = Caps(wire=500 * 1024, unpacked=500 * 1024, leave_rest=True)
    large_body: int = 2 * _MB
    """Bodies grow beyond this one at a time, so that many do not fill the memory together."""
    connections: int = 16
    """At all hosts together."""
    longest_wait_s: float = 60
    """For a turn at a host; what would have to wait longer is left for another run."""
    back_off_s: float = 1
    """After a first failure of a host; doubled by each further one in a row."""
    slow_down: float = 15
    """Times as long after too many requests, where the server does not say how long."""
    ask_again_s: float = 600
    """After a failure that may pass, where the server does not say."""
    fresh: timedelta = timedelta(hours=6)
    """The longest that a server may keep us from looking by calling its answer fresh."""
