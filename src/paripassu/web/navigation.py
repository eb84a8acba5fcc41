"""Which practices an alliance can open now: those whose pages exist."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRACTICES: list[tuple[str, Promise]] = [
    ("overview", _("Overview")),
    ("agreement", _("Agreement")),
    ("commitments", _("Commitments")),
    ("ledger", _("Ledger")),
    ("balance", _("Balance")),
    ("decisions", _("Decisions")),
    ("checkins", _("Check-ins")),
    ("people", _("People")),
    ("record", _("Record")),
]
"""Name of the page and word for it, in the order of the bar. A practice shows up once a page has its name."""


class Practice(NamedTuple):
    """A practice in the navigation of an alliance."""

    name: str
    word: Promise
    url: str


def practices(slug: str) -> list[Practice]:
    """The practices of an alliance that have a page."""
    found = ((name, word, address(name, slug)) for name, word in PRACTICES)
    return [Practice(name, word, url) for name, word, url in found if url]


def address(name: str, *args: object) -> str:
    """The address of a page; empty while there is none of this name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
