"""Sentences, sections, definitions."""

from paripassu.reading.document import document
from paripassu.reading.structure import Structure, structure


def bones(text: str) -> Structure:
    return structure(document("a.txt", text.encode()))


def sentences(text: str) -> list[str]:
    found = bones(text)
    return [found.document.words(sentence.start, sentence.end) for sentence in found.sentences]


def test_abbreviations_and_section_numbers_end_no_sentence() -> None:
    text = (
        "Ada, Inc. Delaware and Bo Co., Ltd. U.S. branch agree. See Sec. 3.1 and No. 5 of it. "
        "4. Payment. Bo pays Mr. Smith."
    )
    assert sentences(text) == [
        "Ada, Inc. Delaware and Bo Co., Ltd. U.S. branch agree.",
        "See Sec. 3.1 and No. 5 of it.",
        "4. Payment.",
        "Bo pays Mr. Smith.",
    ]


def test_sections_know_their_number_depth_and_end() -> None:
    text = "1. Duties\n\n1.1 Ada pays.\n\n1.2 Bo builds.\n\n2. Term\n\nOne year."
    found = bones(text).sections
    assert [(section.number, section.depth) for section in found] == [("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]
    assert text[found[0].start : found[0].end].rstrip().endswith("1.2 Bo builds.")


def test_definitions_are_found_at_the_term() -> None:
    text = (
        'The “Launch Date” means the day of launch. Ada Ltd (the "Buyer") pays. "Products" has the meaning given below.'
    )
    found = bones(text)
    assert [definition.term for definition in found.definitions] == ["Launch Date", "Buyer", "Products"]
    assert all(text[definition.start : definition.end] == definition.term for definition in found.definitions)


def test_the_signatures_are_set_apart() -> None:
    text = "Ada shall pay. " * 20 + "\n\nIN WITNESS WHEREOF, the parties sign.\n\nBy: ____"
    found = bones(text)
    assert text[found.signed_at :].startswith("IN WITNESS")
