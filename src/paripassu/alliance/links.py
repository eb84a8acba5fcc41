"""Links: what a thing on the record is about, walkable both ways.

A thing (a posting, a draft, a commitment, a decision …) is named by the index of its entry, a clause, a principle or an
assumption by its id in the agreement (`c3`, `p2`, `a1`). A fact that begins a thing says with `about` and `clauses`
what it rests on; the way back is kept here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.agreement.assumptions import Assumption
    from paripassu.alliance.agreement.principles import Principle
    from paripassu.alliance.agreement.terms import Clause, Terms
    from paripassu.alliance.alliance import Alliance

MOST_LINKS = 50
"""Things one fact may be about."""


@dataclass(slots=True)
class Links:
    """Which practice each thing belongs to, what it is about, and what is about it."""

    things: dict[int, str] = field(default_factory=dict)
    about: dict[int, tuple[int, ...]] = field(default_factory=dict)
    back: dict[int, list[int]] = field(default_factory=dict)
    clauses: dict[int, tuple[str, ...]] = field(default_factory=dict)
    of_clauses: dict[str, list[int]] = field(default_factory=dict)

    def add(self, index: int, practice: str, about: tuple[int, ...] = (), clauses: tuple[str, ...] = ()) -> None:
        """Take in the thing that begins at an entry."""
        self.things[index] = practice
        if about:
            self.about[index] = about
            for other in about:
                self.back.setdefault(other, []).append(index)
        if clauses:
            self.clauses[index] = clauses
            for clause in clauses:
                self.of_clauses.setdefault(clause, []).append(index)

    def of(self, index: int) -> tuple[int, ...]:
        """The things linked with this one, in either direction, in the order of the record."""
        return tuple(sorted({*self.about.get(index, ()), *self.back.get(index, ())}))

    def of_clause(self, clause: str) -> tuple[int, ...]:
        """The things about a clause or a principle, in the order of the record."""
        return tuple(self.of_clauses.get(clause, ()))


def citable(terms: "Terms") -> tuple["Clause | Principle | Assumption", ...]:
    """What of a text can be cited by its id: clauses, principles and assumptions."""
    return (*terms.clauses, *terms.principles, *(terms.assumptions or ()))


def known(alliance: "Alliance", about: Iterable[int], clauses: Iterable[str]) -> None:
    """Refused when something named does not exist, is named twice, or when too much is."""
    about, clauses = tuple(about), tuple(clauses)
    if len(about) + len(clauses) > MOST_LINKS:
        raise Refused("too_many_links", "It can be about {most} things at most. Name the closest.", most=MOST_LINKS)
    if len(set(about)) != len(about) or len(set(clauses)) != len(clauses):
        raise Refused("linked_twice", "The same thing is named twice among what this is about.")
    for index in about:
        if index not in alliance.links.things:
            raise Refused("thing_unknown", "Entry {entry} is nothing that this can be about.", entry=index)
    if clauses:
        texts = [version.terms for version in alliance.agreement.versions]
        known_ids = {each.id for terms in texts for each in citable(terms)} - {""}
        for clause in clauses:
            if clause not in known_ids:
                sentence = "There is no clause, principle or assumption “{clause}” in the agreement."
                raise Refused("clause_unknown", sentence, clause=clause)
