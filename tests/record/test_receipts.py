"""Receipts: read again however they were copied; a slip is found; no two give the same keys."""

from hypothesis import given
from hypothesis import strategies as st

from paripassu.record import receipts

SECRETS = st.binary(min_size=16, max_size=16)


@given(SECRETS)
def test_a_receipt_is_read_again_however_it_was_copied(secret: bytes) -> None:
    text = receipts.written(secret)
    assert len(text) == 34
    for copied in (text, text.lower(), text.replace("-", " "), f" {text.replace('-', '')}\n", text.replace("0", "O"),
                   text.replace("1", "l"), text.replace("-", "\N{EN DASH}")):  # fmt: skip
        assert receipts.read(copied) == secret


@given(SECRETS, st.integers(0, 27), st.integers(1, 31))
def test_one_wrong_character_is_found_nearly_always(secret: bytes, at: int, by: int) -> None:
    """Nearly: 12 bits check it, and whatever is read instead is another secret, never this one."""
    plain = receipts.written(secret).replace("-", "")
    wrong = receipts.ALPHABET[(receipts.ALPHABET.index(plain[at]) + by) % 32]
    assert receipts.read(plain[:at] + wrong + plain[at + 1 :]) != secret


def test_what_is_no_receipt_is_none() -> None:
    for text in ("", "x", "U" * 28, "0" * 28, "0" * 29, "é" * 28, "0000-" * 1000):
        assert receipts.read(text) is None


def test_new_secrets_differ() -> None:
    assert len({receipts.new_secret() for _each in range(1000)}) == 1000


@given(SECRETS, SECRETS)
def test_the_keys_say_nothing_of_each_other_and_come_from_one_secret(one: bytes, other: bytes) -> None:
    first, second = receipts.keys(one), receipts.keys(other)
    assert (first == second) == (one == other)
    assert first.locator != first.private.hex()
    assert first == receipts.keys(one)
