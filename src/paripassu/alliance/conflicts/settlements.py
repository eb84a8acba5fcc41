"""Settling a conflict: a text that every side signs, a test on a day of whether it holds, and what was learned.

A draft stands in the court of those that have not signed it. A signature is bound to the digest of exactly that text;
with the last one the conflict is settled. On the day of the test each side says whether it held; if one says that it
did not, the conflict is open again, with peers first.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import commitments
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments.promises import Proposed
from paripassu.alliance.conflicts.matters import (
    SAYING_LIMIT,
    Action,
    Closed,
    Conflict,
    Settlement,
    SettlementTerms,
    all_of,
    concerned,
    conflict_at,
    course,
    digest,
    first_stay,
    open_conflict,
    part_at,
    said,
    speaking,
    stay,
    taking_part,
)
from paripassu.alliance.days import begun, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

FURTHEST = timedelta(days=3 * 366)
MOST_ACTIONS = 30

# --- facts ---


class SettlementDrafted(ByPerson, frozen=True, kw_only=True, tag="settlement_drafted.v1"):
    """A text was put before the parties concerned; `replaces` is the entry of the draft that it answers."""

    conflict: int
    terms: SettlementTerms
    replaces: int | None = None
    note: str = ""


class SettlementSigned(ByPerson, frozen=True, kw_only=True, tag="settlement_signed.v1"):
    """A party signed exactly the text with this digest."""

    settlement: int
    digest: str


class SettlementRefused(ByPerson, frozen=True, kw_only=True, tag="settlement_refused.v1"):
    """A party said why it does not sign. It can still sign; or somebody drafts another text."""

    settlement: int
    reason: str


class SignatureWithdrawn(ByPerson, frozen=True, kw_only=True, tag="settlement_signature_withdrawn.v1"):
    """A party took its signature back before all had signed, and said why."""

    settlement: int
    reason: str


class SettlementDropped(ByPerson, frozen=True, kw_only=True, tag="settlement_dropped.v1"):
    """The party that drafted a text took it off before anybody else had signed it."""

    settlement: int
    reason: str


class LookedAt(ByPerson, frozen=True, kw_only=True, tag="settlement_looked_at.v1"):
    """A party looked at the test of a settlement and said whether it held, and what shows it."""

    conflict: int
    held: bool
    text: str


Fact: TypeAlias = (
    SettlementDrafted | SettlementSigned | SettlementRefused | SignatureWithdrawn | SettlementDropped | LookedAt
)
_OnDraft: TypeAlias = SettlementSigned | SettlementRefused | SignatureWithdrawn | SettlementDropped

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case SettlementDrafted():
            conflict = open_conflict(alliance, fact.conflict)
            seal = digest(conflict.index, fact.terms)
            conflict.settlements.append(Settlement(said(recorded, fact.note), fact.terms, seal))
            alliance.conflicts.part_of[recorded.index] = conflict.index
        case LookedAt():
            _look(alliance, conflict_at(alliance, fact.conflict), recorded, fact)
        case _:
            _on_draft(alliance, recorded, fact)


def _on_draft(alliance: "Alliance", recorded: Recorded, fact: _OnDraft) -> None:
    conflict = part_at(alliance, fact.settlement, "settlement")
    draft = conflict.settlements[-1]
    match fact:
        case SettlementSigned():
            draft.refused.pop(recorded.party, None)
            draft.signed[recorded.party] = said(recorded)
            _settle(alliance, conflict, recorded.entered, recorded.index)
        case SettlementRefused():
            draft.refused[recorded.party] = said(recorded, fact.reason)
        case SignatureWithdrawn():
            del draft.signed[recorded.party]
            draft.taken_back.append(said(recorded, fact.reason))
        case SettlementDropped():
            draft.dropped = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def _settle(alliance: "Alliance", conflict: Conflict, at: datetime, entry: int) -> None:
    draft = conflict.draft
    if draft is not None and draft.signed and all_of(alliance, conflict, draft.signed):
        draft.in_force = at
        conflict.stays = course(conflict, at)
        conflict.closed = Closed("settled", at, entry)


def _look(alliance: "Alliance", conflict: Conflict, recorded: Recorded, fact: LookedAt) -> None:
    settlement = conflict.settlements[-1]
    settlement.looked[recorded.party] = fact.held, said(recorded, fact.text)
    if not fact.held:
        conflict.closed = None
        conflict.stays.append(first_stay(conflict.ladder, "peers", recorded.entered, "reopened", recorded.index))
    else:
        _hold(alliance, conflict, recorded.entered)


def _hold(alliance: "Alliance", conflict: Conflict, at: datetime) -> None:
    settlement = conflict.settlement
    if settlement is None or settlement.held is not None:
        return
    if settlement.looked and all_of(alliance, conflict, [p for p, (held, _) in settlement.looked.items() if held]):
        settlement.held = at


def reconsider(alliance: "Alliance", conflict: Conflict, at: datetime) -> None:
    """After a party has left: what all others have signed, or found to hold, waits for nobody any more."""
    if conflict.closed is None:
        _settle(alliance, conflict, at, -1)
    else:
        _hold(alliance, conflict, at)


def actions_missing(alliance: "Alliance", conflict: Conflict) -> tuple[Action, ...]:
    """The actions of the settlement that nobody has proposed as commitments yet, in their order."""
    settlement = conflict.settlement
    if settlement is None:
        return ()
    known = alliance.commitments.by_index
    linked = [known[index].fact for index in alliance.links.back.get(conflict.index, ()) if index in known]
    proposed = [(fact.owner, fact.to, fact.what, fact.due) for fact in linked]
    return tuple(a for a in settlement.terms.actions if (a.owner, a.to, a.what, a.due) not in proposed)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case SettlementDrafted():
            _may_draft(alliance, recorded, fact)
        case LookedAt():
            _may_look(alliance, recorded, fact)
        case _:
            _may_say(alliance, recorded, fact)


def _may_draft(alliance: "Alliance", recorded: Recorded, fact: SettlementDrafted) -> None:
    conflict = open_conflict(alliance, fact.conflict)
    taking_part(alliance, conflict, recorded)
    if recorded.party not in conflict.joined:
        managing(alliance, fact.by)
    if stay(conflict, recorded.entered).tier == "warning":
        raise Refused("only_a_warning", "It is an early warning: answer it, or take it up to peers first.")
    draft = conflict.draft
    if fact.replaces != (draft.said.index if draft else None):
        raise Refused("draft_replaced", "Another text is on the table since you began. Read that, then draft again.")
    if draft is not None and recorded.party in draft.signed:
        raise Refused("signed_yourself", "Your party has signed the text on the table: take that back first.")
    short_enough(fact.note, "what is different", limit=SAYING_LIMIT)
    _sound(alliance, conflict, fact.terms, recorded.entered)


def _sound(alliance: "Alliance", conflict: Conflict, terms: SettlementTerms, now: datetime) -> None:
    """Refused when nobody could sign this text."""
    worded(terms.text, "what the parties agree", limit=SAYING_LIMIT)
    worded(terms.test, "what will show that it holds", limit=SAYING_LIMIT)
    if not now.date() < terms.on <= now.date() + FURTHEST:
        raise Refused("test_day", "Look at it on a day to come, within three years.")
    option = conflict.options.get(terms.option) if terms.option is not None else None
    if terms.option is not None and (option is None or option.dropped):
        raise Refused("option_unknown", "Choose an option of this worksheet, or none.")
    if len(terms.actions) > MOST_ACTIONS or len(set(terms.actions)) != len(terms.actions):
        raise Refused("too_many_actions", "A settlement has {most} different actions at most.", most=MOST_ACTIONS)
    for action in terms.actions:
        _sound_action(alliance, action, now)


def _sound_action(alliance: "Alliance", action: Action, now: datetime) -> None:
    worded(action.what, "what is to be done", limit=commitments.WHAT_LIMIT)
    partners = set(version_in_force(alliance).partners)
    others = set(action.to)
    if {action.owner, *others} - partners or not others or action.owner in others or tuple(sorted(others)) != action.to:
        raise Refused("action_parties", "Each action has one partner who does it, for other partners.")
    if not now.date() <= action.due <= now.date() + FURTHEST:
        raise Refused("action_due", "Each action is due on a day to come, within three years.")


def _may_say(alliance: "Alliance", recorded: Recorded, fact: _OnDraft) -> None:
    conflict = open_conflict(alliance, part_at(alliance, fact.settlement, "settlement").index)
    draft = conflict.draft
    if draft is None or draft.said.index != fact.settlement:
        raise Refused("draft_replaced", "This text is not on the table any more. Read the one that is.")
    if isinstance(fact, SettlementDropped):
        _may_take_off(alliance, draft, recorded, fact)
        return
    speaking(alliance, recorded, conflict.index)
    match fact:
        case SettlementSigned():
            _may_sign(draft, recorded, fact)
        case SettlementRefused():
            worded(fact.reason, "why you do not sign", limit=SAYING_LIMIT)
            if recorded.party in draft.signed:
                raise Refused("signed_yourself", "Your party has signed: take that back first.")
        case SignatureWithdrawn():
            worded(fact.reason, "why you take it back", limit=SAYING_LIMIT)
            if recorded.party not in draft.signed:
                raise Refused("not_signed", "Your party has not signed, so there is nothing to take back.")


def _may_sign(draft: Settlement, recorded: Recorded, fact: SettlementSigned) -> None:
    if fact.digest != draft.digest:
        raise Refused("text_differs", "What you read is not the text on the table now. Read it again before you sign.")
    if recorded.party in draft.signed:
        raise Refused("already_signed", "Your party has signed this text.")
    if over(draft.terms.on, recorded.entered):
        raise Refused("test_day", "The day of its test is over. Draft it again with a day to come.")


def _may_take_off(alliance: "Alliance", draft: Settlement, recorded: Recorded, fact: SettlementDropped) -> None:
    worded(fact.reason, "why you take it off", limit=SAYING_LIMIT)
    if draft.said.party != recorded.party:
        name = alliance.parties.name(draft.said.party)
        raise Refused("not_your_draft", "Only {name}, which drafted it, can take it off.", name=name)
    if draft.said.person != fact.by:
        managing(alliance, fact.by)
    if set(draft.signed) - {recorded.party}:
        raise Refused("signed", "Others have signed it: nobody takes that off alone.")


def _may_look(alliance: "Alliance", recorded: Recorded, fact: LookedAt) -> None:
    conflict = conflict_at(alliance, fact.conflict)
    managing(alliance, fact.by)
    concerned(alliance, conflict, recorded.party)
    worded(fact.text, "what shows it", limit=SAYING_LIMIT)
    settlement = conflict.settlement
    if settlement is None:
        raise Refused("not_settled", "There is no settlement to look at here.")
    if settlement.held is not None:
        raise Refused("held", "All have said that it held. Raise a new matter, linked with this one, if it is back.")
    if fact.held and not begun(settlement.terms.on, recorded.entered):
        day = settlement.terms.on.isoformat()
        raise Refused("test_ahead", "Whether it held is said from {day} on. That it did not can be said now.", day=day)
    if fact.held and settlement.looked.get(recorded.party, (False,))[0]:
        raise Refused("already_looked", "Your party has said that it held; it waits for the others.")


# --- acts ---


def draft(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    conflict: int,
    text: str,
    test: str,
    on: date,
    option: int | None = None,
    actions: Iterable[Action] = (),
    instead: int | None = None,
    note: str = "",
) -> SettlementDrafted:
    """Put a text before the parties concerned: the first one, or another `instead` of the one on the table."""
    given = tuple(Action(a.owner, tuple(sorted(a.to)), a.what.strip(), a.due) for a in actions)
    terms = SettlementTerms(text.strip(), test.strip(), on, option, given)
    fact = SettlementDrafted(by=by, conflict=conflict, terms=terms, replaces=instead, note=note.strip())
    return ruled(alliance, now, fact, rule)


def sign(alliance: "Alliance", *, by: str, now: datetime, settlement: int, seal: str) -> SettlementSigned:
    """Sign exactly the text with this digest."""
    return ruled(alliance, now, SettlementSigned(by=by, settlement=settlement, digest=seal), rule)


def refuse(alliance: "Alliance", *, by: str, now: datetime, settlement: int, reason: str) -> SettlementRefused:
    """Say why one does not sign."""
    return ruled(alliance, now, SettlementRefused(by=by, settlement=settlement, reason=reason.strip()), rule)


def withdraw_signature(
    alliance: "Alliance", *, by: str, now: datetime, settlement: int, reason: str
) -> SignatureWithdrawn:
    """Take one's signature back, before all have signed."""
    return ruled(alliance, now, SignatureWithdrawn(by=by, settlement=settlement, reason=reason.strip()), rule)


def drop(alliance: "Alliance", *, by: str, now: datetime, settlement: int, reason: str) -> SettlementDropped:
    """Take one's own draft off, before anybody else has signed it."""
    return ruled(alliance, now, SettlementDropped(by=by, settlement=settlement, reason=reason.strip()), rule)


def look(alliance: "Alliance", *, by: str, now: datetime, conflict: int, held: bool, text: str) -> LookedAt:
    """Say whether a settlement held. That it did not opens the conflict again."""
    return ruled(alliance, now, LookedAt(by=by, conflict=conflict, held=held, text=text.strip()), rule)


def propose_actions(alliance: "Alliance", *, by: str, now: datetime, conflict: int) -> list[Proposed]:
    """Propose the actions of a settlement, those that nobody has proposed yet, as commitments linked with it."""
    found = conflict_at(alliance, conflict)
    promises = [
        commitments.Promise(action.owner, action.to, action.what, action.due, about=(conflict,))
        for action in actions_missing(alliance, found)
    ]
    return commitments.propose(alliance, by=by, now=now, promises=promises)
