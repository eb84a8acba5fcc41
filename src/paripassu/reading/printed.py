"""What is printed on a page of a PDF: fragments of lines with their places, in points from the lower left corner."""

import statistics
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

# A gap within a line that is wider than both of these parts it: a tab, or the space between two columns.
WIDE_POINTS = 8.0
WIDE_HEIGHTS = 1.1
SPECIAL = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-", "\u00a0": " ", "\x00": " ", "\r": " ", "\n": " "})
LONGEST_MARK = 24.0
MOST_BESIDE = 60


class Fragment(NamedTuple):
    """Words on one line with no wide gap between them."""

    left: float
    bottom: float
    right: float
    top: float
    text: str

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.bottom + self.top) / 2


class Row(NamedTuple):
    """The fragments that stand beside each other, from left to right."""

    fragments: tuple[Fragment, ...]

    @property
    def text(self) -> str:
        """All words of it."""
        return " ".join(fragment.text for fragment in self.fragments)

    @property
    def bottom(self) -> float:
        """The lowest edge."""
        return min(fragment.bottom for fragment in self.fragments)

    @property
    def middle(self) -> float:
        """Where most of it stands."""
        return statistics.median(fragment.middle for fragment in self.fragments)


def fragments(page: "pypdfium2.PdfTextPage") -> list[Fragment]:
    """Every fragment of a page, in the order in which the file writes them."""
    found: list[Fragment] = []
    at = 0
    for line in page.get_text_range().split("\r\n"):
        if line.strip():
            found.extend(parted(page, at, line))
        at += len(line) + 2
    return found


def parted(page: "pypdfium2.PdfTextPage", at: int, line: str) -> Iterator[Fragment]:
    """The fragments of one line, whose first letter is the one at `at` on the page."""
    boxes = [page.get_rect(number) for number in range(page.count_rects(at, len(line)))]
    if not boxes:
        return
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    ends = sorted((box[0], box[2]) for box in boxes)
    wide = max(WIDE_POINTS, WIDE_HEIGHTS * min(top - bottom, LONGEST_MARK))
    reached, gaps = ends[0][1], 0
    for start, end in ends[1:]:
        gaps += start - reached > wide
        reached = max(reached, end)
    if gaps:
        yield from by_letters(page, at, line, wide)
    else:
        yield Fragment(left, bottom, right, top, clean(line))


def by_letters(page: "pypdfium2.PdfTextPage", at: int, line: str, wide: float) -> Iterator[Fragment]:
    """The fragments of a line that has wide gaps, by the place of every letter."""
    words: list[str] = []
    box: list[float] = []
    for number, letter in enumerate(line, at):
        if letter.isspace():
            words.append(" ")
            continue
        left, bottom, right, top = page.get_charbox(number)
        if box and (left - box[2] > wide or left < box[0] - wide):
            yield Fragment(box[0], box[1], box[2], box[3], clean("".join(words)))
            words, box = [], []
        words.append(letter)
        box = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)] if box else [
            left, bottom, right, top,
        ]  # fmt: skip
    if box:
        yield Fragment(box[0], box[1], box[2], box[3], clean("".join(words)))


def clean(words: str) -> str:
    """Words with plain spaces; a lone surrogate becomes a question mark."""
    return " ".join(words.translate(SPECIAL).encode("utf-8", errors="replace").decode("utf-8").split())


def rows(found: list[Fragment]) -> list[Row]:
    """The fragments of a page as rows from top to bottom."""
    grouped: list[list[Fragment]] = []
    for fragment in sorted((one for one in found if one.text), key=lambda one: (-one.middle, one.left)):
        if grouped and len(grouped[-1]) < MOST_BESIDE and beside(grouped[-1], fragment):
            grouped[-1].append(fragment)
        else:
            grouped.append([fragment])
    return [Row(tuple(sorted(row))) for row in grouped]


def beside(row: list[Fragment], fragment: Fragment) -> bool:
    """True when a fragment stands on the line of those in `row`, and over none of them."""
    tallest = max(row, key=lambda one: one.top - one.bottom)
    level = (
        tallest.bottom - 1 <= fragment.middle <= tallest.top + 1 or fragment.bottom <= tallest.middle <= fragment.top
    )
    over = any(min(one.right, fragment.right) - max(one.left, fragment.left) > 3 for one in row)
    return level and not over
