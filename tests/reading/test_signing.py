"""When an agreement is made, and from when it has effect."""

from tests.reading.texts import CO_BRANDING, RENEWING, drafted, value


def test_the_day_in_the_opening_is_the_day_of_the_agreement() -> None:
    draft = drafted(CO_BRANDING)
    assert (value(draft, "agreement_date"), value(draft, "effective_date")) == ("2000-05-22", "2000-05-22")


def test_an_effective_date_that_is_not_named_is_not_guessed() -> None:
    draft = drafted(RENEWING)
    assert (value(draft, "agreement_date"), value(draft, "effective_date")) == ("2017-11-30", None)


def test_an_effective_date_of_its_own_is_found() -> None:
    text = RENEWING + "\nThis Agreement shall be effective as of January 5, 2018.\n"
    assert value(drafted(text), "effective_date") == "2018-01-05"
