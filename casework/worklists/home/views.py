"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.access.hidden import hidden_load
from casework.access.predicate import can, holds
from casework.access.scope import scope
from casework.pages.guarded import listed, page
from casework.pages.navigation import opens
from casework.pages.views import render
from casework.reports import drafts, taking
from casework.staff.models import Role
from casework.worklists.caselist.forms import FilterForm
from casework.worklists.caselist.rows import case_rows
from casework.worklists.caselist.selectors import Filters, page_of
from casework.worklists.home import selectors

# Whoever holds nothing but this has their work on one page of its own.
STRAIGHT_TO = {Role.CONTROL: "/card/", Role.ADMIN: "/staff/"}
# What else a role comes here for: words, address.
LINKS = (
    ("What victims must be told", "/victims/", frozenset({Role.OFFICER, Role.SUPERVISOR, Role.VICTIM_CARE})),
    ("The queue of applications", "/applications/", frozenset({Role.LEGAL, Role.AUTHORISER, Role.CPS})),
    ("Workload by unit and officer", "/workload/", frozenset({Role.SUPERVISOR, Role.MANAGER})),
    ("Actions, the late ones first", "/actions/", frozenset(Role.values) - {Role.CPS, Role.CONTROL, Role.ANALYST, Role.ADMIN}),
    ("Transfers between units and forces", "/transfers/", frozenset({Role.SUPERVISOR, Role.MANAGER})),
    ("Prompts that wait for an answer", "/prompts/", frozenset({Role.SUPERVISOR})),
    ("The review of under-recording", "/review/", frozenset({Role.SUPERVISOR, Role.RECORDS, Role.AUDITOR})),
    ("Orders in force", "/orders/", frozenset({Role.OFFENDER_MANAGER, Role.RECORDS})),
    ("Legacy notices", "/pins/", frozenset({Role.RECORDS})),
    ("Exhibits", "/evidence/", frozenset({Role.EXHIBITS})),
    ("Uses of break-glass to review", "/break-glass/", frozenset({Role.AUDITOR})),
    ("The audit trail", "/audit/", frozenset({Role.AUDITOR})),
    ("Files granted to you", "/cases/", frozenset({Role.CPS})),
)


# Every role may: not asked here, so that somebody without any role is told what to do instead of refused.
@page("work.own", case=True)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due from this person and why, what has changed, and their own cases."""
    user = request.user
    roles = scope(user).roles()
    if len(roles) == 1:
        straight = STRAIGHT_TO.get(Role(next(iter(roles))))
        if straight and opens(straight, roles):
            return HttpResponseRedirect(straight)
    officer = Role.OFFICER in roles
    form = FilterForm(request.GET or None)
    filters = Filters.read(form.cleaned_data | {"mine": True} if form.is_bound and form.is_valid() else {"mine": True})
    found = page_of(user, filters, request) if officer else None
    reports = can(user, "case.create")
    due = selectors.due(user)
    waiting = selectors.role_work(user)
    unallocated = selectors.unallocated(user)
    shown = {case.pk for case in (found.rows if found else ())} | {case.pk for case in unallocated}
    shown |= {clock.case_id for clock in (*due.now, *due.week) if clock.case_id} | {task.case_id for task in waiting.rows}
    listed(request, "work.own", "case", sorted(shown))
    return render(
        request,
        "worklists/home.html",
        {
            "today": timezone.localdate(),
            "due": due,
            "waiting": waiting,
            "unallocated": case_rows(user, unallocated[: selectors.QUEUE]),
            "more_unallocated": len(unallocated) > selectors.QUEUE,
            "changed": selectors.changed(user) if officer else (),
            "messages": selectors.messages(user),
            "officer": officer,
            "form": form,
            "filters": filters,
            "page": found,
            "rows": case_rows(user, found.rows) if found else [],
            "reports": reports,
            "drafts": list(drafts.mine(user)[:5]) if reports else [],
            "steps": taking.TITLES,
            "allocates": holds(user, "case.allocate"),
            "hidden": sum(load.cases for load in hidden_load(user)) if holds(user, "workload.view") else 0,
            "links": [(words, href) for words, href, those in LINKS if roles & those and opens(href, roles)],
            "roles": roles,
        },
    )
