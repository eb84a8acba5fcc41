"""The agreement: one text in somebody's court, accepted by all, signed by all, then in force; changed the same way.

A text is *tabled* by one party and then stands in the court of the others. Each of them accepts it or tables another.
No text is tabled while anybody's acceptance stands. When all have accepted, each signs the digest of exactly that text;
with the last signature it is in force. Nothing a party does alone changes what is in force.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.agreement.drafts import Assurance, Draft, Reason, Signature, Version
from paripassu.alliance.agreement.terms import Terms, digest, faults, numbered
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Finding, Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


# --- facts ---


class Tabled(ByPerson, frozen=True, kw_only=True, tag="tabled.v1"):
    """A text was put before the other parties.

    `base` is the number of the version it amends, 0 for the first; `replaces` the entry of the draft it answers, so
    that nobody writes over a text they have not seen.
    """

    terms: Terms
    base: int
    replaces: int | None = None
    reason: Reason
    note: str = ""


class Accepted(ByPerson, frozen=True, kw_only=True, tag="accepted.v1"):
    """The party accepted the text tabled at entry `draft`: as far as it is concerned, it is ready to be signed."""

    draft: int


class AcceptanceWithdrawn(ByPerson, frozen=True, kw_only=True, tag="acceptance_withdrawn.v1"):
    """The party took its acceptance back, so that the text can be edited again."""

    draft: int
    reason: str


class Signed(ByPerson, frozen=True, kw_only=True, tag="signed.v1"):
    """The party signed exactly the text with this digest."""

    draft: int
    digest: str
    assurance: Assurance = "session"


class Declined(ByPerson, frozen=True, kw_only=True, tag="declined.v1"):
    """The party refused to sign, for a reason. The draft is open again: no acceptance and no signature on it stands."""

    draft: int
    reason: str


class DraftDropped(ByPerson, frozen=True, kw_only=True, tag="draft_dropped.v1"):
    """The party that tabled the text took it off the table."""

    draft: int
    reason: str


Fact: TypeAlias = Tabled | Accepted | AcceptanceWithdrawn | Signed | Declined | DraftDropped

# --- state ---


@dataclass(slots=True)
class Agreement:
    """All versions that were in force, oldest first, the draft on the table, and the drafts before it."""

    versions: list[Version] = field(default_factory=list)
    draft: Draft | None = None
    earlier: list[Draft] = field(default_factory=list)

    @property
    def in_force(self) -> Terms | None:
        """The text in force; None before every party has signed one."""
        return self.versions[-1].terms if self.versions else None


def version_in_force(alliance: "Alliance") -> Version:
    """The version in force. Refused while there is none."""
    if not alliance.agreement.versions:
        raise Refused(
            "nothing_in_force",
            "No agreement is in force yet: it is once every party has signed the same text.",
        )
    return alliance.agreement.versions[-1]


def terms_in_force(alliance: "Alliance") -> Terms:
    """The text in force. Refused while there is none."""
    return version_in_force(alliance).terms


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    agreement = alliance.agreement
    if isinstance(fact, Tabled):
        _set_aside(agreement, recorded.entered)
        agreement.draft = _draft(alliance, recorded, fact)
        agreement.draft.turn(recorded.entered)
        return
    draft = _on_table(alliance, fact.draft)
    agreed = draft.agreed
    match fact:
        case Accepted():
            draft.accepted[recorded.party] = recorded.index
            draft.withdrawn.pop(recorded.party, None)
        case AcceptanceWithdrawn():
            del draft.accepted[recorded.party]
            draft.withdrawn[recorded.party] = fact.reason
        case Signed():
            signature = Signature(recorded.party, fact.by, recorded.index, recorded.entered, fact.assurance)
            draft.signed[recorded.party] = signature
            if len(draft.signed) == len(draft.signatories):
                _bring_into_force(agreement, draft, recorded)
        case Declined():
            draft.accepted.clear()
            draft.signed.clear()
            draft.declined[recorded.party] = fact.reason
        case DraftDropped():
            draft.dropped = fact.reason
            _set_aside(agreement, recorded.entered)
        case _:
            assert_never(fact)
    draft.turn(recorded.entered, anew=draft.agreed != agreed)


def _draft(alliance: "Alliance", recorded: Recorded, fact: Tabled) -> Draft:
    before = alliance.agreement.in_force
    bound = set(before.partners) - alliance.membership.silent if before else set[str]()
    signatories = set(fact.terms.partners) | bound
    return Draft(
        recorded.index,
        recorded.entered,
        recorded.party,
        fact.terms,
        digest(fact.terms),
        fact.base,
        fact.reason,
        fact.note,
        tuple(sorted(signatories)),
    )


def _set_aside(agreement: Agreement, at: datetime) -> None:
    if agreement.draft is not None:
        agreement.draft.set_aside = at
        agreement.earlier.append(agreement.draft)
        agreement.draft = None


def _bring_into_force(agreement: Agreement, draft: Draft, recorded: Recorded) -> None:
    number = len(agreement.versions) + 1
    signatures = tuple(draft.signed[party] for party in draft.signatories)
    came = (draft.terms, draft.digest, recorded.entered, recorded.index, draft.reason, draft.note)
    agreement.versions.append(Version(number, draft.index, *came, signatures, draft.party, draft.at))
    agreement.draft = None


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    if isinstance(fact, Tabled):
        _may_table(alliance, recorded.party, fact)
        return
    draft = _on_table(alliance, fact.draft)
    if recorded.party not in draft.signatories:
        raise Refused("not_a_signatory", "Your party is not one of those that sign this text.")
    match fact:
        case Accepted():
            _may_accept(alliance, draft, recorded.party)
        case AcceptanceWithdrawn():
            worded(fact.reason, "why you withdraw your acceptance")
            _may_withdraw(alliance, draft, recorded.party)
        case Signed():
            _may_sign(alliance, draft, recorded.party, fact)
        case Declined():
            worded(fact.reason, "why you refuse to sign")
            _may_decline(draft, recorded.party)
        case DraftDropped():
            worded(fact.reason, "why you take the text off the table")
            _may_take_off(alliance, draft, recorded.party)
        case _:
            assert_never(fact)


def _on_table(alliance: "Alliance", index: int) -> Draft:
    draft = alliance.agreement.draft
    if draft is None:
        raise Refused("no_draft", "There is no draft on the table now. Open the agreement to see what is in force.")
    if draft.index != index:
        raise Refused("draft_replaced", "Another text has been tabled since. Read it, then decide again.", draft=index)
    return draft


def _may_table(alliance: "Alliance", party: str, fact: Tabled) -> None:
    _current_base(alliance, fact)
    draft = alliance.agreement.draft
    if fact.replaces != (draft.index if draft else None):
        raise Refused(
            "draft_replaced", "Another text is on the table since you began. Read it, then table yours again."
        )
    open_for_wording(alliance, party)
    wrong = table_faults(alliance, fact.terms)
    if wrong:
        raise Refused(
            "terms_faulty",
            "The text cannot be tabled yet: {first}",
            first=wrong[0].message,
            findings=tuple(wrong),
        )


def open_for_wording(alliance: "Alliance", party: str) -> None:
    """Refused while this party may not table another wording of what is on the table."""
    draft = alliance.agreement.draft
    if draft is not None and draft.accepted:
        raise Refused(
            "accepted",
            "The text cannot be edited while an acceptance stands. Accepted by {names}: "
            "have that withdrawn, then edit.",
            names=alliance.parties.names(draft.accepted),
        )
    if draft is not None and party != draft.party and party not in draft.court:
        raise Refused(
            "not_your_turn",
            "The draft is in the court of {names}.",
            names=alliance.parties.names(draft.court),
        )


def _current_base(alliance: "Alliance", fact: Tabled) -> None:
    current = len(alliance.agreement.versions)
    if fact.base != current:
        raise Refused(
            "base_replaced",
            "This text amends version {base}, but version {current} is in force now. Start from that one.",
            base=fact.base,
            current=current,
        )
    if (fact.reason == "founding") != (current == 0):
        raise Refused(
            "reason_unfit",
            "Give the kind of reason for this amendment; “founding” is for the first text only.",
        )
    if current:
        worded(fact.note, "why the agreement is amended")
    short_enough(fact.note, "the note")


def table_faults(alliance: "Alliance", terms: Terms) -> list[Finding]:
    """Everything that keeps a text from being tabled in this alliance. An empty list means it can be."""
    wrong = faults(terms)
    strangers = set(terms.partners) - (set(alliance.parties.partners) - alliance.membership.left.keys())
    if strangers:
        wrong.append(Finding("parties", f"“{sorted(strangers)[0]}” is no partner of this alliance."))
    missing = set(alliance.parties.partners) - set(terms.partners)
    if missing and not alliance.agreement.versions:
        names = alliance.parties.names(missing)
        wrong.append(Finding("parties", f"Every partner must be in the text. Missing: {names}."))
    if len(terms.parties) < 2:
        wrong.append(Finding("parties", "An agreement needs at least two parties."))
    if set(terms.neutrals) - set(alliance.parties.neutrals):
        wrong.append(Finding("neutrals", "A neutral in the text is not named in this alliance."))
    return wrong


def _may_accept(alliance: "Alliance", draft: Draft, party: str) -> None:
    named = alliance.parties
    gone = set(draft.terms.neutrals) - set(named.neutrals)
    if gone or (not alliance.agreement.versions and draft.terms.partners != named.partners):
        raise Refused(
            "parties_changed",
            "The parties have changed since this text was tabled. Table it again with all of them.",
        )
    if party in draft.accepted:
        raise Refused("already_accepted", "Your party has already accepted this text.")


def _may_withdraw(alliance: "Alliance", draft: Draft, party: str) -> None:
    if party not in draft.accepted:
        raise Refused("not_accepted", "Your party has not accepted this text, so there is nothing to withdraw.")
    if draft.signed:
        raise Refused(
            "signing_begun",
            "Already signed by {names}. Refuse to sign, with a reason, if the text should be open again.",
            names=alliance.parties.names(draft.signed),
        )


def _may_sign(alliance: "Alliance", draft: Draft, party: str, fact: Signed) -> None:
    if fact.digest != draft.digest:
        raise Refused("text_differs", "What you read is not the text on the table now. Read it again before you sign.")
    if not draft.agreed:
        waiting = [other for other in draft.signatories if other not in draft.accepted]
        raise Refused(
            "not_all_accepted",
            "It can be signed once every party has accepted it. Still open: {names}.",
            names=alliance.parties.names(waiting),
        )
    if party in draft.signed:
        raise Refused("already_signed", "Your party has already signed this text.")


def _may_decline(draft: Draft, party: str) -> None:
    if not draft.agreed:
        raise Refused(
            "not_yet_to_sign",
            "The text is not up for signing. Table another text, or withdraw your acceptance.",
        )
    if party in draft.signed:
        raise Refused("already_signed", "Your party has signed; a signature is not taken back. Propose an amendment.")


def _may_take_off(alliance: "Alliance", draft: Draft, party: str) -> None:
    if party != draft.party:
        raise Refused(
            "not_your_draft",
            "Only {name}, which tabled it, can take it off.",
            name=alliance.parties.name(draft.party),
        )
    others = set(draft.accepted) - {party}
    if others:
        raise Refused(
            "accepted",
            "Nobody takes off the table what others have accepted. Accepted by {names}: have that withdrawn first.",
            names=alliance.parties.names(others),
        )


# --- acts ---


def table(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    terms: Terms,
    base: int,
    reason: Reason,
    note: str = "",
    replaces: int | None = None,
) -> Tabled:
    """Put a text before the other parties: the first one, another wording, or an amendment of version `base`."""
    agreement = alliance.agreement
    before = [*(version.terms for version in agreement.versions), *([agreement.draft.terms] if agreement.draft else [])]
    fact = Tabled(by=by, terms=numbered(terms, before), base=base, replaces=replaces, reason=reason, note=note.strip())
    return ruled(alliance, now, fact, rule)


def accept(alliance: "Alliance", *, by: str, now: datetime, draft: int) -> Accepted:
    """Accept the text tabled at entry `draft`, so that it can be signed once all have."""
    return ruled(alliance, now, Accepted(by=by, draft=draft), rule)


def withdraw_acceptance(
    alliance: "Alliance", *, by: str, now: datetime, draft: int, reason: str
) -> AcceptanceWithdrawn:
    """Take one's acceptance back, before anybody has signed."""
    return ruled(alliance, now, AcceptanceWithdrawn(by=by, draft=draft, reason=reason.strip()), rule)


def sign(alliance: "Alliance", *, by: str, now: datetime, draft: int, digest: str) -> Signed:
    """Sign exactly the text with this digest, which all have accepted."""
    return ruled(alliance, now, Signed(by=by, draft=draft, digest=digest), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, draft: int, reason: str) -> Declined:
    """Refuse to sign a text that is up for signing, and say why. The draft is then open again for everybody."""
    return ruled(alliance, now, Declined(by=by, draft=draft, reason=reason.strip()), rule)


def drop_draft(alliance: "Alliance", *, by: str, now: datetime, draft: int, reason: str) -> DraftDropped:
    """Take one's own text off the table while nobody else has accepted it."""
    return ruled(alliance, now, DraftDropped(by=by, draft=draft, reason=reason.strip()), rule)
