"""What parties and people wait for, what comes next and what is not sound, asked as one practice."""

from datetime import date, timedelta

from paripassu.alliance.parties import capabilities, membership, partnership, responsibilities
from tests import cast
from tests.alliance.arranging import arrange, line, propose, steering
from tests.cast import ADA, BO


def waits(scene: cast.Scene, party: str, person: str = "") -> list[str]:
    return [each.what for each in partnership.awaiting(scene.alliance, party, person, scene.now)]


def test_before_anything_is_agreed_nothing_waits(unsigned: cast.Scene) -> None:
    assert waits(unsigned, "ada") == []
    assert partnership.findings(unsigned.alliance) == []


def test_what_waits_for_each_is_the_same_for_both() -> None:
    scene = cast.agreed()
    assert waits(scene, "ada") == waits(scene, "bo") == ["capabilities_missing", "sponsor_missing"]
    scene.act(ADA, responsibilities.name_sponsor, person=ADA)
    scene.act(ADA, capabilities.state, abilities=["cells"], review=date(2026, 6, 1))
    propose(scene, ADA, line())
    assert waits(scene, "ada") == []
    assert waits(scene, "bo") == ["arrangement_to_answer", "capabilities_missing", "sponsor_missing"]


def test_what_comes_next_is_reviewed_or_left() -> None:
    scene = cast.agreed()
    scene.act(ADA, capabilities.state, abilities=["cells"], review=date(2026, 6, 1))
    scene.act(BO, membership.announce_leave, on=cast.DAY + timedelta(days=90), reason="we close")
    assert [(each.what, each.on) for each in partnership.coming(scene.alliance, scene.now)] == [
        ("capabilities_review", date(2026, 6, 1)),
        ("party_leaves", cast.DAY + timedelta(days=90)),
    ]


def test_what_is_not_sound_is_found() -> None:
    scene = cast.agreed()
    arrange(scene, ADA, line("Paint", ada="RA", bo="A"))
    arrange(scene, BO, steering("ada", "bo"))
    assert len(partnership.findings(scene.alliance)) == 2 + 1 + 2
