"""Moves on the end of an alliance that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ending import checklists, closings, items, lessons, notices, signatures
from paripassu.alliance.ending.items import missing
from paripassu.alliance.ending.matters import Continuation, ExitPlan, Pause, Provision, Resumption, Trigger, WindDown
from paripassu.alliance.ending.remaining import Source
from paripassu.alliance.parties import arrangements
from tests.alliance.parting import figures
from tests.cast import Scene, person

KINDS = (
    "exit_plan", "pause_all", "come_back", "wind_down", "go_on", "announce_end", "end_back", "contest_end", "contact",
    "draw_up", "list_item", "answer_item", "answer_item", "confirm_item", "return_item", "strike_item",
    "state_closing", "accept_closing", "object_closing", "lessons", "sign_end", "unsign_end", "afterword", "days_go_by",
)  # fmt: skip


def one_round(first: int, stages: int, left: int, kept: int) -> list[tuple[str, int, int, int, int]]:
    """The way to the end, for so many stages: agreed by all, listed, answered, confirmed, closed, signed."""
    turn = [(first + number) % 3 for number in range(3)]
    others = turn[1:]
    story: list[list[tuple[str, int, int, int, int]]] = [
        [("exit_plan", first, 0, 0, kept), *[("agree_to", one, 0, 0, 0) for one in others]],
        [("wind_down", first, 0, 0, 0), *[("agree_to", one, 0, 0, 0) for one in others]],
        [("days_go_by", first, 0, 0, 3), ("draw_up", others[0], 0, 0, 0)],
        [("answer_item", one, 0, pick, left) for pick in range(3) for one in turn],
        [("confirm_item", one, 0, pick, 0) for pick in range(3) for one in turn],
        [("state_closing", first, 0, 0, 0), *[("accept_closing", one, 0, 0, 0) for one in others]],
        [("lessons", one, 0, 0, kept) for one in turn],
        [("sign_end", one, 0, 0, 0) for one in turn],
    ]
    return [move for part in story[:stages] for move in part]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    if kind == "days_go_by":
        scene.now += timedelta(days=amount)
    elif kind in _MATTERS:
        matter = arrangements.over_what_stands(scene.alliance, _MATTERS[kind](scene, names, pick, amount))
        scene.act(who, arrangements.propose, matter=matter, why="why")
    else:
        act, fields = _MOVES[kind]
        scene.act(who, act, **fields(scene, who, about, pick, amount))


def _plan(_scene: Scene, names: Sequence[str], pick: int, amount: int) -> ExitPlan:
    owner = names[amount % 3] if amount % 2 else ""
    triggers = (Trigger("mutual", "All."), Trigger("notice", "Notice.", 7 + pick))
    return ExitPlan(triggers, (Provision("data", "Give it back.", owner), Provision("costs", "Alike.", lasts=True)))


_MATTERS: dict[str, Callable[[Scene, Sequence[str], int, int], Any]] = {
    "exit_plan": _plan,
    "pause_all": lambda s, _names, pick, amount: Pause(
        s.now.date() + timedelta(days=pick), s.now.date() + timedelta(days=pick + amount), ("work",)
    ),
    "come_back": lambda s, _names, pick, _amount: Resumption(
        last([each.index for each in s.alliance.ending.pauses], pick)
    ),
    "wind_down": lambda s, _names, pick, _amount: WindDown(s.now.date() + timedelta(days=pick)),
    "go_on": lambda *_: Continuation(),
}


def _items(scene: Scene) -> list[int]:
    return list(scene.alliance.ending.items)


def _answer(scene: Scene, _who: str, _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"item": last(_items(scene), pick), "how": "left" if amount % 2 else "done", "text": "so"}


def _lessons(_scene: Scene, _who: str, _about: str, _pick: int, amount: int) -> dict[str, Any]:
    again = ("yes", "conditions", "no")[amount % 3]
    return {"well": "The trials.", "otherwise": "Speak.", "again": again, "conditions": "Ask." * (amount % 3 == 1)}


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: Any) -> Callable[..., dict[str, Any]]:
    return lambda scene, _who, _about, pick, _amount: {name: last(found(scene), pick), **more}


def _closings(scene: Scene) -> list[int]:
    return list(scene.alliance.ending.closings)


def _notices(scene: Scene) -> list[int]:
    return list(scene.alliance.ending.notices)


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "announce_end": (
        notices.give_notice,
        lambda s, _w, _a, pick, amount: {
            "trigger": pick % 3, "on": s.now.date() + timedelta(days=7 + amount), "reason": "why",
        },
    ),
    "end_back": (notices.withdraw_notice, _at("notice", _notices, reason="why")),
    "contest_end": (notices.contest_notice, _at("notice", _notices, reason="why")),
    "contact": (notices.name_contact, lambda _s, who, about, pick, _m: {"person": who if pick else person(about)}),
    "draw_up": (checklists.draw_up, lambda *_: {}),
    "list_item": (
        checklists.list_item,
        lambda s, _w, about, pick, amount: {
            "text": "so", "owner": about if pick % 2 else "", "due": s.now.date() + timedelta(days=amount),
        },
    ),
    "answer_item": (checklists.answer_item, _answer),
    "confirm_item": (checklists.confirm_items, lambda s, _w, _a, pick, _m: {"items": [last(_items(s), pick)]}),
    "return_item": (checklists.return_item, _at("item", _items, reason="why")),
    "strike_item": (checklists.strike_item, _at("item", _items, reason="why")),
    "state_closing": (closings.state_closing, lambda s, *_: {"pools": figures(s)}),
    "accept_closing": (closings.accept_closing, _at("closing", _closings)),
    "object_closing": (closings.object_to_closing, _at("closing", _closings, reason="why")),
    "lessons": (lessons.state_lessons, _lessons),
    "sign_end": (signatures.sign_end, _at("closing", _closings)),
    "unsign_end": (signatures.withdraw_signature, lambda *_: {"reason": "why"}),
    "afterword": (signatures.add_afterword, lambda *_: {"text": "so"}),
}  # fmt: skip


# --- what stands, to be compared ---


class Before:
    """What stood of the end before one party began to act alone."""

    def __init__(self, alliance: Alliance, lone: str) -> None:
        own = alliance.ending
        self.said = said(alliance, lone)
        self.signed = set(own.signed) - {lone}
        self.ended = own.ended
        self.closings = set(own.closings)


def said(alliance: Alliance, lone: str) -> dict[str, Any]:
    """Everything that others than the lone party have said about the end, wherever it is kept by now."""
    own = alliance.ending
    return {
        **{f"notice {index}": (each.fact, each.withdrawn, others(each.contested, lone))
           for index, each in own.notices.items() if each.party != lone},
        **{f"item {index}": each.fact for index, each in own.items.items()},
        **{f"closing {index}": (each.fact, others(each.accepted, lone), others(each.objected, lone))
           for index, each in own.closings.items()},
        **{f"lessons {party}": each.entry for party, each in own.lessons.items() if party != lone},
        **{f"contact {party}": who for party, who in own.contacts.items() if party != lone},
        **{f"answer {answer.entry}": answer for item in own.items.values() for answer in _answers(item, lone)},
        **{f"confirmed {entry}": entry for item in own.items.values() for entry in _confirmed(item, lone)},
    }  # fmt: skip


def others(words: dict[str, Any], lone: str) -> dict[str, Any]:
    """What others than the lone party said."""
    return {party: word for party, word in words.items() if party != lone}


def _answers(item: Any, lone: str) -> list[Any]:
    kept = [*item.answers.items(), *((each.party, each.answer) for each in item.earlier)]
    kept += [pair for each in item.returned for pair in each.answers.items()]
    return [answer for party, answer in kept if party != lone]


def _confirmed(item: Any, lone: str) -> list[int]:
    kept = [item.confirmed, *(each.confirmed for each in item.earlier), *(each.confirmed for each in item.returned)]
    return [entry for words in kept for party, entry in words.items() if party != lone]


def check(before: Before, alliance: Alliance, lone: str) -> None:
    """Fails when the lone party ended the alliance alone, or lost what another has said about the end."""
    own = alliance.ending
    left = said(alliance, lone)
    assert {name: left.get(name) for name in before.said} == before.said
    if own.ended is not None and before.ended is None:
        assert set(own.signed) - {lone} <= before.signed, "it ended without the others' signatures"
        assert before.signed, "it ended with the signature of one party"
    if before.ended is not None:
        assert own.ended == before.ended
    if before.closings == set(own.closings):
        assert before.signed <= set(own.signed) or any(each.lifted is not None for each in own.agreed) or not own.signed


def picture(alliance: Alliance) -> dict[str, Any]:
    """Where the end stands, with what has no order of its own as a mapping."""
    own = alliance.ending
    return {
        "plans": [each.index for each in own.plans],
        "notices": {str(index): [each.party, each.open, each.contested] for index, each in own.notices.items()},
        "items": {str(index): [each.party, each.fact.owner, dict.fromkeys(missing(alliance, each), True)]
                  for index, each in own.items.items()},
        "closings": {str(index): [each.party, dict.fromkeys(closings.missing(alliance, each), True)]
                     for index, each in own.closings.items()},
        "signed": dict.fromkeys(own.signed, True),
        "handed": dict.fromkeys(own.lessons, True),
        "ended": own.ended is not None,
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about the end as a dishonest host could write them, sound or not."""
    reason = st.sampled_from(["why", ""])
    item = {"by": anybody, "item": entry}
    sums = st.sampled_from([Decimal(0), Decimal(7), Decimal("NaN"), Decimal("1E30")])
    party = st.builds(closings.PartyClosing, party=somebody, put=sums, received=sums, due=st.none() | sums)
    pools = st.builds(
        closings.PoolClosing, pool=st.sampled_from(["work", "play"]), unit=reason, why=reason,
        parties=st.lists(party, max_size=3).map(tuple),
    )  # fmt: skip
    source = st.builds(Source, st.sampled_from(["commitment", "posting", "provision", "own"]), st.none() | entry)
    on = st.integers(0, 60).map(lambda days: timedelta(days=days)).map(lambda gap: _DAY + gap)
    return st.one_of(
        st.builds(notices.EndNoticed, by=anybody, plan=entry, trigger=st.integers(-1, 3), on=on, reason=reason),
        st.builds(notices.EndNoticeWithdrawn, by=anybody, notice=entry, reason=reason),
        st.builds(notices.ContactNamed, by=anybody, person=anybody),
        st.builds(items.ItemListed, by=anybody, source=source, text=reason, owner=somebody, due=on),
        st.builds(items.ItemAnswered, **item, how=st.sampled_from(["done", "left"]), text=reason),
        st.builds(items.ItemsConfirmed, by=anybody, items=st.lists(entry, max_size=2).map(tuple)),
        st.builds(items.ItemReturned, **item, reason=reason),
        st.builds(items.ItemStruck, **item, reason=reason),
        st.builds(closings.ClosingStated, by=anybody, at=entry, pools=st.lists(pools, max_size=2).map(tuple)),
        st.builds(closings.ClosingAccepted, by=anybody, closing=entry),
        st.builds(lessons.LessonsHandedIn, by=anybody, stated=entry),
        st.builds(signatures.EndSigned, by=anybody, closing=entry),
        st.builds(signatures.EndSignatureWithdrawn, by=anybody, reason=reason),
        st.builds(signatures.AfterwordAdded, by=anybody, text=reason),
    )


_DAY = Scene().now.date()
