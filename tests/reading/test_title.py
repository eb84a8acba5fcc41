"""What the agreement calls itself."""

import pytest

from tests.reading.texts import drafted, value


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        (
            "Exhibit 10.24   EXECUTION VERSION   STRATEGIC ALLIANCE AGREEMENT\n\nThis agreement",
            "STRATEGIC ALLIANCE AGREEMENT",
        ),
        ("EXHIBIT B CO-BRANDING AGREEMENT\n\nThis", "CO-BRANDING AGREEMENT"),
        ("Cooperation Agreement (2014 Amendment)\n\nThis", "Cooperation Agreement (2014 Amendment)"),
        (
            "AMENDMENT AND TERMINATION\n\nOF\n\nJOINT VENTURE AGREEMENT\n\nThis",
            "AMENDMENT AND TERMINATION OF JOINT VENTURE AGREEMENT",
        ),
        ("AGREEMENT OF JOINT VENTURE\n\nThis Agreement of Joint Venture is made", "AGREEMENT OF JOINT VENTURE"),
        (
            "AMENDMENT NO. 2 TO COLLABORATION AGREEMENT\n\nThis Amendment No. 2 is made",
            "AMENDMENT NO. 2 TO COLLABORATION AGREEMENT",
        ),
        ("BO GROUP HOLDINGS PLC\n\nSTRATEGIC ALLIANCE AGREEMENT\n\nThis", "STRATEGIC ALLIANCE AGREEMENT"),
        ("Ada Telecom Contract No.: 17\n\nCooperation Agreement\n\nThis", "Cooperation Agreement"),
        ("MEMORANDUM OF UNDERSTANDING\n\nThis Memorandum of Understanding is", "MEMORANDUM OF UNDERSTANDING"),
        ("CONTENT AND CO-BRANDING AGREEMENT\n\nThis", "CONTENT AND CO-BRANDING AGREEMENT"),
        ("No name here.", None),
    ],
)
def test_the_title_stands_without_the_words_around_it(opening: str, title: str | None) -> None:
    assert value(drafted(opening), "title") == title
