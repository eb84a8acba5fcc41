"""The record: what is appended is sealed, signed and kept outside too, once, in order, and never told otherwise."""

from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance.alliance import fold
from paripassu.alliance.facts import Withheld
from paripassu.alliance.ledger import Noted
from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.record.canonical import canonical, parsed
from paripassu.record.checkpoint import checked, opened_note, parsed_checkpoint
from paripassu.record.entries import Header, leaf, sealed
from paripassu.record.record import Record
from paripassu.record.tree import Tree, verify_consistency, verify_inclusion
from tests.cast import ADA
from tests.record.records import HOST, MALLORY, ORIGIN, Place, busy_scene

NOTED = Noted(by=ADA, entry=9, text="mine")


def append(record: Record, fact: Any = NOTED, **changes: Any) -> Any:
    usual: dict[str, Any] = {"party": "ada", "at": record.size, "key": f"key-{record.size}"}
    return record.append([fact], **(usual | changes))


def test_the_facts_come_back_as_they_were_entered(record: Record) -> None:
    assert list(record.since()) == busy_scene().facts
    assert list(record.since(12)) == busy_scene().facts[12:]
    assert list(record.since(99)) == []


def test_the_state_is_the_fold_of_the_record(record: Record) -> None:
    assert fold(record.since()) == busy_scene().alliance


def test_a_header_is_canonical_and_seals_its_envelope(record: Record) -> None:
    for index, row in enumerate(record.rows()):
        stated: Any = parsed(row.header)
        assert canonical(Header(**stated | {"audience": tuple(stated["audience"])})) == row.header
        assert row.salt is not None
        assert row.body is not None
        assert parsed(row.body)
        assert (stated["index"], stated["seal"]) == (index, sealed(row.salt, row.body))


def test_no_two_salts_are_the_same(record: Record) -> None:
    assert len({row.salt for row in record.rows()}) == record.size


def test_the_audience_is_sorted_and_says_nothing_about_who_was_named_first(place: Place) -> None:
    record = place.record()
    append(record, audience=("bo", "ada", "bo"))
    assert parsed(next(record.rows()).header)["audience"] == ["ada", "bo"]  # type: ignore[index]


def test_a_reader_outside_the_audience_sees_that_there_is_something_and_not_what(record: Record) -> None:
    private = record.size - 1
    for reader in ("bo", "cy", "eve"):
        seen = list(record.since(0, reader))
        assert seen[private].fact == Withheld()
        assert seen[:private] == busy_scene().facts[:private]
    assert list(record.since(0, "ada")) == busy_scene().facts


def test_every_append_ends_in_a_checkpoint_of_the_whole(place: Place) -> None:
    record = place.record()
    for size in range(1, 4):
        append(record)
        note = opened_note(record.checkpoint())
        assert parsed_checkpoint(note.text)[:3] == (
            ORIGIN,
            size,
            Tree(leaf(row.header) for row in record.rows()).root(),
        )
        assert [signed.holds for signed in checked(note, [HOST.verifier])] == [True]
        assert place.heads().last().note.decode() == record.checkpoint()


def test_an_empty_record_has_a_checkpoint_too(place: Place) -> None:
    assert parsed_checkpoint(opened_note(place.record().checkpoint()).text).size == 0


def test_the_proofs_verify(record: Record) -> None:
    tree = Tree(leaf(row.header) for row in record.rows())
    for index in range(record.size):
        assert verify_inclusion(tree.leaf(index), index, record.size, record.inclusion(index), record.root)
        path = record.consistency(index)
        assert verify_consistency(index, record.size, path, tree.root(index), record.root)


def test_the_same_key_records_once_and_returns_what_stands(place: Place) -> None:
    record = place.record()
    first = append(record, key="sent twice")
    assert append(record, key="sent twice", at=0) == first
    assert append(record, key="sent twice", at=record.size) == first
    assert record.size == 1
    assert append(place.record(), key="sent twice", at=0) == first


def test_a_key_that_another_party_used_gives_nothing_away(place: Place) -> None:
    record = place.record()
    append(record, key="form", audience=("ada",))
    with pytest.raises(Refused) as refusal:
        append(record, key="form", party="bo")
    assert refusal.value.code == "key_used"


def test_an_act_on_an_older_state_is_refused(place: Place) -> None:
    record = place.record()
    append(record)
    with pytest.raises(RecordMoved):
        append(record, at=0, key="other")
    assert record.size == 1


def test_of_two_processes_the_second_is_refused_and_then_sees_what_is_new(place: Place) -> None:
    one, other = place.record(), place.record()
    append(one, key="one")
    with pytest.raises(RecordMoved):
        append(other, at=0, key="other")
    assert [entry.fact for entry in other.since()] == [NOTED]
    append(other, at=1, key="other")
    assert one.refresh() == 2
    assert one.checkpoint() == other.checkpoint()


def test_several_facts_of_one_act_are_recorded_together(place: Place) -> None:
    record = place.record()
    made = record.append([NOTED, NOTED, NOTED], party="ada", at=0, key="three")
    assert [entry.index for entry in made] == [0, 1, 2]
    assert record.append([NOTED], party="ada", at=0, key="three") == made


def test_an_act_that_cannot_be_written_leaves_no_trace(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    record = place.record()
    append(record)
    before = (record.size, record.root, record.checkpoint())
    with monkeypatch.context() as failing:
        failing.setattr(record._journal, "append", lambda *_, **__: (_ for _ in ()).throw(OSError("unplugged")))
        with pytest.raises(OSError, match="unplugged"):
            append(record)
    assert (record.size, record.root, record.checkpoint()) == before
    append(record)
    assert place.record().size == 2


def test_a_fact_without_canonical_bytes_is_not_recorded(place: Place) -> None:
    record = place.record()
    with pytest.raises(ValueError, match="beyond"):
        append(record, Noted(by=ADA, entry=2**60, text=""))
    with pytest.raises(ValueError, match="id of a party"):
        append(record, party="Ada Ltd")
    for key in ("", "k" * 201):
        with pytest.raises(ValueError, match="idempotency key"):
            append(record, key=key)
    with pytest.raises(ValueError, match="nothing to record"):
        record.append([], party="ada", at=0, key="k")
    assert record.refresh() == 0


def test_the_clock_set_back_does_not_turn_time_round(place: Place) -> None:
    record = place.record()
    (first,) = append(record)
    place.clock.on(days=-3)
    (second,) = append(record)
    (third,) = append(place.record())
    assert first.entered == second.entered == third.entered
    place.clock.on(days=4)
    record.refresh()
    assert append(record)[0].entered == first.entered + timedelta(days=1)


def test_an_acknowledgement_that_was_lost_is_made_up_for(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written to the database, not yet to the outside head: the same key brings that up to date."""
    record = place.record()
    with monkeypatch.context() as cut:
        cut.setattr(record._heads, "advance", lambda _: (_ for _ in ()).throw(Refused("not_written", "full")))
        with pytest.raises(Refused):
            append(record, key="lost")
    assert place.heads().last().size == 0
    append(record, key="lost", at=0)
    assert (record.size, place.heads().last().size) == (1, 1)


def test_a_head_behind_the_database_is_brought_up_to_date_at_the_start(place: Place) -> None:
    record = place.record()
    append(record)
    before = place.outside.read_bytes()
    append(record)
    place.outside.write_bytes(before)
    assert place.record().size == 2
    assert place.heads().last().size == 2


def test_an_old_backup_put_back_is_refused(place: Place) -> None:
    record = place.record()
    append(record)
    backup = place.database.read_bytes()
    append(record)
    place.database.write_bytes(backup)
    with pytest.raises(Broken, match="outside head") as broken:
        place.record()
    assert {"kept", "note", "size"} <= broken.value.evidence.keys()


def test_a_database_that_shrank_while_open_is_broken(place: Place) -> None:
    record = place.record()
    append(record)
    backup = place.database.read_bytes()
    append(record)
    place.database.write_bytes(backup)
    with pytest.raises(Broken, match="lost entries"):
        append(place_opened_before := record, at=place_opened_before.size)


def test_a_missing_outside_head_is_noticed(place: Place) -> None:
    append(place.record())
    place.outside.unlink()
    with pytest.raises(Broken, match="is missing"):
        place.record()


def test_a_new_database_under_an_old_head_is_refused(place: Place) -> None:
    append(place.record())
    place.database.unlink()
    with pytest.raises(Broken, match="does not extend"):
        place.record()


def test_a_head_under_another_key_is_refused(place: Place) -> None:
    append(place.record())
    place.signer = MALLORY
    with pytest.raises(Broken, match="signature"):
        place.record()


def test_a_rewritten_history_is_refused_by_the_outside_head(
    place: Place, tmp_path_factory: pytest.TempPathFactory
) -> None:
    append(place.record())
    other = Place(tmp_path_factory.mktemp("other"))
    append(other.record(), Noted(by=ADA, entry=9, text="what I would rather have said"))
    place.database.write_bytes(other.database.read_bytes())
    with pytest.raises(Broken, match="does not extend"):
        place.record()


def test_a_body_that_was_changed_in_the_file_is_not_read_as_a_fact(place: Place) -> None:
    record = place.record()
    append(record)
    journal: Any = record._journal
    journal._sql.executescript(
        "DROP TRIGGER entries_stay; UPDATE entries SET body = CAST(replace(CAST(body AS TEXT), 'mine', 'fine') AS BLOB)"
    )
    with pytest.raises(Broken, match="entry 0 does not fit its seal"):
        list(place.record().since())


def test_a_header_that_was_changed_in_the_file_stops_the_record(place: Place) -> None:
    record = place.record()
    append(record)
    journal: Any = record._journal
    journal._sql.executescript(
        "DROP TRIGGER entries_stay; UPDATE entries SET header = CAST(replace(header, 'ada', 'bo') AS BLOB)"
    )
    with pytest.raises(Broken, match="not those that were signed"):
        place.record()


@pytest.mark.parametrize(("old", "new"), [("index", "indfx"), ('"index":0', '"index":7'), ("{", "")])
def test_a_header_that_is_changed_while_the_record_is_open_is_not_read(place: Place, old: str, new: str) -> None:
    record = place.record()
    append(record)
    journal: Any = record._journal
    journal._sql.execute("DROP TRIGGER entries_stay")
    journal._sql.execute("UPDATE entries SET header = CAST(replace(header, ?, ?) AS BLOB)", (old, new))
    with pytest.raises(Broken):
        list(record.since())
