"""Statements: a party's own word that can be checked, and stands once its day is over."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import statements
from paripassu.alliance.files import Enclosed
from paripassu.alliance.statements.stated import Status
from paripassu.alliance.table import awaiting, coming
from tests import cast
from tests.alliance.promising import later, until
from tests.alliance.stating import DUE, assessed, stated, statement, status_of
from tests.cast import ADA, BO, CY, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def test_a_statement_needs_nobodys_agreement_and_names_its_day(scene: Scene) -> None:
    entry = stated(scene, probability=70)
    assert status_of(scene, entry) == "open"
    assert statement(scene, entry).party == "ada"
    assert [(each.what, each.on) for each in coming(scene.alliance, scene.now) if each.practice == "statements"] == [
        ("check", DUE)
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"what": " "}, "text_missing"),
        ({"how": ""}, "text_missing"),
        ({"due": date(2026, 1, 3)}, "day_over"),
        ({"due": date(2099, 1, 1)}, "day_too_far"),
        ({"probability": 101}, "probability_unfit"),
        ({"probability": -1}, "probability_unfit"),
        ({"unit": "cells"}, "quantity_missing"),
        ({"quantity": Decimal(400)}, "text_missing"),
        ({"quantity": Decimal("NaN"), "unit": "cells"}, "number_unusable"),
        ({"quantity": Decimal(400), "unit": "cells", "within": Decimal(-1)}, "margin_unfit"),
        ({"about": [999]}, "thing_unknown"),
        ({"clauses": ["c99"]}, "clause_unknown"),
        ({"enclosed": [Enclosed("a.pdf", "x")]}, "digest_unreadable"),
        ({"supersedes": 999}, "statement_unknown"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_a_sentence(scene: Scene, fields: dict[str, Any], code: str) -> None:
    with refused(code):
        stated(scene, **fields)


def test_only_who_leads_a_partner_speaks_for_it() -> None:
    scene = cast.agreed(neutral=True)
    scene.seat("p_mira", "ada", ADA, "member")
    for who in ("p_mira", CY):
        with refused("not_for_this_role"):
            scene.act(who, statements.state, sort="assurance", what="All is there", due=DUE, how="Count it")


def test_taken_back_before_its_day_it_is_shown_and_needs_no_check(scene: Scene) -> None:
    entry = stated(scene)
    with refused("not_your_statement"):
        scene.act(BO, statements.withdraw, statement=entry, reason="x")
    with refused("text_missing"):
        scene.act(ADA, statements.withdraw, statement=entry, reason=" ")
    scene.act(ADA, statements.withdraw, statement=entry, reason="The yard has closed")
    until(scene, DUE, days=20)
    assert status_of(scene, entry) == "withdrawn"
    assert not [each for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]
    with refused("statement_closed"):
        assessed(scene, entry)


def test_once_its_day_is_over_it_can_no_longer_be_taken_back(scene: Scene) -> None:
    entry = stated(scene)
    until(scene, DUE)
    later(scene, 1)
    with refused("day_over"):
        scene.act(ADA, statements.withdraw, statement=entry, reason="It does not look good")


def test_nor_once_somebody_has_said_how_it_turned_out(scene: Scene) -> None:
    entry = stated(scene)
    assessed(scene, entry)
    with refused("assessed_already"):
        scene.act(ADA, statements.withdraw, statement=entry, reason="It does not look good")


def test_a_restatement_keeps_the_old_one_readable(scene: Scene) -> None:
    old = stated(scene)
    new = stated(scene, supersedes=old, due=date(2026, 3, 2))
    assert status_of(scene, old) == "restated"
    assert statement(scene, old).corrected_by == new
    assert old in scene.alliance.links.of(new)
    with refused("corrected_before"):
        stated(scene, supersedes=old)
    with refused("not_your_statement"):
        stated(scene, "bo", supersedes=new)


@pytest.mark.parametrize(("spoken", "where"), [(True, "assessed"), (False, "due")])
def test_a_correction_after_its_day_does_not_undo_what_was_stated(scene: Scene, *, spoken: bool, where: Status) -> None:
    old = stated(scene)
    if spoken:
        assessed(scene, old)
    else:
        until(scene, DUE, days=2)
    stated(scene, supersedes=old, due=date(2026, 3, 2))
    assert status_of(scene, old) == where
