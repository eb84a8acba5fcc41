"""Whether it renews itself, and how to stop that."""

from tests.reading.texts import CO_BRANDING, RENEWING, alliance, drafted, value


def test_a_notice_in_the_same_sentence_is_found() -> None:
    draft = drafted(CO_BRANDING)
    assert (value(draft, "renewal_term"), value(draft, "renewal_notice")) == ("successive 1 year", "60 days")


def test_a_notice_in_the_next_sentence_is_found() -> None:
    draft = drafted(RENEWING)
    assert (value(draft, "renewal_term"), value(draft, "renewal_notice")) == ("1 year", "90 days")


def test_a_notice_of_something_else_is_none_of_renewal() -> None:
    draft = drafted(alliance() + "\n4. Either party may terminate this Agreement upon thirty (30) days notice.\n")
    assert (value(draft, "renewal_term"), value(draft, "renewal_notice")) == (None, None)
