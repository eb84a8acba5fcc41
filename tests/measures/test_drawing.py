"""Pictures as text: well-formed, without style or script, inside their frame, and silent where nothing is known."""

import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures import drawing
from paripassu.measures.areas import Area, Side, Spot

DAYS = [date(2025, month, 1) for month in (1, 4, 7, 10)]
FIGURES = st.none() | st.floats(-1, 5)


def area(course: tuple[Spot, ...] = (), top: float = 2.0) -> Area:
    return Area("balance", "work", "return_coefficient", "holds", "unclear", course=course, band=(0.8, 1.2), top=top)


def spots(values: list[float | None]) -> tuple[Spot, ...]:
    return tuple(Spot(day, value) for day, value in zip(DAYS, values, strict=True))


def shapes(picture: str) -> ElementTree.Element:
    """The picture, read as the XML it has to be."""
    root = ElementTree.fromstring(picture)
    assert root.tag.endswith("svg")
    assert not re.search(r"style=|<script|href|url\(", picture)
    return root


def rings(picture: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle class="ring" cx="([\d.]+)" cy="([\d.]+)"', picture)]


@given(st.lists(FIGURES, min_size=4, max_size=4))
def test_every_picture_can_be_read_and_stays_in_its_frame(values: list[float | None]) -> None:
    known = [value for value in values if value is not None]
    small, large = drawing.spark(spots(values), 2.0), drawing.course(area(spots(values)), ["a"] * 4)
    assert bool(small) == (len(known) > 1)
    assert len(rings(large)) == len(known)
    for picture, width, height in (
        (small, drawing.SPARK_WIDTH, drawing.SPARK_HEIGHT),
        (large, drawing.COURSE_WIDTH, drawing.COURSE_HEIGHT),
    ):
        if picture:
            shapes(picture)
            assert all(0 <= x <= width and 0 <= y <= height for x, y in rings(picture))


@given(FIGURES, FIGURES, FIGURES)
def test_a_strip_can_be_read_whatever_is_known(value: float | None, low: float | None, high: float | None) -> None:
    picture = drawing.strip(Side("ada", value, low, high), area())
    shapes(picture)
    assert len(rings(picture)) == (value is not None)


def test_more_stands_higher_and_further_right() -> None:
    low, high = (drawing.strip(Side("ada", value), area()) for value in (0.5, 1.5))
    assert rings(low)[0][0] < rings(high)[0][0]
    rising = rings(drawing.course(area(spots([0.2, 0.4, 0.8, 1.6]))))
    assert [y for _x, y in rising] == sorted((y for _x, y in rising), reverse=True)


def test_a_line_pauses_where_nothing_was_known() -> None:
    path = drawing.spark(spots([1.0, None, 1.0, 1.0]), 2.0)
    assert len(re.findall(r"M[\d. ]+h0", path)) == 2
    assert drawing.spark(spots([None, None, None, 1.0]), 2.0) == ""


def test_words_in_a_picture_are_only_words() -> None:
    picture = drawing.course(area(spots([1.0, 1.0, 1.0, 1.0])), ["<script>", "a & b", "", "x"])
    assert [text.text for text in shapes(picture).iter() if text.tag.endswith("text")][-4:] == [
        "<script>",
        "a & b",
        None,
        "x",
    ]


def test_a_history_is_drawn_between_its_ends_and_pauses_where_there_was_no_figure() -> None:
    days = [date(2026, month, 1) for month in (1, 4, 7, 10)]
    figures = [(0.5, 0.2, 0.9), (None, None, None), (0.75, None, None), (1.0, 0.9, 1.0)]
    marks = [drawing.Mark(day, *figure) for day, figure in zip(days, figures, strict=True)]
    drawn = drawing.history(marks, (0, 1), ("0 %", "100 %"), ("Jan", "", "Jul", "<Oct>"))
    assert drawn.count("<circle") == 3
    assert drawn.count('stroke-width="5"') == 2
    assert "&lt;Oct&gt;" in drawn
    assert drawing.history(marks[:2], (0, 1), ("0 %", "100 %")) == ""
    assert "nan" not in drawing.history(marks[2:], (0.75, 0.75), ("", ""))
