"""What must be there before an application moves on. Pure: records and facts in, (field or section, sentence) out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casework.applications.models import Application, ApplicationKind, AreaBasis, CourtKind, Limb, Prosecution, ScreenAnswer, VictimView
from casework.law import counting
from casework.law.engine import Result
from casework.law.when import day_of, day_words, in_words
from casework.policies.selectors import DEFAULT
from casework.staff.models import Force, ForceKind

Problem = tuple[str | None, str]

SECTIONS: dict[str, str] = {
    "subject": "Defendant and area",
    "people": "Protected people",
    "acts": "Ground 1: acts associated with stalking",
    "risk": "Ground 2: risk associated with stalking",
    "necessity": "Ground 3: why an order is necessary",
    "conditions": "Conditions",
    "screens": "Religion, work and education",
    "views": "Risk and views",
    "interim": "Interim order, notice and urgency",
    "court": "Court and length",
}
"""The parts of the draft, in the order of the page."""

GROUNDS = {"acts": (Limb.ACTS, "acts_text"), "risk": (Limb.RISK, "risk_text"), "necessity": (Limb.NECESSITY, "necessity_text")}
SHORTEST_GROUND = 40
ADULT_AGE = 18


@dataclass(frozen=True)
class DraftFacts:
    """What stands around the application's own columns. `links` counts what each limb rests on; `incidents` the case's occasions."""

    links: Mapping[str, int] = field(default_factory=dict)
    has_risk_assessment: bool = False
    conditions: Sequence[Any] = ()
    protected: int = 0
    victims: int = 0
    incidents: int = 0


def missing(application: Application, force: Force, facts: DraftFacts) -> list[tuple[str, str]]:
    """What is missing before force legal can be asked: (section, sentence), in the order of the page. Empty when it is ready."""
    return [
        *_subject(application, force),
        *_people(facts),
        *_grounds(application, facts),
        *_conditions(facts),
        *_views(application, facts),
        *_interim(application),
    ]


def _subject(application: Application, force: Force) -> list[tuple[str, str]]:
    found = []
    if application.defendant.unknown:
        found.append(("subject", "The defendant is not identified yet. An application needs a person to be made against."))
    if not area_answer(application, force).passes:
        if application.area_basis in ("", AreaBasis.NOT_BOUND):
            found.append(
                ("subject", "Say why this chief officer may apply: where the defendant lives, is or intends to come (SPA 2019 s.1(3)).")
            )
        elif not application.area_reason.strip():
            found.append(("subject", "Give the reason for that: how it is known (SPA 2019 s.1(3))."))
    return found


def _people(facts: DraftFacts) -> list[tuple[str, str]]:
    found = []
    if not facts.protected:
        found.append(("people", "Name at least one person whom the order would protect."))
    if not facts.victims:
        found.append(("people", "Name at least one person against whom the acts were carried out."))
    return found


def area_answer(application: Application, force: Force) -> Result:
    """Rule SPA-1-3: may this chief officer apply?"""
    return DEFAULT.compute(
        "SPA-1-3",
        on=day_of(application.started_at),
        inputs={
            "force": {ForceKind.TERRITORIAL: "territorial", ForceKind.BTP: "btp"}.get(ForceKind(force.kind), "mdp"),
            "basis": BASES.get(application.area_basis, "none"),
            "reason": application.area_reason.strip(),
        },
    )


BASES = {AreaBasis.RESIDES: "lives_in_area", AreaBasis.IN_AREA: "believed_in_area", AreaBasis.COMING: "intends_to_come"}


def grounds_answer(application: Application, facts: DraftFacts) -> Result:
    """Rule SPA-1-1: has each limb its reasons, written out, and its evidence?"""
    inputs: dict[str, Any] = {}
    for section, (limb, name) in GROUNDS.items():
        text = getattr(application, name).strip()
        inputs[f"{section}_reason"] = text if len(text) >= SHORTEST_GROUND else ""
        inputs[f"{section}_evidence"] = facts.links.get(limb, 0)
    return DEFAULT.compute("SPA-1-1", on=day_of(application.started_at), inputs=inputs)


def screen_answer(application: Application, on: date, *, override: bool) -> Result:
    """Rule SPA-2-3: religion, work and education. That nothing is affected needs no note; anything else says how it was found out."""
    known = {ScreenAnswer.CLEAR: "no_conflict", ScreenAnswer.ADJUSTED: "no_conflict", ScreenAnswer.UNAVOIDABLE: "conflict"}
    notes = [application.religion_note.strip(), application.work_note.strip()]
    if {application.religion_answer, application.work_answer} == {ScreenAnswer.CLEAR}:
        notes.append(ScreenAnswer.CLEAR.label)
    return DEFAULT.compute(
        "SPA-2-3",
        on=on,
        inputs={
            "religion": known.get(application.religion_answer, "not_asked"),
            "work_education": known.get(application.work_answer, "not_asked"),
            "note": " ".join(note for note in notes if note),
            "legal_override": override,
        },
    )


def _grounds(application: Application, facts: DraftFacts) -> list[tuple[str, str]]:
    if grounds_answer(application, facts).passes:
        return []
    found = []
    for section, (limb, name) in GROUNDS.items():
        title = Limb(limb).label.lower()
        if len(getattr(application, name).strip()) < SHORTEST_GROUND:
            found.append((section, f"Write the ground “{title}” in full (SPA 2019 s.1(1))."))
        if not facts.links.get(limb):
            found.append((section, f"Tick at least one incident, exhibit, notice or risk assessment on which “{title}” rests."))
    return found


def _conditions(facts: DraftFacts) -> list[tuple[str, str]]:
    if not facts.conditions:
        return [("conditions", "Add at least one condition with the reason why it is necessary (SPA 2019 s.2(2)).")]
    return [
        ("conditions", f"Condition {each.number}: say why it is necessary (SPA 2019 s.2(2)).")
        for each in facts.conditions
        if not each.necessity_reason.strip()
    ]


def _views(application: Application, facts: DraftFacts) -> list[tuple[str, str]]:
    found = []
    if not facts.has_risk_assessment:
        found.append(("risk", "Attach a risk assessment: tick it under ground 2 or 3."))
    if not application.victim_view:
        found.append(("views", "Record the victim's view of an order. Her consent is not required; her view is."))
    elif application.victim_view in (VictimView.OPPOSES, VictimView.NOT_REACHED) and not application.victim_view_text.strip():
        found.append(("views", "Say in words what the victim's view is, or why she could not be asked."))
    if not application.prosecution:
        found.append(("views", "Say whether a prosecution is running or being considered."))
    return found


def _interim(application: Application) -> list[tuple[str, str]]:
    if application.kind == ApplicationKind.INTERIM:
        return [] if application.interim_why.strip() else [("interim", "Say why an interim order is appropriate (SPA 2019 s.5(3)).")]
    if application.interim_sought is None:
        return [("interim", "Say whether an interim order is asked for.")]
    if application.interim_sought and not application.interim_why.strip():
        return [("interim", "Say why an interim order is appropriate (SPA 2019 s.5(3)).")]
    return []


SHORTEST_TERM = 2


def section_problems(section: str, values: Mapping[str, Any]) -> list[Problem]:
    """What a section refuses to be saved with; everything else may be left for later."""
    if section == "court" and values.get("asked_fixed") and (values.get("asked_years") or 0) < SHORTEST_TERM:
        return [("asked_years", "A fixed term is at least 2 years, beginning with the day the order is made (SPA 2019 s.3(2)).")]
    return []


def warnings(application: Application, facts: DraftFacts, today: date, hearing_on: date | None = None) -> list[tuple[str, str]]:
    """What to think of, without stopping anything: (section, sentence)."""
    found = []
    if facts.incidents < 2:
        found.append(
            (
                "acts",
                "Fewer than two incidents are in the chronology. That does not stop an order: the Act speaks of acts, not of a course.",
            )
        )
    for section, answer in (("religion", application.religion_answer), ("work or education", application.work_answer)):
        if not answer:
            found.append(
                ("screens", f"Not yet answered: {section}. Force legal goes on without it on its own responsibility (SPA 2019 s.2(3)).")
            )
        elif answer == ScreenAnswer.UNAVOIDABLE:
            found.append(("screens", f"A condition affects {section}: the court avoids that so far as practicable (SPA 2019 s.2(3))."))
    if application.religion_answer and application.work_answer and not screen_answer(application, today, override=False).passes:
        found.append(("screens", "Say in a note how it was found out whether religion, work or education are affected."))
    if application.prosecution == Prosecution.LIVE and application.cps_consulted_on is None:
        found.append(("views", "A prosecution is running: the CPS must be consulted before force legal can approve (force policy)."))
    if not application.court:
        found.append(("court", "No court is chosen yet."))
    if application.asked_fixed is None and application.kind == ApplicationKind.MAIN:
        found.append(("court", "Say for how long the order is asked: a fixed period, or until a further order (SPA 2019 s.3(1))."))
    found += [("court", sentence) for sentence in age_warnings(application, today, hearing_on)]
    return found


def age_warnings(application: Application, today: date, hearing_on: date | None = None) -> list[str]:
    """What the defendant's age means for the court: before the 18th birthday, and where it falls before the hearing (SPA 2019 s.14(1))."""
    wanted = court_kind_for(application.defendant.date_of_birth, today)
    if wanted is None:
        return ["The defendant's date of birth is not known, so whether a youth court is needed cannot be told."]
    if wanted != CourtKind.YOUTH:
        late = application.court_kind == CourtKind.YOUTH
        return ["The defendant has turned 18, and a youth court is chosen. Ask force legal which court it is."] if late else []
    adult_on = counting.anniversary(application.defendant.date_of_birth, ADULT_AGE)
    found = [f"The defendant is under 18 until {day_words(adult_on)}: a youth court (SPA 2019 s.14(1))."]
    if hearing_on is not None and hearing_on >= adult_on:
        found.append("The defendant turns 18 before the hearing. Ask force legal which court it is.")
    return found


def court_kind_for(born: date | None, on: date) -> str | None:
    """The court by the defendant's age on the day (SPA 2019 s.14(1)); None when the date of birth is not known."""
    if born is None:
        return None
    return CourtKind.YOUTH if on < counting.anniversary(born, ADULT_AGE) else CourtKind.ADULT


FULL_TESTS = {
    "test_acts": "The defendant has carried out acts associated with stalking (s.1(1)(a))",
    "test_risk": "The defendant poses a risk associated with stalking to another person (s.1(1)(b))",
    "test_necessary": "The court can be satisfied that the order is necessary to protect from that risk (s.2(1))",
    "test_conditions": "Each condition is necessary, clear, and such that a breach could be proved (s.2(2))",
}
INTERIM_TESTS = {
    "test_interim_main": "The main application is made with it or is undetermined (s.5(1)-(2))",
    "test_interim_appropriate": "The court can consider an interim order appropriate (s.5(3)); it need not be necessary",
    "test_interim_fixed": "The interim order will be asked for a fixed period (s.5(6)(a))",
}


def tests_for(application: Application) -> dict[str, str]:
    """The questions that force legal ticks: the test of the full order, of the interim order, or both."""
    if application.kind == ApplicationKind.INTERIM:
        return INTERIM_TESTS
    return {**FULL_TESTS, **INTERIM_TESTS} if application.interim_sought else FULL_TESTS


# Guards of the moves: each takes the record and the facts that its service gathered.


def not_ready(application: Application, *, force: Force, draft: DraftFacts, **_: Any) -> list[Problem]:
    """Guard of "submit"."""
    return list(missing(application, force, draft))


def not_reviewable(application: Application, *, actor_id: int, writer_ids: Sequence[int], reasons: str, **_: Any) -> list[Problem]:
    """Guard of "return" and "refuse in review": another person than the writers, and reasons."""
    return [*_same_person(application, actor_id, writer_ids, "review"), *_reasons(reasons, "reasons")]


def not_approvable(
    application: Application,
    *,
    actor_id: int,
    writer_ids: Sequence[int],
    live_orders: Sequence[int],
    compatibility: bool,
    list_seen: Sequence[int],
    on: date,
    tests: Mapping[str, bool],
    screen_override: bool = False,
    **_: Any,
) -> list[Problem]:
    """Guard of "approve": three people, s.2(3) answers, s.2(7) against the list as it is now, the court by age, the CPS asked."""
    found = _same_person(application, actor_id, writer_ids, "approve")
    screen = screen_answer(application, on, override=screen_override)
    if not screen.passes:
        found += [
            ("screen_override", f"{sentence} Return the draft for it, or go on without it (SPA 2019 s.2(3)).")
            for sentence in screen.reasons
        ]
    compared = DEFAULT.compute("SPA-2-7", on=on, inputs={"live_orders": len(live_orders), "checked": compatibility})
    if not compared.passes:
        found.append(
            ("compatibility", "Tick that the conditions were compared with every order that binds the defendant (SPA 2019 s.2(6)-(7)).")
        )
    elif sorted(live_orders) != sorted(list_seen):
        found.append(("compatibility", "The list of orders that bind the defendant has changed since this page was opened. Look again."))
    found += _court(application, on)
    if application.prosecution == Prosecution.LIVE and application.cps_consulted_on is None:
        found.append((None, "A prosecution is running and the CPS has not been consulted (force policy). Return the draft for it."))
    found += [(name, "Tick this when you are satisfied of it, or return the draft.") for name, ticked in tests.items() if not ticked]
    return found


def _court(application: Application, on: date) -> list[Problem]:
    wanted = court_kind_for(application.defendant.date_of_birth, on)
    if not application.court or not application.court_kind:
        return [(None, "No court is chosen. Return the draft for it.")]
    if wanted is not None and application.court_kind != wanted:
        words = (
            "a youth court, because the defendant is under 18"
            if wanted == CourtKind.YOUTH
            else "a magistrates' court: the defendant is an adult"
        )
        return [(None, f"The court must be {words} (SPA 2019 s.14(1)).")]
    return []


def _same_person(application: Application, actor_id: int, writer_ids: Sequence[int], verb: str) -> list[Problem]:
    if actor_id == application.author_id or actor_id in writer_ids:
        return [(None, f"You cannot {verb} this because you drafted it.")]
    return []


def _reasons(text: str, name: str) -> list[Problem]:
    return [] if len(text.strip()) >= 10 else [(name, "Give your reasons in at least 10 characters.")]


def not_authorisable(
    application: Application, *, actor_id: int, writer_ids: Sequence[int], has_rank: bool, rationale: str, **_: Any
) -> list[Problem]:
    """Guard of "authorise" and "decline": superintendent or above, neither writer nor legal reviewer, with reasons."""
    found = _same_person(application, actor_id, writer_ids, "authorise")
    if actor_id == application.legal_reviewer_id:
        found.append((None, "You cannot authorise this because you reviewed it for legal."))
    if not has_rank:
        found.append((None, "Authority needs a superintendent or above (force policy)."))
    return [*found, *_reasons(rationale, "rationale")]


MEANS = {
    "electronic": "By the court's electronic arrangements",
    "lcj_form": "On the Lord Chief Justice's form",
    "court_direction": "As the court directed",
    "other": "In another way",
}
"""How a complaint is made to the court, in the keys of the rule MCR-3D."""


def not_lodgeable(
    application: Application,
    *,
    complaint_on: date,
    court_reference: str,
    today: date,
    main_undetermined: bool,
    same_force: bool,
    form: Result,
    **_: Any,
) -> list[Problem]:
    """Guard of "lodge": the complaint is made, and an interim application has an undetermined main one by the same chief officer.

    `form` is the law's answer on how it was made (rule MCR-3D).
    """
    found: list[Problem] = [] if form.passes else [("route", sentence) for sentence in form.reasons]
    if complaint_on > today:
        found.append(("complaint_on", "The complaint cannot be made in the future."))
    elif application.authorised_at is not None and complaint_on < day_of(application.authorised_at):
        found.append(
            ("complaint_on", f"The complaint cannot be made before it was authorised on {day_words(day_of(application.authorised_at))}.")
        )
    if not court_reference.strip():
        found.append(("court_reference", "Enter the court's reference for the complaint."))
    if application.kind == ApplicationKind.INTERIM:
        if not main_undetermined:
            found.append((None, "An interim order can be asked for only while the main application is undecided (SPA 2019 s.5(1))."))
        if not same_force:
            found.append((None, "Only the chief officer who made the main application can ask for the interim order (SPA 2019 s.5(2))."))
    return found


def not_listable(application: Application, *, hearing_at: datetime, court: str, **_: Any) -> list[Problem]:
    """Guard of "list": a time after the complaint, and a court."""
    found: list[Problem] = []
    if application.complaint_on is not None and day_of(hearing_at) < application.complaint_on:
        found.append(("at", f"The hearing cannot be before the complaint was made on {day_words(application.complaint_on)}."))
    if not court.strip():
        found.append(("court", "Name the court."))
    return found


def summons_not_served(
    application: Application,
    *,
    certificate_signed: bool,
    effective_on: date | None,
    hearing_on: date,
    issued_at: datetime | None,
    sent_at: datetime,
    **_: Any,
) -> list[Problem]:
    """Guard of "serve summons": the court issued it first, the r.99 record, and the certificate of r.67."""
    found: list[Problem] = []
    if issued_at is None:
        found.append((None, "Record first when the court issued the summons (MCR 1981 r.99(7))."))
    elif sent_at < issued_at:
        found.append(("sent_at", f"This is before the summons was issued ({in_words(issued_at)})."))
    if not certificate_signed:
        found.append(("certificate_signed", "The person who served it signs a certificate (MCR 1981 r.67). Tick it when it is signed."))
    if effective_on is None:
        found.append(("shown_on", "No day of receipt follows from this method: enter the day that is proved (MCR 1981 r.99(4))."))
    elif effective_on > hearing_on:
        found.append((None, f"It would count as received on {day_words(effective_on)}, after the hearing on {day_words(hearing_on)}."))
    return found
