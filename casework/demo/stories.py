"""The story cases: each shows one thing that forces get wrong, at the point where the right thing is the next step."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils import timezone

from casework.access.grants import give, restrict
from casework.applications.services.drafting import submit
from casework.assessment.services import approve_decision, decide_stalking
from casework.cases.models import PartyRole
from casework.demo import custody_stories, working
from casework.demo.caring import looked_after
from casework.demo.telling import Teller
from casework.demo.telling import act as _act
from casework.demo.telling import as_asked as _as_asked
from casework.law import engine
from casework.orders.services.following import name_manager
from casework.orders.services.making import record_order
from casework.orders.services.serving import record_service
from casework.pins.services import record_legacy_notice
from casework.staff.models import Force, Unit, User


def tell(force: Force, units: Mapping[str, Unit], staff: Mapping[str, User]) -> int:
    """Tell every story; returns how many cases there are. Runs inside the caller's transaction."""
    teller = Teller(staff, units, timezone.now())
    for story in (*STORIES, *working.STORIES):
        story(teller)
    return len(STORIES) + len(working.STORIES)


def ex_partner_flowers(t: Teller) -> None:
    """Flowers and cards from an ex-partner; the victim sees more danger; interim order served, first notification missed."""
    case = t.open(
        victim=t.person("Elin", "Prosser", (1992, 4, 11), "Female"),
        suspect=t.person("Callum", "Rudd", (1988, 9, 2), "Male"),
        relationship="EX_PARTNER",
        at=t.on(21, 16, 40),
        crime="48N/10231/26",
        incidents=[
            _act(t.on(35, 10), ["B"], "Flowers sent to her workplace without a name", means="DELIVERY", place_kind="WORK"),
            _act(t.on(28, 9), ["B"], "A second bunch, with a card in his writing", means="DELIVERY", place_kind="WORK"),
            _act(
                t.on(23, 22), ["B"], "43 missed calls in one evening", means="CALL", effect="Switched the telephone off", impacts=["NUMBER"]
            ),
            _act(
                t.on(21, 15), ["E", "G"], "Parked outside and watched the door", means="VEHICLE", place_kind="HOME", fear_of_violence=True
            ),
        ],
    )
    t.stalking(case, t.on(20, 9), why_not_4a="Effects are recorded; s.4A is under review with the CPS clinic")
    t.reviewed(
        t.risk(
            case,
            t.on(20, 10),
            victim="HIGH",
            officer_view="STANDARD",
            words="He will not stop. I know him.",
            why="No violence so far, but contact grows",
        ),
        t.on(20, 14),
    )
    looked_after(t, case)
    t.no_search(case, t.on(19, 9), "Deliveries traced from the florist's own records; nothing is sought at his home yet")
    t.seized(
        case,
        t.on(19, 11),
        [
            {
                "description": "Card with handwriting, white envelope",
                "kind": "LETTER",
                "quantity": 1,
                "found_at": "Handed over at Castlegate",
                "seal": "B10044213",
            },
            {
                "description": "Florist's delivery note, two sheets",
                "kind": "GIFT",
                "quantity": 1,
                "found_at": "Handed over at Castlegate",
                "seal": "B10044214",
            },
        ],
    )
    application = t.draft(case, t.on(14, 10))
    t.to_court(application, t.on(13, 8), t.on(5, 10))
    order = record_order(
        actor=t.staff["legal1"],
        application=application,
        kind="ISPO",
        made_at=t.on(5, 11),
        court=application.court,
        fixed_period=True,
        end_date=t.day(22),
        conditions=_as_asked(application),
        defendant_present=True,
        next_hearing_at=t.ahead(21),
        note="Interim order made; full hearing fixed",
    )
    record_service(
        actor=t.staff["officer1"],
        order=order,
        method="hand",
        sent_at=t.on(4, 17, 20),
        server="DC Marlow 4471",
        place_kind="STATION",
        identity_check="Passport",
        terms_explained=True,
        notification_explained=True,
        copy_left=True,
        certificate_signed=True,
    )
    name_manager(actor=t.staff["officer1"], order=order, manager=t.staff["offender1"])


def anonymous_online(t: Teller) -> None:
    """Somebody unknown, online only: searches and identification come before any order."""
    t.open(
        victim=t.person("Tariq", "Benwell", (1999, 1, 30), "Male"),
        suspect=t.unknown("Unknown A, online only"),
        relationship="ONLINE_ONLY",
        at=t.ago(days=1, hours=3),
        officer="officer2",
        incidents=[
            _act(t.on(12, 20), ["C"], "A dating profile with his photographs and name", means="SOCIAL", place_kind="ONLINE"),
            _act(t.on(6, 23), ["B"], "Bank transfers of £0.01 with messages", means="BANK", place_kind="ONLINE"),
            _act(t.on(2, 1), ["D"], "Log-ins to his e-mail from an unknown device", means="DEVICE", place_kind="ONLINE"),
        ],
    )


def old_notice(t: Teller) -> None:
    """A notice of 2015 that protected nobody, and a new act: the notice is evidence of knowledge, an application is drafted."""
    case = t.open(
        victim=t.person("Joan", "Amery", (1957, 6, 8), "Female"),
        suspect=t.person("Denise", "Fallow", (1961, 2, 19), "Female"),
        relationship="COLLEAGUE",
        at=t.on(9, 11),
        incidents=[
            _act(t.on(16, 18), ["B"], "Letter through the door about events at work in 2014", means="POST", place_kind="HOME"),
            _act(t.on(9, 9), ["E"], "Stood across the road for an hour", means="IN_PERSON", place_kind="HOME"),
        ],
    )
    record_legacy_notice(
        actor=t.staff["officer1"],
        case=case,
        recipient=t.party(case, PartyRole.SUSPECT),
        complainant=t.party(case, PartyRole.VICTIM),
        values={
            "kind": "PIN",
            "issued_on": t.day(0).replace(year=2015, month=3, day=2),
            "served_on": t.day(0).replace(year=2015, month=3, day=4),
            "source_system": "Paper register, Harbour Street",
            "source_reference": "PIN/2015/0088",
            "issuing_officer": "PC Harle",
            "issuing_collar": "2091",
            "conduct": "Repeated letters and silent calls to a former colleague",
            "course_alleged": True,
            "investigated": False,
        },
        at=t.on(8, 9),
    )
    t.stalking(case, t.on(8, 10))
    t.reviewed(
        t.risk(case, t.on(8, 11), victim="MEDIUM", officer_view="MEDIUM", words="It has begun again", why="Long gap, same means"),
        t.on(8, 15),
    )
    t.no_search(case, t.on(7, 9), "The letters are with us; nothing further is sought at her home at present")
    t.draft(case, t.on(2, 10), interim=False)


def limit_in_eight_days(t: Teller) -> None:
    """A summary offence whose time limit runs out in eight days: charge, or it is lost."""
    days = next(n for n in range(165, 190) if (engine.compute("R09", on=t.day(-n)).due - t.day(0)).days <= 8)  # type: ignore[operator]
    case = t.open(
        victim=t.person("Leo", "Vance", (1994, 8, 15), "Male"),
        suspect=t.person("Iris", "Quill", (1990, 10, 21), "Female"),
        relationship="ACQUAINTANCE",
        at=t.on(days - 2, 10),
        incidents=[
            _act(t.on(days + 9, 19), ["B"], "Turned up at the gym with a present", means="IN_PERSON", place_kind="LEISURE"),
            _act(t.on(days, 19), ["E"], "Waited at the gym door until closing", means="IN_PERSON", place_kind="LEISURE"),
        ],
    )
    t.stalking(case, t.on(days - 3, 10))
    t.reviewed(
        t.risk(case, t.on(days - 3, 12), victim="STANDARD", officer_view="STANDARD", words="More tired than afraid", why="No escalation"),
        t.on(days - 3, 15),
    )


def neighbours(t: Teller) -> None:
    """A dispute that truly is harassment: the reason is written down and another person approved it."""
    case = t.open(
        victim=t.person("Hugh", "Denby", (1971, 5, 5), "Male"),
        suspect=t.person("Carol", "Nash", (1969, 7, 14), "Female"),
        relationship="NEIGHBOUR",
        at=t.on(13, 18),
        offence="",
        incidents=[
            _act(
                t.on(20, 21),
                ["X"],
                "Loud music each evening after a boundary dispute",
                other_act="Noise over a boundary, aimed at the household",
                place_kind="HOME",
            ),
            _act(t.on(13, 17), ["F"], "Bins moved across the drive", means="IN_PERSON", place_kind="HOME"),
        ],
    )
    decision = decide_stalking(
        actor=t.staff["officer1"],
        case=case,
        values={
            "fixated": False,
            "fixated_why": "About a fence, not a person",
            "obsessive": False,
            "obsessive_why": "Stops when away",
            "unwanted": True,
            "unwanted_why": "Told to stop",
            "repeated": True,
            "repeated_why": "Twice in a week",
            "decision": "HARASSMENT",
            "reason_not_stalking": "Both sides act over a boundary; nothing fixes on one person",
            "why_not_4a": "",
        },
        at=t.on(12, 9),
    )
    approve_decision(actor=t.staff["sergeant1"], decision=decision, agreed=True, reason="", at=t.on(12, 15))


def restricted_officer(t: Teller) -> None:
    """The suspect is a police officer: the case exists for its named list alone."""
    case = t.open(
        victim=t.person("Nora", "Feld", (1996, 11, 9), "Female"),
        suspect=t.person("P.", "Xavier", (1987, 1, 1), "Male"),
        relationship="POLICE",
        at=t.on(6, 12),
        officer="officer2",
        incidents=[
            _act(t.on(8, 12), ["G"], "Looked her up on a force system", source="POLICE"),
            _act(t.on(6, 8), ["A"], "Followed on the way to work", means="VEHICLE"),
        ],
    )
    restrict(
        actor=t.staff["inspector1"],
        case=case,
        reason="The suspect is a serving officer of this force",
        names=[t.staff["officer2"], t.staff["inspector1"]],
    )


def refused_by_court(t: Teller) -> None:
    """The court refused the order; the case goes on and force legal has a date for an appeal to think of."""
    case = t.open(
        victim=t.person("Ada", "Whitlock", (1979, 3, 16), "Female"),
        suspect=t.person("Simon", "Greave", (1975, 6, 30), "Male"),
        relationship="STRANGER",
        at=t.on(40, 9),
        officer="officer2",
        incidents=[
            _act(t.on(55, 8), ["A"], "Same train each morning, always the next seat", means="IN_PERSON", place_kind="TRANSPORT"),
            _act(t.on(41, 8), ["B"], "A note in her bag", means="POST", place_kind="TRANSPORT"),
        ],
    )
    t.stalking(case, t.on(39, 10), officer="officer2")
    t.reviewed(
        t.risk(case, t.on(39, 12), victim="MEDIUM", officer_view="MEDIUM", words="I changed trains", why="Persistent", officer="officer2"),
        t.on(39, 15),
    )
    t.no_search(case, t.on(38, 9), "Nothing is sought that the transport police do not hold already", officer="officer2")
    application = t.draft(case, t.on(30, 10), officer="officer2", interim=False)
    t.to_court(application, t.on(29, 8), t.on(6, 10), officer="officer2")
    t.refused(application, t.on(6, 12), "The court was not satisfied that an order is necessary")


def waiting_for_legal(t: Teller) -> None:
    """An application in the legal queue, urgent, with the CPS granted the file by name."""
    case = t.open(
        victim=t.person("Ruth", "Ansell", (1990, 2, 2), "Female"),
        suspect=t.person("Dean", "Marsh", (1986, 12, 12), "Male"),
        relationship="EX_PARTNER",
        at=t.on(5, 20),
        incidents=[
            _act(t.on(11, 7), ["E"], "At the school gate two mornings running", means="IN_PERSON", place_kind="SCHOOL"),
            _act(t.on(7, 21), ["B"], "A dead plant on the step with a ribbon", means="DELIVERY", place_kind="HOME"),
            _act(t.on(5, 18), ["A", "E"], "Followed her car home", means="VEHICLE", place_kind="STREET", fear_of_violence=True),
        ],
    )
    t.stalking(case, t.on(4, 9))
    t.reviewed(
        t.risk(case, t.on(4, 10), victim="HIGH", officer_view="HIGH", words="He knows when I am alone", why="Escalating, near children"),
        t.on(4, 13),
    )
    t.no_search(case, t.on(4, 11), "A warrant under s.2B follows once his new address is confirmed")
    application = t.draft(case, t.on(2, 14))
    submit(actor=t.staff["officer1"], application=application, at=t.ago(hours=6))
    give(
        actor=t.staff["officer1"],
        case=case,
        user=t.staff["cps1"],
        codename="granted_case",
        reason="Early advice on s.4A",
        expires_at=t.now + timedelta(days=30),
    )


def served_today_is_the_last_day(t: Teller) -> None:
    """A full order served two days ago: today is the last day to notify, and the reminder comes within a minute."""
    case = t.open(
        victim=t.person("Beth", "Lorne", (1998, 7, 7), "Female"),
        suspect=t.person("Kieran", "Holt", (1995, 4, 4), "Male"),
        relationship="ACQUAINTANCE",
        at=t.on(60, 9),
        incidents=[
            _act(
                t.on(75, 12),
                ["B"],
                "Messages through a friend's account",
                means="SOCIAL",
                by_proxy=True,
                proxy_note="A friend of hers",
                place_kind="ONLINE",
            ),
            _act(t.on(61, 23), ["G"], "A drone over the garden", means="DEVICE", place_kind="HOME"),
        ],
    )
    t.stalking(case, t.on(59, 9))
    t.reviewed(
        t.risk(case, t.on(59, 10), victim="MEDIUM", officer_view="HIGH", words="I look up all the time", why="Technical means, planning"),
        t.on(59, 14),
    )
    t.no_search(case, t.on(58, 9), "The drone was handed over by a neighbour; its maker holds the flight data")
    application = t.draft(case, t.on(40, 10), interim=False)
    t.to_court(application, t.on(38, 8), t.on(3, 10))
    order = record_order(
        actor=t.staff["legal1"],
        application=application,
        kind="SPO",
        made_at=t.on(3, 11),
        court=application.court,
        fixed_period=True,
        end_date=engine.compute("SPA-3-2", on=t.day(-3), inputs={"years": 5}).due,
        conditions=_as_asked(application),
        defendant_present=True,
    )
    record_service(
        actor=t.staff["officer1"],
        order=order,
        method="hand",
        sent_at=t.on(2, 18),
        server="DC Marlow 4471",
        place_kind="COURT",
        identity_check="Known to the officer",
        terms_explained=True,
        notification_explained=True,
        copy_left=True,
        certificate_signed=True,
    )


def just_reported(t: Teller) -> None:
    """Reported an hour ago and nothing recorded yet: the case to try the journey on."""
    t.open(
        victim=t.person("Megan", "Ashby", (2001, 9, 19), "Female"),
        suspect=t.person("Joel", "Carver", (1999, 5, 23), "Male"),
        relationship="EX_PARTNER",
        at=t.ago(hours=1),
        offence="",
        incidents=[_act(t.ago(hours=3), ["B"], "A gift left on the doorstep, the second this month", means="DELIVERY", place_kind="HOME")],
    )


STORIES: tuple[Callable[[Teller], None], ...] = (
    ex_partner_flowers,
    anonymous_online,
    old_notice,
    custody_stories.victim_plays_it_down,
    custody_stories.breach_without_arrest,
    limit_in_eight_days,
    neighbours,
    restricted_officer,
    refused_by_court,
    waiting_for_legal,
    served_today_is_the_last_day,
    just_reported,
)
