"""The text of an agreement as structured record: what the parties read, compare and sign."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Literal

import msgspec

from paripassu.alliance.agreement import assumptions as assumed
from paripassu.alliance.agreement import cadence, ladder, principles
from paripassu.alliance.agreement import limits as limited
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.agreement.limits import Limits
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.facts import QUANTITY_LIMIT, TEXT_LIMIT, UNREADABLE
from paripassu.alliance.refusals import Finding

ClauseKind = Literal["obligation", "permission", "prohibition", "entitlement", "other"]
ResourceKind = Literal["cash", "people", "goods", "ip", "data", "access", "other"]
Confirmations = Literal["every", "one"]

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{0,30}")
CLAUSE_ID = re.compile(r"c[1-9][0-9]{0,8}")
ONE = Decimal(1)
SHARES_TOLERANCE = Decimal("0.0005")
"""Thirds cannot be written in full: shares may miss 1 by this much, and are taken in proportion."""

RATE_PLACES = 9
"""Decimal places a rate may have: exchange rates need more than quantities do."""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The place of a clause in the document it was read from: page from 1, character offsets into the read text."""

    page: int
    start: int
    end: int


class SourceDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document the parties started from: its file name and the SHA-256 of its bytes in hex."""

    name: str
    digest: str


class PartyTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A partner as the agreement names it, and the role it takes in the alliance."""

    id: str
    legal_name: str
    role: str = ""


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence that binds. `party` owes or may (empty: each party alike), `to` is whom it is owed to, when said.

    `id` is given when the text is tabled (`numbered`) and stays with the clause from version to version.
    """

    text: str
    kind: ClauseKind = "other"
    party: str = ""
    to: str = ""
    due: str = ""
    condition: str = ""
    source: Source | None = None
    id: str = ""


class Rate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `unit` of a kind of resource is worth `value` units of the pool."""

    kind: ResourceKind
    unit: str
    value: Decimal


class FairnessRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a pool's rewards ought to be shared.

    A mix of equity (as each contributed), equality (alike) and need (by `needs`), whose weights sum to 1; or `shares`
    agreed in advance, which then override the mix. Shares and needs each sum to 1. [Deutsch1975]
    """

    equity: Decimal = ONE
    equality: Decimal = Decimal(0)
    need: Decimal = Decimal(0)
    needs: dict[str, Decimal] = {}
    shares: dict[str, Decimal] = {}


class Pool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is counted together, in one unit, under one fairness rule.

    `low` and `high` are the agreed band of the return coefficient, `window` the rolling window in months, `minimum` the
    total of confirmed rewards below which the parties do not want a figure, `confirmations` whether every other partner
    must confirm an entry or one is enough.
    """

    id: str
    name: str
    unit: str
    rule: FairnessRule = FairnessRule()
    low: Decimal = Decimal("0.8")
    high: Decimal = Decimal("1.2")
    window: int = 12
    minimum: Decimal = Decimal(0)
    confirmations: Confirmations = "every"
    rates: tuple[Rate, ...] = ()

    def rate(self, kind: str, unit: str) -> Decimal | None:
        """Pool units per `unit` of `kind`; 1 for the pool's own unit; None when no rate was agreed."""
        for rate in self.rates:
            if rate.kind == kind and rate.unit == unit:
                return rate.value
        return ONE if unit == self.unit else None


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole text of one version of the agreement. `cadence` says in words what `checkins` says in figures.

    What came to the form of a text later is not written while it is not said (UNSET, or nothing): a text that was
    signed before keeps its digest.
    """

    title: str
    parties: tuple[PartyTerms, ...]
    purpose: str = ""
    neutrals: tuple[str, ...] = ()
    agreed: date | None = None
    starts: date | None = None
    ends: date | None = None
    renewal: str = ""
    notice: str = ""
    law: str = ""
    objectives: tuple[str, ...] = ()
    principles: tuple[Principle, ...] = ()
    pools: tuple[Pool, ...] = ()
    clauses: tuple[Clause, ...] = ()
    decisions: str = ""
    cadence: str = ""
    checkins: Cadence | None = None
    escalation: str = ""
    sharing: str = ""
    ending: str = ""
    document: SourceDocument | None = None
    assumptions: tuple[Assumption, ...] | msgspec.UnsetType = msgspec.UNSET
    ladder: Ladder | msgspec.UnsetType = msgspec.UNSET
    limits: Limits | msgspec.UnsetType = msgspec.UNSET

    @property
    def partners(self) -> tuple[str, ...]:
        """The ids of the partners, sorted."""
        return tuple(sorted(party.id for party in self.parties))

    def pool(self, id_: str) -> Pool | None:
        """The pool with this id."""
        return next((pool for pool in self.pools if pool.id == id_), None)


_encoded = msgspec.json.Encoder(order="sorted").encode


def digest(terms: Terms) -> str:
    """SHA-256 of the canonical JSON of a text, in hex: what a signature is bound to."""
    return hashlib.sha256(_encoded(terms)).hexdigest()


def numbered(terms: Terms, before: Iterable[Terms]) -> Terms:
    """The text with an id for each clause (`c1` …) and principle (`p1` …) without; ids `before` are not used anew."""
    before = tuple(before)
    taken = {int(each.id[1:]) for text in (terms, *before) for each in text.clauses if CLAUSE_ID.fullmatch(each.id)}
    fresh = count(max(taken, default=0) + 1)
    clauses = (c if c.id else msgspec.structs.replace(c, id=f"c{next(fresh)}") for c in terms.clauses)
    held = principles.numbered(terms.principles, (each for text in before for each in text.principles))
    premises = _assumptions(terms, before)
    return msgspec.structs.replace(terms, clauses=tuple(clauses), principles=held, assumptions=premises)


def _assumptions(terms: Terms, before: Iterable[Terms]) -> tuple[Assumption, ...] | msgspec.UnsetType:
    earlier = (each for text in before for each in text.assumptions or ())
    return assumed.numbered(terms.assumptions or (), earlier) or msgspec.UNSET


def faults(terms: Terms) -> list[Finding]:
    """Everything that keeps a text from being tabled, each with its place. An empty list means it can be."""
    unusable = [*_number_faults(terms), *_unreadable(terms)]
    return unusable or [
        *_text_faults(terms),
        *principles.faults(terms.principles),
        *assumed.faults(terms.assumptions or ()),
        *_party_faults(terms),
        *_date_faults(terms),
        *(fault for number, pool in enumerate(terms.pools) for fault in _pool_faults(terms, pool, f"pools.{number}")),
        *_clause_faults(terms),
        *(cadence.faults(terms.checkins) if terms.checkins else ()),
        *(ladder.faults(terms.ladder) if terms.ladder else ()),
        *(limited.faults(terms.limits) if terms.limits else ()),
    ]


def _number_faults(terms: Terms) -> Iterator[Finding]:
    for place, pool in enumerate(terms.pools):
        rule = pool.rule
        numbers = [
            pool.low, pool.high, pool.minimum, rule.equity, rule.equality, rule.need,
            *rule.needs.values(), *rule.shares.values(), *(rate.value for rate in pool.rates),
        ]  # fmt: skip
        if not all(number.is_finite() and abs(number) < QUANTITY_LIMIT for number in numbers):
            yield Finding(f"pools.{place}", f"A figure of this pool is no number below {QUANTITY_LIMIT:,}.")


def _unreadable(terms: Terms) -> Iterator[Finding]:
    for place, text in _texts(msgspec.to_builtins(terms), ""):
        if len(text) > TEXT_LIMIT:
            yield Finding(
                place, f"This text is longer than {TEXT_LIMIT} characters. Put the long text into the document."
            )
        if UNREADABLE.search(text):
            yield Finding(place, "This text holds characters that are no text. Type it again.")


def _texts(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Every text anywhere in a value, with its place: `clauses.3.text`."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, part in enumerate(value):
            yield from _texts(part, f"{place}.{number}")


def _text_faults(terms: Terms) -> Iterator[Finding]:
    if not terms.title.strip():
        yield Finding("title", "Give the agreement a title.")
    if not terms.purpose.strip():
        yield Finding("purpose", "Say in a sentence or two what the alliance is for.")


def _party_faults(terms: Terms) -> Iterator[Finding]:
    for number, party in enumerate(terms.parties):
        if not party.legal_name.strip():
            yield Finding(f"parties.{number}", "Each party needs its full legal name.")
    if len(set(terms.partners)) != len(terms.parties):
        yield Finding("parties", "A party is named twice.")


def _date_faults(terms: Terms) -> Iterator[Finding]:
    if terms.starts and terms.ends and terms.ends < terms.starts:
        yield Finding("ends", f"It would end on {terms.ends}, before it starts on {terms.starts}.")


def _pool_faults(terms: Terms, pool: Pool, at: str) -> Iterator[Finding]:
    if not pool.name.strip() or not pool.unit.strip():
        yield Finding(at, "A pool needs a name and the unit it is counted in, for example EUR or hours.")
    if not IDENTIFIER.fullmatch(pool.id):
        yield Finding(at, "A pool needs a short name of small letters, digits and _ , beginning with a letter.")
    if sum(other.id == pool.id for other in terms.pools) > 1:
        yield Finding(at, f"Two pools have the same short name “{pool.id}”.")
    if not Decimal(0) <= pool.low <= ONE <= pool.high:
        yield Finding(f"{at}.low", "The band must hold 1, which is balance: from at most 1 to at least 1.")
    if not 1 <= pool.window <= 120:
        yield Finding(f"{at}.window", "The rolling window is 1 to 120 months.")
    if pool.minimum < 0:
        yield Finding(f"{at}.minimum", "The minimum cannot be negative.")
    yield from _rule_faults(terms, pool.rule, f"{at}.rule")
    yield from _rate_faults(pool, at)


def _rule_faults(terms: Terms, rule: FairnessRule, at: str) -> Iterator[Finding]:
    weights = (rule.equity, rule.equality, rule.need)
    if any(weight < 0 for weight in weights) or sum(weights) != ONE:
        yield Finding(
            at,
            f"The weights of the fairness rule sum to {_percent(sum(weights, Decimal(0)))}; they must sum to 100 %.",
        )
    if rule.need > 0 or rule.needs:
        yield from _share_faults(terms, rule.needs, f"{at}.needs", "need")
    if rule.shares:
        yield from _share_faults(terms, rule.shares, f"{at}.shares", "agreed")


def _share_faults(terms: Terms, shares: dict[str, Decimal], at: str, word: str) -> Iterator[Finding]:
    strangers = sorted(set(shares) - set(terms.partners))
    if strangers:
        yield Finding(at, f"The {word} shares name “{strangers[0]}”, which is no party of this agreement.")
    if any(share < 0 for share in shares.values()):
        yield Finding(at, f"A negative share is not possible in the {word} shares.")
    total = sum(shares.values(), Decimal(0))
    if abs(total - ONE) > SHARES_TOLERANCE:
        yield Finding(at, f"The {word} shares sum to {_percent(total)}; they must sum to 100 %.")


def _rate_faults(pool: Pool, at: str) -> Iterator[Finding]:
    seen = set()
    for number, rate in enumerate(pool.rates):
        if not Decimal(0) < rate.value < QUANTITY_LIMIT or not rate.unit.strip():
            yield Finding(f"{at}.rates.{number}", "A rate needs a unit, and a value above zero.")
        elif rate.value != round(rate.value, RATE_PLACES):
            yield Finding(f"{at}.rates.{number}", f"A rate has at most {RATE_PLACES} decimal places. Round it.")
        if (rate.kind, rate.unit) in seen:
            yield Finding(f"{at}.rates.{number}", f"There are two rates for {rate.kind} in {rate.unit}.")
        seen.add((rate.kind, rate.unit))


def _clause_faults(terms: Terms) -> Iterator[Finding]:
    ids = [clause.id for clause in terms.clauses if clause.id]
    if len(set(ids)) != len(ids):
        yield Finding("clauses", "Two clauses have the same id.")
    known = {"", *terms.partners}
    for number, clause in enumerate(terms.clauses):
        if not clause.text.strip():
            yield Finding(f"clauses.{number}", "A clause without text: drop it, or write it.")
        if clause.id and not CLAUSE_ID.fullmatch(clause.id):
            yield Finding(f"clauses.{number}", f"“{clause.id}” cannot be the id of a clause.")
        if clause.party not in known or clause.to not in known:
            yield Finding(f"clauses.{number}", "This clause names somebody who is no party of this agreement.")


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"
