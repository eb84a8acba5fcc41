"""States and countries by name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from paripassu.reading.places import ADJECTIVES, COUNTRIES, KNOWN, PLACE, STATES, one_of


def test_each_name_is_known_and_found_whole() -> None:
    for name in [*STATES.split("|"), *COUNTRIES.split("|")]:
        assert KNOWN[name.lower()] in (name, ADJECTIVES.get(name))
        match = re.match(PLACE, name, re.IGNORECASE)
        assert match is not None
        assert match[0] == name


def test_a_law_is_called_by_the_name_of_its_country() -> None:
    assert (KNOWN["english"], KNOWN["polish"]) == ("England", "Poland")


NAMES = st.from_regex(r"[ab.]( ?[ab.]){0,3}", fullmatch=True)


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.text("ab .", max_size=12))
def test_names_that_begin_alike_are_found_as_if_each_were_tried(names: list[str], text: str) -> None:
    each = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    assert [match.span() for match in re.finditer(one_of(names), text)] == [
        match.span() for match in re.finditer(each, text)
    ]
