"""A new alliance: a document is read or refused with a sentence, the organisations are named, nobody comes first."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paripassu.keeper import reads, workings
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account, ReadDocument
from paripassu.reading import limits
from tests.web.conftest import Enter

TEXT = b"""STRATEGIC ALLIANCE AGREEMENT

This Agreement is made on 3 May 2024 by and between Ada Works Limited ("Ada") and Bo Yards Limited ("Bo").

Ada shall pay Bo the agreed fee within thirty days of the invoice. Bo shall not disclose the plans of Ada.

This Agreement shall be governed by the laws of Norway.
"""


@pytest.fixture
def client(enter: Enter, ada: Account) -> Client:
    """Ada's browser."""
    return enter(ada)


def upload(client: Client, content: bytes = TEXT, name: str = "agreement.txt") -> ReadDocument:
    answer = client.post("/new/", {"document": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    row = ReadDocument.objects.latest("pk")
    assert answer["Location"] == f"/new/{row.pk}/"
    return row


def sent(**fields: str) -> dict[str, str]:
    usual = {"name-0": "Ada Works", "name-1": "Bo Yards", "mine": "0", "alliance": "Working together", "key": "once"}
    return usual | {name.replace("_", "-"): value for name, value in fields.items()}


def only(account: Account) -> Sitting:
    (summary,) = reads.alliances(account)
    return sitting(account, summary.slug)


def test_an_agreement_that_was_sent_shows_its_parties_with_their_place(client: Client) -> None:
    page = client.get(f"/new/{upload(client).pk}/").content.decode()
    assert 'value="Ada Works Limited"' in page
    assert "Also called Bo" in page
    assert "by and between" in page


def test_a_party_stands_with_its_law_and_its_office(client: Client) -> None:
    said = b'Ada Works Limited, an English company with its principal office at 1 Quay Road, London ("Ada")'
    row = upload(client, TEXT.replace(b'Ada Works Limited ("Ada")', said))
    page = client.get(f"/new/{row.pk}/").content.decode()
    assert "Under the law of England." in page
    assert "Office: 1 Quay Road, London." in page


def test_the_first_look_shows_the_terms_and_how_many_sentences_bind_whom(client: Client) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get(f"/new/{upload(client).pk}/").content.decode()).split())
    seen = page.split("What was found")[1]
    assert "Governing law Norway page 1" in seen
    assert "Ends not found" in seen
    assert "Ada Works Limited 1 sentence that binds Bo Yards Limited 1 sentence that binds" in seen


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("broken.pdf", b"%PDF-1.4 and nothing of one", "damaged"),
        ("picture.png", b"\x89PNG\r\n", "picture"),
        ("empty.txt", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    client: Client, name: str, content: bytes, says: str
) -> None:
    answer = client.post("/new/", {"document": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ReadDocument.objects.exists()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    answer = client.post("/new/", {"document": SimpleUploadedFile("large.txt", TEXT)})
    assert answer.status_code == 422
    assert "MB are read" in answer.content.decode()


def test_no_file_is_refused_with_what_to_do(client: Client) -> None:
    assert "Choose a file first" in client.post("/new/").content.decode()


def test_the_alliance_begins_with_what_was_found(client: Client, ada: Account) -> None:
    row = upload(client)
    answer = client.post(f"/new/{row.pk}/", sent(neutral="Cy"))
    place = only(ada)
    assert answer["Location"] == f"/{place.slug}/agreement/reading/"
    assert place.alliance.parties.partners == ("ada_works", "bo_yards")
    assert place.seat.party == "ada_works"
    working = workings.working(place)
    assert working is not None
    assert (working.terms.title, working.terms.neutrals) == ("Working together", ("cy",))
    assert working.terms.document is not None
    assert {party.legal_name for party in working.terms.parties} == {"Ada Works Limited", "Bo Yards Limited"}
    assert workings.review(workings.reading(ada, row.pk)).parties == {
        "Ada Works Limited": "ada_works",
        "Bo Yards Limited": "bo_yards",
    }


def test_nothing_that_was_found_is_in_the_text_before_somebody_keeps_it(client: Client, ada: Account) -> None:
    client.post(f"/new/{upload(client).pk}/", sent())
    place = only(ada)
    page = client.get(f"/{place.slug}/agreement/reading/").content.decode()
    assert "0 of 5 decided" in page
    client.post(f"/{place.slug}/agreement/reading/decide/", {"do": "keep:t-governing_law"})
    working = workings.working(place)
    assert working is not None
    assert (working.terms.law, working.terms.agreed, working.terms.clauses) == ("Norway", None, ())


def test_sent_twice_it_is_opened_once(client: Client, ada: Account) -> None:
    row = upload(client)
    for _ in range(2):
        assert client.post(f"/new/{row.pk}/", sent()).status_code == 302
    assert only(ada).alliance.size == 2


def test_an_empty_text_needs_no_document(client: Client, ada: Account) -> None:
    answer = client.post("/new/empty/", sent())
    assert answer["Location"] == f"/{only(ada).slug}/agreement/text/"


def test_what_was_typed_is_kept_when_it_is_refused(client: Client) -> None:
    answer = client.post("/new/empty/", sent(name_1="", alliance="Working <b>together</b>", mine=""))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Ada Works"' in page
    assert "Working &lt;b&gt;together&lt;/b&gt;" in page
    assert "at least two organisations" in page
    assert "The organisation you sit for" in page


def test_more_lines_keep_what_was_typed_and_record_nothing(client: Client, ada: Account) -> None:
    page = client.post("/new/empty/", sent(name_2="Dora Docks", do="more")).content.decode()
    assert 'value="Dora Docks"' in page
    assert 'name="name-4"' in page
    assert not reads.alliances(ada)


def test_two_organisations_of_the_same_name_are_refused(client: Client) -> None:
    answer = client.post("/new/empty/", sent(name_1="ada works"))
    assert answer.status_code == 422
    assert "the same name" in answer.content.decode()


def test_the_order_of_the_lines_makes_no_short_name_better(client: Client, ada: Account) -> None:
    client.post("/new/empty/", sent(name_0="Works 2", name_1="Works", mine="1"))
    ids = {party.name: party.id for party in only(ada).alliance.parties.by_id.values()}
    client.post("/new/empty/", sent(name_0="Works", name_1="Works 2", mine="0", alliance="Again", key="two"))
    again = next(each for each in reads.alliances(ada) if each.name == "Again")
    parties = sitting(ada, again.slug).alliance.parties.by_id.values()
    assert {party.name: party.id for party in parties} == ids


def test_nobody_else_opens_a_document_that_was_read(client: Client, enter: Enter, eve: Account) -> None:
    row = upload(client)
    assert enter(eve).get(f"/new/{row.pk}/").status_code == 404


def test_a_stranger_is_asked_to_sign_in(house: None) -> None:
    assert "/accounts/login/" in Client().get("/new/")["Location"]
