"""The header is for everybody, the envelope for its audience, and the seal ties one to the other."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.record.entries import SALT_BYTES, Header, all_recorded, leaf, sealed

SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)


def header(index: int = 0, party: str = "ada", audience: tuple[str, ...] = ()) -> Header:
    return Header(index=index, entered="2026-01-05T09:00:00Z", party=party, audience=audience, seal="00" * 32)


def test_an_entry_without_an_audience_is_open_to_all() -> None:
    assert all(header().open_to(reader) for reader in ("ada", "bo", "cy", "eve"))


def test_an_entry_with_an_audience_is_open_to_it_and_to_nobody_else() -> None:
    mine = header(audience=("ada",))
    assert mine.open_to("ada")
    assert not any(mine.open_to(reader) for reader in ("bo", "cy", "eve"))


def test_the_seal_and_the_leaf_are_the_published_hashes() -> None:
    assert sealed(b"s" * 32, b"body") == sha256(b"s" * 32 + b"body").hexdigest()
    assert leaf(b"header") == sha256(b"\x00header").digest()


@given(SALTS, SALTS, st.binary(max_size=60), st.binary(max_size=60))
def test_a_seal_fits_one_envelope_only(salt: bytes, other: bytes, body: bytes, changed: bytes) -> None:
    assert (sealed(salt, body) == sealed(other, changed)) == ((salt, body) == (other, changed))


def test_the_facts_stand_on_the_record_as_their_headers_say() -> None:
    moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    headers = [header(7, "ada"), header(8, "bo")]
    found = list(all_recorded(7, headers, {headers[0].entered: moment}, ["one", "other"]))
    assert found == [(7, moment, "ada", "one"), (8, moment, "bo", "other")]
    assert [entry.party for entry in found] == ["ada", "bo"]


def test_headers_and_facts_that_do_not_match_are_not_paired_by_guess() -> None:
    moments = {header().entered: datetime(2026, 1, 5, 9, 0, tzinfo=UTC)}
    with pytest.raises(ValueError, match="shorter"):
        list(all_recorded(0, [header(0), header(1)], moments, ["only one"]))
