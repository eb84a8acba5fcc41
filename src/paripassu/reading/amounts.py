"""Amounts of money and shares of it, as agreements write them."""

import re

CURRENCY = r"(?:US\$|U\.S\.\s?\$|USD|EUR|GBP|CHF|JPY|CNY|RMB|CAD|HKD|HK\$|C\$|A\$|Rs\.?|\$|€|£|¥)"
FIGURE = r"\d{1,3}(?:[,.\s]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"(?:\s*(?:hundred|thousand|million|billion|mm|m|k)\b)?"
MONEY = re.compile(
    rf"(?i)(?<![\w$]){CURRENCY}\s?(?:{FIGURE}){SCALE}"
    rf"|(?<![\w.])(?:{FIGURE}){SCALE}\s+(?:US\s+|U\.S\.\s+|United\s+States\s+|Canadian\s+)?(?:dollars|euros?|pounds(?:\s+sterling)?|yen|RMB|yuan)\b"
    rf"|(?<![\w.])(?:\d+(?:\.\d+)?\s*%|\d+(?:\.\d+)?\s+per\s?cent\b)(?:\s*\))?(?:\s+of\s+(?:the\s+|all\s+|any\s+)?[\w\s'-]{{2,60}}?(?=[,.;()]|\s+(?:for|from|to|in|on|by|within|received|paid|and|or)\b))?"
    rf"|(?<![\w.]){CURRENCY}?\s?\[\s?[*●•_ ]{{1,8}}\s?\]\s*(?:%|percent|per\s+cent|dollars)"
)


FIGURES = re.compile(r"[\d%\[]")


def amount(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the first amount between two offsets: "$5,000", "10% of Net Sales"; None when there is none."""
    match = MONEY.search(flat, start, end) if FIGURES.search(flat, start, end) else None
    return match.span() if match else None
