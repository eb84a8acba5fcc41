"""The exchange as a whole: what a fact speaks of, and what holds when voices change."""

from datetime import timedelta
from decimal import Decimal

from paripassu.alliance import exchange
from paripassu.alliance.alliance import audit
from paripassu.alliance.exchange import extensions, ideas, shares, values
from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.membership import Suspension
from tests import cast
from tests.alliance.exchanging import UNTIL, adopted, asked, idea, offered, shared, thought_of
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


def suspended(scene: Scene, party: str = "dee") -> None:
    """Let the others suspend a party."""
    entry = scene.act(ADA, arrangements.propose, matter=Suspension(party), why="It has not answered").index
    scene.act(BO, arrangements.agree, arrangement=entry)


def test_what_waited_only_for_a_voice_that_rests_holds_from_then_on() -> None:
    scene = cast.agreed(THREE)
    first, second = adopted(scene, THREE), thought_of(scene)
    portions = {"ada": Decimal(50), "bo": Decimal(50), "dee": Decimal(0)}
    value = scene.act(ADA, values.propose_value, idea=first, what="much", portions=portions).index
    scene.act(BO, values.agree_value, value=value)
    scene.act(BO, ideas.agree_idea, idea=second)
    assert values.in_force(idea(scene, first)) is None
    suspended(scene)
    assert values.in_force(idea(scene, first)) is not None
    assert idea(scene, second).status == "adopted"


def test_who_is_suspended_ends_what_it_gave_and_begins_nothing() -> None:
    scene = cast.agreed(THREE)
    entry = shared(scene, "dee", ("ada",))
    suspended(scene)
    with refused("suspended"):
        offered(scene, "dee", ("ada",))
    with refused("not_another_partner"):
        offered(scene, "ada", ("dee",))
    scene.act(person("dee"), shares.recall, share=entry, reason="We are out of this for now")


def test_a_fact_speaks_of_the_things_it_is_about() -> None:
    scene = cast.agreed()
    request = asked(scene)
    entry = shared(scene, request=request)
    fields = {"share": entry, "until": UNTIL + timedelta(days=9), "reason": "why"}
    longer = scene.act(BO, extensions.propose_extension, **fields).index
    scene.act(ADA, extensions.agree_extension, extension=longer)
    spoken = [exchange.spoken_of(scene.alliance, each.fact) for each in scene.facts[request:]]
    assert spoken == [(), (request,), (entry,), (entry,), (entry,)]


def test_the_audit_finds_nothing_in_what_the_rules_allowed() -> None:
    scene = cast.agreed()
    shared(scene, request=asked(scene))
    adopted(scene)
    assert audit(scene.facts)[1] == []
