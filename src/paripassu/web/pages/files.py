"""A file that the record names by its digest, as it was attached: to be saved, and never opened in place."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from paripassu.keeper import attachments
from paripassu.keeper.access import Sitting
from paripassu.web.seated import seated


@require_safe
@seated
def file(request: HttpRequest, sitting: Sitting, digest: str) -> HttpResponse:
    """The bytes under a digest, for whoever may see them; not found for everybody else."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise Http404
    row, content = attachments.attachment(sitting, digest)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


alliance = [path("files/<slug:digest>/", file, name="file")]
