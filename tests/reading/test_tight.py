"""A text without its wide gaps, and the way back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.reading.document import document
from paripassu.reading.structure import structure
from paripassu.reading.tight import tightened
from tests.reading.texts import drafted, value

WIDE = (
    "ALLIANCE AGREEMENT\n\nThis Agreement is made as of March 3, 2014 between Ada Inc. and Bo Inc.\n\n"
    "9.  Term.   The  term  of  this  Agreement  shall  end  on   December   31,\n"
    "    ----                                                     --------\n2015.\n"
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Ada", "pays.", " ", "   ", "\n", "\n\n", "2014", "\n----\n"]), min_size=1, max_size=25)
)
def test_each_word_of_the_tight_text_is_that_word_of_the_text(pieces: list[str]) -> None:
    wide = structure(document("a.txt", ("Ada " + "".join(pieces)).encode()))
    tight = tightened(wide)
    assert "  " not in tight.bones.flat
    assert len(tight.bones.document.text) == len(tight.bones.flat)
    for at, letter in enumerate(tight.bones.flat):
        assert letter == " " or wide.flat[tight.offset(at)] == letter
    for narrow, sentence in zip(tight.bones.sentences, wide.sentences, strict=True):
        words = [word for word in wide.flat[sentence.start : sentence.end].split() if word != "----"]
        assert tight.bones.flat[narrow.start : narrow.end].split() == words


def test_what_stands_between_wide_gaps_and_underlines_is_found_at_its_place() -> None:
    draft = drafted(WIDE)
    assert value(draft, "expiration_date") == "2015-12-31"
    place = draft.expiration_date.place if draft.expiration_date else None
    assert place is not None
    assert WIDE[place.start :].startswith("The  term")


def test_a_sentence_goes_on_behind_the_turn_of_a_page_with_a_name_or_a_number() -> None:
    text = (
        "ALLIANCE AGREEMENT\n\nThis Agreement is made as of March 3, 2014 between Ada Inc. and Bo Inc.\n\n"
        "9. Term. This Agreement shall remain in effect until\n\n12\n\f\nJune 30, 2016.\n"
    )
    assert value(drafted(text), "expiration_date") == "2016-06-30"
