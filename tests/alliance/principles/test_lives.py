"""The life of a principle is told whole, and what was observed is counted with its entries and never scored."""

from datetime import date

import msgspec
import pytest

from paripassu.alliance import principles
from paripassu.alliance.agreement.principles import Behaviour
from paripassu.alliance.principles.lives import Count, counts, life, lives, quarter, quarters
from paripassu.alliance.principles.settling import agree
from tests.alliance.principles.observing import HONESTY, LOYALTY, agreed, observe, offer, raise_conflict, with_text
from tests.cast import ADA, BO, Scene


@pytest.fixture
def scene() -> Scene:
    return agreed()


def test_every_principle_has_a_life_before_anything_is_observed(scene: Scene) -> None:
    honesty, loyalty = lives(scene.alliance)
    assert (honesty.id, honesty.words.name, honesty.in_force) == ("p1", "Honesty", True)
    assert [each.id for each in honesty.words.behaviours] == ["b1", "b2"]
    assert (loyalty.observations, loyalty.cited_by) == ((), ())


def test_a_principle_keeps_its_life_under_another_name_and_after_it_left_the_text(scene: Scene) -> None:
    entry = observe(scene)
    renamed = msgspec.structs.replace(HONESTY, id="p1", name="Candour")
    with_text(scene, renamed, LOYALTY)
    with_text(scene, renamed, msgspec.structs.replace(LOYALTY, id="p2"))
    with_text(scene, LOYALTY)
    told = life(scene.alliance, "p1")
    assert [(each.version, each.words and each.words.name) for each in told.wordings] == [
        (1, "Honesty"), (2, "Candour"), (4, None),
    ]  # fmt: skip
    assert (told.words.name, told.in_force) == ("Candour", False)
    assert [each.index for each in told.observations] == [entry]
    assert lives(scene.alliance)[-1].in_force is False


def test_what_cites_a_principle_stands_apart_from_what_was_observed_of_it(scene: Scene) -> None:
    cited = scene.post(ADA, "ada", clauses=("p1",))
    entry = observe(scene, principle="p2", behaviour="", clauses=("p1",))
    assert life(scene.alliance, "p1").cited_by == (cited, entry)
    assert life(scene.alliance, "p2").cited_by == ()


def test_nobody_finds_the_life_of_what_never_was_a_principle(scene: Scene) -> None:
    with pytest.raises(LookupError):
        life(scene.alliance, "p9")


def test_counts_name_their_entries_and_leave_out_what_was_taken_back(scene: Scene) -> None:
    kept = observe(scene, stands="kept")
    back = observe(scene, stands="kept")
    scene.act(ADA, principles.withdraw, observation=back, reason="no")
    open_, settled, passed = observe(scene), observe(scene), observe(scene)
    scene.act(ADA, agree, settlement=offer(scene, settled))
    raise_conflict(scene, passed)
    of_ada, of_bo = counts(scene.alliance)
    assert of_ada == Count("ada")
    assert of_bo == Count("bo", (kept,), (open_,), (passed,), (settled,), ("ada",))
    assert of_bo.strained == (open_, settled, passed)


def test_a_strain_that_is_seen_as_kept_after_the_answer_counts_as_the_observer_sees_it_now(scene: Scene) -> None:
    entry = observe(scene)
    scene.act(ADA, principles.restate, observation=entry, stands="kept", reason="It came in time.")
    assert counts(scene.alliance)[1].kept == (entry,)


def test_both_are_counted_alike(scene: Scene) -> None:
    one, other = observe(scene), observe(scene, BO, of="ada")
    of_ada, of_bo = counts(scene.alliance)
    assert (of_ada.open, of_bo.open) == ((other,), (one,))


def test_quarters_go_by_the_day_it_happened_and_only_those_with_something_are_shown(scene: Scene) -> None:
    first = observe(scene)
    scene.now = scene.now.replace(month=12, day=31, hour=23)
    second = observe(scene, on=date(2026, 12, 31), stands="kept")
    found = quarters(scene.alliance)
    assert [(each.first, each.counts[1].kept + each.counts[1].strained) for each in found] == [
        (date(2026, 10, 1), (second,)), (date(2026, 1, 1), (first,)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2028, 2, 29), date(2028, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1)),
    ],
)
def test_a_quarter_begins_on_the_first_of_its_first_month(day: date, first: date) -> None:
    assert quarter(day) == first


def test_a_behaviour_is_one_of_its_own_principle_only(scene: Scene) -> None:
    assert Behaviour("Tells within two days.", "b1") in life(scene.alliance, "p1").words.behaviours
