"""The bones of an agreement: sentences, sections, definitions, where the parties are introduced, where it is signed.

All patterns run over `plain_view`, a copy of the text with the same length in which special spaces, quotes and dashes
are plain and page numbers are blank, so that every offset found there holds in the text.
"""

import bisect
import re

import msgspec

from paripassu.reading.document import Document
from paripassu.reading.draft import Found, Place

PLAIN = {
    **dict.fromkeys("\n\r\t\f\v\u00a0\u2002\u2003\u2009\u200a\u202f\u200b\ufeff\x85\u2028\u2029", " "),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−\u00ad", "-"),
}
ABBREVIATIONS = frozenset(
    [
        "inc",
        "ltd",
        "co",
        "corp",
        "llc",
        "l.l.c",
        "l.p",
        "lp",
        "llp",
        "plc",
        "no",
        "nos",
        "sec",
        "secs",
        "art",
        "arts",
        "para",
        "paras",
        "u.s",
        "u.s.a",
        "u.k",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "ave",
        "blvd",
        "rd",
        "ste",
        "fl",
        "bldg",
        "e.g",
        "i.e",
        "et",
        "al",
        "vs",
        "v",
        "cf",
        "etc",
        "viz",
        "fig",
        "approx",
        "est",
        "dept",
        "div",
        "ext",
        "tel",
        "attn",
        "hon",
        "jr",
        "sr",
        "rev",
        "vol",
        "pp",
        "p",
        "s.a",
        "n.v",
        "b.v",
        "s.p.a",
        "s.r.l",
        "gmbh",
        "pty",
        "bros",
        "assoc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "d.c",
        "n.y",
        "a.m",
        "p.m",
        "ph.d",
        "m.d",
        "esq",
        "r.p.c",
        "p.r.c",
        "pa",
        "n.w",
        "s.e",
        "n.e",
        "s.w",
        "w",
        "e",
    ]
)
ENDING = re.compile(r"[.?!][\"')\]]*\s+(?=[\"'(\[]{0,2}(?:[A-Z0-9§]|[a-z][A-Z]))")
# "TERM AND TERMINATION   16.1   This Agreement": a number behind a wide space, not behind "Section" or "and".
NUMBER_AHEAD = re.compile(r"(?<=\w|[.;:,)])\s{2,}(?=\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+[\"(]?[A-Z])")
REFERS = re.compile(
    r"(?i)(?:\b(?:sections?|articles?|clauses?|paragraphs?|§+|and|or|to|in|of|under|by|with|see|through)|,)$"
)
LAST_WORD = re.compile(r"([\w.&]+)[.?!][\"')\]]*$")
NUMBER_ONLY = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,5})\)?")
SECTION = re.compile(
    r"(?P<word>(?:ARTICLE|Article|SECTION|Section|§)\s*)?(?P<number>\d{1,2}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}(?=[.:\s-])|\([a-z]{1,4}\))"
    r"[.):\s-]+(?P<title>(?:[A-Z][\w'/&,-]*[ ]?(?:(?:of|and|the|to|for|on|in|by|or|with)[ ])*){1,8})?"
)
DEFINED = re.compile(
    r'"(?P<means>[A-Z][^"]{1,70})"\s*(?:\([^)]{0,80}\)\s*)?(?:shall\s+)?'
    r"(?:means?|(?:has|have)\s+the\s+meanings?|refers?\s+to|is\s+defined|mean\s+and\s+include)\b"
    r'|\((?:[^()"]{0,80}?)"(?P<called>[A-Z][^"]{1,70})"\s*\)'
)
SIGNED = re.compile(
    r"(?i)\bIN\s+WITNESS\s+(?:WHEREOF|HEREOF)|\bsignature\s+page\b|\bIN\s+WITNESS\b|\bexecuted\s+(?:as\s+of|by\s+their)|\bBy:\s*(?:/s/|_)"
)
OPENED = re.compile(
    r"\bWHEREAS|\bW\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H|\bRECITALS?\b|\bRecitals?\b|\bWhereas\b|\bBACKGROUND\b|\bWITNESSETH|"
    r"\bPREAMBLE\b|\bNOW,?\s+THEREFORE|\bBackground\b|\bINTRODUCTION\b|\bTABLE\s+OF\s+CONTENTS|\bPREMISES\b|"
    r"\b(?:hereby\s+)?(?:mutually\s+)?agree[sd]?\s+(?:as\s+follows|to\s+the\s+following)|\bIt\s+is\s+hereby\s+agreed"
)
# Words with which nothing ends: what follows on the next page goes on with them, be it a number or a name.
LEFT_OPEN = re.compile(
    r"(?:,|\b(?:the|of|to|on|in|and|or|an?|by|for|from|until|till|through|than|with|shall|will|be|is|are|as|at|this|its|their|such|not|under|beyond|between"
    r"|(?i:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{1,2})?))\s*$"
)
LONGEST_RUN = 12_000
FEWEST_OF_A_PARAGRAPH = 90


class Sentence(msgspec.Struct, frozen=True):
    """One sentence, as a span."""

    start: int
    end: int


class Section(msgspec.Struct, frozen=True):
    """A numbered part: its number as written ("3.1"), its title, its depth from 1, and where it starts and ends."""

    number: str
    title: str
    depth: int
    start: int
    end: int


class Definition(msgspec.Struct, frozen=True):
    """A term that the agreement defines, and the span of the term."""

    term: str
    start: int
    end: int


class Structure(msgspec.Struct, frozen=True):
    """A document with its sentences, sections and definitions, and `signed_at`: the offset of the signatures."""

    document: Document
    flat: str
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    definitions: tuple[Definition, ...]
    signed_at: int

    def place(self, start: int, end: int) -> Place:
        """The span without white space at its ends, with its page."""
        while start < end and self.flat[start] == " ":
            start += 1
        while end > start and self.flat[end - 1] == " ":
            end -= 1
        return Place(self.document.page_at(start), start, end)

    def found(self, value: str, confidence: float, start: int, end: int) -> Found:
        """A value at a place."""
        return Found(value, confidence, self.place(start, end))

    def words(self, place: Place) -> str:
        """The words at a place."""
        return self.document.words(place.start, place.end)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset`, or the next one before it."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return self.sentences[max(index, 0)]


def structure(document: Document) -> Structure:
    """The bones of a document."""
    flat = plain_view(document)
    runs = tuple(running_text(document, flat))
    sentences = tuple(sentence for run in runs for sentence in sentences_of(flat, run))
    return Structure(
        document, flat, sentences, tuple(sections(flat, sentences)), tuple(definitions(flat)), signed_at(flat)
    )


def plain_view(document: Document) -> str:
    """The text with plain spaces, quotes and dashes, character by character, page numbers blank."""
    flat = document.text
    for written, plain in PLAIN.items():  # one pass each takes a tenth of the time of `translate`
        flat = flat.replace(written, plain)
    pieces, at = [], 0
    for start, end in document.furniture:
        pieces += [flat[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, flat[at:]])


def running_text(document: Document, flat: str) -> list[Sentence]:
    """Blocks, joined where a sentence goes on after a page break."""
    runs: list[Sentence] = []
    skipped = set(document.furniture)
    page, turned = 1, False
    for block in document.blocks:
        turned = turned or block.page != page or (block.start, block.end) in skipped
        page = block.page
        if (block.start, block.end) in skipped:
            continue
        if runs and goes_on(flat, runs[-1], block.start, turned) and block.kind not in ("table", "heading"):
            runs[-1] = Sentence(runs[-1].start, block.end)
        else:
            runs.append(Sentence(block.start, block.end))
        turned = False
    return runs


def goes_on(flat: str, run: Sentence, start: int, turned: bool) -> bool:
    """True when the block at `start` goes on with the sentence of `run`.

    No stop before it, and a small letter after; a capital letter too, when the page was `turned` in a long paragraph.
    """
    last, first = flat[run.end - 1], flat[start]
    if last in ".?!" or start - run.start > LONGEST_RUN:
        return False
    if turned and LEFT_OPEN.search(flat, max(run.start, run.end - 20), run.end):
        return True
    return first.islower() or (
        turned and first.isalpha() and last not in ":;" and run.end - run.start > FEWEST_OF_A_PARAGRAPH
    )


def sentences_of(flat: str, run: Sentence) -> list[Sentence]:
    """The sentences of one run of text; abbreviations (Inc., No., U.S.) and section numbers end none."""
    found = []
    at = run.start
    for match in ends_of(flat, run):
        if match.re is NUMBER_AHEAD or ends_sentence(flat, at, match):
            found.append(Sentence(at, match.start() + len(match[0].rstrip())))
            at = match.end()
    if flat[at : run.end].strip():
        found.append(Sentence(at, run.end))
    return found


def ends_of(flat: str, run: Sentence) -> list[re.Match[str]]:
    """The places where a sentence may end: at a stop, and ahead of the number of a section."""
    numbers = [
        match
        for match in NUMBER_AHEAD.finditer(flat, run.start, run.end)
        if not REFERS.search(flat, max(run.start, match.start() - 12), match.start())
    ]
    stops = list(ENDING.finditer(flat, run.start, run.end))
    return sorted([*stops, *numbers], key=lambda match: (match.end(), match.start())) if numbers else stops


def ends_sentence(flat: str, at: int, match: re.Match[str]) -> bool:
    """True when the stop of `match` ends the sentence that began at `at`."""
    stop = match.start() + 1
    if flat[match.start()] != ".":
        return True
    before = LAST_WORD.search(flat, max(at, stop - 40), stop)
    word = before[1] if before else ""
    if word.lower() in ABBREVIATIONS:
        return False
    if NUMBER_ONLY.fullmatch(word):
        return bool(word.isdigit() or "." in word) and before is not None and before.start() - at > 12
    return True


def sections(flat: str, sentences: tuple[Sentence, ...]) -> list[Section]:
    """The numbered parts in reading order; each ends where the next of its depth or above begins."""
    open_ones: list[Section] = []
    closed: list[Section] = []
    for sentence in sentences:
        match = SECTION.match(flat, sentence.start, min(sentence.end, sentence.start + 200))
        if match:
            section = Section(match["number"], (match["title"] or "").strip(), depth(match), sentence.start, len(flat))
            while open_ones and open_ones[-1].depth >= section.depth:
                closed.append(msgspec.structs.replace(open_ones.pop(), end=sentence.start))
            open_ones.append(section)
    return sorted(closed + open_ones, key=lambda section: (section.start, section.depth))


def depth(match: re.Match[str]) -> int:
    """1 for an article, 2 for 3.1, 3 for 3.1.1, 4 for (a)."""
    number = match["number"]
    return 4 if number.startswith("(") else 1 + number.count(".")


def definitions(flat: str) -> list[Definition]:
    """Every term that is defined, at the term."""
    return [
        Definition(match[match.lastgroup or 0], match.start(match.lastgroup or 0), match.end(match.lastgroup or 0))
        for match in DEFINED.finditer(flat)
    ]


def signed_at(flat: str) -> int:
    """The offset where the signatures begin: the last formula of signing in the second half, else the end."""
    half = len(flat) // 3
    first = SIGNED.search(flat, half)
    return first.start() if first else len(flat)
