"""Moves of own valuations that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import ledger
from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.ledger import valuations as practice
from paripassu.alliance.ledger.valuations.rounds import ENOUGH_BOOKS, Valuation, ValuationOpened, ready, standing
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.story import _encoded
from tests.cast import DAY, Scene

KINDS = (
    "receive", "receive", "count_all", "count_all", "ask_values", "ask_values", "value_it", "value_it", "value_it",
    "value_none", "drop_valuation", "open_values", "open_values",
)  # fmt: skip


def one_round(who: int, stages: int, days: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """A valuation from what was received to the open books, for so many stages; the last `missing` state none."""
    others = [number for number in range(3) if number != who]
    heard = others[: 2 - missing % 2]
    quiet = others[2 - missing % 2 :]
    story = [
        [("receive", number, number, 0, 1 + number) for number in (who, *others)],
        [("count_all", number, who, 0, 0) for number in range(3)],
        [("ask_values", who, who, 0, days)],
        [("value_it", number, who, 0, 1 + number) for number in (who, *heard)],
        [("value_none", number, who, 0, 0) for number in quiet],
        [("open_values", others[0], who, 0, 0)],
    ]
    return [move for stage in story[:stages] for move in stage]


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, who, names, about, pick, amount))


def _last(found: Iterable[int], pick: int) -> int:
    entries = list(found)
    return entries[-1 - pick % min(len(entries), 3)] if entries else 0


def _at(scene: Scene, pick: int) -> int:
    return _last(scene.alliance.valuations.by_index, pick)


def _receive(scene: Scene, who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    own = scene.alliance.parties.seat(who).party
    crate = {"unit": "crate", "resource": "goods"} if pick % 2 else {"unit": "EUR", "resource": "cash"}
    return {"side": "reward", "of": own, "pool": "work", "on": DAY, "quantity": Decimal(amount), "what": "it", **crate}


def _count_all(scene: Scene, who: str, *_rest: Any) -> dict[str, Any]:
    own = scene.alliance.parties.seat(who).party
    every = scene.alliance.ledger.postings.values()
    found = [each.index for each in every if each.party != own and own not in each.confirmed and not each.settled]
    return {"entries": tuple(found)}


def _ask(scene: Scene, *rest: Any) -> dict[str, Any]:
    days = timedelta(days=rest[4])
    return {
        "pool": ("work", "play")[rest[3] // 6], "grain": ("kind", "entry")[rest[3] % 2],
        "until": scene.now.date(), "due": scene.now.date() + days,
    }  # fmt: skip


def _value(scene: Scene, *rest: Any) -> dict[str, Any]:
    entry = _at(scene, rest[3])
    one = scene.alliance.valuations.by_index.get(entry)
    count = len(one.items) if one else 1
    return {"valuation": entry, "worths": [Decimal(rest[4] + place) for place in range(count)]}


def _open(scene: Scene, *rest: Any) -> dict[str, Any]:
    one = scene.alliance.valuations.by_index.get(_at(scene, rest[3]))
    found = ready(scene.alliance, one, scene.now) if one else ()
    return {
        "entries": [OpenedEntry(entry, "00" * 32, _encoded(scene.facts[entry].fact).decode()) for entry in found]
    }  # fmt: skip


def _reasoned(scene: Scene, *rest: Any) -> dict[str, Any]:
    return {"valuation": _at(scene, rest[3]), "reason": "why"}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "receive": (ledger.post, _receive),
    "count_all": (ledger.confirm, _count_all),
    "ask_values": (practice.open_valuation, _ask),
    "value_it": (practice.state_values, _value),
    "value_none": (practice.decline_values, _reasoned),
    "drop_valuation": (practice.withdraw_valuation, _reasoned),
    "open_values": (open_sealed, _open),
}

# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What others had said in valuations when one party began to act alone."""

    said: frozenset[tuple[Any, ...]]
    kept: frozenset[int]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        every = alliance.valuations.by_index.values()
        kept = frozenset(one.index for one in every if _others(one, lone) and one.withdrawn is None)
        return cls(frozenset(said(alliance, lone)), kept)


def _others(one: Valuation, lone: str) -> bool:
    return bool({one.party, *one.handed, *one.declined, *one.books} - {lone})


def said(alliance: Alliance, lone: str) -> set[tuple[Any, ...]]:
    """Everything that others than the lone party have said in any valuation."""
    found: set[tuple[Any, ...]] = set()
    for one in alliance.valuations.by_index.values():
        found |= {("opened", one.index, one.fact.grain, len(one.items))} if one.party != lone else set()
        found |= {("handed", one.index, party, each.entry) for party, each in one.handed.items() if party != lone}
        found |= {("none", one.index, party, word.entry) for party, word in one.declined.items() if party != lone}
        found |= {("book", one.index, party, book.worths) for party, book in one.books.items() if party != lone}
    return found


def check(before: Before, alliance: Alliance, lone: str) -> None:
    """Fails when the lone party lost what another has said, took back what others spoke in, or opened books alone."""
    assert before.said <= said(alliance, lone), "what another said is lost"
    for index in before.kept:
        assert alliance.valuations.by_index[index].withdrawn is None, "what others spoke in was taken back"
    for one in alliance.valuations.by_index.values():
        if one.books:
            assert len(one.handed) >= ENOUGH_BOOKS, "books were opened without two of them"
            assert {one.handed[party].entry for party in one.books} == {book.entry for book in one.books.values()}


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of valuations, with what has no order of its own as a mapping."""
    return {
        f"valuation {one.index}": [
            one.party, one.withdrawn is None, dict.fromkeys(one.handed, True), dict.fromkeys(one.declined, True),
            {party: [str(worth) for worth in book.worths] for party, book in one.books.items()},
            [[item.side, item.unit, dict.fromkeys(item.parts, True), list(item.entries)] for item in one.items],
            standing(alliance, one, now),
        ]
        for one in alliance.valuations.by_index.values()
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int]) -> Any:
    """Facts of valuations as a dishonest host could write them, sound or not."""
    day = st.sampled_from([date.min, date.max, DAY, date(2026, 2, 1)])
    reason = st.sampled_from(["why", ""])
    numbers = st.lists(st.sampled_from([Decimal(text) for text in ("0", "1", "-1", "NaN")]), max_size=3).map(tuple)
    return st.one_of(
        st.builds(
            ValuationOpened, by=anybody, pool=st.sampled_from(["work", "none"]),
            grain=st.sampled_from(["kind", "entry", "x"]), until=day, due=day, since=st.none() | day,
        ),
        st.builds(practice.ValuesStated, by=anybody, valuation=entry, worths=numbers, reason=reason),
        st.builds(practice.ValuesHandedIn, by=anybody, valuation=entry, stated=entry),
        st.builds(practice.ValuesDeclined, by=anybody, valuation=entry, reason=reason),
        st.builds(practice.ValuationWithdrawn, by=anybody, valuation=entry, reason=reason),
    )  # fmt: skip
