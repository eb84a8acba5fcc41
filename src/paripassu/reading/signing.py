"""When an agreement is made, and from when it has effect."""

import re

from paripassu.reading.dates import DATE, iso
from paripassu.reading.draft import Found
from paripassu.reading.structure import OPENED, Structure

DATED = re.compile(
    r"(?i)\b(?:dated|made|entered|effective|executed|signed|date\s+of|as\s+of|this|on|dated?\s*:|from|concluded)\b[^.;]{0,60}?$"
)
EFFECTIVE_TERM = re.compile(r'(?i)[\s,]*\(?\s*[^()"]{0,60}"\s*(?:effective|commencement)\s+date\s*[.,]?"')
EFFECTIVE_BEFORE = re.compile(
    r"(?i)(?:effective\s+(?:date\s+of\s+)?(?:as\s+of|on|from)|effective\s+(?:this|the\s+day\s+of)|effective\s+date\"?\s*(?:\)|:|is|means|shall\s+(?:be|mean)|of\s+this\s+agreement\s+(?:is|shall\s+be))?|"
    r"commenc(?:e|es|ing)\s+(?:on|as\s+of)|begin(?:s|ning)?\s+(?:on|as\s+of)|come\s+into\s+(?:force|effect)\s+on|take\s+effect\s+(?:on|as\s+of))"
    r"[\s,:]*(?:the\s+)?(?:date\s+of\s+)?$"
)
EFFECTIVE_DATED = re.compile(
    r"(?i)\b(?:effective|in\s+(?:full\s+)?(?:force|effect))\s+(?:as\s+of|on|from|upon)\s+(?:the\s+)?(?:date\s+(?:hereof|first\s+(?:above\s+)?(?:written|set\s+forth)"
    r"|of\s+(?:this\s+agreement|(?:its\s+)?(?:signing|signature|execution)))|first\s+date\s+(?:above\s+)?written|signing)"
    r"|\"(?:effective|commencement)\s+date\"\s+(?:means|shall\s+mean)\s+(?:the\s+)?date\s+(?:of\s+this\s+agreement|hereof|first)"
)
OPENING = 12_000


def opening(bones: Structure) -> tuple[int, int]:
    """The span from the start to the recitals, where the date of the agreement stands."""
    flat = bones.flat
    first = DATE.search(flat, 0, OPENING * 2)
    if not first:
        return 0, min(len(flat), 4_000)
    stops = (match.start() for match in OPENED.finditer(flat, first.end(), OPENING * 3) if "CONTENTS" not in match[0])
    return 0, next(stops, min(len(flat), first.end() + 4_000))


def agreement_date(bones: Structure) -> Found | None:
    """The date on which the agreement says it is made; else the date of the signatures, less surely."""
    flat = bones.flat
    dates = list(DATE.finditer(flat, *opening(bones)))
    for match in dates:
        if DATED.search(flat, max(0, match.start() - 90), match.start()):
            return bones.found(iso(match), 0.9 if len(iso(match)) == 10 else 0.8, *match.span())
    if dates:
        return bones.found(iso(dates[0]), 0.6, *dates[0].span())
    signed = DATE.search(flat, bones.signed_at, bones.signed_at + 6_000)
    return bones.found(iso(signed), 0.35, *signed.span()) if signed else None


def effective_date(bones: Structure, agreed: Found | None) -> Found | None:
    """The date that is called the effective date, or the date of the agreement when it says so."""
    flat = bones.flat
    for match in DATE.finditer(flat):
        if EFFECTIVE_TERM.match(flat, match.end(), match.end() + 110):
            return bones.found(iso(match), 0.95, *match.span())
        if EFFECTIVE_BEFORE.search(flat, max(0, match.start() - 60), match.start()):
            return bones.found(iso(match), 0.8 if match.start() < OPENING else 0.5, *match.span())
    said = EFFECTIVE_DATED.search(flat)
    if said and agreed:
        return bones.found(agreed.value, 0.7, *said.span())
    return None
