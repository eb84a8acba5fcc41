"""The REST API: what programs read is what their person sees, and what the schema says."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from paripassu.alliance import agreement, commitments, decisions, ledger
from paripassu.alliance.agreement.terms import Clause, digest
from paripassu.alliance.ledger import valuations
from paripassu.alliance.refusals import Broken
from paripassu.keeper import acts, records, tokens
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from paripassu.web.api import callers
from tests import cast
from tests.web.conftest import SLUG, Enter, Table
from tests.web.schemas import faults
from tests.web.security.conftest import PRIVATE, World, world  # noqa: F401 (a fixture)

ROOT = "/api/v1"
HERE = f"{ROOT}/alliances/{SLUG}"
SAMPLES = {"slug": SLUG, "index": "5", "id": "c1"}


def program(account: Account) -> Client:
    """A program that shows a token of this person, and no cookie."""
    secret = tokens.make(account, name="program", days=30)[1]
    return Client(headers={"Authorization": f"Bearer {secret}"})


def soon() -> date:
    """A day to come."""
    return (datetime.now(UTC) + timedelta(days=20)).date()


def schema() -> dict[str, Any]:
    answer = Client().get(f"{ROOT}/openapi.json")
    assert answer.status_code == 200
    return answer.json()  # type: ignore[no-any-return]


def addresses(whole: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every address of the schema with samples for its parameters, and what it may answer."""
    found = []
    for path, methods in whole["paths"].items():
        assert set(methods) == {"get"}, "the API is for reading"
        found.append((path.format(**SAMPLES), methods["get"]["responses"]))
    return found


def said(responses: dict[str, Any], answer: Any, whole: dict[str, Any]) -> list[str]:
    """In what the answer is not what the schema says."""
    [(media, told)] = responses[str(answer.status_code)]["content"].items()
    if media != "application/json":
        return [] if answer["Content-Type"] == media else [answer["Content-Type"]]
    return list(faults(told["schema"], answer.json(), whole))


# --- the schema ---


def test_every_address_answers_what_the_schema_says(world: World) -> None:  # noqa: F811
    """To somebody with a seat, to somebody without one, to nobody known."""
    _promised(world.seat("ada"), world.seat("bo"))
    whole, seen = schema(), set()
    callers_ = {name: program(world.account[name]) for name in ("ada", "bo", "cy", "eve")} | {"nobody": Client()}
    for name, browser in callers_.items():
        for address, responses in addresses(whole):
            answer = browser.get(address)
            assert not said(responses, answer, whole), (name, address)
            seen.add((name in ("ada", "bo", "cy"), answer.status_code))
            answer.close()
    assert {(True, 200), (False, 401), (False, 404)} <= seen
    assert (True, 404) not in seen


def _promised(ada: Sitting, bo: Sitting) -> int:
    """A commitment under the clause c1 of a text in force, so that there is something to walk to; its entry."""
    now = ada.alliance.agreement.versions[-1]
    terms = replace(now.terms, clauses=(Clause("Ada Ltd shall deliver the plans.", party="ada"),))
    fields = {"terms": terms, "base": now.number, "reason": "change", "note": "a duty"}
    tabled = acts.record(ada, agreement.table, key="amended", **fields)[0]
    draft = tabled.index
    for seat in (ada, bo):
        acts.record(seat, agreement.accept, key="accepted again", draft=draft)
    for seat in (ada, bo):
        acts.record(seat, agreement.sign, key="signed again", draft=draft, digest=digest(tabled.fact.terms))
    promised = {"owner": "ada", "to": ["bo"], "what": "The plans", "due": soon(), "clauses": ["c1"]}
    return acts.record(ada, commitments.promise, key="promised", **promised)[0].index


def test_the_schema_says_how_to_show_who_one_is() -> None:
    whole = schema()
    assert {each["type"] for each in whole["components"]["securitySchemes"].values()} == {"http", "apiKey"}
    assert all(methods["get"]["security"] for methods in whole["paths"].values())
    assert all("401" in methods["get"]["responses"] for methods in whole["paths"].values())


# --- who reads what ---


def test_a_token_and_a_session_read_the_same(table: Table) -> None:
    account = table.sitting["ada"].account
    assert program(account).get(f"{HERE}/").json() == table.browser["ada"].get(f"{HERE}/").json()


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Bearer paripassu_x", "Basic YWRhOng=", "Bearer x y"])
def test_a_wrong_token_opens_nothing(table: Table, shown: str) -> None:
    answer = Client(headers={"Authorization": shown}).get(f"{HERE}/")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorised")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_revoked_token_reads_nothing_more(table: Table) -> None:
    account = table.sitting["ada"].account
    browser = program(account)
    assert browser.get(f"{HERE}/").status_code == 200
    tokens.revoke(account, tokens.held(account)[0].pk)
    assert browser.get(f"{HERE}/").status_code == 401


def test_eve_gets_the_same_answer_for_what_is_there_and_what_is_not(table: Table, eve: Account) -> None:
    browser = program(eve)
    assert browser.get(f"{ROOT}/alliances/").json() == {"items": []}
    there, not_there = browser.get(f"{HERE}/entries/"), browser.get(f"{ROOT}/alliances/nothing-here/entries/")
    assert there.status_code == not_there.status_code == 404
    assert there.content == not_there.content


def test_what_a_party_keeps_to_itself_is_read_by_its_own_programs_only(world: World) -> None:  # noqa: F811
    for name in ("ada", "bo", "cy"):
        told = program(world.account[name]).get(f"{HERE}/entries/?limit=500").content.decode()
        assert {word for word in PRIVATE.values() if word in told} == {*filter(None, [PRIVATE.get(name)])}
        withheld = [each for each in program(world.account[name]).get(f"{HERE}/entries/").json()["items"]
                    if each["fact"] is None]  # fmt: skip
        assert withheld
        assert all(each["kind"] == "" and each["audience"] for each in withheld)


def test_the_sealed_ballots_of_others_are_not_read(world: World) -> None:  # noqa: F811
    [decision] = program(world.account["cy"]).get(f"{HERE}/decisions/").json()["items"]
    assert decision["ballots"] == ["ada", "bo"]
    assert decision["votes"] == {}


def test_own_values_are_read_once_they_are_open(table: Table) -> None:
    posted = acts.record(
        table.sitting["ada"], ledger.post, key="cash", side="reward", of="ada", pool="work", on=cast.DAY,
        quantity=Decimal(100), unit="EUR", what="cash", resource="cash",
    )  # fmt: skip
    acts.record(table.sitting["bo"], ledger.confirm, key="so", entries=(posted[0].index,))
    asked = {"pool": "work", "until": cast.DAY, "due": soon()}
    [round_] = acts.record(table.sitting["ada"], valuations.open_valuation, key="asked", **asked)
    [found] = program(table.sitting["bo"].account).get(f"{HERE}/valuations/?pool=work").json()["items"]
    assert (found["entry"], found["status"], found["books"]) == (round_.index, "asked", [])
    assert [(one["unit"], one["parts"], one["entries"]) for one in found["items"]] == [
        ("EUR", {"ada": "100"}, [posted[0].index])
    ]
    assert program(table.sitting["cy"].account).get(f"{HERE}/valuations/?pool=other").json()["items"] == []


def test_figures_are_those_of_the_pages_with_their_entries_and_reasons(table: Table) -> None:
    ada, bo = (program(table.sitting[name].account) for name in ("ada", "bo"))
    everything = ada.get(f"{HERE}/figures/").json()
    assert everything == bo.get(f"{HERE}/figures/").json()
    assert {"return_coefficient", "reliability", "voting_power", "coverage"} <= {
        one["measure"] for one in everything["items"]
    }
    assert all(one["value"] or one["why"] for one in everything["items"] if not one["enough"])
    only = ada.get(f"{HERE}/figures/?page=power&measure=vote_share").json()["items"]
    assert [(one["about"], one["value"]) for one in only] == [("ada", "0.5"), ("bo", "0.5")]
    assert "There is no “karma”" in ada.get(f"{HERE}/figures/?measure=karma").json()["sentence"]


def test_nothing_can_be_sent(table: Table) -> None:
    browser = program(table.sitting["ada"].account)
    size = sitting(table.sitting["ada"].account, SLUG).alliance.size
    for method in ("post", "put", "patch", "delete"):
        assert getattr(browser, method)(f"{HERE}/ledger/", {}).status_code == 405
    assert sitting(table.sitting["ada"].account, SLUG).alliance.size == size


def test_the_export_is_the_file_of_the_page(table: Table) -> None:
    answer = program(table.sitting["bo"].account).get(f"{HERE}/export/")
    with ZipFile(BytesIO(answer.getvalue())) as file:
        assert file.read("reader.txt") == b"bo\n"


# --- how much, and how often ---


def test_a_record_is_read_in_parts_from_the_beginning_to_the_end(table: Table) -> None:
    browser = program(table.sitting["ada"].account)
    found, after = [], -1
    while after is not None:
        part = browser.get(f"{HERE}/entries/?after={after}&limit=3").json()
        found += [each["entry"] for each in part["items"]]
        after = part["next"]
    assert found == list(range(part["size"]))
    assert browser.get(f"{HERE}/entries/?after={part['size']}").json()["items"] == []


def test_a_list_of_things_is_read_in_parts_as_well(table: Table) -> None:
    ada = table.sitting["ada"]
    posted = [_posted(table, number) for number in range(3)]
    browser = program(ada.account)
    first = browser.get(f"{HERE}/ledger/?limit=2").json()
    assert [each["entry"] for each in first["items"]] == posted[:2]
    second = browser.get(f"{HERE}/ledger/?limit=2&after={first['next']}").json()
    assert ([each["entry"] for each in second["items"]], second["next"]) == (posted[2:], None)


def _posted(table: Table, number: int) -> int:
    fields = {
        "side": "contribution", "of": "ada", "pool": "work", "on": cast.DAY, "quantity": Decimal("0.1"), "unit": "EUR",
        "what": f"cash {number}", "resource": "cash",
    }  # fmt: skip
    return acts.record(table.sitting["ada"], ledger.post, key=f"posted {number}", **fields)[0].index


def test_an_amount_is_a_text_that_nobody_rounds(table: Table) -> None:
    _posted(table, 1)
    [posting] = program(table.sitting["bo"].account).get(f"{HERE}/ledger/?status=proposed&pool=work").json()["items"]
    assert (posting["quantity"], posting["awaits"]) == ("0.1", ["bo"])


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "after=-2", "after=1.5"])
def test_what_cannot_be_asked_gets_a_sentence(table: Table, query: str) -> None:
    answer = program(table.sitting["ada"].account).get(f"{HERE}/entries/?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert answer.json()["wrong"][0].startswith(query.partition("=")[0])


def test_who_asks_too_often_waits(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(callers.RATES, "api", "3/m/key")
    ada, bo = (program(table.sitting[name].account) for name in ("ada", "bo"))
    answers = [ada.get(f"{HERE}/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3]["Retry-After"] == "60"
    assert bo.get(f"{HERE}/").status_code == 200


def test_tokens_are_guessed_slowly(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(callers.RATES, "token", "2/m/ip")
    good = program(table.sitting["ada"].account)
    guesses = [Client(headers={"Authorization": f"Bearer guess-{number}"}).get(f"{HERE}/") for number in range(3)]
    assert [answer.status_code for answer in guesses] == [401, 401, 429]
    assert good.get(f"{HERE}/").status_code == 429, "it is not even looked up"


def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    table: Table, enter: Enter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        _posted(table, number)
    with django_assert_max_num_queries(25):
        assert len(table.browser["ada"].get(f"{HERE}/entries/").json()["items"]) > 20


# --- links ---


def test_links_are_walked_both_ways(table: Table) -> None:
    ada = table.sitting["ada"]
    promised = _promised(ada, table.sitting["bo"])
    proposed = acts.record(
        ada, decisions.propose, key="d", title="Later", text="We deliver later.", reasons="Rain.", method="consent",
        closes=soon(), about=[promised],
    )[0].index  # fmt: skip
    agreed = acts.record(table.sitting["bo"], commitments.agree, key="a", entries=[promised])[0].index
    browser = program(ada.account)

    def walked(address: str) -> Any:
        return browser.get(f"{HERE}/{address}/").json()

    assert [each["entry"] for each in walked("clauses/c1")["things"]] == [promised]
    there = walked(f"links/{promised}")
    assert [each["id"] for each in there["clauses"]] == ["c1"]
    assert [(each["entry"], each["practice"]) for each in there["from_others"]] == [(proposed, "decisions")]
    assert agreed in there["entries"]
    assert [each["entry"] for each in walked(f"links/{proposed}")["about"]] == [promised]
    assert [each["entry"] for each in walked(f"links/{agreed}")["part_of"]] == [promised]


def test_what_is_not_on_the_record_is_not_here(table: Table) -> None:
    browser = program(table.sitting["ada"].account)
    for address in ("entries/99999", "links/99999", "clauses/none"):
        answer = browser.get(f"{HERE}/{address}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_here")


def test_a_broken_record_says_so_to_those_who_sit_there(
    table: Table, eve: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_slug: str) -> None:
        raise Broken("Entry {entry} was changed.", entry=3)

    browsers = {name: program(account) for name, account in (("ada", table.sitting["ada"].account), ("eve", eve))}
    monkeypatch.setattr(records, "current", broken)
    answer = browsers["ada"].get(f"{HERE}/")
    assert (answer.status_code, answer.json()["sentence"]) == (503, "Entry 3 was changed.")
    assert browsers["eve"].get(f"{HERE}/").status_code == 404
