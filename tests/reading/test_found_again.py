"""What a text had from one document is found in another where its words stand there, and loses its place otherwise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import Clause
from paripassu.reading import read
from paripassu.reading.draft import Draft
from paripassu.reading.found_again import dropped_again, duty_id, placed_again
from paripassu.reading.proposal import proposed_clause

HEAD = (
    'AGREEMENT\n\nThis Agreement is made on 3 May 2024 by and between Ada Works Limited ("Ada") and Bo Ltd ("Bo").\n\n'
)
SENTENCES = (
    "Ada shall pay Bo the agreed fee.",
    "Bo shall not disclose the plans of Ada.",
    "Bo may inspect the boats.",
    "Ada shall keep the boats dry.",
)
PARTIES = {"Ada Works Limited": "ada", "Bo Ltd": "bo"}


def drafted(sentences: tuple[str, ...]) -> Draft:
    return read("agreement.txt", (HEAD + "\n\n".join(sentences)).encode())


def clauses(draft: Draft) -> list[Clause]:
    return [proposed_clause(duty, PARTIES) for duty in draft.duties]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), unique=True))
def test_exactly_what_stands_in_the_newer_document_is_found_and_the_words_are_at_its_place(left: list[str]) -> None:
    before, now = drafted(SENTENCES), drafted(tuple(left))
    for clause in placed_again(clauses(before), before.document, now):
        assert (clause.source is not None) == (clause.text in left)
        if clause.source:
            assert now.document.words(clause.source.start, clause.source.end) == clause.text


def test_the_words_of_the_document_count_whatever_the_clause_was_made_of() -> None:
    before = drafted(SENTENCES)
    (worded,) = (Clause("Ada pays.", source=each.source) for each in clauses(before)[:1])
    (found,) = placed_again([worded], before.document, drafted(SENTENCES[::-1]))
    assert found.text == "Ada pays."
    assert found.source is not None
    assert placed_again([worded], None, drafted(SENTENCES))[0].source is None


def test_words_that_are_no_duty_any_more_are_found_by_their_letters() -> None:
    before = drafted(SENTENCES)
    (clause, *_rest) = clauses(before)
    joined = drafted(("Whereas the parties said before:\nAda shall pay\nBo the agreed fee. And so on.",))
    (found,) = placed_again([clause], before.document, joined)
    assert found.source is not None
    assert joined.document.words(found.source.start, found.source.end) == clause.text


def test_a_clause_without_a_place_stays_as_it_is() -> None:
    clause = Clause("Ada shall pay Bo the agreed fee.")
    assert placed_again([clause], None, drafted(SENTENCES)) == (clause,)


def test_what_was_put_aside_is_known_by_what_it_says_and_not_by_its_number() -> None:
    before, now = drafted(SENTENCES), drafted(SENTENCES[::-1])
    number = next(n for n, duty in enumerate(now.duties) if duty.text == before.duties[0].text)
    assert dropped_again(before, {duty_id(0)}, now) == {duty_id(number)}
    assert dropped_again(before, {"t-agreement_date"}, now) == {"t-agreement_date"}
    assert dropped_again(before, (), now) == frozenset()
