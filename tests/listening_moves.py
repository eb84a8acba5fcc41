"""Moves on who listens to concerns that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import concerns
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import Confidant, ConfidantsNamed, Listed, confidants, periods
from paripassu.alliance.concerns.periods import Period, SpeakingOpened
from paripassu.alliance.parties import arrangements
from tests.alliance.surveying import key
from tests.cast import Scene, person

KINDS = (
    "make_key", "make_key", "name_listeners", "name_listeners", "agree_list", "agree_list", "speak_open", "show_it",
    "weeks_go_by",
)  # fmt: skip

Told = tuple[str, int, int, int, int]


def one_round(who: int, stages: int, amount: int, kept: int) -> list[Told]:
    """From keys to a list that all agree to, a period, and a concern that is shown, for so many stages."""
    others = [number for number in range(3) if number != who]
    story: list[list[Told]] = [
        [("make_key", number, 0, 0, 0) for number in range(3)],
        [("name_listeners", who, 0, 0, 7)],
        [("agree_list", other, 0, 0, 0) for other in others],
        [("speak_open", others[0], 0, amount, 0)],
        [("show_it", others[1], 0, kept % 2, 0)],
        [("weeks_go_by", who, 0, 0, amount), ("speak_open", who, 0, amount, 0)],
    ]
    return [move for stage in story[:stages] for move in stage]


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    if kind == "weeks_go_by":
        scene.now += timedelta(weeks=2 * amount)
    elif kind == "name_listeners":
        matter = arrangements.over_what_stands(scene.alliance, _listeners(scene, names, amount))
        scene.act(who, arrangements.propose, matter=matter, why="why")
    else:
        act, fields = _MOVES[kind]
        scene.act(who, act, **fields(scene, about, pick))


def _listeners(scene: Scene, names: Sequence[str], amount: int) -> ConfidantsNamed:
    """Those of the three that the bits of a number name, with the keys that they have."""
    known = scene.alliance.concerns.keys
    people = [person(name) for place, name in enumerate(names) if amount >> place & 1]
    return ConfidantsNamed(tuple(Confidant(each, known.get(each, "00" * 32)) for each in people))


def _number(scene: Scene) -> str:
    """32 bytes that nobody has put on the record yet, the same under any names."""
    return sha256(str(scene.alliance.size).encode()).hexdigest()


def _proposed(scene: Scene) -> int:
    found = [each.index for each in scene.alliance.arrangements.open if isinstance(each.fact.matter, ConfidantsNamed)]
    return found[-1] if found else 0


def _shown(scene: Scene, _about: str, pick: int) -> dict[str, Any]:
    matters = [entry for entry, practice in scene.alliance.links.things.items() if practice in ("conflicts", "changes")]
    about = {"about": matters[-1]} if pick and matters else {}
    return {"digest": "0f" * 32 if pick else _number(scene), **about}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "make_key": (concerns.make_key, lambda scene, _about, _pick: {"public_key": _number(scene)}),
    "agree_list": (arrangements.agree, lambda scene, _about, _pick: {"arrangement": _proposed(scene)}),
    "speak_open": (
        periods.open_speaking,
        lambda scene, _about, pick: {"public_key": key(scene.alliance.size), "days": 28 + pick},
    ),
    "show_it": (concerns.show_concern, _shown),
}


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """Who listened, under which keys, and what was shown, before one party began to act alone."""

    keys: dict[str, str]
    lists: tuple[Listed, ...]
    shown: dict[str, int]
    periods: tuple[Period, ...]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        own = alliance.concerns
        keys = {who: each for who, each in own.keys.items() if alliance.parties.seats[who].party != lone}
        return cls(keys, tuple(own.lists), dict(own.shown), tuple(own.periods))


def check(before: Before, alliance: Alliance, lone: str, *, quieter: bool) -> None:
    """Fails when the lone party put another key for somebody, a list that others had not agreed to, or lost a word."""
    own, now = alliance.concerns, Before.of(alliance, lone)
    assert now.keys == before.keys
    assert now.lists[: len(before.lists)] == before.lists
    for each in now.lists[len(before.lists) :]:
        arrangement = alliance.arrangements.by_entry[each.index]
        assert set(arrangement.agreed) - {lone} or arrangement.party != lone or quieter, "it agreed with itself"
    assert set(before.shown) <= set(own.shown)
    assert now.periods[: len(before.periods)] == before.periods
    for here, following in zip(own.periods, own.periods[1:], strict=False):
        assert here.fact.until < following.entered.date(), "two periods were open at a time"
    for party in alliance.parties.by_id:
        assert all(alliance.parties.seats[each.person].party != party for each in confidants(alliance, (party,)))


def picture(alliance: Alliance) -> dict[str, Any]:
    """Who listens by party, what is shown, and the periods, with what has no order of its own as a mapping."""
    own, seats = alliance.concerns, alliance.parties.seats
    return {
        "keys": dict.fromkeys((seats[who].party for who in own.keys), True),
        "listed": [[each.index, dict.fromkeys((seats[one.person].party for one in each.terms.confidants), True)]
                   for each in own.lists],
        "shown": own.shown,
        "periods": [[each.index, each.fact.until] for each in own.periods],
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int]) -> Any:
    """Facts about concerns as a dishonest host could write them, sound or not."""
    digests = st.sampled_from(["0f" * 32, "a1" * 32, "short", ""])
    until = st.sampled_from([date.min, date.max, Scene().now.date() + timedelta(days=40)])
    return st.one_of(
        st.builds(concerns.ConfidantKeyMade, by=anybody, public_key=digests),
        st.builds(concerns.ConcernShown, by=anybody, digest=digests, about=entry),
        st.builds(SpeakingOpened, by=anybody, until=until, key=st.sampled_from([key(1), key(2), "", "é"])),
    )
