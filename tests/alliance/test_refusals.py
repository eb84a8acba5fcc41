"""The three kinds of error say what is wrong in a whole sentence, and carry what a machine needs."""

import pytest

from paripassu.alliance.refusals import Broken, RecordMoved, Refused, one_stop


def test_a_refusal_fills_its_fields_into_its_sentence_and_keeps_both_apart() -> None:
    refused = Refused("late", "{what} came {days} days late. Say why.", what="The report", days=3)
    assert str(refused) == "The report came 3 days late. Say why."
    assert (refused.code, refused.sentence) == ("late", "{what} came {days} days late. Say why.")
    assert refused.fields == {"what": "The report", "days": 3}


def test_a_record_that_moved_says_how_far_and_what_to_do() -> None:
    moved = RecordMoved(expected=7, found=9)
    assert isinstance(moved, Refused)
    assert "has 9 entries, you had seen 7" in str(moved)
    assert "send yours again" in str(moved)


def test_what_is_broken_carries_its_evidence() -> None:
    broken = Broken("Entry {index} does not fit.", index=4, seal="00")
    assert str(broken) == "Entry 4 does not fit."
    assert broken.evidence == {"index": 4, "seal": "00"}
    assert not isinstance(broken, Refused)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("In the court of Bo, Inc..", "In the court of Bo, Inc."),
        ("Bo, Inc.. has signed.. Read it.", "Bo, Inc. has signed. Read it."),
        ("And so on... Read it.", "And so on... Read it."),
        ("One stop.", "One stop."),
    ],
)
def test_a_name_that_ends_in_a_stop_ends_no_sentence_twice(words: str, said: str) -> None:
    assert one_stop(words) == said
    assert str(Refused("said", "{words}", words=words)) == said
