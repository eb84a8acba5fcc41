"""Where the words of a place stand on the pages of a PDF: one box a line, in points from the lower left corner.

The words are looked for, without white space, on the page of the place and the next; what is not found has no box.
"""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from paripassu.reading.draft import Box, Draft, Place

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

FEWEST = 3


class Page:
    """The letters of one page without white space, and the index of each among all."""

    def __init__(self, page: "pypdfium2.PdfTextPage") -> None:
        text = page.get_text_range()
        self.page = page
        self.indexes = [index for index, letter in enumerate(text) if seen(letter)]
        self.letters = "".join(text[index] for index in self.indexes)

    def boxes(self, number: int, start: int, end: int) -> Iterator[Box]:
        """The boxes of the letters from `start` up to `end`."""
        first, last = self.indexes[start], self.indexes[end - 1]
        for each in range(self.page.count_rects(first, last - first + 1)):
            left, bottom, right, top = self.page.get_rect(each)
            yield Box(number, round(left, 1), round(bottom, 1), round(right, 1), round(top, 1))


def seen(letter: str) -> bool:
    """True for what is compared: no white space, no hyphen, which may be at the end of a line only."""
    return not letter.isspace() and letter not in "-\u00ad\u2010\u0002\ufffe"


def boxes(content: bytes, draft: Draft) -> dict[str, tuple[Box, ...]]:
    """The boxes of every place of a draft, by `start-end`; none for a PDF that this reader of boxes cannot open."""
    import pypdfium2  # here, because a text does without

    with (
        contextlib.suppress(pypdfium2.PdfiumError, ValueError),
        contextlib.closing(pypdfium2.PdfDocument(content)) as pdf,
    ):
        pages = {number: Page(pdf[number - 1].get_textpage()) for number in range(1, len(pdf) + 1)}
        return {f"{place.start}-{place.end}": tuple(on_pages(draft, place, pages)) for place in set(places(draft))}
    return {}


def places(draft: Draft) -> Iterator[Place]:
    """Every place of a draft."""
    terms = (draft.title, draft.agreement_date, draft.effective_date, draft.expiration_date, draft.renewal_term)
    for found in (*terms, draft.renewal_notice, draft.governing_law, draft.duration):
        if found is not None:
            yield found.place
    yield from (party.place for party in draft.parties)
    yield from (duty.place for duty in draft.duties)
    yield from (way.place for way in draft.exits)
    yield from (charge.place for charge in draft.charges)
    for clause in draft.clauses.values():
        yield from clause.places


def on_pages(draft: Draft, place: Place, pages: dict[int, Page]) -> Iterator[Box]:
    """The boxes of one place; words that go on over the end of a page are found in two parts."""
    words = "".join(letter for letter in draft.document.words(place.start, place.end) if seen(letter))
    for number in (place.page, place.page + 1):
        page = pages.get(number)
        if page is None or len(words) < FEWEST:
            return
        at, length = matched(page.letters, words)
        if length:
            yield from page.boxes(number, at, at + length)
            words = words[length:]


def matched(letters: str, words: str) -> tuple[int, int]:
    """Where the words stand, and how many of their letters: all of them, or those up to the end of the page."""
    at = letters.find(words)
    if at >= 0:
        return at, len(words)
    start = letters.rfind(words[:12])
    while start >= 0:
        length = common(letters, start, words)
        if length >= min(40, len(words)):
            return start, length
        start = letters.rfind(words[:12], 0, start)
    return 0, 0


def common(letters: str, start: int, words: str) -> int:
    """How many letters from `start` are the same."""
    for number, (one, other) in enumerate(zip(letters[start:], words, strict=False)):
        if one != other:
            return number
    return min(len(letters) - start, len(words))
