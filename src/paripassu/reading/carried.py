"""Who carries what by the paper: duties, permissions, prohibitions, rights, exits, caps and audit rights of each party.

What binds all alike stands apart, and so does what is clearly somebody's but not clear whose. It counts sentences and
weighs none: how much each matters is asked from people. The parties are a set: nothing here knows which comes first.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from paripassu.alliance.agreement.terms import Clause, Terms
from paripassu.reading.categories import CATEGORIES
from paripassu.reading.draft import Draft, Duty, Place

EACH = ""
UNCLEAR = "?"
DUTIES = ("obligation", "permission", "prohibition", "entitlement")
KINDS = (*DUTIES, "exit", "cap", "audit")
CAP, AUDIT = "Cap On Liability", "Audit Rights"
PATTERNS = {category.name: category for category in CATEGORIES if category.name in (CAP, AUDIT)}
ENDS = re.compile(
    r"(?i)\bterminat\w*\b[^.;]{0,200}?\b(?:for\s+(?:its\s+)?convenience|without\s+(?:any\s+)?cause|for\s+any\s+reason|at\s+any\s+time)\b"
    r"|\bat\s+any\s+time\b[^.;]{0,80}\bterminat|\bterminat\w*\s+this\s+agreement\b[^.;]{0,40}\bnotice\b"
)
CAUSED = re.compile(r"(?i)\b(?:breach|default|insolven|bankrupt|if)\w*\b")
LETS = re.compile(r"(?i)^(?:permit|allow|give|grant|afford|provide|make|keep|maintain|retain|open|cooperate|be)\b")
ALIKE = re.compile(r"(?i)\b(?:neither|either|each|both|no|any)\s+(?:of\s+the\s+)?part(?:y|ies)\b|\bthe\s+parties\b")


class Line(NamedTuple):
    """One sentence that is carried: by whom (a party, EACH or UNCLEAR), of which kind, its words and its place.

    `item` is the number of the duty, exit or clause it comes from; `sure` is None where people have confirmed it.
    """

    party: str
    kind: str
    text: str
    place: Place | None
    item: int
    sure: float | None = None


class Row(NamedTuple):
    """What one party carries: its lines of each of KINDS."""

    party: str
    lines: Mapping[str, tuple[Line, ...]]

    def count(self, kind: str) -> int:
        """How many of a kind."""
        return len(self.lines[kind])


class Carried(NamedTuple):
    """The rows of the parties, sorted by `order`; what binds each alike; what is not clear whose it is."""

    rows: tuple[Row, ...]
    alike: Row
    unclear: Row

    @property
    def most(self) -> Mapping[str, int]:
        """The largest count of each kind, at least 1, by which a picture is scaled."""
        every = (*self.rows, self.alike, self.unclear)
        return {kind: max(1, *(row.count(kind) for row in every)) for kind in KINDS}


def carried(lines: Iterable[Line], parties: Iterable[str]) -> Carried:
    """The lines sorted to `parties`; a line of anybody else is unclear. The rows keep the order of `parties`."""
    known = tuple(parties)
    sorted_to: dict[str, dict[str, list[Line]]] = {
        party: {kind: [] for kind in KINDS} for party in (*known, EACH, UNCLEAR)
    }
    for line in lines:
        sorted_to[line.party if line.party in sorted_to else UNCLEAR][line.kind].append(line)
    rows = {
        party: Row(party, {kind: tuple(each) for kind, each in found.items()}) for party, found in sorted_to.items()
    }
    return Carried(tuple(rows[party] for party in known), rows[EACH], rows[UNCLEAR])


# --- from a draft ---


def drafted(draft: Draft) -> Iterator[Line]:
    """The lines of a draft, parties by the names they have in it."""
    for number, duty in enumerate(draft.duties):
        yield Line(whose(duty), duty.kind, duty.text, duty.place, number, duty.confidence)
    for number, way in enumerate(draft.exits):
        words = draft.document.words(way.place.start, way.place.end)
        yield Line(
            EACH if way.party == "each" else way.party or UNCLEAR, "exit", words, way.place, number, way.confidence
        )
    for kind, name, holder in (("cap", CAP, capped), ("audit", AUDIT, auditing)):
        found = draft.clauses.get(name)
        for number, place in enumerate(found.places if found else ()):
            words = draft.document.words(place.start, place.end)
            within = [duty for duty in draft.duties if place.start <= duty.place.start < place.end]
            yield Line(holder(words, within, draft), kind, words, place, number, found.confidence if found else None)


def whose(duty: Duty) -> str:
    """The party of a duty, EACH when it is mutual."""
    return EACH if duty.mutual or duty.party == "each" else duty.party


def capped(words: str, within: list[Duty], draft: Draft) -> str:
    """Whose liability is limited: of all alike, of the one party named before "liable" or "liability", or unclear."""
    at = re.search(r"(?i)\bliab", words)
    ahead = words[: at.end()] if at else words
    if ALIKE.search(ahead):
        return EACH
    named = {party.name for party in draft.parties for way in (party.name, *party.aliases) if spoken(way, ahead)}
    return named.pop() if len(named) == 1 else UNCLEAR


def auditing(words: str, within: list[Duty], draft: Draft) -> str:
    """Who may audit: who is allowed to by the sentence, or the other side of who has to let it happen."""
    holders = {whose(duty) for duty in within if duty.kind in ("permission", "entitlement")}
    if len(holders) == 1:
        return holders.pop()
    lets = {duty.to for duty in within if duty.kind == "obligation" and duty.to and LETS.match(duty.action)}
    if len(lets) == 1:
        only = lets.pop()
        return EACH if only == "other" else only
    return EACH if ALIKE.search(words) and not holders else UNCLEAR


def spoken(way: str, words: str) -> bool:
    """Whether a party's name stands in the words."""
    return bool(re.search(rf"(?<![\w]){re.escape(way)}(?![\w])", words))


# --- from a text that people have confirmed ---


def agreed(terms: Terms) -> Iterator[Line]:
    """The lines of a text, parties by their ids. A clause that people made "other" counts as none of the four kinds."""
    for number, clause in enumerate(terms.clauses):
        place = Place(clause.source.page, clause.source.start, clause.source.end) if clause.source else None
        for kind in kinds_of(clause):
            yield Line(holder_of(clause, kind), kind, clause.text, place, number)


def kinds_of(clause: Clause) -> Iterator[str]:
    """What a clause counts as: what it binds to, and an exit, a cap or an audit right by its words."""
    if clause.kind in DUTIES:
        yield clause.kind
    if ENDS.search(clause.text) and not CAUSED.search(clause.text) and clause.kind in ("permission", "entitlement"):
        yield "exit"
    small = clause.text.lower()
    for kind, name in (("cap", CAP), ("audit", AUDIT)):
        category = PATTERNS[name]
        if category.pattern.search(small) and not (category.unless and category.unless.search(small)):
            yield kind


def holder_of(clause: Clause, kind: str) -> str:
    """Who has it: the party of the clause; of an audit right that a duty grants, the one it is owed to."""
    if kind == "audit" and clause.kind == "obligation":
        return clause.to or UNCLEAR
    return clause.party or EACH
