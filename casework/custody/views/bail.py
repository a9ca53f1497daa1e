"""Pages of bail: as it stands, extending, changing, breaking and ending it, and the gap behind it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from casework.access.predicate import can, masked, why_not
from casework.audit.record import viewed
from casework.clocks.models import Clock
from casework.custody import flow, forms, period, rules, selectors
from casework.custody.models import Authority, Bail, BailKind
from casework.custody.services import changing, ending, extending
from casework.errors import GuardFailed
from casework.pages.guarded import page
from casework.pages.rows import one_more
from casework.pages.views import form_page, render
from casework.people.naming import shown_name
from casework.reports.casepage import look


def _bail(request: HttpRequest, reference: str, action: str = "custody.view") -> Bail:
    bail = selectors.bail_by_reference(request.user, reference, action)
    viewed("VIEW", actor=request.user, action=action, object_type="bail", object_id=bail.pk, case_id=bail.case_id)
    return bail


def _steps(user: Any, bail: Bail) -> list[dict[str, str]]:
    """What can be done now, and why not the rest."""
    live, bailed = bail.state == flow.LIVE, bail.kind == BailKind.BAIL
    running = bail.state in flow.RUNNING
    waiting = selectors.waiting(bail)
    found: list[tuple[bool, str, str, str, str]] = []
    if waiting is not None:
        action = extending.DECIDES[Authority(waiting.authority)]
        court = waiting.authority in rules.COURT_STEPS
        own = "you asked for it: somebody else decides" if not court and waiting.asked_by_id == user.pk else ""
        name = "bail-court" if court else f"bail-{action.removeprefix('bail.')}"
        words = "Record what the court decided" if court else "Decide on the extension"
        found.append((True, action, words, name, own))
    found += [
        (bailed and live and waiting is None, "custody.update", "Ask for an extension", "bail-ask", ""),
        (bailed and running, "custody.update", "Change the conditions", "bail-vary", ""),
        (bailed, "custody.update", "Record a breach", "bail-breach", ""),
        (live, "bail.gap", "Decide what protects the victim at the end", "bail-gap", ""),
        (bailed and live, "custody.update", "Let the period stand still for the CPS", "bail-stop", ""),
        (bail.state == flow.STOPPED, "custody.update", "Let the period run again", "bail-resume", ""),
        (bailed and live, "custody.update", "Leave out days as an in-patient", "bail-inpatient", ""),
        (not bailed and live, "custody.update", "Set another day for the decision", "bail-day", ""),
        (running, "custody.update", "End it without a charge", "bail-end", ""),
    ]
    steps = []
    for offered, action, text, name, closed in found:
        if offered:
            closed = "" if can(user, action, bail.case) and not closed else closed or why_not(action)
            steps.append({"text": text, "href": reverse(name, args=[bail.reference]), "why_not": closed})
    return steps


@page("custody.view")
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One bail: until when and why, on which conditions, how it was extended, and what can be done."""
    bail = _bail(request, reference)
    outline = masked(request.user, "custody.view", bail.case)
    clocks = {clock.rule_id: clock for clock in Clock.objects.filter(subject_type="bail", subject_id=bail.pk, state=Clock.OPEN)}
    gap = clocks.get("R35")
    return render(
        request,
        "custody/bail.html",
        {
            "bail": bail,
            "name": shown_name(bail.suspect, masked=outline),
            "outline": outline,
            "steps": _steps(request.user, bail),
            "end": clocks.get("R34") or clocks.get("R48"),
            "gap": gap,
            "alarm": gap is not None and gap.due_on is not None and gap.due_on <= timezone.localdate(),
            "may_read_views": can(request.user, "contact.view", bail.case),
            "closed_log": masked(request.user, "contact.view", bail.case),
            "may_decide_gap": can(request.user, "bail.gap", bail.case),
            "conditions": list(bail.conditions.all()),
            "extensions": list(selectors.extensions(bail)),
            "stops": list(bail.stops.all()),
            "breaches": list(selectors.breaches(bail)),
            "decisions": list(bail.gap_decisions.select_related("decided_by")),
        },
    )


def _page(
    request: HttpRequest, bail: Bail, form: type, heading: str, act: Callable[[Any], Any], /, *, intro: str = "", **more: Any
) -> HttpResponse:
    back = period.where(bail)
    context = {
        "heading": heading,
        "caption": f"{bail.get_kind_display()} {bail.reference}",
        "crumbs": [(bail.case.reference, reverse("case-custody", args=[bail.case.reference])), (bail.reference, back), (heading, "")],
        "cancel": back,
    }
    if intro:
        context["intro"] = intro
    template = "components/form_page.html"
    if issubclass(form, forms.RowsForm):
        template = "components/rows_page.html"
        context["more"] = "Add another condition"
        again = one_more(request, form)
        if again is not None:
            return render(request, template, context | {"form": form(initial=again, **more)})

    def placed(typed: Any) -> Any:
        try:
            return act(typed)
        except GuardFailed as refusal:
            raise (typed.placed(refusal) if isinstance(typed, forms.RowsForm) else refusal) from None

    return form_page(request, form, placed, template=template, done=back, message="Recorded.", context=context, **more)


@page("custody.update")
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the next step by which bail goes on."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.AskForm,
        "Ask for an extension",
        lambda typed: extending.ask_extension(
            actor=request.user, bail=bail, authority=typed.cleaned_data["authority"], values=typed.values()
        ),
        bail=bail,
    )


def _decide(request: HttpRequest, reference: str, action: str, *steps: str) -> HttpResponse:
    bail = _bail(request, reference, action)
    waiting = selectors.waiting(bail)
    if waiting is None or waiting.authority not in steps:
        raise GuardFailed("No extension waits for you on this bail.")
    said = f" The suspect or the solicitor said: “{waiting.representations}”" if waiting.representations else ""
    intro = f"{waiting.asked_by} asks: “{waiting.why}”{said}"
    return _page(
        request,
        bail,
        forms.DecideForm,
        waiting.get_authority_display(),
        lambda typed: extending.decide_extension(actor=request.user, extension=waiting, **typed.values()),
        intro=intro,
        extension=waiting,
    )


@page("bail.inspector")
def inspector(request: HttpRequest, reference: str) -> HttpResponse:
    """An inspector decides on six months."""
    return _decide(request, reference, "bail.inspector", Authority.INSPECTOR)


@page("bail.superintendent")
def superintendent(request: HttpRequest, reference: str) -> HttpResponse:
    """A superintendent decides on nine months."""
    return _decide(request, reference, "bail.superintendent", Authority.SUPERINTENDENT)


@page("bail.acc")
def acc(request: HttpRequest, reference: str) -> HttpResponse:
    """An assistant chief constable decides on twelve months in a designated case."""
    return _decide(request, reference, "bail.acc", Authority.ACC)


@page("bail.court")
def court(request: HttpRequest, reference: str) -> HttpResponse:
    """What the magistrates' court decided."""
    return _decide(request, reference, "bail.court", *rules.COURT_STEPS)


@page("custody.update")
def vary(request: HttpRequest, reference: str) -> HttpResponse:
    """Change the conditions."""
    bail = _bail(request, reference, "custody.update")

    def act(typed: forms.VaryForm) -> Bail:
        data = typed.cleaned_data
        keep = [int(pk) for pk in data.get("keep", [])]
        return changing.vary_conditions(actor=request.user, bail=bail, keep=keep, conditions=typed.filled(), reason=data["reason"])

    standing = list(bail.conditions.filter(ended_at=None))
    intro = "Record the victim's views first: those from before the last change do not count."
    return _page(request, bail, forms.VaryForm, "Change the conditions", act, intro=intro, standing=standing)


@page("custody.update")
def breach(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that bail was broken."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.BreachForm,
        "Record a breach of bail",
        lambda typed: changing.report_breach(actor=request.user, bail=bail, values=typed.values(), condition_ids=typed.ids()),
        items=list(bail.conditions.all()),
    )


@page("custody.update")
def stop(request: HttpRequest, reference: str) -> HttpResponse:
    """The period stands still for a charging decision."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.StopForm,
        "Let the period stand still",
        lambda typed: changing.stop_for_charging(actor=request.user, bail=bail, on=typed.cleaned_data["on"]),
        intro="Only for bail that waits for the prosecutors' decision (PACE s.47ZL). The days left are kept.",
    )


@page("custody.update")
def resume(request: HttpRequest, reference: str) -> HttpResponse:
    """The period runs again."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.ResumeForm,
        "Let the period run again",
        lambda typed: changing.resume(actor=request.user, bail=bail, **typed.cleaned_data),
        intro=f"{bail.days_left or 0} days were left. It ends no earlier than seven days counting the day of the request.",
    )


@page("custody.update")
def inpatient(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave out days as an in-patient."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.InpatientForm,
        "Leave out days as an in-patient",
        lambda typed: changing.add_inpatient_days(actor=request.user, bail=bail, **typed.cleaned_data),
    )


@page("custody.update")
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """End bail, or a release under investigation, without a charge."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.EndForm,
        "End it without a charge",
        lambda typed: ending.end_bail(actor=request.user, bail=bail, **typed.cleaned_data),
        intro="A charge ends it by itself. The victim is told, and risk is assessed again.",
    )


@page("bail.gap")
def gap(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide what protects the victim when bail ends and no order is in force."""
    bail = _bail(request, reference, "bail.gap")
    accept = can(request.user, "bail.accept", bail.case)

    def to_application(decision: Any) -> str:
        """Whoever decides to apply goes on to say that an order is needed."""
        may = decision.choice == "APPLY" and "order.consider" in look(request.user, bail.case.reference, "bail.gap").may
        return reverse("order-consider", args=[bail.case.reference]) if may else period.where(bail)

    return form_page(
        request,
        forms.GapForm,
        lambda typed: changing.decide_gap(actor=request.user, bail=bail, **typed.cleaned_data),
        done=to_application,
        message="The decision is saved",
        context={
            "heading": "What protects the victim when it ends?",
            "caption": f"{bail.get_kind_display()} {bail.reference}",
            "crumbs": [(bail.case.reference, reverse("case-custody", args=[bail.case.reference])), (bail.reference, period.where(bail))],
            "intro": "Conditions end with bail. Without an order in force nothing keeps the suspect away after that.",
            "cancel": period.where(bail),
        },
        accept=accept,
    )


@page("custody.update")
def rui_day(request: HttpRequest, reference: str) -> HttpResponse:
    """Set another day for the decision after a release under investigation."""
    bail = _bail(request, reference, "custody.update")
    return _page(
        request,
        bail,
        forms.RuiForm,
        "Set another day for the decision",
        lambda typed: changing.set_rui_end(actor=request.user, bail=bail, **typed.cleaned_data),
    )
