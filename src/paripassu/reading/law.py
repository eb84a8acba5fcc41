"""The state or country whose law governs an agreement.

Every place where a law is named near a word of governing is weighed; the one that is said most plainly is taken, of
equals the first. Where nothing is said plainly, any law that is named with words of deciding is taken, least surely.
Where the parties are organised, where they arbitrate and which laws they have to keep is left out.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from paripassu.reading.draft import Found
from paripassu.reading.places import KNOWN, PLACE, STATES
from paripassu.reading.structure import Structure

WITHIN = r"(?:[^.;\"]|\.(?=[\w,]))"
LAW = re.compile(
    rf"(?i)\b(?P<verb>govern(?:ed|s|ing)|constru(?:ed|al)|construction|interpret(?:ed|ation)|enforced|controlled|determined|subject)\b{WITHIN}{{0,260}}?"
    r"\b(?:laws?|statutes)\b(?:\s*,?\s+and\s+(?:the\s+)?(?:regulations|judicial\s+decisions|jurisdiction))?"
    r"(?:\s*,\s*(?:and|but)?\s*(?:not|excluding|other\s+than|without|as\s+opposed\s+to)\b[^,;.]{0,70},)?\s*,?\s+"
    r"(?:in\s+(?:force|effect)\s+in\s+|(?:then\s+)?applicable\s+in\s+|of\s+|(?=the\s+state\s+of|state\s+of))(?:the\s+)?"
    r"(?:internal\s+laws\s+of\s+(?:the\s+)?)?(?:united\s+states(?:\s+of\s+america)?\s*,?\s+and\s+(?:(?:of|the\s+laws\s+of)\s+)?(?:the\s+)?(?=state|commonwealth|[A-Z]))?"
)
BY_A_PLACE = re.compile(
    rf"(?i)\b(?P<verb>governed|construed|interpreted|controlled|subject|governing\s+law|applicable\s+law|choice\s+of\s+law)\b{WITHIN}{{0,160}}?"
    r"\b(?:by|with|under|to|in|is|be)\s+(?:the\s+)?(?:(?:internal|substantive|applicable|domestic|material)\s+)*"
    rf"(?:(?:state|province|commonwealth)\s+of\s+)?(?P<law>{PLACE})(?:'s)?\s+(?:(?:state|substantive|contract|internal|domestic)\s+)?laws?\b"
)
HEADED = re.compile(
    r"(?i)\b(?P<verb>(?:governing|applicable)\s+law|choice\s+of\s+law)\b(?:[^.;\"]{0,60}?\b(?:is|be|are)\s+|\W{1,6})"
    r"(?:the\s+)?(?:that\s+of\s+|laws?\s+of\s+)?(?:the\s+)?(?:(?:state|commonwealth|province)\s+of\s+)?"
    rf"(?P<law>{PLACE})\b"
)
LAW_APPLIES = re.compile(
    rf"(?i)\b(?P<law>{PLACE})(?:'s)?\s+(?:state\s+)?laws?\s+(?:(?:shall|will)\s+(?:be\s+)?)?"
    r"(?P<verb>governs?|appl(?:y|ies|ied)|controls?)\b"
)
# The words between "law" and the place are not known: "laws applicable to contracts made in the State of New York".
LOOSE = re.compile(
    rf"(?i)\b(?P<verb>gover?n\w*|govem\w*|constru\w*|interpret\w*|enforc\w*|appl(?:y|ies|ied))\b{WITHIN}{{0,200}}?\blaws?\b[^.;\"]{{0,80}}?"
    r"\b(?:of|in|to|with)\s*(?:the\s*)?(?:(?:state|commonwealth|province|republic|kingdom)\s*of\s+(?:the\s+)?)?"
    rf"(?P<law>{PLACE})\b"
)
BARE = re.compile(
    rf"(?i)\b(?P<verb>governed|construed)\b[^.;\"]{{0,80}}?\b(?:by|under|in)\s+the\s+(?:state|commonwealth|province)\s+of\s+(?P<law>{STATES})\b"
)
LAW_FIRST = re.compile(r"(?i)\blaws?\s+of\s+(?:the\s+)?(?=[^.;]{4,140}?\b(?:governs?|appl(?:y|ies|ied)|controls?)\b)")
REALM = (
    r"(?:(?:[A-Za-z']+\s+){0,2}?(?:state|commonwealth|province|republic|kingdom|country|place|grand\s+duchy|principality|sultanate|emirate|islands?|territory)"
    r"|(?:hong\s+kong\s+|macau\s+)?special\s+administrative\s+region)\s+of\s+(?:the\s+)?"
)
LAW_NAME = re.compile(
    rf"(?:(?i:(?!isle|marshall|cook|virgin){REALM}))?(?:(?i:state|province)\s+(?i:of)\s*)?(?:mainland\s+)?"
    r"(?P<name>\[[\s*●•_.]*\]|PRC|P\.R\.C\.?|U\.S\.A?\.?(?!\s+Virgin)|\[?(?P<bare>(?:U\.S\.\s+|St\.\s+)?[A-Z][\w']*(?:\s+(?:(?:and|&)\s+(?=Wales|WALES|Labrador|Tobago|Barbuda|Nevis)|(?:of|OF)\s+(?:the\s+)?(?=[A-Z]))?[A-Z][\w']*){0,4}"
    r"(?:\s*,\s*(?:Canada|Australia|Germany|USA))?)\]?)"
)
LAW_STOP = re.compile(
    r"(?i)\s*(?:,?\s*\b(?:without|applicable|as|and\s+the\s+parties|excluding|excepting|except|exclusive|regardless|u\.?s\.?a?\b|united\s+states|usa|"
    r"court|the\s+parties|without|section|article|each|any|all|this|both|in|state|special\s+administrative\s+region)\b).*$"
)
NO_LAW = frozenset({"Agreement", "State", "Section", "Article", "Conflicts", "Conflict", "Company", "Territory"})
ORGANISED = re.compile(r"(?i)\b(?:organi[sz]ed|incorporated|existing|formed|chartered|established)\b")
OURS = re.compile(
    r"(?i)\b(?:governing|applicable)\s+law|\bchoice\s+of\s+law|\barbitra|\btribunal|\bdisputes?\b|\bclaims?\b"
)
OWN = re.compile(r"(?i)\b(?:agreement|contract|amendment|memorandum|construction|validity|parties)\b")
NATION = re.compile(r"(?i)(?:u\.?s\.?a?\.?|united\s+states(?:\s+of\s+america)?|european\s+union)")
LAW_WORD = re.compile(r"(?i)\b[lij1]aws?\b|\bstatutes\b|\bgove(?:rn|m)ed\b|\bconstrued\b|\bgoverninglaw")
KNOWN_PLACE = re.compile(rf"(?i)(?>{PLACE})(?![\w,&])")
# Where nothing is said plainly: a law of a place in one clause with a word of deciding, however they are joined.
DECIDES = re.compile(
    r"(?i)\bgov\w+|\bconstru\w+|\binterpret\w*|\benforc\w+|\bappl(?:y|ies|ied|icable\s+law)|\bcontrol\w*|\bdetermin\w+|\bdecided?\b|\bresolved\b|\bjudged\b"
    r"|\bchoice\s+of\s+law|\bcho(?:o|se)\w*\b|\bcontract\s+under|\bbound\s+by\s+the\s+laws|\bfollows?\b|\bmade\s+under|\benter(?:s|ed)?\s+into\b"
)
LAW_THEN_PLACE = re.compile(
    r"(?i)\b(?:[lij1]aws?|that)\b(?:\([^()]{0,140}\)|[^.;()]){0,140}?(?:\b(?:of|in|to|is|namely)|,)\s*(?:the\s*)?(?:that\s+of\s+(?:the\s+)?)?"
    rf"(?:(?:state|commonwealth|province|republic|kingdom|courts\s+of)\s*of\s*(?:the\s+)?)?(?P<law>{PLACE})(?!\w)"
)
PLACE_THEN_LAW = re.compile(rf"(?i)(?<![\w.])(?P<law>{PLACE})(?:'s)?\s+(?:[a-z]+\s+){{0,2}}[lij1]aws?\b(?!\s+firm)")
OF_REALM = r"(?:(?:state|commonwealth|province|republic|kingdom)\s+of\s+(?:the\s+)?)?"
# "made in the State of New York and governed by the laws thereof"; no word of law: "under the jurisdiction of".
SAID_AROUND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?i)\b(?:in|of|state)\s+(?:the\s+)?{OF_REALM}(?P<law>{PLACE})(?!\w)[^.;]{{0,160}}?\b(?:laws?\s+(?:thereof|of\s+(?:that|such|said|the\s+same)\b)|(?:its|whose)\s+laws?\b)",
        rf"(?i)\b(?:governed|construed|interpreted)\b[^.;]{{0,80}}?\b(?:by|under|with|to)\s+the\s+(?:legislation|statutes|jurisdiction|code|rules)(?:\s+in\s+force)?\s+(?:of|in)\s+(?:the\s+)?{OF_REALM}(?P<law>{PLACE})(?!\w)",
        rf"(?i)\b(?:(?:governing|applicable|controlling)\s+law|choice\s+of\s+law|law\s+and\s+jurisdiction)\b[^:|.]{{0,40}}[:|.]\s*(?:the\s+)?(?:laws?\s+of\s+(?:the\s+)?)?{OF_REALM}(?P<law>{PLACE})(?:\s+laws?\b|\s*[.,;\n])",
    )
)
# The laws that somebody has to keep, or by which a party or a body exists.
OF_ORDER = re.compile(
    r"(?i)\borgani[sz]|\bincorporat|\bexist(?:s|ing)\b|\bformed\b|\bcharter|\bestablished\b|\bcompl(?:y|ies|iance)\b|\bpermit|\brequired\b|\bregist|\bregulat|\bsecurities\b"
    r"|\b(?:labou?r|tax|export|privacy|employment|antitrust|competition|environmental)\s+laws?|\bprotected\b|\bdomiciled\b|\bviolat|\bpursuant\s+to\s+which\b|\bunder\s+applicable\b"
    r"|\bcorporation\b|\blicensed\s+under\b|\bqualified\b|\bgood\s+standing\b|\bpatents?\b"
)
JOINED = re.compile(
    r"(?i)(?:govern|constru)\w{2,4}[^.;]{0,120}?laws?(?:of|in)(?:the)?(?:(?:state|commonwealth|province|republic|kingdom)of(?:the)?)?"
    rf"(?P<law>{PLACE.replace(chr(92) + 's+', '')})"
)
AHEAD, BEHIND = 340, 220
LOOSELY, TORN = 0.45, 0.4
SURE = {"subject": 0.6, "determined": 0.6, "enforced": 0.8, "controlled": 0.8}
PLAINEST, LEAST_SURE = 0.95, 0.4


class Named(NamedTuple):
    """A law that a sentence names: its name, how sure it is, and its span."""

    name: str
    sure: float
    start: int
    end: int


def governing_law(bones: Structure) -> Found | None:
    """The state or country whose law governs."""
    best = max(laws(bones.flat), key=lambda law: (law.sure, -law.start), default=None)
    if not best or best.sure < LEAST_SURE:
        best = next((law for law in loose_laws(bones.flat)), None)
    return bones.found(best.name, best.sure, best.start, best.end) if best else None


def loose_laws(flat: str) -> Iterator[Named]:
    """The laws in one sentence with a word of deciding; then those between words whose spaces were lost or added."""
    spans = list(near_laws(flat))
    for start, end in spans:
        for pattern in (LAW_THEN_PLACE, PLACE_THEN_LAW):
            for match in pattern.finditer(flat, start, end):
                clause = flat[sentence_start(flat, start, match.start()) : min(end, match.end() + 160)].split(". ")[0]
                if DECIDES.search(clause) and (OWN.search(clause) or OURS.search(clause)) and not of_order(flat, match):
                    yield Named(named_so(match["law"]), LOOSELY, *match.span("law"))
        for pattern in SAID_AROUND:
            for match in pattern.finditer(flat, start, end):
                if not ORGANISED.search(flat, max(start, match.start() - 40), match.end()):
                    yield Named(named_so(match["law"]), TORN, *match.span("law"))
    yield from torn_laws(flat)


def torn_laws(flat: str) -> Iterator[Named]:
    """The laws that are named in words whose spaces were lost or added."""
    letters = [at for at, letter in enumerate(flat) if letter != " "]
    for match in JOINED.finditer("".join(flat.split(" "))):
        start, end = letters[match.start()], letters[match.end() - 1] + 1
        yield Named(KNOWN[spaced(match["law"])], TORN, start, end)


def of_order(flat: str, match: re.Match[str]) -> bool:
    """True when the words right around a law tell that somebody has to keep it, or exists by it."""
    return OF_ORDER.search(flat, max(0, match.start() - 70), min(len(flat), match.end() + 30)) is not None


def sentence_start(flat: str, start: int, at: int) -> int:
    """The offset behind the last full stop and space ahead of `at`."""
    return max(start, flat.rfind(". ", start, at) + 1)


def named_so(words: str) -> str:
    """A place as it is usually written."""
    return KNOWN[" ".join(words.lower().split())]


def spaced(words: str) -> str:
    """The key of a place whose spaces are lost."""
    return next(name for name in KNOWN if name.replace(" ", "") == words.lower())


def near_laws(flat: str) -> Iterator[tuple[int, int]]:
    """The spans around the words of law and of governing; only there the patterns are tried, which are slow."""
    start, end = 0, 0
    for match in LAW_WORD.finditer(flat):
        if match.start() - AHEAD > end:
            if end:
                yield start, end
            start = max(0, match.start() - AHEAD)
        end = min(len(flat), match.end() + BEHIND)
    if end:
        yield start, end


def laws(flat: str) -> Iterator[Named]:
    """Every law that is named near a word of governing."""
    for start, end in near_laws(flat):
        yield from laws_in(flat, start, end)


def laws_in(flat: str, start: int, end: int) -> Iterator[Named]:
    """The laws named in one span."""
    for match in LAW.finditer(flat, start, end):
        named = named_at(flat, match.end(), plainness(flat, match))
        if named and not ORGANISED.search(flat, max(match.start(), match.end() - 70), match.end()):
            yield named
    for pattern, most in ((BY_A_PLACE, 0.8), (LAW_APPLIES, 0.75), (HEADED, 0.75), (BARE, 0.7), (LOOSE, 0.55)):
        for match in pattern.finditer(flat, start, end):
            if ORGANISED.search(flat, match.end() - 70, match.end()):
                continue
            name = named_so(match["law"])
            yield Named(name, min(most, plainness(flat, match)), *match.span("law"))
    for match in LAW_FIRST.finditer(flat, start, end):
        if (named := named_at(flat, match.end(), 0.7)) and not ORGANISED.search(
            flat, max(0, match.start() - 60), match.start()
        ):
            yield named


def plainness(flat: str, match: re.Match[str]) -> float:
    """How plainly a place tells of the law that governs this agreement, from the verb and the words ahead of it."""
    verb = match["verb"].lower()
    own = OWN.search(flat, max(0, match.start() - 250), match.end())
    return round(SURE.get(verb, PLAINEST) - 0.1 * (own is None), 2)


def named_at(flat: str, start: int, sure: float) -> Named | None:
    """The state or country named at `start`."""
    match = LAW_NAME.match(flat, start, start + 90)
    if not match:
        return None
    name = " ".join((match["bare"] or match["name"]).split())
    name = name if NATION.fullmatch(name) else LAW_STOP.sub("", name).rstrip(".,")
    if not name or name.title() in NO_LAW:
        return None
    whole = " ".join(match[0].split())
    prefix = re.match(r"(?i)(?:people'?s\s+republic|province)\s+of\s+", whole)
    name = "People's Republic of China" if name in ("PRC", "P.R.C", "P.R.C.") else name
    known = KNOWN_PLACE.match(name)
    name = KNOWN.get((known[0] if known else name).lower(), name)
    less = 0.3 if NATION.fullmatch(name) else 0.0
    return Named((prefix[0] if prefix else "") + name, round(sure - less, 2), start, start + len(match[0]))
