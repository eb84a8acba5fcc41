"""What a file is, told from its first bytes and never from its name."""

import re

from paripassu.reading import limits

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"

OFFICE_1997 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (rar)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
WIDE = (b"\xff\xfe", b"\xfe\xff")
HTML_START = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
MARKDOWN_HEADING = re.compile(rb"(?m)^#{1,6} \S")
CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 26, 27})
MOST_CONTROL = 0.005


def media(content: bytes, name: str) -> str:
    """The media type of `content`; raises Refused for an empty file and for a kind that is not read."""
    if not content.strip(b"\x00 \t\r\n\f\v"):
        raise limits.empty(name)
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return DOCX
    refuse_foreign(content, name)
    return written(content, name)


def refuse_foreign(content: bytes, name: str) -> None:
    """Raise Refused for the kinds that people send by mistake, each by its name."""
    if content.startswith(OFFICE_1997):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise limits.locked(name)
        raise limits.wrong_kind(name, "a file of an old office program (.doc, .xls)")
    for start, kind in FOREIGN:
        if content.startswith(start):
            raise limits.wrong_kind(name, kind)


def written(content: bytes, name: str) -> str:
    """Text, Markdown or HTML; raises Refused when the bytes are not writing."""
    if content.startswith(WIDE):
        return TEXT
    sample = content[:65536]
    if len(sample) - len(sample.translate(None, CONTROL)) > MOST_CONTROL * len(sample):
        raise limits.wrong_kind(name, "a file of an unknown kind")
    if HTML_START.match(content.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    return MARKDOWN if MARKDOWN_HEADING.search(content) else TEXT
