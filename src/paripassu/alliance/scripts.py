"""A story as a file: who stands in it, which texts there are, and what was done day by day; `story` tells it.

A story is TOML. What is wrong with it is refused with the place.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

import msgspec

from paripassu.alliance.acts import ACTS
from paripassu.alliance.agreement.terms import Terms
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import NamedParty, Role
from paripassu.alliance.refusals import Refused


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody in the story: the key that its steps use, the name and address, where they sit and in which role."""

    key: str
    name: str
    party: str
    email: str = ""
    role: Role = "manager"


class Step(msgspec.Struct, frozen=True):
    """One act: when the record takes it (UTC), who does what, under which label; `refused`: the refusal it meets."""

    at: datetime
    who: str
    does: str
    label: str
    refused: str
    fields: dict[str, Any]


class Story(msgspec.Struct, frozen=True):
    """A story as it was read. `expect` is left to who tells it."""

    name: str
    about: str
    parties: tuple[NamedParty, ...]
    people: tuple[Person, ...]
    texts: dict[str, Terms]
    steps: tuple[Step, ...]
    expect: dict[str, Any]


def story_fault(place: str, why: str) -> Refused:
    """The refusal of a story, with the place in it."""
    return Refused("story_fault", "{place}: {why}", place=place, why=why)


def told(text: str) -> Story:
    """The story in this text. Refused, with the place, when it cannot be read; its acts are judged by `replay`."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise story_fault("The file", f"it is no TOML: {error}") from error
    named = read("parties", raw.get("party", []), tuple[NamedParty, ...])
    return Story(
        name=read("name", raw.get("name", ""), str),
        about=read("about", raw.get("about", ""), str),
        parties=named,
        people=read("people", raw.get("person", []), tuple[Person, ...]),
        texts=_texts(raw.get("text", {}), named),
        steps=tuple(_step(number, step) for number, step in enumerate(raw.get("step", []), 1)),
        expect=raw.get("expect", {}),
    )


def read(place: str, value: object, kind: Any) -> Any:
    """A value of a story as what it should be. Refused, with the place, when it is none."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise story_fault(place, str(error)) from error


def _texts(raw: Mapping[str, dict[str, Any]], named: Iterable[NamedParty]) -> dict[str, Terms]:
    """The texts by name. What is `like` another has everything of it that it does not say itself."""
    usual = {
        "parties": [{"id": party.id, "legal_name": party.name} for party in named if party.kind == "partner"],
        "neutrals": [party.id for party in named if party.kind == "neutral"],
    }
    whole: dict[str, dict[str, Any]] = {}
    for name, own in raw.items():
        like = own.get("like")
        if like is not None and like not in whole:
            raise story_fault(f"text {name}", f"there is no text “{like}” before it")
        whole[name] = _merged(whole[like] if like else usual, own)
    return {name: read(f"text {name}", text, Terms) for name, text in whole.items()}


def _merged(before: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    changes = {name: value for name, value in own.items() if name != "like"}
    if "pools" in changes:
        pools = {pool["id"]: pool for pool in before.get("pools", ())}
        for pool in changes["pools"]:
            pools[pool["id"]] = pools.get(pool["id"], {}) | pool
        changes["pools"] = list(pools.values())
    return {**before, **changes}


def _step(number: int, raw: Mapping[str, Any]) -> Step:
    fields = dict(raw)
    place = f"step {number}"
    at = fields.pop("at", None)
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise story_fault(place, "it needs “at”, a time with its zone, such as 2026-03-02T09:30:00Z")
    who, does = fields.pop("who", ""), fields.pop("does", "")
    if does not in ACTS:
        raise story_fault(place, f"nobody can “{does}”; there are: {', '.join(ACTS)}")
    label, refused = fields.pop("as", ""), fields.pop("refused", "")
    return Step(at.astimezone(UTC), who, does, label, refused, fields)


class File(NamedTuple):
    """A file of the story: the key of who encloses it, its name and its bytes."""

    who: str
    name: str
    content: bytes


def files(story: Story) -> list[File]:
    """The files that steps of a story enclose; in the story they stand as text."""
    return [
        File(step.who, each["name"], each["text"].encode())
        for step in story.steps
        for each in step.fields.get("enclosed", ())
    ]


def enclosed_in(raw: Iterable[Mapping[str, str]]) -> Iterator[Enclosed]:
    """Files as a fact names them: by name and digest."""
    return (Enclosed(each["name"], sha256(each["text"].encode()).hexdigest()) for each in raw)
