"""Posting to the ledger: a contribution, a responsibility carried or a reward, or the correction of one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from paripassu.alliance import ledger as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.ledger.postings import Posting
from paripassu.alliance.refusals import Finding, Refused, one_stop
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import linked
from paripassu.web import postings as shown
from paripassu.web.citing import cited, citing
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Ambiguous, Typed, decimal, words, written

AGAIN = ("side", "of", "pool", "on", "unit", "other_unit", "resource")
"""What the next posting takes over from the one before, when somebody posts another."""

FIELD_OF_REFUSAL = {
    "party_unknown": "of",
    "pool_unknown": "pool",
    "date_in_future": "on",
    "quantity_not_positive": "quantity",
    "number_unusable": "quantity",
    "number_too_fine": "quantity",
}

MOST_OFFERED = 50
"""Commitments that the form offers to rest a posting on."""


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST records one posting and shows it, or the form for another."""
    if request.method == "POST":
        return _post(request, sitting)
    corrected = _corrected(sitting, request.POST.get("corrects") or request.GET.get("corrects", ""))
    version = version_in_force(sitting.alliance)
    context = {
        "usual": _usual(request, sitting, corrected),
        "corrected": corrected and shown.line(sitting.alliance, corrected),
        "pools": version.pools,
        "partners": version.partners,
        "units": _unit_words(version.pools),
        "sides": shown.SIDES,
        "resources": shown.RESOURCES,
        "today": datetime.now(UTC).date(),
        "takes_part": takes_part(sitting),
        "citing": citing(request, sitting),
        "clauses": [(each.id, linked.shortened(each.text)) for each in version.terms.clauses if each.id],
        "promised": _promised(sitting),
    }
    return render(request, "ledger/new.html", context)


def _promised(sitting: Sitting) -> list[tuple[int, str]]:
    """The commitments in force that a posting may come from, the newest first."""
    found = [each for each in sitting.alliance.commitments.by_index.values() if each.in_force]
    names = sitting.alliance.parties.name
    words = [(each.index, linked.shortened(f"{names(each.fact.owner)}: {each.fact.what}")) for each in found]
    return sorted(words, reverse=True)[:MOST_OFFERED]


def _units(pool_id: str, sitting: Sitting) -> list[str]:
    """The units that a pool has a value for, its own first."""
    pool = version_in_force(sitting.alliance).pools[pool_id]
    return [pool.unit, *(rate.unit for rate in pool.rates)]


def _unit_words(pools: Mapping[str, Pool]) -> dict[str, str]:
    """The units with an agreed value, each with what it is for: “hour (People, Joint work)”."""
    found: dict[str, list[str]] = {}
    for pool in pools.values():
        found.setdefault(pool.unit, []).append(pool.name)
        for rate in pool.rates:
            found.setdefault(rate.unit, []).append(f"{shown.RESOURCES[rate.kind]}, {pool.name}")
    return {unit: f"{unit} ({'; '.join(uses)})" for unit, uses in found.items()}


def _corrected(sitting: Sitting, index: str) -> Posting | None:
    """The posting that is to be corrected, if one is. NotHere when there is none at this entry."""
    if not index:
        return None
    posting = sitting.alliance.ledger.postings.get(int(index)) if index.isdecimal() and len(index) < 16 else None
    if posting is None:
        raise NotHere(index)
    return posting


def _usual(request: HttpRequest, sitting: Sitting, corrected: Posting | None) -> Mapping[str, str]:
    """What the fields hold on a fresh form: what is to be corrected, or what the address asks for."""
    if corrected is None:
        pools = version_in_force(sitting.alliance).pools
        pool = next(iter(pools), "")
        unit = pools[pool].unit if len(pools) == 1 else ""
        today = datetime.now(UTC).date().isoformat()
        asked = words(
            request, side="", of=sitting.seat.party, pool=pool, on=today, unit=unit, other_unit="", resource=""
        )
        return {"quantity": "", "what": "", "evidence": "", **asked}
    fact = corrected.fact
    known = fact.unit in _units(fact.pool, sitting) if fact.pool in version_in_force(sitting.alliance).pools else False
    return {
        "side": corrected.side, "of": fact.of, "pool": fact.pool, "on": fact.on.isoformat(), "what": fact.what,
        "quantity": written(fact.quantity), "unit": fact.unit if known else "",
        "other_unit": "" if known else fact.unit, "resource": fact.resource, "evidence": fact.evidence,
    }  # fmt: skip


def _post(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = _fields(typed, sitting) | cited(request, sitting)
    try:
        [recorded] = acts.record(sitting, rules.post, key=typed.key, **fields)
    except Refused as refusal:
        raise _placed(refusal) from refusal
    posting = sitting.alliance.ledger.posting(recorded.index)
    messages.success(request, _what_next(sitting, posting))
    if "another" in request.POST:
        query = urlencode({name: request.POST.get(name, "") for name in AGAIN})
        return redirect(f"{reverse('ledger_new', args=[sitting.slug])}?{query}")
    return redirect("ledger_entry", sitting.slug, recorded.index)


def _fields(typed: Typed, sitting: Sitting) -> dict[str, Any]:
    """The fields of the act; what is corrected keeps its party, pool and side."""
    version = version_in_force(sitting.alliance)
    corrected = _corrected(sitting, typed.fields.get("corrects", ""))
    other = typed.text("other_unit", _("The other unit"), required=False, limit=rules.UNIT_LIMIT)
    fields = {
        "on": typed.day("on", _("The day")),
        "quantity": typed.amount("quantity", _("The quantity")),
        "unit": other or typed.text("unit", _("The unit"), limit=rules.UNIT_LIMIT),
        "what": typed.text("what", _("What it was"), limit=rules.WHAT_LIMIT),
        "resource": typed.choice("resource", _("The kind"), list(shown.RESOURCES)),
        "evidence": typed.text("evidence", _("The evidence"), required=False, limit=rules.WHAT_LIMIT),
    }
    if corrected is not None:
        same = {"side": corrected.side, "of": corrected.fact.of, "pool": corrected.fact.pool}
        fields |= {**same, "corrects": corrected.index}
    else:
        fields["side"] = typed.choice("side", _("The side"), list(shown.SIDES))
        fields["of"] = typed.choice("of", _("The party"), version.partners)
        fields["pool"] = typed.choice("pool", _("The pool"), list(version.pools))
    typed.check()
    return fields


def _placed(refusal: Refused) -> Refused:
    """The refusal with a finding at the field that it is about."""
    field = FIELD_OF_REFUSAL.get(refusal.code)
    if field is None or "findings" in refusal.fields:
        return refusal
    return Refused(refusal.code, refusal.sentence, findings=(Finding(field, str(refusal)),), **refusal.fields)


def _what_next(sitting: Sitting, posting: Posting) -> str:
    """What became of a posting, and in whose court it is now."""
    fact, alliance = posting.fact, sitting.alliance
    waits = shown.names(alliance, rules.awaited(alliance, posting))
    parts = [
        _("Recorded as entry %(index)s.") % {"index": posting.index},
        shown.worth(alliance, fact.pool, fact.resource, fact.unit, fact.quantity),
        _("It is now in the court of %(names)s, to confirm or dispute it.") % {"names": waits},
    ]
    return one_stop(" ".join(parts))


@seated
@in_force
def worth(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What the posting in the form would be worth: the part of the page that follows what is typed."""
    pools = version_in_force(sitting.alliance).pools
    sent = words(request, pool=next(iter(pools), ""), resource="other", unit="", other_unit="", quantity="")
    return render(request, "ledger/worth.html", {"worth": _worth(sitting, sent, pools), "request": request})


def _worth(sitting: Sitting, sent: Mapping[str, str], pools: Mapping[str, Any]) -> str:
    unit = sent["other_unit"] or sent["unit"]
    if sent["pool"] not in pools or not unit or not sent["quantity"]:
        return ""
    try:
        quantity = decimal(sent["quantity"])
    except Ambiguous as two:
        fields = {"text": sent["quantity"], "large": two.large, "small": two.small}
        return _("“%(text)s” can be read in two ways. Write %(large)s or %(small)s.") % fields
    except ArithmeticError:
        return _("“%(text)s” is no number.") % {"text": sent["quantity"]}
    if abs(quantity) >= Decimal(10) ** 15:
        return ""
    return shown.worth(sitting.alliance, sent["pool"], sent["resource"], unit, quantity)


alliance = [
    path("ledger/new/", new, name="ledger_new"),
    path("ledger/new/worth/", worth, name="ledger_worth"),
]
