"""What somebody wrote, and days, as they stand inside a sentence: the same in the sentences of every practice."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

LONGEST_QUOTE = 300


def quoted(text: str) -> str:
    """A text in quotation marks, shortened, without its last full stop: the sentence around it has one."""
    text = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"
    return _("“%(text)s”") % {"text": text.removesuffix(".")}


def written_day(day: date) -> str:
    """A day in the reader's language."""
    return str(formats.date_format(day))
