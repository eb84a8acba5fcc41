"""One line of the ledger: what a party contributed, carried or received, and where that line stands."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, TypeAlias

import msgspec

from paripassu.alliance.agreement.terms import ResourceKind
from paripassu.alliance.facts import ByPerson

Side = Literal["contribution", "responsibility", "reward"]
Status = Literal["proposed", "confirmed", "disputed", "withdrawn", "corrected"]


class Posted(ByPerson, frozen=True, kw_only=True):
    """What the three kinds of posting share. `of` is the party that gave, carried or received, `on` the day claimed."""

    of: str
    pool: str
    on: date
    quantity: Decimal
    unit: str
    what: str
    resource: ResourceKind = "other"
    evidence: str = ""
    corrects: int | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class Contributed(Posted, frozen=True, kw_only=True, tag="contributed.v1"):
    """A party put in cash, people, goods, rights, data or access."""


class Carried(Posted, frozen=True, kw_only=True, tag="carried.v1"):
    """A party carried a responsibility for all."""


class Rewarded(Posted, frozen=True, kw_only=True, tag="rewarded.v1"):
    """A party received something out of the alliance."""


AnyPosting: TypeAlias = Contributed | Carried | Rewarded

SIDES: dict[type[AnyPosting], Side] = {Contributed: "contribution", Carried: "responsibility", Rewarded: "reward"}
POSTED = {side: kind for kind, side in SIDES.items()}


class Posting(msgspec.Struct, gc=False):
    """One line of the ledger, under the index of its entry. `value` is in the pool's unit; None: no rate is agreed.
    `disputed_at`: when it was last disputed.

    There are as many as entries, and none refers to another: the garbage collector need not walk them.
    """

    index: int
    entered: datetime
    party: str
    side: Side
    fact: AnyPosting
    value: Decimal | None
    confirmed: dict[str, int] = {}
    disputed: dict[str, str] = {}
    settled: bool = False
    withdrawn: str = ""
    corrected_by: int | None = None
    disputed_at: datetime | None = None

    @property
    def status(self) -> Status:
        """Where the posting stands. Only `confirmed` counts."""
        if self.corrected_by is not None:
            return "corrected"
        if self.withdrawn:
            return "withdrawn"
        if self.settled:
            return "confirmed"
        return "disputed" if self.disputed else "proposed"
