"""How much of a document is read, and the refusals that say so in one sentence each.

Sizes in bytes, lengths in characters. A document beyond a limit is refused before the costly part of reading starts.
"""

from paripassu.alliance.refusals import Refused

MOST_BYTES = 25 * 1024 * 1024
MOST_PAGES = 500
MOST_CHARACTERS = 3_000_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 200


def too_big(name: str, size: int, most: int = MOST_BYTES) -> Refused:
    """The file has more bytes than we read."""
    return Refused(
        "document_too_big",
        "{name} has {size} MB, and at most {most} MB are read. "
        "Save it without pictures, or send only the agreement itself.",
        name=name,
        size=f"{size / 1024 / 1024:.1f}",
        most=most // 1024 // 1024,
    )


def too_many_pages(name: str, pages: int) -> Refused:
    """The file has more pages than we read."""
    return Refused(
        "document_too_long",
        "{name} has {pages} pages, and at most {most} are read. Split it, and send the agreement without its annexes.",
        name=name,
        pages=pages,
        most=MOST_PAGES,
    )


def too_long(name: str, characters: int) -> Refused:
    """The text has more characters than we read."""
    return Refused(
        "document_too_long",
        "{name} has {characters} characters, and at most {most} are read. "
        "Split it, and send the agreement without its annexes.",
        name=name,
        characters=characters,
        most=MOST_CHARACTERS,
    )


def empty(name: str) -> Refused:
    """Nothing is in the file."""
    return Refused(
        "document_empty", "{name} is empty. Check that you chose the right file, and save it again.", name=name
    )


def only_pictures(name: str) -> Refused:
    """A scan: pages, and no letters on them."""
    return Refused(
        "document_has_no_text",
        "{name} has no text, only pictures; run it through text recognition (OCR), or send the original document.",
        name=name,
    )


def locked(name: str) -> Refused:
    """A password is needed to open the file."""
    return Refused(
        "document_locked",
        "{name} is protected with a password. Open it, save a copy without the password, and send that copy.",
        name=name,
    )


def damaged(name: str, kind: str) -> Refused:
    """The file says that it is of a kind, and is not sound."""
    return Refused(
        "document_damaged",
        "{name} looks like a {kind} but is damaged and cannot be read. Open it in the program that made it, "
        "save it again, and send the new copy.",
        name=name,
        kind=kind,
    )


def unsafe(name: str, why: str) -> Refused:
    """The file is built so that opening it would cost too much."""
    return Refused(
        "document_unsafe",
        "{name} is not opened: {why}. Save it again as a plain .docx, .pdf or .txt file, and send that.",
        name=name,
        why=why,
    )


def wrong_kind(name: str, kind: str) -> Refused:
    """The file is something else than a document that we read."""
    return Refused(
        "document_of_wrong_kind",
        "{name} is {kind}, which is not read. Send the agreement as .pdf, .docx, .txt, .md or .html.",
        name=name,
        kind=kind,
    )


def unreadable(name: str) -> Refused:
    """There is no such file, or it may not be opened."""
    return Refused(
        "document_not_found",
        "{name} cannot be opened. Check the path, and that you may read the file.",
        name=name,
    )
