"""What was given and received is counted with its entries, the same for every party whatever it is called."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.exchange import requests, shares, uses
from paripassu.alliance.exchange.exchanged import exchanged
from paripassu.alliance.refusals import Refused
from tests import cast
from tests.alliance.exchanging import adopted, asked, offered, shared, thought_of
from tests.cast import ADA, BO, person

THREE = ("ada", "bo", "dee")


def test_each_count_rests_on_its_entries() -> None:
    scene = cast.agreed()
    request = asked(scene)
    first = shared(scene, request=request)
    second = offered(scene)
    idea = adopted(scene)
    scene.act(BO, uses.state_use, share=first, used=True, what="Frames", usefulness=100)
    found = exchanged(scene.alliance, scene.now)
    ada, bo = found["ada"], found["bo"]
    assert (ada.offered, ada.given, ada.useful, ada.answered) == ([first, second], [first], [first], [request])
    assert (bo.received, bo.acknowledged, bo.open, bo.asked) == ([first], [first], [first], [request])
    assert (ada.ideas, ada.adopted, bo.ideas) == ([idea], [idea], [])
    scene.act(ADA, shares.recall, share=first, reason="why")
    assert exchanged(scene.alliance, scene.now)["bo"].open == []


def play(names: tuple[str, ...], told: list[tuple[int, int, int]]) -> dict[int, Any]:
    """The counts after these moves, the parties called by these names."""
    scene = cast.agreed(names)
    for kind, who, whom in told:
        me, other = names[who], names[whom]
        try:
            if kind == 0:
                asked(scene, me, (other,))
            elif kind == 1:
                offered(scene, me, (other,))
            elif kind == 2:
                scene.act(person(me), shares.accept_terms, share=list(scene.alliance.exchange.shares)[-1 - whom])
            elif kind == 3:
                scene.act(person(me), requests.decline, request=[*scene.alliance.exchange.requests][-1], reason="x")
            else:
                thought_of(scene, me)
        except (Refused, IndexError):
            continue
    return {names.index(party): each for party, each in exchanged(scene.alliance, scene.now).items()}


MOVES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 2)), max_size=14)


@given(told=MOVES, names=st.permutations(THREE))
def test_renamed_parties_have_the_same_counts(told: list[tuple[int, int, int]], names: list[str]) -> None:
    before, after = play(THREE, told), play(tuple(names), told)
    for number in range(3):
        first, second = before[number], after[number]
        assert {name: getattr(first, name) for name in first.__slots__ if name != "party"} == {
            name: getattr(second, name) for name in second.__slots__ if name != "party"
        }
