"""Every step of a change keeps its moment, and the days between are computed from them."""

from datetime import date, timedelta
from decimal import Decimal

from paripassu.alliance import agreement, changes, decisions, goals
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.changes import reassessing
from paripassu.alliance.changes.chain import all_judged, chain, status, to_follow, unacknowledged
from paripassu.alliance.decisions import objections
from tests.alliance.aiming import ASSUMED, answered, change, in_force, notice, open_entries, shared, views
from tests.cast import ADA, BO, Scene, agreed, person, terms


def stages(scene: Scene, entry: int) -> dict[str, int | None]:
    """The days of each step that is done."""
    steps = chain(scene.alliance, change(scene, entry), scene.now)
    return {step.stage: step.days for step in steps if step.at is not None}


def where(scene: Scene, entry: int) -> str:
    return status(scene.alliance, change(scene, entry), scene.now)


def test_a_change_goes_from_noticed_to_amended_with_the_days_between() -> None:
    scene = agreed(assumptions=ASSUMED)
    goal = in_force(scene)
    start = scene.now.date()
    scene.now += timedelta(days=3)
    entry = shared(scene, noticed=start + timedelta(days=1), since=start - timedelta(days=9))
    assert (where(scene, entry), unacknowledged(scene.alliance, change(scene, entry))) == ("shared", ("bo",))
    scene.now += timedelta(days=4)
    scene.act(BO, changes.acknowledge, change=entry)
    assert where(scene, entry) == "acknowledged"
    scene.now += timedelta(days=5)
    views(scene, entry, "amend")
    assert where(scene, entry) == "reassessing"
    index = scene.act(ADA, reassessing.propose, change=entry, view="amend", strategy="Share the price").index
    assert where(scene, entry) == "proposed"
    scene.now += timedelta(days=1)
    scene.act(BO, reassessing.agree, outcome=index)
    assert (where(scene, entry), to_follow(scene.alliance, change(scene, entry))) == ("following", True)
    follow(scene, entry, goal)
    assert where(scene, entry) == "answered"
    assert stages(scene, entry) == {
        "happened": None, "noticed": 10, "shared": 2, "acknowledged": 4, "reassessed": 6,
        "goals_adjusted": 2, "decided": 7, "amended": 9,
    }  # fmt: skip


def follow(scene: Scene, entry: int, goal: int) -> None:
    """Adjust a goal after two days, decide after seven more, and amend after nine more."""
    scene.now += timedelta(days=2)
    offer = scene.act(ADA, goals.reassess, goal=goal, target=Decimal(80), reason="less", about=[entry]).index
    scene.act(BO, goals.agree, entries=[offer])
    scene.now += timedelta(days=7)
    closes = scene.now.date() + timedelta(days=10)
    proposal = scene.act(
        BO, decisions.propose, title="By half", text="By half", reasons="Fair", method="consensus", closes=closes,
        about=[entry],
    ).index  # fmt: skip
    scene.act(ADA, objections.agree, proposal=proposal)
    scene.now += timedelta(days=9)
    text = terms(notice="A month", assumptions=scene.alliance.agreement.versions[-1].terms.assumptions)
    draft = scene.act(ADA, agreement.table, terms=text, base=1, reason="change", note="It costs more").index
    scene.act(BO, changes.name_answer, change=entry, draft=draft)
    for act, fields in ((agreement.accept, {}), (agreement.sign, {"digest": digest(text)})):
        for party in ("ada", "bo"):
            scene.act(person(party), act, draft=draft, **fields)


def test_a_note_that_was_opened_is_a_step_of_its_own() -> None:
    scene = agreed()
    noted = scene.act(ADA, changes.note, **notice(scene)).index
    scene.now += timedelta(days=6)
    open_entries(scene, "ada", noted)
    assert stages(scene, noted) == {"noticed": None, "noted": 0, "shared": 6}


def test_who_says_what_it_touches_has_read_it() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = shared(scene)
    scene.act(BO, reassessing.state_view, change=entry, view="keep", reason="Small")
    assert unacknowledged(scene.alliance, change(scene, entry)) == ("dee",)
    assert not all_judged(scene.alliance, change(scene, entry))


def test_answered_without_action_there_is_nothing_to_follow() -> None:
    scene = agreed()
    entry = shared(scene)
    answered(scene, entry, "keep")
    assert where(scene, entry) == "answered"


def test_withdrawn_it_stands_nowhere_else() -> None:
    scene = agreed()
    entry = shared(scene)
    scene.act(ADA, changes.withdraw, change=entry, reason="A misprint")
    assert where(scene, entry) == "withdrawn"


def test_steps_out_of_order_count_no_negative_days_and_leap_days_count() -> None:
    scene = agreed()
    goal = in_force(scene)
    scene.now = scene.now.replace(year=2028, month=3, day=1)
    entry = shared(scene, noticed=date(2028, 2, 28))
    assert stages(scene, entry)["shared"] == 2
    offer = scene.act(ADA, goals.drop, goal=goal, reason="over", about=[entry]).index
    scene.act(BO, goals.agree, entries=[offer])
    scene.now += timedelta(days=3)
    scene.act(BO, changes.acknowledge, change=entry)
    assert stages(scene, entry)["goals_adjusted"] == 0
