"""One statement: what was said, where it stands, how it is said to have turned out, its life, and what one can do."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.days import over
from paripassu.alliance.statements import asked, assessments, spoken_of
from paripassu.alliance.statements.stated import Assessment, Statement, contested_late, counted_at, result, standing
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, stated
from paripassu.web import statements as shown
from paripassu.web.navigation import address
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.pages.statements import usual
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one statement. The entry of an assessment leads to its statement."""
    statement = found(sitting, index)
    if statement.index != index:
        return redirect("statement", sitting.slug, statement.index)
    now, names = clock.now(), reads.names(sitting)
    common = usual(sitting)
    context = {
        "line": shown.line(sitting.alliance, statement, now),
        "statement": statement,
        "fact": statement.fact,
        "amount": stated.amount(statement.fact),
        "person": names.get(statement.fact.by, _("somebody whose name was erased")),
        "said": [_said(statement, each, now) for each in statement.assessments],
        "may": _may(sitting, statement, now) if common["leads"] else {},
        "history": told(sitting, statement.told, names),
        "linked": linked.of(sitting, index),
        "record_entry": address("record_entry", sitting.slug, index),
        "conflict_new": address("conflicts_new", sitting.slug),
        "least_days": assessments.LEAST_DAYS,
        **common,
    }
    return render(request, "statements/statement.html", context)


def found(sitting: Sitting, index: int) -> Statement:
    """The statement at an entry, or of the assessment at it. NotHere when there is none."""
    state = sitting.alliance.statements
    index = state.of_assessment.get(index, index)
    if index not in state.by_index:
        raise NotHere(str(index))
    return state.by_index[index]


def _said(statement: Statement, each: Assessment, now: datetime) -> dict[str, Any]:
    """An assessment with whether it counts, and which contests of it came after the clock."""
    return {
        "assessment": each,
        "counts": result(statement, now) is each,
        "counted": counted_at(statement, each, now),
        "late": contested_late(each),
    }


def told(sitting: Sitting, entries: list[int], names: dict[str, str]) -> list[Told]:
    """What the record holds at these entries, in sentences."""
    unknown = _("somebody whose name was erased")
    facts = (each.recorded for index in entries for each in reads.entries(sitting, index, index + 1))
    return [
        Told(
            each.index,
            each.entered,
            sentence(sitting.alliance, each, names),
            names.get(each.fact.by, unknown),
            address("record_entry", sitting.slug, each.index),
        )
        for each in facts
        if each is not None
    ]


def _may(sitting: Sitting, statement: Statement, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this party; the rules themselves are asked when they act."""
    party, own = sitting.seat.party, statement.party == sitting.seat.party
    waits = standing(statement, now)
    gone = statement.gone is not None
    return {
        "assess": not statement.closed and not gone and waits is None,
        "early": not over(statement.fact.due, now),
        "again": result(statement, now) is not None,
        "withdraw": own and not statement.closed and not spoken_of(statement) and not over(statement.fact.due, now),
        "correct": own and statement.corrected_by is None and statement.withdrawn is None,
        **_may_answer(sitting, statement, waits, party),
        "late": _late(statement, party, now) if own else None,
        "incident": not own and not gone,
    }


def _may_answer(sitting: Sitting, statement: Statement, waits: Assessment | None, party: str) -> dict[str, Any]:
    """What a party may do about the assessment that waits or is contested."""
    if waits is None:
        return {"agree": None, "contest": None, "take_back": None}
    is_asked = party in asked(sitting.alliance, statement, waits)
    return {
        "agree": waits if is_asked and party not in waits.agreed else None,
        "contest": waits if is_asked and party not in waits.contested else None,
        "take_back": waits if party == waits.party else None,
    }


def _late(statement: Statement, party: str, now: datetime) -> Assessment | None:
    """The assessment that counts by silence and that the party which kept silent about its own word can contest."""
    counts = result(statement, now)
    silent = counts is not None and counts.settled is None and counts.party != party and party not in counts.agreed
    return counts if silent else None


alliance = [path("statements/<int:index>/", entry, name="statement")]
