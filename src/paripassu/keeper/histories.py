"""Which entries of a record speak of a posting or a commitment, so that its page tells its history at once."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import get_args

from paripassu.alliance import changes, exchange, goals
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.changes import effects, reassessing
from paripassu.alliance.changes.notices import Noticed
from paripassu.alliance.commitments import Agreed
from paripassu.alliance.commitments.promises import Proposed
from paripassu.alliance.goals import GoalAgreed, GoalProposed, importances, progress
from paripassu.alliance.ledger import Confirmed, Disputed, Withdrawn
from paripassu.alliance.ledger.postings import Posted
from paripassu.alliance.ledger.valuations import turns as valuations
from paripassu.alliance.redress import turns as redress
from paripassu.keeper import reads
from paripassu.keeper.access import Sitting
from paripassu.keeper.reads import EntryShown
from paripassu.keeper.records import Kept

GOAL_FACTS = (*get_args(goals.Fact), *get_args(progress.Fact), *get_args(importances.Fact))
CHANGE_FACTS = (*get_args(changes.Fact), effects.EffectStated, *get_args(reassessing.Fact))

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
            for posting in _named_in(self.kept.alliance, recorded.fact):
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


def _named_in(alliance: Alliance, fact: object) -> set[int]:
    """The postings, commitments, goals and changes that a fact speaks of, by their entries."""
    return {
        *_spoken_of(fact),
        *promised_in(alliance, fact),
        *aimed_in(alliance, fact),
        *noticed_in(alliance, fact),
        *shared_in(alliance, fact),
        *redress.spoken_of(alliance, fact),
        *valuations.spoken_of(alliance, fact),
    }


def shared_in(alliance: Alliance, fact: object) -> tuple[int, ...]:
    """The requests, shares and ideas that a fact speaks of."""
    return exchange.spoken_of(alliance, fact) if isinstance(fact, exchange.Fact) else ()


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


def aimed_in(alliance: Alliance, fact: object) -> tuple[int, ...]:
    """The goals that a fact speaks of, by their entries; the fact that proposes one is not told twice."""
    state = alliance.goals
    if isinstance(fact, GoalAgreed):
        return tuple(state.part_of.get(entry, entry) for entry in fact.entries)
    if not isinstance(fact, GOAL_FACTS) or isinstance(fact, GoalProposed):
        return ()
    named = (getattr(fact, name, -1) for name in ("goal", "entry", "report"))
    return tuple(state.part_of.get(entry, entry) for entry in named if entry >= 0)


def noticed_in(alliance: Alliance, fact: object) -> tuple[int, ...]:
    """The changes that a fact speaks of, by their entries; the fact that shares one is not told twice."""
    part_of = alliance.changes.part_of
    if not isinstance(fact, CHANGE_FACTS) or isinstance(fact, Noticed):
        return ()
    named = (getattr(fact, name, -1) for name in ("change", "outcome"))
    return tuple(part_of.get(entry, entry) for entry in named if entry >= 0)
