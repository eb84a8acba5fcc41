"""The 33 categories of clauses: cues and patterns that work together."""

import pytest

from paripassu.reading.categories import CATEGORIES, category


def test_there_are_33_and_each_has_a_name_of_its_own() -> None:
    assert len(CATEGORIES) == len({kind.name for kind in CATEGORIES}) == 33


@pytest.mark.parametrize("kind", CATEGORIES, ids=lambda kind: kind.name)
def test_cues_are_small_letters_as_the_text_that_is_searched(kind: object) -> None:
    cues: tuple[str, ...] = kind.cues  # type: ignore[attr-defined]
    assert cues
    assert all(cue and cue == cue.lower() for cue in cues)


def test_a_category_is_made_of_its_words() -> None:
    made = category("Smiles", "smile|grin", r"\bsmiles?\b", r"\bnever\b")
    assert made.cues == ("smile", "grin")
    assert made.pattern.search("ada smiles")
    assert made.unless is not None
    assert made.unless.search("ada never smiles")
    assert category("Smiles", "smile", "smile").unless is None
