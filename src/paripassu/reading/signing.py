"""When an agreement is made, and from when it has effect."""

import re

from paripassu.reading.dates import DATE, iso
from paripassu.reading.draft import Found
from paripassu.reading.structure import OPENED, Structure

DATED = re.compile(
    r"(?i)\b(?:dated|made|entered|effective|executed|signed|date\s+of|as\s+of|this|on|dated?\s*:|from|concluded)\b[^.;]{0,60}?$"
)
SIGNS = r"(?:dated|made|entered\s+into|executed|concluded|signed)\b"
MADE = re.compile(
    rf"(?i)\b(?:agreement|contract|amendment)\b[^.;]{{0,60}}\b(?:is|was|has\s+been|are)?\s*{SIGNS}[^.;]{{0,60}}?$"
    r"|\b(?:enters?\s+into|makes?|concludes?|signs?|executes?)\s+(?:this|the\s+following)\s+(?:[\w-]+\s+){0,4}?(?:agreement|contract)\b[^.;]{0,40}$"
)
SAYS_SO = re.compile(
    rf"(?i)\bthis\s+(?:[\w-]+\s+){{0,4}}?(?:agreement|contract|amendment)\s+(?:is|was|has\s+been)\s+(?:hereby\s+)?{SIGNS}[^.;]{{0,60}}?$"
)
# A date of something else: a patent, an earlier agreement, the founding of a party.
OF_OTHERS = re.compile(
    r"(?i)\b(?:filed|patents?|patent\s+applications?|formation|founded|incorporated\s+on|milestone|plan\s+of\s+merger|expires?|expiring"
    r"|terminat\w+|until|through|born|ended|ending|(?:incorporated|organi[sz]ed|established|registered|founded|formed|updated\s+through)\s+(?:on|in|as\s+of)|fiscal\s+year)\b"
    r"(?:(?!(?:19|20)\d\d)[^;]){0,45}$|\b(?:8-K|10-[QK]\w*|S-\d\w?|6-K|20-F|SB-2\w*|F-\d)(?:/A)?,\s*$"
)
LETTER = re.compile(r"\b(?:Dear\s+(?:Mr|Ms|Mrs|Dr|Sirs?|Madam|[A-Z])|Ladies\s+and\s+Gentlemen|Gentlemen\s*:)")
EARLIER = re.compile(
    r"(?i:\b(?:previously|heretofore|that\s+certain|originally)\b)[^;]{0,90}$"
    r"|\b(?i:the|an?|such|certain)\s+(?:[A-Z][\w-]+\s+){1,4}Agreement\s*,?\s+(?:dated|effective)\b[^;]{0,20}$"
)
# Where the recitals have begun: a date behind it is told of, and is not that of the opening.
RECITED = re.compile(
    r"\bWHEREAS\b|\bWhereas,|\bNOW,?\s+THEREFORE\b|\bNow,?\s+therefore\b|\bagrees?\s+as\s+follows\b|\bW\s?I\s?T\s?N\s?E\s?S\s?S\s?E\s?T\s?H\b"
    r"|\b(?:RECITALS|Recitals)\b(?=\W)"
)
PREAMBLE = re.compile(r"(?i)\b(?:between|among|parties|by\s+and)\b")
SIGNED_LINE = re.compile(r"(?i)\b(?:date|dated|date\s+signed|date\s+of\s+signature)\s*[:_]?[\s_]*$")
SIGNER = re.compile(r"(?i)/s/|\bby\s*:|\bsignature\b|\btitle\s*:|\bname\s*:|\bsigned\b|\b(?:stamp|seal)\b")
AS_EFFECTIVE = re.compile(
    r"(?i)\b(?:as\s+of|on)\s+the\s+(?:effective\s+date|date\s+(?:set\s+forth|written|stated)\s+(?:above|below))"
)
LABELLED = re.compile(
    r"(?i)\b(?:effective|commencement|launch|start)\s+date(?:\s+of\s+this\s+agreement)?\"?\s*(?:is|:|shall\s+be|means?)\s*$"
)
YEAR_ALONE = re.compile(
    r"(?i)\b(?:made|dated|entered\s+into|executed)\b[^.;]{0,30}\b(?:as\s+of|on|this)\s*,\s*(?P<year>(?:19|20)\d\d)\b"
)
EFFECTIVE_TERM = re.compile(
    r'(?i)[\s,]*\(?\s*[^()"]{0,60}"\s*(?:amendment\s+)?(?:effective|commencement)\s+date\s*[.,]?"'
    r"|[\s,]*\(\s*(?:the\s+)?(?:effective|commencement)\s+date\s*\)"
    r"|[\s,]*\(?\s*(?:hereinafter|hereafter|herein)\s+(?:referred\s+to\s+as\s+|called\s+|known\s+as\s+)?(?:the\s+)?['\"]?(?:effective|commencement)\s+date\b"
)
EFFECTIVE_MEANS = re.compile(
    r"(?i)(?<!\w)\"?(?:effective|commencement)\s+date\"?\s*(?:(?:shall\s+)?means?|is|shall\s+be|:)\s(?:[^.;\"]|[ap]\.m\.){0,90}?$"
)
EFFECTIVE_BEFORE = re.compile(
    r"(?i)(?:effective\s+(?:date\s+of\s+)?(?:as\s+of|on|from|upon)|effective\s+(?:this|the\s+day\s+of)|effective\s+date\"?\s*(?:\)|:|is|means|shall\s+(?:be|mean)"
    r"|of\s+this\s+agreement\s+(?:is|shall\s+be))?|commenc(?:e|es|ing)\s+(?:on|as\s+of)|begin(?:s|ning)?\s+(?:on|as\s+of)"
    r"|(?:come|comes|enter|enters)\s+into\s+(?:force|effect)\s+(?:on|as\s+of|from)|takes?\s+effect\s+(?:on|as\s+of|from))"
    r"[\s,:]*(?:the\s+)?(?:day\s+of\s+|date\s+of\s+)?$"
    r"|\beffective\b(?!\s+date)[^.;\"()]{0,50}\b(?:as\s+of|on|from|this)\s+(?:the\s+)?$"
    r"|\b(?:made|entered\s+into|executed|agreement|amendment)\b[^.;]{0,45}?\beffective\s*,?\s+(?:the\s+)?$"
)
DATE_ITSELF = (
    r"(?:date\s+(?:hereof|first\s+(?:above\s+)?(?:written|set\s+forth)|(?:of|when)\s+(?:the\s+)?(?:this\s+agreement|(?:its\s+)?(?:signing|signature|execution)"
    r"|(?:most\s+recent|last|authorized)[^.;]{0,40}sign))|first\s+date\s+(?:above\s+)?written|signing|execution\s+date\b)"
)
EFFECTIVE_DATED = re.compile(
    r"(?i)\b(?:agreement|amendment|contract)\b[^.;]{0,80}?\b(?:effective|in\s+(?:full\s+)?(?:force|effect)|into\s+(?:force|effect)|takes?\s+effect)\s+"
    rf"(?:as\s+of|on|from|upon)\s+(?:the\s+)?{DATE_ITSELF}"
    rf"|(?<!\w)\"?(?:effective|commencement)\s+date\"?\s+(?:means|shall\s+mean|is)\s+(?:the\s+)?{DATE_ITSELF}"
    r"|\beffective\s+(?:as\s+of|on|upon|from)\s+the\s+(?:date\s+of\s+(?:the\s+)?(?:last|latest|final)\s+signature|(?:last|latest)\s+date\s+of\s+(?:signature|execution)|date\s+of\s+(?:its\s+)?execution)"
)
TERM_BEGINS = re.compile(
    r"(?i)\b(?:agreement|term|duration|venture|alliance)\b[^.;]{0,90}?\b(?:begin(?:s|ning)?|commenc(?:es?|ing)|start(?:s|ing)?)\s+(?:(?:up)?on\s+|as\s+of\s+|from\s+)?(?:the\s+)?$"
)
OPENING = 12_000


def opening(bones: Structure) -> tuple[int, int]:
    """The span from the start to the recitals, where the date of the agreement stands."""
    flat = bones.flat
    recited = recitals(flat)
    first = DATE.search(flat, 0, min(recited, OPENING * 2))
    if not first:
        return 0, min(recited, len(flat), 4_000)
    stops = (match.start() for match in OPENED.finditer(flat, first.end(), OPENING * 3) if "CONTENTS" not in match[0])
    return 0, min(recited, next(stops, min(len(flat), first.end() + 4_000)))


def recitals(flat: str) -> int:
    """The offset where the recitals begin behind the naming of the parties; else the end of the text."""
    for match in RECITED.finditer(flat, 0, OPENING * 2):
        if PREAMBLE.search(flat, 0, match.start()):
            return match.start()
    return len(flat)


def agreement_date(bones: Structure) -> Found | None:
    """The date on which the agreement says it is made; else the date of the signatures, less surely."""
    flat = bones.flat
    every = [match for match in DATE.finditer(flat, *opening(bones)) if is_ours(flat, match)]
    dates = [match for match in every if is_own(flat, match)]
    letter = LETTER.search(flat, 0, OPENING // 4)
    if letter and dates and dates[0].end() < letter.start():
        return bones.found(iso(dates[0]), 0.8, *dates[0].span())
    for context, sure, likely in ((MADE, 0.95, every), (DATED, 0.85, dates)):
        for match in likely:
            if context.search(flat, max(0, match.start() - 140), match.start()):
                return bones.found(iso(match), sure if len(iso(match)) == 10 else sure - 0.1, *match.span())
    return said_later(bones, dates)


def is_ours(flat: str, match: re.Match[str]) -> bool:
    """True unless the words ahead of a date tell that it is one of an earlier agreement."""
    return not EARLIER.search(flat, max(0, match.start() - 110), match.start())


def is_own(flat: str, match: re.Match[str]) -> bool:
    """True when a date may be that of the agreement: no words ahead of it tell that it is one of something else."""
    ahead = max(0, match.start() - 90)
    others = OF_OTHERS.search(flat, ahead, match.start()) or LABELLED.search(flat, ahead, match.start())
    return others is None


def said_later(bones: Structure, dates: list[re.Match[str]]) -> Found | None:
    """The date by what tells it less clearly: a year alone, "is dated" elsewhere, the first date, the signatures."""
    flat = bones.flat
    alone = YEAR_ALONE.search(flat, *opening(bones))
    if alone:
        return bones.found(alone["year"], 0.7, *alone.span("year"))
    for match in DATE.finditer(flat):
        if SAYS_SO.search(flat, max(0, match.start() - 110), match.start()):
            return bones.found(iso(match), 0.7, *match.span())
    if dates and dates[0].start() < OPENING:
        return bones.found(iso(dates[0]), 0.6, *dates[0].span())
    return signed_on(bones) or as_effective(bones)


def signed_on(bones: Structure) -> Found | None:
    """The last of the days beside the signatures, else the first day behind the formula of signing."""
    flat = bones.flat
    beside = [
        match
        for match in DATE.finditer(flat, len(flat) // 3)
        if SIGNED_LINE.search(flat, max(0, match.start() - 40), match.start())
        and SIGNER.search(flat, max(0, match.start() - 300), match.start())
    ]
    last = max(beside, key=iso, default=None) or DATE.search(flat, bones.signed_at, bones.signed_at + 6_000)
    return bones.found(iso(last), 0.35, *last.span()) if last else None


def as_effective(bones: Structure) -> Found | None:
    """The effective date of an agreement that says it is made as of that day and tells no other."""
    flat = bones.flat
    start, end = opening(bones)
    if not AS_EFFECTIVE.search(flat, start, end):
        return None
    named = (
        match
        for match in DATE.finditer(flat, start, end)
        if LABELLED.search(flat, max(0, match.start() - 60), match.start())
    )
    return next((bones.found(iso(match), 0.35, *match.span()) for match in named), None)


def effective_date(bones: Structure, agreed: Found | None) -> Found | None:
    """The date that is called the effective date, or the date of the agreement when it says so."""
    flat = bones.flat
    said = EFFECTIVE_DATED.search(flat)
    defined = said is not None and "date" in said[0][:20].lower()
    later: Found | None = None
    for match in DATE.finditer(flat):
        if EFFECTIVE_TERM.match(flat, match.end(), match.end() + 110):
            return bones.found(iso(match), 0.95, *match.span())
        if EFFECTIVE_MEANS.search(flat, max(0, match.start() - 140), match.start()):
            return bones.found(iso(match), 0.9, *match.span())
        if (
            later is None
            and EFFECTIVE_BEFORE.search(flat, max(0, match.start() - 60), match.start())
            and is_ours(flat, match)
        ):
            later = bones.found(iso(match), 0.8 if match.start() < OPENING else 0.5, *match.span())
    if later and not (defined and agreed and later.confidence <= 0.5):
        return later
    if said and agreed:
        return bones.found(agreed.value, 0.7, *said.span())
    return next(
        (
            bones.found(iso(match), 0.45, *match.span())
            for match in DATE.finditer(flat)
            if TERM_BEGINS.search(flat, max(0, match.start() - 140), match.start())
        ),
        None,
    )
