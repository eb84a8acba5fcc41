"""What people do to a proposal: each act of its page, one address for each."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import decisions
from paripassu.alliance.decisions import ballots, objections, outcomes, reviews, vetoes
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, decided
from paripassu.web import proposals as shown
from paripassu.web.pages.decisions import decision, proposal_here
from paripassu.web.postings import names
from paripassu.web.seated import seated
from paripassu.web.typed import Typed


class Saying(NamedTuple):
    """An act that says one text: its rule, what it is said to and in which field, its label, and what comes of it."""

    act: Callable[..., Any]
    to: str
    field: str
    label: Lazy
    done: Lazy


SAYINGS: dict[str, Saying] = {
    "ask": Saying(
        objections.ask, "proposal", "text", gettext_lazy("The question"),
        gettext_lazy("Asked. Whoever knows can answer."),
    ),
    "answer": Saying(
        objections.answer, "question", "text", gettext_lazy("The answer"),
        gettext_lazy("Answered. Everybody reads it."),
    ),
    "react": Saying(
        objections.react, "proposal", "text", gettext_lazy("What you think of it"),
        gettext_lazy("Said. Everybody reads it."),
    ),
    "object": Saying(
        objections.object_to, "proposal", "reason", gettext_lazy("What would go wrong"),
        gettext_lazy("Objected. The proposer can make the text better; you then say whether that meets it."),
    ),
    "withdraw": Saying(
        decisions.withdraw, "proposal", "reason", gettext_lazy("Why you withdraw it"),
        gettext_lazy("Withdrawn. It stays readable with your reason."),
    ),
    "appeal": Saying(
        reviews.appeal, "proposal", "reasons", gettext_lazy("Your reasons"),
        gettext_lazy("Appealed. All parties look at it again; it stands meanwhile."),
    ),
    "offer": Saying(
        vetoes.offer, "veto", "text", gettext_lazy("What would resolve it"),
        gettext_lazy("Said. The veto has its days anew, within its longest time."),
    ),
    "yield": Saying(
        vetoes.yield_to, "veto", "reason", gettext_lazy("Why it is better set aside"),
        gettext_lazy("Said. The decision is set aside once more than half of the others give way."),
    ),
    "lift": Saying(
        vetoes.lift, "veto", "reason", gettext_lazy("What resolved it"),
        gettext_lazy("Lifted. The decision stands, unless another veto holds it."),
    ),
}  # fmt: skip
"""The acts by the last part of their address."""


@seated(page=decision)
def say(request: HttpRequest, sitting: Sitting, index: int, what: str) -> HttpResponse:
    """Say one text to a proposal, or to a question or veto of it."""
    if what not in SAYINGS:
        raise NotHere(what)
    proposal_here(sitting, index)
    saying, typed = SAYINGS[what], Typed(request)
    text = typed.text(saying.field, str(saying.label), limit=objections.SAYING_LIMIT)
    target = index if saying.to == "proposal" else typed.whole("to", _("What it belongs to"))
    typed.check()
    acts.record(sitting, saying.act, key=typed.key, **{saying.to: target, saying.field: text})
    return _done(request, sitting, index, str(saying.done))


def _done(request: HttpRequest, sitting: Sitting, index: int, said: str) -> HttpResponse:
    """Back to the proposal, with what was done and in whose court it is now."""
    found = shown.waits(sitting, proposal_here(sitting, index), clock.now())
    court = names(sitting.alliance, {party for turn in found for party in turn.parties})
    then = _("It is now in the court of %(names)s.") % {"names": court} if court else ""
    messages.success(request, " ".join([said, then]).strip())
    return redirect("decision", sitting.slug, index)


@seated(page=decision)
def weigh(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say whether one's own objection is met."""
    typed = Typed(request)
    objection = typed.whole("to", _("The objection"))
    met = typed.choice("met", _("Whether it is met"), ("yes", "no")) == "yes"
    text = typed.text("text", _("What met it, or what is missing"), limit=objections.SAYING_LIMIT)
    typed.check()
    acts.record(sitting, objections.weigh, key=typed.key, objection=objection, met=met, text=text)
    met_now = _("Your objection is met. You can say yes to the text now.")
    return _done(request, sitting, index, met_now if met else _("Your objection stands."))


@seated(page=decision)
def agree(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say yes to the text that was read."""
    typed = Typed(request)
    text = typed.whole("text", _("The text"))
    note = typed.text("note", _("Your note"), required=False, limit=objections.SAYING_LIMIT)
    typed.check()
    acts.record(sitting, objections.agree, key=typed.key, proposal=index, text=text, note=note)
    return _done(request, sitting, index, _("Your party has said yes. If you change your mind, object and say why."))


@seated(page=decision)
def vote(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Hand in a sealed ballot, or another one in its place."""
    typed = Typed(request)
    text = typed.whole("text", _("The text"))
    choice = typed.choice("choice", _("Your ballot"), ballots.choices(proposal_here(sitting, index)))
    reason = typed.text("reason", _("Your reason"), required=False, limit=ballots.REASON_LIMIT)
    typed.check()
    recorded = acts.record(
        sitting, ballots.cast, key=typed.key, proposal=index, text=text, choice=choice, reason=reason
    )
    sealed = _("Your ballot is sealed as entry %(entry)s. The others see that it is there, and not what it says.")
    return _done(request, sitting, index, sealed % {"entry": recorded[0].index})


@seated(page=decision)
def open_ballots(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Open all ballots, when it is time."""
    typed, proposal = Typed(request), proposal_here(sitting, index)
    entries = ballots.sealed_ballots(proposal)
    if not entries and proposal.votes:
        return redirect("decision", sitting.slug, index)
    acts.open_sealed(sitting, entries, key=typed.key)
    outcome = outcomes.outcome(proposal, clock.now())
    why = str(decided.WHY[outcome.why]) if outcome else ""
    return _done(request, sitting, index, " ".join([_("The ballots are open."), why]).strip())


@seated(page=decision)
def veto(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Veto a decision in a legitimate interest."""
    typed = Typed(request)
    interest = typed.choice("interest", _("The interest"), list(decided.INTERESTS))
    reason = typed.text("reason", _("How the decision would touch it"), limit=objections.SAYING_LIMIT)
    typed.check()
    acts.record(sitting, vetoes.veto, key=typed.key, proposal=index, interest=interest, reason=reason)
    return _done(request, sitting, index, _("Vetoed. The decision is suspended, and all have the duty to resolve it."))


@seated(page=decision)
def review(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say what becomes of a decision that is looked at again."""
    typed = Typed(request)
    verdict = typed.choice("verdict", _("What becomes of it"), list(decided.VERDICTS))
    reasons = typed.text("reasons", _("Your reasons"), limit=objections.SAYING_LIMIT)
    typed.check()
    acts.record(sitting, reviews.review, key=typed.key, proposal=index, verdict=verdict, reasons=reasons)
    return _done(request, sitting, index, _("Said. You can think again until the review ends."))


alliance = [
    path("decisions/<int:index>/weigh/", weigh, name="decision_weigh"),
    path("decisions/<int:index>/agree/", agree, name="decision_agree"),
    path("decisions/<int:index>/vote/", vote, name="decision_vote"),
    path("decisions/<int:index>/open/", open_ballots, name="decision_open"),
    path("decisions/<int:index>/veto/", veto, name="decision_veto"),
    path("decisions/<int:index>/review/", review, name="decision_review"),
    path("decisions/<int:index>/say/<slug:what>/", say, name="decision_say"),
]
