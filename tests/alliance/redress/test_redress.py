"""A redress from its opening to its end: by everybody's word, never by one party's."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import redress as practice
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.redress import offers, turns
from paripassu.alliance.redress.matters import Figure
from tests import cast
from tests.alliance.mending import DUE, UNTIL, agreed, named, one, opened, remedy, say_yes, stands
from tests.cast import ADA, BO, CY, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed(neutral=True)


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in turns.awaiting(scene.alliance, party, "", scene.now)]


def test_a_redress_goes_from_opening_over_a_remedy_to_its_closing(scene: Scene) -> None:
    entry = opened(scene)
    assert (stands(scene, entry), one(scene, entry).owner, waits(scene, "ada")) == ("open", "ada", ["bring"])
    lever = named(scene, entry)
    assert waits(scene, "bo") == ["answer_lever"]
    scene.act(BO, practice.levers.agree_lever, lever=lever)
    offer = remedy(scene, entry)
    assert waits(scene, "ada") == ["answer_offer"]
    say_yes(scene, offer, "ada")
    assert (stands(scene, entry), waits(scene, "ada"), waits(scene, "bo")) == ("remedied", [], [])
    scene.now = datetime(2026, 7, 2, tzinfo=UTC)
    assert (stands(scene, entry), waits(scene, "ada"), waits(scene, "bo")) == (
        "look_again", ["look_again"], ["look_again"]
    )  # fmt: skip
    closing = scene.act(BO, offers.propose_closing, redress=entry, reason="Within the band again").index
    say_yes(scene, closing, "ada")
    assert stands(scene, entry) == "closed"
    opened(scene, "bo", due=date(2026, 9, 1))


def test_a_pool_has_one_redress_at_a_time(scene: Scene) -> None:
    entry = opened(scene)
    with refused("redress_open"):
        opened(scene, "bo")
    scene.act(ADA, practice.withdraw, redress=entry, reason="Too early")
    assert stands(scene, entry) == "withdrawn"
    opened(scene, "bo")


def test_what_another_has_spoken_in_is_not_taken_back(scene: Scene) -> None:
    entry = opened(scene)
    with refused("not_yours_alone"):
        scene.act(BO, practice.withdraw, redress=entry, reason="no")
    named(scene, entry, "bo")
    with refused("not_yours_alone"):
        scene.act(ADA, practice.withdraw, redress=entry, reason="no")


def test_a_party_takes_the_lead_upon_itself_and_nobody_else(scene: Scene) -> None:
    entry = opened(scene)
    scene.act(BO, practice.take, redress=entry, due=date(2026, 4, 15))
    assert (one(scene, entry).owner, waits(scene, "ada"), waits(scene, "bo")) == ("bo", [], ["bring"])
    with refused("already_leading"):
        scene.act(BO, practice.take, redress=entry, due=date(2026, 4, 15))


def test_the_neutral_reads_and_opens_nothing(scene: Scene) -> None:
    with refused("not_for_neutrals"):
        scene.act(CY, practice.open_redress, pool="work", reason="stands", due=DUE)


def test_the_fold_is_the_same_and_the_audit_finds_nothing(scene: Scene) -> None:
    entry = opened(scene)
    agreed(scene, entry)
    say_yes(scene, remedy(scene, entry), "ada")
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"pool": "none"}, "pool_unknown"),
        ({"due": date(2025, 1, 1)}, "day_unfit"),
        ({"due": date(2029, 1, 1)}, "day_unfit"),
        ({"reason": "felt"}, "text_missing"),
        ({"reason": "because"}, "figures_unsound"),
        ({"computed_at": 999}, "figures_unsound"),
        ({"figures": [Figure("eve")]}, "figures_unsound"),
        ({"figures": [Figure("ada"), Figure("ada")]}, "figures_unsound"),
        ({"figures": [Figure("ada", Decimal("NaN"))]}, "figures_unsound"),
        ({"about": [9999]}, "thing_unknown"),
    ],
)
def test_what_no_redress_opens_with(scene: Scene, fields: dict[str, Any], code: str) -> None:
    with refused(code):
        opened(scene, **fields)


def test_the_figures_stay_as_they_were_when_it_was_opened(scene: Scene) -> None:
    figures = [Figure("ada", Decimal("1.40"), Decimal("1.35"), Decimal("0.9")), Figure("bo", Decimal("0.60"))]
    entry = opened(scene, computed_at=7, ahead=UNTIL, figures=figures)
    assert one(scene, entry).fact.figures == tuple(figures)
    assert (one(scene, entry).fact.computed_at, one(scene, entry).fact.ahead) == (7, UNTIL)
