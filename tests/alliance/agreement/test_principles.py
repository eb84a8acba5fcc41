"""A principle and its behaviours keep their ids from text to text, and an old text keeps its digest."""

import hashlib

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.difference import difference
from paripassu.alliance.agreement.principles import TEMPLATE, Behaviour, Principle, faults, numbered, reworded
from paripassu.alliance.agreement.terms import digest
from tests import cast
from tests.alliance.agreement.test_difference import changed

HONESTY = Principle(
    "Honesty", "Bad news first.", (Behaviour("Tells in time.", "b1"), Behaviour("Corrects.", "b2")), "p1"
)


def test_ids_are_given_once_and_never_anew() -> None:
    dropped = Principle("Old", "It was.", (Behaviour("Seen.", "b9"),), "p7")
    held = numbered((HONESTY, Principle("Loyalty", "Always.", (Behaviour("Asks."),))), [dropped])
    assert held[0] == HONESTY
    assert (held[1].id, held[1].behaviours[0].id) == ("p8", "b10")


def test_the_same_name_is_the_same_principle_and_the_same_words_the_same_behaviour() -> None:
    plain = Principle("honesty ", "In other words.", (Behaviour("Corrects."), Behaviour("New.")))
    (held,) = numbered((plain,), (HONESTY,))
    assert (held.id, [each.id for each in held.behaviours]) == ("p1", ["b2", "b3"])
    both = numbered((HONESTY, plain), (HONESTY,))
    assert [each.id for each in both] == ["p1", "p2"], "what another one bears already is not given twice"


@given(st.permutations(TEMPLATE))
def test_numbering_twice_changes_nothing(principles: list[Principle]) -> None:
    once = numbered(principles, ())
    assert numbered(once, once) == once
    assert len({each.id for each in once}) == len(once)
    assert list(faults(once)) == []


def test_a_text_from_before_there_were_ids_keeps_its_bytes() -> None:
    old = msgspec.json.encode(Principle("Honesty", "Bad news first."))
    assert old == b'{"name":"Honesty","text":"Bad news first."}'
    text = cast.terms(principles=(Principle("Honesty", "Bad news first."),))
    assert digest(text) == hashlib.sha256(msgspec.json.encode(text, order="sorted")).hexdigest()
    assert b'"behaviours"' not in msgspec.json.encode(text)


def test_faults_are_found_at_their_place() -> None:
    def found(*principles: Principle) -> list[str]:
        return [f"{each.at}: {each.message.split()[0]} {each.message.split()[1]}" for each in faults(principles)]

    assert found(Principle("A", "b", (Behaviour(" "),))) == ["principles.0: A behaviour"]
    assert found(Principle("A", "b", id="c1")) == ["principles.0: This cannot"]
    assert found(Principle("A", "b", id="p1"), Principle("B", "b", id="p1")) == ["principles: Two principles"]
    twice = (Behaviour("x", "b1"), Behaviour("y", "b1"))
    assert found(Principle("A", "b", twice)) == ["principles: Two behaviours"]
    assert found(Principle("A", "b", tuple(Behaviour(str(n)) for n in range(21)))) == ["principles.0: A principle"]


def test_a_line_that_stands_already_keeps_its_id_wherever_it_stands() -> None:
    assert reworded(HONESTY.behaviours, ["Corrects.", " ", "Tells in time."]) == HONESTY.behaviours[::-1]


def test_a_line_in_other_words_is_the_same_behaviour_and_one_more_is_a_new_one() -> None:
    assert reworded(HONESTY.behaviours, ["Tells within two days.", "Corrects."])[0].id == "b1"
    assert [each.id for each in reworded(HONESTY.behaviours, ["Tells in time.", "New.", "Corrects."])] == [
        "b1",
        "",
        "b2",
    ]
    assert [each.id for each in reworded(HONESTY.behaviours, ["Corrects."])] == ["b2"]


def test_another_name_and_another_behaviour_are_changes_of_one_principle() -> None:
    before = cast.terms(principles=(HONESTY,))
    other = msgspec.structs.replace(
        HONESTY, name="Candour", behaviours=(*HONESTY.behaviours[:1], Behaviour("Answers in a week.", "b3"))
    )
    seen = [
        (each.item, each.field, each.before, each.after) for each in difference(before, cast.terms(principles=(other,)))
    ]
    assert seen == [
        ("Candour", "name", "Honesty", "Candour"),
        ("Candour", "behaviours", "Corrects.", None),
        ("Candour", "behaviours", None, "Answers in a week."),
    ]


def test_an_id_that_is_given_says_nothing_else() -> None:
    plain = msgspec.structs.replace(
        HONESTY, id="", behaviours=tuple(Behaviour(each.text) for each in HONESTY.behaviours)
    )
    assert difference(cast.terms(principles=(plain,)), cast.terms(principles=(HONESTY,))) == ()
    assert [each.kind for each in changed(principles=(HONESTY,))] == ["added"]
