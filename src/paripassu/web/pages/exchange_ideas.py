"""Ideas: who proposed what, who built on it, whether it was adopted, and how its value is shared."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.exchange import ideas, values
from paripassu.alliance.exchange.ideas import Idea, Round
from paripassu.alliance.exchange.terms import TEXT_LIMIT, TITLE_LIMIT
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, exchanges, shared
from paripassu.web.citing import cited, citing
from paripassu.web.pages.exchange import usual
from paripassu.web.pages.exchange_item import common
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.quoting import quoted
from paripassu.web.seated import seated
from paripassu.web.typed import Typed


class Row(NamedTuple):
    """An idea in the list: itself, where it stands, who built on it besides its proposer, and one sentence why."""

    idea: Idea
    word: Lazy
    kind: str
    builders: tuple[str, ...]
    why: str
    yours: bool


@seated
@in_force
def listed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All ideas: those that wait first, then those adopted, then those set aside; the newest of each first."""
    order = {"open": 0, "adopted": 1, "set_aside": 2}
    found = sorted(sitting.alliance.exchange.ideas.values(), key=lambda one: (order[one.status], -one.index))
    context = {"rows": [_row(sitting, one) for one in found], **usual(sitting)}
    return render(request, "exchange/ideas.html", context)


def _row(sitting: Sitting, one: Idea) -> Row:
    word, kind = shared.IDEAS[one.status]
    builders = tuple(sorted({built.party for built in one.chain} - {one.party}))
    yours = one.status == "open" and sitting.seat.party in ideas.missing(sitting.alliance, one)
    return Row(one, word, kind, builders, exchanges.why_idea(sitting.alliance, one), yours)


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form of an idea; a POST proposes it and shows it."""
    if request.method != "POST":
        return render(request, "exchange/new_idea.html", {"citing": citing(request, sitting), **usual(sitting)})
    typed = Typed(request)
    fields = {
        "title": typed.text("title", _("The title"), limit=TITLE_LIMIT),
        "text": typed.text("text", _("The idea"), limit=TEXT_LIMIT),
    }
    typed.check()
    about = cited(request, sitting)
    [recorded] = acts.record(sitting, ideas.propose_idea, key=typed.key, **fields, **about)
    why = exchanges.why_idea(sitting.alliance, sitting.alliance.exchange.ideas[recorded.index])
    messages.success(request, _("Proposed as entry %(entry)s.") % {"entry": recorded.index} + f" {why}")
    return redirect("idea", sitting.slug, recorded.index)


@seated
def idea(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one idea: its chain, what each party says to it, its value, and what one can do."""
    one = found(sitting, index)
    partners = version_in_force(sitting.alliance).partners
    word, kind = shared.IDEAS[one.status]
    context = {
        "idea": one,
        "word": word,
        "kind": kind,
        "why": exchanges.why_idea(sitting.alliance, one),
        "court": ideas.missing(sitting.alliance, one) if one.status == "open" else (),
        "says": [(party, _says(one, party)) for party in partners],
        "rounds": [_round(sitting, each) for each in one.rounds],
        "values": [
            (value, values.missing(sitting.alliance, value), values.overtaken(sitting.alliance, value))
            for value in reversed(one.values)
        ],
        "in_force": values.in_force(one),
        "decisions": _decisions(sitting, one),
        "may": _may(sitting, one),
        **common(sitting, one.index, one.fact.by),
    }
    return render(request, "exchange/idea.html", context)


def found(sitting: Sitting, index: int) -> Idea:
    """The idea at an entry. NotHere when there is none."""
    if index not in sitting.alliance.exchange.ideas:
        raise NotHere(str(index))
    return sitting.alliance.exchange.ideas[index]


def _says(one: Idea, party: str) -> str:
    if party in one.set_aside:
        return _("Set it aside: %(reason)s.") % {"reason": quoted(one.set_aside[party].text)}
    if one.agrees(party):
        return _("Says yes.")
    if party in one.agreed:
        return _("Said yes before the last contribution.")
    return _("Has not said anything yet.")


def _round(sitting: Sitting, each: Round) -> str:
    """How an idea was set aside and revived, in sentences."""
    name = sitting.alliance.parties.name
    aside = [
        _("%(who)s had set it aside: %(reason)s.") % {"who": name(party), "reason": quoted(word.text)}
        for party, word in sorted(each.set_aside.items())
    ]
    fields = {"who": name(each.party), "reason": quoted(each.revived.text)}
    return " ".join([*aside, _("%(who)s revived it: %(reason)s.") % fields])


def _decisions(sitting: Sitting, one: Idea) -> list[tuple[int, str, bool]]:
    """Accepted decisions about this idea: entry, title, and whether the reader's party has named it already."""
    alliance, now = sitting.alliance, clock.now()
    linked = [alliance.decisions.proposals.get(index) for index in alliance.links.of(one.index)]
    return [
        (each.index, each.wording.title, sitting.seat.party in one.stated.get(each.index, {}))
        for each in linked
        if each is not None
        and one.index in each.fact.about
        and not each.wording.options
        and outcomes.standing(alliance, each, now) == "accepted"
    ]


def _may(sitting: Sitting, one: Idea) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    party, undecided = sitting.seat.party, one.adopted is None and takes_part(sitting)
    return {
        "part": takes_part(sitting),
        "agree": undecided and not one.agrees(party),
        "build": undecided,
        "set_aside": undecided and party not in one.set_aside,
        "revive": undecided and bool(one.set_aside),
        "decide": undecided,
        "value": one.adopted is not None and takes_part(sitting),
    }


# --- acts ---


def _agree(typed: Typed, one: Idea) -> dict[str, Any]:
    return {"idea": one.index, "last": typed.whole("last", _("The entry"))}


def _build(typed: Typed, one: Idea) -> dict[str, Any]:
    return {"idea": one.index, "text": typed.text("text", _("What you add"), limit=TEXT_LIMIT)}


def _why(typed: Typed, one: Idea) -> dict[str, Any]:
    return {"idea": one.index, "reason": typed.text("reason", _("The reason"), limit=TEXT_LIMIT)}


def _decision(typed: Typed, one: Idea) -> dict[str, Any]:
    return {"idea": one.index, "decision": typed.whole("decision", _("The decision"))}


def _value(typed: Typed, one: Idea) -> dict[str, Any]:
    """What it is worth, and the share of each partner: the fields are named `share-` and the party."""
    names = [name.removeprefix("share-") for name in typed.fields if name.startswith("share-")]
    portions: dict[str, Decimal] = {name: typed.amount(f"share-{name}", _("Each share")) for name in names[:100]}
    return {
        "idea": one.index,
        "what": typed.text("what", _("What it is worth"), limit=TEXT_LIMIT),
        "portions": portions,
    }


def _value_entry(typed: Typed, _one: Idea) -> dict[str, Any]:
    return {"value": typed.whole("value", _("The entry"))}


def _no_value(typed: Typed, one: Idea) -> dict[str, Any]:
    return {**_value_entry(typed, one), "reason": _why(typed, one)["reason"]}


class Act(NamedTuple):
    """An act on one idea: its rule, how its form is read, and what is said when it is done."""

    rule: Callable[..., Any]
    read: Callable[[Typed, Idea], dict[str, Any]]
    done: Lazy


ACTS: dict[str, Act] = {
    "agree": Act(ideas.agree_idea, _agree, gettext_lazy("Your party says yes.")),
    "build": Act(ideas.build_on, _build, gettext_lazy("Added. The others are asked about the whole.")),
    "set-aside": Act(ideas.set_idea_aside, _why, gettext_lazy("Set aside, with your reason.")),
    "revive": Act(ideas.revive, _why, gettext_lazy("Revived. All are asked anew.")),
    "adopted": Act(ideas.state_adoption, _decision, gettext_lazy("Said. It holds once a second party says the same.")),
    "value": Act(values.propose_value, _value, gettext_lazy("Proposed. It holds once all have agreed.")),
    "agree-value": Act(values.agree_value, _value_entry, gettext_lazy("Agreed to how the value is shared.")),
    "decline-value": Act(values.decline_value, _no_value, gettext_lazy("Said, with your reason.")),
}
"""All acts on one idea by the last part of their address."""


@seated(page=idea)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Do one act on this idea."""
    one, typed = found(sitting, index), Typed(request)
    if act not in ACTS:
        raise NotHere(act)
    fields = ACTS[act].read(typed, one)
    typed.check()
    acts.record(sitting, ACTS[act].rule, key=typed.key, **fields)
    messages.success(request, f"{ACTS[act].done} {exchanges.why_idea(sitting.alliance, one)}")
    return redirect("idea", sitting.slug, index)


alliance = [
    path("exchange/ideas/", listed, name="exchange_ideas"),
    path("exchange/ideas/new/", new, name="idea_new"),
    path("exchange/ideas/<int:index>/", idea, name="idea"),
    path("exchange/ideas/<int:index>/<slug:act>/", do, name="idea_act"),
]
