"""Which things an entry speaks of, and which entries speak of a thing."""

from pathlib import Path

from pytest_django import Settings

from paripassu.alliance import ledger
from paripassu.keeper import acts, demo, records
from paripassu.keeper.access import sitting
from paripassu.keeper.models import Account
from paripassu.web import spoken
from tests.web.conftest import Table
from tests.web.test_ledger import posted


def test_in_the_demo_everything_that_is_answered_leads_to_what_it_answers(house: Path, settings: Settings) -> None:
    settings.PARIPASSU_DEMO = True
    demo.load()
    ada = sitting(Account.objects.get(email="ada@demo.invalid"), demo.SLUG)
    told = list(records.current(demo.SLUG).record.since(0))
    answers = {"confirmed.v1", "disputed.v1", "delivery_accepted.v1", "question_answered.v1", "checkin_held.v1"}
    found = [each for each in told if each.fact.__struct_config__.tag in answers]
    assert len(found) > 60
    assert not [each for each in found if not spoken.things(ada, each)]


def test_an_entry_leads_to_its_thing_and_the_thing_to_the_entry(table: Table) -> None:
    entry = posted(table)
    confirmed = acts.record(table.sitting["bo"], ledger.confirm, key="c", entries=[entry])[0]
    assert spoken.things(table.sitting["cy"], confirmed) == (entry,)
    assert spoken.entries(table.sitting["cy"], entry) == (entry, confirmed.index)


def test_a_private_note_is_not_among_the_entries_of_a_posting(table: Table) -> None:
    entry = posted(table)
    noted = acts.record(table.sitting["ada"], ledger.note, key="n", entry=entry, text="Ask again.")[0]
    for who in ("ada", "bo", "cy"):
        assert spoken.entries(table.sitting[who], entry) == (entry,)
    assert spoken.things(table.sitting["ada"], noted) == (entry,)
