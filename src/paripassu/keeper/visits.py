"""What is new to somebody: how many entries an alliance had at the end of their last visit, in whichever browser."""

from datetime import datetime, timedelta

from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Visit

VISIT_ENDS = timedelta(minutes=30)
"""Who comes back after this long visits anew; until then the same things stay new to them."""

STILL_HERE = timedelta(minutes=1)
"""A look so soon after the last one is not noted again, unless there was something new to see."""


def seen_before(sitting: Sitting, moment: datetime) -> int | None:
    """How many entries the person had seen when their last visit ended; None at the first. This look is noted."""
    size = sitting.alliance.size
    last = Visit.objects.filter(account=sitting.account, alliance_id=sitting.slug).first()
    if last is None:
        first = {"before": None, "size": size, "at": moment}
        Visit.objects.get_or_create(account=sitting.account, alliance_id=sitting.slug, defaults=first)
        return None
    before = last.size if moment - last.at > VISIT_ENDS else last.before
    if size != last.size or moment - last.at > STILL_HERE:
        Visit.objects.filter(pk=last.pk).update(before=before, size=size, at=moment)
    return before
