"""One joint arrangement: what is proposed, who has said what to it, and the word of the reader's party."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.concerns import ConfidantsNamed
from paripassu.alliance.ending.matters import Arranged as Ending
from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.arrangements import Arrangement
from paripassu.alliance.parties.bodies import BodySet
from paripassu.alliance.parties.membership import Return, Suspension
from paripassu.alliance.parties.responsibilities import LineSet
from paripassu.keeper import acts, reads
from paripassu.keeper.access import Sitting
from paripassu.web import arranged, linked, voiced
from paripassu.web.seated import seated
from paripassu.web.seating import common
from paripassu.web.typed import Typed
from paripassu.web.wording import listed


@seated
def arrangement(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Where an arrangement stands, and what the reader can say to it."""
    alliance = sitting.alliance
    each = alliance.arrangements.by_entry.get(index)
    if each is None:
        raise Http404
    word, kind = arranged.STATUSES[each.status]
    context = {
        **common(sitting),
        "each": each,
        "text": arranged.matter(alliance, each.fact.matter),
        "of_end": isinstance(each.fact.matter, Ending),
        "details": _details(sitting, each),
        "before": _stands(sitting, each),
        "missing": arrangements.missing(alliance, each) if each.status in ("open", "declined") else (),
        "status": word,
        "status_kind": kind,
        "answers": _answers(sitting, each),
        "mine": each.party == sitting.party.id,
        "linked": linked.of(sitting, index),
        "became": _became(sitting, index),
    }
    return render(request, "people/arrangement.html", context)


def _details(sitting: Sitting, each: Arrangement) -> list[tuple[str, str]]:
    """What exactly is proposed; people by name where it names people."""
    matter = each.fact.matter
    if isinstance(matter, ConfidantsNamed):
        return voiced.details(sitting.alliance, matter, reads.names(sitting))
    return arranged.details(sitting.alliance, matter)


def _stands(sitting: Sitting, each: Arrangement) -> list[tuple[str, str]]:
    """What stands now in place of what is proposed, while it waits; empty for what is new."""
    alliance, matter = sitting.alliance, each.fact.matter
    if each.status in ("settled", "withdrawn"):
        return []
    match matter:
        case BodySet(body=int(index)):
            return arranged.body_details(alliance, alliance.bodies.by_entry[index].terms)
        case LineSet(line=int(index)):
            return arranged.details(alliance, LineSet(alliance.responsibilities.by_entry[index].terms))
        case _:
            return []


def _answers(sitting: Sitting, each: Arrangement) -> bool:
    """Whether the reader's party has still to say something, or can change what it said."""
    if each.status in ("settled", "withdrawn") or each.party == sitting.party.id:
        return False
    matter, mine = each.fact.matter, sitting.party.id
    if isinstance(matter, Suspension) and matter.party == mine:
        return False
    return mine in arrangements.missing(sitting.alliance, each) or (isinstance(matter, Return) and matter.party == mine)


def _became(sitting: Sitting, index: int) -> linked.Linked | None:
    """The body or the line that this entry set up, if it did."""
    alliance = sitting.alliance
    if index in alliance.bodies.by_entry or index in alliance.responsibilities.by_entry:
        return linked.thing(sitting, index)
    return None


@seated(page=arrangement)
def agree(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Agree for one's party."""
    typed = Typed(request)
    acts.record(sitting, arrangements.agree, key=typed.key, arrangement=index)
    messages.success(request, _next(sitting, index))
    return redirect("arrangement", sitting.slug, index)


def _next(sitting: Sitting, index: int) -> str:
    each = arrangements.arrangement(sitting.alliance, index)
    if each.settled is not None:
        return _("Your party has agreed. All have, so it holds from now on.")
    names = listed(sitting.alliance, arrangements.missing(sitting.alliance, each))
    return _("Your party has agreed. Still missing: %(names)s.") % {"names": names}


@seated(page=arrangement)
def decline(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say why one's party does not agree."""
    typed = Typed(request)
    reason = typed.text("reason", _("The reason"), limit=arrangements.REASON_LIMIT)
    typed.check()
    acts.record(sitting, arrangements.decline, key=typed.key, arrangement=index, reason=reason)
    messages.success(request, _("Said. Your party can still agree later; who proposed it can take it back."))
    return redirect("arrangement", sitting.slug, index)


@seated(page=arrangement)
def withdraw(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Take one's own proposal back."""
    typed = Typed(request)
    reason = typed.text("reason", _("The reason"), limit=arrangements.REASON_LIMIT)
    typed.check()
    acts.record(sitting, arrangements.withdraw, key=typed.key, arrangement=index, reason=reason)
    messages.success(request, _("The proposal is taken back."))
    return redirect("arrangement", sitting.slug, index)


alliance = [
    path("people/arrangements/<int:index>/", arrangement, name="arrangement"),
    path("people/arrangements/<int:index>/agree/", agree, name="arrangement_agree"),
    path("people/arrangements/<int:index>/decline/", decline, name="arrangement_decline"),
    path("people/arrangements/<int:index>/withdraw/", withdraw, name="arrangement_withdraw"),
]
