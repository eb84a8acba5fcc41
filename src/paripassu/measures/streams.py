"""What is watched: single events that went well or not, in an order that nobody can choose afterwards.

For every directed tie commitments that were late and deliveries that were returned; for every party statements that
were refuted; for the alliance check-ins that were not held, postings that were disputed, answers that came late. Each
event is good or bad and nothing between: what was late stays late when it is made good, so that no alarm is talked
away. What nobody has decided yet counts as good until it is decided.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.checkins import series
from paripassu.alliance.checkins.meetings import status
from paripassu.alliance.commitments.promises import Commitment, Word, on_time, owed_by, standing
from paripassu.alliance.days import EARLIEST
from paripassu.alliance.statements import tallies
from paripassu.alliance.statements.stated import standing as waiting

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Sort = Literal["reliability", "ability", "truth", "checkins", "disputes", "answers"]

ANSWER_DAYS = 14
"""Days after which an answer is late: those an early warning has, where the agreement says nothing. Ours."""


class Stream(NamedTuple):
    """What is watched: the sort of events; `judged` is the party whose doing it is, `judge` the one it was done to.

    Both are empty for the whole alliance; `judge` alone for statements, which are made to all.
    """

    sort: Sort
    judge: str = ""
    judged: str = ""

    @property
    def about(self) -> str:
        """Its name in readings: `bo>ada/reliability`, `ada/truth`, `checkins`."""
        tie = ">".join(party for party in (self.judge, self.judged) if party)
        return f"{tie}/{self.sort}" if tie else self.sort


class Occurrence(NamedTuple):
    """One event on a day, good or bad, and the entry that shows it."""

    on: date
    entry: int
    bad: bool


def streams(alliance: "Alliance", now: datetime) -> dict[Stream, list[Occurrence]]:
    """Every stream with at least one event, in a fixed order; its events in the order of their days and entries.

    Of a moment that is over, what is known by now of the days until then.
    """
    partners, until = set(alliance.parties.partners), (now + EARLIEST).date()
    found: dict[Stream, list[Occurrence]] = {}
    for seen in (_reliability, _ability, _truth, _checkins, _disputes, _answers):
        for stream, occurrence in seen(alliance, now):
            if occurrence.on <= until and {stream.judge, stream.judged} <= partners | {""}:
                found.setdefault(stream, []).append(occurrence)
    return {stream: sorted(found[stream]) for stream in sorted(found)}


_Seen = Iterator[tuple[Stream, Occurrence]]


def _reliability(alliance: "Alliance", now: datetime) -> _Seen:
    for commitment in alliance.commitments.by_index.values():
        if commitment.since is not None:
            for due in commitment.dues:
                late = _late(commitment, due, now)
                if late is not None:
                    event = Occurrence(owed_by(commitment, due), commitment.index, late)
                    for creditor in commitment.fact.to:
                        yield Stream("reliability", creditor, commitment.fact.owner), event


def _late(commitment: Commitment, due: date, now: datetime) -> bool | None:
    """Whether what was due on a day was late; by the owner's own word while it waits. None: it does not count."""
    where = standing(commitment, due, now)
    if where in ("accepted", "delivered"):
        delivery = commitment.delivery(due)
        return delivery is not None and not on_time(commitment, delivery)
    return True if where in ("late", "missed") else None


def _ability(alliance: "Alliance", now: datetime) -> _Seen:
    del now
    for commitment in alliance.commitments.by_index.values():
        for delivery in commitment.deliveries:
            if delivery.withdrawn is None:
                for creditor in commitment.fact.to:
                    event = Occurrence(delivery.on, delivery.index, creditor in delivery.returned)
                    yield Stream("ability", creditor, commitment.fact.owner), event


def _truth(alliance: "Alliance", now: datetime) -> _Seen:
    """What was stated outright; a probability promises nothing that could be broken."""
    for each in tallies.counted(alliance, now):
        if each.statement.fact.probability is None:
            event = Occurrence(each.statement.fact.due, each.statement.index, not each.borne_out)
            yield Stream("truth", "", each.statement.party), event
    counts = {each.statement.index for each in tallies.counted(alliance, now)}
    for statement in alliance.statements.by_index.values():
        outright = statement.fact.probability is None and statement.index not in counts
        if outright and waiting(statement, now) is not None:
            yield Stream("truth", "", statement.party), Occurrence(statement.fact.due, statement.index, False)


def _checkins(alliance: "Alliance", now: datetime) -> _Seen:
    """A day that was agreed and passed without a meeting is bad, whether anybody called one or not."""
    for checkin in alliance.checkins.by_index.values():
        where = status(checkin, now)
        if where not in ("cancelled", "called"):
            event = Occurrence(checkin.when.on, checkin.index, where in ("missed", "unopened"))
            yield Stream("checkins"), event
    for day in series.passed(alliance, now):
        yield Stream("checkins"), Occurrence(day, alliance.agreement.versions[-1].index, True)


def _disputes(alliance: "Alliance", now: datetime) -> _Seen:
    del now
    for posting in alliance.ledger.postings.values():
        event = Occurrence(posting.entered.date(), posting.index, posting.disputed_at is not None)
        yield Stream("disputes"), event


def _answers(alliance: "Alliance", now: datetime) -> _Seen:
    """Whether each party that was asked answered in time: to a commitment proposed to it, to what was delivered."""
    for commitment in alliance.commitments.by_index.values():
        if commitment.withdrawn is None:
            asked = [party for party in commitment.concerned if party != commitment.party]
            words = [{**commitment.agreed, **commitment.declined}.get(party) for party in asked]
            yield from _answered(commitment.entered, commitment.index, words, now)
        for delivery in commitment.deliveries:
            if delivery.withdrawn is None:
                said = {**delivery.accepted, **delivery.returned}
                words = [said.get(party) for party in commitment.fact.to]
                yield from _answered(delivery.at, delivery.index, words, now)


def _answered(asked: datetime, entry: int, words: Iterable[Word | None], now: datetime) -> _Seen:
    until = asked + timedelta(days=ANSWER_DAYS)
    for word in words:
        late = (now if word is None else word.at) > until
        yield Stream("answers"), Occurrence(asked.date(), entry, late)
