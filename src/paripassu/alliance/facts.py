"""What every fact has in common: the person who acted, and how a fact stands on the record."""

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 20_000
"""Characters a single text of a fact may have."""

QUANTITY_LIMIT = Decimal(10) ** 15
"""No quantity or share is as large as this, in whatever unit."""

PLACES_LIMIT = 6
"""Decimal places a quantity may have."""

UNREADABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no text holds: it has no place in JSON or a database, steers a terminal, or turns the writing around it, so that
a name or an amount reads as another."""


class ByPerson(msgspec.Struct, frozen=True, kw_only=True, gc=False, tag_field="kind", forbid_unknown_fields=True):
    """A fact: something that happened, in the past tense, entered by the person with the opaque id `by`.

    Facts refer to each other by index only, never in circles, so the garbage collector need not walk them.
    """

    by: str


class Withheld(msgspec.Struct, frozen=True):
    """The place of a fact whose text the reader may not see, or which was erased. The seal still stands."""


class Recorded(NamedTuple):
    """A fact as it stands on the record: its index, when the record took it (UTC), and the party that entered it."""

    index: int  # type: ignore[assignment]  # an entry's index is its name here; tuple.index is never asked
    entered: datetime
    party: str
    fact: Any


F = TypeVar("F", bound=ByPerson)


def ruled(alliance: "Alliance", now: datetime, fact: F, rule: Callable[["Alliance", Recorded, Any], None]) -> F:
    """The fact, if the rules allow the party of the person who acts to enter it now. Refused otherwise."""
    recorded = Recorded(alliance.size, now, alliance.parties.seat(fact.by).party, fact)
    alliance.membership.allow(alliance, recorded)
    rule(alliance, recorded, fact)
    return fact


def worded(text: str, what: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text without outer white space. Refused when nothing is left, or more than `limit` characters."""
    text = text.strip()
    if not text:
        raise Refused("text_missing", "Please say {what}: it is empty.", what=what)
    return short_enough(text, what, limit=limit)


def short_enough(text: str, what: str, *, limit: int = TEXT_LIMIT) -> str:
    """The text, which may be empty. Refused when it is longer than `limit` characters or holds what no text holds."""
    if len(text) > limit:
        raise Refused(
            "text_too_long",
            "{what} has {length} characters; {limit} is the most. Put long texts into a document and attach it.",
            what=what.capitalize(),
            length=len(text),
            limit=limit,
        )
    if UNREADABLE.search(text):
        raise Refused(
            "text_unreadable",
            "{what} holds characters that are no text. Type it again.",
            what=what.capitalize(),
        )
    return text


def plain(number: Decimal, what: str) -> Decimal:
    """The number without exponent or trailing zeros. Refused as `measurable` refuses."""
    return Decimal(f"{measurable(number, what).normalize():f}")


def measurable(number: Decimal, what: str) -> Decimal:
    """The number. Refused when it is not finite, too large or too finely split."""
    if not number.is_finite() or abs(number) >= QUANTITY_LIMIT:
        raise Refused(
            "number_unusable",
            "{what} must be a number below {limit:,}.",
            what=what.capitalize(),
            limit=QUANTITY_LIMIT,
        )
    if number != round(number, PLACES_LIMIT):
        raise Refused(
            "number_too_fine",
            "{what} has more than {limit} decimal places. Round it.",
            what=what.capitalize(),
            limit=PLACES_LIMIT,
        )
    return number
