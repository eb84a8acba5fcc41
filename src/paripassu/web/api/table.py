"""The table: what waits for whom, and what comes next; the same for every party."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router

from paripassu.alliance import table as reckoned
from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.keeper.access import Sitting
from paripassu.web import clock, linked
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import PROBLEMS
from paripassu.web.api.shapes import Shape, page

router = Router()


class AwaitedShape(Shape):
    """Something that waits for a party since a moment: its practice and code, and the entry it is about."""

    practice: str
    what: str
    party: str
    entry: int
    title: str
    since: datetime
    due: date | None
    page: str


class ComingShape(Shape):
    """Something that comes on a day."""

    practice: str
    what: str
    entry: int
    title: str
    on: date
    page: str


class TableShape(Shape):
    """What waits, longest first; what of it the caller can do; and what comes, soonest first."""

    size: int
    awaiting: list[AwaitedShape]
    yours: list[AwaitedShape]
    coming: list[ComingShape]


@router.get("/alliances/{slug:slug}/table/", response={200: TableShape, **PROBLEMS}, url_name="table")
def table(request: HttpRequest, slug: str) -> TableShape:
    """What waits for whom since when, and what comes next."""
    sitting, now = seat(request, slug), clock.now()
    state = sitting.alliance
    return TableShape(
        size=state.size,
        awaiting=_awaited(request, sitting, reckoned.awaiting(state, now)),
        yours=_awaited(request, sitting, reckoned.awaiting_person(state, sitting.person, now)),
        coming=[_coming(request, sitting, each) for each in reckoned.coming(state, now)],
    )


def _about(request: HttpRequest, sitting: Sitting, entry: int) -> tuple[str, str]:
    """The title of the thing at an entry and its page; empty where it is no thing."""
    if entry not in sitting.alliance.links.things:
        return "", ""
    thing = linked.thing(sitting, entry)
    return thing.title, page(request, thing.url)


def _awaited(request: HttpRequest, sitting: Sitting, found: Iterable[Awaited]) -> list[AwaitedShape]:
    shaped = []
    for each in found:
        title, url = _about(request, sitting, each.entry)
        shaped.append(
            AwaitedShape(
                practice=each.practice,
                what=each.what,
                party=each.party,
                entry=each.entry,
                title=title,
                since=each.since,
                due=each.due,
                page=url,
            )
        )
    return shaped


def _coming(request: HttpRequest, sitting: Sitting, each: Coming) -> ComingShape:
    title, url = _about(request, sitting, each.entry)
    return ComingShape(practice=each.practice, what=each.what, entry=each.entry, title=title, on=each.on, page=url)
