"""What a conflict waits for from whom, by the clock of its tier, and what comes next in it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.conflicts import steps, tiers, worksheets
from paripassu.alliance.conflicts.matters import Conflict, heard, is_warning, stay
from paripassu.alliance.days import begun, over

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SPEAKING = ("manager", "sponsor")
"""Who speaks for a whole party."""


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What waits for a party in all conflicts; with `person`, what that person may do of it."""
    conflicts = alliance.conflicts.by_index.values()
    return [each for conflict in conflicts for each in waiting(alliance, conflict, party, person, now)]


def waiting(alliance: "Alliance", conflict: Conflict, party: str, person: str, now: datetime) -> Iterator[Awaited]:
    """What waits for a party in one conflict."""
    if conflict.closed is None and party in tiers.due_neutrals(alliance, conflict, now):
        since = tiers.due_neutrals(alliance, conflict, now)[party]
        yield Awaited("conflicts", "join", party, conflict.index, since, stay(conflict, now).until)
    if party not in heard(alliance, conflict):
        return
    if conflict.closed is not None:
        yield from _after(conflict, party, now)
        return
    found = [*_words(alliance, conflict, party, now), *_worksheet(alliance, conflict, party, now)]
    yield from found
    if not found and (not person or person in tiers.people(alliance, conflict, stay(conflict, now).tier)[party]):
        yield _talk(conflict, party, now)


def _awaited(conflict: Conflict, what: str, party: str, since: datetime, due: date | None = None) -> Awaited:
    return Awaited("conflicts", what, party, conflict.index, since, due, SPEAKING)


def _talk(conflict: Conflict, party: str, now: datetime) -> Awaited:
    """To answer a warning; or simply to talk, at the tier where it stands, within its days."""
    where = stay(conflict, now)
    answered = party == conflict.party or any(reply.party == party for reply in conflict.replies)
    what = "talk" if where.tier != "warning" else "handle" if answered else "answer"
    return Awaited("conflicts", what, party, conflict.index, where.since, where.until)


def _words(alliance: "Alliance", conflict: Conflict, party: str, now: datetime) -> Iterator[Awaited]:
    """Steps to answer, a settlement to sign, or one of one's own that was refused."""
    until = stay(conflict, now).until
    for step in steps.open_steps(conflict, now):
        if party in steps.awaited(alliance, conflict, step) and party not in step.declined:
            yield _awaited(conflict, "answer_step", party, step.said.entered, until)
    draft = conflict.draft
    if draft is None:
        return
    if party not in draft.signed and party not in draft.refused:
        yield _awaited(conflict, "sign", party, draft.said.entered, until)
    if draft.refused and party == draft.said.party:
        yield _awaited(conflict, "mend", party, max(each.entered for each in draft.refused.values()), until)


def _worksheet(alliance: "Alliance", conflict: Conflict, party: str, now: datetime) -> Iterator[Awaited]:
    """Interests to state or to open, criteria to answer."""
    where = stay(conflict, now)
    if where.tier == "warning":
        return
    if worksheets.ready(alliance, conflict, now):
        since = max(handed.at for handed in conflict.handed.values())
        yield Awaited("conflicts", "open", party, conflict.index, since)
    elif party in worksheets.silent(alliance, conflict):
        yield _awaited(conflict, "state", party, where.since, where.until)
    for criterion in conflict.criteria.values():
        answered = party in criterion.agreed or party in criterion.declined
        if criterion.since is None and not answered:
            yield _awaited(conflict, "criterion", party, criterion.said.entered, where.until)
            return


def _after(conflict: Conflict, party: str, now: datetime) -> Iterator[Awaited]:
    """After its end: the test on its day, and a lesson from each side, where it was more than a warning."""
    settlement, closed = conflict.settlement, conflict.closed
    if settlement is not None and party not in settlement.looked and begun(settlement.terms.on, now):
        assert settlement.in_force is not None
        yield _awaited(conflict, "look", party, settlement.in_force, settlement.terms.on)
    if closed is not None and closed.how != "left" and party not in conflict.lessons and not is_warning(conflict, now):
        yield Awaited("conflicts", "lesson", party, conflict.index, closed.at)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days on which clocks move conflicts on, and on which settlements are looked at."""
    found = []
    for conflict in alliance.conflicts.by_index.values():
        settlement, until = conflict.settlement, stay(conflict, now).until
        if conflict.closed is None and until is not None:
            found.append(Coming("conflicts", "moves_on", conflict.index, until))
        if settlement is not None and settlement.held is None and not over(settlement.terms.on, now):
            found.append(Coming("conflicts", "test", conflict.index, settlement.terms.on))
    return found
