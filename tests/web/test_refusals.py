"""What becomes of a refusal, a break or a missing page: the right status, the sentence, and the input kept."""

from collections.abc import Callable

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.keeper import records
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.web.environment import said
from paripassu.web.refusals import shows_again, status
from tests.web.conftest import Enter

TAKEN = Refused("seat_taken", "You already sit for {name}.", name="Ada Ltd")


def test_somebody_who_wrote_first_is_a_conflict_and_all_else_is_not_allowed() -> None:
    assert status(RecordMoved(3, 4)) == 409
    assert status(TAKEN) == 422


def test_a_sentence_is_translated_before_its_fields_are_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "django.utils.translation.gettext", lambda sentence: sentence.replace("You already sit", "Du sitzt")
    )
    assert said(TAKEN) == "Du sitzt for Ada Ltd."


def page(request: HttpRequest) -> HttpResponse:
    """Says which refusal it was given, and what had been typed."""
    return HttpResponse(f"{request.refused.code}: {request.POST['what']}")  # type: ignore[attr-defined]


def refuses(refusal: Refused) -> Callable[..., HttpResponse]:
    def act(request: HttpRequest, entry: int = 0) -> HttpResponse:
        raise refusal

    return act


def test_a_refused_act_shows_its_page_again_with_the_input() -> None:
    request = RequestFactory().post("/", {"what": "Two engineers"})
    response = shows_again(refuses(TAKEN), page)(request, entry=7)
    assert (response.status_code, response.content) == (422, b"seat_taken: Two engineers")


def test_a_refused_reading_is_not_shown_again() -> None:
    with pytest.raises(Refused):
        shows_again(refuses(TAKEN))(RequestFactory().get("/"))


def test_coming_back_to_the_address_of_an_act_shows_its_page() -> None:
    shown = shows_again(refuses(TAKEN), lambda request: HttpResponse("the page"))(RequestFactory().get("/"))
    assert (shown.status_code, shown.content) == (200, b"the page")


def test_what_was_typed_is_in_the_page_again(alliance: Sitting, bo: Account, enter: Enter) -> None:
    long, before = "B" * 201, alliance.alliance.size
    response = enter(bo).post(f"/{alliance.slug}/people/rename/", {"form": "rename", "key": "1", "name": long})
    html = response.content.decode()
    assert response.status_code == 422
    assert "nothing was recorded" in html
    assert long in html
    assert records.current(alliance.slug).alliance.size == before


def test_an_empty_field_is_named_and_linked(alliance: Sitting, bo: Account, enter: Enter) -> None:
    response = enter(bo).post(f"/{alliance.slug}/people/rename/", {"form": "rename", "key": "1", "name": " "})
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#field-name">The name is missing.</a>' in html
    assert 'aria-describedby="field-name-hint field-name-wrong"' in html


def test_a_moved_record_answers_409_with_the_input(
    alliance: Sitting, bo: Account, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(*args: object, **fields: object) -> None:
        raise RecordMoved(4, 5)

    monkeypatch.setattr("paripassu.keeper.acts.record", moved)
    response = enter(bo).post(f"/{alliance.slug}/people/rename/", {"form": "rename", "key": "1", "name": "Bo & Co"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else wrote first" in html
    assert "Bo &amp; Co" in html


def test_eve_learns_nothing_about_an_alliance(alliance: Sitting, eve: Account, enter: Enter) -> None:
    client = enter(eve)
    existing, missing = client.get(f"/{alliance.slug}/people/"), client.get("/never-was/people/")
    assert existing.status_code == missing.status_code == 404
    assert existing.content == missing.content


def test_a_stranger_is_sent_to_sign_in(alliance: Sitting) -> None:
    response = Client().get(f"/{alliance.slug}/people/")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/login/?next=/{alliance.slug}/people/"


@pytest.fixture
def broken(alliance: Sitting, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an alliance whose record cannot be opened any more."""

    def breaks(slug: str) -> None:
        raise Broken("The record of {slug} does not extend its head.", slug=slug, root=b"\x01\x02")

    monkeypatch.setattr(records, "current", breaks)
    return alliance.slug


def test_a_broken_record_shows_its_evidence_to_those_who_sit_there(broken: str, ada: Account, enter: Enter) -> None:
    response = enter(ada).get(f"/{broken}/people/")
    html = response.content.decode()
    assert response.status_code == 503
    assert "does not extend its head" in html
    assert "0102" in html


def test_a_broken_record_does_not_exist_for_eve(broken: str, eve: Account, enter: Enter) -> None:
    response = enter(eve).get(f"/{broken}/people/")
    assert response.status_code == 404
    assert "0102" not in response.content.decode()


def test_a_fault_of_ours_is_answered_without_the_database(
    alliance: Sitting, ada: Account, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(slug: str) -> None:
        raise Http404 if slug == "" else ZeroDivisionError("secret")

    client = enter(ada)
    client.raise_request_exception = False
    monkeypatch.setattr(records, "current", fails)
    response = client.get(f"/{alliance.slug}/people/")
    assert response.status_code == 500
    assert "A fault on our side" in response.content.decode()
    assert "secret" not in response.content.decode()
