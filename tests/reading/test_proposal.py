"""What was read becomes a text that a person goes on with: every value in its field, every clause with its place."""

from datetime import date

from paripassu.alliance.agreement.terms import Clause, Source
from paripassu.reading import read
from paripassu.reading.draft import Draft, Duty, Found, Place
from paripassu.reading.proposal import FIELDS, matched, proposed, proposed_clause

TEXT = b"""STRATEGIC ALLIANCE AGREEMENT

This Agreement is made on 3 May 2024 by and between Ada Works Limited ("Ada") and Bo Yards Limited ("Bo").

Ada shall pay Bo the agreed fee within thirty days of the invoice.

This Agreement shall be governed by the laws of Norway.
"""
HERE = Place(1, 4, 9)


def draft() -> Draft:
    return read("agreement.txt", TEXT)


def duty(**fields: object) -> Duty:
    usual = {
        "party": "Ada Works Limited", "kind": "obligation", "to": "", "mutual": False, "text": "Ada shall\n pay.",
        "due": "", "condition": "", "confidence": 0.9, "place": HERE,
    }  # fmt: skip
    return Duty(**(usual | fields))  # type: ignore[arg-type]


def test_every_term_that_was_found_fits_its_field() -> None:
    found = {field: proposed(getattr(draft(), name), field) for name, field in FIELDS.items() if getattr(draft(), name)}
    assert found == {"title": "STRATEGIC ALLIANCE AGREEMENT", "agreed": date(2024, 5, 3), "law": "Norway"}


def test_a_day_that_is_no_day_is_left_for_a_person() -> None:
    assert proposed(Found("30 days after delivery", 0.9, HERE), "ends") is None
    assert proposed(Found("30 days", 0.9, HERE), "notice") == "30 days"


def test_a_duty_is_a_clause_of_its_party_with_its_place() -> None:
    clause = proposed_clause(duty(to="Bo Yards Limited"), {"Ada Works Limited": "ada", "Bo Yards Limited": "bo"})
    assert clause == Clause("Ada shall pay.", "obligation", "ada", "bo", source=Source(1, 4, 9))


def test_a_name_nobody_knows_binds_nobody_in_particular() -> None:
    assert proposed_clause(duty(party="Somebody else"), {"Ada Works Limited": "ada"}).party == ""


def test_parties_are_known_by_their_names_and_short_names_however_they_are_ordered() -> None:
    names = {"one": "ADA Works", "two": "Bo"}
    expected = {"Ada Works Limited": "one", "Bo Yards Limited": "two"}
    assert matched(draft(), names) == expected
    assert matched(draft(), dict(reversed(names.items()))) == expected


def test_a_name_that_two_bear_is_left_for_a_person() -> None:
    assert matched(draft(), {"one": "Ada Works", "two": "Ada"}) == {}
