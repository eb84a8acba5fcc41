"""What one text of the agreement says otherwise than another: by section, item and field, and word by word.

Nothing here is about who wrote which: `difference(a, b)` and `difference(b, a)` hold the same changes, mirrored.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.agreement.limits import Limits
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.terms import Clause, FairnessRule, Rate, SourceDocument, Terms

Value: TypeAlias = (
    str | int | date | Decimal | FairnessRule | SourceDocument | Cadence | Ladder | Limits | tuple[Any, ...] | None
)
Kind: TypeAlias = Literal["same", "old", "new"]
T = TypeVar("T", bound=msgspec.Struct)

SINGLE = {
    "basics": ("title", "purpose"),
    "dates": ("agreed", "starts", "ends", "renewal", "notice", "law"),
    "governance": ("decisions", "cadence", "checkins", "escalation", "ladder", "limits", "sharing", "ending"),
    "document": ("document",),
}
"""The fields of a text that stand alone, by section."""

ALIKE = 0.5
"""From this likeness of their words on, two clauses are one clause reworded and not two."""

MOST_PAIRS = 10_000
"""Pairs of clauses compared word by word; beyond them, what is not equal is dropped and new."""

_WORD = re.compile(r"\s*\S+|\s+")


class Change(NamedTuple):
    """One thing that differs. `item` names the pool, party or principle; `field` is empty when it is there or not.

    `before` is None for what is new, `after` for what was taken out.
    """

    section: str
    item: str
    field: str
    before: Value
    after: Value

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """Whether it came, went or is said otherwise."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def pieces(self) -> tuple[tuple[Kind, str], ...]:
        """A text that is said otherwise, in pieces; for what is no text, both values whole."""
        return pieces(_words(self.before), _words(self.after))


def pieces(before: str, after: str) -> tuple[tuple[Kind, str], ...]:
    """Both texts in stretches of whole words: same and old together are `before`, same and new are `after`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    found: list[tuple[Kind, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(("old", "".join(old[a:b])))
        if c < d:
            found.append(("new", "".join(new[c:d])))
    return tuple(found)


def difference(before: Terms, after: Terms) -> tuple[Change, ...]:
    """Everything in which two texts differ, in the order in which a text is read. Empty: they say the same."""
    return (
        *_fields("basics", "", before, after, SINGLE["basics"]),
        *_lines("basics", "objectives", before.objectives, after.objectives),
        *_named("parties", before.parties, after.parties, "id", ("legal_name", "role")),
        *_lines("parties", "neutrals", before.neutrals, after.neutrals),
        *_fields("dates", "", before, after, SINGLE["dates"]),
        *_principles(before.principles, after.principles),
        *_assumptions(before.assumptions or (), after.assumptions or ()),
        *_clauses(before.clauses, after.clauses),
        *_named("pools", before.pools, after.pools, "id", POOL_FIELDS),
        *_fields("governance", "", before, after, SINGLE["governance"]),
        *_fields("document", "", before, after, SINGLE["document"]),
    )


POOL_FIELDS = ("name", "unit", "rule", "low", "high", "window", "minimum", "confirmations", "rates")


def _fields(section: str, item: str, before: object, after: object, names: Sequence[str]) -> Iterator[Change]:
    for name in names:
        old, new = _said(getattr(before, name)), _said(getattr(after, name))
        if old != new:
            yield Change(section, item, name, old, new)


def _said(value: Any) -> Value:
    """The value, an order that means nothing taken out; None for nothing said."""
    if isinstance(value, tuple) and value and isinstance(value[0], Rate):
        return tuple(sorted(value, key=lambda rate: (rate.kind, rate.unit)))
    return None if value in ("", (), msgspec.UNSET) else value


def _lines(section: str, field: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    for line in before:
        if line not in after:
            yield Change(section, "", field, line, None)
    for line in after:
        if line not in before:
            yield Change(section, "", field, None, line)


def _named(section: str, before: Sequence[T], after: Sequence[T], name: str, fields: Sequence[str]) -> Iterator[Change]:
    """Items that have a name: each is there or not, or its fields differ."""
    old = {getattr(item, name): item for item in before}
    new = {getattr(item, name): item for item in after}
    for id_ in sorted(old.keys() | new.keys()):
        if id_ in old and id_ in new:
            yield from _fields(section, id_, old[id_], new[id_], fields)
        else:
            yield Change(section, id_, "", _whole(old.get(id_), fields), _whole(new.get(id_), fields))


def _principles(before: Sequence[Principle], after: Sequence[Principle]) -> Iterator[Change]:
    """Principles with one id stand for each other, then those of one name. Their behaviours are lines of them."""
    old, new = list(before), list(after)
    pairs = _matched(old, new, lambda a, b: a.id != "" and a.id == b.id)
    pairs += _matched(old, new, lambda a, b: (a.id == "" or b.id == "") and a.name == b.name)
    for was, now in sorted(pairs, key=lambda pair: min(pair[0].name, pair[1].name)):
        yield from _fields("principles", min(was.name, now.name), was, now, ("name", "text"))
        for change in _lines("principles", "behaviours", _behaviours(was), _behaviours(now)):
            yield change._replace(item=min(was.name, now.name))
    for was in old:
        yield Change("principles", was.name, "", _as_words(was), None)
    for now in new:
        yield Change("principles", now.name, "", None, _as_words(now))


def _assumptions(before: Sequence[Assumption], after: Sequence[Assumption]) -> Iterator[Change]:
    """Assumptions with one id stand for each other, then those of one text."""
    old, new = list(before), list(after)
    pairs = _matched(old, new, lambda a, b: a.id != "" and a.id == b.id)
    pairs += _matched(old, new, lambda a, b: (a.id == "" or b.id == "") and a.text == b.text)
    for was, now in sorted(pairs, key=lambda pair: min(pair[0].text, pair[1].text)):
        yield from _fields("assumptions", min(was.text, now.text), was, now, ("text", "trigger"))
    for was in old:
        yield Change("assumptions", was.text, "", _whole(was, ("text", "trigger")), None)
    for now in new:
        yield Change("assumptions", now.text, "", None, _whole(now, ("text", "trigger")))


def _behaviours(principle: Principle) -> tuple[str, ...]:
    return tuple(each.text for each in principle.behaviours)


def _as_words(principle: Principle) -> Value:
    return (("text", principle.text), *(("behaviours", text) for text in _behaviours(principle)))


def _whole(item: msgspec.Struct | None, fields: Sequence[str]) -> Value:
    """An item that came or went, as the words of its fields."""
    return None if item is None else tuple((name, getattr(item, name)) for name in fields)


# --- clauses, which have no names ---

CLAUSE_FIELDS = ("text", "party", "kind", "to", "due", "condition")


def _clauses(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[Change]:
    """Clauses with one id stand for each other, then equal ones, those from the same place, and the most alike."""
    old, new = list(before), list(after)
    pairs = _matched(old, new, lambda a, b: a.id != "" and a.id == b.id)
    _matched(old, new, lambda a, b: _whole(a, CLAUSE_FIELDS) == _whole(b, CLAUSE_FIELDS))
    pairs += _matched(old, new, lambda a, b: a.source is not None and a.source == b.source)
    pairs += _most_alike(old, new)
    for was, now in sorted(pairs, key=lambda pair: after.index(pair[1])):
        yield from _fields("clauses", now.text, was, now, CLAUSE_FIELDS)
    yield from (Change("clauses", clause.text, "", _whole(clause, CLAUSE_FIELDS), None) for clause in old)
    yield from (Change("clauses", clause.text, "", None, _whole(clause, CLAUSE_FIELDS)) for clause in new)


def _matched(old: list[T], new: list[T], same: Callable[[T, T], bool]) -> list[tuple[T, T]]:
    """Take the pairs out of both lists that are the same, and give them."""
    pairs = []
    for was in list(old):
        now = next((clause for clause in new if same(was, clause)), None)
        if now is not None:
            old.remove(was)
            new.remove(now)
            pairs.append((was, now))
    return pairs


def _most_alike(old: list[Clause], new: list[Clause]) -> list[tuple[Clause, Clause]]:
    """Take the pairs out of both lists whose words are most alike, and give them."""
    if len(old) * len(new) > MOST_PAIRS:
        return []
    likeness = [(_likeness(was.text, now.text), a, c) for a, was in enumerate(old) for c, now in enumerate(new)]
    pairs, gone, came = [], set[int](), set[int]()
    for alike, a, c in sorted(likeness, key=lambda one: (-one[0], sorted((repr(old[one[1]]), repr(new[one[2]]))))):
        if alike >= ALIKE and a not in gone and c not in came:
            pairs.append((old[a], new[c]))
            gone.add(a)
            came.add(c)
    old[:] = [clause for place, clause in enumerate(old) if place not in gone]
    new[:] = [clause for place, clause in enumerate(new) if place not in came]
    return pairs


def _likeness(one: str, other: str) -> float:
    """The share of words that two texts have in common, from 0 to 1: cheap, and the same in both directions."""
    words, others = Counter(one.casefold().split()), Counter(other.casefold().split())
    return 2 * (words & others).total() / (words.total() + others.total() or 1)


def _words(value: Value) -> str:
    return "" if value is None else str(value)
