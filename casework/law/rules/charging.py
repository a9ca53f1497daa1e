"""The prosecutors' decision, and closing a case."""

from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, yes
from casework.law.sums import by_policy, guard
from casework.law.when import day_words

GATES = {
    "class_and_outcome": "Set the classification and the outcome.",
    "risk_done": "Make a final risk assessment and close the actions of the plan.",
    "victim_told": "Record when the victim was told.",
    "order_decided": "Record the decision on a Stalking Protection Order.",
    "search_decided": "Record the decision on a search.",
    "exhibits_planned": "Plan retention, return or disposal for each exhibit.",
    "notice_reviewed": "Review the old notice that is linked.",
    "bail_clear": "End bail.",
    "limit_not_running": "The time limit for a summary offence still runs: charge, or decide on s.4A or no further action.",
    "no_open_breach": "Close the open breaches.",
    "actions_closed": "Close the open actions.",
    "supervisor_approves": "A supervisor who is not the investigating officer approves.",
}


CATEGORIES = {"green": "R36", "green_priority": "R36.priority", "red": "R36.red"}


def _decision(q: Question) -> Answer:
    return by_policy(q, CATEGORIES[q["category"]], "Referred", "recalled: ask force legal")


def _plan_item(q: Question) -> Answer:
    if q["item_date"] is not None:
        return Answer(q["item_date"]).step(f"The action plan sets a date for the item: {day_words(q['item_date'])}.")
    return by_policy(q, "R37", "The action plan arrived; the item has no date of its own")


def _closing(q: Question) -> Answer:
    return guard(
        Answer().step("Every gate must be closed before the case is (force policy)."), (each for name, each in GATES.items() if not q[name])
    )


RULES = (
    Rule(
        id="R36",
        title="Prosecutors' charging decision",
        citation="Director's Guidance on Charging, times recalled",
        instrument="Director's Guidance on Charging, 6th edition",
        klass="duty",
        authority="national",
        confidence="recalled",
        trigger="cps.referred",
        satisfied_by="cps.decided",
        slot="cps",
        also_slots=("owner",),
        who_acts="CPS liaison",
        on_question="When was it referred?",
        inputs=(Input("category", "choice", "Which category does the referral have?", tuple(CATEGORIES), default="green"),),
        policy=tuple(CATEGORIES.values()),
        compute=_decision,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-21", source="investigation.md R36"),
            Vector("2026-11-23", {"category": "green_priority"}, "2026-11-30"),
            Vector("2026-11-23", {"category": "red"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="R37",
        title="Item of the prosecutors' action plan",
        citation="Force policy: the item's own date, else the force's own",
        **FORCE,
        trigger="cps.action_planned",
        satisfied_by="cps.action_done",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer",
        on_question="When did the action plan arrive?",
        inputs=(Input("item_date", "date", "Which date does the item have, if it has one?"),),
        policy=("R37",),
        compute=_plan_item,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-07", source="investigation.md R37"),
            Vector("2026-11-23", {"item_date": "2026-12-01"}, "2026-12-01"),
        ),
    ),
    Rule(
        id="R40",
        title="Gates before a case is closed",
        citation="Force policy: closure gates",
        instrument="Force policy",
        klass="guard",
        authority="force",
        confidence="policy",
        trigger="case.closing",
        satisfied_by="case.closed",
        slot="supervisor",
        who_acts="Sergeant or inspector",
        on_question="When is this checked?",
        inputs=tuple(yes(name, sentence) for name, sentence in GATES.items()),
        compute=_closing,
        vectors=(
            Vector("2026-11-23", dict.fromkeys(GATES, "yes"), None, passes=True),
            Vector("2026-11-23", {**dict.fromkeys(GATES, "yes"), "victim_told": "no"}, None, passes=False),
        ),
        consequence="The case stays open.",
    ),
)
