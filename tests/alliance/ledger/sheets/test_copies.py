"""The ledger goes out as CSV and comes back as it was, and no cell of it is a formula."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import ledger
from paripassu.alliance.facts import UNREADABLE
from paripassu.alliance.ledger.postings import POSTED
from paripassu.alliance.ledger.sheets.copies import ledger_csv, plainly, template_csv
from paripassu.alliance.ledger.sheets.guards import RISKY
from paripassu.alliance.ledger.sheets.preview import preview
from tests import cast

SIDES = st.sampled_from(sorted(POSTED))
READABLE = st.characters(codec="utf-8").filter(lambda one: not UNREADABLE.search(one))
TEXTS = st.text(READABLE, min_size=1, max_size=30).map(str.strip)
RISKY_TEXTS = st.tuples(st.sampled_from(["", "'", "''"]), st.sampled_from(["=", "+", "-", "@"]), TEXTS).map("".join)
WORDS = (TEXTS | RISKY_TEXTS).filter(lambda text: text.strip() and "\r" not in text and text == text.strip())
ROWS = st.fixed_dictionaries({
    "side": SIDES,
    "of": st.sampled_from(["ada", "bo"]),
    "on": st.dates(date(2000, 1, 1), cast.DAY),
    "quantity": st.decimals(min_value="0.000001", max_value="1e9", places=6),
    "unit": st.sampled_from(["EUR", "hour", "sheep"]),
    "what": WORDS,
    "evidence": WORDS | st.just(""),
})  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_what_goes_out_comes_back_as_it_was(rows: list[dict[str, object]]) -> None:
    scene = cast.agreed()
    for row in rows:
        scene.act(cast.ADA, ledger.post, pool="work", resource="people", **row)
    again = preview(ledger_csv(scene.alliance), "ledger.csv", scene.alliance, by=cast.BO, now=scene.now)
    assert again.findings == ()
    posted = [ledger.post(scene.alliance, by=cast.ADA, now=scene.now, **row) for row in again.rows]
    assert posted == [posting.fact for posting in scene.alliance.ledger.postings.values()]


def test_what_counts_no_more_is_left_out_when_it_comes_back(scene: cast.Scene) -> None:
    old, withdrawn, kept = (scene.post(cast.ADA, "ada", quantity) for quantity in (1, 2, 3))
    scene.confirm(cast.BO, old)
    scene.confirm(cast.BO, scene.post(cast.ADA, "ada", 0, corrects=old))
    scene.act(cast.ADA, ledger.withdraw, entry=withdrawn, reason="a mistake")
    again = preview(ledger_csv(scene.alliance), "ledger.csv", scene.alliance, by=cast.ADA, now=scene.now)
    assert again.findings == ()
    assert [row["quantity"] for row in again.rows] == [scene.alliance.ledger.posting(kept).fact.quantity]


@given(RISKY_TEXTS.filter(lambda text: text.strip()))
@settings(max_examples=30, deadline=None)
def test_no_cell_of_a_copy_is_a_formula(text: str) -> None:
    scene = cast.agreed()
    scene.post(cast.ADA, "ada", 1, what=text, evidence=text)
    lines = csv.reader(io.StringIO(ledger_csv(scene.alliance).decode("utf-8-sig"), newline=""))
    assert not [cell for line in lines for cell in line if cell.startswith(RISKY)]


def test_the_template_is_read_but_its_examples_are_not_posted(scene: cast.Scene) -> None:
    found = preview(template_csv(scene.alliance), "template.csv", scene.alliance, by=cast.ADA, now=scene.now)
    assert {finding.at for finding in found.findings} == {f"row {row}, column what" for row in range(2, 6)}


@given(st.decimals(min_value=0, max_value="1e12", places=6))
def test_a_number_is_written_so_that_it_can_be_read_in_one_way(number: Decimal) -> None:
    text = plainly(number)
    assert Decimal(text) == number
    assert len(text.partition(".")[2]) != 3
