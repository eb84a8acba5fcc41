"""The planes of what is measured against what is felt, in the reader's words: picture, table, and what to do next."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from paripassu.keeper.access import Sitting
from paripassu.measures import plane, quadrants
from paripassu.measures.quadrants import NEXT, STANDS, Extent, Place, Plane
from paripassu.web.environment import number, percent
from paripassu.web.feelings import between, facet, shown
from paripassu.web.marks import mark
from paripassu.web.navigation import address


class Stands(NamedTuple):
    """Where a side stands on a plane, in words, with both figures and the ways to what they rest on."""

    party: str
    measured: str
    measured_url: str
    felt: str
    felt_url: str
    field: str
    sure: bool
    next: str
    why: str
    act: str


class Drawn(NamedTuple):
    """A plane with its picture; the picture is empty where no side stands."""

    title: str
    picture: Markup
    rows: tuple[Stands, ...]


def planes(sitting: Sitting, now: datetime) -> tuple[list[Drawn], list[Drawn]]:
    """The planes of balance against fairness, and those of evidence against trust."""
    alliance = sitting.alliance
    pools = [_drawn(sitting, each, pool=True) for each in quadrants.fairness(alliance, now)]
    return pools, [_drawn(sitting, each, pool=False) for each in quadrants.trusted(alliance, now)]


def _drawn(sitting: Sitting, each: Plane, *, pool: bool) -> Drawn:
    terms = sitting.alliance.agreement.in_force
    named = terms.pool(each.about) if terms and pool else None
    title = named.name if named else facet(each.facet)
    if pool:
        columns: tuple[str, ...] = (_("short of its due"), _("balanced"), _("beyond its due"))
        words = plane.Words(_("Return: received ÷ due"), _("Felt to be fair"), number(each.top), columns)
    else:
        columns = (_("not borne out"), _("borne out"))
        words = plane.Words(
            _("Shown: the chance by what it has seen"), _("Felt: trust"), "100\N{NO-BREAK SPACE}%", columns
        )
    letters = [mark(sitting.alliance, place.party).letters for place in each.places]
    picture = Markup(plane.picture(each, letters, words))  # noqa: S704  drawn by us, its words made safe there
    rows = [_stands(sitting, each, place, pool=pool) for place in sorted(each.places, key=_lower_first)]
    return Drawn(title, picture, tuple(rows))


def _lower_first(place: Place) -> tuple[bool, float, str]:
    return place.felt is None, place.felt.value if place.felt else 0.0, place.party


def _stands(sitting: Sitting, each: Plane, place: Place, *, pool: bool) -> Stands:
    slug, (measured, felt) = sitting.slug, place.rests
    words = number if pool else percent
    if pool:
        url = address("balance_figure_of", slug, each.about, "return_coefficient", place.party)
    else:
        judge, _sign, judged = measured.about.partition(">")
        url = address("trust_tie", slug, measured.measure, judge, judged) if judged else address("trust", slug)
    return Stands(
        place.party,
        words(round(place.measured.value, 2)) if place.measured else "",
        url,
        _of(place.felt),
        address("figure", slug, felt.measure, felt.about),
        _(STANDS[place.field]) if place.field else "",
        place.sure,
        _(NEXT[place.field]) if place.field else "",
        _(place.why) if place.why else "",
        address("redress", slug) if place.field in ("short_fair", "short_unfair", "long_fair") else "",
    )


def _of(felt: Extent | None) -> str:
    return f"{shown(felt.value)} ({between(felt.low, felt.high)})" if felt else ""
