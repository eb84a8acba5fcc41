"""Concerns as they are kept: readers and writer open them, nobody else does, and the tables hold no word of them."""

import io
import uuid
from contextlib import suppress
from datetime import date, timedelta
from hmac import compare_digest
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from paripassu.alliance import parties
from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper import acts, records, shuffling
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.concerns import clocks, enclosures, listening, raising
from paripassu.keeper.concerns.letters import Said, SaidMeanwhile, add
from paripassu.keeper.concerns.tables import Concern, ConcernFile, ConcernReader, ConcernText, ConfidantKey
from paripassu.reading.cleaned import cleaned
from paripassu.record import letters, receipts
from paripassu.web import voicing
from tests.cast import refused
from tests.keeper.concerned import CHEAP, DAY, PASSPHRASE, SECRET, WORDS, listed, opened, raised, relisted
from tests.keeper.conftest import Table
from tests.keeper.surveys.conftest import seated

RECEIPT = receipts.written(SECRET)


@pytest.fixture
def seats(table: Table, monkeypatch: pytest.MonkeyPatch) -> dict[str, Sitting]:
    """Ada, Bo and Cy sit, and all three listen; a guess of a passphrase costs next to nothing."""
    monkeypatch.setattr(letters.Cost, "__new__", lambda _kind, *_cost: tuple.__new__(letters.Cost, CHEAP))
    monkeypatch.setattr(enclosures, "cleaned_apart", cleaned)  # a process for each file takes its time
    found = {"ada": table.ada, "bo": table.bo, "cy": table.cy}
    listed(found, "ada", "bo", "cy")
    return found


def everything() -> str:
    """Every value of every table, as somebody with the database reads it; bytes as text and as hex."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [value for row in cursor.fetchall() for value in row]
    return "\n".join(
        bytes(each).decode("latin-1") + bytes(each).hex() if isinstance(each, bytes | memoryview) else str(each)
        for each in found
    )


def test_the_writer_and_the_chosen_read_what_was_raised(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo", "cy")
    for who in ("bo", "cy"):
        assert opened(seats, who, matter).first.text == WORDS
    assert raising.by_receipt(RECEIPT).first.text == WORDS


def test_who_was_not_chosen_finds_nothing(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    assert not listening.written_to(seats["bo"], DAY)
    for who in ("ada", "bo"):
        with pytest.raises(NotHere):
            opened(seats, who, matter)


@pytest.mark.parametrize("about", [{"parties": ("ada",)}, {"parties": (), "person": "ada"}])
def test_nobody_of_the_party_concerned_can_be_chosen(seats: dict[str, Sitting], about: dict[str, Any]) -> None:
    if "person" in about:
        about = about | {"person": seats["ada"].person}
    for to, then in ((("ada",), ""), (("cy", "ada"), ""), (("cy",), "ada")):
        with refused("of_the_party_concerned"):
            raised(seats, *to, then=then, **about)
    with refused("nobody_chosen"):
        raised(seats, **about)
    assert not Concern.objects.exists()


def test_a_writer_brings_nobody_of_the_party_concerned_in_later(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    with refused("of_the_party_concerned"):
        raising.bring_in(matter, seats["ada"].alliance, seats["ada"].person, now=DAY)
    raising.bring_in(matter, seats["ada"].alliance, seats["bo"].person, now=DAY)
    assert opened(seats, "bo", matter).first.text == WORDS
    with refused("of_the_party_concerned"):
        theirs = opened(seats, "cy", matter)
        listening.hand_over(theirs, seats["cy"], seats["ada"].person, leave=True, now=DAY, form="h")


def test_database_backups_and_record_hold_no_word_and_no_name(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy", mode="confidential", by=seats["bo"].person, person=seats["ada"].person)
    raising.say(matter, "Ask about the valve on deck four", now=DAY, form="1")
    theirs = opened(seats, "cy", matter)
    listening.keep_note(theirs, "She is afraid of the chief")
    listening.answer(theirs, seats["cy"], "The checks are now made by two", now=DAY, form="2")
    raising.rate(raising.by_receipt(RECEIPT), "4", "I sleep better", now=DAY, form="3")
    dump = everything() + "".join(
        path.read_bytes().decode("latin-1") for path in records._under("records").glob("*") if path.is_file()
    )
    for said in (WORDS, "valve", "afraid", "made by two", "sleep better", "safety", *PASSPHRASE.values(), RECEIPT,
                 SECRET.hex()):  # fmt: skip
        assert said not in dump
    for table in (Concern, ConcernReader, ConcernText):
        kept = "".join(str(value) for row in table.objects.values_list() for value in row)
        assert seats["bo"].person not in kept
        assert seats["ada"].person not in kept
    assert "Working together" in dump, "the dump is one: what is no secret is in it"


def test_only_days_are_kept(seats: dict[str, Sitting]) -> None:
    raised(seats, "cy")
    fields = [field for table in (Concern, ConcernReader, ConcernText, ConfidantKey) for field in table._meta.fields]
    assert not [field.name for field in fields if field.get_internal_type() in ("DateTimeField", "TimeField")]
    assert not [f.name for f in fields if f.get_internal_type() in ("GenericIPAddressField", "AutoField")]
    assert not [f.name for f in fields if f.model is not ConfidantKey and f.get_internal_type() == "BigAutoField"]


def test_a_wrong_passphrase_opens_nothing_and_one_persons_opens_nothing_of_anothers(seats: dict[str, Sitting]) -> None:
    for who, passphrase in (("cy", "cy keeps the bridg"), ("cy", ""), ("bo", PASSPHRASE["cy"])):
        with refused("passphrase_wrong"):
            listening.unlocked(seats[who], passphrase)


def test_a_short_passphrase_makes_no_key(seats: dict[str, Sitting]) -> None:
    before = ConfidantKey.objects.count()
    with refused("passphrase_short"):
        listening.make_key(seats["cy"], "too short", key="again")
    assert ConfidantKey.objects.count() == before


def test_the_form_of_a_key_sent_twice_makes_one_key(seats: dict[str, Sitting]) -> None:
    before = ConfidantKey.objects.count()
    listening.make_key(seats["cy"], PASSPHRASE["cy"], key="made")
    assert ConfidantKey.objects.count() == before


def test_what_a_session_holds_opens_nothing_without_the_browser_and_only_for_a_time(seats: dict[str, Sitting]) -> None:
    keys, once = listening.unlocked(seats["cy"], PASSPHRASE["cy"]), letters.new_matter_key()
    sealed = listening.kept_open(seats["cy"], keys, once, DAY)
    assert listening.still_open(seats["cy"], sealed, once, DAY) == keys
    assert next(iter(keys.values())) not in sealed
    for who, key, now in (("cy", letters.new_matter_key(), DAY), ("bo", once, DAY),
                          ("cy", once, DAY + listening.OPEN_FOR)):  # fmt: skip
        assert not listening.still_open(seats[who], sealed, key, now)


def test_what_is_no_receipt_and_what_is_unknown_are_answered_alike(seats: dict[str, Sitting]) -> None:
    raised(seats, "cy")
    for text in ("", "nonsense", receipts.written(bytes(16)), RECEIPT[:-1] + "0", "\x00" * 40):
        with pytest.raises(NotHere, match="receipt"):
            raising.by_receipt(text)


@pytest.mark.parametrize("text", ["nonsense", receipts.written(bytes(16))])
def test_a_wrong_receipt_takes_the_same_steps_whatever_is_wrong(
    seats: dict[str, Sitting], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    derive = receipts.keys

    def derived(secret: bytes) -> receipts.Keys:
        steps.append("derived")
        return derive(secret)

    def compared(one: str, other: str) -> bool:
        steps.append("compared")
        return compare_digest(one, other)

    monkeypatch.setattr(receipts, "keys", derived)
    monkeypatch.setattr(raising, "compare_digest", compared)
    with pytest.raises(NotHere):
        raising.by_receipt(text)
    assert steps == ["derived", "compared"]


def test_the_same_form_sent_again_says_nothing_twice(seats: dict[str, Sitting]) -> None:
    for _time in range(2):
        matter = raised(seats, "cy")
        raising.say(matter, "Once", now=DAY, form="one form")
    assert Concern.objects.count() == 1
    assert [each.said.text for each in raising.by_receipt(RECEIPT).texts] == [WORDS, "Once"]


def test_of_two_who_write_at_once_one_is_told(seats: dict[str, Sitting], monkeypatch: pytest.MonkeyPatch) -> None:
    matter = raised(seats, "cy")
    raising.say(matter, "First", now=DAY, form="1")
    stale = list(matter.row.texts.all())[:1]
    monkeypatch.setattr(type(matter.row.texts.all()), "order_by", lambda *_: stale)
    with pytest.raises(SaidMeanwhile):
        add(matter, Said(kind="said", text="Second"), today=DAY.date(), form="2")


def _swapped() -> None:
    two = ConcernText.objects.get(number=2)
    three = ConcernText.objects.get(number=1)
    two.sealed, three.sealed = three.sealed, two.sealed
    two.save()
    three.save()


@pytest.mark.parametrize("harm", [
    lambda: ConcernText.objects.filter(number=1).delete(),
    lambda: ConcernText.objects.filter(number=1).update(day=date(2026, 1, 1)),
    lambda: ConcernText.objects.filter(number=1).update(side="confidant"),
    lambda: ConcernText.objects.all().delete(),
    _swapped,
])  # fmt: skip
def test_a_text_that_was_moved_redated_or_taken_out_is_found(seats: dict[str, Sitting], harm: object) -> None:
    matter = raised(seats, "cy")
    raising.say(matter, "One", now=DAY, form="1")
    raising.say(matter, "Two", now=DAY, form="2")
    harm()  # type: ignore[operator]
    with pytest.raises(Broken):
        raising.by_receipt(RECEIPT)
    with pytest.raises(Broken):
        opened(seats, "cy", matter)


def test_a_text_put_into_another_concern_does_not_open(seats: dict[str, Sitting]) -> None:
    first = raised(seats, "cy")
    sealed = ConcernText.objects.get().sealed
    keys = receipts.keys(bytes(16))
    other = Concern.objects.get()
    other.pk, other.locator = None, keys.locator
    other._state.adding = True
    other.save()
    ConcernText.objects.create(concern=other, number=0, day=DAY.date(), side="writer", form="x", sealed=sealed)
    reader = first.row.readers.get(person=seats["cy"].person)
    ConcernReader.objects.create(concern=other, person=seats["cy"].person, public_key=reader.public_key, why="picked",
                                 since=DAY.date(), sealed=reader.sealed)  # fmt: skip
    with pytest.raises(NotHere):
        listening.opened_by(seats["cy"], str(other.pk), listening.unlocked(seats["cy"], PASSPHRASE["cy"]), DAY)


def test_silence_passes_it_on_and_not_a_day_sooner(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo", then="cy")
    on_time = DAY + timedelta(days=7)
    for now in (DAY, on_time):
        assert not listening.written_to(seats["cy"], now)
        with pytest.raises(NotHere):
            opened(seats, "cy", matter, now)
    late = DAY + timedelta(days=9)
    assert opened(seats, "cy", matter, late).first.text == WORDS
    assert clocks.status(matter.row, late) == "silent"


def test_an_acknowledgement_in_time_keeps_it_where_it_is(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo", then="cy")
    listening.acknowledge(opened(seats, "bo", matter), DAY + timedelta(days=6))
    assert not listening.written_to(seats["cy"], DAY + timedelta(days=30))
    assert opened(seats, "cy", matter, DAY + timedelta(days=95)).first.text == WORDS, "no answer in three months"


def test_three_months_end_on_a_day_that_exists() -> None:
    assert clocks.months_on(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert clocks.months_on(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert clocks.months_on(date(2026, 12, 5), 3) == date(2027, 3, 5)


def test_the_notes_of_one_are_for_that_one_alone(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo", "cy")
    listening.keep_note(opened(seats, "bo", matter), "Ask the yard")
    keys = {who: listening.unlocked(seats[who], PASSPHRASE[who]) for who in ("bo", "cy")}
    assert listening.note(opened(seats, "bo", matter), keys["bo"]) == "Ask the yard"
    assert listening.note(opened(seats, "cy", matter), keys["cy"]) == ""
    assert "Ask the yard" not in "".join(each.said.text for each in raising.by_receipt(RECEIPT).texts)


def test_who_hands_it_over_reads_it_no_more_and_the_writer_sees_it(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "bo")
    listening.hand_over(opened(seats, "bo", matter), seats["bo"], seats["cy"].person, leave=True, now=DAY, form="h")
    with pytest.raises(NotHere):
        opened(seats, "bo", matter)
    assert opened(seats, "cy", matter).first.text == WORDS
    [told] = raising.by_receipt(RECEIPT).said("handed")
    assert (told.said.by, told.said.person) == (seats["bo"].person, seats["cy"].person)


def test_an_outcome_is_rated_and_not_before(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    with refused("no_outcome"):
        raising.rate(matter, "4", "", now=DAY, form="r")
    listening.answer(opened(seats, "cy", matter), seats["cy"], "Two now sign", now=DAY, form="a")
    raising.rate(raising.by_receipt(RECEIPT), "3", "I see why", now=DAY, form="r")
    [rated] = opened(seats, "cy", matter).said("rated")
    assert (rated.said.choice, rated.said.text) == ("3", "I see why")


def test_the_record_shows_a_concern_only_when_its_writer_agreed(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    size = seats["cy"].alliance.size
    with refused("not_agreed"):
        listening.show(opened(seats, "cy", matter), seats["cy"], key="show")
    assert seats["cy"].alliance.size == size
    raising.consent(matter, "record", "", "", now=DAY, form="c")
    listening.show(opened(seats, "cy", matter), seats["cy"], key="show")
    assert len(seats["cy"].alliance.concerns.shown) == 1


def test_the_watch_asks_on_its_days(seats: dict[str, Sitting]) -> None:
    row = raised(seats, "cy").row
    assert [clocks.asked(row, DAY + timedelta(days=n)) for n in (28, 30, 61, 400)] == [
        (), (30,), (30, 60), (30, 60, 90)]  # fmt: skip


def test_what_got_worse_is_of_the_highest_tier_and_goes_to_the_neutral_too(seats: dict[str, Sitting]) -> None:
    matter, month = raised(seats, "bo"), DAY + timedelta(days=31)
    listening.answer(opened(seats, "bo", matter), seats["bo"], "Looked into", now=DAY, form="a")
    mine = raising.by_receipt(RECEIPT)
    raising.answer_watch(mine, seats["ada"].alliance, "yes", "My shifts were changed", now=month, form="w")
    theirs = opened(seats, "cy", matter, month)
    assert theirs.row.highest
    assert theirs.texts[-1].said.text == "My shifts were changed"
    assert clocks.status(theirs.row, month) == "waits"
    with refused("not_asked"):
        raising.answer_watch(raising.by_receipt(RECEIPT), seats["ada"].alliance, "no", "", now=month, form="x")


def test_nothing_worse_changes_nothing(seats: dict[str, Sitting]) -> None:
    matter, month = raised(seats, "bo"), DAY + timedelta(days=31)
    raising.answer_watch(matter, seats["ada"].alliance, "no", "", now=month, form="w")
    assert not Concern.objects.get().highest
    assert not listening.written_to(seats["cy"], month)
    assert Concern.objects.get().watched == [30]


def test_a_confidential_writer_is_known_to_readers_and_a_named_one_is_listed(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy", mode="confidential", by=seats["bo"].person)
    assert opened(seats, "cy", matter).first.by == seats["bo"].person
    assert Concern.objects.get().writer == ""
    Concern.objects.all().delete()
    raised(seats, "cy", mode="named", by=seats["bo"].person)
    assert Concern.objects.get().writer == seats["bo"].person


# --- files ---


def photograph() -> bytes:
    """A picture that says in itself who took it."""
    kept, told = io.BytesIO(), Image.Exif()
    told[0x013B] = "Bo with the red cap"
    Image.new("RGB", (8, 8), (200, 30, 30)).save(kept, "JPEG", exif=told)
    return kept.getvalue()


def test_a_file_is_read_by_the_chosen_and_the_writer_and_tells_nothing_of_its_maker(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy", files=enclosures.cleaned_all([photograph(), b"The night of 3 March"]))
    assert b"red cap" in photograph()
    assert "red cap" not in everything()
    assert "The night of 3 March" not in everything()
    for each in (opened(seats, "cy", matter), raising.by_receipt(RECEIPT)):
        picture, words = each.texts[0].said.files
        assert enclosures.enclosed_file(each, words.id)[1] == b"The night of 3 March"
        named, content = enclosures.enclosed_file(each, picture.id)
        assert (named.ending, content[:2]) == ("jpg", b"\xff\xd8")
        assert b"red cap" not in content


def test_with_which_text_a_file_came_stands_in_no_table(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    raising.say(matter, "Here it is", now=DAY, form="1", files=enclosures.cleaned_all([b"A page"]))
    [row] = ConcernFile.objects.values()
    assert set(row) == {"id", "concern_id", "sealed"}
    assert row["id"].hex not in "".join(str(value) for each in ConcernText.objects.values() for value in each.values())


def test_a_file_of_another_concern_and_one_that_was_altered_or_taken_out_are_not_given(
    seats: dict[str, Sitting],
) -> None:
    matter = raised(seats, "cy", files=enclosures.cleaned_all([b"One", b"Two"]))
    one, two = matter.texts[0].said.files
    with pytest.raises(NotHere):
        enclosures.enclosed_file(matter, uuid.uuid4().hex)
    sealed = ConcernFile.objects.get(pk=one.id).sealed
    ConcernFile.objects.filter(pk=two.id).update(sealed=sealed)
    ConcernFile.objects.filter(pk=one.id).delete()
    for each in (one, two):
        with pytest.raises(Broken):
            enclosures.enclosed_file(matter, each.id)


def test_files_are_bounded_by_number_and_together(seats: dict[str, Sitting], monkeypatch: pytest.MonkeyPatch) -> None:
    with refused("enclosed_many"):
        enclosures.cleaned_all([b"x"] * 4)
    matter = raised(seats, "cy", files=enclosures.cleaned_all([b"four"]))
    monkeypatch.setattr(enclosures, "MOST_TOGETHER", 10)
    with refused("enclosed_much"):
        raising.say(matter, "And this", now=DAY, form="1", files=enclosures.cleaned_all([b"seven!!"]))
    assert ConcernFile.objects.count() == 1


def test_the_same_form_sent_again_keeps_its_file_once(seats: dict[str, Sitting]) -> None:
    for _time in range(2):
        matter = raised(seats, "cy", files=enclosures.cleaned_all([b"Once"]))
        raising.say(matter, "Again", now=DAY, form="1", files=enclosures.cleaned_all([b"Twice"]))
    assert ConcernFile.objects.count() == 2


# --- who leaves, and other keys ---


def test_another_passphrase_opens_the_same_key_and_the_old_one_opens_nothing(seats: dict[str, Sitting]) -> None:
    matter = raised(seats, "cy")
    with refused("passphrase_wrong"):
        listening.change_passphrase(seats["cy"], "not the one at all", "cy keeps the lamp now")
    with refused("passphrase_short"):
        listening.change_passphrase(seats["cy"], PASSPHRASE["cy"], "short")
    listening.change_passphrase(seats["cy"], PASSPHRASE["cy"], "cy keeps the lamp now")
    with refused("passphrase_wrong"):
        listening.unlocked(seats["cy"], PASSPHRASE["cy"])
    keys = listening.unlocked(seats["cy"], "cy keeps the lamp now")
    assert listening.opened_by(seats["cy"], str(matter.row.pk), keys, DAY).first.text == WORDS


def test_a_new_key_opens_what_was_written_to_the_old_one_once_its_holder_has_carried_it_over(
    seats: dict[str, Sitting],
) -> None:
    matter = raised(seats, "cy")
    listening.keep_note(opened(seats, "cy", matter), "Ask the yard")
    listening.make_key(seats["cy"], "cy has a new sentence", key="second")
    before, after = (listening.unlocked(seats["cy"], each) for each in (PASSPHRASE["cy"], "cy has a new sentence"))
    assert listening.carry_over(seats["cy"], before) == 0, "it is on no list yet"
    relisted(seats, "ada", "bo", "cy")
    assert listening.carry_over(seats["cy"], after) == 0, "the new key opens nothing old by itself"
    with refused("key_missing"):
        listening.opened_by(seats["cy"], str(matter.row.pk), after, DAY)
    assert listening.carry_over(seats["cy"], before) == 1
    again = listening.opened_by(seats["cy"], str(matter.row.pk), after, DAY)
    assert again.first.text == WORDS
    assert listening.note(again, after) == "Ask the yard"


def test_who_leaves_hands_everything_over_but_what_the_other_may_not_read(seats: dict[str, Sitting]) -> None:
    raised(seats, "cy", parties=("ada",), secret=b"1" * 16)
    raised(seats, "cy", "bo", parties=("ada",), secret=b"2" * 16)
    raised(seats, "cy", parties=("bo",), secret=b"3" * 16)
    keys = listening.unlocked(seats["cy"], PASSPHRASE["cy"])
    assert listening.hand_all_over(seats["cy"], keys, seats["bo"].person, now=DAY, form="all") == (2, 1)
    assert len(listening.written_to(seats["bo"], DAY)) == 2
    [left] = listening.written_to(seats["cy"], DAY)
    assert listening.opened_by(seats["cy"], str(left.concern_id), keys, DAY).first.parties == ("bo",)


def test_when_all_have_left_it_goes_on_at_once_and_the_writer_can_let_another_in(seats: dict[str, Sitting]) -> None:
    alone = raised(seats, "bo", secret=b"1" * 16)
    named = raised(seats, "bo", then="cy", secret=b"2" * 16)
    alliance = seats["ada"].alliance
    assert not clocks.deserted(alone.row, alliance)
    seated(seats["bo"], 1, "manager")
    acts.record(seats["bo"], parties.leave_seat, key="gone", person=seats["bo"].person)
    assert clocks.deserted(alone.row, alliance)
    assert opened(seats, "cy", named).first.text == WORDS, "not a day is waited for somebody who is gone"
    with pytest.raises(NotHere):
        opened(seats, "cy", alone)
    raising.bring_in(raising.by_receipt(receipts.written(b"1" * 16)), alliance, seats["cy"].person, now=DAY)
    assert opened(seats, "cy", alone).first.text == WORDS


# --- never to the party concerned, whoever does what ---

STEPS = st.lists(
    st.tuples(st.sampled_from(["bring", "hand", "leave", "worse", "days"]), st.integers(0, 2), st.integers(0, 2)),
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(about=st.sets(st.sampled_from(["ada", "bo"])), person=st.sampled_from(["", "ada", "bo"]),
       to=st.sets(st.integers(0, 2), min_size=1), then=st.integers(0, 3), steps=STEPS)  # fmt: skip
def test_whatever_anybody_does_nobody_of_the_party_concerned_reads_it_and_no_reader_is_hidden(
    seats: dict[str, Sitting], about: set[str], person: str, to: set[int], then: int, steps: list[tuple[str, int, int]]
) -> None:
    names, alliance, today = ("ada", "bo", "cy"), seats["ada"].alliance, DAY
    concerned = about | ({person} if person else set())
    Concern.objects.all().delete()
    try:
        raised(seats, *(names[each] for each in sorted(to)), then=names[then] if then < 3 else "",
               parties=tuple(sorted(about)), person=seats[person].person if person else "")  # fmt: skip
    except Refused:
        assert not Concern.objects.exists()
        return
    for number, (step, who, other) in enumerate(steps):
        mine, whom = raising.by_receipt(RECEIPT), seats[names[other]].person
        with suppress(Refused, NotHere):
            if step == "bring":
                raising.bring_in(mine, alliance, whom, now=today)
            elif step == "worse":
                raising.answer_watch(mine, alliance, "yes", "worse", now=today, form=str(number))
            elif step == "days":
                today += timedelta(days=31)
            else:
                theirs = opened(seats, names[who], mine, today)
                leaves = step == "leave"
                listening.hand_over(theirs, seats[names[who]], whom, leave=leaves, now=today, form=str(number))
        shown = {each.who.person for each in voicing.readers(alliance, raising.by_receipt(RECEIPT))}
        reads = {name for name in names if listening.written_to(seats[name], today)}
        assert not reads & concerned
        assert {seats[name].person for name in reads} <= shown


@pytest.mark.parametrize(
    "act",
    [
        lambda seats, matter: raising.say(matter, "And on Sunday too", now=DAY, form="1"),
        lambda seats, matter: raising.bring_in(matter, seats["ada"].alliance, seats["cy"].person, now=DAY),
        lambda seats, matter: raising.consent(matter, "record", "", "", now=DAY, form="1"),
        lambda seats, matter: raising.answer_watch(
            matter, seats["ada"].alliance, "no", "", now=DAY + timedelta(days=31), form="1"
        ),
        lambda seats, matter: listening.acknowledge(opened(seats, "bo", matter), DAY),
        lambda seats, matter: listening.answer(opened(seats, "bo", matter), seats["bo"], "Done", now=DAY, form="1"),
        lambda seats, matter: listening.keep_note(opened(seats, "bo", matter), "Ask on Monday"),
        lambda seats, matter: listening.hand_over(
            opened(seats, "bo", matter), seats["bo"], seats["cy"].person, leave=True, now=DAY, form="1"
        ),
    ],
    ids=["says", "brings in", "agrees", "is asked", "acknowledges", "answers", "notes", "hands over"],
)
def test_whatever_is_done_with_a_concern_its_rows_have_no_order_afterwards(
    seats: dict[str, Sitting], monkeypatch: pytest.MonkeyPatch, act: Any, django_capture_on_commit_callbacks: Any
) -> None:
    matter = raised(seats, "bo")
    done: set[str] = set()
    monkeypatch.setattr(shuffling, "shuffle_now", lambda table: done.add(table.__name__))
    with django_capture_on_commit_callbacks(execute=True):
        act(seats, matter)
    assert done & {"Concern", "ConcernReader"}
