"""Decisions on pages: both sides carry one matter through, ballots stay sealed, refusals keep the input."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from paripassu.alliance import agreement, decisions
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.decisions.proposals import Proposal
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import sitting
from paripassu.keeper.models import Account
from paripassu.web import clock, decided, proposals, sentences
from paripassu.web.pages.decisions import step
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
CLOSES = TODAY + timedelta(days=10)
PROPOSAL = {
    "title": "A second ship", "text": "We buy a second ship.", "reasons": "The first is full.", "method": "consent",
    "closes": CLOSES.isoformat(), "carrier": "", "veto_days": "15", "rule": "simple", "key": "p",
}  # fmt: skip


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets days pass for the pages and for what is recorded."""

    def later(days: int) -> None:
        moment = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return later


def proposed(table: Table, who: str = "ada", **fields: str) -> int:
    response = table.post(who, "decisions/new/", **(PROPOSAL | fields))
    assert response.status_code == 200, response.content.decode()
    return max(table.sitting["ada"].alliance.decisions.proposals)


def proposal(table: Table, index: int) -> Proposal:
    return table.sitting["ada"].alliance.decisions.proposal(index)


def do(table: Table, who: str, index: int, act: str, **fields: Any) -> str:
    """Send one form of the page of a proposal; the page that follows."""
    response = table.post(who, f"decisions/{index}/{act}/", key=f"{who}{act}{fields}"[:90], **fields)
    return str(response.content.decode())


def test_the_empty_page_teaches_the_four_ways(table: Table) -> None:
    page = table.page("ada", "decisions/")
    for method in decided.METHODS.values():
        assert str(method.word) in page
    assert "Propose something" in page
    assert "Propose something" not in table.page("cy", "decisions/")
    assert "You sit here as a neutral" in table.page("cy", "decisions/")


def test_without_an_agreement_the_page_says_what_comes_first(alliance: Any, ada: Account, enter: Enter) -> None:
    page = enter(ada).get(f"/{SLUG}/decisions/").content.decode()
    assert "Decisions open with the agreement" in page


def test_a_matter_goes_from_question_to_consent(table: Table, on: Any) -> None:
    index = proposed(table)
    page = do(table, "bo", index, "say/ask", text="Which ship?")
    assert "It is now in the court of" in page
    question = next(iter(proposal(table, index).questions))
    assert "Two million" in do(table, "ada", index, "say/answer", to=question, text="The blue one. Two million.")
    assert "Objected" in do(table, "bo", index, "say/object", reason="We would have no crew in winter.")
    assert "What stands against it" in table.page("ada", f"decisions/{index}/revise/")
    objection = next(iter(proposal(table, index).objections))
    better = PROPOSAL | {"text": "We charter it from May to October.", "note": "No winter, no crew."}
    assert "The better text is before all" in do(
        table, "ada", index, "revise", **{name: better[name] for name in better if name != "key"}
    )
    assert "met" in do(table, "bo", index, "weigh", to=objection, met="yes", text="No winter, no crew needed.")
    text = proposal(table, index).texts[-1].index
    assert "Your party has said yes" in do(table, "bo", index, "agree", text=text)
    on(12)
    page = table.page("bo", f"decisions/{index}/")
    assert "On the last day no objection stood" in page
    assert "Say yes for your party" not in page


def test_a_ballot_is_shown_to_its_party_and_to_others_only_once_it_is_opened(table: Table) -> None:
    index = proposed(table, method="vote")
    page = do(table, "ada", index, "vote", text=index, choice="yes", reason="A grey one.")
    assert "Your ballot says: Yes" in page
    for who in ("bo", "cy"):
        page = table.page(who, f"decisions/{index}/")
        assert "Your ballot says" not in page
        assert "A grey one" not in page
        assert "sealed" in page
    assert "Ballots are opened once" in do(table, "bo", index, "open")
    do(table, "bo", index, "vote", text=index, choice="yes")
    page = do(table, "bo", index, "open")
    assert "Enough ballots were for it" in page
    assert "A grey one" in table.page("cy", f"decisions/{index}/")
    do(table, "ada", index, "open")
    vote = proposal(table, index).votes["ada"]
    assert f"/record/{vote.index}/" in page


def test_a_veto_is_worked_on_and_an_appeal_is_reviewed(table: Table, on: Any) -> None:
    index = proposed(table, method="vote", veto_days="5")
    for who, choice in (("ada", "yes"), ("bo", "yes")):
        do(table, who, index, "vote", text=index, choice=choice)
    do(table, "ada", index, "open")
    assert "Your party said yes to this decision" in do(
        table, "bo", index, "veto", interest="cost", reason="Too dear for us."
    )
    page = do(table, "bo", index, "say/appeal", reasons="The price has doubled.")
    assert "All parties look at it again" in page
    do(table, "bo", index, "review", verdict="change", reasons="A smaller one.")
    page = do(table, "ada", index, "review", verdict="change", reasons="Agreed.")
    assert "To be changed" in page
    again = proposed(table, revises=str(index), key="again", method="consensus")
    do(table, "bo", again, "agree", text=again)
    assert "Another decision has taken its place" in table.page("cy", f"decisions/{index}/")
    assert "A second ship" in table.page("cy", f"decisions/{again}/")


def test_a_veto_of_who_was_silent_shows_its_end(table: Table, on: Any) -> None:
    index = proposed(table, method="vote")
    for who, choice in (("ada", "yes"), ("bo", "abstain")):
        do(table, who, index, "vote", text=index, choice=choice)
    do(table, "ada", index, "open")
    page = table.page("bo", f"decisions/{index}/")
    assert "Only one party was for it" in page
    assert 'id="form-veto"' not in page
    assert 'id="form-appeal"' in page


@pytest.fixture
def three(ada: Account, bo: Account, account: Any, enter: Enter) -> Table:
    """Ada, Bo and Dee, three partners with an agreement in force."""
    people = {"ada": ada, "bo": bo, "dee": account("Dee")}
    named = [NamedParty(name, f"{name.capitalize()} Ltd") for name in people]
    place = acts.found(ada, key="found", name="Working together", party="ada", parties_named=named)
    for name in ("bo", "dee"):
        invitations.take(invitations.invite(place, party=name, role="manager")[1], people[name])
    text = cast.terms(list(people))
    draft = acts.record(place, agreement.table, key="t", terms=text, base=0, reason="founding")[0].index
    seats = {name: sitting(person, SLUG) for name, person in people.items()}
    for act, fields in ((agreement.accept, {}), (agreement.sign, {"digest": digest(text)})):
        for seat in seats.values():
            acts.record(seat, act, key=act.__name__, draft=draft, **fields)
    return Table(seats, {name: enter(person) for name, person in people.items()})


def test_who_could_not_prevent_a_decision_vetoes_it_and_all_look_for_a_way(three: Table, on: Any) -> None:
    index = proposed(three)
    do(three, "bo", index, "agree", text=index)
    on(12)
    assert 'id="form-veto"' not in three.page("bo", f"decisions/{index}/")
    page = do(three, "dee", index, "veto", form="veto", interest="", reason="Our insurer covers one ship.")
    assert "The interest: choose one of those offered" in page
    assert "Our insurer covers one ship." in page
    page = do(three, "dee", index, "veto", interest="liability", reason="Our insurer covers one ship.")
    assert "Vetoed. The decision is suspended" in page
    assert "it lapses when" in page
    veto = proposal(three, index).vetoes["dee"].said.index
    assert "We pay the premium" in do(three, "ada", index, "say/offer", to=veto, text="We pay the premium.")
    do(three, "bo", index, "say/yield", to=veto, reason="They are right.")
    assert "Lifted" in do(three, "dee", index, "say/lift", to=veto, reason="Ada pays.")
    assert "An appeal" not in do(three, "dee", index, "say/appeal", reasons="And yet.")
    assert "It is kept unless" in three.page("ada", f"decisions/{index}/")


def test_refused_input_is_kept_and_the_sentence_helps(table: Table) -> None:
    early = TODAY.isoformat()
    response = table.post("ada", "decisions/new/", **(PROPOSAL | {"closes": early, "reasons": "Because of <b>it</b>."}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Leave the others at least 3 days" in page
    assert "Because of &lt;b&gt;it&lt;/b&gt;." in page
    assert 'id="field-closes-wrong"' in page
    response = table.post("ada", "decisions/new/", **(PROPOSAL | {"title": "", "method": "shouting", "about": "x"}))
    assert response.content.decode().count('class="wrong"') == 3


def test_an_empty_word_is_refused_where_it_was_typed(table: Table) -> None:
    index = proposed(table)
    page = do(table, "bo", index, "say/object", form="object", reason=" ")
    assert "What would go wrong is missing" in page
    assert proposal(table, index).objections == {}


def test_sent_twice_is_recorded_once(table: Table) -> None:
    index = proposed(table)
    assert proposed(table) == index
    for _time in range(2):
        do(table, "bo", index, "say/react", text="Fine.")
    assert len(proposal(table, index).reactions) == 1


def test_eve_finds_nothing_and_cy_can_do_nothing(table: Table, eve: Account, enter: Enter) -> None:
    index = proposed(table)
    client = enter(eve)
    for address in ("", "new/", f"{index}/", f"{index}/revise/", f"{index}/vote/", f"{index}/say/ask/"):
        assert client.get(f"/{SLUG}/decisions/{address}").status_code == 404
        assert client.post(f"/{SLUG}/decisions/{address}").status_code in (404, 405)
    assert "<form" not in table.page("cy", f"decisions/{index}/").partition("<main")[2]
    assert "records nothing" in do(table, "cy", index, "say/ask", text="May I?")


def test_a_team_member_asks_and_does_not_vote(table: Table, account: Any, enter: Enter) -> None:
    index = proposed(table)
    mira = account("Mira")
    invitations.take(invitations.invite(table.sitting["bo"], party="bo", role="member")[1], mira)
    page = enter(mira).get(f"/{SLUG}/decisions/{index}/").content.decode()
    assert "You sit here as a team member" in page
    assert 'id="form-ask"' in page
    assert 'id="form-object"' not in page


def test_strange_addresses_are_not_found(table: Table) -> None:
    index = proposed(table)
    for address in ("decisions/0/", "decisions/999999/", "decisions/999999/revise/", "decisions/9999999999999999999/"):
        assert table.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404
    assert table.browser["ada"].post(f"/{SLUG}/decisions/{index}/say/shout/").status_code == 404
    assert table.browser["ada"].get(f"/{SLUG}/decisions/new/?revises=99999").status_code == 404


def test_the_entry_of_a_question_leads_to_its_proposal(table: Table) -> None:
    index = proposed(table)
    do(table, "bo", index, "say/ask", text="Which?")
    question = next(iter(proposal(table, index).questions))
    response = table.browser["bo"].get(f"/{SLUG}/decisions/{question}/")
    assert response["Location"] == f"/{SLUG}/decisions/{index}/"


def test_hostile_words_are_shown_as_text(table: Table) -> None:
    bad = "<script>alert(1)</script>"
    index = proposed(table, title=bad, text=bad, method="vote", options=f"{bad}\nOslo")
    do(table, "bo", index, "say/ask", text=bad)
    for address in (f"decisions/{index}/", "decisions/", "", "record/"):
        assert bad not in table.page("bo", address)


def test_every_fact_is_told_and_every_standing_has_its_words(table: Table) -> None:
    index = proposed(table)
    do(table, "bo", index, "say/object", reason="No crew.")
    place = table.sitting["ada"]
    told = [sentences.sentence(place.alliance, one, {}) for one in place.kept.record.since(index)]
    assert told == [
        "Ada Ltd proposed “A second ship”: “We buy a second ship”.",
        "Bo Ltd objected to “A second ship”: “No crew”.",
    ]
    assert set(decided.STANDINGS) == set(decided.MEANS)
    assert [step(standing) for standing in proposals.STEPS] == [0, 1, 2, 3, 4]


def test_a_decision_links_to_what_it_is_about(table: Table) -> None:
    first = proposed(table)
    second = proposed(table, about=str(first), key="second", title="Its crew")
    assert "Its crew" in table.page("bo", f"decisions/{first}/")
    assert "A second ship" in table.page("bo", f"decisions/{second}/")
    response = table.post("ada", "decisions/new/", **(PROPOSAL | {"about": "1", "key": "third"}))
    assert "is nothing that this can be about" in response.content.decode()
    assert decisions.LEAST_DAYS == 3
