"""Reading: an agreement document becomes a draft in which every item has its place. Pure: knows no Django."""

from pathlib import Path

from paripassu.reading.agreement import draft
from paripassu.reading.document import document
from paripassu.reading.draft import Draft
from paripassu.reading.shown import as_json

__all__ = ["Draft", "as_json", "read"]


def read(path: str | Path, content: bytes | None = None, name: str | None = None) -> Draft:
    """The draft of the agreement in a file (.pdf, .docx, .txt, .md, .html); raises Refused when it cannot be read.

    Runs in this process: for files from strangers use `paripassu.reading.apart.read_apart`.
    """
    return draft(document(path, content, name))
