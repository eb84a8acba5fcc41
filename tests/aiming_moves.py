"""Moves on goals and changes that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st

from paripassu.alliance import changes, goals
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.changes import effects, reassessing
from paripassu.alliance.changes.chain import unacknowledged
from paripassu.alliance.changes.notices import Expected, OnGoal
from paripassu.alliance.goals import importances, progress
from paripassu.alliance.goals.objectives import IMPORTANCES, Measure
from paripassu.alliance.seals import OpenedEntry
from tests.cast import Scene

ASSUMED = (Assumption("Current stays cheap.", "It doubles.", "a1"), Assumption("The harbour stays open.", id="a2"))
"""What the texts of the properties take as given."""

KINDS = (
    "aim", "agree_aim", "agree_aim", "refuse_aim", "take_back_aim", "aim_otherwise", "give_up_aim", "measure",
    "confirm_measure", "confirm_measure", "doubt_measure", "take_back_measure", "weigh_aim", "weigh_aim",
    "open_weights", "note_news", "open_news", "share_news", "read_news", "judge_news", "take_back_news",
    "view_news", "view_news", "answer_news", "agree_answer", "agree_answer", "refuse_answer",
    "take_back_answer", "name_text", "unname_text",
)  # fmt: skip


def one_round(owner: int, stages: int, amount: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """A goal, or a change, that goes its way for so many stages; the last `missing` of the others say nothing."""
    others = [number for number in range(3) if number != owner][: 2 - missing % 2]
    everybody = [owner, *others]
    goal = [
        [("aim", owner, 0, 0, amount)],
        [("agree_aim", other, 0, 0, 0) for other in others],
        [("weigh_aim", one, 0, 0, amount) for one in everybody],
        [("open_weights", owner, 0, 0, 0)],
        [("measure", owner, 0, 0, amount)],
        [("confirm_measure", other, 0, 0, 0) for other in others],
        [("aim_otherwise", others[0], 0, 0, amount)],
        [("agree_aim", one, 0, 0, 0) for one in everybody],
    ]
    change = [
        [("note_news", owner, 0, 0, amount), ("open_news", owner, 0, 0, 0)],
        [("read_news", others[0], 0, 0, amount), ("judge_news", others[0], 0, 0, amount)],
        [("view_news", one, 0, 0, amount) for one in everybody],
        [("answer_news", owner, 0, 0, amount)],
        [("agree_answer", other, 0, 0, 0) for other in others],
        [("name_text", owner, 0, 0, 0)],
    ]
    return [move for stage in (change if amount % 2 else goal)[:stages] for move in stage]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 3)] if found else 0


def try_move(scene: Scene, who: str, _names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, about, pick, amount))


def _aim(scene: Scene, _about: str, _pick: int, amount: int) -> dict[str, Any]:
    until = scene.now.date() + timedelta(days=30 * amount)
    return {
        "title": f"Goal {amount}", "what": "Trips", "unit": "trips", "baseline": Decimal(0),
        "target": Decimal(10 * amount), "until": until,
    }  # fmt: skip


def _otherwise(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"goal": last(_goals(scene), pick), "target": Decimal(amount), "reason": "why"}


def _measure(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    measured = Decimal(10 * amount)
    return {"goal": last(_goals(scene), pick), "on": scene.now.date(), "measured": measured, "evidence": "log"}


def _weigh(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"goal": last(_goals(scene), pick), "importance": IMPORTANCES[amount % 5]}


def _weights(scene: Scene, _about: str, pick: int, _amount: int) -> dict[str, Any]:
    goal = scene.alliance.goals.by_index.get(last(_goals(scene), pick))
    entries = importances.ready(scene.alliance, goal) if goal else ()
    return {"entries": [_envelope(scene, index) for index in entries]}


def _envelope(scene: Scene, index: int) -> OpenedEntry:
    body = msgspec.json.encode(scene.facts[index].fact, order="sorted").decode()
    return OpenedEntry(index, "00" * 32, body)


def _news(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    assumptions = (f"a{1 + pick % 2}",) if amount % 2 else ()
    return {
        "nature": "market", "title": f"News {amount}", "what": "It moved.", "noticed": scene.now.date(),
        "assumptions": assumptions,
    }  # fmt: skip


def _notes(scene: Scene, _about: str, pick: int, _amount: int) -> dict[str, Any]:
    noted = [each.index for each in scene.facts if isinstance(each.fact, changes.ChangeNoted)]
    return {"entries": [_envelope(scene, last(noted, pick))] if noted else []}


def _judge(scene: Scene, about: str, pick: int, amount: int) -> dict[str, Any]:
    on = [OnGoal(last(_goals(scene), pick), Decimal(amount))] if amount % 3 else []
    expects = [Expected("work", about, "given", Decimal(amount), percent=True)] if amount % 2 else []
    assumptions = ("a1",) if pick % 2 else ()
    return {
        "change": last(_changes(scene), pick), "text": "so", "assumptions": assumptions, "goals": on,
        "expects": expects,
    }  # fmt: skip


def _view(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    view = ("keep", "goals", "amend", "stop")[amount % 4]
    return {"change": last(_changes(scene), pick), "view": view, "reason": "why"}


def _answer(scene: Scene, _about: str, pick: int, amount: int) -> dict[str, Any]:
    view = ("keep", "goals", "amend", "stop")[amount % 4]
    return {"change": last(_changes(scene), pick), "view": view, "strategy": "so"}


def _text(scene: Scene, _about: str, pick: int, _amount: int) -> dict[str, Any]:
    draft = scene.alliance.agreement.draft
    return {"change": last(_changes(scene), pick), "draft": draft.index if draft else 3}


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: str) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, _about: str, pick: int, _amount: int) -> dict[str, Any]:
        return {name: last(found(scene), pick), **more}

    return fields


def _goals(scene: Scene) -> list[int]:
    return list(scene.alliance.goals.by_index)


def _offers(scene: Scene) -> list[int]:
    return [index for goal in scene.alliance.goals.by_index.values() for index in goal.offers]


def _reports(scene: Scene) -> list[int]:
    return [index for goal in scene.alliance.goals.by_index.values() for index in goal.reports]


def _changes(scene: Scene) -> list[int]:
    return list(scene.alliance.changes.by_index)


def _outcomes(scene: Scene) -> list[int]:
    return [index for change in scene.alliance.changes.by_index.values() for index in change.outcomes]


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "aim": (goals.propose, _aim),
    "agree_aim": (goals.agree, lambda scene, _about, pick, _amount: {"entries": [last(_offers(scene), pick)]}),
    "refuse_aim": (goals.decline, _at("entry", _offers, reason="why")),
    "take_back_aim": (goals.withdraw, _at("entry", _offers, reason="why")),
    "aim_otherwise": (goals.reassess, _otherwise),
    "give_up_aim": (goals.drop, _at("goal", _goals, reason="why")),
    "measure": (progress.report_progress, _measure),
    "confirm_measure": (progress.confirm, _at("report", _reports)),
    "doubt_measure": (progress.question, _at("report", _reports, reason="why")),
    "take_back_measure": (progress.withdraw, _at("report", _reports, reason="why")),
    "weigh_aim": (importances.state, _weigh),
    "open_weights": (open_sealed, _weights),
    "note_news": (changes.note, _news),
    "open_news": (open_sealed, _notes),
    "share_news": (changes.share, _news),
    "read_news": (changes.acknowledge, _at("change", _changes)),
    "judge_news": (effects.state_effect, _judge),
    "take_back_news": (changes.withdraw, _at("change", _changes, reason="why")),
    "view_news": (reassessing.state_view, _view),
    "answer_news": (reassessing.propose, _answer),
    "agree_answer": (reassessing.agree, _at("outcome", _outcomes)),
    "refuse_answer": (reassessing.decline, _at("outcome", _outcomes, reason="why")),
    "take_back_answer": (reassessing.withdraw, _at("outcome", _outcomes, reason="why")),
    "name_text": (changes.name_answer, _text),
    "unname_text": (changes.unname_answer, _text),
}


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood of goals and changes when one party began to act alone."""

    size: int
    joint: frozenset[tuple[str, int, str]]
    said: dict[str, Any]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        return cls(alliance.size, joint(alliance), said(alliance, lone))


def joint(alliance: Alliance) -> frozenset[tuple[str, int, str]]:
    """What has taken effect for all: its kind, its entry, and the party that wants it."""
    found = set[tuple[str, int, str]]()
    for goal in alliance.goals.by_index.values():
        found |= {("version", each.offer, goal.offers[each.offer].party) for each in goal.versions}
        found |= {("value", each.index, each.party) for each in goal.reports.values() if each.settled is not None}
    for change in alliance.changes.by_index.values():
        found |= {("outcome", each.index, each.party) for each in change.settled}
    return frozenset(found)


def said(alliance: Alliance, lone: str) -> dict[str, Any]:
    """Everything that others than the lone party have said of goals and changes."""

    def others(words: dict[str, Any]) -> dict[str, Any]:
        return {party: word for party, word in words.items() if party != lone}

    found: dict[str, Any] = {}
    back: Any
    words: Any
    for goal in alliance.goals.by_index.values():
        for offer in goal.offers.values():
            back = offer.withdrawn if offer.party != lone else None
            found[f"offer {offer.index}"] = (offer.measure, others(offer.agreed), others(offer.declined), back)
        for report in goal.reports.values():
            back = report.withdrawn if report.party != lone else None
            words = others(report.confirmed), others(report.questioned)
            found[f"report {report.index}"] = (report.value, *words, back)
        for number, each in enumerate(goal.rounds):
            found[f"round {goal.index} {number}"] = others(each.handed)
    for change in alliance.changes.by_index.values():
        back = change.withdrawn if change.party != lone else None
        words = others(change.acknowledged), others(change.effects), others(change.views)
        answers = {draft: each for draft, each in change.answers.items() if each.party != lone}
        found[f"change {change.index}"] = (change.fact, *words, answers, back)
        for outcome in change.outcomes.values():
            back = outcome.withdrawn if outcome.party != lone else None
            found[f"outcome {outcome.index}"] = (outcome.view, others(outcome.agreed), others(outcome.declined), back)
    return found


def check(before: Before, alliance: Alliance, lone: str, *, quieter: bool = False) -> None:
    """Fails when the lone party has brought about alone what it wants, undone what is joint, or lost others' words.

    `quieter`: a voice fell silent meanwhile, by what others had begun; what waited for nobody else then holds.
    """
    after = joint(alliance)
    assert before.joint <= after, "what was joint does not stand any more"
    for what, entry, wants in after - before.joint:
        assert entry < before.size, f"{what}: nobody else has seen it"
        assert wants != lone or quieter, f"{what}: it was for the lone party to want, and not to decide"
    now = said(alliance, lone)
    assert {name: now[name] for name in before.said} == before.said


def picture(alliance: Alliance) -> dict[str, Any]:
    """What people see of goals and changes, with what has no order of its own as a mapping."""
    return {
        str(index): {
            "title": goal.title,
            "in_force": goal.in_force,
            "offers": [[o.party, dict.fromkeys(o.agreed, True), dict.fromkeys(o.declined, True),
                        dict.fromkeys(goals.awaited(alliance, o), True)] for o in goal.offers.values()],
            "reports": [[r.party, str(r.value), r.settled is not None, dict.fromkeys(r.confirmed, True)]
                        for r in goal.reports.values()],
            "rounds": [[dict.fromkeys(r.handed, True), {party: one.importance for party, one in r.stakes.items()}]
                       for r in goal.rounds],
        }
        for index, goal in alliance.goals.by_index.items()
    } | {
        f"change {index}": {
            "party": change.party,
            "unread": dict.fromkeys(unacknowledged(alliance, change), True),
            "touched": {each.assumption: dict.fromkeys(each.parties, True) for each in change.touched()},
            "views": {party: view.view for party, view in change.views.items()},
            "outcomes": [[o.party, o.view, o.settled is not None, dict.fromkeys(o.agreed, True),
                          dict.fromkeys(reassessing.awaited(alliance, o), True)] for o in change.outcomes.values()],
        }
        for index, change in alliance.changes.by_index.items()
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about goals and changes as a dishonest host could write them, sound or not."""
    reason, day = st.sampled_from(["why", ""]), st.sampled_from([date.min, date.max, date(2026, 1, 12)])
    number = st.sampled_from([Decimal(text) for text in ("0", "5", "NaN", "Infinity", "1E30")])
    measure = st.builds(Measure, what=reason, unit=reason, baseline=number, target=number, by=day)
    view = st.sampled_from(["keep", "amend", "shout"])
    notice: dict[str, Any] = {
        "by": anybody, "nature": st.sampled_from(["law", "weather"]), "title": reason, "what": reason, "noticed": day,
        "assumptions": st.sampled_from([(), ("a1",), ("a9",)]),
    }  # fmt: skip
    expects = st.builds(
        Expected, pool=st.sampled_from(["work", "none"]), of=somebody, way=st.just("given"), change=number
    )
    on_goals = st.builds(OnGoal, goal=entry, expected=number)
    judged = {"goals": st.lists(on_goals, max_size=2).map(tuple), "expects": st.lists(expects, max_size=2).map(tuple)}
    step = st.sampled_from([0, 60, 100])
    return st.one_of(
        st.builds(goals.GoalProposed, by=anybody, title=reason, measure=measure),
        st.builds(goals.ReassessmentProposed, by=anybody, goal=entry, measure=st.none() | measure, reason=reason),
        st.builds(goals.GoalAgreed, by=anybody, entries=st.lists(entry, max_size=3).map(tuple)),
        st.builds(goals.GoalDeclined, by=anybody, entry=entry, reason=reason),
        st.builds(goals.GoalWithdrawn, by=anybody, entry=entry, reason=reason),
        st.builds(progress.ProgressReported, by=anybody, goal=entry, on=day, value=number, evidence=reason),
        st.builds(progress.ProgressConfirmed, by=anybody, report=entry),
        st.builds(progress.ProgressQuestioned, by=anybody, report=entry, reason=reason),
        st.builds(progress.ProgressWithdrawn, by=anybody, report=entry, reason=reason),
        st.builds(importances.ImportanceStated, by=anybody, goal=entry, number=st.integers(-1, 3), importance=step),
        st.builds(importances.ImportanceHandedIn, by=anybody, goal=entry, number=st.integers(-1, 3), stated=entry),
        st.builds(changes.ChangeNoted, **notice),
        st.builds(changes.ChangeShared, **notice),
        st.builds(changes.ChangeAcknowledged, by=anybody, change=entry),
        st.builds(changes.ChangeWithdrawn, by=anybody, change=entry, reason=reason),
        st.builds(changes.AnswerNamed, by=anybody, change=entry, draft=entry),
        st.builds(changes.AnswerUnnamed, by=anybody, change=entry, draft=entry),
        st.builds(effects.EffectStated, by=anybody, change=entry, text=reason, **judged),
        st.builds(reassessing.ViewStated, by=anybody, change=entry, view=view, reason=reason),
        st.builds(reassessing.OutcomeProposed, by=anybody, change=entry, view=view, strategy=reason),
        st.builds(reassessing.OutcomeAgreed, by=anybody, outcome=entry),
        st.builds(reassessing.OutcomeDeclined, by=anybody, outcome=entry, reason=reason),
        st.builds(reassessing.OutcomeWithdrawn, by=anybody, outcome=entry, reason=reason),
    )
