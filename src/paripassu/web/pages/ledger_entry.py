"""One entry of the ledger: what it says, how it came to stand where it does, and what this person can do about it."""

from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import ledger as rules
from paripassu.alliance.ledger.postings import Posting
from paripassu.alliance.refusals import one_stop
from paripassu.keeper import acts, reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import linked
from paripassu.web import postings as shown
from paripassu.web.navigation import address
from paripassu.web.pages.ledger import takes_part
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence
from paripassu.web.typed import Typed


class Told(NamedTuple):
    """One entry of the history of a posting: what happened, who did it, and where it stands on the record."""

    entry: int
    entered: datetime
    text: str
    person: str
    url: str


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one posting."""
    posting = _posting(sitting, index)
    names = reads.names(sitting)
    unknown = _("somebody whose name was erased")
    context = {
        "line": shown.line(sitting.alliance, posting),
        "posting": posting,
        "fact": posting.fact,
        "person": names.get(posting.fact.by, unknown),
        "awaited": rules.awaited(sitting.alliance, posting) if posting.status in ("proposed", "disputed") else (),
        "history": [
            Told(told.index, told.entered, sentence(sitting.alliance, told, names),
                 names.get(told.fact.by, unknown), address("record_entry", sitting.slug, told.index))
            for told in (each.recorded for each in history(sitting, index)) if told is not None
        ],
        "notes": [(note, names.get(note.fact.by, unknown)) for note in reads.notes(sitting, index)],
        "linked": linked.of(sitting, index),
        "record_entry": address("record_entry", sitting.slug, index),
        "may": _may(sitting, posting),
        "sides": shown.SIDES,
        "resources": shown.RESOURCES,
        "statuses": shown.STATUSES,
    }  # fmt: skip
    return render(request, "ledger/entry.html", context)


def _posting(sitting: Sitting, index: int) -> Posting:
    posting = sitting.alliance.ledger.postings.get(index)
    if posting is None:
        raise NotHere(str(index))
    return posting


def _may(sitting: Sitting, posting: Posting) -> dict[str, bool]:
    """Which acts make sense here for the person's party; the rules themselves are asked when it acts."""
    party, status = sitting.seat.party, posting.status
    part, own = takes_part(sitting), posting.party == party
    open_ = status in ("proposed", "disputed")
    stale = rules.overtaken(sitting.alliance, posting)
    return {
        "part": part,
        "confirm": part and not own and open_ and party not in posting.confirmed and not stale,
        "dispute": part and not own and open_ and party not in posting.disputed,
        "withdraw": part and own and open_,
        "correct": part and (status == "confirmed" or (own and open_ and posting.fact.corrects is None)),
        "note": part,
    }


# --- acts ---


@seated(page=entry)
def confirm(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Confirm this one."""
    acts.record(sitting, rules.confirm, key=Typed(request).key, entries=(index,))
    posting = _posting(sitting, index)
    waits = shown.names(sitting.alliance, rules.awaited(sitting.alliance, posting))
    counts = _("Confirmed. From now on it is joint: nobody changes it alone.")
    still = one_stop(_("Confirmed. It still waits for %(names)s.") % {"names": waits})
    messages.success(request, still if waits else counts)
    return redirect("ledger_entry", sitting.slug, index)


@seated(page=entry)
def dispute(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Dispute it, with the reason."""
    reason = _reason(typed := Typed(request), _("Why you dispute it"))
    acts.record(sitting, rules.dispute, key=typed.key, entry=index, reason=reason)
    poster = sitting.alliance.parties.name(_posting(sitting, index).party)
    message = _("Disputed. It is in the court of %(poster)s now: to correct it, to withdraw it, or to talk to you.")
    messages.success(request, message % {"poster": poster})
    return redirect("ledger_entry", sitting.slug, index)


@seated(page=entry)
def withdraw(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Take one's own posting back before it counts."""
    reason = _reason(typed := Typed(request), _("Why you withdraw it"))
    acts.record(sitting, rules.withdraw, key=typed.key, entry=index, reason=reason)
    messages.success(request, _("Withdrawn. It stays readable with your reason, and does not count."))
    return redirect("ledger_entry", sitting.slug, index)


@seated(page=entry)
def note(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Put a remark on it for the eyes of one's own party."""
    _posting(sitting, index)
    text = (typed := Typed(request)).text("text", _("The note"), limit=rules.WHAT_LIMIT)
    typed.check()
    acts.record(sitting, rules.note, key=typed.key, entry=index, text=text)
    messages.success(request, _("Noted. Only your own party can read it."))
    return redirect("ledger_entry", sitting.slug, index)


def _reason(typed: Typed, label: str) -> str:
    reason = typed.text("reason", label, limit=rules.WHAT_LIMIT)
    typed.check()
    return reason


alliance = [
    path("ledger/<int:index>/", entry, name="ledger_entry"),
    path("ledger/<int:index>/confirm/", confirm, name="ledger_entry_confirm"),
    path("ledger/<int:index>/dispute/", dispute, name="ledger_entry_dispute"),
    path("ledger/<int:index>/withdraw/", withdraw, name="ledger_entry_withdraw"),
    path("ledger/<int:index>/note/", note, name="ledger_entry_note"),
]
