"""Cleaning a file in a process apart: the same as here, stopped when it takes too much."""

from paripassu.reading.cleaned import cleaned
from paripassu.reading.cleaned_apart import cleaned_apart
from tests.cast import refused
from tests.reading.test_cleaned import saved, telling


def test_it_is_done_in_a_process_apart_that_is_stopped_in_time() -> None:
    sent = saved("JPEG", exif=telling())
    assert cleaned_apart(sent) == cleaned(sent)
    with refused("enclosed_unknown"):
        cleaned_apart(b"MZ\x00")
    with refused("enclosed_hard"):
        cleaned_apart(sent, memory=1 << 22)
