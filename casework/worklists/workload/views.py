"""Workload pages: units, one unit's officers, and moving an officer's cases in three steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.access.predicate import can
from casework.errors import Hidden
from casework.pages.guarded import listed, page
from casework.pages.views import REFUSED, form_page, render
from casework.staff.models import User
from casework.worklists.caselist.rows import case_rows
from casework.worklists.models import Reassignment
from casework.worklists.workload import selectors, services
from casework.worklists.workload.forms import ChooseForm, ConfirmForm


@page("workload.view")
@require_safe
def workload(request: HttpRequest) -> HttpResponse:
    """Every unit that the reader manages; or one unit's officers."""
    units = list(selectors.managed(request.user))
    asked = request.GET.get("unit", "")
    chosen = next((unit for unit in units if str(unit.pk) == asked), None)
    if asked and chosen is None:
        raise Hidden
    if chosen is None and len(units) == 1:
        chosen = units[0]
    if chosen is not None:
        lines = selectors.by_person(request.user, chosen)
        listed(request, "workload.view", "unit", [chosen.pk])
        weeks = selectors.week_starts()
        return render(
            request,
            "worklists/unit.html",
            {
                "unit": chosen,
                "units": units,
                "lines": lines,
                "most": max((line.cases for line in lines), default=0),
                "heaviest": max((line.weighted for line in lines), default=0),
                "weeks": weeks,
                "fullest": max((count for line in lines for count in line.weeks), default=0),
                "moves": can(request.user, "workload.reassign"),
                "now": timezone.now(),
            },
        )
    lines = selectors.by_unit(request.user, units)
    listed(request, "workload.view", "unit", [unit.pk for unit in units])
    return render(
        request,
        "worklists/workload.html",
        {
            "lines": lines,
            "most": max((line.cases for line in lines), default=0),
            "heaviest": max((line.weighted for line in lines), default=0),
        },
    )


@page("workload.reassign")
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """One officer's cases: tick those that go, say to whom and why."""
    source = User.objects.select_related("unit").filter(pk=pk).first()
    if source is None:
        raise Hidden
    cases = list(selectors.movable(request.user, source)[: services.MOST])
    units = {unit.pk for unit in selectors.managed(request.user)}
    if not cases and source.unit_id not in units:
        raise Hidden
    takers = selectors.takers(request.user, source)
    loads = {
        key: numbers["cases"] for key, numbers in selectors.counted(selectors.open_cases(request.user, units), "owner_id").items() if key
    }
    listed(request, "workload.reassign", "case", [case.pk for case in cases])
    ticked = {int(each) for each in request.POST.getlist("case") if each.isascii() and each.isdigit() and len(each) < 19}
    everything = request.POST.get("which") == "all"

    def act(form: ChooseForm) -> Reassignment:
        return services.choose(
            actor=request.user,  # type: ignore[arg-type]
            source=source,
            target=form.cleaned_data["target"],
            reason=form.cleaned_data["reason"],
            cases=sorted(ticked),
            everything=everything,
        )

    return form_page(
        request,
        ChooseForm,
        act,
        template="worklists/choose.html",
        done=lambda plan: reverse("workload-plan", args=[plan.pk]),
        takers=takers,
        loads=loads,
        context={
            "source": source,
            "rows": case_rows(request.user, cases),
            "ticked": ticked,
            "everything": everything,
            "capped": len(cases) == services.MOST,
        },
    )


@page("workload.reassign")
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What would move, what stays and why; the word that moves them; and afterwards what became of each."""
    found = Reassignment.objects.select_related("source__unit", "target__unit").filter(pk=pk, made_by_id=request.user.pk).first()
    if found is None:
        raise Hidden
    names = services.references(request.user, found.cases)
    context = {
        "plan": found,
        "references": [names[case] for case in found.cases if case in names],
        "gone": len([case for case in found.cases if case not in names]),
        "dates": selectors.open_dates(found.cases),
        "hidden": services.left_out(request.user, found),  # type: ignore[arg-type]
        "moved": [names.get(case, "A case that you no longer see") for case in found.outcome.get("moved", [])],
        "left": [(names.get(case, "A case that you no longer see"), why) for case, why in found.outcome.get("left", [])],
        "kept": [(names.get(case, "A case that you no longer see"), why) for case, why in found.outcome.get("undone", {}).get("left", [])],
        "undoable": bool(
            found.done_at
            and not found.undone_at
            and found.outcome.get("moved")
            and timezone.localdate(found.done_at) == timezone.localdate()
        ),
    }
    if found.done_at is not None:
        return render(request, "worklists/moved.html", context, status=REFUSED if request.method == "POST" else 200)
    listed(request, "workload.reassign", "case", list(names))
    trained = found.target.stalking_trained_on is not None
    return form_page(
        request,
        ConfirmForm,
        lambda form: services.confirm(
            actor=request.user,  # type: ignore[arg-type]
            plan=found,
            untrained_agreed=bool(form.cleaned_data.get("untrained_agreed")),
        ),
        template="worklists/plan.html",
        done=reverse("workload-plan", args=[pk]),
        message=lambda done: _said(len(done.outcome["moved"]), found.target),
        trained=trained,
        context=context,
    )


@page("workload.reassign")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the cases back."""
    found = Reassignment.objects.select_related("source", "target").filter(pk=pk, made_by_id=request.user.pk).first()
    if found is None:
        raise Hidden
    done = services.undo(actor=request.user, plan=found)  # type: ignore[arg-type]
    messages.success(request, _said(len(done.outcome["undone"]["moved"]), found.source))
    return HttpResponseRedirect(reverse("workload-plan", args=[pk]))


def _said(count: int, to: User) -> str:
    return f"{count} {'case is' if count == 1 else 'cases are'} with {to.display_name} now."
