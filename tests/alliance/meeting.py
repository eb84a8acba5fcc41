"""Check-ins for the tests: a scene with a monthly cadence, and what is done in most of them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from paripassu.alliance import checkins
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.alliance import open_sealed
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.meetings import Checkin, Felt
from tests.alliance.deciding import envelope
from tests.cast import ADA, Scene, agreed, partner_ids

MONTHLY = Cadence(1, "month", date(2026, 1, 31))
FIRST, SECOND = date(2026, 1, 31), date(2026, 2, 28)


def meeting(count: int = 2, **changes: Any) -> Scene:
    """An alliance of so many partners that meets at the end of each month."""
    return agreed(partner_ids(count), **({"checkins": MONTHLY} | changes))


def at(scene: Scene, day: date, hour: int = 9) -> Scene:
    """The same scene on that day (UTC), where its clock has not passed it."""
    scene.now = max(scene.now, datetime.combine(day, time(hour), UTC))
    return scene


def called(scene: Scene, on: date = FIRST, by: str = ADA, **fields: Any) -> int:
    """A check-in of the series, or besides it."""
    due = {} if on not in (FIRST, SECOND) else {"due": on}
    return scene.act(by, checkins.call, on=on, **(due | fields)).index


def state(scene: Scene, index: int) -> Checkin:
    return scene.alliance.checkins.checkin(index)


def felt(scene: Scene, party: str) -> Felt:
    """Something that a party could feel, on the scale for so many partners."""
    if len(scene.alliance.parties.partners) == 2:
        return Felt("work", towards=party, by=20)
    return Felt("work", coefficient=Decimal("0.9"))


def prepared(scene: Scene, checkin: int, by: str, **fields: Any) -> int:
    """Hand in a preparation; the index of its sealed entry."""
    party = scene.alliance.parties.seat(by).party
    usual = {"expectations": f"what {party} expects", "felt": (felt(scene, party),)}
    return scene.act(by, preparations.prepare, checkin=checkin, **(usual | fields)).index - 1


def unsealed(scene: Scene, checkin: int, by: str = ADA) -> int:
    """Open what can be opened of a check-in."""
    entries = preparations.ready(scene.alliance, state(scene, checkin))
    return scene.act(by, open_sealed, entries=tuple(envelope(scene, entry) for entry in entries)).index


def opened(scene: Scene, on: date = FIRST, by: str = ADA) -> int:
    """A check-in that was called and opened on its day; its index."""
    index = called(scene, on)
    at(scene, on)
    scene.act(by, checkins.open_meeting, checkin=index)
    return index


def over(day: date) -> date:
    """A day on which that one is over everywhere."""
    return day + timedelta(days=2)
