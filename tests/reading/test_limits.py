"""What is too much."""

from pathlib import Path

import pytest

from paripassu.alliance.refusals import Refused
from paripassu.reading import limits
from paripassu.reading.document import document
from tests.reading.files import refusal


def test_a_big_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match=r"200\.0 MB, and at most 25 MB") as caught:
        document(big)
    assert caught.value.code == "document_too_big"


def test_a_text_of_too_many_characters_is_refused() -> None:
    assert refusal(b"word " * (limits.MOST_CHARACTERS // 4)).code == "document_too_long"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        document(tmp_path / "none.pdf")
    assert caught.value.code == "document_not_found"


def test_a_folded_file_name_with_braces_does_not_break_the_sentence() -> None:
    assert "{x}.pdf" in str(refusal(b"", "{x}.pdf"))
