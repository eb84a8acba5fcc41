"""One way to write a value: the same bytes as RFC 8785 by another hand, and nothing else is accepted."""

import contextlib
from decimal import Decimal
from typing import Any, get_args

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance import ledger
from paripassu.record.canonical import GREATEST, NotCanonical, _room, canonical, parsed

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
INTEGERS = st.integers(-GREATEST, GREATEST)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


class Weighed(msgspec.Struct, tag="weighed.v1", tag_field="kind"):
    zeta: str
    alpha: Decimal
    number: int | None = None


class Linked(msgspec.Struct, tag="linked.v1", tag_field="kind"):
    about: tuple[int, ...] = ()


class Loose(msgspec.Struct):
    parts: dict[str, float]


@given(VALUES)
def test_the_bytes_are_those_of_the_rfc_8785_package(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_was_written_is_read_back(value: Any) -> None:
    assert parsed(canonical(value)) == value


@given(st.binary(max_size=40))
def test_any_bytes_are_canonical_or_refused(body: bytes) -> None:
    with contextlib.suppress(NotCanonical):
        assert rfc8785.dumps(parsed(body)) == body  # type: ignore[arg-type]


@given(VALUES, st.data())
def test_one_changed_byte_never_reads_as_the_same_value(value: Any, data: st.DataObject) -> None:
    body = bytearray(canonical(value))
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    with contextlib.suppress(NotCanonical):
        assert parsed(bytes(body)) != value


def test_struct_fields_are_sorted_with_their_kind() -> None:
    assert canonical(Weighed("b", Decimal("1.50"))) == b'{"alpha":"1.50","kind":"weighed.v1","number":null,"zeta":"b"}'


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"9007199254740992",
        b"123456789012345678901234567890",
        b'{"A":1}',
        b'{"":1}',
        b'{"a-b":1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b"NaN",
        b"",
        b"1\n",
        b"[" * 100_000,
        b"[" * 80 + b"]" * 80,
    ],
)
def test_bytes_outside_the_subset_are_refused(body: bytes) -> None:
    with pytest.raises(NotCanonical):
        parsed(body)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {"a": 2**53},
        {"Key": 1},
        {1: 1},
        "\ud800",
        {"a": [1, {"b": 0.5}]},
        Loose({"a": 1.0}),
        object(),
    ],
)
def test_values_outside_the_subset_are_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_an_integer_beyond_the_subset_is_refused_in_a_struct_too() -> None:
    assert canonical(Weighed("b", Decimal(1), GREATEST))
    with pytest.raises(NotCanonical, match="number"):
        canonical(Weighed("b", Decimal(1), GREATEST + 1))


@pytest.mark.parametrize("beyond", [GREATEST + 1, -GREATEST - 1])
def test_no_integer_of_a_run_is_too_large(beyond: int) -> None:
    assert canonical(Linked()) == b'{"about":[],"kind":"linked.v1"}'
    assert canonical(Linked((GREATEST, -GREATEST, 0)))
    with pytest.raises(NotCanonical, match="about"):
        canonical(Linked((1, beyond)))


@pytest.mark.parametrize("kind", get_args(ledger.Fact))
def test_what_is_entered_often_is_written_without_a_walk_through_its_parts(kind: type) -> None:
    assert _room(kind) is not None


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(NotCanonical, match=r"\$\.a\[1\]\.b"):
        canonical({"a": [1, {"b": 2**60}]})
