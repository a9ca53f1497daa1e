"""The pages of a report taken step by step. Each is the person's own; nothing of it is a case until the last."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from casework.errors import GuardFailed, Hidden
from casework.pages.guarded import page
from casework.pages.views import REFUSED, render
from casework.reports import drafts, taking
from casework.reports.models import ReportDraft
from casework.reports.report_forms import MatchStep, SafetyStep

KEPT = "Your report is kept. Nobody else can see it, and no case is open yet."


@sensitive_post_parameters()
@page("case.create")
def case_new(request: HttpRequest) -> HttpResponse:
    """Begin a report with its first step; reports begun before stand above, to go on with."""
    form = SafetyStep(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and ("later" in request.POST or form.is_valid()):
        try:
            draft = drafts.begin(request.user)
        except GuardFailed as refusal:
            form.refuse(refusal.problems)
        else:
            later = "later" in request.POST
            drafts.keep(draft, "safety", request.POST, at="safety" if later else taking.following("safety"))
            return _later(request) if later else redirect("report-step", draft.pk, draft.step)
    return _step(request, form, "safety", begun=list(drafts.mine(request.user)))


@sensitive_post_parameters()
@page("case.create")
def report_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a report begun: what was typed before stands in it; "Continue" checks and keeps, "later" only keeps."""
    draft = drafts.one(request.user, pk)
    if step == taking.CHECK:
        return _check(request, draft)
    if step in taking.MATCHES:
        return _match(request, draft, step)
    if step not in taking.STEPS:
        raise Hidden
    if request.method != "POST":
        form = taking.form_of(draft, step, request.user)
        return _step(request, form, step, draft=draft)
    form = taking.form_of(draft, step, request.user, request.POST)
    good = form.is_valid()
    later = "later" in request.POST
    before = drafts.typed(draft, step)
    try:
        drafts.keep(draft, step, request.POST, at=step if later or not good else _after(draft, step))
    except GuardFailed as refusal:
        form.refuse(refusal.problems)
        return _step(request, form, step, draft=draft)
    if before is not None and _differs(before, drafts.typed(draft, step)):
        drafts.drop(draft, *(page for page, who in taking.MATCHES.items() if who == step or (step, who) == ("contact", "victim")))
    if later:
        return _later(request)
    if not good:
        return _step(request, form, step, draft=draft)
    who = taking.ASKED_AFTER.get(step)
    if who and taking.known_for(draft, who, request.user):
        return redirect("report-step", pk, f"{who}-known")
    return redirect("report-step", pk, draft.step)


def _differs(before: Any, after: Any) -> bool:
    return dict(before.lists()) != dict(after.lists())


def _after(draft: ReportDraft, step: str) -> str:
    """The next step, or the check when all are answered and one was only mended."""
    answered = drafts.answers(draft)
    return taking.CHECK if set(taking.ORDER) <= answered.keys() | {step} else taking.following(step)


def _later(request: HttpRequest) -> HttpResponse:
    messages.info(request, KEPT)
    return redirect("home")


def _step(request: HttpRequest, form: Any, step: str, *, draft: ReportDraft | None = None, begun: list[ReportDraft] | None = None) -> Any:
    place = taking.ORDER.index(step)
    context = {
        "form": form,
        "heading": taking.TITLES[step],
        "place": f"Report a case: step {place + 1} of {len(taking.ORDER)}",
        "draft": draft,
        "begun": begun or [],
        "titles": taking.TITLES,
        "back": reverse("report-step", args=[draft.pk, taking.ORDER[place - 1]]) if draft and place else "",
        "step": step,
    }
    return render(request, "cases/report_step.html", context, REFUSED if request.method == "POST" else 200)


def _match(request: HttpRequest, draft: ReportDraft, step: str) -> HttpResponse:
    who = taking.MATCHES[step]
    known = taking.known_for(draft, who, request.user)
    if not known:
        return redirect("report-step", draft.pk, taking.following(step))
    typed = request.POST if request.method == "POST" else drafts.typed(draft, step)
    form = MatchStep(typed, known=known, who=who)
    if request.method == "POST":
        later = "later" in request.POST
        good = form.is_valid()
        at = step if later or not good else _after(draft, {v: k for k, v in taking.ASKED_AFTER.items()}[who])
        drafts.keep(draft, step, request.POST, at=at)
        if later:
            return _later(request)
        if good:
            return redirect("report-step", draft.pk, at)
    context = {
        "form": form,
        "heading": taking.TITLES[step],
        "place": "Report a case",
        "draft": draft,
        "begun": [],
        "titles": taking.TITLES,
        "back": reverse("report-step", args=[draft.pk, who]),
        "step": step,
    }
    return render(request, "cases/report_step.html", context, REFUSED if request.method == "POST" else 200)


def _check(request: HttpRequest, draft: ReportDraft) -> HttpResponse:
    ready = taking.read(draft, request.user)
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        if ready.complete:
            try:
                case = taking.open_report(ready, request.user)
            except GuardFailed as refusal:
                problems = [(taking.STEP_OF.get(name or "", "safety"), sentence) for name, sentence in refusal.problems]
            else:
                messages.success(request, f"{case.reference} is open")
                return redirect("case-detail", case.reference)
        else:
            problems = [(step, f"Answer this part: {taking.TITLES[step]}") for step in ready.missing]
    context = {
        "heading": taking.TITLES[taking.CHECK],
        "draft": draft,
        "parts": [(step, taking.TITLES[step], taking.shown(form)) for step, form in ready.forms.items()],
        "chosen": _chosen(ready, request.user),
        "missing": ready.missing,
        "titles": taking.TITLES,
        "problems": [(reverse("report-step", args=[draft.pk, step]), sentence) for step, sentence in problems],
        "back": reverse("report-step", args=[draft.pk, taking.ORDER[-1]]),
    }
    return render(request, "cases/report_check.html", context, REFUSED if problems else 200)


def _chosen(ready: taking.Ready, user: Any) -> dict[str, str]:
    """What was said about known people, in words."""
    found = {}
    for who, answer in ready.chosen.items():
        person = taking.known_person(user, int(answer)) if answer != taking.NEW else None
        found[who] = f"Known: {person.full_name}" if person else "Somebody not known before"
    return found


@page("case.create")
@require_POST
def report_throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a report begun."""
    drafts.let_go(drafts.one(request.user, pk))
    messages.info(request, "The report is thrown away.")
    return redirect("home")
