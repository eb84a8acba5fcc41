"""What statements and incidents ask of each party now, and what comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import beginning, begun, ended, over
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.statements.assessments import needed
from paripassu.alliance.statements.incidents import standing as incident_standing
from paripassu.alliance.statements.raised import Incident, Pledge
from paripassu.alliance.statements.stated import Assessment, Statement, standing, status

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEADERS = ("manager", "sponsor")


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What statements and incidents wait for from a party, in the order of the record."""
    found = [
        waits
        for statement in alliance.statements.by_index.values()
        if not statement.closed
        for waits in _of_statement(alliance, statement, party, now)
    ]
    for incident in alliance.statements.incidents.values():
        if incident.open and party in incident.between and incident_standing(alliance, incident, now) != "rests":
            found += of_incident(incident, party, now)
    return found


def _awaited(what: str, party: str, entry: int, since: datetime) -> Awaited:
    return Awaited("statements", what, party, entry, since, None, LEADERS)


def _of_statement(alliance: "Alliance", statement: Statement, party: str, now: datetime) -> Iterator[Awaited]:
    waits = standing(statement, now)
    if waits is not None:
        yield from _of_assessment(alliance, statement, waits, party)
    elif status(statement, now) == "due" and party in waited_for(alliance):
        yield _awaited("check", party, statement.index, ended(statement.fact.due))


def _of_assessment(alliance: "Alliance", statement: Statement, waits: Assessment, party: str) -> Iterator[Awaited]:
    if not waits.contested:
        if party in needed(alliance, statement, waits):
            yield _awaited("answer", party, statement.index, waits.at)._replace(due=waits.answer_by)
    elif party == waits.party:
        since = min(word.at for word, _enclosed in waits.contested.values())
        yield _awaited("contested", party, statement.index, since)


# --- incidents ---


def of_incident(incident: Incident, party: str, now: datetime) -> Iterator[Awaited]:
    """What an open incident waits for from one of the two."""
    own = incident.fact.concerns == party
    if incident.closing and party not in incident.closing:
        since = min(word.at for word in incident.closing.values())
        yield _awaited("close", party, incident.index, since)
    elif incident.offered is not None:
        if not own:
            yield _awaited("answer_pledge", party, incident.index, incident.offered.at)
    elif incident.pledge is not None:
        yield from _of_pledge(incident, incident.pledge, party, now)
    elif own:
        yield from _of_concerned(incident, party)


def _of_concerned(incident: Incident, party: str) -> Iterator[Awaited]:
    """What the party concerned has to do: to answer, and, once it has acknowledged it or was refused, to pledge."""
    returned = incident.pledges[-1].returned if incident.pledges else None
    if returned is not None:
        yield _awaited("pledge_again", party, incident.index, returned.at)
    elif not incident.answers:
        yield _awaited("answer_incident", party, incident.index, incident.at)._replace(due=incident.answer_by)
    elif incident.answers[-1].view == "acknowledged":
        yield _awaited("pledge", party, incident.index, incident.answers[-1].word.at)


def _of_pledge(incident: Incident, pledge: Pledge, party: str, now: datetime) -> Iterator[Awaited]:
    """What an accepted pledge asks for: to be kept, to be looked at by both, and then to be closed by both."""
    if len(pledge.found) == 2:
        if not incident.closing:
            since = max(words[-1].word.at for words in pledge.found.values())
            yield _awaited("close", party, incident.index, since)
    elif party not in pledge.found:
        if begun(pledge.follow_up, now):
            yield _awaited("follow_up", party, incident.index, beginning(pledge.follow_up))
        elif pledge.found:
            since = min(words[-1].word.at for words in pledge.found.values())
            yield _awaited("follow_up", party, incident.index, since)
        elif party == incident.fact.concerns:
            assert pledge.accepted is not None
            yield _awaited("repair", party, incident.index, pledge.accepted.at)._replace(due=pledge.due)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days by which statements can be checked, and the days of pledges and of their follow-up."""
    found = [
        Coming("statements", "check", each.index, each.fact.due)
        for each in alliance.statements.by_index.values()
        if status(each, now) == "open" and not over(each.fact.due, now)
    ]
    for incident in alliance.statements.incidents.values():
        pledge = incident.pledge
        if pledge is not None and incident.open and len(pledge.found) < 2:
            days = (("repair", pledge.due), ("follow_up", pledge.follow_up))
            found += [Coming("statements", what, incident.index, day) for what, day in days if not over(day, now)]
    return sorted(found, key=lambda each: (each.on, each.entry, each.what))
