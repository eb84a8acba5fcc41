"""Who carries what by the paper."""

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import Clause, PartyTerms, Terms
from paripassu.reading.carried import EACH, KINDS, UNCLEAR, Line, agreed, carried, drafted
from tests.reading.texts import drafted as read

TEXT = """SUPPLY AGREEMENT

This Agreement is between Ada Works, Inc. ("Ada") and Bo Ltd. ("Bo"). WHEREAS they agree.

1. Ada shall deliver the goods to Bo. Ada shall not sell them to others.

2. Bo shall pay Ada. Bo shall have the right to audit the books and records of Ada.

3. Each party shall keep the secrets of the other.

4. Either party may terminate this Agreement without cause on 30 days notice.

5. In no event shall Ada be liable for consequential damages. Cy shall smile.
"""


def counts(text: str) -> dict[str, dict[str, int]]:
    draft = read(text)
    found = carried(drafted(draft), [party.name for party in draft.parties])
    every = {**{row.party: row for row in found.rows}, "alike": found.alike, "unclear": found.unclear}
    return {who: {kind: row.count(kind) for kind in KINDS if row.count(kind)} for who, row in every.items()}


def test_each_party_has_what_it_carries_and_mutual_duties_stand_apart() -> None:
    found = counts(TEXT)
    assert found["Ada Works, Inc."]["obligation"] == 1
    assert found["Ada Works, Inc."]["prohibition"] == 1
    assert found["Ada Works, Inc."]["cap"] == 1
    assert found["Bo Ltd."]["obligation"] == 1
    assert found["Bo Ltd."]["audit"] == 1
    assert found["alike"]["obligation"] == 1
    assert found["alike"]["exit"] == 1


def test_a_cap_of_nobody_named_is_not_given_to_anybody() -> None:
    found = counts(TEXT.replace("In no event shall Ada be liable", "In no event will anybody be liable"))
    assert found["unclear"].get("cap") == 1
    assert "cap" not in found["Ada Works, Inc."]


def test_a_text_that_people_confirmed_counts_by_party() -> None:
    clauses = (
        Clause("Ada shall pay Bo.", "obligation", "ada", "bo"),
        Clause("Bo shall permit Ada to audit the books and records of Bo.", "obligation", "bo", "ada"),
        Clause("Either party may terminate this agreement for convenience.", "permission"),
        Clause("The parties are friends.", "other"),
    )
    found = carried(
        agreed(Terms("T", (PartyTerms("ada", "Ada"), PartyTerms("bo", "Bo")), clauses=clauses)), ("ada", "bo")
    )
    ada, bo = found.rows
    assert (ada.count("obligation"), ada.count("audit")) == (1, 1)
    assert (bo.count("obligation"), bo.count("audit")) == (1, 0)
    assert (found.alike.count("permission"), found.alike.count("exit")) == (1, 1)


LINES = st.lists(
    st.builds(
        lambda party, kind: Line(party, kind, "words", None, 0),
        st.sampled_from(["ada", "bo", "cy", "eve", EACH, UNCLEAR]),
        st.sampled_from(KINDS),
    ),
    max_size=30,
)


@settings(max_examples=50)
@given(LINES, st.permutations(["ada", "bo", "cy"]))
def test_the_order_of_the_parties_changes_the_order_of_the_rows_and_nothing_else(
    lines: list[Line], order: list[str]
) -> None:
    found, plain = carried(lines, order), carried(lines, ["ada", "bo", "cy"])
    assert sorted(found.rows) == sorted(plain.rows)
    assert (found.alike, found.unclear, found.most) == (plain.alike, plain.unclear, plain.most)
    assert sum(row.count(kind) for row in (*found.rows, found.alike, found.unclear) for kind in KINDS) == len(lines)
