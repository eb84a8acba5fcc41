"""A wave is counted once, loses nothing when it is interrupted, and leaves nothing behind."""

import json
from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance.alliance import audit
from paripassu.alliance.surveys.scales import FEWEST
from paripassu.keeper.surveys import counting
from paripassu.keeper.surveys.tables import Answer, TokenIssued, WaveKey
from tests.cast import refused
from tests.keeper.surveys.conftest import SIXES, Asked, Later

OTHER = (2, 5, 4, 6, 3, None)


def all_answer(asked: Asked) -> None:
    for party, browsers in {party: asked.browsers(party) for party in ("ada", "bo")}.items():
        for number, browser in enumerate(browsers):
            browser.get_token().answer(OTHER if (number + len(party)) % 2 else SIXES)


def rows() -> int:
    return sum(model.objects.count() for model in (Answer, TokenIssued, WaveKey))


def test_nothing_is_counted_while_the_wave_is_open(asked: Asked) -> None:
    with refused("wave_running"):
        counting.count(asked.table.ada, asked.wave.index, key="count")


def test_the_count_says_how_many_were_asked_given_a_token_and_answered(asked: Asked, later: Later) -> None:
    all_answer(asked)
    later(timedelta(days=20))
    fact = counting.count(asked.table.ada, asked.wave.index, key="count").fact
    assert [(each.party, each.asked, each.issued, each.answered) for each in fact.turnout] == [
        ("ada", 4, 4, 4),
        ("bo", 3, 3, 3),
    ]
    assert len(fact.used) == 7
    assert [cell.party for cell in fact.cells] == ["", "ada", "bo"]


def test_after_the_count_nothing_is_left_of_anybody(asked: Asked, later: Later) -> None:
    all_answer(asked)
    later(timedelta(days=20))
    counting.count(asked.table.ada, asked.wave.index, key="count")
    assert rows() == 0


def test_not_even_the_record_has_a_single_answer(asked: Asked, later: Later) -> None:
    """Not even the creator or admin (B11): the fact has figures of cells, and no row of a person across questions."""
    all_answer(asked)
    later(timedelta(days=20))
    index = counting.count(asked.table.ada, asked.wave.index, key="count").index
    [row] = asked.table.ada.kept.journal.read(index, index + 1)
    fact = json.loads(row.body or b"")
    assert set(fact) == {"kind", "by", "wave", "turnout", "used", "cells", "held"}
    for cell in fact["cells"]:
        assert set(cell) - {"scales"} == {"party", "figures"}
        assert all(set(figure) <= {"question", "band", "mean"} for figure in cell["figures"])
        assert all(scale["people"] >= FEWEST for scale in cell.get("scales", ()))


def test_the_verifier_finds_nothing_wrong_with_a_counted_wave(asked: Asked, later: Later) -> None:
    all_answer(asked)
    index = asked.wave.index
    later(timedelta(days=20))
    counting.count(asked.table.bo, index, key="count")
    facts = list(asked.table.ada.kept.record.since(0))
    facts[-1] = facts[-1]._replace(entered=facts[-1].entered + timedelta(days=20))  # the record's clock did not pass
    assert audit(facts)[1] == []


def test_a_wave_is_counted_once(asked: Asked, later: Later) -> None:
    all_answer(asked)
    later(timedelta(days=20))
    first = counting.count(asked.table.ada, asked.wave.index, key="count")
    assert counting.count(asked.table.ada, asked.wave.index, key="count") == first
    with refused("wave_closed"):
        counting.count(asked.table.bo, asked.wave.index, key="other")


def test_killed_before_the_fact_is_written_nothing_is_lost(
    asked: Asked, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_answer(asked)
    later(timedelta(days=20))

    def killed(*_args: Any, **_fields: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("paripassu.keeper.surveys.counting.acts.record", killed)
        with pytest.raises(KeyboardInterrupt):
            counting.count(asked.table.ada, asked.wave.index, key="count")
    assert Answer.objects.count() == 7
    fact = counting.count(asked.table.bo, asked.wave.index, key="other").fact
    assert len(fact.used) == 7


def test_killed_after_the_fact_is_written_it_is_counted_once_and_the_rest_is_deleted(
    asked: Asked, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_answer(asked)
    later(timedelta(days=20))

    def killed(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("paripassu.keeper.surveys.counting.delete_rows", killed)
        with pytest.raises(KeyboardInterrupt):
            counting.count(asked.table.ada, asked.wave.index, key="count")
    assert asked.wave.closed is not None
    assert counting.left_over(asked.slug, asked.wave)
    counting.forget(asked.slug, asked.wave)
    assert rows() == 0
    assert not counting.left_over(asked.slug, asked.wave)


def test_what_is_not_counted_yet_is_not_forgotten(asked: Asked) -> None:
    all_answer(asked)
    before = rows()
    counting.forget(asked.slug, asked.wave)
    assert rows() == before


def test_no_answer_slips_in_once_counting_has_begun(
    asked: Asked, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo = asked.browsers("bo")[0].get_token()
    later(timedelta(days=20))

    def killed(*_args: Any, **_fields: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("paripassu.keeper.surveys.counting.acts.record", killed)
        with pytest.raises(KeyboardInterrupt):
            counting.count(asked.table.ada, asked.wave.index, key="count")
    later(timedelta(0))  # even with a clock that was set back
    with refused("wave_over"):
        bo.answer()


def test_where_too_few_answered_only_the_response_is_told(asked: Asked, later: Later) -> None:
    asked.browsers("ada")[0].get_token().answer()
    later(timedelta(days=20))
    fact = counting.count(asked.table.ada, asked.wave.index, key="count").fact
    assert fact.cells == ()
    assert {(each.party, each.why) for each in fact.held} == {("", "few"), ("ada", "few"), ("bo", "few")}
