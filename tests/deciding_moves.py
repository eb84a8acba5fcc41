"""Moves on proposals that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from paripassu.alliance import decisions
from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.decisions import ballots, objections, outcomes, reviews, turns, vetoes
from paripassu.alliance.decisions.proposals import Proposal
from paripassu.alliance.seals import OpenedEntry
from paripassu.record.canonical import canonical
from tests.cast import Scene

KINDS = (
    "propose", "propose", "revise", "take_off_proposal", "ask", "answer", "react", "object", "weigh", "weigh", "yes",
    "yes", "yes", "ballot", "ballot", "ballot", "open", "open", "veto", "veto", "offer", "yield", "yield", "lift",
    "appeal", "review", "review", "review",
)  # fmt: skip

FAR = timedelta(days=1000)
"""After so long everything that was open has ended by itself."""

Told = tuple[str, int, int, int, int]


def one_round(who: int, stages: int, method: int, silent: int) -> list[Told]:
    """A proposal that goes its way for so many stages; the last `silent` of the others say nothing."""
    others = [number for number in range(3) if number != who][: 2 - silent % 2]
    word = "ballot" if method % 4 == 2 else "yes"
    story: list[list[Told]] = [
        [("propose", who, 0, method, 0)],
        [("object", other, 0, 0, 0) for other in others[:1]],
        [("revise", who, 0, 0, 1), *[("weigh", other, 0, 0, 0) for other in others[:1]]],
        [(word, who, 0, 0, 0), *[(word, other, 0, 0, silent) for other in others]],
        [("wait", who, 0, 0, 1), ("open", others[0], 0, 0, 7)],
        [("veto", number, 0, 0, 0) for number in range(3)],
        [("yield", other, 0, 0, 0) for other in others],
        [("wait", who, 0, 0, 2), ("appeal", who, 0, 0, 0)],
        [("review", number, 0, 0, silent) for number in range(3)],
    ]
    return [move for stage in story[:stages] for move in stage]


def _last(scene: Scene, pick: int) -> int:
    """One of the last proposals; 0, which is none, without any."""
    found = list(scene.alliance.decisions.proposals)
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    if kind == "propose":
        scene.act(who, decisions.propose, **_wording(scene, 0), **_method(scene, pick))
        return
    index = _last(scene, pick)
    proposal = scene.alliance.decisions.proposal(index)
    if kind == "open":
        sealed = tuple(_envelope(scene, entry) for entry in ballots.sealed_ballots(proposal))
        scene.act(who, open_sealed, entries=sealed[: 1 + amount])
        return
    _on_proposal(scene, who, proposal, kind, pick, amount)


def _wording(scene: Scene, amount: int) -> dict[str, Any]:
    day = scene.now.date()
    return {
        "title": f"Matter {amount}", "text": f"Thing {amount}", "reasons": "why",
        "closes": day + timedelta(days=5 + amount), "review": day + timedelta(days=30),
    }  # fmt: skip


def _method(scene: Scene, pick: int) -> dict[str, Any]:
    proposals = list(scene.alliance.decisions.proposals)
    revises = {"revises": proposals[-1]} if proposals and pick == 7 else {}
    method = ("consent", "consensus", "vote", "consent")[pick % 4]
    return {"method": method, "rule": ("simple", "two_thirds")[pick // 4], "veto_days": 5, **revises}


def _envelope(scene: Scene, index: int) -> OpenedEntry:
    return OpenedEntry(index, "00" * 32, canonical(scene.facts[index].fact).decode())


def _on_proposal(scene: Scene, who: str, proposal: Proposal, kind: str, pick: int, amount: int) -> None:
    acts: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
        "revise": (decisions.revise, {**_wording(scene, amount), "note": "why"}),
        "take_off_proposal": (decisions.withdraw, {"reason": "why"}),
        "ask": (objections.ask, {"text": "what?"}),
        "react": (objections.react, {"text": "well"}),
        "object": (objections.object_to, {"reason": "it would go wrong"}),
        "yes": (objections.agree, {}),
        "ballot": (ballots.cast, {"choice": ("yes", "yes", "no", "abstain")[amount % 4]}),
        "veto": (vetoes.veto, {"interest": "cost", "reason": "why"}),
        "appeal": (reviews.appeal, {"reasons": "why"}),
        "review": (reviews.review, {"verdict": ("drop", "change", "keep")[amount % 3], "reasons": "why"}),
    }
    if kind in acts:
        act, fields = acts[kind]
        scene.act(who, act, proposal=proposal.index, **fields)
    elif kind == "answer":
        scene.act(who, objections.answer, question=_of(proposal.questions, pick), text="so")
    elif kind == "weigh":
        objection = _of(proposal.objections, pick)
        scene.act(who, objections.weigh, objection=objection, met=amount % 2 == 0, text="so")
    else:
        name = {"offer": "text"}.get(kind, "reason")
        about: dict[str, Callable[..., Any]] = {
            "offer": vetoes.offer, "yield": vetoes.yield_to, "lift": vetoes.lift
        }  # fmt: skip
        veto = _of({one.said.index: one for one in proposal.vetoes.values()}, pick)
        scene.act(who, about[kind], veto=veto, **{name: "so"})


def _of(found: dict[int, Any], pick: int) -> int:
    return list(found)[pick % len(found)] if found else 0


# --- what stands, to be compared ---

Before = tuple[int, datetime, dict[int, outcomes.Standing], dict[int, Any]]


def before(alliance: Alliance, lone: str, now: datetime) -> Before:
    """What is to be compared, taken before the lone party begins."""
    proposals = alliance.decisions.proposals
    stood = {index: outcomes.standing(alliance, one, now) for index, one in proposals.items()}
    return alliance.size, now, stood, {index: _said(one, lone) for index, one in proposals.items()}


def _said(proposal: Proposal, lone: str) -> set[int]:
    """The entries of everything that others have said to it and that nobody can take from them."""
    said = [
        one for one in proposal.everything_said() if one.index not in {yes.index for yes in proposal.agreed.values()}
    ]
    said += [one for veto in proposal.vetoes.values() for one in (veto.said, *veto.worked, *veto.yielded.values())]
    said += [word.said for review in proposal.reviews for word in review.words.values()]
    return {one.index for one in said if one.party != lone}


def check(was: Before, alliance: Alliance, lone: str, now: datetime) -> None:
    """Fails when the lone party has decided, undone or held up for ever, or lost what others said."""
    _size, _then, stood, said = was
    for index, proposal in alliance.decisions.proposals.items():
        stands = outcomes.standing(alliance, proposal, now)
        outcome = outcomes.outcome(proposal, now)
        if outcome is not None and outcome.accepted:
            assert _others_for(proposal, outcome.choice) - {lone}, "decided alone"
        if stood.get(index) in ("accepted", "vetoed") and stands in ("dropped", "to_change", "set_aside"):
            assert _others_against(proposal) - {lone}, "undone alone"
        assert said.get(index, set()) <= _said(proposal, lone), "lost what another said"
        if proposal.party != lone:
            ended = outcomes.standing(alliance, proposal, now + FAR)
            assert ended not in (*outcomes.OPEN, "vetoed"), "held up for ever"
        assert stands in outcomes.OPEN or stands == "withdrawn" or outcome is not None


def _others_for(proposal: Proposal, choice: str) -> set[str]:
    if not proposal.sealed:
        return set(proposal.agreed)
    return {vote.party for vote in proposal.votes.values() if vote.choice == choice}


def _others_against(proposal: Proposal) -> set[str]:
    against = {party for veto in proposal.vetoes.values() for party in veto.yielded}
    words = [word for review in proposal.reviews for word in review.words.values()]
    return against | {word.said.party for word in words if word.verdict != "keep"}


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of the proposals, with what has no order of its own as a mapping."""
    return {
        str(index): {
            "standing": outcomes.standing(alliance, one, now),
            "outcome": (found := outcomes.outcome(one, now)) and [found.accepted, found.why, found.choice],
            "agreed": dict.fromkeys(one.agreed, True),
            "ballots": one.ballots,
            "votes": {party: vote.choice for party, vote in one.votes.items()},
            "vetoes": {party: [veto.interest, dict.fromkeys(veto.yielded, True)] for party, veto in one.vetoes.items()},
            "reviews": [{party: word.verdict for party, word in each.words.items()} for each in one.reviews],
            "waits": {
                party: sorted(each.what for each in turns.waiting(alliance, one, party, "", now))
                for party in one.parties
            },
        }
        for index, one in alliance.decisions.proposals.items()
    }
