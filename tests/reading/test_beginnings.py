"""From which day a term runs."""

import pytest

from paripassu.reading.beginnings import day_called, hangs
from tests.reading.texts import drafted, value

OPENING = "ALLIANCE AGREEMENT\n\nThis Agreement is made as of June 10, 2015 between Ada Inc. and Bo Inc.\n\n"


@pytest.mark.parametrize(
    "words",
    [
        '"Launch Date" means September 1, 2014.',
        'The site opens on September 1, 2014 (the "Launch Date").',
        "Launch Date: September 1, 2014",
    ],
)
def test_a_day_that_has_a_name_is_looked_up(words: str) -> None:
    assert day_called(f" {words}", "Launch Date") == "2014-09-01"
    assert day_called(f" {words}", "Closing Date") == ""


def test_an_effective_date_that_hangs_on_an_event_is_no_day() -> None:
    assert hangs('"Effective Date" means the date on which the last approval is obtained.')
    assert not hangs('"Effective Date" means the date of signature of this Agreement.')


def test_a_term_that_runs_from_an_event_keeps_its_expression() -> None:
    text = OPENING + "9. Term. This Agreement shall continue for two (2) years from the opening of the first store."
    assert value(drafted(text), "expiration_date") == "2 years after the opening of the first store"
