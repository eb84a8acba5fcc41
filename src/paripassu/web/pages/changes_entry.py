"""One change: its chain of days, who has read of it, what it touches, how it is answered, and what one can do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Recorded
from paripassu.alliance.changes import ChangeNoted
from paripassu.alliance.changes.chain import unacknowledged
from paripassu.alliance.changes.notices import Change
from paripassu.alliance.changes.reassessing import awaited, unjudged
from paripassu.alliance.changes.turns import ACKNOWLEDGE_DAYS, reassess_by
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import changed, clock, linked
from paripassu.web.navigation import address
from paripassu.web.pages.changes import usual
from paripassu.web.pages.ledger import takes_part
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one change; to one's own party also what it has only noted."""
    own = own_note(sitting, index)
    if own is not None:
        return _note(request, sitting, own)
    change = found(sitting, index)
    if change.index != index:
        return redirect("change", sitting.slug, change.index)
    names = reads.names(sitting)
    context = {
        **_standing(sitting, change),
        **_touched(sitting, change),
        "person": names.get(change.fact.by, _("somebody whose name was erased")),
        "names": names,
        "history": _history(sitting, change, names),
        "linked": _linked(sitting, change),
        "record_entry": address("record_entry", sitting.slug, index),
        "may": changed.may(sitting, change, part=takes_part(sitting)),
        **usual(sitting),
    }
    return render(request, "changes/change.html", context)


def found(sitting: Sitting, index: int) -> Change:
    """The change at an entry, or of the effect or outcome at it. NotHere when none was shared there."""
    state = sitting.alliance.changes
    change = state.by_index.get(state.part_of.get(index, index))
    if change is None:
        raise NotHere(str(index))
    return change


def own_note(sitting: Sitting, index: int) -> Recorded | None:
    """The private note of one's own party at an entry, while it is not shared."""
    return next((each for each in changed.notes(sitting) if each.index == index), None)


def _note(request: HttpRequest, sitting: Sitting, note: Recorded) -> HttpResponse:
    fact: ChangeNoted = note.fact
    named = {each.id: each for each in changed.premises(sitting.alliance)}
    context = {
        "note": note,
        "fact": fact,
        "touches": [named[id_] for id_ in fact.assumptions if id_ in named],
        "person": reads.names(sitting).get(fact.by, ""),
        "record_entry": address("record_entry", sitting.slug, note.index),
        **usual(sitting),
    }
    return render(request, "changes/note.html", context)


def _standing(sitting: Sitting, change: Change) -> dict[str, Any]:
    alliance, now = sitting.alliance, clock.now()
    return {
        "change": change,
        "fact": change.fact,
        "line": changed.line(alliance, change, now),
        "steps": changed.chain_of(alliance, change, now),
        "after": changed.after,
        "unread": unacknowledged(alliance, change),
        "unjudged": unjudged(alliance, change),
        "reassess_by": None if change.settled else reassess_by(alliance, change),
        "read_days": ACKNOWLEDGE_DAYS,
        "outcomes": [(each, awaited(alliance, each)) for each in change.open_outcomes()],
        "settled": change.settled,
        "answers": _answers(sitting, change),
    }


def _touched(sitting: Sitting, change: Change) -> dict[str, Any]:
    alliance = sitting.alliance
    parties = sorted(change.effects, key=alliance.parties.name)
    commitments = {index for effect in change.effects.values() for index in effect.commitments}
    return {
        "touched": changed.touched(alliance, change),
        "effects": [(party, change.effects[party]) for party in parties],
        "on_goals": changed.on_goals(alliance, change),
        "on_commitments": linked.things(sitting, sorted(commitments)),
        "supposed": changed.supposed(alliance, change, clock.now()),
    }


def _answers(sitting: Sitting, change: Change) -> list[dict[str, Any]]:
    """The texts that were named as the answer: the version each became, if it did, and who named it."""
    versions = {version.draft: version for version in sitting.alliance.agreement.versions}
    own = sitting.seat.party
    return [
        {"draft": each.draft, "party": each.party, "version": versions.get(each.draft), "own": each.party == own}
        for each in change.answers.values()
    ]


def _linked(sitting: Sitting, change: Change) -> list[linked.Linked]:
    """What it is about and what is about it; its own effects and outcomes stand on the page already."""
    links = sitting.alliance.links
    own = {index for index, of in sitting.alliance.changes.part_of.items() if of == change.index}
    clauses = [linked.clause(sitting, id_) for id_ in links.clauses.get(change.index, ())]
    return clauses + linked.things(sitting, [each for each in links.of(change.index) if each not in own])


def _history(sitting: Sitting, change: Change, names: dict[str, str]) -> list[Told]:
    """Its life; what was noted in private and then opened is told to everybody as what it is."""
    unknown = _("somebody whose name was erased")
    first = Recorded(change.index, change.noted or change.shared, change.party, change.fact)
    found = [each.recorded for each in history(sitting, change.index)]
    return [
        Told(
            told.index, told.entered, sentence(sitting.alliance, told, names),
            names.get(told.fact.by, unknown), address("record_entry", sitting.slug, told.index),
        )
        for told in [first, *(each for each in found if each is not None and each.index != change.index)]
    ]  # fmt: skip


alliance = [path("changes/<int:index>/", entry, name="change")]
