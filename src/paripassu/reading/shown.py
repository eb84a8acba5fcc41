"""A draft in the shape of JSON, as `paripassu read --json` prints it."""

from typing import Any

import msgspec

from paripassu.reading.carried import DUTIES, KINDS, Row, carried, drafted
from paripassu.reading.draft import TERMS, Draft
from paripassu.reading.sureness import asserted

EXTRA = ("duration",)


def as_json(draft: Draft) -> dict[str, object]:
    """Everything found; `asked` is true for what is not sure enough to be asserted; `carries` is who carries what."""
    shown: dict[str, object] = {"is_agreement": draft.is_agreement, "title": term(draft.title)}
    shown["parties"] = [item(party, "party") for party in draft.parties]
    shown.update({name: term(getattr(draft, name)) for name in (*TERMS, *EXTRA)})
    shown["exits"] = [item(way, "term") for way in draft.exits]
    shown["duties"] = [item(duty, "duty") for duty in draft.duties]
    shown["charges"] = msgspec.to_builtins(draft.charges)
    shown["clauses"] = {name: item(clause, "clause") for name, clause in draft.clauses.items()}
    shown["carries"] = balance_of_paper(draft)
    shown["outline"] = msgspec.to_builtins(draft.outline)
    shown["boxes"] = msgspec.to_builtins(draft.boxes)
    return shown


def term(found: object) -> dict[str, Any] | None:
    """A single term, or None."""
    return item(found, "term") if found is not None else None


def item(found: Any, kind: str) -> dict[str, Any]:
    """One item with whether it is asked."""
    told: dict[str, Any] = msgspec.to_builtins(found)
    return {**told, "asked": not asserted(kind, found.confidence)}


def balance_of_paper(draft: Draft) -> dict[str, object]:
    """How many duties, permissions, prohibitions, rights, exits, caps and audit rights each party has by the paper."""
    found = carried(drafted(draft), [party.name for party in draft.parties])
    return {
        "parties": {row.party: counts(row) for row in found.rows},
        "each_alike": counts(found.alike),
        "not_clear_whose": counts(found.unclear),
        "asked": sum(not asserted("duty", duty.confidence) for duty in draft.duties if duty.kind in DUTIES),
    }


def counts(row: Row) -> dict[str, int]:
    """How many of each kind."""
    return {kind: row.count(kind) for kind in KINDS}
