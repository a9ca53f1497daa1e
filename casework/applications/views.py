"""Pages of a draft: the list, starting, the task list, its parts, its conditions, sending it off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import require
from casework.access.several import allowed
from casework.applications import catalogue, flow, rules, selectors, services
from casework.applications.forms import (
    FORMS,
    SECTION_ORDER,
    CategoryForm,
    ConditionForm,
    GroundForm,
    PeopleForm,
    StartForm,
    WithdrawForm,
    shown,
)
from casework.applications.models import Application, Condition
from casework.applications.reading import reading, section_url
from casework.applications.services.editing import section_version
from casework.applications.snapshots import departures
from casework.audit.record import viewed
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import case_for, listed, page
from casework.pages.views import form_page, render
from casework.pages.walking import walked

YES_NO_FIELDS = ("interim_sought", "on_notice", "asked_fixed")


def open_application(request: HttpRequest, reference: str, action: str, *, whole: bool = False) -> Application:
    """The application for `action`: Hidden for unknown and unseen alike; the consultation is written before the page is built."""
    application = selectors.application_by_reference(request.user, reference, whole=whole)
    if action not in allowed(request.user, application.case, (action,)):
        require(request.user, action, application.case)
    viewed("VIEW", actor=request.user, action=action, object_type="application", object_id=application.pk, case_id=application.case_id)
    return application


def around(application: Application, heading: str, **context: Any) -> dict[str, Any]:
    """What a form page about an application shows around its form."""
    back = reverse("application-detail", args=[application.reference])
    crumbs = [("Applications", reverse("application-list")), (application.reference, back), (heading, "")]
    return {"application": application, "heading": heading, "caption": application.reference, "crumbs": crumbs, "cancel": back, **context}


@page("applications.list")
def application_list(request: HttpRequest) -> HttpResponse:
    """The queue: force legal and the superintendent see what waits for them, officers their own."""
    chosen = request.GET.get("state", "")
    rows = walked(request, selectors.WALK, ("application.view",), selectors.narrowed(request.user, chosen), selectors.in_list())
    listed(request, "applications.list", "application", [row.pk for row in rows])
    clocks: dict[int, Clock] = {}
    subjects = Clock.objects.filter(subject_type="application", subject_id__in=[row.pk for row in rows], state=Clock.OPEN)
    for clock in subjects.order_by("-overdue_from"):
        clocks[clock.subject_id] = clock
    context = {
        "rows": rows,
        "clocks": clocks,
        "open_advice": selectors.open_advice(request.user, rows.rows),
        "states": flow.STATES,
        "chosen": chosen,
        "flow": flow,
    }
    return render(request, "applications/list.html", context)


@page("application.view")
def case_applications(request: HttpRequest, reference: str) -> HttpResponse:
    """The applications of one case."""
    from casework.reports.casepage import open_case

    seen = open_case(request, reference, "application.view")
    rows = list(selectors.of_case(request.user, seen.case))
    return render(request, "applications/of_case.html", {"seen": seen, "here": "applications", "rows": rows})


@page("application.draft")
def application_start(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a draft against one of the case's suspects."""
    case = case_for(request, reference, "application.draft")
    main = selectors.undetermined_main(case)

    def act(form: StartForm) -> Application:
        kind = form.cleaned_data.get("kind") or "MAIN"
        return services.start_application(
            actor=request.user,
            case=case,
            defendant=form.people[form.cleaned_data["defendant"]],
            kind=kind,
            main=main if kind == "INTERIM" else None,
        )

    back = reverse("case-detail", args=[case.reference])
    return form_page(
        request,
        StartForm,
        act,
        done=lambda made: reverse("application-detail", args=[made.reference]),
        message=lambda made: f"{made.reference} is begun. Each part is kept as you save it.",
        context={
            "heading": "Start an application",
            "caption": case.reference,
            "crumbs": [(case.reference, back), ("Start", "")],
            "cancel": back,
        },
        case=case,
    )


@page("application.view")
def application_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The application: for its writers a task list, for everyone what it says and where it stands."""
    application: Any = open_application(request, reference, "application.view", whole=True)
    read = reading(request.user, application, timezone.localdate())
    clocks = Clock.objects.filter(subject_type="application", subject_id=application.pk, state=Clock.OPEN).order_by("overdue_from")
    privileged = selectors.may_read_advice(request.user, application)
    orders = list(application.orders.prefetch_related("versions__conditions")) if application.has_orders else []
    return render(
        request,
        "applications/detail.html",
        {
            "application": application,
            "read": read,
            "clock": clocks.first(),
            "missing": [(sentence, section_url(application, section)) for section, sentence in read.missing],
            "warnings": [(sentence, section_url(application, section)) for section, sentence in read.warnings],
            "reviews": selectors.reviews_for(request.user, application) if application.has_reviews else [],
            "noted": [] if privileged else selectors.advice_noted_for(request.user, application),
            "authorities": selectors.authorities_for(request.user, application) if application.has_authorities else [],
            "hearings": list(application.hearings.all()) if application.has_hearings else [],
            "summons": selectors.summons_lines(application) if application.has_summons_steps or application.has_summons_services else [],
            "orders": [(order, departures(application, order)) for order in orders],
            "appeals": list(application.appeals.order_by("pk")) if application.state == flow.REFUSED else [],  # type: ignore[attr-defined]
            "flow": flow,
            "now": timezone.now(),
        },
    )


@page("application.draft")
def application_section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """One part of the draft, saved by itself."""
    application = open_application(request, reference, "application.draft")
    if section not in FORMS:
        raise Hidden
    heading = rules.SECTIONS[section]

    def act(form: Any) -> Application:
        given = {"actor": request.user, "application": application, "expected": form.cleaned_data["version"]}
        if isinstance(form, PeopleForm):
            return services.save_people(protected=form.chosen("protected_persons"), victims=form.chosen("victims_of_acts"), **given)
        if isinstance(form, GroundForm):
            text, harm = form.cleaned_data["text"], form.cleaned_data.get("harm", "")
            return services.save_ground(section=section, text=text, rests_on=form.rests_on(), harm=harm, **given)
        return services.save_section(section=section, values=form.values(), **given)

    extra = {"section": section} if section in rules.GROUNDS else {}
    return form_page(
        request,
        FORMS[section],
        act,
        template="applications/ground.html" if section in rules.GROUNDS else "applications/section.html",
        done=lambda _: _next(request, application, section),
        message=f"“{heading}” is saved",
        context=around(application, heading, warned=application.state != flow.DRAFT),
        initial=_initial(application, section),
        application=application,
        **extra,
    )


def _next(request: HttpRequest, application: Application, section: str) -> str:
    """The part after this one; the application itself after the last or when asked to go back."""
    place = SECTION_ORDER.index(section) + 1
    if "back" in request.POST or place == len(SECTION_ORDER):
        return reverse("application-detail", args=[application.reference])
    return section_url(application, SECTION_ORDER[place])


def _initial(application: Application, section: str) -> dict[str, Any]:
    """What stands in the part's form."""
    found: dict[str, Any] = {"version": section_version(application, section)}
    if section == "people":
        for name in ("protected_persons", "victims_of_acts"):
            found[name] = list(getattr(application, name).values_list("pk", flat=True))
        return found
    if section in rules.GROUNDS:
        limb, column = rules.GROUNDS[section]
        found |= {"text": getattr(application, column), "harm": application.harm}
        for link in application.ground_links.filter(limb=limb):
            for name, kind in GroundForm.kinds.items():
                if getattr(link, f"{kind}_id"):
                    found.setdefault(name, []).append(getattr(link, f"{kind}_id"))
        return found
    for name in FORMS[section].base_fields:
        if name != "version":
            value = getattr(application, name)
            found[name] = shown(value) if name in YES_NO_FIELDS else value
    return found


@page("application.draft")
def condition_list(request: HttpRequest, reference: str) -> HttpResponse:
    """The conditions as they will read in the order, and the choice of the next."""
    application = open_application(request, reference, "application.draft")
    form = CategoryForm(request.GET if "category" in request.GET else None)
    if form.is_bound and form.is_valid():
        where = reverse("condition-add", args=[application.reference])
        return redirect(f"{where}?category={form.cleaned_data['category']}")
    conditions = list(application.conditions.select_related("protected_person"))
    return render(
        request, "applications/conditions.html", around(application, "Conditions", form=form, conditions=conditions, catalogue=catalogue)
    )


@page("application.draft")
def condition_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Build a condition of the category chosen."""
    application = open_application(request, reference, "application.draft")
    category = catalogue.BY_KEY.get(request.GET.get("category", ""))
    if category is None:
        return redirect("condition-list", application.reference)
    return _builder(
        request,
        application,
        category,
        lambda form: services.add_condition(actor=request.user, application=application, **form.typed()),
        "The condition is added",
        {},
    )


@page("application.draft")
def condition_edit(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Rewrite a condition."""
    application = open_application(request, reference, "application.draft")
    condition = _condition(application, pk)
    category = catalogue.BY_KEY[condition.category]
    built = catalogue.sentence(category.key, condition.parts)
    initial = {
        "version": condition.version,
        **{f"part_{name}": value for name, value in condition.parts.items()},
        "own_text": "" if condition.text == built else condition.text,
        **{name: getattr(condition, name) for name in ("necessity_reason", "measure", "locality", "until")},
        "protected_person": condition.protected_person_id,
    }
    return _builder(
        request,
        application,
        category,
        lambda form: services.update_condition(
            actor=request.user, condition=condition, expected=form.cleaned_data["version"] or condition.version, **form.typed()
        ),
        f"Condition {condition.number} is saved",
        initial,
    )


def _builder(
    request: HttpRequest, application: Application, category: catalogue.Category, save: Any, message: str, initial: dict[str, Any]
) -> HttpResponse:
    context = around(
        application,
        category.title,
        category=category,
        warned=application.state != flow.DRAFT,
        cancel=reverse("condition-list", args=[application.reference]),
    )
    if request.method == "POST" and "show" in request.POST:
        form = ConditionForm(request.POST, application=application, category=category)
        form.is_valid()
        return render(request, "applications/condition.html", {**context, "form": form, "sentence": form.sentence()})

    def act(form: ConditionForm) -> Condition:
        try:
            made: Condition = save(form)
        except GuardFailed as refusal:
            raise GuardFailed(form.refuse_parts(refusal.problems)) from refusal
        return made

    return form_page(
        request,
        ConditionForm,
        act,
        template="applications/condition.html",
        done=reverse("condition-list", args=[application.reference]),
        message=message,
        context={**context, "sentence": catalogue.sentence(category.key, initial_parts(initial)) if initial else ""},
        initial=initial,
        application=application,
        category=category,
    )


def initial_parts(initial: dict[str, Any]) -> dict[str, str]:
    """The parts of the sentence from a form's initial values."""
    return {name.removeprefix("part_"): value for name, value in initial.items() if name.startswith("part_")}


def _condition(application: Application, pk: int) -> Condition:
    found = application.conditions.filter(pk=pk).first()
    if found is None:
        raise Hidden
    return found


@page("application.draft")
def condition_remove(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Ask, then take a condition out."""
    application = open_application(request, reference, "application.draft")
    condition = _condition(application, pk)
    back = reverse("condition-list", args=[application.reference])
    if request.method == "POST":
        services.remove_condition(actor=request.user, condition=condition)
        return redirect(back)
    return render(
        request,
        "applications/condition_remove.html",
        around(application, f"Remove condition {condition.number}", condition=condition, cancel=back),
    )


@page("application.draft")
def application_submit(request: HttpRequest, reference: str) -> HttpResponse:
    """Send it to force legal; what is missing is said with its links."""
    application = open_application(request, reference, "application.draft")
    read = reading(request.user, application, timezone.localdate())
    missing = [(sentence, section_url(application, section)) for section, sentence in read.missing]
    if request.method == "POST":
        try:
            services.submit(actor=request.user, application=application)
        except GuardFailed as refusal:
            missing = [(sentence, section_url(application, section or "subject")) for section, sentence in refusal.problems]
        else:
            from django.contrib import messages

            messages.success(request, f"{application.reference} is with force legal")
            return redirect("application-detail", application.reference)
    warnings = [(sentence, section_url(application, section)) for section, sentence in read.warnings]
    context = around(application, "Send it to force legal", missing=missing, warnings=warnings)
    return render(request, "applications/submit.html", context, status=422 if request.method == "POST" else 200)


@page("application.withdraw")
def application_withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """End it before a decision: a draft by its officer, anything later by force legal."""
    application = open_application(request, reference, "application.withdraw")
    require(request.user, "application.draft" if application.state == flow.DRAFT else "application.lodge", application.case)
    return form_page(
        request,
        WithdrawForm,
        lambda form: services.withdraw(actor=request.user, application=application, **form.cleaned_data),
        done=reverse("application-list"),
        message=f"{application.reference} is withdrawn",
        context=around(application, "Withdraw the application"),
    )
