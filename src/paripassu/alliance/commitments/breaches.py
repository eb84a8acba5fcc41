"""Breaches: a notice with time to cure, before anybody may be called in default.

A party to which something is owed gives notice of what is late. The owner has the days of cure to put it right, and
says with evidence that it has; the party that gave notice accepts that or says what is still wrong. Whether a party is
in default is never entered by anybody: it follows from the notice, its answers and the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import WHAT_LIMIT, said, settled, taking_part
from paripassu.alliance.commitments.promises import Word, standing
from paripassu.alliance.commitments.releases import creditor_of, one_of_its_days
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEAST_CURE, MOST_CURE = 30, 365
"""Days of cure. A notice may give more than the least, never less: nobody shortens alone what protects the other."""

# --- facts ---


class BreachNoticed(ByPerson, frozen=True, kw_only=True, tag="breach_noticed.v1"):
    """A party to which it is owed gave notice that what was due on a day is late, with `cure` days to mend it."""

    entry: int
    due: date
    reason: str
    cure: int = LEAST_CURE


class BreachWithdrawn(ByPerson, frozen=True, kw_only=True, tag="breach_withdrawn.v1"):
    """The party that gave notice took it back."""

    notice: int
    reason: str


class CureStated(ByPerson, frozen=True, kw_only=True, tag="cure_stated.v1"):
    """The owner said that it has put it right, and what shows it."""

    notice: int
    evidence: str


class CureAccepted(ByPerson, frozen=True, kw_only=True, tag="cure_accepted.v1"):
    """The party that gave notice accepted that it is put right."""

    notice: int


class CureReturned(ByPerson, frozen=True, kw_only=True, tag="cure_returned.v1"):
    """The party that gave notice said what is still wrong."""

    notice: int
    reason: str


Fact: TypeAlias = BreachNoticed | BreachWithdrawn | CureStated | CureAccepted | CureReturned

membership.open_to("suspended", CureStated)  # whose voice rests can still put things right

# --- state ---


@dataclass(slots=True)
class Cure:
    """The owner's word that it has put it right; `returned`: what the other side finds still wrong."""

    word: Word
    returned: Word | None = None


@dataclass(slots=True)
class Notice:
    """A notice of breach under the index of its entry, about one day due of one commitment."""

    index: int
    at: datetime
    party: str
    commitment: int
    due: date
    reason: str
    days: int
    cures: list[Cure] = field(default_factory=list)
    accepted: Word | None = None
    withdrawn: Word | None = None

    @property
    def until(self) -> date:
        """The last day of cure."""
        return self.at.date() + timedelta(days=self.days)

    @property
    def waits(self) -> bool:
        """Whether a cure is stated and waits for the word of the party that gave notice."""
        return bool(self.cures) and self.cures[-1].returned is None and self.accepted is None


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the commitments."""
    notices = alliance.commitments.notices
    match fact:
        case BreachNoticed():
            notices[recorded.index] = Notice(
                recorded.index, recorded.entered, recorded.party, fact.entry, fact.due, fact.reason, fact.cure
            )
            alliance.links.add(recorded.index, "commitments", (fact.entry,))
        case BreachWithdrawn():
            notices[fact.notice].withdrawn = said(recorded, fact.reason)
        case CureStated():
            notices[fact.notice].cures.append(Cure(said(recorded, fact.evidence)))
        case CureAccepted():
            notices[fact.notice].accepted = said(recorded)
        case CureReturned():
            notices[fact.notice].cures[-1].returned = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def stands(alliance: "Alliance", notice: Notice) -> bool:
    """Whether a notice is still open: not taken back, not cured, and what it is about not accepted or released."""
    commitment = alliance.commitments.commitment(notice.commitment)
    done = settled(commitment, notice.due) or notice.due in commitment.waived or not commitment.in_force
    return notice.withdrawn is None and notice.accepted is None and not done


def standing_notices(alliance: "Alliance", party: str = "") -> list[Notice]:
    """The open notices of breach, of one owner or of all, in the order of the record."""
    owner = {notice.index: _owner(alliance, notice) for notice in alliance.commitments.notices.values()}
    return [
        notice
        for notice in alliance.commitments.notices.values()
        if party in ("", owner[notice.index]) and stands(alliance, notice)
    ]


def _owner(alliance: "Alliance", notice: Notice) -> str:
    return alliance.commitments.commitment(notice.commitment).fact.owner


def defaults(alliance: "Alliance", party: str, now: datetime) -> list[Notice]:
    """The notices for which a party is in default: the days of cure are over, and nothing speaks for it.

    For it speak: a stated cure that waits for an answer, a delivery that waits for one, a block that stands.
    """
    return [
        notice
        for notice in standing_notices(alliance, party)
        if over(notice.until, now)
        and not notice.waits
        and standing(alliance.commitments.commitment(notice.commitment), notice.due, now) in ("late", "missed")
    ]


def in_default(alliance: "Alliance", party: str, now: datetime) -> bool:
    """Whether a party may be called in default at this moment."""
    return bool(defaults(alliance, party, now))


def accused(alliance: "Alliance", about: Iterable[int]) -> frozenset[str]:
    """The parties whose own breach these things are about (commitments or notices): they have no vote on it."""
    named = set(about)
    return frozenset(
        _owner(alliance, notice)
        for notice in standing_notices(alliance)
        if notice.index in named or notice.commitment in named
    )


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case BreachNoticed():
            managing(alliance, fact.by)
            worded(fact.reason, "what is wrong", limit=WHAT_LIMIT)
            _may_notice(alliance, recorded, fact)
        case CureStated():
            worded(fact.evidence, "what shows that it is put right", limit=WHAT_LIMIT)
            _may_state_cure(alliance, recorded.party, notice_at(alliance, fact.notice))
        case BreachWithdrawn() | CureAccepted() | CureReturned():
            managing(alliance, fact.by)
            if not isinstance(fact, CureAccepted):
                worded(fact.reason, "why", limit=WHAT_LIMIT)
            _may_answer(alliance, recorded.party, fact)
        case _:
            assert_never(fact)


def notice_at(alliance: "Alliance", index: int) -> Notice:
    """The open notice at an entry. Refused when there is none, or it is closed."""
    if index not in alliance.commitments.notices:
        raise Refused("notice_unknown", "Entry {entry} is no notice of breach.", entry=index)
    notice = alliance.commitments.notices[index]
    if not stands(alliance, notice):
        raise Refused("notice_closed", "This notice is closed: nothing is left to say.")
    return notice


def _may_notice(alliance: "Alliance", recorded: Recorded, fact: BreachNoticed) -> None:
    commitment = alliance.commitments.in_force(fact.entry)
    creditor_of(alliance, recorded.party, commitment)
    one_of_its_days(commitment, fact.due)
    where = standing(commitment, fact.due, recorded.entered)
    if where == "delivered":
        raise Refused("delivery_waits", "It is delivered: accept it, or return it with your reason, first.")
    if where == "blocked":
        sentence = "The owner says that it is blocked. Contest that first, if it is not so."
        raise Refused("blocked", sentence)
    if where not in ("late", "missed"):
        raise Refused("not_late", "{due} is not over everywhere yet: nothing is late.", due=fact.due.isoformat())
    if not LEAST_CURE <= fact.cure <= MOST_CURE:
        sentence = "Give {least} to {most} days to put it right."
        raise Refused("cure_unfit", sentence, least=LEAST_CURE, most=MOST_CURE)
    standing_ = standing_notices(alliance, commitment.fact.owner)
    if any((each.commitment, each.due, each.party) == (fact.entry, fact.due, recorded.party) for each in standing_):
        raise Refused("already_noticed", "Your party has already given notice of this.")


def _may_state_cure(alliance: "Alliance", party: str, notice: Notice) -> None:
    if _owner(alliance, notice) != party:
        name = alliance.parties.name(_owner(alliance, notice))
        raise Refused("not_the_owner", "Only {name}, which owes it, can say that it is put right.", name=name)
    if notice.waits:
        name = alliance.parties.name(notice.party)
        raise Refused("cure_waits", "It is in the court of {name} already.", name=name)


def _may_answer(alliance: "Alliance", party: str, fact: BreachWithdrawn | CureAccepted | CureReturned) -> None:
    notice = notice_at(alliance, fact.notice)
    if notice.party != party:
        name = alliance.parties.name(notice.party)
        raise Refused("not_your_notice", "{name} gave this notice, and decides about it.", name=name)
    if isinstance(fact, CureAccepted) and not notice.cures:
        raise Refused("nothing_stated", "The owner has not said yet that it is put right.")
    if isinstance(fact, CureReturned) and not notice.waits:
        raise Refused("nothing_stated", "No stated cure waits for your answer.")


# --- acts ---


def give_notice(
    alliance: "Alliance", *, by: str, now: datetime, entry: int, due: date, reason: str, cure: int = LEAST_CURE
) -> BreachNoticed:
    """Give notice that what was due on a day is late, and `cure` days to put it right."""
    return ruled(alliance, now, BreachNoticed(by=by, entry=entry, due=due, reason=reason.strip(), cure=cure), rule)


def withdraw_notice(alliance: "Alliance", *, by: str, now: datetime, notice: int, reason: str) -> BreachWithdrawn:
    """Take one's own notice back."""
    return ruled(alliance, now, BreachWithdrawn(by=by, notice=notice, reason=reason.strip()), rule)


def state_cure(alliance: "Alliance", *, by: str, now: datetime, notice: int, evidence: str) -> CureStated:
    """Say that it is put right, and what shows it."""
    return ruled(alliance, now, CureStated(by=by, notice=notice, evidence=evidence.strip()), rule)


def accept_cure(alliance: "Alliance", *, by: str, now: datetime, notice: int) -> CureAccepted:
    """Accept that it is put right: the notice is closed."""
    return ruled(alliance, now, CureAccepted(by=by, notice=notice), rule)


def return_cure(alliance: "Alliance", *, by: str, now: datetime, notice: int, reason: str) -> CureReturned:
    """Say what is still wrong with what was stated to be cured."""
    return ruled(alliance, now, CureReturned(by=by, notice=notice, reason=reason.strip()), rule)
