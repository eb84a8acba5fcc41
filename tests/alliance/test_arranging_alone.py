"""Whatever one party does alone among parties and people moves nothing joint, and nothing that is another's own.

The machine over all acts (`test_alone`) tries these as well; here nothing else is tried, so that long matters come up.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import audit, fold
from tests import arranging_moves
from tests.alliance.test_symmetry import dictionary, renamed
from tests.arranging_moves import KINDS, one_round, outcome, picture
from tests.cast import Scene
from tests.moves import Move, play, staffed

NAMES = ("ada", "bo", "dee")
WORK = ("post", "confirm", "confirm", "table", "accept", "sign", "decline")

Tried = tuple[str, int, int, int, int]
SMALL, WHO = st.integers(0, 7), st.integers(0, 2)
ANY = st.tuples(st.sampled_from(KINDS + WORK), WHO, WHO, SMALL, SMALL)


def rounds() -> st.SearchStrategy[list[Tried]]:
    """A matter that goes its way for some steps, or a move by itself."""
    matters = st.builds(one_round, WHO, st.integers(2, 7), SMALL, WHO, st.integers(2, 7))
    return st.one_of(ANY.map(lambda move: [move]), matters, matters)


MEETINGS = st.lists(rounds(), max_size=20).map(lambda parts: [move for part in parts for move in part])


def told(scene: Scene, names: tuple[str, ...], moves: list[Tried]) -> list[str]:
    """Try these moves; what came of each."""
    found = []
    for kind, who, about, pick, amount in moves:
        if kind in WORK:
            found += play(scene, names, [Move(kind, who, about, pick, amount)])
        else:
            found.append(outcome(scene, names, kind, who, about, pick, amount))
    return found


@settings(max_examples=120, deadline=None)
@given(tried=MEETINGS, lone=WHO, alone=st.lists(ANY, min_size=1, max_size=15))
def test_one_party_alone_settles_only_what_another_wants_and_touches_nobody_elses(
    tried: list[Tried], lone: int, alone: list[Tried]
) -> None:
    scene = staffed(NAMES)
    told(scene, NAMES, tried)
    before = arranging_moves.Before.of(scene.alliance)
    told(scene, NAMES, [(kind, lone, about, pick, amount) for kind, _who, about, pick, amount in alone])
    arranging_moves.check(before, scene.alliance, NAMES[lone], scene.now)


@settings(max_examples=120, deadline=None)
@given(tried=MEETINGS)
def test_the_fold_gives_the_same_and_the_audit_finds_nothing(tried: list[Tried]) -> None:
    scene = staffed(NAMES)
    told(scene, NAMES, tried)
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance


@settings(max_examples=60, deadline=None)
@given(names=st.permutations(["ada", "bo", "dee", "zoe", "a"]).map(lambda names: tuple(names[:3])), tried=MEETINGS)
def test_other_names_give_the_same_under_those_names(names: tuple[str, ...], tried: list[Tried]) -> None:
    one, other = staffed(NAMES), staffed(names)
    assert told(one, NAMES, tried) == told(other, names, tried)
    assert renamed(picture(one.alliance), dictionary(NAMES, names)) == renamed(picture(other.alliance), {})
