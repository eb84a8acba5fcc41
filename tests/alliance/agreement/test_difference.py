"""What a text says otherwise than another is found whole: nothing left out, nothing made up, whoever comes first."""

from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.agreement.difference import Change, difference, pieces
from paripassu.alliance.agreement.principles import TEMPLATE
from paripassu.alliance.agreement.terms import Clause, FairnessRule, Pool, Source, Terms
from tests import cast

TEXT = cast.terms()
words = st.sampled_from(["each", "party", "shall", "pay", "its", "share", "in", "time"])
sentences = st.lists(words, max_size=12).map(" ".join)
clauses = st.lists(
    st.builds(Clause, text=sentences, party=st.sampled_from(["", "ada", "bo"]), due=st.sampled_from(["", "soon"])),
    max_size=6,
    unique=True,
).map(tuple)
texts = st.builds(
    lambda purpose, clauses, principles, starts: cast.terms(
        purpose=purpose, clauses=clauses, principles=principles, starts=starts
    ),
    sentences,
    clauses,
    st.lists(st.sampled_from(TEMPLATE), unique=True).map(tuple),
    st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
)


def parts(text: Terms) -> list[object]:
    """Everything of a text that matters, in an order that means nothing."""
    named = sorted(text.clauses, key=repr), sorted(text.principles, key=repr)
    return [msgspec.structs.replace(text, clauses=(), principles=()), *named]


def changed(**fields: object) -> tuple[Change, ...]:
    return difference(TEXT, msgspec.structs.replace(TEXT, **fields))


def test_a_text_does_not_differ_from_itself() -> None:
    assert difference(TEXT, TEXT) == ()


@given(texts, texts)
@settings(max_examples=60)
def test_there_is_no_difference_exactly_when_both_say_the_same(one: Terms, other: Terms) -> None:
    assert (difference(one, other) == ()) == (parts(one) == parts(other))


@given(texts, texts)
@settings(max_examples=60)
def test_who_comes_first_decides_only_what_is_before_and_what_is_after(one: Terms, other: Terms) -> None:
    def seen(change: Change, *, mirrored: bool) -> str:
        item = "" if change.section == "clauses" else change.item
        both = (change.after, change.before) if mirrored else (change.before, change.after)
        return repr((change.section, item, change.field, *both))

    forth = sorted(seen(change, mirrored=False) for change in difference(one, other))
    back = sorted(seen(change, mirrored=True) for change in difference(other, one))
    assert forth == back


@given(sentences, sentences)
def test_the_pieces_hold_both_texts_whole(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(text for kind, text in found if kind != "new") == before
    assert "".join(text for kind, text in found if kind != "old") == after


def test_a_word_is_changed_and_the_rest_stands() -> None:
    assert pieces("Each pays half.", "Each pays a third.") == (
        ("same", "Each pays"),
        ("old", " half."),
        ("new", " a third."),
    )


def test_a_new_date_is_one_change_with_both_values() -> None:
    assert changed(starts=date(2026, 2, 1)) == (Change("dates", "", "starts", None, date(2026, 2, 1)),)


def test_a_pool_whose_rule_changes_says_so_under_its_name() -> None:
    rule = FairnessRule(equity=Decimal(0), equality=Decimal(1))
    (change,) = changed(pools=(msgspec.structs.replace(cast.WORK, rule=rule),))
    assert (change.section, change.item, change.field, change.kind) == ("pools", "work", "rule", "changed")
    assert (change.before, change.after) == (cast.WORK.rule, rule)


def test_a_pool_that_comes_is_added_with_all_its_words() -> None:
    (change,) = changed(pools=(*TEXT.pools, Pool("rights", "Patents", "patent")))
    assert change.kind == "added"
    assert isinstance(change.after, tuple)
    assert ("name", "Patents") in change.after


def test_a_reworded_clause_is_one_change_and_not_two() -> None:
    before = msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays the rent within ten days.", "obligation", "ada"),))
    after = msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays the rent within five days.", "obligation", "ada"),))
    (change,) = difference(before, after)
    assert (change.field, change.kind) == ("text", "changed")
    assert ("old", " ten") in change.pieces


def test_clauses_from_the_same_place_are_one_clause_however_they_read() -> None:
    place = Source(1, 10, 20)
    before = msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays.", source=place),))
    after = msgspec.structs.replace(TEXT, clauses=(Clause("Something else entirely.", source=place),))
    (change,) = difference(before, after)
    assert change.kind == "changed"


def test_clauses_with_one_id_are_one_clause_wherever_they_stand() -> None:
    before = msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays.", id="c1"), Clause("Bo builds.", id="c2")))
    after = msgspec.structs.replace(TEXT, clauses=(Clause("Bo builds.", id="c2"), Clause("Both rest.", id="c1")))
    (change,) = difference(before, after)
    assert (change.before, change.after) == ("Ada pays.", "Both rest.")


def test_an_id_that_is_given_to_a_clause_says_nothing_else() -> None:
    before = msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays."),))
    assert difference(before, msgspec.structs.replace(TEXT, clauses=(Clause("Ada pays.", id="c1"),))) == ()


def test_the_order_of_the_parties_makes_no_difference() -> None:
    assert difference(cast.terms(("ada", "bo")), cast.terms(("bo", "ada"))) == ()
