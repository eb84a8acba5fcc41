"""Requests: a party asks others for knowledge or a resource; each of them offers it, declines, or says “later”."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from paripassu.alliance.days import begun, over
from paripassu.alliance.exchange.terms import LONGEST, TEXT_LIMIT, Sort, others, taking_part, titled
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.links import known
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Answer = Literal["declined", "later"]

# --- facts ---


class Requested(ByPerson, frozen=True, kw_only=True, tag="exchange_requested.v1"):
    """A party asked the parties `of` for something, for a purpose; `wanted`: by when, if there is a day."""

    sort: Sort
    title: str
    what: str
    purpose: str
    of: tuple[str, ...]
    wanted: date | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class RequestAnswered(ByPerson, frozen=True, kw_only=True, tag="exchange_request_answered.v1"):
    """A party that was asked declined, or said from which day on it can answer. The last answer of a party counts."""

    request: int
    answer: Answer
    reason: str
    later: date | None = None


class RequestWithdrawn(ByPerson, frozen=True, kw_only=True, tag="exchange_request_withdrawn.v1"):
    """The party that asked does not need it any more."""

    request: int
    reason: str


Fact: TypeAlias = Requested | RequestAnswered | RequestWithdrawn

# --- state ---


@dataclass(frozen=True, slots=True)
class Answered:
    """What one party answered: at which entry, when, what and why, and from which day on it can say more."""

    entry: int
    at: datetime
    answer: Answer
    reason: str
    later: date | None


@dataclass(slots=True)
class Request:
    """A request under the entry that made it; `answers` holds every answer, `offers` the entries of offers to it."""

    index: int
    entered: datetime
    party: str
    fact: Requested
    answers: dict[str, list[Answered]] = field(default_factory=dict)
    offers: list[int] = field(default_factory=list)
    withdrawn: Answered | None = None

    def answer(self, party: str) -> Answered | None:
        """The last answer of a party."""
        said = self.answers.get(party)
        return said[-1] if said else None

    def waits_for(self, party: str, now: datetime) -> bool:
        """Whether a party that was asked has said nothing, or the day to which it put its answer off has come."""
        said = self.answer(party)
        return said is None or (said.later is not None and begun(said.later, now))


def request(alliance: "Alliance", index: int) -> Request:
    """The request at an entry. Refused when there is none."""
    found: Request | None = alliance.exchange.requests.get(index)
    if found is None:
        raise Refused("request_unknown", "Entry {entry} is no request.", entry=index)
    return found


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case Requested():
            made = Request(recorded.index, recorded.entered, recorded.party, fact)
            alliance.exchange.requests[recorded.index] = made
            alliance.links.add(recorded.index, "exchange", fact.about, fact.clauses)
        case RequestAnswered():
            said = Answered(recorded.index, recorded.entered, fact.answer, fact.reason, fact.later)
            request(alliance, fact.request).answers.setdefault(recorded.party, []).append(said)
        case RequestWithdrawn():
            said = Answered(recorded.index, recorded.entered, "declined", fact.reason, None)
            request(alliance, fact.request).withdrawn = said
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Requested():
            titled(fact.title, fact.what, fact.purpose, fact.sort)
            others(alliance, recorded.party, fact.of)
            known(alliance, fact.about, fact.clauses)
            _sound_day(recorded, fact.wanted)
        case RequestAnswered():
            _may_answer(alliance, recorded, fact)
        case RequestWithdrawn():
            worded(fact.reason, "why you withdraw it", limit=TEXT_LIMIT)
            asked = open_request(alliance, fact.request)
            if asked.party != recorded.party:
                name = alliance.parties.name(asked.party)
                raise Refused("not_your_request", "Only {name}, which asked, can withdraw it.", name=name)
        case _:
            assert_never(fact)


def _sound_day(recorded: Recorded, day: date | None) -> None:
    if day is not None and (over(day, recorded.entered) or day > recorded.entered.date() + LONGEST):
        raise Refused("day_unfit", "Choose a day to come, within ten years.")


def _may_answer(alliance: "Alliance", recorded: Recorded, fact: RequestAnswered) -> None:
    worded(fact.reason, "the reason", limit=TEXT_LIMIT)
    asked = open_request(alliance, fact.request)
    if recorded.party not in asked.fact.of:
        names = alliance.parties.names(asked.fact.of)
        raise Refused("not_asked", "It was asked of {names}: they answer. You can offer something.", names=names)
    if (fact.answer == "later") != (fact.later is not None) or fact.answer not in ("declined", "later"):
        raise Refused("later_when", "Say from which day on you can answer, or decline with a reason.")
    if fact.later is not None and fact.later <= recorded.entered.date():
        raise Refused("day_unfit", "Choose a day to come, within ten years.")
    _sound_day(recorded, fact.later)


def open_request(alliance: "Alliance", index: int) -> Request:
    """The request at an entry that can be answered. Refused when it was withdrawn."""
    asked = request(alliance, index)
    if asked.withdrawn is not None:
        raise Refused("request_withdrawn", "The request of entry {entry} was withdrawn.", entry=index)
    return asked


# --- acts ---


def ask(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    purpose: str,
    of: Iterable[str],
    sort: Sort = "knowledge",
    what: str = "",
    wanted: date | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> Requested:
    """Ask other parties for knowledge or a resource."""
    fact = Requested(
        by=by,
        sort=sort,
        title=title.strip(),
        what=what.strip(),
        purpose=purpose.strip(),
        of=tuple(sorted(of)),
        wanted=wanted,
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, request: int, reason: str) -> RequestAnswered:
    """Say why one's party does not share what was asked for. An offer made later is still possible."""
    fact = RequestAnswered(by=by, request=request, answer="declined", reason=reason.strip())
    return ruled(alliance, now, fact, rule)


def put_off(alliance: "Alliance", *, by: str, now: datetime, request: int, later: date, reason: str) -> RequestAnswered:
    """Say why it is too early, and from which day on one's party will answer."""
    fact = RequestAnswered(by=by, request=request, answer="later", reason=reason.strip(), later=later)
    return ruled(alliance, now, fact, rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, request: int, reason: str) -> RequestWithdrawn:
    """Take one's own request back."""
    return ruled(alliance, now, RequestWithdrawn(by=by, request=request, reason=reason.strip()), rule)
