"""The plain text of an agreement with a sign where no name goes on: at the end of a paragraph, and of a short line.

Quotes around a nickname ('Ada "Ace" Moe') are blank in it, since quotes end a name elsewhere.
"""

import re

from paripassu.reading.structure import Structure

END = "¶"
SHORT = 45
NICKNAME = re.compile(r"\"(?<=[a-z]\s\")(?P<name>[A-Z]\w{1,14})\"(?=\s[A-Z][a-z])")
FIRST_NAME = re.compile(r"\b[A-Z][a-z]+\s\Z")
LINE = re.compile(r"(?m)^[^\S\n]*(?P<line>\S[^\n]{0,60}?)[^\S\n]*\n(?=[^\S\n]*(?P<next>\S+))")
# What goes on in the next line: a list, a joining word, a broken word; and what begins one that goes on.
OPEN = re.compile(r"(?:,|&|-|\b(?:and|of|the|for|de|by|between|a|an))$", re.IGNORECASE)
GOES_ON = re.compile(
    r"(?!(?:by|per)\b)[a-z]+(?!\w)|[(&]|(?:Inc|LLC|L\.L\.C|Ltd|Limited|Corp|Company|L\.P|LP|LLP|GmbH|[A-Z]{2,7})\b[.,]"
)


def marked(bones: Structure) -> str:
    """`bones.flat`, character by character, with the sign at the end of each paragraph and of each short line.

    A line is short when the next word would have had room in it: it was ended there on purpose.
    """
    letters = list(bones.flat)
    for block in bones.document.blocks:
        if block.end < len(letters):
            letters[block.end] = END
    for match in LINE.finditer(bones.document.text):
        room = len(match["line"]) + len(match["next"]) < SHORT
        if room and not OPEN.search(match["line"]) and not GOES_ON.match(match["next"]):
            letters[match.end("line")] = END
    for match in NICKNAME.finditer(bones.flat):
        if FIRST_NAME.search(bones.flat, max(0, match.start() - 20), match.start()):
            letters[match.start()] = letters[match.end() - 1] = " "
    return "".join(letters)
