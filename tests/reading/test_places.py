"""States and countries by name."""

import re

from paripassu.reading.places import ADJECTIVES, COUNTRIES, KNOWN, PLACE, STATES


def test_each_name_is_known_and_found_whole() -> None:
    for name in [*STATES.split("|"), *COUNTRIES.split("|")]:
        assert KNOWN[name.lower()] in (name, ADJECTIVES.get(name))
        match = re.match(PLACE, name, re.IGNORECASE)
        assert match is not None
        assert match[0] == name


def test_a_law_is_called_by_the_name_of_its_country() -> None:
    assert (KNOWN["english"], KNOWN["polish"]) == ("England", "Poland")
