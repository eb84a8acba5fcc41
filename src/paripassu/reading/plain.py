"""Plain text and Markdown.

A plain text is kept character by character, so that places hold in the file itself; Markdown loses its marks.
"""

import re
from collections.abc import Iterator

import charset_normalizer

from paripassu.reading.layout import Block, Piece, kind_of

PARAGRAPH = re.compile(r"\S[^\n\f]*(?:\n(?![^\S\n\f]*(?:\n|\Z))[^\n\f]*)*")
TABLE_ROW = re.compile(r"(?m)^\s*\|.*\|\s*$|\S\t+\S.*\t")
MARK = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
LEANING = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
LINK = re.compile(r"!?\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
RULE = re.compile(r"(?m)^\s*(?:[-*_]\s*){3,}$|^\s*\|?[\s:|-]*-{3,}[\s:|-]*$")
# "…, and   12   Source: ADA INC, 10-Q, 11/1/2019": the foot of a page, as filings have it.
FOOT = re.compile(r"(?<=\S)\s+(?:(?P<page>\d{1,3})\s+)?(?P<source>Source:\s[^\n]{2,90}?\d{1,2}/\d{1,2}/\d{4})\Z")
LONGEST_FOOT = 130
SAMPLE = 20_000


def decoded(content: bytes) -> str:
    """The text of `content`: by its byte order mark, as UTF-8, or in the encoding that fits a sample best."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(content[:SAMPLE]).best()
        return content.decode(best.encoding if best else "cp1252", errors="replace").removeprefix("\ufeff")


def text_blocks(text: str) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """Blocks between empty lines, and the starts of pages (a form feed begins a page)."""
    starts = [0] + [match.end() for match in re.finditer("\f", text)]
    blocks = []
    page = 1
    for match in PARAGRAPH.finditer(text):
        while page < len(starts) and starts[page] <= match.start():
            page += 1
        kind = "table" if TABLE_ROW.search(match[0]) else kind_of(match[0])
        for start, end in parted(text, match.start(), match.start() + len(match[0].rstrip())):
            blocks.append(Block(page, start, end, kind if start == match.start() else "paragraph"))
    return tuple(blocks), tuple(starts)


def parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph without the foot of the page that runs on in it: that, its number and its source, are parts apart."""
    foot = FOOT.search(text, max(start + 1, end - LONGEST_FOOT), end)
    if foot is None:
        return [(start, end)]
    spans = [(start, foot.start()), foot.span("page"), foot.span("source")]
    return [(first, last) for first, last in spans if last > first]


def markdown_pieces(text: str) -> Iterator[Piece]:
    """The paragraphs of a Markdown text without their marks."""
    text = RULE.sub("", text.replace("\r\n", "\n"))
    for chunk in re.split(r"\n\s*\n|\n(?=\s{0,3}(?:#{1,6}|[-*+]|\d+[.)])\s)|(?<=\n)(?=#)", text):
        heading = re.match(r"\s{0,3}#{1,6}\s+", chunk)
        words = chunk[heading.end() :].rstrip("# \t\n") if heading else chunk
        words = unmarked(words.lstrip("> \t\n"))
        if words:
            yield Piece("heading" if heading else markdown_kind(chunk), words, 1)


def markdown_kind(chunk: str) -> str:
    """Table, list or paragraph, from the marks at the start."""
    return "table" if TABLE_ROW.search(chunk) else kind_of(chunk.strip())


def unmarked(words: str) -> str:
    """`words` without emphasis, links and escapes."""
    words = LINK.sub(r"\1", MARK.sub(r"\2", words))
    words = ESCAPED.sub(r"\1", LEANING.sub(r"\1", words))
    return re.sub(r"[ \t]*\n[ \t]*", " ", words).strip()
