"""One commitment: where it stands, each day due, its life, what it is linked with, and what one can do about it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments import awaited, breaches, concerned, overtaken, promises, recurrences
from paripassu.alliance.commitments.breaches import Notice
from paripassu.alliance.commitments.promises import Commitment, Delivery, Standing
from paripassu.alliance.days import over
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import clock, linked
from paripassu.web import promises as shown
from paripassu.web.navigation import address
from paripassu.web.pages.agreement_document import origins
from paripassu.web.pages.commitments import usual
from paripassu.web.pages.ledger import takes_part
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence

DAYS_SHOWN = 12
ACTS = (
    "agree", "decline", "withdraw", "deliver", "take_back", "accept", "give_back", "block", "unblock", "contest",
    "uncontest", "release", "keep", "notice", "carry", "renegotiate", "late",
)  # fmt: skip
"""What may make sense on the page of a commitment; each is shown only where it does."""


class Day(NamedTuple):
    """A day due: where it stands, the later day by which it is owed if a block stood, and its last delivery."""

    due: date
    stands: Standing
    by: date | None
    delivery: Delivery | None
    in_time: bool


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one commitment. The entry of a delivery, a block or a notice leads to its commitment."""
    commitment = found(sitting, index)
    if commitment.index != index:
        return redirect("commitment", sitting.slug, commitment.index)
    now, names = clock.now(), reads.names(sitting)
    days = _days(commitment, now)
    context = {
        "line": shown.line(sitting.alliance, commitment, now),
        "commitment": commitment,
        "fact": commitment.fact,
        "days": days,
        "near": _near(days),
        "coming_days": recurrences.days(commitment.fact.due, commitment.fact.recurrence),
        "person": names.get(commitment.fact.by, _("somebody whose name was erased")),
        "names": names,
        "carriers": _carriers(sitting, commitment, names),
        "breach_notices": [(each, breaches.stands(sitting.alliance, each)) for each in _notices(sitting, commitment)],
        "in_default": {each.index for each in breaches.defaults(sitting.alliance, commitment.fact.owner, now)},
        "history": _history(sitting, index, names),
        "linked": linked.of(sitting, index),
        "origins": origins(sitting, commitment.fact.clauses),
        "record_entry": address("record_entry", sitting.slug, index),
        "may": _may(sitting, commitment, days, now),
        "today": now.date(),
        "least_cure": breaches.LEAST_CURE,
        **usual(sitting),
    }
    return render(request, "commitments/entry.html", context)


def found(sitting: Sitting, index: int) -> Commitment:
    """The commitment at an entry, or of the delivery, block or notice at it. NotHere when there is none."""
    state = sitting.alliance.commitments
    if index in state.notices:
        index = state.notices[index].commitment
    index = state.of_delivery.get(index, state.of_block.get(index, index))
    if index not in state.by_index:
        raise NotHere(str(index))
    return state.by_index[index]


def _days(commitment: Commitment, now: datetime) -> list[Day]:
    return [
        Day(due, stands, shown.shifted(commitment, due), delivery, _in_time(commitment, delivery))
        for due, stands in promises.standings(commitment, now).items()
        for delivery in [commitment.delivery(due)]
    ]


def _in_time(commitment: Commitment, delivery: Delivery | None) -> bool:
    return delivery is not None and promises.on_time(commitment, delivery)


def _near(days: list[Day]) -> list[Day]:
    """The days that are not settled, the first of them, and those before that: what a page can show at once."""
    unsettled = next((place for place, day in enumerate(days) if day.stands not in ("accepted", "released")), len(days))
    start = max(min(unsettled - DAYS_SHOWN // 2, len(days) - DAYS_SHOWN), 0)
    return days[start : start + DAYS_SHOWN]


def _notices(sitting: Sitting, commitment: Commitment) -> list[Notice]:
    notices = sitting.alliance.commitments.notices.values()
    return [notice for notice in notices if notice.commitment == commitment.index]


def _history(sitting: Sitting, index: int, names: dict[str, str]) -> list[Told]:
    unknown = _("somebody whose name was erased")
    return [
        Told(
            told.index, told.entered, sentence(sitting.alliance, told, names),
            names.get(told.fact.by, unknown), address("record_entry", sitting.slug, told.index),
        )
        for told in (each.recorded for each in history(sitting, index))
        if told is not None
    ]  # fmt: skip


def _carriers(sitting: Sitting, commitment: Commitment, names: dict[str, str]) -> list[tuple[str, str]]:
    """The people of the owner who could carry it."""
    seats = sitting.alliance.parties.people(commitment.fact.owner)
    return sorted(((seat.person, names.get(seat.person, "")) for seat in seats), key=lambda pair: pair[1])


def _may(sitting: Sitting, commitment: Commitment, days: list[Day], now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    party, part = sitting.seat.party, takes_part(sitting)
    may = {**dict.fromkeys(ACTS, False), "part": part, "leads": part and sitting.seat.role != "member"}
    if commitment.in_force:
        return may | _may_in_force(sitting, commitment, days, may, now)
    return may | (_may_pending(sitting.alliance, commitment, party) if part and commitment.pending else {})


def _may_pending(alliance: Alliance, commitment: Commitment, party: str) -> dict[str, Any]:
    own = commitment.party == party
    between = party in concerned(alliance, commitment) and not own and not overtaken(alliance, commitment)
    return {
        "agree": between and party in awaited(alliance, commitment),
        "decline": between and party not in commitment.declined,
        "withdraw": own,
    }


def _may_in_force(
    sitting: Sitting, commitment: Commitment, days: list[Day], may: dict[str, Any], now: datetime
) -> dict[str, Any]:
    party, part, leads = sitting.seat.party, may["part"], may["leads"]
    owns, owed = part and party == commitment.fact.owner, part and party in commitment.fact.to
    block = commitment.block
    undelivered = [day for day in days if day.stands in ("open", "returned", "late", "missed", "blocked")]
    waiting = [day.delivery for day in days if day.stands == "delivered" and day.delivery is not None]
    returned = [
        day.delivery for day in undelivered
        if day.delivery is not None and party in day.delivery.returned and day.delivery.withdrawn is None
    ]  # fmt: skip
    return {
        "deliver": undelivered if owns else [],
        "take_back": waiting if owns else [],
        "accept": [each for each in waiting if party not in each.accepted] + returned if owed else [],
        "give_back": waiting if owed else [],
        "block": owns and block is None,
        "unblock": block is not None and part and party in (commitment.fact.owner, block.blocker),
        "contest": _contestable(commitment, party) if part and not owns else [],
        "uncontest": [each for each in commitment.blocks if party in each.contested] if part else [],
        "release": owed and leads and party not in commitment.released.get(None, {}),
        "keep": owed and leads and party in commitment.released.get(None, {}),
        "notice": [day for day in days if day.stands in ("late", "missed")] if owed and leads else [],
        "carry": owns,
        "renegotiate": part and any(day.stands not in ("accepted", "released") for day in days),
        "late": any(over(day.by or day.due, now) for day in undelivered),
    }


def _contestable(commitment: Commitment, party: str) -> list[promises.Block]:
    """The blocks that a party may contest: it is named, or what is blocked is owed to it."""
    return [
        each
        for each in commitment.blocks
        if party not in each.contested and party in (*commitment.fact.to, each.blocker)
    ]


alliance = [path("commitments/<int:index>/", entry, name="commitment")]
