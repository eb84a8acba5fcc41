"""The register: what each party shares, shares on request and does not share; one list that all have agreed to."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.exchange.register import Area, RegisterSet
from paripassu.alliance.exchange.terms import TEXT_LIMIT, TITLE_LIMIT
from paripassu.alliance.parties import arrangements
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import linked, shared
from paripassu.web.pages.exchange import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

EMPTY_ROWS = 4
MOST_ROWS = 100


class Row(NamedTuple):
    """A line of the form: its number, and what stands in it."""

    number: int
    party: str
    name: str
    stance: str
    note: str


@seated
@in_force
def register(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The list that stands, by party, what is proposed in its place, and the lists before it."""
    own = sitting.alliance.exchange
    open_ = [each for each in sitting.alliance.arrangements.open if isinstance(each.fact.matter, RegisterSet)]
    context = {
        "register": own.register,
        "earlier": list(reversed(own.registers[:-1])),
        "proposed": [linked.thing(sitting, each.index) for each in open_],
        "stances": shared.STANCES,
        "leads": sitting.seat.role != "member",
        **usual(sitting),
    }
    return render(request, "exchange/register.html", context)


@seated
@in_force
def propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form of the whole list, as it stands; a POST proposes it to all partners."""
    if request.method == "POST" and "more" not in request.POST:
        return _propose(request, sitting)
    context = {
        "rows": _rows(request, sitting),
        "stances": [(name, word) for name, (word, _kind) in shared.STANCES.items()],
        "register": sitting.alliance.exchange.register,
        "why": request.POST.get("why", ""),
        **usual(sitting),
    }
    return render(request, "exchange/register_form.html", context)


def _rows(request: HttpRequest, sitting: Sitting) -> list[Row]:
    """The rows as they were sent, or as the register stands; and some empty ones."""
    if request.POST:
        rows = [Row(number, *(request.POST.get(f"{name}-{number}", "") for name in ("party", "name", "stance", "note")))
                for number in range(_count(request))]  # fmt: skip
    else:
        stands = sitting.alliance.exchange.register
        areas = stands.areas if stands else ()
        rows = [Row(number, area.party, area.name, area.stance, area.note) for number, area in enumerate(areas)]
    more = EMPTY_ROWS if "more" in request.POST or not request.POST else 0
    empty = range(len(rows), min(len(rows) + more, MOST_ROWS))
    return rows + [Row(number, sitting.seat.party, "", "share", "") for number in empty]


def _count(request: HttpRequest) -> int:
    numbers = [name.removeprefix("name-") for name in request.POST if name.startswith("name-")]
    return min(max((int(each) + 1 for each in numbers if each.isdecimal() and len(each) < 4), default=0), MOST_ROWS)


def _propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    stands = sitting.alliance.exchange.register
    areas = tuple(area for number in range(_count(request)) for area in _area(typed, number, usual(sitting)))
    why = typed.text("why", _("Why you propose it"), limit=arrangements.REASON_LIMIT)
    typed.check()
    matter = RegisterSet(areas, stands.index if stands else None)
    [recorded] = acts.record(sitting, arrangements.propose, key=typed.key, matter=matter, why=why)
    names = sitting.alliance.parties.names(
        arrangements.missing(sitting.alliance, sitting.alliance.arrangements.by_entry[recorded.index])
    )
    messages.success(request, _("Proposed. It holds once these have agreed: %(names)s.") % {"names": names})
    return redirect("arrangement", sitting.slug, recorded.index)


def _area(typed: Typed, number: int, choices: dict[str, Any]) -> list[Area]:
    """The area in a row; none where no name was typed."""
    name = typed.text(f"name-{number}", _("The area"), required=False, limit=TITLE_LIMIT)
    if not name:
        return []
    return [
        Area(
            typed.choice(f"party-{number}", _("Whose it is"), choices["partners"]),
            name,
            typed.choice(f"stance-{number}", _("Whether it is shared"), list(shared.STANCES)),  # type: ignore[arg-type]
            typed.text(f"note-{number}", _("The note"), required=False, limit=TEXT_LIMIT),
        )
    ]


alliance = [
    path("exchange/register/", register, name="exchange_register"),
    path("exchange/register/propose/", propose, name="register_propose"),
]
