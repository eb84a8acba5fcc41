"""The REST API, version 1, for reading: over the same sittings and reads as the pages, and nothing more.

`docs/reference/api.md` says what there is. The schema is published under `/api/v1/openapi.json`. A practice has the
same name here as in every room.
"""

from ninja import NinjaAPI
from ninja.operation import Operation

from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper.access import NotHere
from paripassu.web.api import (
    alliances,
    callers,
    checkins,
    commitments,
    decisions,
    figures,
    ledger,
    links,
    problems,
    record,
    surveys,
    table,
    valuations,
)

DESCRIPTION = """\
What a person sees in Pari Passu, for programs: reading only. Show a personal access token, made under
“Access tokens” in your own menu, as `Authorization: Bearer …`; in a browser the session does as well.
Everything is as the party of that person may see it. What is not there, or not theirs, is answered with 404 alike."""


class Reading(NinjaAPI):
    """The API, whose operations are called by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: it stands once in the API."""
        return operation.view_func.__name__


api = Reading(
    title="Pari Passu",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=[callers.Token(), callers.Session(csrf=False)],
    throttle=[callers.PerPerson()],
)
PRACTICES = (
    alliances, table, record, links, ledger, valuations, figures, commitments, decisions, checkins, surveys,
)  # fmt: skip
for practice in PRACTICES:
    api.add_router("", practice.router, tags=[practice.__name__.rpartition(".")[2]])
for kind in (Refused, Broken, NotHere):
    api.add_exception_handler(kind, problems.answered)
problems.say(api)
