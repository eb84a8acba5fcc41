"""Instruments: the questions of a survey, as files anybody can read, and what makes a set of questions sound.

The questions are in our own words; `based_on` says after whom, and no reliability published for the originals is
claimed. Every question is asked of every side in the same words. [INSTRUMENTS B]
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from paripassu.alliance.refusals import Finding

Scale: TypeAlias = Literal["agree", "often", "important", "levels"]
Of: TypeAlias = Literal["", "others", "own"]

POINTS: dict[Scale, tuple[int, ...]] = {
    "agree": (1, 2, 3, 4, 5, 6, 7),
    "often": (1, 2, 3, 4, 5, 6, 7),
    "important": (1, 2, 3, 4, 5, 6, 7),
    "levels": (0, 25, 50, 75, 100),
}
"""What can be answered on each scale; “does not apply” can be answered on all of them."""

MOST_QUESTIONS = 40
_LANGUAGE = re.compile("[a-z]{2}")
TEXT_LIMIT = 300
ID_LIMIT = 24
IMPORTANCE = "_important"
"""What the id of the second question ends in, where occurrence and importance are both asked."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The words of a question in another language (two letters), with its levels where it has them."""

    language: str
    text: str
    levels: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One question. `reversed`: agreeing is the worse answer. `of`: asked of one's own side or of the others.

    `levels` are the five written levels, from the lowest, where the scale is one of levels. `also`: the same question
    in other languages. All of it is agreed and frozen, so that nobody is asked in words that not all have read.
    """

    id: str
    text: str
    scale: Scale
    facet: str = ""
    of: Of = ""
    reversed: bool = False
    levels: tuple[str, ...] = ()
    also: tuple[Wording, ...] = ()

    def said(self, language: str) -> "Question":
        """The question in a language; as it was proposed where it has no words in that language."""
        found = next((each for each in self.also if each.language == language), None)
        return self if found is None else replace(self, text=found.text, levels=found.levels)

    @property
    def points(self) -> tuple[int, ...]:
        """What can be answered, from the lowest."""
        return POINTS[self.scale]


class Instrument(msgspec.Struct, frozen=True):
    """Questions that belong together: what they ask about, after whom, in which language."""

    id: str
    title: str
    about: str
    based_on: str
    questions: tuple[Question, ...]
    language: str = "en"
    also: tuple["Translation", ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be asked in, the one it was written in first."""
        return (self.language, *(each.language for each in self.also))


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument in another language: the words of its questions, and of their levels, by id.

    What has no words here is asked as it was written, as with the messages of a program.
    """

    id: str
    language: str
    title: str
    about: str
    questions: dict[str, str]
    levels: dict[str, tuple[str, ...]] = {}


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    text: str
    facet: str = ""
    of: Of = ""
    reversed: bool = False
    levels: tuple[str, ...] = ()


class _File(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    title: str
    about: str
    based_on: str
    scale: Scale
    questions: tuple[_Row, ...]
    importance: bool = False
    language: str = "en"


def parsed(text: str) -> Instrument:
    """The instrument that a file says. ValueError when it is none, or its questions are not sound."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"this is no instrument: {error}") from error
    questions = tuple(
        question
        for row in file.questions
        for question in _asked(row, file.scale, importance=file.importance)
    )  # fmt: skip
    found = faults(questions)
    if found or not all((file.id, file.title, file.about, file.based_on)):
        raise ValueError(f"this is no sound instrument: {found[0].message if found else 'it does not say what it is'}")
    return Instrument(file.id, file.title, file.about, file.based_on, questions, file.language)


def translated(instrument: Instrument, text: str) -> Instrument:
    """The instrument with the words of a translation. ValueError when these are for other questions than it has."""
    try:
        file = msgspec.convert(tomllib.loads(text), Translation)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(f"this is no translation: {error}") from error
    ids = {question.id.removesuffix(IMPORTANCE) for question in instrument.questions}
    strange = sorted({*file.questions, *file.levels} - ids)
    if file.id != instrument.id or strange:
        raise ValueError(f"this translates another instrument: {file.id} {' '.join(strange)}")
    questions = tuple(_with(question, file) for question in instrument.questions)
    found = faults(questions)
    if found or not all((file.title, file.about)):
        raise ValueError(f"this is no sound translation: {found[0].message if found else 'it does not say what it is'}")
    return replace(instrument, questions=questions, also=(*instrument.also, file))


def _with(question: Question, file: Translation) -> Question:
    """A question with its words in one more language, where it has any."""
    id_ = question.id.removesuffix(IMPORTANCE)
    if id_ not in file.questions or (question.levels and id_ not in file.levels):
        return question
    words = Wording(file.language, file.questions[id_], file.levels.get(id_, ()))
    return replace(question, also=(*question.also, words))


def in_all_languages(question: Question) -> tuple[str, ...]:
    """Everything that a question says in other languages than its own."""
    return tuple(text for each in question.also for text in (each.text, *each.levels))


def languages(questions: Sequence[Question]) -> tuple[str, ...]:
    """The languages in which any of these questions has words beside those it was proposed in, sorted."""
    return tuple(sorted({each.language for question in questions for each in question.also}))


def _asked(row: _Row, scale: Scale, *, importance: bool) -> list[Question]:
    """A row as it is asked: once, or once for how often it is seen and once for how important it is."""
    question = Question(row.id, row.text, scale, row.facet, row.of, row.reversed, row.levels)
    if not importance:
        return [question]
    return [question, Question(row.id + IMPORTANCE, row.text, "important", row.facet, row.of)]


def faults(questions: Sequence[Question]) -> list[Finding]:
    """What is wrong with a set of questions, each at its id; empty when they can be asked."""
    if not 0 < len(questions) <= MOST_QUESTIONS:
        return [Finding("questions", f"A survey has 1 to {MOST_QUESTIONS} questions.")]
    ids = [question.id for question in questions]
    found = [Finding(each, "Two questions have the same id.") for each in sorted({e for e in ids if ids.count(e) > 1})]
    for question in questions:
        found += [Finding(question.id, message) for message in _faulty(question)]
    return found


def _faulty(question: Question) -> list[str]:
    found = []
    if not (question.id.isascii() and question.id.isidentifier()) or len(question.id) > ID_LIMIT:
        found.append("The id of a question is one short word.")
    if not 0 < len(question.text.strip()) <= TEXT_LIMIT:
        found.append(f"A question has 1 to {TEXT_LIMIT} characters.")
    if question.scale not in POINTS:
        found.append("The scale of a question is one of those there are.")
    elif len(question.levels) != (len(question.points) if question.scale == "levels" else 0):
        found.append("A question with levels has each of them written out, another none.")
    if any(not 0 < len(level) <= TEXT_LIMIT for level in question.levels) or len(question.facet) > TEXT_LIMIT:
        found.append("Levels and facets are short texts.")
    return found + _mistranslated(question)


def _mistranslated(question: Question) -> list[str]:
    codes = [each.language for each in question.also]
    sound = len(set(codes)) == len(codes) and all(_LANGUAGE.fullmatch(code) for code in codes)
    found = [] if sound else ["A language has two small letters, and words once."]
    for words in question.also:
        if not 0 < len(words.text.strip()) <= TEXT_LIMIT or len(words.levels) != len(question.levels):
            found.append("A question says in each language what it says in its own, with as many levels.")
        if any(not 0 < len(level.strip()) <= TEXT_LIMIT for level in words.levels):
            found.append("Levels and facets are short texts.")
    return found


class ScaleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked about the words of a question, and what the two ends of each scale are called, in one language.

    `name` is what the language calls itself, `none` the words for “does not apply”.
    """

    language: str
    name: str
    none: str
    asks: dict[Scale, str]
    ends: dict[Scale, tuple[str, str]]


@cache
def scale_words() -> dict[str, ScaleWords]:
    """The words of the scales by language, for the languages that pages themselves do not speak."""
    folder = files("paripassu") / "instruments" / "scales"
    texts = sorted((each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".toml"))
    found = [msgspec.convert(tomllib.loads(text), ScaleWords) for _name, text in texts]
    return {each.language: each for each in found}


@cache
def library() -> dict[str, Instrument]:
    """The instruments that come with the program, by id."""
    folder = files("paripassu") / "instruments"
    texts = sorted((each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".toml"))
    found = {name: parsed(text) for name, text in texts if name.count(".") == 1}
    for name, text in texts:
        if name.count(".") > 1:
            whole = name.partition(".")[0] + ".toml"
            found[whole] = translated(found[whole], text)
    return {each.id: each for each in sorted(found.values(), key=lambda one: one.title)}
