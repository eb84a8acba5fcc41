"""Where the parties of an agreement are mentioned, under which of their names, or all alike."""

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paripassu.reading.draft import PartyFound
from paripassu.reading.listing import STRONG

PARTY = r"(?:[Pp]art(?:y|ies)|PART(?:Y|IES))"
AFTER = r"(?:\s+(?:hereto|to\s+this\s+Agreement))?"
# Roles that whichever party may come into; "the Receiving Party" binds each alike.
ROLES = (
    r"(?:Recipient|Discloser|Disclosing\s+Party|Receiving\s+Party|Indemnit(?:or|ee)|Grant(?:or|ee)|Pay(?:or|ee)"
    r"|(?:[Rr]emaining\s+)?(?:Participant|Member)s?)"
)
GENERAL = (
    rf"(?P<none>(?:[Nn]either|NEITHER|[Nn]o|NO|[Nn]one)\s+(?:of\s+)?(?:the\s+)?(?:{PARTY}|Participant|Member){AFTER}"
    r"|[Nn]either(?=\s+(?:shall|may|will)\b))"
    rf"|(?P<other>(?:(?:[Tt]he|[Ss]uch|[Aa]ny|each)\s+)?(?:[Oo]ther|OTHER|[Nn]on-\w+)\s+{PARTY})"
    rf"|(?P<each>(?:[Ee]ach|EACH|[Ee]ither|EITHER|[Bb]oth|BOTH|[Aa]ny|[Aa]ll|[Ee]very)\s+(?:of\s+)?(?:the\s+)?(?:{PARTY}|Participants?|Members?)"
    rf"(?!\s+[A-Z]\b){AFTER}|[Tt]he\s+(?:[Pp]arties|PARTIES){AFTER}|(?<![\w-]\s)\bParties\b"
    r"|(?:[Ee]ither|[Ee]ach|[Bb]oth)(?=\s+(?:shall|may|will|must)\b))"
    rf"|(?P<role>(?:(?:[Tt]he|[Aa]n?|[Ss]uch|[Ss]aid|[Tt]hat)\s+)?{ROLES}"
    r"|(?:[Tt]he|[Aa]n?|[Ss]uch|[Ss]aid|that|Either|either)\s+(?!(?:[Tt]hird|3rd|outside)\b)(?:[\w-]+\s+)?(?:[Pp]arty)(?!\s+[A-Z]\b))"
)


# A first word that names no one party.
COMMON = re.compile(
    r"(?i)the|american|national|first|global|international|united|general|software|city|university|bank|board|company|party|"
    r"buyer|seller|advanced|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|china|beijing|shanghai|shenzhen|data|world"
)


class Mention(NamedTuple):
    """A place where a party is named: `who` is its name, "each", "none", "other" or "role"."""

    start: int
    end: int
    who: str


def spoken_names(parties: tuple[PartyFound, ...], flat: str = "") -> dict[str, str]:
    """Every way in which a party is named, with its name; a way that two parties share names neither.

    What the text itself gives as a name goes before what is only its beginning ("Ada Works" of "Ada Works, Inc."),
    and that before its first word, which counts only where the text binds by it ("Ada shall").
    """
    said = shared_out(
        (way, party.name)
        for party in parties
        for way in {party.name, *own_aliases(party, parties), *(one.upper() for one in own_aliases(party, parties))}
    )
    short = shared_out((STRONG.split(party.name, maxsplit=1)[0].strip(" ,"), party.name) for party in parties)
    first = shared_out((word, party.name) for party in parties for word in first_words(party.name, flat))
    return {way: name for way, name in {**first, **short, **said}.items() if name and len(way) > 1}


def own_aliases(party: PartyFound, parties: tuple[PartyFound, ...]) -> tuple[str, ...]:
    """The aliases of a party without those that are all another party has."""
    taken = {other.aliases[0] for other in parties if other.name != party.name and len(other.aliases) == 1}
    return party.aliases if len(party.aliases) < 2 else tuple(one for one in party.aliases if one not in taken)


def first_words(name: str, flat: str) -> set[str]:
    """The first word of a name, as written or with small letters, where the text binds by it twice or more."""
    first = re.match(r"[\w.-]{4,}", name)
    if not first or COMMON.fullmatch(first[0]):
        return set()
    return {way for way in (first[0], first[0].capitalize()) if times_binding(way, flat) > 1}


def times_binding(way: str, flat: str) -> int:
    """How often a word, not in quotes, is followed by a modal; a pattern that begins with a word is found fast."""
    found = re.finditer(rf"{re.escape(way)}\s+(?:shall|will|may|agrees|must)\b", flat)
    return sum(not re.match(r"[\w\"]", flat[max(0, match.start() - 1) : match.start()]) for match in found)


def shared_out(ways: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each way with the one party that has it, or with "" when several have it."""
    given: dict[str, str] = {}
    for way, name in ways:
        key = " ".join(way.split())
        given[key] = name if given.get(key, name) == name else ""
    return given


def mentioned(flat: str, names: dict[str, str]) -> Iterator[Mention]:
    """All mentions of parties in the order of the text."""
    ways = sorted(names, key=lambda way: (-len(way), way))
    named = "|".join(re.escape(way).replace(r"\ ", r"\s+") for way in ways)
    pattern = re.compile(rf"(?<![\w\"])(?:{GENERAL}" + (rf"|(?P<named>{named})" if named else "") + r")(?![\w\"])")
    for match in pattern.finditer(flat):
        kind = match.lastgroup or "named"
        who = names[" ".join(match[0].split())] if kind == "named" else kind
        yield Mention(match.start(), match.end(), who)


def nearby(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """The mentions between two offsets."""
    first = bisect.bisect_left(mentions, (start,))
    return mentions[first : bisect.bisect_left(mentions, (end,))]
