"""The list of the parties behind "between"."""

from paripassu.reading.document import document
from paripassu.reading.listing import is_name, listed
from paripassu.reading.structure import structure


def test_each_name_of_the_list_has_its_short_name() -> None:
    text = 'This Agreement is between Ada AG ("Ada"), Bo Ltd. ("Bo") and Cy Smith (the "Neutral"). WHEREAS'
    bones = structure(document("a.txt", text.encode()))
    named = [(bones.flat[one.start : one.end], one.aliases) for one in listed(bones)]
    assert named == [("Ada AG", ("Ada",)), ("Bo Ltd.", ("Bo",)), ("Cy Smith", ("Neutral",))]


def test_addresses_and_words_of_the_text_are_no_names() -> None:
    assert is_name("Ada Works, Inc.")
    assert not any(map(is_name, ("5 Hill Street", "each party", "the Agreement", "its")))
