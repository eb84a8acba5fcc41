"""What an agreement calls itself."""

import re

from paripassu.reading.draft import Found
from paripassu.reading.listing import STRONG
from paripassu.reading.structure import Structure

TITLE = re.compile(
    r"(?P<title>(?:[A-Z&][\w&'/,*-]*|[-&/,])(?:\s+(?!(?:This|THIS)\b)(?:[A-Z0-9&(][\w&'/,*)-]*|[-&/]|of|and|for|to|the|in|on|a)){0,14}?\s*"
    r"\b(?:AGREEMENT|Agreement|(?:CONTRACT|Contract)(?!\s*(?:No\b|NO\b|Number|NUMBER|#))|"
    r"AMENDMENT|Amendment|TERMS AND CONDITIONS|"
    r"Terms and Conditions|MEMORANDUM OF UNDERSTANDING|"
    r"Memorandum of Understanding))(?=[\s,.;(:\"']|$)"
)
# "AGREEMENT OF JOINT VENTURE", "Agreement for a Strategic Alliance", "SECOND AMENDMENT NO. 2 TO ALLIANCE AGREEMENT".
HEADLINE = re.compile(
    r"(?:(?i:memorandum\s+of\s+understanding|letter\s+of\s+intent)|(?i:agreement|contract)\s+(?i:of|for|on|regarding|concerning)\s+(?!(?i:the\s+parties|this)\b)[^.;:\"()]{4,}"
    r"|(?:(?i:first|second|third|fourth|fifth)\s+)?(?i:amendment|addendum|supplement)\s+(?i:(?:no\.?|number|\#)\s*\w+\s+)?(?i:to|of)\s[^.;:\"()]{4,}(?i:agreement|contract))"
)
AMENDED = re.compile(
    r"\s+(?:NO\.?\s*\d+\s+)?(?:AND|OF|TO|and|of|to)\s[^.;()]{0,80}?\b(?:AGREEMENT|Agreement|CONTRACT|Contract)(?=[\s,.;(:\"]|$)"
)
TITLE_JUNK = re.compile(
    r"(?i)^(?:(?:exhibit|ex|annex|schedule|appendix)\s+[A-Z]\b\s*|(?:final\s+)?execution\s+(?:version|copy)\s+|form\s+of\s+(?!the\b)|"
    r"confidential\s+|conformed\s+copy\s+|this\s+|the\s+|final\s+version\s+|english\s+translation\s+|to\s+|[-&/,*()]\s*)+"
)
AMENDED_PART = re.compile(r"(?i)\bamendment\s|\bsection\s+$")
OPENING = 12_000
LINE_END = re.compile(r"[ .,\t]*\r?\n\s*")
LONGEST_LINE = 140
FIRST_BLOCKS = 8


def title(bones: Structure) -> Found | None:
    """What the agreement calls itself: the first words that end in Agreement and the like."""
    flat, line = bones.flat, headline(bones)
    for sure, match in enumerate(TITLE.finditer(flat, 0, OPENING)):
        start = behind_a_name(bones, title_start(flat, *match.span()), match.end())
        if line and line[0] <= start:
            break
        words = flat[start : match.end()].split()
        if len(words) >= 2 and not re.match(r"(?i)(?:this|confidentiality\s+agreement|under)\b", " ".join(words)):
            end = title_end(flat, match.end())
            return bones.found(" ".join(flat[start:end].split()), 0.9 if sure == 0 else 0.75, start, end)
    return bones.found(" ".join(flat[slice(*line)].split()), 0.75, *line) if line else None


def behind_a_name(bones: Structure, start: int, end: int) -> int:
    """The start of a title behind a party's name on the line ahead: "HOLDINGS PLC", then "ALLIANCE AGREEMENT"."""
    text = bones.document.text
    names = STRONG.finditer(bones.flat, start, end)
    turns = [turn for match in names if (turn := LINE_END.match(text, match.end(), end))]
    behind = [turn.end() for turn in turns if len(text[turn.end() : end].split()) > 1]
    return behind[-1] if behind else start


def headline(bones: Structure) -> tuple[int, int] | None:
    """The span of a short paragraph that begins with the word itself: "AGREEMENT OF JOINT VENTURE"."""
    for block in bones.document.blocks[:FIRST_BLOCKS]:
        if block.end - block.start < LONGEST_LINE and HEADLINE.fullmatch(bones.flat, block.start, block.end):
            return block.start, block.end
    return None


def title_start(flat: str, start: int, end: int) -> int:
    """The start of a title behind exhibit numbers, dates, and the end of a heading in other letters."""
    last = flat[start:end].split()[-1]
    for token in re.finditer(r"\S+", flat[start:end]):
        digits = re.search(r"\d", token[0]) and "(" not in token[0]
        if (digits and not AMENDED_PART.search(flat, start, start + token.start())) or (
            last.isupper() and not token[0].isupper() and len(token[0]) > 3
        ):
            return title_start(flat, start + token.end() + 1, end) if start + token.end() + 1 < end else end
    junk = TITLE_JUNK.match(flat[start:end])
    return start + junk.end() if junk else start


def title_end(flat: str, end: int) -> int:
    """The end of the title with what an amendment amends, or a bracket such as (2014 Amendment), behind it."""
    amended = AMENDED.match(flat, end) if flat[max(0, end - 9) : end].lower() == "amendment" else None
    if amended:
        return amended.end()
    bracket = re.compile(r"\s*\((?!the\b|this\b|\")[A-Z0-9][\w ]{2,40}\)").match(flat, end)
    return bracket.end() if bracket else end
