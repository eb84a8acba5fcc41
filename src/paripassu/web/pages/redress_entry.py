"""One redress: where it stands, its levers, the least change over them with its proof, what was offered, its life."""

from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.redress.matters import Redress, standing, usable
from paripassu.alliance.redress.worths import MOST_FOR_PAIRS
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures import remedies
from paripassu.measures.balance import Balance, balance
from paripassu.measures.outlook import Outlook, outlook
from paripassu.measures.ownchange import OwnChange
from paripassu.measures.rebalancing import Proposal
from paripassu.measures.remedies import References
from paripassu.web import clock, linked, redressing, valuing, weighing
from paripassu.web.navigation import address
from paripassu.web.pages.exchange_item import told
from paripassu.web.pages.redress import usual
from paripassu.web.seated import seated


class Computed(NamedTuple):
    """The pool of a redress as it stands now, the least change over the agreed levers, and its moves to cents.

    `own` is the least change by each side's own values; None while none of the pool are open.
    """

    balance: Balance
    outlook: Outlook
    proposal: Proposal
    moves: dict[int, Any]
    levers: int
    own: OwnChange | None


MOST_HELD = 200
"""Redresses of which what is computed is kept until their records grow."""

_held: dict[tuple[str, int], tuple[object, tuple[int, date], tuple[Computed | None, References]]] = {}


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The page of a redress. The entry of a lever or of an offer leads to its redress."""
    one = found(sitting, index)
    if one.index != index:
        return redirect("redress_entry", sitting.slug, one.index)
    now, shown = clock.now(), usual(sitting)
    part, names = shown["takes_part"], reads.names(sitting)
    computed = computed_now(sitting, one)
    context = {
        "redress": one,
        "index": one.index,
        "row": redressing.row(sitting.alliance, one, now),
        "open": not one.closed,
        "standing": standing(one, now),
        "levers": [redressing.lever_shown(sitting, one, each, part=part) for each in one.levers.values()],
        "offers": [
            redressing.offer_shown(sitting, one, each, now, part=part) for each in reversed(one.offers.values())
        ],
        "computed": computed,
        "kept": one.fact.figures,
        "unit": computed.balance.pool.unit if computed else "",
        "partners": _partners(sitting),
        "references": _references(sitting, one),
        **_valued(sitting, one),
        "groups": groups(version_in_force(sitting.alliance).partners),
        "may_withdraw": part and not one.closed and one.party == sitting.seat.party and not _others(one),
        "history": told(sitting, one.index, names),
        "linked": linked.of(sitting, one.index),
        "record_entry": address("record_entry", sitting.slug, one.index),
        "place": weighing.place,
        "coefficient": weighing.coefficient,
        **shown,
    }
    return render(request, "redress/entry.html", context)


def found(sitting: Sitting, index: int) -> Redress:
    """The redress that an entry opens or is part of. NotHere when there is none."""
    state = sitting.alliance.redress
    one = state.by_index.get(state.part_of.get(index, index))
    if one is None:
        raise NotHere(str(index))
    return one


def _valued(sitting: Sitting, one: Redress) -> dict[str, Any]:
    """The last opened valuation of the pool of a redress, and its rewards divided anew; None without one."""
    valuation = sitting.alliance.valuations.last_opened(one.fact.pool)
    return {"valuation": valuation, "division": valuing.division(sitting, valuation) if valuation else None}


def _others(one: Redress) -> bool:
    spoken = {each.party for each in one.levers.values()} | {each.party for each in one.offers.values()}
    return bool((spoken | {one.owner, *one.worths}) - {one.party})


def _partners(sitting: Sitting) -> list[tuple[str, str]]:
    """The partners of the agreement in force, by name."""
    partners = version_in_force(sitting.alliance).partners
    return sorted(((party, sitting.alliance.parties.name(party)) for party in partners), key=lambda pair: pair[1])


def computed_now(sitting: Sitting, one: Redress) -> Computed | None:
    """What is computed for a redress now; None when its pool is no longer in the agreement."""
    return _reckoned(sitting, one)[0]


def _references(sitting: Sitting, one: Redress) -> tuple[References, list[str]]:
    """The references from stated worths, and who has not stated any."""
    silent = [party for party in version_in_force(sitting.alliance).partners if party not in one.worths]
    return _reckoned(sitting, one)[1], silent


def _reckoned(sitting: Sitting, one: Redress) -> tuple[Computed | None, References]:
    """What is computed; reckoned anew only when the record has grown, or another day has come."""
    asked, place = (sitting.alliance.size, clock.now().date()), (sitting.slug, one.index)
    held = _held.get(place)
    if held is None or held[0] is not sitting.kept or held[1] != asked:
        partners = version_in_force(sitting.alliance).partners
        found = _computed(sitting, one), remedies.references(one, partners)
        held = _held[place] = (sitting.kept, asked, found)
        while len(_held) > MOST_HELD:
            _held.pop(next(iter(_held)), None)
    return held[2]


def _computed(sitting: Sitting, one: Redress) -> Computed | None:
    alliance = sitting.alliance
    if one.fact.pool not in version_in_force(alliance).pools:
        return None
    whole = balance(alliance, one.fact.pool, at=clock.now())
    proposal = remedies.remedy(alliance, one, whole)
    agreed = sum(usable(alliance, each) for each in one.levers.values())
    own = remedies.own_remedy(alliance, one, whole)
    return Computed(whole, outlook(alliance, whole), proposal, remedies.amounts(proposal, one), agreed, own)


def groups(partners: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The groups whose gain is asked for: every pair where partners are few, and all together."""
    pairs: list[tuple[str, ...]] = list(combinations(sorted(partners), 2)) if len(partners) <= MOST_FOR_PAIRS else []
    whole = tuple(sorted(partners))
    return pairs if whole in pairs else [*pairs, whole]


alliance = [path("redress/<int:index>/", entry, name="redress_entry")]
