"""Goals as the pages show them: where each stands, how far it has come, whose turn it is, how much it matters."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.days import days_over, days_until
from paripassu.alliance.goals import awaited, unconfirmed
from paripassu.alliance.goals.importances import ImportanceStated, ready, unstated
from paripassu.alliance.goals.objectives import (
    Goal,
    Offer,
    Report,
    Round,
    Status,
    day_judged,
    pace_asked,
    reached_on,
    shortfall,
    status,
)
from paripassu.alliance.goals.turns import waiting
from paripassu.keeper.access import Sitting
from paripassu.web.aimed import with_unit
from paripassu.web.environment import number, percent

WIDE = 240
"""How wide the picture of the way is, in the units of its view box."""


class Way(NamedTuple):
    """The way from baseline to target as a picture: where the last confirmed value and the straight line stand."""

    come: int | None
    asked: int | None
    said: str


class Stakes(NamedTuple):
    """How important a goal is to each party, side by side: the figure, or None while it is sealed or not stated."""

    by_party: list[tuple[str, int | None, str]]
    gap: int | None
    earlier: bool


class Line(NamedTuple):
    """A goal as a row: where it stands, the picture of its way, in whose court it is, one sentence why, its stakes."""

    goal: Goal
    status: Status
    way: Way
    court: tuple[str, ...]
    why: str
    stakes: Stakes


def line(alliance: Alliance, goal: Goal, now: datetime) -> Line:
    """A goal as a row at this moment."""
    where = status(goal, now)
    court = tuple(sorted({each.party for each in waiting(alliance, goal, now)}))
    return Line(goal, where, way(goal, now), court, why(alliance, goal, where, now), stakes(alliance, goal))


def lines(alliance: Alliance, now: datetime) -> list[Line]:
    """All goals as rows, by the last day they have."""
    found = [line(alliance, goal, now) for goal in alliance.goals.by_index.values()]
    return sorted(found, key=lambda each: (each.goal.measure.by, each.goal.index))


def way(goal: Goal, now: datetime) -> Way:
    """The picture of the way, and the same in words."""
    latest = goal.latest
    come = None if latest is None else goal.measure.way(latest.value)
    steady = goal.in_force and goal.measure.pace == "steady"
    asked = pace_asked(goal, day_judged(goal, now)) if steady else None
    if latest is None or come is None:
        said = _("Nothing is confirmed yet.")
    else:
        fields = {"value": with_unit(latest.value, goal.measure), "day": formats.date_format(latest.on)}
        said = _("%(value)s on %(day)s, ") % fields + _("%(part)s of the way") % {"part": percent(come)}
    return Way(_place(come), _place(asked), said)


def _place(part: Decimal | None) -> int | None:
    return None if part is None else round(float(min(max(part, Decimal(0)), Decimal(1))) * WIDE)


def why(alliance: Alliance, goal: Goal, where: Status, now: datetime) -> str:
    """One sentence on where a goal stands and what comes next."""
    if where in ("proposed", "declined", "withdrawn"):
        return _why_pending(alliance, goal, where)
    day = formats.date_format(goal.measure.by)
    if where == "dropped":
        last = goal.offers[goal.versions[-1].offer]
        return _("All agreed to drop it: “%(reason)s”") % {"reason": last.reason}
    if where == "reached":
        on = reached_on(goal)
        assert on is not None
        text = _("Reached since %(on)s, by what all confirmed.") % {"on": formats.date_format(on)}
        return text if on <= goal.measure.by else text + " " + _("That is after its day, %(day)s.") % {"day": day}
    if where == "missed":
        fields = {"day": day, "count": number(days_over(goal.measure.by, now))}
        return _("Its day, %(day)s, has been over for %(count)s days. Propose how to go on, or to drop it.") % fields
    left = _("%(count)s days are left.") % {"count": number(days_until(goal.measure.by, now))}
    return f"{_why_on_the_way(goal, where, now)} {left}"


def _why_pending(alliance: Alliance, goal: Goal, where: Status) -> str:
    first = goal.first
    if where == "withdrawn" and first.withdrawn is not None:
        fields = {"who": alliance.parties.name(goal.party), "reason": first.withdrawn.text}
        return _("%(who)s withdrew the proposal: “%(reason)s”") % fields
    if where == "declined":
        who, word = max(first.declined.items(), key=lambda each: each[1].entry)
        fields = {"who": alliance.parties.name(who), "reason": word.text}
        return _("%(who)s declined: “%(reason)s” Talk, and propose it otherwise, or withdraw it.") % fields
    names = alliance.parties.names(awaited(alliance, first))
    return _("It is in the court of %(names)s: to agree, or to decline with a reason.") % {"names": names}


def _why_on_the_way(goal: Goal, where: Status, now: datetime) -> str:
    if where == "behind":
        short, judged = shortfall(goal, now), day_judged(goal, now)
        assert short is not None
        fields = {"part": percent(short), "day": formats.date_format(judged)}
        return _("On %(day)s it was %(part)s of the way short of the straight line.") % fields
    if goal.measure.pace == "end":
        return _("It is judged on its last day.")
    if where == "unmeasured":
        return _("Nobody has reported a value that all confirmed.")
    return _("It keeps up with the straight line, or is short of it by less than a tenth.")


# --- how much it matters ---


def stakes(alliance: Alliance, goal: Goal) -> Stakes:
    """The open figures of the last time they were stated; while all are sealed, those of the time before."""
    opened = [each for each in goal.rounds if each.stakes]
    shown = opened[-1] if opened else None
    parties = sorted(alliance.agreement.versions[-1].partners, key=alliance.parties.name)
    figures = [(party, *_figure(shown, party)) for party in parties]
    return Stakes(figures, shown.gap if shown else None, shown is not None and shown is not goal.rounds[-1])


def _figure(shown: Round | None, party: str) -> tuple[int | None, str]:
    stake = shown.stakes.get(party) if shown else None
    return (None, "") if stake is None else (stake.importance, stake.reason)


class Asked(NamedTuple):
    """Where stating how important a goal is stands: who has handed in, what is missing, what can be opened."""

    handed: tuple[str, ...]
    missing: tuple[str, ...]
    ready: tuple[int, ...]
    own: ImportanceStated | None


def asked(sitting: Sitting, goal: Goal) -> Asked | None:
    """The same for the last time it was asked; None when all is open, or nothing is asked."""
    if not goal.in_force or goal.rounds[-1].stakes:
        return None
    handed = goal.rounds[-1].handed
    own = handed.get(sitting.seat.party)
    stated = [each.fact for each in sitting.private if own is not None and each.index == own.entry]
    missing = unstated(sitting.alliance, goal)
    return Asked(tuple(sorted(handed)), missing, ready(sitting.alliance, goal), stated[0] if stated else None)


# --- what one can do ---


def may(sitting: Sitting, goal: Goal, *, part: bool) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    party, leads = sitting.seat.party, part and sitting.seat.role != "member"
    offers = list(goal.open_offers())
    return {
        "part": part,
        "leads": leads,
        "agree": [each for each in offers if leads and _owes_word(sitting.alliance, each, party)],
        "decline": [each for each in offers if leads and each.party != party and party not in each.declined],
        "withdraw": [each for each in offers if part and each.party == party],
        "report": part and goal.in_force,
        "reassess": part and goal.in_force,
        "confirm": [each for each in _open(goal) if part and _unsaid(sitting.alliance, each, party)],
        "question": [each for each in _open(goal) if part and each.party != party and party not in each.questioned],
        "take_back": [each for each in _open(goal) if part and each.party == party],
    }


def _owes_word(alliance: Alliance, offer: Offer, party: str) -> bool:
    return party in awaited(alliance, offer)


def _open(goal: Goal) -> list[Report]:
    return [each for each in goal.reports.values() if each.settled is None and each.withdrawn is None]


def _unsaid(alliance: Alliance, report: Report, party: str) -> bool:
    return party in unconfirmed(alliance, report.party, report.confirmed)
