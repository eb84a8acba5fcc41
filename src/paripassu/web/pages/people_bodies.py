"""Bodies: which there are, how each works, and whom each side has named."""

from typing import NamedTuple, get_args

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.parties import bodies as acting
from paripassu.alliance.parties import managing, partnership
from paripassu.alliance.parties.bodies import Body, BodyDissolved, BodySet, BodyTerms, DecisionRule, Quorum
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import arranged, linked
from paripassu.web.seated import seated
from paripassu.web.seating import common, objection, partners, people_of, put
from paripassu.web.typed import Typed


class Side(NamedTuple):
    """One party in a body: the ids of its members and of its observers."""

    party: str
    votes: bool
    members: list[str]
    observers: list[str]


@seated
def bodies(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All bodies that work now, and the form for a new one."""
    alliance = sitting.alliance
    context = {
        **common(sitting),
        "bodies": [
            (each, _sides(sitting, each), acting.quorum(alliance, each.index)) for each in alliance.bodies.standing
        ],
        "dissolved": [each for each in alliance.bodies.by_entry.values() if each.dissolved is not None],
        "faults": [each for each in partnership.findings(alliance) if each.at.startswith("bodies")],
        "partners": partners(sitting),
        "terms": None,
    }
    return render(request, "people/bodies.html", context)


def _sides(sitting: Sitting, body: Body) -> list[Side]:
    """The parties of a body by name: those that vote, then those that only observe."""
    alliance = sitting.alliance
    votes = set(body.terms.parties)
    sits = {seat.person for seat in alliance.parties.seats.values() if seat.until is None}
    known = sorted(votes | {party for party, people in body.observers.items() if people}, key=alliance.parties.name)
    return [
        Side(
            party,
            party in votes,
            [person for person in body.members.get(party, ()) if person in sits],
            [person for person in body.observers.get(party, ()) if person in sits],
        )
        for party in sorted(known, key=lambda party: party not in votes)
    ]


@seated(page=bodies)
def propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Propose a new body."""
    typed = Typed(request)
    return put(request, sitting, typed, BodySet(_terms(sitting, typed)))


def _terms(sitting: Sitting, typed: Typed) -> BodyTerms:
    """The terms of a body from its form."""
    rule = typed.choice("rule", _("The rule"), list(arranged.RULES))
    quorum = typed.choice("quorum", _("The quorum"), list(arranged.QUORUMS))
    rules: dict[str, DecisionRule] = {each: each for each in get_args(DecisionRule)}
    quorums: dict[str, Quorum] = {each: each for each in get_args(Quorum)}
    return BodyTerms(
        name=typed.text("name", _("The name"), limit=acting.NAME_LIMIT),
        purpose=typed.text("purpose", _("The terms of reference")),
        parties=typed.chosen("parties", [party for party, _name in partners(sitting)]),
        seats=typed.whole("seats", _("The members of each side")),
        quorum=quorums.get(quorum, "two_thirds"),
        notice=typed.whole("notice", _("The notice")),
        rule=rules.get(rule, "consent"),
    )


@seated
def body(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One body: its terms, its members, its history, and the forms to change it."""
    alliance = sitting.alliance
    found = alliance.bodies.by_entry.get(index)
    if found is None:
        raise Http404
    own = people_of(sitting, sitting.party.id)
    context = {
        **common(sitting),
        "body": found,
        "sides": _sides(sitting, found),
        "quorum": acting.quorum(alliance, index) if found.dissolved is None else 0,
        "votes": len(acting.members(alliance, index)) if found.dissolved is None else 0,
        "own": own,
        "names_own": found.dissolved is None and _names_own(sitting),
        "partners": partners(sitting),
        "terms": found.terms,
        "linked": linked.of(sitting, index),
    }
    return render(request, "people/body.html", context)


def _names_own(sitting: Sitting) -> bool:
    """Whether the reader can name people of their party: its managers, and any neutral for itself."""
    return sitting.party.kind == "neutral" or not objection(managing, sitting.alliance, sitting.person)


@seated(page=body)
def name_members(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Name all members and observers of one's own party."""
    typed = Typed(request)
    people = [person for person, _name in people_of(sitting, sitting.party.id)]
    chosen = {person: request.POST.get(f"as-{person}", "") for person in people}
    acts.record(
        sitting,
        acting.name_members,
        key=typed.key,
        body=index,
        members=[person for person in people if chosen[person] == "member"],
        observers=[person for person in people if chosen[person] == "observer"],
    )
    messages.success(request, _("Your party's people in this body are named."))
    return redirect("body", sitting.slug, index)


@seated(page=body)
def change(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose other terms for a body."""
    typed = Typed(request)
    since = typed.whole("since", _("The terms you read"))
    return put(request, sitting, typed, BodySet(_terms(sitting, typed), index, since))


@seated(page=body)
def dissolve(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose that a body ends."""
    return put(request, sitting, Typed(request), BodyDissolved(index))


alliance = [
    path("people/bodies/", bodies, name="bodies"),
    path("people/bodies/propose/", propose, name="body_propose"),
    path("people/bodies/<int:index>/", body, name="body"),
    path("people/bodies/<int:index>/members/", name_members, name="body_members"),
    path("people/bodies/<int:index>/change/", change, name="body_change"),
    path("people/bodies/<int:index>/dissolve/", dissolve, name="body_dissolve"),
]
