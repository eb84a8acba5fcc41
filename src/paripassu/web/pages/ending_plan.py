"""The exit plan: what it says now and said before, and the form in which one party proposes it to the others."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.ending.matters import (
    TEXT_LIMIT,
    ExitPlan,
    Provision,
    Topic,
    Trigger,
    TriggerKind,
    plan_over_what_stands,
)
from paripassu.keeper.access import Sitting
from paripassu.web import parted
from paripassu.web.pages.ending_acts import propose
from paripassu.web.partings import common
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

MOST_ROWS = 6
USUAL_DAYS = 30

GROUNDS: dict[TriggerKind, Lazy] = {
    "mutual": gettext_lazy("For example: all of us find that the purpose is reached, or cannot be."),
    "notice": gettext_lazy("For example: a party says, with its reasons, that it wants to end the alliance."),
    "date": gettext_lazy("For example: the season of 2028 is over."),
    "event": gettext_lazy("For example: a party is taken over, or a licence is withdrawn."),
    "insolvency": gettext_lazy("For example: insolvency proceedings are opened over a party."),
    "goal": gettext_lazy("For example: the prototype is not certified by the agreed day."),
    "breach": gettext_lazy("For example: a breach of which notice was given is not cured in its time."),
}
HAPPENS: dict[Topic, Lazy] = {
    "obligations": gettext_lazy("What is finished, what is handed over, what is released."),
    "assets": gettext_lazy("To whom what was bought or built goes, and at which value."),
    "background": gettext_lazy("What each brought: that the others stop using it, or may go on."),
    "foreground": gettext_lazy("What was made together: who may use it, for what, and who protects it."),
    "people": gettext_lazy("Who goes where, and what is said to them and when."),
    "knowledge": gettext_lazy("What is given back or deleted, and how that is shown."),
    "data": gettext_lazy("Which data are returned in which form, and until when copies are deleted."),
    "costs": gettext_lazy("Who pays for what it costs to part."),
    "confidentiality": gettext_lazy("What stays confidential, and for how long."),
}


@seated
def plan(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The exit plan in force, and those before it."""
    own, terms = sitting.alliance.ending, sitting.alliance.agreement.in_force
    context = {
        **common(sitting),
        "planned": own.plan,
        "earlier": own.plans[-2::-1],
        "agreed_ending": terms.ending if terms else "",
        "agreed_notice": terms.notice if terms else "",
    }
    return render(request, "ending/plan.html", context)


class Row(NamedTuple):
    """A part of the form: the name its fields begin with, and what stands there now."""

    name: str
    text: str = ""
    days: str = ""
    owner: str = ""
    lasts: bool = False


class Part(NamedTuple):
    """The rows of one kind of ground, or about one topic."""

    word: Lazy
    hint: Lazy
    rows: list[Row]

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return any(row.text for row in self.rows)


@seated
def edit(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form of the plan; sent, it is put before the other partners."""
    if request.method == "POST":
        return _put(request, sitting)
    own = sitting.alliance.ending
    stands = own.plan.plan if own.plan else ExitPlan(triggers=())
    context = {
        **common(sitting),
        "planned": own.plan,
        "grounds": [_grounds(request, stands, kind) for kind in GROUNDS],
        "topics": [_topic(request, stands, topic) for topic in HAPPENS],
        "owners": sorted(((p, sitting.alliance.parties.name(p)) for p in _partners(sitting)), key=lambda pair: pair[1]),
        "review": stands.review.isoformat() if stands.review else "",
    }
    return render(request, "ending/edit.html", context)


def _partners(sitting: Sitting) -> tuple[str, ...]:
    versions = sitting.alliance.agreement.versions
    return versions[-1].partners if versions else ()


def _grounds(request: HttpRequest, stands: ExitPlan, kind: TriggerKind) -> Part:
    found = [
        Row("", one.text, "" if one.days is None else str(one.days)) for one in stands.triggers if one.kind == kind
    ]
    return Part(parted.TRIGGERS[kind], GROUNDS[kind], _numbered(request, f"ground-{kind}", found))


def _topic(request: HttpRequest, stands: ExitPlan, topic: Topic) -> Part:
    found = [Row("", one.text, str(one.days), one.owner, one.lasts) for one in stands.provisions if one.topic == topic]
    blank = Row("", days=str(USUAL_DAYS), lasts=topic == "confidentiality")
    return Part(parted.TOPICS[topic], HAPPENS[topic], _numbered(request, f"topic-{topic}", found, blank))


def _numbered(request: HttpRequest, stem: str, found: list[Row], blank: Row | None = None) -> list[Row]:
    """The rows under their names, and a blank one; shown again as they were sent."""
    blank = blank or Row("")
    sent = sum(f"{stem}-{number}-text" in request.POST for number in range(MOST_ROWS))
    rows = [*found, *[blank] * MOST_ROWS][: max(min(len(found) + 1, MOST_ROWS), sent)]
    rows = [row._replace(name=f"{stem}-{number}") for number, row in enumerate(rows)]
    return [_as_sent(request, row) for row in rows] if sent else rows


def _as_sent(request: HttpRequest, row: Row) -> Row:
    text, days, owner = (request.POST.get(f"{row.name}-{what}", "") for what in ("text", "days", "owner"))
    return Row(row.name, text, days, owner, request.POST.get(f"{row.name}-lasts") == "yes")


def _put(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    stands = sitting.alliance.ending.plan
    triggers = [one for kind in GROUNDS for one in _read_grounds(typed, kind)]
    provisions = [one for topic in HAPPENS for one in _read_topic(typed, topic, _partners(sitting))]
    review = typed.optional_day("review", _("The day to look at it again"))
    if not triggers:
        typed.find("ground-mutual-0-text", _("Say at least one thing that may end the alliance."))
    if typed.fields.get("replaces", "") != (str(stands.index) if stands else ""):
        typed.find("review", _("Another exit plan has come into force since you began. Look at it first."))
    plan = plan_over_what_stands(sitting.alliance, ExitPlan(tuple(triggers), tuple(provisions), review))
    index = propose(request, sitting, typed, plan)
    messages.success(request, _("Proposed. It holds once every other partner has agreed."))
    return redirect("arrangement", sitting.slug, index)


def _read_grounds(typed: Typed, kind: TriggerKind) -> list[Trigger]:
    found = []
    for number in range(MOST_ROWS):
        name = f"ground-{kind}-{number}"
        text = typed.text(f"{name}-text", str(parted.TRIGGERS[kind]), required=False, limit=TEXT_LIMIT)
        if text:
            empty = not typed.fields.get(f"{name}-days", "").strip()
            found.append(Trigger(kind, text, None if empty else typed.whole(f"{name}-days", _("Days of notice"))))
    return found


def _read_topic(typed: Typed, topic: Topic, partners: tuple[str, ...]) -> list[Provision]:
    found = []
    for number in range(MOST_ROWS):
        name = f"topic-{topic}-{number}"
        text = typed.text(f"{name}-text", str(parted.TOPICS[topic]), required=False, limit=TEXT_LIMIT)
        if text:
            owner = typed.choice(f"{name}-owner", _("Who sees to it"), ("", *partners))
            lasts = typed.fields.get(f"{name}-lasts") == "yes"
            days = (
                typed.whole(f"{name}-days", _("Days")) if typed.fields.get(f"{name}-days", "").strip() else USUAL_DAYS
            )
            found.append(Provision(topic, text, owner, days, lasts))
    return found


alliance = [
    path("ending/plan/", plan, name="ending_plan"),
    path("ending/plan/edit/", edit, name="ending_plan_edit"),
]
