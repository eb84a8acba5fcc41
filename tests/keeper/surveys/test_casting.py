"""An answer of nobody in particular: signed for, used once, and kept so that nobody can say whose it is.

Each leak of the list in INSTRUMENTS B11 that concerns keeping has a test of its own name here; those that concern pages
are in tests/web/test_surveys.py.
"""

from datetime import timedelta
from itertools import chain

import pytest
from django.core.serializers import serialize

from paripassu.keeper.surveys import casting, issuing
from paripassu.keeper.surveys.tables import Answer, TokenIssued, WaveKey
from tests.cast import refused
from tests.keeper.surveys.conftest import SIXES, Asked, Browser, Later


def test_an_answer_with_a_signed_token_is_taken(asked: Asked) -> None:
    asked.browsers("ada")[0].get_token().answer()
    [row] = Answer.objects.all()
    assert (row.party, casting.answers_in(bytes(row.said))) == ("ada", list(SIXES))


def test_an_answer_sent_again_counts_once_and_another_under_its_token_not_at_all(asked: Asked) -> None:
    ada = asked.browsers("ada")[0].get_token()
    ada.answer()
    ada.answer()
    with refused("token_used"):
        ada.answer((1, 1, 1, 1, 1, 1))
    assert Answer.objects.count() == 1


def test_a_token_that_nobody_signed_is_refused(asked: Asked) -> None:
    ada = asked.browsers("ada")[0]
    ada.signature = bytes(256)
    with refused("token_unsigned"):
        ada.answer()


def test_a_token_of_one_party_answers_for_no_other(asked: Asked) -> None:
    ada = asked.browsers("ada")[0].get_token()
    with refused("token_unsigned"):
        casting.cast(asked.slug, asked.wave.index, ada.envelope(party="bo"))
    with refused("token_unsigned"):
        casting.cast(asked.slug, asked.wave.index, ada.envelope(party="cy"))


def test_no_answer_is_taken_late(asked: Asked, later: Later) -> None:
    ada = asked.browsers("ada")[0].get_token()
    later(timedelta(days=20))
    with refused("wave_over"):
        ada.answer()


@pytest.mark.parametrize(
    "body", [b"", b"x" * casting.SIZE, b"{}".ljust(casting.SIZE), b"[" * casting.SIZE, b"{}".ljust(casting.SIZE + 1)]
)
def test_what_is_no_answer_is_refused(asked: Asked, body: bytes) -> None:
    with refused("answer_unfit"):
        casting.cast(asked.slug, asked.wave.index, body)


@pytest.mark.parametrize("answers", [(), SIXES[:5], (*SIXES, 1), (8, 6, 6, 6, 6, 6), (0, 6, 6, 6, 6, 6), (-1,) * 6])
def test_an_answer_that_no_question_has_is_refused(asked: Asked, answers: tuple[int, ...]) -> None:
    ada = asked.browsers("ada")[0].get_token()
    with refused("answer_unfit"):
        ada.answer(answers)


@pytest.mark.parametrize("slug", ["nowhere", "../etc", "working-together-2"])
def test_what_is_there_and_what_is_not_answer_alike_without_a_signed_token(asked: Asked, slug: str) -> None:
    unsigned = asked.browsers("ada")[0].envelope()
    for where, wave in ((slug, asked.wave.index), (asked.slug, 999), (asked.slug, asked.wave.index)):
        with refused("token_unsigned"):
            casting.cast(where, wave, unsigned)


# --- the leaks of B11 ---


def test_no_user_id_in_serialised_answers(asked: Asked) -> None:
    browsers = asked.browsers("ada")
    for browser in browsers:
        browser.get_token().answer()
    written = serialize("json", Answer.objects.all())
    for browser in browsers:
        account = browser.sitting.account
        for name in (account.person, account.email):
            assert name not in written


def test_no_exact_times(asked: Asked) -> None:
    for model in (Answer, TokenIssued, WaveKey):
        kinds = {field.get_internal_type() for field in model._meta.get_fields()}
        assert not kinds & {"DateTimeField", "DateField", "TimeField", "DurationField"}


def test_storage_without_a_join_key(asked: Asked) -> None:
    for browser in chain(asked.browsers("ada"), asked.browsers("bo")):
        browser.get_token().answer()
    own = {"alliance_id", "wave"}
    issued = [{v for k, v in row.items() if k not in own} for row in TokenIssued.objects.values()]
    kept = [{v for k, v in row.items() if k not in {*own, "party", "said"}} for row in Answer.objects.values()]
    assert not set(chain.from_iterable(issued)) & set(chain.from_iterable(kept))


def test_no_stable_pseudonym_across_questions(asked: Asked) -> None:
    """One row has all answers of a person while the wave is open; what stays has none (see the test of the count)."""
    columns = {field.name for field in Answer._meta.get_fields()}
    assert columns == {"number", "alliance", "wave", "party", "token_digest", "said"}


# --- the operator's test ---


def picture(asked: Asked) -> tuple[list[tuple[str, str]], list[tuple[str, bytes]]]:
    """All that the operator has of a wave, apart from what is drawn at random for each row."""
    issued = sorted((row.person, "token") for row in TokenIssued.objects.all())
    answers = sorted((row.party, bytes(row.said)) for row in Answer.objects.all())
    return issued, answers


@pytest.mark.parametrize("who", [0, 1, 2])
def test_the_operator_who_compares_before_and_after_cannot_tell_whose_answer_came(asked: Asked, who: int) -> None:
    """All have their tokens; one answers. Whoever of the party it was, what changes is the same."""
    browsers = [browser.get_token() for browser in asked.browsers("bo")]
    before = picture(asked)
    browsers[who].answer()
    issued, answers = picture(asked)
    assert issued == before[0]
    assert answers == [("bo", bytes(SIXES))]


def test_a_host_that_keeps_all_it_saw_can_fit_every_answer_to_every_person(asked: Asked) -> None:
    """Whatever was signed for one and cast by another, there is a blinding that explains it: so none is told apart."""
    browsers = [browser.get_token() for browser in asked.browsers("bo")]
    key = browsers[0].key.public_numbers()
    for seen in browsers:
        blinded = int.from_bytes(seen.blinding.blinded)
        signed = int.from_bytes(issuing.issue(seen.sitting, asked.wave.index, seen.blinding.blinded))
        for cast in browsers:
            signature = int.from_bytes(cast.signature)
            factor = signed * pow(signature, -1, key.n) % key.n
            assert pow(signature, key.e, key.n) * pow(factor, key.e, key.n) % key.n == blinded


def test_two_browsers_of_one_party_send_the_same_length(asked: Asked) -> None:
    one, two, three = [browser.get_token() for browser in asked.browsers("bo")]
    assert len(one.envelope()) == len(two.envelope((None,) * 6)) == len(three.envelope((1,) * 6)) == casting.SIZE


def test_what_is_kept_of_an_answer_has_one_length(asked: Asked) -> None:
    one, two, _three = [browser.get_token() for browser in asked.browsers("bo")]
    one.answer()
    two.answer((None,) * 6)
    assert {len(bytes(row.said)) for row in Answer.objects.all()} == {6}


def test_a_browser_of_another_wave_is_of_no_use(asked: Asked) -> None:
    ada = Browser(asked.table.ada, asked.wave).get_token()
    with refused("token_unsigned"):
        casting.cast(asked.slug, asked.wave.index + 1, ada.envelope())
