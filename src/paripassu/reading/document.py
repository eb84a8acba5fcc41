"""A document as one text with places: every character has a page, every block a kind, and the file a digest."""

import bisect
import hashlib
import re
from pathlib import Path

import msgspec

from paripassu.reading import limits, media
from paripassu.reading.hypertext import html_pieces
from paripassu.reading.layout import Block, Piece, laid_out
from paripassu.reading.pdf import PAGE_NUMBER, SOURCE_LINE, pdf_pieces
from paripassu.reading.plain import decoded, markdown_pieces, text_blocks
from paripassu.reading.word import word_pieces

__all__ = ["Block", "Document", "document"]


class Document(msgspec.Struct, frozen=True):
    """The text of a file. Offsets count characters of `text`; pages count from 1.

    A plain text is kept as it is, so its offsets hold in the file; page numbers inside it are `furniture`, spans that
    `words` leaves out. `digest` is the SHA-256 of the file's bytes in hexadecimal.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: int
    page_starts: tuple[int, ...]
    furniture: tuple[tuple[int, int], ...]
    digest: str
    name: str
    media: str

    def page_at(self, offset: int) -> int:
        """The page that holds the character at `offset`."""
        return max(1, bisect.bisect_right(self.page_starts, offset))

    def words(self, start: int, end: int) -> str:
        """The words from `start` to `end`, white space folded, page numbers left out."""
        first = bisect.bisect_left(self.furniture, (start, start))
        kept, at = [], start
        for cut_start, cut_end in self.furniture[first:]:
            if cut_start >= end:
                break
            kept.append(self.text[at:cut_start])
            at = cut_end
        return " ".join(" ".join([*kept, self.text[at:end]]).split())


def document(path: str | Path, content: bytes | None = None, name: str | None = None) -> Document:
    """Read a file (or `content`, when given) whatever its name says it is.

    Raises Refused, with a sentence that says what to do, for a file that is empty, too big, locked, damaged, of a wrong
    kind, or nothing but pictures.
    """
    shown = name or Path(path).name
    content = file_bytes(Path(path), shown) if content is None else content
    if len(content) > limits.MOST_BYTES:
        raise limits.too_big(shown, len(content))
    kind = media.media(content, shown)
    text, blocks, starts = parsed(content, kind, shown)
    if len(text) > limits.MOST_CHARACTERS:
        raise limits.too_long(shown, len(text))
    if not re.search(r"\w", text):
        raise limits.empty(shown)
    digest = hashlib.sha256(content).hexdigest()
    return Document(text, blocks, len(starts), starts, furniture(text, blocks), digest, shown, kind)


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file, refused before they are read when there are too many."""
    try:
        size = path.stat().st_size
        if size > limits.MOST_BYTES:
            raise limits.too_big(name, size)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise limits.unreadable(name) from error


def parsed(content: bytes, kind: str, name: str) -> tuple[str, tuple[Block, ...], tuple[int, ...]]:
    """Text, blocks and page starts of a file of a known kind."""
    if kind == media.TEXT:
        text = decoded(content)
        return text, *text_blocks(text)
    return laid_out(pieces_of(content, kind, name))


def pieces_of(content: bytes, kind: str, name: str) -> list[Piece]:
    """The pieces of a file whose text has to be taken out of its format."""
    if kind == media.PDF:
        return pdf_pieces(content, name)
    if kind == media.DOCX:
        return list(word_pieces(content, name))
    return html_pieces(decoded(content)) if kind == media.HTML else list(markdown_pieces(decoded(content)))


def furniture(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[int, int], ...]:
    """The blocks that are only a page number or the source line of a filing."""
    return tuple(
        (block.start, block.end)
        for block in blocks
        if block.end - block.start < 120
        and (PAGE_NUMBER.fullmatch(text, block.start, block.end) or SOURCE_LINE.fullmatch(text, block.start, block.end))
    )
