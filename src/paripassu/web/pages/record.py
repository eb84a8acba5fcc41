"""The record: every entry in its place, the signed checkpoint over them, and the whole of it to take along."""

import json
from datetime import datetime
from tempfile import TemporaryFile
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripassu.alliance.alliance import Recorded, Withheld
from paripassu.keeper import exports, reads
from paripassu.keeper.access import Sitting
from paripassu.keeper.evidence import evidence
from paripassu.keeper.handovers import handover
from paripassu.keeper.reads import EntryShown
from paripassu.web.seated import seated
from paripassu.web.sentences import place, sentence

ROWS = 25


class Told(NamedTuple):
    """An entry as a row. Its audience is empty when it is for everybody."""

    entry: int
    entered: datetime
    party: str
    person: str
    audience: tuple[str, ...]
    text: str
    seal: str


@require_safe
@seated
def record(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All entries, newest first; the checkpoint; the way to take the record along."""
    kept = sitting.kept.record
    page = Paginator(range(sitting.alliance.size - 1, -1, -1), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(sitting, page),
        "note": kept.checkpoint(),
        "key": kept.signer.verifier_key,
        "file": _file_name(sitting),
        "handover": handover(sitting.slug),
    }
    return render(request, "record/record.html", context)


def _rows(sitting: Sitting, page: "Page[int]") -> list[Told]:
    if not page.object_list:
        return []
    names = reads.names(sitting)
    newest, oldest = page.object_list[0], page.object_list[-1]
    return [_told(sitting, entry, names) for entry in reads.entries(sitting, oldest, newest + 1)[::-1]]


def _told(sitting: Sitting, entry: EntryShown, names: dict[str, str]) -> Told:
    header = entry.header
    recorded = entry.recorded or Recorded(header.index, entry.entered, header.party, Withheld())
    unknown = _("somebody whose name was erased")
    by = getattr(recorded.fact, "by", "")
    return Told(
        header.index,
        entry.entered,
        header.party,
        names.get(by, unknown) if by else "",
        header.audience,
        sentence(sitting.alliance, recorded, names),
        header.seal,
    )


@require_safe
@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One entry: its header, what it says, its seal computed again, and the proof that it is in the record."""
    shown = evidence(sitting, index)
    [read] = reads.entries(sitting, index, index + 1)
    about = place(sitting.slug, read.recorded) if read.recorded else ""
    context = {
        "told": _told(sitting, read, reads.names(sitting)),
        "shown": shown,
        "body": json.dumps(json.loads(shown.body), indent=2, ensure_ascii=False) if shown.body else "",
        "about": "" if about == request.path else about,
        "size": sitting.alliance.size,
    }
    return render(request, "record/entry.html", context)


@require_safe
@seated
def download(_request: HttpRequest, sitting: Sitting) -> FileResponse:
    """The whole record as this person's party may see it, from a temporary file."""
    file = TemporaryFile()  # noqa: SIM115 (the answer closes it once it is sent)
    try:
        exports.export(sitting, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=_file_name(sitting), content_type="application/octet-stream")


@require_safe
@seated
def checkpoint(_request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The signed checkpoint alone, as text to keep."""
    name = f"{sitting.slug}-{sitting.alliance.size}-checkpoint.txt"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(sitting.kept.record.checkpoint(), content_type="text/plain; charset=utf-8", headers=headers)


@require_safe
@seated
def check(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What the verifier says, run here on the very file that would be downloaded."""
    return render(request, "record/check.html", {"verdict": exports.checked(sitting), "file": _file_name(sitting)})


def _file_name(sitting: Sitting) -> str:
    return f"{sitting.slug}-{sitting.alliance.size}.pari"


alliance = [
    path("record/", record, name="record"),
    path("record/download/", download, name="record_download"),
    path("record/checkpoint/", checkpoint, name="record_checkpoint"),
    path("record/check/", check, name="record_check"),
    path("record/<int:index>/", entry, name="record_entry"),
]
