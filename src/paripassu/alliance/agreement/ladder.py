"""The escalation ladder as the agreement has it: how many days a conflict may stand at each tier before it moves on."""

import msgspec

from paripassu.alliance.refusals import Finding

MOST_DAYS = 366
TIERS_WITH_CLOCKS = ("warning", "peers", "sponsors", "neutral")


class Ladder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days a matter stands with each tier: as an early warning, with peers, with sponsors, and with the neutral.

    What stands here holds where the agreement says nothing: two weeks, two weeks, four weeks, four weeks. After the
    neutral comes what is outside the record (mediation, arbitration, a court), which has its own days.
    """

    warning: int = 14
    peers: int = 14
    sponsors: int = 28
    neutral: int = 28

    def days(self, tier: str) -> int | None:
        """The days of a tier; None for the last one, which has no clock here."""
        found: int | None = getattr(self, tier, None)
        return found


def faults(ladder: Ladder) -> list[Finding]:
    """What keeps a ladder from being agreed."""
    if not all(1 <= (ladder.days(tier) or 0) <= MOST_DAYS for tier in TIERS_WITH_CLOCKS):
        return [Finding("ladder", f"At each tier a conflict stands for 1 to {MOST_DAYS} days.")]
    return []
