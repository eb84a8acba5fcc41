"""The words of a document on a page are its words, whatever is marked in them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paripassu.reading.document import document
from paripassu.web.pages.agreement_document import Mark, joined, paragraphs

TEXT = document(
    "agreement.txt", b"One sentence here.\n\nAnother one stands there.\n\nAnd a third ends it all.\n", "a.txt"
)
places = st.tuples(st.integers(0, 70), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(places, max_size=6))
def test_marks_never_overlap_and_hold_every_span(spans: list[tuple[int, int]]) -> None:
    named = [(start, end, f"at-{number}") for number, (start, end) in enumerate(spans)]
    marks, held = joined(named)
    assert all(before.end <= after.start for before, after in pairwise(marks))
    by_id = {mark.id: mark for mark in marks}
    assert all(by_id[held[id_]].start <= start and by_id[held[id_]].end >= end for start, end, id_ in named)


@given(st.lists(places, max_size=6))
def test_marking_changes_no_word_and_repeats_no_id(spans: list[tuple[int, int]]) -> None:
    marks, _held = joined((start, end, f"at-{number}") for number, (start, end) in enumerate(spans))
    shown = paragraphs(TEXT, 0, len(TEXT.text) + 1, marks)
    words = ["".join(text for text, _id in paragraph.pieces) for paragraph in shown]
    assert words == [TEXT.text[block.start : block.end] for block in TEXT.blocks]
    ids = [id_ for paragraph in shown for _text, id_ in paragraph.pieces if id_ not in ("", "on")]
    assert len(ids) == len(set(ids))


def test_only_the_stretch_that_was_asked_for_is_shown() -> None:
    second = TEXT.blocks[1]
    (shown,) = paragraphs(TEXT, second.start, second.end, [Mark(second.start, second.end, "here")])
    assert shown.pieces == [("Another one stands there.", "here")]
