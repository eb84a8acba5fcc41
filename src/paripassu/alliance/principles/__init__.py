"""Principles in use: one party saw another keep a principle of the agreement, or strain it; the other answers.

A principle and its behaviours are texts of the agreement, with ids that stay. An observation names one of them, the
party observed, the day, and what shows it. It is always of another party, and of the party as a whole: nobody praises
itself, and no person is accused. *Kept* is recognition. *Strained* waits for the answer of the party observed; then
the observer keeps to its view, changes it or takes it back, and the two settle it, or one raises a conflict about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.days import begun, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import membership
from paripassu.alliance.principles import settling
from paripassu.alliance.principles.observations import (
    Answer,
    Observation,
    Observed,
    Restatement,
    Seen,
    View,
    closed,
    said,
)
from paripassu.alliance.principles.settling import (
    SettlementAgreed,
    SettlementDeclined,
    SettlementOffered,
    SettlementWithdrawn,
)
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

WHAT_LIMIT = 2_000

# --- facts ---


class Answered(ByPerson, frozen=True, kw_only=True, tag="observation_answered.v1"):
    """The party observed said how it sees the matter: the same, or otherwise, and what shows it."""

    observation: int
    seen: Seen
    text: str
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()


class Restated(ByPerson, frozen=True, kw_only=True, tag="observation_restated.v1"):
    """The observer said what it sees now: still a strain, having heard the answer, or kept after all."""

    observation: int
    stands: View
    reason: str


class Withdrawn(ByPerson, frozen=True, kw_only=True, tag="observation_withdrawn.v1"):
    """The observer took its observation back, with the reason. It stays readable and counts no more."""

    observation: int
    reason: str


Fact: TypeAlias = (
    Observed
    | Answered
    | Restated
    | Withdrawn
    | SettlementOffered
    | SettlementAgreed
    | SettlementDeclined
    | SettlementWithdrawn
)

# Whose voice rests observes nobody, but answers and settles what stands.
membership.open_to("suspended", *(kind for kind in get_args(Fact) if kind is not Observed))

# --- state ---


@dataclass(slots=True)
class Principles:
    """All observations by the index of their entry, and to which of them an offered settlement belongs."""

    by_index: dict[int, Observation] = field(default_factory=dict)
    of_settlement: dict[int, int] = field(default_factory=dict)

    def observation(self, index: int) -> Observation:
        """The observation at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("observation_unknown", "Entry {entry} is no observation.", entry=index)
        return self.by_index[index]


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    index, entered, party, _ = recorded
    state = alliance.principles
    match fact:
        case Observed():
            state.by_index[index] = Observation(index, entered, party, fact)
            cited = (fact.principle, *(each for each in fact.clauses if each != fact.principle))
            alliance.links.add(index, "principles", fact.about, cited)
            alliance.files.add(party, fact.enclosed)
        case Answered():
            word = Answer(said(recorded, fact.text), fact.seen, fact.evidence, fact.enclosed)
            state.observation(fact.observation).answers.append(word)
            alliance.files.add(party, fact.enclosed)
        case Restated():
            state.observation(fact.observation).restated.append(Restatement(said(recorded, fact.reason), fact.stands))
        case Withdrawn():
            state.observation(fact.observation).withdrawn = said(recorded, fact.reason)
        case SettlementOffered() | SettlementAgreed() | SettlementDeclined() | SettlementWithdrawn():
            settling.apply(alliance, recorded, fact)
        case _:
            assert_never(fact)


def principle_in_force(alliance: "Alliance", id_: str) -> Principle:
    """The principle of the agreement in force with this id. Refused when it has none."""
    found = next((each for each in version_in_force(alliance).terms.principles if id_ and each.id == id_), None)
    if found is None:
        sentence = "The agreement in force has no principle “{id}”. Choose one of those it has, or amend it."
        raise Refused("principle_unknown", sentence, id=id_)
    return found


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Observed():
            _may_observe(alliance, recorded, fact)
        case Answered():
            worded(fact.text, "how your party sees it", limit=WHAT_LIMIT)
            short_enough(fact.evidence, "what shows it", limit=WHAT_LIMIT)
            checked(fact.enclosed)
            _may_answer(alliance, recorded.party, fact)
        case Restated():
            worded(fact.reason, "what you make of the answer", limit=WHAT_LIMIT)
            _may_restate(alliance, recorded.party, fact)
        case Withdrawn():
            worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
            _own_open(alliance, recorded.party, fact.observation)
        case SettlementOffered() | SettlementAgreed() | SettlementDeclined() | SettlementWithdrawn():
            settling.rule(alliance, recorded, fact)
        case _:
            assert_never(fact)


def _may_observe(alliance: "Alliance", recorded: Recorded, fact: Observed) -> None:
    if fact.stands not in get_args(View):
        raise Refused("view_unknown", "Say whether the principle was kept or strained.")
    _another_party(alliance, recorded, fact.of)
    principle = principle_in_force(alliance, fact.principle)
    if fact.behaviour and fact.behaviour not in {each.id for each in principle.behaviours}:
        sentence = "{name} has no such behaviour. Choose one of those it has, or none."
        raise Refused("behaviour_unknown", sentence, name=principle.name)
    worded(fact.what, "what was done or left undone", limit=WHAT_LIMIT)
    short_enough(fact.evidence, "what shows it", limit=WHAT_LIMIT)
    checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    if fact.stands == "strained" and not (fact.evidence.strip() or fact.enclosed or fact.about):
        sentence = (
            "Say what shows the strain, enclose it, or link the entry: the other side must be able to look at it."
        )
        raise Refused("evidence_missing", sentence)
    _on_a_day_it_bound(alliance, recorded, fact)


def _another_party(alliance: "Alliance", recorded: Recorded, of: str) -> None:
    if of == recorded.party:
        raise Refused(
            "own_party",
            "Nobody observes its own party. The others say what it kept; what it strained, it states as a disclosure.",
        )
    if of not in version_in_force(alliance).partners:
        raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=of)
    if membership.standing(alliance, of, recorded.entered) == "left":
        raise Refused("party_gone", "{name} has left this alliance.", name=alliance.parties.name(of))


def _on_a_day_it_bound(alliance: "Alliance", recorded: Recorded, fact: Observed) -> None:
    """Refused for a day that has not come, or that was over everywhere before the principle was agreed."""
    if not begun(fact.on, recorded.entered):
        raise Refused("date_in_future", "{on} has not come yet: observe what has happened.", on=fact.on.isoformat())
    first = next(
        version.since
        for version in alliance.agreement.versions
        if any(each.id == fact.principle for each in version.terms.principles)
    )
    if over(fact.on, first):
        sentence = "The principle was agreed on {first}: nobody was bound by it on {on}."
        raise Refused("not_agreed_then", sentence, first=first.date().isoformat(), on=fact.on.isoformat())


def _open(alliance: "Alliance", index: int) -> Observation:
    observation = alliance.principles.observation(index)
    if closed(alliance, observation):
        sentence = "This observation is closed: it was settled between the two, or taken back. Make a new one about it."
        raise Refused("observation_closed", sentence)
    return observation


def _own_open(alliance: "Alliance", party: str, index: int) -> Observation:
    observation = _open(alliance, index)
    if observation.party != party:
        name = alliance.parties.name(observation.party)
        raise Refused("not_your_observation", "{name} made this observation, and decides about it.", name=name)
    return observation


def _may_answer(alliance: "Alliance", party: str, fact: Answered) -> None:
    if fact.seen not in get_args(Seen):
        raise Refused("view_unknown", "Say whether your party sees it the same or otherwise.")
    observation = _open(alliance, fact.observation)
    if observation.fact.of != party:
        name = alliance.parties.name(observation.fact.of)
        raise Refused(
            "not_observed", "This was observed of {name}, which answers. You can observe for yourself.", name=name
        )


def _may_restate(alliance: "Alliance", party: str, fact: Restated) -> None:
    if fact.stands not in get_args(View):
        raise Refused("view_unknown", "Say whether the principle was kept or strained.")
    observation = _own_open(alliance, party, fact.observation)
    if observation.view == "kept":
        raise Refused("seen_as_kept", "You see it as kept. A strain is a new observation, with its own evidence.")
    last = observation.restated[-1].said.entry if observation.restated else observation.index
    answered = bool(observation.answers) and observation.answers[-1].said.entry > last
    if fact.stands == "strained" and not answered:
        name = alliance.parties.name(observation.fact.of)
        raise Refused("nothing_new", "{name} has not answered since: you said already that it is strained.", name=name)


# --- acts ---


def observe(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    principle: str,
    stands: View,
    of: str,
    on: date,
    what: str,
    behaviour: str = "",
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> Observed:
    """Say that another party kept a principle, or strained it, and what shows it."""
    fact = Observed(
        by=by,
        principle=principle,
        behaviour=behaviour,
        stands=stands,
        of=of,
        on=on,
        what=what.strip(),
        evidence=evidence.strip(),
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
    observation: int,
    seen: Seen,
    text: str,
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
) -> Answered:
    """Say how one's own party, which was observed, sees the matter."""
    fact = Answered(
        by=by,
        observation=observation,
        seen=seen,
        text=text.strip(),
        evidence=evidence.strip(),
        enclosed=tuple(enclosed),
    )
    return ruled(alliance, now, fact, rule)


def restate(alliance: "Alliance", *, by: str, now: datetime, observation: int, stands: View, reason: str) -> Restated:
    """Say what one makes of the answer: it is strained still, or was kept after all."""
    return ruled(alliance, now, Restated(by=by, observation=observation, stands=stands, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, observation: int, reason: str) -> Withdrawn:
    """Take one's own observation back."""
    return ruled(alliance, now, Withdrawn(by=by, observation=observation, reason=reason.strip()), rule)
