"""The ledger: what each party contributed, carried and received, what waits for whom, confirming and disputing."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance import ledger as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import Disputed
from paripassu.alliance.ledger.postings import Posting
from paripassu.alliance.refusals import Finding, Refused, one_stop
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import postings as shown
from paripassu.web.environment import number
from paripassu.web.navigation import address
from paripassu.web.postings import Asked
from paripassu.web.seated import View, seated
from paripassu.web.typed import Typed, words

ROWS = 30
WAITING_ROWS = 10


def in_force(view: View) -> View:
    """The view; while no agreement is in force, a page that says what has to happen first."""

    @wraps(view)
    def answered(request: HttpRequest, sitting: Sitting, **kwargs: Any) -> HttpResponse:
        if sitting.alliance.agreement.versions:
            return view(request, sitting, **kwargs)
        agreement = address("agreement", sitting.slug)
        return render(
            request, "ledger/before.html", {"agreement": agreement, "draft": sitting.alliance.agreement.draft}
        )

    return answered


def takes_part(sitting: Sitting) -> bool:
    """Whether the person may record something: everybody who sits for a partner of the agreement in force."""
    versions = sitting.alliance.agreement.versions
    return bool(versions) and sitting.seat.party in versions[-1].partners


@seated
@in_force
def ledger(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The postings that are asked for, newest first, with their sums; before them what waits for the person's party."""
    alliance, party = sitting.alliance, sitting.seat.party
    asked, faults, query = _asked(request)
    found = shown.asked_for(alliance, asked, party)
    waiting = found if asked.status == "yours" else _waiting(alliance, found, party)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    first = [] if page.number > 1 or asked.status else waiting[-WAITING_ROWS:][::-1]
    context = {
        "terms": version_in_force(alliance).terms,
        "asked": asked,
        "faults": [Finding(name, message) for name, message in faults.items()],
        "query": f"&{query}" if query else "",
        "here": f"?{query}" if query else "",
        "page": page,
        "lines": [shown.line(alliance, posting) for posting in page],
        "sums": shown.sums(found),
        "first": [shown.line(alliance, posting) for posting in first],
        "waiting": len(waiting),
        "yours": frozenset(posting.index for posting in waiting),
        "all_sums": shown.sums(waiting) if asked.status == "yours" else [],
        "ticked": frozenset(request.POST.getlist("entry")),
        "takes_part": takes_part(sitting),
        **_words(sitting),
    }
    return render(request, "ledger/ledger.html", context)


def _words(sitting: Sitting) -> dict[str, Any]:
    version = version_in_force(sitting.alliance)
    return {
        "sides": shown.SIDES,
        "resources": shown.RESOURCES,
        "statuses": shown.STATUSES,
        "pools": version.pools,
        "partners": version.partners,
        "size": sitting.alliance.size,
    }


def _waiting(alliance: Alliance, found: Iterable[Posting], party: str) -> list[Posting]:
    return [posting for posting in found if shown.waits_for(alliance, posting, party)]


def _asked(request: HttpRequest) -> tuple[Asked, dict[str, str], str]:
    """What is asked for, what of it cannot be read, and the same as the query of an address."""
    sent = words(request, pool="", side="", of="", status="", text="", since="", until="")
    faults: dict[str, str] = {}
    asked = Asked(
        pool=sent["pool"], side=sent["side"], of=sent["of"], status=sent["status"], text=sent["text"],
        since=_day(sent["since"], "since", faults), until=_day(sent["until"], "until", faults),
    )  # fmt: skip
    return asked, faults, urlencode({name: word for name, word in sent.items() if word})


def _day(text: str, name: str, faults: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults[name] = _("“%(text)s” is no day; write it as 2026-03-31.") % {"text": text}
        return None


def _here(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Back to the same rows of the ledger."""
    query = _asked(request)[2]
    return redirect(reverse("ledger", args=[sitting.slug]) + (f"?{query}" if query else ""))


# --- acts ---


@seated(page=ledger)
def confirm(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Confirm one posting by its own button, or those that were ticked."""
    typed = Typed(request)
    entries = typed.wholes("only", _("The entry")) or typed.wholes("entry", _("The entries"))
    typed.check()
    _confirm(request, sitting, typed, entries)
    return _here(request, sitting)


@seated(page=ledger)
def confirm_all(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Confirm everything that is shown and waits for the person's party, if it is what they had seen."""
    typed = Typed(request)
    count, size = typed.whole("count", _("The number of entries")), typed.whole("size", _("The size of the record"))
    typed.check()
    found = shown.asked_for(sitting.alliance, _asked(request)[0], sitting.seat.party)
    entries = [posting.index for posting in _waiting(sitting.alliance, found, sitting.seat.party)]
    entries = sorted(entry for entry in entries if entry < size)
    if len(entries) != count and not sitting.kept.journal.keyed(f"{sitting.person}:{typed.key}"):
        raise Refused(
            "others_wait_now",
            "{count} entries waited here when you looked, {found} of them do now. Look again, then confirm.",
            count=count,
            found=len(entries),
        )
    _confirm(request, sitting, typed, entries)
    return redirect("ledger", sitting.slug)


def _confirm(request: HttpRequest, sitting: Sitting, typed: Typed, entries: Iterable[int]) -> None:
    [recorded] = acts.record(sitting, rules.confirm, key=typed.key, entries=entries)
    confirmed = [sitting.alliance.ledger.posting(entry) for entry in recorded.fact.entries]
    open_ = [posting for posting in confirmed if posting.status != "confirmed"]
    message = ngettext("%(count)s entry is confirmed.", "%(count)s entries are confirmed.", len(confirmed))
    parts = [message % {"count": number(len(confirmed))}]
    if open_:
        waits = {party for posting in open_ for party in rules.awaited(sitting.alliance, posting)}
        still = _("It still waits for %(names)s.") if len(open_) == 1 else _("Some still wait for %(names)s.")
        parts.append(still % {"names": shown.names(sitting.alliance, waits)})
    else:
        parts.append(_("From now on they are joint: nobody changes them alone."))
    messages.success(request, one_stop(" ".join(parts)))


@seated(page=ledger)
def dispute(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Dispute the ticked postings, all for the same reason."""
    typed = Typed(request)
    entries = typed.wholes("entry", _("The entries"))
    reason = typed.text("reason", _("Why you dispute it"), limit=rules.WHAT_LIMIT)
    typed.check()
    acts.record(sitting, disputed, key=typed.key, entries=entries, reason=reason)
    message = _("Disputed. Whoever posted it sees your reason, and can correct or withdraw it, or talk to you.")
    messages.success(request, message)
    return _here(request, sitting)


def disputed(alliance: Alliance, *, by: str, now: datetime, entries: tuple[int, ...], reason: str) -> list[Disputed]:
    """Dispute several postings for one reason: all of them, or none."""
    if not entries or len(set(entries)) != len(entries):
        raise Refused("nothing_chosen", "Choose the entries that you want to dispute, each once.")
    return [rules.dispute(alliance, by=by, now=now, entry=entry, reason=reason) for entry in entries]


alliance = [
    path("ledger/", ledger, name="ledger"),
    path("ledger/confirm/", confirm, name="ledger_confirm"),
    path("ledger/confirm-all/", confirm_all, name="ledger_confirm_all"),
    path("ledger/dispute/", dispute, name="ledger_dispute"),
]
