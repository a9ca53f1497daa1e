"""Pages of actions: of a case, one by one, and the board of a team."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, holds
from casework.audit.record import viewed
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.investigation import flow, selectors, subjects
from casework.investigation.forms.work import ActionForm, BoardFilter, ChangeActionForm, ResultForm
from casework.investigation.models import Action
from casework.investigation.services import change_action, complete_action, drop_action, raise_action
from casework.investigation.services.actions import FIELDS, RULE, require_action
from casework.pages.guarded import case_for, listed, page
from casework.pages.paging import paginate
from casework.pages.views import form_page, render
from casework.reports.casepage import open_case
from casework.reports.views import at_case


@page("action.open")
def case_actions(request: HttpRequest, reference: str) -> HttpResponse:
    """The open actions, the earliest day first; `?closed=1` those that are closed. Some see only their own."""
    seen = open_case(request, reference, "action.open")
    own = None if "action.view" in seen.may else request.user
    closed = request.GET.get("closed") == "1"
    rows = paginate(selectors.actions_of(seen.case, own=own, closed=closed), ["-closed_at", "-id"] if closed else ["due_on", "id"], request)
    listed(request, "action.open", "action", [action.pk for action in rows])
    context = {
        "seen": seen,
        "here": "actions",
        "rows": rows,
        "closed": closed,
        "own": own is not None,
        "today": timezone.localdate(),
        "about": subjects.about(seen.case, rows),
    }
    return render(request, "investigation/actions.html", context)


@page("action.add")
def action_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Raise an action; `?about=` says from which record of the case."""
    case = case_for(request, reference, "action.add")
    subject = subjects.find(case, request.GET.get("about", ""))
    owners = selectors.action_owners(case)
    where = reverse("case-actions", args=[reference])

    def act(form: ActionForm) -> Action:
        return raise_action(actor=request.user, case=case, values=form.cleaned_data, subject=subject)  # type: ignore[arg-type]

    def done(action: Action) -> str:
        return request.get_full_path() if "another" in request.POST else where

    named = subjects.about(case, [Action(**subjects.columns(subject))]) if subject is not None else {}
    return form_page(
        request,
        ActionForm,
        act,
        template="investigation/action_form.html",
        done=done,
        message=lambda made: f"Raised for {made.owner}",
        context=at_case(case, heading="Raise an action", about=next(iter(named.values()), None), adding=True, cancel=where),
        owners=owners,
        me=request.user if owners.filter(pk=request.user.pk).exists() else None,
    )


def _action(request: HttpRequest, case: Case, pk: int) -> Action:
    """The action of this case, for its owner and those who read all; the consultation is written."""
    action = Action.objects.filter(case=case, pk=pk).select_related("case", "owner", "raised_by", "closed_by").first()
    if action is None:
        raise Hidden
    require_action(request.user, action)  # type: ignore[arg-type]
    viewed("VIEW", actor=request.user, action="action.open", object_type="action", object_id=action.pk, case_id=case.pk)
    return action


@page("action.open")
def action_detail(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """One action: what, who, by when and why, and what came of it."""
    case = case_for(request, reference, "action.open")
    action = _action(request, case, pk)
    mine = action.owner_id == request.user.pk
    open_ = action.state == flow.OPEN
    context = {
        "action": action,
        "case": case,
        "about": subjects.about(case, [action]).get((action.subject_type, action.subject_id or 0)),
        "clock": Clock.objects.filter(rule_id=RULE, subject_type="action", subject_id=action.pk).order_by("-pk").first(),
        "may_close": open_ and ((mine and can(request.user, "action.do", case)) or can(request.user, "action.close", case)),
        "may_change": open_ and case.is_open and can(request.user, "action.add", case),
        "late": open_ and action.due_on < timezone.localdate(),
    }
    return render(request, "investigation/action.html", context)


@page("action.do")
def action_close(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Close an action with what came of it: its owner, or a supervisor, who may also drop it."""
    case = case_for(request, reference, "action.do")
    action = _action(request, case, pk)
    may_drop = can(request.user, "action.close", case)

    def act(form: ResultForm) -> Action:
        close = drop_action if form.cleaned_data.get("drop") else complete_action
        return close(actor=request.user, action=action, result=form.cleaned_data["result"])  # type: ignore[arg-type]

    if action.state != flow.OPEN:
        raise GuardFailed("This action is closed.")
    where = reverse("case-actions", args=[reference])
    return form_page(
        request,
        ResultForm,
        act,
        done=where,
        message="The action is closed",
        context=at_case(case, heading="Close the action", intro=action.what, cancel=reverse("action-detail", args=[reference, pk])),
        may_drop=may_drop,
    )


@page("action.add")
def action_change(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Give it to somebody else, agree another day, or put its words right."""
    case = case_for(request, reference, "action.add")
    action = _action(request, case, pk)
    where = reverse("action-detail", args=[reference, pk])

    def act(form: ChangeActionForm) -> Action:
        values: dict[str, Any] = dict(form.cleaned_data)
        return change_action(
            actor=request.user,  # type: ignore[arg-type]
            action=action,
            version=values.pop("version") or 0,
            why=values.pop("why"),
            values=values,
        )

    return form_page(
        request,
        ChangeActionForm,
        act,
        done=where,
        message="Saved",
        context=at_case(case, heading="Change the action", cancel=where),
        initial={name: getattr(action, name) for name in FIELDS} | {"owner": action.owner_id, "version": action.version},
        theirs=where,
        owners=selectors.action_owners(case),
    )


@page("action.board")
def action_board(request: HttpRequest) -> HttpResponse:
    """Open actions of every case that the person works with: by day, the late ones first, or by person. Managers see numbers."""
    units = selectors.units_of(request.user)
    narrow = BoardFilter(request.GET or None, units=units)
    wanted = narrow.wanted()
    reads = holds(request.user, "action.do") or holds(request.user, "action.view")
    by = request.GET.get("by", "day")
    order = ["owner__last_name", "owner_id", "due_on", "id"] if by == "person" else ["due_on", "id"]
    rows = paginate(selectors.board(request.user, **wanted), order, request) if reads else None
    if rows is not None:
        listed(request, "action.board", "action", [action.pk for action in rows])
    context = {
        "rows": rows,
        "by": by,
        "narrow": narrow,
        "narrowed": any(value not in ("", None, False) for value in wanted.values()),
        "loads": selectors.loads(request.user) if holds(request.user, "action.view") or holds(request.user, "action.count") else [],
        "today": timezone.localdate(),
    }
    return render(request, "investigation/board.html", context)
