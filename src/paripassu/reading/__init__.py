"""Reading: an agreement document becomes a draft in which every item has its place. Pure: knows no Django."""

from pathlib import Path

from msgspec.structs import replace

from paripassu.reading.agreement import draft
from paripassu.reading.boxes import boxes
from paripassu.reading.document import document, file_bytes
from paripassu.reading.draft import Draft
from paripassu.reading.media import PDF
from paripassu.reading.shown import as_json

__all__ = ["Draft", "as_json", "read"]


def read(path: str | Path, content: bytes | None = None, name: str | None = None) -> Draft:
    """The draft of the agreement in a file (.pdf, .docx, .txt, .md, .html); raises Refused when it cannot be read.

    Runs in this process: for files from strangers use `paripassu.reading.apart.read_apart`.
    """
    shown = name or Path(path).name
    content = file_bytes(Path(path), shown) if content is None else content
    found = draft(document(path, content, shown))
    return replace(found, boxes=boxes(content, found)) if found.document.media == PDF else found
