"""Longer terms: proposed by the giver or a receiver, and in force for a receiver once it and the giver both agree."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import said
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import over
from paripassu.alliance.exchange.shares import Share, standing
from paripassu.alliance.exchange.terms import TEXT_LIMIT, ends_ahead, taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class ExtensionProposed(ByPerson, frozen=True, kw_only=True, tag="share_extension_proposed.v1"):
    """The giver or a receiver proposed that the terms of a share end later, with the reason."""

    share: int
    until: date
    reason: str


class ExtensionAgreed(ByPerson, frozen=True, kw_only=True, tag="share_extension_agreed.v1"):
    """A party of the share agreed to longer terms. This lifts its own earlier “no”."""

    extension: int


class ExtensionDeclined(ByPerson, frozen=True, kw_only=True, tag="share_extension_declined.v1"):
    """A party of the share does not want longer terms, or takes its own proposal back, with the reason."""

    extension: int
    reason: str


Fact: TypeAlias = ExtensionProposed | ExtensionAgreed | ExtensionDeclined

# --- state ---


@dataclass(slots=True)
class Extension:
    """A proposal of longer terms under its entry. It holds between the giver and each receiver that both agreed."""

    index: int
    at: datetime
    party: str
    until: date
    reason: str
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)


def missing(one: Share, extension: Extension, now: datetime) -> tuple[str, ...]:
    """Who has still to say something to longer terms, sorted: nobody once they are over, or the proposal is gone."""
    if one.recalled is not None or over(extension.until, now) or extension.party in extension.declined:
        return ()
    asked = {one.party, *(party for party in one.accepted if party not in one.returned)}
    if one.party in extension.declined:
        return ()
    return tuple(sorted(asked - extension.agreed.keys() - extension.declined.keys()))


def extension(alliance: "Alliance", index: int) -> tuple[Share, Extension]:
    """The proposal at an entry, with its share. Refused when there is none, or the share was ended."""
    if index not in alliance.exchange.of_extension:
        raise Refused("extension_unknown", "Entry {entry} proposes no longer terms.", entry=index)
    one = standing(alliance, alliance.exchange.of_extension[index])
    return one, next(each for each in one.extensions if each.index == index)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case ExtensionProposed():
            one = standing(alliance, fact.share)
            made = Extension(recorded.index, recorded.entered, recorded.party, fact.until, fact.reason)
            made.agreed[recorded.party] = said(recorded)
            one.extensions.append(made)
            alliance.exchange.of_extension[recorded.index] = one.index
        case ExtensionAgreed():
            found = extension(alliance, fact.extension)[1]
            found.declined.pop(recorded.party, None)
            found.agreed[recorded.party] = said(recorded)
        case ExtensionDeclined():
            found = extension(alliance, fact.extension)[1]
            found.agreed.pop(recorded.party, None)
            found.declined[recorded.party] = said(recorded, fact.reason)
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case ExtensionProposed():
            worded(fact.reason, "why it is needed longer", limit=TEXT_LIMIT)
            one = standing(alliance, fact.share)
            _part_of(alliance, one, recorded.party)
            ends_ahead(recorded, fact.until)
            if any(fact.until <= one.until(party) for party in _asked(one, recorded.party)):
                raise Refused("not_longer", "Choose a day after the one on which these terms end.")
        case ExtensionAgreed():
            one, found = extension(alliance, fact.extension)
            _part_of(alliance, one, recorded.party)
            _open(one, found, recorded)
            if recorded.party in found.agreed:
                raise Refused("already_agreed", "Your party has already agreed to these longer terms.")
        case ExtensionDeclined():
            worded(fact.reason, "why not", limit=TEXT_LIMIT)
            one, found = extension(alliance, fact.extension)
            _part_of(alliance, one, recorded.party)
            _open(one, found, recorded)
            if recorded.party in found.agreed and _in_force(one, found, recorded.party):
                raise Refused("already_agreed", "These longer terms hold. The giver can end the share, the receiver "
                              "can give it back.")  # fmt: skip
        case _:
            assert_never(fact)


def _asked(one: Share, party: str) -> tuple[str, ...]:
    """The receivers whose terms a proposal of this party is about: all, or itself."""
    return one.receivers if party == one.party else (party,)


def _in_force(one: Share, found: Extension, party: str) -> bool:
    """Whether a word of this party already makes longer terms hold for somebody."""
    if party == one.party:
        return any(receiver in found.agreed for receiver in one.accepted)
    return one.party in found.agreed


def _open(one: Share, found: Extension, recorded: Recorded) -> None:
    if over(found.until, recorded.entered) or found.party in found.declined:
        raise Refused("extension_closed", "This proposal is over. Propose another day.")
    if recorded.party in one.returned:
        raise Refused("given_back", "Your party has given this back. Ask for it anew.")


def _part_of(alliance: "Alliance", one: Share, party: str) -> None:
    if party in one.returned:
        raise Refused("given_back", "Your party has given this back. Ask for it anew.")
    if party != one.party and party not in one.accepted:
        names = alliance.parties.names([one.party, *one.receivers])
        raise Refused("not_in_share", "This is between {names}: they agree on it.", names=names)
    if not one.accepted:
        raise Refused("nobody_took_it", "Nobody has accepted the terms yet. Take the offer back and make another.")


# --- acts ---


def propose_extension(
    alliance: "Alliance", *, by: str, now: datetime, share: int, until: date, reason: str
) -> ExtensionProposed:
    """Propose that the terms of a share end later."""
    return ruled(alliance, now, ExtensionProposed(by=by, share=share, until=until, reason=reason.strip()), rule)


def agree_extension(alliance: "Alliance", *, by: str, now: datetime, extension: int) -> ExtensionAgreed:
    """Agree to longer terms."""
    return ruled(alliance, now, ExtensionAgreed(by=by, extension=extension), rule)


def decline_extension(
    alliance: "Alliance", *, by: str, now: datetime, extension: int, reason: str
) -> ExtensionDeclined:
    """Say why one's party does not want longer terms, or take one's own proposal back."""
    return ruled(alliance, now, ExtensionDeclined(by=by, extension=extension, reason=reason.strip()), rule)
