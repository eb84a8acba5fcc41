"""A comment is shown with many others or not at all, and leads to nobody."""

import json
from datetime import timedelta

import pytest

from paripassu.keeper.surveys import comments, counting, issuing
from paripassu.keeper.surveys.tables import Answer, Comment
from paripassu.record import record
from tests.cast import refused
from tests.keeper.conftest import Table
from tests.keeper.surveys.conftest import Asked, Browser, Later, in_force, staffed

WORDS = ("the news came late.", "we laugh.", "a rule for late runs.", "fewer meetings.", "it is better now.")


@pytest.fixture
def invited(table: Table) -> Asked:
    """Three and three are asked, and a comment of each; comments are shown from five on."""
    survey = in_force(table, comments=5)
    return Asked(table, staffed(table, ada=3, bo=3), issuing.open_wave(table.bo, survey, key="open"))


def cast(browser: Browser, comment: str) -> None:
    browser.answer_with(comment=comment)


def everybody(invited: Asked) -> list[Browser]:
    return [browser.get_token() for party in ("ada", "bo") for browser in invited.browsers(party)]


def test_enough_comments_are_shown_in_the_order_of_their_letters_and_not_on_the_record(
    invited: Asked, later: Later
) -> None:
    for browser, text in zip(everybody(invited), (*WORDS, ""), strict=True):
        cast(browser, text)
    later(timedelta(days=20))
    index = counting.count(invited.table.ada, invited.wave.index, key="count").index
    assert comments.shown(invited.slug, invited.wave, record.now()) == sorted(WORDS)
    [row] = invited.table.ada.kept.journal.read(index, index + 1)
    assert json.loads(row.body or b"")["comments"]["count"] == 5
    assert not any(text.encode() in (row.body or b"") for text in WORDS)
    assert comments.shown(invited.slug, invited.wave, record.now() + timedelta(days=400)) == []
    assert not Comment.objects.exists()


def test_too_few_comments_are_deleted_unread(invited: Asked, later: Later) -> None:
    for browser, text in zip(everybody(invited), (*WORDS[:4], "", ""), strict=True):
        cast(browser, text)
    later(timedelta(days=20))
    fact = counting.count(invited.table.ada, invited.wave.index, key="count").fact
    assert not fact.comments
    assert not Comment.objects.exists()


def test_a_comment_that_was_changed_by_the_host_is_not_shown_as_what_was_written(invited: Asked, later: Later) -> None:
    for browser, text in zip(everybody(invited), (*WORDS, ""), strict=True):
        cast(browser, text)
    later(timedelta(days=20))
    counting.count(invited.table.ada, invited.wave.index, key="count")
    Comment.objects.filter(text="we laugh.").update(text="we cry.")
    with refused("comments_moved"):
        comments.shown(invited.slug, invited.wave, record.now())


def test_a_comment_has_no_thread_to_its_answers_its_party_or_a_moment(invited: Asked) -> None:
    cast(everybody(invited)[0], WORDS[0])
    [row] = Comment.objects.values()
    assert set(row) == {"number", "alliance_id", "wave", "text"}
    [answer] = Answer.objects.values()
    assert row["number"] != answer["number"]


def test_an_answer_sent_again_brings_no_second_comment(invited: Asked) -> None:
    browser = everybody(invited)[0]
    cast(browser, WORDS[0])
    cast(browser, WORDS[1])
    assert [each.text for each in Comment.objects.all()] == [WORDS[0]]


def test_the_longest_comment_in_any_script_has_the_one_length(invited: Asked) -> None:
    one, two, *_others = everybody(invited)
    cast(one, "語" * comments.LIMIT)
    with refused("text_too_long"):
        cast(two, "x" * (comments.LIMIT + 1))


def test_where_no_comment_is_asked_for_none_is_taken(asked: Asked) -> None:
    with refused("answer_unfit"):
        cast(asked.browsers("ada")[0].get_token(), WORDS[0])
    assert not Answer.objects.exists()
