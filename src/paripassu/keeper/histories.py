"""Which entries of a record speak of a posting or a commitment, so that its page tells its history at once."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments import Agreed
from paripassu.alliance.commitments.promises import Proposed
from paripassu.alliance.ledger import Confirmed, Disputed, Withdrawn
from paripassu.alliance.ledger.postings import Posted
from paripassu.keeper import reads
from paripassu.keeper.access import Sitting
from paripassu.keeper.reads import EntryShown
from paripassu.keeper.records import Kept

MOST_HELD = 100
"""Records of which the index is held; that of the record not asked for longest is made anew when it is."""


@dataclass(slots=True)
class _Spoken:
    """Up to `size`: the entries that speak of a posting, by its index."""

    kept: Kept
    size: int = 0
    entries: dict[int, list[int]] = field(default_factory=dict)

    def advance(self) -> None:
        for recorded in self.kept.record.since(self.size):
            for posting in (*_spoken_of(recorded.fact), *promised_in(self.kept.alliance, recorded.fact)):
                self.entries.setdefault(posting, []).append(recorded.index)
            self.size = recorded.index + 1


_held: OrderedDict[str, _Spoken] = OrderedDict()
_holding = Lock()


def history(sitting: Sitting, posting: int) -> list[EntryShown]:
    """The entries about a posting in their order: itself, confirmations, disputes, corrections; nothing private."""
    with _holding:
        found = [posting, *_spoken(sitting).entries.get(posting, ())]
    return [entry for index in found for entry in reads.entries(sitting, index, index + 1)]


def _spoken(sitting: Sitting) -> _Spoken:
    """The index of a record, up to date with it."""
    spoken = _held.get(sitting.slug)
    if spoken is None or spoken.kept is not sitting.kept:
        spoken = _held[sitting.slug] = _Spoken(sitting.kept)
    _held.move_to_end(sitting.slug)
    while len(_held) > MOST_HELD:
        _held.popitem(last=False)
    spoken.advance()
    return spoken


def _spoken_of(fact: object) -> tuple[int, ...]:
    match fact:
        case Confirmed(entries=entries):
            return entries
        case Disputed(entry=entry) | Withdrawn(entry=entry):
            return (entry,)
        case Posted(corrects=int(entry)):
            return (entry,)
        case _:
            return ()


def promised_in(alliance: Alliance, fact: object) -> tuple[int, ...]:
    """The commitments that a fact speaks of, by their entries; the fact that proposes one is not told twice."""
    state = alliance.commitments
    match fact:
        case Agreed(entries=entries):
            return entries
        case Proposed(supersedes=int(entry)):
            return (entry,)
        case _:
            named = [
                getattr(fact, "entry", -1),
                state.of_delivery.get(getattr(fact, "delivery", -1), -1),
                state.of_block.get(getattr(fact, "block", -1), -1),
            ]
            notice = state.notices.get(getattr(fact, "notice", -1))
            named += [notice.commitment] if notice else []
            return tuple(entry for entry in named if entry in state.by_index)
