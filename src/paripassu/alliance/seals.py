"""Sealed facts: on the record for their own party alone until it is time to put them before all.

A ballot or a valuation counts only if nobody could know the others' first. Its envelope is withheld from everybody but
the party that entered it; the seal in the tree fixes it all the same. When the practice says that it is time, `Opened`
puts salt and body before all, and the fact takes effect as what it is: entered when and by whom its header says.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from paripassu.alliance.facts import ByPerson, Recorded, ruled
from paripassu.alliance.parties import partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MayOpen: TypeAlias = "Callable[[Alliance, Recorded, datetime], None]"
"""Refused when a sealed fact, as it stands on the record, may not take effect at this moment."""

# --- facts ---


class OpenedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The envelope of an entry: its salt in hex and its body as it was sealed."""

    index: int
    salt: str
    body: str


class Opened(ByPerson, frozen=True, kw_only=True, tag="opened.v1"):
    """Sealed facts were put before all."""

    entries: tuple[OpenedEntry, ...]


Fact: TypeAlias = Opened

# --- state ---


class OpenedBy(NamedTuple):
    """The entry that opened a sealed one, and when."""

    index: int  # type: ignore[assignment]  # as in Recorded
    entered: datetime


@dataclass(slots=True)
class Seals:
    """The entries whose text not everybody may see yet, by index, without their text; and those that were opened."""

    closed: dict[int, Recorded] = field(default_factory=dict)
    opened: dict[int, OpenedBy] = field(default_factory=dict)


def opened(alliance: "Alliance", fact: Opened, decode: Callable[[bytes], Any]) -> list[Recorded]:
    """The sealed facts as they stand on the record, with their text. Refused when one is not sealed, or is no fact."""
    found = []
    for entry in fact.entries:
        if entry.index not in alliance.seals.closed:
            raise Refused("not_sealed", "Entry {entry} is not sealed, or was opened before.", entry=entry.index)
        try:
            text = decode(entry.body.encode())
        except (msgspec.MsgspecError, ValueError) as error:
            raise Refused("sealed_unreadable", "What entry {entry} held says no fact.", entry=entry.index) from error
        found.append(alliance.seals.closed[entry.index]._replace(fact=text))
    return found


# --- rules ---


def rule(
    alliance: "Alliance",
    recorded: Recorded,
    fact: Opened,
    decode: Callable[[bytes], Any],
    may_open: dict[type, MayOpen],
    own: Collection[type] = (),
) -> None:
    """Refused unless every fact is sealed, is of a kind that is opened some day, and its day has come.

    `own` are the kinds that only the party that sealed them opens.
    """
    partnering(alliance, fact.by)
    indices = [entry.index for entry in fact.entries]
    if not indices or len(set(indices)) != len(indices):
        raise Refused("nothing_chosen", "Choose the sealed entries to open, each once.")
    for sealed in opened(alliance, fact, decode):
        if type(sealed.fact) not in may_open:
            raise Refused("stays_sealed", "Entry {entry} stays with its party.", entry=sealed.index)
        if type(sealed.fact) in own and sealed.party != recorded.party:
            raise Refused("not_yours_to_open", "Entry {entry} is opened by its own party alone.", entry=sealed.index)
        may_open[type(sealed.fact)](alliance, sealed, recorded.entered)


# --- acts ---


def open_entries(
    alliance: "Alliance", *, by: str, now: datetime, entries: tuple[OpenedEntry, ...], rule: Callable[..., None]
) -> Opened:
    """Put sealed facts before all, when it is time. The keeper brings salt and body."""
    return ruled(alliance, now, Opened(by=by, entries=entries), rule)
