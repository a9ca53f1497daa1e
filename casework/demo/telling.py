"""How a story is told: through the same services as people use, at times counted back from now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.applications import rules, selectors
from casework.applications.models import AreaBasis, HarmType, Prosecution, ScreenAnswer, VictimView
from casework.applications.services.conditions import add_condition
from casework.applications.services.court import determine, list_hearing, lodge
from casework.applications.services.drafting import save_ground, save_section, start_application, submit
from casework.applications.services.review import approve, decide_authority
from casework.assessment.assessing import assess, review_assessment
from casework.assessment.services import decide_stalking
from casework.cases.models import Case, PartyRole
from casework.evidence.services import decide_search, handle, seize
from casework.orders.services.appealing import lodge_appeal
from casework.people.models import Person
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from casework.reports.services import Who, allocate, report, start_investigation
from casework.staff.models import Unit, User

COURT = "Northmoor Magistrates' Court"


def act(at: Any, acts: list[str], summary: str, **more: Any) -> dict[str, Any]:
    """What an officer types for one occasion, exactly timed and told by the victim."""
    return {"occurred_at": at, "acts": acts, "summary": summary, "exactness": "EXACT", "source": "VICTIM", **more}


def as_asked(application: Any) -> list[dict[str, Any]]:
    """The draft's conditions, as the court makes them."""
    return [
        {
            "number": each.number,
            "kind": each.kind,
            "category": each.category,
            "text": each.text,
            "locality": each.locality,
            "until": each.until,
        }
        for each in application.conditions.order_by("number")
    ]


@dataclass
class Teller:
    """The staff who act, and the clock of the stories."""

    staff: Mapping[str, User]
    units: Mapping[str, Unit]
    now: datetime

    def ago(self, days: float = 0, hours: float = 0) -> datetime:
        """That long before now, on a whole minute."""
        return (self.now - timedelta(days=days, hours=hours)).replace(second=0, microsecond=0)

    def on(self, days: int, hour: int, minute: int = 0) -> datetime:
        """A London time on the day that many days before today; never later than now."""
        day = timezone.localtime(self.now).replace(hour=hour, minute=minute, second=0, microsecond=0) - timedelta(days=days)
        return min(day, self.ago(hours=0.1))

    def day(self, ahead: int) -> date:
        """The London day that many days ahead."""
        return timezone.localtime(self.now + timedelta(days=ahead)).date()

    def ahead(self, days: int, hour: int = 10) -> datetime:
        """A London time on a working-looking day ahead (never a Saturday or Sunday)."""
        at = timezone.localtime(self.now).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
        return at + timedelta(days={5: 2, 6: 1}.get(at.weekday(), 0))

    def person(self, given: str, family: str, born: tuple[int, int, int] | None, sex: str) -> Who:
        """A new nominal."""
        return Who(
            values={
                "given_names": given,
                "family_name": family,
                "date_of_birth": date(*born) if born else None,
                "sex": sex,
                "unknown": False,
                "description": "",
            }
        )

    def unknown(self, description: str) -> Who:
        """Somebody not identified yet."""
        return Who(
            values={"given_names": "", "family_name": "", "date_of_birth": None, "sex": "", "unknown": True, "description": description}
        )

    def open(
        self,
        *,
        victim: Who,
        suspect: Who,
        relationship: str,
        at: datetime,
        officer: str = "officer1",
        incidents: Sequence[Mapping[str, Any]],
        offence: str = "STALKING_2A",
        crime: str = "",
        included: Sequence[str] = (),
    ) -> Case:
        """A case reported, recorded, allocated and under investigation, with its chronology up to the report."""
        unit = self.units["Domestic & Stalking Unit"]
        case = report(
            actor=self.staff[officer],
            unit=unit,
            victim=victim,
            suspect=suspect,
            relationship=relationship,
            reported_at=at,
            incident=incidents[0],
            at=at,
        )
        for values in incidents[1:]:
            add_incident(actor=self.staff[officer], case=case, values=values, at=max(at, values["occurred_at"]))
        if offence:
            record_crime(
                actor=self.staff[officer],
                case=case,
                offence=offence,
                crime_reference=crime or f"48N/{10300 + case.pk}/{self.day(0):%y}",
                included=included,
                at=min(at + timedelta(hours=2), self.now),
            )
            allocate(
                actor=self.staff["sergeant1"],
                case=case,
                officer=self.staff[officer],
                reason="Trained in stalking, and on duty when it was reported",
                at=min(at + timedelta(hours=3), self.now),
            )
            start_investigation(actor=self.staff[officer], case=case, at=min(at + timedelta(hours=4), self.now))
        return case

    def party(self, case: Case, role: str) -> Person:
        """The case's first victim or suspect."""
        return case.parties.select_related("person").filter(role=role).order_by("pk")[0].person

    def stalking(self, case: Case, at: datetime, officer: str = "officer1", **changes: Any) -> None:
        """FOUR answered, and stalking decided."""
        decide_stalking(
            actor=self.staff[officer],
            case=case,
            values={
                "fixated": True,
                "fixated_why": "Every act turns on the victim",
                "obsessive": True,
                "obsessive_why": "Goes on after being told to stop",
                "unwanted": True,
                "unwanted_why": "The victim said so, in writing",
                "repeated": True,
                "repeated_why": "See the chronology",
                "decision": "STALKING_2A",
                "reason_not_stalking": "",
                "why_not_4a": "",
            }
            | changes,
            at=at,
        )

    def risk(self, case: Case, at: datetime, *, victim: str, officer_view: str, words: str, why: str, officer: str = "officer1") -> Any:
        """A risk assessment with a plan of two actions, one of which does not depend on the victim."""
        return assess(
            actor=self.staff[officer],
            case=case,
            values={
                "tool": "S_DASH",
                "tool_version": "2009",
                "victim_view": victim,
                "victim_words": words,
                "officer_view": officer_view,
                "officer_rationale": why,
                "trigger": "First assessment",
                "flags": [],
                "answers": {},
            },
            actions=[
                {
                    "kind": "SAFETY_PLAN",
                    "what": "Agree a safety plan and a safe way to be reached",
                    "owner": self.staff[officer],
                    "due_on": self.day(2),
                    "needs_consent": True,
                },
                {
                    "kind": "MARKER",
                    "what": "Marker on the address for an immediate response",
                    "owner": self.staff[officer],
                    "due_on": self.day(1),
                    "needs_consent": False,
                },
            ],
            at=at,
        )

    def reviewed(self, assessment: Any, at: datetime) -> None:
        """The sergeant agrees."""
        review_assessment(actor=self.staff["sergeant1"], assessment=assessment, agreed=True, reason="", at=at)

    def no_search(self, case: Case, at: datetime, why: str, officer: str = "officer1") -> None:
        """The power to search was considered and is not used."""
        decide_search(actor=self.staff[officer], case=case, considered="NOT_USED", not_used_reason=why, at=at)

    def seized(
        self, case: Case, at: datetime, items: Sequence[Mapping[str, Any]], officer: str = "officer1", power: str = "VOLUNTARY"
    ) -> Any:
        """Exhibits handed over by the victim and booked in by the store."""
        made = seize(
            actor=self.staff[officer],
            case=case,
            common={"seized_at": at, "power": power, "seized_from": "The victim", "unattended": False},
            items=items,
            entered_at=min(at + timedelta(hours=1), self.now),
        )
        for exhibit in made:
            handle(
                actor=self.staff["exhibits1"],
                exhibit=exhibit,
                kind="BOOKED_IN",
                at=min(at + timedelta(hours=5), self.now),
                to_place="Central Exhibits Store, shelf A3",
                acknowledged="Jo Brandt",
                purpose="Storage",
                late_reason="Told for the demonstration",
            )
        return made

    def draft(self, case: Case, at: datetime, *, officer: str = "officer1", interim: bool = True, court_kind: str = "ADULT") -> Any:
        """An application with its three grounds, two conditions and every answer."""
        actor = self.staff[officer]
        application = start_application(actor=actor, case=case, defendant=self.party(case, PartyRole.SUSPECT), at=at)
        victim = self.party(case, PartyRole.VICTIM)
        incidents = list(case.incidents.order_by("occurred_at").values_list("pk", flat=True))
        risks = list(case.risk_assessments.values_list("pk", flat=True)[:1])
        exhibits = list(case.exhibits.values_list("pk", flat=True))
        later = {"expected": None, "actor": actor, "application": application, "at": at}
        save_section(
            section="subject", values={"area_basis": AreaBasis.RESIDES, "area_reason": "Lives in the force's area: electoral roll"}, **later
        )
        save_ground(
            section="acts",
            text="The defendant contacted and watched the victim on the occasions listed, after being told to stop.",
            rests_on={"incident": incidents, "exhibit": exhibits},
            **later,
        )
        save_ground(
            section="risk",
            text="The acts come closer together and closer to where the victim spends the day; the victim fears what comes next.",
            rests_on={"risk": risks, "incident": incidents[-1:]},
            harm=HarmType.BOTH,
            **later,
        )
        save_ground(
            section="necessity",
            text="A request to stop has had no effect, and no bail or other order protects the victim from further approaches.",
            rests_on={"incident": incidents[-1:], "risk": risks},
            **later,
        )
        for category, parts, why in (
            ("NO_CONTACT_DIRECT", {"who": victim.full_name}, "Contact is how the course of conduct is carried on"),
            ("NON_APPROACH", {"who": victim.full_name, "metres": "100"}, "The defendant has come to places where the victim is every day"),
        ):
            add_condition(
                actor=actor,
                application=application,
                at=at,
                category=category,
                parts=parts,
                own_text="",
                necessity_reason=why,
                measure="Statement of the victim, call records, CCTV",
                protected_person=victim,
                locality="",
                until=None,
                agency="",
            )
        save_section(
            section="screens",
            values={
                "religion_answer": ScreenAnswer.CLEAR,
                "religion_note": "None known",
                "work_answer": ScreenAnswer.CLEAR,
                "work_note": "Works elsewhere",
            },
            **later,
        )
        save_section(
            section="views",
            values={
                "victim_view": VictimView.SUPPORTS,
                "victim_view_text": "Wants it to stop",
                "prosecution": Prosecution.NONE,
                "cps_consulted_on": None,
                "other_orders": "None known",
            },
            **later,
        )
        save_section(
            section="interim",
            values={
                "interim_sought": interim,
                "interim_why": "The next approach may come before a hearing" if interim else "",
                "on_notice": True,
                "on_notice_why": "",
                "urgency": "URGENT" if interim else "STANDARD",
                "urgency_why": "High risk" if interim else "",
            },
            **later,
        )
        court = "Wellburn Youth Court" if court_kind == "YOUTH" else COURT
        save_section(section="court", values={"court": court, "court_kind": court_kind, "asked_fixed": True, "asked_years": 5}, **later)
        application.refresh_from_db()
        return application

    def to_court(self, application: Any, at: datetime, hearing: datetime, *, officer: str = "officer1") -> None:
        """Submitted, approved, authorised, lodged and listed, hour by hour from `at`."""

        def after(hours: float) -> datetime:
            return min(at + timedelta(hours=hours), self.now)

        submit(actor=self.staff[officer], application=application, at=after(0))
        application.refresh_from_db()
        approve(
            actor=self.staff["legal1"],
            application=application,
            compatibility=True,
            list_seen=[order.pk for order in selectors.live_orders_against(application)],
            tests=dict.fromkeys(rules.tests_for(application), True),
            note="",
            at=after(2),
        )
        application.refresh_from_db()
        decide_authority(
            actor=self.staff["super1"],
            application=application,
            given=True,
            rationale="The acts, the risk and the need for an order appear to me from the evidence listed.",
            at=after(4),
        )
        application.refresh_from_db()
        lodge(
            actor=self.staff["legal1"],
            application=application,
            complaint_on=timezone.localtime(after(6)).date(),
            court_reference="NMC-2026-0933",
            route="electronic",
            at=after(6),
        )
        application.refresh_from_db()
        list_hearing(actor=self.staff["legal1"], application=application, hearing_at=hearing, court=application.court, at=after(7))
        application.refresh_from_db()

    def refused(self, application: Any, at: datetime, note: str) -> None:
        """The court refuses the order, and force legal gives notice of appeal the day before today."""
        legal = self.staff["legal1"]
        determine(actor=legal, application=application, granted=False, at=at, note=note)
        to = "The magistrates' court's designated officer and the defendant"
        lodge_appeal(actor=legal, against=application, appellant="applicant_officer", notice_on=self.day(-1), notice_to=to)
