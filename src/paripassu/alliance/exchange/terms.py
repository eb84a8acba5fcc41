"""The terms under which something is shared: what for, for whom, until when, and whether it may go further.

The labels are those of the Traffic Light Protocol 2.0 [FIRST2022], in the meaning of that standard. Background is
knowledge that a party had before, or made outside the alliance; foreground is what the alliance's own work brought
forth [DESCA].
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.days import over
from paripassu.alliance.facts import Recorded, short_enough, worded
from paripassu.alliance.parties import partnering
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Label = Literal["RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR"]
Sort = Literal["knowledge", "resource"]
Origin = Literal["background", "foreground", ""]

TITLE_LIMIT = 200
TEXT_LIMIT = 2_000
LONGEST = timedelta(days=3660)
"""No terms run longer than about ten years: after that they are agreed again."""

STAYS: frozenset[str] = frozenset({"RED", "AMBER+STRICT"})
"""Labels under which nothing leaves the organisation that received it."""


class ShareTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What for, which parties may see it, through which day, under which label, and whether it may be passed on."""

    purpose: str
    open_to: tuple[str, ...]
    until: date
    label: Label
    passing_on: bool = False
    origin: Origin = ""


def taking_part(alliance: "Alliance", person: str) -> str:
    """The party of a person who sits for a partner of the agreement in force. Refused for everybody else."""
    party = partnering(alliance, person).party
    if party not in version_in_force(alliance).partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    return party


def titled(title: str, what: str, purpose: str, sort: str) -> None:
    """Refused when a request or an offer does not say what it is about."""
    worded(title, "in a few words what it is", limit=TITLE_LIMIT)
    short_enough(what, "the description", limit=TEXT_LIMIT)
    worded(purpose, "what it is for", limit=TEXT_LIMIT)
    if sort not in get_args(Sort):
        raise Refused("sort_unknown", "Choose what it is: knowledge or a resource.")


def others(alliance: "Alliance", party: str, named: tuple[str, ...]) -> None:
    """Refused unless these are other partners whose voice counts, at least one, each once."""
    present = voices(alliance)
    for other in named:
        if other not in present or other == party:
            raise Refused("not_another_partner", "Choose among the other partners of the agreement in force.")
    if not named or len(set(named)) != len(named):
        raise Refused("nobody_named", "Choose at least one other partner, each once.")


def sound(alliance: "Alliance", recorded: Recorded, terms: ShareTerms) -> None:
    """Refused when nobody could keep these terms: past, endless, or saying two things at once."""
    others(alliance, recorded.party, terms.open_to)
    ends_ahead(recorded, terms.until)
    if terms.label not in get_args(Label) or terms.origin not in get_args(Origin):
        raise Refused("label_unknown", "Choose one of the five labels, and background, foreground or neither.")
    if terms.passing_on and terms.label in STAYS:
        raise Refused(
            "label_contradicts", "Under {label} it stays with those who received it. Choose AMBER, GREEN or CLEAR.",
            label=f"TLP:{terms.label}",
        )  # fmt: skip
    if terms.label == "CLEAR" and not terms.passing_on:
        raise Refused("label_contradicts", "Under {label} everybody may pass it on. Choose another label.",
                      label="TLP:CLEAR")  # fmt: skip


def ends_ahead(recorded: Recorded, until: date) -> None:
    """Refused when terms would be over already, or run for longer than people can answer for."""
    last = recorded.entered.date() + LONGEST
    if over(until, recorded.entered) or until > last:
        sentence = "The terms end on a day to come, {last} at the latest. They can be extended later."
        raise Refused("until_unfit", sentence, last=last.isoformat())
