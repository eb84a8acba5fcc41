"""The questions that come with the program are sound, say after whom they are, and claim nothing."""

import pytest

from paripassu.alliance.surveys.instruments import (
    MOST_QUESTIONS,
    Question,
    Wording,
    faults,
    library,
    parsed,
    scale_words,
    translated,
)

GOOD = Question("one", "Is it so?", "agree")


def test_the_library_holds_what_the_field_asks_about() -> None:
    assert {"trust", "fairness", "norms", "safety", "conflict", "pulse", "relationship"} <= library().keys()


@pytest.mark.parametrize("name", sorted(library()))
def test_an_instrument_says_after_whom_it_is_and_claims_no_reliability(name: str) -> None:
    instrument = library()[name]
    assert "no published reliability is claimed" in instrument.based_on
    assert "Own wording" in instrument.based_on
    assert instrument.about
    assert faults(instrument.questions) == []


def test_trust_is_asked_of_oneself_and_of_the_others_and_of_people_apart() -> None:
    asked = {(question.facet, question.of) for question in library()["trust"].questions}
    shown_too, felt_only = ("reliability", "truth", "ability"), ("goodwill", "openness")
    both = {(facet, of) for facet in (*shown_too, *felt_only) for of in ("own", "others")}
    assert asked == both | {("counterparts", "others")}


def test_a_pulse_has_six_questions() -> None:
    assert len(library()["pulse"].questions) == 6


def test_the_whole_relationship_has_five_written_levels_to_each_question() -> None:
    for question in library()["relationship"].questions:
        assert question.points == (0, 25, 50, 75, 100)
        assert len(set(question.levels)) == 5


def test_norms_are_asked_by_occurrence_and_by_importance_in_the_same_words() -> None:
    by_scale: dict[str, list[str]] = {"often": [], "important": []}
    for question in library()["norms"].questions:
        by_scale[question.scale].append(question.text)
    assert by_scale["often"] == by_scale["important"] != []


def test_longer_scales_of_agreement_have_questions_worded_the_other_way_round() -> None:
    for name in ("trust", "fairness", "safety"):
        assert {question.reversed for question in library()[name].questions} == {True, False}


@pytest.mark.parametrize("name", ["pulse", "relationship"])
def test_the_pulse_and_the_whole_relationship_are_asked_in_german_too(name: str) -> None:
    instrument = library()[name]
    assert instrument.languages == ("en", "de")
    for question in instrument.questions:
        german = question.said("de")
        assert german.text != question.text
        assert len(german.levels) == len(question.levels)
        assert (german.id, german.scale, german.reversed) == (question.id, question.scale, question.reversed)
    assert (
        {"agree", "often", "important", "levels"} == scale_words()["de"].asks.keys() == scale_words()["de"].ends.keys()
    )


def test_a_question_without_words_in_a_language_is_asked_as_it_was_proposed() -> None:
    for question in library()["trust"].questions:
        assert question.said("de") == question
    partly = translated(library()["pulse"], GERMAN.replace("xx", "fr"))
    assert [each.said("fr").text for each in partly.questions][:2] == ["Tief", partly.questions[1].text]


GERMAN = 'id="pulse"\nlanguage="xx"\ntitle="x"\nabout="x"\n[questions]\ntrust="Tief"'


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("xx", "XX", "two small letters"),
        ("xx", "de", "words once"),
        ("pulse", "trust", "another instrument"),
        ("trust=", "nothing=", "another instrument: pulse nothing"),
        ("Tief", " ", "says in each language"),
        ("about=", "above=", "no translation"),
    ],
)
def test_words_that_do_not_fit_an_instrument_are_refused(old: str, new: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        translated(library()["pulse"], GERMAN.replace(old, new))


@pytest.mark.parametrize(
    "questions",
    [
        (),
        (GOOD, GOOD),
        (GOOD,) * (MOST_QUESTIONS + 1),
        (Question("two words", "x", "agree"),),
        (Question("x" * 30, "x", "agree"),),
        (Question("one", " ", "agree"),),
        (Question("one", "x" * 301, "agree"),),
        (Question("one", "x", "levels", levels=("low", "high")),),
        (Question("one", "x", "levels", levels=("low", "", "a", "b", "c")),),
        (Question("one", "x", "agree", levels=("low",)),),
        (Question("one", "x", "stars"),),  # type: ignore[arg-type]
        (Question("one", "x", "agree", also=(Wording("de", ""),)),),
        (Question("one", "x", "agree", also=(Wording("german", "y"),)),),
        (Question("one", "x", "agree", also=(Wording("de", "y", ("a",)),)),),
    ],
)
def test_questions_that_cannot_be_asked_are_found(questions: tuple[Question, ...]) -> None:
    assert faults(questions)


@pytest.mark.parametrize("text", ["", "= not toml", 'id = "x"', 'id = "x"\nsurprise = 1'])
def test_a_file_that_is_no_instrument_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no instrument"):
        parsed(text)


def test_a_file_with_unsound_questions_is_refused() -> None:
    text = 'id="x"\ntitle="x"\nabout="x"\nbased_on="x"\nscale="agree"\n[[questions]]\nid="a b"\ntext="x"'
    with pytest.raises(ValueError, match="one short word"):
        parsed(text)
