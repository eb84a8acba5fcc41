"""Tables become proposed postings, all or none, and every doubt is a sentence with its row and column."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance.agreement.terms import PartyTerms
from paripassu.alliance.ledger.postings import Contributed, Rewarded
from paripassu.alliance.ledger.sheets.grids import MOST_BYTES, MOST_ROWS
from paripassu.alliance.ledger.sheets.preview import Preview, Total, postings, preview
from paripassu.alliance.refusals import Refused
from tests import cast

HEAD = "side,of,pool,on,quantity,unit,what,resource\n"
GOOD = "contribution,ada,work,2026-01-02,1200.50,EUR,first payment,cash\n"


def seen(scene: cast.Scene, content: str | bytes, by: str = cast.ADA, **answers: Any) -> Preview:
    data = content.encode() if isinstance(content, str) else content
    return preview(data, "table.csv", scene.alliance, by=by, now=scene.now, **answers)


def places(found: Preview) -> list[str]:
    return [finding.at for finding in found.findings]


def test_a_sound_table_becomes_postings(scene: cast.Scene) -> None:
    found = seen(scene, HEAD + GOOD + "reward,Bo Ltd,Joint work,02.01.2026,3,hour,coaching,people\n")
    assert found.findings == ()
    one, other = postings(scene.alliance, found, by=cast.ADA, now=scene.now)
    assert isinstance(one, Contributed)
    assert (one.of, one.pool, one.on, one.quantity) == ("ada", "work", date(2026, 1, 2), Decimal("1200.5"))
    assert isinstance(other, Rewarded)
    assert (other.of, other.unit, other.resource) == ("bo", "hour", "people")
    assert found.totals == (
        Total("work", "contribution", "ada", 1, Decimal("1200.50"), 0),
        Total("work", "reward", "bo", 1, Decimal(240), 0),
    )


def test_nothing_is_posted_while_one_row_is_wrong(scene: cast.Scene) -> None:
    found = seen(scene, HEAD + GOOD * 15 + "contribution,zoe,work,2026-01-02,1,EUR,help,cash\n")
    assert places(found) == ["row 17, column of"]
    with pytest.raises(Refused, match=r"Nothing was recorded\. Places to put right in table\.csv: 1\. The first"):
        postings(scene.alliance, found, by=cast.ADA, now=scene.now)
    assert scene.alliance.ledger.postings == {}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("loan,ada,work,2026-01-02,1,EUR,help,cash", "side"),
        ("reward,ada,play,2026-01-02,1,EUR,help,cash", "pool"),
        ("reward,ada,work,2030-01-02,1,EUR,help,cash", "on"),
        ("reward,ada,work,yesterday,1,EUR,help,cash", "on"),
        ("reward,ada,work,2026-02-30,1,EUR,help,cash", "on"),
        ("reward,ada,work,2026-01-02,-5,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,0,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,five,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,1e9,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,1.12345678,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,9999999999999999,EUR,help,cash", "quantity"),
        ("reward,ada,work,2026-01-02,1,EUR,,cash", "what"),
        ("reward,ada,work,2026-01-02,1,,help,cash", "unit"),
        ("reward,ada,work,2026-01-02,1,EUR,help,gold", "resource"),
        ("reward,ada", "pool"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(scene: cast.Scene, row: str, column: str) -> None:
    found = seen(scene, f"{HEAD}{GOOD}{row}\n")
    assert f"row 3, column {column}" in places(found)
    assert not found.sound


def test_several_wrong_cells_of_a_row_are_all_named(scene: cast.Scene) -> None:
    found = seen(scene, HEAD + "loan,zoe,work,never,1,EUR,help,cash\n")
    assert places(found) == ["row 2, column side", "row 2, column of", "row 2, column on"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_common_encodings_are_read(scene: cast.Scene, encoding: str) -> None:
    text = HEAD + GOOD.replace("first payment", "für Grüße nach Málaga")
    found = seen(scene, text.encode(encoding))
    assert found.rows[0]["what"] == "für Grüße nach Málaga"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_common_delimiters_are_told(scene: cast.Scene, delimiter: str) -> None:
    found = seen(scene, (HEAD + GOOD).replace(",", delimiter))
    assert (found.delimiter, len(found.rows), found.findings) == (delimiter, 1, ())


def test_the_line_that_names_the_delimiter_is_taken(scene: cast.Scene) -> None:
    assert len(seen(scene, "sep=;\r\n" + (HEAD + GOOD).replace(",", ";")).rows) == 1


def semicolons(*quantities: str, on: str = "2026-01-02") -> str:
    rows = [f"contribution;ada;work;{on};{quantity};EUR;help;cash\n" for quantity in quantities]
    return HEAD.replace(",", ";") + "".join(rows)


def test_a_decimal_comma_is_told_by_the_column(scene: cast.Scene) -> None:
    found = seen(scene, semicolons("1.234,56", "1.000", "2,5"))
    assert (found.decimal, found.findings) == (",", ())
    assert [row["quantity"] for row in found.rows] == [Decimal("1234.56"), 1000, Decimal("2.5")]


def test_a_decimal_point_is_told_by_the_column(scene: cast.Scene) -> None:
    found = seen(scene, semicolons("1,234.56", "1,000", "1 000.5", "1'000"))
    assert (found.decimal, found.findings) == (".", ())
    assert [row["quantity"] for row in found.rows] == [Decimal("1234.56"), 1000, Decimal("1000.5"), 1000]


def test_two_decimal_signs_in_one_column_are_a_finding(scene: cast.Scene) -> None:
    found = seen(scene, semicolons("1.5", "1,5"))
    assert "row 3, column quantity" in places(found)
    assert "two decimal signs" in found.findings[0].message


def test_a_number_that_can_be_read_in_two_ways_is_asked_about_and_never_guessed(scene: cast.Scene) -> None:
    open_ = seen(scene, semicolons("1.234"))
    assert places(open_) == ["row 2, column quantity"]
    assert "Say which sign begins the decimals" in open_.findings[0].message
    assert seen(scene, semicolons("1.234"), decimal=".").rows[0]["quantity"] == Decimal("1.234")
    assert seen(scene, semicolons("1.234"), decimal=",").rows[0]["quantity"] == 1234


def test_a_day_that_can_be_read_in_two_ways_is_asked_about_and_never_guessed(scene: cast.Scene) -> None:
    open_ = seen(scene, semicolons("5", on="05/01/2026"))
    assert places(open_) == ["row 2, column on"]
    assert seen(scene, semicolons("5", on="05/01/2026"), dates="day").rows[0]["on"] == date(2026, 1, 5)
    told = seen(scene, semicolons("5", on="12/31/2025"))
    assert (told.dates, told.rows[0]["on"]) == ("month", date(2025, 12, 31))


def test_names_of_columns_have_synonyms_and_strange_ones_are_left_alone(scene: cast.Scene) -> None:
    head = "Direction,Partner,Date,Amount,Description,Mood\n"
    found = seen(scene, head + "received,ADA LTD,2026-01-02,7,help,sunny\n")
    assert found.rows[0] | {"evidence": ""} == {
        "side": "reward", "of": "ada", "pool": "work", "on": date(2026, 1, 2), "quantity": 7, "unit": "EUR",
        "what": "help", "resource": "other", "evidence": "",
    }  # fmt: skip
    assert [notice.message for notice in found.notices] == ["The column “Mood” is not read."]


def test_a_missing_column_is_named(scene: cast.Scene) -> None:
    found = seen(scene, "side,of,on,what\nreward,ada,2026-01-02,help\n")
    assert [finding.message for finding in found.findings] == [
        "There is no column “quantity”. Name it so in this row, or begin with the template."
    ]


def test_two_columns_for_one_thing_are_a_finding(scene: cast.Scene) -> None:
    found = seen(scene, "side,of,on,amount,quantity,what\nreward,ada,2026-01-02,1,2,help\n")
    assert places(found) == ["row 1, column quantity"]


def test_a_title_above_the_columns_and_empty_rows_are_passed_over(scene: cast.Scene) -> None:
    found = seen(scene, f"Our year\n\n{HEAD}\n{GOOD}\n")
    assert (found.numbers, found.findings) == ((5,), ())


def test_a_row_that_says_the_same_twice_is_noticed(scene: cast.Scene) -> None:
    entry = scene.post(cast.ADA, "ada", "1200.50", on=date(2026, 1, 2), what="first payment")
    found = seen(scene, HEAD + GOOD + GOOD)
    assert [notice.message for notice in found.notices] == [f"It says the same as entry {entry}. Both would count."] * 2
    assert found.sound


def test_a_quotation_mark_that_is_not_closed_is_no_traceback(scene: cast.Scene) -> None:
    assert not seen(scene, HEAD + GOOD + 'reward,ada,work,2026-01-02,1,EUR,"help,cash\n' + "x" * 200_000).sound


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n\n", "it is empty"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "has a password"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"a,b\x00\x01,c", "it is no text"),
        (b"x" * (MOST_BYTES + 1), "at most 10 MB"),
        ((HEAD + GOOD * (MOST_ROWS + 1)).encode(), "more than 10000 rows"),
    ],
    ids=["empty", "blank", "pdf", "xls", "zip", "bytes", "big", "long"],
)
def test_what_is_no_table_is_refused_with_what_to_do(scene: cast.Scene, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        seen(scene, content)


def test_only_who_may_post_may_preview(scene_with_neutral: cast.Scene) -> None:
    for person in (cast.EVE, cast.CY):
        with pytest.raises(Refused):
            seen(scene_with_neutral, HEAD + GOOD, by=person)


def test_a_row_that_became_impossible_meanwhile_is_refused_by_its_number(scene: cast.Scene) -> None:
    found = seen(scene, HEAD + GOOD)
    cast.agree(scene, cast.terms(pools=()), reason="change")
    with pytest.raises(Refused, match="Row 2 cannot be posted any more"):
        postings(scene.alliance, found, by=cast.ADA, now=scene.now)


def test_a_name_of_two_parties_is_taken_for_neither() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    renamed = [PartyTerms(party, "The Same") for party in cast.partner_ids(3)]
    cast.agree(scene, cast.terms(cast.partner_ids(3), parties=tuple(renamed)), reason="change")
    assert places(seen(scene, HEAD + GOOD.replace("ada", "The Same"))) == ["row 2, column of"]
