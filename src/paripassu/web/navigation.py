"""Where one can go in an alliance: practices in groups, so that the bar stays short however many there are."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: list[tuple[Promise, list[tuple[str, Promise]]]] = [
    (
        _("Overview"),
        [("overview", _("Overview")), ("picture", _("Standing")), ("warnings", _("Warnings"))],
    ),
    (
        _("Agreement"),
        [
            ("agreement", _("Agreement")),
            ("principles", _("Principles")),
            ("goals", _("Goals")),
            ("changes", _("Changes")),
            ("ending", _("Ending")),
        ],
    ),
    (
        _("Work"),
        [
            ("commitments", _("Commitments")),
            ("checkins", _("Check-ins")),
            ("decisions", _("Decisions")),
            ("exchange", _("Exchange")),
        ],
    ),
    (
        _("Balance"),
        [
            ("balance", _("Balance")),
            ("ledger", _("Ledger")),
            ("valuations", _("Own values")),
            ("redress", _("Redress")),
        ],
    ),
    (
        _("Trust"),
        [
            ("trust", _("Trust")),
            ("felt", _("Felt and shown")),
            ("statements", _("Statements")),
            ("conflicts", _("Conflicts")),
            ("surveys", _("Surveys")),
            ("concerns", _("Concerns")),
        ],
    ),
    (_("People"), [("people", _("People")), ("power", _("Power and voice"))]),
    (_("Record"), [("record", _("Record"))]),
]
"""Word of the group, and its practices: name of the page and word for it. One shows up once a page has its name."""


class Practice(NamedTuple):
    """A practice in the navigation of an alliance."""

    name: str
    word: Promise
    url: str


class Group(NamedTuple):
    """Practices that stand together. A group leads to its first one, and is named like it when that is all it has."""

    word: Promise
    practices: list[Practice]

    @property
    def url(self) -> str:
        """The address of its first practice."""
        return self.practices[0].url

    def holds(self, name: str) -> bool:
        """Whether a practice is in this group."""
        return any(each.name == name for each in self.practices)


def groups(slug: str) -> list[Group]:
    """The groups of practices of an alliance; what has no page is left out."""
    found = [(word, [Practice(name, said, address(name, slug)) for name, said in inside]) for word, inside in GROUPS]
    pages = [(word, [each for each in practices if each.url]) for word, practices in found]
    return [
        Group(practices[0].word if len(practices) == 1 else word, practices) for word, practices in pages if practices
    ]


def address(name: str, *args: object) -> str:
    """The address of a page; empty while there is none of this name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
