"""Short ways to say in tests what was stated, how it turned out, and what hurt trust."""

from datetime import date
from typing import Any

from paripassu.alliance import statements
from paripassu.alliance.statements import assessments, incidents, repairs
from paripassu.alliance.statements.stated import Statement, Status, status
from tests.cast import DAY, Scene, person

DUE = date(2026, 2, 2)
"""Four weeks after every scene begins."""


def stated(scene: Scene, party: str = "ada", **fields: Any) -> int:
    """Let a party state something; the index of its entry."""
    usual: dict[str, Any] = {
        "sort": "forecast", "what": "The first module arrives by then", "due": DUE, "how": "The delivery note",
    }  # fmt: skip
    return scene.act(person(party), statements.state, **(usual | fields)).index


def assessed(scene: Scene, statement: int, party: str = "bo", verdict: str = "refuted", **fields: Any) -> int:
    """Let a party say how a statement turned out; the index of its entry."""
    usual: dict[str, Any] = {"evidence": "There is no delivery note"}
    return scene.act(person(party), assessments.assess, statement=statement, verdict=verdict, **(usual | fields)).index


def agree(scene: Scene, assessment: int, party: str = "ada") -> None:
    """Let a party agree that it turned out so."""
    scene.act(person(party), assessments.agree, assessment=assessment)


def contest(scene: Scene, assessment: int, party: str = "ada") -> None:
    """Let a party see it otherwise."""
    scene.act(person(party), assessments.contest, assessment=assessment, reason="It lies in your hall since Friday")


def statement(scene: Scene, index: int) -> Statement:
    """The statement made at an entry."""
    return scene.alliance.statements.statement(index)


def status_of(scene: Scene, index: int) -> Status:
    """Where the statement stands now."""
    return status(statement(scene, index), scene.now)


def raised(scene: Scene, party: str = "bo", concerns: str = "ada", **fields: Any) -> int:
    """Let a party raise an incident; the index of its entry."""
    usual: dict[str, Any] = {"what": "We learned it from the yard", "effect": "We planned in vain", "on": DAY}
    return scene.act(person(party), incidents.raise_incident, concerns=concerns, **(usual | fields)).index


def pledged(scene: Scene, incident: int, party: str = "ada", **fields: Any) -> int:
    """Let the party concerned pledge something; the index of the pledge."""
    usual: dict[str, Any] = {"what": "We tell you within two days", "due": DUE}
    return scene.act(person(party), repairs.pledge, incident=incident, **(usual | fields)).index


def repaired(scene: Scene, incident: int) -> int:
    """An accepted pledge of Ada's to Bo; its index."""
    entry = pledged(scene, incident)
    scene.act(person("bo"), repairs.accept, pledge=entry)
    return entry


def found(scene: Scene, pledge: int, party: str, *, held: bool = True) -> None:
    """Let a party say whether a pledge has held."""
    scene.act(person(party), repairs.follow_up, pledge=pledge, held=held, evidence="The mails of January")


def incident_status(scene: Scene, index: int) -> str:
    """Where the incident stands now."""
    return incidents.standing(scene.alliance, incidents.incident_at(scene.alliance, index), scene.now)
