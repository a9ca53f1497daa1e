"""What the outcome, the time limit and the actions ask before a case is closed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from casework.cases.closing import Facts, Gate, Missing
from casework.cases.flow import CHARGED
from casework.cases.models import Transition
from casework.clocks.models import Clock
from casework.investigation import flow
from casework.investigation.models import Action, CaseOutcome, OutcomeCode, OutcomeNews
from casework.reports.casepage import CASE, newest, number

_NEWEST = ("-decided_at", "-id")


def _outcome_facts() -> Mapping[str, Any]:
    return {"outcome": newest(CaseOutcome.objects.filter(case=CASE).order_by(*_NEWEST), "code")}


def outcome_set(facts: Facts) -> Sequence[Missing]:
    """How the crime ended is recorded."""
    return [] if facts["outcome"] else [Missing("Record the outcome, with its code and reasons", "case-outcome")]


def _told_facts() -> Mapping[str, Any]:
    said = OutcomeNews.objects.filter(outcome=OuterRef("pk"))
    outcomes = CaseOutcome.objects.filter(case=CASE).annotate(said=Exists(said)).order_by(*_NEWEST)
    return {"outcome_told": newest(outcomes, "said"), "outcome_to_tell": newest(outcomes, "code")}


def victim_told(facts: Facts) -> Sequence[Missing]:
    """The victim was told of the outcome that stands, with the date; or it is recorded why not."""
    if not facts["outcome_to_tell"]:
        return [Missing("Record the outcome, then when the victim was told of it", "case-outcome")]
    return [] if facts["outcome_told"] else [Missing("Record when the victim was told of the outcome", "outcome-told")]


def _limit_facts() -> Mapping[str, Any]:
    running = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=CASE, state=Clock.OPEN)
    charged = Transition.objects.filter(machine="case", subject_id=CASE, target=CHARGED)
    outcome = newest(CaseOutcome.objects.filter(case=CASE).order_by(*_NEWEST), "code")
    return {"limit": Exists(running), "limit_outcome": outcome, "limit_charged": Exists(charged)}


def limit_not_running(facts: Facts) -> Sequence[Missing]:
    """The time limit of a summary offence does not run, or a decision other than charge was taken that ends it."""
    if not facts["limit"] or facts["limit_outcome"] not in (None, OutcomeCode.CHARGED):
        return []
    if facts["limit_outcome"] == OutcomeCode.CHARGED and facts["limit_charged"]:
        return [Missing("An act after the charge has a time limit of its own: refer it to the CPS for a decision", "case-charging")]
    return [Missing("The time limit for a summary offence still runs: charge, decide on s.4A, or record another outcome", "case-outcome")]


def _action_facts() -> Mapping[str, Any]:
    return {"actions_open": number(Action.objects.filter(case=CASE, state=flow.OPEN))}


def actions_closed(facts: Facts) -> Sequence[Missing]:
    """No action is open."""
    left = facts["actions_open"] or 0
    return [Missing(f"{left} {'action is' if left == 1 else 'actions are'} still open", "case-actions")] if left else []


GATES = (
    Gate("class_and_outcome", "Outcome recorded", _outcome_facts, outcome_set),
    Gate("victim_told", "Victim told", _told_facts, victim_told),
    Gate("limit_not_running", "Time limit not running", _limit_facts, limit_not_running),
    Gate("actions_closed", "Actions closed", _action_facts, actions_closed),
)
