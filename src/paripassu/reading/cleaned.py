"""A file without what tells on whoever made it: pictures drawn anew, documents as pictures of their pages, plain text.

A file says more than it shows: place and camera in a photograph, authors and earlier versions in a document, marks that
nobody sees in a text. To take out what is known would leave what is not, so nothing is taken over but what can be seen.
What can be seen may tell as well: a face, a letterhead, where somebody stood. That is for its owner to look at.
"""

import io
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 5 * 2**20
"""Bytes of one file as it comes."""

MOST_AFTER = 2 * MOST_BYTES
"""Bytes of one file as it goes on: pages of small print take more room as pictures."""

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000
"""Pixels of the longer side of a picture that is drawn anew; of a page of a document as well."""

MOST_PAGES = 10
_DOTS = 120
"""Points of a page in an inch: small print can still be read."""
_PICTURES = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "JPEG"}
"""Kind of picture that is taken -> the kind that it goes on as."""

_QUALITY = 80
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")

TAKEN = "JPEG, PNG, WebP, PDF, TXT"


class Cleaned(NamedTuple):
    """What is left: its ending, its media type, and its bytes."""

    ending: str
    media: str
    content: bytes


def cleaned(content: bytes) -> Cleaned:
    """The same to look at, with nothing else in it. Refused, with what to do, for all that cannot be drawn anew."""
    if not content or len(content) > MOST_BYTES:
        raise Refused("enclosed_size", "A file has 1 byte to {most} MB. Send a smaller picture, or fewer pages.",
                      most=MOST_BYTES // 2**20)  # fmt: skip
    if b"%PDF" in content[:1024]:
        found = Cleaned("pdf", "application/pdf", _document(content))
    elif content.startswith(_PACKED):
        raise Refused(
            "enclosed_tells",
            "Such a document keeps in many places who wrote it, where and when. Save it as PDF, or copy the words.",
        )
    elif (text := _text(content)) is not None:
        found = Cleaned("txt", "text/plain", text)
    else:
        found = _picture(content)
    if len(found.content) > MOST_AFTER:
        raise Refused("enclosed_size", "Drawn anew it has more than {most} MB. Send fewer pages.",
                      most=MOST_AFTER // 2**20)  # fmt: skip
    return found


# --- pictures ---


def _picture(content: bytes) -> Cleaned:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=list(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _too_large()
            if getattr(picture, "n_frames", 1) > 1:
                raise Refused("enclosed_moves", "Pictures that move are not taken. Send one picture of it.")
            kind = _PICTURES[str(picture.format)]
            return Cleaned(*_ENDINGS[kind], _drawn(ImageOps.exif_transpose(picture), kind))
    except Image.DecompressionBombError as bomb:
        raise _too_large() from bomb
    except UnidentifiedImageError as error:
        raise Refused("enclosed_unknown", "This is none of the kinds that can be sent with a concern: {taken}.",
                      taken=TAKEN) from error  # fmt: skip
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged() from error


_ENDINGS = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}


def _too_large() -> Refused:
    return Refused("enclosed_size", "The picture has more than {most} million points. Make it smaller first.",
                   most=MOST_PIXELS // 10**6)  # fmt: skip


def _damaged() -> Refused:
    return Refused("enclosed_damaged", "The file cannot be read: it is damaged, or locked. Save it again, unlocked.")


def _drawn(picture: "Image", kind: str) -> bytes:
    """The points of a picture in a new one, and nothing that came beside them."""
    from PIL import Image

    mode = "RGBA" if kind == "PNG" and picture.has_transparency_data else "RGB"
    points = picture.convert(mode)
    points.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(mode, points.size)
    bare.paste(points)
    kept = io.BytesIO()
    bare.save(kept, kind, **({"quality": _QUALITY} if kind == "JPEG" else {"optimize": True}))
    return kept.getvalue()


# --- documents ---


def _document(content: bytes) -> bytes:
    """A PDF of pictures of the pages: no text behind them, no names, days, attachments or earlier versions."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(content)
        if len(document) > MOST_PAGES:
            raise Refused("enclosed_pages", "Send at most {most} pages: those that matter.", most=MOST_PAGES)
        document.init_forms()  # what was filled into a form is seen, and so is drawn
        pages = [_page(page) for page in document]
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise _damaged() from error
    if not pages:
        raise _damaged()
    kept = io.BytesIO()
    nothing = dict.fromkeys(
        ("title", "author", "subject", "keywords", "creator", "producer", "creationDate", "modDate")
    )
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], quality=_QUALITY, resolution=_DOTS, **nothing)
    return kept.getvalue()


def _page(page: object) -> "Image":
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(_DOTS / 72, LONGEST_SIDE / max(width, height, 1))
    drawn: Image = page.render(scale=scale).to_pil().convert("RGB")  # type: ignore[attr-defined]
    return drawn


# --- text ---


def _text(content: bytes) -> bytes | None:
    """Plain text in UTF-8, without marks that nobody sees; None when it is no text."""
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(unicodedata.category(each) == "Cc" and each not in "\t\n\r\f" for each in text):
        return None
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(each for each in lines if unicodedata.category(each) not in ("Cf", "Co", "Cn"))
    return "\n".join(line.rstrip() for line in seen.split("\n")).encode()
