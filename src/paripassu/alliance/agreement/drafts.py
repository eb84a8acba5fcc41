"""A text on its way into force: whose turn it is, who has accepted, who has signed; and what it is once all have."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from paripassu.alliance.agreement.terms import Pool, Terms

Reason = Literal["founding", "correction", "change", "redress", "renewal", "accession", "other"]
Assurance = Literal["session"]


@dataclass(slots=True)
class Signature:
    """Who signed for a party, at which entry and when."""

    party: str
    person: str
    index: int
    at: datetime
    assurance: Assurance


@dataclass(slots=True)
class Draft:
    """A text on the table, under the index of the entry that tabled it. `since`: when it came to each court.

    `withdrawn` and `declined` hold why a party took its acceptance back or refused to sign, `dropped` why the party
    that tabled it took it off the table: a reason given is there to be read. `set_aside`: when it went off the table.
    """

    index: int
    at: datetime
    party: str
    terms: Terms
    digest: str
    base: int
    reason: Reason
    note: str
    signatories: tuple[str, ...]
    accepted: dict[str, int] = field(default_factory=dict)
    signed: dict[str, Signature] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    declined: dict[str, str] = field(default_factory=dict)
    dropped: str = ""
    set_aside: datetime | None = None
    since: dict[str, datetime] = field(default_factory=dict)

    def turn(self, at: datetime, *, anew: bool = False) -> None:
        """Keep since when it is in the court of each party; `anew`: it is another turn, to sign or to read again."""
        before = {} if anew else self.since
        self.since = {party: before.get(party, at) for party in self.court}

    @property
    def agreed(self) -> bool:
        """Whether every signatory has accepted: the text is ready to be signed."""
        return all(party in self.accepted for party in self.signatories)

    @property
    def court(self) -> tuple[str, ...]:
        """The parties whose turn it is: to accept or table another; once all have accepted, to sign."""
        if self.agreed:
            return tuple(party for party in self.signatories if party not in self.signed)
        open_ = tuple(party for party in self.signatories if party not in self.accepted)
        return tuple(party for party in open_ if party != self.party) or open_


@dataclass(slots=True)
class Version:
    """A text that every party signed, in force since the last signature. Old versions stay readable.

    `tabled_by` is the party that put it on the table, and `tabled` when; no right comes of it.
    What the ledger asks for with every entry is looked up once: the partners, sorted, and the pools by id.
    """

    number: int
    draft: int
    terms: Terms
    digest: str
    since: datetime
    index: int
    reason: Reason
    note: str
    signatures: tuple[Signature, ...]
    tabled_by: str = ""
    tabled: datetime | None = None
    partners: tuple[str, ...] = field(init=False)
    pools: dict[str, Pool] = field(init=False)
    _rates: dict[tuple[str, str, str], Decimal | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self.partners = self.terms.partners
        self.pools = {pool.id: pool for pool in self.terms.pools}

    def rate(self, pool: str, kind: str, unit: str) -> Decimal | None:
        """Pool units per `unit` of `kind`; None when no rate was agreed, or the text has no such pool."""
        asked = (pool, kind, unit)
        try:
            return self._rates[asked]
        except KeyError:
            rate = self.pools[pool].rate(kind, unit) if pool in self.pools else None
            return self._rates.setdefault(asked, rate)
