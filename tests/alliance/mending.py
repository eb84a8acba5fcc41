"""Short ways to say in tests who opens a redress, names levers for it, and proposes what."""

from datetime import date
from decimal import Decimal
from typing import Any

from paripassu.alliance import redress as practice
from paripassu.alliance.redress import levers, offers
from paripassu.alliance.redress.matters import Redress, Standing, standing, usable
from tests.cast import Scene, person

DUE = date(2026, 3, 31)
UNTIL = date(2026, 6, 30)


def opened(scene: Scene, party: str = "ada", **fields: Any) -> int:
    """Let a party open the redress of the pool `work`; the index of its entry."""
    usual: dict[str, Any] = {"pool": "work", "reason": "stands", "due": DUE}
    return scene.act(person(party), practice.open_redress, **(usual | fields)).index


def named(scene: Scene, redress: int, party: str = "ada", **fields: Any) -> int:
    """Let a party name a lever, which unless told is a reward of 20 at most from Ada to Bo."""
    usual: dict[str, Any] = {
        "lever": "reward",
        "what": "Part of the next order",
        "giver": "ada",
        "receiver": "bo",
        "most": Decimal(20),
    }
    return scene.act(person(party), levers.name_lever, redress=redress, **(usual | fields)).index


def agreed(scene: Scene, redress: int, **fields: Any) -> int:
    """A lever to which giver and receiver have agreed."""
    index = named(scene, redress, **fields)
    one = scene.alliance.redress.by_index[redress].levers[index]
    for party in one.ends:
        if party not in one.agreed:
            scene.act(person(party), levers.agree_lever, lever=index)
    assert usable(scene.alliance, one)
    return index


def remedy(scene: Scene, redress: int, party: str = "bo", **fields: Any) -> int:
    """Let a party propose to move 10 by the last lever that was named; the index of its entry."""
    found = scene.alliance.redress.by_index[redress].levers
    usual: dict[str, Any] = {"moves": {max(found, default=0): Decimal(10)}, "until": UNTIL}
    return scene.act(person(party), offers.propose_remedy, redress=redress, **(usual | fields)).index


def consent(scene: Scene, redress: int, party: str = "ada", **fields: Any) -> int:
    """Let a party propose to accept the imbalance until the end of June; the index of its entry."""
    usual: dict[str, Any] = {"until": UNTIL, "reason": "The pilot pays later"}
    return scene.act(person(party), offers.propose_consent, redress=redress, **(usual | fields)).index


def say_yes(scene: Scene, offer: int, *parties: str) -> None:
    """Let these parties agree to what was proposed."""
    for party in parties:
        scene.act(person(party), offers.agree_offer, offer=offer)


def one(scene: Scene, redress: int) -> Redress:
    """The redress at an entry."""
    return scene.alliance.redress.by_index[redress]


def stands(scene: Scene, redress: int) -> Standing:
    """Where a redress stands now."""
    return standing(one(scene, redress), scene.now)
