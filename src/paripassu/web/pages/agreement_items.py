"""What was found in a document as items that a person decides on, and the working text with an item kept or dropped.

A duty is kept when the text has a clause from its place; a term is kept when its field in the text says something.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from paripassu.alliance.agreement.terms import Clause, SourceDocument, Terms
from paripassu.keeper.workings import Review
from paripassu.reading.draft import Draft, Duty, Found, Place
from paripassu.reading.found_again import duty_id, term_id
from paripassu.reading.proposal import FIELDS, proposed, proposed_clause, with_field
from paripassu.reading.sureness import asserted


class Item(NamedTuple):
    """A sentence or a term. `state`: open, kept or dropped; `clause`: its number among the clauses when kept.

    `party` is the id of who is bound, empty for each party, or “?” for a name nobody has been matched with; `named` is
    the name in the document. `field` is empty for a sentence; `keepable`: whether the text can hold it as it is;
    `asked`: whether it is too unsure to be asserted; `now`: what the text says instead.
    """

    id: str
    kind: str
    state: str
    text: str
    confidence: float
    place: Place
    party: str = ""
    named: str = ""
    to: str = ""
    due: str = ""
    condition: str = ""
    field: str = ""
    keepable: bool = True
    clause: int = -1
    edited: bool = False
    asked: bool = False
    now: str = ""

    @property
    def offered(self) -> bool:
        """Whether it may be kept with others at one press: it is open, sure, and replaces nothing."""
        return self.state == "open" and self.keepable and not self.asked and not self.now

    def fits(self, party: str, kind: str, state: str) -> bool:
        """Whether the item is among those asked for; an empty word asks for all. Party “each” binds all alike."""
        of = not party or (not self.field and self.party == ("" if party == "each" else party))
        stands = self.state == "open" and self.asked if state == "asked" else self.state == state
        return of and (not kind or self.kind == kind) and (not state or stands)


def items_of(draft: Draft, review: Review, terms: Terms | None) -> list[Item]:
    """Every term and every duty in the order of the document, each with where it stands."""
    numbers = clause_numbers(draft, review.parties, terms) if terms else {}
    duties = [_duty(place, duty, review, numbers, terms) for place, duty in enumerate(draft.duties)]
    found = [_term(name, getattr(draft, name), review, terms) for name in FIELDS if getattr(draft, name)]
    return sorted([*duties, *found], key=lambda item: (item.place.start, item.place.end, item.id))


def _duty(place: int, duty: Duty, review: Review, numbers: dict[int, int], terms: Terms | None) -> Item:
    id_ = duty_id(place)
    number = numbers.get(place, -1)
    proposal = proposed_clause(duty, review.parties)
    unknown = duty.party not in review.parties and not duty.mutual and duty.party not in ("each", "other")
    clause = terms.clauses[number] if terms and number >= 0 else None
    return Item(
        id_, duty.kind, _state(id_, number >= 0, review), proposal.text, duty.confidence, duty.place,
        party="?" if unknown else proposal.party, named=duty.party, to=proposal.to, due=duty.due,
        condition=duty.condition, keepable=not unknown, clause=number,
        edited=clause is not None and replace(clause, id="") != proposal,
        asked=not asserted("duty", duty.confidence),
        now=clause.text if clause and clause.text != proposal.text else "",
    )  # fmt: skip


def _term(name: str, found: Found, review: Review, terms: Terms | None) -> Item:
    field, id_ = FIELDS[name], term_id(name)
    value = proposed(found, field)
    now = getattr(terms, field) if terms else None
    edited = bool(now) and now != value
    return Item(
        id_, "term", _state(id_, bool(now) and (not edited or id_ in review.worded), review), found.value,
        found.confidence, found.place,
        field=field, keepable=value is not None, edited=edited,
        asked=not asserted("term", found.confidence), now=str(now) if edited else "",
    )  # fmt: skip


def missing_of(draft: Draft, terms: Terms | None) -> list[tuple[str, str]]:
    """The fields of the text for which nothing was found or is said yet, with the section where each is edited."""
    fields = {FIELDS[name]: getattr(draft, name) for name in FIELDS}
    open_ones = [field for field, found in fields.items() if found is None and not (terms and getattr(terms, field))]
    return [(field, "basics" if field == "title" else "dates") for field in open_ones]


def _state(id_: str, kept: bool, review: Review) -> str:
    if kept:
        return "kept"
    return "dropped" if id_ in review.dropped else "open"


def clause_numbers(draft: Draft, parties: Mapping[str, str], terms: Terms) -> dict[int, int]:
    """For each duty that is kept, by its place among the duties, the number of its clause.

    Several duties may stand in one sentence: a clause is first the duty of its own party and kind, then any of them.
    """
    free: dict[Any, list[int]] = {}
    for number, clause in enumerate(terms.clauses):
        if clause.source is not None:
            free.setdefault((clause.source.start, clause.source.end), []).append(number)
    found: dict[int, int] = {}
    for alike in (True, False):
        for place, duty in enumerate(draft.duties):
            numbers = free.get((duty.place.start, duty.place.end), [])
            fit = (each for each in numbers if not alike or _same(terms.clauses[each], duty, parties))
            if place not in found and (chosen := next(fit, None)) is not None:
                found[place] = chosen
                numbers.remove(chosen)
    return found


def _same(clause: Clause, duty: Duty, parties: Mapping[str, str]) -> bool:
    return (clause.party, clause.kind) == (parties.get(duty.party, ""), duty.kind)


def kept(terms: Terms, draft: Draft, parties: Mapping[str, str], items: list[Item]) -> Terms:
    """The text with these items, in the order of the document; a clause that it has already stays as it is."""
    if terms.document is None:
        terms = replace(terms, document=SourceDocument(draft.document.name, draft.document.digest))
    for item in items:
        if item.field:
            terms = _with_term(terms, draft, item)
        elif _place(item) not in clause_numbers(draft, parties, terms):
            clause = proposed_clause(draft.duties[_place(item)], parties)
            terms = replace(terms, clauses=_inserted(terms.clauses, clause))
    return terms


def dropped(terms: Terms, draft: Draft, parties: Mapping[str, str], item: Item) -> Terms:
    """The text without an item."""
    if item.field:
        return with_field(terms, item.field, None)
    number = clause_numbers(draft, parties, terms).get(_place(item))
    if number is None:
        return terms
    return replace(terms, clauses=(*terms.clauses[:number], *terms.clauses[number + 1 :]))


def _with_term(terms: Terms, draft: Draft, item: Item) -> Terms:
    value = proposed(getattr(draft, item.id.removeprefix("t-")), item.field)
    return terms if value is None else with_field(terms, item.field, value)


def _inserted(clauses: tuple[Clause, ...], clause: Clause) -> tuple[Clause, ...]:
    """The clauses with one more, before the first that comes from further down in the document."""
    assert clause.source is not None
    later = (n for n, each in enumerate(clauses) if each.source and each.source.start > clause.source.start)
    number = next(later, len(clauses))
    return (*clauses[:number], clause, *clauses[number:])


def _place(item: Item) -> int:
    return int(item.id.removeprefix("d-"))


def section_of_item(item: Item) -> str:
    """The section of the text in which a term is edited."""
    return "basics" if item.field == "title" else "dates"
