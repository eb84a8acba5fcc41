"""A fact as a sentence for people: what which party did, in the reader's language.

The party that entered the fact is who acts in the sentence; the person who did it is named beside it by the page.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple, assert_never, get_args

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance import agreement, ledger, parties, seals
from paripassu.alliance.alliance import Alliance, Recorded, Withheld
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.ledger.postings import AnyPosting, Carried, Contributed, Rewarded
from paripassu.web import (
    aimed,
    arranged,
    decided,
    minuted,
    noticed,
    observed,
    parted,
    promised,
    redressed,
    settled,
    shared,
    stated,
    surveyed,
    valued,
    voiced,
)
from paripassu.web.environment import number
from paripassu.web.navigation import address
from paripassu.web.quoting import quoted

ALIKE = 3
"""More postings than this, entered by one act, are told as one piece of news."""


class News(NamedTuple):
    """What happened, told in a sentence: when, by whom, and the page it is about with a word for it (or empty)."""

    at: datetime
    party: str
    person: str
    text: str
    url: str
    word: str
    first: int


def sentence(alliance: Alliance, recorded: Recorded, names: Mapping[str, str]) -> str:
    """What a fact says. `names` are those of people by their opaque ids."""
    fact: Any = recorded.fact
    who = name(alliance, recorded.party)
    if type(fact) in _TOLD:
        return _TOLD[type(fact)].sentence(alliance, who, recorded, names)
    match fact:
        case Withheld():
            return _("%(who)s recorded something that is not for everybody, or that was erased.") % {"who": who}
        case Contributed() | Carried() | Rewarded():
            return _posting(alliance, recorded.party, fact)
        case ledger.Appreciated() | ledger.Confirmed() | ledger.Disputed() | ledger.Withdrawn() | ledger.Noted():
            return _ledger(alliance, who, fact)
        case (
            parties.Founded()
            | parties.PartyNamed()
            | parties.PartyDropped()
            | parties.PartyRenamed()
            | parties.Seated()
            | parties.Unseated()
        ):
            return _parties(alliance, who, fact, names)
        case seals.Opened(entries=entries):
            text = ngettext(
                "%(who)s opened %(count)s sealed entry.", "%(who)s opened %(count)s sealed entries.", len(entries)
            )
            return text % {"who": who, "count": number(len(entries))}
        case _ if isinstance(fact, get_args(agreement.Fact)):
            return _agreement(who, fact)
        case _:
            return _plainly(who, fact)


def _plainly(who: str, fact: ByPerson) -> str:
    """What a fact of a practice without sentences of its own is called: better than a page that breaks."""
    kind = str(fact.__struct_config__.tag).partition(".")[0].replace("_", " ")
    return _("%(who)s recorded: %(kind)s.") % {"who": who, "kind": kind}


def name(alliance: Alliance, party: str) -> str:
    """The name of a party; its short name when it was taken off."""
    known = alliance.parties.by_id.get(party)
    return known.name if known else party


def place(slug: str, recorded: Recorded) -> str:
    """The address of the page that a fact is about; empty when there is none."""
    page, entry = about(recorded)
    return address(page, slug, *entry)


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about by its name, and the entry on it if there is one."""
    match recorded.fact:
        case Contributed() | Carried() | Rewarded():
            return "ledger_entry", (recorded.index,)
        case ledger.Confirmed(entries=(entry,)):
            return "ledger_entry", (entry,)
        case ledger.Disputed(entry=entry) | ledger.Withdrawn(entry=entry) | ledger.Noted(entry=entry):
            return "ledger_entry", (entry,)
        case ledger.Confirmed():
            return "ledger", ()
        case ledger.Appreciated():
            return "appreciation", ()
        case _:
            return _about_practice(recorded)


def _about_practice(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    fact = recorded.fact
    if type(fact) in _TOLD:
        return _TOLD[type(fact)].about(recorded)
    if isinstance(fact, get_args(agreement.Fact)):
        return "agreement", ()
    if isinstance(fact, get_args(parties.Fact)):
        return "people", ()
    return "record_entry", (recorded.index,)


# --- practices that keep their own sentences ---


class _Practice(NamedTuple):
    """How a practice tells its facts: the sentence of one, and the page it is about."""

    sentence: Callable[[Alliance, str, Recorded, Mapping[str, str]], str]
    about: Callable[[Recorded], tuple[str, tuple[int, ...]]]


def _told(facts: Any, sentence: Callable[..., str], about: Callable[[Recorded], Any]) -> dict[type, _Practice]:
    return dict.fromkeys(get_args(facts), _Practice(sentence, about))


_TOLD: dict[type, _Practice] = {
    **_told(
        promised.Fact,
        lambda alliance, who, recorded, _names: promised.sentence(alliance, who, recorded.fact),
        lambda recorded: ("commitment", (promised.about(recorded),)),
    ),
    **_told(
        decided.Fact,
        lambda alliance, who, recorded, _names: decided.sentence(alliance, who, recorded),
        lambda recorded: ("decision", (decided.about(recorded),)),
    ),
    **_told(
        minuted.Fact,
        lambda alliance, who, recorded, _names: minuted.sentence(alliance, who, recorded),
        lambda recorded: ("checkin", (minuted.about(recorded),)),
    ),
    **_told(
        observed.Fact,
        lambda alliance, who, recorded, _names: observed.sentence(alliance, who, recorded),
        lambda recorded: ("observation", (observed.about(recorded),)),
    ),
    **_told(
        aimed.Fact,
        lambda alliance, who, recorded, _names: aimed.sentence(alliance, who, recorded.fact),
        lambda recorded: ("goal", (aimed.about(recorded),)),
    ),
    **_told(
        voiced.Fact,
        lambda _alliance, who, recorded, _names: voiced.sentence(who, recorded.fact),
        lambda _recorded: ("concerns", ()),
    ),
    **_told(
        noticed.Fact,
        lambda alliance, who, recorded, _names: noticed.sentence(alliance, who, recorded.fact),
        lambda recorded: ("change", (noticed.about(recorded),)),
    ),
    **_told(
        settled.Fact,
        lambda alliance, who, recorded, _names: settled.sentence(alliance, who, recorded),
        lambda recorded: ("conflict", (settled.about(recorded),)),
    ),
    **_told(shared.Fact, shared.sentence, shared.about),
    **_told(
        stated.Fact,
        lambda alliance, who, recorded, _names: stated.sentence(alliance, who, recorded.fact),
        stated.about,
    ),
    **_told(
        surveyed.Fact,
        lambda alliance, who, recorded, _names: surveyed.sentence(alliance, who, recorded),
        surveyed.about,
    ),
    **_told(parted.Fact, parted.sentence, parted.about),
    **_told(redressed.Fact, redressed.sentence, redressed.about),
    **_told(valued.Fact, valued.sentence, valued.about),
    **_told(
        arranged.Fact,
        lambda alliance, who, recorded, names: arranged.sentence(alliance, who, recorded.fact, names),
        arranged.about,
    ),
}
"""By kind of fact how it is told. A practice adds its own lines."""


def _word(recorded: Recorded) -> str:
    """What the link to the page that a fact is about says."""
    page, entry = about(recorded)
    if entry:
        return _("entry %(entry)s") % {"entry": entry[0]}
    words = {"ledger": _("ledger"), "appreciation": _("appreciation"), "agreement": _("agreement")}
    return words.get(page, _("ending") if page.startswith("ending") else _("people"))


def news(slug: str, alliance: Alliance, facts: Iterable[Recorded], names: Mapping[str, str]) -> list[News]:
    """These facts in sentences, in their order; many postings of one act are one sentence."""
    told = []
    for _act, group in groupby(facts, _same_act):
        together = list(group)
        if len(together) > ALIKE and isinstance(together[0].fact, AnyPosting):
            told.append(_many(slug, alliance, together))
        else:
            told += [_one(slug, alliance, recorded, names) for recorded in together]
    return told


def _same_act(recorded: Recorded) -> tuple[object, ...]:
    return (recorded.entered, recorded.party, getattr(recorded.fact, "by", ""), isinstance(recorded.fact, AnyPosting))


def _one(slug: str, alliance: Alliance, recorded: Recorded, names: Mapping[str, str]) -> News:
    person = getattr(recorded.fact, "by", "")
    text = sentence(alliance, recorded, names)
    return News(recorded.entered, recorded.party, person, text, place(slug, recorded), _word(recorded), recorded.index)


def _many(slug: str, alliance: Alliance, together: list[Recorded]) -> News:
    """One sentence for all postings of an act, also for those that are not among these facts."""
    fact = together[0].fact
    act = _same_act(together[0])[:3]
    of_act = [
        posting.index
        for posting in alliance.ledger.postings.values()
        if (posting.entered, posting.party, posting.fact.by) == act
    ]
    text = _("%(who)s posted %(count)s entries to the ledger.")
    fields = {"who": name(alliance, together[0].party), "count": number(len(of_act))}
    url = address("ledger", slug)
    return News(together[0].entered, together[0].party, fact.by, text % fields, url, _("ledger"), min(of_act))


# --- one practice after the other ---


def _posting(alliance: Alliance, party: str, fact: AnyPosting) -> str:
    fields = {
        "who": name(alliance, party),
        "of": name(alliance, fact.of),
        "what": quoted(fact.what),
        "amount": f"{number(fact.quantity)} {fact.unit}",
        "entry": fact.corrects,
    }
    if fact.corrects is not None:
        return _("%(who)s proposed to correct entry %(entry)s to %(amount)s: %(what)s.") % fields
    match fact:
        case Contributed():
            own, other = (
                _("%(who)s posted a contribution of its own, %(amount)s: %(what)s."),
                _("%(who)s posted a contribution of %(of)s, %(amount)s: %(what)s."),
            )
        case Carried():
            own, other = (
                _("%(who)s posted a responsibility that it carried, %(amount)s: %(what)s."),
                _("%(who)s posted a responsibility that %(of)s carried, %(amount)s: %(what)s."),
            )
        case Rewarded():
            own, other = (
                _("%(who)s posted a reward that it received, %(amount)s: %(what)s."),
                _("%(who)s posted a reward that %(of)s received, %(amount)s: %(what)s."),
            )
    return (own if fact.of == party else other) % fields


def _ledger(
    alliance: Alliance,
    who: str,
    fact: ledger.Appreciated | ledger.Confirmed | ledger.Disputed | ledger.Withdrawn | ledger.Noted,
) -> str:
    match fact:
        case ledger.Confirmed(entries=entries):
            return _confirmed(who, entries)
        case ledger.Disputed(entry=entry, reason=reason):
            fields = {"who": who, "entry": entry, "reason": quoted(reason)}
            return _("%(who)s disputed entry %(entry)s: %(reason)s.") % fields
        case ledger.Withdrawn(entry=entry, reason=reason):
            fields = {"who": who, "entry": entry, "reason": quoted(reason)}
            return _("%(who)s withdrew entry %(entry)s: %(reason)s.") % fields
        case ledger.Appreciated(to=to, what=what):
            return _("%(who)s thanked %(to)s: %(what)s.") % {"who": who, "to": name(alliance, to), "what": quoted(what)}
        case ledger.Noted(entry=entry):
            return _("%(who)s noted something on entry %(entry)s for its own eyes.") % {"who": who, "entry": entry}


def _confirmed(who: str, entries: tuple[int, ...]) -> str:
    listed = ", ".join(str(entry) for entry in entries)
    if len(entries) > ALIKE:
        return _("%(who)s confirmed %(count)s entries.") % {"who": who, "count": number(len(entries))}
    text = ngettext("%(who)s confirmed entry %(listed)s.", "%(who)s confirmed the entries %(listed)s.", len(entries))
    return text % {"who": who, "listed": listed}


def _parties(alliance: Alliance, who: str, fact: parties.Fact, names: Mapping[str, str]) -> str:
    unknown = _("somebody whose name was erased")
    match fact:
        case parties.Founded():
            return _("%(who)s opened the record of “%(name)s”.") % {"who": who, "name": fact.name}
        case parties.PartyNamed():
            return _("%(who)s named %(party)s.") % {"who": who, "party": fact.party.name}
        case parties.PartyDropped():
            return _("%(who)s took %(party)s off again.") % {"who": who, "party": name(alliance, fact.party)}
        case parties.PartyRenamed():
            return _("%(who)s took the name “%(name)s”.") % {"who": who, "name": fact.name}
        case parties.Seated():
            fields = {"who": who, "person": names.get(fact.by, unknown), "role": role(fact.role)}
            return _("%(person)s took a seat for %(who)s as %(role)s.") % fields
        case parties.Unseated():
            fields = {"who": who, "person": names.get(fact.person, unknown)}
            return _("%(person)s left the seat for %(who)s.") % fields
        case _:
            assert_never(fact)


def role(word: parties.Role) -> str:
    """A role in the reader's language."""
    return {"manager": _("manager"), "sponsor": _("sponsor"), "member": _("team member")}[word]


def _agreement(who: str, fact: agreement.Fact) -> str:
    match fact:
        case agreement.Tabled(base=0):
            return _("%(who)s tabled a text of the agreement.") % {"who": who}
        case agreement.Tabled():
            fields = {"who": who, "base": fact.base, "note": quoted(fact.note)}
            return _("%(who)s tabled an amendment of version %(base)s: %(note)s.") % fields
        case agreement.Accepted():
            return _("%(who)s accepted the text on the table.") % {"who": who}
        case agreement.AcceptanceWithdrawn():
            return _("%(who)s took its acceptance back: %(reason)s.") % {"who": who, "reason": quoted(fact.reason)}
        case agreement.Signed():
            return _("%(who)s signed the text.") % {"who": who}
        case agreement.Declined():
            return _("%(who)s refused to sign: %(reason)s.") % {"who": who, "reason": quoted(fact.reason)}
        case agreement.DraftDropped():
            return _("%(who)s took its text off the table: %(reason)s.") % {"who": who, "reason": quoted(fact.reason)}
        case _:
            assert_never(fact)
