"""Short ways to say in tests who shares what with whom."""

from datetime import date, datetime, timedelta
from typing import Any

from paripassu.alliance.exchange import ideas, requests, shares
from paripassu.alliance.exchange.ideas import Idea
from paripassu.alliance.exchange.register import Area, RegisterSet
from paripassu.alliance.exchange.shares import Reach, Share, Status, reach, readable, status
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import arrangements
from tests.cast import Scene, person

UNTIL = date(2026, 6, 30)
"""The last day of usual terms, half a year after every scene begins."""

DIGEST = "ab" * 32
FILE = Enclosed("fatigue tests.pdf", DIGEST)


def asked(scene: Scene, party: str = "bo", of: tuple[str, ...] = ("ada",), **fields: Any) -> int:
    """Let a party ask for knowledge; the index of its entry."""
    usual: dict[str, Any] = {"title": "Fatigue tests of the hull", "purpose": "To size the frames"}
    return scene.act(person(party), requests.ask, of=of, **(usual | fields)).index


def offered(scene: Scene, party: str = "ada", open_to: tuple[str, ...] = ("bo",), **fields: Any) -> int:
    """Let a party offer knowledge with one file, under TLP:AMBER until the end of June; the index of its entry."""
    usual: dict[str, Any] = {
        "title": "Fatigue tests of the hull", "purpose": "To size the frames", "until": UNTIL, "label": "AMBER",
        "enclosed": (FILE,),
    }  # fmt: skip
    return scene.act(person(party), shares.offer, open_to=open_to, **(usual | fields)).index


def shared(scene: Scene, party: str = "ada", open_to: tuple[str, ...] = ("bo",), **fields: Any) -> int:
    """Something that was offered and whose terms all it was offered to have accepted."""
    entry = offered(scene, party, open_to, **fields)
    for receiver in open_to:
        scene.act(person(receiver), shares.accept_terms, share=entry)
    return entry


def share(scene: Scene, entry: int) -> Share:
    """The share at an entry."""
    return scene.alliance.exchange.shares[entry]


def reached(scene: Scene, entry: int, party: str = "bo") -> Reach:
    """How a share stands for a party now."""
    return reach(share(scene, entry), party, scene.now)


def stands(scene: Scene, entry: int) -> Status:
    """How the whole share stands now."""
    return status(share(scene, entry), scene.now)


def reads(scene: Scene, entry: int, party: str = "bo", who: str = "") -> bool:
    """Whether the manager of a party, or `who`, may read the files of a share now."""
    return readable(share(scene, entry), party, who or person(party), scene.now)


def thought_of(scene: Scene, party: str = "ada", **fields: Any) -> int:
    """Let a party propose an idea; the index of its entry."""
    usual: dict[str, Any] = {"title": "One crane for both yards", "text": "It moves between them by barge."}
    return scene.act(person(party), ideas.propose_idea, **(usual | fields)).index


def idea(scene: Scene, entry: int) -> Idea:
    """The idea at an entry."""
    return scene.alliance.exchange.ideas[entry]


def adopted(scene: Scene, parties: tuple[str, ...] = ("ada", "bo")) -> int:
    """An idea of the first of these parties to which all the others said yes."""
    entry = thought_of(scene, parties[0])
    for party in parties[1:]:
        scene.act(person(party), ideas.agree_idea, idea=entry)
    return entry


def listed(scene: Scene, *areas: Area, parties: tuple[str, ...] = ("ada", "bo")) -> int:
    """A register with these areas that all have agreed to; the entry that proposed it."""
    matter = arrangements.over_what_stands(scene.alliance, RegisterSet(areas))
    entry = scene.act(person(parties[0]), arrangements.propose, matter=matter, why="So that all know").index
    for party in parties[1:]:
        scene.act(person(party), arrangements.agree, arrangement=entry)
    return entry


def until(scene: Scene, day: date, days: int = 0) -> None:
    """Go to noon (UTC) of a day, or of so many days after it. A day is over everywhere at noon of the next."""
    scene.now = datetime.combine(day, scene.now.timetz()).replace(hour=12, minute=1) + timedelta(days=days)
