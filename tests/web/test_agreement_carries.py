"""Who carries what: of a document under review, and of the agreement in force."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import commitments
from paripassu.alliance.commitments import Promise
from paripassu.keeper import acts, workings
from paripassu.reading.carried import KINDS, Line, Row
from paripassu.reading.categories import CATEGORIES
from paripassu.web.pages import agreement_kinds
from paripassu.web.pages.agreement_carries import HALF, beams_of
from paripassu.web.pages.agreement_document import origins
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_agreement import NEWER, Room, room
from tests.web.test_new import TEXT

__all__ = ["room"]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def read(room: Room) -> Room:
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.txt", TEXT))
    return room


def test_a_document_under_review_shows_what_each_party_would_carry(read: Room) -> None:
    page = read.page("ada", "reading/carries/")
    assert "nothing here is confirmed yet" in page
    assert "?party=ada&amp;kind=obligation" in page
    assert "?party=bo&amp;kind=prohibition" in page
    assert "weighs none" in page


def test_the_picture_says_what_the_table_says(read: Room) -> None:
    seen = words(read.page("ada", "reading/carries/"))
    assert seen.count("bound 1, free 0") == 2
    assert "bound 0, free 0" not in seen


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=len(KINDS), max_size=len(KINDS)), min_size=1, max_size=10))
def test_beams_are_on_one_scale_and_the_order_of_the_parties_changes_none(counts: list[list[int]]) -> None:
    line = Line("x", "obligation", "words", None, 0)
    rows = [
        Row(str(n), {kind: (line,) * count for kind, count in zip(KINDS, each, strict=True)})
        for n, each in enumerate(counts)
    ]
    beams = beams_of(rows)
    assert beams_of(rows[::-1]) == beams[::-1]
    parts = [part for beam in beams for part in beam.parts]
    assert all(part.start >= -0.1 and part.start + part.length <= 2 * HALF + 0.1 for part in parts)
    longest = max(max(beam.bound, beam.free) for beam in beams)
    reached = [sum(part.length for part in beam.parts if part.start < HALF) for beam in beams]
    assert all(
        abs(length - beam.bound * HALF / max(1, longest)) < 0.1 for length, beam in zip(reached, beams, strict=True)
    )


def test_what_a_committee_is_to_do_is_listed_and_counted_for_nobody(room: Room) -> None:
    text = TEXT + b"\nThe Steering Committee shall meet each quarter.\n"
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.txt", text))
    page = words(room.page("ada", "reading/carries/"))
    assert "own: 1" in page
    assert "Steering Committee The Steering Committee shall meet each quarter. in the document" in page


def test_the_review_leads_there_and_back(read: Room) -> None:
    assert f"/{SLUG}/agreement/reading/carries/" in read.page("ada", "reading/")
    assert f"/{SLUG}/agreement/reading/" in read.page("ada", "reading/carries/")


def test_a_document_under_review_opens_with_its_contents_and_what_it_points_to(room: Room) -> None:
    words = TEXT + b"\n3. PRICE\n\nAda shall pay Bo as said in Section 4.\n\n4. BOOKS\n\nBo shall keep books of it.\n"
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.txt", words))
    row = workings.reading_of(room.place)
    assert row is not None
    page = room.page("ada", f"document/{row.digest}/")
    assert "Contents" in page
    assert re.search(r'<a href="\?at=\d+-\d+#here">Section 4</a>', page)
    assert re.search(rf'{row.digest}/\?at=\d+-\d+#here">Section 4</a>', room.page("ada", "reading/"))


def test_what_one_party_reads_is_not_shown_to_the_other(read: Room) -> None:
    assert read.browser["bo"].get(f"/{SLUG}/agreement/reading/carries/").status_code == 404


def test_without_an_agreement_in_force_there_is_nothing_to_carry(room: Room) -> None:
    assert room.browser["ada"].get(f"/{SLUG}/agreement/carries/").status_code == 404


@pytest.fixture
def in_force(read: Room) -> Room:
    """What is sure in the document was kept, tabled, accepted and signed."""
    read.post("ada", "reading/decide/", do="keep:d-0,d-1")
    working = workings.working(read.place)
    assert working is not None
    read.post("ada", "text/basics/", edition=working.edition, title="Together", purpose="Boats.", objectives="")
    read.post("ada", "text/table/", edition=working.edition + 1)
    for who in ("ada", "bo"):
        read.act(who, "accept/")
    for who in ("ada", "bo"):
        read.act(who, "sign/", digest=read.draft.digest, read="yes")
    return read


def test_the_agreement_in_force_shows_the_same_to_every_party(in_force: Room) -> None:
    pages = [words(in_force.page(who, "carries/")) for who in ("ada", "bo")]
    rows = [re.findall(r"Duties May .*? What this does not know", page) for page in pages]
    assert rows[0] == rows[1] != []
    assert "in the document, page 1" in pages[1]
    assert f'href="/{SLUG}/agreement/carries/"' in in_force.page("bo")


def test_a_commitment_from_a_clause_opens_the_document_at_its_place(in_force: Room) -> None:
    terms = in_force.state.in_force
    assert terms is not None
    (clause,) = (each for each in terms.clauses if each.kind == "obligation")
    assert clause.source is not None
    promise = Promise("ada", ("bo",), clause.text, date(2030, 1, 1), clauses=(clause.id,))
    (entry,) = acts.record(in_force.place, commitments.propose, key="owed", promises=[promise])
    page = in_force.browser["bo"].get(f"/{SLUG}/commitments/{entry.index}/").content.decode()
    assert f"?at={clause.source.start}-{clause.source.end}#here" in page


def test_a_commitment_keeps_its_place_in_the_earlier_document_when_a_newer_one_lacks_it(in_force: Room) -> None:
    before = in_force.state.in_force
    assert before is not None
    (clause,) = (each for each in before.clauses if each.kind == "prohibition")
    assert clause.source is not None
    assert before.document is not None
    in_force.post("ada", "text/begin/", source="version", reason="change", note="Restated.")
    in_force.post("ada", "reading/", document=SimpleUploadedFile("newer.txt", NEWER))
    working = workings.working(in_force.place)
    assert working is not None
    in_force.post("ada", "text/table/", edition=working.edition, reason="change", note="Restated.")
    for who in ("ada", "bo"):
        in_force.act(who, "accept/")
    for who in ("ada", "bo"):
        in_force.act(who, "sign/", digest=in_force.draft.digest, read="yes")
    now = in_force.state.in_force
    assert now is not None
    assert now.document != before.document
    assert next(each.source for each in now.clauses if each.id == clause.id) is None
    (origin,) = origins(in_force.place, [clause.id])
    assert origin.href.endswith(f"{before.document.digest}/?at={clause.source.start}-{clause.source.end}#here")
    assert "shall not disclose the plans" in in_force.browser["bo"].get(origin.href.split("#")[0]).content.decode()


def test_a_text_without_clauses_says_that_there_is_nothing_to_count(table: Table) -> None:
    assert "Nothing to count yet" in table.page("ada", "agreement/carries/")


def test_eve_sees_neither(read: Room, enter: Enter, eve: object) -> None:
    browser = enter(eve)  # type: ignore[arg-type]
    for address in ("carries/", "reading/carries/"):
        assert browser.get(f"/{SLUG}/agreement/{address}").status_code == 404


EXAMPLE = Path(__file__).parents[2] / "examples" / "agreements" / "bravatek-sibannac.pdf"


def test_kinds_of_clause_are_found_or_not_each_with_its_place(room: Room) -> None:
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.pdf", EXAMPLE.read_bytes()))
    row = workings.reading_of(room.place)
    assert row is not None
    page = room.page("ada", f"document/{row.digest}/kinds/")
    found = words(page.split("Not found")[0])
    assert "Termination For Convenience A party may end it without a cause" in found
    assert "Insurance" not in found
    assert re.search(rf'document/{row.digest}/\?at=\d+-\d+#here">in the document, page 3', page)
    assert room.browser["bo"].get(f"/{SLUG}/agreement/document/{row.digest}/kinds/").status_code == 404


def test_every_kind_that_is_read_has_plain_words() -> None:
    assert set(agreement_kinds.KINDS) == {category.name for category in CATEGORIES}


def test_a_document_in_force_shows_its_kinds_of_clause_to_all(in_force: Room, enter: Enter, eve: object) -> None:
    terms = in_force.state.in_force
    assert terms is not None
    assert terms.document is not None
    address = f"/{SLUG}/agreement/document/{terms.document.digest}/kinds/"
    pages = {in_force.browser[who].get(address).content.split(b"<main")[1] for who in ("ada", "bo")}
    assert len(pages) == 1
    assert enter(eve).get(address).status_code == 404  # type: ignore[arg-type]


def test_a_place_in_a_pdf_opens_its_page_as_it_is_in_the_file(room: Room, enter: Enter, eve: object) -> None:
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.pdf", EXAMPLE.read_bytes()))
    (href,) = set(re.findall(r'href="([^"]*/page/3/\?at=[0-9]+-[0-9]+)"', room.page("ada", "reading/?kind=permission")))
    page = room.browser["ada"].get(href).content.decode()
    assert "terminated by either party upon ninety (90) days" in page
    (source,) = re.findall(r'<img class="printed" src="([^"]+)"', page)
    answer = room.browser["ada"].get(source)
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    for address in (href, source):
        assert room.browser["bo"].get(address).status_code == 404
        assert enter(eve).get(address).status_code == 404  # type: ignore[arg-type]
    assert room.browser["ada"].get(href.replace("/page/3/", "/page/9/")).status_code == 404


def test_a_text_has_no_pages_to_draw(read: Room) -> None:
    row = workings.reading_of(read.place)
    assert row is not None
    assert "/page/" not in read.page("ada", "reading/")
    assert read.browser["ada"].get(f"/{SLUG}/agreement/document/{row.digest}/page/1/").status_code == 404
