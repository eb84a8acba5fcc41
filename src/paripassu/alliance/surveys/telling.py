"""How a story tells a survey: under keys of which nobody has the other half, with invented answers that are counted.

In a story nobody is protected, because nobody in it is real: the answers stand in its file. What is told of them on the
record is what the rules would let through, reckoned by whoever tells the story.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from paripassu.alliance.surveys.instruments import Question, library
from paripassu.alliance.surveys.keys import KEY_HEAD, KEY_TAIL, key_of
from paripassu.alliance.surveys.results import Cell, Held, Turnout, kept
from paripassu.alliance.surveys.waves import PartyAsked, Wave, electorate

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Answers: TypeAlias = Mapping[str, Sequence[Sequence[int | None]]]


class Shown(Protocol):
    """What may be shown of a wave, by the names of the fields that close it."""

    def _asdict(self) -> dict[str, Any]: ...


Count: TypeAlias = "Callable[[Alliance, Wave, Answers], Shown]"
"""What may be shown of the answers of a wave: `measures.waves.count`, which this room cannot reach."""

NOT_APPLICABLE = -1
"""How a story writes “does not apply”: TOML has no word for nothing."""


class Nothing(NamedTuple):
    """Everything is held back."""

    held: tuple[Held, ...]
    cells: tuple[Cell, ...] = ()


def nothing_shown(_alliance: "Alliance", wave: Wave, _answers: Answers) -> Nothing:
    """The count of one who shows nothing: the rules allow it, and it takes no arithmetic."""
    return Nothing(tuple(Held(party, "few") for party in ("", *sorted(wave.panel))))


def asked(alliance: "Alliance") -> tuple[PartyAsked, ...]:
    """Who would be asked now, each party under a number in the form of a key, of which nobody knows the factors."""
    panel = sorted(electorate(alliance).items())
    return tuple(PartyAsked(party, len(people), _key(f"{alliance.size} {party}")) for party, people in panel)


def _key(seed: str) -> str:
    drawn = b"".join(sha256(f"{seed} {part}".encode()).digest() for part in range(8))
    return key_of(KEY_HEAD + bytes([drawn[0] | 128]) + drawn[1:-1] + bytes([drawn[-1] | 1]) + KEY_TAIL)


def questions(instrument: str) -> tuple[Question, ...]:
    """The questions of an instrument; none without one."""
    return library()[instrument].questions if instrument else ()


def counted(alliance: "Alliance", entry: Callable[[str], int], said: dict[str, Any], count: Count) -> dict[str, Any]:
    """The fields of a step; of one that tells the answers of a wave, what is counted of them in their place.

    Everybody had a token. `entry` finds the entry behind a label.
    """
    if "wave" not in said or "answers" not in said:
        return said
    if not isinstance(said["answers"], Mapping):
        return said | {"answers": _row(said["answers"])}
    wave = alliance.surveys.wave(entry(said["wave"]))
    answers = {party: [_row(row) for row in said["answers"].get(party, ())] for party in sorted(wave.panel)}
    turnout = [Turnout(p, len(people), len(people), len(answers[p])) for p, people in sorted(wave.panel.items())]
    tokens = (f"{wave.index} {party} {place}" for party, rows in answers.items() for place in range(len(rows)))
    shown = count(alliance, wave, answers)._asdict()
    used = sorted(sha256(token.encode()).hexdigest() for token in tokens)
    told = {"comments": kept(said["comments"])} if "comments" in said else {}
    return {"wave": wave.index, "turnout": turnout, "used": used, **shown, **told}


def _row(raw: Sequence[int]) -> list[int | None]:
    return [None if each == NOT_APPLICABLE else each for each in raw]
