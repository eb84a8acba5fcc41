"""Every write: by the rules, once per form, whoever else writes at the same time, and never half."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from paripassu.alliance import ledger, parties
from paripassu.alliance.alliance import Alliance, audit
from paripassu.alliance.refusals import RecordMoved, Refused
from paripassu.keeper import acts, records, summaries
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account, AllianceSummary, SeatSummary
from paripassu.record.record import Record
from tests import cast
from tests.cast import refused
from tests.keeper.conftest import NAMED, Cast, Table, founded

CASH: dict[str, Any] = {
    "side": "contribution", "of": "ada", "pool": "work", "on": date(2026, 1, 5), "quantity": Decimal(100),
    "unit": "EUR", "what": "cash", "resource": "cash",
}  # fmt: skip


def size(place: Sitting) -> int:
    return records.current(place.slug).record.size


def test_what_was_done_is_on_the_record_under_its_party_and_person(table: Table) -> None:
    posted = acts.record(table.ada, ledger.post, key="p", **CASH)[0]
    kept = next(iter(table.ada.kept.record.since(posted.index)))
    assert (kept.party, kept.fact.by, kept.fact.quantity) == ("ada", table.ada.person, 100)
    assert table.bo.alliance.ledger.posting(posted.index).status == "proposed"


def test_a_refused_act_leaves_nothing(table: Table) -> None:
    before = size(table.ada)
    with refused("pool_unknown"):
        acts.record(table.ada, ledger.post, key="p", **(CASH | {"pool": "play"}))
    assert size(table.ada) == before
    assert acts.record(table.ada, ledger.post, key="p", **CASH)[0].index == before  # the form can be sent again, mended


def test_a_form_sent_twice_is_recorded_once(table: Table) -> None:
    first = acts.record(table.ada, ledger.post, key="p", **CASH)
    again = acts.record(table.ada, ledger.post, key="p", **CASH)
    assert again == first
    assert size(table.ada) == first[0].index + 1


def test_a_form_sent_again_is_answered_whatever_the_rules_say_by_now(table: Table) -> None:
    entry = acts.record(table.ada, ledger.post, key="p", **CASH)[0].index
    first = acts.record(table.bo, ledger.confirm, key="c", entries=[entry])
    assert acts.record(table.bo, ledger.confirm, key="c", entries=[entry]) == first
    with refused("already_confirmed"):
        acts.record(table.bo, ledger.confirm, key="another form", entries=[entry])


def test_two_people_may_use_the_same_key(table: Table) -> None:
    one = acts.record(table.ada, ledger.post, key="same", **CASH)[0]
    other = acts.record(table.bo, ledger.post, key="same", **CASH)[0]
    assert (one.party, other.party, other.index) == ("ada", "bo", one.index + 1)


def test_an_act_of_many_facts_is_recorded_whole_or_not_at_all(table: Table) -> None:
    def import_three(alliance: Alliance, *, by: str, now: Any, amounts: list[str]) -> list[Any]:
        return [ledger.post(alliance, by=by, now=now, **(CASH | {"quantity": Decimal(amount)})) for amount in amounts]

    before = size(table.ada)
    with refused("quantity_not_positive"):
        acts.record(table.ada, import_three, key="i", amounts=["1", "2", "0"])
    assert size(table.ada) == before
    assert len(acts.record(table.ada, import_three, key="i", amounts=["1", "2", "3"])) == 3
    assert len(acts.record(table.ada, import_three, key="i", amounts=["1", "2", "3"])) == 3
    assert size(table.ada) == before + 3


def test_an_act_is_tried_again_on_what_somebody_else_wrote_in_between(table: Table) -> None:
    seen: list[int] = []

    def post_slowly(alliance: Alliance, **fields: Any) -> Any:
        seen.append(alliance.size)
        if len(seen) == 1:
            write_elsewhere(table.slug, "bo", ledger.post(alliance, **(fields | {"by": table.bo.person})))
        return ledger.post(alliance, **fields)

    posted = acts.record(table.ada, post_slowly, key="p", **CASH)[0]
    assert seen == [posted.index - 1, posted.index]
    assert [recorded.party for recorded in table.ada.kept.record.since(seen[0])] == ["bo", "ada"]


def test_the_rules_are_asked_again_after_somebody_wrote_first(table: Table) -> None:
    entry = acts.record(table.ada, ledger.post, key="p", **CASH)[0].index

    def confirm_slowly(alliance: Alliance, **fields: Any) -> Any:
        if alliance.size == entry + 1:
            taken_back = ledger.withdraw(alliance, by=table.ada.person, now=fields["now"], entry=entry, reason="twice")
            write_elsewhere(table.slug, "ada", taken_back)
        return ledger.confirm(alliance, **fields)

    with refused("posting_closed"):
        acts.record(table.bo, confirm_slowly, key="c", entries=[entry])


def test_when_others_keep_writing_first_the_person_is_told(table: Table) -> None:
    def overtaken(alliance: Alliance, **fields: Any) -> Any:
        write_elsewhere(table.slug, "bo", ledger.post(alliance, **(fields | {"by": table.bo.person})))
        return ledger.post(alliance, **fields)

    with pytest.raises(RecordMoved):
        acts.record(table.ada, overtaken, key="p", **CASH)


def write_elsewhere(slug: str, party: str, fact: Any) -> None:
    """Write as another process would: by a record of its own."""
    other = records.open_with(slug, cast_clock)
    other.record.append([fact], party=party, at=other.record.size, key=f"elsewhere {other.record.size}")
    other.journal.close()


def cast_clock() -> Any:
    return cast.START


def test_a_seat_given_up_ends_every_act_of_the_person(accounts: Cast, table: Table) -> None:
    colleague = Account.objects.create_user("dora@example.org", name="Dora")
    acts.seat(colleague, table.slug, key="k", party="ada", role="manager", invited_by=table.ada.person)
    place = sitting(colleague, table.slug)
    acts.record(table.ada, parties.leave_seat, key="l", person=colleague.person)
    with refused("no_seat"):
        acts.record(place, ledger.post, key="p", **CASH)


def test_founding_sent_twice_founds_once(accounts: Cast) -> None:
    one, again = founded(accounts.ada), founded(accounts.ada)
    assert one.slug == again.slug == "working-together"
    assert size(one) == 2
    assert AllianceSummary.objects.count() == 1


def test_two_alliances_of_one_name_have_two_addresses(accounts: Cast) -> None:
    assert founded(accounts.ada).slug == "working-together"
    assert founded(accounts.bo).slug == "working-together-2"
    assert founded(accounts.ada, key="second").slug == "working-together-3"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Über Allianz", "uber-allianz"),
        ("同盟", "alliance"),
        ("API", "api-2"),
        ("  -- ", "alliance"),
        ("x" * 90, "x" * 40),
    ],
)
def test_an_address_is_plain_and_never_one_of_the_site(accounts: Cast, name: str, slug: str) -> None:
    if name.strip(" -"):
        assert founded(accounts.ada, name=name).slug == slug
    else:
        assert founded(accounts.ada, name="§§").slug == slug


def test_a_refused_founding_leaves_no_record_and_no_line(accounts: Cast, house: Path) -> None:
    with refused("party_count"):
        acts.found(accounts.ada, key="f", name="Alone", party="ada", parties_named=NAMED[:1])
    assert not AllianceSummary.objects.exists()
    assert not list(house.glob("records/*"))


def test_nothing_is_acknowledged_when_the_summary_fails_and_the_same_form_mends_it(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = size(table.ada)
    refresh = summaries.refresh

    def fails(*_args: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(summaries, "refresh", fails)
    with pytest.raises(Refused):
        acts.record(table.ada, ledger.post, key="p", **CASH)
    monkeypatch.setattr(summaries, "refresh", refresh)
    acts.record(table.ada, ledger.post, key="p", **CASH)
    assert size(table.ada) == before + 1
    assert AllianceSummary.objects.get(slug=table.slug).size == before + 1


def test_all_that_acts_write_holds_in_the_audit(table: Table) -> None:
    acts.record(table.ada, ledger.post, key="p", **CASH)
    state, findings = audit(table.ada.kept.record.since(0))
    assert findings == []
    assert len(state.agreement.versions) == 1
    assert isinstance(table.ada.kept.record, Record)


# --- summaries ---


def lines() -> list[Any]:
    alliances = AllianceSummary.objects.order_by("slug").values_list("slug", "name", "size", "version")
    seats = SeatSummary.objects.order_by("alliance", "person").values_list("alliance", "person", "party", "role")
    return [*alliances, *seats]


def test_summaries_rebuilt_are_equal(accounts: Cast, table: Table) -> None:
    founded(accounts.bo, name="Another")
    before = lines()
    AllianceSummary.objects.update(name="?", size=0, version=9)
    SeatSummary.objects.all().delete()
    records.close_all()
    assert lines() != before
    assert summaries.rebuild() == (2, [])
    assert lines() == before


def test_summaries_that_are_gone_are_rebuilt_from_the_records(accounts: Cast, table: Table) -> None:
    before = lines()
    AllianceSummary.objects.all().delete()
    assert summaries.rebuild() == (1, [])
    assert lines() == before


def test_a_broken_record_keeps_its_line_and_the_others_are_rebuilt(accounts: Cast, table: Table, house: Path) -> None:
    founded(accounts.bo, name="Another")
    before = lines()
    records.close_all()
    (house / "heads" / f"{table.slug}.head").write_text("nothing")
    rebuilt, findings = summaries.rebuild()
    assert rebuilt == 1
    assert [finding.at for finding in findings] == [table.slug]
    assert lines() == before
