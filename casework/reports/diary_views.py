"""Pasting a diary or call log: the text, then its rows to check, saved in one step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from casework.cases.models import Case
from casework.errors import GuardFailed
from casework.pages import kept
from casework.pages.guarded import case_for, page
from casework.pages.views import REFUSED, render
from casework.people.models import Person
from casework.reports import selectors
from casework.reports.behaviours import SHORT, letters_of
from casework.reports.diary_forms import DiaryForm, DiaryRows
from casework.reports.incidents import add_incidents


@page("incident.add")
def incident_diary(request: HttpRequest, reference: str) -> HttpResponse:
    """First the text, then a row a line with its doubts in words. One wrong row keeps all of them on the page and saves none."""
    case = case_for(request, reference, "incident.add")
    if request.method == "POST" and "rows" in request.POST:
        return _save(request, case)
    people = selectors.parties(case)
    typed = kept.typed(request) if request.method == "GET" else None
    if typed is not None and "rows" in typed:
        return _check(request, case, DiaryRows.typed(typed))
    form = DiaryForm(request.POST if request.method == "POST" else typed, people=people)
    if request.method == "POST" and form.is_valid():
        return _check(request, case, DiaryRows.proposed(form, timezone.localdate(), selectors.known_moments(case)))
    return render(
        request,
        "components/form_page.html",
        {"form": form, **_frame(case), "heading": "Paste a diary or call log"},
        REFUSED if request.method == "POST" else 200,
    )


def _frame(case: Case) -> dict[str, Any]:
    back = reverse("incident-list", args=[case.reference])
    crumbs = [(case.reference, reverse("case-detail", args=[case.reference])), ("What happened", back)]
    return {"caption": case.reference, "crumbs": crumbs, "cancel": back}


def _check(request: HttpRequest, case: Case, rows: DiaryRows, status: int = 200) -> HttpResponse:
    context = {"form": rows, **_frame(case), "heading": "Check the rows", "short": SHORT}
    return render(request, "cases/diary.html", context, status)


def _save(request: HttpRequest, case: Case) -> HttpResponse:
    rows = DiaryRows.typed(request.POST)
    taken = rows.read()
    if not taken:
        rows.top.append("Every row is left out: there is nothing to save")
    if rows.fine:
        common = {name: rows.common[name] for name in ("means", "place_kind", "source") if rows.common[name]}
        behaviour = rows.common["behaviour"]
        values = [
            each | common | ({"behaviour": behaviour} if row.act in letters_of(behaviour)[:1] else {"behaviour": ""})
            | ({"other_act": row.text[:200]} if row.act == "X" else {})
            for row, each in taken
        ]  # fmt: skip
        try:
            made = add_incidents(
                actor=request.user, case=case, rows=values, victim=_person(case, rows, "victim"), suspect=_person(case, rows, "suspect")
            )
        except GuardFailed as refusal:
            _put(rows, [row for row, _ in taken], refusal)
        else:
            kept.let_go(request)
            messages.success(request, f"{len(made)} added to the chronology")
            return redirect("incident-list", case.reference)
    return _check(request, case, rows, REFUSED)


def _person(case: Case, rows: DiaryRows, who: str) -> Person | None:
    chosen = rows.common[who]
    there = selectors.parties(case)[who.upper()]
    return next((person for person in there if str(person.pk) == chosen), None)


def _put(rows: DiaryRows, taken: list[Any], refusal: GuardFailed) -> None:
    """The service's reasons next to their rows, else on top."""
    fields = {"occurred_at": "w", "occurred_to": "w", "exactness": "w", "acts": "a", "other_act": "t", "summary": "t"}
    for name, sentence in refusal.problems:
        at, _, last = (name or "").partition("-")
        if at.isdecimal() and int(at) < len(taken):
            taken[int(at)].wrong.setdefault(fields.get(last, "t"), sentence)
        else:
            rows.top.append(sentence)
