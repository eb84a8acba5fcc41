"""How the questions of a survey stand on a page: in which language, under which words, and what was answered there."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from paripassu.alliance.surveys.instruments import Question, Wording, languages, scale_words
from paripassu.web.surveyed import ASKS, ENDS, Words
from paripassu.web.typed import Typed

_WORDING = re.compile(r"([a-z]{2}):\s*(.+)")


class Put(NamedTuple):
    """A question as it is put: its number, in which language, what is asked about it, and the words of its answers."""

    number: int
    question: Question
    language: str
    ask: Words
    ends: tuple[Words, Words]
    none: Words


class Language(NamedTuple):
    """A language in which the questions can be read; the empty code is the one in which they were proposed."""

    code: str
    name: Words
    chosen: bool


def chosen(request: HttpRequest, questions: Sequence[Question]) -> str:
    """The language asked for in the address, or by the browser, if the questions have words in it; otherwise none."""
    offered = languages(questions)
    wanted = request.GET.get("in")
    if wanted is None:
        accepted = request.headers.get("Accept-Language", "").lower()
        wanted = "" if get_language_from_request(request) in accepted else accepted[:2]
    return wanted if wanted in offered else ""


def offered(questions: Sequence[Question], code: str) -> list[Language]:
    """The languages to choose from; none where there is only one."""
    found = [
        Language(each, scale_words()[each].name if each in scale_words() else each, each == code)
        for each in languages(questions)
    ]
    return [Language("", lazy("as proposed"), code == ""), *found] if found else []


def put(questions: Sequence[Question], code: str) -> list[Put]:
    """The questions in a language; each as it was proposed where it has no words in that."""
    return [_put(number, question, code) for number, question in enumerate(questions, 1)]


def _put(number: int, question: Question, code: str) -> Put:
    words = scale_words().get(code) if any(each.language == code for each in question.also) else None
    if words is None:
        return Put(number, question, "", ASKS[question.scale], ENDS[question.scale], lazy("does not apply"))
    return Put(
        number, question.said(code), code, words.asks[question.scale], words.ends[question.scale], words.none
    )  # fmt: skip


def answered(typed: Typed, questions: Sequence[Question]) -> tuple[int | None, ...]:
    """What a form says to each question; None where nothing was chosen, or that it does not apply."""
    found: list[int | None] = []
    for number, question in enumerate(questions, 1):
        options = ["", *map(str, question.points)]
        text = typed.choice(f"q{number}", question.text, options) if typed.fields.get(f"q{number}") else ""
        found.append(int(text) if text else None)
    return tuple(found)


def own_question(typed: Typed, place: int, line: str) -> Question:
    """A question of one's own from a line: the text, and after strokes an R or words in other languages."""
    text, *rest = [part.strip() for part in line.split("|")]
    also, turned = [], False
    for part in rest:
        words = _WORDING.fullmatch(part)
        if part == "R":
            turned = True
        elif words:
            also.append(Wording(words[1], words[2]))
        else:
            typed.find("own", _("After a stroke comes R, or two letters, a colon and the question in that language."))
    return Question(f"own{place}", text, "agree", "own", reversed=turned, also=tuple(also))
