"""The mark of a party: letters in a coloured shape, the same on every page and for every reader.

No rank: the mark depends on the set of ids alone, never on who was named, joined or is looking. Colour is never the
only carrier: shape and letters say the same.
"""

from functools import lru_cache
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from paripassu.alliance.alliance import Alliance
from paripassu.measures.levels import initials

COLOURS = 6
"""As many party colours as the style sheet has, and as many shapes as the template."""


class Mark(NamedTuple):
    """How a party is shown: its name, one or two letters, and the numbers of its colour and its shape."""

    id: str
    name: str
    letters: str
    colour: int
    shape: int


def mark(alliance: Alliance, party: str) -> Mark:
    """The mark of a party of this alliance. Refused when there is no such party."""
    name = alliance.parties.name(party)
    known = frozenset((id_, other.name) for id_, other in alliance.parties.by_id.items())
    return marks(known).get(party) or Mark(party, name, name[:1], 0, 0)


@lru_cache(maxsize=4096)
def marks(names: frozenset[tuple[str, str]]) -> dict[str, Mark]:
    """The marks of parties given as pairs of id and name, by id."""
    places = _places(frozenset(id_ for id_, _ in names))
    letters = initials(dict(names))
    return {
        id_: Mark(id_, name, letters[id_], places[id_] % COLOURS, (places[id_] + places[id_] // COLOURS) % COLOURS)
        for id_, name in names
    }


def _places(ids: frozenset[str]) -> dict[str, int]:
    """A number for each id. Up to six: the first salt under which no two fall on the same, so that none gives way."""
    if len(ids) > COLOURS:
        return {id_: place for place, id_ in enumerate(sorted(ids, key=lambda id_: _digest(0, id_)))}
    for salt in count():
        places = {id_: _digest(salt, id_) % COLOURS for id_ in ids}
        if len(set(places.values())) == len(ids):
            return places
    raise AssertionError("unreachable")


def _digest(salt: int, id_: str) -> int:
    return int.from_bytes(sha256(f"{salt}:{id_}".encode()).digest()[:8], "big")
