"""The public keys of a wave: one for each party, in the one form that DER gives an RSA key of 2048 bits."""

import base64
import binascii

from paripassu.alliance.refusals import Refused

KEY_HEAD = bytes.fromhex("30820122300d06092a864886f70d01010105000382010f003082010a0282010100")
KEY_TAIL = bytes.fromhex("0203010001")
KEY_BYTES = len(KEY_HEAD) + 256 + len(KEY_TAIL)
"""A public key is RSA of 2048 bits with the exponent 65537, in the one form that DER gives it."""


def key_of(written: bytes) -> str:
    """A public key (DER) as it stands in a fact."""
    return base64.b64encode(written).decode()


def key_in(text: str) -> bytes:
    """The bytes of a public key. Refused when they have another form."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES or not (key.startswith(KEY_HEAD) and key.endswith(KEY_TAIL) and key[len(KEY_HEAD)] & 128):
        raise Refused("key_unfit", "A key of a wave is an RSA key of 2048 bits.")
    return key
