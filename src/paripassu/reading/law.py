"""The state or country whose law governs an agreement."""

import re

from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

LAW = re.compile(
    r"(?i)\b(?:govern(?:ed|s)|constru(?:ed|al)|interpret(?:ed|ation)|enforced|controlled|subject)\b[^.;\"]{0,260}?\b(?:laws?|statutes)\b(?:\s+and\s+regulations)?\s*,?\s+"
    r"(?:in\s+(?:force|effect)\s+in\s+|(?:then\s+)?applicable\s+in\s+|of\s+|(?=the\s+state\s+of|state\s+of))(?:the\s+)?(?:internal\s+laws\s+of\s+(?:the\s+)?)?"
)
LAW_ADJECTIVE = re.compile(
    r"(?i:\b(?:governed|construed|interpreted)\b)[^.;\"]{0,140}?\b(?:by|with|under|to)\s+(?:the\s+)?(?:internal\s+|substantive\s+)?(?P<law>PRC|P\.R\.C\.|[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)\s+(?:[Ss]tate\s+)?(?i:laws?)\b"
)
LAW_FIRST = re.compile(r"(?i)\blaws?\s+of\s+(?:the\s+)?(?=[^.;]{4,140}?\b(?:governs?|appl(?:y|ies)|controls?)\b)")
LAW_NAME = re.compile(
    r"(?:(?i:state|commonwealth|province|republic|kingdom|country|federal\s+republic|people'?s\s+republic)\s+(?i:of\s+(?:the\s+)?))?"
    r"(?P<name>\[[\s*●•_.]*\]|PRC|P\.R\.C\.?|U\.S\.A?\.?|[A-Z][\w']*(?:\s+(?:and\s+(?=Wales)|of\s+(?:the\s+)?(?=[A-Z]))?[A-Z][\w']*){0,4}(?:\s*,\s*(?:Canada|Australia|Germany|USA))?)"
)
LAW_STOP = re.compile(
    r"(?i)\s*(?:,?\s*\b(?:without|applicable|as|and\s+the\s+parties|excluding|excepting|except|exclusive|regardless|u\.?s\.?a?\b|united\s+states|usa|"
    r"court|the\s+parties|without|section|article|each|any|all|this|both|in|state)\b).*$"
)
ADJECTIVES = {
    "English": "England",
    "Japanese": "Japan",
    "German": "Germany",
    "Swiss": "Switzerland",
    "Israeli": "Israel",
    "French": "France",
    "Chinese": "China",
    "Dutch": "Netherlands",
    "Canadian": "Canada",
    "Hong Kong": "Hong Kong",
    "Indian": "India",
    "PRC": "People's Republic of China",
    "P.R.C.": "People's Republic of China",
    "Danish": "Denmark",
    "Swedish": "Sweden",
}


def governing_law(bones: Structure) -> Found | None:
    """The state or country whose law governs."""
    flat = bones.flat
    sure = 0.95
    for match in LAW.finditer(flat):
        law = law_named(bones, match.end(), sure)
        if law:
            return law
        sure = 0.85
    adjective = LAW_ADJECTIVE.search(flat)
    if adjective and adjective["law"] in ADJECTIVES:
        return bones.found(ADJECTIVES[adjective["law"]], 0.8, *adjective.span("law"))
    first = LAW_FIRST.search(flat)
    return law_named(bones, first.end(), 0.7) if first else None


def law_named(bones: Structure, start: int, sure: float) -> Found | None:
    """The state or country named at `start`."""
    flat = bones.flat
    match = LAW_NAME.match(flat, start, start + 90)
    if not match:
        return None
    name = LAW_STOP.sub("", " ".join(match["name"].split())).rstrip(".,")
    if not name or name in ("Agreement", "State", "Section", "Article"):
        return None
    whole = " ".join(match[0].split())
    prefix = re.match(r"(?i)(?:people'?s\s+republic|province|federal\s+republic)\s+of\s+", whole)
    name = "People's Republic of China" if name in ("PRC", "P.R.C", "P.R.C.") else name
    value = (prefix[0] if prefix and not prefix[0].lower().startswith("federal") else "") + name
    return bones.found(value, sure, start, start + len(match[0]))
