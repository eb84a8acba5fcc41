"""What waits for whom, and what comes next: each practice says it of itself, the table gathers it."""

from datetime import date, datetime
from typing import NamedTuple


class Awaited(NamedTuple):
    """Something that waits for a party. `what` is a code for the sentence, `entry` the thing, `since` when it began.

    `roles`: who in that party may do it; empty: anybody who sits for it. `due`: by when, if there is a day.
    """

    practice: str
    what: str
    party: str
    entry: int
    since: datetime
    due: date | None = None
    roles: tuple[str, ...] = ()


class Coming(NamedTuple):
    """Something that comes next for everybody: a meeting, a review, the end of a term."""

    practice: str
    what: str
    entry: int
    on: date
