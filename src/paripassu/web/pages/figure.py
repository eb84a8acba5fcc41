"""One figure of any measure with the very entries it rests on, under an address that stays."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.questions import LISTED, QUESTIONS, readings
from paripassu.measures.reading import Reading
from paripassu.web import clock
from paripassu.web.came import came
from paripassu.web.measured import shown, written
from paripassu.web.navigation import address
from paripassu.web.seated import seated
from paripassu.web.sentences import place, sentence

ROWS = 25

BACK: dict[str, tuple[str, Promise]] = {
    "norms": ("principles", gettext_lazy("Principles")),
    "voice": ("power", gettext_lazy("Power and voice")),
    "power": ("power", gettext_lazy("Power and voice")),
    "ties": ("ties", gettext_lazy("Ties")),
    "alignment": ("goals", gettext_lazy("Goals")),
    "adaptation": ("changes", gettext_lazy("Changes")),
    "dialogue": ("conflicts", gettext_lazy("Conflicts")),
    "knowledge": ("exchange_given", gettext_lazy("Given and received")),
    "trust": ("trust", gettext_lazy("Trust")),
    "felt": ("felt", gettext_lazy("Felt and shown")),
    "surveys": ("felt", gettext_lazy("Felt and shown")),
    "warnings": ("warnings", gettext_lazy("Warnings")),
    "forecast": ("balance", gettext_lazy("Balance")),
    "valuations": ("valuations", gettext_lazy("Own values")),
}
"""By page of measures: the page that shows their figures, and its word."""


class Told(NamedTuple):
    """An entry in a sentence, and the page that it is about."""

    entry: int
    reads: reads.EntryShown
    text: str
    url: str


@require_safe
@seated
def figure(request: HttpRequest, sitting: Sitting, name: str, about: str) -> HttpResponse:
    """A reading by its measure and what it is about: its range and source, what it misses, and its entries."""
    moment = clock.now()
    found = reading(sitting, name, about)
    [group] = shown(sitting, [found])
    page = Paginator(found.facts, ROWS).get_page(request.GET.get("page"))
    context = {
        "group": group,
        "row": group.rows[0],
        "came": came(sitting, moment, found, lambda one, value: written(group.measure, value, one.unit)),
        "back": back(sitting, group.measure.page),
        "page": page,
        "told": [told(sitting, entry) for entry in page.object_list],
        "size": sitting.alliance.size,
    }
    return render(request, "figure/figure.html", context)


def back(sitting: Sitting, page: str) -> list[tuple[Promise, str]]:
    """The way back to where a figure stands among others, where there is such a page."""
    name, word = BACK.get(page, ("", gettext_lazy("Overview")))
    url = address(name, sitting.slug) if name else ""
    return [(word, url)] if url else []


def reading(sitting: Sitting, name: str, about: str) -> Reading:
    """The reading of this name about this. NotHere when there is none."""
    measure = LISTED.get(name)
    if measure is not None and measure.page in QUESTIONS:
        for each in readings(sitting.alliance, clock.now(), measure.page):
            if (each.measure, each.about) == (name, about):
                return each
    raise NotHere(f"{name} {about}")


def told(sitting: Sitting, index: int) -> Told:
    """An entry as a line that leads to it. An entry that its reader may not see says so."""
    [entry] = reads.entries(sitting, index, index + 1)
    if entry.recorded is None:
        return Told(index, entry, "", "")
    text = sentence(sitting.alliance, entry.recorded, reads.names(sitting))
    return Told(index, entry, text, place(sitting.slug, entry.recorded))


alliance = [path("figures/<slug:name>/<path:about>/", figure, name="figure")]
