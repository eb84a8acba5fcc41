"""Moves on commitments that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import commitments
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments import breaches, deliveries, releases
from paripassu.alliance.commitments.promises import Commitment, Proposed
from tests.cast import Scene

KINDS = (
    "promise", "promise", "agree", "agree", "agree", "refuse_promise", "take_back_promise", "renegotiate", "deliver",
    "deliver", "take_back_delivery", "accept_delivery", "accept_delivery", "return_delivery", "release",
    "withdraw_release", "block", "contest", "withdraw_contest", "unblock", "carrier", "wait", "notice",
    "withdraw_notice", "cure", "accept_cure", "return_cure",
)  # fmt: skip


def one_round(owner: int, stages: int, days: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """A matter that goes its way for so many stages; at each of them the last `missing` of the others say nothing."""
    others = [number for number in range(3) if number != owner][: 2 - missing % 2]
    late = days % 2
    story = [
        [("promise", owner, owner, 1, days + 1)],
        [("agree", other, 0, 0, 0) for other in others],
        [("wait", owner, 0, 0, 7)] * late + [("notice", other, 0, 0, 0) for other in others[:late]],
        [("cure", owner, 0, 0, 0)] * late,
        [("deliver", owner, 0, 0, 0)],
        [("accept_delivery", other, 0, 0, 0) for other in others],
        [("release", other, 0, 1, 1) for other in others],
        [("renegotiate", others[0], owner, 1, 5)],
        [("agree", other, 0, 0, 0) for other in range(3)],
    ]
    return [move for stage in story[:stages] for move in stage]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    state = scene.alliance.commitments
    if kind == "wait":
        scene.now += timedelta(days=9 * amount)
        return
    entry = last(list(state.by_index), pick)
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, entry, names, about, pick, amount))


def _promise(scene: Scene, _entry: int, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    others = [name for name in names if name != about]
    return {
        "owner": about, "to": others[: 1 + pick % 2], "what": f"Thing {amount}",
        "due": scene.now.date() + timedelta(days=7 * amount), "recurrence": "FREQ=WEEKLY;COUNT=3" if pick % 3 else "",
    }  # fmt: skip


def _renegotiate(scene: Scene, entry: int, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    return {**_promise(scene, entry, names, about, pick, amount), "supersedes": entry}


def _day(scene: Scene, entry: int, pick: int) -> Any:
    commitment = scene.alliance.commitments.by_index.get(entry)
    dues = commitment.dues if commitment else ()
    return dues[pick % len(dues)] if dues else scene.now.date()


def _deliver(scene: Scene, entry: int, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    return {"entry": entry, "due": _day(scene, entry, pick), "on": scene.now.date(), "evidence": "seen"}


def _notice(scene: Scene, entry: int, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    return {"entry": entry, "due": _day(scene, entry, pick), "reason": "why"}


def _release(scene: Scene, entry: int, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"entry": entry, "reason": "why", "due": _day(scene, entry, pick) if amount % 2 else None}


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: str) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, _entry: int, *rest: Any) -> dict[str, Any]:
        return {name: last(found(scene), rest[2]), **more}

    return fields


def _commitments(scene: Scene) -> list[int]:
    return list(scene.alliance.commitments.by_index)


def _deliveries(scene: Scene) -> list[int]:
    return list(scene.alliance.commitments.of_delivery)


def _blocks(scene: Scene) -> list[int]:
    return list(scene.alliance.commitments.of_block)


def _notices(scene: Scene) -> list[int]:
    return list(scene.alliance.commitments.notices)


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "promise": (commitments.promise, _promise),
    "renegotiate": (commitments.promise, _renegotiate),
    "agree": (commitments.agree, lambda _scene, entry, *_: {"entries": [entry]}),
    "refuse_promise": (commitments.decline, _at("entry", _commitments, reason="why")),
    "take_back_promise": (commitments.withdraw, _at("entry", _commitments, reason="why")),
    "deliver": (deliveries.deliver, _deliver),
    "take_back_delivery": (deliveries.withdraw_delivery, _at("delivery", _deliveries, reason="why")),
    "accept_delivery": (deliveries.accept_delivery, _at("delivery", _deliveries)),
    "return_delivery": (deliveries.return_delivery, _at("delivery", _deliveries, reason="why")),
    "release": (releases.release, _release),
    "withdraw_release": (releases.withdraw_release, _release),
    "carrier": (releases.name_carrier, _at("entry", _commitments, person="")),
    "block": (deliveries.block, lambda _s, entry, _n, about, *_: {"entry": entry, "blocker": about, "reason": "why"}),
    "contest": (deliveries.contest_block, _at("block", _blocks, reason="why")),
    "withdraw_contest": (deliveries.withdraw_contest, _at("block", _blocks, reason="why")),
    "unblock": (deliveries.unblock, _at("block", _blocks, reason="why")),
    "notice": (breaches.give_notice, _notice),
    "withdraw_notice": (breaches.withdraw_notice, _at("notice", _notices, reason="why")),
    "cure": (breaches.state_cure, _at("notice", _notices, evidence="seen")),
    "accept_cure": (breaches.accept_cure, _at("notice", _notices)),
    "return_cure": (breaches.return_cure, _at("notice", _notices, reason="why")),
}


# --- what stands, to be compared ---


def joint(alliance: Alliance) -> set[tuple[Any, ...]]:
    """What has taken effect for all, each with the entry that brought it and the party that wants it."""
    found: set[tuple[Any, ...]] = set()
    for index, each in alliance.commitments.by_index.items():
        owner = each.fact.owner
        if each.since is not None:
            found.add(("in force", index, each.party, index))
        if each.replaced_by is not None:
            found.add(("replaced", index, alliance.commitments.by_index[each.replaced_by].party, each.replaced_by))
        if each.freed is not None:
            found.add(("released", index, owner, index))
        found |= {("waived", index, due, owner, index) for due in each.waived}
        found |= {("settled", index, owner, one.index) for one in each.deliveries if one.settled is not None}
    for index, notice in alliance.commitments.notices.items():
        if notice.accepted is not None:
            found.add(("cured", index, alliance.commitments.by_index[notice.commitment].fact.owner, index))
    return found


def said(alliance: Alliance, lone: str) -> dict[int, Any]:
    """Everything that others than the lone party have said about commitments."""
    return {index: _said(alliance, each, lone) for index, each in alliance.commitments.by_index.items()}


def _said(alliance: Alliance, each: Commitment, lone: str) -> Any:
    def others(words: dict[str, Any]) -> dict[str, Any]:
        return {party: word for party, word in words.items() if party != lone}

    return {
        "fact": each.fact,
        "agreed": others(each.agreed),
        "declined": others(each.declined),
        "withdrawn": each.withdrawn if each.party != lone else None,
        "released": {due: left for due, words in each.released.items() if (left := others(words))},
        "deliveries": {
            one.index: (one.evidence, others(one.accepted), others(one.returned),
                        one.withdrawn if each.fact.owner != lone else None)
            for one in each.deliveries if one.index < alliance.size
        },
        "blocks": {one.index: (one.blocker, one.reason, others(one.contested)) for one in each.blocks},
        "notices": {
            index: (notice.reason, notice.accepted, notice.withdrawn)
            for index, notice in alliance.commitments.notices.items()
            if notice.commitment == each.index and notice.party != lone
        },
    }  # fmt: skip


def check(
    before: tuple[int, set[tuple[Any, ...]], dict[int, Any]], alliance: Alliance, lone: str, *, quieter: bool = False
) -> None:
    """Fails when the lone party has brought about alone what it wants, undone what is joint, or lost others' words.

    `quieter`: somebody else has no voice any more, so that what waited for them only does not wait any longer.
    """
    size, stood, words = before
    after = joint(alliance)
    assert stood <= after, "what was joint does not stand any more"
    for what, *place, wants, entry in after - stood:
        assert wants != lone or quieter, f"{what}: it was for the lone party to want, and not to decide"
        if wants == lone and what == "in force":
            assert set(alliance.commitments.by_index[place[0]].agreed) - {lone}, "nobody else has agreed"
        assert entry < size
    now = said(alliance, lone)
    for index, earlier in words.items():
        for name, kept in earlier.items():
            left = now[index][name]
            whole = kept.items() <= left.items() if isinstance(kept, dict) else kept == left
            assert whole, f"{name} of commitment {index}"


def before(alliance: Alliance, lone: str) -> tuple[int, set[tuple[Any, ...]], dict[int, Any]]:
    """What is to be compared, taken before the lone party begins."""
    return alliance.size, joint(alliance), said(alliance, lone)


def picture(alliance: Alliance) -> dict[str, Any]:
    """What people see of the commitments, with what has no order of its own as a mapping."""
    return {
        str(index): {
            "owner": each.fact.owner,
            "to": dict.fromkeys(each.fact.to, True),
            "concerned": dict.fromkeys(commitments.concerned(alliance, each), True),
            "awaited": dict.fromkeys(commitments.awaited(alliance, each), True),
            "agreed": dict.fromkeys(each.agreed, True),
            "declined": dict.fromkeys(each.declined, True),
            "in_force": each.in_force,
            "dues": [due.isoformat() for due in each.dues],
            "deliveries": [[one.index, dict.fromkeys(one.accepted, True), dict.fromkeys(one.returned, True)]
                           for one in each.deliveries],
            "blocks": [[one.blocker, dict.fromkeys(one.contested, True), one.stands] for one in each.blocks],
        }
        for index, each in alliance.commitments.by_index.items()
    } | {
        f"notice {index}": [notice.party, notice.until.isoformat(), breaches.stands(alliance, notice)]
        for index, notice in alliance.commitments.notices.items()
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about commitments as a dishonest host could write them, sound or not."""
    due = st.sampled_from([date.min, date.max, date(2026, 1, 12), date(2026, 1, 19)])
    reason = st.sampled_from(["why", ""])
    said: dict[str, Any] = {"by": anybody, "reason": reason}
    rules = st.sampled_from(["", "FREQ=WEEKLY;COUNT=2", "FREQ=DAILY", "x"])
    parties_ = st.lists(somebody, max_size=3).map(tuple)
    at = st.none() | entry
    proposed = st.builds(
        Proposed, by=anybody, owner=somebody, to=parties_, what=reason, due=due, recurrence=rules, supersedes=at
    )
    on_one = [releases.Released, releases.ReleaseWithdrawn]
    of_delivery = [deliveries.DeliveryWithdrawn, deliveries.DeliveryReturned]
    of_block = [deliveries.BlockContested, deliveries.ContestWithdrawn, deliveries.Unblocked]
    return st.one_of(
        proposed,
        proposed,
        st.builds(commitments.Agreed, by=anybody, entries=st.lists(entry, max_size=3).map(tuple)),
        st.builds(deliveries.Delivered, by=anybody, entry=entry, due=due, on=due, evidence=reason),
        st.builds(deliveries.DeliveryAccepted, by=anybody, delivery=entry),
        st.builds(deliveries.Blocked, **said, entry=entry, blocker=somebody),
        st.builds(breaches.BreachNoticed, **said, entry=entry, due=due, cure=st.sampled_from([-1, 30, 10**9])),
        st.builds(breaches.CureStated, by=anybody, notice=entry, evidence=reason),
        st.builds(breaches.CureAccepted, by=anybody, notice=entry),
        st.builds(releases.CarrierNamed, by=anybody, entry=entry, person=anybody),
        *(st.builds(kind, **said, entry=entry) for kind in (commitments.Declined, commitments.Withdrawn)),
        *(st.builds(kind, **said, entry=entry, due=st.none() | due) for kind in on_one),
        *(st.builds(kind, **said, delivery=entry) for kind in of_delivery),
        *(st.builds(kind, **said, block=entry) for kind in of_block),
        *(st.builds(kind, **said, notice=entry) for kind in (breaches.BreachWithdrawn, breaches.CureReturned)),
    )
