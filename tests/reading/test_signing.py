"""When an agreement is made, and from when it has effect."""

import pytest

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


@pytest.mark.parametrize(
    ("opening", "agreed", "effective"),
    [
        ("made and entered into this seventh day of January, 2002 by and", "2002-01-07", None),
        ("made this 17th day of August in the year 2006 by and", "2006-08-17", None),
        ("entered into this twenty-first day of May 2010 by and", "2010-05-21", None),
        ("made on 1 January 2012, hereinafter referred to as the Effective Date, by and", "2012-01-01", "2012-01-01"),
        ("entered into effective the 11th day of June, 1999, by and", "1999-06-11", "1999-06-11"),
        ("entered into effective March 1, 2010, by and", "2010-03-01", "2010-03-01"),
        ('dated as of May 5, 2011 (the "Amendment Effective Date") by and', "2011-05-05", "2011-05-05"),
        ("entered into, effective as of the last date of signature below, by and", None, None),
    ],
)
def test_days_are_read_however_they_are_written(opening: str, agreed: str | None, effective: str | None) -> None:
    draft = drafted(
        f"ALLIANCE AGREEMENT\n\nThis Agreement is {opening} between Ada Inc. and Bo Inc. WHEREAS they agree."
    )
    assert (value(draft, "agreement_date"), value(draft, "effective_date")) == (agreed, effective)


@pytest.mark.parametrize(
    "words",
    [
        "Patents shall mean Application No. 17 filed on September 6, 2018.",
        "Ada and Bo have previously entered into a Selling Agreement, effective as of December 1, 2002.",
        "Source: BO HOLDINGS INC., 10-K, 1/29/2020",
    ],
)
def test_the_day_of_something_else_is_not_the_day_of_the_agreement(words: str) -> None:
    draft = drafted(f"ALLIANCE AGREEMENT\n\nThis Agreement is between Ada Inc. and Bo Inc. {words}")
    assert (value(draft, "agreement_date"), value(draft, "effective_date")) == (None, None)


def test_the_day_of_a_letter_is_the_day_of_its_agreement() -> None:
    text = "October 3, 2013\n\nDear Sirs:\n\nThis letter follows the agreement dated as of May 4, 2013."
    assert value(drafted(text), "agreement_date") == "2013-10-03"


def test_where_the_last_signature_makes_it_effective_the_day_of_signing_counts() -> None:
    text = (
        "ALLIANCE AGREEMENT\n\nThis Agreement is entered into by Ada Inc. and Bo Inc., effective as of the last date "
        "of signature below.\n\nWHEREAS they agree.\n\nIN WITNESS WHEREOF\n\nAda Inc.\n\nDate: July 9, 2014\n"
    )
    assert value(drafted(text), "effective_date") == "2014-07-09"
