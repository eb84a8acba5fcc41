"""The draft and its JSON: every item at its place."""

import pytest

from tests.reading.texts import CO_BRANDING, RENEWING, alliance, drafted, value


def test_terms_are_found_and_dates_computed_when_all_is_stated() -> None:
    draft = drafted(CO_BRANDING)
    assert draft.is_agreement
    assert value(draft, "title") == "CO-BRANDING AGREEMENT"
    assert value(draft, "agreement_date") == "2000-05-22"
    assert value(draft, "effective_date") == "2000-05-22"
    assert value(draft, "expiration_date") == "2002-05-22"
    assert value(draft, "renewal_term") == "successive 1 year"
    assert value(draft, "renewal_notice") == "60 days"
    assert value(draft, "governing_law") == "California"


@pytest.mark.parametrize("text", [CO_BRANDING, RENEWING, alliance()])
def test_every_place_quotes_exactly_what_was_found(text: str) -> None:
    draft = drafted(text)
    document = draft.document
    assert document.text == text
    for duty in draft.duties:
        assert document.words(duty.place.start, duty.place.end) == duty.text
        assert document.page_at(duty.place.start) == duty.place.page
    for party in draft.parties:
        assert document.words(party.place.start, party.place.end) == party.name
    assert draft.governing_law is not None
    assert draft.governing_law.value in text[draft.governing_law.place.start : draft.governing_law.place.end]
    for clause in draft.clauses.values():
        assert clause.present == bool(clause.places)
