"""Days and clocks: an alliance spans time zones, and nobody is called late while the day still goes on somewhere.

What is due is due on a calendar day. A day has begun once it has begun anywhere (UTC+14), and is over once it has ended
everywhere (UTC-12). Moments are UTC. Nothing here asks the machine what time it is.
"""

from datetime import UTC, date, datetime, time, timedelta

EARLIEST = timedelta(hours=14)
"""The offset of the place where a day begins first."""

LATEST = timedelta(hours=-12)
"""The offset of the place where a day ends last."""


def begun(day: date, now: datetime) -> bool:
    """Whether a day has begun anywhere on Earth."""
    return day <= (now + EARLIEST).date()


def over(day: date, now: datetime) -> bool:
    """Whether a day has ended everywhere on Earth: only then is late what was due on it."""
    return day < (now + LATEST).date()


def beginning(day: date) -> datetime:
    """The moment at which a day begins first anywhere on Earth."""
    return datetime.combine(day, time(), UTC) - EARLIEST


def ended(day: date) -> datetime:
    """The first moment at which a day is over everywhere on Earth."""
    return datetime.combine(day, time(), UTC) + timedelta(days=1) - LATEST


def days_over(day: date, now: datetime) -> int:
    """For how many days a day has been over everywhere; 0 while it is not."""
    return max(((now + LATEST).date() - day).days, 0)


def days_until(day: date, now: datetime) -> int:
    """How many days there are still to a day, counted from the latest calendar on Earth; 0 once it has begun there."""
    return max((day - (now + LATEST).date()).days, 0)
