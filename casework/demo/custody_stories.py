"""The story cases of bail and charging: bail that ends with nothing behind it, and a breach without an arrest that is charged."""

from casework.breaches.services import reporting, working
from casework.cases.models import PartyRole
from casework.charging.models import PackPart
from casework.charging.services import deciding, laying, referring
from casework.custody.services import arresting, releasing
from casework.demo.caring import wants_no_fuss
from casework.demo.telling import COURT, Teller, act, as_asked
from casework.law import engine
from casework.orders.services.making import record_order
from casework.orders.services.serving import record_service
from casework.safeguarding.selectors import victims
from casework.safeguarding.services import record_bail_views


def victim_plays_it_down(t: Teller) -> None:
    """The victim sees little danger, the officer much; the suspect's bail ends in six days and no order protects her after it."""
    ends = t.day(6)
    days = next(n for n in range(70, 110) if (due := engine.compute("R34", on=t.day(-n)).due) is not None and due <= ends)
    case = t.open(
        victim=t.person("Maya", "Croft", (1985, 12, 3), "Female"),
        suspect=t.person("Gareth", "Sallow", (1983, 3, 27), "Male"),
        relationship="EX_PARTNER",
        at=t.on(days + 2, 13),
        officer="officer2",
        incidents=[
            act(t.on(days + 9, 8), ["A"], "A tracker found under the car", means="DEVICE", place_kind="TRANSPORT"),
            act(t.on(days + 2, 7), ["F"], "Mirror of the car smashed overnight", means="IN_PERSON", place_kind="HOME", source="CCTV"),
        ],
        included=("CRIMINAL_DAMAGE",),
    )
    officer, suspect = t.staff["officer2"], t.party(case, PartyRole.SUSPECT)
    t.stalking(case, t.on(days + 1, 9), officer="officer2")
    held = arresting.record_arrest(
        actor=officer,
        case=case,
        suspect=suspect,
        offences=["STALKING_2A", "CRIMINAL_DAMAGE"],
        ground="PROTECT",
        reason="A tracker and damage within a week; nothing else would keep him from her tonight",
        station="Castlegate",
        custody_record="CG/1187/26",
        at=t.on(days, 7),
    )
    arresting.record_interview(
        actor=officer,
        case=case,
        suspect=suspect,
        arrest=held,
        values={
            "started_at": t.on(days, 13),
            "ended_at": t.on(days, 14),
            "place": "Castlegate",
            "legal_advice": "Duty solicitor, in person",
            "account": "No comment",
        },
    )
    record_bail_views(
        actor=officer,
        party=victims(case)[0],
        values={
            "about_at": t.on(days, 18),
            "views_at": t.on(days, 15),
            "views": "She does not want him punished, only that he keeps away from the car park at her work",
            "passed_to": "The custody sergeant at Castlegate",
            "passed_at": t.on(days, 16),
            "recorded_at": t.on(days, 15),
        },
    )
    releasing.release_on_bail(
        actor=officer,
        arrest=held,
        reason="The tracker and his telephone are with the digital unit",
        conditions=[
            {"category": "NO_CONTACT_DIRECT", "text": "Not to contact Maya Croft directly by any means"},
            {"category": "NO_CONTACT_INDIRECT", "text": "Not to contact Maya Croft through any other person"},
            {"category": "NO_ATTEND", "text": "Not to enter the car park of her work"},
        ],
        attend_at=t.ahead(3),
        attend_place="Castlegate",
        at=t.on(days, 18),
    )
    t.risk(
        case,
        t.on(3, 10),
        victim="STANDARD",
        officer_view="HIGH",
        words="He is harmless, it is just his way",
        why="Tracker, damage within a week, and bail is about to end",
        officer="officer2",
    )
    wants_no_fuss(t, case)


def breach_without_arrest(t: Teller) -> None:
    """A breach of an order: why nobody was arrested is approved by a sergeant, the CPS decides, and the breach is charged."""
    case = t.open(
        victim=t.person("Sian", "Marlowe", (1989, 5, 30), "Female"),
        suspect=t.person("Owain", "Pryce", (1986, 8, 8), "Male"),
        relationship="EX_PARTNER",
        at=t.on(80, 9),
        officer="officer2",
        incidents=[
            act(t.on(95, 12), ["B"], "Messages every evening for a week", means="TEXT", place_kind="ONLINE"),
            act(t.on(81, 19), ["E"], "Waited by the gate of the school", means="IN_PERSON", place_kind="SCHOOL"),
        ],
    )
    officer, sergeant, prosecutor = t.staff["officer2"], t.staff["sergeant1"], t.staff["cps1"]
    suspect = t.party(case, PartyRole.SUSPECT)
    t.stalking(case, t.on(79, 9), officer="officer2")
    t.reviewed(
        t.risk(
            case,
            t.on(79, 10),
            victim="MEDIUM",
            officer_view="MEDIUM",
            words="He knows when I fetch them",
            why="Persistent",
            officer="officer2",
        ),
        t.on(79, 14),
    )
    t.no_search(case, t.on(78, 9), "The messages are with us; nothing else is sought at his home", officer="officer2")
    application = t.draft(case, t.on(60, 10), officer="officer2", interim=False)
    t.to_court(application, t.on(58, 8), t.on(40, 10), officer="officer2")
    order = record_order(
        actor=t.staff["legal1"],
        application=application,
        kind="SPO",
        made_at=t.on(40, 11),
        court=application.court,
        fixed_period=True,
        end_date=engine.compute("SPA-3-2", on=t.day(-40), inputs={"years": 3}).due,
        conditions=as_asked(application),
        defendant_present=True,
    )
    record_service(
        actor=officer,
        order=order,
        method="hand",
        sent_at=t.on(40, 12),
        server="DC Dhanda 5082",
        place_kind="COURT",
        identity_check="Known to the officer",
        terms_explained=True,
        notification_explained=True,
        copy_left=True,
        certificate_signed=True,
    )
    condition = order.versions.get().conditions.order_by("number")[0]
    breach = reporting.report_breach(
        actor=officer,
        order=order,
        occurred_at=t.on(12, 21),
        what_happened="Three messages in one evening from his own number",
        condition_ids=[condition.pk],
        victim_safe="She is with her sister; a marker stands on the address",
        reported_at=t.on(11, 8),
    )
    working.record_crime(actor=officer, breach=breach, crime_number="48N/10377/26", at=t.on(11, 10))
    working.decide_further_crime(
        actor=officer, breach=breach, further_crime=True, why="The course of conduct goes on", number="48N/10378/26", at=t.on(11, 11)
    )
    working.propose_no_arrest(
        actor=officer, breach=breach, reason="He lives abroad with his parents this month and comes in by appointment with his solicitor"
    )
    working.approve_no_arrest(actor=sergeant, breach=breach, at=t.on(11, 15))
    arresting.record_interview(
        actor=officer,
        case=case,
        suspect=suspect,
        values={
            "started_at": t.on(9, 10),
            "ended_at": t.on(9, 11),
            "place": "Harbour Street, by appointment",
            "legal_advice": "His own solicitor, in person",
            "account": "He said that he only wanted to hear about the children",
        },
    )
    referral = referring.begin_referral(
        actor=officer,
        case=case,
        suspect=suspect,
        offences=["SPO_BREACH", "STALKING_2A"],
        considered="s.2A is proposed beside the breach, for the whole course of conduct; s.4A is not, since no violence was feared",
        category="GREEN_PRIORITY",
        at=t.on(8, 9),
    )
    for part in PackPart.values:
        if part in ("MEASURES", "DIGITAL"):
            why = (
                "She does not want to ask the court for any" if part == "MEASURES" else "The messages are on her own telephone, shown to us"
            )
            referring.say_of_part(actor=officer, referral=referral, part=part, applies=False, note=why)
        else:
            referring.say_of_part(actor=officer, referral=referral, part=part, applies=True, note=f"On the file as {part.lower()}")
    referring.submit(actor=officer, referral=referral, at=t.on(8, 14))
    referring.approve(actor=sergeant, referral=referral, prosecutor=prosecutor, at=t.on(7, 9))
    working.advance(actor=officer, breach=breach, verb="refer", at=t.on(7, 10))
    deciding.decide(
        actor=prosecutor,
        referral=referral,
        charge=True,
        offences=["SPO_BREACH", "STALKING_2A"],
        reasons="The order, its service and the messages are proved; a prosecution is in the public interest",
        code_test="FULL",
        at=t.on(4, 16),
    )
    laying.record_charge(
        actor=officer,
        referral=referral,
        offences=["SPO_BREACH", "STALKING_2A"],
        urn="48NM0104726",
        court=COURT,
        method="REQUISITION",
        first_hearing_at=t.ahead(12),
        at=t.on(3, 11),
    )
    working.advance(actor=officer, breach=breach, verb="charge", at=t.on(3, 12))
