"""Which things each entry of a record speaks of, and the way back: whatever practice they belong to.

It follows from the page that a fact is about, so that a practice whose facts have a page has this too. Held in memory
and carried on as the record grows.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from paripassu.alliance.alliance import Recorded, audience
from paripassu.keeper.access import Sitting
from paripassu.keeper.records import Kept
from paripassu.web.sentences import about

MOST_HELD = 100
"""Records of which this is held; that of the record not asked for longest is made anew when it is."""


@dataclass(slots=True)
class _Spoken:
    """Up to `size`: of each entry the things it speaks of, and of each thing the entries. Nothing private is in it."""

    kept: Kept
    size: int = 0
    things: dict[int, tuple[int, ...]] = field(default_factory=dict)
    entries: dict[int, list[int]] = field(default_factory=dict)

    def advance(self) -> None:
        for recorded in self.kept.record.since(self.size):
            if not audience(recorded.fact, recorded.party):
                self._take_in(recorded)
            self.size = recorded.index + 1

    def _take_in(self, recorded: Recorded) -> None:
        found = self.named(recorded)
        if found:
            self.things[recorded.index] = found
        for thing in found:
            self.entries.setdefault(thing, []).append(recorded.index)

    def named(self, recorded: Recorded) -> tuple[int, ...]:
        """The things that a fact speaks of: itself, those it names, those that an entry it names speaks of."""
        known = self.kept.alliance.links.things
        _page, entry = about(recorded)
        found = {recorded.index}
        for index in (*entry, *getattr(recorded.fact, "entries", ())):
            found.update([index] if index in known else self.things.get(index, ()))
        return tuple(sorted(found & known.keys()))


_held: OrderedDict[str, _Spoken] = OrderedDict()
_holding = Lock()


def things(sitting: Sitting, recorded: Recorded) -> tuple[int, ...]:
    """The things that a fact speaks of, by their entries, in the order of the record."""
    with _holding:
        return _spoken(sitting).named(recorded)


def entries(sitting: Sitting, thing: int) -> tuple[int, ...]:
    """The entries that speak of a thing, itself among them, in their order; nothing private."""
    with _holding:
        return tuple(_spoken(sitting).entries.get(thing, ()))


def _spoken(sitting: Sitting) -> _Spoken:
    found = _held.get(sitting.slug)
    if found is None or found.kept is not sitting.kept:
        found = _held[sitting.slug] = _Spoken(sitting.kept)
    _held.move_to_end(sitting.slug)
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)
    found.advance()
    return found
