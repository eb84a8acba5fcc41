"""Short ways to say in tests who listens to concerns, and that one was raised."""

from datetime import UTC, datetime
from typing import Any

from paripassu.alliance import concerns
from paripassu.alliance.concerns import Confidant, ConfidantsNamed
from paripassu.alliance.parties import arrangements
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import listening, raising
from paripassu.keeper.concerns.letters import Opened, Said
from paripassu.record import letters

PASSPHRASE = {"ada": "ada walks the harbour", "bo": "bo reads the gauges", "cy": "cy keeps the bridge"}
SECRET = bytes(range(16))
DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHEAP = letters.Cost(1, 1, 64)
WORDS = "The night crew signs for checks that nobody makes"


def listed(seats: dict[str, Sitting], *people: str) -> None:
    """Let these make keys and be agreed to as confidants."""
    for name in people:
        listening.make_key(seats[name], PASSPHRASE[name], key="made")
    relisted(seats, *people)


def relisted(seats: dict[str, Sitting], *people: str) -> None:
    """Let these be agreed to as confidants, with the keys that they have now."""
    known = seats["ada"].alliance.concerns.keys
    terms = ConfidantsNamed(tuple(Confidant(seats[name].person, known[seats[name].person]) for name in people))
    matter = concerns.over_what_stands(seats["ada"].alliance, terms)
    [proposed] = acts.record(
        seats["ada"], arrangements.propose, key=f"listed:{matter.replaces}", matter=matter, why="All can speak"
    )
    acts.record(seats["bo"], arrangements.agree, key=f"agreed:{proposed.index}", arrangement=proposed.index)


def raised(seats: dict[str, Sitting], *to: str, then: str = "", now: datetime = DAY, **more: Any) -> Opened:
    """A concern about Ada's party, written to these."""
    files, secret = more.pop("files", ()), more.pop("secret", SECRET)
    said = Said(**({"kind": "raised", "text": WORDS, "topic": "safety", "parties": ("ada",)} | more))
    place = seats["ada"]
    return raising.raise_concern(
        place.alliance, place.slug, said, secret=secret, to=tuple(seats[name].person for name in to),
        then=seats[then].person if then else "", now=now, files=files,
    )  # fmt: skip


def opened(seats: dict[str, Sitting], who: str, matter: Opened, now: datetime = DAY) -> Opened:
    """The concern as a confidant reads it."""
    keys = listening.unlocked(seats[who], PASSPHRASE[who])
    return listening.opened_by(seats[who], str(matter.row.pk), keys, now)
