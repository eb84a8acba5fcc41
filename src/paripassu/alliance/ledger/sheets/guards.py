"""Text that a spreadsheet would take for a formula is written with an apostrophe, which reading takes off again.

A cell that begins with = + - or @ is computed when the file is opened, and could fetch or send something. [OWASP CSV
injection]
"""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """The text so that no spreadsheet computes it.

    >>> guarded("=1+1"), guarded("a=1"), guarded("'=1+1")
    ("'=1+1", 'a=1', "''=1+1")
    """
    return f"'{text}" if text.lstrip("'").startswith(RISKY) else text


def unguarded(text: str) -> str:
    """The text that was guarded: the inverse of `guarded` for every text.

    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text
