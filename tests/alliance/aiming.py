"""Short ways to say in tests what the parties want to reach and what has changed."""

from datetime import date
from decimal import Decimal
from typing import Any

from paripassu.alliance import changes, goals
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.alliance import open_sealed
from paripassu.alliance.changes import reassessing
from paripassu.alliance.changes.notices import Change
from paripassu.alliance.goals import importances, progress
from paripassu.alliance.goals.objectives import Goal, Status, status
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.story import _encoded
from tests.cast import Scene, person

BY = date(2026, 12, 31)
"""The last day of every goal here, 360 days after every scene begins."""

ASSUMED = (
    Assumption("Current costs less than 0.14 EUR a kilowatt-hour.", "A quarter's mean is above 0.20 EUR."),
    Assumption("The harbour stays open in winter."),
)


def proposed(scene: Scene, by: str = "ada", **fields: Any) -> int:
    """Let a party propose a goal: from 0 to 100 trips by the end of the year."""
    usual: dict[str, Any] = {
        "title": "Sail on battery", "what": "Trips on battery alone", "unit": "trips a week",
        "baseline": Decimal(0), "target": Decimal(100), "until": BY,
    }  # fmt: skip
    return scene.act(person(by), goals.propose, **(usual | fields)).index


def in_force(scene: Scene, by: str = "ada", **fields: Any) -> int:
    """A goal that all partners have agreed to."""
    entry = proposed(scene, by, **fields)
    agree(scene, entry, by)
    return entry


def agree(scene: Scene, entry: int, by: str) -> None:
    """Let everybody but the proposer agree."""
    for party in scene.alliance.parties.partners:
        if party != by:
            scene.act(person(party), goals.agree, entries=[entry])


def goal(scene: Scene, entry: int) -> Goal:
    """The goal at an entry."""
    return scene.alliance.goals.goal(entry)


def stands(scene: Scene, entry: int) -> Status:
    """Where a goal stands now."""
    return status(goal(scene, entry), scene.now)


def reported(scene: Scene, entry: int, measured: int, by: str = "ada", on: date | None = None) -> int:
    """Let a party report a value."""
    day = on or scene.now.date()
    fields = {"goal": entry, "on": day, "measured": Decimal(measured), "evidence": "the log"}
    return scene.act(person(by), progress.report_progress, **fields).index


def confirmed(scene: Scene, entry: int, measured: int, by: str = "ada", on: date | None = None) -> int:
    """A value that all others have confirmed."""
    index = reported(scene, entry, measured, by, on)
    for party in scene.alliance.parties.partners:
        if party != by:
            scene.act(person(party), progress.confirm, report=index)
    return index


def stake(scene: Scene, entry: int, party: str, importance: int) -> int:
    """Let a party hand in, sealed, how important a goal is to it; the index of the sealed entry."""
    return scene.act(person(party), importances.state, goal=entry, importance=importance).index - 1


def envelope(scene: Scene, index: int) -> OpenedEntry:
    """A sealed entry as a record without salt would give it."""
    return OpenedEntry(index, "00" * 32, _encoded(scene.facts[index].fact).decode())


def open_entries(scene: Scene, by: str, *entries: int) -> None:
    """Let a party put sealed entries before all."""
    scene.act(person(by), open_sealed, entries=[envelope(scene, index) for index in entries])


# --- changes ---


def notice(scene: Scene, **fields: Any) -> dict[str, Any]:
    """What the notice of a change says."""
    usual: dict[str, Any] = {
        "nature": "market", "title": "Current costs more", "what": "The price rose by half within a quarter.",
        "noticed": scene.now.date(),
    }  # fmt: skip
    return usual | fields


def shared(scene: Scene, by: str = "ada", **fields: Any) -> int:
    """Let a party share a change; the index of its entry."""
    return scene.act(person(by), changes.share, **notice(scene, **fields)).index


def change(scene: Scene, entry: int) -> Change:
    """The change at an entry."""
    return scene.alliance.changes.change(entry)


def views(scene: Scene, entry: int, view: str = "goals") -> None:
    """Let every partner say how it would answer a change."""
    for party in scene.alliance.parties.partners:
        scene.act(person(party), reassessing.state_view, change=entry, view=view, reason="It fits")


def answered(scene: Scene, entry: int, view: str = "goals", by: str = "ada") -> int:
    """Let all agree on an outcome; the index of its entry."""
    if not change(scene, entry).views:
        views(scene, entry, view)
    fields = {"change": entry, "view": view, "strategy": "We do so"}
    index = scene.act(person(by), reassessing.propose, **fields).index
    for party in scene.alliance.parties.partners:
        if party != by:
            scene.act(person(party), reassessing.agree, outcome=index)
    return index
