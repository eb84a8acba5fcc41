"""What a file is, told from its bytes, before it is kept: only known kinds, each under its own ending, and no trap.

Nothing here opens a file for its content. A kind is kept when people exchange it and reading it runs nothing; programs,
scripts and documents with macros are not. What a browser would run (HTML, SVG) is kept, and never shown in place.
"""

import io
import re
import zipfile

from paripassu.alliance.facts import UNREADABLE
from paripassu.alliance.refusals import Refused
from paripassu.reading.word import UNSOUND, refuse_traps

LONGEST_NAME = 200
MOST_UNPACKED = 500 * 1024 * 1024
"""Bytes that everything in one packed file may come to, by what it says of itself; each part's ratio is bound too."""

PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"#!")
"""How programs and scripts begin, whatever else is in the file."""

BEGINNINGS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("pdf", re.compile(rb"(?s).{0,1000}%PDF")),
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"(?s)RIFF.{4}WEBP")),
    ("tiff", re.compile(rb"II\*\x00|MM\x00\*")),
    ("packed", re.compile(rb"PK\x03\x04")),
    ("dwg", re.compile(rb"AC10[0-9]{2}")),
    ("mp4", re.compile(rb"(?s).{4}ftyp")),
)
OCTETS = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

ENDINGS: dict[str, tuple[str, str]] = {
    "pdf": ("pdf", "application/pdf"),
    "png": ("png", "image/png"),
    **dict.fromkeys(("jpg", "jpeg"), ("jpeg", "image/jpeg")),
    "gif": ("gif", "image/gif"),
    "webp": ("webp", "image/webp"),
    **dict.fromkeys(("tif", "tiff"), ("tiff", "image/tiff")),
    "docx": ("packed", f"{_OFFICE}wordprocessingml.document"),
    "xlsx": ("packed", f"{_OFFICE}spreadsheetml.sheet"),
    "pptx": ("packed", f"{_OFFICE}presentationml.presentation"),
    "odt": ("packed", f"{_OPEN}text"),
    "ods": ("packed", f"{_OPEN}spreadsheet"),
    "odp": ("packed", f"{_OPEN}presentation"),
    "zip": ("packed", "application/zip"),
    "dwg": ("dwg", "image/vnd.dwg"),
    **dict.fromkeys(("mp4", "m4v", "mov"), ("mp4", "video/mp4")),
    **dict.fromkeys(("txt", "log", "text"), ("text", "text/plain")),
    **dict.fromkeys(("md", "markdown"), ("text", "text/markdown")),
    **dict.fromkeys(("csv", "tsv"), ("text", "text/csv")),
    **dict.fromkeys(("htm", "html"), ("text", "text/html")),
    "svg": ("text", "image/svg+xml"),
    "json": ("text", "application/json"),
    "xml": ("text", "application/xml"),
    **dict.fromkeys(("yaml", "yml", "toml"), ("text", "text/plain")),
    **dict.fromkeys(("step", "stp", "ifc", "dxf"), ("text", "text/plain")),
    "ics": ("text", "text/calendar"),
}
"""Ending of the name -> what the bytes have to be, and the media type. A new kind adds its line here."""

INSIDE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/", "odt": "mimetype", "ods": "mimetype", "odp": "mimetype"}
"""What a packed document has inside that is called so."""

RUNS = re.compile(
    r"(?i)\.(exe|dll|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|scr|lnk|jar|sh|app|apk|iso|img|docm|xlsm|pptm|zip|rar|7z)$"
    r"|vbaProject\.bin$"
)
"""What a packed file does not hold: programs, macros, and further packed files, in which more could hide."""


def inspected(name: str, content: bytes) -> str:
    """The media type of a file. Refused, with what to do, when it is not kept here."""
    kind, media = _called(name)
    if content.startswith(PROGRAMS):
        raise Refused("file_runs", "“{name}” is a program or a script. Share what it gives, not what runs.", name=name)
    if _is(content) != kind:
        raise Refused(
            "file_lies",
            "“{name}” is not what its ending says. Save it again in the program that made it, under its own ending.",
            name=name,
        )
    if kind == "packed":
        _without_traps(name, content)
    return media


def _called(name: str) -> tuple[str, str]:
    """The kind and media type that the ending of a name stands for."""
    if UNREADABLE.search(name) or len(name) > LONGEST_NAME or re.search(r"[\\/:\x00-\x1f]", name):
        sentence = "The name of a file is plain text of at most {most} characters, without / or :."
        raise Refused("name_unreadable", sentence, most=LONGEST_NAME)
    ending = name.rpartition(".")[2].casefold()
    if "." not in name or ending not in ENDINGS:
        raise Refused(
            "file_of_unknown_kind",
            "“{name}” is of no kind that is kept here. Send it as {endings}.",
            name=name,
            endings=", ".join(sorted(ENDINGS)),
        )
    return ENDINGS[ending]


def _is(content: bytes) -> str:
    """What the bytes are: one of the kinds above, text, or nothing known."""
    found = next((kind for kind, begins in BEGINNINGS if begins.match(content)), "")
    if found:
        return found
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    return "" if b"\x00" in content else "text"


def _without_traps(name: str, content: bytes) -> None:
    """Refused for what unpacks to far more than it is, hides behind a password, or holds what runs."""
    ending = name.rpartition(".")[2].casefold()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_traps(archive, name)
            entries = archive.infolist()
    except UNSOUND as error:
        raise Refused("file_lies", "“{name}” is damaged: it cannot be opened. Save it again.", name=name) from error
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("file_unpacks", "“{name}” would unpack to more than {most} MB. Send its parts.", name=name,
                      most=MOST_UNPACKED // 2**20)  # fmt: skip
    held = [entry.filename for entry in entries]
    if any(RUNS.search(each) for each in held):
        raise Refused("file_runs", "“{name}” holds a program, a macro or another packed file. Take it out.", name=name)
    if ending in INSIDE and not any(each.startswith(INSIDE[ending]) for each in held):
        raise Refused("file_lies", "“{name}” is not what its ending says. Save it again under its own ending.",
                      name=name)  # fmt: skip
