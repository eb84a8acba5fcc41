"""Which of the 33 kinds of clause there are, and where."""

import pytest

from paripassu.reading.certainty import ABSENT, PRESENT
from paripassu.reading.clauses import CATEGORIES
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


def test_a_category_that_is_found_less_often_rightly_is_less_sure() -> None:
    found = drafted(alliance() + "\n9. Neither party may assign this agreement without consent.\n").clauses
    assert found["Anti-Assignment"].present
    assert found["Anti-Assignment"].confidence == PRESENT["Anti-Assignment"] > PRESENT["Warranty Duration"]
    assert not found["Insurance"].present
    assert found["Insurance"].confidence == ABSENT["Insurance"]


def test_how_sure_is_known_of_every_category_present_and_absent() -> None:
    assert {category.name for category in CATEGORIES} == set(PRESENT) == set(ABSENT)
    assert all(0 < sure < 1 for sure in (*PRESENT.values(), *ABSENT.values()))
