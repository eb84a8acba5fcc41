"""Reads: the life of a principle from version to version, and how often each party was seen to keep or strain one.

They count observations and name them. A count says what was written down, not how a party is: where nobody writes,
there is nothing to count, and no number is better than another.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.principles.observations import OPEN, Observation, standing

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


class Wording(NamedTuple):
    """The words of a principle from one version on; `words` is None from the version on that left it out."""

    version: int
    since: datetime
    words: Principle | None


class Life(NamedTuple):
    """A principle: its last words, whether they are in force, how they changed, what was observed, what cites it."""

    id: str
    words: Principle
    in_force: bool
    wordings: tuple[Wording, ...]
    observations: tuple[Observation, ...]
    cited_by: tuple[int, ...]


class Count(NamedTuple):
    """The observations of one party by where they stand now, by entry; those taken back are not among them."""

    party: str
    kept: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    passed_on: tuple[int, ...] = ()
    settled: tuple[int, ...] = ()
    observers: tuple[str, ...] = ()

    @property
    def strained(self) -> tuple[int, ...]:
        """All that are strained, however they stand, in the order of the record."""
        return tuple(sorted((*self.open, *self.passed_on, *self.settled)))


class Quarter(NamedTuple):
    """A quarter of a year: its first day, and the count of each party in it."""

    first: date
    counts: tuple[Count, ...]


def lives(alliance: "Alliance") -> list[Life]:
    """All principles that were ever in force: those in force now first, each group by name."""
    ids = {each.id for version in alliance.agreement.versions for each in version.terms.principles if each.id}
    found = [life(alliance, id_) for id_ in ids]
    return sorted(found, key=lambda each: (not each.in_force, each.words.name.casefold(), each.id))


def life(alliance: "Alliance", id_: str) -> Life:
    """One principle. LookupError when none ever had this id."""
    wordings = _wordings(alliance, id_)
    words = next((each.words for each in reversed(wordings) if each.words is not None), None)
    if words is None:
        raise LookupError(id_)
    seen = tuple(each for each in alliance.principles.by_index.values() if each.fact.principle == id_)
    own = {each.index for each in seen}
    cited_by = tuple(entry for entry in alliance.links.of_clause(id_) if entry not in own)
    return Life(id_, words, wordings[-1].words is not None, wordings, seen, cited_by)


def _wordings(alliance: "Alliance", id_: str) -> tuple[Wording, ...]:
    found: list[Wording] = []
    for version in alliance.agreement.versions:
        words = next((each for each in version.terms.principles if each.id == id_), None)
        if words != (found[-1].words if found else None):
            found.append(Wording(version.number, version.since, words))
    return tuple(found)


def counts(alliance: "Alliance", observations: Iterable[Observation] | None = None) -> tuple[Count, ...]:
    """For each partner, by its id, what was observed of it; also of who has left, if something was."""
    seen = list(alliance.principles.by_index.values() if observations is None else observations)
    now = alliance.agreement.versions[-1].partners if alliance.agreement.versions else ()
    parties = sorted({*now, *(each.fact.of for each in seen)})
    return tuple(_count(alliance, party, [each for each in seen if each.fact.of == party]) for party in parties)


def _count(alliance: "Alliance", party: str, seen: list[Observation]) -> Count:
    by: dict[str, list[int]] = {"kept": [], "open": [], "passed_on": [], "settled": [], "withdrawn": []}
    for each in seen:
        stands = standing(alliance, each)
        by["open" if stands in OPEN else stands].append(each.index)
    observers = tuple(sorted({each.party for each in seen if each.withdrawn is None}))
    kept, open_, passed_on, settled = (tuple(by[name]) for name in ("kept", "open", "passed_on", "settled"))
    return Count(party, kept, open_, passed_on, settled, observers)


def quarters(alliance: "Alliance") -> list[Quarter]:
    """The counts of each quarter in which something was observed, by the day on which it happened, newest first."""
    by: dict[date, list[Observation]] = {}
    for each in alliance.principles.by_index.values():
        by.setdefault(quarter(each.fact.on), []).append(each)
    found = (Quarter(first, counts(alliance, by[first])) for first in sorted(by, reverse=True))
    return [each for each in found if any(count.kept or count.strained for count in each.counts)]


def quarter(day: date) -> date:
    """The first day of the quarter of a year in which a day lies."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
