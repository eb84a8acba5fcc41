"""Statements and incidents as the pages show them: where each stands, in whose court, and why, in one sentence."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.days import days_over
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.statements import incidents, raised
from paripassu.alliance.statements.assessments import needed
from paripassu.alliance.statements.raised import Incident
from paripassu.alliance.statements.raised import Status as IncidentStatus
from paripassu.alliance.statements.stated import Assessment, Statement, Status, counted_at, result, standing, status
from paripassu.alliance.statements.turns import of_incident
from paripassu.web.environment import number
from paripassu.web.quoting import written_day

FILTERS: dict[str, tuple[Lazy, tuple[Status, ...]]] = {
    "open": (gettext_lazy("Open"), ("open",)),
    "due": (gettext_lazy("To be checked"), ("due", "assessed")),
    "contested": (gettext_lazy("Contested"), ("contested",)),
    "borne_out": (gettext_lazy("Borne out"), ("borne_out",)),
    "refuted": (gettext_lazy("Refuted"), ("refuted",)),
    "other": (gettext_lazy("Others"), ("unclear", "withdrawn", "restated", "rests")),
}
"""What the list can be asked for, with the statements that it then shows."""


class Line(NamedTuple):
    """A statement as a row: where it stands, in whose court it is, and one sentence why."""

    statement: Statement
    status: Status
    court: tuple[str, ...]
    why: str


def line(alliance: Alliance, statement: Statement, now: datetime) -> Line:
    """A statement as a row at this moment."""
    where = status(statement, now)
    return Line(statement, where, _court(alliance, statement, where, now), _why(alliance, statement, where, now))


def lines(alliance: Alliance, now: datetime) -> list[Line]:
    """All statements as rows: what waits for somebody first, then what is open by its day, then the rest."""
    found = [line(alliance, statement, now) for statement in alliance.statements.by_index.values()]
    return sorted(found, key=_order)


def _order(each: Line) -> tuple[int, int, int]:
    if each.court:
        return (0, each.statement.fact.due.toordinal(), each.statement.index)
    if each.status == "open":
        return (1, each.statement.fact.due.toordinal(), each.statement.index)
    return (2, -each.statement.fact.due.toordinal(), -each.statement.index)


def _court(alliance: Alliance, statement: Statement, where: Status, now: datetime) -> tuple[str, ...]:
    if statement.closed:
        return ()
    waits = standing(statement, now)
    if waits is None:
        return waited_for(alliance) if where == "due" else ()
    if waits.contested:
        return tuple(sorted({waits.party, *waits.contested}))
    return needed(alliance, statement, waits)


def _why(alliance: Alliance, statement: Statement, where: Status, now: datetime) -> str:
    """One sentence on where a statement stands, and what happens next."""
    fields = {"who": alliance.parties.name(statement.party), "day": written_day(statement.fact.due)}
    waits = standing(statement, now)
    match where:
        case "open":
            return _("It can be checked by %(day)s.") % fields
        case "due":
            return _("Its day, %(day)s, is over. Any partner can say how it turned out.") % fields
        case "assessed" | "contested":
            assert waits is not None
            return _why_waiting(alliance, statement, waits)
        case "withdrawn" | "restated":
            return _why_closed(alliance, statement, where)
        case "rests":
            return _("%(who)s has left the alliance: nobody is asked any more.") % fields
        case _:
            return _why_counting(alliance, statement, now)


def _why_waiting(alliance: Alliance, statement: Statement, waits: Assessment) -> str:
    who = alliance.parties.name(waits.party)
    if waits.contested:
        names = alliance.parties.names(waits.contested)
        text = _(
            "%(who)s said how it turned out, %(names)s contests it: it counts neither way until one side gives way."
        )
        return text % {"who": who, "names": names}
    names = alliance.parties.names(needed(alliance, statement, waits))
    fields = {"names": names, "day": written_day(waits.answer_by)}
    if waits.party == statement.party:
        return _("It is in the court of %(names)s. A party's word about its own statement needs another's.") % fields
    return _("It is in the court of %(names)s until %(day)s. After that day silence counts as agreement.") % fields


def _why_closed(alliance: Alliance, statement: Statement, where: Status) -> str:
    fields: dict[str, object] = {"who": alliance.parties.name(statement.party), "other": statement.corrected_by}
    if where == "restated" and statement.restated is not None:
        fields["days"] = number(max((statement.fact.due - statement.restated.date()).days, 0))
        return _("%(who)s corrected it %(days)s days before its day, in entry %(other)s.") % fields
    assert statement.withdrawn is not None
    fields["days"] = number(max((statement.fact.due - statement.withdrawn.at.date()).days, 0))
    fields["reason"] = statement.withdrawn.text
    return _("%(who)s withdrew it %(days)s days before its day, which is no lie: “%(reason)s”") % fields


def _why_counting(alliance: Alliance, statement: Statement, now: datetime) -> str:
    counts, waits = result(statement, now), standing(statement, now)
    assert counts is not None
    at = counted_at(statement, counts, now)
    assert at is not None
    fields = {"who": alliance.parties.name(counts.party), "day": written_day(at.date())}
    if counts.settled is not None:
        said = _("%(who)s said so, and all that were asked agreed by %(day)s.") % fields
    elif counts.agreed:
        said = _("%(who)s said so, it was agreed to, and nobody contested it by %(day)s.") % fields
    else:
        said = _("%(who)s said so, and nobody answered by %(day)s.") % fields
    again = _("It is asked to be looked at again; it counts as it is until all agree.") if waits is not None else ""
    return f"{said} {again}".strip()


# --- which are asked for ---


class Asked(NamedTuple):
    """What a list is asked for; empty: everything."""

    status: str = ""
    party: str = ""
    sort: str = ""
    text: str = ""


def asked_for(found: Iterable[Line], asked: Asked) -> list[Line]:
    """Those of these rows that are asked for."""
    return [each for each in found if _fits(each, asked)]


def _fits(each: Line, asked: Asked) -> bool:
    fact = each.statement.fact
    words = f"{fact.what} {fact.how}".casefold()
    return (
        asked.status in ("", *(name for name, (_word, fitting) in FILTERS.items() if each.status in fitting))
        and asked.party in ("", each.statement.party)
        and asked.sort in ("", fact.sort)
        and all(word in words for word in asked.text.casefold().split())
    )


# --- incidents ---


class IncidentLine(NamedTuple):
    """An incident as a row: where it stands, in whose court it is, and one sentence why."""

    incident: Incident
    status: IncidentStatus
    court: tuple[str, ...]
    why: str


def incident_line(alliance: Alliance, incident: Incident, now: datetime) -> IncidentLine:
    """An incident as a row at this moment."""
    where = incidents.standing(alliance, incident, now)
    asked = incident.between if where != "rests" and incident.open else ()
    court = tuple(party for party in asked if any(of_incident(incident, party, now)))
    return IncidentLine(incident, where, court, _why_incident(alliance, incident, where, now))


def incident_lines(alliance: Alliance, now: datetime) -> list[IncidentLine]:
    """All incidents as rows, the open ones first, each part newest first."""
    found = [incident_line(alliance, each, now) for each in alliance.statements.incidents.values()]
    return sorted(found, key=lambda each: (each.status not in raised.OPEN, -each.incident.index))


def _why_incident(alliance: Alliance, incident: Incident, where: IncidentStatus, now: datetime) -> str:
    fields: dict[str, object] = {
        "raiser": alliance.parties.name(incident.party),
        "concerned": alliance.parties.name(incident.fact.concerns),
        "day": written_day(incident.answer_by),
    }
    if where == "raised":
        return _why_unanswered(incident, fields, now)
    if incident.closing and incident.open:
        fields["who"] = alliance.parties.names(incident.closing)
        return _("%(who)s has said that it can be closed; the other has not yet.") % fields
    if where == "withdrawn" and incident.withdrawn is not None:
        return _("%(raiser)s took it back: “%(reason)s”") % {**fields, "reason": incident.withdrawn.text}
    pledge = incident.pledge
    if pledge is not None:
        fields |= {"due": written_day(pledge.due), "look": written_day(pledge.follow_up)}
        fields["late"] = number(days_over(pledge.due, now))
    return str(_WHY.get(where, "")) % fields


def _why_unanswered(incident: Incident, fields: dict[str, object], now: datetime) -> str:
    if raised.unanswered(incident, now):
        fields["late"] = number(days_over(incident.answer_by, now))
        return _("%(concerned)s has not answered; the day to answer, %(day)s, is %(late)s days over.") % fields
    return _("It is in the court of %(concerned)s, to answer by %(day)s.") % fields


_WHY: dict[IncidentStatus, Lazy] = {
    "acknowledged": gettext_lazy("%(concerned)s acknowledges it. Next it pledges what it will do to repair it."),
    "otherwise": gettext_lazy(
        "%(concerned)s sees it otherwise. It can pledge all the same; both can close it, or bring it to a conflict."
    ),
    "pledged": gettext_lazy("A pledge is in the court of %(raiser)s: to accept it, or to return it with a reason."),
    "returned": gettext_lazy("%(raiser)s returned the pledge. It is in the court of %(concerned)s, to pledge anew."),
    "under_way": gettext_lazy("%(concerned)s does what it pledged by %(due)s; both look on %(look)s whether it held."),
    "late": gettext_lazy(
        "The day of the pledge, %(due)s, is %(late)s days over; nobody says yet whether it held. Both look on %(look)s."
    ),
    "to_follow_up": gettext_lazy("Both say now whether the pledge has held: the day to look is %(look)s."),
    "held": gettext_lazy("Both found that the pledge has held. Now both can close it."),
    "not_held": gettext_lazy(
        "Both found that it has not held. %(concerned)s can pledge anew; both can close it, or bring it to a conflict."
    ),
    "differs": gettext_lazy(
        "The two see differently whether the pledge has held. Talk; each can say it anew, or bring it to a conflict."
    ),
    "closed": gettext_lazy(
        "Both said that it can be closed. If it happens again, raise a new one that names this one."
    ),
    "rests": gettext_lazy("One of the two has left the alliance: nobody is asked any more."),
}
