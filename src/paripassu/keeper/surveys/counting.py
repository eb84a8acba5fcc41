"""Counting a wave: from the kept answers to one fact, after which keys, tokens and answers are deleted.

The fact is written first, then the rows go. Whoever is interrupted in between goes on where it stopped: a counted wave
is never counted again, and what was left is deleted by the next who looks.
"""

from typing import NamedTuple

from django.db import transaction

from paripassu.alliance.alliance import Recorded
from paripassu.alliance.days import over
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.results import Cell, Held, Turnout
from paripassu.alliance.surveys.waves import Wave
from paripassu.keeper import acts, records
from paripassu.keeper.access import Sitting
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys import comments, pooling
from paripassu.keeper.surveys.casting import answers_in
from paripassu.keeper.surveys.issuing import digest, public_key
from paripassu.keeper.surveys.tables import Answer, TokenIssued, WaveKey
from paripassu.measures.waves import count as reckoned
from paripassu.record.record import now


def count(sitting: Sitting, index: int, *, key: str) -> Recorded:
    """Count a wave whose time is over and put the result on the record. Refused before, and when it was counted."""
    wave = sitting.alliance.surveys.wave(index)
    if not over(wave.fact.until, now()):
        day = wave.fact.until.isoformat()
        raise Refused("wave_running", "Answers are taken until {day} is over everywhere.", day=day)
    _shut(sitting.slug, wave)
    forget(sitting.slug, wave)
    rows = list(Answer.objects.filter(alliance_id=sitting.slug, wave=index))
    answers = {party: [answers_in(bytes(e.said)) for e in rows if e.party == party] for party in sorted(wave.panel)}
    shown = reckoned(sitting.alliance, wave, answers)
    result = _Result(_turnout(sitting.slug, wave, answers), tuple(sorted(e.token_digest for e in rows)), *shown)
    [recorded] = acts.record(
        sitting, waves.close_wave, key=key, wave=index, **result._asdict(),
        pooled=pooling.pooled(sitting.slug, sitting.alliance, wave, result, answers),
        comments=comments.to_show(sitting.slug, sitting.alliance, wave, result.cells),
    )  # fmt: skip
    forget(sitting.slug, wave)
    return recorded


class _Result(NamedTuple):
    """What closes a wave, before pools and comments."""

    turnout: tuple[Turnout, ...]
    used: tuple[str, ...]
    cells: tuple[Cell, ...]
    held: tuple[Held, ...]


def _shut(slug: str, wave: Wave) -> None:
    """From here on no token and no answer is taken; what was being written has been."""
    with transaction.atomic():
        WaveKey.objects.filter(alliance_id=slug, public_digest__in=_names(wave)).update(counting=True)


def _names(wave: Wave) -> list[str]:
    return [] if wave.named else [digest(public_key(wave, party)) for party in wave.panel]


def _turnout(slug: str, wave: Wave, answers: dict[str, list[list[int | None]]]) -> tuple[Turnout, ...]:
    issued = set(TokenIssued.objects.filter(alliance_id=slug, wave=wave.index).values_list("person", flat=True))
    return tuple(
        Turnout(party, len(people), len(people & issued), len(answers[party]))
        for party, people in sorted(wave.panel.items())
    )


def forget(slug: str, wave: Wave) -> None:
    """Delete what was kept of a wave that stands counted on the record. Nothing happens to one that does not."""
    if wave.closed is None:
        return
    alliance = records.current(slug).alliance
    comments.forget(slug, alliance, wave)
    pooling.forget(slug, alliance, wave)
    delete_rows(slug, wave)


def delete_rows(slug: str, wave: Wave) -> None:
    """Delete keys, tokens and answers of a wave, and write the tables anew, so that none is left in their files."""
    with transaction.atomic():
        Answer.objects.filter(alliance_id=slug, wave=wave.index).delete()
        TokenIssued.objects.filter(alliance_id=slug, wave=wave.index).delete()
        WaveKey.objects.filter(alliance_id=slug, public_digest__in=_names(wave)).delete()
        shuffle(Answer, TokenIssued, WaveKey)


def left_over(slug: str, wave: Wave) -> bool:
    """Whether rows of a counted wave are still there, because whoever counted was interrupted."""
    return wave.closed is not None and WaveKey.objects.filter(alliance_id=slug, public_digest__in=_names(wave)).exists()
