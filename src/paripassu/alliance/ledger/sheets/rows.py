"""One row of a table as the fields of a posting: parties and pools by name, words, numbers and days."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.postings import SIDES, AnyPosting
from paripassu.alliance.ledger.sheets import columns, numerals
from paripassu.alliance.ledger.sheets.columns import Field, plain_name
from paripassu.alliance.ledger.sheets.grids import Cell, Row
from paripassu.alliance.ledger.sheets.numerals import Order, Sign

EXAMPLE = "Example: replace this row by yours"
"""What the rows of the template say they are."""

NAMES_SHOWN = 8

_Likeness: TypeAlias = tuple[object, ...]


class Unreadable(NamedTuple):
    """A cell that cannot be read, under the name of its column, and what to do."""

    field: Field | None
    message: str


class Reader:
    """Reads rows of a table whose columns and ways of writing are known, against one alliance."""

    def __init__(self, alliance: Alliance, places: Mapping[Field, int], sign: Sign, order: Order) -> None:
        terms = terms_in_force(alliance)
        self._ledger, self._places = alliance.ledger, places
        self._sign, self._order = sign, order
        self._pools = {pool.id: pool for pool in terms.pools}
        self._parties = _by_name(
            (name, party.id)
            for party in terms.parties
            for name in (party.id, party.legal_name, alliance.parties.name(party.id))
        )
        self._pool_names = _by_name((name, pool.id) for pool in terms.pools for name in (pool.id, pool.name))
        partners = (f"{party} ({alliance.parties.name(party)})" for party in terms.partners[:NAMES_SHOWN])
        self._shown = ", ".join(partners)
        self._shown += ", …" if len(terms.partners) > NAMES_SHOWN else ""

    def _cell(self, row: Row, field: Field) -> Cell:
        place = self._places.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else None

    def _text(self, row: Row, field: Field) -> str:
        cell = self._cell(row, field)
        if isinstance(cell, Decimal):
            return f"{cell:f}"
        return cell.strip() if isinstance(cell, str) else cell.isoformat() if cell else ""

    def closed(self, row: Row) -> bool:
        """Whether a row of our own copy of a ledger says that it counts no more, or corrected something to 0."""
        status = plain_name(self._text(row, "status"))
        emptied = self._text(row, "corrects") and self._text(row, "quantity") in ("0", "0.0")
        return status in ("withdrawn", "corrected") or bool(emptied)

    def fields(self, row: Row) -> tuple[dict[str, Any], list[Unreadable]]:
        """The fields for `ledger.post`, and the cells that cannot be read."""
        pool = self._pool(row)
        read: dict[Field, Any] = {
            "side": self._side(row),
            "of": self._of(row),
            "pool": pool,
            "on": self._on(row),
            "quantity": self._quantity(row),
            "unit": self._unit(row, pool),
            "what": self._what(row),
            "resource": self._resource(row),
            "evidence": self._text(row, "evidence"),
        }
        wrong = [Unreadable(field, value.message) for field, value in read.items() if isinstance(value, Unreadable)]
        return {str(field): value for field, value in read.items()}, wrong

    def _side(self, row: Row) -> object:
        text = self._text(row, "side")
        side = columns.SIDES.get(plain_name(text))
        return side or Unreadable("side", f"“{text}” is no side. Write contribution, responsibility or reward.")

    def _of(self, row: Row) -> object:
        text = self._text(row, "of")
        party = self._parties.get(plain_name(text))
        return party or Unreadable("of", f"“{text}” is no partner of the agreement in force, which has: {self._shown}.")

    def _pool(self, row: Row) -> Any:
        if "pool" not in self._places and len(self._pools) == 1:
            return next(iter(self._pools))
        text = self._text(row, "pool")
        names = ", ".join(f"{pool.id} ({pool.name})" for pool in self._pools.values())
        wrong = Unreadable("pool", f"“{text}” is no pool of the agreement in force, which has: {names}.")
        return self._pool_names.get(plain_name(text)) or wrong

    def _unit(self, row: Row, pool: object) -> str:
        """The unit as it stands; the pool's own where the table has no such column."""
        if "unit" in self._places or pool not in self._pools:
            return self._text(row, "unit")
        return self._pools[str(pool)].unit

    def _what(self, row: Row) -> object:
        text = self._text(row, "what")
        if text == EXAMPLE:
            return Unreadable("what", "This is a row of the template. Replace it by yours, or delete it.")
        return text

    def _resource(self, row: Row) -> object:
        text = plain_name(self._text(row, "resource")) or "other"
        kinds = ", ".join(columns.RESOURCES)
        return text if text in columns.RESOURCES else Unreadable("resource", f"“{text}” is no kind. There is: {kinds}.")

    def _on(self, row: Row) -> object:
        cell = self._cell(row, "on")
        if isinstance(cell, date):
            return cell
        text = self._text(row, "on")
        wrong = Unreadable("on", f"“{text}” is no day. Write it as 2026-03-31.")
        return (None if isinstance(cell, Decimal) else numerals.day(text, self._order)) or wrong

    def _quantity(self, row: Row) -> object:
        cell = self._cell(row, "quantity")
        number = cell if isinstance(cell, Decimal) else numerals.number(self._text(row, "quantity"), self._sign)
        if number is None:
            example = "1234.56" if self._sign == "." else "1234,56"
            text = self._text(row, "quantity")
            return Unreadable(
                "quantity", f"“{text}” is no number. Write digits, such as {example}, and the unit apart."
            )
        return number

    # --- the same twice ---

    def standing(self) -> dict[_Likeness, str]:
        """The entries of the ledger that stand, by what they say."""
        open_ = [each for each in self._ledger.postings.values() if each.status not in ("withdrawn", "corrected")]
        return {self.likeness(posting.fact): f"entry {posting.index}" for posting in open_}

    def likeness(self, fact: AnyPosting) -> _Likeness:
        """What two postings share when they say the same."""
        return (SIDES[type(fact)], fact.of, fact.pool, fact.on, fact.quantity, fact.unit, fact.what)


def _by_name(names: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Ids by name. A name that means two is left out, so that nobody is taken for another."""
    found: dict[str, set[str]] = {}
    for name, id_ in names:
        found.setdefault(plain_name(name), set()).add(id_)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
