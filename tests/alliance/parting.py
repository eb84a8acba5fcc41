"""What the tests of the ending have in common: an exit plan, an alliance that is wound down, a closing balance."""

from datetime import date, timedelta

from paripassu.alliance.ending import checklists, closings, notices, signatures
from paripassu.alliance.ending.closings import PartyClosing, PoolClosing, totals
from paripassu.alliance.ending.items import CLOSED, Line, checklist, missing, owners
from paripassu.alliance.ending.matters import ExitPlan, Provision, Trigger, WindDown
from paripassu.alliance.ending.signatures import in_the_way
from paripassu.alliance.parties import arrangements
from tests import cast
from tests.alliance.arranging import arrange
from tests.cast import Scene, person

MUTUAL = Trigger("mutual", "All of us agree that it is enough.")
NOTICE = Trigger("notice", "A party gives ninety days of notice, with its reasons.", 90)
GOAL = Trigger("goal", "The prototype is not certified by the end of 2027.", 30)
RETURN = Provision("data", "Give back the test data, and delete the copies.", days=20)
SILENCE = Provision("confidentiality", "What was confidential stays so for three years.", lasts=True)
TOOLS = Provision("assets", "The test stand goes back to Ada.", "bo", 40)


def plan(*provisions: Provision, **changes: object) -> ExitPlan:
    """An exit plan with three grounds and these provisions."""
    usual = {"triggers": (MUTUAL, NOTICE, GOAL), "provisions": provisions or (RETURN, TOOLS, SILENCE)}
    return ExitPlan(**(usual | changes))  # type: ignore[arg-type]  # the tests give what a plan takes


def planned(scene: Scene, *provisions: Provision, **changes: object) -> int:
    """Let all agree to an exit plan; its entry."""
    by = person(scene.alliance.agreement.versions[-1].partners[0])
    return arrange(scene, by, arrangements.over_what_stands(scene.alliance, plan(*provisions, **changes)))


def days(scene: Scene, count: int) -> date:
    """The day so many days from now."""
    return scene.now.date() + timedelta(days=count)


def later(scene: Scene, count: int) -> None:
    """Let days go by."""
    scene.now += timedelta(days=count)


def wind_down(scene: Scene, on: date | None = None) -> int:
    """Let all agree to wind down from a day on, and let it be over; the entry of the arrangement."""
    by = person(scene.alliance.agreement.versions[-1].partners[0])
    index = arrange(scene, by, WindDown(on or scene.now.date()))
    later(scene, 3)
    return index


def winding_down(*partners: str, with_plan: bool = True) -> Scene:
    """An alliance whose end all have agreed on, with an exit plan unless told."""
    scene = cast.agreed(partners or ("ada", "bo"))
    if with_plan:
        planned(scene)
    wind_down(scene)
    return scene


def notice(scene: Scene, by: str, trigger: int = 1, count: int = 90) -> int:
    """Give notice on a ground of the plan for the day so many days ahead; its entry."""
    on = days(scene, count)
    return scene.act(by, notices.give_notice, trigger=trigger, on=on, reason="We change our strategy.").index


def draw_up(scene: Scene, by: str = cast.ADA) -> list[Line]:
    """Draw up the checklist; everything that is on it then."""
    scene.act(by, checklists.draw_up)
    return checklist(scene.alliance, scene.now)


def finish(scene: Scene) -> None:
    """Let every item be answered by who sees to it, and be confirmed by the others."""
    for line in checklist(scene.alliance, scene.now):
        if line.status in CLOSED:
            continue
        item = line.item
        own = item.fact.source.kind in ("provision", "own")
        for party in owners(scene.alliance, item):
            how = "done" if own else "left"
            scene.act(person(party), checklists.answer_item, item=item.index, how=how, text="Seen to.")
        for party in missing(scene.alliance, item):
            scene.act(person(party), checklists.confirm_items, items=[item.index])


def figures(scene: Scene) -> list[PoolClosing]:
    """The closing balance of each pool, where what is due is what was received: nobody owes anybody anything."""
    found = totals(scene.alliance)
    version = scene.alliance.agreement.versions[-1]
    return [
        PoolClosing(
            pool,
            version.pools[pool].unit,
            tuple(PartyClosing(party, *found[pool, party], found[pool, party].received) for party in version.partners),
        )
        for pool in sorted(version.pools)
    ]


def state(scene: Scene, by: str = cast.ADA, **fields: object) -> int:
    """State the closing balance; its entry."""
    return scene.act(by, closings.state_closing, pools=figures(scene), **fields).index


def close(scene: Scene) -> int:
    """State the closing balance and let every party accept it; its entry."""
    first = scene.alliance.agreement.versions[-1].partners[0]
    index = state(scene, person(first))
    for party in closings.missing(scene.alliance, scene.alliance.ending.closings[index]):
        scene.act(person(party), closings.accept_closing, closing=index)
    return index


def ready_to_sign(*partners: str) -> Scene:
    """An alliance in which nothing is in the way of the end any more."""
    scene = winding_down(*partners)
    draw_up(scene)
    finish(scene)
    close(scene)
    assert in_the_way(scene.alliance, scene.now) == ()
    return scene


def sign(scene: Scene, *parties: str) -> None:
    """Let these parties sign the end."""
    current = closings.current(scene.alliance)
    assert current is not None
    for party in parties:
        scene.act(person(party), signatures.sign_end, closing=current.index)


def ended(*partners: str) -> Scene:
    """An alliance that has ended."""
    scene = ready_to_sign(*partners)
    sign(scene, *scene.alliance.agreement.versions[-1].partners)
    return scene
