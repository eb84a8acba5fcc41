"""What a thing is linked with, in words and with the way there: the same on the page of every practice."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.keeper.access import Sitting
from paripassu.web import arranged, minuted, parted, redressed, settled, shared, stated, surveyed, valued, voiced
from paripassu.web.navigation import address

LONGEST_TITLE = 120


class Linked(NamedTuple):
    """One end of a link: what kind of thing it is, its title, and its page (empty while there is none)."""

    word: str
    title: str
    url: str


def _posting(alliance: Alliance, index: int) -> tuple[str, str, str]:
    if index not in alliance.ledger.postings:
        thanks = next(each for each in alliance.ledger.appreciations if each.index == index)
        return "appreciation_entry", _("Appreciation"), thanks.fact.what
    return "ledger_entry", _("Ledger"), alliance.ledger.posting(index).fact.what


def _commitment(alliance: Alliance, index: int) -> tuple[str, str, str]:
    notice = alliance.commitments.notices.get(index)
    if notice is not None:
        return "commitment", _("Notice of breach"), alliance.commitments.commitment(notice.commitment).fact.what
    return "commitment", _("Commitment"), alliance.commitments.commitment(index).fact.what


def _decision(alliance: Alliance, index: int) -> tuple[str, str, str]:
    return "decision", _("Decision"), alliance.decisions.proposal(index).wording.title


def _people(alliance: Alliance, index: int) -> tuple[str, str, str]:
    if index in alliance.bodies.by_entry:
        return "body", _("Body"), arranged.body_name(alliance, index)
    if index in alliance.responsibilities.by_entry:
        return "line", _("Responsibility"), arranged.line_name(alliance, index)
    if index in alliance.arrangements.by_entry:
        matter = alliance.arrangements.by_entry[index].fact.matter
        return "arrangement", _("Arrangement"), arranged.matter(alliance, matter)
    return "capabilities_entry", _("Capabilities"), _("what a party said of itself")


def _checkin(alliance: Alliance, index: int) -> tuple[str, str, str]:
    state = alliance.checkins
    checkin = state.checkin(state.part_of.get(index, index))
    if index in checkin.items:
        return "checkin", _("Item of an agenda"), checkin.items[index].text
    if index in checkin.minutes:
        return "checkin", _("Minute"), checkin.minutes[index].text
    return "checkin", _("Check-in"), minuted.title(checkin)


def _goal(alliance: Alliance, index: int) -> tuple[str, str, str]:
    goal = alliance.goals.goal(alliance.goals.part_of.get(index, index))
    if index == goal.index:
        return "goal", _("Goal"), goal.title
    word = _("Measured for a goal") if index in goal.reports else _("Reassessment of a goal")
    return "goal", word, goal.title


def _change(alliance: Alliance, index: int) -> tuple[str, str, str]:
    change = alliance.changes.change(alliance.changes.part_of.get(index, index))
    if index == change.index:
        return "change", _("Change"), change.fact.title
    word = _("Outcome for a change") if index in change.outcomes else _("Touched by a change")
    return "change", word, change.fact.title


def _observation(alliance: Alliance, index: int) -> tuple[str, str, str]:
    return "observation", _("Observation"), alliance.principles.observation(index).fact.what


def _exchanged(alliance: Alliance, index: int) -> tuple[str, str, str]:
    own = alliance.exchange
    word = _("Request") if index in own.requests else _("Share") if index in own.shares else _("Idea")
    return "exchange_item", word, shared.title(alliance, index)


TITLED: dict[str, Callable[[Alliance, int], tuple[str, str, str]]] = {
    "checkins": _checkin,
    "exchange": _exchanged,
    "goals": _goal,
    "changes": _change,
    "ledger": _posting,
    "commitments": _commitment,
    "decisions": _decision,
    "ending": parted.title,
    "concerns": voiced.linked_title,
    "conflicts": settled.linked_title,
    "people": _people,
    "principles": _observation,
    "redress": redressed.title,
    "statements": stated.title,
    "surveys": surveyed.title,
    "valuations": valued.title,
}
"""By practice: the name of the page of a thing, the word for its kind, and its title. A practice adds its own line."""


def of(sitting: Sitting, index: int) -> list[Linked]:
    """What the thing at an entry is about, clauses and principles first, and what is about it, in their order."""
    links = sitting.alliance.links
    clauses = [clause(sitting, id_) for id_ in links.clauses.get(index, ())]
    return clauses + things(sitting, links.of(index))


def of_clause(sitting: Sitting, id_: str) -> list[Linked]:
    """The things that are about a clause or a principle, in the order of the record."""
    return things(sitting, sitting.alliance.links.of_clause(id_))


def things(sitting: Sitting, entries: Iterable[int]) -> list[Linked]:
    """Things of the record by their entries."""
    return [thing(sitting, index) for index in entries]


def thing(sitting: Sitting, index: int) -> Linked:
    """One thing of the record by its entry."""
    practice = sitting.alliance.links.things.get(index, "")
    if practice not in TITLED:
        return Linked(_("Entry"), str(index), address("record_entry", sitting.slug, index))
    page, word, title = TITLED[practice](sitting.alliance, index)
    return Linked(f"{word} {index}", shortened(title), address(page, sitting.slug, index))


def clause(sitting: Sitting, id_: str) -> Linked:
    """A clause, a principle or an assumption by its id, in the newest text that has it."""
    texts = [version.terms for version in reversed(sitting.alliance.agreement.versions)]
    principle = next((each for terms in texts for each in terms.principles if each.id == id_), None)
    if principle is not None:
        return Linked(_("Principle"), shortened(principle.name), address("principle", sitting.slug, id_))
    url = address("agreement", sitting.slug)
    assumption = next((a for terms in texts for a in terms.assumptions or () if a.id == id_), None)
    if assumption is not None:
        return Linked(_("Assumption %(id)s") % {"id": id_}, shortened(assumption.text), f"{url}#{id_}")
    found = (each.text for terms in texts for each in terms.clauses if each.id == id_)
    return Linked(_("Clause %(id)s") % {"id": id_}, shortened(next(found, "")), f"{url}#{id_}" if url else "")


def shortened(title: str) -> str:
    """A title that fits in a line."""
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()} …"
