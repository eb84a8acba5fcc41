"""Power: how far each party depends on each other one, and what its votes are worth.

Dependence after Emerson (1962): what a party gets through another, as far as nothing else could take its place. The
difference of the two directions and their sum are kept apart, because they do opposite things (Casciaro and Piskorski
2005): the difference invites pressure, the sum holds the two together. Weight of votes is not power: Banzhaf (1965).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.parties import bodies
from paripassu.alliance.parties.membership import silent_at, voices
from paripassu.measures.evidence import WEIGHTS
from paripassu.measures.practised import reading
from paripassu.measures.proportions import FEWEST
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

FEW = "Fewer than 3 commitments are owed to it."
FEW_OF_PAIR = "Fewer than 3 commitments are owed to one of the two."
UNSTATED_OF_PAIR = "One of the two has not said what it could replace."
UNSTATED = "It has not said what it could replace: anything from nothing to all of it."
LEAST_PARTIES = 2
"""Nothing is carried by one party alone."""


class Dependence(NamedTuple):
    """Of one pair: how far the first depends on the second (`one`), and the other way round; each from 0 to 1."""

    one: float
    other: float

    @property
    def imbalance(self) -> float:
        """How much more one depends than the other, 0 to 1."""
        return abs(self.one - self.other)

    @property
    def mutual(self) -> float:
        """How far they depend on each other, 0 to 2."""
        return self.one + self.other


def dependence(through: float, replaceable: float) -> float:
    """How far a party depends on another: the part of its value that comes `through` it and cannot be replaced.

    Both are parts of 1; ValueError outside. [Emerson 1962]

    >>> dependence(0.8, 0.25)
    0.6000000000000001
    """
    if not (0 <= through <= 1 and 0 <= replaceable <= 1):
        raise ValueError(f"parts of a whole lie between 0 and 1, not at {through} and {replaceable}")
    return through * (1 - replaceable)


def banzhaf(weights: Mapping[str, int], quota: int, least: int = 1) -> dict[str, float]:
    """Each party's part of all the votes that turn a defeat into a majority (normalised Banzhaf index).

    `weights`: votes of each party, whole and not negative; a motion passes with `quota` votes of `least` parties.
    O(parties² · quota). All are 0 where no coalition reaches the quota.

    >>> banzhaf({"p": 47, "q": 36, "r": 17}, 51)
    {'p': 0.3333333333333333, 'q': 0.3333333333333333, 'r': 0.3333333333333333}
    >>> banzhaf({"p": 3, "q": 1}, 3), banzhaf({"p": 3, "q": 1}, 3, least=2)
    ({'p': 1.0, 'q': 0.0}, {'p': 0.5, 'q': 0.5})
    """
    if quota < 1 or any(weight < 0 for weight in weights.values()):
        raise ValueError("a quota is at least 1, and nobody has fewer than no votes")
    swings = {party: _swings(weight, _without(weights, party), quota, least) for party, weight in weights.items()}
    total = sum(swings.values())
    return {party: swing / total if total else 0.0 for party, swing in swings.items()}


def _without(weights: Mapping[str, int], party: str) -> list[int]:
    return [weight for other, weight in weights.items() if other != party]


def _swings(weight: int, others: Sequence[int], quota: int, least: int) -> int:
    """The coalitions of the others that lose without this party and win with it, counted by votes and parties."""
    if not weight:
        return 0
    coalitions = {(0, 0): 1}
    for other in others:
        for (votes, parties), count in list(coalitions.items()):
            if other:
                key = (min(votes + other, quota), min(parties + 1, least))
                coalitions[key] = coalitions.get(key, 0) + count
    return sum(
        count
        for (votes, parties), count in coalitions.items()
        if (votes < quota or parties < least) and votes + weight >= quota and parties + 1 >= least
    )


# --- from the record ---


class Bond(NamedTuple):
    """How far one party depends on another: the figure, its bounds, and the entries behind it; None without enough."""

    value: float | None
    low: float | None
    high: float | None
    entries: tuple[int, ...]
    why: str

    @property
    def stated(self) -> bool:
        """Whether the bounds are one: nothing comes through the other, or the party has said what it could replace."""
        return self.low == self.high


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Dependence in both directions, imbalance and mutual dependence of each pair; votes and their power by body."""
    partners = voices(alliance) if alliance.agreement.versions else ()
    found = bonds(alliance, partners, now)
    each = [
        reading("dependence", f"{one}>{other}", one_way.value, one_way.entries, why=one_way.why,
                within=(one_way.low, one_way.high))
        for (one, other), one_way in found.items()
    ]  # fmt: skip
    pairs = [_pair(pair, found[pair], found[pair[::-1]]) for pair in combinations(partners, 2)]
    return each + [imbalance for imbalance, _ in pairs] + [mutual for _, mutual in pairs] + list(_votes(alliance, now))


def imbalances(alliance: "Alliance", now: datetime) -> list[Reading]:
    """How much more one of each pair depends on the other than the other way round, at a moment."""
    partners = voices(alliance) if alliance.agreement.versions else ()
    found = bonds(alliance, partners, now)
    return [_pair(pair, found[pair], found[pair[::-1]])[0] for pair in combinations(partners, 2)]


def bonds(alliance: "Alliance", partners: Sequence[str], now: datetime) -> dict[tuple[str, str], Bond]:
    """How far each partner depends on each other one."""
    owed = [each for each in alliance.commitments.by_index.values() if _owed(alliance, each, now)]
    return {
        (one, other): _bond(alliance, one, other, [each for each in owed if one in each.fact.to], now)
        for one in partners
        for other in partners
        if one != other
    }


def _owed(alliance: "Alliance", one: Commitment, now: datetime) -> bool:
    """Whether all concerned had agreed to it by a moment, and it was neither released nor replaced by then."""
    if one.since is None or one.since > now or (one.freed is not None and one.freed <= now):
        return False
    instead = None if one.replaced_by is None else alliance.commitments.by_index[one.replaced_by].since
    return instead is None or instead > now


def _bond(alliance: "Alliance", one: str, other: str, commitments: Sequence[Commitment], now: datetime) -> Bond:
    """How far `one` depends on `other`: the part of what others owe it that `other` owes, less what it could replace.

    `commitments` are all that is owed to `one` at the moment.
    """
    owed = {each.index: (each.fact.owner, WEIGHTS[each.fact.importance]) for each in commitments}
    if len(owed) < FEWEST:
        return Bond(None, None, None, tuple(owed), FEW)
    total = sum(weight for _owner, weight in owed.values())
    through = sum(weight for owner, weight in owed.values() if owner == other) / total
    return _less(alliance, one, other, through, tuple(owed), now)


def _less(alliance: "Alliance", one: str, other: str, through: float, owed: tuple[int, ...], now: datetime) -> Bond:
    stated = [each for each in alliance.capabilities.by_party.get(one, []) if each.entered <= now]
    told = (stated[-1].fact.replaceable or ()) if stated else ()
    said = next((each.percent for each in told if each.party == other), None)
    if said is None:
        return Bond(through, 0.0, through, owed, UNSTATED if through else "")
    value = dependence(through, said / 100)
    return Bond(value, value, value, (*owed, stated[-1].index), f"It says it could replace {said} in 100.")


def _pair(pair: tuple[str, str], one: Bond, other: Bond) -> tuple[Reading, Reading]:
    about, facts = "-".join(pair), (*one.entries, *other.entries)
    if one.value is None or other.value is None or not (one.stated and other.stated):
        why = FEW_OF_PAIR if one.value is None or other.value is None else UNSTATED_OF_PAIR
        return (
            reading("dependence_imbalance", about, None, facts, why=why),
            reading("mutual_dependence", about, None, facts, why=why),
        )
    both = Dependence(one.value, other.value)
    return (
        reading("dependence_imbalance", about, both.imbalance, facts),
        reading("mutual_dependence", about, both.mutual, facts),
    )


def _votes(alliance: "Alliance", now: datetime) -> Iterator[Reading]:
    """What votes were worth at a moment: of the partners among themselves, who have one each, and in each body."""
    silent = silent_at(alliance, now)
    in_force = [version for version in alliance.agreement.versions if version.since <= now]
    partners = [party for party in in_force[-1].partners if party not in silent] if in_force else []
    if len(partners) >= LEAST_PARTIES:
        yield from _worth("", dict.fromkeys(partners, 1), "simple", (in_force[-1].index,))
    for each in bodies.electorates(alliance, silent, now):
        yield from _worth(f"{each.body}/", each.votes, each.terms.rule, each.entries)


def _worth(where: str, votes: Mapping[str, int], rule: str, entries: Sequence[int]) -> Iterator[Reading]:
    total = sum(votes.values())
    several = sum(bool(count) for count in votes.values()) >= LEAST_PARTIES
    power = banzhaf(votes, quota(rule, total), LEAST_PARTIES) if several else None
    why = "" if several else "Fewer than two parties have named members."
    for party in votes:
        yield reading("voting_power", where + party, power[party] if power else None, entries, why=why)
    for party, count in votes.items():
        share = count / total if several else None
        yield reading("vote_share", where + party, share, entries, why=f"{count} of {total} votes." if several else why)


def quota(rule: str, total: int) -> int:
    """How many of all votes carry a motion under a rule, when everybody takes part.

    >>> quota("simple", 4), quota("two_thirds", 4), quota("unanimous", 4)
    (3, 3, 4)
    """
    found = {"simple": total // 2 + 1, "two_thirds": -(-2 * total // 3)}
    return max(found.get(rule, total), 1)
