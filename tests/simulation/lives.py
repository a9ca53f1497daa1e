"""Lives of cases, each a generator: it acts through the services as people do, and yields how many hours pass before it goes on.

Chance decides what becomes of a case: graded this way or that, served late or by post, corrected, breached, refused. What the product
refuses is refused: a life that is told no ends there, and says so.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from casework.access.grants import restrict
from casework.applications.services.court import determine
from casework.breaches.services import report_breach
from casework.cases.models import Case, PartyRole
from casework.demo.telling import Teller
from casework.orders import services as ordering
from casework.orders.models import Order, OrderCondition
from casework.reports.incidents import add_incident
from casework.reports.services import allocate
from casework.staff.models import Unit, User

OFFICERS = ("officer1", "officer2")
GIVEN = ("Elin", "Tariq", "Maya", "Joan", "Leo", "Callum", "Denise", "Ruth", "Ines", "Hugh")
FAMILY = ("Prosser", "Benwell", "Croft", "Amery", "Vance", "Rudd", "Fallow", "Harle", "Quint", "Storey")


class Life:
    """One case and the chance that drives it. `said` notes what became of it, for the account at the end."""

    def __init__(self, number: int, staff: dict[str, User], units: dict[str, Unit], chance: random.Random) -> None:
        self.number, self.staff, self.units, self.chance = number, staff, units, chance
        self.case: Case | None = None
        self.order: Order | None = None
        self.said: list[str] = []
        self.names: set[str] = set()

    @property
    def t(self) -> Teller:
        """The teller of this very moment."""
        return Teller(self.staff, self.units, timezone.now())

    def note(self, what: str) -> None:
        """Say what happened."""
        self.said.append(what)

    def maybe(self, share: float) -> bool:
        """True that often."""
        return self.chance.random() < share

    @property
    def officer(self) -> str:
        """Who owns the case now, by user name."""
        assert self.case is not None
        self.case.refresh_from_db()
        owner = self.case.owner
        return owner.username if owner else "officer1"

    def live(self) -> Iterator[float]:
        """From the report to whatever end."""
        yield from self.begin()
        yield from self.assess()
        if self.maybe(0.7):
            yield from self.to_court()
        if self.order is not None:
            yield from self.serve()
            yield from self.after()

    def begin(self) -> Iterator[float]:
        """Reported, recorded, allocated, under investigation; sometimes restricted, sometimes given to somebody else."""
        t, chance = self.t, self.chance
        people = [(chance.choice(GIVEN), f"{chance.choice(FAMILY)}-{self.number:03d}{side}") for side in "vs"]
        self.names = {family for _, family in people}
        acts = [
            {
                "occurred_at": t.ago(days=days),
                "acts": [chance.choice("BCDEG")],
                "summary": "Parked outside and left a card on the windscreen",
                "exactness": "EXACT",
                "source": "VICTIM",
            }
            for days in sorted(chance.sample(range(1, 40), chance.randint(2, 4)), reverse=True)
        ]
        self.case = t.open(
            victim=t.person(*people[0], (1990, 4, 11), "Female"),
            suspect=t.person(*people[1], (1988, 9, 2), "Male"),
            relationship="EX_PARTNER",
            at=t.ago(hours=5),
            officer=chance.choice(OFFICERS),
            incidents=acts,
        )
        self.note("opened")
        yield chance.uniform(4, 40)
        if self.maybe(0.15):
            restrict(
                actor=self.staff["sergeant1"],
                case=self.case,
                reason="A colleague is a witness",
                names=[self.staff["legal1"], self.staff["super1"]],
            )
            self.note("restricted")
        if self.maybe(0.2):
            other = next(name for name in OFFICERS if name != self.officer)
            allocate(actor=self.staff["sergeant1"], case=self.case, officer=self.staff[other], reason="Workload shared out again")
            self.note("reassigned")

    def assess(self) -> Iterator[float]:
        """Stalking decided, risk graded and reviewed, the search considered: in time or late."""
        assert self.case is not None
        case, chance = self.case, self.chance
        self.t.stalking(case, timezone.now(), self.officer)
        view, theirs = chance.choice([("HIGH", "STANDARD"), ("MEDIUM", "MEDIUM"), ("STANDARD", "HIGH"), ("HIGH", "HIGH")])
        risk = self.t.risk(
            case, timezone.now(), victim=view, officer_view=theirs, words="He will not stop.", why="Contact grows", officer=self.officer
        )
        self.note(f"graded {risk.final_grade}")
        yield chance.uniform(3, 100)
        self.t.reviewed(risk, timezone.now())
        yield chance.uniform(1, 80)
        self.t.no_search(case, timezone.now(), "Nothing further is sought at his home at present", self.officer)
        if self.maybe(0.4):
            add_incident(
                actor=self.staff[self.officer],
                case=case,
                values={"occurred_at": self.t.ago(hours=3), "acts": ["B"], "summary": "43 missed calls", "means": "CALL"},
            )
            self.note("another incident")
            yield chance.uniform(2, 30)

    def to_court(self) -> Iterator[float]:
        """Drafted, reviewed, authorised, lodged, heard: an order, full or interim, or a refusal."""
        assert self.case is not None
        chance, case = self.chance, self.case
        interim = self.maybe(0.5)
        application = self.t.draft(case, timezone.now(), officer=self.officer, interim=interim)
        yield chance.uniform(8, 60)
        hearing = self.t.ahead(chance.randint(6, 20))
        self.t.to_court(application, timezone.now(), hearing, officer=self.officer)
        self.note("lodged")
        yield max(1.0, (hearing - timezone.now()).total_seconds() / 3600 + 2)
        application.refresh_from_db()
        if self.maybe(0.15):
            determine(
                actor=self.staff["legal1"], application=application, granted=False, at=timezone.now(), note="Not satisfied of necessity"
            )
            self.note("refused")
            return
        conditions = [
            {"number": each.number, "kind": each.kind, "category": each.category, "text": each.text, "locality": "", "until": None}
            for each in application.conditions.order_by("number")
        ]
        made = timezone.localdate()
        self.order = ordering.record_order(
            actor=self.staff["legal1"],
            application=application,
            kind="ISPO" if interim else "SPO",
            made_at=timezone.now() - timedelta(hours=1),
            court=application.court,
            fixed_period=True,
            end_date=made + timedelta(days=chance.randint(14, 40)) if interim else made.replace(year=made.year + 3, day=min(made.day, 28)),
            conditions=conditions,
            defendant_present=self.maybe(0.5),
            **({"next_hearing_at": self.t.ahead(chance.randint(10, 50))} if interim else {}),
        )
        self.note("interim order" if interim else "full order")
        yield chance.uniform(1, 50)

    def serve(self) -> Iterator[float]:
        """Served by one way or another, now and then not at the first attempt, now and then corrected."""
        assert self.order is not None
        chance, order = self.chance, self.order
        how: dict[str, Any] = {"server": "DC Marlow 4471", "identity_check": "Passport", "terms_explained": True, "copy_left": True}
        if self.maybe(0.3):
            ordering.record_service(
                actor=self.staff[self.officer], order=order, method="hand", sent_at=timezone.now(), succeeded=False, why_not="Not at home",
                place_kind="HOME", **how,
            )  # fmt: skip
            yield chance.uniform(5, 40)
        method = chance.choice(["hand", "hand", "electronic", "post"])
        attempt = ordering.record_service(
            actor=self.staff[self.officer], order=order, method=method, sent_at=timezone.now(),
            **({"place_kind": "STATION"} | how if method == "hand" else {"server": "Court office"}),
        )  # fmt: skip
        self.note(f"served by {method}")
        yield chance.uniform(10, 30)
        if self.maybe(0.3):
            attempt.refresh_from_db()
            ordering.correct_service(
                actor=self.staff[self.officer], attempt=attempt, expected=attempt.version, method=method,
                sent_at=max(attempt.sent_at - timedelta(hours=7), order.made_at), why="The log says an earlier hour",
            )  # fmt: skip
            self.note("service corrected")

    def after(self) -> Iterator[float]:
        """Notified in time, late or never; the victim told; entered on the PNC; breached; discharged."""
        assert self.order is not None
        chance, order = self.chance, self.order
        ordering.tell_victim(actor=self.staff["victimcare1"], order=order, how="By the agreed safe telephone")
        ordering.record_pnc(actor=self.staff["records1"], order=order, reference=f"PNC-{self.number}")
        yield chance.choice([5.0, 20.0, 60.0, 130.0])
        if self.maybe(0.7):
            ordering.record_notification(
                actor=self.staff[self.officer], order=order, given_at=timezone.now(), channel="IN_PERSON", station="Castlegate",
                received_by="PC 4471", names="The name in the order", address="4 Gull Rise, Castlegate",
                acknowledgement=f"ACK/{self.number}",
                late_reason="He was in hospital",
            )  # fmt: skip
            self.note("notified")
        yield chance.uniform(24, 400)
        if self.maybe(0.35):
            report_breach(
                actor=self.staff[self.officer], order=order, occurred_at=self.t.ago(hours=4), what_happened="He rang her eleven times.",
                condition_ids=list(OrderCondition.objects.filter(version__order=order).values_list("pk", flat=True)[:1]),
            )  # fmt: skip
            self.note("breached")
            yield chance.uniform(1, 90)
        if self.maybe(0.2):
            self.discharge(order)
            self.note("discharged")

    def discharge(self, order: Order) -> None:
        """On the defendant's application, heard today, with the consents that s.4(4)(b) asks for."""
        legal, now = self.staff["legal1"], timezone.now()
        court = {"court": "Northmoor Magistrates' Court"}
        asked = {"kind": "DISCHARGE", "applicant": "DEFENDANT", "asked": "He has kept to it and moved away for good."}
        made = ordering.start_change(actor=legal, order=order, at=now, **asked, **court)
        made = ordering.list_change(actor=legal, made=made, hearing_at=now, at=now, **court)
        for by in ("defendant_consents", "original_officer_consents"):
            on = timezone.localdate(now)
            ordering.record_consent(actor=legal, made=made, by=by, given=True, on=on, evidence="Signed form of consent")
        ordering.grant_discharge(actor=legal, made=made, at=now, note="Discharged by consent of all who must")

    def party_names(self) -> set[str]:
        """Family names of the case's people, each of which stands in no other case."""
        assert self.case is not None
        rows = self.case.parties.filter(role__in=(PartyRole.VICTIM, PartyRole.SUSPECT)).select_related("person")
        return {row.person.family_name for row in rows}
