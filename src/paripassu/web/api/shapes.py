"""The shapes that several answers share. Amounts are texts, so that no program rounds them; moments are UTC."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from paripassu.keeper.access import Sitting
from paripassu.web import linked
from paripassu.web.linked import Linked

MOST = 500


class Shape(Schema):
    """An object with these fields and no other."""

    model_config = ConfigDict(extra="forbid")


class Asked(Schema):
    """Which part of a list: so many things after this entry."""

    after: int = Field(default=-1, ge=-1, description="Entry after which to go on; from the beginning unless told.")
    limit: int = Field(default=100, ge=1, le=MOST, description="How many at most.")


class Part(Shape):
    """A part of a list: the size of the record it was read at, and after which entry the next part begins."""

    size: int
    next: int | None


class Ref(Shape):
    """A thing on the record by its entry: its practice, its kind in words, its title, and its page for people."""

    entry: int
    practice: str
    kind: str
    title: str
    page: str


class Due(Shape):
    """A day on which something is due, by which day it is owed after what was moved, and where it stands."""

    due: date
    owed_by: date
    stands: str


Each = TypeVar("Each")
Item = TypeVar("Item", bound=Shape)


def part(
    sitting: Sitting, found: Iterable[Each], asked: Asked, entry: Callable[[Each], int], shaped: Callable[[Each], Item]
) -> dict[str, Any]:
    """The asked part of what was found, in the order of the record, each in its shape."""
    after = sorted((each for each in found if entry(each) > asked.after), key=entry)
    shown = after[: asked.limit]
    more = entry(shown[-1]) if len(after) > len(shown) else None
    return {"size": sitting.alliance.size, "next": more, "items": [shaped(each) for each in shown]}


def ref(sitting: Sitting, request: HttpRequest, entry: int) -> Ref:
    """A thing by its entry."""
    practice = sitting.alliance.links.things.get(entry, "")
    found = linked.thing(sitting, entry)
    return Ref(entry=entry, practice=practice, kind=kind(found), title=found.title, page=page(request, found.url))


def kind(found: Linked) -> str:
    """The word for the kind of a thing, without its number."""
    word, _space, number = found.word.rpartition(" ")
    return word if number.isdigit() else found.word


def page(request: HttpRequest, url: str) -> str:
    """The whole address of a page; empty when there is none."""
    return request.build_absolute_uri(url) if url else ""


def amount(value: Decimal | None) -> str | None:
    """A number as text."""
    return None if value is None else str(value)
