"""Where the parts of pictures stand: mirrored for mirrored figures, inside the frame, absent when nothing is known."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.levels import Span
from paripassu.web.pictures import (
    COURSE_BOTTOM,
    COURSE_RIGHT,
    COURSE_TOP,
    INSET,
    LABEL_ROOM,
    STRIP,
    course,
    strip,
)

ENDS = ("ada", "bo")
leans = st.floats(-5, 5, allow_nan=False)


def test_where_there_is_not_enough_to_say_nothing_is_drawn() -> None:
    assert strip(None, scale=(0, 2), band=(0.8, 1.2)).dot is None


def test_a_strip_stands_on_its_scale() -> None:
    picture = strip(1, scale=(0, 2), band=(0.5, 1.5), low=0, high=2)
    assert picture.dot == picture.middle == STRIP / 2
    assert picture.range == Span(INSET, STRIP - 2 * INSET)
    assert strip(3, scale=(0, 2), band=(0.5, 1.5)).beyond


def test_a_course_pauses_where_there_is_no_figure_and_stays_on_its_scale() -> None:
    days = [date(2025, month, 28) for month in (3, 6, 9, 12)]
    values = [0.5, None, 9, 1]
    picture = course([(day, {"ada": value}) for day, value in zip(days, values, strict=True)], band=(0.8, 1.2), top=2)
    [trace] = picture.traces
    assert trace.path.count("M") == 2
    assert trace.path.count("L") == 1
    assert trace.end == (COURSE_RIGHT, picture.middle)
    assert f"{COURSE_TOP}h0" in trace.path
    assert [value for _y, value in picture.ticks] == ["0", "1", "2"]
    assert picture.band.x < picture.middle < picture.band.x + picture.band.width


@given(st.lists(st.floats(0, 2), min_size=2, max_size=7))
def test_no_label_of_a_course_hides_another(values: list[float]) -> None:
    at = {f"p{number}": value for number, value in enumerate(values)}
    heights = sorted(trace.label for trace in course([(date(2026, 1, 5), at)], band=(0.8, 1.2), top=2).traces)
    assert all(below - above >= LABEL_ROOM - 0.21 for above, below in pairwise(heights))
    assert heights[0] >= COURSE_TOP - 0.21
    assert heights[-1] <= COURSE_BOTTOM + 0.21
