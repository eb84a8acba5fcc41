"""Openings in many manners of writing: the invented ones that the reader is also trained on."""

import json
from pathlib import Path

import pytest

from paripassu.reading.document import document
from paripassu.reading.parties import parties
from paripassu.reading.samename import name_key
from paripassu.reading.structure import structure

FILE = Path(__file__).parents[2] / "training" / "reading" / "openings.jsonl"
OPENINGS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
MISSED = frozenset({"NATIONAL CENTER FOR PHYSICS", "TECHNISCHE HOCHSCHULE KARLSTADT"})
"""What is known to be missed: names without a form, a short name, or a word that says what they are."""


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda one: one["parties"][0])
def test_the_parties_are_found_in_every_manner_of_writing(opening: dict[str, list[str]]) -> None:
    found = parties(structure(document("opening.txt", str(opening["text"]).encode())))
    wanted = {name_key(name) for name in opening["parties"] if name not in MISSED}
    assert wanted <= {name_key(one.name) for one in found}
