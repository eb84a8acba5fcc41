"""Surveys in the browser's place: agreed by both, opened, and kept from everybody until they are counted."""

import base64
import json
import logging
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paripassu.alliance import concerns
from paripassu.alliance.parties import arrangements
from paripassu.alliance.surveys.instruments import library
from paripassu.keeper import acts
from paripassu.keeper.concerns import listening
from paripassu.keeper.models import Account
from paripassu.keeper.surveys import issuing
from paripassu.keeper.surveys.casting import SIZE, TOKEN_BYTES
from paripassu.keeper.surveys.tables import Answer, Comment, Entrusted, TokenIssued
from paripassu.record import blind, record
from paripassu.record.checkpoint import checked, opened_note, parsed_checkpoint, parsed_key
from paripassu.record.tree import verify_consistency
from tests.web.conftest import SLUG, Enter, Table

PASSPHRASE = "somewhere over the harbour"
FORM = {"title": "How is it going?", "instrument": "pulse", "least": "3", "days": "7", "own": ""}


def last(table: Table, kind: str) -> int:
    state = table.sitting["ada"].alliance.surveys
    return max(state.waves if kind == "waves" else state.by_index)


@pytest.fixture
def team(table: Table, enter: Enter) -> Table:
    """Three people sit for each side."""
    for party in ("ada", "bo"):
        for number in (1, 2):
            account = Account.objects.create_user(f"{party}{number}@example.org", name=f"{party}{number}")
            manager = table.sitting[party]
            table.sitting[account.name] = acts.seat(
                account, SLUG, key=account.name, party=party, role="member", invited_by=manager.person
            )
            table.browser[account.name] = enter(account)
    return table


@pytest.fixture
def wave(team: Table) -> int:
    """A wave that is open."""
    team.post("ada", "surveys/new/", **FORM)
    survey = last(team, "by_index")
    team.post("bo", f"surveys/{survey}/agree/")
    team.post("bo", f"surveys/{survey}/open/")
    return last(team, "waves")


def pass_time(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    def moved() -> datetime:
        return record.now() + timedelta(days=days)

    for name in (
        "keeper.acts.this_moment",
        "keeper.surveys.issuing.now",
        "keeper.surveys.counting.now",
        "keeper.surveys.holding.now",
        "web.clock.now",
    ):
        monkeypatch.setattr(f"paripassu.{name}", moved)


def token_of(table: Table, who: str, wave: int) -> tuple[bytes, bytes]:
    """A token and its signature, got over the two addresses as the page's script does."""
    place = table.sitting[who]
    key = blind.read(issuing.public_key(place.alliance.surveys.wave(wave), place.seat.party))
    token = blind.prepared(bytes(TOKEN_BYTES))
    blinding = blind.blinded(token, key)
    address = f"/{SLUG}/surveys/waves/{wave}/token/"
    reply = table.browser[who].post(address, {"blinded": base64.b64encode(blinding.blinded).decode()})
    assert reply.status_code == 200
    return token, blind.unblinded(token, base64.b64decode(reply.json()["signature"]), blinding.inverse, key)


def envelope(party: str, token: bytes, signature: bytes, answers: tuple[int | None, ...]) -> bytes:
    said = {
        "party": party, "answers": answers,
        "token": base64.b64encode(token).decode(), "signature": base64.b64encode(signature).decode(),
    }  # fmt: skip
    return json.dumps(said).encode().ljust(SIZE)


def send(client: Client, wave: int, body: bytes, **headers: str) -> tuple[int, str]:
    reply = client.post(f"/answers/{SLUG}/{wave}/", body, content_type="application/octet-stream", headers=headers)
    assert not reply.cookies
    assert "Set-Cookie" not in reply.headers
    return reply.status_code, reply.content.decode()


def all_answer(table: Table, wave: int) -> None:
    for place, who in enumerate(("ada", "ada1", "ada2", "bo", "bo1", "bo2")):
        token, signature = token_of(table, who, wave)
        answers = (6, 5, 4, 3 + place % 3, 2, 5) if who.startswith("ada") else (3, 4, 2, 3, 6 - place % 2, 3)
        assert send(Client(), wave, envelope(who.rstrip("12"), token, signature, answers))[0] == 200


def test_both_sides_carry_a_survey_from_proposal_to_what_follows(
    team: Table, wave: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_answer(team, wave)
    assert "not shown" not in team.page("ada", f"surveys/waves/{wave}/")
    pass_time(monkeypatch, 10)
    assert "The time is over" in team.page("ada1", f"surveys/waves/{wave}/")
    team.post("ada1", f"surveys/waves/{wave}/count/")
    assert not Answer.objects.exists()
    for who in ("ada", "bo", "cy", "bo2"):
        page = team.page(who, f"surveys/waves/{wave}/")
        assert "3 of 3 answered" in page
        assert "The other parties can be relied upon." in page
    team.post("ada", f"surveys/waves/{wave}/no-action/", because="It is as we knew.", form="no-action")
    assert "It is as we knew." in team.page("bo", f"surveys/waves/{wave}/")
    for address in ("", "surveys/", "record/", "checkins/"):
        assert team.browser["bo"].get(f"/{SLUG}/{address}").status_code == 200


def test_a_refused_proposal_keeps_what_was_typed(team: Table) -> None:
    page = team.post("ada", "surveys/new/", **{**FORM, "least": "2", "title": "A <b>short</b> one"}).content.decode()
    assert "Nothing is shown below 3 to 20 answers" in page
    assert "A &lt;b&gt;short&lt;/b&gt; one" in page
    assert not team.sitting["ada"].alliance.surveys.by_index


def test_a_proposal_is_declined_and_taken_back_with_reasons(team: Table) -> None:
    team.post("ada", "surveys/new/", **{**FORM, "own": "We meet enough.\n\nWe laugh."})
    survey = last(team, "by_index")
    assert len(team.sitting["ada"].alliance.surveys.survey(survey).fact.questions) == 8
    assert "Too many" in team.post("bo", f"surveys/{survey}/decline/", reason="Too many").content.decode()
    team.post("ada", f"surveys/{survey}/withdraw/", reason="A shorter one")
    assert "Taken back" in team.page("bo", f"surveys/{survey}/")


def test_members_and_neutrals_see_no_buttons_and_strangers_nothing(
    team: Table, wave: int, eve: Account, enter: Enter
) -> None:
    assert "Propose a survey" not in team.page("cy", "surveys/")
    assert "Propose a survey" not in team.page("ada1", "surveys/")
    stranger = enter(eve)
    for address in ("", "new/", f"waves/{wave}/", f"waves/{wave}/proof/"):
        assert stranger.get(f"/{SLUG}/surveys/{address}").status_code == 404
    assert stranger.post(f"/{SLUG}/surveys/waves/{wave}/token/", {"blinded": "AA=="}).status_code == 404
    assert team.browser["ada"].get(f"/{SLUG}/surveys/waves/999/").status_code == 404


def test_the_neutral_and_who_came_late_are_not_asked(team: Table, wave: int) -> None:
    page = team.page("cy", f"surveys/waves/{wave}/")
    assert "You are not asked in this wave" in page
    assert "data-survey" not in page
    reply = team.browser["cy"].post(f"/{SLUG}/surveys/waves/{wave}/token/", {"blinded": "AA=="})
    assert reply.status_code == 409
    assert not TokenIssued.objects.exists()


# --- the leaks of INSTRUMENTS B11, each by its name ---


def test_say_before_answering_who_will_see_what(team: Table, wave: int) -> None:
    page = team.page("ada1", f"surveys/waves/{wave}/")
    told = page.index("who will see what")
    assert told < page.index("data-questions")
    assert "Not prevented" in page
    assert "from 3 answers on" in page


def test_not_even_the_creator_or_admin_sees_anything_before_the_count(team: Table, wave: int) -> None:
    empty = {who: team.page(who, "surveys/") for who in ("ada", "bo", "ada1")}
    waves = {who: team.page(who, f"surveys/waves/{wave}/") for who in ("bo1", "cy")}
    token, signature = token_of(team, "ada2", wave)
    send(Client(), wave, envelope("ada", token, signature, (1, 1, 1, 1, 1, 1)))

    def steady(page: str) -> str:
        return "".join(line for line in page.splitlines() if "csrf" not in line)

    assert {who: steady(team.page(who, "surveys/")) for who in empty} == {w: steady(p) for w, p in empty.items()}
    assert {w: steady(team.page(w, f"surveys/waves/{wave}/")) for w in waves} == {
        w: steady(p) for w, p in waves.items()
    }


def test_setting_cannot_be_turned_back(team: Table, wave: int) -> None:
    survey = last(team, "by_index")
    for act in ("withdraw", "decline", "agree"):
        team.post("ada", f"surveys/{survey}/{act}/", reason="x")
    assert team.sitting["ada"].alliance.surveys.survey(survey).in_force
    assert team.sitting["ada"].alliance.surveys.wave(wave).closed is None


def test_no_names_or_moments_in_the_log(team: Table, wave: int, caplog: pytest.LogCaptureFixture) -> None:
    token, signature = token_of(team, "ada", wave)
    with caplog.at_level(logging.DEBUG):
        send(Client(), wave, envelope("ada", token, signature, (1, 1, 1, 1, 1, 1)))
        send(Client(), wave, envelope("ada", token, bytes(256), (1, 1, 1, 1, 1, 1)))
        send(Client(), wave, b"nonsense")
    lines = [each for each in caplog.records if not each.name.startswith("django.db")]
    assert not lines


def whole_database() -> dict[str, list[str]]:
    """Every row of every table, as an operator with a copy has them."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{name}"')
            found[name] = sorted(map(str, cursor.fetchall()))
    return found


@pytest.mark.parametrize("who", ["ada", "ada1", "ada2"])
def test_given_the_whole_database_and_the_logs_nothing_tells_whose_answer_came(
    team: Table, wave: int, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    """All have tokens; one opens the page and answers. One row is there more, with the party and the answer alone."""
    tokens = {each: token_of(team, each, wave) for each in ("ada", "ada1", "ada2")}
    team.page(who, f"surveys/waves/{wave}/")
    before, entries = whole_database(), team.sitting["ada"].kept.journal.head()
    with caplog.at_level(logging.DEBUG):
        team.page(who, f"surveys/waves/{wave}/")
        assert send(Client(), wave, envelope("ada", *tokens[who], (1, 2, 3, 4, 5, 6)))[0] == 200
    after = whole_database()
    assert {name for name in after if after[name] != before[name]} == {"keeper_answer"}
    [row] = Answer.objects.values()
    del row["number"], row["token_digest"]  # both drawn at random, in the database and in the browser
    assert row == {"alliance_id": SLUG, "wave": wave, "party": "ada", "said": bytes((1, 2, 3, 4, 5, 6))}
    assert team.sitting["ada"].kept.journal.head() == entries
    assert not [each for each in caplog.records if not each.name.startswith("django.db")]


def test_an_answer_that_brings_a_cookie_is_not_even_read(team: Table, wave: int) -> None:
    token, signature = token_of(team, "ada", wave)
    status, told = send(team.browser["ada"], wave, envelope("ada", token, signature, (1, 1, 1, 1, 1, 1)))
    assert (status, "cookie" in told) == (400, True)
    assert not Answer.objects.exists()


def test_the_address_for_answers_asks_no_session_and_makes_none(team: Table, wave: int) -> None:
    token, signature = token_of(team, "ada", wave)
    before = set(Session.objects.values_list("session_key", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        send(Client(), wave, envelope("ada", token, signature, (1, 1, 1, 1, 1, 1)))
    assert set(Session.objects.values_list("session_key", flat=True)) == before
    assert not [each["sql"] for each in asked.captured_queries if "session" in each["sql"] or "account" in each["sql"]]


def test_the_fields_of_an_answer_stand_in_no_form(team: Table, wave: int) -> None:
    page = team.page("ada", f"surveys/waves/{wave}/")
    start = page.index("data-survey")
    end = page.index("surveys.js")
    assert "<form" not in page[start:end]
    assert page.count('type="radio"') == 8 * len(library()["pulse"].questions)


def test_the_proof_leads_to_the_checkpoint(team: Table, wave: int) -> None:
    told = team.browser["ada"].get(f"/{SLUG}/surveys/waves/{wave}/proof/").json()
    assert json.loads(told["body"])["kind"] == "wave_opened.v1"
    assert told["proof"].startswith("c2sp.org/tlog-proof@v1")


@pytest.mark.parametrize("since", ["", "0", "-1", "x", "9" * 30, "999999", "²"])
def test_nothing_extends_a_record_that_never_was(team: Table, wave: int, since: str) -> None:
    told = team.browser["ada"].get(f"/{SLUG}/surveys/waves/{wave}/proof/", {"since": since}).json()
    assert told["extends"] == []


def test_what_a_browser_saw_before_is_the_beginning_of_what_it_sees(team: Table, wave: int) -> None:
    told = team.browser["ada"].get(f"/{SLUG}/surveys/waves/{wave}/proof/", {"since": str(wave)}).json()
    note = opened_note(told["proof"].partition("\n\n")[2])
    stated = parsed_checkpoint(note.text)
    assert [each.holds for each in checked(note, [parsed_key(told["key"])])] == [True]
    before = team.sitting["ada"].kept.record._tree.root(wave)
    proof = [base64.b64decode(each) for each in told["extends"]]
    assert proof
    assert verify_consistency(wave, stated.size, proof, before, stated.root)


def test_a_token_is_fetched_on_any_page_until_there_is_one(team: Table, wave: int) -> None:
    quiet = f'data-token data-alliance="{SLUG}" data-wave="{wave}"'
    for address in ("", "ledger/", "surveys/"):
        assert quiet in team.page("bo1", address)
        assert quiet not in team.page("cy", address)
    token_of(team, "bo1", wave)
    assert "data-token" not in team.page("bo1", "ledger/")


# --- comments, languages, small sides ---


def asked(table: Table, **changes: str) -> int:
    """A wave of a survey with what is changed in the form."""
    table.post("ada", "surveys/new/", **{**FORM, **changes})
    survey = last(table, "by_index")
    table.post("bo", f"surveys/{survey}/agree/")
    table.post("bo", f"surveys/{survey}/open/")
    return last(table, "waves")


def test_own_questions_are_turned_and_translated_and_what_is_unclear_is_said(team: Table) -> None:
    own = "We meet too often. | R | de: Wir treffen uns zu oft."
    wave = asked(team, own=own)
    question = team.sitting["ada"].alliance.surveys.survey(last(team, "by_index")).fact.questions[-1]
    assert (question.reversed, question.said("de").text) == (True, "Wir treffen uns zu oft.")
    german = team.browser["ada1"].get(f"/{SLUG}/surveys/waves/{wave}/", HTTP_ACCEPT_LANGUAGE="de-DE").content.decode()
    for text in ("Wir treffen uns zu oft.", "Auf die anderen Parteien ist Verlass.", "stimmt ganz", 'lang="de"'):
        assert text in german
    assert "Wir treffen" not in team.page("ada1", f"surveys/waves/{wave}/?in=")
    assert "After a stroke comes R" in team.post("ada", "surveys/new/", **{**FORM, "own": "x | y"}).content.decode()


def test_who_will_see_comments_and_pools_is_said_before_answering(team: Table) -> None:
    page = team.page("ada1", f"surveys/waves/{asked(team, comments='5', pooled='yes', least='5')}/")
    assert "if 5 or more are written" in page
    assert "Small sides are added up" in page
    assert "Even out the style" in page
    assert page.index("Comments are shown") < page.index("data-questions")
    assert "data-comment" not in team.page("ada1", f"surveys/waves/{asked(team)}/")


def test_organisations_answer_under_seal_and_are_read_after_the_count(
    team: Table, wave: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"surveys/waves/{wave}/side/"
    assert "A manager or a sponsor" in team.page("ada1", address)
    team.post("ada", address, q1="6", q2="", text="We <i>miss</i> early news.")
    assert "has handed one in" in team.page("ada", address)
    for who in ("bo", "cy", "bo1"):
        assert "early news" not in team.page(who, f"surveys/waves/{wave}/")
    assert "Answer a question, or say something" in team.post("bo", address, text="").content.decode()
    pass_time(monkeypatch, 10)
    team.post("bo", f"surveys/waves/{wave}/count/")
    page = team.page("bo", f"surveys/waves/{wave}/")
    assert "We &lt;i&gt;miss&lt;/i&gt; early news." in page
    assert "Said as an organisation" in page


def test_what_is_written_to_a_neutral_opens_for_that_neutral_alone(
    team: Table, wave: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"surveys/waves/{wave}/"
    assert "Nobody can be written to yet" in team.page("ada1", address + "neutral/")
    listening.make_key(team.sitting["cy"], PASSPHRASE, key="key")
    public = team.sitting["cy"].alliance.concerns.keys[team.sitting["cy"].person]
    matter = concerns.ConfidantsNamed((concerns.Confidant(team.sitting["cy"].person, public),))
    acts.record(team.sitting["ada"], arrangements.propose, key="n", matter=matter, why="Small sides")
    arrangement = max(team.sitting["bo"].alliance.arrangements.by_entry)
    acts.record(team.sitting["bo"], arrangements.agree, key="n", arrangement=arrangement)
    sent = {"reader": team.sitting["cy"].person, "q1": "3", "text": "Ask us <b>first</b>."}
    team.post("bo1", address + "neutral/", **sent)
    assert [each.reader for each in Entrusted.objects.all()] == [team.sitting["cy"].person]
    assert team.browser["ada"].get(f"/{SLUG}/{address}words/").status_code == 404
    wrong = team.post("cy", address + "words/", form="open", passphrase="something else").content.decode()
    assert "opens no key of yours" in wrong
    page = team.post("cy", address + "words/", form="open", passphrase=PASSPHRASE).content.decode()
    assert "Ask us &lt;b&gt;first&lt;/b&gt;." in page
    assert "no name given" in page
    pass_time(monkeypatch, 10)
    team.post("cy", address + "words/", form="themes", themes="Some wish to be asked first.\n\nNews comes late.")
    assert not Entrusted.objects.exists()
    team.post("ada", address + "count/")
    for who in ("ada", "bo2"):
        assert "Some wish to be asked first." in team.page(who, address)


def test_where_too_few_sit_a_wave_offers_its_honest_ways_and_no_token(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = asked(table)
    page = table.page("ada", f"surveys/waves/{wave}/")
    assert "takes no anonymous answers" in page
    assert "in confidence, not anonymous" in page
    assert "data-survey" not in page
    assert "data-token" not in table.page("ada", "ledger/")
    unsigned = envelope("ada", bytes(64), bytes(256), (1,) * 6)
    assert send(Client(), wave, unsigned)[0] == 409
    table.post("ada", f"surveys/waves/{wave}/side/", q1="5")
    pass_time(monkeypatch, 10)
    assert "Close the wave" in table.page("bo", f"surveys/waves/{wave}/")
    table.post("bo", f"surveys/waves/{wave}/count/")
    page = table.page("bo", f"surveys/waves/{wave}/")
    assert "nobody kept silent" in page
    assert "silence of more than half" not in page
    assert "Said as an organisation" in page


def test_programs_read_surveys_and_no_single_answer(team: Table, wave: int, monkeypatch: pytest.MonkeyPatch) -> None:
    all_answer(team, wave)
    pass_time(monkeypatch, 10)
    team.post("ada1", f"surveys/waves/{wave}/count/")
    [survey] = team.browser["cy"].get(f"/api/v1/alliances/{SLUG}/surveys/").json()["items"]
    [shown] = survey["waves"]
    assert shown["stands"] == "shown by side"
    assert {"", "ada", "bo"} == shown["cells"].keys()
    assert survey["questions"][0]["languages"] == {"de": "Auf die anderen Parteien ist Verlass."}
    assert "used" not in shown


def test_comments_that_the_host_changed_are_not_shown(team: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    wave = asked(team, comments="5")
    for place, who in enumerate(("ada", "ada1", "ada2", "bo", "bo1", "bo2")):
        body = json.loads(envelope(who.rstrip("12"), *token_of(team, who, wave), (4, 5, 4, 3, 4, 5)))
        said = json.dumps({**body, "comment": f"comment {place}"}).encode().ljust(SIZE)
        assert send(Client(), wave, said)[0] == 200
    pass_time(monkeypatch, 10)
    team.post("bo", f"surveys/waves/{wave}/count/")
    assert "comment 3" in team.page("cy", f"surveys/waves/{wave}/")
    Comment.objects.filter(text="comment 3").update(text="another")
    page = team.page("cy", f"surveys/waves/{wave}/")
    assert "not those whose digest is on the record" in page
    assert "another" not in page
