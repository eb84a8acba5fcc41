"""What is written to a neutral is read by that neutral alone."""

from datetime import timedelta

import pytest

from paripassu.alliance import concerns
from paripassu.alliance.parties import arrangements
from paripassu.alliance.surveys import sides
from paripassu.keeper import acts
from paripassu.keeper.surveys import holding
from paripassu.keeper.surveys.tables import Entrusted
from paripassu.record import letters
from tests.cast import refused
from tests.keeper.surveys.conftest import Asked, Later

PRIVATE = bytes(range(32))
PUBLIC = letters.public_key(PRIVATE).hex()
TEXT = "The late runs are decided without us."
NOTHING = (None,) * 6


@pytest.fixture
def heard(asked: Asked) -> Asked:
    """Cy has made a key, and both partners have named Cy as a confidant."""
    table = asked.table
    acts.record(table.cy, concerns.make_key, key="key", public_key=PUBLIC)
    matter = concerns.ConfidantsNamed((concerns.Confidant(table.cy.person, PUBLIC),))
    [proposed] = acts.record(table.ada, arrangements.propose, key="name", matter=matter, why="Small sides")
    acts.record(table.bo, arrangements.agree, key="named", arrangement=proposed.index)
    return asked


def write(asked: Asked, party: str, text: str = TEXT, *, name: bool = False) -> None:
    place = asked.people[party][1]
    holding.write(place, asked.wave.index, asked.table.cy.person, answers=(6, *NOTHING[1:]), text=text, name=name)


def test_the_neutral_reads_words_answers_and_the_party_and_the_name_only_if_it_was_given(heard: Asked) -> None:
    write(heard, "ada")
    write(heard, "bo", "Ask us first.", name=True)
    first, second = holding.opened(heard.table.cy, heard.wave.index, {PUBLIC: PRIVATE})
    assert (first.party, first.text, first.answers[0], first.name) == ("ada", TEXT, 6, "")
    assert (second.party, second.name) == ("bo", "bo1")


def test_the_tables_hold_no_word_no_writer_and_no_moment(heard: Asked) -> None:
    write(heard, "ada")
    [row] = Entrusted.objects.values()
    assert set(row) == {"number", "alliance_id", "wave", "reader", "public_key", "key", "sealed"}
    kept = b"".join(bytes(value) for value in (row["key"], row["sealed"]))
    assert TEXT.encode() not in kept
    assert heard.people["ada"][1].person not in f"{row}"
    write(heard, "bo", "x", name=True)
    assert len({len(bytes(each.sealed)) for each in Entrusted.objects.all()}) == 1


def test_another_key_opens_nothing_and_says_so(heard: Asked) -> None:
    write(heard, "ada")
    with refused("key_missing"):
        holding.opened(heard.table.cy, heard.wave.index, {})
    assert holding.opened(heard.table.ada, heard.wave.index, {PUBLIC: PRIVATE}) == []


def test_nothing_is_written_to_anybody_but_an_agreed_neutral(asked: Asked) -> None:
    for reader in (asked.table.cy.person, asked.table.bo.person, "nobody"):
        with refused("reader_unknown"):
            holding.write(asked.table.ada, asked.wave.index, reader, answers=NOTHING, text=TEXT, name=False)


def test_neither_the_neutral_nor_who_is_late_nor_nothing_is_taken(heard: Asked, later: Later) -> None:
    cy = heard.table.cy
    with refused("not_asked"):
        holding.write(cy, heard.wave.index, cy.person, answers=NOTHING, text=TEXT, name=False)
    with refused("nothing_said"):
        holding.write(heard.table.ada, heard.wave.index, cy.person, answers=NOTHING, text=" ", name=False)
    with refused("answer_unfit"):
        holding.write(heard.table.ada, heard.wave.index, cy.person, answers=(9,), text=TEXT, name=False)
    later(timedelta(days=20))
    with refused("wave_over"):
        write(heard, "ada")


def test_once_the_themes_are_told_what_was_written_is_deleted(heard: Asked, later: Later) -> None:
    write(heard, "ada")
    later(timedelta(days=20))
    holding.forget(heard.slug, heard.table.cy.alliance, heard.wave)
    assert Entrusted.objects.count() == 1
    acts.record(heard.table.cy, sides.tell, key="tell", wave=heard.wave.index, themes=["Some would like to be asked."])
    holding.forget(heard.slug, heard.table.cy.alliance, heard.wave)
    assert not Entrusted.objects.exists()
