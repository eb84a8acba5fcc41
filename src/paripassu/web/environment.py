"""The Jinja2 environment: what every template can use. Autoescaping is always on.

Functions: `url`, `static`, `party`, `level_drawn`, `typed`, `said`, `act_key`, `stage_of`, `tokens_to_get`,
`pass_to_get`, `practices`, `invented`. Filters: `day`, `short_day`, `moment`, `number`, `quantity`, `percent`,
`signed`, `short`, `field_id`, `about`, `found`. Text goes through `_()` or `{% trans %}`; a lone % in such a text is
written %%.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from hashlib import sha256
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static as address
from django.urls import reverse
from django.utils import formats, translation
from django.utils.timezone import localtime
from markupsafe import Markup

from paripassu.alliance import ending
from paripassu.alliance.refusals import Broken, Finding, Refused, one_stop
from paripassu.keeper import demo
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns.passes import without_pass
from paripassu.keeper.surveys.issuing import without_token
from paripassu.web import clock
from paripassu.web.marks import mark
from paripassu.web.navigation import groups
from paripassu.web.pictures import level_drawn

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def environment(**options: Any) -> jinja2.Environment:
    """The environment for all our templates."""
    options["undefined"] = jinja2.StrictUndefined
    env = jinja2.Environment(  # noqa: S701 (Django's backend passes autoescape=True)
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, **options
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    shared = (url, static, typed, said, act_key, stage_of, tokens_to_get, pass_to_get)
    env.globals.update(
        {
            "party": mark,
            "level_drawn": level_drawn,
            "invented": demo.people,
            "practice_groups": groups,
            **{function.__name__: function for function in shared},
        }
    )
    filters = (day, short_day, moment, number, quantity, percent, signed, short, field_id, about, found)
    env.filters.update({function.__name__: function for function in filters})
    return env


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every page has besides its own figures. Asks nothing of the database: error pages have it too."""
    refused = getattr(request, "refused", None)
    return {
        "demo": settings.PARIPASSU_DEMO,
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "sitting": getattr(request, "sitting", None),
        "practice": _practice(request),
        "notices": get_messages(request),
        "refused": refused,
        "findings": refused.fields.get("findings", ()) if refused else (),
    }


def _practice(request: HttpRequest) -> str:
    """The practice a page belongs to: the module it is in, `ledger` or a part of it like `ledger_import`."""
    match = request.resolver_match
    return match.func.__module__.rpartition(".")[2].partition("_")[0] if match else ""


# --- functions ---


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def static(path: str) -> str:
    """The address of a file for the browser, with its digest, so that a new version is never taken for the old one."""
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(path)
    with open(found, "rb") as file:
        return f"{address(path)}?{sha256(file.read()).hexdigest()[:12]}"


@jinja2.pass_context
def typed(context: jinja2.runtime.Context, name: str, otherwise: Any = "", form: str = "") -> Any:
    """What the person typed into a field, when their act was refused; `otherwise` when the page is fresh.

    On a page with several forms `form` is the name of the one that the field stands in.
    """
    request = context["request"]
    if getattr(request, "refused", None) is None or request.POST.get("form", "") != form:
        return otherwise
    return request.POST.get(name, "")


def said(refusal: Refused | Broken) -> str:
    """The sentence of a refusal in the reader's language, its fields filled in."""
    fields = refusal.fields if isinstance(refusal, Refused) else refusal.evidence
    return one_stop(translation.gettext(refusal.sentence).format(**fields))


def act_key() -> str:
    """A key for one sending of one form: sending it twice records once."""
    return secrets.token_urlsafe(12)


def stage_of(sitting: Sitting) -> str:
    """Where the whole alliance stands, for the head of its pages; who has not joined yet is told nothing of it."""
    candidate = sitting.party.id in sitting.alliance.membership.candidates
    return "running" if candidate else ending.stage(sitting.alliance, clock.now())


def tokens_to_get(sitting: Sitting) -> list[int]:
    """The open waves for which this person has still to be given a token, whatever page they are on."""
    return without_token(sitting, clock.now())


def pass_to_get(sitting: Sitting) -> int | None:
    """The open period of speaking without a name for which this person has still to be given a pass."""
    return without_pass(sitting, clock.now())


# --- filters ---


def day(value: date) -> Markup:
    """A day, written out in the reader's language."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat()[:10], formats.date_format(value))


def short_day(value: date) -> Markup:
    """A day where many stand below each other: the month is still a word, so that it is read in one way only."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat()[:10], formats.date_format(value, "j M Y"))


def moment(value: datetime) -> Markup:
    """A moment with its time zone."""
    here = localtime(value)
    shown = formats.date_format(here, "DATETIME_FORMAT")
    return Markup('<time datetime="{}">{} {}</time>').format(value.isoformat(), shown, here.tzname())


def number(value: Decimal | float, places: int | None = None) -> str:
    """A number with the separators of the reader's language; all its places unless told."""
    size = abs(value) if isinstance(value, Decimal | int) else Decimal(repr(abs(float(value))))
    if places is not None:  # Django would cut the rest off
        size = Decimal(size).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    shown = formats.number_format(size, places, use_l10n=True, force_grouping=True)
    negative = value < 0 and any(character in "123456789" for character in shown)
    return f"{MINUS}{shown}" if negative else shown


def signed(value: Decimal | float, places: int | None = None) -> str:
    """A number that always shows its side: + or minus."""
    shown = number(value, places)
    return f"+{shown}" if value > 0 and any(character in "123456789" for character in shown) else shown


def quantity(value: Decimal | float, unit: str, places: int | None = None) -> Markup:
    """An amount and its unit, which never part at the end of a line."""
    return Markup('<span class="nowrap">{}{}{}</span>').format(number(value, places), "\N{NO-BREAK SPACE}", unit)


def percent(value: Decimal | float, places: int = 0) -> str:
    """A share of 1 in per cent."""
    return f"{number(value * 100, places)}{NARROW_SPACE}%"


def field_id(at: str) -> str:
    """The id of the field that a finding is at."""
    return "field-" + re.sub(r"[^A-Za-z0-9]+", "-", at).strip("-")


def about(findings: Iterable[Finding], name: str) -> list[str]:
    """What was found at one field."""
    return [finding.message for finding in findings if finding.at == name]


def found(field: BoundField) -> list[Finding]:
    """What Django found wrong with a field of its own."""
    return [Finding(field.html_name, str(message)) for message in field.errors]


def short(digest: bytes | str, length: int = 8) -> Markup:
    """The beginning of a digest, with the whole of it for who points at it."""
    whole = digest.hex() if isinstance(digest, bytes) else digest
    return Markup('<abbr class="hash" title="{}">{}</abbr>').format(whole, whole[:length])
