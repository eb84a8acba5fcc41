"""Moves on statements and incidents that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import statements
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.statements import assessments, incidents, repairs
from paripassu.alliance.statements.raised import Incident, IncidentRaised, pledge_status
from paripassu.alliance.statements.stated import Assessment, Stated, Statement, result, status
from tests.cast import Scene

KINDS = (
    "state", "state", "restate", "take_back_statement", "assess", "assess", "agree_assessment", "agree_assessment",
    "contest_assessment", "take_back_assessment", "raise", "raise", "answer_incident", "take_back_incident", "pledge",
    "pledge", "accept_pledge", "return_pledge", "take_back_pledge", "follow_up", "follow_up", "close", "reopen",
)  # fmt: skip


def one_round(who: int, stages: int, pick: int, amount: int) -> list[tuple[str, int, int, int, int]]:
    """A statement that goes its way for so many stages, or an incident that does."""
    first, second = [number for number in range(3) if number != who]
    if pick % 2:
        story = [
            [("raise", first, who, 0, amount)],
            [("answer_incident", who, first, 0, amount)],
            [("pledge", who, first, 0, amount)],
            [("accept_pledge", first, who, 0, amount)],
            [("follow_up", first, who, 0, amount), ("follow_up", who, first, 0, 2)],
            [("close", first, who, 0, amount)],
            [("close", who, first, 0, amount)],
        ]
    else:
        story = [
            [("state", who, who, 0, amount)],
            [("assess", (who, first)[amount % 2], who, 0, amount)],
            [("agree_assessment", (first, who)[amount % 2], who, 0, amount)],
            [("agree_assessment", second, who, 0, amount)],
            [("assess", second, who, 0, amount + 1)],
        ]
    return [move for stage in story[:stages] for move in stage]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, about, pick, amount))


def _stated(scene: Scene, _about: str, _pick: int, amount: int) -> dict[str, Any]:
    counted = {"quantity": Decimal(amount), "unit": "cells", "within": Decimal(1)} if amount % 3 == 0 else {}
    return {
        "sort": "forecast", "what": f"Thing {amount}", "how": "Look", "due": scene.now.date() + timedelta(days=amount),
        "probability": 10 * amount, **counted,
    }  # fmt: skip


def _assessed(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    index = last(list(scene.alliance.statements.by_index), pick)
    statement = scene.alliance.statements.by_index.get(index)
    so = amount % 2
    fields: dict[str, Any] = {"statement": index, "verdict": "borne_out" if so else "refuted", "evidence": "seen"}
    if statement is not None and statement.fact.quantity is not None:
        fields["observed"] = statement.fact.quantity + (0 if so else 5)
    return fields


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: Any) -> Callable[..., dict[str, Any]]:
    return lambda scene, _about, pick, _amount: {name: last(found(scene), pick), **more}


def _statements(scene: Scene) -> list[int]:
    return list(scene.alliance.statements.by_index)


def _assessments(scene: Scene) -> list[int]:
    return list(scene.alliance.statements.of_assessment)


def _incidents(scene: Scene) -> list[int]:
    return list(scene.alliance.statements.incidents)


def _pledges(scene: Scene) -> list[int]:
    return list(scene.alliance.statements.of_pledge)


def _pledge(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"incident": last(_incidents(scene), pick), "what": "We call", "due": scene.now.date() + timedelta(amount)}


def _answer(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    view = "acknowledged" if amount % 2 else "otherwise"
    return {"incident": last(_incidents(scene), pick), "view": view, "text": "so"}


def _raise(scene: Scene, about: str, pick: int, _amount: int) -> dict[str, Any]:
    index = last(_statements(scene), pick)
    return {
        "concerns": about, "what": "We learned it late", "effect": "Planned in vain", "on": scene.now.date(),
        "about": (index,) if index else (),
    }  # fmt: skip


def _follow_up(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"pledge": last(_pledges(scene), pick), "held": amount % 3 != 0, "evidence": "seen"}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "state": (statements.state, _stated),
    "restate": (
        statements.state,
        lambda scene, about, pick, amount: {
            **_stated(scene, about, pick, amount),
            "supersedes": last(_statements(scene), pick),
        },
    ),
    "take_back_statement": (statements.withdraw, _at("statement", _statements, reason="why")),
    "assess": (assessments.assess, _assessed),
    "agree_assessment": (assessments.agree, _at("assessment", _assessments)),
    "contest_assessment": (assessments.contest, _at("assessment", _assessments, reason="why")),
    "take_back_assessment": (assessments.withdraw, _at("assessment", _assessments, reason="why")),
    "raise": (incidents.raise_incident, _raise),
    "answer_incident": (incidents.answer, _answer),
    "take_back_incident": (incidents.withdraw, _at("incident", _incidents, reason="why")),
    "pledge": (repairs.pledge, _pledge),
    "accept_pledge": (repairs.accept, _at("pledge", _pledges)),
    "return_pledge": (repairs.return_pledge, _at("pledge", _pledges, reason="why")),
    "take_back_pledge": (repairs.withdraw, _at("pledge", _pledges, reason="why")),
    "follow_up": (repairs.follow_up, _follow_up),
    "close": (incidents.close, _at("incident", _incidents, text="done")),
    "reopen": (incidents.withdraw_closing, _at("incident", _incidents, reason="why")),
}


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood when one party began to act alone."""

    size: int
    joint: set[tuple[Any, ...]]
    said: dict[tuple[Any, ...], Any]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        """The picture of this moment."""
        return cls(alliance.size, joint(alliance), said(alliance, lone))


def joint(alliance: Alliance) -> set[tuple[Any, ...]]:
    """What has taken effect between several: assessments agreed by all, pledges accepted, incidents closed by both."""
    state = alliance.statements
    found: set[tuple[Any, ...]] = {
        ("settled", index, each.index)
        for index, statement in state.by_index.items()
        for each in statement.assessments
        if each.settled is not None
    }
    for index, incident in state.incidents.items():
        found |= {("accepted", index, each.index) for each in incident.pledges if each.accepted is not None}
        if incident.closed is not None:
            found.add(("closed", index, index))
    return found


def said(alliance: Alliance, lone: str) -> dict[tuple[Any, ...], Any]:
    """Everything that others than the lone party have said about statements and incidents."""
    found: dict[tuple[Any, ...], Any] = {}
    for index, statement in alliance.statements.by_index.items():
        found[index, "fact"] = statement.fact
        if statement.party != lone:
            found[index, "stands"] = (statement.withdrawn, statement.corrected_by)
        for each in statement.assessments:
            found |= _of_assessment(each, lone)
    for index, incident in alliance.statements.incidents.items():
        found |= _of_incident(index, incident, lone)
    return found


def _of_assessment(each: Assessment, lone: str) -> dict[tuple[Any, ...], Any]:
    found: dict[tuple[Any, ...], Any] = {(each.index, "agreed", party): word for party, word in each.agreed.items()}
    found |= {(each.index, "contested", party): words for party, words in each.contested.items()}
    found = {key: word for key, word in found.items() if key[2] != lone}
    if each.party != lone:
        found[each.index, "assessed"] = (each.verdict, each.evidence, each.withdrawn, each.overtaken)
    return found


def _of_incident(index: int, incident: Incident, lone: str) -> dict[tuple[Any, ...], Any]:
    found: dict[tuple[Any, ...], Any] = {(index, "raised"): incident.fact}
    if incident.party != lone:
        found[index, "withdrawn"] = incident.withdrawn
    if incident.fact.concerns != lone:
        found[index, "answers"] = tuple(incident.answers)
        found[index, "pledges"] = tuple((each.index, each.what, each.withdrawn) for each in incident.pledges)
    for each in incident.pledges:
        for party, words in each.found.items():
            if party != lone:
                found[each.index, "found", party] = tuple(words)
    return found | {(index, "closing", party): word for party, word in incident.closing.items() if party != lone}


def check(before: Before, alliance: Alliance, lone: str, moment: datetime) -> None:
    """Fails when the lone party has brought about alone what it wants, undone what is joint, or lost others' words."""
    after, words = joint(alliance), said(alliance, lone)
    assert before.joint <= after, "what was joint does not stand any more"
    assert {key: words[key] for key in before.said} == before.said
    for kind, index, entry in after - before.joint:
        assert _others(alliance, kind, index, entry, lone, before.size), f"{kind} by the lone party alone"
    for statement in alliance.statements.by_index.values():
        counts = result(statement, moment)
        if statement.party == lone and counts is not None and counts.party == lone:
            assert set(counts.agreed) - {lone}, "its own statement counts on its own word"


def _others(alliance: Alliance, kind: str, index: int, entry: int, lone: str, size: int) -> bool:
    """Whether somebody else had said what was needed of them before the lone party began."""
    state = alliance.statements
    if kind == "settled":
        each = next(one for one in state.by_index[index].assessments if one.index == entry)
        spoke = {each.party: each.index} | {party: word.entry for party, word in each.agreed.items()}
    elif kind == "accepted":
        pledge = next(one for one in state.incidents[index].pledges if one.index == entry)
        assert pledge.accepted is not None
        spoke = {
            state.incidents[index].fact.concerns: pledge.index,
            state.incidents[index].party: pledge.accepted.entry,
        }
    else:
        spoke = {party: word.entry for party, word in state.incidents[index].closing.items()}
    return bool(spoke.keys() - {lone}) and all(at < size for party, at in spoke.items() if party != lone)


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of statements and incidents, with what has no order of its own as a mapping."""
    state = alliance.statements
    return {
        f"statement {index}": [
            each.party, status(each, now), [_assessment(alliance, each, one) for one in each.assessments],
        ]
        for index, each in state.by_index.items()
    } | {
        f"incident {index}": [
            each.party, each.fact.concerns, incidents.standing(alliance, each, now), dict.fromkeys(each.closing, True),
            [[one.index, pledge_status(one, now), dict.fromkeys(one.found, True)] for one in each.pledges],
        ]
        for index, each in state.incidents.items()
    }  # fmt: skip


def _assessment(alliance: Alliance, statement: Statement, each: Assessment) -> list[Any]:
    return [
        each.index, each.party, each.verdict, each.answer_by.isoformat(), dict.fromkeys(each.agreed, True),
        dict.fromkeys(each.contested, True), dict.fromkeys(statements.asked(alliance, statement, each), True),
        dict.fromkeys(assessments.needed(alliance, statement, each), True),
    ]  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about statements as a dishonest host could write them, sound or not."""
    day = st.sampled_from([date.min, date.max, date(2026, 1, 12), date(2026, 1, 19)])
    text = st.sampled_from(["why", ""])
    odd = st.none() | st.sampled_from([Decimal(0), Decimal(5), Decimal("NaN"), Decimal("1E30")])
    stated = st.builds(
        Stated, by=anybody, sort=st.just("forecast"), what=text, due=day, how=text, quantity=odd, within=odd, unit=text,
        probability=st.none() | st.sampled_from([-1, 50, 10**9]), supersedes=st.none() | entry,
    )  # fmt: skip
    assessed = st.builds(
        assessments.Assessed, by=anybody, statement=entry, evidence=text, observed=odd,
        verdict=st.sampled_from(["borne_out", "refuted", "unclear"]), days=st.sampled_from([-1, 0, 14, 10**9]),
    )  # fmt: skip
    return st.one_of(
        stated,
        assessed,
        assessed,
        st.builds(statements.Withdrawn, by=anybody, statement=entry, reason=text),
        st.builds(assessments.AssessmentAgreed, by=anybody, assessment=entry),
        st.builds(assessments.AssessmentContested, by=anybody, assessment=entry, reason=text),
        st.builds(assessments.AssessmentWithdrawn, by=anybody, assessment=entry, reason=text),
        st.builds(IncidentRaised, by=anybody, concerns=somebody, what=text, effect=text, on=day),
        st.builds(incidents.IncidentAnswered, by=anybody, incident=entry, view=st.just("acknowledged"), text=text),
        st.builds(incidents.IncidentWithdrawn, by=anybody, incident=entry, reason=text),
        st.builds(incidents.IncidentClosed, by=anybody, incident=entry, text=text),
        st.builds(incidents.ClosingWithdrawn, by=anybody, incident=entry, reason=text),
        st.builds(repairs.RepairPledged, by=anybody, incident=entry, what=text, due=day, follow_up=day),
        st.builds(repairs.PledgeAccepted, by=anybody, pledge=entry),
        st.builds(repairs.PledgeReturned, by=anybody, pledge=entry, reason=text),
        st.builds(repairs.PledgeWithdrawn, by=anybody, pledge=entry, reason=text),
        st.builds(repairs.RepairFollowedUp, by=anybody, pledge=entry, held=st.booleans(), evidence=text),
    )
