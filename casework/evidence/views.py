"""Pages of searches, exhibits and their ledgers."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casework.access.predicate import can, masked, require
from casework.audit.record import viewed
from casework.errors import GuardFailed, Hidden
from casework.evidence import flow, ledger, rules, selectors
from casework.evidence.forms import EventForm, PhotographsForm, RegisterFilter, SearchForm, SeizeForm
from casework.evidence.models import DEVICES, Exhibit, ExhibitFlag
from casework.evidence.services import CLOSING, decide_search, handle, initials_in, seize
from casework.files import selectors as files
from casework.files.services import add_files
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.rows import one_more
from casework.pages.views import form_page, render
from casework.pages.walking import walked
from casework.reports import selectors as reports
from casework.reports.casepage import open_case
from casework.reports.views import at_case

AUTHORISED = "it needs authority: see “Keeping it, or letting it go”"
# What comes next where it may come at all; it is the main button of the exhibit's page.
LIKELY = ("RECEIVED_DFU", "SEALED", "RESEALED", "BOOKED_IN")


@page("exhibit.list")
def evidence_list(request: HttpRequest) -> HttpResponse:
    """Exhibits of the cases that the person reaches, newest seizure first."""
    narrow = RegisterFilter(request.GET or None)
    wanted = narrow.cleaned_data if narrow.is_bound and narrow.is_valid() else {}
    rows = walked(request, selectors.WALK, ("exhibit.view",), selectors.narrowed(request.user, **wanted), selectors.REGISTER)
    listed(request, "exhibit.view", "exhibit", [exhibit.pk for exhibit in rows])
    context = {"rows": rows, "narrow": narrow, "narrowed": any(wanted.values()), "booking": selectors.booking_clocks(rows)}
    context["receives"] = can(request.user, "receipt.list")
    context["scans"] = can(request.user, "exhibit.scan")
    return render(request, "evidence/list.html", context)


@page("exhibit.view")
def case_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    """The search decision and the exhibits of a case."""
    seen = open_case(request, reference, "exhibit.view")
    rows = paginate(selectors.of_case(seen.case), ["seized_at", "id"], request, size=100)
    listed(request, "exhibit.view", "exhibit", [exhibit.pk for exhibit in rows])
    decision = selectors.decisions(seen.case).first() if "search.view" in seen.may else None
    context = {
        "seen": seen,
        "here": "evidence",
        "rows": rows,
        "decision": decision,
        "reasons_masked": decision is not None and masked(request.user, "search.view", seen.case),
        "booking": selectors.booking_clocks(rows),
    }
    return render(request, "evidence/case.html", context)


@page("search.view")
def search_view(request: HttpRequest, reference: str) -> HttpResponse:
    """The decisions on search of a case: the one that stands, its date, and the earlier ones."""
    case = case_for(request, reference, "search.view")
    found = list(selectors.decisions(case))
    context = {
        "case": case,
        "decisions": found,
        "clock": selectors.decision_clock(case),
        "masked": masked(request.user, "search.view", case),
        "may_decide": can(request.user, "search.decide", case),
    }
    return render(request, "evidence/search.html", context)


@page("search.decide")
def search_decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide whether premises are searched."""
    case = case_for(request, reference, "search.decide")
    return form_page(
        request,
        SearchForm,
        lambda form: decide_search(actor=request.user, case=case, **form.cleaned_data),
        done=reverse("case-detail", args=[reference]),
        message="The decision on search and seizure is saved",
        context=at_case(case, heading="Search and seizure"),
        indictable=reports.has_indictable(reports.offences(case)),
    )


@page("exhibit.seize")
def exhibit_seize(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a seizure, of several items in one go."""
    case = case_for(request, reference, "exhibit.seize")
    taken, producers = selectors.numbers(case)
    following = rules.next_number(initials_in(case, request.user, producers), taken)
    context = at_case(case, heading="Seize exhibits", more="Add more items", intro=f"Your next number here is {following}.")
    more = one_more(request, SeizeForm)
    if more is not None:
        return render(request, "evidence/seize.html", context | {"form": SeizeForm(initial=more), "opened": True})

    def act(form: SeizeForm) -> list[Exhibit]:
        try:
            return seize(actor=request.user, case=case, common=form.common(), items=form.filled())
        except GuardFailed as refusal:
            raise form.placed(refusal) from None

    sees, adds = can(request.user, "exhibit.view", case), can(request.user, "file.add", case)
    where = reverse("case-evidence" if sees else "case-detail", args=[reference])
    return form_page(
        request,
        SeizeForm,
        act,
        template="evidence/seize.html",
        done=lambda made: reverse("exhibit-photographs", args=[made[0].pk]) if adds else where,
        message=lambda made: f"Seized: {', '.join(exhibit.number for exhibit in made)}",
        context=context,
    )


def _exhibit(request: HttpRequest, pk: int, action: str) -> Exhibit:
    """The exhibit, behind its case's predicate: Hidden for unknown and unseen alike. Writes the consultation event."""
    about = ("case__unit", "case__force", "holder", "seized_by", "found_by")
    exhibit = Exhibit.objects.select_related(*about).filter(pk=pk).first()
    if exhibit is None:
        raise Hidden
    require(request.user, action, exhibit.case)
    viewed("VIEW", actor=request.user, action=action, object_type="exhibit", object_id=exhibit.pk, case_id=exhibit.case_id)
    return exhibit


@page("exhibit.view")
def exhibit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One exhibit: what it is, who holds it, its seal, and every hand it passed through."""
    exhibit = _exhibit(request, pk, "exhibit.view")
    now = ledger.standing_now(exhibit)
    events = paginate(selectors.ledger(exhibit), ["-sequence"], request, count=now.sequence)
    handles = can(request.user, "exhibit.handle", exhibit.case)
    clocks = selectors.clocks(exhibit)
    context = {
        "exhibit": exhibit,
        "events": events,
        "steps": _steps(exhibit, now) if handles else [],
        "handles": handles,
        "clocks": clocks,
        "files": files.of_subject(exhibit) if can(request.user, "file.view", exhibit.case) else (),
        "adds": can(request.user, "file.add", exhibit.case),
        "is_device": exhibit.kind in DEVICES or exhibit.power in ("VICTIM_PCSCA_37", "CJPA_50"),
        "discrepancies": selectors.of_exhibit(exhibit),
        "resolves": can(request.user, "discrepancy.resolve", exhibit.case),
        "masked": masked(request.user, "exhibit.view", exhibit.case),
        "flags": dict(ExhibitFlag.choices),
    }
    return render(request, "evidence/exhibit.html", context)


def _steps(exhibit: Exhibit, now: rules.Standing) -> list[dict[str, str]]:
    """What may happen to it now, the likeliest first, then the rest with the reason why not."""
    made = []
    for kind in flow.EVENTS:
        if kind.code != "SEIZED":
            closed = AUTHORISED if kind.code in CLOSING else rules.closed_because(now, kind)
            made.append({"code": kind.code, "text": kind.verb, "href": _address(exhibit, kind), "why_not": closed})
    open_now = {step["code"] for step in made if not step["why_not"]}
    likeliest = next((code for code in LIKELY if code in open_now), "")
    return sorted(made, key=lambda step: (bool(step["why_not"]), step["code"] != likeliest))


def _address(exhibit: Exhibit, kind: flow.Kind) -> str:
    return reverse("exhibit-event", args=[exhibit.pk, kind.code.lower().replace("_", "-")])


@page("exhibit.handle")
def exhibit_event(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add an event to the ledger."""
    code = kind.upper().replace("-", "_")
    exhibit = _exhibit(request, pk, "exhibit.handle")
    if code not in flow.BY_CODE or code == "SEIZED" or code in CLOSING:
        raise Hidden
    now = ledger.standing_now(exhibit)
    where = reverse("exhibit-detail", args=[pk])
    return form_page(
        request,
        EventForm,
        lambda form: handle(actor=request.user, exhibit=exhibit, kind=code, **form.event()),
        template="evidence/event.html",
        done=where,
        message=f"{exhibit.number}: {flow.BY_CODE[code].title.lower()}",
        context={
            "heading": flow.BY_CODE[code].verb,
            "caption": f"{exhibit.case.reference}, {exhibit.number}",
            "exhibit": exhibit,
            "closed": rules.closed_because(now, flow.BY_CODE[code]),
            "crumbs": [
                (exhibit.case.reference, reverse("case-evidence", args=[exhibit.case.reference])),
                (exhibit.number, where),
                (flow.BY_CODE[code].verb, ""),
            ],
            "cancel": where,
        },
        initial={"version": now.sequence},
        theirs=where,
        kind=code,
        exhibit=exhibit,
    )


@page("file.add")
def exhibit_photographs(request: HttpRequest, pk: int) -> HttpResponse:
    """Take photographs of an exhibit in, at the scene or later; then on to the next one of the same seizure that has none."""
    exhibit = _exhibit(request, pk, "file.add")
    sees = can(request.user, "exhibit.view", exhibit.case)
    where = reverse("exhibit-detail", args=[pk]) if sees else reverse("case-detail", args=[exhibit.case.reference])
    others = selectors.without_files(exhibit) if exhibit.created_by_id == request.user.pk else []
    following = next((each for each in others if each.pk > pk), None)
    after = reverse("exhibit-photographs", args=[following.pk]) if following else where
    return form_page(
        request,
        PhotographsForm,
        lambda form: add_files(actor=request.user, case=exhibit.case, subject=exhibit, **form.cleaned_data),
        template="evidence/photographs.html",
        done=after,
        message=lambda made: f"{exhibit.number}: {len(made)} taken in",
        context={
            "heading": "Add photographs",
            "caption": f"{exhibit.case.reference}, {exhibit.number}",
            "intro": exhibit.description,
            "crumbs": [(exhibit.number, where), ("Add photographs", "")],
            "where": where,
            "others": others,
            "following": following,
        },
    )
