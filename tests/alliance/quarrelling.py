"""Short ways to say in tests what is raised between whom, and how it is worked out."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from paripassu.alliance import conflicts
from paripassu.alliance.alliance import open_sealed
from paripassu.alliance.conflicts import settlements, steps, worksheets
from paripassu.alliance.conflicts.matters import Conflict, Sees, Settlement, Status, status, stay
from paripassu.alliance.seals import OpenedEntry
from tests.cast import Scene, person


def raised(scene: Scene, by: str = "ada", between: tuple[str, ...] = ("ada", "bo"), **fields: Any) -> int:
    """Let somebody of a party raise an early warning (or what the fields say); the index of its entry."""
    usual: dict[str, Any] = {
        "title": "Night work at the depot", "what": "The crew cannot test at night", "effect": "The opening slips",
        "between": between,
    }  # fmt: skip
    return scene.act(person(by), conflicts.raising.raise_matter, **(usual | fields)).index


def with_peers(scene: Scene, by: str = "ada", between: tuple[str, ...] = ("ada", "bo"), **fields: Any) -> int:
    """A conflict that was raised with peers."""
    return raised(scene, by, between, begins="peers", **fields)


def conflict(scene: Scene, entry: int) -> Conflict:
    """The conflict raised at an entry."""
    found: Conflict = scene.alliance.conflicts.by_index[entry]
    return found


def status_of(scene: Scene, entry: int) -> Status:
    """Where it stands now."""
    return status(conflict(scene, entry), scene.now)


def until(scene: Scene, entry: int) -> date | None:
    """The last day of the tier at which it stands now."""
    return stay(conflict(scene, entry), scene.now).until


def later(scene: Scene, days: int) -> None:
    """Let days pass."""
    scene.now += timedelta(days=days)


def past(scene: Scene, day: date | None) -> None:
    """Go to the first moment at which a day is over everywhere."""
    assert day is not None
    scene.now = datetime.combine(day, scene.now.timetz()).replace(hour=12, minute=0) + timedelta(days=1)


def proposed(scene: Scene, entry: int, step: str, by: str = "ada", **fields: Any) -> int:
    """Let a party propose a step; the index of its entry."""
    usual = {"conflict": entry, "step": step, "reason": "It is time"}
    return scene.act(person(by), steps.propose_step, **(usual | fields)).index


def taken(scene: Scene, entry: int, step: str, by: str = "ada", **fields: Any) -> int:
    """A step that every other party concerned has agreed to."""
    index = proposed(scene, entry, step, by, **fields)
    for party in conflict(scene, entry).fact.between:
        if party != by:
            scene.act(person(party), steps.agree_step, step=index)
    return index


def stated(scene: Scene, entry: int, party: str, sees: Sees = "task", interests: str = "") -> int:
    """Let a party state its interests, sealed; the index of the sealed entry."""
    words = interests or f"What {party} needs"
    acted = scene.act(person(party), worksheets.state_interests, conflict=entry, interests=words, sees=sees)
    return acted.index - 1


def opened(scene: Scene, by: str, *entries: int) -> None:
    """Let somebody put the sealed statements before all."""
    sealed = [scene.facts[entry].fact for entry in entries]
    bodies = [OpenedEntry(entry, "00" * 32, encoded(fact)) for entry, fact in zip(entries, sealed, strict=True)]
    scene.act(person(by), open_sealed, entries=bodies)


def encoded(fact: Any) -> str:
    """The body of a fact, as a record keeps it."""
    return msgspec.json.encode(fact, order="sorted").decode()


def criterion(scene: Scene, entry: int, by: str = "ada", text: str = "The opening is kept") -> int:
    """A criterion that every side has agreed to."""
    index = scene.act(person(by), worksheets.propose_criterion, conflict=entry, text=text).index
    for party in conflict(scene, entry).fact.between:
        if party != by:
            scene.act(person(party), worksheets.answer_criterion, criterion=index, agrees=True)
    return index


def option(scene: Scene, entry: int, by: str = "bo", text: str = "Test on two nights a week") -> int:
    """Something that could be done."""
    return scene.act(person(by), worksheets.name_option, conflict=entry, text=text).index


def drafted(scene: Scene, entry: int, by: str = "ada", **fields: Any) -> int:
    """Let a party draft a settlement; the index of its entry."""
    usual = {
        "conflict": entry, "text": "Tests run on two nights a week", "test": "Four nights were held",
        "on": scene.now.date() + timedelta(days=30),
    }  # fmt: skip
    return scene.act(person(by), settlements.draft, **(usual | fields)).index


def signed(scene: Scene, entry: int, *parties: str) -> None:
    """Let parties sign the settlement on the table; all concerned, without names."""
    for party in parties or conflict(scene, entry).fact.between:
        draft = table(scene, entry)
        scene.act(person(party), settlements.sign, settlement=draft.said.index, seal=draft.digest)


def table(scene: Scene, entry: int) -> Settlement:
    """The last settlement that was drafted."""
    return conflict(scene, entry).settlements[-1]


def settled(scene: Scene, entry: int, **fields: Any) -> int:
    """A conflict that all have settled; the index of the draft."""
    index = drafted(scene, entry, **fields)
    signed(scene, entry)
    return index


def looked(scene: Scene, entry: int, by: str, *, held: bool) -> int:
    """Let a party say whether the settlement held."""
    return scene.act(person(by), settlements.look, conflict=entry, held=held, text="We looked").index
