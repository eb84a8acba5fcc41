"""Whether an agreement renews itself, for how long, and how early a party must speak to stop it."""

import itertools
import re
from collections.abc import Iterator

from paripassu.reading.dates import SPAN, Span, span
from paripassu.reading.draft import Exit, Found
from paripassu.reading.structure import Structure

RENEWS = re.compile(
    r"(?i)\b(?:automatic(?:ally)?|auto)[\s-]+(?:be\s+)?(?:renew|extend|continue)|\brenew(?:s|ed|al|able|ing)?\b|\bextend(?:s|ed)?\b|\bextension\b|\bsuccessive\b|"
    r"\bcontinue\s+automatically\b|\bprolonged?\b|\bcontinue[^.;]{0,40}?\b(?:month|year)[\s-]+to[\s-]+(?:month|year)\b"
)
AUTOMATIC = re.compile(
    r"(?i)\bautomatic(?:ally)?\b|\bsuccessive\b|\bunless\b|\bshall\s+(?:be\s+)?(?:renew|extend)|\bwill\s+(?:be\s+)?(?:renew|extend)|\bevergreen\b"
    r"|\b(?:month|year)[\s-]+to[\s-]+(?:month|year)\b"
)
TERM_SUBJECT = re.compile(
    r"(?i)\b(?:agreement|(?:initial\s+|renewal\s+|cooperation\s+)?terms?\b|period|contract|alliance|cooperation|venture)\b"
)
SUCCESSIVE = re.compile(
    r"(?i)\bsuccessive\b|\bperiods\b|\bterms\b|\bone\s+or\s+more\b|\beach\b|\b(?:month|year)[\s-]+to[\s-]+(?:month|year)\b|\bannually\b|\bthereafter\b|\banniversary\b|\byear\)?\s+basis\b"
)
OTHER_PERIOD = re.compile(
    r"(?i)\"(?:calendar|fiscal|contract|agreement)\s+(?:quarter|year)\"|\bstandstill|\bannual\s+meeting|\bby\s+mutual\s+agreement\b[^.]{0,80}\bmay\b|\bmeeting\s+of\s+(?:stock|share)holders\b|\bnominations?\b"
)
SAME_AGAIN = re.compile(r"(?i)\b(?:same\s+(?:duration|length|period|term)|like\s+(?:period|term)s?|same\s+period)")
# "For another year", "a further year": one, without a number.
ANOTHER = re.compile(r"(?i)\b(?:another|(?:a|one)\s+(?:further|additional|successive))\s+(?P<unit>year|month)\b")
LASTS = re.compile(r"(?i)\s*\)?\s*(?:(?:renewal|additional|successive|extension)\s+)?(?:terms?|periods?|renewals?)\b")
# A right to ask for a renewal is none to stop one.
OPTION = re.compile(
    r"(?i)\b(?:option|right|entitled|elects?|wish(?:es)?|desires?)\s+to\s+(?:renew|extend)|\bmay\s+(?:be\s+)?(?:renew|extend)|\brenewal\s+option|\b(?:stock|share)holder"
)
ANNUAL = re.compile(r"(?i)\b(?:annual|yearly|year-to-year|year\s+to\s+year)\b")
MONTHLY = re.compile(r"(?i)\bmonth[\s-]+to[\s-]+month\b")
NOTICE = re.compile(
    r"(?i)\b(?:notice|notif(?:y|ies|ied)|non-?renew(?:al)?|not\s+(?:to\s+)?(?:be\s+)?(?:renew|extend)|terminat(?:e|es|ed|ion)|cancel|inform)"
)
BEFORE = re.compile(r"(?i)\b(?:prior|before|advance|in\s+advance|written\s+notice|notice|preceding)\b")
STOPS_RENEWAL = re.compile(
    r"(?i)\brenew(?!al\s+(?:fee|price))[^.]{0,400}?\b(?:unless|absent|provided|if\s+(?:either|neither|no)|subject\s+to)\b"
    r"|\bautomatic(?:ally)?\b[^.]{0,200}?\b(?:unless|extend|renew)"
    r"|\b(?:unless|fails?\s+to|neither\s+party|absence\s+of|no\s+party)\b[^.]{0,300}?\b(?:renew|automatic|extended)|\b(?:month|year)[\s-]+to[\s-]+(?:month|year)\b[^.]{0,80}?\b(?:until|unless)\b|\bthereafter\b[^.]{0,120}?\bunless\b"
)
NOT_RENEWED = re.compile(
    r"(?i)\b(?:not\s+(?:to\s+)?(?:be\s+)?(?:renew|extend)|non-?\s?renew|declin\w*\s+to\s+(?:renew|extend)|intent\w*\s+not\s+to"
    r"|(?:elect|wish|desire|decide)\w*\s+not\s+to|prevent\s+(?:such\s+)?(?:renewal|extension)|against\s+(?:such\s+)?renewal"
    r"|terminat\w*[^.;]{0,80}\b(?:at|as\s+of|upon|effective\s+(?:at|as\s+of|upon|on))\s+(?:the\s+)?(?:end|expiration|expiry|conclusion)\s+of\s+"
    r"(?:the\s+|any\s+|such\s+|its\s+)?(?:then[\s-]+current|initial|renewal|existing|current|first|original|any|such|each|extended)"
    r"|(?:prior\s+to|before)\s+(?:the\s+)?(?:end|expiration|expiry)\s+of\s+(?:the\s+|any\s+|such\s+)?(?:then[\s-]+current|initial|renewal|existing|current)"
    r"(?:\s+\w+){0,3}\s*(?:term|period)?)"
)
# What the plainest rule would find; it stands last, and is the least sure.
LOOSE = re.compile(
    r"(?i)renew[^.]{0,300}?(?P<span>\b\w+\s*\(?\d{1,3}\)?\s*(?:day|month)s?\b|\b\d{1,3}\)?\s*(?:day|month)s?\b)"
)
SPEAKS = re.compile(r"(?i)\b(?:unless|notice|notif|inform|advis)")
UNLESS_ENDED = re.compile(r"(?i)\b(?:unless|until)\s+(?:\w+\s+){0,2}?(?:terminated|cancel+ed)\b")
FOR_CAUSE = re.compile(r"(?i)\b(?:breach|default|insolven|bankrupt|without\s+cause|for\s+convenience)")


def renewal_sentences(bones: Structure) -> Iterator[tuple[int, int]]:
    """The sentences about renewing the agreement itself, each with the one behind it."""
    for sentence in bones.sentences:
        match = RENEWS.search(bones.flat, sentence.start, sentence.end)
        if match and TERM_SUBJECT.search(
            bones.flat, max(sentence.start, match.start() - 300), min(sentence.end, match.end() + 200)
        ):
            yield sentence.start, sentence.end


def renewal_term(bones: Structure) -> Found | None:
    """How long a renewal lasts: "successive 1 year" when it repeats."""
    flat = bones.flat
    for start, end in renewal_sentences(bones):
        automatic = AUTOMATIC.search(flat, start, end) and not OTHER_PERIOD.search(flat, start, end)
        renews = RENEWS.search(flat, start, end)
        length = renewal_length(flat, renews.start() if renews else start, end, start)
        if automatic and length and renews:
            again = SUCCESSIVE.search(flat, renews.start(), min(end, renews.start() + 220))
            sure = 0.85 if "automatic" in flat[start:end].lower() else 0.5
            return bones.found(f"successive {length}" if again else str(length), sure, start, end)
    return None


def renewal_length(flat: str, start: int, end: int, sentence: int) -> Span | None:
    """The length of one renewal, from the words behind "renew"."""
    for match in SPAN.finditer(flat, start, min(end, start + 260)):
        length = span(match)
        if length.unit in ("year", "month") and not re.match(
            r"(?i)[^,;.]{0,25}\b(?:prior|before|notice)", flat[match.end() : match.end() + 45]
        ):
            return Span(length.number // 12, "year") if length.unit == "month" and length.number == 12 else length
    if another := ANOTHER.search(flat, start, end):
        return Span(1, another["unit"].lower())
    if SAME_AGAIN.search(flat, start, end):
        return next((span(match) for match in SPAN.finditer(flat, max(0, sentence - 1_200), start)), None)
    if ANNUAL.search(flat, start, end):
        return Span(1, "year")
    return Span(1, "month") if MONTHLY.search(flat, start, end) else None


def renewal_notice(bones: Structure, leaving: tuple[Exit, ...] = ()) -> Found | None:
    """How long before its end a party has to speak so that the agreement does not renew.

    Looked for where renewal is told, then in the two sentences behind; where it renews "unless terminated", the notice
    by which each party may end it without a cause (`leaving`) counts, less surely.
    """
    flat = bones.flat
    told = list(renewal_sentences(bones))
    for start, end in told:
        if not STOPS_RENEWAL.search(flat, start, end) or OTHER_PERIOD.search(flat, start, end):
            continue
        following = bones.sentence_at(end + 2)
        for at, until, sure in ((start, end, 0.85), (following.start, following.end, 0.6)):
            hit = notice_span(flat, at, until) if at >= start else None
            if hit:
                return bones.found(str(span(hit)), sure, *hit.span())
    return less_sure(bones, told, leaving)


def less_sure(bones: Structure, told: list[tuple[int, int]], leaving: tuple[Exit, ...]) -> Found | None:
    """The notice by what tells it less clearly."""
    flat = bones.flat
    automatic = [end for start, end in told if AUTOMATIC.search(flat, start, end)]
    near = [behind for end in automatic for behind in sentences_behind(bones, end)]
    for start, end in [*told, *near]:
        hit = stopped(flat, start, end)
        if hit:
            return bones.found(str(span(hit)), 0.55, *hit.span())
    plain = next((match for match in LOOSE.finditer(flat) if stops_plainly(flat, match)), None)
    if plain and (length := SPAN.search(flat, *plain.span("span"))):
        return bones.found(str(span(length)), 0.5, *length.span())
    ended = next((way for way in leaving if way.party == "each" and way.notice), None)
    ends = any(UNLESS_ENDED.search(flat, start, end) and AUTOMATIC.search(flat, start, end) for start, end in told)
    return Found(ended.notice, 0.4, ended.place) if ended and ends else None


def stops_plainly(flat: str, match: re.Match[str]) -> bool:
    """True when the words around a match of LOOSE speak of notice, and of no right to ask for a renewal."""
    around = flat[max(0, match.start() - 60) : match.end()]
    return bool(SPEAKS.search(match[0])) and "agree" not in match[0] and not OPTION.search(around)


def sentences_behind(bones: Structure, end: int) -> list[tuple[int, int]]:
    """The two sentences behind an offset."""
    first = bones.sentence_at(end + 2)
    second = bones.sentence_at(first.end + 2)
    return [(one.start, one.end) for one in (first, second) if one.start >= end]


def stopped(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The notice by which a sentence lets a party keep the agreement from being renewed, without a cause."""
    if not NOT_RENEWED.search(flat, start, end) or FOR_CAUSE.search(flat, start, end):
        return None
    return notice_span(flat, start, end)


def notice_span(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The span of time that stands right before "prior to", "before", or "notice", near words of notice."""
    lengths = list(SPAN.finditer(flat, start, end))
    for match, following in itertools.zip_longest(lengths, lengths[1:]):
        until = following.start() if following else min(end, match.end() + 90)
        near = flat[max(start, match.start() - 250) : match.end() + 200]
        if LASTS.match(flat, match.end()):
            continue
        if "year" not in match["unit"].lower() and BEFORE.search(flat, match.end(), until) and NOTICE.search(near):
            return match
    return None
