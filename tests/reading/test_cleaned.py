"""What goes with a concern: the same to look at, and nothing in it that tells who made it, where or when."""

import io
import zipfile
from typing import Any

import pypdf
import pytest
from PIL import Image, PngImagePlugin
from pypdf.actions import JavaScript

from paripassu.reading import cleaned as cleaning
from paripassu.reading.cleaned import MOST_BYTES, cleaned
from tests.cast import refused

ADA = b"Ada of Harbour Works"


def picture(size: tuple[int, int] = (40, 20), mode: str = "RGB") -> Image.Image:
    """Dark on the left and light on the right, so that it can be seen whether it was turned."""
    made = Image.new(mode, size, 0)
    made.paste((250,) * len(made.getbands()), (size[0] // 2, 0, *size))
    return made


def saved(kind: str, made: Image.Image | None = None, **more: Any) -> bytes:
    kept = io.BytesIO()
    (made or picture()).save(kept, kind, **more)
    return kept.getvalue()


def telling() -> Image.Exif:
    """Who took a photograph, with what, when, and where they stood."""
    found = Image.Exif()
    found[0x013B], found[0x010F], found[0x0132] = ADA.decode(), "Camera of Ada", "2026:03:02 09:30:00"
    found.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 7.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return found


def document(**told: str) -> bytes:
    """A PDF that names its author in its information, in an attachment, in a comment and in an earlier version."""
    earlier, kept = io.BytesIO(), io.BytesIO()
    first = pypdf.PdfWriter(clone_from=io.BytesIO(saved("PDF")))
    first.add_metadata({"/Title": "Earlier, by " + ADA.decode()})
    first.write(earlier)
    writer = pypdf.PdfWriter(earlier, incremental=True)
    writer.add_metadata({"/Author": ADA.decode(), "/Creator": "Ada's machine", **told})
    writer.add_attachment("ada.txt", ADA)
    writer.add_open_action(JavaScript("app.alert('Ada')"))
    writer.write(kept)
    return kept.getvalue()


def test_place_camera_author_and_day_of_a_photograph_are_gone() -> None:
    sent = saved("JPEG", exif=telling(), comment=ADA)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825), "the test is one: the place is in it"
    found = cleaned(sent)
    assert (found.ending, found.media) == ("jpg", "image/jpeg")
    again = Image.open(io.BytesIO(found.content))
    assert not dict(again.getexif())
    assert not {"exif", "comment", "icc_profile", "photoshop", "xmp"} & set(again.info)
    for each in (b"Ada", b"Exif", b"2026:03"):
        assert each not in found.content


def test_texts_within_a_png_and_a_webp_are_gone() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", ADA.decode())
    told.add_itxt("XML:com.adobe.xmp", f"<x>{ADA.decode()}</x>")
    for sent in (saved("PNG", pnginfo=told, exif=telling()), saved("WEBP", exif=telling(), xmp=ADA)):
        assert ADA in sent
        assert ADA not in cleaned(sent).content


def test_what_hangs_behind_the_last_byte_of_a_picture_is_gone() -> None:
    assert ADA not in cleaned(saved("JPEG") + ADA).content


def test_a_picture_that_its_camera_only_said_was_turned_is_turned() -> None:
    upright = Image.Exif()
    upright[0x0112] = 6
    found = Image.open(io.BytesIO(cleaned(saved("JPEG", exif=upright)).content))
    assert found.size == (20, 40)
    top, bottom = found.convert("L").getpixel((10, 2)), found.convert("L").getpixel((10, 37))
    assert isinstance(top, int | float)
    assert isinstance(bottom, int | float)
    assert top < 60 < 190 < bottom


def test_a_large_picture_is_made_smaller_and_what_is_clear_stays_clear() -> None:
    found = Image.open(io.BytesIO(cleaned(saved("PNG", picture((4000, 40), "RGBA"))).content))
    assert (found.size, found.mode) == ((2000, 20), "RGBA")


def test_author_days_attachments_scripts_and_earlier_versions_of_a_pdf_are_gone() -> None:
    sent = document(**{"/CreationDate": "D:20260302093000"})
    assert sent.count(b"%%EOF") == 2, "the test is one: it has an earlier version"
    found = cleaned(sent)
    reader = pypdf.PdfReader(io.BytesIO(found.content))
    assert (reader.metadata, reader.xmp_metadata, dict(reader.attachments)) == (None, None, {})
    assert found.content.count(b"%%EOF") == 1
    assert reader.pages[0].extract_text() == ""
    for each in (b"Ada", b"JavaScript", b"/ID", b"Date", b"Annot"):
        assert each not in found.content


def test_the_same_file_comes_out_the_same_whenever_it_is_sent() -> None:
    for sent in (saved("JPEG"), saved("PNG"), document()):
        assert cleaned(sent) == cleaned(sent)


def test_a_text_keeps_its_words_and_loses_the_marks_that_nobody_sees() -> None:
    sent = "\ufeffThe\u200b valve\u2060 on\u202e deck four \t\r\nwas open\U000e0041".encode()
    assert cleaned(sent).content.decode() == "The valve on deck four\nwas open"
    assert cleaned("Größe".encode("utf-16")).content.decode() == "Größe"


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(("sent", "code"), [
    (b"", "enclosed_size"), (b"a" * (MOST_BYTES + 1), "enclosed_size"),
    (packed("word/document.xml"), "enclosed_tells"), (b"\xd0\xcf\x11\xe0old office", "enclosed_tells"),
    (b"{\\rtf1 hello}", "enclosed_tells"), (b"MZ\x90\x00\x03", "enclosed_unknown"),
    (b"GIF89a\x00\x01", "enclosed_unknown"),
    (b"\x00\x00\x00\x18ftypmp42", "enclosed_unknown"), (b"%PDF-1.7 and nothing", "enclosed_damaged"),
    (saved("PNG")[:60], "enclosed_damaged"), (saved("JPEG")[:300], "enclosed_damaged"),
    (saved("PNG", save_all=True, append_images=[picture(mode="RGB").rotate(180)]), "enclosed_moves"),
])  # fmt: skip
def test_what_cannot_be_drawn_anew_is_refused_with_a_sentence(sent: bytes, code: str) -> None:
    with refused(code):
        cleaned(sent)


def test_a_picture_that_says_it_is_huge_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 700)
    with refused("enclosed_size"):
        cleaned(saved("PNG"))
    bomb = saved("PNG", Image.new("1", (30_000, 30_000)))
    with refused("enclosed_size"):
        cleaned(bomb)


def test_a_pdf_behind_a_password_and_one_of_too_many_pages_are_refused() -> None:
    locked, long = pypdf.PdfWriter(), pypdf.PdfWriter()
    for writer, pages in ((locked, 1), (long, cleaning.MOST_PAGES + 1)):
        for _page in range(pages):
            writer.add_blank_page(72, 72)
    locked.encrypt("ada")
    for writer, code in ((locked, "enclosed_damaged"), (long, "enclosed_pages")):
        kept = io.BytesIO()
        writer.write(kept)
        with refused(code):
            cleaned(kept.getvalue())
