"""The one way to write a value as bytes: JSON by RFC 8785, restricted so that every implementation agrees.

The restriction (docs/reference/record.md): keys are ASCII `[a-z][a-z0-9_]*`, numbers are integers within
±(2**53 - 1), there are no floats (decimals are strings), no key twice, and the text is valid UTF-8. [RFC8785]
"""

import re
from collections.abc import Collection, Iterable
from typing import NoReturn

import msgspec
from msgspec import inspect

GREATEST = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""

MOST_NESTED = 64
"""Levels of arrays and objects in one value."""

KEY = re.compile(r"[a-z][a-z0-9_]*")


class NotCanonical(ValueError):
    """The value or the bytes are outside the subset. The sentence says what and where."""


def _float_refused(number: str) -> NoReturn:
    raise NotCanonical(f"The number {number[:40]} is not an integer; decimals are written as strings.")


_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")
_decoder = msgspec.json.Decoder(float_hook=_float_refused)


def canonical(value: object) -> bytes:
    """The canonical bytes of a value made of structs, dicts, lists, text, integers, decimals and dates.

    Raises NotCanonical for anything outside the subset.
    """
    try:
        check(value)
        return _encoder.encode(value)
    except (UnicodeEncodeError, TypeError, RecursionError, OverflowError) as error:
        raise NotCanonical(f"The value cannot be written as canonical JSON: {error}.") from error


def check(value: object) -> None:
    """Raise NotCanonical when the value is outside the subset, as far as its type leaves room for that."""
    integers = _room(type(value))
    if integers is None:
        _check(msgspec.to_builtins(value), "$")
        return
    for name in integers:
        part = getattr(value, name)
        if part and _beyond((part,) if isinstance(part, int) else part):
            raise NotCanonical(f"The integer at $.{name} is beyond ±(2**53 - 1).")


def _beyond(numbers: Collection[int]) -> bool:
    return max(numbers) > GREATEST or min(numbers) < -GREATEST


def check_all(values: Iterable[object]) -> None:
    """`check` for many values: those whose type leaves no room are not looked at."""
    rooms = _rooms
    for value in values:
        if rooms.get(type(value), None) != ():
            check(value)


def parsed(body: bytes) -> object:
    """The value that these bytes say, made of dicts, lists, text, integers, booleans and None.

    Raises NotCanonical unless the bytes are exactly what `canonical` writes for it: white space, another
    order of keys, a key that stands twice, another escape or number form are all found by writing the value again.
    """
    try:
        value = _decoder.decode(body)
        _check(value, "$")
        again = _encoder.encode(value)
    except NotCanonical:
        raise
    except msgspec.ValidationError as error:  # raised by _float_refused, with the place added by msgspec
        raise NotCanonical(str(error)) from error
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotCanonical(f"The bytes are not JSON: {error}.") from error
    if again != body:
        at = first_difference(again, body)
        raise NotCanonical(f"The bytes are not in canonical form: they differ from byte {at} on.")
    return value


def first_difference(one: bytes, other: bytes) -> int:
    """The offset of the first byte in which the two differ."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _check(value: object, at: str, depth: int = 0) -> None:
    """Raise NotCanonical with the place of the first part of a value that is outside the subset."""
    if value is None or isinstance(value, (str, bool)):
        return
    if depth > MOST_NESTED:
        raise NotCanonical(f"{at[:80]} is nested deeper than {MOST_NESTED} levels.")
    if isinstance(value, int):
        if abs(value) > GREATEST:
            raise NotCanonical(f"The integer at {at} is beyond ±(2**53 - 1).")
    elif isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or not KEY.fullmatch(key):
                raise NotCanonical(f"The key {str(key)[:40]!r} at {at} is not of the form [a-z][a-z0-9_]*.")
            _check(part, f"{at}.{key}", depth + 1)
    elif isinstance(value, (list, tuple)):
        for index, part in enumerate(value):
            _check(part, f"{at}[{index}]", depth + 1)
    else:
        raise NotCanonical(f"A {type(value).__name__} at {at} has no canonical form.")


# --- what a type leaves room for ---

_rooms: dict[type, tuple[str, ...] | None] = {}


def _room(kind: type) -> tuple[str, ...] | None:
    """The fields of a struct whose integers must be looked at, if nothing else must be; None: look at everything.

    Most facts are structs of text, decimals, dates, literals and a few integers: then this is all that can be outside
    the subset, and writing one costs no walk through its parts.
    """
    if kind not in _rooms:
        _rooms[kind] = _room_in(inspect.type_info(kind)) if issubclass(kind, msgspec.Struct) else None
    return _rooms[kind]


def _room_in(kind: inspect.Type) -> tuple[str, ...] | None:
    if not isinstance(kind, inspect.StructType):
        return None
    loose = [field for field in kind.fields if not _is_plain(field.type, (kind.cls,))]
    if any(not _is_integer(field.type) for field in loose) or not _has_plain_keys(kind):
        return None
    return tuple(field.name for field in loose)


def _is_integer(kind: inspect.Type) -> bool:
    """Whether this is an integer, a run of integers, or nothing."""
    parts = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    plain = (part.item_type if isinstance(part, inspect.VarTupleType) else part for part in parts)
    return all(isinstance(part, inspect.IntType | inspect.NoneType) for part in plain)


def _has_plain_keys(kind: inspect.StructType) -> bool:
    return all(KEY.fullmatch(field.encode_name) for field in kind.fields)


_PLAIN = (
    inspect.NoneType,
    inspect.BoolType,
    inspect.StrType,
    inspect.DecimalType,
    inspect.DateType,
    inspect.DateTimeType,
)


def _is_plain(kind: inspect.Type, within: tuple[type, ...]) -> bool:
    """Whether every value of this type is inside the subset; `within` are the structs that are being looked at."""
    match kind:
        case inspect.StructType():
            inner = (*within, kind.cls)
            return kind.cls in within or (
                _has_plain_keys(kind) and all(_is_plain(field.type, inner) for field in kind.fields)
            )
        case inspect.UnionType():
            return all(_is_plain(part, within) for part in kind.types)
        case inspect.ListType() | inspect.VarTupleType():
            return _is_plain(kind.item_type, within)
        case inspect.TupleType():
            return all(_is_plain(part, within) for part in kind.item_types)
        case inspect.LiteralType():
            return all(isinstance(value, str) for value in kind.values)
        case inspect.IntType():
            low, high = kind.ge, kind.le
            return low is not None and high is not None and -GREATEST <= low <= high <= GREATEST
        case inspect.Metadata():
            return _is_plain(kind.type, within)
        case _:
            return isinstance(kind, _PLAIN)
