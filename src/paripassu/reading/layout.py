"""Pieces of a document become one text with places: every block knows its page, its start and its end."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

HEADING_WORD = re.compile(r"(?:ARTICLE|SECTION|EXHIBIT|SCHEDULE|ANNEX|APPENDIX|RECITALS|Article|Section|Exhibit)\b")
NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\([a-zA-Z0-9]{1,4}\)|[•·●○▪\-–*])\s+\S")
LONGEST_HEADING = 90


class Block(msgspec.Struct, frozen=True):
    """A run of text that belongs together: `kind` is heading, paragraph, list or table; offsets are characters."""

    page: int
    start: int
    end: int
    kind: str


class Piece(NamedTuple):
    """A block before its place is known."""

    kind: str
    text: str
    page: int


def kind_of(text: str) -> str:
    """What a block looks like when its format does not say."""
    words = text.strip()
    if len(words) <= LONGEST_HEADING and not words.endswith((".", ";", ",")) and is_heading(words):
        return "heading"
    return "list" if NUMBERED.match(words) else "paragraph"


def is_heading(words: str) -> bool:
    """True for capitals only, and for what begins with Article, Section, Exhibit and the like."""
    return bool(HEADING_WORD.match(words)) or (words.upper() == words and sum(map(str.isalpha, words)) > 3)


def laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """The text (blocks joined by an empty line), its blocks, and the offset at which each page starts."""
    written: list[str] = []
    blocks: list[Block] = []
    starts: list[int] = [0]
    at = 0
    for piece in pieces:
        starts.extend([at] * (piece.page - len(starts)))
        if not piece.text:
            continue
        blocks.append(Block(piece.page, at, at + len(piece.text), piece.kind))
        written.append(piece.text)
        at += len(piece.text) + 2
    return "\n\n".join(written), tuple(blocks), tuple(starts)
