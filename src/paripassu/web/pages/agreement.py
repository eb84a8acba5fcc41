"""The agreement: what is in force, what is on the table and whose turn it is, and every act until all have signed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripassu.alliance import agreement as acting
from paripassu.alliance.agreement import Agreement, open_for_wording
from paripassu.alliance.agreement.drafts import Draft, Version
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Refused, one_stop
from paripassu.keeper import acts, reads, workings
from paripassu.keeper.access import Sitting
from paripassu.web import linked, wording
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import clause_groups, listed, shown_difference


@seated
def agreement(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Where the agreement stands, and what this person can do about it."""
    state = sitting.alliance.agreement
    shown = state.draft.terms if state.draft else state.in_force
    context = {
        "words": wording,
        "linked": linked,
        "state": state,
        "draft": state.draft,
        "version": state.versions[-1] if state.versions else None,
        "terms": shown,
        "groups": clause_groups(sitting.alliance, shown) if shown else [],
        "names": reads.names(sitting),
        "working": workings.working(sitting),
        "compared": compared(sitting, state.draft) if state.draft else [],
        "unpromised": _unpromised(sitting),
        **_may(sitting, state.draft),
    }
    return render(request, "agreement/agreement.html", context)


def _unpromised(sitting: Sitting) -> int:
    """How many duties of the text in force no commitment rests on yet."""
    terms, links = sitting.alliance.agreement.in_force, sitting.alliance.links
    duties = [each.id for each in terms.clauses if each.kind == "obligation" and each.id] if terms else []
    promised = sitting.alliance.commitments.by_index
    return sum(not any(entry in promised for entry in links.of_clause(id_)) for id_ in duties)


def _may(sitting: Sitting, draft: Draft | None) -> dict[str, Any]:
    """What the reader may do now; buttons nobody can use are not shown."""
    mine = sitting.seat.party
    manages = _allowed(managing, sitting.alliance, sitting.person)
    acts_here = manages and draft is not None and mine in draft.signatories
    return {
        "mine": mine,
        "manages": manages,
        "writes": sitting.party.kind == "partner",
        "open": _allowed(open_for_wording, sitting.alliance, mine),
        "may_accept": acts_here and draft is not None and mine not in draft.accepted,
        "may_withdraw": acts_here and draft is not None and mine in draft.accepted and not draft.signed,
        "may_sign": acts_here and draft is not None and draft.agreed and mine not in draft.signed,
        "may_drop": acts_here and draft is not None and draft.party == mine and not set(draft.accepted) - {mine},
    }


def _allowed(rule: Callable[..., object], *fields: object) -> bool:
    try:
        rule(*fields)
    except Refused:
        return False
    return True


def compared(sitting: Sitting, draft: Draft) -> list[tuple[str, list[wording.Part]]]:
    """What a draft says otherwise than the version it amends, and than the wording before it."""
    state = sitting.alliance.agreement
    found = []
    if draft.base:
        title = _("Compared with version %d, which it amends") % draft.base
        found.append((title, shown_difference(sitting.alliance, state.versions[draft.base - 1].terms, draft.terms)))
    before = _before(state, draft)
    if before is not None:
        title = _("Compared with the wording before it")
        found.append((title, shown_difference(sitting.alliance, before.terms, draft.terms)))
    return found


def _before(state: Agreement, draft: Draft) -> Draft | None:
    """The wording on the table before this one, of the same amendment."""
    earlier = [each for each in state.earlier if each.index < draft.index and each.base == draft.base]
    return earlier[-1] if earlier else None


# --- acts ---


def _draft(typed: Typed) -> int:
    return typed.whole("draft", _("The draft"))


@seated(page=agreement)
def accept(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Accept the draft that was shown."""
    typed = Typed(request)
    index = _draft(typed)
    typed.check()
    acts.record(sitting, acting.accept, key=typed.key, draft=index)
    return _done(request, sitting, _("Your party has accepted the text."))


@seated(page=agreement)
def withdraw(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Take one's acceptance back, with a reason."""
    return _with_reason(request, sitting, acting.withdraw_acceptance, _("Your party's acceptance is withdrawn."))


@seated(page=agreement)
def sign(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Sign exactly the text whose digest the page showed."""
    typed = Typed(request)
    index, digest = _draft(typed), typed.text("digest", _("The digest"), limit=64)
    if request.POST.get("read") != "yes":
        typed.find("read", _("Say that you have read the text and sign it for your party."))
    typed.check()
    acts.record(sitting, acting.sign, key=typed.key, draft=index, digest=digest)
    return _done(request, sitting, _("You have signed for your party."))


@seated(page=agreement)
def decline(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Refuse to sign, with a reason."""
    said = _("You refused to sign. The draft is open again for everybody.")
    return _with_reason(request, sitting, acting.decline, said)


@seated(page=agreement)
def take_off(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Take one's own text off the table, with a reason."""
    return _with_reason(request, sitting, acting.drop_draft, _("The text is off the table."))


def _with_reason(request: HttpRequest, sitting: Sitting, act: acts.Act, said: str) -> HttpResponse:
    typed = Typed(request)
    index, reason = _draft(typed), typed.text("reason", _("The reason"))
    typed.check()
    acts.record(sitting, act, key=typed.key, draft=index, reason=reason)
    return _done(request, sitting, said)


def _done(request: HttpRequest, sitting: Sitting, said: str) -> HttpResponse:
    messages.success(request, f"{said} {_next(sitting)}".strip())
    return redirect("agreement", sitting.slug)


def _next(sitting: Sitting) -> str:
    """What happens next, in a sentence."""
    state = sitting.alliance.agreement
    if state.draft is None:
        return _("Version %d is in force.") % len(state.versions) if state.versions else ""
    names = listed(sitting.alliance, state.draft.court)
    if state.draft.agreed:
        return one_stop(_("Every party has accepted; still to sign: %s.") % names)
    return one_stop(_("It is now in the court of %s.") % names)


# --- what was ---


@require_safe
@seated
def version(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """A version that is or was in force, and what it changed."""
    versions = sitting.alliance.agreement.versions
    if not 1 <= number <= len(versions):
        raise Http404
    found: Version = versions[number - 1]
    before = versions[number - 2] if number > 1 else None
    context = {
        "words": wording,
        "version": found,
        "last": len(versions),
        "until": versions[number].since if number < len(versions) else None,
        "groups": clause_groups(sitting.alliance, found.terms),
        "parts": shown_difference(sitting.alliance, before.terms, found.terms) if before else None,
        "names": reads.names(sitting),
    }
    return render(request, "agreement/version.html", context)


@require_safe
@seated
def draft(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """A text that was on the table and was answered by another, or taken off."""
    state = sitting.alliance.agreement
    found = next((each for each in state.earlier if each.index == index), None)
    if found is None:
        if state.draft is not None and state.draft.index == index:
            return redirect("agreement", sitting.slug)
        signed = next((each for each in state.versions if each.draft == index), None)
        if signed is None:
            raise Http404
        return redirect("agreement_version", sitting.slug, signed.number)
    context = {
        "words": wording,
        "draft": found,
        "groups": clause_groups(sitting.alliance, found.terms),
        "compared": compared(sitting, found),
    }
    return render(request, "agreement/draft.html", context)


alliance = [
    path("agreement/", agreement, name="agreement"),
    path("agreement/accept/", accept, name="agreement_accept"),
    path("agreement/withdraw/", withdraw, name="agreement_withdraw"),
    path("agreement/sign/", sign, name="agreement_sign"),
    path("agreement/decline/", decline, name="agreement_decline"),
    path("agreement/take-off/", take_off, name="agreement_take_off"),
    path("agreement/versions/<int:number>/", version, name="agreement_version"),
    path("agreement/drafts/<int:index>/", draft, name="agreement_draft"),
]
