"""An entry of the record as a browser checks it by itself (`static/record.js`), instead of believing the host."""

import base64

from django.http import HttpRequest, JsonResponse

from paripassu.keeper.access import Sitting
from paripassu.keeper.evidence import evidence

LONGEST = 12
"""Digits of a number of entries."""


def checkable(request: HttpRequest, sitting: Sitting, index: int) -> JsonResponse:
    """The entry, its proof, the host's key, and that the record only grew `since` the size which the browser names."""
    since = request.GET.get("since", "")
    known = int(since) if since.isascii() and since.isdigit() and len(since) <= LONGEST else 0
    shown = evidence(sitting, index, known)
    return JsonResponse(
        {
            "header": shown.header_text,
            "salt": shown.salt,
            "body": shown.body,
            "proof": shown.proof,
            "key": shown.key,
            "extends": [base64.b64encode(each).decode() for each in shown.extends],
        }
    )
