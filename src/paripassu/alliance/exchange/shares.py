"""Offers and shares: something is offered under terms, and is shared with each party that accepted those terms.

Access begins with the receiver's own acceptance and ends by itself: after the last day of the terms, when the giver
recalls it, or when the receiver gives it back. Nobody can lengthen it alone (`extensions`). Who may read a file now is
a function of the state and the moment: `readable`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never

from paripassu.alliance.commitments import said
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import over
from paripassu.alliance.exchange.requests import open_request
from paripassu.alliance.exchange.terms import TEXT_LIMIT, Label, Origin, ShareTerms, Sort, sound, taking_part, titled
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.exchange.extensions import Extension
    from paripassu.alliance.exchange.uses import Use

Reach = Literal["offered", "lapsed", "declined", "open", "over", "recalled", "returned"]
"""How a share stands for one receiver."""

Status = Literal["offered", "declined", "withdrawn", "lapsed", "shared", "over", "recalled", "returned"]
Outside = Literal["", "unlisted", "not", "on_request"]
"""What the register says of a share: nothing against it, not listed, not to be shared, or only on request."""

# --- facts ---


class Offered(ByPerson, frozen=True, kw_only=True, tag="exchange_offered.v1"):
    """A party offered something under terms: knowledge, with its files, or a resource.

    The files are open only to those the terms name, and only once they have accepted the terms; everything else here
    is seen by all. `contact` is the person of the giver to ask, `area` the line of the register it belongs to,
    `request` the request that it answers.
    """

    sort: Sort
    title: str
    what: str
    terms: ShareTerms
    contact: str
    enclosed: tuple[Enclosed, ...] = ()
    area: str = ""
    request: int | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class TermsAccepted(ByPerson, frozen=True, kw_only=True, tag="share_terms_accepted.v1"):
    """A person accepted the terms of an offer for their party; under TLP:RED for themselves alone."""

    share: int


class OfferDeclined(ByPerson, frozen=True, kw_only=True, tag="exchange_offer_declined.v1"):
    """A party to which it was offered does not take it, with the reason. It can still accept the terms later."""

    share: int
    reason: str


class ShareRecalled(ByPerson, frozen=True, kw_only=True, tag="share_recalled.v1"):
    """The giver took an offer back, or ended a share before its terms did, with the reason."""

    share: int
    reason: str


Fact: TypeAlias = Offered | TermsAccepted | OfferDeclined | ShareRecalled

# --- state ---


class Returned(NamedTuple):
    """How a receiver ended what it held: given back, deleted, or what it keeps and why."""

    word: Word
    how: str


@dataclass(slots=True)
class Share:
    """An offer under its entry, and what became of it. `accepted`: by party, and by person, who accepted the terms."""

    index: int
    entered: datetime
    party: str
    fact: Offered
    outside: Outside = ""
    contacts: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, dict[str, Word]] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    recalled: Word | None = None
    returned: dict[str, Returned] = field(default_factory=dict)
    uses: "list[Use]" = field(default_factory=list)
    extensions: "list[Extension]" = field(default_factory=list)

    @property
    def open_to(self) -> tuple[str, ...]:
        """The parties that the terms name, sorted."""
        return self.fact.terms.open_to

    @property
    def receivers(self) -> tuple[str, ...]:
        """The parties that accepted the terms, sorted."""
        return tuple(sorted(self.accepted))

    @property
    def done(self) -> bool:
        """Whether nobody has anything left to ask about it: recalled, or given back or declined by all."""
        return self.recalled is not None or set(self.open_to) <= self.returned.keys() | self.declined.keys()

    def until(self, party: str) -> date:
        """The last day of the terms for a receiver, with the extensions that it and the giver have agreed to."""
        agreed = [each.until for each in self.extensions if {self.party, party} <= each.agreed.keys()]
        return max([self.fact.terms.until, *agreed])


def share(alliance: "Alliance", index: int) -> Share:
    """The offer or share at an entry. Refused when there is none."""
    found: Share | None = alliance.exchange.shares.get(index)
    if found is None:
        raise Refused("share_unknown", "Entry {entry} is no offer.", entry=index)
    return found


def reach(one: Share, party: str, now: datetime) -> Reach:
    """How a share stands for a party that its terms name."""
    if one.recalled is not None:
        return "recalled"
    if party not in one.accepted:
        return "declined" if party in one.declined else "lapsed" if over(one.until(party), now) else "offered"
    if party in one.returned:
        return "returned"
    return "over" if over(one.until(party), now) else "open"


_FIRST: tuple[tuple[Reach, Status], ...] = (
    ("open", "shared"),
    ("over", "over"),
    ("returned", "returned"),
    ("offered", "offered"),
    ("lapsed", "lapsed"),
    ("declined", "declined"),
)


def status(one: Share, now: datetime) -> Status:
    """How the whole of it stands: as it does for the receiver for whom it is most alive."""
    if one.recalled is not None:
        return "recalled" if one.accepted else "withdrawn"
    found = {reach(one, party, now) for party in one.open_to}
    return next(status for reached, status in _FIRST if reached in found)


def to_return(one: Share, party: str, now: datetime) -> bool:
    """Whether a receiver has still to say that it gave back or deleted what it had. What may be passed on stays out."""
    ended = reach(one, party, now) == "over" or (one.recalled is not None and party in one.accepted)
    return ended and party not in one.returned and not one.fact.terms.passing_on


def readable(one: Share, party: str, person: str, now: datetime) -> bool:
    """Whether a person of a party may read the files of a share at a moment: the rule that every download asks.

    The giver always; a receiver while its access is open; under TLP:RED only the people who accepted for themselves.
    """
    if party == one.party:
        return True
    if reach(one, party, now) != "open":
        return False
    return one.fact.terms.label != "RED" or person in one.accepted[party]


def holding(alliance: "Alliance", digest: str) -> Iterator[Share]:
    """The shares that enclose a file, oldest first."""
    entries = alliance.exchange.files.get(digest, ())
    return (alliance.exchange.shares[index] for index in entries)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case Offered():
            _offer(alliance, recorded, fact)
        case TermsAccepted():
            one = share(alliance, fact.share)
            one.declined.pop(recorded.party, None)
            one.accepted.setdefault(recorded.party, {})[fact.by] = said(recorded)
            one.contacts.setdefault(recorded.party, fact.by)
        case OfferDeclined():
            share(alliance, fact.share).declined[recorded.party] = said(recorded, fact.reason)
        case ShareRecalled():
            share(alliance, fact.share).recalled = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def _offer(alliance: "Alliance", recorded: Recorded, fact: Offered) -> None:
    own = alliance.exchange
    one = Share(recorded.index, recorded.entered, recorded.party, fact, contacts={recorded.party: fact.contact})
    one.outside = own.outside(recorded.party, fact)
    own.shares[recorded.index] = one
    for file in fact.enclosed:
        own.files.setdefault(file.digest, []).append(recorded.index)
    about = fact.about
    if fact.request is not None:
        own.requests[fact.request].offers.append(recorded.index)
        about = tuple(sorted({*fact.about, fact.request}))
    alliance.links.add(recorded.index, "exchange", about, fact.clauses)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Offered():
            _may_offer(alliance, recorded, fact)
        case TermsAccepted():
            _may_accept(alliance, recorded, fact)
        case OfferDeclined():
            worded(fact.reason, "why you do not take it", limit=TEXT_LIMIT)
            if recorded.party in named_in(alliance, recorded, fact.share).accepted:
                raise Refused("terms_accepted", "Your party has accepted these terms. Give it back if you are done.")
        case ShareRecalled():
            worded(fact.reason, "why you end it", limit=TEXT_LIMIT)
            own_share(alliance, recorded, fact.share)
        case _:
            assert_never(fact)


def _may_offer(alliance: "Alliance", recorded: Recorded, fact: Offered) -> None:
    titled(fact.title, fact.what, fact.terms.purpose, fact.sort)
    sound(alliance, recorded, fact.terms)
    checked(fact.enclosed)
    if len({file.digest for file in fact.enclosed}) != len(fact.enclosed):
        raise Refused("file_twice", "The same file is enclosed twice.")
    contact_of(alliance, recorded.party, fact.contact)
    known(alliance, fact.about, fact.clauses)
    short_enough(fact.area, "the area", limit=TEXT_LIMIT)
    if fact.area and fact.area not in alliance.exchange.areas(recorded.party):
        raise Refused("area_unknown", "The register names no such area of your party. Leave it empty.")
    if fact.request is not None:
        asked = open_request(alliance, fact.request)
        if asked.party not in fact.terms.open_to:
            name = alliance.parties.name(asked.party)
            raise Refused("not_for_who_asked", "{name} asked for it: let it be among those who may see it.", name=name)


def contact_of(alliance: "Alliance", party: str, person: str) -> None:
    """Refused when a person does not sit for a party."""
    seat = alliance.parties.seats.get(person)
    if seat is None or seat.party != party or seat.until is not None:
        raise Refused("contact_elsewhere", "The person to ask sits for your own party.")


def named_in(alliance: "Alliance", recorded: Recorded, index: int) -> Share:
    """An offer that stands and names the entering party in its terms. Refused otherwise."""
    one = standing(alliance, index)
    if recorded.party not in one.open_to:
        names = alliance.parties.names(one.open_to)
        raise Refused("not_in_terms", "These terms name {names}: they decide about it.", names=names)
    return one


def standing(alliance: "Alliance", index: int) -> Share:
    """The offer or share at an entry. Refused when the giver has taken it back."""
    one = share(alliance, index)
    if one.recalled is not None:
        raise Refused("share_recalled", "{name} has ended this.", name=alliance.parties.name(one.party))
    return one


def own_share(alliance: "Alliance", recorded: Recorded, index: int) -> Share:
    """A standing offer or share of the entering party. Refused otherwise."""
    one = standing(alliance, index)
    if one.party != recorded.party:
        raise Refused("not_the_giver", "Only {name}, which gives it, can do this.",
                      name=alliance.parties.name(one.party))  # fmt: skip
    return one


def _may_accept(alliance: "Alliance", recorded: Recorded, fact: TermsAccepted) -> None:
    one = named_in(alliance, recorded, fact.share)
    if recorded.party in one.returned:
        raise Refused("given_back", "Your party has given this back. Ask for it anew.")
    if over(one.until(recorded.party), recorded.entered):
        raise Refused("terms_over", "These terms are over. Ask for it anew, or for an extension.")
    mine = one.accepted.get(recorded.party, {})
    if mine and (one.fact.terms.label != "RED" or fact.by in mine):
        raise Refused("terms_accepted", "These terms are accepted already.")


# --- acts ---


def offer(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    purpose: str,
    open_to: Iterable[str],
    until: date,
    label: Label,
    passing_on: bool = False,
    origin: Origin = "",
    sort: Sort = "knowledge",
    what: str = "",
    contact: str = "",
    enclosed: Iterable[Enclosed] = (),
    area: str = "",
    request: int | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> Offered:
    """Offer something under terms, of one's own accord or in answer to a request."""
    fact = Offered(
        by=by,
        sort=sort,
        title=title.strip(),
        what=what.strip(),
        terms=ShareTerms(purpose.strip(), tuple(sorted(open_to)), until, label, passing_on, origin),
        contact=contact or by,
        enclosed=tuple(enclosed),
        area=area.strip(),
        request=request,
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def accept_terms(alliance: "Alliance", *, by: str, now: datetime, share: int) -> TermsAccepted:
    """Accept the terms of an offer: from then on one's party has access, under TLP:RED the person alone."""
    return ruled(alliance, now, TermsAccepted(by=by, share=share), rule)


def decline_offer(alliance: "Alliance", *, by: str, now: datetime, share: int, reason: str) -> OfferDeclined:
    """Say why one's party does not take an offer."""
    return ruled(alliance, now, OfferDeclined(by=by, share=share, reason=reason.strip()), rule)


def recall(alliance: "Alliance", *, by: str, now: datetime, share: int, reason: str) -> ShareRecalled:
    """Take one's own offer back, or end one's own share before its terms do."""
    return ruled(alliance, now, ShareRecalled(by=by, share=share, reason=reason.strip()), rule)
