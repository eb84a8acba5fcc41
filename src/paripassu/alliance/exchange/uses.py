"""What became of a share at the receiver: what it was used for and how useful it was, and that it was given back."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never, get_args

from paripassu.alliance.commitments import said
from paripassu.alliance.exchange.shares import Returned, Share, contact_of, share
from paripassu.alliance.exchange.terms import TEXT_LIMIT, taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

How = Literal["returned", "deleted", "kept"]
USEFULNESS = (0, 25, 50, 75, 100)
"""Of no use, of little, of some, of much, and: it could not have been done without."""

# --- facts ---


class UseStated(ByPerson, frozen=True, kw_only=True, tag="share_use_stated.v1"):
    """A receiver said what it used a share for, or why it did not, and how useful it was. The last word counts."""

    share: int
    used: bool
    what: str
    usefulness: int | None = None


class ShareReturned(ByPerson, frozen=True, kw_only=True, tag="share_returned.v1"):
    """A receiver gave back or deleted what it had, or said what of it it keeps and why. Its access ends with it."""

    share: int
    how: How
    note: str = ""


class ContactNamed(ByPerson, frozen=True, kw_only=True, tag="share_contact_named.v1"):
    """A party of a share named the person to ask on its side."""

    share: int
    person: str


Fact: TypeAlias = UseStated | ShareReturned | ContactNamed
membership.open_to("suspended", UseStated, ShareReturned)
membership.open_to("alone", *get_args(Fact))

# --- state ---


@dataclass(frozen=True, slots=True)
class Use:
    """What one receiver said at an entry about its use of a share."""

    index: int
    at: datetime
    party: str
    used: bool
    what: str
    usefulness: int | None


def use(one: Share, party: str) -> Use | None:
    """What a receiver last said about its use; None while it has said nothing."""
    return next((each for each in reversed(one.uses) if each.party == party), None)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    one = share(alliance, fact.share)
    match fact:
        case UseStated():
            stated = Use(recorded.index, recorded.entered, recorded.party, fact.used, fact.what, fact.usefulness)
            one.uses.append(stated)
        case ShareReturned():
            one.returned[recorded.party] = Returned(said(recorded, fact.note), fact.how)
        case ContactNamed():
            one.contacts[recorded.party] = fact.person
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    one = share(alliance, fact.share)
    match fact:
        case UseStated():
            _received(alliance, one, recorded.party)
            worded(fact.what, "what you used it for, or why not", limit=TEXT_LIMIT)
            if fact.usefulness is not None and (not fact.used or fact.usefulness not in USEFULNESS):
                raise Refused("usefulness_unfit", "Say how useful it was on the scale offered, once you have used it.")
        case ShareReturned():
            _received(alliance, one, recorded.party)
            if recorded.party in one.returned or fact.how not in get_args(How):
                raise Refused("given_back", "Say once that it was given back, deleted, or what you keep.")
            short_enough(fact.note, "the note", limit=TEXT_LIMIT)
            if fact.how == "kept":
                worded(fact.note, "what you keep, and on what ground", limit=TEXT_LIMIT)
        case ContactNamed():
            if recorded.party not in one.contacts:
                raise Refused("not_in_share", "Only those who give and have received it name people for it.")
            contact_of(alliance, recorded.party, fact.person)
        case _:
            assert_never(fact)


def _received(alliance: "Alliance", one: Share, party: str) -> None:
    if party not in one.accepted:
        names = alliance.parties.names(one.open_to)
        raise Refused("not_received", "Only {names} can say this, after accepting the terms.", names=names)


# --- acts ---


def state_use(
    alliance: "Alliance", *, by: str, now: datetime, share: int, used: bool, what: str, usefulness: int | None = None
) -> UseStated:
    """Acknowledge what was received: what it was used for and how useful it was, or why it was not used."""
    fact = UseStated(by=by, share=share, used=used, what=what.strip(), usefulness=usefulness)
    return ruled(alliance, now, fact, rule)


def give_back(alliance: "Alliance", *, by: str, now: datetime, share: int, how: How, note: str = "") -> ShareReturned:
    """Say that one's party gave back or deleted what it had; this ends its access, if the terms have not."""
    return ruled(alliance, now, ShareReturned(by=by, share=share, how=how, note=note.strip()), rule)


def name_contact(alliance: "Alliance", *, by: str, now: datetime, share: int, person: str) -> ContactNamed:
    """Name the person of one's own party to ask about a share."""
    return ruled(alliance, now, ContactNamed(by=by, share=share, person=person), rule)
