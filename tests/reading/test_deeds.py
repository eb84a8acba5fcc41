"""What somebody shall do, what it is done to, and what sets it off."""

import pytest

from paripassu.reading.deeds import deed, event, undergone
from paripassu.reading.mentions import Mention


@pytest.mark.parametrize(
    ("behind", "action", "done_to"),
    [
        (" promptly pay and deliver the fee to Bo within 30 days.", "pay, deliver", "the fee to Bo"),
        (" use commercially reasonable efforts to sell the Product.", "sell", "the Product"),
        (" work together in good faith, and report.", "work", "good faith"),
        (" be delivered by Ada.", "be delivered", "Ada"),
        (" indemnify Bo if a claim is raised.", "indemnify", "Bo"),
        (" the goods.", "", ""),
    ],
)
def test_the_verb_and_its_object_stand_behind_the_modal(behind: str, action: str, done_to: str) -> None:
    verb, span = deed(behind, 0, len(behind))
    assert (verb, behind[slice(*span)].strip() if span else "") == (action, done_to)


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("within thirty (30) days after receipt of the invoice", "receipt of the invoice"),
        ("by March 1, 2024", ""),
        ("monthly", ""),
    ],
)
def test_the_event_that_sets_the_time_going_is_kept_as_it_is_said(due: str, found: str) -> None:
    assert event(due) == found


def test_a_party_between_the_verb_and_its_object_is_no_part_of_the_object() -> None:
    words = " pay Bo the fee of the year."
    verb, span = deed(words, 0, len(words), [Mention(5, 7, "Bo")])
    assert (verb, words[slice(*span)] if span else "") == ("pay", "the fee of the year")


def test_what_a_passive_is_done_to_stands_before_the_modal() -> None:
    words = "Except as agreed, the costs of the trial, including fees, shall be borne by Ada."
    span = undergone(words, 0, words.index("shall"))
    assert span
    assert words[slice(*span)] == "the costs of the trial"
