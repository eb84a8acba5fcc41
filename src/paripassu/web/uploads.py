"""What people send as files, bounded before any page sees it: how large, how many together, and how often.

A page reads its file from `request.FILES` and asks how large it is, as ever: of a file that is too large only so much
is kept as shows that it is, whatever was sent.
"""

import re
from collections.abc import Callable
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase

from paripassu.keeper.concerns.enclosures import MOST_AT_ONCE
from paripassu.reading import cleaned
from paripassu.reading.limits import MOST_BYTES
from paripassu.web.refusals import too_many

MOST_TOGETHER = 12 * MOST_BYTES
"""Bytes of all files of one form."""

RATES = {"upload": "30/m/user,300/h/user"}
"""Reading a file costs a processor for seconds."""


class Bounded(TemporaryFileUploadHandler):
    """A file on disk that never grows beyond what is read anyway. RequestDataTooBig when all files are too much."""

    together = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, unless more is here already than any page takes."""
        self.together += len(raw_data)
        if self.together > MOST_TOGETHER:
            self.file.close()
            raise RequestDataTooBig("The files of this form are too large together.")
        if start <= MOST_BYTES:
            super().receive_data_chunk(raw_data, start)


class InMemory(MemoryFileUploadHandler):
    """A file in memory alone, and no more of it than shows that it is too large: nothing is written to a disk."""

    together = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take every file, whatever its size."""
        super().handle_raw_input(*args, **kwargs)
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, unless it is too much already: then the page refuses by size or by number."""
        if start <= cleaned.MOST_BYTES and self.together <= MOST_AT_ONCE * (cleaned.MOST_BYTES + self.chunk_size):
            self.together += len(raw_data)
            super().receive_data_chunk(raw_data, start)


OF_CONCERNS = re.compile(r"/(?:receipt/|speak/|[^/]+/concerns/)")
OF_NOBODY = re.compile(r"/(?:receipt/|speak/)")
"""Paths of which files are kept in memory alone; and of these, where nobody asks who sends them."""


def in_turn(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: whoever sends files too often waits, whichever page they are for. Where nobody is signed in, the page
    itself counts."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        if OF_CONCERNS.match(request.path):
            request.upload_handlers = [InMemory(request)]
        if OF_NOBODY.match(request.path):
            return get_response(request)
        if request.method == "POST" and request.FILES and request.user.is_authenticated and not _allowed(request):
            return too_many(request)
        return get_response(request)

    return answered


def _allowed(request: HttpRequest) -> Any:
    return consume(request, app="paripassu", action="upload", config=RATES)
