"""Whether a value is what a JSON schema of OpenAPI 3.1 says: as much of it as our own schema uses, and no more."""

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "boolean": (bool,), "null": (type(None),)
}  # fmt: skip
KNOWN = {
    "type", "title", "description", "properties", "required", "additionalProperties", "items", "anyOf", "$ref",
    "format", "default",
}  # fmt: skip


def faults(schema: dict[str, Any], value: Any, whole: dict[str, Any], place: str = "$") -> Iterator[str]:
    """Everything in which the value is not as the schema says. Fails on a word of the schema that is not known here."""
    if "$ref" in schema:
        yield from faults(whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]], value, whole, place)
        return
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "anyOf" in schema:
        if all(list(faults(one, value, whole, place)) for one in schema["anyOf"]):
            yield f"{place}: {value!r} is none of those it may be"
        return
    wanted = schema.get("type")
    if wanted and (not isinstance(value, TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool))):
        yield f"{place}: {value!r} is no {wanted}"
    elif wanted == "object":
        yield from _object(schema, value, whole, place)
    elif wanted == "array":
        for number, each in enumerate(value):
            yield from faults(schema["items"], each, whole, f"{place}[{number}]")


def _object(schema: dict[str, Any], value: dict[str, Any], whole: dict[str, Any], place: str) -> Iterator[str]:
    named = schema.get("properties", {})
    yield from (f"{place}.{name} is missing" for name in set(schema.get("required", [])) - set(value))
    other = schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in named:
            yield from faults(named[name], each, whole, f"{place}.{name}")
        elif other is False:
            yield f"{place}.{name} is not in the schema"
        elif isinstance(other, dict):
            yield from faults(other, each, whole, f"{place}.{name}")
