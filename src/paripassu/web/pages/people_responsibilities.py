"""The matrix of responsibilities: who does what across the organisations, and the sponsor of each party."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.parties import partnership
from paripassu.alliance.parties import responsibilities as acting
from paripassu.alliance.parties.responsibilities import LETTERS, Line, LineDropped, LineSet, LineTerms
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import linked
from paripassu.web.seated import seated
from paripassu.web.seating import common, partners, people_of, put
from paripassu.web.typed import Typed


class Row(NamedTuple):
    """One line of the matrix: the letters of each party in the order of the columns, and what is not sound in it."""

    line: Line
    letters: list[tuple[str, str, str]]
    faults: list[str]


@seated
def responsibilities(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The whole matrix, its findings, and the sponsors."""
    alliance = sitting.alliance
    faults = partnership.findings(alliance)
    columns = _columns(sitting)
    context = {
        **common(sitting),
        "columns": columns,
        "rows": [_row(each, columns, [f.message for f in faults if f.at == f"lines.{each.index}"])
                 for each in alliance.responsibilities.lines],
        "sponsors": [(party, acting.sponsor(alliance, party)) for party, _name in columns],
        "own": [pair for pair in people_of(sitting, sitting.party.id) if _leads(sitting, pair[0])],
        "partners": partners(sitting),
        "letters": LETTERS,
    }  # fmt: skip
    return render(request, "people/responsibilities.html", context)


def _columns(sitting: Sitting) -> list[tuple[str, str]]:
    """The partners that have a column: all that are not candidates, and any that has a part in a line."""
    alliance = sitting.alliance
    named = {party for each in alliance.responsibilities.lines for party in each.terms.letters}
    away = alliance.membership.left.keys() | alliance.membership.candidates.keys()
    shown = (set(alliance.parties.partners) - away) | named
    return sorted(((party, alliance.parties.name(party)) for party in shown), key=lambda pair: pair[1])


def _row(line: Line, columns: list[tuple[str, str]], faults: list[str]) -> Row:
    letters = [(party, line.terms.letters.get(party, ""), line.people.get(party, "")) for party, _name in columns]
    return Row(line, letters, faults)


def _leads(sitting: Sitting, person: str) -> bool:
    return sitting.alliance.parties.seats[person].role != "member"


def _terms(sitting: Sitting, typed: Typed) -> LineTerms:
    """The terms of a line from its form: a box for each party and letter."""
    letters = {party: "".join(each for each in LETTERS if typed.fields.get(f"{party}-{each}"))
               for party, _name in partners(sitting)}  # fmt: skip
    if not any(letters.values()):
        typed.find("letters", _("Tick what at least one party is in this."))
    what = typed.text("what", _("The activity"), limit=acting.WHAT_LIMIT)
    return LineTerms(what=what, letters={party: each for party, each in letters.items() if each})


@seated(page=responsibilities)
def propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Propose a new line."""
    typed = Typed(request)
    return put(request, sitting, typed, LineSet(_terms(sitting, typed)))


@seated(page=responsibilities)
def name_sponsor(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Name one's party's senior sponsor."""
    typed = Typed(request)
    person = typed.choice("person", _("The sponsor"), [person for person, _n in people_of(sitting, sitting.party.id)])
    typed.check()
    acts.record(sitting, acting.name_sponsor, key=typed.key, person=person)
    messages.success(request, _("Your party's senior sponsor is named."))
    return redirect("responsibilities", sitting.slug)


@seated
def line(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One line: who does what in it, who carries it, and the forms to change it."""
    alliance = sitting.alliance
    found = alliance.responsibilities.by_entry.get(index)
    if found is None:
        raise Http404
    columns = _columns(sitting)
    faults = [each.message for each in partnership.findings(alliance) if each.at == f"lines.{index}"]
    context = {
        **common(sitting),
        "row": _row(found, columns, faults),
        "line": found,
        "own": people_of(sitting, sitting.party.id),
        "carries": sitting.party.id in found.terms.letters and found.dropped is None,
        "partners": partners(sitting),
        "letters": LETTERS,
        "linked": linked.of(sitting, index),
    }
    return render(request, "people/line.html", context)


@seated(page=line)
def name_person(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Name who carries one's party's part of a line."""
    typed = Typed(request)
    person = typed.choice("person", _("The person"), [person for person, _n in people_of(sitting, sitting.party.id)])
    typed.check()
    acts.record(sitting, acting.name_line_person, key=typed.key, line=index, person=person)
    messages.success(request, _("Named."))
    return redirect("line", sitting.slug, index)


@seated(page=line)
def change(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose other terms for a line."""
    typed = Typed(request)
    since = typed.whole("since", _("The line you read"))
    return put(request, sitting, typed, LineSet(_terms(sitting, typed), index, since))


@seated(page=line)
def drop(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose that a line is taken off."""
    return put(request, sitting, Typed(request), LineDropped(index))


alliance = [
    path("people/responsibilities/", responsibilities, name="responsibilities"),
    path("people/responsibilities/propose/", propose, name="line_propose"),
    path("people/responsibilities/sponsor/", name_sponsor, name="name_sponsor"),
    path("people/responsibilities/<int:index>/", line, name="line"),
    path("people/responsibilities/<int:index>/person/", name_person, name="line_person"),
    path("people/responsibilities/<int:index>/change/", change, name="line_change"),
    path("people/responsibilities/<int:index>/drop/", drop, name="line_drop"),
]
