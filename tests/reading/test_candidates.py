"""What may be the name of a party, and what the text shows about it."""

from paripassu.reading.candidates import candidates
from paripassu.reading.document import document
from paripassu.reading.listing import listed
from paripassu.reading.samename import name_key
from paripassu.reading.structure import structure

TEXT = """SUPPLY AGREEMENT

Cy Bank N.A. keeps the accounts of the buyers.

This Agreement is between Ada Works, Inc. ("Ada") and Bo Partners Equity Management, LLC. WHEREAS they agree.

IN WITNESS WHEREOF

Ada Works, Inc.
By: /s/ A
"""


def found(text: str) -> dict[str, dict[str, float]]:
    bones = structure(document("a.txt", text.encode()))
    return {one.key: one.shown for one in candidates(bones, listed(bones))}


def test_names_come_from_the_list_the_text_and_the_signatures() -> None:
    assert set(found(TEXT)) >= {"adaworksinc", "bopartnersequitymanagementllc", "cybankna"}


def test_a_name_that_goes_on_behind_a_weak_ending_is_not_cut() -> None:
    assert "bopartners" not in found(TEXT)


def test_who_signs_and_who_is_left_out_of_the_list_is_shown() -> None:
    shown = found(TEXT)
    assert "signs as company" in shown["adaworksinc"]
    assert "left out of 2 listed" in shown["cybankna"]
    assert "left out of 2 listed" not in shown["adaworksinc"]


def test_names_are_the_same_without_case_signs_and_brackets() -> None:
    assert name_key("ADA WORKS (Beijing) Co., Ltd.") == name_key("Ada Works Co. Ltd")
