"""The scanner's bench, the counts of shelves, and labels."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from casework.audit.record import viewed
from casework.errors import GuardFailed
from casework.evidence import scanning, selectors
from casework.evidence.scan_forms import ScanForm
from casework.pages.guarded import listed, page
from casework.pages.paging import paginate
from casework.pages.views import REFUSED, render


@page("exhibit.scan")
def scan(request: HttpRequest) -> HttpResponse:
    """Scan one after another; open the one, or let the same happen to all. Enter adds a code, a second button acts."""
    people = selectors.store_people(request.user)
    if request.method != "POST":
        return _page(request, ScanForm(people=people), [])
    form = ScanForm(request.POST, people=people)
    if not form.is_valid():
        return _page(request, form, scanning.read(request.user, request.POST.get("codes", "").splitlines()), REFUSED)
    codes = form.all_codes()
    if gone := request.POST.get("remove"):
        codes = [code for code in codes if code != gone]
    scanned = scanning.read(request.user, codes)
    listed(request, "exhibit.handle", "exhibit", [each.exhibit.pk for each in scanned if each.exhibit])
    if "open" in request.POST:
        last = next((each.exhibit for each in reversed(scanned) if each.exhibit), None)
        if last is not None:
            return HttpResponseRedirect(reverse("exhibit-detail", args=[last.pk]))
    elif "act" in request.POST:
        try:
            words = _act(request, form, scanned)
        except GuardFailed as refusal:
            form.refuse(refusal.problems)
            return _page(request, form, scanned, REFUSED)
        messages.success(request, words)
        return HttpResponseRedirect(reverse("scan"))
    return _page(request, _again(form, codes, people), scanned)


def _act(request: HttpRequest, form: ScanForm, scanned: list[scanning.Scanned]) -> str:
    given = form.cleaned_data
    if given["kind"] == scanning.COUNT:
        count = scanning.count_shelf(actor=request.user, scanned=scanned, place=given["to_place"])
        return f"{count.place}: {count.found} counted, {count.expected} expected, {count.differences} discrepancies opened"
    where = {name: given[name] for name in ("kind", "to_place", "to_user", "purpose")}
    made = scanning.move_batch(actor=request.user, scanned=scanned, **where)
    return f"{len(made)} exhibits: {made[0].get_kind_display().lower()}"


def _again(form: ScanForm, codes: list[str], people: Any) -> ScanForm:
    """The form with an empty code and the list so far."""
    kept = form.cleaned_data | {"code": "", "codes": "\n".join(codes)}
    return ScanForm(initial=kept, people=people)


def _page(request: HttpRequest, form: ScanForm, scanned: list[scanning.Scanned], status: int = 200) -> HttpResponse:
    return render(request, "evidence/scan.html", {"form": form, "scanned": scanned, "last": scanned[-1] if scanned else None}, status)


@page("exhibit.scan")
def counts(request: HttpRequest) -> HttpResponse:
    """The counts of shelves of the force, newest first."""
    rows = paginate(selectors.counts(request.user), ["-counted_at", "-id"], request)
    viewed("LIST", actor=request.user, action="exhibit.scan", object_type="shelfcount")
    return render(request, "evidence/counts.html", {"rows": rows})
