"""Statements: a party's own word that can be checked, and stands once its day is over."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import statements
from paripassu.alliance.days import ended
from paripassu.alliance.files import Enclosed
from paripassu.alliance.statements.stated import Status, borne_out
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


def test_a_day_is_over_only_when_it_has_ended_everywhere(scene: Scene) -> None:
    entry = stated(scene, due=date(2028, 2, 29))
    for moment, where in ((ended(date(2028, 2, 29)) - timedelta(seconds=1), "open"), (ended(date(2028, 2, 29)), "due")):
        scene.now = moment
        assert status_of(scene, entry) == where


def test_what_nobody_has_checked_waits_for_every_partner(scene: Scene) -> None:
    entry = stated(scene)
    until(scene, DUE, days=2)
    waits = [each for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]
    assert [(each.party, each.what, each.entry) for each in waits] == [("ada", "check", entry), ("bo", "check", entry)]
    assert {each.since for each in waits} == {datetime(2026, 2, 3, 12, tzinfo=UTC)}


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


@pytest.mark.parametrize(("observed", "so"), [("380", True), ("420", True), ("420.1", False), ("0", False)])
def test_a_quantity_is_borne_out_within_its_margin(scene: Scene, observed: str, *, so: bool) -> None:
    entry = stated(scene, quantity=Decimal(400), unit="cells", within=Decimal(20))
    assert borne_out(statement(scene, entry).fact, Decimal(observed)) == so
