"""Pages of force policy and bank holidays."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from casework.access.predicate import why_not
from casework.errors import GuardFailed, Hidden
from casework.law import registry
from casework.law.calendar import FIRST_YEAR, runs_out
from casework.law.policy import DEFAULTS, in_words
from casework.pages.guarded import page
from casework.pages.views import form_page, paginate, render
from casework.policies import services
from casework.policies.forms import DEFAULT, DecisionForm, HolidayForm, SwitchForm, ValueForm
from casework.policies.models import HolidayOverride, PolicySetting
from casework.policies.selectors import forces_for, law_of, overrides_of, reach, rules_counting_with, settings_of, waiting
from casework.policies.showing import days_of, lines, proposal_of, switches
from casework.staff.models import Force

SENT = "Proposed. It counts once an authorising officer has approved it."


def force_of(request: HttpRequest, action: str = services.READ) -> tuple[Force, list[Force]]:
    """The force whose values the page shows (?force=CODE, else the reader's own) and those to choose from; Hidden for another's."""
    forces = forces_for(request.user, action)
    code = request.GET.get("force", "")
    chosen = next((force for force in forces if force.code == code), None) if code else next(iter(forces), None)
    if chosen is None:
        raise Hidden
    return chosen, forces


def may(request: HttpRequest, action: str, force: Force) -> bool:
    """Whether the reader may do it in that force."""
    return force.pk in reach(request.user, action)


def kept(request: HttpRequest) -> str:
    """The query that keeps the chosen force, for links of the page."""
    return f"?force={request.GET['force']}" if request.GET.get("force") else ""


@page("rules.view")
@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """Every value of force policy: the one in force, the default, since when and by whom."""
    force, forces = force_of(request)
    asked = " ".join(request.GET.get("text", "").split())[:80]
    show = request.GET.get("show", "")
    law = law_of(force.pk)
    context = {
        "force": force,
        "forces": forces,
        "rows": lines(force, law, timezone.localdate(), asked, show),
        "switches": switches(law, asked, show),
        "waiting": list(waiting(settings_of(force))),
        "may_propose": may(request, services.PROPOSE, force),
        "asked": asked,
        "show": show,
        "kept": kept(request),
    }
    return render(request, "policies/policy.html", context)


@page("rules.view")
@require_GET
def value(request: HttpRequest, code: str) -> HttpResponse:
    """One value: what counts with it, what is proposed, and every earlier value."""
    if code not in DEFAULTS:
        raise Hidden
    force, forces = force_of(request)
    history = paginate(settings_of(force, PolicySetting.VALUE, code), ["-id"], request)
    (line,) = lines(force, law_of(force.pk), timezone.localdate(), code=code)
    context = {
        "force": force,
        "forces": forces,
        "line": line,
        "history_page": history,
        "rules": rules_counting_with([code]),
        "may_propose": may(request, services.PROPOSE, force),
        "why_not": why_not(services.PROPOSE),
        "kept": kept(request),
    }
    return render(request, "policies/value.html", context)


@page("policy.propose")
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose another value."""
    if code not in DEFAULTS:
        raise Hidden
    force, _ = force_of(request, services.PROPOSE)
    known = DEFAULTS[code]

    def act(form: ValueForm) -> PolicySetting:
        given = form.cleaned_data
        return services.propose_value(
            actor=request.user,
            force=force,
            code=code,
            typed=given["value"],
            back_to_default=given["use"] == DEFAULT,
            from_on=given["from_on"],
            reason=given["reason"],
        )

    back = reverse("policy-value", args=[code]) + kept(request)
    context = _form_context(f"Propose a value: {known.title}", f"{code}, {force}", back, ("Force policy", reverse("policy-list")))
    return form_page(request, ValueForm, act, code=code, done=back, message=SENT, context=context)


@page("rules.view")
@require_GET
def switch(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Whether the force uses one of its own rules, and since when."""
    force, forces = force_of(request)
    found = next((each for each in switches(law_of(force.pk)) if each.rule.id == rule_id), None)
    if found is None:
        raise Hidden
    context = {
        "force": force,
        "forces": forces,
        "switch": found,
        "history_page": paginate(settings_of(force, PolicySetting.SWITCH, rule_id), ["-id"], request),
        "may_propose": may(request, services.PROPOSE, force),
        "why_not": why_not(services.PROPOSE),
        "kept": kept(request),
    }
    return render(request, "policies/switch.html", context)


@page("policy.propose")
def propose_switch(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Propose that a rule of the force's own is used, or not."""
    rule = registry.by_id().get(rule_id)
    if rule is None or rule.klass != "policy":
        raise Hidden
    force, _ = force_of(request, services.PROPOSE)

    def act(form: SwitchForm) -> PolicySetting:
        given = form.cleaned_data
        in_use = given["value"] == "yes"
        return services.propose_switch(
            actor=request.user, force=force, rule_id=rule_id, in_use=in_use, from_on=given["from_on"], reason=given["reason"]
        )

    back = reverse("policy-switch", args=[rule_id]) + kept(request)
    context = _form_context(f"Use this rule or not: {rule.title}", f"{rule_id}, {force}", back, ("Force policy", reverse("policy-list")))
    return form_page(request, SwitchForm, act, done=back, message=SENT, context=context)


@page("rules.view")
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposed value: what it would change and why; the authorising officer decides here."""
    return _decide(request, proposal_of(PolicySetting, pk), reverse("policy-list"))


@page("policy.propose")
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a proposed value."""
    return _withdraw(request, proposal_of(PolicySetting, pk), "policy-list")


@page("rules.view")
@require_GET
def holidays(request: HttpRequest) -> HttpResponse:
    """The bank holidays of a year as the force counts them, and its corrections."""
    force, forces = force_of(request)
    law = law_of(force.pk)
    today = timezone.localdate()
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed[:5]) <= law.last_year else today.year
    context = {
        "force": force,
        "forces": forces,
        "year": year,
        "years": range(max(FIRST_YEAR, today.year - 1), min(law.last_year, today.year + 3) + 1),
        "first_year": FIRST_YEAR,
        "last_year": law.last_year,
        "runs_out": runs_out(law.last_year, today),
        "days": days_of(force, law, year),
        "waiting": list(waiting(overrides_of(force))),
        "history_page": paginate(overrides_of(force), ["-id"], request),
        "may_propose": may(request, services.PROPOSE, force),
        "kept": kept(request),
    }
    return render(request, "policies/holidays.html", context)


@page("policy.propose")
def propose_holiday(request: HttpRequest) -> HttpResponse:
    """Propose a correction of the bank holidays."""
    force, _ = force_of(request, services.PROPOSE)

    def act(form: HolidayForm) -> HolidayOverride:
        given = form.cleaned_data
        found = given[form.DAY_OF[given["kind"]]]
        day = date(found, 1, 1) if isinstance(found, int) else found
        try:
            return services.propose_holiday(
                actor=request.user, force=force, kind=given["kind"], day=day, name=given["name"], reason=given["reason"]
            )
        except GuardFailed as refusal:
            raise GuardFailed([form.place(problem) for problem in refusal.problems]) from refusal

    back = reverse("holiday-list") + kept(request)
    context = _form_context("Correct the bank holidays", str(force), back, ("Bank holidays", reverse("holiday-list")))
    return form_page(request, HolidayForm, act, done=back, message=SENT, context=context)


@page("rules.view")
def holiday_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposed correction; the authorising officer decides here."""
    return _decide(request, proposal_of(HolidayOverride, pk), reverse("holiday-list"))


@page("policy.propose")
@require_POST
def holiday_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a proposed correction."""
    return _withdraw(request, proposal_of(HolidayOverride, pk), "holiday-list")


def _decide(request: HttpRequest, found: Any, back: str) -> HttpResponse:
    readable = reach(request.user, services.READ)
    if found.force_id not in readable:
        raise Hidden
    back += f"?force={found.force.code}" if len(readable) > 1 else ""

    def act(form: DecisionForm) -> Any:
        if form.cleaned_data["outcome"] == "approve":
            return services.approve(actor=request.user, proposal=found)
        return services.decline(actor=request.user, proposal=found, note=form.cleaned_data["note"])

    def said(decision: Any) -> str:
        return f"{decision.get_outcome_display()}. The decision is on record."

    decided = getattr(found, "decision", None)
    mine = found.proposed_by_id == request.user.pk
    context = {
        "found": found,
        "is_holiday": isinstance(found, HolidayOverride),
        "decided": decided,
        "title": "" if isinstance(found, HolidayOverride) else _title(found),
        "now_counts": "" if isinstance(found, HolidayOverride) else _counts(found),
        "may_decide": decided is None and not mine and may(request, services.APPROVE, found.force),
        "may_withdraw": decided is None and services.may_withdraw(request.user, found),
        "why_not": "You proposed this. Somebody else has to approve it." if mine else why_not(services.APPROVE),
        "back": back,
    }
    return form_page(
        request,
        DecisionForm,
        act,
        template="policies/proposal.html",
        done=back,
        message=said,
        context=context,
    )


def _title(found: PolicySetting) -> str:
    """What the proposed value or switch is for."""
    if found.kind == PolicySetting.SWITCH:
        rule = registry.by_id().get(found.code)
        return rule.title if rule is not None else found.code
    return DEFAULTS[found.code].title if found.code in DEFAULTS else found.code


def _counts(found: PolicySetting) -> str:
    """What counts now in place of the proposed value."""
    law = law_of(found.force_id)
    if found.kind == PolicySetting.SWITCH:
        return "switched off" if found.code in law.policy.inactive else "in use"
    return in_words(found.code, law.policy[found.code]) if found.code in DEFAULTS else ""


def _withdraw(request: HttpRequest, found: Any, back: str) -> HttpResponse:
    services.withdraw(actor=request.user, proposal=found)
    messages.success(request, "Withdrawn. Nothing was changed.")
    return HttpResponseRedirect(reverse(back))


def _form_context(heading: str, caption: str, back: str, above: tuple[str, str]) -> dict[str, Any]:
    return {"heading": heading, "caption": caption, "cancel": back, "crumbs": [("Rules", reverse("rule-list")), above, (heading, "")]}
