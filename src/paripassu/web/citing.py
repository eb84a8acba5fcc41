"""What something is about, as every form says it: things by their entries, clauses and principles by their ids.

A form is opened for them by its address (`?about=12&clause=c3&clause=p1`), carries them along, and offers the
principles in force to be cited. A page gives `"citing": citing(request, sitting)` to its template, which shows the
macro `citing` of `components/links.html`; the act takes `**cited(request, sitting)`.
"""

from typing import NamedTuple, TypedDict

from django.http import HttpRequest, QueryDict

from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.links import citable
from paripassu.keeper.access import Sitting
from paripassu.web import linked
from paripassu.web.linked import Linked

MOST_CITED = 20


class Cited(TypedDict):
    """The two fields of a fact that say what it is about."""

    about: tuple[int, ...]
    clauses: tuple[str, ...]


class Citing(NamedTuple):
    """What a form carries along, with its words, and the principles it offers; `ticked` are those chosen."""

    about: tuple[int, ...]
    clauses: tuple[str, ...]
    linked: list[Linked]
    principles: tuple[Principle, ...]
    ticked: tuple[str, ...]


def cited(request: HttpRequest, sitting: Sitting) -> Cited:
    """What a sent form is about, or what its address asks for."""
    return named(request.POST or request.GET, sitting)


def named(sent: QueryDict, sitting: Sitting) -> Cited:
    """What these fields name; what is on no record is left out: the form never offered it."""
    numbers = [text for value in sent.getlist("about") for text in value.replace(",", " ").split()]
    entries = [int(text) for text in numbers[:MOST_CITED] if text.isdecimal() and len(text) < 16]
    citable = _citable(sitting)
    clauses = [text for text in sent.getlist("clause")[: 2 * MOST_CITED] if text in citable]
    known = sitting.alliance.links.things
    return Cited(about=tuple(dict.fromkeys(e for e in entries if e in known)), clauses=tuple(dict.fromkeys(clauses)))


def citing(request: HttpRequest, sitting: Sitting) -> Citing:
    """What a form shows of it: fresh, as its address asks; shown again, as it was sent."""
    found, offered = cited(request, sitting), principles(sitting)
    ids = {each.id for each in offered}
    carried = tuple(id_ for id_ in found["clauses"] if id_ not in ids)
    told = [*(linked.clause(sitting, id_) for id_ in carried), *linked.things(sitting, found["about"])]
    ticked = tuple(id_ for id_ in found["clauses"] if id_ in ids)
    return Citing(found["about"], carried, told, offered, ticked)


def principles(sitting: Sitting) -> tuple[Principle, ...]:
    """The principles of the agreement in force that can be cited, by name."""
    terms = sitting.alliance.agreement.in_force
    found = (each for each in (terms.principles if terms else ()) if each.id)
    return tuple(sorted(found, key=lambda each: each.name.casefold()))


def _citable(sitting: Sitting) -> set[str]:
    texts = [version.terms for version in sitting.alliance.agreement.versions]
    return {each.id for terms in texts for each in citable(terms)} - {""}
