"""What the pages of parties and people share: who may do what, people by name, and what waits to be agreed."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from paripassu.alliance.parties import arrangements, managing
from paripassu.alliance.parties.arrangements import Arranged, Arrangement
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, reads
from paripassu.keeper.access import Sitting
from paripassu.web import arranged
from paripassu.web.environment import said
from paripassu.web.typed import Typed
from paripassu.web.wording import listed


class Open(NamedTuple):
    """An arrangement that waits: what it is, and whose word is missing."""

    each: Arrangement
    text: str
    missing: tuple[str, ...]


def objection(rule: Callable[..., object], *fields: object) -> str:
    """Why a rule does not allow something; empty when it does."""
    try:
        rule(*fields)
    except Refused as refusal:
        return said(refusal)
    return ""


def common(sitting: Sitting) -> dict[str, Any]:
    """What every page of people shows: who may arrange something, what waits, and the names of people."""
    alliance = sitting.alliance
    in_force = bool(alliance.agreement.versions)
    manages = not objection(managing, alliance, sitting.person)
    return {
        "names": reads.names(sitting),
        "manages": manages,
        "arranges": manages and in_force and sitting.party.id in voices(alliance),
        "why_not": _why_not(sitting, manages, in_force),
        "open": waiting(sitting),
        "arranged": arranged,
    }


def _why_not(sitting: Sitting, manages: bool, in_force: bool) -> str:
    """Why the reader sees no buttons; empty when they do."""
    if sitting.party.kind == "neutral":
        return _("You sit here as a neutral: you read everything joint, and arrange nothing for either side.")
    if not manages:
        return _("A manager or a sponsor of your party proposes and agrees.")
    if not in_force:
        return _("Partners arrange this together once an agreement is in force.")
    if sitting.party.id not in voices(sitting.alliance):
        return _("The voice of your party rests: you read everything, and propose only its return.")
    return ""


def waiting(sitting: Sitting) -> list[Open]:
    """The arrangements that wait for somebody, oldest first."""
    alliance = sitting.alliance
    return [
        Open(each, arranged.matter(alliance, each.fact.matter), arrangements.missing(alliance, each))
        for each in alliance.arrangements.open
    ]


def people_of(sitting: Sitting, party: str) -> list[tuple[str, str]]:
    """The people who sit for a party, as id and name, by name."""
    names = reads.names(sitting)
    seats = sitting.alliance.parties.people(party)
    return sorted(((s.person, names.get(s.person, _("a former member"))) for s in seats), key=lambda pair: pair[1])


def partners(sitting: Sitting) -> list[tuple[str, str]]:
    """The partners whose voice counts, as id and name, by name."""
    alliance = sitting.alliance
    found = voices(alliance) if alliance.agreement.versions else alliance.parties.partners
    return sorted(((party, alliance.parties.name(party)) for party in found), key=lambda pair: pair[1])


def put(request: HttpRequest, sitting: Sitting, typed: Typed, matter: Arranged) -> HttpResponse:
    """Propose a matter to the other partners, with the reason from the form."""
    changed = getattr(matter, "body", None) or getattr(matter, "line", None)
    why = typed.text("why", _("The reason"), limit=arrangements.REASON_LIMIT)
    typed.check()
    [recorded] = acts.record(
        sitting, arrangements.propose, key=typed.key, matter=matter, why=why, about=(changed,) if changed else ()
    )
    each = arrangements.arrangement(sitting.alliance, recorded.index)
    names = listed(sitting.alliance, arrangements.missing(sitting.alliance, each))
    messages.success(request, _("Proposed. It holds once these have agreed: %(names)s.") % {"names": names})
    return redirect("arrangement", sitting.slug, recorded.index)
