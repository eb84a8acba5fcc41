"""Facts and their bytes: upgraded on reading, never rewritten, and a newer kind is a sentence."""

from typing import Any

import msgspec
import pytest

from paripassu.alliance.facts import ByPerson, Withheld
from paripassu.alliance.ledger import Noted
from paripassu.alliance.refusals import Broken, Refused
from paripassu.record.kinds import KINDS, Kinds
from tests.cast import ADA
from tests.record.records import busy_scene


class Greeted(ByPerson, frozen=True, kw_only=True, tag="greeted.v3"):
    """A stand-in for a fact that has had two earlier versions."""

    whom: str
    warmly: bool


class Left(ByPerson, frozen=True, kw_only=True, tag="left.v1"):
    """A second one, so that there is a union."""


def second(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "kind": "greeted.v2", "whom": body["who"]}


def third(body: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "greeted.v3", "by": body["by"], "whom": body["whom"], "warmly": False}


OLDER = Kinds(Greeted | Left, {"greeted.v1": second, "greeted.v2": third})


def test_every_fact_of_a_scene_is_read_as_it_was_written() -> None:
    for entry in busy_scene().facts:
        assert KINDS.fact(KINDS.body(entry.fact)) == entry.fact


def test_many_bodies_are_read_at_once_with_gaps_where_they_are_withheld() -> None:
    facts = [entry.fact for entry in busy_scene().facts]
    bodies: list[bytes | None] = [KINDS.body(fact) for fact in facts]
    bodies[3] = None
    assert KINDS.facts(bodies) == [*facts[:3], Withheld(), *facts[4:]]
    assert KINDS.facts([]) == []


def test_an_older_kind_is_read_as_the_newest() -> None:
    body = b'{"by":"p_ada","kind":"greeted.v1","who":"bo"}'
    assert OLDER.fact(body) == Greeted(by=ADA, whom="bo", warmly=False)
    assert OLDER.facts([body, None, OLDER.body(Left(by=ADA))])[2] == Left(by=ADA)
    assert OLDER.is_older(msgspec.json.decode(body))


def test_a_kind_of_a_newer_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match="Update Pari Passu") as refusal:
        KINDS.fact(b'{"by":"p_ada","kind":"sang.v7"}')
    assert refusal.value.fields["kind"] == "sang.v7"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"kind":1}', b'{"kind":"noted.v1"}', b"\xff", b'{"kind":"noted.v1","x":1}']
)
def test_a_body_that_says_no_fact_is_broken(body: bytes) -> None:
    with pytest.raises((Broken, Refused)):
        KINDS.fact(body)


def test_a_body_without_a_field_is_broken_and_the_sentence_names_it() -> None:
    with pytest.raises(Broken, match="text"):
        KINDS.fact(b'{"by":"p_ada","entry":1,"kind":"noted.v1"}')
    assert KINDS.fact(b'{"by":"p_ada","entry":1,"kind":"noted.v1","text":"a"}') == Noted(by=ADA, entry=1, text="a")
