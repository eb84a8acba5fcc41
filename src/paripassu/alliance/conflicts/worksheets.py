"""The worksheet on which the parties to a conflict work it out together.

Each side states its own interests before it sees those of the others, and says whether it sees a matter of the task, of
the relationship, or both: the statement is sealed until all have made theirs. Options are named without commitment:
naming one concedes nothing, and pages do not show who did. Criteria count once every side has agreed to them; under
those each side says how each option looks to it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.conflicts.matters import (
    SAYING_LIMIT,
    Conflict,
    Criterion,
    Fit,
    Handed,
    Mark,
    Option,
    Sees,
    Statement,
    all_of,
    heard,
    open_conflict,
    part_at,
    said,
    speaking,
    stay,
    taking_part,
)
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

OPTION_LIMIT = 1_000
MOST_OPTIONS, MOST_CRITERIA = 40, 20

PATIENCE = timedelta(days=14)
"""After so many days, a sealed statement may be opened although a side has made none: silence holds nobody up."""

# --- facts ---


class InterestsStated(ByPerson, frozen=True, kw_only=True, tag="interests_stated.v1"):
    """A party stated, sealed, what its interests are, and what it sees: task, relationship or both."""

    conflict: int
    interests: str
    sees: Sees


class InterestsHandedIn(ByPerson, frozen=True, kw_only=True, tag="interests_handed_in.v1"):
    """It was said before all that the sealed entry `stated`, the one before this, holds a party's interests."""

    conflict: int
    stated: int


class InterestsRestated(ByPerson, frozen=True, kw_only=True, tag="interests_restated.v1"):
    """A party said before all what its interests are now. What it said before stays readable."""

    conflict: int
    interests: str
    sees: Sees


class OptionNamed(ByPerson, frozen=True, kw_only=True, tag="option_named.v1"):
    """Somebody named something that could be done, without commitment."""

    conflict: int
    text: str


class OptionDropped(ByPerson, frozen=True, kw_only=True, tag="option_dropped.v1"):
    """The party that named an option took it off, before anybody had looked at it."""

    option: int


class CriterionProposed(ByPerson, frozen=True, kw_only=True, tag="criterion_proposed.v1"):
    """It was proposed what a good solution has to meet."""

    conflict: int
    text: str


class CriterionAnswered(ByPerson, frozen=True, kw_only=True, tag="criterion_answered.v1"):
    """A party agreed to a criterion, or said why not."""

    criterion: int
    agrees: bool
    reason: str = ""


class OptionWeighed(ByPerson, frozen=True, kw_only=True, tag="option_weighed.v1"):
    """A party said how an option looks to it under the agreed criteria. Its last word counts."""

    option: int
    marks: tuple[Mark, ...]
    note: str = ""


Fact: TypeAlias = (
    InterestsStated
    | InterestsHandedIn
    | InterestsRestated
    | OptionNamed
    | OptionDropped
    | CriterionProposed
    | CriterionAnswered
    | OptionWeighed
)

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    conflict = _conflict(alliance, fact)
    match fact:
        case InterestsHandedIn():
            conflict.handed[recorded.party] = Handed(fact.stated, recorded.entered)
        case InterestsStated() | InterestsRestated():
            sealed = isinstance(fact, InterestsStated)
            statement = Statement(said(recorded, fact.interests), fact.sees, sealed)
            conflict.stated.setdefault(recorded.party, []).append(statement)
        case OptionNamed():
            conflict.options[recorded.index] = Option(said(recorded, fact.text))
            alliance.conflicts.part_of[recorded.index] = conflict.index
        case OptionDropped():
            conflict.options[fact.option].dropped = True
        case CriterionProposed():
            _propose(alliance, conflict, recorded, fact)
        case CriterionAnswered():
            _answer(alliance, conflict, recorded, fact)
        case OptionWeighed():
            marks = {mark.criterion: mark.fit for mark in fact.marks}
            conflict.options[fact.option].weighed[recorded.party] = marks, said(recorded, fact.note)
        case _:
            assert_never(fact)


def _propose(alliance: "Alliance", conflict: Conflict, recorded: Recorded, fact: CriterionProposed) -> None:
    words = said(recorded, fact.text)
    own = {recorded.party: words} if recorded.party in conflict.fact.between else {}
    conflict.criteria[recorded.index] = Criterion(words, agreed=own)
    alliance.conflicts.part_of[recorded.index] = conflict.index


def _answer(alliance: "Alliance", conflict: Conflict, recorded: Recorded, fact: CriterionAnswered) -> None:
    criterion = conflict.criteria[fact.criterion]
    criterion.agreed.pop(recorded.party, None)
    criterion.declined.pop(recorded.party, None)
    words = criterion.agreed if fact.agrees else criterion.declined
    words[recorded.party] = said(recorded, fact.reason)
    _settle(alliance, conflict, criterion, recorded.entered)


def _settle(alliance: "Alliance", conflict: Conflict, criterion: Criterion, at: datetime) -> None:
    if criterion.since is None and all_of(alliance, conflict, criterion.agreed):
        criterion.since = at


def reconsider(alliance: "Alliance", conflict: Conflict, at: datetime) -> None:
    """After a party has left: criteria that wait for nobody any more are agreed."""
    for criterion in conflict.criteria.values():
        _settle(alliance, conflict, criterion, at)


def _conflict(alliance: "Alliance", fact: Fact) -> Conflict:
    match fact:
        case OptionDropped() | OptionWeighed():
            return open_conflict(alliance, part_at(alliance, fact.option, "option").index)
        case CriterionAnswered():
            return open_conflict(alliance, part_at(alliance, fact.criterion, "criterion").index)
        case _:
            return open_conflict(alliance, fact.conflict)


def silent(alliance: "Alliance", conflict: Conflict) -> tuple[str, ...]:
    """The sides that have not stated their interests yet, sorted."""
    return tuple(p for p in heard(alliance, conflict) if p not in conflict.handed and p not in conflict.stated)


def ready(alliance: "Alliance", conflict: Conflict, now: datetime) -> tuple[int, ...]:
    """The sealed statements that can be opened now."""
    if conflict.closed is not None or not _time_to_open(alliance, conflict, now):
        return ()
    return tuple(handed.entry for handed in conflict.handed.values() if handed.entry in alliance.seals.closed)


def _time_to_open(alliance: "Alliance", conflict: Conflict, now: datetime) -> bool:
    if not silent(alliance, conflict):
        return True
    return any(over(handed.at.date() + PATIENCE, now) for handed in conflict.handed.values())


def options(conflict: Conflict) -> list[Option]:
    """The options that stand, in the order of their words, which tells nothing about who named them."""
    standing = (option for option in conflict.options.values() if not option.dropped)
    return sorted(standing, key=lambda option: (option.said.text.casefold(), option.said.index))


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused when a sealed fact is not what its party handed in last, or it is not time yet."""
    fact: InterestsStated = sealed.fact
    conflict = open_conflict(alliance, fact.conflict)
    handed = conflict.handed.get(sealed.party)
    if handed is None or handed.entry != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if not _time_to_open(alliance, conflict, now):
        sentence = "It is opened once every side has stated its interests, or after {days} days."
        raise Refused("not_time", sentence, days=PATIENCE.days)
    _sound(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    conflict = _conflict(alliance, fact)
    if stay(conflict, recorded.entered).tier == "warning":
        raise Refused("only_a_warning", "It is an early warning: answer it, or take it up to peers first.")
    match fact:
        case InterestsStated() | InterestsHandedIn() | InterestsRestated():
            speaking(alliance, recorded, conflict.index)
            _may_state(alliance, conflict, recorded, fact)
        case OptionNamed():
            taking_part(alliance, conflict, recorded)
            worded(fact.text, "what could be done", limit=OPTION_LIMIT)
            if len(conflict.options) >= MOST_OPTIONS:
                raise Refused("too_many", "There are {most} options. Look at those first.", most=MOST_OPTIONS)
        case OptionDropped():
            _may_drop(conflict, recorded.party, fact.option)
        case CriterionProposed():
            taking_part(alliance, conflict, recorded)
            worded(fact.text, "what a good solution has to meet", limit=OPTION_LIMIT)
            if len(conflict.criteria) >= MOST_CRITERIA:
                raise Refused("too_many", "There are {most} criteria. Agree on those first.", most=MOST_CRITERIA)
        case CriterionAnswered():
            speaking(alliance, recorded, conflict.index)
            _may_answer(conflict.criteria[fact.criterion], recorded.party, fact)
        case OptionWeighed():
            speaking(alliance, recorded, conflict.index)
            _may_weigh(conflict, fact)
        case _:
            assert_never(fact)


def _may_state(
    alliance: "Alliance",
    conflict: Conflict,
    recorded: Recorded,
    fact: InterestsStated | InterestsHandedIn | InterestsRestated,
) -> None:
    if isinstance(fact, InterestsRestated):
        _sound(fact)
        if not conflict.stated:
            raise Refused("still_sealed", "State it sealed first: each side speaks before it sees the others.")
        return
    if conflict.stated:
        raise Refused("interests_open", "The statements are open: what you say now, you say before all.")
    if isinstance(fact, InterestsStated):
        _sound(fact)
        return
    sealed = alliance.seals.closed.get(fact.stated)
    if sealed is None or sealed.party != recorded.party or fact.stated != recorded.index - 1:
        raise Refused("nothing_sealed", "Entry {entry} holds nothing that your party stated.", entry=fact.stated)


def _sound(fact: InterestsStated | InterestsRestated) -> None:
    worded(fact.interests, "what your side needs, and why", limit=SAYING_LIMIT)
    if fact.sees not in get_args(Sees):
        raise Refused("sees_unknown", "Say whether you see a matter of the task, of the relationship, or both.")


def _may_drop(conflict: Conflict, party: str, index: int) -> None:
    option = conflict.options[index]
    if option.said.party != party:
        raise Refused("not_your_option", "An option is taken off only by the side that named it.")
    drafted = conflict.draft is not None and conflict.draft.terms.option == index
    if option.dropped or option.weighed or drafted:
        raise Refused("looked_at", "It was looked at already: it stays, and nobody is bound by it.")


def _may_answer(criterion: Criterion, party: str, fact: CriterionAnswered) -> None:
    if criterion.since is not None:
        raise Refused("criterion_agreed", "All have agreed to this criterion. Propose another if it misses something.")
    if fact.agrees:
        short_enough(fact.reason, "your note", limit=OPTION_LIMIT)
        if party in criterion.agreed:
            raise Refused("already_agreed", "Your party has agreed to it already.")
    else:
        worded(fact.reason, "why it does not fit", limit=OPTION_LIMIT)


def _may_weigh(conflict: Conflict, fact: OptionWeighed) -> None:
    short_enough(fact.note, "your note", limit=OPTION_LIMIT)
    if conflict.options[fact.option].dropped:
        raise Refused("option_dropped", "This option was taken off.")
    marked = [mark.criterion for mark in fact.marks]
    if not marked or len(set(marked)) != len(marked) or set(marked) - set(conflict.agreed_criteria):
        raise Refused("marks_unfit", "Look at it under criteria that all have agreed to, each once.")
    if any(mark.fit not in get_args(Fit) for mark in fact.marks):
        raise Refused("marks_unfit", "Say of each criterion whether the option meets it, partly, or not.")


# --- acts ---


def state_interests(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, interests: str, sees: Sees
) -> list[Fact]:
    """State, sealed, one's own interests and what one sees. What was handed in before counts no more."""
    stated = InterestsStated(by=by, conflict=conflict, interests=interests.strip(), sees=sees)
    return [ruled(alliance, now, stated, rule), InterestsHandedIn(by=by, conflict=conflict, stated=alliance.size)]


def restate_interests(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, interests: str, sees: Sees
) -> InterestsRestated:
    """Say before all what one's interests are now, after the sealed statements were opened."""
    fact = InterestsRestated(by=by, conflict=conflict, interests=interests.strip(), sees=sees)
    return ruled(alliance, now, fact, rule)


def name_option(alliance: "Alliance", *, by: str, now: datetime, conflict: int, text: str) -> OptionNamed:
    """Name something that could be done. Nobody is bound by it."""
    return ruled(alliance, now, OptionNamed(by=by, conflict=conflict, text=text.strip()), rule)


def drop_option(alliance: "Alliance", *, by: str, now: datetime, option: int) -> OptionDropped:
    """Take off an option that one's own side named and nobody has looked at."""
    return ruled(alliance, now, OptionDropped(by=by, option=option), rule)


def propose_criterion(alliance: "Alliance", *, by: str, now: datetime, conflict: int, text: str) -> CriterionProposed:
    """Propose what a good solution has to meet."""
    return ruled(alliance, now, CriterionProposed(by=by, conflict=conflict, text=text.strip()), rule)


def answer_criterion(
    alliance: "Alliance", *, by: str, now: datetime, criterion: int, agrees: bool, reason: str = ""
) -> CriterionAnswered:
    """Agree to a criterion, or say why not. Until all have agreed, one can think again."""
    fact = CriterionAnswered(by=by, criterion=criterion, agrees=agrees, reason=reason.strip())
    return ruled(alliance, now, fact, rule)


def weigh_option(
    alliance: "Alliance", *, by: str, now: datetime, option: int, marks: Iterable[Mark], note: str = ""
) -> OptionWeighed:
    """Say how an option looks to one's own side under the agreed criteria."""
    return ruled(alliance, now, OptionWeighed(by=by, option=option, marks=tuple(marks), note=note.strip()), rule)
