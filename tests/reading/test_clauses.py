"""Which of the 33 kinds of clause there are, and where."""

import pytest

from paripassu.reading.categories import CATEGORIES
from paripassu.reading.clauses import Sentences
from paripassu.reading.document import document
from paripassu.reading.structure import structure
from paripassu.reading.trained import trained
from tests.reading.texts import alliance, drafted


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        (
            "Neither party may assign this Agreement without the prior written consent of the other party.",
            "Anti-Assignment",
        ),
        ("Ada shall have the right to audit the books and records of Bo once a year.", "Audit Rights"),
        ("In no event shall either party be liable for consequential or indirect damages.", "Cap On Liability"),
        ("Ada hereby grants to Bo a non-exclusive, non-transferable license to use the Ada Marks.", "License Grant"),
        ("Ada and Bo shall share the net revenue equally, 50% to each.", "Revenue/Profit Sharing"),
        (
            "Either party may terminate this Agreement for any reason upon 30 days notice.",
            "Termination For Convenience",
        ),
    ],
)
def test_a_clause_is_found_where_it_stands_and_not_without_it(sentence: str, category: str) -> None:
    assert not drafted(alliance()).clauses[category].present
    draft = drafted(f"{alliance()}\n9. {sentence}\n")
    clause = draft.clauses[category]
    assert clause.present
    assert any(sentence in draft.document.words(place.start, place.end) for place in clause.places)


def test_how_sure_a_kind_is_is_a_chance_whether_present_or_absent() -> None:
    found = drafted(alliance() + "\n9. Neither party may assign this agreement without consent.\n").clauses
    assert found["Anti-Assignment"].present
    assert not found["Insurance"].present
    assert all(0 <= clause.confidence <= 1 for clause in found.values())


def test_every_category_has_its_weights() -> None:
    assert {category.name for category in CATEGORIES} == set(trained("clauses").models)


def test_words_of_a_sentence_are_looked_at_once_however_often_they_stand_in_it() -> None:
    sentences = Sentences(structure(document("a.txt", b"Ada shall audit the books and audit the books of Bo.")))
    (index,) = sentences.cued(("audit",))
    shown = sentences.shown(index, next(one for one in CATEGORIES if one.name == "Audit Rights"))
    assert "audit the" in shown
    assert "#fits only" in shown
