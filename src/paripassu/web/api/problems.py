"""What is answered when there is nothing to answer: always a code and a sentence, in one shape."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from paripassu.web import refusals

if TYPE_CHECKING:
    from ninja import NinjaAPI


class Problem(Schema):
    """Why there is no answer: a stable code, a sentence for people, and what of the question is wrong."""

    code: str
    sentence: str
    wrong: list[str] = Field(default_factory=list)


CODES = {401: "unauthorised", 403: "forbidden", 404: "not_here", 429: "too_many"}
SENTENCES = {
    401: "Show an access token as “Authorization: Bearer …”, or sign in. It may be over, or revoked.",
    429: "Too many requests. Wait a minute, then go on.",
}

PROBLEMS: dict[int, type[Problem]] = {401: Problem, 404: Problem, 429: Problem}
ASKED_PROBLEMS: dict[int, type[Problem]] = {**PROBLEMS, 422: Problem}
"""What an operation may answer besides what it is made for; the second where something of the question can be wrong."""


def problem(status: int, code: str, sentence: str, wrong: tuple[str, ...] = ()) -> HttpResponse:
    """An answer that says why there is none."""
    answer = JsonResponse({"code": code, "sentence": sentence, "wrong": list(wrong)}, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def answered(request: HttpRequest, error: Any) -> HttpResponse:
    """The same answer as a page would give, as JSON."""
    status, code, sentence = refusals.as_problem(request, error)
    return problem(status, code, sentence)


def say(api: "NinjaAPI") -> None:
    """Let the API say in this shape also what is wrong with a request itself."""

    @api.exception_handler(HttpError)
    def refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
        status = error.status_code
        return problem(status, CODES.get(status, "unreadable"), SENTENCES.get(status, str(error)))

    @api.exception_handler(ValidationError)
    def unreadable(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        wrong = tuple(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors)
        sentence = "What you ask for cannot be read. See what is wrong, and ask again."
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "unreadable", sentence, wrong)
