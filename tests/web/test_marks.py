"""The mark of a party: distinct, without rank, and the same for whoever looks."""

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import Party
from paripassu.web.marks import COLOURS, mark, marks
from tests import cast

ids = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


def named(ids: set[str]) -> frozenset[tuple[str, str]]:
    return frozenset((id_, id_.capitalize()) for id_ in ids)


@given(st.sets(ids, min_size=2, max_size=COLOURS))
def test_up_to_six_parties_differ_in_colour_and_in_shape(some: set[str]) -> None:
    found = marks(named(some)).values()
    assert len({each.colour for each in found}) == len(some)
    assert len({each.shape for each in found}) == len(some)


@given(st.sets(ids, min_size=COLOURS + 1, max_size=COLOURS * COLOURS))
def test_more_parties_never_have_both_in_common(some: set[str]) -> None:
    found = marks(named(some)).values()
    assert len({(each.colour, each.shape) for each in found}) == len(some)


@given(st.lists(ids, min_size=2, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_naming_makes_no_difference(some: list[str], random: object) -> None:
    def alliance(order: list[str]) -> Alliance:
        made = Alliance()
        for number, id_ in enumerate(order):
            made.parties.by_id[id_] = Party(id_, id_.capitalize(), "partner", number)
        return made

    assert [mark(alliance(some), id_) for id_ in some] == [mark(alliance(some[::-1]), id_) for id_ in some]


@given(st.sets(ids, min_size=2, max_size=COLOURS))
def test_a_new_name_keeps_colour_and_shape(some: set[str]) -> None:
    before, after = marks(named(some)), marks(frozenset((id_, "Another name") for id_ in some))
    assert {id_: each[3:] for id_, each in before.items()} == {id_: each[3:] for id_, each in after.items()}


def test_names_that_begin_alike_are_told_apart_by_a_second_letter() -> None:
    names = frozenset({("a", "Fen & Field"), ("b", "Ferrant Rail"), ("c", "Zephyr")})
    assert {id_: each.letters for id_, each in marks(names).items()} == {"a": "Fn", "b": "Fr", "c": "Z"}


def test_an_unknown_party_is_refused() -> None:
    with cast.refused("party_unknown"):
        mark(Alliance(), "nobody")
