"""Trust that the record supports, alike for everybody: directed, three facets apart, every figure with its entries."""

from typing import Any, get_args

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.evidence import Facet
from paripassu.measures.trust import FACETS, Trust, calibrations
from paripassu.measures.trust import trust as measured
from paripassu.web import clock, feelings, felt, linked, trusted
from paripassu.web.environment import percent
from paripassu.web.navigation import address
from paripassu.web.seated import seated

ROWS = 50
AT_ONCE = 4
"""Among more parties than this one facet is shown at a time: a matrix of forty is large enough."""


@require_safe
@seated
def trust(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All facets of two parties, or of a few; of many one after the other."""
    alliance, moment = sitting.alliance, clock.now()
    if not alliance.agreement.versions:
        return render(request, "trust/before.html", {"agreement": address("agreement", sitting.slug)})
    chosen = _chosen(request, len(alliance.parties.partners))
    checkin = trusted.last_felt(alliance)
    feel = feelings.known(sitting, moment)
    context = {
        "compared": feelings.compared(sitting, moment),
        "views": feelings.views(sitting, feel),
        "topics": feelings.topics(sitting, feel, moment, ("felt_trust", "felt_trust_people")),
        "feelings": feelings,
        "facets": trusted.facets(alliance, moment, chosen),
        "chosen": chosen,
        "partners": sorted(alliance.parties.partners, key=lambda party: (alliance.parties.name(party), party)),
        "sureness": trusted.sureness(alliance, moment),
        "checkin": checkin,
        "felt": felt.beside(alliance, checkin, moment) if checkin else [],
        "words": trusted,
        "on": moment.date(),
        "measures": [measure for measure in CATALOGUE.values() if measure.page == "trust"]
        + [CATALOGUE[name] for name in ("felt_trust", "felt_trust_people", "felt_beside_shown", "blind_spot")],
    }
    return render(request, "trust/trust.html", context)


def _chosen(request: HttpRequest, partners: int) -> tuple[Facet, ...]:
    if partners <= AT_ONCE:
        return FACETS
    asked = request.GET.get("facet", "")
    return tuple(facet for facet in FACETS if facet == asked) or FACETS[:1]


@require_safe
@seated
def tie(request: HttpRequest, sitting: Sitting, facet: str, judge: str, judged: str) -> HttpResponse:
    """One direction in one facet: its figures, how it came in both directions, and the entries it rests on."""
    moment = clock.now()
    found = _both(sitting, facet, judge, judged)
    own = next(each for each in found if each.judge == judge)
    points = trusted.history(found, moment)
    page = Paginator(sorted(own.evidence.events, reverse=True), ROWS).get_page(request.GET.get("page"))
    context = {
        "row": trusted.row(own),
        "other": trusted.row(next(each for each in found if each.judge == judged)),
        "points": points,
        "course": trusted.course(points),
        "page": page,
        "events": [(event, linked.thing(sitting, event.entry)) for event in page.object_list],
        "open": linked.things(sitting, sorted(set(own.evidence.open))),
        "measure": CATALOGUE[own.facet],
        "words": trusted,
        "on": moment.date(),
        "went": went,
        "percent": percent,
    }
    return render(request, "trust/tie.html", context)


def went(good: float) -> tuple[str, str]:
    """How an event went, in a word, and how that is marked."""
    if good == 1:
        return _("well"), "done"
    return (_("late, made good"), "note") if good else (_("badly"), "wait")


def _both(sitting: Sitting, facet: str, judge: str, judged: str) -> list[Trust]:
    """Both directions of a tie in a facet. NotHere where there is no such tie."""
    wanted = {(judge, judged), (judged, judge)}
    facets = [each for each in get_args(Facet) if each == facet]
    found = [each for each in measured(sitting.alliance, clock.now(), facets) if (each.judge, each.judged) in wanted]
    if len(found) != 2:
        raise NotHere(f"{facet}/{judge}/{judged}")
    return found


@require_safe
@seated
def calibration(request: HttpRequest, sitting: Sitting, party: str) -> HttpResponse:
    """The statements that the calibration of a party rests on."""
    moment = clock.now()
    found = next((one for one in calibrations(sitting.alliance, moment) if one.party == party), None)
    if found is None:
        raise NotHere(party)
    [shown] = [one for one in trusted.sureness(sitting.alliance, moment) if one.found.party == party]
    context: dict[str, Any] = {
        "shown": shown,
        "statements": [
            (sitting.alliance.statements.statement(entry), linked.thing(sitting, entry)) for entry in found.entries
        ],
        "measure": CATALOGUE["calibration"],
        "now": moment,
        "outcomes": {"borne_out": _("borne out"), "refuted": _("refuted")},
    }
    return render(request, "trust/calibration.html", context)


alliance = [
    path("trust/", trust, name="trust"),
    path("trust/calibration/<slug:party>/", calibration, name="trust_calibration"),
    path("trust/<slug:facet>/<slug:judge>/<slug:judged>/", tie, name="trust_tie"),
]
