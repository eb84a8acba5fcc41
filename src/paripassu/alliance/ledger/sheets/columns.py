"""The names that columns may have, and the words that cells may hold."""

import re
from collections.abc import Sequence
from typing import Literal, get_args

from paripassu.alliance.agreement.terms import ResourceKind
from paripassu.alliance.ledger.postings import Side
from paripassu.alliance.ledger.sheets.grids import Cell

Field = Literal["side", "of", "pool", "on", "quantity", "unit", "what", "resource", "evidence", "status", "corrects"]

_NAMES: dict[Field, str] = {
    "side": "side, direction, type of entry",
    "of": "of, party, partner, organisation, organization, member, who",
    "pool": "pool, budget",
    "on": "on, date, day, when",
    "quantity": "quantity, amount, qty, number",
    "unit": "unit, currency, uom, unit of measure",
    "what": "what, description, text, details, title",
    "resource": "resource, kind, category, resource kind",
    "evidence": "evidence, reference, ref, document, proof, link",
    "status": "status",
    "corrects": "corrects",
}
NEEDED: tuple[Field, ...] = ("side", "of", "on", "quantity", "what")

OWN = frozenset({"entry", "value", "posted by"})
"""Columns that our own copy of a ledger has besides, and that reading it again leaves alone."""

_SIDES: dict[Side, str] = {
    "contribution": "contribution, contributed, contributes, contribute, gave, input, put in",
    "responsibility": "responsibility, carried, carries, carry",
    "reward": "reward, rewarded, received, receives, benefit, output, got",
}


def plain_name(text: str) -> str:
    """A name without capitals, underscores and needless spaces, so that “Posted_by ” is “posted by”."""
    return re.sub(r"[\s_]+", " ", text.strip().casefold())


_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
SIDES = {word: side for side, words in _SIDES.items() for word in words.split(", ")}
RESOURCES: tuple[ResourceKind, ...] = get_args(ResourceKind)


def known(name: str) -> bool:
    """Whether a column of this name is one that we read or write."""
    plain = plain_name(name)
    return plain in _FIELDS or plain in OWN


def field_of(name: str) -> Field | None:
    """The field that a column of this name holds."""
    return _FIELDS.get(plain_name(name))


def head(rows: Sequence[Sequence[Cell]]) -> int:
    """The place of the row that names the columns: of the first ten the one with most names we know."""
    scores = [sum(isinstance(cell, str) and known(cell) for cell in cells) for cells in rows[:10]]
    return scores.index(max(scores)) if scores else 0
