"""The automatic numbers of a Word document, counted as Word counts them, and its heading styles."""

import re
from collections import defaultdict
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LEVELS = 9


def attribute(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element, or `default`."""
    return default if element is None else element.get(W + "val", default)


def roman(number: int) -> str:
    """Small roman figures: roman(14) is "xiv"."""
    figures = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        figures += letters * min(count, 9)
    return figures


def letters(number: int) -> str:
    """a, b, … z, aa, bb, … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)


def figure(number: int, form: str) -> str:
    """`number` in one of Word's number formats."""
    number = max(number, 1)
    forms = {
        "lowerRoman": roman(number),
        "upperRoman": roman(number).upper(),
        "lowerLetter": letters(number),
        "upperLetter": letters(number).upper(),
        "decimalZero": f"{number:02}",
    }
    return forms.get(form, str(number))


class Level:
    """One level of a list: its format ("decimal"), its text ("%1.%2") and its first number."""

    def __init__(self, element: Element) -> None:
        self.form = attribute(element.find(W + "numFmt"), "decimal")
        self.text = attribute(element.find(W + "lvlText"))
        start = attribute(element.find(W + "start"), "1")
        self.start = int(start) if re.fullmatch(r"\d{1,4}", start) else 1


class Numbering:
    """Counts the numbered paragraphs of one document."""

    def __init__(self, numbering: Element, styles: Element) -> None:
        lists = {
            item.get(W + "abstractNumId", ""): {lvl.get(W + "ilvl", "0"): Level(lvl) for lvl in item.iter(W + "lvl")}
            for item in numbering.iter(W + "abstractNum")
        }
        self.lists = {
            item.get(W + "numId", ""): lists.get(attribute(item.find(W + "abstractNumId")), {})
            for item in numbering.iter(W + "num")
        }
        self.styles = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
        self.counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * LEVELS)

    def is_heading(self, paragraph: Element) -> bool:
        """True when the style is a title or a heading."""
        style = attribute(paragraph.find(f"{W}pPr/{W}pStyle"))
        named = self.styles.get(style)
        called = attribute(named.find(W + "name")) if named is not None else style
        return called.lower().startswith(("heading", "title"))

    def next_number(self, paragraph: Element) -> str:
        """The number written before this paragraph, and one further count; "" for an unnumbered one or a bullet."""
        used, level = self.used_list(paragraph)
        levels = self.lists.get(used, {})
        if str(level) not in levels:
            return ""
        counts = self.counts[used]
        counts[level] = counts[level] + 1 if counts[level] else levels[str(level)].start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        if levels[str(level)].form in ("bullet", "none"):
            return ""
        return re.sub(r"%([1-9])", lambda match: shown(counts, levels, int(match[1]) - 1), levels[str(level)].text)

    def used_list(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or that of its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            style = self.styles.get(attribute(paragraph.find(f"{W}pPr/{W}pStyle")))
            own = style.find(f"{W}pPr/{W}numPr") if style is not None else None
        if own is None:
            return "", 0
        level = attribute(own.find(W + "ilvl"), "0")
        return attribute(own.find(W + "numId")), int(level) if re.fullmatch(r"[0-8]", level) else 0


def shown(counts: list[int], levels: dict[str, Level], level: int) -> str:
    """The figure of one level inside a number such as 2.3(a)."""
    if str(level) not in levels:
        return ""
    return figure(counts[level] or levels[str(level)].start, levels[str(level)].form)
