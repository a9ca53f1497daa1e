"""From the first draft to the court's door: what an application needs, who reviews, authorises and lodges it, and by when."""

from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import ACT, FORCE, GRADE, text, yes
from casework.law.sums import by_policy, guard

SCREEN = ("no_conflict", "conflict", "not_asked")


def _review(q: Question) -> Answer:
    return by_policy(q, "R23.urgent" if q["urgent"] else "R23.standard", "Submitted")


def _authority(q: Question) -> Answer:
    return by_policy(q, "OP-AUTH.interim" if q["application"] == "interim" else "OP-AUTH.full", "Legal advice complete")


def _lodging(q: Question) -> Answer:
    urgent = q["application"] == "interim" or q["grade"] == "high"
    return by_policy(q, "R25.urgent" if urgent else "R25.standard", "Authorised")


def _form(q: Question) -> Answer:
    answer = Answer().step(
        "MCR 1981 r.3D: the court's electronic arrangement, else the Lord Chief Justice's form, unless the court directs otherwise."
    )
    none = "Use the court's electronic arrangement, or the form that the Lord Chief Justice issued, or record the court's direction."
    return guard(answer, [none] if q["means"] == "other" else [])


def _area(q: Question) -> Answer:
    answer = Answer().step(
        "SPA 2019 s.1(3): the defendant lives in the chief officer's area, or is believed to be in it or to intend to come to it."
    )
    if q["force"] != "territorial":
        answer.passes = True
        return answer.step("The British Transport Police and the Ministry of Defence Police have no area: the rule does not bite.")
    faults = []
    if q["basis"] == "none":
        faults.append("Say on which basis the chief officer may apply: lives in the area, believed to be in it, or intends to come to it.")
    if not q["reason"]:
        faults.append("Give the reason for that basis.")
    return guard(answer, faults)


LIMBS = (
    ("acts", "acts associated with stalking", "s.1(1)(a)"),
    ("risk", "a risk associated with stalking to another person", "s.1(1)(b)"),
    ("necessity", "reasonable cause to believe that the order is necessary", "s.1(1)(c)"),
)


def _limbs(q: Question) -> Answer:
    faults = []
    for name, ground, section in LIMBS:
        if not q[f"{name}_reason"]:
            faults.append(f"Give reasons for the ground {ground} (SPA 2019 {section}).")
        if q[f"{name}_evidence"] < 1:
            faults.append(f"Tie at least one piece of evidence to the ground {ground} (SPA 2019 {section}).")
    return guard(Answer().step("SPA 2019 ss.1(1), 2(1): three grounds, each with reasons and evidence."), faults)


def _screen(q: Question) -> Answer:
    answer = Answer().step(
        "SPA 2019 ss.2(3), 5(4): so far as practicable, no conflict with religious beliefs or with times of work or education."
    )
    faults = []
    for name, words_ in (("religion", "religious beliefs"), ("work_education", "times of work or education")):
        if q[name] == "not_asked":
            faults.append(f"Say whether the conditions conflict with the defendant's {words_}.")
    if not q["note"]:
        faults.append("Add a note on how this was found out.")
    if faults and q["legal_override"]:
        answer.passes = True
        answer.reasons.append("Passed on force legal's responsibility, though the screening is not complete.")
        return answer
    guard(answer, faults)
    answer.reasons.extend(
        f"Warning: the conditions conflict with {words_}; the court avoids this so far as practicable."
        for name, words_ in (("religion", "religious beliefs"), ("work_education", "times of work or education"))
        if q[name] == "conflict"
    )
    return answer


def _compatible(q: Question) -> Answer:
    answer = Answer().step(
        f"SPA 2019 s.2(6) and (7): no new condition may be incompatible with an earlier order's. Live orders: {q['live_orders']}."
    )
    return guard(
        answer,
        [] if q["checked"] else ["Force legal confirms that it has compared the conditions with those of the defendant's live orders."],
    )


def _listing(q: Question) -> Answer:
    return by_policy(q, "OP-LISTING", "The application was lodged")


RULES = (
    Rule(
        id="MCR-3D",
        title="Form of the application to the court",
        citation="MCR 1981 r.3D",
        instrument="Magistrates' Courts Rules 1981 (SI 1981/552)",
        section="r.3D",
        klass="guard",
        authority="rule",
        confidence="read",
        trigger="application.lodging",
        satisfied_by="application.form_recorded",
        slot="legal",
        who_acts="Force legal",
        on_question="When is it lodged?",
        inputs=(Input("means", "choice", "How is it lodged?", ("electronic", "lcj_form", "court_direction", "other"), default="other"),),
        compute=_form,
        vectors=(
            Vector("2026-11-23", {"means": "electronic"}, None, passes=True),
            Vector("2026-11-23", {"means": "other"}, None, passes=False),
        ),
        consequence="The court may refuse or return it.",
    ),
    Rule(
        id="SPA-1-3",
        title="The chief officer may apply",
        citation="SPA 2019 s.1(3)",
        instrument=ACT,
        section="s.1(3)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="application.drafted",
        satisfied_by="application.area_recorded",
        slot="owner",
        who_acts="Investigating officer, force legal",
        on_question="When is this checked?",
        inputs=(
            Input("force", "choice", "Which kind of force applies?", ("territorial", "btp", "mdp"), default="territorial"),
            Input("basis", "choice", "On which basis?", ("lives_in_area", "believed_in_area", "intends_to_come", "none"), default="none"),
            text("reason", "Why?"),
        ),
        compute=_area,
        vectors=(
            Vector("2026-11-23", {"basis": "lives_in_area", "reason": "Council tax record"}, None, passes=True),
            Vector("2026-11-23", {"force": "btp"}, None, passes=True),
            Vector("2026-11-23", {}, None, passes=False),
        ),
        consequence="It cannot be lodged.",
    ),
    Rule(
        id="SPA-1-1",
        title="Three grounds, each with reasons and evidence",
        citation="SPA 2019 ss.1(1), 2(1)",
        instrument=ACT,
        section="ss.1(1), 2(1)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="application.drafted",
        satisfied_by="application.grounds_complete",
        slot="owner",
        who_acts="Investigating officer, force legal",
        on_question="When is this checked?",
        inputs=tuple(
            each
            for name, ground, _ in LIMBS
            for each in (
                text(f"{name}_reason", f"What are the reasons for {ground}?"),
                Input(f"{name}_evidence", "int", f"How many pieces of evidence are tied to {ground}?", default=0),
            )
        ),
        compute=_limbs,
        vectors=(
            Vector(
                "2026-11-23",
                {
                    "acts_reason": "Followed on four days",
                    "acts_evidence": 4,
                    "risk_reason": "Escalating, knows the new address",
                    "risk_evidence": 1,
                    "necessity_reason": "Bail ends in a week",
                    "necessity_evidence": 1,
                },
                None,
                passes=True,
            ),
            Vector("2026-11-23", {"acts_reason": "Followed on four days"}, None, passes=False),
        ),
        consequence="It cannot go to authorisation.",
    ),
    Rule(
        id="SPA-2-3",
        title="Religion, work and education screened",
        citation="SPA 2019 ss.2(3), 5(4)",
        instrument=ACT,
        section="ss.2(3), 5(4)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="application.drafted",
        satisfied_by="application.screened",
        slot="legal",
        who_acts="Investigating officer, force legal",
        on_question="When is this checked?",
        inputs=(
            Input("religion", "choice", "Do the conditions conflict with religious beliefs?", SCREEN, default="not_asked"),
            Input("work_education", "choice", "Do they interfere with times of work or education?", SCREEN, default="not_asked"),
            text("note", "How was this found out?"),
            yes("legal_override", "Does force legal go on without it?"),
        ),
        compute=_screen,
        vectors=(
            Vector("2026-11-23", {"religion": "no_conflict", "work_education": "conflict", "note": "Shift list"}, None, passes=True),
            Vector("2026-11-23", {"religion": "no_conflict", "note": "Asked"}, None, passes=False),
            Vector("2026-11-23", {"legal_override": "yes"}, None, passes=True),
        ),
        consequence="A warning; force legal may go on.",
    ),
    Rule(
        id="SPA-2-7",
        title="Compared with the defendant's live orders",
        citation="SPA 2019 s.2(6) and (7)",
        instrument=ACT,
        section="s.2(6), (7)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="application.drafted",
        satisfied_by="application.compatibility_checked",
        slot="legal",
        who_acts="Force legal",
        on_question="When is this checked?",
        inputs=(
            Input("live_orders", "int", "How many live orders has the defendant?", default=0),
            yes("checked", "Has force legal compared the conditions?"),
        ),
        compute=_compatible,
        vectors=(
            Vector("2026-11-23", {"live_orders": 2}, None, passes=False),
            Vector("2026-11-23", {"live_orders": 2, "checked": "yes"}, None, passes=True),
        ),
        consequence="It goes no further until force legal has ticked it.",
    ),
    Rule(
        id="R23",
        title="Legal review of an application",
        citation="Force policy: turn-round of legal review",
        **FORCE,
        trigger="application.submitted",
        satisfied_by="application.legally_reviewed",
        slot="legal",
        who_acts="Force legal",
        on_question="When was the draft submitted?",
        inputs=(Input("urgent", "bool", "Is it urgent?", default=False),),
        policy=("R23.standard", "R23.urgent"),
        compute=_review,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-26", source="investigation.md R23"),
            Vector("2026-11-23", {"urgent": "yes"}, "2026-11-24", source="investigation.md R23"),
        ),
    ),
    Rule(
        id="OP-AUTH",
        aliases=("R24",),
        title="Authority after legal advice",
        citation="Force policy: turn-round of authority, shorter for an interim order",
        **FORCE,
        trigger="application.legally_approved",
        satisfied_by="application.authorised_or_declined",
        slot="authoriser",
        who_acts="Superintendent or above",
        on_question="When was legal advice complete?",
        inputs=(Input("application", "choice", "Which application?", ("full", "interim"), default="full"),),
        policy=("OP-AUTH.full", "OP-AUTH.interim"),
        compute=_authority,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-24", asked="R24", source="investigation.md R24"),
            Vector("2026-11-27", {}, "2026-11-30"),
            Vector("2026-11-23", {"application": "interim"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="R25",
        title="Lodging after authority",
        citation="Force policy: time to lodge, shorter for HIGH risk or an interim order",
        **FORCE,
        trigger="application.authorised",
        satisfied_by="application.lodged",
        slot="legal",
        who_acts="Force legal",
        on_question="When was it authorised?",
        inputs=(GRADE, Input("application", "choice", "Which application?", ("full", "interim"), default="full")),
        policy=("R25.standard", "R25.urgent"),
        compute=_lodging,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-25", source="investigation.md R25"),
            Vector("2026-11-23", {"grade": "high"}, "2026-11-23"),
            Vector("2026-11-23", {"application": "interim"}, "2026-11-23"),
        ),
    ),
    Rule(
        id="OP-LISTING",
        title="Hearing date known",
        citation="Force policy: when a hearing date is chased",
        **FORCE,
        trigger="application.lodged",
        satisfied_by="application.listed",
        slot="legal",
        who_acts="Force legal's administration",
        on_question="When was it lodged?",
        policy=("OP-LISTING",),
        compute=_listing,
        vectors=(Vector("2026-11-23", {}, "2026-11-30"), Vector("2026-12-23", {}, "2027-01-04")),
    ),
)
