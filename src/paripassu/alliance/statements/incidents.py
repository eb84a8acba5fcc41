"""Trust incidents: what has hurt trust is raised, answered, repaired, looked at again, and closed by both.

Each party says its own side; neither closes it alone. Any partner can raise one about any other, and take it back.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import files
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import said
from paripassu.alliance.days import begun
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.links import known
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import WHAT_LIMIT, leading
from paripassu.alliance.statements.raised import Answer, Incident, IncidentRaised, Status, View, status

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class IncidentAnswered(ByPerson, frozen=True, kw_only=True, tag="incident_answered.v1"):
    """The party concerned said how it sees it: it acknowledges it, or sees it otherwise."""

    incident: int
    view: View
    text: str
    enclosed: tuple[Enclosed, ...] = ()


class IncidentWithdrawn(ByPerson, frozen=True, kw_only=True, tag="incident_withdrawn.v1"):
    """The party that raised an incident took it back."""

    incident: int
    reason: str


class IncidentClosed(ByPerson, frozen=True, kw_only=True, tag="incident_closed.v1"):
    """One of the two said that the incident can be closed, and how it was settled for it."""

    incident: int
    text: str


class ClosingWithdrawn(ByPerson, frozen=True, kw_only=True, tag="closing_withdrawn.v1"):
    """One of the two took its word to close an incident back, before the other had said it."""

    incident: int
    reason: str


Fact: TypeAlias = IncidentRaised | IncidentAnswered | IncidentWithdrawn | IncidentClosed | ClosingWithdrawn

membership.open_to("suspended", IncidentAnswered, IncidentClosed)  # whose voice rests can still answer

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the statements."""
    if isinstance(fact, IncidentRaised):
        alliance.statements.incidents[recorded.index] = Incident(
            recorded.index, recorded.entered, recorded.party, fact, told=[recorded.index]
        )
        alliance.links.add(recorded.index, "statements", fact.about, fact.clauses)
        alliance.files.add(recorded.party, fact.enclosed)
        return
    incident = incident_at(alliance, fact.incident)
    incident.told.append(recorded.index)
    match fact:
        case IncidentAnswered():
            incident.answers.append(Answer(said(recorded, fact.text), fact.view, fact.enclosed))
            alliance.files.add(recorded.party, fact.enclosed)
        case IncidentWithdrawn():
            incident.withdrawn = said(recorded, fact.reason)
        case IncidentClosed():
            incident.closing[recorded.party] = said(recorded, fact.text)
            if len(incident.closing) == 2:
                incident.closed = recorded.entered
        case ClosingWithdrawn():
            del incident.closing[recorded.party]
        case _:
            assert_never(fact)


def incident_at(alliance: "Alliance", index: int) -> Incident:
    """The incident raised at an entry. Refused when there is none."""
    if index not in alliance.statements.incidents:
        raise Refused("incident_unknown", "Entry {entry} is no incident.", entry=index)
    return alliance.statements.incidents[index]


def open_incident(alliance: "Alliance", index: int) -> Incident:
    """The same, still open. Refused when it was closed or taken back."""
    incident = incident_at(alliance, index)
    if not incident.open:
        sentence = "This incident is closed. If it happens again, raise a new one and link it."
        raise Refused("incident_over", sentence)
    return incident


def standing(alliance: "Alliance", incident: Incident, now: datetime) -> Status:
    """Where an incident stands; it rests when one of the two has left the alliance."""
    if incident.open and any(party in alliance.membership.left for party in incident.between):
        return "rests"
    return status(incident, now)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    leading(alliance, fact.by)
    if isinstance(fact, IncidentRaised):
        _may_raise(alliance, recorded, fact)
        return
    incident = open_incident(alliance, fact.incident)
    match fact:
        case IncidentAnswered():
            worded(fact.text, "how your party sees it", limit=WHAT_LIMIT)
            files.checked(fact.enclosed)
            concerned_only(alliance, recorded.party, incident)
        case IncidentWithdrawn():
            worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
            raiser_only(alliance, recorded.party, incident)
        case IncidentClosed():
            worded(fact.text, "how it was settled", limit=WHAT_LIMIT)
            _may_close(alliance, recorded.party, incident)
        case ClosingWithdrawn():
            worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
            if recorded.party not in incident.closing:
                raise Refused("not_closing", "Your party has not said that it can be closed.")
        case _:
            assert_never(fact)


def _may_raise(alliance: "Alliance", recorded: Recorded, fact: IncidentRaised) -> None:
    partners = set(version_in_force(alliance).partners) - alliance.membership.left.keys()
    if fact.concerns == recorded.party or fact.concerns not in partners:
        sentence = "An incident concerns another partner of the agreement in force that is still here. Choose one."
        raise Refused("concerns_nobody", sentence)
    worded(fact.what, "what happened", limit=WHAT_LIMIT)
    worded(fact.effect, "what effect it had", limit=WHAT_LIMIT)
    files.checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    if not begun(fact.on, recorded.entered):
        raise Refused("not_happened", "{on} has not begun yet. Say when it happened.", on=fact.on.isoformat())


def concerned_only(alliance: "Alliance", party: str, incident: Incident) -> None:
    """Refused for every party but the one that an incident concerns."""
    if incident.fact.concerns != party:
        name = alliance.parties.name(incident.fact.concerns)
        raise Refused("not_concerned", "It concerns {name}, which answers itself.", name=name)


def raiser_only(alliance: "Alliance", party: str, incident: Incident) -> None:
    """Refused for every party but the one that raised an incident."""
    if incident.party != party:
        name = alliance.parties.name(incident.party)
        raise Refused("not_raised_by_you", "{name} raised it, and decides about it.", name=name)


def one_of_the_two(alliance: "Alliance", party: str, incident: Incident) -> None:
    """Refused for every party but the two that an incident is between."""
    if party not in incident.between:
        names = alliance.parties.names(incident.between)
        raise Refused("not_between_you", "This is between {names}.", names=names)


def _may_close(alliance: "Alliance", party: str, incident: Incident) -> None:
    one_of_the_two(alliance, party, incident)
    if party in incident.closing:
        raise Refused("closing_already", "Your party has said so; it waits for the other.")
    if incident.offered is not None:
        raise Refused("pledge_waits", "A pledge waits for its answer: accept it, return it or take it back first.")
    if incident.pledge is not None and party not in incident.pledge.found:
        raise Refused("not_followed_up", "Say first whether what was pledged has held.")


# --- acts ---


def raise_incident(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    concerns: str,
    what: str,
    effect: str,
    on: date,
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> IncidentRaised:
    """Say that something has hurt trust: what happened, its effect, which party it concerns and what it is about."""
    fact = IncidentRaised(
        by=by,
        concerns=concerns,
        what=what.strip(),
        effect=effect.strip(),
        on=on,
        enclosed=tuple(enclosed),
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def answer(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    incident: int,
    view: View,
    text: str,
    enclosed: Iterable[Enclosed] = (),
) -> IncidentAnswered:
    """Say how one's own party sees it. It can be answered anew; the last answer holds."""
    fact = IncidentAnswered(by=by, incident=incident, view=view, text=text.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, incident: int, reason: str) -> IncidentWithdrawn:
    """Take back an incident that one's own party raised."""
    return ruled(alliance, now, IncidentWithdrawn(by=by, incident=incident, reason=reason.strip()), rule)


def close(alliance: "Alliance", *, by: str, now: datetime, incident: int, text: str) -> IncidentClosed:
    """Say that it can be closed; it is when both have said so."""
    return ruled(alliance, now, IncidentClosed(by=by, incident=incident, text=text.strip()), rule)


def withdraw_closing(alliance: "Alliance", *, by: str, now: datetime, incident: int, reason: str) -> ClosingWithdrawn:
    """Take one's own word to close it back, before the other has said it."""
    return ruled(alliance, now, ClosingWithdrawn(by=by, incident=incident, reason=reason.strip()), rule)
