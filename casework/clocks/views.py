"""Pages of the rules: the list, one rule with its calculator, the dates that run under it, coverage, and what was counted anew."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.clocks import rulebook
from casework.clocks.forms import AskForm, FindForm
from casework.clocks.models import Clock, Recount
from casework.errors import Hidden
from casework.law.calendar import runs_out
from casework.law.policy import DEFAULTS, in_words
from casework.law.registry import AUTHORITY_WORDS, CLASS_WORDS, CONFIDENCE_WORDS, Rule, all_rules
from casework.pages.guarded import listed, page
from casework.pages.views import REFUSED, paginate, render
from casework.policies.selectors import DEFAULT, ForceLaw, forces_for, law_of, reach
from casework.staff.models import Force

VIEW = "rules.view"
FIRST_DATES = 10
ORDER = ["overdue_from", "id"]


def _law(request: HttpRequest) -> tuple[Force | None, list[Force], ForceLaw]:
    """The force whose values count on the page (?of=CODE, else the reader's own); Hidden for another's."""
    forces = forces_for(request.user, VIEW)
    code = request.GET.get("of", "")
    force = next((each for each in forces if each.code == code), None) if code else next(iter(forces), None)
    if code and force is None:
        raise Hidden
    return force, forces, law_of(force.pk) if force is not None else DEFAULT


@page(VIEW)
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule, or those that fit."""
    form = FindForm(request.GET if any(name in request.GET for name in FindForm.base_fields) else None)
    found = rulebook.find(form.wanted())
    _, _, law = _law(request)
    today = timezone.localdate()
    context = {
        "form": form,
        "rows": [(rule, rulebook.off(rule, law, today)) for rule in found],
        "classes": rulebook.SHORT_CLASS,
        "whole": len(all_rules()),
        "runs_out": runs_out(law.last_year, today),
        "last_year": law.last_year,
    }
    return render(request, "rules/rules.html", context, REFUSED if form.errors else 200)


@page(VIEW)
@require_GET
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule: what it says and where that stands, a calculator, worked examples, and the open dates that the reader may see."""
    found = rulebook.named(rule_id)
    if found is None:
        raise Hidden
    if found.id != rule_id:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(reverse("rule-detail", args=[found.id]) + (f"?{query}" if query else ""))
    force, forces, law = _law(request)
    asked = any(name != "of" for name in request.GET)
    form = AskForm(request.GET if asked else None, rule=found, law=law)
    if asked:
        form.is_valid()
    dates = paginate(rulebook.dates_under(request.user, found), ORDER, size=FIRST_DATES)
    listed(request, VIEW, "clock", [clock.pk for clock in dates])
    context = _about(found, law) | {
        "rule": found,
        "force": force,
        "forces": forces,
        "form": form,
        "answer": rulebook.shown(form.result) if form.result is not None else None,
        "examples": [rulebook.example(vector) for vector in found.vectors],
        "dates": dates,
    }
    return render(request, "rules/rule.html", context, REFUSED if form.errors else 200)


def _about(found: Rule, law: ForceLaw) -> dict[str, Any]:
    return {
        "off": rulebook.off(found, law, timezone.localdate()),
        "twin": next((each for each in all_rules() if each is not found and set(each.aliases) & set(found.aliases)), None),
        "values": [(DEFAULTS[code].title, code, in_words(code, law.policy[code])) for code in found.policy],
        "trigger": rulebook.words(found.trigger),
        "satisfied_by": rulebook.words(found.satisfied_by),
        "slot": rulebook.words(found.slot),
    }


@page(VIEW)
@require_GET
def dates(request: HttpRequest, rule_id: str) -> HttpResponse:
    """The open dates under a rule that the reader may see, the first to run out first."""
    found = rulebook.named(rule_id)
    if found is None:
        raise Hidden
    if found.id != rule_id:
        return HttpResponsePermanentRedirect(reverse("rule-dates", args=[found.id]))
    rows = paginate(rulebook.dates_under(request.user, found), ORDER, request)
    listed(request, VIEW, "clock", [clock.pk for clock in rows])
    return render(request, "rules/dates.html", {"rule": found, "dates": rows})


@page(VIEW)
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """How many rules of each kind there are, how sure they are, how many worked examples they have, and which are used."""
    context = {
        "whole": rulebook.whole_coverage(),
        "tables": [
            ("By class", "klass", rulebook.coverage("klass", CLASS_WORDS)),
            ("By source", "authority", rulebook.coverage("authority", AUTHORITY_WORDS)),
            ("By how sure", "confidence", rulebook.coverage("confidence", CONFIDENCE_WORDS)),
        ],
        "not_wired": [each for each in all_rules() if not each.wired],
    }
    return render(request, "rules/coverage.html", context)


@page(VIEW)
@require_GET
def recounts(request: HttpRequest) -> HttpResponse:
    """When a force's open dates were counted anew, why, and how far it has come."""
    force, _, _ = _law(request)
    rows = paginate(Recount.objects.filter(force=force).select_related("actor"), ["-id"], request)
    return render(request, "rules/recounts.html", {"rows": rows, "force": force})


@page(VIEW)
@require_GET
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: the dates that it changed in cases whose dates the reader may see, each as it was and as it is."""
    found = Recount.objects.select_related("force", "actor").filter(pk=pk).first()
    if found is None or found.force_id not in reach(request.user, VIEW):
        raise Hidden
    mine = request.GET.get("whose") == "mine"
    changes = rulebook.changes_of(request.user, found)
    if mine:
        changes = changes.filter(clock__holder_id=request.user.pk)
    rows = paginate(changes, ["id"], request)
    listed(request, VIEW, Clock._meta.model_name or "clock", [row.clock_id for row in rows])
    return render(request, "rules/recount.html", {"recount": found, "rows": rows, "mine": mine})
