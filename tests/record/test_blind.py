"""Blind signatures: the published vector, one answer for one signature, and nothing to tell them apart by."""

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from paripassu.record import blind
from tests import cast

VECTOR = {
    name: bytes.fromhex(value.zfill(len(value) + len(value) % 2))
    for name, value in json.loads(Path(__file__).with_name("rfc9474.json").read_text()).items()
    if name != "source"
}


def number(name: str) -> int:
    return int.from_bytes(VECTOR[name])


@pytest.fixture(scope="module")
def published() -> rsa.RSAPrivateKey:
    """The key of RFC 9474, appendix A."""
    p, q, e = number("p"), number("q"), number("e")
    d = pow(e, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(e, p * q)
    exponents = (rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q))
    return rsa.RSAPrivateNumbers(p, q, d, *exponents, public).private_key()


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return blind.new_key()


def test_the_published_token_is_blinded_as_published(published: rsa.RSAPrivateKey) -> None:
    numbers = published.public_key().public_numbers()
    message = VECTOR["msg_prefix"] + VECTOR["msg"]
    encoded = blind.encoded_message(message, VECTOR["salt"], numbers.n.bit_length() - 1)
    found = blind.blinded_with(encoded, pow(number("inv"), -1, numbers.n), numbers)
    assert found == (VECTOR["blinded_msg"], number("inv"))


def test_the_host_signs_as_published(published: rsa.RSAPrivateKey) -> None:
    assert blind.signed_blindly(VECTOR["blinded_msg"], published) == VECTOR["blind_sig"]


def test_unblinded_it_is_the_published_signature(published: rsa.RSAPrivateKey) -> None:
    message = VECTOR["msg_prefix"] + VECTOR["msg"]
    found = blind.unblinded(message, VECTOR["blind_sig"], number("inv"), published.public_key())
    assert found == VECTOR["sig"]
    assert blind.holds(message, VECTOR["sig"], published.public_key())


def test_a_token_goes_its_whole_way(key: rsa.RSAPrivateKey) -> None:
    token = blind.prepared(b"wave 12, party ada")
    hidden = blind.blinded(token, key.public_key())
    signature = blind.unblinded(token, blind.signed_blindly(hidden.blinded, key), hidden.inverse, key.public_key())
    assert blind.holds(token, signature, key.public_key())
    assert not blind.holds(token + b"!", signature, key.public_key())
    assert not blind.holds(token, signature, blind.new_key().public_key())


def test_the_host_sees_nothing_of_what_it_signs(key: rsa.RSAPrivateKey) -> None:
    """The same token, blinded twice, reaches the host as two numbers; either fits any token there is."""
    token, other = blind.prepared(b"wave 12"), blind.prepared(b"wave 12")
    numbers = key.public_key().public_numbers()
    first, second = blind.blinded(token, key.public_key()), blind.blinded(token, key.public_key())
    assert first.blinded != second.blinded
    encoded = blind.encoded_message(other, bytes(48), numbers.n.bit_length() - 1)
    needed = int.from_bytes(first.blinded) * pow(int.from_bytes(encoded), -1, numbers.n) % numbers.n
    d = key.private_numbers().d
    assert blind.blinded_with(encoded, pow(needed, d, numbers.n), numbers).blinded == first.blinded


def test_the_same_blinded_token_gets_the_same_signature(key: rsa.RSAPrivateKey) -> None:
    """So a visit that broke off can be tried again, and gains nothing."""
    hidden = blind.blinded(blind.prepared(b"once"), key.public_key()).blinded
    assert blind.signed_blindly(hidden, key) == blind.signed_blindly(hidden, key)


def test_a_host_that_signs_with_another_key_is_found_out(key: rsa.RSAPrivateKey) -> None:
    token = blind.prepared(b"wave 12")
    hidden = blind.blinded(token, key.public_key())
    while True:  # another key, under which the number is still small enough to be signed
        other = blind.new_key()
        if int.from_bytes(hidden.blinded) < other.public_key().public_numbers().n:
            break
    with pytest.raises(ValueError, match="something else"):
        blind.unblinded(token, blind.signed_blindly(hidden.blinded, other), hidden.inverse, key.public_key())


@pytest.mark.parametrize("wrong", [b"", bytes(256), b"\xff" * 256, b"\x01" * 255, b"\x01" * 257])
def test_what_is_no_blinded_token_is_refused(key: rsa.RSAPrivateKey, wrong: bytes) -> None:
    with cast.refused("token_unfit"):
        blind.signed_blindly(wrong, key)


def test_a_public_key_is_written_and_read_again(key: rsa.RSAPrivateKey) -> None:
    again = blind.read(blind.written(key.public_key()))
    assert again.public_numbers() == key.public_key().public_numbers()
    with pytest.raises(ValueError, match="key"):
        blind.read(b"no key")


def test_the_random_prefix_makes_every_token_another() -> None:
    assert blind.prepared(b"same") != blind.prepared(b"same")
