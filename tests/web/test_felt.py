"""How the balance feels beside the figures: the same scale, and figures that everybody can reckon again."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Any

import pytest

from paripassu.alliance import acts, checkins, scripts, story
from paripassu.alliance.alliance import Recorded
from paripassu.alliance.checkins.meetings import Felt
from paripassu.keeper import demo
from paripassu.measures import waves
from paripassu.web import felt
from paripassu.web.environment import percent
from tests.alliance.meeting import FIRST, at, called, meeting, prepared, state, unsealed
from tests.cast import ADA, BO


def test_the_figures_kept_in_the_demo_are_those_of_the_measures_at_that_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    record: list[Recorded] = []
    kept = []

    @wraps(checkins.open_meeting)
    def opened(alliance: Any, *, by: str, now: datetime, **fields: Any) -> Any:
        kept.append((fields["shown"], felt.shown_now(alliance, now)))
        return checkins.open_meeting(alliance, by=by, now=now, **fields)

    def append(party: str, facts: Sequence[Any], audience: story.Audience, at: datetime, key: str) -> list[Recorded]:
        record.extend([Recorded(len(record) + place, at, party, fact) for place, fact in enumerate(facts)])
        return record[-len(facts) :]

    monkeypatch.setitem(acts.ACTS, "open_meeting", opened)
    story.replay(scripts.told(demo.STORY.read_text(encoding="utf-8")), append, count=waves.count)
    assert kept
    assert [shown for shown, _now in kept] == [now for _shown, now in kept]


def test_two_partners_feel_on_the_scale_of_the_level() -> None:
    scene = meeting()
    index = called(scene)
    prepared(scene, index, ADA, felt=(Felt("work", "bo", 20),))
    prepared(scene, index, BO, felt=(Felt("work"),))
    unsealed(scene, index)
    [pool] = felt.beside(scene.alliance, state(scene, index), scene.now)
    assert [side.felt for side in pool.sides] == [f"leans {percent(0.2)} towards Bo Ltd", "level"]
    assert pool.level is not None
    ada, bo = pool.level.own
    assert (ada.party, bo.party) == ("ada", "bo")
    assert ada.x > bo.x == 180
    assert pool.headline == "Not enough is confirmed to say how it stands."


def test_more_partners_feel_a_return() -> None:
    scene = meeting(3)
    index = called(scene)
    for who, value in ((ADA, "0.5"), (BO, "1"), ("p_d02", "1.25")):
        prepared(scene, index, who, felt=(Felt("work", coefficient=Decimal(value)),))
    unsealed(scene, index)
    [pool] = felt.beside(scene.alliance, state(scene, index), scene.now)
    assert pool.level is None
    assert [side.felt for side in pool.sides] == ["a return of 0.5", "a return of 1", "a return of 1.25"]


def test_what_was_shown_at_the_opening_stays_when_the_ledger_grows() -> None:
    scene = meeting()
    for who, of in ((ADA, "ada"), (BO, "bo")):
        scene.confirm(BO if who == ADA else ADA, scene.post(who, of))
    index = called(scene)
    scene.confirm(ADA, scene.post(BO, "bo", 60, side="reward"))
    scene.confirm(BO, scene.post(ADA, "ada", 40, side="reward"))
    at(scene, FIRST)
    scene.act(ADA, checkins.open_meeting, checkin=index, shown=felt.shown_now(scene.alliance, scene.now))
    before = felt.beside(scene.alliance, state(scene, index), scene.now)
    assert before[0].headline == f"By the record it leans {percent(0.1)} of all rewards towards Bo Ltd."
    scene.confirm(BO, scene.post(ADA, "ada", 500, side="reward"))
    assert felt.beside(scene.alliance, state(scene, index), scene.now) == before
