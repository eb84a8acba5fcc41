"""How a statement turned out is never said by its own party alone, and counts only while nobody contests it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import agreement
from paripassu.alliance.alliance import audit
from paripassu.alliance.days import ended
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import asked, assessments
from paripassu.alliance.statements.stated import Assessment, result
from paripassu.alliance.statements.tallies import counted
from paripassu.alliance.table import awaiting
from tests import cast
from tests.alliance.promising import later, until
from tests.alliance.stating import DUE, agree, assessed, contest, stated, statement, status_of
from tests.cast import ADA, BO, Scene, partner_ids, person, refused

CLOCK_END = ended(DUE + timedelta(days=assessments.LEAST_DAYS))


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


@pytest.fixture
def three() -> Scene:
    """Three partners with an agreement in force."""
    return cast.agreed(("ada", "bo", "dee"))


def waits(scene: Scene) -> list[tuple[str, str]]:
    """What of this practice waits for whom."""
    return [(each.party, each.what) for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]


def assessment(scene: Scene, entry: int) -> Assessment:
    return assessments.assessment_at(scene.alliance, entry)[1]


def test_agreed_it_counts_at_once(scene: Scene) -> None:
    entry = stated(scene)
    until(scene, DUE, days=2)
    said = assessed(scene, entry)
    assert status_of(scene, entry) == "assessed"
    assert waits(scene) == [("ada", "answer")]
    agree(scene, said)
    assert status_of(scene, entry) == "refuted"
    assert waits(scene) == []
    with refused("assessment_settled"):
        contest(scene, said)
    with refused("assessment_settled"):
        scene.act(BO, assessments.withdraw, assessment=said, reason="x")


def test_unanswered_it_counts_when_the_clock_is_over_and_not_before(scene: Scene) -> None:
    entry = stated(scene)
    assessed(scene, entry)
    for moment, where in ((CLOCK_END - timedelta(seconds=1), "assessed"), (CLOCK_END, "refuted")):
        scene.now = moment
        assert status_of(scene, entry) == where


def test_said_before_its_day_the_clock_begins_with_the_day(scene: Scene) -> None:
    early, late = stated(scene), stated(scene)
    assert assessment(scene, assessed(scene, early)).answer_by == DUE + timedelta(days=14)
    until(scene, date(2026, 4, 1))
    assert assessment(scene, assessed(scene, late, days=30)).answer_by == date(2026, 5, 1)
    for days in (13, 91):
        with refused("days_unfit"):
            assessed(scene, stated(scene, due=date(2026, 5, 1)), days=days)


def test_a_party_never_confirms_its_own_statement_also_not_by_the_others_silence(scene: Scene) -> None:
    entry = stated(scene)
    said = assessed(scene, entry, "ada", "borne_out")
    assert waits(scene) == [("bo", "answer")]
    scene.now = CLOCK_END + timedelta(days=400)
    assert status_of(scene, entry) == "assessed"
    with refused("not_asked"):
        agree(scene, said)
    agree(scene, said, "bo")
    assert status_of(scene, entry) == "borne_out"


def test_contested_it_does_not_count_however_long_it_lies(scene: Scene) -> None:
    entry = stated(scene)
    said = assessed(scene, entry)
    contest(scene, said)
    scene.now = CLOCK_END + timedelta(days=400)
    assert status_of(scene, entry) == "contested"
    assert waits(scene) == [("bo", "contested")]
    assert list(counted(scene.alliance, scene.now)) == []
    with refused("already_contested"):
        contest(scene, said)


@pytest.mark.parametrize("way", ["agree", "withdraw"])
def test_what_is_contested_is_settled_by_either_side_giving_way(scene: Scene, way: str) -> None:
    entry = stated(scene)
    said = assessed(scene, entry)
    contest(scene, said)
    if way == "agree":
        agree(scene, said)
        assert status_of(scene, entry) == "refuted"
    else:
        scene.act(BO, assessments.withdraw, assessment=said, reason="We found the note")
        assert status_of(scene, entry) == "open"
        agree(scene, assessed(scene, entry, verdict="borne_out"))
        assert status_of(scene, entry) == "borne_out"


def test_a_result_is_looked_at_again_only_by_the_word_of_all(scene: Scene) -> None:
    entry = stated(scene)
    agree(scene, assessed(scene, entry))
    with refused("counts_so"):
        assessed(scene, entry)
    again = assessed(scene, entry, "ada", "borne_out")
    assert status_of(scene, entry) == "refuted"
    scene.now = CLOCK_END + timedelta(days=400)
    assert status_of(scene, entry) == "refuted"
    contest(scene, again, "bo")
    assert status_of(scene, entry) == "refuted"
    agree(scene, again, "bo")
    assert status_of(scene, entry) == "borne_out"


def test_one_word_at_a_time(scene: Scene) -> None:
    entry = stated(scene)
    said = assessed(scene, entry)
    with refused("assessment_waits"):
        assessed(scene, entry, "ada", "borne_out")
    with refused("not_your_assessment"):
        scene.act(ADA, assessments.withdraw, assessment=said, reason="x")


@pytest.mark.parametrize(
    ("verdict", "observed", "code"),
    [
        ("borne_out", None, "observed_missing"),
        ("borne_out", Decimal(421), "verdict_unfit"),
        ("refuted", Decimal(400), "verdict_unfit"),
        ("unclear", Decimal(400), "observed_unfit"),
        ("refuted", Decimal("Infinity"), "number_unusable"),
    ],
)
def test_verdict_and_quantity_go_together(scene: Scene, verdict: str, observed: Decimal | None, code: str) -> None:
    entry = stated(scene, quantity=Decimal(400), unit="cells", within=Decimal(20))
    with refused(code):
        assessed(scene, entry, verdict=verdict, observed=observed)
    agree(scene, assessed(scene, entry, verdict="refuted", observed=Decimal("421.50")))
    found = result(statement(scene, entry), scene.now)
    assert found is not None
    assert found.observed == Decimal("421.5")


def test_where_nothing_was_counted_nothing_is_observed(scene: Scene) -> None:
    with refused("observed_unfit"):
        assessed(scene, stated(scene), observed=Decimal(1))


def test_what_cannot_be_told_is_settled_as_that_and_counts_neither_way(scene: Scene) -> None:
    entry = stated(scene, probability=70)
    agree(scene, assessed(scene, entry, verdict="unclear"))
    assert status_of(scene, entry) == "unclear"
    assert list(counted(scene.alliance, scene.now)) == []


def test_among_three_anybody_may_contest_until_all_have_agreed_or_the_clock_is_over(three: Scene) -> None:
    entry = stated(three)
    said = assessed(three, entry, "ada", "borne_out")
    assert waits(three) == [("bo", "answer"), ("dee", "answer")]
    agree(three, said, "bo")
    assert status_of(three, entry) == "assessed"
    contest(three, said, "dee")
    assert status_of(three, entry) == "contested"
    agree(three, said, "dee")
    assert status_of(three, entry) == "borne_out"
    quiet = stated(three)
    agree(three, assessed(three, quiet, "ada", "borne_out"), "bo")
    three.now = CLOCK_END + timedelta(days=1)
    assert status_of(three, quiet) == "borne_out"
    with refused("answer_over"):
        contest(three, three.alliance.statements.by_index[quiet].assessments[0].index, "dee")


def test_a_suspended_party_still_answers_about_its_own_word(three: Scene) -> None:
    entry = stated(three)
    three.alliance.membership.suspended["ada"] = 1
    said = assessed(three, entry)
    assert asked(three.alliance, statement(three, entry), assessment(three, said)) == ("ada", "dee")
    contest(three, said)
    assert status_of(three, entry) == "contested"
    with refused("suspended"):
        stated(three)


def test_when_the_party_that_stated_it_has_left_silence_says_nothing(three: Scene) -> None:
    entry, other = stated(three), stated(three, "bo")
    leave = three.now.date() + timedelta(days=31)
    three.act(ADA, membership.announce_leave, on=leave, reason="We sell the yard")
    until(three, leave, days=-2)
    assessed(three, entry)
    until(three, leave, days=40)
    said = assessed(three, other, "dee")
    assert "ada" not in asked(three.alliance, statement(three, other), assessment(three, said))
    assert status_of(three, entry) == "assessed"
    with refused("stater_left"):
        assessed(three, stated_by_ada_unassessed(three), "dee")


def stated_by_ada_unassessed(scene: Scene) -> int:
    """The statement of Ada's, after what Bo said of it was taken back."""
    entry = next(index for index, each in scene.alliance.statements.by_index.items() if each.party == "ada")
    scene.act(
        BO, assessments.withdraw, assessment=statement(scene, entry).assessments[0].index, reason="Nobody can answer"
    )
    assert status_of(scene, entry) == "rests"
    return entry


@pytest.mark.parametrize("count", [2, 3, 7, 40])
def test_it_holds_for_two_to_forty_parties(count: int) -> None:
    scene = cast.agreed(partner_ids(count))
    entry = stated(scene, "bo")
    said = assessed(scene, entry, "bo", "borne_out")
    others = [party for party in partner_ids(count) if party != "bo"]
    for party in others:
        assert status_of(scene, entry) == "assessed"
        agree(scene, said, party)
    assert status_of(scene, entry) == "borne_out"
    assert audit(scene.facts)[1] == []


WORDS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["assess", "agree", "contest", "withdraw", "wait"]), st.booleans()),
    max_size=14,
)


def tell(names: tuple[str, ...], stater: int, words: list[tuple[int, str, bool]]) -> list[str]:
    """What became of one statement after these words, party by party."""
    scene = cast.agreed(tuple(sorted(names)))
    entry, last = stated(scene, names[stater]), -1
    told: list[str] = []
    for who, act, so in words:
        party = names[who]
        try:
            if act == "wait":
                later(scene, 20)
            elif act == "assess":
                last = assessed(scene, entry, party, "borne_out" if so else "refuted")
            elif act == "withdraw":
                scene.act(person(party), assessments.withdraw, assessment=last, reason="why")
            else:
                (agree if act == "agree" else contest)(scene, last, party)
            told.append(status_of(scene, entry))
        except Refused as refusal:
            told.append(refusal.code)
    assert audit(scene.facts)[1] == []
    return told


@settings(max_examples=60, deadline=None)
@given(order=st.permutations([0, 1, 2]), stater=st.integers(0, 2), words=WORDS)
def test_under_other_names_it_turns_out_the_same(
    order: list[int], stater: int, words: list[tuple[int, str, bool]]
) -> None:
    names = ("ada", "bo", "dee")
    assert tell(names, stater, words) == tell(tuple(names[place] for place in order), stater, words)


def test_a_new_text_without_a_party_settles_what_waits_only_for_it(three: Scene) -> None:
    entry = stated(three)
    said = assessed(three, entry, "ada", "borne_out")
    agree(three, said, "bo")
    draft = three.act(
        ADA, agreement.table, terms=cast.terms(("ada", "bo")), base=1, reason="accession", note="Dee leaves"
    ).index
    for act in (agreement.accept, agreement.sign):
        for party in three.alliance.agreement.draft.signatories if three.alliance.agreement.draft else ():
            seal = {"digest": three.alliance.agreement.draft.digest} if act is agreement.sign else {}  # type: ignore[union-attr]
            three.act(person(party), act, draft=draft, **seal)
    assert three.alliance.membership.left.keys() == {"dee"}
    assert status_of(three, entry) == "borne_out"
