"""A table of postings through the pages: shown before it is recorded, then recorded as a whole, once, or not at all."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.ledger.sheets.grids import MOST_BYTES
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

HEAD = "side,of,on,quantity,unit,what,resource\n"
ROWS = [
    "contribution,ada,2026-01-05,100,EUR,cash,cash\n",
    "contribution,Ada Ltd,2026-01-05,12.5,hour,two engineers,people\n",
    "reward,bo,2026-01-05,70.25,EUR,sales,cash\n",
]
SOUND = HEAD + "".join(ROWS)


def upload(table: Table, content: str | bytes, who: str = "ada", name: str = "march.csv") -> Any:
    """Upload a table and follow to its preview."""
    data = content.encode() if isinstance(content, str) else content
    return table.post(who, "ledger/import/", key="u", file=SimpleUploadedFile(name, data))


def hidden(html: str) -> dict[str, str]:
    """What the form under a preview sends."""
    form = html.partition(f'action="/{SLUG}/ledger/import/record/"')[2]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def size(table: Table) -> int:
    return table.sitting["ada"].kept.record.refresh()


def test_nothing_is_recorded_by_looking(table: Table) -> None:
    before = size(table)
    html = re.sub(r"\s+", " ", upload(table, SOUND).content.decode())
    assert size(table) == before
    assert "3 rows can be recorded, all together." in html
    assert "1,100 EUR" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert "two engineers" in html


def test_all_rows_are_recorded_by_one_act_and_once(table: Table) -> None:
    fields = hidden(upload(table, SOUND).content.decode())
    before = size(table)
    for key in ("first", "again"):
        html = table.post("ada", "ledger/import/record/", **(fields | {"key": key})).content.decode()
        assert "3 entries are recorded, as one act." in html
    assert size(table) == before + 3
    assert {row.key for row in table.sitting["ada"].kept.record.rows(before)} == {
        next(table.sitting["ada"].kept.record.rows(before)).key
    }


def test_a_preview_that_is_recorded_says_so(table: Table) -> None:
    response = upload(table, SOUND)
    address = response.redirect_chain[-1][0].partition(f"/{SLUG}/")[2]
    table.post("ada", "ledger/import/record/", **hidden(response.content.decode()))
    html = table.page("ada", address)
    assert "is recorded already" in html
    assert not hidden(html)


def test_one_wrong_cell_keeps_everything_out_and_is_named(table: Table) -> None:
    html = upload(table, SOUND + "reward,nobody,2026-01-05,1,EUR,x,cash\n").content.decode()
    assert "row 5, column of" in html
    assert not hidden(html)
    before = size(table)
    token = re.search(r'name="sheet" value="([^"]+)"', html)
    assert token is not None
    fields = {"key": "k", "sheet": token[1], "version": "1", "decimal": "", "dates": ""}
    response = table.post("ada", "ledger/import/record/", **fields)
    assert response.status_code == 422
    assert "Nothing was recorded" in response.content.decode()
    assert size(table) == before


def test_what_the_file_leaves_open_is_asked_and_answered(table: Table) -> None:
    text = HEAD.replace(",", ";") + "reward;bo;01/02/2026;1,500;EUR;sales;cash\n"
    response = upload(table, text)
    html = response.content.decode()
    assert "2 places need you" in html
    address = response.redirect_chain[-1][0].partition(f"/{SLUG}/")[2]
    answered = table.page("ada", f"{address}&decimal=,&dates=day")
    assert "1 row can be recorded." in answered
    table.post("ada", "ledger/import/record/", **hidden(answered))
    fact = list(table.sitting["ada"].alliance.ledger.postings.values())[-1].fact
    assert (str(fact.quantity), fact.on.isoformat()) == ("1.5", "2026-02-01")


def test_another_agreement_in_between_asks_to_look_again(table: Table) -> None:
    fields = hidden(upload(table, SOUND).content.decode())
    text = cast.terms(neutrals=("cy",), title="Working together better")
    draft = acts.record(
        table.sitting["bo"], agreement.table, key="t2", terms=text, base=1, reason="change", note="better"
    )[0].index
    for who in ("ada", "bo"):
        acts.record(table.sitting[who], agreement.accept, key="a2", draft=draft)
    for who in ("ada", "bo"):
        acts.record(table.sitting[who], agreement.sign, key="s2", draft=draft, digest=digest(text))
    response = table.post("ada", "ledger/import/record/", **fields)
    assert response.status_code == 422
    assert "Another agreement has come into force" in response.content.decode()
    assert not table.sitting["ada"].alliance.ledger.postings


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "Choose a CSV or XLSX file that is not empty"),
        ("a.pdf", b"%PDF-1.7 x", "it is a PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0 x", "old XLS file"),
        ("a.xlsx", b"PK\x03\x04 broken", "cannot be read"),
        ("a.csv", b" " * (MOST_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_table_is_refused_at_the_file(table: Table, name: str, content: bytes, sentence: str) -> None:
    response = upload(table, content, name=name)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert 'href="#field-file"' in response.content.decode()


def test_a_form_without_a_file_is_refused(table: Table) -> None:
    assert table.post("ada", "ledger/import/", key="u").status_code == 422


def test_hostile_cells_are_shown_and_do_nothing(table: Table) -> None:
    html = upload(table, HEAD + "reward,bo,2026-01-05,1,EUR,<script>alert(1)</script>,cash\n", name="<b>.csv")
    assert "<script>alert" not in html.content.decode()
    assert "<b>" not in html.content.decode()


def test_an_upload_belongs_to_who_made_it(table: Table, eve: Account, enter: Enter) -> None:
    response = upload(table, SOUND)
    address = response.redirect_chain[-1][0]
    fields = hidden(response.content.decode())
    assert table.browser["bo"].get(address).status_code == 404
    assert enter(eve).get(address).status_code == 404
    assert table.post("bo", "ledger/import/record/", **fields).status_code == 404
    forged = fields | {"sheet": fields["sheet"][:-2] + "xx"}
    assert table.post("ada", "ledger/import/record/", **forged).status_code == 404
    assert not table.sitting["ada"].alliance.ledger.postings


def test_the_neutral_uploads_nothing(table: Table) -> None:
    response = upload(table, SOUND, who="cy")
    assert response.status_code == 422
    assert "records nothing for either side" in response.content.decode()


def test_the_template_and_the_ledger_are_downloaded(table: Table) -> None:
    template = table.browser["ada"].get(f"/{SLUG}/ledger/template.csv")
    assert template.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-template.csv"'
    assert template.content.decode("utf-8-sig").startswith("side,of,pool,on,quantity")
    table.post("ada", "ledger/import/record/", **hidden(upload(table, SOUND).content.decode()))
    ledger = table.browser["cy"].get(f"/{SLUG}/ledger/ledger.csv").content.decode("utf-8-sig")
    assert len(ledger.splitlines()) == 4
    assert "1000" in ledger
