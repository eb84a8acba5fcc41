"""The register: what each party shares, shares on request, or does not share, as one list that all have agreed to.

A list is an arrangement: proposed as a whole by one partner, in force once every other has agreed, until the next.
It forbids nothing: a share outside it is made all the same, and everybody sees that it is outside.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.exchange.terms import TEXT_LIMIT, TITLE_LIMIT
from paripassu.alliance.facts import short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Stance = Literal["share", "on_request", "not"]
MOST_AREAS = 200


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area of knowledge of a party, how the party stands to sharing it, and what else is to be known."""

    party: str
    name: str
    stance: Stance
    note: str = ""


class RegisterSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="register_set"):
    """The register as it is to be; `replaces` is the entry of the one that stands, if there is one."""

    areas: tuple[Area, ...]
    replaces: int | None = None


Arranged: TypeAlias = RegisterSet


@dataclass(frozen=True, slots=True)
class Register:
    """One version of the list: the entry that proposed it, since when it holds, and its areas."""

    index: int
    since: datetime
    areas: tuple[Area, ...]

    def of(self, party: str) -> tuple[Area, ...]:
        """The areas of a party."""
        return tuple(area for area in self.areas if area.party == party)


def settle(alliance: "Alliance", index: int, matter: Arranged) -> None:
    """Let a list hold that the partners have agreed to at entry `index`."""
    since = alliance.arrangements.by_entry[index].since
    assert since is not None
    alliance.exchange.registers.append(Register(index, since, matter.areas))


def may_arrange(alliance: "Alliance", matter: Arranged) -> None:
    """Refused when a list cannot be agreed to as things stand, whoever proposes it."""
    partners = version_in_force(alliance).partners
    standing = alliance.exchange.register
    if matter.replaces != (standing.index if standing else None):
        raise Refused("register_moved", "Another register came into force meanwhile. Propose yours over that one.")
    if not 0 < len(matter.areas) <= MOST_AREAS:
        raise Refused("register_empty", "Name 1 to {most} areas of knowledge.", most=MOST_AREAS)
    if standing and standing.areas == matter.areas:
        raise Refused("register_same", "This is the register that stands. Change what should be different.")
    named = [(area.party, area.name.casefold()) for area in matter.areas]
    if len(set(named)) != len(named):
        raise Refused("area_twice", "An area of a party stands on the list twice.")
    for area in matter.areas:
        _sound(area, partners)


def _sound(area: Area, partners: tuple[str, ...]) -> None:
    if area.party not in partners or area.stance not in get_args(Stance):
        raise Refused("area_unfit", "Each area belongs to a partner, who shares it, shares on request, or does not.")
    worded(area.name, "the name of each area", limit=TITLE_LIMIT)
    short_enough(area.note, "the note", limit=TEXT_LIMIT)
    if area.name != area.name.strip():
        raise Refused("area_unfit", "The name of an area begins and ends with a letter.")
