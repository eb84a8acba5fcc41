"""The ledger as tables: a file is read, shown, and then recorded as a whole or not at all; and the ledger as a file."""

import secrets
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.postings import AnyPosting
from paripassu.alliance.ledger.sheets import copies, numerals
from paripassu.alliance.ledger.sheets.grids import MOST_BYTES, MOST_ROWS, too_big
from paripassu.alliance.ledger.sheets.numerals import Order, Sign
from paripassu.alliance.ledger.sheets.preview import Preview, postings, preview
from paripassu.alliance.refusals import Finding, Refused
from paripassu.keeper import acts, attachments
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.reading import tidy
from paripassu.web import postings as shown
from paripassu.web.environment import number
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Typed, words

ROWS_SHOWN = 20
FINDINGS_SHOWN = 100
SALT = "paripassu.ledger.import"

SIGN_WORDS = {"": gettext_lazy("as the file tells"), ".": gettext_lazy("point: 12.5"), ",": gettext_lazy("comma: 12,5")}
ORDER_WORDS = {
    "": gettext_lazy("as the file tells"),
    "day": gettext_lazy("day first: 31/12/2026"),
    "month": gettext_lazy("month first: 12/31/2026"),
}


class Sheet(NamedTuple):
    """A file that was uploaded for this alliance by this person; `once` is the key under which it is recorded."""

    digest: str
    name: str
    once: str
    token: str


@seated
@in_force
def ledger_import(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Where a table is uploaded, and the ledger and the template are downloaded."""
    if request.method == "POST":
        return _uploaded(request, sitting)
    context = {
        "takes_part": takes_part(sitting),
        "most_rows": MOST_ROWS,
        "most_megabytes": MOST_BYTES // 2**20,
        "entries": len(sitting.alliance.ledger.postings),
    }
    return render(request, "ledger/import.html", context)


def _uploaded(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Keep the bytes under their digest, and go on to the preview."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.size:
        raise _at_file(Refused("file_missing", "Choose a CSV or XLSX file that is not empty."))
    name = (file.name or "table")[:200]
    if file.size > MOST_BYTES:
        raise _at_file(too_big(name, file.size))
    content = file.read()
    try:
        _read(sitting, content, name, None, None)
    except Refused as refusal:
        raise _at_file(refusal) from refusal
    once = {"digest": attachments.stored(content), "name": name, "once": secrets.token_urlsafe(12)}
    token = signing.dumps({**once, "slug": sitting.slug, "person": sitting.person}, salt=SALT, compress=True)
    return redirect(_address(sitting, token))


def _at_file(refusal: Refused) -> Refused:
    return Refused(refusal.code, refusal.sentence, findings=(Finding("file", str(refusal)),), **refusal.fields)


def _address(sitting: Sitting, token: str, **how: str) -> str:
    return f"{reverse('ledger_import_preview', args=[sitting.slug])}?{urlencode({'sheet': token, **how})}"


def _sheet(sitting: Sitting, token: str) -> Sheet:
    """The upload behind a token. NotHere when it is not one of this person in this alliance."""
    try:
        fields = signing.loads(token, salt=SALT)
    except signing.BadSignature as forged:
        raise NotHere(token) from forged
    if (fields["slug"], fields["person"]) != (sitting.slug, sitting.person):
        raise NotHere(token)
    return Sheet(fields["digest"], fields["name"], fields["once"], token)


def _read(sitting: Sitting, content: bytes, name: str, decimal: Sign | None, dates: Order | None) -> Preview:
    moment = datetime.now(UTC)
    return preview(content, name, sitting.alliance, by=sitting.person, now=moment, decimal=decimal, dates=dates)


def _sign(word: str) -> Sign | None:
    return next((sign for sign in numerals.SIGNS if sign == word), None)


def _order(word: str) -> Order | None:
    return next((order for order in numerals.ORDERS if order == word), None)


@seated
@in_force
def shown_before(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What the table would post, and everything that keeps it from being posted."""
    asked = words(request, decimal="", dates="")
    token = str(request.POST.get("sheet") or request.GET.get("sheet", ""))
    sheet = _sheet(sitting, token)
    decimal, dates = (request.POST.get(name, word) for name, word in asked.items())
    read = _read(sitting, attachments.content(sheet.digest), sheet.name, _sign(decimal), _order(dates))
    return render(request, "ledger/preview.html", _context(sitting, sheet, read, decimal, dates))


def _context(sitting: Sitting, sheet: Sheet, read: Preview, decimal: str, dates: str) -> dict[str, Any]:
    version = version_in_force(sitting.alliance)
    return {
        "sheet": sheet,
        "read": read,
        "rows": list(zip(read.numbers, read.rows, strict=True))[:ROWS_SHOWN],
        "totals": [total._replace(value=tidy(total.value)) for total in read.totals],
        "wrong": read.findings[:FINDINGS_SHOWN],
        "decimal": decimal,
        "dates": dates,
        "signs": SIGN_WORDS.items(),
        "orders": ORDER_WORDS.items(),
        "pools": version.pools,
        "version": version.number,
        "sides": shown.SIDES,
        "resources": shown.RESOURCES,
        "done": bool(sitting.kept.journal.keyed(f"{sitting.person}:{_key(sheet)}")),
        "takes_part": takes_part(sitting),
    }


def _key(sheet: Sheet) -> str:
    """The key of recording this upload: however often it is sent, it is recorded once."""
    return f"import:{sheet.once}"


@seated(page=shown_before)
def record(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Record exactly what was shown: all rows in one act, or none."""
    typed = Typed(request)
    sheet = _sheet(sitting, typed.text("sheet", _("The file")))
    version = typed.whole("version", _("The version"))
    typed.check()
    if version != version_in_force(sitting.alliance).number:
        raise Refused("version_moved", "Another agreement has come into force since you looked. Look again.")
    fields = {
        "content": attachments.content(sheet.digest),
        "name": sheet.name,
        "decimal": _sign(typed.fields.get("decimal", "")),
        "dates": _order(typed.fields.get("dates", "")),
    }
    recorded = acts.record(sitting, posted, key=_key(sheet), **fields)
    message = _("%(count)s entries are recorded, as one act. They wait for the others to confirm or dispute them.")
    messages.success(request, message % {"count": number(len(recorded))})
    return redirect("ledger", sitting.slug)


def posted(
    alliance: Alliance,
    *,
    by: str,
    now: datetime,
    content: bytes,
    name: str,
    decimal: Sign | None,
    dates: Order | None,
) -> list[AnyPosting]:
    """Post all rows of a table: all of them, or none."""
    read = preview(content, name, alliance, by=by, now=now, decimal=decimal, dates=dates)
    return postings(alliance, read, by=by, now=now)


@require_safe
@seated
@in_force
def template(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """An empty table to begin with."""
    return _csv(copies.template_csv(sitting.alliance), f"{sitting.slug}-template.csv")


@require_safe
@seated
@in_force
def export(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The whole ledger as a table that can be read again."""
    return _csv(copies.ledger_csv(sitting.alliance), f"{sitting.slug}-ledger.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


alliance = [
    path("ledger/import/", ledger_import, name="ledger_import"),
    path("ledger/import/preview/", shown_before, name="ledger_import_preview"),
    path("ledger/import/record/", record, name="ledger_import_record"),
    path("ledger/template.csv", template, name="ledger_template"),
    path("ledger/ledger.csv", export, name="ledger_export"),
]
