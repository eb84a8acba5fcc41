"""Power and voice: who depends on whom, what votes are worth, whose proposals pass, who gives way, and who waits."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from paripassu.keeper.access import Sitting
from paripassu.measures.questions import readings
from paripassu.measures.reading import Reading
from paripassu.web import clock
from paripassu.web.measured import Group, Row, shown
from paripassu.web.navigation import address
from paripassu.web.seated import seated

DEPENDENCE = ("dependence", "dependence_imbalance", "mutual_dependence")
VOTES = ("voting_power", "vote_share")
WAITING = ("waiting_days", "answer_days")
CONCENTRATION = ("proposal_concentration", "concession_concentration", "agenda_concentration")

LEFT, RIGHT, TOP, BOTTOM = 34.0, 346.0, 10.0, 170.0
"""The corners of the map of dependence, in a picture that is 360 units wide and 196 high."""


class Votes(NamedTuple):
    """The votes of a party among the partners or in a body, and what they are worth."""

    power: Row
    share: Row


class Pin(NamedTuple):
    """A pair on the map of dependence: to the right the more they depend on each other, upwards the more unevenly."""

    one: str
    other: str
    x: float
    y: float


@require_safe
@seated
def power(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The same page for every party. Before an agreement is in force there is nobody to depend on."""
    found = readings(sitting.alliance, clock.now(), "power", "voice")
    context = {
        "begun": bool(sitting.alliance.agreement.versions),
        "agreement": address("agreement", sitting.slug),
        "waiting": _groups(sitting, found, *WAITING),
        "dependence": _groups(sitting, found, *DEPENDENCE),
        "pins": pins(found),
        "frame": (LEFT, RIGHT, TOP, BOTTOM),
        "votes": votes(sitting, found),
        "voice": _groups(
            sitting, found, "proposal_share", "passed_share", "concession_share", "agenda_share", *CONCENTRATION
        ),
        "partners": len(sitting.alliance.parties.partners),
    }
    return render(request, "power/power.html", context)


def _groups(sitting: Sitting, found: list[Reading], *names: str) -> list[Group]:
    """The readings of these measures, in this order."""
    return shown(sitting, [one for name in names for one in found if one.measure == name])


def votes(sitting: Sitting, found: list[Reading]) -> list[Votes]:
    """Power and share side by side: the bodies by name, the partners among themselves first."""
    groups = {group.measure.name: group.rows for group in _groups(sitting, found, *VOTES)}
    shares = {row.about: row for row in groups.get("vote_share", ())}
    rows = sorted(groups.get("voting_power", ()), key=lambda row: (row.words, row.about))
    return [Votes(row, shares[row.about]) for row in rows]


def pins(found: list[Reading]) -> list[Pin]:
    """The pairs of which imbalance and mutual dependence are known, on the map."""
    mutual = {one.about: one.value for one in found if one.measure == "mutual_dependence"}
    apart = {one.about: one.value for one in found if one.measure == "dependence_imbalance"}
    known = [(about, value, apart[about]) for about, value in mutual.items()]
    return [_pin(about, float(both), float(gap)) for about, both, gap in known if both is not None and gap is not None]


def _pin(about: str, mutual: float, apart: float) -> Pin:
    one, _between, other = about.partition("-")
    return Pin(one, other, LEFT + mutual / 2 * (RIGHT - LEFT), BOTTOM - apart * (BOTTOM - TOP))


alliance = [path("power/", power, name="power")]
