"""Which postings of a pool count, and which do not and why; sums of them up to any day.

Input is what a party contributes and the responsibilities it carries; output is what it receives.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import accumulate
from operator import mul
from typing import Literal, NamedTuple, TypeAlias

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import overtaken
from paripassu.alliance.ledger.postings import Posting
from paripassu.measures.bounds import NOTHING, Span

Way = Literal["input", "output"]
Reason = Literal[
    "proposed", "disputed", "unvalued", "withdrawn", "corrected", "overtaken", "later", "former", "appreciated"
]
_Line: TypeAlias = tuple[date, int, Decimal]


class Column:
    """The counted postings of one party and way, by day; sums over any period in two look-ups."""

    __slots__ = ("_days", "_indices", "_squares", "_sums")

    def __init__(self, lines: Iterable[_Line] = ()) -> None:
        ordered = sorted(lines)
        values = [line[2] for line in ordered]
        self._days = [line[0] for line in ordered]
        self._indices = [line[1] for line in ordered]
        self._sums: list[Decimal] = list(accumulate(values, initial=NOTHING))
        self._squares: list[Decimal] = list(accumulate(map(mul, values, values), initial=NOTHING))

    def _cut(self, period: "Period") -> tuple[int, int]:
        start = 0 if period.after is None else bisect_right(self._days, period.after)
        return start, max(start, bisect_right(self._days, period.until))

    def total(self, period: "Period") -> Decimal:
        """The sum of the values in a period."""
        start, end = self._cut(period)
        return self._sums[end] - self._sums[start]

    def squares(self, period: "Period") -> Decimal:
        """The sum of the squared values in a period."""
        start, end = self._cut(period)
        return self._squares[end] - self._squares[start]

    def entries(self, period: "Period") -> list[int]:
        """The indices of the entries in a period, by day."""
        start, end = self._cut(period)
        return self._indices[start:end]

    @property
    def first_day(self) -> date | None:
        """The earliest day on which something was posted."""
        return self._days[0] if self._days else None


class Period(NamedTuple):
    """The days after `after` (None: from the beginning) up to and with `until`."""

    after: date | None
    until: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day <= self.until and (self.after is None or day > self.after)


class Open(NamedTuple):
    """A posting that could still count. `replaces` is what counts until then, when it corrects something."""

    party: str
    way: Way
    on: date
    entry: int
    value: Decimal
    disputed: bool
    line: int
    replaces: tuple[date, Decimal] | None


class Uncounted(NamedTuple):
    """Entries of a pool that are in no figure, and the reason in a sentence."""

    reason: Reason
    sentence: str
    entries: tuple[int, ...]


@dataclass(slots=True)
class Tally:
    """The postings of a pool sorted out: columns of what counts, what is open, and the rest by reason."""

    partners: tuple[str, ...]
    columns: dict[tuple[str, Way], Column]
    open: list[Open]
    left_out: Mapping[Reason, list[int]]

    def totals(self, way: Way, period: Period) -> dict[str, Decimal]:
        """What each partner put in or received."""
        return {party: self.columns[party, way].total(period) for party in self.partners}

    def entries(self, parties: Iterable[str], ways: Iterable[Way], period: Period) -> tuple[int, ...]:
        """The entries of these parties and ways that count in a period, rising."""
        chosen = [self.columns[party, way] for party in parties for way in ways]
        return tuple(sorted(index for column in chosen for index in column.entries(period)))

    def spans(self, way: Way, period: Period) -> dict[str, Span]:
        """From the least to the most each partner may come to have put in or received, once all is decided."""
        spans = {party: Span(total, total) for party, total in self.totals(way, period).items()}
        lines: dict[int, list[Open]] = defaultdict(list)
        for posting in self.open:
            if posting.way == way:
                lines[posting.line].append(posting)
        for line in lines.values():
            spans[line[0].party] += _swing(line, period)
        return spans


def _swing(line: list[Open], period: Period) -> Span:
    """How far one line of the ledger can still move, when any one of its open postings, or none, comes to count."""
    stands = {posting.replaces for posting in line if posting.replaces is not None}
    counted = sum((value for on, value in stands if on in period), NOTHING)
    may_be = [counted, *(posting.value if posting.on in period else NOTHING for posting in line)]
    return Span(min(may_be) - counted, max(may_be) - counted)


@dataclass(slots=True)
class _Sorting:
    """The postings of a pool while they are being sorted out."""

    alliance: Alliance
    partners: frozenset[str]
    until: date
    worth: Mapping[int, Decimal]
    lines: dict[tuple[str, Way], list[_Line]] = field(default_factory=lambda: defaultdict(list))
    open: list[Open] = field(default_factory=list)
    left_out: dict[Reason, list[int]] = field(default_factory=lambda: defaultdict(list))

    def put(self, posting: Posting) -> None:
        fact, status, value = posting.fact, posting.status, posting.value
        if status in ("withdrawn", "corrected"):
            self.left_out[status].append(posting.index)
        elif fact.on > self.until:
            self.left_out["later"].append(posting.index)
        elif fact.of not in self.partners:
            self.left_out["former"].append(posting.index)
        elif value is None:
            self.left_out["unvalued"].append(posting.index)
            if posting.index in self.worth:
                self._open(posting, self.worth[posting.index])
        elif status == "confirmed":
            self.lines[fact.of, "output" if posting.side == "reward" else "input"].append(
                (fact.on, posting.index, value)
            )
        elif overtaken(self.alliance, posting):
            self.left_out["overtaken"].append(posting.index)
        else:
            self.left_out["disputed" if status == "disputed" else "proposed"].append(posting.index)
            self._open(posting, value)

    def _open(self, posting: Posting, value: Decimal) -> None:
        fact = posting.fact
        way: Way = "output" if posting.side == "reward" else "input"
        line, replaces = self._line(posting)
        disputed = posting.status == "disputed"
        self.open.append(Open(fact.of, way, fact.on, posting.index, value, disputed, line, replaces))

    def _line(self, posting: Posting) -> tuple[int, tuple[date, Decimal] | None]:
        """The first entry of the corrections that a posting continues, and the day and value that count until then."""
        replaces = None
        while posting.fact.corrects is not None:
            posting = self.alliance.ledger.posting(posting.fact.corrects)
            counts = posting.status == "confirmed" and posting.value is not None and posting.fact.on <= self.until
            if replaces is None and counts and posting.value is not None:
                replaces = (posting.fact.on, posting.value)
        return posting.index, replaces


def tally(alliance: Alliance, pool: Pool, partners: Sequence[str], until: date, worth: Mapping[int, Decimal]) -> Tally:
    """Sort the postings of a pool out, up to a day. `worth` is the most that entries without a rate may be worth."""
    sorting = _Sorting(alliance, frozenset(partners), until, worth)
    for posting in alliance.ledger.postings.values():
        if posting.fact.pool == pool.id:
            sorting.put(posting)
    thanks = [recorded.index for recorded in alliance.ledger.appreciations if recorded.fact.on <= until]
    if thanks:
        sorting.left_out["appreciated"] = thanks
    ways: tuple[Way, Way] = ("input", "output")
    columns = {(party, way): Column(sorting.lines.get((party, way), ())) for party in partners for way in ways}
    return Tally(tuple(partners), columns, sorting.open, sorting.left_out)


_SENTENCES: dict[Reason, tuple[str, str]] = {
    "proposed": ("1 entry waits for confirmation.", "{count} entries wait for confirmation."),
    "disputed": ("1 entry is disputed.", "{count} entries are disputed."),
    "unvalued": ("1 entry has no agreed rate.", "{count} entries have no agreed rate."),
    "withdrawn": ("1 entry was withdrawn.", "{count} entries were withdrawn."),
    "corrected": ("1 entry was replaced by a correction.", "{count} entries were replaced by corrections."),
    "overtaken": (
        "1 correction came too late: another was confirmed.",
        "{count} corrections came too late: others were confirmed.",
    ),
    "later": ("1 entry is of a later day.", "{count} entries are of later days."),
    "former": (
        "1 entry is of a party that is no partner of the agreement in force.",
        "{count} entries are of parties that are no partners of the agreement in force.",
    ),
    "appreciated": (
        "1 thank-you for something given without a claim: recorded, never netted.",
        "{count} thank-yous for something given without a claim: recorded, never netted.",
    ),
}


def uncounted(tally: Tally) -> tuple[Uncounted, ...]:
    """What no figure of this pool counts, each with its entries."""
    found = []
    for reason, (one, several) in _SENTENCES.items():
        entries = tally.left_out.get(reason, ())
        if entries:
            sentence = one if len(entries) == 1 else several.format(count=len(entries))
            found.append(Uncounted(reason, sentence, tuple(entries)))
    return tuple(found)
