"""Facts about concerns as sentences, and the words in which concerns are shown."""

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec import UNSET

from paripassu.alliance import concerns
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.concerns import ConcernShown, ConfidantKeyMade, ConfidantsNamed
from paripassu.alliance.concerns.periods import SpeakingOpened
from paripassu.web.environment import number
from paripassu.web.quoting import written_day

Fact: TypeAlias = concerns.Fact

TOPICS: dict[str, Lazy] = {
    "commitment": gettext_lazy("A commitment, or a clause of the agreement"),
    "principle": gettext_lazy("A principle or a norm of working together"),
    "conduct": gettext_lazy("How a person behaves"),
    "imbalance": gettext_lazy("An imbalance between the parties"),
    "safety": gettext_lazy("Somebody's safety or health"),
    "other": gettext_lazy("Something else"),
}
MODES: dict[str, tuple[Lazy, Lazy]] = {
    "named": (
        gettext_lazy("Named"),
        gettext_lazy("Your name stands with it, also in the tables of this host, and your page of concerns lists it."),
    ),
    "confidential": (
        gettext_lazy("Confidential"),
        gettext_lazy("Those you write to know your name, and nobody else: it is encrypted with your text."),
    ),
}
ANONYMOUS: Lazy = gettext_lazy("Anonymous")
RATINGS: dict[str, Lazy] = {
    "4": gettext_lazy("It was heard, and something changed"),
    "3": gettext_lazy("It was heard, and I know why nothing more changed"),
    "2": gettext_lazy("It was answered, and I do not feel heard"),
    "1": gettext_lazy("It was not dealt with"),
}
WORSE: dict[str, Lazy] = {
    "no": gettext_lazy("No, nothing got worse"),
    "unsure": gettext_lazy("I am not sure"),
    "yes": gettext_lazy("Yes, something got worse, and I think that it is because of this"),
}
CONSENTS: dict[str, Lazy] = {
    "record": gettext_lazy("The record may show that there is a concern, and nothing else of it"),
    "warning": gettext_lazy("An early warning may be raised in these words"),
    "change": gettext_lazy("A change may be brought up in these words"),
    "link": gettext_lazy("The record may show that what is raised in my words came of a concern"),
    "nothing": gettext_lazy("Nothing any more: I take back what was not used yet"),
}
KINDS: dict[str, Lazy] = {
    "raised": gettext_lazy("The concern"),
    "said": gettext_lazy("A message"),
    "answered": gettext_lazy("The outcome"),
    "rated": gettext_lazy("How it was dealt with"),
    "watched": gettext_lazy("Whether anything got worse"),
    "consented": gettext_lazy("Agreed to, in these words"),
    "made": gettext_lazy("What was made of it"),
}


def sentence(who: str, fact: Fact) -> str:
    """What a fact says."""
    match fact:
        case ConfidantKeyMade():
            return _("Somebody of %(who)s made a key with which concerns can be written to them.") % {"who": who}
        case ConcernShown():
            text = _("%(who)s noted that there is a concern, as whoever wrote it agreed.")
            if fact.about is not UNSET:
                text = _("%(who)s noted that entry %(entry)s came of a concern, as whoever wrote it agreed.")
            return text % {"who": who, "entry": fact.about}
        case SpeakingOpened():
            return _("%(who)s opened a period, until %(day)s, in which one can speak without a name.") % {
                "who": who,
                "day": written_day(fact.until),
            }
        case _:
            assert_never(fact)


MADE: dict[str, Lazy] = {
    "warning": gettext_lazy("An early warning was raised in the words that were agreed to: entry %(entry)s."),
    "change": gettext_lazy("A change was brought up in the words that were agreed to: entry %(entry)s."),
}


def linked_title(_alliance: Alliance, _index: int) -> tuple[str, str, str]:
    """The page of a concern that the record shows, the word for it, and all that is said of it."""
    return "record_entry", _("Concern"), _("as whoever wrote it agreed")


def matter(replaces: int | None) -> str:
    """What is arranged, as the end of the sentence “It is proposed …”."""
    return _("who listens to concerns") if replaces is None else _("others to listen to concerns, or under other keys")


def details(alliance: Alliance, what: ConfidantsNamed, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who would listen, under which key, and how soon they answer, as pairs of word and value."""
    seats = alliance.parties.seats
    people = sorted(
        (
            names.get(each.person, _("a member")),
            _("for %(party)s, key %(key)s…")
            % {"party": alliance.parties.name(seats[each.person].party), "key": each.public_key[:16]},
        )
        for each in what.confidants
    )
    days = ngettext("%(count)s day", "%(count)s days", what.acknowledge_days) % {"count": number(what.acknowledge_days)}
    months = ngettext("%(count)s month", "%(count)s months", what.answer_months) % {"count": number(what.answer_months)}
    return [*people, (_("Acknowledged within"), days), (_("Answered within"), months)]
