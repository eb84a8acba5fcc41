"""Under which law a party exists and where it has its office, when the words behind its name say so."""

import re

from paripassu.reading.listing import STRONG
from paripassu.reading.places import ADJECTIVES

PROPER = r"[A-Z][\w'-]*(?:(?:\s+(?:of|and)(?:\s+the)?)?\s+[A-Z][\w'-]*){0,4}?"
FORM = (
    r"(?i:corporation|(?:limited\s+liability\s+)?company|(?:limited\s+)?partnership|bank|trust|association|entity"
    r"|limited\s+liability\s+co|public\s+benefit)"
)
OF_A_STATE = re.compile(
    rf"\b(?:[Aa]n?|[Tt]he)\s+(?P<origin>{PROPER})\s+(?:(?:[a-z-]+|Limited|Public|Liability)\s+){{0,3}}?{FORM}\b"
)
UNDER_LAW = re.compile(
    r"(?i:\b(?:(?:organi[sz]ed|incorporated|existing|established|formed|registered)\b[^()\";]{0,90}?\blaws?\s+of"
    r"|(?:incorporated|organi[sz]ed|established|formed)\s+in)\s+(?:the\s+)?(?:(?:state|commonwealth|province|kingdom)\s+of\s+)?"
    rf"(?:the\s+)?)(?P<origin>{PROPER[:-1]}(?:,\s+(?:Canada|USA|U\.S\.A\.?))?)"
)
OFFICE = re.compile(
    r"(?i:\b(?:(?:principal|registered|executive|head|main|corporate)\s+(?:\w+\s+){0,3}?|place\s+of\s+business\s+|offices?\s+"
    r"|address\s+|located\s+)(?:of\s+business\s+|offices?\s+|address\s+)?(?:is\s+)?(?:(?:located|situated)\s+)?(?:at|is\s+at|is\b|in\b|:)"
    r"\s*:?)\s*(?P<address>[^()\";]{6,160}?)(?=\s*(?:[();\"]|,?\s+(?i:hereinafter|hereafter|herein|represented|duly|by\s+and)\b"
    r"|,?\s+(?:and|AND)\s+(?:[A-Z]|its\b|$)|(?<![A-Z])(?<!Blvd)(?<!Mt)(?<!St)(?<!Ave)(?<!Dr)(?<!Rd)\.\s+[A-Z]|$))"
)
NO_ORIGIN = re.compile(
    r"(?i)(?:limited|public|private|company|corporation|party|section|act|companies|its|the|accordance)\b.*"
)
REACH = 420


def jurisdiction(flat: str, start: int, until: int) -> str:
    """The state or country under whose law a party exists: "Delaware"; "" when the words behind it name none."""
    end = min(until, start + REACH)
    for pattern in (OF_A_STATE, UNDER_LAW):
        match = pattern.search(flat, start, end)
        origin = " ".join(match["origin"].split()) if match else ""
        if origin and not NO_ORIGIN.fullmatch(origin) and not STRONG.search(origin) and not origin.endswith("Group"):
            return ADJECTIVES.get(origin, origin)
    return ""


def address(flat: str, start: int, until: int) -> str:
    """The office of a party as the text gives it; "" when it gives none."""
    match = OFFICE.search(flat, start, min(until, start + REACH))
    words = " ".join(match["address"].split()).strip(" ,.") if match else ""
    return words if re.search(r"\d|,", words) and words[:1].isalnum() and not words[0].islower() else ""
