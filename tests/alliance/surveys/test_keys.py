"""A key of a wave has one form, so that nobody can hide something in another."""

import base64

import pytest

from paripassu.alliance.surveys.keys import KEY_BYTES, KEY_HEAD, KEY_TAIL, key_in, key_of
from paripassu.record import blind
from tests.alliance.surveying import key
from tests.cast import refused


def test_what_a_real_key_is_written_as_is_read_again() -> None:
    written = blind.written(blind.new_key().public_key())
    assert key_in(key_of(written)) == written
    assert len(written) == KEY_BYTES


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "no base64!",
        "é",
        key(1)[:-4],
        key_of(KEY_HEAD + b"\x7f" + bytes(255) + KEY_TAIL),
        key_of(KEY_HEAD[:-1] + b"\x01\xff" + bytes(255) + KEY_TAIL),
        base64.b64encode(bytes(KEY_BYTES)).decode(),
    ],
)
def test_anything_else_is_refused(bad: str) -> None:
    with refused("key_unfit"):
        key_in(bad)
