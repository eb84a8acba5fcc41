"""Word documents (.docx): the final text, with automatic numbers written out.

The archive is checked before a byte of it is unpacked, and its XML is read by a parser that knows no entities and no
document types. Deleted and moved-away text of tracked changes is left out, inserted text is kept.
"""

import io
import itertools
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from paripassu.reading import limits
from paripassu.reading.layout import Piece, kind_of
from paripassu.reading.numbering import Numbering, W
from paripassu.reading.word_table import table_rows

CHUNK = 1 << 20
UNSOUND = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
ROW_END = 30
LEFT_OUT = frozenset(W + tag for tag in ("del", "moveFrom", "instrText", "delText", "pPr"))
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def word_pieces(content: bytes, name: str) -> Iterator[Piece]:
    """The blocks of a Word document; raises Refused when it is none, unsafe, or damaged."""
    parts = unpacked(content, name)
    try:
        body = fromstring(parts["word/document.xml"], forbid_dtd=True).find(W + "body")
        numbering = Numbering(*(fromstring(part, forbid_dtd=True) for part in spare_parts(parts)))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise limits.damaged(name, "Word document") from error
    if body is None:
        raise limits.damaged(name, "Word document")
    return blocks_of(body, numbering)


def spare_parts(parts: dict[str, bytes]) -> tuple[bytes, bytes]:
    """The numbering and the styles, or empty XML in their place."""
    return parts.get("word/numbering.xml", b"<none/>"), parts.get("word/styles.xml", b"<none/>")


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """The parts that are read, each unpacked only so far as is safe."""
    wanted = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_traps(archive, name)
            listed = {entry.filename for entry in archive.infolist()}
            if "word/document.xml" not in listed:
                raise limits.wrong_kind(name, kind_of_archive(listed))
            return {part: streamed(archive, part, name) for part in wanted if part in listed}
    except UNSOUND as error:
        raise limits.damaged(name, "Word document") from error


def kind_of_archive(listed: set[str]) -> str:
    """What a ZIP archive is, when it is no Word document."""
    if any(path.startswith("xl/") for path in listed):
        return "a spreadsheet"
    if any(path.startswith("ppt/") for path in listed):
        return "a set of slides"
    return "a packed file (zip)"


def refuse_traps(archive: zipfile.ZipFile, name: str) -> None:
    """Raise Refused for too many entries, entries that overlap, a password, and what unpacks to far more than it is."""
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    if len(entries) > limits.MOST_ENTRIES:
        raise limits.unsafe(name, "it holds too many files")
    if any(entry.flag_bits & 1 for entry in entries):
        raise limits.locked(name)
    for entry, following in itertools.pairwise(entries):
        if entry.header_offset + ROW_END + entry.compress_size > following.header_offset:
            raise limits.unsafe(name, "its parts overlap")
    for entry in entries:
        if entry.file_size > CHUNK and entry.file_size > limits.MOST_RATIO * max(entry.compress_size, 1):
            raise limits.unsafe(name, "it would unpack to far more than it is")


def streamed(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part, counted while it is unpacked: what the archive claims about its size is not believed."""
    pieces = []
    size = 0
    with archive.open(part) as stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > limits.MOST_UNPACKED:
                raise limits.unsafe(name, "it would unpack to far more than it is")
            pieces.append(piece)
    return b"".join(pieces)


def blocks_of(body: Element, numbering: Numbering) -> Iterator[Piece]:
    """Paragraphs and table rows in reading order."""
    for element in body:
        if element.tag == W + "p":
            yield from paragraph(element, numbering)
        elif element.tag == W + "tbl":
            yield from rows(element)
        elif element.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"):
            yield from blocks_of(element, numbering)


def paragraph(element: Element, numbering: Numbering) -> Iterator[Piece]:
    """One paragraph with its automatic number in front, if it has words."""
    words = words_of(element)
    if words:
        number = numbering.next_number(element)
        text = f"{number} {words}" if number else words
        kind = "heading" if numbering.is_heading(element) else "list" if number else kind_of(text)
        yield Piece(kind, text, 1)


def rows(table: Element) -> Iterator[Piece]:
    """Each row of a table as one block, its cells apart."""
    for line in table_rows(table, words_of):
        yield Piece("table", line, 1)


def words_of(element: Element) -> str:
    """The final words of a paragraph."""
    return " ".join("".join(runs(element)).split())


def runs(element: Element) -> Iterator[str]:
    """Text, tabs and breaks under `element`, without what was deleted or moved away."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if here.tag in LEFT_OUT or here.tag == ALTERNATE:
            continue
        if here.tag == W + "t":
            yield here.text or ""
        elif here.tag in (W + "tab", W + "br", W + "cr"):
            yield " "
        elif here.tag == W + "noBreakHyphen":
            yield "-"
        waiting.extend(reversed(here))
