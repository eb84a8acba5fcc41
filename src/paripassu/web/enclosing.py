"""The files of a form that are given as evidence: kept beside the record, which holds their digests."""

from django.http import HttpRequest

from paripassu.alliance.files import MOST_ENCLOSED, Enclosed
from paripassu.keeper import attachments
from paripassu.keeper.access import Sitting


def enclosed(request: HttpRequest, sitting: Sitting, name: str = "files") -> tuple[Enclosed, ...]:
    """The files sent under a name, attached for the person's own party. Refused when one is not kept here.

    One more than may be enclosed is kept, so that the rule sees that there are too many, and no more than that.
    """
    sent = [file for file in request.FILES.getlist(name) if file.size]
    kept = (
        attachments.enclose(sitting, name=file.name or "", content=file.read()) for file in sent[: MOST_ENCLOSED + 1]
    )
    return tuple(Enclosed(each.name, each.digest) for each in kept)
