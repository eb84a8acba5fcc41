"""Moves of a redress that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import redress as practice
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.redress import levers, matters, offers, worths
from paripassu.alliance.redress.matters import Figure, Gain, Lever, Move, Offer, usable
from tests.cast import Scene

KINDS = (
    "open_redress", "open_redress", "lead_redress", "drop_redress", "lever", "lever", "like_lever", "like_lever",
    "refuse_lever", "drop_lever", "remedy", "remedy", "tolerate", "close_redress", "like_offer", "like_offer",
    "like_offer", "refuse_offer_made", "drop_offer", "state_worth",
)  # fmt: skip


def one_round(who: int, stages: int, days: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """A redress from its opening to what all agree, for so many stages; the last `missing` others say nothing."""
    others = [number for number in range(3) if number != who]
    heard = others[: 2 - missing % 2]
    story = [
        [("open_redress", who, who, 0, days)],
        [("lever", who, others[0], 0, days)],
        [("like_lever", others[0], who, 0, 0)],
        [("remedy", others[-1], who, 0, days)],
        [("like_offer", other, who, 0, 0) for other in (who, *heard)],
        [("tolerate", who, who, 0, days)],
        [("like_offer", other, who, 0, 0) for other in (who, *heard)],
        [("close_redress", who, who, 0, 0)],
        [("like_offer", other, who, 0, 0) for other in heard],
    ]
    return [move for stage in story[:stages] for move in stage]


def last(found: Iterable[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    entries = list(found)
    return entries[-1 - pick % min(len(entries), 3)] if entries else 0


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, who, names, about, pick, amount))


def _redresses(alliance: Alliance) -> Iterable[int]:
    return alliance.redress.by_index


def _levers(alliance: Alliance) -> Iterable[int]:
    return [index for one in alliance.redress.by_index.values() for index in one.levers]


def _offers(alliance: Alliance) -> Iterable[int]:
    return [index for one in alliance.redress.by_index.values() for index in one.offers]


def _at(name: str, found: Callable[[Alliance], Iterable[int]], **more: Any) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, *rest: Any) -> dict[str, Any]:
        return {name: last(found(scene.alliance), rest[3]), **more}

    return fields


def _day(scene: Scene, amount: int) -> date:
    return scene.now.date() + timedelta(days=amount)


def _open(scene: Scene, _who: str, names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    figures = [Figure(name, Decimal(amount)) for name in names] if pick % 2 else []
    return {
        "pool": ("work", "play")[pick // 4], "reason": ("stands", "foretold", "felt")[pick % 3], "note": "why",
        "due": _day(scene, amount), "computed_at": pick, "figures": figures,
    }  # fmt: skip


def _lever(scene: Scene, who: str, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    own = scene.alliance.parties.seat(who).party
    giver = own if pick % 2 else names[amount % 3]
    return {
        "redress": last(_redresses(scene.alliance), pick // 4), "what": "work", "giver": giver, "receiver": about,
        "lever": ("work", "reward", "contribution", "compensation")[pick % 4], "most": Decimal(amount),
    }  # fmt: skip


def _remedy(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    entry = last(_redresses(scene.alliance), pick // 4)
    one = scene.alliance.redress.by_index.get(entry)
    found = [each.index for each in one.levers.values() if usable(scene.alliance, each)] if one else []
    moves = {index: Decimal(1) for index in found[: 1 + pick % 2]}
    return {"redress": entry, "moves": moves, "until": _day(scene, amount), "note": "so"}


def _until(scene: Scene, *rest: Any) -> dict[str, Any]:
    entry = last(_redresses(scene.alliance), rest[3])
    return {"redress": entry, "until": _day(scene, rest[4]), "reason": "why"}


def _worth(scene: Scene, *rest: Any) -> dict[str, Any]:
    gains = [Gain(tuple(rest[1]), Decimal(rest[4]))]
    return {"redress": last(_redresses(scene.alliance), rest[3]), "alone": Decimal(rest[4]), "gains": gains}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "open_redress": (practice.open_redress, _open),
    "lead_redress": (
        practice.take,
        lambda scene, *rest: {"redress": last(_redresses(scene.alliance), rest[3]), "due": _day(scene, rest[4])},
    ),
    "drop_redress": (practice.withdraw, _at("redress", _redresses, reason="why")),
    "lever": (levers.name_lever, _lever),
    "like_lever": (levers.agree_lever, _at("lever", _levers)),
    "refuse_lever": (levers.decline_lever, _at("lever", _levers, reason="why")),
    "drop_lever": (levers.withdraw_lever, _at("lever", _levers, reason="why")),
    "remedy": (offers.propose_remedy, _remedy),
    "tolerate": (offers.propose_consent, _until),
    "close_redress": (offers.propose_closing, _at("redress", _redresses, reason="why")),
    "like_offer": (offers.agree_offer, _at("offer", _offers)),
    "refuse_offer_made": (offers.decline_offer, _at("offer", _offers, reason="why")),
    "drop_offer": (offers.withdraw_offer, _at("offer", _offers, reason="why")),
    "state_worth": (worths.state_worth, _worth),
}

# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood of all redresses when one party began to act alone."""

    size: int
    settled: tuple[int, ...]
    said: frozenset[tuple[Any, ...]]
    open: frozenset[int]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        every = alliance.redress.by_index.values()
        still = frozenset(one.index for one in every if not one.closed and _others(one, lone))
        return cls(alliance.size, _settled(alliance), frozenset(said(alliance, lone)), still)


def _others(one: matters.Redress, lone: str) -> bool:
    """Whether somebody else has said anything in a redress."""
    spoken: list[Lever | Offer] = [*one.levers.values(), *one.offers.values()]
    words = {party for each in spoken for party in (each.party, *each.agreed, *each.declined)}
    return bool((words | {one.party, one.owner, *one.worths}) - {lone})


def _settled(alliance: Alliance) -> tuple[int, ...]:
    return tuple(each.index for one in alliance.redress.by_index.values() for each in one.settled)


def said(alliance: Alliance, lone: str) -> set[tuple[Any, ...]]:
    """Everything that others than the lone party have said in any redress, each with its entry."""
    found: set[tuple[Any, ...]] = set()
    for one in alliance.redress.by_index.values():
        found |= {("opened", one.index, one.fact.pool)} if one.party != lone else set()
        found |= {("worth", one.index, party, word.entry) for party, (word, _) in one.worths.items() if party != lone}
        spoken: list[Lever | Offer] = [*one.levers.values(), *one.offers.values()]
        for each in spoken:
            found |= {("made", each.index, each.fact)} if each.party != lone else set()
            found |= _words("yes", each.agreed, lone) | _words("no", each.declined, lone)
    return found


def _words(what: str, words: dict[str, Word], lone: str) -> set[tuple[Any, ...]]:
    return {(what, party, word.entry, word.text) for party, word in words.items() if party != lone}


def check(before: Before, alliance: Alliance, lone: str, *, quieter: bool) -> None:
    """Fails when the lone party agreed with itself, closed what others spoke in, or lost what another has said."""
    after = _settled(alliance)
    assert set(before.settled) <= set(after), "what all agreed does not stand any more"
    for index in set(after) - set(before.settled):
        made = matters.offer(alliance, index)[1]
        assert index < before.size, "nobody else has seen what holds now"
        assert made.agreed.keys() - {lone}, "nobody else wanted what holds now"
        assert quieter or made.party != lone, "its own proposal came to hold"
    assert before.said <= said(alliance, lone), "what another said is lost"
    for index in before.open:
        assert alliance.redress.by_index[index].withdrawn is None, "what others spoke in was taken back"
    for one in alliance.redress.by_index.values():
        for each in one.levers.values():
            if usable(alliance, each):
                assert set(each.ends) <= set(each.agreed), "a lever is used that an end has not agreed to"


def picture(alliance: Alliance) -> dict[str, Any]:
    """What people see of redresses, with what has no order of its own as a mapping."""
    return {
        f"redress {one.index}": [
            one.party, one.owner, one.closed, dict.fromkeys(one.worths, True),
            [
                [list(each.ends), dict.fromkeys(each.agreed, True), usable(alliance, each)]
                for each in one.levers.values()
            ],
            [
                [each.party, dict.fromkeys(each.agreed, True), each.pending, dict.fromkeys(missing(alliance, each), 1)]
                for each in one.offers.values()
            ],
        ]
        for one in alliance.redress.by_index.values()
    }  # fmt: skip


missing = matters.missing


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts of a redress as a dishonest host could write them, sound or not."""
    day = st.sampled_from([date.min, date.max, date(2026, 2, 1), date(2026, 6, 1)])
    reason = st.sampled_from(["why", ""])
    number = st.sampled_from([Decimal(text) for text in ("0", "1", "5", "-1", "NaN", "1E30")])
    figures = st.lists(st.builds(Figure, somebody, st.none() | number), max_size=3).map(tuple)
    moves = st.lists(st.builds(Move, entry, number), max_size=3).map(tuple)
    parties = st.lists(somebody, max_size=3).map(tuple)
    at: dict[str, Any] = {"by": anybody, "redress": entry}
    lever: dict[str, Any] = {"by": anybody, "lever": entry}
    offer: dict[str, Any] = {"by": anybody, "offer": entry}
    return st.one_of(
        st.builds(
            matters.RedressOpened, by=anybody, pool=st.sampled_from(["work", "none"]),
            reason=st.sampled_from(["stands", "felt", "x"]), due=day, note=reason, computed_at=entry, figures=figures,
        ),
        st.builds(practice.RedressTaken, **at, due=day),
        st.builds(practice.RedressWithdrawn, **at, reason=reason),
        st.builds(
            matters.LeverNamed, **at, lever=st.sampled_from(["work", "x"]), what=reason, giver=somebody,
            receiver=somebody, most=number, price=number, start=number,
        ),
        st.builds(levers.LeverAgreed, **lever),
        st.builds(levers.LeverDeclined, **lever, reason=reason),
        st.builds(levers.LeverWithdrawn, **lever, reason=reason),
        st.builds(matters.RemedyProposed, **at, moves=moves, until=day, must_move=st.none() | number),
        st.builds(matters.ConsentProposed, **at, until=day, reason=reason),
        st.builds(matters.ClosingProposed, **at, reason=reason),
        st.builds(offers.OfferAgreed, **offer),
        st.builds(offers.OfferDeclined, **offer, reason=reason),
        st.builds(offers.OfferWithdrawn, **offer, reason=reason),
        st.builds(matters.WorthStated, **at, alone=number, gains=st.lists(
            st.builds(Gain, parties, number), max_size=2).map(tuple)),
    )  # fmt: skip
