"""Where a text points to itself."""

import pytest

from paripassu.reading.references import arabic
from tests.reading.test_outline import TEXT
from tests.reading.texts import drafted


def pointed(sentence: str, text: str = TEXT) -> dict[str, str]:
    """What a sentence points to, by its words: the first words of that part, or "" where it was not found."""
    draft = drafted(text.replace("2.1 Delivery. Ada", f"{sentence}\n\n2.1 Delivery. Ada"))
    words = draft.document.words
    return {one.words: words(one.to.start, one.to.start + 10) if one.to else "" for one in draft.outline.references}


def test_sections_and_exhibits_are_found() -> None:
    assert pointed("Bo shall pay as said in Section 2.1 and, as defined in Exhibit A, more.") == {
        "Section 2.1": "2.1 Delive",
        "Exhibit A": "EXHIBIT A",
    }


def test_a_list_points_to_each() -> None:
    assert pointed("Bo shall pay by Articles I and II.") == {"Articles I": "1. DEFINIT", "II": "2. SUPPLY"}


def test_a_part_with_a_letter_is_found_within_its_section() -> None:
    text = TEXT.replace("2.1 Delivery. Ada", "(a) Bo shall count them.\n\n(b) Bo shall pay.\n\n2.1 Delivery. Ada")
    assert pointed("Bo shall do as in Section 2(b) and Section 2(c).", text) == {
        "Section 2(b)": "(b) Bo sha",
        "2(c)": "2. SUPPLY",
    }


def test_what_is_not_there_is_said_so() -> None:
    assert pointed("Bo shall pay as said in Section 9.4.") == {"Section 9.4": ""}


@pytest.mark.parametrize(
    "words",
    [
        "Section 13 of the Securities Exchange Act",
        "Section 2.1 of the Supply Agreement",
        "17 C.F.R. Section 2",
        "a Schedule 13D",
    ],
)
def test_other_documents_are_left_out(words: str) -> None:
    assert pointed(f"Bo shall pay by {words} of that year.") == {}


def test_a_heading_points_to_nothing() -> None:
    assert not any(one.words.startswith("EXHIBIT") for one in drafted(TEXT).outline.references)


@pytest.mark.parametrize(
    ("written", "figure"), [("IV", "4"), ("XIX", "19"), ("4.0", "4"), ("4.10", "4.10"), ("B", "B")]
)
def test_numbers_are_compared_as_figures(written: str, figure: str) -> None:
    assert arabic(written) == figure
