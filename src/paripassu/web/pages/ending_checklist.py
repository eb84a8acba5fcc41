"""The checklist of the wind-down, and the page of one item with what was said to it."""

from collections.abc import Callable
from typing import TypeAlias

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.ending import checklists
from paripassu.alliance.ending.items import CLOSED, Draft, Item, missing, owners, status, unlisted
from paripassu.alliance.parties import partnering
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, parted
from paripassu.web.citing import cited, citing
from paripassu.web.enclosing import enclosed
from paripassu.web.partings import common, lines
from paripassu.web.seated import seated
from paripassu.web.seating import objection
from paripassu.web.typed import Typed
from paripassu.web.wording import listed

UNLISTED_SHOWN = 20


@seated
def checklist(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Everything that is to be done before the end, and what is on no list yet."""
    found, shared = lines(sitting), common(sitting)
    drafts = unlisted(sitting.alliance, clock.now()) if shared["in_force"] else ()
    context = {
        **shared,
        "lines": [each for each in found if each.line.status not in CLOSED],
        "closed": [each for each in found if each.line.status in CLOSED],
        "unlisted": [_draft(sitting, draft) for draft in drafts[:UNLISTED_SHOWN]],
        "unlisted_count": len(drafts),
        "to_confirm": [each for each in found if each.line.status == "answered" and each.yours],
        "owners": sorted(((p, sitting.alliance.parties.name(p)) for p in shared["partakers"]), key=lambda p: p[1]),
        "citing": citing(request, sitting),
        "active": shared["stage"] in ("announced", "winding_down"),
    }
    return render(request, "ending/checklist.html", context)


def _draft(sitting: Sitting, draft: Draft) -> tuple[str, linked.Linked | None, str]:
    source = draft.source
    if source.kind == "provision" or source.kind == "own" or source.entry is None:
        return draft.text, None, draft.owner
    return str(parted.KINDS[source.kind]), linked.thing(sitting, source.entry), draft.owner


@seated
def item(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One item: what it is, who sees to it, what was said, and what the reader can say."""
    alliance, now = sitting.alliance, clock.now()
    found = _found(sitting, index)
    stands = status(alliance, found, now)
    answering = owners(alliance, found)
    mine, open_still = sitting.party.id, stands not in CLOSED and not found.aside
    context = {
        **common(sitting),
        "item": found,
        "text": parted.item_text(found.fact),
        "status": stands,
        "owners": answering,
        "missing": missing(alliance, found) if open_still else (),
        "answers_now": open_still and mine in answering and not objection(partnering, alliance, sitting.person),
        "confirms_now": open_still and stands == "answered" and mine in missing(alliance, found),
        "returns_now": open_still and bool(found.answers) and found.answers.keys() != {mine},
        "strikes_now": open_still and found.party == mine and not found.answers and not found.returned,
        "of_text": found.fact.source.kind in ("own", "provision"),
        "linked": linked.of(sitting, index),
    }
    return render(request, "ending/item.html", context)


def _found(sitting: Sitting, index: int) -> Item:
    found = sitting.alliance.ending.items.get(index)
    if found is None:
        raise NotHere(str(index))
    return found


@seated(page=checklist)
def draw_up(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Put everything on the list that belongs there."""
    acts.record(sitting, checklists.draw_up, key=Typed(request).key)
    messages.success(request, _("The checklist is drawn up. Each item has somebody who sees to it, and a day."))
    return redirect("ending_checklist", sitting.slug)


@seated(page=checklist)
def add(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Put an item of one's own on the list."""
    typed = Typed(request)
    text = typed.text("text", _("What is to be done"), limit=checklists.TEXT_LIMIT)
    partners = sitting.alliance.agreement.versions[-1].partners if sitting.alliance.agreement.versions else ()
    owner = typed.choice("owner", _("Who sees to it"), ("", *partners))
    due = typed.day("due", _("Until when"))
    typed.check()
    fields = cited(request, sitting)
    acts.record(sitting, checklists.list_item, key=typed.key, text=text, owner=owner, due=due, **fields)
    messages.success(request, _("It is on the checklist, for everybody to see."))
    return redirect("ending_checklist", sitting.slug)


@seated(page=checklist)
def confirm(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Confirm the ticked items."""
    typed = Typed(request)
    items = typed.wholes("item", _("The items"))
    typed.check()
    acts.record(sitting, checklists.confirm_items, key=typed.key, items=items)
    messages.success(request, _("Confirmed."))
    return redirect("ending_checklist", sitting.slug)


# --- one item ---

Act: TypeAlias = Callable[[HttpRequest, Sitting, Item, Typed], str]


def _text(typed: Typed, name: str, label: str) -> str:
    text = typed.text(name, label, limit=checklists.TEXT_LIMIT)
    typed.check()
    return text


def _answer(request: HttpRequest, sitting: Sitting, found: Item, typed: Typed) -> str:
    how = typed.choice("how", _("Where it stands"), ("done", "left"))
    text = _text(typed, "text", _("What shows it, or the reason"))
    files = enclosed(request, sitting)
    fields = {"item": found.index, "how": how, "text": text, "enclosed": files}
    acts.record(sitting, checklists.answer_item, key=typed.key, **fields)
    return _("Said. Every other party now confirms it, or returns it.")


def _confirm(_request: HttpRequest, sitting: Sitting, found: Item, typed: Typed) -> str:
    acts.record(sitting, checklists.confirm_items, key=typed.key, items=[found.index])
    return _("Confirmed.")


def _return(_request: HttpRequest, sitting: Sitting, found: Item, typed: Typed) -> str:
    reason = _text(typed, "reason", _("What is still missing"))
    acts.record(sitting, checklists.return_item, key=typed.key, item=found.index, reason=reason)
    return _("Returned, with what is missing. What was answered before stays readable.")


def _strike(_request: HttpRequest, sitting: Sitting, found: Item, typed: Typed) -> str:
    reason = _text(typed, "reason", _("Why you take it off"))
    acts.record(sitting, checklists.strike_item, key=typed.key, item=found.index, reason=reason)
    return _("Taken off. What is open on the record can be put on the list again.")


ACTS: dict[str, Act] = {"answer": _answer, "confirm": _confirm, "return": _return, "strike": _strike}


@seated(page=item)
def act(request: HttpRequest, sitting: Sitting, index: int, name: str) -> HttpResponse:
    """Do one of the acts on an item, and show it again with whose turn it is."""
    if name not in ACTS:
        raise NotHere(name)
    found = _found(sitting, index)
    said = ACTS[name](request, sitting, found, Typed(request))
    waits = () if status(sitting.alliance, found, clock.now()) in CLOSED else missing(sitting.alliance, found)
    then = _("It is now in the court of %(names)s.") % {"names": listed(sitting.alliance, waits)} if waits else ""
    messages.success(request, f"{said} {then}".strip())
    return redirect("ending_item", sitting.slug, index)


alliance = [
    path("ending/checklist/", checklist, name="ending_checklist"),
    path("ending/checklist/draw-up/", draw_up, name="ending_draw_up"),
    path("ending/checklist/add/", add, name="ending_add"),
    path("ending/checklist/confirm/", confirm, name="ending_confirm"),
    path("ending/checklist/<int:index>/", item, name="ending_item"),
    path("ending/checklist/<int:index>/do/<slug:name>/", act, name="ending_item_act"),
]
