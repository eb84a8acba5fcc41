"""The end: when nothing is in the way any more, each party signs it, and with the last signature it has ended.

After it nothing joint can be begun in this alliance. Its record stays as it is: to be read, verified and taken out.
What a party has to put right after the end, it adds as an afterword, which changes nothing. Who wants to work together
again founds a new alliance: what was signed as the end stays the end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never

from paripassu.alliance.ending import Ended, partakers, parting, stage
from paripassu.alliance.ending.closings import current, status
from paripassu.alliance.ending.items import CLOSED, checklist, unlisted
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 8_000

# --- facts ---


class EndSigned(ByPerson, frozen=True, kw_only=True, tag="end_signed.v1"):
    """The party signed the end, on the closing balance stated at an entry."""

    closing: int


class EndSignatureWithdrawn(ByPerson, frozen=True, kw_only=True, tag="end_signature_withdrawn.v1"):
    """The party took its signature back before all had signed."""

    reason: str


class AfterwordAdded(ByPerson, frozen=True, kw_only=True, tag="afterword_added.v1"):
    """After the end a party added what has to be known: a correction, an address. It changes nothing that is joint."""

    text: str
    enclosed: tuple[Enclosed, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


Fact: TypeAlias = EndSigned | EndSignatureWithdrawn | AfterwordAdded

membership.open_to("suspended", EndSigned, EndSignatureWithdrawn, AfterwordAdded)
membership.open_to("alone", EndSigned, EndSignatureWithdrawn, AfterwordAdded)
membership.open_to("left", EndSigned, EndSignatureWithdrawn, AfterwordAdded)
membership.open_to("ended", AfterwordAdded)

# --- state ---


class Signed(NamedTuple):
    """Who signed the end for a party, at which entry and when."""

    person: str
    entry: int
    at: datetime


@dataclass(slots=True)
class Afterword:
    """What a party added after the end, under its entry."""

    index: int
    entered: datetime
    party: str
    fact: AfterwordAdded


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    own = alliance.ending
    match fact:
        case EndSigned():
            own.signed[recorded.party] = Signed(fact.by, recorded.index, recorded.entered)
            if all(party in own.signed for party in partakers(alliance)):
                own.ended = Ended(recorded.index, recorded.entered, fact.closing)
        case EndSignatureWithdrawn():
            del own.signed[recorded.party]
        case AfterwordAdded():
            own.afterwords.append(Afterword(recorded.index, recorded.entered, recorded.party, fact))
            alliance.links.add(recorded.index, "ending", fact.about, fact.clauses)
            alliance.files.add(recorded.party, fact.enclosed)
        case _:
            assert_never(fact)


InTheWay = Literal["not_winding_down", "unlisted", "items", "no_closing", "closing"]


def in_the_way(alliance: "Alliance", now: datetime) -> tuple[InTheWay, ...]:
    """What keeps the end from being signed, in the order in which it is dealt with; empty when nothing does."""
    found: list[InTheWay] = []
    if stage(alliance, now) != "winding_down":
        found.append("not_winding_down")
    if unlisted(alliance, now):
        found.append("unlisted")
    if any(line.status not in CLOSED for line in checklist(alliance, now)):
        found.append("items")
    closing = current(alliance)
    if closing is None:
        found.append("no_closing")
    elif status(alliance, closing) != "accepted":
        found.append("closing")
    return tuple(found)


# --- rules ---

_SENTENCES: dict[InTheWay, str] = {
    "not_winding_down": "The alliance is not being wound down.",
    "unlisted": "Something is open on the record, or asked for by the exit plan, that is not on the checklist yet.",
    "items": "Items of the checklist are still open.",
    "no_closing": "No closing balance has been stated.",
    "closing": "The closing balance has not been accepted by every party as it stands now.",
}


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    parting(alliance, recorded.party)
    match fact:
        case EndSigned():
            _may_sign(alliance, recorded, fact)
        case EndSignatureWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            if recorded.party not in alliance.ending.signed:
                raise Refused("not_signed", "Your party has not signed the end, so there is nothing to take back.")
        case AfterwordAdded():
            worded(fact.text, "what has to be known", limit=TEXT_LIMIT)
            checked(fact.enclosed)
            known(alliance, fact.about, fact.clauses)
            if alliance.ending.ended is None:
                raise Refused("not_ended", "An afterword is for after the end. Now there are other ways to say it.")
        case _:
            assert_never(fact)


def _may_sign(alliance: "Alliance", recorded: Recorded, fact: EndSigned) -> None:
    signed = alliance.ending.signed
    if recorded.party in signed and not all(party in signed for party in partakers(alliance)):
        raise Refused("already_signed", "Your party has already signed the end.")
    found = in_the_way(alliance, recorded.entered)
    if found:
        raise Refused(f"end_{found[0]}", f"The end cannot be signed yet. {_SENTENCES[found[0]]}")
    closing = current(alliance)
    if closing is None or closing.index != fact.closing:
        raise Refused("closing_replaced", "Entry {entry} is not the closing balance now.", entry=fact.closing)


# --- acts ---


def sign_end(alliance: "Alliance", *, by: str, now: datetime, closing: int) -> EndSigned:
    """Sign the end for one's party, on a closing balance that every party has accepted."""
    return ruled(alliance, now, EndSigned(by=by, closing=closing), rule)


def withdraw_signature(alliance: "Alliance", *, by: str, now: datetime, reason: str) -> EndSignatureWithdrawn:
    """Take one's signature under the end back, before all have signed."""
    return ruled(alliance, now, EndSignatureWithdrawn(by=by, reason=reason.strip()), rule)


def add_afterword(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    text: str,
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> AfterwordAdded:
    """Add after the end what has to be known. It changes nothing that is joint."""
    fact = AfterwordAdded(
        by=by, text=text.strip(), enclosed=tuple(enclosed), about=tuple(about), clauses=tuple(clauses)
    )
    return ruled(alliance, now, fact, rule)
