"""The ledger as pages: what each person sees and may do, what is refused with its input kept, and what counts why."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from paripassu.alliance import agreement, commitments, ledger
from paripassu.alliance.agreement.terms import Clause, digest
from paripassu.alliance.ledger import Confirmed, Noted
from paripassu.keeper import acts, reads
from paripassu.keeper.models import Account
from tests.cast import DAY
from tests.web.conftest import SLUG, Enter, Table

HOURS: dict[str, Any] = {
    "key": "k1", "side": "contribution", "of": "ada", "pool": "work", "on": "2026-01-05", "quantity": "12,5",
    "unit": "hour", "resource": "people", "what": "Two engineers", "evidence": "Sheet 7",
}  # fmt: skip
HOSTILE = "<script>alert('x')</script> {{ 7*7 }} %(who)s {0}"


def posted(table: Table, who: str = "ada", key: str = "p", **fields: Any) -> int:
    """The entry of a posting made past the pages."""
    usual: dict[str, Any] = {
        "side": "contribution", "of": who, "pool": "work", "on": DAY, "quantity": Decimal(100), "unit": "EUR",
        "what": "cash", "resource": "cash",
    }  # fmt: skip
    return acts.record(table.sitting[who], ledger.post, key=key, **(usual | fields))[0].index


def status(table: Table, entry: int) -> str:
    return table.sitting["ada"].alliance.ledger.posting(entry).status


# --- posting ---


def test_a_posting_says_its_value_and_in_whose_court_it_is(table: Table) -> None:
    html = table.post("ada", "ledger/new/", **HOURS).content.decode()
    assert "Worth 1,000 EUR: 12.5 hour at 80 EUR each" in html
    assert "in the court of Bo Ltd" in html
    posting = list(table.sitting["ada"].alliance.ledger.postings.values())[-1]
    assert (posting.value, posting.fact.evidence, posting.party) == (Decimal(1000), "Sheet 7", "ada")


def test_sending_the_form_twice_posts_once(table: Table) -> None:
    for _ in range(2):
        table.post("ada", "ledger/new/", **HOURS)
    assert len(table.sitting["ada"].alliance.ledger.postings) == 1


def test_a_form_gone_back_to_and_changed_is_a_posting_of_its_own(table: Table) -> None:
    for what in ("Two engineers", "Three engineers"):
        table.post("ada", "ledger/new/", **(HOURS | {"what": what}))
    postings = table.sitting["ada"].alliance.ledger.postings.values()
    assert [posting.fact.what for posting in postings] == ["Two engineers", "Three engineers"]


def test_a_number_with_two_meanings_is_asked_back_and_the_rest_is_kept(table: Table) -> None:
    response = table.post("ada", "ledger/new/", **(HOURS | {"quantity": "1.234", "what": HOSTILE}))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Write 1234 or 1.2340" in html
    assert 'value="1.234"' in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert not table.sitting["ada"].alliance.ledger.postings


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("on", "2999-01-01", "has not come yet"),
        ("quantity", "-3", "must be above zero"),
        ("of", "cy", "choose one of those offered"),
        ("of", "nobody", "choose one of those offered"),
        ("pool", "other", "choose one of those offered"),
        ("side", "gift", "choose one of those offered"),
        ("resource", "gold", "choose one of those offered"),
        ("unit", "", "is missing"),
        ("what", " ", "is missing"),
        ("what", "x" * 2001, "is the most"),
        ("on", "yesterday", "2026-03-31"),
        ("quantity", "1" + "0" * 15, "must be a number below"),
    ],
)
def test_what_cannot_be_posted_is_said_at_its_field(table: Table, field: str, value: str, sentence: str) -> None:
    response = table.post("ada", "ledger/new/", **(HOURS | {field: value}))
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert f'href="#field-{field}"' in html
    assert not table.sitting["ada"].alliance.ledger.postings


def test_an_entry_without_a_rate_is_kept_shown_and_does_not_count(table: Table) -> None:
    fields = HOURS | {"resource": "goods", "unit": "", "other_unit": "pallet"}
    assert "it is kept and shown, not counted" in table.post("ada", "ledger/new/", **fields).content.decode()
    [entry] = table.sitting["ada"].alliance.ledger.postings
    table.post("bo", f"ledger/{entry}/confirm/", key="c")
    assert status(table, entry) == "confirmed"
    assert "Does not count: no rate is agreed" in table.page("bo", "ledger/")
    assert "cash" not in table.page("bo", "ledger/?status=confirmed")
    assert "Two engineers" in table.page("bo", "ledger/?status=unvalued")


def test_posting_another_keeps_what_goes_on(table: Table) -> None:
    html = table.post("ada", "ledger/new/", **(HOURS | {"another": "yes"})).content.decode()
    assert "Recorded as entry" in html
    assert re.search(r'value="contribution"\s+checked', html)
    assert '<option value="hour" selected' in html
    assert "Two engineers" not in html


def test_what_is_typed_is_valued_while_typing(table: Table) -> None:
    address = "ledger/new/worth/?pool=work&resource=people&unit=hour&quantity="
    assert "Worth 160 EUR" in table.page("ada", f"{address}2")
    assert "read in two ways" in table.page("ada", f"{address}2.500")
    assert "is no number" in table.page("ada", f"{address}two")
    assert "<p" not in table.page("ada", "ledger/new/worth/?pool=nope&unit=EUR&quantity=1")


# --- confirming and disputing ---


def test_one_entry_is_confirmed_by_its_own_button(table: Table) -> None:
    entries = [posted(table, key=str(number)) for number in range(3)]
    html = table.post("bo", "ledger/confirm/", key="c", only=entries[1]).content.decode()
    assert "1 entry is confirmed" in html
    assert [status(table, entry) for entry in entries] == ["proposed", "confirmed", "proposed"]


def test_the_chosen_entries_are_confirmed_in_one_fact(table: Table) -> None:
    entries = [posted(table, key=str(number)) for number in range(3)]
    table.post("bo", "ledger/confirm/", key="c", entry=entries[:2])
    last = reads.entries(table.sitting["bo"], table.sitting["bo"].alliance.size - 1, 10**6)[-1].recorded
    assert last is not None
    assert isinstance(last.fact, Confirmed)
    assert last.fact.entries == tuple(entries[:2])


def test_all_that_wait_are_confirmed_only_if_they_are_what_was_seen(table: Table) -> None:
    entries = [posted(table, key=str(number)) for number in range(3)]
    size = table.sitting["bo"].alliance.size
    later = posted(table, key="later")
    table.post("bo", f"ledger/{entries[0]}/dispute/", key="d", reason="no")
    response = table.post("bo", "ledger/confirm-all/?status=yours", key="c", count=3, size=size)
    assert response.status_code == 422
    assert "2 of them do now" in response.content.decode()
    assert status(table, entries[1]) == "proposed"
    for _ in range(2):
        assert table.post("bo", "ledger/confirm-all/?status=yours", key="c2", count=2, size=size).status_code == 200
    assert [status(table, entry) for entry in [*entries, later]] == ["disputed", "confirmed", "confirmed", "proposed"]


def test_confirming_nothing_is_refused(table: Table) -> None:
    posted(table)
    response = table.post("bo", "ledger/confirm/", key="c")
    assert response.status_code == 422
    assert "Choose the entries" in response.content.decode()


def test_nobody_confirms_their_own(table: Table) -> None:
    entry = posted(table)
    assert 'name="only"' not in table.page("ada", "ledger/")
    assert 'name="only"' in table.page("bo", "ledger/")
    assert table.post("ada", "ledger/confirm/", key="c", entry=entry).status_code == 422
    assert table.post("ada", f"ledger/{entry}/confirm/", key="c").status_code == 422
    assert status(table, entry) == "proposed"


def test_several_are_disputed_for_one_reason_or_none_is(table: Table) -> None:
    first, second = posted(table, key="1"), posted(table, key="2")
    response = table.post("bo", "ledger/dispute/", key="d", form="first", entry=[first, second], reason="")
    assert response.status_code == 422
    assert re.search(rf'value="{first}"[^>]*checked', response.content.decode())
    table.post("bo", "ledger/confirm/", key="c", entry=second)
    assert table.post("bo", "ledger/dispute/", key="d", entry=[first, second], reason="why").status_code == 422
    assert status(table, first) == "proposed"
    table.post("bo", "ledger/dispute/", key="d2", entry=[first], reason="The invoice says 90.")
    assert "disputed by Bo Ltd: “The invoice says 90.”" in table.page("ada", "ledger/")


def test_the_typed_reason_is_kept_when_a_dispute_is_refused(table: Table) -> None:
    entry = posted(table)
    table.post("bo", f"ledger/{entry}/confirm/", key="c")
    response = table.post("bo", f"ledger/{entry}/dispute/", key="d", form="dispute", reason="too late")
    assert response.status_code == 422
    assert "Post a correction" in response.content.decode()


# --- one entry ---


def test_the_page_of_an_entry_tells_its_whole_history(table: Table) -> None:
    entry = posted(table)
    table.post("bo", f"ledger/{entry}/dispute/", key="d", reason="Ninety.")
    table.post("bo", f"ledger/{entry}/confirm/", key="c")
    correction = posted(table, key="x", quantity=Decimal(90), corrects=entry)
    table.post("bo", f"ledger/{correction}/confirm/", key="c2")
    html = table.page("ada", f"ledger/{entry}/")
    told = ["posted a contribution of its own, 100 EUR", "disputed entry", "confirmed entry", "proposed to correct"]
    places = [html.index(words) for words in told]
    assert places == sorted(places)
    assert f"entry {correction} has taken its place" in html
    assert f"/ledger/{entry}/" in table.page("ada", f"ledger/{correction}/")


def test_a_correction_keeps_party_pool_and_side_whatever_is_sent(table: Table) -> None:
    entry = posted(table)
    table.post("bo", f"ledger/{entry}/confirm/", key="c")
    form = table.page("bo", f"ledger/new/?corrects={entry}")
    assert 'value="100"' in form
    assert 'name="side"' not in form
    fields = HOURS | {"corrects": entry, "of": "bo", "side": "reward", "quantity": "90", "unit": "EUR", "what": "less"}
    html = table.post("bo", "ledger/new/", **fields).content.decode()
    fact = list(table.sitting["bo"].alliance.ledger.postings.values())[-1].fact
    assert (fact.of, fact.corrects, type(fact).__name__) == ("ada", entry, "Contributed")
    assert "in the court of Ada Ltd" in html


def test_a_posting_is_withdrawn_by_who_posted_it_only(table: Table) -> None:
    entry = posted(table)
    assert table.post("bo", f"ledger/{entry}/withdraw/", key="w", reason="not mine").status_code == 422
    table.post("ada", f"ledger/{entry}/withdraw/", key="w", reason="posted twice")
    assert "Ada Ltd withdrew it: “posted twice”" in table.page("bo", f"ledger/{entry}/")


def test_a_note_is_read_by_ones_own_party_only(table: Table) -> None:
    entry = posted(table)
    table.post("ada", f"ledger/{entry}/note/", key="n", form="note", text="We were paid late.")
    assert isinstance(table.sitting["ada"].private[-1].fact, Noted)
    assert "We were paid late." in table.page("ada", f"ledger/{entry}/")
    for other in ("bo", "cy"):
        assert "We were paid late." not in table.page(other, f"ledger/{entry}/")
        assert "We were paid late." not in table.page(other, "")


def test_there_is_no_page_for_an_entry_that_is_no_posting(table: Table) -> None:
    for address in ("ledger/0/", "ledger/999999/", "ledger/new/?corrects=0", "ledger/new/?corrects=x"):
        assert table.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


# --- who sees what ---


ADDRESSES = ["", "ledger/", "ledger/new/", "ledger/appreciation/", "ledger/import/", "ledger/ledger.csv", "ledger/8/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_eve_finds_nothing(table: Table, eve: Account, enter: Enter, address: str) -> None:
    posted(table)
    assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404
    assert Client().get(f"/{SLUG}/{address}").status_code == 302


def test_eve_can_send_nothing(table: Table, eve: Account, enter: Enter) -> None:
    entry = posted(table)
    for address in ("ledger/new/", "ledger/confirm/", f"ledger/{entry}/dispute/", "ledger/import/record/"):
        assert enter(eve).post(f"/{SLUG}/{address}", HOURS).status_code == 404


def test_the_neutral_reads_everything_and_is_told_why_there_is_nothing_to_press(table: Table) -> None:
    entry = posted(table)
    for address in ("ledger/", f"ledger/{entry}/", "ledger/new/", "ledger/appreciation/", "ledger/import/"):
        html = table.page("cy", address)
        assert "You sit here as a neutral" in html
        assert not re.findall(rf'<form[^>]*method="post"[^>]*action="/{SLUG}/', html)
    assert table.post("cy", "ledger/new/", **HOURS).status_code == 422
    assert table.post("cy", f"ledger/{entry}/confirm/", key="c").status_code == 422


def test_hostile_words_are_shown_and_do_nothing(table: Table) -> None:
    entry = posted(table, what=HOSTILE, evidence=HOSTILE, unit="<b>", resource="other")
    table.post("bo", f"ledger/{entry}/dispute/", key="d", reason=HOSTILE)
    for address in ("ledger/", f"ledger/{entry}/", "", f"ledger/?text={HOSTILE}&of=<i>&pool=<i>&status=<i>&side=<i>"):
        html = table.page("bo", address)
        assert "<script>alert" not in html
        assert "<i>" not in html
        assert "<b>" not in html


# --- the list ---


def test_the_ledger_is_filtered_by_everything_it_offers(table: Table) -> None:
    posted(table, key="1", what="cash in March")
    posted(table, who="bo", key="2", of="bo", side="reward", what="sales")
    for query, shown, hidden in [
        ("side=reward", "sales", "cash in March"),
        ("of=ada", "cash in March", "sales"),
        ("text=MARCH", "cash in March", "sales"),
        ("status=yours", "sales", "cash in March"),
        ("until=2025-12-31", "No entry fits", "sales"),
        ("since=2026-01-05", "sales", "No entry fits"),
        ("pool=nowhere", "No entry fits", "sales"),
    ]:
        html = table.page("ada", f"ledger/?{query}").partition("<h2>Entries")[2] or table.page(
            "ada", f"ledger/?{query}"
        )
        assert shown in html, query
        assert hidden not in html, query


def test_a_day_that_cannot_be_read_is_said_in_the_filter(table: Table) -> None:
    posted(table)
    assert "“soon” is no day" in table.page("ada", "ledger/?since=soon")


def test_sums_count_what_counts_and_keep_the_rest_beside(table: Table) -> None:
    first, _second = posted(table, key="1", quantity=Decimal(1500)), posted(table, key="2", quantity=Decimal(70))
    table.post("bo", f"ledger/{first}/confirm/", key="c")
    html = re.sub(r"\s+", " ", table.page("bo", "ledger/"))
    row = html.partition("Sums of what is shown")[2].partition("</tbody>")[0]
    assert re.findall(r'class="number">(?:<div>)?([\d,]+)', row.partition("<tbody")[2]) == [
        "1,500",
        "0",
        "0",
        "70",
        "2",
    ]


def test_long_ledgers_have_pages_and_ask_the_database_as_little_as_short_ones(
    table: Table, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def many(alliance: Any, *, by: str, now: Any) -> list[Any]:
        fields: dict[str, Any] = {"pool": "work", "on": DAY, "unit": "EUR", "what": "cash", "side": "contribution"}
        return [ledger.post(alliance, by=by, now=now, of="ada", quantity=Decimal(n + 1), **fields) for n in range(120)]

    acts.record(table.sitting["ada"], many, key="many")
    with django_assert_max_num_queries(8):
        html = table.page("bo", "ledger/?status=yours")
    assert "Page 1 of 4" in html
    assert "Confirm all 120 that wait here" in html
    assert "Ada Ltd posted 120 entries to the ledger." in table.page("bo", "")
    assert "Page 4 of 4" in table.page("bo", "ledger/?page=99")


def test_before_an_agreement_is_in_force_the_ledger_says_what_has_to_happen(
    alliance: Any, ada: Account, enter: Enter
) -> None:
    for address in ("ledger/", "ledger/new/", "ledger/import/", "ledger/appreciation/", "ledger/ledger.csv"):
        html = enter(ada).get(f"/{SLUG}/{address}").content.decode()
        assert "The ledger opens with the agreement" in html


def test_the_empty_ledger_teaches(table: Table) -> None:
    assert "Begin with one contribution of your own" in table.page("ada", "ledger/")


# --- appreciation ---


def test_thanks_are_on_the_record_and_never_netted(table: Table) -> None:
    html = table.post("ada", "ledger/appreciation/", key="a", to="bo", on="2026-01-05", what=HOSTILE).content.decode()
    assert "Your thanks are on the record" in html
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert not table.sitting["ada"].alliance.ledger.postings
    assert "thanks" in table.page("cy", "ledger/appreciation/")


def test_nobody_thanks_themselves(table: Table) -> None:
    response = table.post("ada", "ledger/appreciation/", key="a", to="ada", on="2026-01-05", what="us")
    assert response.status_code == 422
    assert not table.sitting["ada"].alliance.ledger.appreciations


def test_a_posting_says_which_clause_and_which_commitment_it_rests_on(table: Table) -> None:
    now = table.sitting["ada"].alliance.agreement.versions[-1]
    text = replace(now.terms, clauses=(Clause("Ada Ltd delivers the plans.", "obligation", "ada", "bo"),))
    fields = {"terms": text, "base": 1, "reason": "change", "note": "why"}
    tabled = acts.record(table.sitting["ada"], agreement.table, key="t", **fields)[0]
    for act, more in ((agreement.accept, {}), (agreement.sign, {"digest": digest(tabled.fact.terms)})):
        for name in ("ada", "bo"):
            acts.record(table.sitting[name], act, key=act.__name__, draft=tabled.index, **more)
    soon = (datetime.now(UTC) + timedelta(days=20)).date()
    promised = {"owner": "ada", "to": ["bo"], "what": "The plans", "due": soon, "clauses": ["c1"]}
    entry = acts.record(table.sitting["ada"], commitments.promise, key="p", **promised)[0].index
    assert "The plans" not in table.page("ada", "ledger/new/"), "only what all concerned have agreed to is offered"
    acts.record(table.sitting["bo"], commitments.agree, key="a", entries=[entry])
    form = table.page("ada", "ledger/new/")
    assert f'<option value="{entry}"' in form
    assert "Ada Ltd delivers the plans." in form
    assert f"ledger/new/?about={entry}" in table.page("ada", f"commitments/{entry}/")
    table.post("ada", "ledger/new/", **HOURS, about=str(entry), clause="c1")
    links = table.sitting["ada"].alliance.links
    posting = max(table.sitting["ada"].alliance.ledger.postings)
    assert (links.about[posting], links.clauses[posting]) == ((entry,), ("c1",))
    assert f"/ledger/{posting}/" in table.page("bo", f"commitments/{entry}/")
    assert f"?corrects={posting}&amp;about={entry}&amp;clause=c1" in table.page("ada", f"ledger/{posting}/"), "kept"
