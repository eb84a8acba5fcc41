"""Every party says how it would answer; an outcome holds once all have agreed, and only all replace it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import audit
from paripassu.alliance.changes import reassessing
from tests.alliance.aiming import answered, change, shared, views
from tests.cast import ADA, BO, agreed, partner_ids, person, refused


def test_no_outcome_before_every_party_has_said_how_it_would_answer() -> None:
    scene = agreed()
    entry = shared(scene)
    scene.act(ADA, reassessing.state_view, change=entry, view="keep", reason="It is small")
    with refused("views_missing"):
        scene.act(ADA, reassessing.propose, change=entry, view="keep", strategy="We go on")
    scene.act(BO, reassessing.state_view, change=entry, view="amend", reason="It is not small")
    assert reassessing.unjudged(scene.alliance, change(scene, entry)) == ()
    scene.act(ADA, reassessing.propose, change=entry, view="amend", strategy="We share the price by half")


def test_declined_with_a_reason_then_another_is_agreed_and_the_first_overtaken() -> None:
    scene = agreed()
    entry = shared(scene)
    views(scene, entry)
    one = scene.act(ADA, reassessing.propose, change=entry, view="keep", strategy="Nothing").index
    with refused("own_proposal"):
        scene.act(ADA, reassessing.agree, outcome=one)
    scene.act(BO, reassessing.decline, outcome=one, reason="Something must be done")
    two = scene.act(BO, reassessing.propose, change=entry, view="goals", strategy="Eighty trips").index
    scene.act(ADA, reassessing.agree, outcome=two)
    assert [outcome.index for outcome in change(scene, entry).settled] == [two]
    with refused("not_proposed"):
        scene.act(BO, reassessing.agree, outcome=one)
    with refused("not_proposed"):
        scene.act(ADA, reassessing.withdraw, outcome=one, reason="Overtaken")
    assert audit(scene.facts)[1] == []


def test_an_agreed_outcome_is_replaced_only_by_another_that_all_agree_to() -> None:
    scene = agreed()
    entry = shared(scene)
    first = answered(scene, entry, "keep")
    second = answered(scene, entry, "amend", by="bo")
    assert [outcome.index for outcome in change(scene, entry).settled] == [first, second]


def test_one_withdraws_only_ones_own_proposal() -> None:
    scene = agreed()
    entry = shared(scene)
    views(scene, entry)
    one = scene.act(ADA, reassessing.propose, change=entry, view="stop", strategy="We end it").index
    with refused("not_your_proposal"):
        scene.act(BO, reassessing.withdraw, outcome=one, reason="No")
    scene.act(ADA, reassessing.withdraw, outcome=one, reason="Too hasty")
    with refused("not_proposed"):
        scene.act(BO, reassessing.agree, outcome=one)
    with refused("view_unknown"):
        scene.act(BO, reassessing.state_view, change=entry, view="shout", reason="No")


@settings(max_examples=6, deadline=None)
@given(st.integers(2, 40), st.randoms(use_true_random=False))
def test_from_two_to_forty_only_all_settle_an_outcome(count: int, random: object) -> None:
    parties = list(partner_ids(count))
    scene = agreed(parties)
    random.shuffle(parties)  # type: ignore[attr-defined]
    entry = shared(scene, parties[0])
    views(scene, entry, "keep")
    index = scene.act(person(parties[1]), reassessing.propose, change=entry, view="keep", strategy="Go on").index
    for party in [parties[0], *parties[2:]]:
        assert change(scene, entry).settled == []
        scene.act(person(party), reassessing.agree, outcome=index)
    assert len(change(scene, entry).settled) == 1
