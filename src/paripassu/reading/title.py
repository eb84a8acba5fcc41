"""What an agreement calls itself."""

import re

from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

TITLE = re.compile(
    r"(?P<title>(?:[A-Z&][\w&'/,*-]*|[-&/,])(?:\s+(?:[A-Z0-9&(][\w&'/,*)-]*|[-&/]|of|and|for|to|the|in|on|a)){0,14}?\s*"
    r"\b(?:AGREEMENT|Agreement|CONTRACT|Contract|AMENDMENT|Amendment|TERMS AND CONDITIONS|"
    r"Terms and Conditions|MEMORANDUM OF UNDERSTANDING|"
    r"Memorandum of Understanding))(?=[\s,.;(:\"']|$)"
)
AMENDED = re.compile(
    r"\s+(?:NO\.?\s*\d+\s+)?(?:AND|OF|TO|and|of|to)\s[^.;()]{0,80}?\b(?:AGREEMENT|Agreement|CONTRACT|Contract)(?=[\s,.;(:\"]|$)"
)
TITLE_JUNK = re.compile(
    r"(?i)^(?:(?:exhibit|ex|annex|schedule|appendix)\s+[A-Z]\b\s*|(?:final\s+)?execution\s+(?:version|copy)\s+|form\s+of\s+(?!the\b)|"
    r"confidential\s+|conformed\s+copy\s+|this\s+|the\s+|final\s+version\s+|english\s+translation\s+|[-&/,*()]\s*)+"
)
AMENDED_PART = re.compile(r"(?i)\bamendment\s|\bsection\s+$")
OPENING = 12_000


def title(bones: Structure) -> Found | None:
    """What the agreement calls itself: the first words that end in Agreement and the like."""
    flat = bones.flat
    for sure, match in enumerate(TITLE.finditer(flat, 0, OPENING)):
        start = title_start(flat, *match.span())
        words = flat[start : match.end()].split()
        if len(words) >= 2 and not re.match(r"(?i)(?:this|confidentiality\s+agreement|under)\b", " ".join(words)):
            end = title_end(flat, match.end())
            return bones.found(" ".join(flat[start:end].split()), 0.9 if sure == 0 else 0.75, start, end)
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
