"""Who may see what: a seat decides, and whoever has none is told nothing, not even that there is something."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.terms import SourceDocument
from paripassu.keeper import acts, attachments, reads, records, workings
from paripassu.keeper.access import NotHere, Sitting, sitting
from paripassu.record.export import read_export, write_export
from paripassu.record.verify import verify
from tests import cast
from tests.cast import refused
from tests.keeper.conftest import Cast, Table, founded

CASH: dict[str, Any] = {
    "side": "contribution", "of": "ada", "pool": "work", "on": date(2026, 1, 5), "quantity": Decimal(100),
    "unit": "EUR", "what": "cash", "resource": "cash",
}  # fmt: skip
SECRET = "we would have paid twice as much"


def posted(table: Table, by: Sitting, **changes: Any) -> int:
    return acts.record(by, ledger.post, key=f"p{table.ada.alliance.size}", **(CASH | changes))[0].index


def test_eve_sees_nothing_and_is_not_told_that_there_is_something(accounts: Cast, table: Table) -> None:
    with pytest.raises(NotHere) as hidden:
        sitting(accounts.eve, table.slug)
    with pytest.raises(NotHere) as absent:
        sitting(accounts.eve, "no-such-alliance")
    assert str(hidden.value) == table.slug
    assert str(absent.value) == "no-such-alliance"
    assert reads.alliances(accounts.eve) == []


@pytest.mark.parametrize(
    "slug", ["..", "", ".", "../records/working-together", "./working-together", "Working-Together"]
)
def test_a_name_that_is_no_name_leads_nowhere(accounts: Cast, table: Table, slug: str) -> None:
    with pytest.raises(NotHere):
        sitting(accounts.ada, slug)


def test_nobody_in_particular_sees_nothing(table: Table) -> None:
    with pytest.raises(NotHere):
        sitting(AnonymousUser(), table.slug)


def test_a_closed_account_sees_nothing(accounts: Cast, table: Table) -> None:
    accounts.ada.is_active = False
    accounts.ada.save()
    with pytest.raises(NotHere):
        sitting(accounts.ada, table.slug)


def test_a_seat_elsewhere_opens_nothing_here(accounts: Cast, table: Table) -> None:
    elsewhere = founded(accounts.eve, name="Eve's own")
    with pytest.raises(NotHere):
        sitting(accounts.eve, table.slug)
    with pytest.raises(NotHere):
        sitting(accounts.ada, elsewhere.slug)
    assert [line.slug for line in reads.alliances(accounts.eve)] == ["eve-s-own"]


def test_who_has_given_the_seat_up_sees_nothing_more(accounts: Cast, table: Table) -> None:
    acts.seat(accounts.eve, table.slug, key="k", party="bo", role="member", invited_by=table.bo.person)
    assert sitting(accounts.eve, table.slug).party.id == "bo"
    acts.record(table.bo, parties.leave_seat, key="l", person=accounts.eve.person)
    with pytest.raises(NotHere):
        sitting(accounts.eve, table.slug)
    assert reads.alliances(accounts.eve) == []


def test_a_seat_shows_where_a_person_sits(accounts: Cast, table: Table) -> None:
    place = sitting(accounts.cy, table.slug)
    assert (place.party.id, place.party.kind, place.seat.role) == ("cy", "neutral", "manager")
    assert reads.names(place) == {account.person: account.name for account in accounts[:3]}


# --- private notes ---


def noted(table: Table) -> int:
    entry = posted(table, table.ada)
    acts.record(table.ada, ledger.note, key="n", entry=entry, text=SECRET)
    return entry


def test_a_note_reaches_its_own_party_and_nobody_else(accounts: Cast, table: Table) -> None:
    entry = noted(table)
    assert [recorded.fact.text for recorded in reads.notes(table.ada, entry)] == [SECRET]
    assert reads.notes(table.bo, entry) == reads.notes(table.cy, entry) == []


def test_a_note_is_in_no_state_that_others_see(accounts: Cast, table: Table) -> None:
    noted(table)
    records.close_all()
    for account in (accounts.ada, accounts.bo):
        place = sitting(account, table.slug)
        assert SECRET not in repr(place.alliance)
        assert place.alliance == table.ada.alliance
    assert SECRET not in repr(sitting(accounts.bo, table.slug).private)


def test_a_note_is_shown_among_the_entries_to_its_own_party_and_its_place_to_all(table: Table) -> None:
    entry = noted(table)
    own, others = (reads.entries(place, entry + 1, entry + 2)[0] for place in (table.ada, table.bo))
    assert own.body is not None
    assert SECRET in own.body
    assert (others.body, others.recorded) == (None, None)
    assert others.header == own.header


def test_a_note_is_in_the_own_copy_and_not_in_that_of_others_and_both_hold(table: Table, tmp_path: Path) -> None:
    entry = noted(table)
    held = {}
    for party in ("ada", "bo", "cy"):
        path = tmp_path / f"{party}.pari"
        write_export(path, table.ada.kept.record, reader=party)
        held[party] = SECRET in repr(list(read_export(path).facts()))
        assert verify(path).holds
    assert held == {"ada": True, "bo": False, "cy": False}
    assert table.ada.kept.record.size == entry + 2


def test_entries_outside_the_record_are_none(table: Table) -> None:
    size = table.ada.alliance.size
    assert reads.entries(table.ada, size, size + 10) == []
    assert len(reads.entries(table.ada, -5, 2)) == 2


# --- what waits ---


def test_a_posting_waits_for_those_who_have_not_spoken(table: Table) -> None:
    entry = posted(table, table.ada)
    assert reads.postings_awaiting(table.bo) == [entry]
    assert reads.postings_awaiting(table.ada) == reads.postings_awaiting(table.cy) == []
    acts.record(table.bo, ledger.dispute, key="d", entry=entry, reason="it was half")
    assert reads.postings_awaiting(table.bo) == []


def test_a_posting_that_one_disputes_still_waits_for_the_third() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    entry = scene.post(cast.ADA, "ada")
    scene.act(cast.BO, ledger.dispute, entry=entry, reason="it was half")
    waiting = {party: reads.postings_awaiting(Seen(scene, party)) for party in cast.partner_ids(3)}  # type: ignore[arg-type]
    assert waiting == {"ada": [], "bo": [], "d02": [entry]}


def test_a_correction_that_came_too_late_waits_for_nobody(table: Table) -> None:
    entry = posted(table, table.ada)
    acts.record(table.bo, ledger.confirm, key="c", entries=[entry])
    late, first = (posted(table, table.ada, corrects=entry, quantity=Decimal(amount)) for amount in (90, 80))
    acts.record(table.bo, ledger.confirm, key="c2", entries=[first])
    assert late not in reads.postings_awaiting(table.bo)


class Seen:
    """A place at a table in memory."""

    def __init__(self, scene: cast.Scene, party: str) -> None:
        self.alliance = scene.alliance
        self.seat = scene.alliance.parties.seat(cast.person(party))


# --- files ---


def test_a_file_is_seen_by_its_own_party_until_a_text_names_it(table: Table) -> None:
    kept = attachments.attach(table.ada, name="agreement.pdf", media="application/pdf", content=b"%PDF our draft")
    assert attachments.attachment(table.ada, kept.digest)[1] == b"%PDF our draft"
    for place in (table.bo, table.cy):
        with pytest.raises(NotHere):
            attachments.attachment(place, kept.digest)
    named = cast.terms(neutrals=("cy",), document=SourceDocument("agreement.pdf", kept.digest))
    acts.record(table.ada, agreement.table, key="t2", terms=named, base=1, reason="change", note="the document")
    for place in (table.bo, table.cy):
        assert attachments.attachment(place, kept.digest)[1] == b"%PDF our draft"


def test_a_file_that_is_not_there_is_not_there(table: Table) -> None:
    with pytest.raises(NotHere):
        attachments.attachment(table.ada, "0" * 64)
    with pytest.raises(NotHere):
        attachments.attachment(table.ada, "../../keys/host.key")


def test_the_same_file_of_two_parties_is_kept_once_and_belongs_to_both(table: Table, house: Path) -> None:
    for place in (table.ada, table.bo, table.ada):
        attachments.attach(place, name="../../etc/a.txt", media="text/plain", content=b"same")
    files = [path for path in (house / "attachments").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert attachments.attachment(table.bo, files[0].name)[0].name == "a.txt"


def test_a_file_too_large_is_refused_before_it_is_kept(
    table: Table, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_BYTES", 3)
    with refused("file_too_large"):
        attachments.attach(table.ada, name="a", media="text/plain", content=b"four")
    assert not (house / "attachments").exists()


# --- unfinished texts ---


def test_an_unfinished_text_is_seen_by_its_own_party_alone(table: Table) -> None:
    workings.keep(table.ada, cast.terms(title=SECRET), edition=0)
    found = workings.working(table.ada)
    assert found is not None
    assert (found.terms.title, found.base, found.replaces, found.edition) == (SECRET, 1, None, 1)
    assert workings.working(table.bo) is None
    assert workings.working(table.cy) is None
    assert SECRET not in repr(table.bo.alliance)


def test_a_text_saved_over_an_edition_one_has_not_seen_is_refused_and_nothing_is_lost(table: Table) -> None:
    first = workings.keep(table.ada, cast.terms(title="First"), edition=0)
    second = workings.keep(table.ada, cast.terms(title="Second"), edition=first.edition)
    for seen in (0, first.edition, second.edition + 1):
        with refused("text_moved"):
            workings.keep(table.ada, cast.terms(title="Lost?"), edition=seen)
    kept = workings.working(table.ada)
    assert kept == second
    workings.drop(table.ada)
    assert workings.working(table.ada) is None


def test_what_was_read_is_for_its_reader_until_given_to_the_own_party(accounts: Cast, table: Table) -> None:
    row = workings.keep_reading(accounts.ada, name="a.pdf", media="application/pdf", digest="0" * 64, draft=b"{}")
    for other in (accounts.bo, accounts.eve):
        with pytest.raises(NotHere):
            workings.reading(other, row.pk)
    with refused("not_your_reading"):
        workings.give_to(table.bo, row)
    workings.give_to(table.ada, row)
    assert workings.reading_of(table.ada) == row
    assert workings.reading_of(table.bo) is None
    assert workings.reading_of(table.cy) is None
