"""What people do in a conflict: each act of its page, one address for each."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.conflicts import raising, settlements, steps, tiers, worksheets
from paripassu.alliance.conflicts.matters import SAYING_LIMIT, TIERS, Fit, Mark, Sees, StepKind
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, matters
from paripassu.web.enclosing import enclosed
from paripassu.web.pages.conflicts import colleagues, conflict, conflict_here
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
    files: bool = False


SAYINGS: dict[str, Saying] = {
    "reply": Saying(
        raising.reply, "conflict", "text", gettext_lazy("What you say"), gettext_lazy("Said. Everybody reads it."), True
    ),
    "lesson": Saying(
        raising.note_lesson, "conflict", "text", gettext_lazy("What your side learned"),
        gettext_lazy("Noted. The others read it, and it stays with the alliance."),
    ),
    "outside": Saying(
        tiers.note_outside, "conflict", "text", gettext_lazy("What happens outside"), gettext_lazy("Noted."), True
    ),
    "option": Saying(
        worksheets.name_option, "conflict", "text", gettext_lazy("What could be done"),
        gettext_lazy("Named. Nobody is bound by it, and the page does not say who named it."),
    ),
    "criterion": Saying(
        worksheets.propose_criterion, "conflict", "text", gettext_lazy("What a good solution has to meet"),
        gettext_lazy("Proposed. It counts once every side has agreed to it."),
    ),
    "decline_step": Saying(
        steps.decline_step, "step", "reason", gettext_lazy("Why you do not agree"),
        gettext_lazy("Said. You can still agree; the clock runs meanwhile."),
    ),
    "withdraw_step": Saying(
        steps.withdraw_step, "step", "reason", gettext_lazy("Why you take it back"), gettext_lazy("Taken back."),
    ),
    "refuse": Saying(
        settlements.refuse, "settlement", "reason", gettext_lazy("Why you do not sign"),
        gettext_lazy("Said. You can still sign it, or draft another text."),
    ),
    "unsign": Saying(
        settlements.withdraw_signature, "settlement", "reason", gettext_lazy("Why you take your signature back"),
        gettext_lazy("Taken back. You can sign again, or draft another text."),
    ),
    "drop": Saying(
        settlements.drop, "settlement", "reason", gettext_lazy("Why you take the draft off"),
        gettext_lazy("Taken off. It stays readable with your reason."),
    ),
}  # fmt: skip
"""The acts by the last part of their address."""


@seated(page=conflict)
def say(request: HttpRequest, sitting: Sitting, index: int, what: str) -> HttpResponse:
    """Say one text to a conflict, or to a part of it."""
    if what not in SAYINGS:
        raise NotHere(what)
    conflict_here(sitting, index)
    saying, typed = SAYINGS[what], Typed(request)
    text = typed.text(saying.field, str(saying.label), limit=SAYING_LIMIT)
    target = index if saying.to == "conflict" else typed.whole("to", _("What it belongs to"))
    typed.check()
    more = {"enclosed": enclosed(request, sitting)} if saying.files else {}
    acts.record(sitting, saying.act, key=typed.key, **{saying.to: target, saying.field: text}, **more)
    return done(request, sitting, index, str(saying.done))


def done(request: HttpRequest, sitting: Sitting, index: int, said: str) -> HttpResponse:
    """Back to the conflict, with what was done and in whose court it is now."""
    found = matters.waits(sitting, conflict_here(sitting, index), clock.now())
    court = names(sitting.alliance, {party for turn in found for party in turn.parties})
    then = _("It is now in the court of %(names)s.") % {"names": court} if court else ""
    messages.success(request, " ".join([said, then]).strip())
    return redirect("conflict", sitting.slug, index)


@seated(page=conflict)
def propose_step(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Propose to go up or down, to take more days, to withdraw, or to call it resolved."""
    conflict_here(sitting, index)
    typed = Typed(request)
    step = typed.choice("step", _("The step"), get_args(StepKind))
    reason = typed.text("reason", _("Why"), limit=SAYING_LIMIT)
    until = typed.day("until", _("Until which day")) if step == "extend" else None
    typed.check()
    acts.record(sitting, steps.propose_step, key=typed.key, conflict=index, step=step, reason=reason, until=until)
    return done(request, sitting, index, _("Proposed. It takes effect when every other side has agreed."))


@seated(page=conflict)
def agree_step(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Agree to a step that another party proposed."""
    conflict_here(sitting, index)
    typed = Typed(request)
    step = typed.whole("to", _("The step"))
    typed.check()
    acts.record(sitting, steps.agree_step, key=typed.key, step=step)
    return done(request, sitting, index, _("Agreed."))


@seated(page=conflict)
def name_people(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Name who stands for one's own party at a tier."""
    conflict_here(sitting, index)
    typed = Typed(request)
    tier = typed.choice("tier", _("The tier"), TIERS)
    people = typed.chosen("people", [person for person, _name in colleagues(sitting)])
    typed.check()
    acts.record(sitting, tiers.name_people, key=typed.key, conflict=index, tier=tier, people=people)
    return done(request, sitting, index, _("Named. You can name others at any time."))


@seated(page=conflict)
def call(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Call a neutral to help."""
    conflict_here(sitting, index)
    typed = Typed(request)
    neutral = typed.choice("neutral", _("The neutral"), sitting.alliance.parties.neutrals)
    reason = typed.text("reason", _("What the neutral should help with"), limit=SAYING_LIMIT)
    typed.check()
    acts.record(sitting, tiers.call_neutral, key=typed.key, conflict=index, neutral=neutral, reason=reason)
    return done(request, sitting, index, _("Called. The matter stays at its tier."))


@seated(page=conflict)
def answer_call(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say as a neutral whether one helps."""
    conflict_here(sitting, index)
    typed = Typed(request)
    joins = typed.choice("joins", _("Whether you help"), ("yes", "no")) == "yes"
    text = typed.text("text", _("How, or why not"), limit=SAYING_LIMIT)
    typed.check()
    acts.record(sitting, tiers.answer_call, key=typed.key, conflict=index, joins=joins, text=text)
    return done(request, sitting, index, _("You help in this matter.") if joins else _("You do not help in it."))


@seated(page=conflict)
def interests(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """State the interests of one's own side: sealed at first, before all once the statements are open."""
    matter = conflict_here(sitting, index)
    typed = Typed(request)
    text = typed.text("interests", _("What your side needs, and why"), limit=SAYING_LIMIT)
    sees = typed.choice("sees", _("What you see"), get_args(Sees))
    typed.check()
    act = worksheets.restate_interests if matter.stated else worksheets.state_interests
    acts.record(sitting, act, key=typed.key, conflict=index, interests=text, sees=sees)
    sealed = _("Stated and sealed. It is opened once every side has stated its own.")
    return done(request, sitting, index, _("Said before all.") if matter.stated else sealed)


@seated(page=conflict)
def open_interests(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Put the sealed statements before all."""
    matter = conflict_here(sitting, index)
    entries = worksheets.ready(sitting.alliance, matter, clock.now())
    acts.open_sealed(sitting, entries, key=Typed(request).key)
    return done(request, sitting, index, _("The statements are open. Read those of the others before you answer."))


@seated(page=conflict)
def drop_option(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Take off an option that one's own side named."""
    conflict_here(sitting, index)
    typed = Typed(request)
    option = typed.whole("to", _("The option"))
    typed.check()
    acts.record(sitting, worksheets.drop_option, key=typed.key, option=option)
    return done(request, sitting, index, _("Taken off."))


@seated(page=conflict)
def answer_criterion(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Agree to a criterion, or say why not."""
    conflict_here(sitting, index)
    typed = Typed(request)
    criterion = typed.whole("to", _("The criterion"))
    agrees = typed.choice("agrees", _("Whether you agree"), ("yes", "no")) == "yes"
    reason = typed.text("reason", _("Why not"), required=not agrees, limit=worksheets.OPTION_LIMIT)
    typed.check()
    fields = {"criterion": criterion, "agrees": agrees, "reason": reason}
    acts.record(sitting, worksheets.answer_criterion, key=typed.key, **fields)
    return done(request, sitting, index, _("Agreed.") if agrees else _("Said. You can think again until all agree."))


@seated(page=conflict)
def weigh(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Say how an option looks to one's own side under the agreed criteria."""
    matter = conflict_here(sitting, index)
    typed = Typed(request)
    option = typed.whole("to", _("The option"))
    marks = _marks(typed, matter.agreed_criteria)
    note = typed.text("note", _("Your note"), required=False, limit=worksheets.OPTION_LIMIT)
    typed.check()
    acts.record(sitting, worksheets.weigh_option, key=typed.key, option=option, marks=marks, note=note)
    return done(request, sitting, index, _("Said. Your last word counts; you can change it."))


def _marks(typed: Typed, criteria: Sequence[int]) -> list[Mark]:
    """What was chosen under each agreed criterion; what was left open is left out."""
    fits: dict[str, Fit] = {fit: fit for fit in get_args(Fit)}
    chosen = {at: fits.get(typed.fields.get(f"fit-{at}", "")) for at in criteria}
    return [Mark(at, fit) for at, fit in chosen.items() if fit is not None]


alliance = [
    path("conflicts/<int:index>/say/<str:what>/", say, name="conflict_say"),
    path("conflicts/<int:index>/step/", propose_step, name="conflict_step"),
    path("conflicts/<int:index>/agree-step/", agree_step, name="conflict_agree_step"),
    path("conflicts/<int:index>/people/", name_people, name="conflict_people"),
    path("conflicts/<int:index>/call/", call, name="conflict_call"),
    path("conflicts/<int:index>/answer-call/", answer_call, name="conflict_answer_call"),
    path("conflicts/<int:index>/interests/", interests, name="conflict_interests"),
    path("conflicts/<int:index>/open/", open_interests, name="conflict_open"),
    path("conflicts/<int:index>/drop-option/", drop_option, name="conflict_drop_option"),
    path("conflicts/<int:index>/criterion/", answer_criterion, name="conflict_criterion"),
    path("conflicts/<int:index>/weigh/", weigh, name="conflict_weigh"),
]
