"""The single terms: title, dates, duration, renewal, notice to stop renewal, governing law.

A date that follows from others is computed when everything it needs is stated ("five years from the Effective Date");
otherwise its expression is kept as it is. Nothing is guessed.
"""

import itertools
import re
from collections.abc import Iterator

from paripassu.reading.dates import ANNIVERSARY, DATE, SPAN, Span, anniversary, iso, later, span
from paripassu.reading.draft import Found
from paripassu.reading.structure import OPENED, Structure

TITLE = re.compile(
    r"(?P<title>(?:[A-Z&][\w&'/,*-]*|[-&/,])(?:\s+(?:[A-Z0-9&(][\w&'/,*)-]*|[-&/]|of|and|for|to|the|in|on|a)){0,14}?\s*"
    r"\b(?:AGREEMENT|Agreement|CONTRACT|Contract|AMENDMENT|Amendment|TERMS AND CONDITIONS|Terms and Conditions|MEMORANDUM OF UNDERSTANDING|"
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
LAW = re.compile(
    r"(?i)\b(?:govern(?:ed|s)|constru(?:ed|al)|interpret(?:ed|ation)|enforced|controlled|subject)\b[^.;\"]{0,260}?\b(?:laws?|statutes)\b(?:\s+and\s+regulations)?\s*,?\s+"
    r"(?:in\s+(?:force|effect)\s+in\s+|(?:then\s+)?applicable\s+in\s+|of\s+|(?=the\s+state\s+of|state\s+of))(?:the\s+)?(?:internal\s+laws\s+of\s+(?:the\s+)?)?"
)
LAW_ADJECTIVE = re.compile(
    r"(?i:\b(?:governed|construed|interpreted)\b)[^.;\"]{0,140}?\b(?:by|with|under|to)\s+(?:the\s+)?(?:internal\s+|substantive\s+)?(?P<law>PRC|P\.R\.C\.|[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)\s+(?:[Ss]tate\s+)?(?i:laws?)\b"
)
STATE_FIRST = re.compile(r"(?i)\b(?:laws?|law)\s+of\s+(?:the\s+)?")
LAW_NAME = re.compile(
    r"(?:(?i:state|commonwealth|province|republic|kingdom|country|federal\s+republic|people'?s\s+republic)\s+(?i:of\s+(?:the\s+)?))?"
    r"(?P<name>\[[\s*●•_.]*\]|PRC|P\.R\.C\.?|U\.S\.A?\.?|[A-Z][\w']*(?:\s+(?:and\s+(?=Wales)|of\s+(?:the\s+)?(?=[A-Z]))?[A-Z][\w']*){0,4}(?:\s*,\s*(?:Canada|Australia|Germany|USA))?)"
)
LAW_STOP = re.compile(
    r"(?i)\s*(?:,?\s*\b(?:without|applicable|as|and\s+the\s+parties|excluding|excepting|except|exclusive|regardless|u\.?s\.?a?\b|united\s+states|usa|"
    r"court|the\s+parties|without|section|article|each|any|all|this|both|in|state)\b).*$"
)
ADJECTIVES = {"English": "England", "Japanese": "Japan", "German": "Germany", "Swiss": "Switzerland", "Israeli": "Israel",
    "French": "France", "Chinese": "China", "Dutch": "Netherlands", "Canadian": "Canada", "Hong Kong": "Hong Kong",
    "Indian": "India", "PRC": "People's Republic of China", "P.R.C.": "People's Republic of China", "Danish": "Denmark", "Swedish": "Sweden"}  # fmt: skip
RENEWS = re.compile(
    r"(?i)\b(?:automatic(?:ally)?|auto)[\s-]+(?:be\s+)?(?:renew|extend|continue)|\brenew(?:s|ed|al|able|ing)?\b|\bextend(?:s|ed)?\b|\bextension\b|\bsuccessive\b|"
    r"\bcontinue\s+automatically\b|\bprolonged?\b"
)
AUTOMATIC = re.compile(r"(?i)\bautomatic(?:ally)?\b|\bsuccessive\b|\bunless\b|\bshall\s+(?:be\s+)?(?:renew|extend)|\bwill\s+(?:be\s+)?(?:renew|extend)|\bevergreen\b")
TERM_SUBJECT = re.compile(r"(?i)\b(?:agreement|(?:initial\s+|renewal\s+|cooperation\s+)?terms?\b|period|contract|alliance|cooperation|venture)\b")
SUCCESSIVE = re.compile(r"(?i)\bsuccessive\b|\bperiods\b|\bterms\b|\bone\s+or\s+more\b|\beach\b|\bmonth-to-month\b|\byear-to-year\b|\bthereafter\b|\banniversary\b")
SAME_AGAIN = re.compile(r"(?i)\b(?:same\s+(?:duration|length|period|term)|like\s+(?:period|term)s?|same\s+period)")
ANNUAL = re.compile(r"(?i)\b(?:annual|yearly|year-to-year|year\s+to\s+year)\b")
MONTHLY = re.compile(r"(?i)\b(?:month-to-month|month\s+to\s+month)\b")
NOTICE = re.compile(
    r"(?i)\b(?:notice|notif(?:y|ies|ied)|non-?renew(?:al)?|not\s+(?:to\s+)?(?:be\s+)?(?:renew|extend)|terminat(?:e|es|ed|ion)|cancel|inform)"
)
BEFORE = re.compile(r"(?i)\b(?:prior|before|advance|in\s+advance|written\s+notice|notice|preceding)\b")
STOPS_RENEWAL = re.compile(
    r"(?i)\brenew(?!al\s+(?:fee|price))[^.]{0,400}?\b(?:unless|absent|provided|if\s+(?:either|neither|no)|subject\s+to)\b|\bautomatic(?:ally)?\b[^.]{0,200}?\b(?:unless|extend|renew)|"
    r"\b(?:unless|fails?\s+to)\b[^.]{0,300}?\b(?:renew|automatic)|\bthereafter\b[^.]{0,120}?\bunless\b"
)
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
UNTIL = re.compile(r"(?i)\b(?:until|through|to|expires?\s+on|terminat(?:e|es|ing)\s+on|ends?\s+on|ending\s+on|expire)\s+(?:and\s+including\s+)?(?:the\s+)?(?:midnight\s+(?:on|of)\s+)?$")
HEADED = re.compile(r"(?i)\b(?:term|duration|initial\s+term|term\s+(?:and|of)\s+\w+|effective\s+(?:date|term)|renewal)\b\s*[.:;-]")
FROM_DATE = re.compile(r"(?i)\b(?:from|after|following|of|on|commenc\w+\s+(?:on|upon|as\s+of|from)|begin\w*\s+(?:on|upon|as\s+of)|upon)\s+(?:and\s+after\s+)?(?:the\s+)?(?P<base>(?:effective|commencement|execution|signing|launch|closing)\s+date|date\s+(?:hereof|of\s+(?:this\s+agreement|(?:its\s+)?(?:signing|signature|execution)))|date\s+first|date\s+above)")
OPENING = 12_000
LEAST_SURE = 0.35


def found(bones: Structure, value: str, confidence: float, start: int, end: int) -> Found:
    """A value at a place."""
    return Found(value, confidence, bones.place(start, end))


def title(bones: Structure) -> Found | None:
    """What the agreement calls itself: the first words that end in Agreement and the like."""
    flat = bones.flat
    for sure, match in enumerate(TITLE.finditer(flat, 0, OPENING)):
        start = title_start(flat, *match.span())
        words = flat[start : match.end()].split()
        if len(words) >= 2 and not re.match(r"(?i)(?:this|confidentiality\s+agreement|under)\b", " ".join(words)):
            end = title_end(flat, match.end())
            return found(bones, " ".join(flat[start:end].split()), 0.9 if sure == 0 else 0.75, start, end)
    return None


def title_start(flat: str, start: int, end: int) -> int:
    """The start of a title behind exhibit numbers, dates, and the end of a heading in other letters."""
    last = flat[start:end].split()[-1]
    for token in re.finditer(r"\S+", flat[start:end]):
        digits = re.search(r"\d", token[0]) and "(" not in token[0]
        if (digits and not AMENDED_PART.search(flat, start, start + token.start())) or (last.isupper() and not token[0].isupper() and len(token[0]) > 3):
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
            return found(bones, iso(match), 0.9 if len(iso(match)) == 10 else 0.8, *match.span())
    if dates:
        return found(bones, iso(dates[0]), 0.6, *dates[0].span())
    signed = DATE.search(flat, bones.signed_at, bones.signed_at + 6_000)
    return found(bones, iso(signed), 0.35, *signed.span()) if signed else None


def effective_date(bones: Structure, agreed: Found | None) -> Found | None:
    """The date that is called the effective date, or the date of the agreement when it says so."""
    flat = bones.flat
    for match in DATE.finditer(flat):
        if EFFECTIVE_TERM.match(flat, match.end(), match.end() + 110):
            return found(bones, iso(match), 0.95, *match.span())
        if EFFECTIVE_BEFORE.search(flat, max(0, match.start() - 60), match.start()):
            return found(bones, iso(match), 0.8 if match.start() < OPENING else 0.5, *match.span())
    said = EFFECTIVE_DATED.search(flat)
    if said and agreed:
        return found(bones, agreed.value, 0.7, *said.span())
    return None


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
        return found(bones, ADJECTIVES[adjective["law"]], 0.8, *adjective.span("law"))
    return None


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
    return found(bones, value, sure, start, start + len(match[0]))


def renewal_sentences(bones: Structure) -> Iterator[tuple[int, int]]:
    """The sentences about renewing the agreement itself, each with the one behind it."""
    for sentence in bones.sentences:
        match = RENEWS.search(bones.flat, sentence.start, sentence.end)
        if match and TERM_SUBJECT.search(bones.flat, max(sentence.start, match.start() - 300), min(sentence.end, match.end() + 200)):
            yield sentence.start, sentence.end


def renewal_term(bones: Structure) -> Found | None:
    """How long a renewal lasts: "successive 1 year" when it repeats."""
    flat = bones.flat
    for start, end in renewal_sentences(bones):
        automatic = AUTOMATIC.search(flat, start, end)
        renews = RENEWS.search(flat, start, end)
        length = renewal_length(flat, renews.start() if renews else start, end, start)
        if automatic and length and renews:
            again = SUCCESSIVE.search(flat, renews.start(), min(end, renews.start() + 220))
            sure = 0.85 if "automatic" in flat[start:end].lower() else 0.5
            return found(bones, f"successive {length}" if again else str(length), sure, start, end)
    return None


def renewal_length(flat: str, start: int, end: int, sentence: int) -> Span | None:
    """The length of one renewal, from the words behind "renew"."""
    for match in SPAN.finditer(flat, start, min(end, start + 260)):
        length = span(match)
        if length.unit in ("year", "month") and not re.match(r"(?i)[^,;.]{0,25}\b(?:prior|before|notice)", flat[match.end() : match.end() + 45]):
            return Span(length.number // 12, "year") if length.unit == "month" and length.number == 12 else length
    if SAME_AGAIN.search(flat, start, end):
        return next((span(match) for match in SPAN.finditer(flat, max(0, sentence - 1_200), start)), None)
    if ANNUAL.search(flat, start, end):
        return Span(1, "year")
    return Span(1, "month") if MONTHLY.search(flat, start, end) else None


def renewal_notice(bones: Structure) -> Found | None:
    """How long before its end a party has to speak so that the agreement does not renew."""
    flat = bones.flat
    for start, end in renewal_sentences(bones):
        if not STOPS_RENEWAL.search(flat, start, end):
            continue
        following = bones.sentence_at(end + 2)
        for at, until, sure in ((start, end, 0.85), (following.start, following.end, 0.6)):
            hit = notice_span(flat, at, until) if at >= start else None
            if hit:
                return found(bones, str(span(hit)), sure, *hit.span())
    return None


def notice_span(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The span of time that stands right before "prior to", "before", or "notice", near words of notice."""
    lengths = list(SPAN.finditer(flat, start, end))
    for match, following in itertools.zip_longest(lengths, lengths[1:]):
        until = following.start() if following else min(end, match.end() + 90)
        near = flat[max(start, match.start() - 250) : match.end() + 200]
        if "year" not in match["unit"].lower() and BEFORE.search(flat, match.end(), until) and NOTICE.search(near):
            return match
    return None


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
            return found(bones, iso(date), round(0.6 + bonus, 2), start, end)
    length = term_length(flat, start, end)
    if length:
        return computed(bones, start, end, length, round(0.45 + bonus, 2), agreed, effective)
    if PERPETUAL.search(flat, start, end) and re.search(r"(?i)\bthis\s+agreement|\bterm\b", flat[start:end]):
        return found(bones, "perpetual", round(0.3 + bonus, 2), start, end)
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
        return found(bones, date, sure, start, end)
    return found(bones, f"{length} after {named if named[0].isupper() else 'the ' + named}", round(sure * 0.7, 2), start, end)
