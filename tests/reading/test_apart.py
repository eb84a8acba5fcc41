"""A file from a stranger is read in another process: its crash or hang is a sentence here."""

import pytest

from paripassu.alliance.refusals import Refused
from paripassu.reading import read
from paripassu.reading.apart import environment, read_apart
from tests.reading.texts import EXAMPLES, alliance


def test_reading_apart_gives_the_same_draft() -> None:
    content = alliance().encode()
    assert read_apart("a.txt", content) == read("a.txt", content)
    assert read_apart(EXAMPLES / "bravatek-sibannac.pdf") == read(EXAMPLES / "bravatek-sibannac.pdf")


def test_a_refusal_comes_over_with_its_code_and_sentence() -> None:
    with pytest.raises(Refused, match=r"scan\.pdf is empty") as caught:
        read_apart("upload", b"", "scan.pdf")
    assert caught.value.code == "document_empty"


def test_a_hang_is_a_sentence() -> None:
    with pytest.raises(Refused, match=r"within 0\.01 seconds") as caught:
        read_apart("a.txt", alliance().encode(), seconds=0.01)
    assert caught.value.code == "document_too_slow"


def test_too_little_memory_is_a_sentence() -> None:
    with pytest.raises(Refused, match="could not be read") as caught:
        read_apart("a.txt", (alliance() * 1_500).encode(), memory=40 << 20)
    assert caught.value.code == "document_unreadable"


def test_no_secret_is_handed_to_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert "secret" not in environment().values()
