"""Scenes in which something is decided: proposals, ballots, and a clock that is set to a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from paripassu.alliance import decisions
from paripassu.alliance.alliance import open_sealed
from paripassu.alliance.decisions import ballots, objections, outcomes
from paripassu.alliance.decisions.proposals import Proposal
from paripassu.alliance.seals import OpenedEntry
from paripassu.record.canonical import canonical
from tests.cast import ADA, Scene, person

CLOSES = date(2026, 1, 20)
REVIEW = date(2026, 7, 1)


def proposed(scene: Scene, by: str = ADA, **fields: Any) -> int:
    """The entry of a proposal for a second ship, by consent unless the fields say otherwise."""
    usual: dict[str, Any] = {
        "title": "A second ship", "text": "We buy a second ship.", "reasons": "The first is full.",
        "method": "consent", "closes": CLOSES,
    }  # fmt: skip
    return scene.act(by, decisions.propose, **(usual | fields)).index


def proposal(scene: Scene, index: int) -> Proposal:
    return scene.alliance.decisions.proposal(index)


def revised(scene: Scene, index: int, by: str = ADA, **fields: Any) -> int:
    """The entry of another text for a proposal."""
    now = proposal(scene, index).wording
    usual: dict[str, Any] = {
        "title": now.title, "text": "We charter a second ship for a year.", "reasons": now.reasons,
        "closes": now.closes, "note": "Chartered, so that nobody is bound for long.",
    }  # fmt: skip
    return scene.act(by, decisions.revise, proposal=index, **(usual | fields)).index


def agree(scene: Scene, index: int, *parties: str) -> None:
    for party in parties:
        scene.act(person(party), objections.agree, proposal=index)


def on(scene: Scene, day: date) -> None:
    """Set the clock to noon UTC of a day."""
    scene.now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def after(scene: Scene, day: date = CLOSES) -> None:
    """Set the clock to when a day is over everywhere."""
    on(scene, day + timedelta(days=1))


def stands(scene: Scene, index: int) -> str:
    return outcomes.standing(scene.alliance, proposal(scene, index), scene.now)


def came_of(scene: Scene, index: int) -> tuple[bool, str]:
    """Whether it was accepted, and why; it must be decided."""
    outcome = outcomes.outcome(proposal(scene, index), scene.now)
    assert outcome is not None
    return outcome.accepted, outcome.why


def vote(scene: Scene, index: int, **choices: str) -> dict[str, int]:
    """Let the manager of each party hand in a ballot; the entries of the sealed ballots."""
    return {
        party: scene.act(person(party), ballots.cast, proposal=index, choice=choice).index - 1
        for party, choice in choices.items()
    }


def envelope(scene: Scene, index: int) -> OpenedEntry:
    """What a sealed entry held. In memory there is no salt."""
    return OpenedEntry(index, "00" * 32, canonical(scene.facts[index].fact).decode())


def opened(scene: Scene, index: int, by: str = ADA) -> int:
    """Open all ballots of a proposal; the entry that does."""
    sealed = ballots.sealed_ballots(proposal(scene, index))
    return scene.act(by, open_sealed, entries=tuple(envelope(scene, entry) for entry in sealed)).index


def accepted(scene: Scene, by: str = ADA, **fields: Any) -> int:
    """A proposal that more than half agreed to, with its last day over. The parties with the last ids stay silent."""
    index = proposed(scene, by, **fields)
    others = [party for party in proposal(scene, index).parties if person(party) != by]
    for party in others[: proposal(scene, index).quorum - 1]:
        agree(scene, index, party)
    after(scene, proposal(scene, index).wording.closes)
    assert stands(scene, index) == "accepted"
    return index
