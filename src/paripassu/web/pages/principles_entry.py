"""One observation: what was seen, what the two have said to each other about it, and what one can do about it."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.files import Enclosed
from paripassu.alliance.principles import turns
from paripassu.alliance.principles.observations import OPEN, Observation, Said, Standing, overdue, standing
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, observed
from paripassu.web.navigation import address
from paripassu.web.pages.ledger import takes_part
from paripassu.web.pages.principles import in_force, usual
from paripassu.web.seated import seated

ANSWERED: dict[str, Lazy] = {
    "same": gettext_lazy("Sees it the same way"),
    "otherwise": gettext_lazy("Sees it otherwise"),
}
CLOSED: tuple[Standing, ...] = ("settled", "withdrawn")
RESTATED: dict[str, Lazy] = {
    "kept": gettext_lazy("Sees it as kept now"),
    "strained": gettext_lazy("Keeps to what it saw"),
}


class Turn(NamedTuple):
    """One thing that was said: a word for what it is, who said it, and what shows it."""

    said: Said
    word: str
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()


@seated
@in_force
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one observation. The entry of an offer to settle it leads to it."""
    observation, alliance, now = found(sitting, index), sitting.alliance, clock.now()
    if observation.index != index:
        return redirect("observation", sitting.slug, observation.index)
    context = {
        "observation": observation,
        "fact": observation.fact,
        "principle": observed.principle(alliance, observation.fact.principle),
        "behaviour": observed.behaviour(alliance, observation),
        "stands": standing(alliance, observation),
        "overdue": overdue(alliance, observation, now),
        "why": observed.what_next(alliance, observation, now),
        "court": turns.court(alliance, observation),
        "dialogue": _dialogue(observation),
        "names": reads.names(sitting),
        "linked": [each for each in linked.of(sitting, index) if each.url != _principle_page(sitting, observation)],
        "record_entry": address("record_entry", sitting.slug, index),
        "conflict_new": address("conflicts_new", sitting.slug),
        "may": _may(sitting, observation, now),
        "seen": observed.SEEN,
        **usual(sitting),
    }
    return render(request, "principles/observation.html", context)


def found(sitting: Sitting, index: int) -> Observation:
    """The observation at an entry, or to which an offered settlement belongs. NotHere when there is none."""
    state = sitting.alliance.principles
    index = state.of_settlement.get(index, index)
    if index not in state.by_index:
        raise NotHere(str(index))
    return state.by_index[index]


def _principle_page(sitting: Sitting, observation: Observation) -> str:
    return address("principle", sitting.slug, observation.fact.principle)


def _dialogue(observation: Observation) -> list[Turn]:
    """What was said about an observation, in the order of the record."""
    said = [Turn(each.said, str(ANSWERED[each.seen]), each.evidence, each.enclosed) for each in observation.answers]
    said += [Turn(each.said, str(RESTATED[each.stands])) for each in observation.restated]
    for each in observation.settlements:
        words = (
            (each.offered, _("Offers to settle it")), (each.agreed, _("Agrees: it is settled")),
            (each.declined, _("Says what is missing")), (each.withdrawn, _("Takes the offer back")),
        )  # fmt: skip
        said += [Turn(word, text) for word, text in words if word is not None]
    if observation.withdrawn is not None:
        said.append(Turn(observation.withdrawn, _("Takes the observation back")))
    return sorted(said, key=lambda each: each.said.entry)


def _may(sitting: Sitting, observation: Observation, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    party = sitting.seat.party
    part = takes_part(sitting) and party not in sitting.alliance.membership.left
    stands = standing(sitting.alliance, observation)
    strained = stands in (*OPEN, "passed_on")
    by, of = part and party == observation.party, part and party == observation.fact.of
    leads = part and sitting.seat.role != "member" and party in observation.between
    offer = observation.offer if strained else None
    answered = stands in ("answered", "passed_on") and _answered(observation)
    return {
        "part": part,
        "between": by or of,
        "answer": of and stands not in CLOSED,
        "keep_to": by and strained and answered,
        "kept_after_all": by and strained,
        "withdraw": by and stands not in CLOSED,
        "offer": leads and strained and offer is None,
        "agree": offer if leads and offer is not None and offer.offered.party != party else None,
        "take_back": offer if leads and offer is not None and offer.offered.party == party else None,
        "raise": part and stands in OPEN,
        "promise": part and (strained or stands == "settled"),
        "leads": leads,
    }


def _answered(observation: Observation) -> bool:
    """Whether there is an answer since the observer last said how it sees it."""
    last = observation.restated[-1].said.entry if observation.restated else observation.index
    return bool(observation.answers) and observation.answers[-1].said.entry > last


alliance = [path("principles/observations/<int:index>/", entry, name="observation")]
