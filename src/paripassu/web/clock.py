"""The moment at which a page is asked for. One function, so that tests can say what time it is."""

from datetime import datetime

from paripassu.record import record


def now() -> datetime:
    """The time of this machine, UTC."""
    return record.now()
