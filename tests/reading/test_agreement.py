"""From a document to a whole draft."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.reading import read
from tests.reading.texts import EXAMPLES, alliance, drafted, value


def test_a_joint_filing_is_no_agreement_of_partners() -> None:
    text = """JOINT FILING AGREEMENT

    In accordance with Rule 13d-1(k) under the Securities Exchange Act of 1934, the undersigned hereby confirm
    the agreement by and among them to the joint filing of the Statement on Schedule 13D, and each shall be responsible
    for its filing."""
    assert not drafted(text).is_agreement


NAMES = st.sampled_from(
    ["Cedar Works, Inc.", "North Lake Labs LLC", "Willow GmbH", "Quarry Bay Co., Ltd.", "May Will Corp."]
)
SHORTS = st.sampled_from(["Cedar", "NLL", "Willow", "QB", "MWC"])


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=2, unique=True), st.lists(SHORTS, min_size=2, max_size=2, unique=True))
def test_renaming_the_parties_renames_the_draft_and_changes_nothing_else(names: list[str], shorts: list[str]) -> None:
    def shape(ada: str, a: str, bo: str, b: str) -> list[tuple[object, ...]]:
        draft = drafted(alliance(ada, a, bo, b))
        role = {ada: "A", bo: "B", "each": "each", "": ""}
        assert {party.name for party in draft.parties} == {ada, bo}
        return [(role[d.party], d.kind, role.get(d.to, d.to), d.mutual, d.due, d.confidence) for d in draft.duties]

    plain = shape("Ada Robotics, Inc.", "Ada", "Bo Optics Ltd.", "Bo")
    assert shape(names[0], shorts[0], names[1], shorts[1]) == plain
    assert shape(names[1], shorts[1], names[0], shorts[0]) == plain


@pytest.mark.parametrize(
    ("file", "names", "law"),
    [
        ("bravatek-sibannac.pdf", {"Bravatek Solutions, Inc.", "Sibannac, Inc."}, "Texas"),
        (
            "cool-technologies-veteran-technology.txt",
            {"Cool Technologies Inc.", "VETERAN TECHNOLOGY GROUP, LLC"},
            "Missouri",
        ),
        ("utek-manakoa.docx", {"UTEK Corporation", "Manakoa Services Corporation"}, None),
        ("yaskawa-argo.md", {"Yaskawa Electric Corporation", "Argo Medical Technologies Ltd."}, "Israel"),
    ],
)
def test_the_real_examples_are_read(file: str, names: set[str], law: str | None) -> None:
    draft = read(EXAMPLES / file)
    assert draft.is_agreement
    assert {party.name for party in draft.parties} == names
    assert value(draft, "governing_law") == law
    assert {duty.party for duty in draft.duties} <= names | {"each"}
    assert len(draft.duties) > 10
