"""The limits of the agreement: how much may go badly before the parties call it no longer acceptable."""

import msgspec

from paripassu.alliance.refusals import Finding

USUAL = 15
CHOICES = (5, 10, 15, 20, 25, 30)
"""Of a hundred events so many may go badly: those for which it is known how soon an alarm comes."""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a hundred so many may go badly: commitments late, deliveries returned, statements refuted, check-ins not held,
    postings disputed, answers late. What stands here holds where the agreement says nothing.
    """

    reliability: int = USUAL
    ability: int = USUAL
    truth: int = USUAL
    checkins: int = USUAL
    disputes: int = USUAL
    answers: int = USUAL


LIMITED = Limits.__struct_fields__


def faults(limits: Limits) -> list[Finding]:
    """What keeps limits from being agreed."""
    if all(getattr(limits, name) in CHOICES for name in LIMITED):
        return []
    return [Finding("limits", f"An acceptable share is one of {', '.join(map(str, CHOICES))} in a hundred.")]
