"""What victim care adds to the case page."""

from django.db.models import Count, Subquery
from django.urls import reverse

from casework.cases.models import CaseParty, Grade, PartyRole, Relationship
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number
from casework.safeguarding import flow
from casework.safeguarding.models import BailViews, NeedsAssessment, Referral, SafeContactPlan, Service, VictimDuty

ACTIONS = ("victim.view", "victim.update", "contact.view", "contact.record", "safety.add", "thirdparty.ask", "review.decide", "care.ask")
DOMESTIC = (Relationship.EX_PARTNER, Relationship.PARTNER, Relationship.FAMILY)


def _people(model: type) -> Subquery:
    """A fact: for how many victims there is a row."""
    rows = model._default_manager.filter(case=CASE).order_by().values("case")  # type: ignore[attr-defined]
    return Subquery(rows.annotate(n=Count("party", distinct=True)).values("n"))


def _facts() -> dict[str, object]:
    victims = CaseParty.objects.filter(case=CASE, role=PartyRole.VICTIM)
    referrals = Referral.objects.filter(case=CASE)
    owed = VictimDuty.objects.filter(case=CASE, state=flow.OPEN)
    bail = VictimDuty.objects.filter(case=CASE, kind__in=("BAIL_SET", "BAIL_CHANGED"))
    return {
        "victims": number(victims),
        "victim": newest(victims.order_by("pk"), "pk"),
        "contact_plans": _people(SafeContactPlan),
        "needs_assessed": _people(NeedsAssessment),
        "victim_owed": number(owed),
        "referrals": number(referrals),
        "referrals_to_send": number(referrals.filter(state__in=(flow.OFFERED, flow.ACCEPTED))),
        "marac": number(referrals.filter(service=Service.MARAC)),
        "bail_told": newest(bail.order_by("-happened_at"), "happened_at"),
        "arrest_told": newest(VictimDuty.objects.filter(case=CASE, kind="ARREST").order_by("-happened_at"), "happened_at"),
        "bail_views_at": newest(BailViews.objects.filter(case=CASE).order_by("-about_at"), "about_at"),
    }


def _draw(seen: Seen) -> Parts:
    victims = seen.facts["victims"] or 0
    if not victims:
        return Parts()
    owed = seen.facts["victim_owed"] or 0
    tab = Tab("victims", "Victim care", seen.url("case-victims"), "victim.view", owed if "contact.view" in seen.may else None)
    return Parts(tab=tab, tasks=_tasks(seen, victims, owed), steps=_steps(seen, victims), prompts=_prompts(seen))


def _page(seen: Seen, action: str, name: str, victims: int) -> str:
    """A page of the only victim, else the list of victims; empty where the person may not go."""
    if action not in seen.may:
        return ""
    if victims > 1:
        return seen.link("victim.view", "case-victims")
    return reverse(name, args=[seen.case.reference, seen.facts["victim"]])


def _tasks(seen: Seen, victims: int, owed: int) -> list[Task]:
    facts = seen.facts
    where = seen.link("victim.view", "case-victims")
    plans, needs = facts["contact_plans"] or 0, facts["needs_assessed"] or 0
    tasks = [
        Task(
            "Agree safe contact with the victim",
            "Done" if plans >= victims else "To do" if victims == 1 else f"{plans} of {victims}",
            "done" if plans >= victims else "next",
            _page(seen, "victim.update", "victim-plan", victims) or where,
            "How, when, and what never to leave on a voicemail",
        ),
        Task(
            "Assess what the victim needs",
            "Done" if needs >= victims else "To do" if victims == 1 else f"{needs} of {victims}",
            "done" if needs >= victims else "next",
            _page(seen, "victim.update", "victim-needs", victims) or where,
            "" if needs >= victims else "Until then every victim has Enhanced Rights",
        ),
    ]
    if "contact.view" in seen.may:
        made = facts["referrals"] or 0
        waiting = facts["referrals_to_send"] or 0
        words = f"{owed} to do" if owed else "Nothing open"
        hint = "" if made else "No referral offered yet"
        if waiting:
            hint = f"{waiting} {'referral' if waiting == 1 else 'referrals'} not yet sent"
        tasks.append(Task("What the victim must be told and offered", words, "next" if owed else "done", where, hint))
    return tasks


def _steps(seen: Seen, victims: int) -> list[Step]:
    steps = []
    for action, text, name in (
        ("contact.record", "Record contact with the victim", "victim-contact"),
        ("safety.add", "Plan a safety action for the victim", "victim-action"),
    ):
        where = _page(seen, action, name, victims)
        if where:
            steps.append(Step(text, where))
    return steps


def _prompts(seen: Seen) -> list[Prompt]:
    facts, found = seen.facts, []
    if "contact.record" not in seen.may:
        return []
    refer = _page(seen, "contact.record", "victim-refer", facts["victims"])
    if seen.case.grade == Grade.HIGH and seen.case.relationship in DOMESTIC and not facts["marac"]:
        found.append(
            Prompt(
                "Is this a case for a MARAC?",
                ("The risk is graded high", "Victim and suspect are or were partners, or family"),
                (("Refer, or say why the victim declined", f"{refer}{'' if facts['victims'] > 1 else '?service=MARAC'}"),),
            )
        )
    told, views = facts["bail_told"], facts["bail_views_at"]
    # Views had since the arrest are views had before bail, whatever hour was foreseen for the release.
    since = told and min(told, facts["arrest_told"] or told)
    if since is not None and (views is None or views < since.replace(second=0, microsecond=0)):
        found.append(
            Prompt(
                "The victim's views on bail are not on record",
                ("Bail was granted or changed", "Views are sought before, where reasonably practicable (PACE 1984 s.47ZZA)"),
                (("Record the views, or why not", _page(seen, "contact.record", "victim-views", facts["victims"])),),
            )
        )
    return found


PANEL = Panel("safeguarding", ACTIONS, _facts, _draw)
