"""An alliance that agreed on principles, for the tests of observations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from paripassu.alliance import principles
from paripassu.alliance.agreement.principles import Behaviour, Principle
from paripassu.alliance.conflicts import raising
from paripassu.alliance.principles import settling
from paripassu.alliance.principles.observations import Observation, standing
from tests import cast
from tests.cast import ADA, BO, Scene

HONESTY = Principle(
    "Honesty", "Bad news first and early.", (Behaviour("Tells within two days."), Behaviour("Corrects itself."))
)
LOYALTY = Principle("Loyalty", "In their absence as in their presence.")
PRINCIPLES = (HONESTY, LOYALTY)
"""In force they are p1 with b1 and b2, and p2."""


def agreed(partners: Sequence[str] = ("ada", "bo"), *, neutral: bool = False) -> Scene:
    """An alliance whose agreement has these principles."""
    return cast.agreed(partners, neutral=neutral, principles=PRINCIPLES)


def observe(scene: Scene, by: str = ADA, **fields: Any) -> int:
    """Let somebody observe: Ada a strain of Bo's honesty, or what the fields say; the index of its entry."""
    usual: dict[str, Any] = {
        "principle": "p1", "behaviour": "b1", "stands": "strained", "of": "bo", "on": cast.DAY,
        "what": "The failed test was told after nine days.", "evidence": "Test log of 3 January",
    }  # fmt: skip
    return scene.act(by, principles.observe, **(usual | fields)).index


def answer(scene: Scene, entry: int, seen: str = "otherwise", by: str = BO) -> int:
    """Let the party observed answer; the index of its entry."""
    return scene.act(by, principles.answer, observation=entry, seen=seen, text="We see it so.").index


def offer(scene: Scene, entry: int, by: str = BO) -> int:
    """Let one of the two offer a settlement; the index of its entry."""
    return scene.act(by, settling.offer, observation=entry, text="From now on within two days.").index


def raise_conflict(scene: Scene, entry: int, *between: str) -> int:
    """Let Ada raise a conflict about an observation; the index of its entry."""
    fields = {"title": "Late news", "what": "We hear late.", "effect": "We plan wrongly.", "begins": "peers"}
    return scene.act(
        ADA, raising.raise_matter, **fields, between=between or of(scene, entry).between, about=(entry,)
    ).index


def of(scene: Scene, entry: int) -> Observation:
    """The observation at an entry."""
    return scene.alliance.principles.observation(entry)


def stands(scene: Scene, entry: int) -> str:
    """Where the observation at an entry stands."""
    return standing(scene.alliance, of(scene, entry))


def with_text(scene: Scene, *held: Principle) -> Scene:
    """Amend the agreement so that it holds these principles."""
    return cast.agree(scene, cast.terms(principles=held), reason="change")


TOMORROW = date(2026, 1, 7)
"""A day that has not begun anywhere when a scene begins."""
