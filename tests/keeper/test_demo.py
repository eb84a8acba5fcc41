"""The demo: loaded once, into an empty host that keeps nothing real."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from paripassu.alliance.alliance import Recorded, audit
from paripassu.keeper import demo, records
from paripassu.keeper.access import sitting
from paripassu.keeper.models import Account, AllianceSummary
from paripassu.record.record import Record
from tests.cast import refused
from tests.keeper.conftest import Cast, founded
from tests.stories.telling import tell


@pytest.fixture
def trial(house: Path, settings: Settings) -> Path:
    """A host in demo mode."""
    settings.PARIPASSU_DEMO = True
    return house


def said() -> str:
    out = StringIO()
    call_command("demo", stdout=out, skip_checks=True)
    return out.getvalue()


def as_told() -> list[Recorded]:
    """The facts that the story of the demo makes: some acts make more than one."""
    return tell(demo.STORY.read_text(encoding="utf-8"))[2].facts


def test_the_demo_is_loaded_once_and_says_what_it_did(trial: Path) -> None:
    entries = len(as_told())
    assert f"{entries} entries" in said()
    assert "nothing was loaded" in said()
    summary = AllianceSummary.objects.get()
    assert (summary.name, summary.size, summary.version) == (demo.told().name, entries, 3)


def test_the_record_of_the_demo_has_the_times_of_its_story_and_holds(trial: Path) -> None:
    demo.load()
    recorded = list(records.current(demo.SLUG).record.since(0))
    assert [one.entered for one in recorded] == [one.entered for one in as_told()]
    assert audit(recorded)[1] == []


def test_everybody_of_the_demo_can_be_entered_as_and_by_no_password(trial: Path) -> None:
    assert demo.people() == []
    demo.load()
    people = demo.people()
    assert len({one.party for one in people}) == 3
    assert {one.role for one in people} == {"manager", "sponsor", "member", "neutral"}
    for one in people:
        assert not one.account.has_usable_password()
        assert one.account.email.endswith("@demo.invalid")
        assert sitting(one.account, demo.SLUG).party.name == one.party


def test_outside_demo_mode_nothing_is_loaded_and_nobody_can_be_entered_as(trial: Path, settings: Settings) -> None:
    demo.load()
    settings.PARIPASSU_DEMO = False
    assert demo.people() == []
    with refused("not_a_demo"):
        demo.load()
    with pytest.raises(CommandError, match="keeps real alliances"):
        said()


def test_the_demo_is_not_loaded_beside_an_alliance(accounts: Cast, trial: Path) -> None:
    founded(accounts.ada)
    assert demo.load() == 0
    assert not Account.objects.filter(email__endswith="@demo.invalid").exists()


def test_a_load_that_was_interrupted_is_finished_by_the_next(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append = Record.append

    def fails_later(record: Record, *args: object, **fields: object) -> object:
        if record.size == 40:
            raise OSError("the power is gone")
        return append(record, *args, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(Record, "append", fails_later)
    with pytest.raises(OSError, match="power"):
        demo.load()
    assert demo.people() == []
    monkeypatch.setattr(Record, "append", append)
    assert demo.load() == len(as_told())


def test_a_database_that_was_lost_finds_the_record_of_the_demo_again(trial: Path) -> None:
    demo.load()
    AllianceSummary.objects.all().delete()
    Account.objects.all().delete()
    assert demo.load() == len(as_told())
    assert len(demo.people()) == 7
    assert all(sitting(one.account, demo.SLUG) for one in demo.people())


def test_without_its_story_the_demo_says_so(trial: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.told.cache_clear()
    monkeypatch.setattr(demo, "STORY", trial / "nowhere.toml")
    with refused("no_demo"):
        demo.load()
