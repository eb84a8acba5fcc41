"""The lines about alliances and seats, for lists across alliances: derived from the records, rebuilt from them."""

from datetime import UTC, datetime

from django.db import transaction

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import Seat
from paripassu.alliance.refusals import Broken, Finding
from paripassu.keeper import records
from paripassu.keeper.models import AllianceSummary, SeatSummary


def refresh(slug: str, alliance: Alliance) -> None:
    """Bring the summary of an alliance up to its state."""
    with transaction.atomic():
        AllianceSummary.objects.update_or_create(
            slug=slug,
            defaults={
                "name": alliance.name,
                "size": alliance.size,
                "version": len(alliance.agreement.versions),
                "updated": datetime.now(UTC),
            },
        )
        gone = alliance.membership.left
        taken = alliance.parties.seats.values()
        _refresh_seats(slug, [seat for seat in taken if seat.until is None and seat.party not in gone])


def _refresh_seats(slug: str, seats: list[Seat]) -> None:
    now = {(seat.person, seat.party, seat.role) for seat in seats}
    before = SeatSummary.objects.filter(alliance_id=slug)
    if set(before.values_list("person", "party", "role")) == now:
        return
    before.delete()
    SeatSummary.objects.bulk_create(
        SeatSummary(alliance_id=slug, person=person, party=party, role=role) for person, party, role in sorted(now)
    )


def rebuild() -> tuple[int, list[Finding]]:
    """Rebuild every summary from the records; how many, and a finding for each that does not hold.

    What does not hold keeps its last summary.
    """
    rebuilt, findings = 0, []
    for slug in records.names():
        try:
            refresh(slug, records.current(slug).alliance)
        except Broken as broken:
            findings.append(Finding(slug, str(broken)))
        else:
            rebuilt += 1
    return rebuilt, findings
