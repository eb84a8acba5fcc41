"""The web of ties: published graphs, what one leaving cuts, and no rank of people."""

import networkx  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.parties import ties
from paripassu.measures.network import Web, bridges, coverage, cut_points, leavings, readings, web
from tests import cast
from tests.cast import ADA, BO, Scene

people = st.sampled_from(["ada1", "ada2", "bo1", "bo2", "cleo1", "cleo2"])
webs = st.sets(st.tuples(people, people).filter(lambda tie: tie[0][:-1] < tie[1][:-1]), max_size=12)


def of(found: set[tuple[str, str]]) -> Web:
    """A web of three partners with two people each."""
    ties_ = tuple(sorted(found))
    parties = {f"{party}{number}": party for party in ("ada", "bo", "cleo") for number in (1, 2)}
    return Web(parties, ("ada", "bo", "cleo"), ties_)


def published(graph: networkx.Graph) -> Web:
    ties_ = tuple((str(one), str(other)) for one, other in graph.edges)
    return Web({str(node): str(node) for node in graph.nodes}, (), ties_)


def test_the_karate_club_has_one_cut_point_and_one_bridge() -> None:
    found = published(networkx.karate_club_graph())
    assert cut_points(found) == ["0"]
    assert bridges(found) == [("0", "11")]


def test_krackhardts_kite_has_two_of_each() -> None:
    found = published(networkx.krackhardt_kite_graph())
    assert cut_points(found) == ["7", "8"]
    assert bridges(found) == [("7", "8"), ("8", "9")]


def test_a_pair_is_covered_by_two_ties_and_not_by_one() -> None:
    assert coverage(of({("ada1", "bo1")})) == 0
    assert coverage(of({("ada1", "bo1"), ("ada2", "bo2")})) == pytest.approx(1 / 3)
    assert coverage(Web({}, ("ada",), ())) is None


def test_what_a_leaving_costs_is_told_by_pairs_of_partners() -> None:
    [ada, bo] = leavings(of({("ada1", "bo1"), ("ada1", "bo2")}))[:2]
    assert (ada.person, ada.party, ada.cut, ada.thinned) == ("ada1", "ada", (("ada", "bo"),), ())
    assert (bo.person, bo.cut, bo.thinned) == ("bo1", (), (("ada", "bo"),))


@given(webs)
def test_what_a_leaving_costs_is_what_the_web_without_the_person_shows(ties_: set[tuple[str, str]]) -> None:
    found = of(ties_)
    costs = {one.person: one for one in leavings(found)}
    for person in found.parties:
        rest = Web(found.parties, found.partners, tuple(tie for tie in found.ties if person not in tie))
        cut = tuple(pair for pair in found.pairs if found.between(pair) and not rest.between(pair))
        assert (costs[person].cut if person in costs else ()) == cut


@given(webs)
def test_a_person_whose_leaving_cuts_nothing_is_not_named(ties_: set[tuple[str, str]]) -> None:
    assert all(one.cut or one.thinned for one in leavings(of(ties_)))


def test_ties_are_read_from_the_record_and_grow_stale(scene: Scene) -> None:
    """Two people have signed the same text: that is one tie, and one is not enough."""
    scene.act(ADA, ties.note_interaction, people=[BO], on=cast.DAY)
    found = readings(scene.alliance, scene.now)
    assert [(reading.measure, reading.value) for reading in found] == [
        ("coverage", 0.0),
        ("living_ties", 1.0),
        ("bridges", 1.0),
    ]
    assert found[0].facts
    later = scene.now.replace(year=scene.now.year + 1)
    assert web(scene.alliance, later).ties == ()
    assert {reading.why for reading in readings(scene.alliance, later)} == {"Nobody of two partners has met yet."}


def test_before_an_agreement_there_is_nobody_to_have_ties_with(unsigned: Scene) -> None:
    found = readings(unsigned.alliance, unsigned.now)
    assert {(each.value, each.enough) for each in found} == {(None, False)}
