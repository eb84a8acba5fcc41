"""The words of a document on a page are its words, whatever is marked in them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from paripassu.reading import read
from paripassu.reading.document import document
from paripassu.web.pages.agreement_document import Link, Mark, Piece, joined, links, paragraphs, parts

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
    words = ["".join(piece.text for piece in paragraph.pieces) for paragraph in shown]
    assert words == [TEXT.text[block.start : block.end] for block in TEXT.blocks]
    ids = [piece.id for paragraph in shown for piece in paragraph.pieces if piece.id not in ("", "on")]
    assert len(ids) == len(set(ids))


def test_only_the_stretch_that_was_asked_for_is_shown() -> None:
    second = TEXT.blocks[1]
    (shown,) = paragraphs(TEXT, second.start, second.end, [Mark(second.start, second.end, "here")])
    assert shown.pieces == [Piece("Another one stands there.", "here")]


def test_a_link_in_a_mark_keeps_both() -> None:
    first = TEXT.blocks[0]
    (shown,) = paragraphs(TEXT, 0, first.end, [Mark(4, first.end, "here")], [Link(0, 12, "?at=1-2#here")])
    assert shown.pieces == [
        Piece("One ", "", "?at=1-2#here"), Piece("sentence", "here", "?at=1-2#here"), Piece(" here.", "on", ""),
    ]  # fmt: skip


def test_what_points_to_a_section_leads_there_and_the_contents_list_it() -> None:
    words = (
        "SUPPLY AGREEMENT\n\nThis Agreement is between Ada, Inc. and Bo Ltd.\n\n1. DELIVERY\n\n"
        "Ada shall deliver the goods.\n\n2. PRICE\n\nBo shall pay for them as said in Section 1 and Section 7.\n"
    )
    draft = read("a.txt", words.encode())
    (link,) = links(draft, "/there/")
    assert draft.document.text[link.start : link.end] == "Section 1"
    assert link.href == f"/there/?at={words.index('1. DEL')}-{words.index('2. PRICE') - 2}#here"
    assert [part.name for part in parts(draft)] == ["1 DELIVERY", "2 PRICE"]
