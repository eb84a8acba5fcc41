"""When the term of an agreement ends.

A date that follows from others is computed when everything it needs is stated ("five years from the Effective Date");
otherwise its expression is kept as it is. Nothing is guessed.
"""

import re

from paripassu.reading.dates import ANNIVERSARY, DATE, SPAN, Span, anniversary, iso, later, span
from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

OWN_TERM = re.compile(
    r"(?i)\b(?:this|the)\s+agreement\s+(?:\w+\s+)?(?:shall|will|is|commences?|becomes?|takes?|continues?|remains?|expires?|terminates?|and\s+the)\b|"
    r"\b(?:initial\s+)?(?:term|duration)\s+(?:of\s+(?:this|the)\s+(?:agreement|alliance|venture|co-?operation|contract|jv|appointment)\s*)?(?:\([^()]{0,40}\)\s*)?"
    r"(?:shall|will|is|of\s+\w+\s*\(|begins?|commences?)\b|\(?the\s+\"(?:initial\s+)?term\"|\b(?:venture|alliance|co-?operation)\b[^.;]{0,40}\b(?:shall|will)\s+(?:continue|begin|last)"
)
OTHER_TERM = re.compile(
    r"(?i)\bconfidential|\bsurviv|\binsurance\b|\bwarrant|\brecords\b|\bcompet|\bsolicit|\broyalt|\bstandstill|\boption\b|\baudit|\bsell-?off|\bexclusiv|\bdisclos|\bcured?\b|\bbreach"
)
TERM_RUNS = re.compile(
    r"(?i)\b(?:term|duration|period)\b[^.;]{0,120}?\b(?:agreement|alliance|cooperation|contract|venture|begin|commence|shall\s+be|will\s+be|is|continue|start)|"
    r"\b(?:agreement|contract|alliance|venture)\b[^.;]{0,160}?\b(?:expires?|remains?|continues?|(?:in\s+)?(?:full\s+)?(?:force|effect)|terminates?|ends?|"
    r"valid|is\s+for|for\s+a\s+(?:term|period)|for\s+an\s+initial)\b|\binitial\s+term\b"
)
PERPETUAL = re.compile(
    r"(?i)\b(?:until\s+(?:it\s+is\s+)?(?:(?:earlier|sooner)\s+)?terminat(?:ed|ion)\b|indefinite|perpetual|unlimited\s+period|in\s+perpetuity)"
)
UNTIL = re.compile(
    r"(?i)\b(?:until|through|to|expires?\s+on|terminat(?:e|es|ing)\s+on|ends?\s+on|ending\s+on|expire)\s+(?:and\s+including\s+)?(?:the\s+)?(?:midnight\s+(?:on|of)\s+)?$"
)
HEADED = re.compile(
    r"(?i)\b(?:term|duration|initial\s+term|term\s+(?:and|of)\s+\w+|effective\s+(?:date|term)|renewal)\b\s*[.:;-]"
)
FROM_DATE = re.compile(
    r"(?i)\b(?:from|after|following|of|on|commenc\w+\s+(?:on|upon|as\s+of|from)|begin\w*\s+(?:on|upon|as\s+of)|upon)\s+(?:and\s+after\s+)?(?:the\s+)?(?P<base>(?:effective|commencement|execution|signing|launch|closing)\s+date|date\s+(?:hereof|of\s+(?:this\s+agreement|(?:its\s+)?(?:signing|signature|execution)))|date\s+first|date\s+above)"
)
LEAST_SURE = 0.35


def expiration_date(bones: Structure, agreed: Found | None, effective: Found | None) -> Found | None:
    """When the term ends: a date, "perpetual", or an expression such as "5 years after the Effective Date"."""
    best: Found | None = None
    for sentence in bones.sentences:
        match = TERM_RUNS.search(bones.flat, sentence.start, min(sentence.end, sentence.start + 900))
        ends = match and ending(bones, sentence.start, sentence.end, agreed, effective)
        if ends and ends.confidence >= LEAST_SURE and (best is None or ends.confidence > best.confidence):
            best = ends
    return best


def ending(bones: Structure, start: int, end: int, agreed: Found | None, effective: Found | None) -> Found | None:
    """The end of the term that one sentence tells."""
    flat = bones.flat
    if not OWN_TERM.search(flat, start, end):
        return None
    bonus = 0.15 * bool(HEADED.search(flat, max(0, start - 60), min(end, start + 80))) + 0.1 * bool(
        re.search(r"(?i)this\s+agreement|initial\s+term", flat[start:end])
    )
    bonus -= 0.25 * bool(OTHER_TERM.search(flat, start, end))
    for date in DATE.finditer(flat, start, end):
        if UNTIL.search(flat, max(start, date.start() - 40), date.start()):
            return bones.found(iso(date), round(0.6 + bonus, 2), start, end)
    length = term_length(flat, start, end)
    if length:
        return computed(bones, start, end, length, round(0.45 + bonus, 2), agreed, effective)
    if PERPETUAL.search(flat, start, end) and re.search(r"(?i)\bthis\s+agreement|\bterm\b", flat[start:end]):
        return bones.found("perpetual", round(0.3 + bonus, 2), start, end)
    return None


def term_length(flat: str, start: int, end: int) -> Span | None:
    """The length of the first term: years or months that are no notice and no renewal."""
    renewal = re.compile(r"(?i)\b(?:renew|extend|additional|notice|prior)").search(flat, start, end)
    until = renewal.start() if renewal else end
    marked = re.compile(
        r"(?i)\b(?:term\s+of|period\s+of|for|continue|of|be|is|until|through|expires?|effect|on|occur\s+of|date\s+that\s+is|\(\w{1,3}\))\s*[^.;]{0,40}?$"
    )
    for match in SPAN.finditer(flat, start, until):
        length = span(match)
        if length.unit in ("year", "month") and marked.search(flat, max(start, match.start() - 50), match.start()):
            return length
    reached = ANNIVERSARY.search(flat, start, until)
    return anniversary(reached) if reached else None


def computed(
    bones: Structure, start: int, end: int, length: Span, sure: float, agreed: Found | None, effective: Found | None
) -> Found:
    """The date `length` after the date that the sentence names, or the expression when that date is not stated."""
    base = FROM_DATE.search(bones.flat, start, end)
    named = " ".join(base["base"].split()) if base else "Effective Date"
    known = effective or agreed
    if re.match(r"(?i)launch|closing", named):
        known = None
    date = later(known.value, length) if known else ""
    if date:
        return bones.found(date, sure, start, end)
    return bones.found(
        f"{length} after {named if named[0].isupper() else 'the ' + named}", round(sure * 0.7, 2), start, end
    )
