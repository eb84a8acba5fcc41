"""Conflicts: from an early warning that anybody may raise to a settlement that all concerned have signed.

A matter stands at one of five tiers: early warning, peers, sponsors, neutral, formal. Each has its people on every side
and its days; when they are over it stands at the next one, and nobody has to say so. Most warnings are answered and
never become a conflict. `raising` holds how it begins, `steps` what moves it otherwise, `tiers` who stands at each,
`worksheets` how it is worked out together, `settlements` how it ends. No vote and no other right of a party changes by
a conflict.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, get_args

from paripassu.alliance.conflicts import raising, settlements, steps, tiers, worksheets
from paripassu.alliance.conflicts.matters import Closed, Conflict, course, heard
from paripassu.alliance.parties import membership

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---

Fact: TypeAlias = raising.Fact | steps.Fact | tiers.Fact | worksheets.Fact | settlements.Fact

membership.open_to("suspended", *get_args(Fact))  # a conflict may be the way back of a party whose voice rests
membership.open_to("alone", *get_args(Fact))

PRACTICES = (raising, steps, tiers, worksheets, settlements)
"""The modules with facts: each has `Fact`, and `apply` and `rule` for it."""

# --- state ---


@dataclass(slots=True)
class Conflicts:
    """All conflicts and early warnings by their entry, and to which each step, option, criterion and draft belongs."""

    by_index: dict[int, Conflict] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def naming(self, person: str) -> tuple[int, ...]:
        """The open conflicts in which a person was named to stand for their party."""
        return tuple(
            index
            for index, conflict in self.by_index.items()
            if conflict.closed is None and any(person in people for people in conflict.named.values())
        )

    def pass_on(self, index: int, person: str, colleague: str) -> None:
        """Let a colleague stand where a person was named."""
        named = self.by_index[index].named
        for place, people in named.items():
            if person in people:
                named[place] = tuple(sorted({*people, colleague} - {person}))


def open_conflicts(alliance: "Alliance") -> list[Conflict]:
    """Warnings and conflicts that have not ended, in the order of the record."""
    return [conflict for conflict in alliance.conflicts.by_index.values() if conflict.closed is None]


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices have changed: nobody is waited for who has left; one side alone settles nothing."""
    for conflict in alliance.conflicts.by_index.values():
        if conflict.closed is None and len(heard(alliance, conflict)) < raising.LEAST_PARTIES:
            conflict.stays = course(conflict, at)
            conflict.closed = Closed("left", at, -1)
        if conflict.closed is None:
            worksheets.reconsider(alliance, conflict, at)
        settlements.reconsider(alliance, conflict, at)
        if conflict.closed is None:
            steps.reconsider(alliance, conflict, at)
