"""The sections of a working text as forms: what each takes from the form into the text.

Rules stay in the alliance room. A section is saved even while it is not sound: what keeps a text from being tabled is
listed on its page.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, get_args

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec import UNSET
from msgspec.structs import replace

from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.cadence import Cadence, Unit
from paripassu.alliance.agreement.ladder import TIERS_WITH_CLOCKS, Ladder
from paripassu.alliance.agreement.limits import LIMITED, Limits
from paripassu.alliance.agreement.principles import Principle, reworded
from paripassu.alliance.agreement.terms import (
    ONE,
    Clause,
    ClauseKind,
    Confirmations,
    FairnessRule,
    PartyTerms,
    Pool,
    Rate,
    ResourceKind,
    Terms,
)
from paripassu.alliance.alliance import Alliance
from paripassu.web.typed import Typed, party_id
from paripassu.web.wording import FIELDS, GOVERNANCE, RESOURCES, SECTIONS

T = TypeVar("T")
HUNDRED = Decimal(100)
MOST_LINES = 300
RULES = ("equity", "equality", "need", "shares", "mix")


class Section(NamedTuple):
    """A section of the text: its word, and how what was typed becomes part of the text."""

    word: Promise
    typed: Callable[[Typed, Terms, Alliance], Terms]


def basics(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """Title, purpose, and one objective to a line."""
    lines = typed.text("objectives", str(FIELDS["objectives"]), required=False).splitlines()
    return replace(
        terms,
        title=_text(typed, "title"),
        purpose=_text(typed, "purpose"),
        objectives=tuple(line.strip() for line in lines if line.strip()),
    )


def named_parties(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """The legal name and role of each partner that takes part, and the neutrals."""
    taking = typed.chosen("partners", alliance.parties.partners)
    parties = (PartyTerms(id_, _text(typed, f"legal_name-{id_}"), _text(typed, f"role-{id_}")) for id_ in taking)
    return replace(terms, parties=tuple(parties), neutrals=typed.chosen("neutrals", alliance.parties.neutrals))


def dates(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """Days, renewal, notice and law."""
    days = {name: typed.optional_day(name, str(FIELDS[name])) for name in ("agreed", "starts", "ends")}
    words = {name: _text(typed, name) for name in ("renewal", "notice", "law")}
    return replace(terms, **days, **words)


def principles(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """A name and a sentence to each, and a line for each behaviour; emptied, a principle is taken out.

    What stood in the text before keeps its id, so that what was observed of it is found.
    """
    before = {each.id: each for each in terms.principles if each.id}
    found = (_principle(typed, line, before) for line in range(lines_of(typed)))
    return replace(terms, principles=tuple(each for each in found if each.name or each.text or each.behaviours))


def _principle(typed: Typed, line: int, before: dict[str, Principle]) -> Principle:
    old = before.pop(typed.fields.get(f"id-{line}", ""), None)
    lines = _text(typed, f"behaviours-{line}").splitlines()
    behaviours = reworded(old.behaviours if old else (), lines)
    return Principle(_text(typed, f"name-{line}"), _text(typed, f"text-{line}"), behaviours, old.id if old else "")


def assumptions(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """What is taken as given, each with the trigger that reopens the deal; emptied, it is taken out."""
    known = {each.id for each in terms.assumptions or ()}
    found = []
    for line in range(lines_of(typed)):
        text, trigger = _text(typed, f"text-{line}"), _text(typed, f"trigger-{line}")
        id_ = typed.fields.get(f"id-{line}", "")
        if text or trigger:
            found.append(Assumption(text, trigger, id_ if id_ in known else ""))
            known.discard(id_)
    return replace(terms, assumptions=tuple(found) or UNSET)


def governance(typed: Typed, terms: Terms, alliance: Alliance) -> Terms:
    """Decision rights, cadence, escalation, sharing, ending: free text each; days of check-ins and ladder; limits."""
    words = {name: _text(typed, name) for name in GOVERNANCE}
    figures = {"ladder": ladder(typed) or UNSET, "limits": limits(typed) or UNSET}
    return replace(terms, **words, checkins=cadence(typed), **figures)


def cadence(typed: Typed) -> Cadence | None:
    """How often the parties meet, from which day on; nothing while the first day is empty."""
    if not typed.fields.get("checkins-first", "").strip():
        return None
    units: dict[str, Unit] = {unit: unit for unit in get_args(Unit)}
    return Cadence(
        typed.whole("checkins-every", _("How often")),
        units.get(typed.choice("checkins-unit", _("The unit"), units), "month"),
        typed.day("checkins-first", _("The first check-in")),
        typed.whole("checkins-notice", _("The agenda closes")),
    )


def ladder(typed: Typed) -> Ladder | None:
    """How many days a conflict stands at each tier; nothing while all four are empty, and the usual where one is."""
    names = [tier for tier in TIERS_WITH_CLOCKS if typed.fields.get(f"ladder-{tier}", "").strip()]
    given = {tier: typed.whole(f"ladder-{tier}", str(FIELDS["ladder"])) for tier in names}
    return Ladder(**given) if given else None


def limits(typed: Typed) -> Limits | None:
    """Of a hundred how many may go badly; nothing while all are empty, and the usual where one is."""
    names = [name for name in LIMITED if typed.fields.get(f"limits-{name}", "").strip()]
    given = {name: typed.whole(f"limits-{name}", str(FIELDS["limits"])) for name in names}
    return Limits(**given) if given else None


SECTION_FORMS: dict[str, Section] = {
    "basics": Section(SECTIONS["basics"], basics),
    "parties": Section(SECTIONS["parties"], named_parties),
    "dates": Section(SECTIONS["dates"], dates),
    "principles": Section(SECTIONS["principles"], principles),
    "assumptions": Section(SECTIONS["assumptions"], assumptions),
    "governance": Section(SECTIONS["governance"], governance),
}
"""Sections that are one form each."""


# --- items: clauses and pools, one form each ---


class Item(NamedTuple):
    """A kind of item: its word, the field of the text that holds them, and how what was typed becomes one of them.

    `typed` gets the item as it was, None for a new one.
    """

    word: Promise
    field: str
    typed: Callable[[Typed, Terms, Any], Any]


def clause(typed: Typed, terms: Terms, before: Clause | None) -> Clause:
    """A sentence that binds. Its id, and its place in the document, stay."""
    known = ("", *terms.partners)
    kinds: dict[str, ClauseKind] = {kind: kind for kind in get_args(ClauseKind)}
    return Clause(
        text=_text(typed, "text"),
        kind=kinds.get(typed.choice("kind", str(FIELDS["kind"]), kinds), "other"),
        party=typed.choice("party", str(FIELDS["party"]), known),
        to=typed.choice("to", str(FIELDS["to"]), known),
        due=_text(typed, "due"),
        condition=_text(typed, "condition"),
        source=before.source if before else None,
        id=before.id if before else "",
    )


def pool(typed: Typed, terms: Terms, before: Pool | None) -> Pool:
    """A pool. Its short name comes from its name and stays, because the ledger's entries bear it."""
    name = _text(typed, "name")
    confirming: dict[str, Confirmations] = {way: way for way in get_args(Confirmations)}
    return Pool(
        id=before.id if before else party_id(name, {pool.id for pool in terms.pools}),
        name=name,
        unit=_text(typed, "unit"),
        rule=rule(typed, terms),
        low=typed.amount("low", str(FIELDS["low"])),
        high=typed.amount("high", str(FIELDS["high"])),
        window=typed.whole("window", str(FIELDS["window"])),
        minimum=_amount(typed, "minimum", str(FIELDS["minimum"])),
        confirmations=confirming.get(typed.choice("confirmations", str(FIELDS["confirmations"]), confirming), "every"),
        rates=rates(typed),
    )


def rule(typed: Typed, terms: Terms) -> FairnessRule:
    """The chosen rule; of the other fields only those that it uses are read."""
    kind = typed.choice("rule", str(FIELDS["rule"]), RULES)
    weights = {name: ONE if name == kind else Decimal(0) for name in ("equity", "equality", "need")}
    if kind == "mix":
        weights = {name: _share(typed, f"weight-{name}", _("The weight")) for name in weights}
    if kind == "shares":
        return FairnessRule(shares=_shares(typed, terms))
    needs = _shares(typed, terms) if weights["need"] else {}
    return FairnessRule(weights["equity"], weights["equality"], weights["need"], needs=needs)


def rates(typed: Typed) -> tuple[Rate, ...]:
    """The rates of the lines that are not empty."""
    kinds: dict[str, ResourceKind] = {kind: kind for kind in get_args(ResourceKind)}
    found = []
    for line in range(lines_of(typed)):
        unit = _text(typed, f"rate-unit-{line}")
        if not unit and not typed.fields.get(f"rate-value-{line}", "").strip():
            continue
        kind = typed.choice(f"rate-kind-{line}", str(FIELDS["kind"]), kinds)
        value = typed.amount(f"rate-value-{line}", _("The rate"))
        found.append(Rate(kinds.get(kind, "other"), unit, value))
    return tuple(found)


ITEM_FORMS: dict[str, Item] = {
    "clauses": Item(gettext_lazy("Clause"), "clauses", clause),
    "pools": Item(gettext_lazy("Pool"), "pools", pool),
}


def with_item(items: Sequence[T], number: int, item: T) -> tuple[T, ...]:
    """The items with one put in place of the one at `number`, or at the end."""
    return (*items[:number], item, *items[number + 1 :])


def without_item(items: Sequence[T], number: int) -> tuple[T, ...]:
    """The items without the one at `number`."""
    return (*items[:number], *items[number + 1 :])


def lines_of(typed: Typed) -> int:
    """How many lines the form had."""
    count = typed.fields.get("lines", "0")
    return min(int(count), MOST_LINES) if count.isdecimal() else 0


def resources() -> list[tuple[str, Promise]]:
    """Kinds of resources for a choice."""
    return list(RESOURCES.items())


def _text(typed: Typed, name: str) -> str:
    """A text that may be empty while the text is unfinished."""
    label = FIELDS.get(name.partition("-")[0])
    return typed.text(name, str(label or _("The text")), required=False)


def _amount(typed: Typed, name: str, label: str) -> Decimal:
    """An amount; 0 for an empty field."""
    return typed.amount(name, label) if typed.fields.get(name, "").strip() else Decimal(0)


def _share(typed: Typed, name: str, label: str) -> Decimal:
    """A share of 1 that was typed in per cent."""
    return _amount(typed, name, label) / HUNDRED


def _shares(typed: Typed, terms: Terms) -> dict[str, Decimal]:
    shares = {id_: _share(typed, f"share-{id_}", _("The share")) for id_ in terms.partners}
    return {id_: share for id_, share in shares.items() if share}
