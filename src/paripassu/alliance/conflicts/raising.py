"""Raising a matter, answering it, and noting what was learned when it is over.

Anybody who sits in the alliance may raise an early warning between any of its partners. Who speaks for a party may also
raise with its peers what has gone wrong between it and others.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.conflicts.matters import (
    SAYING_LIMIT,
    TITLE_LIMIT,
    Begins,
    Conflict,
    Raised,
    conflict_at,
    first_stay,
    open_conflict,
    said,
    stay,
    taking_part,
)
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST_PEOPLE = 20
LEAST_PARTIES = 2

# --- facts ---


class Replied(ByPerson, frozen=True, kw_only=True, tag="conflict_replied.v1"):
    """Somebody answered, or said what was talked about."""

    conflict: int
    text: str
    enclosed: tuple[Enclosed, ...] = ()


class LessonNoted(ByPerson, frozen=True, kw_only=True, tag="conflict_lesson_noted.v1"):
    """A side noted what it learned from a conflict that has ended. What it noted before stays readable."""

    conflict: int
    text: str


Fact: TypeAlias = Raised | Replied | LessonNoted

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case Raised():
            _raise(alliance, recorded, fact)
        case Replied():
            open_conflict(alliance, fact.conflict).replies.append(said(recorded, fact.text, fact.enclosed))
            alliance.files.add(recorded.party, fact.enclosed)
        case LessonNoted():
            lessons = conflict_at(alliance, fact.conflict).lessons
            lessons.setdefault(recorded.party, []).append(said(recorded, fact.text))
        case _:
            assert_never(fact)


def _raise(alliance: "Alliance", recorded: Recorded, fact: Raised) -> None:
    ladder = in_force(alliance)
    begins = first_stay(ladder, fact.begins, recorded.entered, "raised", recorded.index)
    conflict = Conflict(recorded.index, recorded.entered, recorded.party, fact, ladder, [begins])
    alliance.conflicts.by_index[recorded.index] = conflict
    alliance.links.add(recorded.index, "conflicts", fact.about, fact.clauses)
    alliance.files.add(recorded.party, fact.enclosed)


def in_force(alliance: "Alliance") -> Ladder:
    """The ladder of the agreement in force; the usual days where it says none."""
    terms = alliance.agreement.in_force
    return (terms.ladder if terms is not None else None) or Ladder()


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case Raised():
            _may_raise(alliance, recorded, fact)
        case Replied():
            worded(fact.text, "what you answer", limit=SAYING_LIMIT)
            checked(fact.enclosed)
            _may_reply(alliance, open_conflict(alliance, fact.conflict), recorded)
        case LessonNoted():
            worded(fact.text, "what your side learned", limit=SAYING_LIMIT)
            conflict = conflict_at(alliance, fact.conflict)
            taking_part(alliance, conflict, recorded)
            if conflict.closed is None:
                raise Refused("still_open", "It is not over yet. Lessons are noted when it is.")
        case _:
            assert_never(fact)


def _may_raise(alliance: "Alliance", recorded: Recorded, fact: Raised) -> None:
    partners = version_in_force(alliance).partners
    worded(fact.title, "in a few words what it is about", limit=TITLE_LIMIT)
    worded(fact.what, "what could go wrong, or went wrong", limit=SAYING_LIMIT)
    worded(fact.effect, "what it would mean", limit=SAYING_LIMIT)
    checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    between = set(fact.between)
    if len(between) < LEAST_PARTIES or len(between) != len(fact.between) or between - set(partners):
        raise Refused("between_whom", "Say between which partners of the agreement it is: two at least, each once.")
    if between & alliance.membership.left.keys():
        raise Refused("party_left", "One of these has left the alliance.")
    _may_name(alliance, fact)
    if fact.begins == "peers":
        managing(alliance, fact.by)
        if recorded.party not in between:
            raise Refused("raise_a_warning", "It is between others: raise it as an early warning.")
    elif fact.begins != "warning":
        raise Refused("begins_where", "It begins as an early warning, or with peers: no tier is skipped.")


def _may_name(alliance: "Alliance", fact: Raised) -> None:
    if len(set(fact.talk)) != len(fact.talk) or len(fact.talk) > MOST_PEOPLE:
        raise Refused("people_unfit", "Name {most} people who should talk at most, each once.", most=MOST_PEOPLE)
    for person in fact.talk:
        if alliance.parties.seat(person).party not in fact.between:
            raise Refused("people_unfit", "Who should talk sits for one of the parties it is between.")


def _may_reply(alliance: "Alliance", conflict: Conflict, recorded: Recorded) -> None:
    """In an early warning everybody may answer; later those concerned, the neutral that helps, and who raised it."""
    warning = stay(conflict, recorded.entered).tier == "warning"
    if not warning and recorded.party != conflict.party:
        taking_part(alliance, conflict, recorded)


# --- acts ---


def raise_matter(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    what: str,
    effect: str,
    between: Iterable[str],
    begins: Begins = "warning",
    talk: Iterable[str] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
    enclosed: Iterable[Enclosed] = (),
) -> Raised:
    """Raise what could go wrong as an early warning, or what has gone wrong with one's peers."""
    fact = Raised(
        by=by,
        begins=begins,
        title=title.strip(),
        what=what.strip(),
        effect=effect.strip(),
        between=tuple(sorted(between)),
        talk=tuple(sorted(talk)),
        about=tuple(about),
        clauses=tuple(clauses),
        enclosed=tuple(enclosed),
    )
    return ruled(alliance, now, fact, rule)


def reply(
    alliance: "Alliance", *, by: str, now: datetime, conflict: int, text: str, enclosed: Iterable[Enclosed] = ()
) -> Replied:
    """Answer a warning, or say in a conflict what was talked about."""
    return ruled(alliance, now, Replied(by=by, conflict=conflict, text=text.strip(), enclosed=tuple(enclosed)), rule)


def note_lesson(alliance: "Alliance", *, by: str, now: datetime, conflict: int, text: str) -> LessonNoted:
    """Note what one's side learned, once it is over."""
    return ruled(alliance, now, LessonNoted(by=by, conflict=conflict, text=text.strip()), rule)
