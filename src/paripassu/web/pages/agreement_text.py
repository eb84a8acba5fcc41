"""The working text: a party's own unfinished text, edited section by section, and tabled when it is sound."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from msgspec.structs import replace

from paripassu.alliance import agreement
from paripassu.alliance.agreement import open_for_wording, principles, table_faults, templates
from paripassu.alliance.agreement.drafts import Reason
from paripassu.alliance.agreement.terms import Clause, PartyTerms, Pool, Terms
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import managing, partnering
from paripassu.alliance.refusals import Finding, Refused, one_stop
from paripassu.keeper import acts, reads, workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.workings import TextMoved, Working
from paripassu.web import wording
from paripassu.web.navigation import address
from paripassu.web.pages.agreement_document import draft_of
from paripassu.web.pages.agreement_items import items_of
from paripassu.web.pages.agreement_sections import (
    ITEM_FORMS,
    RULES,
    SECTION_FORMS,
    resources,
    with_item,
    without_item,
)
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import (
    BINDS,
    CONFIRMATIONS,
    FIELDS,
    REASONS,
    SECTIONS,
    clause_groups,
    listed,
    rule_kind,
    shown_difference,
)

EMPTY_LINES = 3
TEMPLATES = {"charter": templates.CHARTER, "stages": templates.STAGES}


@seated
def text(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The whole working text with a way into each section, what keeps it from being tabled, and tabling."""
    working = workings.working(sitting)
    if working is None:
        return render(request, "agreement/begin.html", _beginnings(sitting))
    state = sitting.alliance.agreement
    faults = table_faults(sitting.alliance, working.terms)
    context = {
        "working": working,
        "terms": working.terms,
        "groups": clause_groups(sitting.alliance, working.terms),
        "faults": [(fault, fault_address(sitting.slug, fault)) for fault in faults],
        "stale": _stale(sitting, working),
        "parts": shown_difference(sitting.alliance, state.in_force, working.terms) if state.in_force else (),
        "reasons": [(reason, word) for reason, word in REASONS.items() if reason != "founding"],
        "templates": _templates(working.terms),
        **_document(sitting, working),
        "saved_by": reads.names(sitting).get(working.changed_by, ""),
        **_permission(sitting),
    }
    return render(request, "agreement/text.html", context)


def _document(sitting: Sitting, working: Working) -> dict[str, Any]:
    """Whether the text is written from a document, and how many of the items found in that are not decided yet."""
    row = workings.reading_of(sitting)
    if row is None:
        return {"reading": False, "undecided": 0}
    items = items_of(draft_of(bytes(row.draft)), workings.review(row), working.terms)
    return {"reading": True, "undecided": sum(item.state == "open" for item in items)}


def _templates(terms: Terms) -> list[tuple[str, list[Any]]]:
    """Each template that has something for this text, with the words for what it fills."""
    words = {**FIELDS, "objectives": _("Objectives"), "principles": SECTIONS["principles"]}
    fills = ((name, templates.fillable(terms, template)) for name, template in TEMPLATES.items())
    return [(name, [words[field] for field in fields]) for name, fields in fills if fields]


def _beginnings(sitting: Sitting) -> dict[str, Any]:
    reasons = [(reason, word) for reason, word in REASONS.items() if reason != "founding"]
    return {"state": sitting.alliance.agreement, "reasons": reasons, **_permission(sitting)}


def _permission(sitting: Sitting) -> dict[str, Any]:
    """Whether this person may table, and whether another wording may be tabled now; else why not."""
    return {
        "words": wording,
        "manages": refusal(managing, sitting.alliance, sitting.person) is None,
        "closed": refusal(open_for_wording, sitting.alliance, sitting.seat.party),
    }


def refusal(rule: Any, *fields: object) -> Refused | None:
    """Why a rule does not allow something; None when it does."""
    try:
        rule(*fields)
    except Refused as refused:
        return refused
    return None


def _stale(sitting: Sitting, working: Working) -> bool:
    """Whether another text came on the table, or into force, since this one was begun."""
    state = sitting.alliance.agreement
    return (working.base, working.replaces) != (len(state.versions), state.draft.index if state.draft else None)


def fault_address(slug: str, fault: Finding) -> str:
    """Where a fault can be mended: the form of the section or item that it names."""
    top, _dot, rest = fault.at.partition(".")
    number = rest.partition(".")[0]
    if top in ITEM_FORMS and number.isdecimal():
        return reverse("agreement_item", args=[slug, top, int(number)])
    if top in ITEM_FORMS:
        return reverse("agreement_text", args=[slug]) + f"#{top}"
    return reverse("agreement_section", args=[slug, section_of(top)])


def section_of(field: str) -> str:
    """The section that a field of the text is in."""
    if field in SECTION_FORMS:
        return field
    places = {"neutrals": "parties", **dict.fromkeys(("agreed", "starts", "ends", "renewal", "notice", "law"), "dates")}
    governance = ("decisions", "cadence", "checkins", "escalation", "ladder", "limits", "sharing", "ending")
    places |= dict.fromkeys(governance, "governance")
    return places.get(field, "basics")


# --- beginning, throwing away ---


@seated(page=text)
def begin(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Start a working text: empty, from the text on the table, or from the version in force with a reason."""
    partnering(sitting.alliance, sitting.person)
    if workings.working(sitting) is not None:
        messages.info(request, _("Your party has an unfinished text already: here it is."))
        return redirect("agreement_text", sitting.slug)
    open_for_wording(sitting.alliance, sitting.seat.party)
    typed = Typed(request)
    source = typed.choice("source", _("The beginning"), ("empty", "draft", "version"))
    reason, note = _reason(typed, sitting.alliance) if source == "version" else ("", "")
    typed.check()
    workings.keep(sitting, _begun_from(sitting, source), edition=0, reason=reason, note=note)
    messages.success(request, _("Your party has a text to work on. The others see it once you table it."))
    return redirect("agreement_text", sitting.slug)


def _reason(typed: Typed, alliance: Alliance) -> tuple[Reason, str]:
    """Why a text is tabled: the first needs no reason, an amendment a kind and a sentence."""
    if not alliance.agreement.versions:
        return "founding", typed.text("note", _("The note"), required=False)
    chosen = typed.choice("reason", _("The reason"), [reason for reason in REASONS if reason != "founding"])
    note = typed.text("note", _("What it is amended for"))
    return next((reason for reason in REASONS if reason == chosen), "other"), note


def beginning(sitting: Sitting) -> Terms:
    """What a text begins with where nobody chose: what is on the table, else what is in force, else an empty one."""
    state = sitting.alliance.agreement
    return _begun_from(sitting, "draft" if state.draft else "version" if state.in_force else "empty")


def _begun_from(sitting: Sitting, source: str) -> Terms:
    state = sitting.alliance.agreement
    if source == "draft" and state.draft:
        return state.draft.terms
    if source == "version" and state.in_force:
        return state.in_force
    named = sitting.alliance.parties
    parties = tuple(PartyTerms(id_, named.name(id_)) for id_ in named.partners)
    return Terms(title=sitting.alliance.name, parties=parties, neutrals=named.neutrals)


@seated(page=text)
def discard(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Throw the unfinished text away."""
    partnering(sitting.alliance, sitting.person)
    workings.drop(sitting, edition=_edition(request))
    messages.success(request, _("The unfinished text is thrown away. Nothing on the record has changed."))
    return redirect("agreement", sitting.slug)


@seated(page=text)
def answer(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Go on with the own wording, as an answer to what is on the table now."""
    partnering(sitting.alliance, sitting.person)
    workings.answer_table(sitting, edition=_edition(request))
    draft = sitting.alliance.agreement.draft
    answers = _("Your text now answers what is on the table. Compare the two before you table it.")
    goes_on = _("Your text now goes on from where the agreement stands. Look at what it changes before you table it.")
    messages.success(request, answers if draft else goes_on)
    return redirect("agreement_text", sitting.slug)


@seated(page=text)
def template(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Fill what is still empty in the text from a template."""
    partnering(sitting.alliance, sitting.person)
    working = _working(sitting)
    typed = Typed(request)
    chosen = typed.choice("template", _("The template"), TEMPLATES)
    typed.check()
    workings.keep(sitting, templates.filled(working.terms, TEMPLATES[chosen]), edition=_edition(request))
    messages.success(request, _("The empty sections are filled. Read each, and make the words your own."))
    return redirect("agreement_text", sitting.slug)


def _edition(request: HttpRequest) -> int:
    edition = request.POST.get("edition", "")
    return int(edition) if edition.isdecimal() and len(edition) < 10 else 0


# --- sections ---


def _working(sitting: Sitting) -> Working:
    working = workings.working(sitting)
    if working is None:
        raise Refused("no_text", "Your party has no unfinished text now. Start one from the agreement page.")
    return working


@seated
def section(request: HttpRequest, sitting: Sitting, name: str) -> HttpResponse:
    """One section as a form."""
    if name not in SECTION_FORMS:
        raise Http404
    working = _working(sitting)
    if request.method == "POST":
        partnering(sitting.alliance, sitting.person)
        typed = Typed(request)
        terms = _sectioned(request, typed, name, working.terms, sitting.alliance)
        typed.check()
        return _saved(request, sitting, terms, name)
    context = _form_context(request, sitting, working, name)
    context |= {"partners": sitting.alliance.parties.partners, "legal": {p.id: p for p in working.terms.parties}}
    held = working.terms.assumptions if name == "assumptions" else working.terms.principles
    context["lines"] = len(held or ()) + EMPTY_LINES
    return render(request, f"agreement/section_{name}.html", context)


def _sectioned(request: HttpRequest, typed: Typed, name: str, terms: Terms, alliance: Alliance) -> Terms:
    terms = SECTION_FORMS[name].typed(typed, terms, alliance)
    if name != "principles" or request.POST.get("do") != "template":
        return terms
    known = {principle.name.casefold() for principle in terms.principles}
    added = [principle for principle in principles.TEMPLATE if principle.name.casefold() not in known]
    return replace(terms, principles=(*terms.principles, *added))


def _saved(request: HttpRequest, sitting: Sitting, terms: Terms, place: str) -> HttpResponse:
    workings.keep(sitting, terms, edition=_edition(request))
    if request.POST.get("do") in ("template", "more"):
        return redirect("agreement_section", sitting.slug, place)
    messages.success(request, _("Saved."))
    return redirect(_back(request, sitting, place))


def _back(request: HttpRequest, sitting: Sitting, place: str) -> str:
    """Where a form was opened from: an item of the review, or the whole text."""
    item = re.fullmatch(r"[dt]-[a-z0-9_]{1,30}", request.GET.get("from", ""))
    if item:
        return reverse("agreement_reading", args=[sitting.slug]) + f"?at={item[0]}#{item[0]}"
    return reverse("agreement_text", args=[sitting.slug]) + f"#{place}"


def _form_context(request: HttpRequest, sitting: Sitting, working: Working, place: str) -> dict[str, Any]:
    """What every form of the text has; after a collision also what a colleague has saved."""
    moved = isinstance(getattr(request, "refused", None), TextMoved)
    by = reads.names(sitting).get(working.changed_by, "")
    return {
        "words": wording,
        "working": working,
        "terms": working.terms,
        "place": place,
        "fields": FIELDS,
        "moved_by": by if moved else "",
        "back": _back(request, sitting, place),
    }


# --- clauses and pools ---


@seated
def item(request: HttpRequest, sitting: Sitting, name: str, number: int | None = None) -> HttpResponse:
    """One clause or pool as a form; without a number a new one."""
    if name not in ITEM_FORMS:
        raise Http404
    working = _working(sitting)
    items: tuple[Any, ...] = getattr(working.terms, ITEM_FORMS[name].field)
    if number is not None and number >= len(items):
        raise Http404
    before = None if number is None else items[number]
    if request.method == "POST":
        partnering(sitting.alliance, sitting.person)
        return _saved(request, sitting, _with(request, working, name, number, before), name)
    context = _form_context(request, sitting, working, name)
    context |= _clause_context(before) if name == "clauses" else _pool_context(before)
    return render(request, f"agreement/item_{name}.html", {**context, "item": before, "number": number})


def _with(request: HttpRequest, working: Working, name: str, number: int | None, before: Any) -> Terms:
    """The text with the item as it was typed, or without it."""
    items: tuple[Any, ...] = getattr(working.terms, ITEM_FORMS[name].field)
    if request.POST.get("do") == "remove" and number is not None:
        return replace(working.terms, **{ITEM_FORMS[name].field: without_item(items, number)})
    typed = Typed(request)
    made = ITEM_FORMS[name].typed(typed, working.terms, before)
    typed.check()
    place = len(items) if number is None else number
    return replace(working.terms, **{ITEM_FORMS[name].field: with_item(items, place, made)})


def _clause_context(clause: Clause | None) -> dict[str, Any]:
    return {"kinds": BINDS.items(), "usual": clause or Clause("", "obligation")}


def _pool_context(pool: Pool | None) -> dict[str, Any]:
    usual = pool or Pool("", "", "")
    return {
        "usual": usual,
        "rule": rule_kind(usual.rule),
        "rules": RULES,
        "shares": usual.rule.shares or usual.rule.needs,
        "resources": resources(),
        "confirming": CONFIRMATIONS.items(),
        "lines": len(usual.rates) + EMPTY_LINES,
    }


# --- tabling ---


@seated(page=text)
def table(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Put the text before the others. Sent twice, it is tabled once."""
    working = workings.working(sitting)
    if working is None:
        messages.info(request, _("Your party has no unfinished text: it was tabled already, or thrown away."))
        return redirect("agreement", sitting.slug)
    typed = Typed(request)
    reason, note = _reason(typed, sitting.alliance)
    typed.check()
    if working.edition != _edition(request):
        raise TextMoved(_edition(request), working.edition)
    fields = {"terms": working.terms, "base": working.base, "replaces": working.replaces}
    acts.record(sitting, agreement.table, key=typed.key, reason=reason, note=note, **fields)
    workings.drop(sitting, edition=working.edition)
    return _tabled(request, sitting)


def _tabled(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say whose court it is in; lead to the invitation when nobody sits there yet."""
    alliance = sitting.alliance
    draft = alliance.agreement.draft
    court = draft.court if draft else ()
    messages.success(request, one_stop(_("Tabled. It is now in the court of %s.") % listed(alliance, court)))
    empty = [party for party in court if not alliance.parties.people(party)]
    people = address("people", sitting.slug)
    if empty and people:
        messages.info(
            request, _("Nobody sits for %s yet. Invite somebody, so that it can be read.") % listed(alliance, empty)
        )
        return redirect(people)
    return redirect("agreement", sitting.slug)


alliance = [
    path("agreement/text/", text, name="agreement_text"),
    path("agreement/text/begin/", begin, name="agreement_begin"),
    path("agreement/text/discard/", discard, name="agreement_discard"),
    path("agreement/text/answer/", answer, name="agreement_answer"),
    path("agreement/text/template/", template, name="agreement_template"),
    path("agreement/text/table/", table, name="agreement_table"),
    path("agreement/text/<slug:name>/new/", item, name="agreement_item_new"),
    path("agreement/text/<slug:name>/<int:number>/", item, name="agreement_item"),
    path("agreement/text/<slug:name>/", section, name="agreement_section"),
]
