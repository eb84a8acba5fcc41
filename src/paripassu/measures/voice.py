"""Power in practice: whose proposals pass, who gives way, who sets the agenda, who waits for whom.

Each is one party's part of all, with the interval in which it tends to lie. None of them is good or bad by itself: who
knows most may propose most, and to give way may be wise. Which of these to count is ours; Herfindahl (1950) for how far
they lie with few.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.decisions.outcomes import outcome, veto_end
from paripassu.alliance.decisions.proposals import Objection, Proposal
from paripassu.alliance.parties.membership import voices
from paripassu.measures.answers import Asked, asked
from paripassu.measures.durations import typical
from paripassu.measures.practised import reading
from paripassu.measures.proportions import concentration, part, shares
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

FEW = "Fewer than 3 so far."


class Motion(NamedTuple):
    """Something that a party put to all: at which entry and when, and whether it passed (None: undecided, or taken
    back)."""

    party: str
    entry: int
    put: datetime
    passed: bool | None


class Did(NamedTuple):
    """Something that a party did, the entry by which it did, and when."""

    party: str
    entry: int
    at: datetime


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The part of every partner in what is proposed, conceded and put on agendas, and the days that answers take."""
    parties = voices(alliance) if alliance.agreement.versions else ()
    put = motions(alliance, now)
    proposed = [Did(each.party, each.entry, each.put) for each in put]
    conceded = [each for each in concessions(alliance) if each.at <= now]
    tabled = [each for each in agenda(alliance) if each.at <= now]
    found = list(_shares("proposal_share", parties, proposed))
    found += [_passed(party, [each for each in put if each.party == party]) for party in parties]
    found += _shares("concession_share", parties, conceded)
    found += _shares("agenda_share", parties, tabled)
    found += _concentrations(parties, proposed, conceded, tabled)
    return found + _waits(parties, asked(alliance, now), now)


def passed(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Of what each partner put to all and was decided by a moment, the part that passed."""
    parties = voices(alliance) if alliance.agreement.versions else ()
    put = motions(alliance, now)
    return [_passed(party, [each for each in put if each.party == party]) for party in parties]


# --- what is put to all ---


def motions(alliance: "Alliance", now: datetime) -> list[Motion]:
    """What was put to all by a moment: texts, arrangements, goals and their reassessments, proposals."""
    proposals = alliance.decisions.proposals.values()
    found = [*_texts(alliance, now), *_arranged(alliance, now), *_goals(alliance, now)]
    found += [Motion(one.party, one.index, one.entered, _carried(one, now)) for one in proposals]
    return sorted((each for each in found if each.put <= now), key=lambda each: each.entry)


def _texts(alliance: "Alliance", now: datetime) -> Iterator[Motion]:
    """A text passed when all signed it; a dropped one did not, nor one in whose place another was tabled."""
    agreement = alliance.agreement
    for version in agreement.versions:
        put = version.tabled or version.since
        yield Motion(version.tabled_by, version.draft, put, True if version.since <= now else None)
    for draft in agreement.earlier:
        gone = draft.set_aside is not None and draft.set_aside <= now
        yield Motion(draft.party, draft.index, draft.at, False if gone else None)
    if agreement.draft is not None:
        yield Motion(agreement.draft.party, agreement.draft.index, agreement.draft.at, None)


def _arranged(alliance: "Alliance", now: datetime) -> Iterator[Motion]:
    for one in alliance.arrangements.by_entry.values():
        settled = one.since is not None and one.since <= now
        yield Motion(one.party, one.index, one.entered, True if settled else None)


def _goals(alliance: "Alliance", now: datetime) -> Iterator[Motion]:
    """An offer did not pass when another one was agreed in its place."""
    for goal in alliance.goals.by_index.values():
        came = [version.since for version in goal.versions]
        for offer in goal.offers.values():
            settled = offer.settled is not None and offer.settled <= now
            overtaken = len(came) > offer.base and came[offer.base] <= now and offer.withdrawn is None
            yield Motion(offer.party, offer.index, offer.entered, True if settled else False if overtaken else None)


def _carried(proposal: Proposal, now: datetime) -> bool | None:
    decided = outcome(proposal, now)
    if decided is None or decided.known > now:
        return None
    ends = [veto_end(proposal, veto, now) for veto in proposal.vetoes.values()]
    if decided.accepted and any(end is None or end.at > now for end in ends):
        return None
    return decided.accepted and not any(end is not None and end.how == "upheld" for end in ends)


def _passed(party: str, put: list[Motion]) -> Reading:
    decided = [each for each in put if each.passed is not None]
    passed = sum(bool(each.passed) for each in decided)
    found = part(passed, len(decided))
    open_ = len(put) - len(decided)
    counted = f"{passed} of {len(decided)} decided; {open_} undecided or taken back."
    return reading("passed_share", party, found, [each.entry for each in decided], why=_why(counted, found is not None))


def _why(counted: str, enough: bool) -> str:
    return counted if enough else f"{FEW} {counted}"


# --- who gives way ---


def concessions(alliance: "Alliance") -> Iterator[Did]:
    """Who gave way, by which entry and when, in decisions.

    A proposer gives way with a better text, or by taking its proposal back, while an objection of another stands. An
    objector does when it calls its objection met though the text is still the same. Who lifts its veto does, and who
    yields to one.
    """
    for proposal in alliance.decisions.proposals.values():
        objections = list(proposal.objections.values())
        yield from (Did(proposal.party, *text) for text in _reworded(proposal, objections))
        for objection in objections:
            yield from _withdrawn(proposal, objection)
        for veto in proposal.vetoes.values():
            if veto.lifted is not None:
                yield Did(veto.said.party, veto.lifted.index, veto.lifted.entered)
            yield from (Did(party, said.index, said.entered) for party, said in veto.yielded.items())


def _reworded(proposal: Proposal, objections: list[Objection]) -> Iterator[tuple[int, datetime]]:
    texts = [(text.index, text.entered) for text in proposal.texts[1:]]
    texts += [(proposal.withdrawn.index, proposal.withdrawn.entered)] if proposal.withdrawn else []
    others = [each for each in objections if each.said.party != proposal.party]
    return (text for text in texts if any(_stood(each, text[0]) for each in others))


def _stood(objection: Objection, at: int) -> bool:
    """Whether an objection was made before an entry and not called met by then."""
    said = [each for each in objection.weighed if each.said.index < at]
    return objection.said.index < at and not (said and said[-1].met)


def _withdrawn(proposal: Proposal, objection: Objection) -> Iterator[Did]:
    for each in objection.weighed:
        better = any(objection.said.index < text.index < each.said.index for text in proposal.texts)
        if each.met and not better and objection.said.party != proposal.party:
            yield Did(objection.said.party, each.said.index, each.said.entered)


# --- who sets the agenda ---


def agenda(alliance: "Alliance") -> Iterator[Did]:
    """Who put what on the agenda of a check-in; what the record itself put there belongs to nobody."""
    for checkin in alliance.checkins.by_index.values():
        yield from (Did(item.party, item.index, item.entered) for item in checkin.items.values() if not item.withdrawn)


# --- as readings ---


def _counts(parties: Iterable[str], events: Iterable[Did]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {party: [] for party in parties}
    for party, entry, _at in events:
        if party in found:
            found[party].append(entry)
    return found


def _shares(name: str, parties: Iterable[str], events: list[Did]) -> Iterator[Reading]:
    entries = _counts(parties, events)
    found, total = shares({party: len(own) for party, own in entries.items()}), sum(map(len, entries.values()))
    for party, own in entries.items():
        counted = f"{len(own)} of {total}."
        yield reading(name, party, found[party] if found else None, own, why=_why(counted, found is not None))


def _concentrations(
    parties: tuple[str, ...], proposed: list[Did], conceded: list[Did], tabled: list[Did]
) -> Iterator[Reading]:
    named = {
        "proposal_concentration": proposed,
        "concession_concentration": conceded,
        "agenda_concentration": tabled,
    }
    for name, events in named.items():
        entries = _counts(parties, events)
        value = concentration({party: len(own) for party, own in entries.items()}) if len(parties) > 1 else None
        alike = f"All alike would be {round(100 / len(parties))} in 100." if parties else ""
        facts = [entry for own in entries.values() for entry in own]
        yield reading(name, "alliance", value, facts, why=alike if value is not None else FEW)


@dataclass(slots=True)
class _Lasted:
    """How long answers took, how long those have lasted that have not come, in days, and the entries that asked."""

    done: list[float] = field(default_factory=list)
    open: list[float] = field(default_factory=list)
    facts: list[int] = field(default_factory=list)


def _waits(parties: Iterable[str], found: list[Asked], now: datetime) -> list[Reading]:
    """How long each party takes to answer, and how long each waits for the others."""
    answers = {party: _Lasted() for party in parties}
    waits = {party: _Lasted() for party in answers}
    for one in found:
        days = one.days(now)
        for each in (answers[one.of], waits[one.party]):
            (each.open if one.at is None else each.done).append(days)
            each.facts.append(one.entry)
    return [
        *(_days("answer_days", party, each) for party, each in answers.items()),
        *(_days("waiting_days", party, each) for party, each in waits.items()),
    ]


def _days(name: str, party: str, lasted: _Lasted) -> Reading:
    took = typical(lasted.done, lasted.open)
    within = (took.low, took.high)
    return reading(name, party, took.median, lasted.facts, why=took.sentence, within=within, unit="days")
