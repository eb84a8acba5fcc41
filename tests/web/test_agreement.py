"""The agreement in a browser's place: tabled, answered, accepted, signed, amended; refused with what to do instead."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paripassu.alliance import agreement, parties
from paripassu.alliance.agreement.drafts import Draft
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations, workings
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from tests import cast
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_new import TEXT

HOSTILE = "<script>alert(1)</script>"


class Room:
    """Ada and Bo sit, nothing is agreed; each has a browser."""

    def __init__(self, ada: Client, bo: Client, place: Sitting) -> None:
        self.browser = {"ada": ada, "bo": bo}
        self.place = place

    @property
    def state(self) -> agreement.Agreement:
        """The agreement as it stands."""
        return sitting(self.place.account, SLUG).alliance.agreement

    @property
    def draft(self) -> Draft:
        """The draft on the table."""
        assert self.state.draft is not None
        return self.state.draft

    def post(self, who: str, address: str, **fields: Any) -> Any:
        """Send a form of the agreement."""
        return self.browser[who].post(f"/{SLUG}/agreement/{address}", fields, follow=True)

    def page(self, who: str, address: str = "") -> str:
        """A page of the agreement."""
        answer = self.browser[who].get(f"/{SLUG}/agreement/{address}")
        assert answer.status_code == 200
        return str(answer.content.decode())

    def act(self, who: str, address: str, **fields: Any) -> Any:
        """Send a form about the draft on the table, as its page shows it."""
        return self.post(who, address, draft=self.draft.index, **fields)


@pytest.fixture
def room(alliance: Sitting, ada: Account, bo: Account, enter: Enter) -> Room:
    return Room(enter(ada), enter(bo), alliance)


@pytest.fixture
def tabled(room: Room) -> Room:
    """A text of Ada's is on the table."""
    acts.record(room.place, agreement.table, key="tabled", terms=cast.terms(), base=0, reason="founding")
    return room


@pytest.fixture
def accepted(tabled: Room) -> Room:
    """Both have accepted it."""
    for who in ("ada", "bo"):
        tabled.act(who, "accept/")
    return tabled


def test_an_empty_page_teaches_how_a_text_comes_into_force(room: Room) -> None:
    assert "with the last signature it is in force" in room.page("ada")


def test_eve_finds_nothing_anywhere(tabled: Room, enter: Enter, eve: Account) -> None:
    browser = enter(eve)
    for address in ("", "text/", "reading/", "text/basics/", f"drafts/{tabled.draft.index}/", "versions/1/"):
        assert browser.get(f"/{SLUG}/agreement/{address}").status_code == 404
    assert browser.post(f"/{SLUG}/agreement/accept/", {"draft": tabled.draft.index}).status_code == 404


def test_the_page_says_whose_turn_it_is(tabled: Room) -> None:
    assert "in the court of Bo Ltd." in tabled.page("ada")


def test_both_accept_and_sign_and_it_is_in_force(accepted: Room) -> None:
    for who in ("bo", "ada"):
        answer = accepted.act(who, "sign/", digest=accepted.draft.digest, read="yes")
    assert "Version 1 is in force" in answer.content.decode()
    assert "Signed by" in accepted.page("bo")


def test_a_signature_needs_the_digest_that_was_shown_and_the_word(accepted: Room) -> None:
    assert "What you read is not the text" in accepted.act("ada", "sign/", digest="0" * 64, read="yes").content.decode()
    assert "have read the text" in accepted.act("ada", "sign/", digest=accepted.draft.digest).content.decode()
    assert not accepted.draft.signed


def test_accepted_twice_by_the_same_form_is_accepted_once(tabled: Room) -> None:
    for _ in range(2):
        assert tabled.act("bo", "accept/", key="once").status_code == 200
    assert set(tabled.draft.accepted) == {"bo"}


def test_nobody_edits_while_somebody_has_accepted(tabled: Room) -> None:
    tabled.act("bo", "accept/")
    answer = tabled.post("ada", "text/begin/", source="draft")
    assert answer.status_code == 422
    assert "cannot be edited while an acceptance stands. Accepted by Bo Ltd:" in answer.content.decode()
    assert workings.working(tabled.place) is None


def test_an_acceptance_is_withdrawn_with_a_reason_only(tabled: Room) -> None:
    tabled.act("bo", "accept/")
    answer = tabled.act("bo", "withdraw/", reason=" ", form="withdraw")
    assert answer.status_code == 422
    assert "The reason is missing" in answer.content.decode()
    tabled.act("bo", "withdraw/", reason="We overlooked the dates.")
    assert not tabled.draft.accepted
    assert "Withdrew its acceptance: We overlooked the dates." in " ".join(tabled.page("ada").split())
    tabled.act("bo", "accept/")
    assert "Withdrew its acceptance" not in tabled.page("ada")


def test_a_refusal_to_sign_shows_its_reason_escaped(accepted: Room) -> None:
    accepted.act("bo", "decline/", reason=HOSTILE)
    page = accepted.page("ada")
    assert HOSTILE not in page
    assert "Refused to sign: &lt;script&gt;" in page


def test_only_who_tabled_takes_it_off(tabled: Room) -> None:
    assert tabled.act("bo", "take-off/", reason="no").status_code == 422
    tabled.act("ada", "take-off/", reason="Too early.")
    assert tabled.state.draft is None
    assert "Taken off the table: Too early." in " ".join(tabled.page("bo").split())
    assert "set aside" in tabled.page("bo", f"drafts/{tabled.state.earlier[0].index}/")


def test_two_who_answer_at_once_do_not_write_over_each_other(tabled: Room) -> None:
    before = tabled.draft.index
    newer = {"terms": cast.terms(title="Newer"), "base": 0, "reason": "founding", "replaces": before}
    acts.record(tabled.place, agreement.table, key="two", **newer)
    answer = tabled.post("bo", "accept/", draft=before)
    assert answer.status_code == 422
    assert "Another text has been tabled since" in answer.content.decode()


def test_a_text_that_names_a_party_dropped_since_can_still_be_read(room: Room) -> None:
    acts.record(room.place, parties.name_party, key="dora", party=NamedParty("dora", "Dora Docks"))
    text = cast.terms(("ada", "bo", "dora"))
    acts.record(room.place, agreement.table, key="tabled", terms=text, base=0, reason="founding")
    acts.record(room.place, parties.drop_party, key="dropped", party="dora")
    assert "It was dropped since" in room.page("bo")
    assert "The parties have changed" in room.act("bo", "accept/").content.decode()


# --- the working text ---


def begun(room: Room, who: str = "ada") -> int:
    room.post(who, "text/begin/", source="empty")
    return 1


def edition(room: Room) -> int:
    working = workings.working(room.place)
    assert working is not None
    return working.edition


def test_a_text_is_written_section_by_section_and_tabled(room: Room) -> None:
    begun(room)
    assert "Say in a sentence or two what the alliance is for" in room.page("ada", "text/")
    room.post("ada", "text/basics/", edition=1, title="Together", purpose="Boats.", objectives="One\n\nTwo")
    room.post("ada", "text/principles/", edition=2, lines=0, do="template")
    pool = {"name": "Work", "unit": "EUR", "rule": "shares", "share-ada": "66.67", "share-bo": "33.33", "low": "0,8",
            "high": "1.2", "window": "12", "minimum": "", "confirmations": "every", "lines": "2",
            "rate-kind-0": "people", "rate-unit-0": "hour", "rate-value-0": "80"}  # fmt: skip
    room.post("ada", "text/pools/new/", edition=3, **pool)
    answer = room.post("ada", "text/table/", edition=4, note="A first text")
    assert "in the court of Bo Ltd" in answer.content.decode()
    terms = room.draft.terms
    assert (terms.title, terms.objectives, len(terms.principles)) == ("Together", ("One", "Two"), 6)
    assert terms.pools[0].rule.shares == {"ada": Decimal("0.6667"), "bo": Decimal("0.3333")}
    assert workings.working(room.place) is None


def test_a_text_with_a_fault_is_kept_and_the_fault_leads_to_its_form(room: Room) -> None:
    begun(room)
    pool = {"name": "Work", "unit": "EUR", "rule": "shares", "share-ada": "60", "share-bo": "39", "low": "0.8",
            "high": "1.2", "window": "12", "confirmations": "every", "lines": "0"}  # fmt: skip
    page = room.post("ada", "text/pools/new/", edition=1, **pool).content.decode()
    assert "sum to 99 %" in page
    assert f"/{SLUG}/agreement/text/pools/0/" in page
    assert room.post("ada", "text/table/", edition=2).status_code == 422


@pytest.mark.parametrize(("name", "value"), [("low", "a little"), ("window", "12.5"), ("rule", "whatever")])
def test_what_is_no_number_is_said_at_its_field_and_kept(room: Room, name: str, value: str) -> None:
    begun(room)
    usual = {"name": HOSTILE, "unit": "EUR", "rule": "equity", "low": "0.8", "high": "1.2", "window": "12",
             "confirmations": "every", "lines": "0"}  # fmt: skip
    answer = room.post("ada", "text/pools/new/", edition=1, **(usual | {name: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page
    assert f"#field-{name}" in page


def test_who_saves_over_a_colleagues_edition_is_told_and_keeps_the_input(room: Room) -> None:
    begun(room)
    room.post("ada", "text/basics/", edition=1, title="First", purpose="", objectives="")
    answer = room.post("ada", "text/basics/", edition=1, title="Second", purpose="", objectives="")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Second"' in page
    assert "First" in page
    assert 'name="edition" value="2"' in page


def test_the_other_party_sees_nothing_of_an_unfinished_text(room: Room) -> None:
    begun(room)
    room.post("ada", "text/basics/", edition=1, title="Our secret plan", purpose="", objectives="")
    assert "Our secret plan" not in room.page("bo") + room.page("bo", "text/")
    assert workings.working(sitting(Account.objects.get(name="Bo"), SLUG)) is None


def test_a_clause_is_added_edited_and_taken_out(room: Room) -> None:
    begun(room)
    clause = {"text": "Bo builds.", "kind": "obligation", "party": "bo", "to": "ada", "due": "", "condition": ""}
    room.post("ada", "text/clauses/new/", edition=1, **clause)
    room.post("ada", "text/clauses/0/", edition=2, **(clause | {"due": "by May"}))
    working = workings.working(room.place)
    assert working is not None
    assert (working.terms.clauses[0].due, working.terms.clauses[0].to) == ("by May", "ada")
    room.post("ada", "text/clauses/0/", edition=3, do="remove", **clause)
    assert edition(room) == 4
    assert room.browser["ada"].get(f"/{SLUG}/agreement/text/clauses/0/").status_code == 404


def test_a_text_begun_before_another_was_tabled_says_so_and_can_answer_it(room: Room) -> None:
    begun(room, "bo")
    acts.record(room.place, agreement.table, key="tabled", terms=cast.terms(), base=0, reason="founding")
    assert "Another text came on the table since you began" in room.page("bo", "text/")
    room.post("bo", "text/answer/", edition=1)
    assert "Another text came on the table" not in room.page("bo", "text/")


def test_a_text_begun_before_another_came_into_force_says_so(room: Room) -> None:
    begun(room, "bo")
    acts.record(room.place, agreement.table, key="t", terms=cast.terms(), base=0, reason="founding")
    digest = room.draft.digest
    for who in ("ada", "bo"):
        room.act(who, "accept/")
    for who in ("ada", "bo"):
        room.act(who, "sign/", digest=digest, read="yes")
    page = room.page("bo", "text/")
    assert "The agreement has moved on since you began" in page
    assert "what is on the table" not in page


def test_an_amendment_shows_what_it_changes_and_needs_a_reason(table: Table) -> None:
    assert table.post("ada", "agreement/text/begin/", source="version").status_code == 422
    table.post("ada", "agreement/text/begin/", source="version", reason="change", note="Boats grew.")
    table.post("ada", "agreement/text/dates/", edition=1, ends="2030-01-01")
    assert "1 January 2030" in table.page("ada", "agreement/text/")
    table.post("ada", "agreement/text/table/", edition=2, reason="change", note="Boats grew.")
    page = table.page("bo", "agreement/")
    assert "Compared with version 1" in page
    assert "Circumstances have changed: Boats grew." in page
    assert "1 January 2030" not in table.page("bo", "agreement/versions/1/")


def test_the_neutral_reads_and_has_no_buttons(table: Table) -> None:
    page = table.page("cy", "agreement/")
    assert "You sit here as a neutral" in page
    assert "Amend" not in page
    answer = table.post("cy", "agreement/text/begin/", source="version", reason="change", note="I could.")
    assert answer.status_code == 422


def test_a_member_writes_and_leaves_tabling_to_the_manager(room: Room, enter: Enter, eve: Account) -> None:
    invitations.take(invitations.invite(room.place, party="ada", role="member")[1], eve)
    browser = enter(eve)
    browser.post(f"/{SLUG}/agreement/text/begin/", {"source": "empty"})
    page = browser.get(f"/{SLUG}/agreement/text/").content.decode()
    assert "A manager or sponsor of your party tables it" in page


def test_a_text_for_somebody_who_has_no_seat_leads_to_the_invitation(ada: Account, enter: Enter) -> None:
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"))
    place = acts.found(ada, key="found", name="Working together", party="ada", parties_named=named)
    workings.keep(place, cast.terms(), edition=0)
    answer = enter(ada).post(f"/{SLUG}/agreement/text/table/", {"edition": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/{SLUG}/people/"
    assert "Nobody sits for Bo Ltd yet" in answer.content.decode()


# --- the document ---


@pytest.fixture
def read(room: Room) -> Room:
    """Ada's party had a document read."""
    room.post("ada", "reading/", document=SimpleUploadedFile("agreement.txt", TEXT))
    return room


def kept(room: Room) -> list[str]:
    working = workings.working(room.place)
    assert working is not None
    return [clause.text for clause in working.terms.clauses]


def test_an_item_is_kept_at_once_and_dropped_again(read: Room) -> None:
    read.post("ada", "reading/decide/", do="keep:d-0")
    assert kept(read) == ["Ada shall pay Bo the agreed fee within thirty days of the invoice."]
    read.post("ada", "reading/decide/", do="keep:d-0")
    assert len(kept(read)) == 1
    read.post("ada", "reading/decide/", do="drop:d-0")
    assert kept(read) == []
    assert "Dropped" in read.page("ada", "reading/")


def test_kept_clauses_know_their_party_and_their_place(read: Room) -> None:
    read.post("ada", "reading/decide/", do="keep:d-0")
    working = workings.working(read.place)
    assert working is not None
    (clause,) = working.terms.clauses
    assert (clause.party, clause.to, clause.kind) == ("ada", "bo", "obligation")
    assert clause.source is not None
    assert TEXT.decode()[clause.source.start :].startswith("Ada shall pay")


def test_several_are_kept_at_one_press_and_taken_back_at_one(read: Room) -> None:
    answer = read.post("ada", "reading/decide/", do="keep:d-0,t-governing_law")
    assert kept(read) == ["Ada shall pay Bo the agreed fee within thirty days of the invoice."]
    assert 'value="reopen:d-0,t-governing_law"' in answer.content.decode()
    read.post("ada", "reading/decide/", do="reopen:d-0,t-governing_law")
    working = workings.working(read.place)
    assert working is not None
    assert (working.terms.clauses, working.terms.law) == ((), "")
    assert "0 of 5 decided" in read.page("ada", "reading/")


def test_only_what_is_sure_and_seen_is_kept_at_one_press(read: Room) -> None:
    page = read.page("ada", "reading/?party=bo")
    assert "Keep the" not in page
    page = read.page("ada", "reading/")
    (ids,) = re.findall(r'value="keep:([^"]*,[^"]*)"', page)
    for id_ in ids.split(","):
        card = page.split(f'id="{id_}"')[1].split('class="card item')[0]
        assert "Is this right?" not in card


def test_the_text_says_how_much_of_the_document_is_not_decided(read: Room) -> None:
    assert "5 items that were found in the document are not decided yet" in read.page("ada", "text/")
    for id_ in ("t-title", "t-agreement_date", "t-governing_law", "d-0"):
        read.post("ada", "reading/decide/", do=f"keep:{id_}")
    assert "1 item that was found in the document is not decided yet" in read.page("ada", "text/")
    read.post("ada", "reading/decide/", do="drop:d-1")
    assert "not decided yet" not in read.page("ada", "text/")


def test_what_was_dropped_is_taken_back_by_the_next_press(read: Room) -> None:
    page = read.post("ada", "reading/decide/", do="drop:d-0").content.decode()
    assert 'data-key="u"' in page
    assert "Dropped:" in page
    read.post("ada", "reading/decide/", do="reopen:d-0")
    assert 'data-key="u"' not in read.page("ada", "reading/")


def test_a_term_worded_by_hand_stands_and_the_page_says_both(read: Room) -> None:
    read.post("ada", "reading/decide/", do="edit:t-governing_law")
    read.post("ada", "text/dates/", edition=edition(read), law="Sweden")
    page = read.page("ada", "reading/")
    assert "Kept, and edited" in page
    assert "Your text says:" in page
    assert "Sweden" in page


def test_a_name_that_is_nobodys_yet_is_not_kept_as_everybodys(read: Room) -> None:
    read.post("ada", "reading/who/", **{"who-0": "", "who-1": "bo"})
    page = read.page("ada", "reading/")
    assert "Say first which party this is" in page
    assert 'value="keep:d-0"' not in page


NEWER = TEXT.replace(b"made on 3 May", b"made and restated on 4 May").replace(b"Norway", b"Sweden").replace(
    b"Bo shall not disclose the plans of Ada.", b"Bo shall not show the plans."
)  # fmt: skip


def test_a_newer_version_finds_each_clause_again_or_takes_its_place_away(read: Room) -> None:
    read.post("ada", "reading/decide/", do="keep:d-0,d-1,t-governing_law")
    page = read.post("ada", "reading/", document=SimpleUploadedFile("newer.txt", NEWER)).content.decode()
    assert "1 clause of your text does not stand in it word for word" in page
    working = workings.working(read.place)
    assert working is not None
    places = {clause.text: clause.source for clause in working.terms.clauses}
    found = places["Ada shall pay Bo the agreed fee within thirty days of the invoice."]
    assert found is not None
    assert NEWER.decode()[found.start : found.end].startswith("Ada shall pay Bo")
    assert places["Bo shall not disclose the plans of Ada."] is None
    assert working.terms.document is not None
    assert working.terms.document.name == "newer.txt"


def test_a_newer_version_replaces_no_word_by_itself(read: Room) -> None:
    read.post("ada", "reading/decide/", do="keep:t-governing_law")
    page = read.post("ada", "reading/", document=SimpleUploadedFile("newer.txt", NEWER)).content.decode()
    assert "Your text says:" in page
    working = workings.working(read.place)
    assert working is not None
    assert working.terms.law == "Norway"
    read.post("ada", "reading/decide/", do="keep:t-governing_law")
    working = workings.working(read.place)
    assert working is not None
    assert working.terms.law == "Sweden"


def test_what_was_dropped_stays_dropped_in_a_newer_version(read: Room) -> None:
    read.post("ada", "reading/decide/", do="drop:d-0")
    read.post("ada", "reading/", document=SimpleUploadedFile("newer.txt", NEWER))
    assert "1 of 5 decided" in read.page("ada", "reading/")


def test_before_a_newer_version_is_sent_the_page_says_what_becomes_of_the_earlier(read: Room) -> None:
    assert "It takes the place of agreement.txt" in read.page("ada", "reading/?another=1")


def test_the_same_file_once_more_changes_nothing(read: Room) -> None:
    read.post("ada", "reading/decide/", do="keep:d-0")
    before = workings.working(read.place)
    page = read.post("ada", "reading/", document=SimpleUploadedFile("agreement.txt", TEXT)).content.decode()
    assert "stands in this one too" in page
    now = workings.working(read.place)
    assert before is not None
    assert now is not None
    assert now.terms == before.terms


def test_a_document_for_an_agreement_in_force_begins_with_what_is_in_force(table: Table) -> None:
    before = table.sitting["ada"].alliance.agreement.in_force
    table.post("ada", "agreement/reading/", document=SimpleUploadedFile("agreement.txt", TEXT))
    working = workings.working(table.sitting["ada"])
    assert before is not None
    assert working is not None
    assert working.terms.principles == before.principles
    assert working.terms.document is not None


def test_a_sentence_is_edited_from_the_review_and_leads_back_to_it(read: Room) -> None:
    answer = read.post("ada", "reading/decide/", do="edit:d-1")
    assert answer.redirect_chain[-1][0].endswith("/agreement/text/clauses/0/?from=d-1")
    clause = {"text": "Bo keeps the plans to itself.", "kind": "prohibition", "party": "bo", "edition": edition(read)}
    answer = read.browser["ada"].post(f"/{SLUG}/agreement/text/clauses/0/?from=d-1", clause | {"to": ""})
    assert answer["Location"] == f"/{SLUG}/agreement/reading/?at=d-1#d-1"
    assert "Kept, and edited" in read.page("ada", "reading/")


def test_a_name_that_is_matched_later_holds_for_what_is_kept_then(read: Room) -> None:
    read.post("ada", "reading/who/", **{"who-0": "bo", "who-1": "ada"})
    read.post("ada", "reading/decide/", do="keep:d-0")
    working = workings.working(read.place)
    assert working is not None
    assert working.terms.clauses[0].party == "bo"


def test_the_document_is_its_partys_own_until_a_text_names_it(read: Room) -> None:
    working = workings.working(read.place)
    assert working is not None
    assert working.terms.document is not None
    digest = working.terms.document.digest
    for address in (f"agreement/document/{digest}/", f"files/{digest}/"):
        assert read.browser["bo"].get(f"/{SLUG}/{address}").status_code == 404
    read.post("ada", "text/basics/", edition=edition(read), title="Together", purpose="Boats.", objectives="")
    read.post("ada", "text/table/", edition=edition(read))
    assert "laws of Norway" in read.page("bo", f"document/{digest}/?at=0-10")
    answer = read.browser["bo"].get(f"/{SLUG}/files/{digest}/")
    assert answer.content == TEXT
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", ["reading/decide/", "reading/who/"])
def test_nobody_decides_on_a_document_that_is_not_there(room: Room, address: str) -> None:
    assert room.post("ada", address, do="keep:d-0").status_code == 404


@pytest.mark.parametrize("do", ["", "keep:", "keep:d-999", "burn:d-0", "keep:t-nothing", "keep:d-0x"])
def test_an_act_on_nothing_is_not_found(read: Room, do: str) -> None:
    assert read.post("ada", "reading/decide/", do=do).status_code == 404


def test_what_is_taken_as_given_is_written_with_its_trigger_and_read_again(table: Table) -> None:
    table.post("ada", "agreement/text/begin/", source="version", reason="change", note="Prices move")
    fields = {"edition": "1", "lines": "2", "text-0": "Current stays cheap.", "trigger-0": "It doubles."}
    page = table.post("ada", "agreement/text/assumptions/", **fields).content.decode()
    assert "Current stays cheap." in page
    assert "Reopens the deal:" in page
    assert "It doubles." in table.page("ada", "agreement/text/assumptions/")
    emptied = table.post("ada", "agreement/text/assumptions/", edition="2", lines="2").content.decode()
    assert "Current stays cheap." not in emptied
