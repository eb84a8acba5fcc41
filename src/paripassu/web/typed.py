"""What a person typed into a form, read field by field; what cannot be read is a finding at its field.

    typed = Typed(request)
    fields = {"on": typed.day("on", _("The day")), "quantity": typed.amount("quantity", _("The amount"))}
    typed.check()
    acts.record(sitting, ledger.contribute, key=typed.key, **fields)

`check` refuses once, with all findings, so that a form is corrected in one go. Rules stay in the alliance room: here is
only asked whether something is a day, a number or one of the choices.
"""

import re
import secrets
import unicodedata
from collections.abc import Collection
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from django.http import HttpRequest
from django.utils.translation import gettext as _

from paripassu.alliance.facts import TEXT_LIMIT, UNREADABLE
from paripassu.alliance.ledger.sheets.numerals import number
from paripassu.alliance.refusals import Finding, Refused

PARTY_ID_LENGTH = 31
KEY_LENGTH = 60
NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "another"})
"""Fields that say nothing about the act: the token, and the button that only says what page comes next."""


class Typed:
    """The fields of one sent form."""

    def __init__(self, request: HttpRequest) -> None:
        self.fields = request.POST
        self.findings: list[Finding] = []

    @property
    def key(self) -> str:
        """The key of this sending; a fresh one when the form has none.

        The same form sent twice has the same key. Gone back to, changed and sent again it has another: what was
        typed the second time is an act of its own, and not lost.
        """
        once = self.fields.get("key", "")[:KEY_LENGTH]
        return f"{once}:{self._content()}" if once else secrets.token_urlsafe(12)

    def _content(self) -> str:
        """The digest of what was typed, in whatever order the fields came."""
        typed = sorted((name, *self.fields.getlist(name)) for name in self.fields if name not in NOT_CONTENT)
        return sha256(repr(typed).encode()).hexdigest()[:32]

    def find(self, name: str, message: str) -> None:
        """Add a finding at a field."""
        self.findings.append(Finding(name, message))

    def check(self) -> None:
        """Refused, with every finding so far, if there are any."""
        if self.findings:
            raise Refused(
                "form_faulty",
                "Some of what you typed cannot be read as it stands. It is kept: correct it and send it again.",
                findings=tuple(self.findings),
            )

    def text(self, name: str, label: str, *, required: bool = True, limit: int = TEXT_LIMIT) -> str:
        """A text without outer white space; empty, and found, when it is missing, too long or no text."""
        text = self.fields.get(name, "").replace("\r\n", "\n").strip()
        if required and not text:
            self.find(name, _("%(label)s is missing.") % {"label": label})
        if len(text) > limit:
            fields = {"label": label, "count": len(text), "limit": limit}
            self.find(name, _("%(label)s has %(count)s characters; %(limit)s is the most.") % fields)
        elif UNREADABLE.search(text):
            self.find(name, _("%(label)s holds characters that are no text. Type it again.") % {"label": label})
        else:
            return text
        return ""

    def choice(self, name: str, label: str, options: Collection[str]) -> str:
        """One of the options; the empty text, and found, when it is none of them."""
        chosen = self.fields.get(name, "")
        if chosen in options:
            return chosen
        self.find(name, _("%(label)s: choose one of those offered.") % {"label": label})
        return ""

    def chosen(self, name: str, options: Collection[str]) -> tuple[str, ...]:
        """The ticked ones of several boxes, sorted."""
        return tuple(sorted(set(self.fields.getlist(name)) & set(options)))

    def day(self, name: str, label: str) -> date:
        """A day in ISO form; the first of all days, and found, when it is none."""
        text = self.text(name, label)
        try:
            return date.fromisoformat(text)
        except ValueError:
            if text:
                self.find(name, _("%(label)s: write the day as 2026-03-31.") % {"label": label})
            return date.min

    def optional_day(self, name: str, label: str) -> date | None:
        """A day in ISO form, or None when the field is empty."""
        return self.day(name, label) if self.fields.get(name, "").strip() else None

    def amount(self, name: str, label: str) -> Decimal:
        """A number in either decimal style; 0, and found, when it is none or could be read in two ways."""
        text = self.text(name, label)
        try:
            return decimal(text) if text else Decimal(0)
        except InvalidOperation:
            self.find(name, _("%(label)s: “%(text)s” is no number.") % {"label": label, "text": text})
        except Ambiguous as two:
            fields = {"label": label, "text": text, "large": two.large, "small": two.small}
            message = _("%(label)s: “%(text)s” can be read in two ways. Write %(large)s or %(small)s.")
            self.find(name, message % fields)
        return Decimal(0)

    def whole(self, name: str, label: str) -> int:
        """A whole number; 0, and found, when it is none."""
        text = self.text(name, label)
        if re.fullmatch(r"[0-9]{1,15}", text):
            return int(text)
        if text:
            self.find(name, _("%(label)s: write a whole number.") % {"label": label})
        return 0

    def wholes(self, name: str, label: str) -> tuple[int, ...]:
        """The whole numbers of the ticked boxes of one name, as they came; none, and found, when one is none."""
        values = self.fields.getlist(name)
        if all(re.fullmatch(r"[0-9]{1,15}", value) for value in values):
            return tuple(int(value) for value in values)
        self.find(name, _("%(label)s: choose among those offered.") % {"label": label})
        return ()


class Ambiguous(ValueError):
    """A number that means one thing to one reader and a thousand times that to another: the two in plain writing."""

    def __init__(self, large: str, small: str) -> None:
        super().__init__(large, small)
        self.large = large
        self.small = small


def decimal(text: str) -> Decimal:
    """A number as people on either side of the table write it: 12,500.50 or 12.500,50 or 12 500.5.

    InvalidOperation when it is none; Ambiguous for 12,500 or 12.500, which may or may not have a thousand in it.
    """
    text = text.strip().removeprefix("+")
    point, comma = number(text, "."), number(text, ",")
    if point is not None and comma is not None and point != comma:
        large, small = max(point, comma, key=abs), min(point, comma, key=abs)
        raise Ambiguous(written(large), written(small))
    found = comma if point is None else point
    if found is None:
        raise InvalidOperation(text)
    return Decimal(f"{found.normalize():f}")


def written(value: Decimal) -> str:
    """A number for a field of a form, so that `decimal` reads it back as the same number.

    >>> written(Decimal("1.234")), written(Decimal("12.50"))
    ('1.2340', '12.5')
    """
    text = f"{value.normalize():f}"
    return text if number(text, ",") in (None, value) else f"{text}0"


def words(request: HttpRequest, **usual: str) -> dict[str, str]:
    """The words of a GET form, with these when nothing is asked; each at most 200 characters."""
    return {name: request.GET.get(name, otherwise)[:200].strip() for name, otherwise in usual.items()}


def party_id(name: str, taken: Collection[str]) -> str:
    """A short stable id for an organisation, made from its name and not taken yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_").lstrip("0123456789_")[: PARTY_ID_LENGTH - 3].rstrip("_")
    stem = stem or "party"
    numbered = (f"{stem}{number}" for number in range(2, len(taken) + 3))
    return next(id_ for id_ in (stem, *numbered) if id_ not in taken)
