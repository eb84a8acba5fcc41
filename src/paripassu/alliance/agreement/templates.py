"""Templates to start a text from: a charter, and a plan in the eight stages of collaborative working.

They fill what is still empty and name no party, so they say the same to each. The texts are our own; the stages follow
those of the standard for collaborative relationships. [ISO44001]
"""

import msgspec

from paripassu.alliance.agreement import principles
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.terms import Terms
from paripassu.alliance.refusals import Refused


class Template(msgspec.Struct, frozen=True):
    """Ready texts for sections of the agreement, under the names those sections have in `Terms`."""

    objectives: tuple[str, ...]
    decisions: str
    cadence: str
    escalation: str
    sharing: str
    ending: str
    notice: str = ""
    principles: tuple[Principle, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


CHARTER = Template(
    principles=principles.TEMPLATE,
    assumptions=(
        Assumption(
            "The people who carry the alliance on each side stay in their roles.",
            "A sponsor or manager leaves, or a party changes hands.",
        ),
        Assumption(
            "What each of us puts in costs it about what it costs today.",
            "What a party carries for the alliance costs it a fifth more within a year.",
        ),
        Assumption(
            "The law allows what we do together.",
            "A law or permit that our work rests on changes, or its change is announced.",
        ),
    ),
    notice="Six months",
    objectives=(
        "Reach together what none of us reaches alone, and say each year in figures how far we have come.",
        "Keep what each of us puts in and what it gets out in a proportion that all of us call fair.",
        "Keep the relationship such that each of us would enter it again.",
    ),
    decisions=(
        "A steering group decides for the alliance. Each party sends one person with authority to bind it and a deputy."
        "\n\nThe group decides unanimously on purpose, money, new parties and the end. Everything else is decided by"
        " the people who do the work, together, and written down with its reason. Each party decides alone on its own"
        " house."
    ),
    cadence=(
        "The people who do the work talk every two weeks. The steering group meets every three months and looks at"
        " expectations, concerns, progress and balance. Once a year we read this text together and ask what to change."
    ),
    escalation=(
        "Whoever sees a problem says so early and directly. What those concerned cannot settle in 10 working days goes"
        " to the steering group; what it cannot settle in 20 more goes to the senior sponsors of all parties."
        "\n\nIf they do not settle it in 20 more, we ask a neutral mediator before anybody goes to court. Meanwhile the"
        " work goes on. Raising a concern is never held against anybody."
    ),
    sharing=(
        "What a party brings stays its own; the others may use it for the purpose of this alliance only. What we make"
        " together, each of us may use; who else may is decided together."
        "\n\nWhat is marked confidential stays with those who need it, also for three years after the end."
    ),
    ending=(
        "Each party may leave, in writing and with its reasons, with the notice agreed in this text. In that time we"
        " finish or hand over what others rely on, give back what is somebody's own, and close the balance."
        "\n\nAt the end we hold one last meeting on what we learned, and say what each of us may say in public."
    ),
)
"""How the parties want to deal with each other: principles, decision rights, a rhythm, ways out of a quarrel."""

STAGES = Template(
    objectives=(
        "Stage 1. Be aware: each party names its senior sponsor, and says what it wants from the alliance and what"
        " it fears.",
        "Stage 2. Know: we write down the case for the alliance, who the key people are, the risks, and what may"
        " be shared.",
        "Stage 3. Look at ourselves: each party states its own strengths and weaknesses in working with others,"
        " and acts on them.",
        "Stage 4. Choose each other: we compare our objectives, agree by what we would choose a further party, and"
        " speak of the end before we begin.",
        "Stage 5. Work together: joint governance, one list of risks, one way to settle issues, and measures that"
        " all of us see.",
        "Stage 6. Create value: we collect ideas, set targets for the best of them, and keep what we learned.",
        "Stage 7. Stay together: we measure the relationship as we measure the work, and start anew with each new"
        " person.",
        "Stage 8. Part well: we watch for the agreed triggers, keep the work going, and look back together.",
    ),
    decisions=(
        "The senior sponsors answer for the alliance, each in its own house, and decide together when a stage is done:"
        " when what it asks for is written, has an owner, and was looked at by every party."
        "\n\nA joint team, with people of every party, runs the work and decides on it together. It keeps this plan,"
        " the list of risks and the measures."
    ),
    cadence=(
        "The joint team meets every month: progress, risks, issues, ideas. The senior sponsors meet every three months:"
        " measures, behaviour, balance, and whether the stage is done. Every year, and whenever a key person changes,"
        " we go through this plan from the first stage on."
    ),
    escalation=(
        "An issue is written down with an owner and a day on the day it is seen. The joint team has 10 working days,"
        " then the senior sponsors 20. What is open after that goes to a neutral whom all parties accept."
    ),
    sharing=(
        "For each kind of knowledge we write down whose it is, who may see it, what for, and until when. What is not on"
        " that list is not shared. The joint team looks at the list at every change of people or of scope."
    ),
    ending=(
        "We keep an exit plan from the first day: what triggers it (the purpose is reached or lost, trust is broken, a"
        " party changes hands), who carries the work on, what goes to whom, and the closing balance."
        "\n\nIt is looked at every year. When it is used, we evaluate the relationship together and name what could be"
        " done together later."
    ),
)
"""A plan for the whole life of an alliance, from the first thought to the end. [ISO44001]"""


def fillable(terms: Terms, template: Template) -> tuple[str, ...]:
    """The fields of a text that are still empty and that the template has something for."""
    names = (field for field in template.__struct_fields__ if getattr(template, field))
    return tuple(name for name in names if _empty(terms, name))


def filled(terms: Terms, template: Template) -> Terms:
    """The text with what was empty filled from the template. Refused when nothing it could fill is empty."""
    names = fillable(terms, template)
    if not names:
        raise Refused(
            "nothing_empty",
            "Everything this template would fill is written already. Empty a section first if you want its words.",
        )
    return msgspec.structs.replace(terms, **{name: getattr(template, name) for name in names})


def _empty(terms: Terms, name: str) -> bool:
    if name == "cadence" and terms.checkins:
        return False  # The days of the check-ins are agreed: other words would contradict them.
    value = getattr(terms, name)
    return not value.strip() if isinstance(value, str) else not value
