"""Who agrees: every name that may be a party's, judged by what the text shows about it.

The names come from `candidates.py`, the weights from `weights/parties.json`. No name is treated as the first one.
"""

from msgspec.structs import replace

from paripassu.reading.candidates import Candidate, Spot, candidates
from paripassu.reading.domicile import address, jurisdiction
from paripassu.reading.draft import PartyFound
from paripassu.reading.listing import ALIAS_GROUP, JOINT, ROLE, Named, aliases_in, listed, own_aliases
from paripassu.reading.samename import misspelt, name_key
from paripassu.reading.structure import Structure
from paripassu.reading.trained import Linear, trained

FEWEST = 2
LEAST = 0.15
MOST_PARTIES = 40
ALIAS_REACH = 320


def parties(bones: Structure) -> tuple[PartyFound, ...]:
    """The parties in the order of the text, each with how sure it is."""
    model = trained("parties").models["party"]
    given = {named.start: named for named in listed(bones)}
    chosen = agreeing(candidates(bones, list(given.values())), model)
    starts = sorted(spot.start for one in chosen for spot in one.spots)
    found = [party(bones, one, model.sure(one.shown), starts, given) for one in chosen]
    taken = {name_key(alias) for one in found for alias in one.aliases}
    kept = [without_others(one, found) for one in found if one.aliases or name_key(one.name) not in taken]
    return tuple(sorted(kept, key=lambda one: one.place.start))[:MOST_PARTIES]


def without_others(one: PartyFound, found: list[PartyFound]) -> PartyFound:
    """A party with several short names, without the one that is all another party has: it stood behind both."""
    others = {other.aliases[0] for other in found if other is not one and len(other.aliases) == 1}
    own = tuple(alias for alias in one.aliases if alias not in others)
    return one if len(one.aliases) < 2 or not own else replace(one, aliases=own)


def agreeing(found: list[Candidate], model: Linear) -> list[Candidate]:
    """The candidates that are taken for parties, the likelier of two at one place, and at least two if any fit."""
    chances = {one.key: model.chance(one.shown) for one in found}
    ordered = sorted(found, key=lambda one: (-chances[one.key], one.key))
    kept: list[Candidate] = []
    for one in ordered:
        enough = chances[one.key] >= model.threshold or (len(kept) < FEWEST and chances[one.key] >= LEAST)
        if enough and not any(shares_places(one, other) or same_name(one, other) for other in kept):
            kept.append(one)
    return kept


def shares_places(one: Candidate, other: Candidate) -> bool:
    """True when every place of one name overlaps a place of the other: "Holdings, Inc." in "Ada Holdings, Inc."."""
    return all(any(a.start < b.end and b.start < a.end for b in other.spots) for a in one.spots)


def same_name(one: Candidate, other: Candidate) -> bool:
    """True when two names are one with a slip of the typist: one stands among the signatures and the other does not."""
    apart = {"signs" in one.shown, "signs" in other.shown} == {True, False}
    return apart and misspelt(one.key, other.key)


def party(bones: Structure, one: Candidate, sure: float, starts: list[int], given: dict[int, Named]) -> PartyFound:
    """One party with its short names, role, law and address, all from the words behind its name."""
    ways = {spot: called(bones, spot, starts, given) for spot in one.spots}
    spot = min(one.spots, key=lambda spot: (not ways[spot], spot.start not in given, spot.start))
    place = bones.place(spot.start, spot.end)
    name = bones.words(place)
    aliases = tuple(dict.fromkeys(alias for alias in ways[spot] if alias not in ("Party", name)))
    role = next((alias for alias in aliases if ROLE.fullmatch(alias)), "")
    until = following(spot, starts, len(bones.flat))
    law, office = jurisdiction(bones.flat, spot.end, until), address(bones.flat, spot.end, until)
    return PartyFound(name, aliases, role, round(sure, 2), place, law, office)


def called(bones: Structure, spot: Spot, starts: list[int], given: dict[int, Named]) -> tuple[str, ...]:
    """The short names at one place: those of the list, or in the first bracket between the name and the next party.

    Of a bracket for several names only what names this one.
    """
    if spot.start in given:
        return given[spot.start].aliases
    until = min(following(spot, starts, len(bones.flat)), spot.end + ALIAS_REACH)
    group = ALIAS_GROUP.search(bones.flat, spot.end, until) if spot.start < bones.signed_at else None
    if group is None:
        return ()
    return aliases_in(group)[: own_aliases(group)] if JOINT.search(group[0]) else aliases_in(group)


def following(spot: Spot, starts: list[int], end: int) -> int:
    """Where the next name of a party stands."""
    return next((start for start in starts if start >= spot.end), end)
