"""One valuation: where it stands, what is stated sealed, the opened books side by side, the rewards divided anew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from paripassu.alliance.days import over
from paripassu.alliance.ledger.valuations import ValuesStated
from paripassu.alliance.ledger.valuations.rounds import Valuation, standing
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import clock, linked, redressed, valued, valuing
from paripassu.web.navigation import address
from paripassu.web.pages.exchange_item import told
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.pages.valuations import usual
from paripassu.web.seated import seated


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The page of a valuation. The entry of what was said in it leads here."""
    one = found(sitting, index)
    if one.index != index:
        return redirect("valuation", sitting.slug, one.index)
    now, shown, party = clock.now(), usual(sitting), sitting.seat.party
    stands = standing(sitting.alliance, one, now)
    asking = valuing.asking(sitting, one, now)
    newest = sitting.alliance.valuations.of_pool(one.fact.pool)[-1] is one
    context = {
        "valuation": one,
        "index": one.index,
        "row": valuing.row(sitting.alliance, one, now),
        "standing": stands,
        "pool": redressed.pool_name(sitting.alliance, one.fact.pool),
        "asking": asking,
        "items": valuing.asked_items(sitting.alliance, one, asking.own),
        "may_state": _running(one, stands) and newest and shown["leads"] and party in one.partners,
        "may_withdraw": _running(one, stands) and shown["leads"] and one.party == party and not _others(one),
        "books": valuing.opened(sitting.alliance, one),
        "division": valuing.division(sitting, one),
        "history": _history(sitting, one.index),
        "linked": linked.of(sitting, one.index),
        "record_entry": address("record_entry", sitting.slug, one.index),
        "grain": valued.GRAINS[one.fact.grain],
        **shown,
    }
    return render(request, "valuations/entry.html", context)


def found(sitting: Sitting, index: int) -> Valuation:
    """The valuation that an entry opens or is part of. NotHere when there is none."""
    state = sitting.alliance.valuations
    one = state.by_index.get(state.part_of.get(index, index))
    if one is None:
        raise NotHere(str(index))
    return one


def _running(one: Valuation, stands: str) -> bool:
    return stands in ("asked", "ready") or (stands == "lapsed" and not over(one.fact.due, clock.now()))


def _others(one: Valuation) -> bool:
    return bool({*one.handed, *one.declined} - {one.party})


def _history(sitting: Sitting, index: int) -> list[Told]:
    """Its life, the same for every party: of what was stated sealed, that it was handed in."""
    sealed = {
        each.header.index
        for each in history(sitting, index)
        if each.recorded is not None and isinstance(each.recorded.fact, ValuesStated)
    }
    return [each for each in told(sitting, index, reads.names(sitting)) if each.entry not in sealed]


alliance = [path("valuations/<int:index>/", entry, name="valuation")]
