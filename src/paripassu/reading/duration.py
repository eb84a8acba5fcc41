"""When the term of an agreement ends.

A date that follows from others is computed when everything it needs is stated ("five years from the Effective Date");
otherwise its expression is kept as it is. Nothing is guessed.
"""

import re

from paripassu.reading.dates import ANNIVERSARY, DATE, SPAN, Span, anniversary, iso, later, span
from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

OWN_TERM = re.compile(
    r"(?i)\b(?:this|the)\s+agreement\s+(?:\w+\s+)?(?:shall|shah|will|is|commences?|becomes?|takes?|continues?|remains?|expires?"
    r"|terminates?|and\s+the)\b"
    r"|\b(?:initial\s+|effective\s+|cooperation\s+)?(?:term|duration)\s+(?:of\s+(?:this\s+|the\s+)?[\w-]+\s*){0,2}(?:\([^()]{0,40}\)\s*)?"
    r"(?:shall|will|is|of\s+\w+\s*\(|begins?|commences?|means?)\b|\(?the\s+\"(?:initial\s+)?term\"|\"(?:initial\s+)?term\"\s+(?:shall\s+)?means?"
    r"|\b(?:venture|alliance|co-?operation)\b[^.;]{0,40}\b(?:(?:shall|will)\s+(?:continue|begin|last)|is\s+a\s+fixed\s+term)"
    r"|\bend\s+of\s+term\"\s+means"
)
OTHER_TERM = re.compile(
    r"(?i)\bconfidential|\bsurviv|\binsurance\b|\bwarrant|\brecords\b|\bcompet|\bsolicit|\broyalt|\bstandstill|\boption\b|\baudit"
    r"|\bsell-?off|\bexclusiv|\bdisclos|\bcured?\b|\bbreach|\b(?:contract|calendar|fiscal|agreement)\s+year\"|\bobligations?\s+(?:will|shall)\s+exist"
    r"|\bthis\s+obligation\b|\bduring\s+the\s+(?:initial\s+|entire\s+)?term\b|\bemploy|\btrial\b"
)
TERM_RUNS = re.compile(
    r"(?i)\b(?:term|duration|period)\b[^.;]{0,120}?\b(?:agreement|alliance|cooperation|contract|venture|begin|commence|shall\s+be"
    r"|will\s+be|will\s+end|is|continue|start|means?)"
    r"|\b(?:agreement|contract|alliance|venture)\b[^.;]{0,160}?\b(?:expires?|remains?|continues?|(?:in\s+)?(?:full\s+)?(?:force|effect)|terminates?|ends?|"
    r"valid|is\s+for|for\s+(?:a|the)\s+(?:term|period)|for\s+an\s+(?:initial|unlimited|indefinite)|a\s+fixed\s+term)\b|\binitial\s+term\b"
)
PERPETUAL = re.compile(
    r"(?i)\b(?:until\s+(?:it\s+is\s+|and\s+unless\s+)?(?:(?:earlier|sooner)\s+)?terminat(?:ed|ion)\b|indefinite|(?:in|for)\s+perpetuity"
    r"|perpetual(?!\s+licen)|unlimited\s+(?:period|time|term|duration)|end\s+(?:only\s+)?when\s+terminated)"
)
UNTIL = re.compile(
    r"(?i)\b(?:until|through|to|expires?(?:\s+on)?|terminat(?:e|es|ing)\s+on|ends?(?:\s+on)?|ending(?:\s+on)?)\s+(?:and\s+including\s+)?(?:the\s+)?"
    r"(?:(?:midnight|close\s+of\s+business)\s+(?:on|of)\s+)?$"
)
HEADED = re.compile(
    r"(?i)\b(?:term|duration|initial\s+term|term\s+(?:and|of)\s+\w+|effective\s+(?:date|term)|renewal)\b\s*[.:;-]"
)
OWN_DAY = (
    r"(?:date\s+of\s+(?:the\s+)?)?(?:effective|commencement|execution|signing|agreement)\s+date|date\s+(?:hereof|of\s+(?:this\s+agreement|(?:its\s+)?"
    r"(?:signing|signature|execution))|first|above)|execution\s+(?:hereof|of\s+this\s+agreement)|signing\b|first\s+date\b"
)
FROM_DATE = re.compile(
    r"(?i)[^.;]{0,60}?\b(?:from|after|following|of|on|upon|commenc\w+|begin\w*|starting)\s+(?:(?:on|upon|as\s+of|from|with|and\s+after)\s+){0,2}(?:the\s+)?"
    rf"(?:(?P<own>{OWN_DAY})|(?P<event>(?:first|date\s+of\s+(?:the\s+)?(?:first\s+)?)?\s*(?-i:[A-Z])[\w'-]*(?:\s+(?:of\s+(?:the\s+)?)?(?-i:[A-Z])[\w'-]*){{0,6}}))"
)
AHEAD = re.compile(
    r"(?i)\b(?:from|as\s+of|commenc\w+|begin\w*|on|since|effective)\s+(?:on\s+|as\s+of\s+|from\s+)?(?:the\s+)?(?:day\s+of\s+)?$"
)
LATER_OF = re.compile(
    r"(?i)\b(?:later|longer|latest)\s+(?:of|to\s+occur)\b|\bwhichever\s+(?:\w+\s+){0,2}(?:later|longer)\b"
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


def duration(bones: Structure) -> Found | None:
    """How long the first term is: "5 years", from the sentence that looks most like the one about the term."""
    best: Found | None = None
    for sentence in bones.sentences:
        if TERM_RUNS.search(bones.flat, sentence.start, min(sentence.end, sentence.start + 900)):
            match = term_length(bones.flat, sentence.start, sentence.end)
            sure = round(0.45 + fitness(bones.flat, sentence.start, sentence.end), 2) if match else 0.0
            if match and sure >= LEAST_SURE and (best is None or sure > best.confidence):
                best = bones.found(str(length_of(match)), sure, sentence.start, sentence.end)
    return best


def length_of(match: re.Match[str]) -> Span:
    """A match of SPAN or of ANNIVERSARY as a length."""
    return anniversary(match) if "anniversary" in match[0].lower() else span(match)


def ending(bones: Structure, start: int, end: int, agreed: Found | None, effective: Found | None) -> Found | None:
    """The end of the term that one sentence tells."""
    flat = bones.flat
    bonus = fitness(flat, start, end)
    for date in DATE.finditer(flat, start, end):
        if UNTIL.search(flat, max(start, date.start() - 40), date.start()):
            return bones.found(iso(date), round(0.6 + bonus, 2), start, end)
    perpetual = PERPETUAL.search(flat, start, end)
    match = term_length(flat, start, end)
    if match and not (perpetual and perpetual.start() < match.start()):
        return computed(bones, start, end, match, length_of(match), round(0.45 + bonus, 2), agreed, effective)
    if perpetual and re.search(r"(?i)\b(?:this|the)\s+agreement|\bterm\b", flat[start:end]):
        return bones.found("perpetual", round(0.35 + bonus, 2), start, end)
    return None


def fitness(flat: str, start: int, end: int) -> float:
    """How much a sentence looks like the one about the term of the agreement itself."""
    headed = HEADED.search(flat, max(0, start - 60), min(end, start + 80))
    own = re.search(r"(?i)this\s+agreement|initial\s+term|end\s+of\s+term", flat[start:end])
    conditional = re.match(r"(?i)[\W\d]*(?:in\s+the\s+event|if|upon)\b", flat[start:end])
    return (
        0.15 * bool(headed)
        - 0.2 * (not OWN_TERM.search(flat, start, end))
        + 0.1 * bool(own)
        - 0.25 * bool(OTHER_TERM.search(flat, start, end))
        - 0.1 * bool(conditional)
    )


def term_length(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The length of the first term: years or months that are no notice and no renewal; or an anniversary."""
    renewal = re.compile(r"(?i)\b(?:renew|extend|additional|notice|prior\s+(?:written|to\s+(?:its|the)\s+exp))").search(
        flat, start, end
    )
    until = renewal.start() if renewal else end
    marked = re.compile(
        r"(?i)\b(?:term\s+of|period\s+of|for|continue|of|be|is|until|through|expires?|effect|on|occur\s+of|date\s+that\s+is|\(\w{1,3}\))\s*[^.;]{0,40}?$"
    )
    for match in SPAN.finditer(flat, start, until):
        if span(match).unit in ("year", "month") and marked.search(flat, max(start, match.start() - 50), match.start()):
            return match
    return ANNIVERSARY.search(flat, start, until)


def computed(
    bones: Structure,
    start: int,
    end: int,
    match: re.Match[str],
    length: Span,
    sure: float,
    agreed: Found | None,
    effective: Found | None,
) -> Found:
    """The date `length` after the day that the sentence names, or the expression when that day is not stated."""
    base = FROM_DATE.match(bones.flat, match.end(), min(end, match.end() + 160))
    event = " ".join((base["event"] or "").split()) if base else ""
    event = "" if re.match(r"(?i)(?:this|the)?\s*agreement\b", event) or DATE.match(event) else event
    dated = "" if event else day_in(bones.flat, start, end)
    known = effective.value if effective else agreed.value if agreed else ""
    later_of = LATER_OF.search(bones.flat, start, end)
    date = "" if event else later(dated or known, length)
    if date:
        # of the later of two days only the first is known: it is asked, not asserted
        return bones.found(date, min(sure, LEAST_SURE) if later_of else sure, start, end)
    named = event or " ".join((base["own"] if base and base["own"] else "Effective Date").split())
    named = named if named[0].isupper() else f"the {named}"
    return bones.found(f"{length} after {named}", round(sure * 0.7, 2), start, end)


def day_in(flat: str, start: int, end: int) -> str:
    """The day that the sentence itself says the term runs from, in ISO form, or ""."""
    for date in DATE.finditer(flat, start, end):
        if AHEAD.search(flat, max(start, date.start() - 40), date.start()) and len(iso(date)) == 10:
            return iso(date)
    return ""
