"""What is measured of surveys is listed: where the host found it and nobody can find it again, the list says so."""

from paripassu.measures.asked import ASKED, COUNTED, HANGING, SILENT, reading
from paripassu.measures.catalogue import CATALOGUE


def test_every_measure_of_surveys_is_in_the_catalogue() -> None:
    assert {name: CATALOGUE[name] for name in ASKED} == ASKED


def test_what_cannot_be_found_again_from_the_record_says_so() -> None:
    for name in HANGING:
        assert COUNTED in ASKED[name].not_counted
    assert any(COUNTED in each for each in ASKED["felt_apart"].not_counted)
    again = set(ASKED) - set(HANGING) - {"felt_apart"}
    assert not [name for name in again if COUNTED in ASKED[name].not_counted]


def test_all_but_the_rate_of_answers_say_that_the_silent_may_think_otherwise() -> None:
    assert {name for name, each in ASKED.items() if SILENT not in each.not_counted} == {"response"}


def test_a_reading_without_a_figure_is_not_enough_and_its_entries_rise() -> None:
    one = reading("felt_safety", "ada/whole", None, (7, 3, 7), why="nobody was asked")
    assert (one.enough, one.facts, one.source) == (False, (3, 7), ASKED["felt_safety"].source)
