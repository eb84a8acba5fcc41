"""A file from a stranger is read in another process: its crash or hang is a sentence here."""

import random
from pathlib import Path

import pytest

from paripassu.alliance.refusals import Refused
from paripassu.reading import read
from paripassu.reading.apart import environment, read_apart
from tests.reading.broken import BROKEN, three_hundred_pages
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


def test_work_without_end_is_stopped_by_the_processor_time_it_takes() -> None:
    pages = three_hundred_pages()
    with pytest.raises(Refused, match="within 1 seconds of work") as caught:
        read_apart("deal.pdf", pages, seconds=1)
    assert caught.value.code == "document_too_slow"


def test_too_little_memory_is_a_sentence() -> None:
    with pytest.raises(Refused, match="could not be read") as caught:
        read_apart("a.txt", (alliance() * 1_500).encode(), memory=40 << 20)
    assert caught.value.code == "document_unreadable"


def test_no_secret_is_handed_to_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "secret")
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert "secret" not in environment().values()


def broken(content: bytes, seed: int) -> bytes:
    """A file with thirty bytes changed, and, for every second seed, cut off somewhere."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(30):
        changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
    return bytes(changed[: chance.randrange(len(changed))] if seed % 2 else changed)


def ending(content: bytes, name: str, seconds: float = 9) -> str:
    """The sentence with which reading ends, or "" when it ends in a draft."""
    try:
        draft = read_apart(name, content, name, seconds=seconds)
    except Refused as refused:
        return str(refused)
    return "" if draft.document.text else "no text"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.*")), ids=lambda path: path.suffix)
def test_a_broken_file_ends_in_a_draft_or_in_a_sentence(example: Path, seed: int) -> None:
    sentence = ending(broken(example.read_bytes(), seed), "deal")
    assert not sentence or ("deal" in sentence and sentence.endswith("."))


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_built_to_break_a_reader_ends_in_a_draft_or_in_a_sentence(kind: str) -> None:
    sentence = ending(BROKEN[kind](), "deal", seconds=5)
    assert not sentence or ("deal" in sentence and sentence.endswith("."))


def test_three_hundred_pages_are_read() -> None:
    draft = read("deal.pdf", three_hundred_pages())
    assert draft.document.pages == 300
    assert draft.document.page_at(len(draft.document.text) - 1) == 300


@pytest.mark.parametrize(
    "content",
    [
        "اتفاقية بين شركة أدا وشركة بو\n\nيجب على أدا أن تدفع.\n".encode(),
        b'("' * 5_000,
        b"Ada Works, Inc. and " * 3_000,
        b"This Agreement shall renew 30 days " + b" " * 20_000 + b"notice",
    ],
    ids=["right to left", "quotes", "names", "white space"],
)
def test_odd_writing_ends_in_a_draft_or_in_a_sentence(content: bytes) -> None:
    sentence = ending(content, "deal.txt")
    assert not sentence or "Check that you chose the right file" in sentence
