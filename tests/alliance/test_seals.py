"""A sealed fact is its party's own until the practice says that it is time."""

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.alliance import Withheld, fold, open_sealed
from paripassu.alliance.ledger import Noted
from paripassu.alliance.seals import OpenedEntry
from paripassu.record.canonical import canonical
from tests.cast import ADA, BO, Scene, agreed, refused


@pytest.fixture
def noted() -> tuple[Scene, int]:
    scene = agreed()
    posting = scene.post(ADA, "ada")
    return scene, scene.act(ADA, ledger.note, entry=posting, text="we paid twice").index


def test_the_joint_state_is_the_same_whether_the_reader_may_see_a_private_fact_or_not(
    noted: tuple[Scene, int],
) -> None:
    scene, index = noted
    others = [r._replace(fact=Withheld()) if r.index == index else r for r in scene.facts]
    assert fold(scene.facts) == fold(others)
    assert type(fold(scene.facts).seals.closed[index].fact) is Withheld


def test_a_note_stays_with_its_party_for_ever(noted: tuple[Scene, int]) -> None:
    scene, index = noted
    body = canonical(Noted(by=ADA, entry=index - 1, text="we paid twice")).decode()
    for who in (ADA, BO):
        with refused("stays_sealed"):
            scene.act(who, open_sealed, entries=(OpenedEntry(index, "00" * 32, body),))


def test_only_what_is_sealed_is_opened_and_only_as_a_fact(noted: tuple[Scene, int]) -> None:
    scene, index = noted
    with refused("nothing_chosen"):
        scene.act(ADA, open_sealed, entries=())
    with refused("not_sealed"):
        scene.act(ADA, open_sealed, entries=(OpenedEntry(0, "00" * 32, "{}"),))
    with refused("sealed_unreadable"):
        scene.act(ADA, open_sealed, entries=(OpenedEntry(index, "00" * 32, '{"kind":"nonsense.v1"}'),))
