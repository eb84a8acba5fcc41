"""The record as pages: every entry in its place, what is withheld stays withheld, and the whole of it to take along."""

from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from paripassu.alliance import ledger
from paripassu.alliance.ledger.postings import Contributed
from paripassu.keeper import acts, handovers, records
from paripassu.keeper.models import Account
from paripassu.record.verify import verify
from tests.cast import DAY
from tests.web.conftest import SLUG, Enter, Table

HOSTILE = "<script>alert('x')</script> {{ 7*7 }} %(who)s {0}"
SECRET = "Ask the lawyer first"


def posted(table: Table, who: str = "ada", **fields: Any) -> int:
    usual: dict[str, Any] = {
        "side": "contribution", "of": who, "pool": "work", "on": DAY, "quantity": Decimal(100), "unit": "EUR",
        "what": "cash", "resource": "cash",
    }  # fmt: skip
    return acts.record(table.sitting[who], ledger.post, key=f"p{fields}", **(usual | fields))[0].index


def noted(table: Table) -> int:
    """The entry of Ada's private note."""
    return acts.record(table.sitting["ada"], ledger.note, key="n", entry=posted(table), text=SECRET)[0].index


def test_every_party_sees_the_same_entries_and_the_same_checkpoint(table: Table) -> None:
    posted(table)
    pages = {who: table.page(who, "record/") for who in ("ada", "bo", "cy")}
    checkpoint = table.sitting["ada"].kept.record.checkpoint().split("\n")[2]
    for page in pages.values():
        assert checkpoint.replace("+", "&#43;") in page.replace("+", "&#43;")
        assert "Ada Ltd posted a contribution" in page
        assert page.index("Ada Ltd posted") < page.index("opened the record of")


def test_a_private_note_is_shown_to_its_own_party_alone(table: Table) -> None:
    entry = noted(table)
    assert SECRET in table.page("ada", f"record/{entry}/")
    for who in ("bo", "cy"):
        page = table.page(who, f"record/{entry}/")
        assert SECRET not in page
        assert "withheld from you" in page
        assert "Its seal still stands" in page
        assert SECRET not in table.page(who, "record/")


def test_an_entry_shows_its_seal_computed_and_a_proof_that_arrives(table: Table) -> None:
    page = table.page("bo", f"record/{posted(table)}/")
    assert "computed again just now" in page
    assert "and arrives" in page
    assert "c2sp.org/tlog-proof@v1" in page
    assert "&#34;kind&#34;: &#34;contributed.v1&#34;" in page


def test_hostile_words_are_shown_as_words(table: Table) -> None:
    entry = posted(table, what=HOSTILE)
    for address in ("record/", f"record/{entry}/"):
        page = table.page("bo", address)
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page


def test_the_downloaded_file_holds_and_has_no_notes_of_others(table: Table, tmp_path: Path) -> None:
    noted(table)
    for who in ("ada", "bo", "cy"):
        response = table.browser[who].get(f"/{SLUG}/record/download/")
        content = b"".join(response)
        size = table.sitting["ada"].kept.record.size
        assert response.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-{size}.pari"'
        (tmp_path / "x.pari").write_bytes(content)
        assert verify(tmp_path / "x.pari", [records.signer(SLUG).verifier_key]).holds
        assert (SECRET.encode() in content) == (who == "ada")


def test_the_checkpoint_can_be_kept_as_a_file(table: Table, tmp_path: Path) -> None:
    response = table.browser["bo"].get(f"/{SLUG}/record/checkpoint/")
    posted(table)
    (tmp_path / "x.pari").write_bytes(b"".join(table.browser["bo"].get(f"/{SLUG}/record/download/")))
    assert response.headers["Content-Type"].startswith("text/plain")
    assert verify(tmp_path / "x.pari", earlier=[response.content.decode()]).holds


def test_the_check_on_the_host_says_what_it_found_and_what_it_is_worth(table: Table) -> None:
    page = table.page("cy", "record/check/")
    assert "This record holds." in page
    assert table.sitting["cy"].kept.record.root.hex() in page
    assert "proves nothing against the host" in page


def test_a_fact_that_the_rules_forbid_is_found_by_the_check(table: Table) -> None:
    """As a dishonest host could write it: past the rules, under its own signature."""
    kept = table.sitting["ada"].kept
    fact = Contributed(
        by=table.sitting["ada"].person, of="ada", pool="none", on=DAY, quantity=Decimal(1), unit="EUR", what="x"
    )
    kept.record.append([fact], party="ada", at=kept.record.size, key="past the rules")
    page = table.page("bo", "record/check/")
    assert "This record does not hold." in page
    assert f"entry {kept.record.size - 1}" in page
    assert "There is no pool" in page


def test_everybody_finds_the_id_by_which_the_record_knows_them(table: Table) -> None:
    for who, place in table.sitting.items():
        assert place.person in table.page(who, "record/")


def test_a_record_that_came_from_elsewhere_shows_what_was_signed_there(table: Table) -> None:
    record = table.sitting["ada"].kept.record
    assert "came from another host" not in table.page("ada", "record/")
    handovers.keep(SLUG, record.checkpoint(), (record.signer.verifier_key,))
    page = table.page("bo", "record/")
    assert f"The first {record.size} entries came from another host." in page


@pytest.mark.parametrize("address", ["record/", "record/0/", "record/download/", "record/checkpoint/", "record/check/"])
def test_eve_finds_nothing_anywhere(table: Table, eve: Account, enter: Enter, address: str) -> None:
    assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404
    with closing(table.browser["ada"].get(f"/{SLUG}/{address}")) as response:
        assert response.status_code == 200


@pytest.mark.parametrize("address", ["record/999999/", "record/-1/", "record/x/"])
def test_an_entry_that_is_not_there_is_not_found(table: Table, address: str) -> None:
    assert table.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


@pytest.mark.parametrize("address", ["record/", "record/download/", "record/check/"])
def test_the_pages_only_read(table: Table, address: str) -> None:
    assert table.browser["ada"].post(f"/{SLUG}/{address}").status_code == 405


def test_a_long_record_is_shown_page_by_page_with_as_many_questions(
    table: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        posted(table, what=f"cash {number}")
    with django_assert_max_num_queries(8):
        page = table.page("ada", "record/?page=2")
    assert "Page 2 of" in page
    assert "cash 39" not in page
    assert datetime.now(UTC).strftime("%Y") in page
