"""Figures: every reading of the measures, as `paripassu measure --json` gives them, with the entries behind each."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.refusals import Refused
from paripassu.measures.balance import balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.figures import readings as readings_of_pool
from paripassu.measures.questions import QUESTIONS, readings
from paripassu.measures.reading import Figure, Reading
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Shape

router = Router()


class ReadingShape(Shape):
    """One figure. `value` is null while there is not enough to say, and `why` says the reason.

    `low` and `high` are its bounds or interval, as the page of the measure says; `facts` the entries it rests on.
    """

    measure: str
    about: str
    value: str | None
    low: str | None
    high: str | None
    unit: str
    enough: bool
    why: str
    source: str
    facts: list[int]


class Figures(Shape):
    """The figures of now, and the size of the record they were read at."""

    size: int
    items: list[ReadingShape]


class AskedFigures(Shape):
    """Which figures."""

    page: str = Field(default="", description="Only those of this page of measures, for example trust.")
    measure: str = Field(default="", description="Only those of this measure, for example reliability.")


@router.get("/alliances/{slug:slug}/figures/", response={200: Figures, **ASKED_PROBLEMS}, url_name="figures")
def figures(request: HttpRequest, slug: str, asked: Query[AskedFigures]) -> dict[str, Any]:
    """The figures of now, as all parties see them alike. None before an agreement is in force."""
    alliance = seat(request, slug).alliance
    found = _found(alliance, _pages(asked)) if alliance.agreement.in_force else []
    return {
        "size": alliance.size,
        "items": [_shaped(one) for one in found if asked.measure in ("", one.measure)],
    }


def _pages(asked: AskedFigures) -> set[str]:
    """The pages of measures on which what was asked for stands. Refused when there is no such page or measure."""
    pages = {each.page for each in CATALOGUE.values()}
    known = ((asked.page, pages), (asked.measure, set(CATALOGUE)))
    for name, all_of_them in known:
        if name and name not in all_of_them:
            raise Refused("measure_unknown", "There is no “{name}”. There is: {known}.", name=name,
                          known=", ".join(sorted(all_of_them)))  # fmt: skip
    of_measure = {CATALOGUE[asked.measure].page} if asked.measure else pages
    return of_measure & ({asked.page} if asked.page else pages)


def _found(alliance: Alliance, pages: set[str]) -> list[Reading]:
    """The readings of these pages, those of the pools first."""
    now, terms = clock.now(), alliance.agreement.in_force
    pools = terms.pools if terms and "balance" in pages else ()
    others = [page for page in QUESTIONS if page in pages]
    of_pools = [one for pool in pools for one in readings_of_pool(balance(alliance, pool.id, at=now))]
    return of_pools + (readings(alliance, now, *others) if others else [])


def _shaped(one: Reading) -> ReadingShape:
    return ReadingShape(
        measure=one.measure,
        about=one.about,
        value=_text(one.value),
        low=_text(one.low),
        high=_text(one.high),
        unit=one.unit,
        enough=one.enough,
        why=one.why,
        source=one.source,
        facts=list(one.facts),
    )


def _text(value: Figure) -> str | None:
    """A figure as text, so that no program rounds it."""
    return None if value is None else str(value)
