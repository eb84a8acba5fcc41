"""What may be the name of a party, and what the text shows about each such name.

Candidates come from four sides: words that end like a company, words before a short name in quotes and brackets, the
signatures, and the list behind "between" (`listing.py`). Which of them agree is then decided by trained weights.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from paripassu.reading.listing import ALIAS_GROUP, BETWEEN, JOINT, STRONG, SUFFIX, Named, aliases_in, is_name
from paripassu.reading.marked import marked
from paripassu.reading.samename import name_key, way_key
from paripassu.reading.structure import OPENED, Structure

WORD = r"(?:[A-Z0-9À-ÖØ-ÞŁŚŞŠŻŽČĆİ][\w.&'+!*/-]*|[a-z]{1,3}[A-Z][\w.&'+!*/-]*|[a-z][\w-]*\.(?:com|net|org)\b)"
SMALL = "(?:of|for|de|du|des|del|della|di|da|dos|la|le|et|y|fur|für|der|van|von|zu)"
"""Small words within a name: "Institut fur Optik e.V."."""
COMPANY = re.compile(
    rf"(?<![\w.&-])(?P<name>{WORD}(?:\s+(?:\([A-Z][\w. ]{{1,20}}\)|{WORD}|&|{SMALL}|and(?=\s[A-Z]))){{0,8}}?,?\s+"
    rf"{SUFFIX}(?:,?\s+{SUFFIX})*)(?![\w]|-\w)"
)
CALLED = re.compile(
    rf"(?P<name>{WORD}(?:,?\s+(?:{WORD}|&|{SMALL})){{0,6}})\s*,?\s*\(\s*(?:the\s+|hereinafter[^()\"]{{0,40}}|\")*\""
)
# "Ada Partners" goes on as "Ada Partners Equity Management, LLC".
GOES_ON = re.compile(rf"(?:\s+(?:{WORD}|&|of)){{1,5}}?{STRONG.pattern}(?!\w)")
# "The University" of "The University of Texas" is no name.
OF_A_PLACE = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]")
JOINED = re.compile(r"(?:AND|And|BETWEEN|Between|(?:19|20)\d\d[.,])\s+")
# Who signs: the words of a line, or behind a wide gap, ahead of "By:" and the like.
SIGNS = re.compile(
    r"(?:(?<=¶)|(?<=\s\s)|(?<=[.:;]\s))\s*(?P<name>[^\W_](?:(?!\s\s)[^¶:|_/]){2,90})(?<=[\w.)!])[\s¶]*(?:\([A-Z][\w\s]{2,20}\)[\s¶]*)?"
    r"(?=(?:By|BY|by|Per|PER|per|Signed|SIGNED|Signature|SIGNATURE)\b\s*[:/_]|/s/|/S/|_{5,})"
)
# A person that signs for no other: the signature, and the name printed below it or nothing.
SIGNS_ALONE = re.compile(
    r"(?:(?<=¶)|(?<=\s\s)|(?<=(?i:agreed):\s))\s*(?:/s/|/S/)\s*(?P<name>(?:(?:Dr|Mr|Ms|Mrs)\.\s)?[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){1,3})\s*(?=¶|\s\s|,\s(?i:individually)|$)"
)
BEHIND = {
    "form": r"(?i)[\s,]*(?:a|an|the)?\s*(?:[\w.]+\s+){0,5}?(?:corporation|company|partnership|llc|organi[sz]ed"
    r"|incorporated|existing|duly|individual|limited|association|bank|trust)\b",
    "bracket": r"[\s,.]*(?:[^()\"]{0,160})\(\s*(?:the\s+|hereinafter|hereafter|together|collectively|referred|herein|as"
    r"|to|in\s+this|\W|\"){0,9}\s*[\"']",
    "bracket at once": r"[\s,.]*\(\s*[^()]{0,40}[\"']",
    "office": r"(?i)[^()]{0,140}\b(?:principal\s+(?:place|office|executive)|registered\s+office"
    r"|offices?\s+(?:at|located)|having\s+(?:its|an?)|located\s+at|address|whose)",
    "signed": r"(?i)[\s,.]*(?:/s/|by\s*:|_{3,}|per\s*:|name\s*:|signature|signed)",
    "owner": r"'s?\b",
    "and": r"[\s,]*(?:and|AND|&)\b",
    "stop": r"\s*\.\s",
    "its partner": r"(?i)[\s,]*(?:its|as|the)\s+(?:(?:sole|managing|general|authorized)\s+){0,2}"
    r"(?:partner|manager|member|trustee|agent|executor)\b",
    "shares": r"(?i)\s+(?:common|shares|stock|website|products?|marks?|technology|trademarks?)\b",
    "verb": r"(?i)\s+(?:shall|will|agrees|has|is|was|may)\b",
    "filing": r"\s*,?\s*\d{1,2}/\d{1,2}/\d{4}|,?\s*(?:8-K|10-[QK]|S-1|6-K|20-F|SB-2)",
    "collective": r"(?i)[^()]{0,400}\(\s*(?:collectively|together)",
}
AHEAD = {
    "between": r"(?i)\b(?:between|among|amongst)\b[\s:,(1Iai).]*(?:the\s+)?$",
    "by": r"(?i)\bby\s+(?:and\s+)?$",
    "and": r"(?i)(?:\band|&|;|,)\s*(?:\(?[\dbiv]+[).]\s*)?(?:the\s+)?$",
    "number": r"(?:\(\s*(?:\d|[a-e]|i{1,3})\s*\)|\b\d\.)\s*$",
    "of": r"(?i)\b(?:of|with|to|for|in|from|through|at|on)\s+(?:the\s+)?$",
    "part of": r"(?i)\b(?:subsidiary|affiliate|division|parent|owned\s+by|member|laws)\s+(?:of|by)?\s*(?:the\s+)?$",
    "formerly": r"(?i)(?:f/?k/?a|formerly(?:\s+known\s+as)?|d/?b/?a|doing\s+business\s+as|known\s+as|c/o|behalf\s+of"
    r"|named|attention|attn)\W*$",
    "source": r"Source:\s*$",
    "label": r"(?i)(?:party\s+[a-d1-4]|licensor|licensee|company|developer|client|for|behalf\s+of|partner)\s*[:\-]\s*$",
    "agreement": r"(?i)agreement\W*$",
    "officer": r"(?i)\b(?:president|officer|director|ceo|manager|by|title|date)\b[^.]{0,40}$",
}
BEHIND_WORDS = {name: re.compile(pattern) for name, pattern in BEHIND.items()}
AHEAD_WORDS = {name: re.compile(pattern) for name, pattern in AHEAD.items()}
# The first place says that it is another's name, owner or part: "a division of", "doing business as".
ANOTHERS = re.compile(
    r"(?i)(?:d\s?/?\s?b\s?/?\s?a|[fan]\s?/\s?k\s?/\s?a|doing\s+business\s+as|trading\s+as|formerly(?:\s+known\s+as)?|now\s+known\s+as"
    r"|(?:subsidiary|affiliate|division|parent|unit|successor|assignee|manager|adviser|proprietorship)\s+(?:of|to)|(?:joint\s+venture\s+(?:of|between)|(?:composed|consisting)\s+of)(?:[^();¶]{3,60}\sand)?|(?:represented\s+)?by\s+its(?:\s+\w+){0,2}|general\s+partner(?:\s+(?:is|of|being))?"
    r"|owned\s+by|managed\s+by|predecessor)\W*(?:the\s+)?$"
)
ACTS = r"(?:shall|will|may|agrees|must|represents|hereby|acknowledges|desires|wishes)\b"
FARTHEST = 15_000
SIGNATURES = 8_000
SIGNED_AHEAD = 400
LONGEST = 110
REACH = 320


class Spot(NamedTuple):
    """One place where a candidate stands, and the side it came from."""

    start: int
    end: int
    side: str


class Candidate(NamedTuple):
    """A name, folded, its places in whichever way it is written there, and what the text shows about it."""

    key: str
    spots: tuple[Spot, ...]
    shown: dict[str, float]


def candidates(bones: Structure, listed: list[Named]) -> list[Candidate]:
    """Every name that may be a party's, the ones of the list among them, with what is shown about each."""
    grouped: defaultdict[str, list[Spot]] = defaultdict(list)
    written: dict[str, str] = {}
    for spot in sorted(spots(bones, listed), key=lambda spot: (spot.side != "list", spot.start)):
        words = bones.flat[spot.start : spot.end]
        if name_key(words):
            grouped[written.setdefault(way_key(words), name_key(words))].append(spot)
    anchors = [match.end() for match in BETWEEN.finditer(bones.flat, 0, FARTHEST)]
    opened = OPENED.search(bones.flat, anchors[0] if anchors else 0, FARTHEST)
    recitals = opened.start() if opened else FARTHEST
    keys = sorted(grouped)
    in_list = {key for key, found in grouped.items() if any(spot.side == "list" for spot in found)}
    starts = sorted(spot.start for found in grouped.values() for spot in found)
    return [
        Candidate(
            key,
            tuple(found),
            {
                **shown(bones, key, found, recitals, anchors),
                **beside(key, keys, in_list),
                **acting(bones, found, starts, recitals),
            },
        )
        for key, found in grouped.items()
    ]


def spots(bones: Structure, listed: list[Named]) -> Iterator[Spot]:
    """The places of all candidates, from the four sides."""
    flat, signed = marked(bones), bones.signed_at
    reach = min(len(flat), FARTHEST)
    for start, end in companies(flat, 0, reach):
        yield from trimmed(flat, start, end, "company")
    for match in CALLED.finditer(flat, 0, reach):
        yield from trimmed(flat, *match.span("name"), "called")
    for start, end in companies(flat, signed, min(len(flat), signed + SIGNATURES)):
        yield from trimmed(flat, start, end, "signature")
    zone = signed_zone(len(flat), signed)
    for match in SIGNS.finditer(flat, *zone):
        yield from trimmed(flat, *match.span("name"), "signs")
    for match in SIGNS_ALONE.finditer(flat, *zone):
        below = flat[match.end() : match.end() + 60].strip("¶ ")
        if not below or match["name"].split()[-1].lower() in below.lower():
            yield from trimmed(flat, *match.span("name"), "signs alone")
    for named in listed:
        yield from trimmed(flat, named.start, named.end, "list")


def signed_zone(length: int, signed: int) -> tuple[int, int]:
    """From where to where there may be signatures; where the text has no words of signing, its last page."""
    start = signed - SIGNED_AHEAD if signed < length else length - SIGNED_AHEAD * 5
    return max(0, start), min(length, signed + SIGNATURES)


def companies(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans that end like a company between two offsets."""
    at = start
    while (match := COMPANY.search(flat, at, end)) is not None:
        first, at = match.span("name")
        if not STRONG.search(flat, first, at) and (further := GOES_ON.match(flat, at, end)):
            at = further.end()
        if STRONG.search(flat, first, at) or not OF_A_PLACE.match(flat, at, end):
            yield first, at


def trimmed(flat: str, start: int, end: int, side: str) -> Iterator[Spot]:
    """The span without a joining word in front, if it can be a name."""
    lead = JOINED.match(flat, start, end)
    start = lead.end() if lead else start
    if 3 <= end - start <= LONGEST and is_name(flat[start:end]):
        yield Spot(start, end, side)


def shown(bones: Structure, key: str, found: list[Spot], recitals: int, anchors: list[int]) -> dict[str, float]:
    """What the places of one name show: where they are, and which words stand ahead and behind."""
    flat = bones.flat
    first = min(spot.start for spot in found)
    told = {f"side {spot.side}" for spot in found if spot.side != "list"}
    told |= {"early"} if first < 1_500 else {"middle"} if first < 5_000 else set()
    told |= {"before recitals"} if first < recitals else set()
    told |= {"unsigned text"} if bones.signed_at == len(flat) else set()
    told |= {"signs"} if any(spot.start >= bones.signed_at for spot in found) else set()
    told |= {"signs as company"} if {"side signature", "side company"} <= told else set()
    told |= {"company"} if any(STRONG.search(flat, spot.start, spot.end) for spot in found) else set()
    told |= {"another's name"} if ANOTHERS.search(flat, max(0, first - 90), first) else set()
    told |= {"long"} if len(key) > 45 else set()
    words = flat[found[0].start : found[0].end]
    told |= {"one word"} if len(words.split()) == 1 else set()
    told |= {"is an alias"} if re.search(rf'"\s*(?:the\s+)?{re.escape(words)}[.,]?\s*"', flat[:FARTHEST]) else set()
    for spot in found:
        told |= around(flat, spot, recitals, bones.signed_at, anchors)
    return {**dict.fromkeys(told, 1.0), "count": min(len({spot.start for spot in found}), 5) / 5}


def acting(bones: Structure, found: list[Spot], starts: list[int], recitals: int) -> dict[str, float]:
    """Whether its short name does something in the text, as a party does and a law or a product does not."""
    flat = bones.flat
    given = {alias for spot in found if spot.start < recitals for alias in short_names(flat, spot, starts)}
    if not given:
        own = flat[found[0].start : found[0].end]
        return {f"no short name, {acts(flat, own)}": 1.0}
    return {f"short name, {max(acts(flat, alias) for alias in given)}": 1.0}


def short_names(flat: str, spot: Spot, starts: list[int]) -> tuple[str, ...]:
    """The short names in the first bracket behind a place, before the next candidate."""
    at = bisect_right(starts, spot.end)
    until = min(starts[at] if at < len(starts) else len(flat), spot.end + REACH)
    group = ALIAS_GROUP.search(flat, spot.end, until)
    return () if group is None or JOINT.search(group[0]) else aliases_in(group)


def acts(flat: str, name: str) -> int:
    """0, 1 or 2 when a name stands never, once or twice, or often ahead of "shall" and the like."""
    # no \b in front: a pattern that begins with the name itself is found several times as fast
    pattern = re.compile(rf"{re.escape(name)}\s+{ACTS}")
    times = sum(not flat[match.start() - 1 : match.start()].isalnum() for match in pattern.finditer(flat))
    return min(2, (times + 1) // 2)


def around(flat: str, spot: Spot, recitals: int, signed: int, anchors: list[int]) -> set[str]:
    """The words ahead of and behind one place, told apart for the opening, the body and the signatures."""
    zone = "signed" if spot.start >= signed else "opening" if spot.start < recitals else "body"
    told = {
        f"{zone}, behind: {name}"
        for name, pattern in BEHIND_WORDS.items()
        if pattern.match(flat, spot.end, spot.end + 420)
    }
    ahead = max(0, spot.start - 240)
    told |= {
        f"{zone}, ahead: {name}" for name, pattern in AHEAD_WORDS.items() if pattern.search(flat, ahead, spot.start)
    }
    at = bisect_right(anchors, spot.start)
    away = spot.start - anchors[at - 1] if at else FARTHEST
    told |= {f"{zone}, near between"} if away < 400 else set()
    return told | ({f"{zone}, after between"} if away < 2_500 else set())


def beside(key: str, keys: list[str], in_list: set[str]) -> dict[str, float]:
    """How a name stands to the other candidates: the start of one, inside or around one, left out of the list."""
    others = [other for other in keys if other != key]
    told = {
        "start of another": any(other.startswith(key) for other in others),
        "inside another": any(key in other for other in others),
        "around another": any(other in key for other in others),
        f"left out of {min(len(in_list), 4)} listed": key not in in_list,
    }
    return {name: 1.0 for name, holds in told.items() if holds}
