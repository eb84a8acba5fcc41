"""Trust as pages: the same for everybody, the lower direction first, and every figure open to its entries."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from paripassu.alliance import agreement, commitments, statements
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.commitments import deliveries
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.statements import assessments
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from paripassu.measures.trust import FEW_EVENTS, NO_EVENTS
from paripassu.web import clock
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

NUMBERS = iter(range(10**6))
TODAY = datetime.now(UTC).date()
DUE = TODAY + timedelta(days=10)


def key() -> str:
    return f"t{next(NUMBERS)}"


def promised(table: Table, owner: str, *, kept: bool, what: str = "A drawing", **fields: Any) -> int:
    """A commitment to the other side that both agreed to; kept at once, or left to come due."""
    other = "bo" if owner == "ada" else "ada"
    usual: dict[str, Any] = {"owner": owner, "to": (other,), "what": what, "due": DUE}
    entry = acts.record(table.sitting[owner], commitments.promise, key=key(), **(usual | fields))[0].index
    acts.record(table.sitting[other], commitments.agree, key=key(), entries=[entry])
    if kept:
        sent: dict[str, Any] = {"entry": entry, "due": fields.get("due", DUE), "on": TODAY, "evidence": "Sheet 1"}
        delivery = acts.record(table.sitting[owner], deliveries.deliver, key=key(), **sent)[0].index
        acts.record(table.sitting[other], deliveries.accept_delivery, key=key(), delivery=delivery)
    return entry


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Lets the pages be asked for so many days from now."""

    def go(days: int) -> None:
        moment = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return go


@pytest.fixture
def uneven(table: Table, later: Callable[[int], None]) -> Table:
    """Ada keeps what she owes, Bo does not."""
    for _ in range(4):
        promised(table, "ada", kept=True)
        promised(table, "bo", kept=False, what="<i>Steel</i>")
    later(12)
    return table


def main_part(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def rows(page: str) -> list[str]:
    return re.findall(r'<tr role="row">(.*?)</tr>', main_part(page), re.DOTALL)


def test_everybody_sees_the_same_page(uneven: Table) -> None:
    for address in ("trust/", "trust/reliability/ada/bo/"):
        pages = {main_part(uneven.page(who, address)) for who in ("ada", "bo", "cy")}
        assert len(pages) == 1


def test_the_lower_direction_comes_first_with_the_gap(uneven: Table) -> None:
    page = uneven.page("bo", "trust/")
    assert "What Ada Ltd has seen of Bo Ltd is lower than the other way round, by" in page
    assert "Their intervals do not overlap." in page
    first, second = rows(page)[1:3]
    assert first.index("Ada Ltd") < first.index("Bo Ltd")
    assert second.index("Bo Ltd") < second.index("Ada Ltd")


def test_facets_are_never_added(uneven: Table) -> None:
    page = main_part(uneven.page("ada", "trust/"))
    assert [page.count(f"<h2>{facet}</h2>") for facet in ("Reliability", "Truth", "Ability")] == [1, 1, 1]
    assert "Total" not in page


def test_a_figure_opens_to_its_entries_and_their_text_is_only_text(uneven: Table) -> None:
    page = uneven.page("cy", "trust/reliability/ada/bo/")
    assert "The 4 events it rests on" in page
    assert "&lt;i&gt;Steel&lt;/i&gt;" in page
    assert "<i>Steel" not in page
    assert page.count("✕") == 0, "nobody is crossed out"


def test_not_enough_is_said_with_the_reason_and_is_no_figure(table: Table) -> None:
    page = table.page("ada", "trust/")
    for why in NO_EVENTS.values():
        assert why in page
    assert "no statement with a probability has been checked yet" in page
    assert "no party has said in a check-in how the balance feels" in page
    assert not re.search(r"\d\N{NO-BREAK SPACE}%</a>", page)
    promised(table, "ada", kept=True)
    assert NO_EVENTS["reliability"] in table.page("ada", "trust/"), "what is kept early counts on its day"


def test_few_events_are_said_to_be_few(table: Table, later: Callable[[int], None]) -> None:
    promised(table, "ada", kept=True)
    later(12)
    assert FEW_EVENTS in table.page("ada", "trust/")
    assert FEW_EVENTS not in table.page("ada", "trust/truth/bo/ada/")


def test_probabilities_are_shown_beside_what_they_foretell(table: Table, later: Callable[[int], None]) -> None:
    fields: dict[str, Any] = {"sort": "forecast", "what": "It arrives", "due": TODAY, "how": "The note"}
    entry = acts.record(table.sitting["ada"], statements.state, key=key(), probability=90, **fields)[0].index
    said: dict[str, Any] = {"statement": entry, "verdict": "refuted", "evidence": "No note"}
    found = acts.record(table.sitting["bo"], assessments.assess, key=key(), **said)[0].index
    acts.record(table.sitting["ada"], assessments.agree, key=key(), assessment=found)
    page = table.page("bo", "trust/")
    for text in ("0.81", "0.09", "too few to say"):
        assert text in page
    assert "It arrives" in table.page("cy", "trust/calibration/ada/")


@pytest.mark.parametrize(
    "address",
    ["trust/reliability/ada/ada/", "trust/karma/ada/bo/", "trust/truth/ada/cy/", "trust/calibration/bo/"],
)
def test_what_is_no_tie_is_not_there(uneven: Table, address: str) -> None:
    assert uneven.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_eve_and_strangers_see_nothing(uneven: Table, eve: Account, enter: Enter) -> None:
    for address in ("trust/", "trust/reliability/ada/bo/"):
        assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404
        assert Client().get(f"/{SLUG}/{address}").status_code == 302


def test_before_an_agreement_the_page_teaches(alliance: Sitting, ada: Account, enter: Enter) -> None:
    assert "Trust begins with an agreement" in enter(ada).get(f"/{SLUG}/trust/").content.decode()


@pytest.fixture
def six(account: Callable[[str], Account], enter: Enter) -> Client:
    """The browser of Ada, whose alliance has six partners that have signed and done nothing yet."""
    ids = cast.partner_ids(6)
    people = {party: account(party.capitalize()) for party in ids}
    named = tuple(NamedParty(party, f"{party.capitalize()} Ltd") for party in ids)
    place = acts.found(people["ada"], key="found", name="Working together", party="ada", parties_named=named)
    for party in ids[1:]:
        invitations.take(invitations.invite(place, party=party, role="manager")[1], people[party])
    text = cast.terms(ids)
    draft = acts.record(place, agreement.table, key="tabled", terms=text, base=0, reason="founding")[0].index
    seats = [sitting(people[party], SLUG) for party in ids]
    for seat in seats:
        acts.record(seat, agreement.accept, key="accepted", draft=draft)
    for seat in seats:
        acts.record(seat, agreement.sign, key="signed", draft=draft, digest=digest(text))
    return enter(people["ada"])


def test_many_parties_read_one_facet_at_a_time_as_a_matrix(six: Client) -> None:
    page = main_part(six.get(f"/{SLUG}/trust/").content.decode())
    assert "<h2>Reliability</h2>" in page
    assert "<h2>Truth</h2>" not in page
    assert "The lowest 10 of 30 directions; 0 have events enough for a figure." in page
    assert page.count('<th scope="row">') == 6
    assert "<h2>Truth</h2>" in six.get(f"/{SLUG}/trust/?facet=truth").content.decode()
    assert "<h2>Reliability</h2>" in six.get(f"/{SLUG}/trust/?facet=<b>").content.decode()
