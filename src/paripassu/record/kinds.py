"""Facts and the bytes they are kept as.

A fact is written once, under a kind with a version (`contributed.v1`), and never rewritten. When a fact gains a field
it gets a new version, and an upgrade here says how the older one is read; what is stored stays as it was sealed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from paripassu.alliance import alliance
from paripassu.alliance.facts import Withheld
from paripassu.alliance.refusals import Broken, Refused
from paripassu.record.canonical import NotCanonical, canonical, parsed

Upgrade: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""From the parsed body of an older kind to that of a newer one, `kind` included. It must not change its argument."""

UPGRADES: dict[str, Upgrade] = {}
"""Kind that is no longer written -> how it is read. Empty while every kind is at its first version."""


_WITHHELD = Withheld()


class Kinds:
    """The facts that can be read and written: a union of tagged structs, and the upgrades of older kinds."""

    def __init__(self, facts: Any, upgrades: Mapping[str, Upgrade] | None = None) -> None:
        self._facts = facts
        self._upgrades = dict(upgrades or {})
        decoder = msgspec.json.Decoder(facts)
        self._decode, self._decode_lines = decoder.decode, decoder.decode_lines

    def body(self, fact: Any) -> bytes:
        """The canonical bytes of a fact. NotCanonical when a value in it has none."""
        return canonical(fact)

    def fact(self, body: bytes) -> Any:
        """The fact that a body says, upgraded to the kind of today.

        Refused (`newer_kind`) when the kind is one that only a newer version knows; Broken when it is no fact at all.
        """
        try:
            return self._decode(body)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            return self._upgraded(body, error)

    def facts(self, bodies: Sequence[bytes | None]) -> list[Any]:
        """The facts of many bodies at once, Withheld where there is none. Refused and Broken as `fact`."""
        present = [body for body in bodies if body is not None]
        try:
            facts = self._decode_lines(b"\n".join(present))
        except (msgspec.MsgspecError, ValueError, RecursionError):
            facts = []
        if len(facts) != len(present):
            facts = [self.fact(body) for body in present]
        if len(present) == len(bodies):
            return facts
        following = iter(facts)
        return [_WITHHELD if body is None else next(following) for body in bodies]

    def is_older(self, value: object) -> bool:
        """Whether a parsed body is of a kind that is still read and no longer written."""
        return isinstance(value, dict) and value.get("kind") in self._upgrades

    def _upgraded(self, body: bytes, error: Exception) -> Any:
        value = self._object(body)
        kind = value.get("kind")
        while isinstance(kind, str) and kind in self._upgrades:
            value = self._upgrades[kind](value)
            kind = value["kind"]
        try:
            return msgspec.convert(value, self._facts)
        except (msgspec.ValidationError, ValueError) as reason:
            if isinstance(kind, str) and "`$.kind`" in str(reason):
                sentence = (
                    "The record holds a fact of the kind {kind}, which this version does not know. Update Pari Passu."
                )
                raise Refused("newer_kind", sentence, kind=kind[:80]) from error
            raise Broken("A body says no fact: {reason}.", reason=str(reason)) from error

    def _object(self, body: bytes) -> dict[str, Any]:
        try:
            value = parsed(body)
        except NotCanonical as reason:
            raise Broken("A body cannot be read: {reason}", reason=str(reason)) from reason
        if not isinstance(value, dict):
            raise Broken("A body says no fact: it is not an object.")
        return value


KINDS = Kinds(alliance.Fact, UPGRADES)
"""The facts of an alliance."""
