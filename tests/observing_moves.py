"""Moves on principles that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import principles
from paripassu.alliance.agreement.principles import Behaviour, Principle
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.principles import settling, turns
from paripassu.alliance.principles.observations import Observation, Observed, standing
from tests.cast import Scene

HELD = (
    Principle("Honesty", "Bad news first.", (Behaviour("Tells in time.", "b1"),), "p1"),
    Principle("Loyalty", "In their absence as in their presence.", id="p2"),
)
"""What the texts of the properties hold."""

KINDS = (
    "observe", "observe", "answer_observed", "answer_observed", "restate", "withdraw_observed", "offer_settling",
    "agree_settling", "agree_settling", "decline_settling", "withdraw_settling",
)  # fmt: skip


def one_round(observer: int, stages: int, kept: int, seen: int) -> list[tuple[str, int, int, int, int]]:
    """A strain that goes its way for so many stages, to the settlement that both agree to."""
    of = (observer + 1) % 3
    story = [
        ("observe", observer, of, kept % 2, 1),
        ("answer_observed", of, 0, 0, seen),
        ("restate", observer, 0, 0, kept % 3),
        ("offer_settling", observer, 0, 0, 0),
        ("decline_settling", of, 0, 0, 0),
        ("offer_settling", of, 0, 0, 0),
        ("agree_settling", observer, 0, 0, 0),
        ("withdraw_observed", observer, 0, 0, 0),
    ]
    return story[:stages]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, about, pick, amount))


def _observe(scene: Scene, about: str, pick: int, amount: int) -> dict[str, Any]:
    return {
        "principle": f"p{1 + amount % 2}", "stands": "strained" if pick % 2 else "kept", "of": about,
        "on": scene.now.date(), "what": f"Seen {amount}", "evidence": "log" if amount else "",
        "behaviour": "b1" if amount == 4 else "",
    }  # fmt: skip


def _answer(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    seen = "same" if amount % 2 else "otherwise"
    return {"observation": last(_observations(scene), pick), "seen": seen, "text": "so"}


def _restate(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    stands = "strained" if amount % 2 else "kept"
    return {"observation": last(_observations(scene), pick), "stands": stands, "reason": "so"}


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: str) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, _about: str, pick: int, _amount: int) -> dict[str, Any]:
        return {name: last(found(scene), pick), **more}

    return fields


def _observations(scene: Scene) -> list[int]:
    return list(scene.alliance.principles.by_index)


def _settlements(scene: Scene) -> list[int]:
    return list(scene.alliance.principles.of_settlement)


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "observe": (principles.observe, _observe),
    "answer_observed": (principles.answer, _answer),
    "restate": (principles.restate, _restate),
    "withdraw_observed": (principles.withdraw, _at("observation", _observations, reason="why")),
    "offer_settling": (settling.offer, _at("observation", _observations, text="so")),
    "agree_settling": (settling.agree, _at("settlement", _settlements)),
    "decline_settling": (settling.decline, _at("settlement", _settlements, reason="why")),
    "withdraw_settling": (settling.withdraw, _at("settlement", _settlements, reason="why")),
}


# --- what stands, to be compared ---


class Before:
    """What stood before one party began to act alone."""

    def __init__(self, alliance: Alliance, lone: str) -> None:
        self.said = said(alliance, lone)
        self.settled = settled(alliance)
        self.size = alliance.size


def settled(alliance: Alliance) -> dict[int, Any]:
    """The observations that both have settled, whole: nothing about them changes any more."""
    return {
        index: (each.fact, each.settled, each.withdrawn, tuple(each.answers), tuple(each.restated))
        for index, each in alliance.principles.by_index.items()
        if each.settled is not None
    }


def said(alliance: Alliance, lone: str) -> dict[int, Any]:
    """Everything that others than the lone party have said about observations."""
    return {index: _said(each, lone) for index, each in alliance.principles.by_index.items()}


def _said(each: Observation, lone: str) -> Any:
    words: list[Any] = [*each.answers, *each.restated]
    offers = [
        (one.offered, *(word for word in (one.agreed, one.declined, one.withdrawn) if word and word.party != lone))
        for one in each.settlements
        if one.offered.party != lone
    ]
    own = each.party == lone
    return (
        each.fact, None if own else each.view, None if own else each.withdrawn,
        [word for word in words if word.said.party != lone], offers,
    )  # fmt: skip


def check(before: Before, alliance: Alliance, lone: str) -> None:
    """Fails when the lone party settled something alone, changed what is settled, or lost what others said."""
    left = said(alliance, lone)
    assert {entry: left[entry] for entry in before.said} == before.said
    after = settled(alliance)
    assert {entry: after[entry] for entry in before.settled} == before.settled
    for entry in set(after) - set(before.settled):
        offer = after[entry][1].offered
        assert offer.party != lone, "it settled by its own offer"
        assert offer.entry < before.size, "it settled what nobody else had offered"
    for each in alliance.principles.by_index.values():
        assert each.party != each.fact.of, "a party observed itself"


def picture(alliance: Alliance) -> dict[int, Any]:
    """Where each observation stands, by whom and of whom, and whose turn it is."""
    return {
        index: [each.party, each.fact.of, standing(alliance, each), dict.fromkeys(turns.court(alliance, each), True)]
        for index, each in alliance.principles.by_index.items()
    }


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about principles as a dishonest host could write them, sound or not."""
    reason = st.sampled_from(["why", ""])
    view = st.sampled_from(["kept", "strained", "broken"])
    on = st.sampled_from([date.min, date.max, date(2026, 1, 5)])
    at = {"by": anybody, "observation": entry}
    offers = {"by": anybody, "settlement": entry}
    return st.one_of(
        st.builds(
            Observed, by=anybody, principle=st.sampled_from(["p1", "p9", ""]), behaviour=st.sampled_from(["", "b9"]),
            stands=view, of=somebody, on=on, what=reason, evidence=reason, about=st.lists(entry, max_size=2).map(tuple),
        ),
        st.builds(principles.Answered, **at, seen=st.sampled_from(["same", "otherwise", "no"]), text=reason),
        st.builds(principles.Restated, **at, stands=view, reason=reason),
        st.builds(principles.Withdrawn, **at, reason=reason),
        st.builds(settling.SettlementOffered, **at, text=reason),
        st.builds(settling.SettlementAgreed, **offers),
        st.builds(settling.SettlementDeclined, **offers, reason=reason),
        st.builds(settling.SettlementWithdrawn, **offers, reason=reason),
    )  # fmt: skip
