"""Moves around surveys that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st

from paripassu.alliance import surveys
from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.days import ended
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.surveys import LEAST_ANSWERS, sides, waves
from paripassu.alliance.surveys.instruments import Question, Wording
from paripassu.alliance.surveys.results import Cell, Figure, Held, Pool, Turnout
from paripassu.alliance.surveys.waves import PartyAsked, Wave, standing
from tests.alliance.surveying import asked, key, result
from tests.cast import Scene

KINDS = (
    "ask", "agree_ask", "agree_ask", "refuse_ask", "take_back_ask", "open_wave", "open_wave", "count", "count",
    "say_as_one", "say_as_one", "unseal_sides", "do_nothing", "last_day",
)  # fmt: skip

QUESTIONS = (
    Question("one", "Is it so?", "agree", "trust", also=(Wording("de", "Ist es so?"),)),
    Question("two", "How far?", "levels", levels=("a", "b", "c", "d", "e")),
)

Told = tuple[str, int, int, int, int]


def one_round(who: int, stages: int, amount: int, missing: int) -> list[Told]:
    """A survey that goes its way for so many stages; the last `missing` of the others say nothing."""
    others = [number for number in range(3) if number != who][: 2 - missing % 2]
    story: list[list[Told]] = [
        [("ask", who, 0, 0, amount)],
        [("agree_ask", other, 0, 0, 0) for other in others],
        [("open_wave", others[0], 0, 0, 0)],
        [("say_as_one", one, 0, 0, amount) for one in (who, *others)],
        [("last_day", who, 0, 0, 0), ("count", others[0], 0, 0, amount), ("unseal_sides", who, 0, 0, 0)],
        [("do_nothing", one, 0, 0, amount) for one in (who, *others)],
    ]
    return [move for stage in story[:stages] for move in stage]


def try_move(scene: Scene, who: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    wave = scene.alliance.surveys.waves.get(_wave(scene, pick))
    if kind == "last_day":
        scene.now = max(scene.now, ended(wave.fact.until) + timedelta(minutes=1)) if wave else scene.now
        return
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, pick, amount))


def _last(found: Iterable[int], pick: int) -> int:
    entries = list(found)
    return entries[-1 - pick % min(len(entries), 2)] if entries else 0


def _survey(scene: Scene, pick: int) -> int:
    return _last(scene.alliance.surveys.by_index, pick)


def _wave(scene: Scene, pick: int) -> int:
    return _last(scene.alliance.surveys.waves, pick)


def _ask(scene: Scene, pick: int, amount: int) -> dict[str, Any]:
    standing = [each.index for each in scene.alliance.surveys.by_index.values() if each.in_force]
    return {
        "title": f"Survey {amount}", "questions": QUESTIONS, "least": 3 + amount, "days": 1 + amount,
        "pooled": bool(amount % 2), "replaces": standing[-1] if standing and pick % 3 == 0 else None,
    }  # fmt: skip


def _open(scene: Scene, pick: int, _amount: int) -> dict[str, Any]:
    survey = _survey(scene, pick)
    return {"survey": survey, "asked": asked(scene, survey) if survey else ()}


def _count(scene: Scene, pick: int, amount: int) -> dict[str, Any]:
    wave = scene.alliance.surveys.waves.get(_wave(scene, pick))
    if wave is None:
        return {"wave": 0, "turnout": (), "used": (), "cells": (), "held": ()}
    answered = {} if wave.named else {each.party: each.people for each in wave.fact.asked}
    shown = sum(answered.values()) >= waves.survey_of(scene.alliance, wave).fact.least and amount % 4
    cells = (Cell("", (Figure("one", "high", Decimal("5.5")),)),) if shown else ()
    return result(wave, answered, cells)


def _say(scene: Scene, pick: int, amount: int) -> dict[str, Any]:
    return {"wave": _wave(scene, pick), "answers": (amount or None, 25 * (amount % 5)), "text": "so" * (amount % 2)}


def _unseal(scene: Scene, pick: int, _amount: int) -> dict[str, Any]:
    wave = scene.alliance.surveys.waves.get(_wave(scene, pick))
    found = sides.of_wave(scene.alliance, wave.index).handed.values() if wave else ()
    entries = [each for each in sorted(found) if each in scene.alliance.seals.closed]
    return {"entries": tuple(OpenedEntry(each, "00" * 32, _text(scene, each)) for each in entries)}


def _text(scene: Scene, index: int) -> str:
    return msgspec.json.encode(scene.facts[index].fact, order="sorted").decode()


def _of_survey(**more: Any) -> Callable[[Scene, int, int], dict[str, Any]]:
    return lambda scene, pick, _amount: {"survey": _survey(scene, pick), **more}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[[Scene, int, int], dict[str, Any]]]] = {
    "ask": (surveys.propose, _ask),
    "agree_ask": (surveys.agree, _of_survey()),
    "refuse_ask": (surveys.decline, _of_survey(reason="why")),
    "take_back_ask": (surveys.withdraw, _of_survey(reason="why")),
    "open_wave": (waves.open_wave, _open),
    "count": (waves.close_wave, _count),
    "say_as_one": (sides.state, _say),
    "unseal_sides": (open_sealed, _unseal),
    "do_nothing": (
        waves.state_no_action, lambda scene, pick, amount: {"wave": _wave(scene, pick), "because": f"Why {amount}"}
    ),
}  # fmt: skip


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood of surveys when one party began to act alone."""

    size: int
    in_force: frozenset[int]
    said: dict[str, Any]
    frozen: dict[int, Any]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        return cls(alliance.size, _agreed(alliance), said(alliance, lone), _frozen(alliance))


def _agreed(alliance: Alliance) -> frozenset[int]:
    return frozenset(each.index for each in alliance.surveys.by_index.values() if each.since is not None)


def _frozen(alliance: Alliance) -> dict[int, Any]:
    """What opening a wave froze, and what closing it showed."""
    return {wave.index: (wave.fact, wave.panel, wave.closed) for wave in alliance.surveys.waves.values()}


def said(alliance: Alliance, lone: str) -> dict[str, Any]:
    """Everything that others than the lone party have said around surveys."""

    def others(words: dict[str, Any]) -> dict[str, Any]:
        return {party: word for party, word in words.items() if party != lone}

    found: dict[str, Any] = {}
    for one in alliance.surveys.by_index.values():
        back = one.withdrawn if one.party != lone else None
        found[f"survey {one.index}"] = (one.fact, others(one.agreed), others(one.declined), back)
    for wave in alliance.surveys.waves.values():
        open_, handed = sides.of_wave(alliance, wave.index), sides.of_wave(alliance, wave.index).handed
        found[f"wave {wave.index}"] = (others(wave.no_action), others(handed))
        found |= {f"stated {wave.index} {p}": one.answers for p, one in others(open_.stated).items()}
    return found


def check(before: Before, alliance: Alliance, lone: str, now: datetime, *, quieter: bool = False) -> None:
    """Fails when the lone party let its own questions be asked, changed what was frozen, or lost others' words.

    `quieter`: a voice fell silent meanwhile, by what others had begun; what waited for nobody else then holds.
    """
    after = _agreed(alliance)
    assert before.in_force <= after
    for index in after - before.in_force:
        assert index < before.size, "nobody else has seen the questions"
        assert alliance.surveys.survey(index).party != lone or quieter, "it asks what only it has agreed to"
    for index, (fact, panel, closed) in before.frozen.items():
        wave = alliance.surveys.wave(index)
        assert (wave.fact, wave.panel) == (fact, panel)
        assert closed is None or wave.closed == closed
        if waves.is_open(wave, now):
            assert wave.closed is None
            assert not sides.of_wave(alliance, index).stated, "an organisation's answer was opened too early"
    present = said(alliance, lone)
    assert {name: present[name] for name in before.said} == before.said


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of surveys and waves, with what has no order of its own as a mapping."""
    return {
        f"survey {one.index}": {
            "party": one.party,
            "in_force": one.in_force,
            "awaited": dict.fromkeys(surveys.awaited(alliance, one), True) if one.pending else {},
            "declined": dict.fromkeys(one.declined, True),
        }
        for one in alliance.surveys.by_index.values()
    } | {f"wave {wave.index}": _of_wave(alliance, wave, now) for wave in alliance.surveys.waves.values()}


def _of_wave(alliance: Alliance, wave: Wave, now: datetime) -> dict[str, Any]:
    open_ = sides.of_wave(alliance, wave.index)
    return {
        "stands": standing(wave, now),
        "asked": {party: len(people) for party, people in wave.panel.items()},
        "named": wave.named,
        "turnout": {each.party: each.answered for each in wave.closed.turnout} if wave.closed else {},
        "handed": dict.fromkeys(open_.handed, True),
        "stated": {party: list(one.answers) for party, one in open_.stated.items()},
        "unanswered": dict.fromkeys(waves.unanswered(alliance, wave), True) if wave.closed else {},
        "no_action": {party: word.text for party, word in wave.no_action.items()},
    }


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts of surveys as a dishonest host could write them, sound or not."""
    reason, few = st.sampled_from(["why", ""]), st.integers(-1, 4)
    day = st.sampled_from([date.min, date(2026, 1, 12)])
    keyed = st.builds(PartyAsked, party=somebody, people=few, key=st.sampled_from(["", "x", key(0), key(1)]))
    turnout = st.builds(Turnout, party=somebody, asked=few, issued=few, answered=few)
    figure = st.builds(Figure, question=st.sampled_from(["one", "x"]), band=st.just("high"))
    figures = st.lists(figure, max_size=2).map(tuple)
    cell = st.builds(Cell, party=somebody, figures=figures)
    pool = st.builds(Pool, party=somebody, waves=st.tuples(entry), people=few, answers=few, figures=figures)
    closed: dict[str, Any] = {
        "turnout": st.lists(turnout, max_size=3).map(tuple), "used": st.sampled_from([(), ("0" * 64,), ("x",)]),
        "cells": st.lists(cell, max_size=2).map(tuple), "pooled": st.lists(pool, min_size=1, max_size=2).map(tuple),
        "held": st.lists(st.builds(Held, party=somebody, why=st.just("few")), max_size=4).map(tuple),
    }  # fmt: skip
    answers = st.sampled_from([(), (4, 25), (9, 9), (None, None)])
    return st.one_of(
        st.builds(
            surveys.SurveyProposed, by=anybody, title=reason, instrument=st.just(""), days=few,
            questions=st.sampled_from([(), QUESTIONS, QUESTIONS * 2]), least=st.sampled_from([0, LEAST_ANSWERS]),
            replaces=st.none() | entry, comments=few,
        ),
        st.builds(surveys.SurveyAgreed, by=anybody, survey=entry),
        st.builds(surveys.SurveyDeclined, by=anybody, survey=entry, reason=reason),
        st.builds(surveys.SurveyWithdrawn, by=anybody, survey=entry, reason=reason),
        st.builds(waves.WaveOpened, by=anybody, survey=entry, until=day, asked=st.lists(keyed, max_size=3).map(tuple)),
        st.builds(waves.WaveClosed, by=anybody, wave=entry, **closed),
        st.builds(waves.NoActionStated, by=anybody, wave=entry, because=reason),
        st.builds(sides.SideStated, by=anybody, wave=entry, answers=answers, text=reason),
        st.builds(sides.SideHandedIn, by=anybody, wave=entry, stated=entry),
        st.builds(sides.ThemesTold, by=anybody, wave=entry, themes=st.sampled_from([(), ("x",), ("",)])),
    )  # fmt: skip
