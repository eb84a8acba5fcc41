"""Passes: somebody of the alliance shows that they are of it, and nobody can tell who; each is good once."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from paripassu.alliance.concerns import periods
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import passes, raising
from paripassu.keeper.concerns.letters import Opened, Said
from paripassu.keeper.concerns.tables import Concern, ConcernReader, ConcernText, SpentPass
from paripassu.keeper.surveys.tables import TokenIssued, WaveKey
from paripassu.record import blind, letters
from paripassu.record.record import now
from tests.cast import refused
from tests.keeper.concerned import CHEAP, WORDS, listed, opened
from tests.keeper.conftest import Table
from tests.keeper.surveys.conftest import seated

NEXT = timedelta(days=periods.LONGEST + 2)


@dataclass
class Browser:
    """What the browser of one person does and keeps."""

    sitting: Sitting
    period: periods.Period

    def __post_init__(self) -> None:
        self.key = blind.read(passes.public_key(self.period))
        self.token = blind.prepared(self.sitting.person.encode().ljust(passes.TOKEN_BYTES, b".")[: passes.TOKEN_BYTES])
        self.blinding = blind.blinded(self.token, self.key)

    def get_pass(self) -> "Browser":
        signed = passes.issue(self.sitting, self.period.index, self.blinding.blinded, now())
        self.signature = blind.unblinded(self.token, signed, self.blinding.inverse, self.key)
        return self

    @property
    def shown(self) -> str:
        return base64.b64encode(self.token + self.signature).decode()


@dataclass
class Place:
    """Four people of Bo's who may speak, those who listen, and the open period."""

    seats: dict[str, Sitting]
    people: list[Sitting]
    period: periods.Period

    def raised(self, shown: str, number: int = 0) -> Opened:
        alliance = self.seats["ada"].alliance
        said = Said(kind="raised", text=WORDS, topic="safety", parties=("ada",))
        return raising.raise_concern(
            alliance, self.seats["ada"].slug, said, secret=bytes([number]) * 16, to=(self.seats["cy"].person,), then="",
            now=now(), with_pass=passes.shown(alliance, shown, now()) if shown else None,
        )  # fmt: skip


@pytest.fixture
def place(table: Table, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(letters.Cost, "__new__", lambda _kind, *_cost: tuple.__new__(letters.Cost, CHEAP))
    seats = {"ada": table.ada, "bo": table.bo, "cy": table.cy}
    listed(seats, "ada", "bo", "cy")
    people = [table.bo, *(seated(table.bo, number) for number in range(1, 4))]
    return Place(seats, people, passes.open_next(table.ada, key="period"))


def test_with_a_pass_the_reader_sees_that_somebody_of_the_alliance_wrote(place: Place) -> None:
    matter = place.raised(Browser(place.people[0], place.period).get_pass().shown)
    first = opened(place.seats, "cy", matter, now()).first
    assert first.period == place.period.index
    assert passes.proves(place.seats["cy"].alliance, first.period, first.token, first.signature)
    assert not passes.proves(place.seats["cy"].alliance, first.period, first.token, "00" * 256)
    assert not passes.proves(place.seats["cy"].alliance, first.period + 1, first.token, first.signature)


def test_without_a_pass_one_can_speak_and_the_reader_sees_that_too(place: Place) -> None:
    assert opened(place.seats, "cy", place.raised(""), now()).first.period is None


def test_a_pass_is_good_once_and_the_same_form_twice_is_one_concern(place: Place) -> None:
    shown = Browser(place.people[0], place.period).get_pass().shown
    first = place.raised(shown)
    assert place.raised(shown).row.pk == first.row.pk
    with refused("pass_used"):
        place.raised(shown, number=1)
    assert Concern.objects.count() == SpentPass.objects.count() == 1


@pytest.mark.parametrize("shown", ["x", "AAAA", base64.b64encode(bytes(320)).decode(), "A" * 601, "ünlesbar"])
def test_what_is_no_pass_is_refused_and_nothing_is_kept(place: Place, shown: str) -> None:
    with refused("pass_unfit"):
        place.raised(shown)
    assert not Concern.objects.exists()


def test_a_pass_is_given_once_and_what_was_lost_on_the_way_is_given_again(place: Place) -> None:
    browser = Browser(place.people[1], place.period).get_pass()
    assert browser.get_pass().signature
    with refused("token_issued"):
        Browser(place.people[1], place.period).get_pass()


def test_everybody_who_sits_here_is_given_one_also_neutrals_and_who_came_later(place: Place) -> None:
    for each in (*place.people, place.seats["cy"], place.seats["ada"], seated(place.seats["bo"], 9)):
        assert passes.without_pass(each, now()) == place.period.index
        Browser(each, place.period).get_pass()
        assert passes.without_pass(each, now()) is None


def test_only_one_period_is_open_at_a_time_and_the_form_sent_twice_opens_one(place: Place) -> None:
    assert passes.open_next(place.seats["ada"], key="period").index == place.period.index
    with refused("period_open"):
        passes.open_next(place.people[3], key="another")
    assert WaveKey.objects.count() == 1


def test_after_a_period_its_passes_are_no_good_and_the_next_forgets_who_had_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(place.people[0], place.period).get_pass()
    place.raised(Browser(place.people[1], place.period).get_pass().shown)
    alliance = place.seats["ada"].alliance
    with refused("pass_unfit"):
        passes.shown(alliance, browser.shown, now() + NEXT)
    with refused("period_over"):
        passes.issue(place.people[2], place.period.index, bytes(256), now() + NEXT)
    later = now() + NEXT
    monkeypatch.setattr(acts, "this_moment", lambda: later)
    following = passes.open_next(place.people[2], key="next")
    assert not TokenIssued.objects.exists()
    assert not SpentPass.objects.exists()
    assert WaveKey.objects.count() == 1
    with refused("pass_unfit"):
        passes.shown(alliance, browser.shown, later)
    assert following.fact.key != place.period.fact.key
    first = opened(place.seats, "cy", Opened(Concern.objects.get(), b""), now()).first
    assert first.period is not None
    assert passes.proves(alliance, first.period, first.token, first.signature), "what was shown stays shown"


# --- the operator's test ---

AT_RANDOM = {"id", "concern", "locator", "writer_key", "number", "sealed", "form", "digest", "public_key"}
"""Columns whose values are drawn at random, or are keyed by what was: they differ whoever wrote."""


def picture() -> dict[str, list[Any]]:
    """All that the operator has, table by table, but for what is drawn at random; in no order, for there is none."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            columns = [each[0].removesuffix("_id") for each in cursor.description]
            kept = [place for place, each in enumerate(columns) if each not in AT_RANDOM]
            found[name] = sorted(repr([row[place] for place in kept]) for row in cursor.fetchall())
    return found


@pytest.mark.parametrize("who", [0, 1, 2, 3])
def test_the_operator_who_compares_before_and_after_cannot_tell_who_raised_a_concern(
    place: Place, who: int, caplog: pytest.LogCaptureFixture
) -> None:
    """All have their passes; one speaks. Whoever it was, what is added is the same, and no log has a line of it."""
    browsers = [Browser(each, place.period).get_pass() for each in place.people]
    before = picture()
    with caplog.at_level("DEBUG"):
        place.raised(browsers[who].shown)
    after = picture()
    added = {name: sorted(set(after[name]) - set(before[name])) for name in after if after[name] != before[name]}
    cy, day = place.seats["cy"].person, repr(now().date())
    told = repr(added)
    assert set(added) == {"keeper_concern", "keeper_concernreader", "keeper_concerntext", "keeper_spentpass"}
    assert [person.person for person in place.people if person.person in told] == []
    assert cy in told, "who reads it stands there in clear, as the page says"
    assert day in told, "so does the day"
    lines = [each for each in caplog.records if not each.name.startswith(("django.db", "asyncio"))]
    assert lines == []


def test_a_host_that_keeps_all_it_saw_can_fit_every_pass_to_every_person(place: Place) -> None:
    """Whatever was signed for one and shown by another, there is a blinding that explains it: so none is told apart."""
    browsers = [Browser(each, place.period).get_pass() for each in place.people]
    key = browsers[0].key.public_numbers()
    for seen in browsers:
        blinded = int.from_bytes(seen.blinding.blinded)
        signed = int.from_bytes(passes.issue(seen.sitting, place.period.index, seen.blinding.blinded, now()))
        for cast in browsers:
            signature = int.from_bytes(cast.signature)
            factor = signed * pow(signature, -1, key.n) % key.n
            assert pow(signature, key.e, key.n) * pow(factor, key.e, key.n) % key.n == blinded


def test_nothing_that_was_given_out_stands_beside_what_was_used(place: Place) -> None:
    browser = Browser(place.people[0], place.period).get_pass()
    place.raised(browser.shown)
    issued = {value for row in TokenIssued.objects.values() for name, value in row.items()
              if name not in ("alliance_id", "wave")}  # fmt: skip
    spent = {value for row in SpentPass.objects.values() for name, value in row.items()
             if name not in ("alliance_id", "period")}  # fmt: skip
    tables = (Concern, ConcernReader, ConcernText)
    kept = {str(value) for table in tables for row in table.objects.values_list() for value in row}
    assert not issued & spent
    assert not spent & kept
    assert browser.signature[:8].hex() not in "".join(kept)
