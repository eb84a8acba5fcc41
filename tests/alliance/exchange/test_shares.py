"""Shares: offered under terms, open once they are accepted, and closed again by the calendar or by a word."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.days import over
from paripassu.alliance.exchange import shares, uses
from tests import cast
from tests.alliance.exchanging import DIGEST, UNTIL, asked, offered, reached, reads, share, shared, stands, until
from tests.cast import ADA, BO, CY, Scene, person, refused

THREE = ("ada", "bo", "dee")


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_nobody_reads_before_accepting_the_terms(scene: Scene) -> None:
    entry = offered(scene)
    assert reads(scene, entry, "ada")
    assert not reads(scene, entry)
    scene.act(BO, shares.accept_terms, share=entry)
    assert reads(scene, entry)
    assert stands(scene, entry) == "shared"


def test_a_third_party_that_the_terms_do_not_name_never_reads() -> None:
    scene = cast.agreed(THREE)
    entry = shared(scene)
    assert not reads(scene, entry, "dee")
    with refused("not_in_terms"):
        scene.act(person("dee"), shares.accept_terms, share=entry)
    with refused("not_in_terms"):
        scene.act(person("dee"), shares.decline_offer, share=entry, reason="no")
    assert reached(scene, entry, "bo") == "open"


def test_access_ends_when_the_last_day_is_over_everywhere(scene: Scene) -> None:
    entry = shared(scene)
    until(scene, UNTIL)
    assert reads(scene, entry)
    scene.now = scene.now.replace(hour=11, minute=59) + timedelta(days=1)
    assert reads(scene, entry), "the day still goes on in the last time zone"
    scene.now += timedelta(minutes=1)
    assert not reads(scene, entry)
    assert stands(scene, entry) == "over"
    assert reads(scene, entry, "ada"), "the giver keeps what is its own"


def test_terms_may_end_on_a_leap_day(scene: Scene) -> None:
    entry = shared(scene, until=date(2028, 2, 29))
    until(scene, date(2028, 2, 29))
    assert reads(scene, entry)
    until(scene, date(2028, 2, 29), 1)
    assert not reads(scene, entry)


def test_the_giver_ends_a_share_early_with_a_reason_and_at_once(scene: Scene) -> None:
    entry = shared(scene)
    with refused("not_the_giver"):
        scene.act(BO, shares.recall, share=entry, reason="enough")
    with refused("text_missing"):
        scene.act(ADA, shares.recall, share=entry, reason=" ")
    scene.act(ADA, shares.recall, share=entry, reason="The tests were wrong")
    assert not reads(scene, entry)
    assert stands(scene, entry) == "recalled"
    with refused("share_recalled"):
        scene.act(BO, shares.accept_terms, share=entry)


def test_an_offer_taken_back_before_anybody_took_it_is_withdrawn(scene: Scene) -> None:
    entry = offered(scene)
    scene.act(ADA, shares.recall, share=entry, reason="The wrong file")
    assert stands(scene, entry) == "withdrawn"
    assert not shares.to_return(share(scene, entry), "bo", scene.now)


def test_an_offer_is_declined_with_a_reason_and_taken_after_all(scene: Scene) -> None:
    entry = offered(scene)
    scene.act(BO, shares.decline_offer, share=entry, reason="We have our own")
    assert stands(scene, entry) == "declined"
    scene.act(BO, shares.accept_terms, share=entry)
    assert stands(scene, entry) == "shared"
    with refused("terms_accepted"):
        scene.act(BO, shares.decline_offer, share=entry, reason="no")
    with refused("terms_accepted"):
        scene.act(BO, shares.accept_terms, share=entry)


def test_an_offer_that_nobody_took_lapses_with_its_terms(scene: Scene) -> None:
    entry = offered(scene)
    until(scene, UNTIL, 1)
    assert stands(scene, entry) == "lapsed"
    with refused("terms_over"):
        scene.act(BO, shares.accept_terms, share=entry)


def test_under_tlp_red_each_person_accepts_for_themselves(scene: Scene) -> None:
    scene.seat("p_ben", "bo", BO, "member")
    entry = shared(scene, label="RED")
    assert reads(scene, entry)
    assert not reads(scene, entry, "bo", "p_ben")
    scene.act("p_ben", shares.accept_terms, share=entry)
    assert reads(scene, entry, "bo", "p_ben")
    with refused("terms_accepted"):
        scene.act("p_ben", shares.accept_terms, share=entry)


def test_under_tlp_amber_one_acceptance_opens_it_for_the_whole_party(scene: Scene) -> None:
    scene.seat("p_ben", "bo", BO, "member")
    entry = shared(scene)
    assert reads(scene, entry, "bo", "p_ben")


def test_the_neutral_neither_gives_nor_receives() -> None:
    scene = cast.agreed(neutral=True)
    with refused("not_another_partner"):
        offered(scene, open_to=("cy",))
    entry = offered(scene)
    with refused("not_for_neutrals"):
        scene.act(CY, shares.accept_terms, share=entry)
    assert not reads(scene, entry, "cy")


def test_an_offer_answers_a_request_and_is_for_whoever_asked() -> None:
    scene = cast.agreed(THREE)
    request = asked(scene, "bo", ("ada",))
    with refused("not_for_who_asked"):
        offered(scene, "ada", ("dee",), request=request)
    entry = offered(scene, "dee", ("bo",), request=request)
    assert scene.alliance.links.of(entry) == (request,)
    assert scene.alliance.links.of(request) == (entry,)


def test_a_file_under_terms_is_not_named_before_all(scene: Scene) -> None:
    shared(scene)
    assert scene.alliance.files.named.get(DIGEST) is None
    assert [one.party for one in shares.holding(scene.alliance, DIGEST)] == ["ada"]


def test_whoever_names_the_digest_of_another_opens_nothing() -> None:
    scene = cast.agreed(THREE)
    entry = shared(scene)
    copied = shared(scene, "dee", ("bo",))
    assert not reads(scene, entry, "dee")
    assert reads(scene, copied, "dee"), "of its own copy, which the keeper does not find"


@given(
    days=st.integers(0, 400),
    length=st.integers(1, 300),
    recalled=st.none() | st.integers(0, 400),
    returned=st.none() | st.integers(0, 400),
)
def test_a_receiver_reads_exactly_while_its_terms_hold(
    days: int, length: int, recalled: int | None, returned: int | None
) -> None:
    scene = cast.agreed()
    last = scene.now.date() + timedelta(days=length)
    entry = shared(scene, until=last)
    start = scene.now
    told = sorted((day, what) for day, what in ((recalled, "recalled"), (returned, "returned")) if day is not None)
    for day, what in told:
        scene.now = start + timedelta(days=day)
        if what == "recalled":
            scene.act(ADA, shares.recall, share=entry, reason="why")
        else:
            scene.act(BO, uses.give_back, share=entry, how="deleted")
    scene.now = max(scene.now, start + timedelta(days=days))
    assert reads(scene, entry) == (not told and not over(last, scene.now))


@pytest.mark.parametrize("count", [2, 3, 40])
def test_a_share_holds_for_as_many_as_there_are(count: int) -> None:
    parties = cast.partner_ids(count)
    scene = cast.agreed(parties)
    entry = shared(scene, parties[-1], parties[:-1])
    assert all(reads(scene, entry, party) for party in parties)
    assert share(scene, entry).receivers == tuple(sorted(parties[:-1]))
