"""How sure an item is, put right by what was measured, and from where on it is asserted and no longer asked.

What the rules say is raw; `weights/sureness.json` holds for each field how often a find of that rawness was right
(steps that never fall, [Ayer1955]), and for each kind of item the confidence from which on 95 of 100 were right.
"""

from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from paripassu.reading.draft import TERMS, Draft, Found

FILE = Path(__file__).parent / "weights" / "sureness.json"
FIELDS = ("title", *TERMS, "duration")
LIKE = {"duration": "expiration_date", "exits": "renewal_notice"}
"""Fields that no gold tells about, with the one that is read most like them."""


class Sureness(msgspec.Struct, frozen=True):
    """The file: steps (raw confidence from, sure) per field, and from where each kind of item is asserted."""

    command: str
    trained_on: str
    licence: str
    figures: dict[str, str]
    steps: dict[str, list[tuple[float, float]]]
    asserted_from: dict[str, float]


@cache
def measured() -> Sureness:
    """What was measured."""
    return msgspec.json.decode(FILE.read_bytes(), type=Sureness)


def sure(field: str, raw: float) -> float:
    """How often a find of `field` with this raw confidence was right; the raw one for a field that is not known."""
    steps = measured().steps.get(LIKE.get(field, field), [])
    reached = [share for start, share in steps if raw >= start - 1e-9]
    return reached[-1] if reached else (steps[0][1] if steps else raw)


def asserted(kind: str, confidence: float) -> bool:
    """True when an item of a kind (party, term, duty, clause) is sure enough to be asserted; else it is asked."""
    return confidence >= measured().asserted_from[kind]


def with_sureness(raw: Draft) -> Draft:
    """A draft whose terms and exits say how often such a find was right."""
    found: dict[str, Found] = {
        name: replace(one, confidence=sure(name, one.confidence)) for name in FIELDS if (one := getattr(raw, name))
    }
    exits = tuple(replace(one, confidence=sure("exits", one.confidence)) for one in raw.exits)
    return replace(raw, exits=exits, **found)
