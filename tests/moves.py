"""Moves that any party may try, for properties: each is a few small numbers, and means the same under any names.

Most random moves are refused, and a refusal is an outcome like another.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from hypothesis import strategies as st

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.terms import FairnessRule, PartyTerms, Pool, Rate, Terms
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.refusals import Refused
from tests import (
    aiming_moves,
    arranging_moves,
    asking_moves,
    cast,
    deciding_moves,
    listening_moves,
    meeting_moves,
    mending_moves,
    observing_moves,
    parting_moves,
    promising_moves,
    quarrelling_moves,
    sharing_moves,
    stating_moves,
    valuing_moves,
)
from tests.cast import Scene, person

PRACTICES: dict[str, Any] = {
    "promise": promising_moves,
    "decide": deciding_moves,
    "meet": meeting_moves,
    "quarrel": quarrelling_moves,
    "arrange": arranging_moves,
    "observe": observing_moves,
    "state": stating_moves,
    "share": sharing_moves,
    "part": parting_moves,
    "aim": aiming_moves,
    "ask": asking_moves,
    "mend": mending_moves,
    "listen": listening_moves,
    "value": valuing_moves,
}
"""The practices with moves of their own. A move of one is called `practice:kind`: two may have kinds of one name."""

KINDS = (
    "table", "accept", "accept", "withdraw_acceptance", "sign", "sign", "decline", "drop_draft",
    "post", "post", "post", "correct", "confirm", "confirm", "confirm", "dispute", "withdraw", "appreciate", "note",
    "rename", "name", "drop", "seat", "leave",
    *(f"{name}:{kind}" for name, practice in PRACTICES.items() for kind in practice.KINDS),
)  # fmt: skip


class Move(NamedTuple):
    """What somebody tries: the numbers of who acts and whom it is about, and two to choose entries and amounts."""

    kind: str
    who: int
    about: int
    pick: int
    amount: int


def moves(who: st.SearchStrategy[int]) -> st.SearchStrategy[Move]:
    """Any move by one of these."""
    small = st.integers(0, 7)
    return st.builds(Move, st.sampled_from(KINDS), who, st.integers(0, 2), small, small)


def meetings() -> st.SearchStrategy[list[Move]]:
    """All three at work: any moves, and now and then a round in which a text is tabled, accepted and signed by some."""

    def one_round(who: int, amount: int, acceptors: int, signers: int) -> list[Move]:
        turn = [(who + number) % 3 for number in range(3)]
        accepted = [Move("accept", one, 0, 1, 0) for one in turn[:acceptors]]
        return [Move("table", who, 0, 1, amount), *accepted, *[Move("sign", one, 0, 1, 0) for one in turn[:signers]]]

    number = st.integers(0, 2)
    rounds = st.builds(one_round, number, st.integers(0, 7), st.integers(1, 3), st.integers(0, 3))
    small = st.integers(0, 7)
    stages = st.integers(1, 9)
    told = {
        "arrange": st.builds(arranging_moves.one_round, number, st.integers(2, 7), small, number, st.integers(2, 7)),
        **{
            name: st.builds(practice.one_round, number, stages, small, small)
            for name, practice in PRACTICES.items()
            if name != "arrange"
        },
    }
    matters = [round_.map(partial(_named, name)) for name, round_ in told.items()]
    single = moves(number).map(lambda move: [move])
    return st.lists(st.one_of(single, single, single, rounds, *matters, matters[0], matters[-1]), max_size=25).map(
        lambda parts: list(chain.from_iterable(parts))
    )


def _named(practice: str, told: Iterable[tuple[str, int, int, int, int]]) -> list[Move]:
    """The moves of a round under the name of their practice; time that passes is anybody's."""
    own = set(PRACTICES[practice].KINDS)
    return [Move(f"{practice}:{kind}" if kind in own else kind, *rest) for kind, *rest in told]


def text(names: Sequence[str], amount: int) -> Terms:
    """One of a few sound texts between these, whose pools differ in rule, rates and confirmations."""
    shares = dict(zip(names, (Decimal("0.5"), Decimal("0.3"), Decimal("0.2")), strict=True))
    rates = (Rate("goods", "crate", Decimal(7)),) if amount % 2 else ()
    work = Pool("work", "Work", "EUR", rates=rates)
    play = Pool("play", "Play", "points", FairnessRule(shares=shares), confirmations="one")
    named = tuple(PartyTerms(name, name) for name in names)
    held = observing_moves.HELD
    given = aiming_moves.ASSUMED
    return Terms(
        title=f"Text {amount}", purpose="To try.", parties=named, pools=(work, play), principles=held, assumptions=given
    )


def opened(names: Sequence[str], founder: int = 0) -> Scene:
    """An alliance of three, whose founder is the one with this number, with an agreement in force."""
    scene = Scene()
    named = [NamedParty(name, f"The {name}") for name in names]
    first = names[founder]
    scene.enter(
        first,
        parties.found(scene.alliance, by=person(first), now=scene.now, party=first, name="Three", parties=named),
    )
    for number in range(3):
        name = names[(founder + number) % 3]
        scene.seat(person(name), name, person(first))
    index = scene.act(person(first), agreement.table, terms=text(names, 0), base=0, reason="founding").index
    for act in (agreement.accept, agreement.sign):
        for name in names:
            seal = {"digest": digest_on_table(scene)} if act is agreement.sign else {}
            scene.act(person(name), act, draft=index, **seal)
    return scene


def staffed(names: Sequence[str]) -> Scene:
    """The same three at work, each with a colleague who can take something over."""
    scene = opened(names)
    for number, name in enumerate(names):
        scene.seat(f"q{number}", name, person(name), role="member")
    return scene


def digest_on_table(scene: Scene) -> str:
    draft = scene.alliance.agreement.draft
    return draft.digest if draft else ""


def play(scene: Scene, names: Sequence[str], tried: Iterable[Move]) -> list[str]:
    """Try these moves; for each “done”, or the code of the refusal."""
    return [_outcome(scene, names, move) for move in tried]


def _outcome(scene: Scene, names: Sequence[str], move: Move) -> str:
    try:
        _try(scene, names, move)
    except Refused as refusal:
        str(refusal)
        return refusal.code
    return "done"


def _try(scene: Scene, names: Sequence[str], move: Move) -> None:
    who, about = person(names[move.who]), names[move.about]
    practice, kind = _practice(move.kind)
    if practice in _AMONG_ALL:
        practice.try_move(scene, who, names, about, kind, move.pick, move.amount)
    elif practice in _ABOUT_ONE:
        practice.try_move(scene, who, about, kind, move.pick, move.amount)
    elif practice is not None:
        practice.try_move(scene, who, kind, move.pick, move.amount)
    elif move.kind in _ON_THE_LEDGER:
        _on_the_ledger(scene, who, about, move)
    elif move.kind in _ON_THE_SEATS:
        _on_the_seats(scene, names, who, about, move)
    else:
        _on_the_text(scene, names, who, move)


def _practice(kind: str) -> tuple[Any, str]:
    """The practice of a move and its kind there; None for the text, the ledger and the seats."""
    name, _, own = kind.rpartition(":")
    named = PRACTICES.get(name)
    return named or next((practice for practice in PRACTICES.values() if own in practice.KINDS), None), own


_AMONG_ALL: tuple[Any, ...] = (
    promising_moves,
    quarrelling_moves,
    parting_moves,
    sharing_moves,
    arranging_moves,
    aiming_moves,
    mending_moves,
    valuing_moves,
    listening_moves,
)
"""Practices whose moves need to know who else there is."""

_ABOUT_ONE: tuple[Any, ...] = (observing_moves, stating_moves)
"""Practices whose moves are about one other party."""

_ON_THE_LEDGER = {"post", "correct", "confirm", "dispute", "withdraw", "appreciate", "note"}
_ON_THE_SEATS = {"rename", "name", "drop", "seat", "leave"}


def _on_the_text(scene: Scene, names: Sequence[str], who: str, move: Move) -> None:
    at, draft = scene.alliance.agreement, scene.alliance.agreement.draft
    index = draft.index if draft and move.pick else 3
    match move.kind:
        case "table":
            seen = draft.index if draft and move.pick else None
            version = len(at.versions)
            scene.act(
                who, agreement.table, terms=text(names, move.amount), base=version, reason="change", note="why",
                replaces=seen,
            )  # fmt: skip
        case "accept":
            scene.act(who, agreement.accept, draft=index)
        case "withdraw_acceptance":
            scene.act(who, agreement.withdraw_acceptance, draft=index, reason="why")
        case "sign":
            scene.act(who, agreement.sign, draft=index, digest=digest_on_table(scene))
        case "decline":
            scene.act(who, agreement.decline, draft=index, reason="why")
        case _:
            scene.act(who, agreement.drop_draft, draft=index, reason="why")


def _on_the_ledger(scene: Scene, who: str, about: str, move: Move) -> None:
    postings = list(scene.alliance.ledger.postings)
    entry = postings[-1 - move.pick % len(postings)] if postings else 0
    match move.kind:
        case "post":
            crate = {"unit": "crate", "resource": "goods"} if move.pick % 2 else {}
            side = ("contribution", "responsibility", "reward")[move.pick % 3]
            scene.post(who, about, move.amount, pool=("work", "play")[move.pick // 4], side=side, **crate)
        case "correct":
            old = scene.alliance.ledger.posting(entry)
            scene.post(who, old.fact.of, move.amount, pool=old.fact.pool, side=old.side, corrects=entry)
        case "confirm":
            scene.confirm(who, entry)
        case "dispute":
            scene.act(who, ledger.dispute, entry=entry, reason="why")
        case "withdraw":
            scene.act(who, ledger.withdraw, entry=entry, reason="why")
        case "appreciate":
            scene.act(who, ledger.appreciate, to=about, on=cast.DAY, what="thank you")
        case _:
            scene.act(who, ledger.note, entry=entry, text="remember")


def _on_the_seats(scene: Scene, names: Sequence[str], who: str, about: str, move: Move) -> None:
    match move.kind:
        case "rename":
            scene.act(who, parties.rename_party, name=f"The {about}")
        case "name":
            scene.act(who, parties.name_party, party=NamedParty("late", "Late"))
        case "drop":
            scene.act(who, parties.drop_party, party=about)
        case "seat":
            scene.seat(f"q{move.pick}", about, who, role=("manager", "member")[move.amount % 2])
        case _:
            scene.act(who, parties.leave_seat, person=person(names[move.pick % 3]))
