"""What is joint comes about by the word of every partner, and by nobody alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.responsibilities import LineDropped, LineSet, LineTerms
from paripassu.alliance.refusals import Refused
from tests import cast
from tests.alliance.arranging import arrange, line, propose, status, steering
from tests.cast import ADA, BO, CY, refused


def test_what_one_proposes_holds_once_all_others_agree() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    index = propose(scene, BO, line())
    assert (status(scene, index), scene.alliance.responsibilities.lines) == ("open", ())
    scene.act(ADA, arrangements.agree, arrangement=index)
    assert status(scene, index) == "open"
    scene.act("p_d02", arrangements.agree, arrangement=index)
    assert status(scene, index) == "settled"
    assert [each.index for each in scene.alliance.responsibilities.lines] == [index]


def test_who_proposed_it_does_not_agree_to_it() -> None:
    scene = cast.agreed()
    index = propose(scene, ADA, line())
    with refused("own_proposal"):
        scene.act(ADA, arrangements.agree, arrangement=index)


def test_who_declined_can_change_its_mind_and_who_proposed_can_take_it_back() -> None:
    scene = cast.agreed()
    one, other = propose(scene, ADA, line()), propose(scene, ADA, line("Sell"))
    for index in (one, other):
        scene.act(BO, arrangements.decline, arrangement=index, reason="too early")
    assert [(waits.what, waits.party) for waits in arrangements.awaiting(scene.alliance, "ada", "", scene.now)] == [
        ("arrangement_declined", "ada")
    ] * 2
    assert arrangements.awaiting(scene.alliance, "bo", "", scene.now) == []
    scene.act(BO, arrangements.agree, arrangement=one)
    scene.act(ADA, arrangements.withdraw, arrangement=other, reason="not now")
    assert (status(scene, one), status(scene, other)) == ("settled", "withdrawn")
    with refused("arrangement_closed"):
        scene.act(BO, arrangements.agree, arrangement=other)
    with refused("arrangement_closed"):
        scene.act(BO, arrangements.decline, arrangement=other, reason="no")


def test_only_who_proposed_takes_it_back_and_a_no_needs_a_reason() -> None:
    scene = cast.agreed()
    index = propose(scene, ADA, line())
    with refused("not_your_proposal"):
        scene.act(BO, arrangements.withdraw, arrangement=index, reason="I do not like it")
    with refused("text_missing"):
        scene.act(BO, arrangements.decline, arrangement=index, reason=" ")
    with refused("arrangement_unknown"):
        scene.act(BO, arrangements.agree, arrangement=99)


def test_nothing_is_arranged_before_an_agreement_is_in_force(unsigned: cast.Scene) -> None:
    with refused("nothing_in_force"):
        propose(unsigned, ADA, line())


def test_the_neutral_and_team_members_arrange_nothing() -> None:
    scene = cast.agreed(neutral=True)
    scene.seat("p_member", "bo", BO, role="member")
    for who in (CY, "p_member"):
        with refused("not_for_this_role"):
            propose(scene, who, line())


def changed(what: str, index: int) -> LineSet:
    return LineSet(LineTerms(what=what, letters={"ada": "RA"}), index)


def test_of_two_changes_of_the_same_terms_only_one_comes_about() -> None:
    scene = cast.agreed()
    index = arrange(scene, ADA, line())
    one = propose(scene, ADA, arrangements.over_what_stands(scene.alliance, changed("Sail", index)))
    other = propose(scene, BO, arrangements.over_what_stands(scene.alliance, changed("Row", index)))
    scene.act(BO, arrangements.agree, arrangement=one)
    with refused("line_changed"):
        scene.act(ADA, arrangements.agree, arrangement=other)
    assert [each.terms.what for each in scene.alliance.responsibilities.lines] == ["Sail"]


def test_what_an_arrangement_is_about_can_be_walked_both_ways() -> None:
    scene = cast.agreed()
    entry = scene.post(ADA, "ada")
    index = scene.act(ADA, arrangements.propose, matter=line(), why="it helps", about=[entry]).index
    assert scene.alliance.links.of(entry) == (index,)
    with refused("thing_unknown"):
        scene.act(ADA, arrangements.propose, matter=line(), why="it helps", about=[999])


NAMES = ("ada", "bo", "d02")
MOVES = st.tuples(st.sampled_from(["line", "body", "drop", "agree", "decline", "withdraw"]), st.integers(0, 2),
                  st.integers(0, 5))  # fmt: skip


def tried(scene: cast.Scene, names: tuple[str, ...], moves: list[tuple[str, int, int]]) -> list[str]:
    """Try moves; “done” or the code of the refusal for each."""
    return [_outcome(scene, names, *move) for move in moves]


def _outcome(scene: cast.Scene, names: tuple[str, ...], kind: str, who: int, pick: int) -> str:
    by = cast.person(names[who])
    known = list(scene.alliance.arrangements.by_entry)
    entry = known[pick % len(known)] if known else 0
    try:
        match kind:
            case "line":
                propose(scene, by, line(f"Line {pick}", **{names[pick % 3]: "RA"}))
            case "body":
                propose(scene, by, steering(*names, name=f"Body {pick}"))
            case "drop":
                propose(scene, by, LineDropped(entry))
            case "agree":
                scene.act(by, arrangements.agree, arrangement=entry)
            case "decline":
                scene.act(by, arrangements.decline, arrangement=entry, reason="no")
            case _:
                scene.act(by, arrangements.withdraw, arrangement=entry, reason="no")
    except Refused as refusal:
        str(refusal)
        return refusal.code
    return "done"


@settings(max_examples=40, deadline=None)
@given(moves=st.lists(MOVES, max_size=30), order=st.permutations([0, 1, 2]))
def test_it_makes_no_difference_which_party_is_which(moves: list[tuple[str, int, int]], order: list[int]) -> None:
    one, other = cast.agreed(NAMES), cast.agreed(NAMES)
    turned = tuple(NAMES[place] for place in order)
    assert tried(one, NAMES, moves) == tried(other, turned, moves)
    assert [status(one, index) for index in one.alliance.arrangements.by_entry] == [
        status(other, index) for index in other.alliance.arrangements.by_entry
    ]


@settings(max_examples=40, deadline=None)
@given(moves=st.lists(MOVES, max_size=30))
def test_whatever_is_settled_has_the_word_of_every_partner(moves: list[tuple[str, int, int]]) -> None:
    scene = cast.agreed(NAMES)
    tried(scene, NAMES, moves)
    for each in scene.alliance.arrangements.by_entry.values():
        assert (each.settled is None) or {each.party, *each.agreed} == set(NAMES)
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance


@pytest.mark.parametrize("count", [2, 5, 40])
def test_any_number_of_partners_can_arrange_something(count: int) -> None:
    scene = cast.agreed(cast.partner_ids(count))
    assert status(scene, arrange(scene, BO, line())) == "settled"
