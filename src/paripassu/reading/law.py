"""The state or country whose law governs an agreement."""

import re

from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

LAW = re.compile(
    r"(?i)\b(?:govern(?:ed|s)|constru(?:ed|al)|interpret(?:ed|ation)|enforced|controlled|subject)\b[^.;\"]{0,260}?\b(?:laws?|statutes)\b(?:\s+and\s+regulations)?\s*,?\s+"
    r"(?:in\s+(?:force|effect)\s+in\s+|(?:then\s+)?applicable\s+in\s+|of\s+|(?=the\s+state\s+of|state\s+of))(?:the\s+)?(?:internal\s+laws\s+of\s+(?:the\s+)?)?"
)
STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    "|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota"
    "|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina"
    "|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas"
    "|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario|Quebec|Alberta|British Columbia"
    "|Hong Kong|Singapore|Bermuda"
)
BY_A_STATE = re.compile(
    rf"(?i:\b(?:governed|construed|interpreted|controlled|subject)\b)[^.;\"]{{0,160}}?\b(?i:by|with|under|to|in)\s+(?:the\s+)?"
    rf"(?:(?i:internal|substantive|applicable)\s+)*(?:(?i:state\s+of)\s+)?(?P<law>{STATES})(?:'s)?\s+(?:(?i:state|substantive|contract)\s+)?(?i:laws?)\b"
    rf"|(?i:\b(?:governing|applicable)\s+law\b)\W{{1,6}}(?:(?i:the\s+)?(?i:laws?\s+of\s+)?(?i:the\s+)?(?i:state\s+of\s+)?)(?P<headed>{STATES})\b"
    rf"|(?i:\b(?:governed|construed)\b)[^.;\"]{{0,80}}?\b(?i:by|under|in)\s+(?i:the\s+)(?i:state|commonwealth|province)\s+(?i:of)\s+(?P<bare>{STATES})\b"
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
    stated = BY_A_STATE.search(flat)
    if stated:
        named = next(name for name in ("law", "headed", "bare") if stated[name])
        return bones.found(stated[named], 0.75, *stated.span(named))
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
