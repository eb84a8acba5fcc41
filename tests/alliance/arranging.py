"""What partners arrange in tests: proposed by one, agreed by all others."""

from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.bodies import BodySet, BodyTerms
from paripassu.alliance.parties.responsibilities import LineSet, LineTerms
from tests.cast import Scene, person


def steering(*parties: str, **changes: object) -> BodySet:
    """A steering committee of these parties, with whatever is changed in its terms."""
    usual = {"name": "Steering committee", "purpose": "Keeps us on course.", "parties": parties or ("ada", "bo")}
    return BodySet(BodyTerms(**(usual | changes)))  # type: ignore[arg-type]  # the tests give what the terms take


def line(what: str = "Run the trials", **letters: str) -> LineSet:
    """A line of the matrix with the letters of each party."""
    return LineSet(LineTerms(what=what, letters=letters or {"ada": "RA", "bo": "C"}))


def propose(scene: Scene, by: str, matter: arrangements.Arranged) -> int:
    """Put a matter before the others; its entry."""
    return scene.act(by, arrangements.propose, matter=matter, why="it helps").index


def arrange(scene: Scene, by: str, matter: arrangements.Arranged) -> int:
    """Propose a matter and let everybody agree whose word is missing; its entry."""
    index = propose(scene, by, matter)
    for party in arrangements.missing(scene.alliance, arrangements.arrangement(scene.alliance, index)):
        scene.act(person(party), arrangements.agree, arrangement=index)
    return index


def status(scene: Scene, index: int) -> str:
    """Where an arrangement stands."""
    return arrangements.arrangement(scene.alliance, index).status
