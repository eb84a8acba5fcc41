"""When the term of an agreement ends.

A date that follows from others is computed when everything it needs is stated ("five years from the Effective Date");
otherwise its expression is kept as it is. Nothing is guessed.
"""

import re

from msgspec.structs import replace

from paripassu.reading.beginnings import FROM_DATE, OF_OURS, day_called, event_from, hangs, known_day, signing_from
from paripassu.reading.dates import ANNIVERSARY, DATE, SPAN, Span, anniversary, iso, later, span
from paripassu.reading.draft import Found
from paripassu.reading.structure import Structure

PAPER = r"(?:agreement|contract|amendment|memorandum(?:\s+of\s+\w+)?|mou|undertaking|arrangement)"
UNION = r"(?:venture|alliance|co-?operation|collaboration|consortium|relationship|partnership)"
OWN_TERM = re.compile(
    rf"(?i)\b(?:this\s+(?:[\w-]+\s+){{0,4}}?|the\s+(?:[\w-]+\s+)?(?=agreement|contract|mou))(?:{PAPER}|{UNION})\s+(?:(?!and\b|or\b)\w+\s+)?(?:shall|shah|will|is|has|commences?|becomes?|takes?|continues?"
    r"|remains?|expires?|terminates?|begins?|runs?|ends?|comes?|enters?|lasts?|appl(?:y|ies)|stays?|covers?|starts?|lapses?|ceases?)\b"
    rf"|\bthis\s+{PAPER}\s*,\s+which\b[^.;]{{0,80}},\s+(?:shall|will|is|remains?|continues?)\b"
    r"|\b(?:initial\s+|effective\s+|cooperation\s+)?(?:term|duration)\s+(?:(?:(?:of|for)\s+(?:th[ei]s?\s+|our\s+)?(?:[\w-]+\s+){0,3}?(?:agreement|contract|alliance|venture|jv|co-?operation"
    r"|collaboration|relationship|partnership|affiliation|arrangement|parties|company|license)\b[^.,;:()\"]{0,25}?|hereof|of\s+th[ei]s?\s+[\w-]+\s*\([^()]{0,40}\)|\([^()]{0,40}\))\s+)?"
    r"(?:shall|will|is|of\s+\w+\s*\(|begins?|commences?|starts?|runs?|means?|ends?|expires?)\b|\(?the\s+\"(?:initial\s+)?term\"|\"(?:initial\s+)?term\"\s+(?:shall\s+)?means?"
    r"|\(\s*\"(?:initial\s+)?term\"\s*\)|\b(?:term|duration|validity|(?:co-?operation|contract)\s+period)\s*[:|]|\bco-?operation\s+period\s+(?:shall|will|is)\b"
    rf"|\b{UNION}\b[^.;]{{0,40}}\b(?:(?:shall|will)\s+(?:continue|begin|last|commence|have|remain|be|end|expire|terminate|subsist|stay|run)|is\s+a\s+fixed\s+term|ends|expires|lasts)"
    r"|\bend\s+of\s+term\"\s+means|\bit\s+(?:shall|will)\s+(?:then\s+)?(?:continue|remain)\s+in\s+(?:full\s+)?(?:force|effect)"
    r"|\b(?:co-?operate|collaborate|appoints?|engages?|retains?|form\s+an?\s+(?:[\w-]+\s+){0,2}?(?:alliance|venture))\b[^.;]{0,60}?\bfor\s+an?\s+(?:\w+\s+)?(?:period|term)\b"
)
OTHER_TERM = re.compile(
    r"(?i)\bconfidential|\bsurviv|\binsurance\b|\bwarrant|\brecords\b|\bcompet|\bsolicit|\broyalt|\bstandstill|\boption\b|\baudit"
    r"|\bsell-?off|\bexclusiv|\bdisclos|\bcured?\b|\bbreach|\b(?:contract|calendar|fiscal|agreement)\s+year\"|\bobligations?\s+(?:will|shall)\s+exist"
    r"|\bstatements?\s+of\s+work|\bpurchase\s+order|\bleases?\b|\bloan\b|\bnotes?\b|\bpilot\b|\bdirectors?\b|\bofficers?\b|\bchair\w*|\bresearch\s+(?:term|program)|\bescrow"
    r"|\b(?:prior|previous|earlier|existing)\s+agreement|\bthis\s+obligation\b|\bduring\s+the\s+(?:initial\s+|entire\s+)?term\b|\bemploy|\btrial\b"
)
TERM_RUNS = re.compile(
    r"(?i)\b(?:term|duration|period|validity)\b[^.;]{0,120}?\b(?:agreement|alliance|cooperation|contract|venture|begin|commence|shall\s+be"
    r"|will\s+be|will\s+end|ends?|expires?|is|continue|start|run|last|extend|means?)|\b(?:term|duration|validity|period)\s*[:|]|\(\s*(?:the\s+)?\"(?:initial\s+)?term\"\s*\)"
    rf"|\b(?:{PAPER}|{UNION}|participation)\b[^.;]{{0,160}}?\b(?:expires?|remains?|continues?|(?:in\s+)?(?:full\s+)?(?:force|effect(?:ive)?)|terminates?|ends?|"
    r"valid|is\s+for|be\s+for|for\s+(?:an?|the)\s+(?:\w+\s+)?(?:term|period)|for\s+an\s+(?:initial|unlimited|indefinite)|a\s+fixed\s+term|ha(?:s|ve)\s+an?\s+(?:[\w()-]+\s+){0,4}?(?:term|duration)|(?:of|an?)\s+(?:indefinite|unlimited)"
    r"|runs?\s+for|lasts?|laps(?:es?|ing)|ceases?|comes?\s+to\s+an\s+end|evergreen|subsists?|stays?|appl(?:y|ies)|covers?|open-ended|beyond|binding)\b|\binitial\s+term\b|\bexpir(?:ation|y)\s+date\b"
)
PERPETUAL = re.compile(
    r"(?i)\b(?:until\s+(?:it\s+is\s+|and\s+unless\s+|such\s+time\s+as\s+it\s+is\s+)?(?:(?:earlier|sooner|so|otherwise|duly)\s+)?(?:terminat(?:ed|ion)|cancel+ed|dissolved)\b"
    r"|until\s+(?:such\s+time\s+as\s+)?(?:either|one|any|a|both|all|the)\s+(?:party|parties|of\s+the\s+parties)\s+(?:\w+\s+){0,4}?(?:terminat|cancel)|(?:force|effect|effective)\s+(?:(?!for\b|from\b)\w+\s+){0,3}?(?:unless|until)\s+(?:(?:it\s+is|and\s+until|so|otherwise)\s+){0,2}(?:terminated|cancel+ed|superseded)\b|indefinite|without\s+limit\s+of|(?:in|for)\s+perpetuity"
    r"|perpetual(?!\s+licen)|unlimited\s+(?:period|time|term|duration)|\bopen-ended|\bevergreen\b|\buntil\s+revoked\b|\buntil\s+(?:either|one|any|a)\s+party\s+gives\b|\bno\s+(?:set|fixed)\s+(?:expiration|expiry|end)\b|\bshall\s+not\s+(?:terminate|expire)\s+except\b|\bno\s+fixed\s+(?:term|duration)"
    r"|\buntil\s+(?:(?:both|all|the)\s+){0,2}parties\s+(?:mutually\s+|otherwise\s+)?agree\b|\bterm\b[^.;]{0,40}\bis\s+ongoing|end\s+(?:only\s+)?when\s+terminated)"
)
UNTIL = re.compile(
    r"(?i)\b(?:until|till|through|to|beyond|in\s+no\s+event\s+later\s+than|expir(?:es?|ing)|terminat(?:es?|ing)|end(?:s|ing)?|conclud(?:es?|ing)|laps(?:es?|ing)|ceas(?:es?|ing)(?:\s+to\s+have\s+effect)?|comes?\s+to\s+an\s+end)\s+(?:(?:automatically|together|without\s+notice|with\s+the\s+agreement)\s+){0,2}"
    r"(?:and\s+including\s+)?(?:the\s+)?"
    r"(?:(?:up)?on\s+|at\s+)?(?:the\s+)?(?:(?:earlier|earliest|later|latest|first)\s+(?:of|to\s+occur\s+of)(?:\s+the\s+following)?\s*:?\s*(?:\(?\w{1,3}\)\s*)?(?:the\s+)?)?"
    r"(?:(?:at\s+)?(?:midnight|(?:the\s+)?(?:close|end)\s+of\s+business|noon|\d{1,2}:\d\d\s*[ap]\.?m\.?)[^.;\d]{0,24}?\s*(?:on|of)?\s*(?:the\s+)?)?$"
)
HEADED = re.compile(
    r"(?<![a-z,]\s)\b(?i:initial\s+term|term(?:\s+(?:and|of)(?:\s+th[ei]s?)?\s+\w+)?|(?:duration|validity|period)(?:\s+of\s+th[ei]s?\s+\w+)?|effective\s+(?:date|term)|renewal)\b\s*[.:;|-]"
)
AHEAD = re.compile(
    r"(?i)\b(?:from|as\s+of|commenc\w+|begin\w*|on|since|effective)\s+(?:on\s+|as\s+of\s+|from\s+)?(?:the\s+)?(?:day\s+of\s+)?$"
)
LATER_OF = re.compile(
    r"(?i)\b(?:later|longer|latest)\s+(?:of|to\s+occur)\b|\bwhichever\s+(?:\w+\s+){0,2}(?:later|longer)\b"
)
# "Unless terminated or extended as provided herein, …" and "the term shall extend for" tell of no renewal.
NO_RENEWAL = re.compile(
    r"(?i)\b(?:unless|until|if|or|earlier|sooner)\s+(?:(?:earlier|sooner|otherwise|so|not)\s+)?(?:renewed|extended)$"
    r"|\b(?:term|agreement|period)\s+(?:\([^()]{0,30}\)\s+)?(?:shall|will)\s+extend$"
)
RENEWAL = re.compile(
    r"(?i)\b(?:renew\w*|exten(?:d\w*|sion)|additional|notice|prior\s+(?:written|to\s+(?:its|the)\s+exp))"
)
MARKED = re.compile(
    r"(?i)\b(?:term\s+of|period\s+of|for|continue|of|be|is|until|through|expires?|effect|on|occur\s+of|date\s+that\s+is|\(\w{1,3}\)|means?|has|have|ends?|ending|effective"
    r"|last(?:s|ing)?|runs?|terminates?|longer\s+than|exceed(?:ing)?|term\s*[:|]|duration\s*[:|])\s*[^.;]{0,40}?$"
)
GOES_ON = re.compile(
    r"(?i)\W*(?:(?:unless|subject\s+to|except)\b[^.;]{0,120},\s*)?it\s+(?:shall|will)\s+(?:then\s+|thereafter\s+)?(?:continue|remain|be\s+(?:valid|effective))\b"
    r"|[^.;]{0,60}\b(?:co-?operate|collaborate|appoints?|engages?|retains?|form\s+an?\s+(?:[\w-]+\s+){0,2}?(?:alliance|venture))\b[^.;]{0,60}?\bfor\s+an?\s+(?:\w+\s+)?(?:period|term)\b"
)
FRAGMENT = re.compile(
    rf"(?i)\W{{0,3}}(?:for\s+)?(?:an?\s+(?:initial\s+)?(?:term|period)\s+of\s+)?(?:{SPAN.pattern[4:]}|from\s+{DATE.pattern[4:]})"
)
DAYS_OF_TERM = re.compile(
    r"(?i)\b(?:term|duration)\b[^.;]{0,60}?\b(?:is|be|of|for|continue)\b[^.;]{0,25}$|\beffect\s+for\s+(?:a\s+period\s+of\s+)?$"
)
WHOLE = re.compile(rf"(?i)\b(?:this|the|our|parties'?)\s+(?:[\w-]+\s+){{0,2}}?(?:{PAPER}|{UNION})\b|\bterm\b")
YEAR_END = re.compile(
    r"(?i)\b(?:until|till|through|to)\s+(?:and\s+including\s+)?(?:the\s+)?(?:end|close|conclusion)\s+of\s+(?:the\s+)?(?:calendar\s+)?(?:year\s+)?(?P<year>(?:19|20)\d\d)\b"
)
NAMED_END = re.compile(
    r"(?i)\b(?:until|till|through|to|on|upon|terminates?|expires?|ends?)\s+(?:the\s+)?\"?(?P<name>(?-i:(?:[A-Z]\w+\s+)?(?:Expiration|Expiry|Termination|End)\s+Date))\b"
)
END_MEANS = re.compile(
    r"(?<![A-Z]\w\s)(?<!\w[a-z]\s)\"?\b(?:Initial\s+)?(?:Expiration|Expiry|End)\s+(?:Date|DATE)\b\"?\s*(?:(?:shall\s+)?means?|is|shall\s+be|:|\|)"
)
MAIN_AHEAD = re.compile(r"(?i)\b(?:shall|will|is|continues?|remains?|expires?)\b")
LEAD = re.compile(
    rf"(?i)\b(?:unless|subject\s+to|except|if\s+not)\b[^.;]{{0,400}}?,\s+(?=(?:this|the)\s+(?:[\w-]+\s+){{0,3}}?(?:{PAPER}|{UNION}|term)\b)"
)
CONDITIONAL = re.compile(
    r"(?i)^[\W\d]*(?:in\s+the\s+event|if(?!\s+not\s+(?:earlier|sooner))|upon)\b|\bin\s+the\s+event\b[^.;]{0,160}?\bagreement\s+(?:shall|will)\b"
)
UNDER = re.compile(
    r"(?<![a-z,]\s)(?<!\w-)\b(?:Initial\s+Term|INITIAL\s+TERM|(?:Term|TERM|Duration|DURATION|Validity|VALIDITY)(?i:\s+(?:and\s+termination|of\s+(?:(?:this|the)\s+)?(?:agreement|contract|alliance|venture)))?)"
    r"\b[^\S\n]*[.:;|\n-]"
)
ANOTHER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ee]ach|[Aa]ny|[Ss]uch)\s+(?!Parties|Strategic|Alliance|Joint|Cooperation|Collaboration|Development|Affiliate|Consortium|Co-)"
    r"(?:[A-Z][\w-]+\s+){1,4}Agreement\b"
)
PARTNERS = re.compile(r"(?i)\b(?:part(?:y|ies)|appoints?|engages?|grants?)\b")
HEADED_LINE = re.compile(
    r"(?:^|[\d.):\s])(?P<words>(?i:initial\s+term|term|duration|validity|period)(?i:\s+(?:and\s+termination|of\s+(?:th[ei]s?\s+)?\w+))?)\s*$"
)
ITEM = re.compile(r"(?i)\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[).]|[-•o]\s)")
LISTS = re.compile(r"(?i)\b(?:of|occur|following|until|upon|on|follows|either|when)\s*:$")
MOST_ITEMS = 6
FIRST_SENTENCES = 3
FEWEST_DAYS = 30
CLOSE = 8
LOOK_BACK = 120
LEAST_SURE = 0.35
NEAR = 280

Spans = list[tuple[int, int]]
"""From where to where sentences stand."""


def expiration_date(bones: Structure, spans: Spans, agreed: Found | None, effective: Found | None) -> Found | None:
    """When the term ends by the `spans` about it: a date, "perpetual", or "5 years after the Effective Date"."""
    best: Found | None = None
    for start, end in spans:
        ends = ending(bones, start, end, agreed, effective)
        if ends and ends.confidence >= LEAST_SURE and (best is None or ends.confidence > best.confidence):
            best = ends
    return best or end_under_heading(bones, agreed, effective)


def end_under_heading(bones: Structure, agreed: Found | None, effective: Found | None) -> Found | None:
    """What the first words under the heading of the term say of an end, whatever they speak of; the least sure."""
    for under in UNDER.finditer(bones.document.text):
        at = under.end()
        for _ in range(FIRST_SENTENCES):
            sentence = bones.sentence_at(at)
            start = max(sentence.start, under.end())
            if sentence.end - start > 1 and may_tell(bones.flat, start, sentence.end):
                ends = ending(bones, start, sentence.end, agreed, effective)
                if ends:
                    return replace(ends, confidence=LEAST_SURE)
            at = sentence.end + 2
    return None


def may_tell(flat: str, start: int, end: int) -> bool:
    """True when a sentence under the heading of the term may be about the agreement: it names it, and nothing else."""
    named = WHOLE.search(flat, start, end) or FRAGMENT.match(flat, start, end) or PARTNERS.search(flat, start, end)
    return bool(named) and not OTHER_TERM.search(flat, start, end) and not ANOTHER.search(flat, start, end)


def duration(bones: Structure, spans: Spans) -> Found | None:
    """How long the first term is: "5 years", from the one of the `spans` that looks most like the one about it."""
    best: Found | None = None
    for start, end in spans:
        match = term_length(bones, start, end)
        sure = round(0.45 + fitness(bones, start, end, match.end()), 2) if match else 0.0
        if match and sure >= LEAST_SURE and (best is None or sure > best.confidence):
            best = bones.found(str(length_of(match)), sure, start, end)
    return best


def about_term(bones: Structure) -> Spans:
    """The sentences that may tell how long the agreement runs; without a verb only right behind the heading."""
    flat, spans = bones.flat, []
    for number, sentence in enumerate(bones.sentences):
        start, end = sentence.start, sentence.end
        told = TERM_RUNS.search(flat, start, min(end, start + 900)) or GOES_ON.match(flat, start, end)
        if told or (heading(bones, start) and FRAGMENT.match(flat, start, end)):
            spans.append((start, with_list(bones, number)))
    return spans


def with_list(bones: Structure, number: int) -> int:
    """The end of a sentence, with the list behind it when it ends in a colon: "until the earlier of: (a) …"."""
    flat, end = bones.flat, bones.sentences[number].end
    if not LISTS.search(flat, max(bones.sentences[number].start, end - 40), end):
        return end
    for item in bones.sentences[number + 1 : number + 1 + MOST_ITEMS]:
        if not ITEM.match(flat, item.start, item.end):
            break
        end = item.end
    return end


def heading(bones: Structure, start: int) -> bool:
    """True when the heading of the part about the term stands right before an offset, or alone on the line before."""
    flat, low = bones.flat, max(0, start - 60)
    if any(not flat[match.end() : start].strip() for match in HEADED.finditer(flat, low, start)):
        return True
    line = HEADED_LINE.search(flat, low, start)
    return line is not None and "\n" in bones.document.text[line.end("words") : start]


def length_of(match: re.Match[str]) -> Span:
    """A match of SPAN or of ANNIVERSARY as a length."""
    return anniversary(match) if "anniversary" in match[0].lower() else span(match)


def ending(bones: Structure, start: int, end: int, agreed: Found | None, effective: Found | None) -> Found | None:
    """The end of the term that one sentence tells."""
    flat = bones.flat
    if stated := end_stated(flat, start, end):
        day, told, sure = stated
        return bones.found(day, round(sure + fitness(bones, start, end, told), 2), start, end)
    perpetual = PERPETUAL.search(flat, start, end)
    match = term_length(bones, start, end)
    if match and not (perpetual and perpetual.start() < match.start()):
        sure = round(0.45 + fitness(bones, start, end, match.end()), 2)
        return computed(bones, start, end, match, length_of(match), sure, agreed, effective)
    if (means := END_MEANS.search(flat, start, end)) and (
        said := SPAN.search(flat, means.end(), end) or ANNIVERSARY.search(flat, means.end(), end)
    ):
        return computed(bones, start, end, said, length_of(said), 0.6, agreed, effective)
    if perpetual and WHOLE.search(flat, start, end):
        return bones.found("perpetual", round(0.35 + fitness(bones, start, end, perpetual.end()), 2), start, end)
    return None


def end_stated(flat: str, start: int, end: int) -> tuple[str, int, float] | None:
    """The day in ISO form on which a sentence says that the term ends, where it says so, and how sure that is."""
    for date in DATE.finditer(flat, start, end):
        if UNTIL.search(flat, max(start, date.start() - 60), date.start()):
            return iso(date), date.end(), 0.6
    if year := YEAR_END.search(flat, start, end):
        return f"{year['year']}-12-31", year.end(), 0.6
    if (means := END_MEANS.search(flat, start, end)) and (
        day_meant := DATE.search(flat, means.end(), means.end() + 60)
    ):
        return iso(day_meant), day_meant.end(), 0.9
    if (named := NAMED_END.search(flat, start, end)) and (day := day_called(flat, named["name"])):
        return day, named.end(), 0.6
    return None


def fitness(bones: Structure, start: int, end: int, told: int) -> float:
    """How much a sentence looks like the one about the term of the agreement; `told` is where its end is told."""
    flat = bones.flat
    headed = HEADED.search(flat, max(0, start - 60), min(end, start + 80)) or heading(bones, start)
    own = re.search(r"(?i)this\s+agreement|initial\s+term|end\s+of\s+term", flat[start:end])
    of_another = not own and ANOTHER.search(flat, start, min(end, told))
    conditional = CONDITIONAL.search(flat[start:end])
    fragment = headed and FRAGMENT.match(flat, start, end)
    return (
        0.15 * bool(headed)
        - 0.3 * (not OWN_TERM.search(flat, start, end) and not fragment)
        + 0.1 * bool(own)
        - 0.3 * bool(OTHER_TERM.search(flat, max(start, told - NEAR), min(end, told + NEAR // 4)))
        - 0.2 * bool(conditional)
        - 0.3 * bool(of_another)
    )


def term_length(bones: Structure, start: int, end: int) -> re.Match[str] | None:
    """The length of the first term: years or months that are no notice and no renewal; or an anniversary."""
    flat, lead = bones.flat, LEAD.search(bones.flat, start, min(end, start + 500))
    said = lead and (MAIN_AHEAD.search(flat, start, lead.start()) or SPAN.search(flat, start, lead.start()))
    start = lead.end() if lead and not said else start
    until = next(
        (
            match.start()
            for match in RENEWAL.finditer(flat, start, end)
            if not NO_RENEWAL.search(flat, max(start, match.end() - LOOK_BACK), match.end())
        ),
        end,
    )
    fragment = heading(bones, start) and FRAGMENT.match(flat, start, end)
    for match in SPAN.finditer(flat, start, until):
        ahead = max(start, match.start() - 50)
        if (
            in_days(flat, match)
            if span(match).unit not in ("year", "month")
            else (MARKED.search(flat, ahead, match.start()) or fragment)
        ):
            return match
    return ANNIVERSARY.search(flat, start, until)


def in_days(flat: str, match: re.Match[str]) -> bool:
    """True for a term told in days or weeks, which are otherwise those of a notice or a payment."""
    length = span(match)
    days = {"day": length.number, "week": 7 * length.number}.get(length.unit, 0)
    return days >= FEWEST_DAYS and bool(DAYS_OF_TERM.search(flat, max(0, match.start() - 90), match.start()))


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
    flat = bones.flat
    base = FROM_DATE.match(flat, match.end(), min(end, match.end() + 160))
    event, own = named_base(flat, base)
    day = day_called(flat, event) if event else ""
    if not base:
        event, day = event_from(flat, (start, end), match.span())
        own = signing_from(flat, (start, end), match.span()) or own
    stated = day if event else day_in(flat, start, end)
    if not (base or event or stated):
        event, stated = begun_before(bones, start)
    event = "" if stated else event
    if not event and not stated and not effective and "effective" in own.lower() and hangs(flat):
        event = own
    later_of = LATER_OF.search(flat, start, end)
    date = "" if event else later(stated or known_day(own, agreed, effective), length)
    if date:
        # of the later of two days only the first is known: it is asked, not asserted
        return bones.found(date, min(sure, LEAST_SURE) if later_of else sure, start, end)
    named = event or own
    named = named if named[0].isupper() else f"the {named}"
    return bones.found(f"{length} after {named}", round(sure * 0.7, 2), start, end)


def named_base(flat: str, base: re.Match[str] | None) -> tuple[str, str]:
    """The event behind "from", "" when it is a day of the agreement itself; and that day's name."""
    event = " ".join((base["event"] or "").split()) if base else ""
    event = "" if event.isupper() and OF_OURS.search(event) else event
    dated = base is not None and bool(event) and DATE.match(flat, base.start("event"))
    own = " ".join((base["own"] if base and base["own"] else "Effective Date").split())
    return ("" if dated or re.match(r"(?i)(?:this|the)?\s*agreement\b", event) else event), own


def begun_before(bones: Structure, start: int) -> tuple[str, str]:
    """The event or the day from which the sentence ahead of `start` says that the term runs; ("", "") when none."""
    ahead = bones.sentence_at(max(0, start - 3))
    if ahead.start >= start or start - ahead.end > CLOSE or not OWN_TERM.search(bones.flat, ahead.start, ahead.end):
        return "", ""
    day = day_in(bones.flat, ahead.start, ahead.end)
    return ("", day) if day else event_from(bones.flat, (ahead.start, ahead.end), (ahead.end, ahead.end))


def day_in(flat: str, start: int, end: int) -> str:
    """The day that the sentence itself says the term runs from, in ISO form, or ""."""
    for date in DATE.finditer(flat, start, end):
        if AHEAD.search(flat, max(start, date.start() - 40), date.start()) and len(iso(date)) == 10:
            return iso(date)
    return ""
