"""The web of ties between people: the partners it holds together, by how many threads, and what a leaving would cut.

A pair of partners is covered when at least two ties between their people are alive. A tie whose loss cuts the web is a
bridge, a person whose leaving cuts it a cut point (articulation point). People are never ranked by how central they
are: what counts is what an alliance would lose. [METHODS §6; Burt 1992; Freeman 1977]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

from paripassu.alliance.days import EARLIEST, days_over
from paripassu.alliance.parties import Seat
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.parties.ties import STALE
from paripassu.measures.practised import reading
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

ENOUGH_TIES = 2
"""Living ties between the people of two partners from which on the pair is covered: one may leave."""

NOBODY = "Nobody of two partners has met yet."
ONE_PARTNER = "There is one partner: nobody to have ties with."

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Web:
    """People with their parties, and the ties that are alive between them."""

    parties: Mapping[str, str]
    partners: tuple[str, ...]
    ties: tuple[Pair, ...]

    @property
    def pairs(self) -> list[Pair]:
        """All pairs of partners, sorted."""
        return list(combinations(sorted(self.partners), 2))

    def between(self, pair: Pair) -> list[Pair]:
        """The ties between the people of two partners."""
        return self._of_pairs.get(pair, [])

    @cached_property
    def _of_pairs(self) -> dict[Pair, list[Pair]]:
        found: dict[Pair, list[Pair]] = {}
        for tie in self.ties:
            found.setdefault(_pair(self, tie), []).append(tie)
        return found


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the alliance would lose with one person: pairs of partners left without any tie, and those left with one."""

    person: str
    party: str
    cut: tuple[Pair, ...]
    thinned: tuple[Pair, ...]


def web(alliance: "Alliance", now: datetime) -> Web:
    """The ties that are alive at a moment: both people sit, and met within the 90 days before."""
    parties = {person: seat.party for person, seat in alliance.parties.seats.items() if _sat(seat, now)}
    partners = voices(alliance) if alliance.agreement.versions else ()
    return Web(parties, tuple(partners), tuple(sorted(_alive(alliance, now))))


def _sat(seat: Seat, now: datetime) -> bool:
    """Whether a person sat there at a moment."""
    return seat.taken <= now and (seat.left is None or seat.left > now)


def _alive(alliance: "Alliance", now: datetime) -> dict[Pair, int]:
    """The entry of the last contact of every tie that is alive at a moment."""
    until, seats = (now + EARLIEST).date(), alliance.parties.seats
    last = {tie.people: tie.by(until) for tie in alliance.ties.by_pair.values()}
    sat = {person for person, seat in seats.items() if _sat(seat, now)}
    return {
        people: entry
        for people, (day, entry) in last.items()
        if sat.issuperset(people) and days_over(day, now) <= STALE
    }


def coverage(found: Web, enough: int = ENOUGH_TIES) -> float | None:
    """The part of all pairs of partners with at least so many living ties; None with fewer than two partners."""
    pairs = found.pairs
    return sum(len(found.between(pair)) >= enough for pair in pairs) / len(pairs) if pairs else None


def bridges(found: Web) -> list[Pair]:
    """The ties without which the web falls apart, sorted."""
    import networkx  # type: ignore[import-untyped]  # costs more than all the rest: only where a web is looked at

    return sorted((min(edge), max(edge)) for edge in networkx.bridges(_graph(found.ties)))


def cut_points(found: Web) -> list[str]:
    """The people without whom the web falls apart, sorted."""
    import networkx

    return sorted(networkx.articulation_points(_graph(found.ties)))


def _graph(ties: Iterable[Pair]) -> Any:
    import networkx

    return networkx.Graph(list(ties))


def leavings(found: Web) -> list[Leaving]:
    """What each person's leaving would cost, for those whose leaving costs something, by what is lost and person."""
    of_person: dict[str, list[Pair]] = {}
    held = dict.fromkeys(found.pairs, 0)
    for tie in found.ties:
        pair = _pair(found, tie)
        if pair in held:
            held[pair] += 1
            for person in tie:
                of_person.setdefault(person, []).append(pair)
    costs = [_leaving(found, person, own, held) for person, own in of_person.items()]
    return sorted((one for one in costs if one.cut or one.thinned), key=lambda one: (-len(one.cut), one.person))


def _pair(found: Web, tie: Pair) -> Pair:
    one, other = sorted(found.parties[each] for each in tie)
    return one, other


def _leaving(found: Web, person: str, own: list[Pair], held: Mapping[Pair, int]) -> Leaving:
    left = {pair: held[pair] - own.count(pair) for pair in own}
    cut = tuple(sorted(pair for pair, count in left.items() if count == 0))
    thinned = tuple(sorted(pair for pair, count in left.items() if count == 1))
    return Leaving(person, found.parties[person], cut, thinned)


def covered(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Coverage of the whole at a moment."""
    return [_covered(web(alliance, now), _alive(alliance, now))]


def _covered(found: Web, entries: Mapping[Pair, int]) -> Reading:
    share = coverage(found)
    why = ONE_PARTNER if share is None else "" if found.ties else NOBODY
    return reading("coverage", "alliance", share, _facts(found.ties, entries), why=why)


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Coverage and bridges of the whole, and the living ties of each pair of partners. No person is named."""
    found, entries = web(alliance, now), _alive(alliance, now)
    whole = _covered(found, entries)
    why = whole.why
    held = bridges(found) if found.ties else []
    value = float(len(held)) if found.ties else None
    holding = reading("bridges", "alliance", value, _facts(held, entries), why=why)
    return [whole, *(_of_pair(found, pair, entries) for pair in found.pairs), holding]


def _facts(ties: Iterable[Pair], entries: Mapping[Pair, int]) -> list[int]:
    return [entries[tie] for tie in ties if entries[tie] >= 0]


def _of_pair(found: Web, pair: Pair, entries: Mapping[Pair, int]) -> Reading:
    between = found.between(pair)
    why = "" if between else NOBODY
    return reading("living_ties", "-".join(pair), float(len(between)), _facts(between, entries), why=why)
