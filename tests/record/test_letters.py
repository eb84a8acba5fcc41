"""Letters open for their readers, under their place, and for nobody else; the published vectors hold."""

import pytest
from cryptography.hazmat.bindings import _rust
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from paripassu.record import letters
from paripassu.record.letters import Cost, Unopened

CHEAP = Cost(1, 1, 64)
"""For tests: a guess costs next to nothing."""


def test_the_published_example_of_the_suite_opens() -> None:
    """[RFC9180 A.2.1.1], sequence number 0."""
    private = "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb"
    enc = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
    sealed = "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    key = X25519PrivateKey.from_private_bytes(bytes.fromhex(private))
    text = _rust.openssl.hpke._decrypt_with_aad(
        letters.SUITE, bytes.fromhex(enc + sealed), key, b"Ode on a Grecian Urn", b"Count-0"
    )
    assert text == b"Beauty is truth, truth beauty"


def test_the_published_example_of_the_stretching_of_passphrases_holds() -> None:
    """[RFC9106 §5.3]."""
    derived = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\4" * 12,
                       secret=b"\3" * 8).derive(b"\1" * 32)  # fmt: skip
    assert derived.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@given(st.binary(max_size=5000), st.binary(max_size=20))
def test_what_is_closed_opens_as_it_was(text: bytes, place: bytes) -> None:
    key = letters.new_matter_key()
    assert letters.opened(letters.closed(text, key, place), key, place) == text


@given(st.integers(0, 4000))
def test_the_length_of_a_text_shows_only_by_powers_of_two(size: int) -> None:
    sealed = letters.closed(b"\x80" * size, letters.new_matter_key(), b"")
    assert len(sealed) - 28 in (1024, 2048, 4096)


@given(st.integers(0, 1051))
def test_a_changed_byte_opens_nothing(at: int) -> None:
    key = letters.new_matter_key()
    sealed = bytearray(letters.closed(b"said", key, b"here"))
    sealed[at] ^= 1
    with pytest.raises(Unopened):
        letters.opened(bytes(sealed), key, b"here")


def test_a_text_opens_under_its_own_place_and_key_alone() -> None:
    key = letters.new_matter_key()
    sealed = letters.closed(b"said", key, b"here")
    for other, place in ((key, b"there"), (letters.new_matter_key(), b"here")):
        with pytest.raises(Unopened):
            letters.opened(sealed, other, place)
    with pytest.raises(Unopened):
        letters.opened(b"", key, b"here")


def test_the_key_of_a_matter_is_for_one_reader_in_one_place() -> None:
    private, other = letters.new_private_key(), letters.new_private_key()
    wrapped = letters.wrapped_for(b"k" * 32, letters.public_key(private), b"here")
    assert letters.unwrapped(wrapped, private, b"here") == b"k" * 32
    for key, place in ((other, b"here"), (private, b"there")):
        with pytest.raises(Unopened):
            letters.unwrapped(wrapped, key, place)


def test_a_wrong_passphrase_opens_nothing() -> None:
    private = letters.new_private_key()
    wrapped = letters.wrapped_by(private, "a quiet crossing at dawn", b"cy", CHEAP)
    assert letters.unwrapped_by(wrapped, "a quiet crossing at dawn", b"cy") == private
    for passphrase, place in (("a quiet crossing at noon", b"cy"), ("a quiet crossing at dawn", b"bo")):
        with pytest.raises(Unopened):
            letters.unwrapped_by(wrapped, passphrase, place)


def test_a_guess_costs_what_is_recommended() -> None:
    """[RFC9106 §4]: three passes, four lanes, 64 MiB."""
    assert letters.wrapped_by(b"k" * 32, "x", b"").cost == (3, 4, 65536)
