"""A copy of a text in which every gap is one space wide, for readers that look only so far around a place.

Texts of filings are often justified with spaces, and underlined with lines of dashes; these are gaps as well, since
they say nothing and part a sentence.
"""

import bisect
import re

import msgspec
from msgspec.structs import replace

from paripassu.reading.draft import Found
from paripassu.reading.structure import Sentence, Structure

GAP = re.compile(r" {2,}")
UNDERLINES = re.compile(r"(?<!\S)[-=]{3,}(?!\S)")


class Tight(msgspec.Struct, frozen=True):
    """The structure without wide gaps (its sections and definitions left out), and the way back to the text.

    `starts` are the offsets in the tight text from which on `cuts` characters are missing ahead.
    """

    bones: Structure
    wide: Structure
    starts: tuple[int, ...]
    cuts: tuple[int, ...]

    def widened(self, found: Found | None) -> Found | None:
        """What was found in the tight text, at its place in the text itself."""
        if found is None:
            return None
        start, end = self.offset(found.place.start), self.offset(max(0, found.place.end - 1)) + 1
        return replace(found, place=self.wide.place(start, end))

    def offset(self, tight: int) -> int:
        """The offset in the text of an offset in the tight text."""
        return tight + self.cuts[bisect.bisect_right(self.starts, tight) - 1]


def tightened(wide: Structure) -> Tight:
    """A structure in which each gap is one character: a line's end where the gap had one."""
    bare = UNDERLINES.sub(lambda line: " " * len(line[0]), wide.flat)
    gaps = [match.span() for match in GAP.finditer(bare)]
    starts, cuts, ends, lost = [0], [0], [0], 0
    for start, end in gaps:
        lost += end - start - 1
        starts.append(end - lost)
        ends.append(end)
        cuts.append(lost)

    def moved(at: int) -> int:
        """The offset in the tight text of an offset in the text."""
        number = bisect.bisect_right(ends, at) - 1
        inside = number < len(gaps) and gaps[number][0] < at
        return gaps[number][0] + 1 - cuts[number] if inside else at - cuts[number]

    kept = list(zip(ends, [start for start, _ in gaps] + [len(wide.flat)], strict=True))
    flat = " ".join(bare[start:end] for start, end in kept)
    text = joined(wide.document.text, kept, gaps)
    document = replace(
        wide.document, text=text, page_starts=tuple(map(moved, wide.document.page_starts)), furniture=(), blocks=()
    )
    sentences = tuple(Sentence(moved(one.start), moved(one.end)) for one in wide.sentences)
    bones = replace(
        wide,
        document=document,
        flat=flat,
        sentences=sentences,
        sections=(),
        definitions=(),
        signed_at=moved(wide.signed_at),
    )
    return Tight(bones, wide, tuple(starts), tuple(cuts))


def joined(text: str, kept: list[tuple[int, int]], gaps: list[tuple[int, int]]) -> str:
    """The kept parts of a text with one character for each gap."""
    parts = [text[start:end] for start, end in kept]
    between = ["\n" if "\n" in text[start:end] else " " for start, end in gaps]
    return "".join(part + gap for part, gap in zip(parts, [*between, ""], strict=True))
