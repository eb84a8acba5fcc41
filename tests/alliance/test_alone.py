"""Whatever one party does alone changes nothing that is joint, and loses nothing that another has said."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.drafts import Version
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.alliance import Alliance, Recorded, audit, fold
from paripassu.alliance.ledger.postings import Carried, Contributed, Posted, Rewarded
from tests import (
    aiming_moves,
    arranging_moves,
    asking_moves,
    cast,
    deciding_moves,
    listening_moves,
    meeting_moves,
    mending_moves,
    observing_moves,
    parting_moves,
    promising_moves,
    quarrelling_moves,
    sharing_moves,
    stating_moves,
    valuing_moves,
)
from tests.cast import person
from tests.moves import Move, meetings, moves, play, staffed, text

NAMES = ("ada", "bo", "dee")


@dataclass(frozen=True)
class Before:
    """What stood when one party began to act alone."""

    size: int
    versions: tuple[Version, ...]
    counted: dict[int, Decimal | None]
    said: dict[int, tuple[Any, str, dict[str, int], dict[str, str]]]
    drafts: frozenset[int]
    signed: frozenset[str]
    promised: tuple[int, set[tuple[Any, ...]], dict[int, Any]]
    decided: deciding_moves.Before
    met: meeting_moves.Before
    observed: observing_moves.Before
    stated: stating_moves.Before
    parted: parting_moves.Before
    arranged: arranging_moves.Before
    quarrelled: quarrelling_moves.Before
    shared: sharing_moves.Before
    aimed: aiming_moves.Before
    mended: mending_moves.Before
    surveyed: asking_moves.Before
    valued: valuing_moves.Before
    listened: listening_moves.Before

    @classmethod
    def of(cls, alliance: Alliance, lone: str, now: datetime) -> "Before":
        draft = alliance.agreement.draft
        return cls(
            alliance.size,
            tuple(alliance.agreement.versions),
            counted(alliance),
            said(alliance, lone),
            drafts(alliance),
            frozenset(draft.signed if draft else ()),
            promising_moves.before(alliance, lone),
            deciding_moves.before(alliance, lone, now),
            meeting_moves.Before(alliance, lone),
            observing_moves.Before(alliance, lone),
            stating_moves.Before.of(alliance, lone),
            parting_moves.Before(alliance, lone),
            arranging_moves.Before.of(alliance),
            quarrelling_moves.Before.of(alliance, lone),
            sharing_moves.Before.of(alliance, lone),
            aiming_moves.Before.of(alliance, lone),
            mending_moves.Before.of(alliance, lone),
            asking_moves.Before.of(alliance, lone),
            valuing_moves.Before.of(alliance, lone),
            listening_moves.Before.of(alliance, lone),
        )


def counted(alliance: Alliance) -> dict[int, Decimal | None]:
    """What counts in the ledger, with its value."""
    postings = alliance.ledger.postings.values()
    return {posting.index: posting.value for posting in postings if posting.status == "confirmed"}


def said(alliance: Alliance, lone: str) -> dict[int, tuple[Any, str, dict[str, int], dict[str, str]]]:
    """What the others have said on the ledger: their postings, withdrawals, confirmations and disputes."""
    return {
        posting.index: (
            posting.fact,
            posting.withdrawn if posting.party != lone else "",
            {party: entry for party, entry in posting.confirmed.items() if party != lone},
            {party: reason for party, reason in posting.disputed.items() if party != lone},
        )
        for posting in alliance.ledger.postings.values()
    }


def drafts(alliance: Alliance) -> frozenset[int]:
    """All texts that were ever tabled, in force or not."""
    at = alliance.agreement
    tabled = [*at.earlier, *([at.draft] if at.draft else [])]
    return frozenset([draft.index for draft in tabled] + [version.draft for version in at.versions])


def check(before: Before, alliance: Alliance, lone: str, moment: datetime) -> None:
    """Fails when the lone party has changed what is joint, or lost what another has said."""
    now = tuple(alliance.agreement.versions)
    quieter = arranging_moves.quieter(before.arranged, alliance, lone)
    assert now[: len(before.versions)] == before.versions
    for version in now[len(before.versions) :]:
        others = {signature.party for signature in version.signatures} - {lone}
        assert version.draft < before.size, "a text that nobody else has seen came into force"
        assert others <= before.signed, "a text came into force without the others' signatures"
    after = counted(alliance)
    for entry in set(after) - set(before.counted):
        assert entry < before.size
        posting = alliance.ledger.posting(entry)
        assert posting.party != lone or (quieter and set(posting.confirmed) - {lone}), "its own posting came to count"
    for entry in set(before.counted) - set(after):
        correction = alliance.ledger.posting(entry).corrected_by
        assert correction is not None
        assert correction < before.size
        assert alliance.ledger.posting(correction).party != lone or quieter, "its own correction came to count"
    for entry in set(before.counted) & set(after):
        if len(now) == len(before.versions):
            assert before.counted[entry] == after[entry]
    left = said(alliance, lone)
    assert {entry: left[entry] for entry in before.said} == before.said
    assert before.drafts <= drafts(alliance)
    promising_moves.check(before.promised, alliance, lone, quieter=quieter)
    deciding_moves.check(before.decided, alliance, lone, moment)
    meeting_moves.check(before.met, alliance, lone, quieter=quieter)
    observing_moves.check(before.observed, alliance, lone)
    stating_moves.check(before.stated, alliance, lone, moment)
    parting_moves.check(before.parted, alliance, lone)
    quarrelling_moves.check(before.quarrelled, alliance, lone, quieter=quieter)
    arranging_moves.check(before.arranged, alliance, lone, moment)
    sharing_moves.check(before.shared, alliance, lone)
    aiming_moves.check(before.aimed, alliance, lone, quieter=quieter)
    mending_moves.check(before.mended, alliance, lone, quieter=quieter)
    asking_moves.check(before.surveyed, alliance, lone, moment, quieter=quieter)
    valuing_moves.check(before.valued, alliance, lone)
    listening_moves.check(before.listened, alliance, lone, quieter=quieter)


class OnePartyAlone(RuleBasedStateMachine):
    """All three act for a while; from then on only one of them does, and tries everything."""

    @initialize(lone=st.integers(0, 2), tried=meetings())
    def three_act(self, lone: int, tried: list[Move]) -> None:
        self.number, self.lone = lone, NAMES[lone]
        self.scene = staffed(NAMES)
        play(self.scene, NAMES, tried)
        self.before = Before.of(self.scene.alliance, self.lone, self.scene.now)

    @rule(move=moves(st.just(0)))
    def one_acts(self, move: Move) -> None:
        play(self.scene, NAMES, [move._replace(who=self.number)])

    @invariant()
    def what_is_joint_stands(self) -> None:
        check(self.before, self.scene.alliance, self.lone, self.scene.now)

    @invariant()
    def the_fold_gives_the_same_and_the_audit_finds_nothing(self) -> None:
        state, findings = audit(self.scene.facts)
        assert findings == []
        assert state == fold(self.scene.facts) == self.scene.alliance


TestOnePartyAlone = OnePartyAlone.TestCase
TestOnePartyAlone.settings = settings(max_examples=250, stateful_step_count=20, deadline=None)


# --- forged facts: what a dishonest host could write under one party's name ---

ANYBODY = st.sampled_from([person(name) for name in NAMES] + ["p_eve", ""])
ENTRY = st.integers(-1, 40)
SOMEBODY = st.sampled_from([*NAMES, "eve", ""])
NUMBER = st.sampled_from([Decimal(text) for text in ("0", "-1", "5", "1E30", "NaN", "sNaN", "Infinity", "0.0000001")])
POSTED = st.fixed_dictionaries(
    {
        "by": ANYBODY, "of": SOMEBODY, "pool": st.sampled_from(["work", "play", "none"]), "quantity": NUMBER,
        "on": st.sampled_from([cast.DAY, cast.DAY.replace(year=2999)]), "unit": st.sampled_from(["EUR", "crate", ""]),
        "what": st.sampled_from(["cash", "", "x" * 3000]), "corrects": st.none() | ENTRY,
    }
)  # fmt: skip


def posted(kind: type[Posted], fields: dict[str, Any]) -> Posted:
    return kind(**fields)


SEALS = [digest(text(NAMES, number)) for number in range(8)]
FORGED = st.one_of(
    quarrelling_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    quarrelling_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    meeting_moves.forged(ANYBODY, ENTRY),
    listening_moves.forged(ANYBODY, ENTRY),
    aiming_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    mending_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    asking_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    asking_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    valuing_moves.forged(ANYBODY, ENTRY),
    sharing_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    sharing_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    observing_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    parting_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    stating_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    stating_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    promising_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    promising_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    promising_moves.forged(ANYBODY, ENTRY, SOMEBODY),
    st.builds(posted, st.sampled_from([Contributed, Carried, Rewarded]), POSTED),
    st.builds(ledger.Confirmed, by=ANYBODY, entries=st.lists(ENTRY, max_size=3).map(tuple)),
    st.builds(ledger.Disputed, by=ANYBODY, entry=ENTRY, reason=st.sampled_from(["no", ""])),
    st.builds(ledger.Withdrawn, by=ANYBODY, entry=ENTRY, reason=st.sampled_from(["no", ""])),
    st.builds(ledger.Noted, by=ANYBODY, entry=ENTRY, text=st.just("x")),
    st.builds(ledger.Appreciated, by=ANYBODY, to=SOMEBODY, on=st.just(cast.DAY), what=st.just("x")),
    st.builds(
        agreement.Tabled,
        by=ANYBODY,
        terms=st.builds(text, st.permutations(NAMES), st.integers(0, 7)),
        base=st.integers(0, 2),
        replaces=st.none() | ENTRY,
        reason=st.sampled_from(["founding", "change"]),
        note=st.just("why"),
    ),
    st.builds(agreement.Accepted, by=ANYBODY, draft=ENTRY),
    st.builds(agreement.AcceptanceWithdrawn, by=ANYBODY, draft=ENTRY, reason=st.just("x")),
    st.builds(agreement.Signed, by=ANYBODY, draft=ENTRY, digest=st.sampled_from(SEALS)),
    st.builds(agreement.Declined, by=ANYBODY, draft=ENTRY, reason=st.just("x")),
    st.builds(agreement.DraftDropped, by=ANYBODY, draft=ENTRY, reason=st.just("x")),
    st.builds(parties.PartyRenamed, by=ANYBODY, name=st.sampled_from(["The bo", "New", ""])),
    st.builds(parties.PartyDropped, by=ANYBODY, party=SOMEBODY),
    st.builds(parties.PartyNamed, by=ANYBODY, party=st.just(parties.NamedParty("late", "Late"))),
    st.builds(parties.Seated, by=st.just("p_puppet"), role=st.just("manager"), invited_by=ANYBODY),
    st.builds(parties.Unseated, by=ANYBODY, person=ANYBODY),
    st.builds(parties.Founded, by=ANYBODY, name=st.just("Again"), parties=st.just(())),
)


@settings(max_examples=250, deadline=None)
@given(
    tried=meetings(),
    lone=st.sampled_from(NAMES),
    forged=st.lists(FORGED, min_size=1, max_size=12),
)
def test_no_fact_forged_under_one_partys_name_moves_what_is_joint(
    tried: list[Move], lone: str, forged: list[Any]
) -> None:
    scene = staffed(NAMES)
    play(scene, NAMES, tried)
    before = Before.of(scene.alliance, lone, scene.now)
    written = [Recorded(before.size + place, scene.now, lone, fact) for place, fact in enumerate(forged)]
    state, findings = audit([*scene.facts, *written])
    check(before, state, lone, scene.now)
    assert state.size == before.size + len(forged)
    assert all(int(finding.at.removeprefix("entry ")) >= before.size for finding in findings)
