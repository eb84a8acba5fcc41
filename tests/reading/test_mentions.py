"""How parties are mentioned."""

from paripassu.reading.draft import PartyFound, Place
from paripassu.reading.mentions import mentioned, spoken_names


def party(name: str, *aliases: str) -> PartyFound:
    """A party found somewhere."""
    return PartyFound(name, aliases, "", 0.9, Place(1, 0, 1))


def test_an_alias_that_is_all_one_party_has_is_not_the_others() -> None:
    parties = (party("Ada Works Inc.", "AW"), party("Bo Fields Inc.", "BF", "AW"))
    for order in (parties, parties[::-1]):
        names = spoken_names(order)
        assert (names["AW"], names["BF"]) == ("Ada Works Inc.", "Bo Fields Inc.")


def test_an_alias_that_several_have_names_neither() -> None:
    assert "Party" not in spoken_names((party("Ada Works Inc.", "Party"), party("Bo Fields Inc.", "Party")))


def test_the_first_word_names_a_party_where_the_text_binds_by_it() -> None:
    parties = (party("ADACORP WORKS INC.", "AWI"), party("Bo Fields Inc.", "BF"))
    assert spoken_names(parties, "Adacorp shall pay. Adacorp may not sell.")["Adacorp"] == "ADACORP WORKS INC."
    assert "Adacorp" not in spoken_names(parties, "The Adacorp marks. Adacorp shall pay.")
    assert "First" not in spoken_names((party("First Works Inc."),), "First shall pay. First may go.")


def test_roles_and_all_alike_are_told_from_third_parties() -> None:
    flat = "Each Party and the Receiving Party may tell no third party; the other Party and Party A may not."
    found = [(flat[one.start : one.end], one.who) for one in mentioned(flat, {"Party A": "Ada"})]
    assert found == [
        ("Each Party", "each"),
        ("the Receiving Party", "role"),
        ("the other Party", "other"),
        ("Party A", "Ada"),
    ]
