"""Observing: another party kept a principle, or strained it, and what shows it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import principles as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.principles import WHAT_LIMIT
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts, reads
from paripassu.keeper.access import Sitting
from paripassu.web import clock, observed
from paripassu.web.citing import cited, citing, principles
from paripassu.web.enclosing import enclosed
from paripassu.web.linked import shortened
from paripassu.web.pages.principles import in_force, usual
from paripassu.web.seated import seated
from paripassu.web.typed import Typed, words

FIELD_OF_REFUSAL = {
    "own_party": "of", "party_unknown": "of", "party_gone": "of", "principle_unknown": "principle",
    "behaviour_unknown": "principle", "evidence_missing": "evidence", "date_in_future": "on", "not_agreed_then": "on",
    "too_many_files": "files",
}  # fmt: skip
MOST_THANKS = 12
"""Thanks of the ledger, the newest ones, that recognition can be joined to."""


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST records one observation and shows it."""
    if request.method == "POST":
        return _observe(request, sitting)
    asked = words(request, stands="", of="", clause="")
    carried = citing(request, sitting)
    context = {
        "choices": _choices(sitting),
        "others": _others(sitting),
        "asked": asked,
        "citing": carried._replace(principles=()),
        "thanks": [] if carried.about else _thanks(sitting),
        "today": clock.now().date().isoformat(),
        **usual(sitting),
    }
    return render(request, "principles/new.html", context)


def _choices(sitting: Sitting) -> list[tuple[str, str]]:
    """The principles in force, each with its behaviours: by their ids, as `p1` and `p1/b2`."""
    found = []
    for each in principles(sitting):
        found.append((each.id, each.name))
        found += [(f"{each.id}/{one.id}", f"{each.name}: {shortened(one.text)}") for one in each.behaviours if one.id]
    return found


def _others(sitting: Sitting) -> list[tuple[str, str]]:
    alliance = sitting.alliance
    partners = version_in_force(alliance).partners
    ids = [id_ for id_ in partners if id_ != sitting.seat.party and id_ not in alliance.membership.left]
    return sorted(((id_, alliance.parties.name(id_)) for id_ in ids), key=lambda pair: pair[1])


def _thanks(sitting: Sitting) -> list[tuple[str, str]]:
    """The thanks that the person's party gave in the ledger, newest first."""
    name = sitting.alliance.parties.name
    given = [each for each in sitting.alliance.ledger.appreciations if each.party == sitting.seat.party]
    newest = given[: -MOST_THANKS - 1 : -1]
    return [(str(each.index), shortened(f"{name(each.fact.to)}: {each.fact.what}")) for each in newest]


def _observe(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = _fields(typed, sitting)
    typed.check()
    about = cited(request, sitting)
    clauses = tuple(each for each in about["clauses"] if each != fields["principle"])
    try:
        [recorded] = acts.record(
            sitting, rules.observe, key=typed.key, **fields,
            about=about["about"], clauses=clauses, enclosed=enclosed(request, sitting),
        )  # fmt: skip
    except Refused as refusal:
        raise _placed(refusal) from refusal
    observation = sitting.alliance.principles.observation(recorded.index)
    messages.success(request, _("Recorded.") + " " + observed.what_next(sitting.alliance, observation, clock.now()))
    return redirect("observation", sitting.slug, recorded.index)


def _placed(refusal: Refused) -> Refused:
    """The refusal with a finding at the field that it is about."""
    field = FIELD_OF_REFUSAL.get(refusal.code)
    if field is None or "findings" in refusal.fields:
        return refusal
    return Refused(refusal.code, refusal.sentence, findings=(Finding(field, str(refusal)),), **refusal.fields)


def _fields(typed: Typed, sitting: Sitting) -> dict[str, Any]:
    chosen = typed.choice("principle", _("The principle"), [value for value, _word in _choices(sitting)])
    principle, _slash, behaviour = chosen.partition("/")
    stands = typed.choice("stands", _("Kept or strained"), list(observed.VIEWS))
    of = typed.choice("of", _("The party"), [value for value, _word in _others(sitting)])
    what = typed.text("what", _("What was done or left undone"), limit=WHAT_LIMIT)
    if stands == "strained" and (named := person_in(sitting, of, what)):
        sentence = _("This names %(name)s. Say what the party did: no person is held up here, and no name is.")
        typed.find("what", sentence % {"name": named})
    return {
        "principle": principle,
        "behaviour": behaviour,
        "stands": stands,
        "of": of,
        "on": typed.day("on", _("The day")),
        "what": what,
        "evidence": typed.text("evidence", _("What shows it"), required=False, limit=WHAT_LIMIT),
    }


def person_in(sitting: Sitting, of: str, text: str) -> str:
    """The name of a person of this party that stands in a text; empty when there is none."""
    names, folded = reads.names(sitting), " ".join(text.split()).casefold()
    seats = (seat for seat in sitting.alliance.parties.seats.values() if seat.party == of)
    found = (names.get(seat.person, "") for seat in seats)
    return next((name for name in found if name and f" {name.casefold()}" in f" {folded}"), "")


alliance = [path("principles/observations/new/", new, name="observation_new")]
