"""Facts about surveys as sentences for people, and the words in which scales, bands and cells are shown."""

from typing import TypeAlias, assert_never

from django.utils import formats
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import surveys
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.surveys import sides, waves
from paripassu.alliance.surveys.instruments import Question, Scale
from paripassu.alliance.surveys.results import Band, Reason
from paripassu.web.environment import number
from paripassu.web.quoting import quoted

Words: TypeAlias = Lazy | str
Fact: TypeAlias = surveys.Fact | waves.Fact | sides.Fact

ENDS: dict[Scale, tuple[Lazy, Lazy]] = {
    "agree": (gettext_lazy("not at all true"), gettext_lazy("entirely true")),
    "often": (gettext_lazy("never"), gettext_lazy("always")),
    "important": (gettext_lazy("not important"), gettext_lazy("very important")),
    "levels": (gettext_lazy("lowest"), gettext_lazy("highest")),
}
"""What the two ends of a scale are called."""

ASKS: dict[Scale, Lazy] = {
    "agree": gettext_lazy("How true is it?"),
    "often": gettext_lazy("How often is it so?"),
    "important": gettext_lazy("How important is it to you?"),
    "levels": gettext_lazy("What describes today best?"),
}
BANDS: dict[Band, Lazy] = {
    "low": gettext_lazy("lower third"),
    "middle": gettext_lazy("middle third"),
    "high": gettext_lazy("upper third"),
}
WHY: dict[Reason, Lazy] = {
    "few": gettext_lazy("Too few answers: from them, or from what is left beside them, somebody could be recognised."),
    "panel": gettext_lazy(
        "The people asked differ by only a few from those behind an earlier figure: the two together would show what "
        "those few said."
    ),
}
WAITING: dict[str, tuple[Lazy, Lazy]] = {
    "agree": (
        gettext_lazy("Agree to a survey, or say why not: %(title)s"),
        gettext_lazy("Agree to %(count)s surveys."),
    ),
    "declined": (
        gettext_lazy("Your survey was declined; talk, or propose another: %(title)s"),
        gettext_lazy("%(count)s of your surveys were declined."),
    ),
    "answer": (
        gettext_lazy("A survey is open for everybody who is asked: %(title)s"),
        gettext_lazy("%(count)s surveys are open for everybody who is asked."),
    ),
    "count": (gettext_lazy("Count the answers: %(title)s"), gettext_lazy("Count the answers of %(count)s waves.")),
    "open": (
        gettext_lazy("Open what organisations have answered under seal: %(title)s"),
        gettext_lazy("Open what organisations have answered under seal in %(count)s waves."),
    ),
    "act": (
        gettext_lazy("Say what follows from a survey: %(title)s"),
        gettext_lazy("Say what follows from %(count)s surveys."),
    ),
}


_SIDES: dict[type, Lazy] = {
    sides.SideStated: gettext_lazy("%(who)s answered the survey %(title)s as an organisation."),
    sides.SideHandedIn: gettext_lazy("%(who)s handed in, under seal, what it answers as an organisation: %(title)s."),
    sides.ThemesTold: gettext_lazy("%(who)s told in its own words what people wrote to it: %(title)s."),
}


def title(alliance: Alliance, index: int) -> tuple[str, str, str]:
    """The page of a survey or a wave, the word for it, and its title."""
    if index in alliance.surveys.waves:
        wave = alliance.surveys.wave(index)
        return "wave", _("Wave of a survey"), waves.survey_of(alliance, wave).fact.title
    return "survey", _("Survey"), alliance.surveys.survey(index).fact.title


def about(recorded: Recorded) -> tuple[str, tuple[int, ...]]:
    """The page that a fact is about."""
    fact: Fact = recorded.fact
    match fact:
        case surveys.SurveyProposed():
            return "survey", (recorded.index,)
        case waves.WaveOpened():
            return "wave", (recorded.index,)
        case (
            waves.WaveClosed() | waves.NoActionStated() | sides.SideStated() | sides.SideHandedIn() | sides.ThemesTold()
        ):
            return "wave", (fact.wave,)
        case _:
            return "survey", (fact.survey,)


def asks(question: Question) -> Lazy:
    """What is asked about the words of a question."""
    return ASKS[question.scale]


def sentence(alliance: Alliance, who: str, recorded: Recorded) -> str:
    """What a fact about surveys says; `who` is the name of the party that entered it."""
    fact: Fact = recorded.fact
    match fact:
        case surveys.SurveyProposed():
            fields = {"who": who, "title": quoted(fact.title), "count": number(len(fact.questions))}
            return _("%(who)s proposed to ask everybody %(count)s questions: %(title)s.") % fields
        case surveys.SurveyAgreed():
            text = _("%(who)s agreed to the survey %(title)s.")
        case surveys.SurveyDeclined():
            text = _("%(who)s declined the survey %(title)s: %(said)s.")
        case surveys.SurveyWithdrawn():
            text = _("%(who)s took the survey %(title)s back: %(said)s.")
        case _:
            return _of_wave(alliance, who, fact)
    survey = alliance.surveys.survey(fact.survey)
    said = quoted(getattr(fact, "reason", ""))
    return text % {"who": who, "title": quoted(survey.fact.title), "said": said}


def _of_wave(alliance: Alliance, who: str, fact: waves.Fact | sides.Fact) -> str:
    match fact:
        case sides.SideStated() | sides.SideHandedIn() | sides.ThemesTold():
            name = waves.survey_of(alliance, alliance.surveys.wave(fact.wave)).fact.title
            return str(_SIDES[type(fact)]) % {"who": who, "title": quoted(name)}
        case waves.WaveOpened():
            name = alliance.surveys.survey(fact.survey).fact.title
            fields = {
                "who": who,
                "title": quoted(name),
                "people": number(sum(each.people for each in fact.asked)),
                "until": formats.date_format(fact.until),
            }
            return _("%(who)s opened the survey %(title)s for %(people)s people, until %(until)s.") % fields
        case waves.WaveClosed():
            name = waves.survey_of(alliance, alliance.surveys.wave(fact.wave)).fact.title
            fields = {"title": quoted(name), "count": number(len(fact.used))}
            return _("The survey %(title)s was counted: %(count)s answers.") % fields
        case waves.NoActionStated():
            name = waves.survey_of(alliance, alliance.surveys.wave(fact.wave)).fact.title
            fields = {"who": who, "title": quoted(name), "said": quoted(fact.because)}
            return _("%(who)s takes no action on the survey %(title)s: %(said)s.") % fields
        case _:
            assert_never(fact)
