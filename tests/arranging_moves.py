"""Moves on parties and people that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import (
    NamedParty,
    arrangements,
    bodies,
    capabilities,
    handovers,
    membership,
    responsibilities,
    ties,
)
from paripassu.alliance.parties.bodies import BodyDissolved, BodySet, BodyTerms
from paripassu.alliance.parties.membership import CandidateDropped, Joining, Return, Suspension
from paripassu.alliance.parties.responsibilities import LineDropped, LineSet, LineTerms
from paripassu.alliance.refusals import Refused
from tests.cast import Scene, person

KINDS = (
    "body", "line", "change_body", "change_line", "dissolve", "drop_line", "join", "drop_candidate", "suspend",
    "return",
    "agree_to", "agree_to", "agree_to", "agree_to", "decline_it", "take_it_back", "members", "sponsor", "line_person",
    "state", "meet", "pass_on", "acknowledge", "call_off", "leave_alliance", "stay", "months_go_by", "candidate_sits",
)  # fmt: skip

Told = tuple[str, int, int, int, int]

STORIES = (
    (
        ("body", 0),
        ("agree_to", 1),
        ("agree_to", 2),
        ("members", 0),
        ("members", 1),
        ("change_body", 2),
        ("agree_to", 0),
    ),
    (("line", 0), ("agree_to", 1), ("agree_to", 2), ("line_person", 0), ("line_person", 1), ("change_line", 1)),
    (("sponsor", 0), ("pass_on", 0), ("acknowledge", 0), ("sponsor", 1), ("pass_on", 1), ("call_off", 1)),
    (("join", 0), ("agree_to", 1), ("agree_to", 2), ("candidate_sits", 0), ("drop_candidate", 1), ("agree_to", 2)),
    (("suspend", 0), ("agree_to", 1), ("agree_to", 2), ("post", 1), ("return", 2), ("agree_to", 0), ("agree_to", 1)),
    (("leave_alliance", 0), ("stay", 0), ("leave_alliance", 0), ("months_go_by", 1), ("post", 1), ("confirm", 2)),
    (("line", 0), ("decline_it", 1), ("take_it_back", 0), ("state", 1), ("meet", 2)),
)
"""Matters that go their way for so many steps, by the places of who acts."""


def one_round(who: int, steps: int, story: int, about: int, amount: int) -> list[Told]:
    """A matter that goes its way for so many steps."""
    matter = STORIES[story % len(STORIES)][:steps]
    return [(kind, (who + place) % 3, about % 3, 3 * (kind == "pass_on"), amount) for kind, place in matter]


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    if kind == "months_go_by":
        scene.now += timedelta(days=20 * amount)
    elif kind == "acknowledge":
        handover = scene.alliance.handovers.by_entry.get(_last(scene.alliance.handovers.by_entry, pick))
        taker = (
            handover.fact.colleague if handover and scene.alliance.parties.seat(who).party == handover.party else who
        )
        scene.act(taker, handovers.acknowledge, handover=handover.index if handover else 0)
    elif kind == "candidate_sits":
        scene.seat("p_late", "late", who)
    elif kind in _MATTERS:
        matter = arrangements.over_what_stands(scene.alliance, _MATTERS[kind](scene, names, about, pick, amount))
        scene.act(who, arrangements.propose, matter=matter, why="why")
    else:
        act, fields = _MOVES[kind]
        scene.act(who, act, **fields(scene, who, names, about, pick, amount))


def _last(found: Any, pick: int) -> int:
    found = list(found)
    return found[-1 - pick % min(len(found), 3)] if found else 0


def _terms(names: Sequence[str], pick: int, amount: int) -> BodyTerms:
    sides = names[: 2 + pick % 2]
    return BodyTerms(name=f"Body {amount}", purpose="To try.", parties=tuple(sides), notice=pick)


def _letters(names: Sequence[str], pick: int, amount: int) -> LineTerms:
    return LineTerms(what=f"Line {amount}", letters={names[pick % 3]: "RA", names[amount % 3]: "A"})


_MATTERS: dict[str, Callable[[Scene, Sequence[str], str, int, int], Any]] = {
    "body": lambda _s, names, _about, pick, amount: BodySet(_terms(names, pick, amount)),
    "line": lambda _s, names, _about, pick, amount: LineSet(_letters(names, pick, amount)),
    "change_body": lambda s, names, _about, pick, amount: BodySet(
        _terms(names, pick, amount), _last(s.alliance.bodies.by_entry, pick)
    ),
    "change_line": lambda s, names, _about, pick, amount: LineSet(
        _letters(names, pick, amount), _last(s.alliance.responsibilities.by_entry, pick)
    ),
    "dissolve": lambda s, _names, _about, pick, _amount: BodyDissolved(_last(s.alliance.bodies.by_entry, pick)),
    "drop_line": lambda s, _n, _about, pick, _amount: LineDropped(_last(s.alliance.responsibilities.by_entry, pick)),
    "join": lambda _s, _names, _about, _pick, _amount: Joining(NamedParty("late", "Late")),
    "drop_candidate": lambda _s, _names, _about, _pick, _amount: CandidateDropped("late"),
    "suspend": lambda _s, _names, about, _pick, _amount: Suspension(about),
    "return": lambda _s, _names, about, _pick, _amount: Return(about),
}


def _at(name: str, found: Callable[[Alliance], Any], **more: str) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
        return {name: _last(found(scene.alliance), pick), **more}

    return fields


def _proposed(alliance: Alliance) -> Any:
    return alliance.arrangements.by_entry


def _members(scene: Scene, who: str, _n: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    people = [who] if amount % 3 else [person(about)]
    return {"body": _last(scene.alliance.bodies.by_entry, pick), "members" if pick % 2 else "observers": people}


def _pass_on(scene: Scene, who: str, names: Sequence[str], about: str, pick: int, _amount: int) -> dict[str, Any]:
    """To the colleague, who is called after the place of the party; now and then to one of another side."""
    place = [person(name) for name in names].index(who)
    return {"person": who if pick % 4 else person(about), "colleague": f"q{place if pick % 3 else pick % 2}"}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "agree_to": (arrangements.agree, _at("arrangement", _proposed)),
    "decline_it": (arrangements.decline, _at("arrangement", _proposed, reason="why")),
    "take_it_back": (arrangements.withdraw, _at("arrangement", _proposed, reason="why")),
    "members": (bodies.name_members, _members),
    "sponsor": (responsibilities.name_sponsor, lambda _s, who, *_: {"person": who}),
    "line_person": (
        responsibilities.name_line_person,
        lambda s, who, _n, _a, pick, _m: {"line": _last(s.alliance.responsibilities.by_entry, pick), "person": who},
    ),
    "state": (
        capabilities.state,
        lambda s, _w, _n, _a, pick, _m: {"abilities": [f"thing {pick}"], "review": s.now.date() + timedelta(days=30)},
    ),
    "meet": (ties.note_interaction, lambda s, _w, _n, about, *_: {"people": [person(about)], "on": s.now.date()}),
    "pass_on": (handovers.hand_over, _pass_on),
    "call_off": (handovers.call_off, _at("handover", lambda alliance: alliance.handovers.by_entry, reason="why")),
    "leave_alliance": (
        membership.announce_leave,
        lambda s, _w, _n, _a, _p, amount: {"on": s.now.date() + timedelta(days=30 + amount), "reason": "why"},
    ),
    "stay": (membership.withdraw_leave, lambda *_: {"reason": "why"}),
}


def outcome(scene: Scene, names: Sequence[str], kind: str, who: int, about: int, pick: int, amount: int) -> str:
    """Try a move: “done”, or the code of the refusal, whose sentence is whole."""
    try:
        try_move(scene, person(names[who]), names, names[about], kind, pick, amount)
    except Refused as refusal:
        str(refusal)
        return refusal.code
    return "done"


# --- what stands, to be compared ---


def own(alliance: Alliance, party: str) -> dict[str, Any]:
    """What is a party's alone, as it stands."""
    return {
        "sponsor": alliance.responsibilities.sponsors.get(party),
        "stated": alliance.capabilities.by_party.get(party, [])[:],
        "carries": {index: each.people.get(party) for index, each in alliance.responsibilities.by_entry.items()
                    if party in each.terms.letters},
        "handovers": {index: (each.done, each.called_off) for index, each in alliance.handovers.by_entry.items()
                      if each.party == party},
        "said": {index: (each.agreed.get(party), each.declined.get(party))
                 for index, each in alliance.arrangements.by_entry.items() if each.settled is None},
    }  # fmt: skip


class Before(NamedTuple):
    """What stood among parties and people when one party began to act alone."""

    size: int
    settled: frozenset[int]
    own: dict[str, dict[str, Any]]
    suspended: dict[str, int]
    voices: frozenset[str]
    leaving: dict[str, date]

    @classmethod
    def of(cls, alliance: Alliance) -> "Before":
        return cls(
            alliance.size,
            _settled(alliance),
            {name: own(alliance, name) for name in alliance.parties.by_id},
            dict(alliance.membership.suspended),
            frozenset(membership.voices(alliance)),
            {party: notice.on for party, notice in alliance.membership.leaving.items()},
        )


def _settled(alliance: Alliance) -> frozenset[int]:
    found = alliance.arrangements.by_entry.items()
    return frozenset(index for index, each in found if each.settled is not None)


def quieter(before: Before, alliance: Alliance, lone: str) -> bool:
    """Whether somebody else has no voice any more: what waited for its word only does not wait any longer."""
    return bool(before.voices - set(membership.voices(alliance)) - {lone})


def check(before: Before, alliance: Alliance, lone: str, now: datetime) -> None:
    """Fails when the lone party has arranged something alone, silenced somebody, or touched what is another's own."""
    after = alliance.arrangements.by_entry
    for index in _settled(alliance) - before.settled:
        assert index < before.size, "what nobody else has seen came about"
        assert after[index].party != lone or set(after[index].agreed) - {lone}, "its own proposal came about by itself"
    assert before.settled <= _settled(alliance), "what was joint does not stand any more"
    _untouched(before, alliance, lone)
    _not_silenced(before, alliance, lone, now)


def _untouched(before: Before, alliance: Alliance, lone: str) -> None:
    for name in before.own.keys() - {lone} - alliance.membership.left.keys():
        was, stands = before.own[name], own(alliance, name)
        for what in ("sponsor", "stated", "handovers"):
            assert stands[what] == was[what], f"another's own: {what}"
        assert all(stands["said"].get(index, said) == said for index, said in was["said"].items())


def _not_silenced(before: Before, alliance: Alliance, lone: str, now: datetime) -> None:
    at, versions = alliance.membership, alliance.agreement.versions
    for party in at.suspended.keys() - before.suspended.keys():
        arranged = alliance.arrangements.by_entry[at.suspended[party]]
        assert arranged.index < before.size
        assert arranged.party not in (lone, party), "one party alone silenced another"
    for party in before.voices - set(membership.voices(alliance)) - at.suspended.keys() - {lone}:
        by_notice = party in before.leaving and before.leaving[party] < now.date()
        assert by_notice or party not in versions[-1].partners, "one party alone sent another away"


def picture(alliance: Alliance) -> dict[str, Any]:
    """Where parties and people stand, with what has no order of its own as a mapping."""
    return {
        "arrangements": {
            str(index): [each.status, dict.fromkeys(each.agreed, True), dict.fromkeys(each.declined, True),
                         dict.fromkeys(arrangements.missing(alliance, each), True)]
            for index, each in alliance.arrangements.by_entry.items()
        },
        "bodies": {str(index): [each.terms.name, dict.fromkeys(each.terms.parties, True), each.members, each.dissolved]
                   for index, each in alliance.bodies.by_entry.items()},
        "lines": {str(index): [each.terms.letters, each.people, each.dropped]
                  for index, each in alliance.responsibilities.by_entry.items()},
        "standing": [alliance.membership.candidates, alliance.membership.suspended, alliance.membership.left],
        "sponsors": alliance.responsibilities.sponsors,
        "handovers": {str(index): [each.party, each.done] for index, each in alliance.handovers.by_entry.items()},
    }  # fmt: skip
