"""What a thing on the record is about can be walked in both directions."""

import pytest

from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.terms import Clause
from paripassu.alliance.links import MOST_LINKS, known
from tests.cast import ADA, Scene, agreed, refused


@pytest.fixture
def scene() -> Scene:
    return agreed(clauses=(Clause("Ada supplies cells."),))


def test_a_link_is_found_from_both_ends(scene: Scene) -> None:
    first = scene.post(ADA, "ada")
    second = scene.post(ADA, "ada", about=(first,), clauses=("c1",))
    assert scene.alliance.links.of(first) == (second,)
    assert scene.alliance.links.of(second) == (first,)
    assert scene.alliance.links.of_clause("c1") == (second,)


def test_what_does_not_exist_is_not_linked(scene: Scene) -> None:
    with refused("thing_unknown"):
        scene.post(ADA, "ada", about=(999,))
    with refused("thing_unknown"):
        scene.post(ADA, "ada", about=(0,))
    with refused("clause_unknown"):
        scene.post(ADA, "ada", clauses=("c9",))


def test_nothing_is_linked_twice_or_without_measure(scene: Scene) -> None:
    first = scene.post(ADA, "ada")
    with refused("linked_twice"):
        scene.post(ADA, "ada", about=(first, first))
    with refused("too_many_links"):
        known(scene.alliance, range(MOST_LINKS + 1), ())


def test_a_principle_is_cited_by_its_id_as_a_clause_is() -> None:
    scene = agreed(principles=(Principle("Honesty", "Bad news first."),))
    entry = scene.post(ADA, "ada", clauses=("p1",))
    assert scene.alliance.links.of_clause("p1") == (entry,)
    with refused("clause_unknown"):
        scene.post(ADA, "ada", clauses=("p2",))
    with refused("clause_unknown"):
        scene.post(ADA, "ada", clauses=("",))
