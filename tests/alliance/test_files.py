"""Files given as evidence: who named which, and what a fact may enclose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.files import MOST_ENCLOSED, Enclosed, Files, checked
from paripassu.alliance.refusals import Refused

DIGEST = "0f" * 32


def test_a_file_is_known_with_every_party_that_named_it() -> None:
    files = Files()
    files.add("ada", (Enclosed("plan.pdf", DIGEST),))
    files.add("bo", (Enclosed("the same plan.pdf", DIGEST),))
    assert files.named == {DIGEST: {"ada", "bo"}}


def test_naming_nothing_leaves_no_trace() -> None:
    files = Files()
    files.add("ada", ())
    assert files.named == {}


@given(st.integers(0, MOST_ENCLOSED))
def test_up_to_ten_files_with_name_and_digest_may_be_enclosed(count: int) -> None:
    checked(tuple(Enclosed(f"{number}.pdf", DIGEST) for number in range(count)))


@pytest.mark.parametrize(
    ("enclosed", "code"),
    [
        ((Enclosed("plan.pdf", DIGEST),) * (MOST_ENCLOSED + 1), "too_many_files"),
        ((Enclosed(" ", DIGEST),), "text_missing"),
        ((Enclosed("n" * 256, DIGEST),), "text_too_long"),
        ((Enclosed("plan.pdf", DIGEST[1:]),), "digest_unreadable"),
        ((Enclosed("plan.pdf", DIGEST.upper()),), "digest_unreadable"),
        ((Enclosed("plan.pdf", "../" + DIGEST[3:]),), "digest_unreadable"),
    ],
)
def test_what_is_no_file_is_refused(enclosed: tuple[Enclosed, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(enclosed)
    assert refused.value.code == code
