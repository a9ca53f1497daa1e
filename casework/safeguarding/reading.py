"""What the page of one victim shows, as far as its reader may see it."""

from dataclasses import dataclass
from typing import Any

from casework.access.predicate import masked
from casework.cases.models import CaseParty
from casework.people.facts import masked as masked_fact
from casework.people.naming import shown_name
from casework.reports.casepage import Seen
from casework.safeguarding import selectors
from casework.safeguarding.models import BailViews, Method, Need, Referral, ReviewRequest, RightsBasis, SafeContactPlan, ThirdPartyRequest
from casework.safeguarding.models.needs import Measure, MeasureBasis

NEWEST = 5
CAPTURE = "Do not tell the victim to delete or block anything before the evidence is captured."


@dataclass
class File:
    """One victim's file. `closed`: the reader is masked for the victim; `closed_log`: for what was said. Lists are empty where the
    reader may not read them at all."""

    party: CaseParty
    name: str
    owed: list[Any]
    closed: bool
    closed_log: bool
    parts: dict[str, Any]


def files_of(seen: Seen, parties: list[CaseParty]) -> list[File]:
    """The files of these victims with what is owed to each; what else stands in them is read by `fill`."""
    told = "contact.view" in seen.may
    closed = masked(seen.user, "victim.view", seen.case)
    closed_log = not told or masked(seen.user, "contact.view", seen.case)
    owed = selectors.owed_clocks(seen.case, parties) if told else {}
    return [
        File(party, shown_name(party.person, masked=closed and seen.masked), owed.get(party.pk, []), closed, closed_log, {})
        for party in parties
    ]


def fill(seen: Seen, file: File) -> File:
    """Read the whole file: plan, needs, and for those who may read contacts the log, referrals, statements and requests."""
    party = file.party
    plan, needs = selectors.plan_of(party), selectors.needs_of(party)
    file.parts = {
        "plan": plan,
        "methods": [] if file.closed else method_words(plan),
        "capture": CAPTURE,
        "fact": masked_fact(plan.fact) if plan is not None and plan.fact is not None and not file.closed else None,
        "needs": needs,
        "enhanced": needs is None or needs.enhanced,
        "basis": [RightsBasis(code).label for code in needs.basis] if needs else [],
        "need_words": [Need(code).label for code in needs.needs] if needs else [],
        "actions": selectors.safety_actions(seen.case, party) if "risk.view" in seen.may else [],
    }
    if "contact.view" in seen.may:
        file.parts |= _contact(file)
    return file


def _contact(file: File) -> dict[str, Any]:
    party = file.party
    measures = selectors.measures_of(party)
    told_on = selectors.told_of_decision(party)
    return {
        "ended": selectors.ended_duties(party),
        "log": list(selectors.log(party)[:NEWEST]),
        "contacts": party.contacts.count(),
        "referrals": list(Referral.objects.filter(party=party).order_by("-pk")),
        "steps": selectors.statement_steps(party),
        "measures": measures,
        "bases": [MeasureBasis(code).label for code in measures.bases] if measures else [],
        "wanted": [Measure(code).label for code in measures.measures] if measures else [],
        "views": list(BailViews.objects.filter(party=party).select_related("by").order_by("-about_at", "-pk")),
        "third": list(ThirdPartyRequest.objects.filter(party=party).order_by("-request_on", "-pk")),
        "reviews": list(ReviewRequest.objects.filter(party=party).select_related("reviewer").order_by("-received_at", "-pk")),
        "told_on": told_on,
        "ask_until": selectors.last_day_to_ask(party.case, told_on) if told_on else None,
    }


def method_words(plan: SafeContactPlan | None) -> list[str]:
    """The agreed methods, in words; empty without a plan."""
    return [Method(code).label for code in plan.methods] if plan else []
