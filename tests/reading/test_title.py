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
        ("No name here.", None),
    ],
)
def test_the_title_stands_without_the_words_around_it(opening: str, title: str | None) -> None:
    assert value(drafted(opening), "title") == title
