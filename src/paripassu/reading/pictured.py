"""A page of a PDF as it is in the file, with a place marked on it, drawn in a process of its own with limits.

The page of a scan or of a damaged file is refused with a sentence, and a page of any size comes to a bounded picture.
"""

import contextlib
import io
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from paripassu.alliance.refusals import Refused
from paripassu.reading.apart import PATIENCE, Refusal, environment, limit_itself, respond
from paripassu.reading.boxes import Page, matched, seen

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS = 5
MEMORY = 1 << 30
DOTS = 120
LONGEST_SIDE = 2_000
MARK = (255, 214, 64, 90)
EDGE = (176, 112, 0, 255)


class Asked(msgspec.Struct, frozen=True):
    """What the other process gets: the file, the number of the page from 1, and the words to mark, or none."""

    content: bytes
    page: int
    words: str


class Success(msgspec.Struct, frozen=True, tag="drawn"):
    """A page on its way between the processes, as PNG."""

    png: bytes


def pictured(content: bytes, page: int, words: str) -> bytes:
    """The page of a PDF as PNG with `words` marked where they stand on it. Refused when it cannot be drawn."""
    command = [sys.executable, "-m", "paripassu.reading.pictured"]
    asked = msgspec.msgpack.encode(Asked(content, page, words))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            command, input=asked, capture_output=True, timeout=SECONDS * PATIENCE, check=False, env=environment()
        )
        found = msgspec.msgpack.decode(done.stdout, type=Success | Refusal)
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        raise _undrawn() from error
    if isinstance(found, Refusal):
        raise Refused(found.code, found.sentence, **found.fields)
    return found.png


def drawn(asked: Asked) -> Success:
    """In the other process: the page with its words marked."""
    import pypdfium2  # type: ignore[import-untyped]  # here, because a text does without

    try:
        with contextlib.closing(pypdfium2.PdfDocument(asked.content)) as pdf:
            return Success(_marked(pdf[asked.page - 1], asked))
    except (pypdfium2.PdfiumError, OSError, ValueError, IndexError) as error:
        raise _undrawn() from error


def _marked(page: object, asked: Asked) -> bytes:
    from PIL import Image, ImageDraw

    width, height = page.get_size()  # type: ignore[attr-defined]
    west, south = page.get_cropbox()[:2]  # type: ignore[attr-defined]
    scale = min(DOTS / 72, LONGEST_SIDE / max(width, height, 1))
    picture: Image.Image = page.render(scale=scale).to_pil().convert("RGBA")  # type: ignore[attr-defined]
    over = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pencil = ImageDraw.Draw(over)
    for left, bottom, right, top in _places(page, asked):
        upper, lower = south + height - top, south + height - bottom
        box = ((left - west) * scale - 2, upper * scale - 2, (right - west) * scale + 2, lower * scale + 2)
        pencil.rectangle(box, fill=MARK, outline=EDGE)
    return _png(Image.alpha_composite(picture, over).convert("RGB"))


def _places(page: object, asked: Asked) -> list[tuple[float, float, float, float]]:
    """The boxes of the words on the page, one a line; of words that go on over its end those that stand on it. None on
    a page that is turned."""
    if page.get_rotation():  # type: ignore[attr-defined]
        return []
    letters = Page(page.get_textpage())  # type: ignore[attr-defined]
    words = "".join(letter for letter in asked.words if seen(letter))
    at, length = matched(letters.letters, words) if words else (0, 0)
    if not length:
        return []
    return [(box.left, box.bottom, box.right, box.top) for box in letters.boxes(asked.page, at, at + length)]


def _png(picture: "Image") -> bytes:
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _undrawn() -> Refused:
    return Refused("page_undrawn", "This page cannot be drawn. Download the file and look at it there.")


def main() -> None:
    """The other process."""
    limit_itself(SECONDS, MEMORY)
    respond(lambda content: drawn(msgspec.msgpack.decode(content, type=Asked)))


if __name__ == "__main__":
    main()
