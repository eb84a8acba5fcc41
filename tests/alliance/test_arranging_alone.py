"""Whatever one party does alone among parties and people moves nothing joint, and nothing that is another's own."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance, audit, fold
from tests.alliance.test_symmetry import dictionary, renamed
from tests.arranging_moves import KINDS, outcome, own, picture
from tests.cast import Scene, person
from tests.moves import Move, opened, play

NAMES = ("ada", "bo", "dee")
WORK = ("post", "confirm", "confirm", "table", "accept", "sign", "decline")

Tried = tuple[str, int, int, int, int]
SMALL, WHO = st.integers(0, 7), st.integers(0, 2)
ANY = st.tuples(st.sampled_from(KINDS + WORK), WHO, WHO, SMALL, SMALL)


STORIES = (
    (
        ("body", 0),
        ("agree_to", 1),
        ("agree_to", 2),
        ("members", 0),
        ("members", 1),
        ("change_body", 2),
        ("agree_to", 0),
    ),
    (("line", 0), ("agree_to", 1), ("agree_to", 2), ("line_person", 0), ("line_person", 1), ("change_line", 1)),
    (("sponsor", 0), ("pass_on", 0), ("acknowledge", 0), ("sponsor", 1), ("pass_on", 1), ("call_off", 1)),
    (("join", 0), ("agree_to", 1), ("agree_to", 2), ("candidate_sits", 0), ("drop_candidate", 1), ("agree_to", 2)),
    (("suspend", 0), ("agree_to", 1), ("agree_to", 2), ("post", 1), ("return", 2), ("agree_to", 0), ("agree_to", 1)),
    (("leave_alliance", 0), ("stay", 0), ("leave_alliance", 0), ("months_go_by", 1), ("post", 1), ("confirm", 2)),
    (("line", 0), ("decline_it", 1), ("take_it_back", 0), ("state", 1), ("meet", 2)),
)
"""Matters that go their way for so many steps, by the places of who acts."""


def rounds() -> st.SearchStrategy[list[Tried]]:
    """A matter that goes its way for some steps, or a move by itself."""

    def matter(story: tuple[tuple[str, int], ...], steps: int, who: int, about: int, amount: int) -> list[Tried]:
        return [(kind, (who + place) % 3, about, 3 * (kind == "pass_on"), amount) for kind, place in story[:steps]]

    matters = st.builds(matter, st.sampled_from(STORIES), st.integers(2, 7), WHO, WHO, st.integers(2, 7))
    return st.one_of(ANY.map(lambda move: [move]), matters, matters)


MEETINGS = st.lists(rounds(), max_size=20).map(lambda parts: [move for part in parts for move in part])


def staffed(names: tuple[str, ...] = NAMES) -> Scene:
    """Three at work, each with a colleague who can take something over."""
    scene = opened(names)
    for number, name in enumerate(names):
        scene.seat(f"q{number}", name, person(name), role="member")
    return scene


def told(scene: Scene, names: tuple[str, ...], moves: list[Tried]) -> list[str]:
    """Try these moves; what came of each."""
    found = []
    for kind, who, about, pick, amount in moves:
        if kind in WORK:
            found += play(scene, names, [Move(kind, who, about, pick, amount)])
        else:
            found.append(outcome(scene, names, kind, who, about, pick, amount))
    return found


def held(alliance: Alliance) -> dict[str, Any]:
    return {name: own(alliance, name) for name in NAMES}


@settings(max_examples=120, deadline=None)
@given(tried=MEETINGS, lone=WHO, alone=st.lists(ANY, min_size=1, max_size=15))
def test_one_party_alone_settles_only_what_another_wants_and_touches_nobody_elses(
    tried: list[Tried], lone: int, alone: list[Tried]
) -> None:
    scene = staffed()
    told(scene, NAMES, tried)
    alliance, size = scene.alliance, scene.alliance.size
    settled = {index for index, each in alliance.arrangements.by_entry.items() if each.settled is not None}
    before, stood = held(alliance), picture(alliance)["standing"][1].copy()
    told(scene, NAMES, [(kind, lone, about, pick, amount) for kind, _who, about, pick, amount in alone])
    after = alliance.arrangements.by_entry
    for index in {index for index, each in after.items() if each.settled is not None} - settled:
        assert index < size, "what nobody else has seen came about"
        assert after[index].party != NAMES[lone] or after[index].agreed, "its own proposal came about by itself"
    assert all(after[index].settled is not None for index in settled), "what was joint does not stand any more"
    for name in set(NAMES) - {NAMES[lone]} - set(alliance.membership.left):
        now = own(alliance, name)
        assert now["sponsor"] == before[name]["sponsor"]
        assert now["stated"] == before[name]["stated"]
        assert now["handovers"] == before[name]["handovers"]
        assert all(now["said"].get(index, said) == said for index, said in before[name]["said"].items())
    for party in set(alliance.membership.suspended) - set(stood):
        entry = alliance.membership.suspended[party]
        assert entry < size
        assert after[entry].party not in (NAMES[lone], party), "one party alone silenced another"


@settings(max_examples=120, deadline=None)
@given(tried=MEETINGS)
def test_the_fold_gives_the_same_and_the_audit_finds_nothing(tried: list[Tried]) -> None:
    scene = staffed()
    told(scene, NAMES, tried)
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance


@settings(max_examples=60, deadline=None)
@given(names=st.permutations(["ada", "bo", "dee", "zoe", "a"]).map(lambda names: tuple(names[:3])), tried=MEETINGS)
def test_other_names_give_the_same_under_those_names(names: tuple[str, ...], tried: list[Tried]) -> None:
    one, other = staffed(), staffed(names)
    assert told(one, NAMES, tried) == told(other, names, tried)
    assert renamed(picture(one.alliance), dictionary(NAMES, names)) == renamed(picture(other.alliance), {})
