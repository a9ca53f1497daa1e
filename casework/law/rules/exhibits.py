"""What was seized: booked in, recorded, kept, sent away, given back; devices by agreement. PACE 1984 ss.21, 22; CJPA 2001; PCSCA 2022."""

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, PACE, yes
from casework.law.sums import FORCE_POLICY, by_policy, guard
from casework.law.when import day_words, in_words

AGREERS = ("user", "parent_guardian_or_care_authority", "social_worker_attorney_or_deputy", "other_responsible_adult")
FOR_A_CHILD = ("parent_guardian_or_care_authority", "other_responsible_adult")
ADULT = 18
AGREED = {"notice": "yes", "confirmed": "yes", "copy_given": "yes", "childs_views": "yes"}


def _booked_in(q: Question) -> Answer:
    return by_policy(q, "R14", "The item was seized")


def _record(q: Question) -> Answer:
    return by_policy(q, "R15", "The request was received").step("PACE 1984 s.21: within a reasonable time; the Act sets no number.")


def _kept(q: Question) -> Answer:
    answer = by_policy(q, f"R16.{q['review']}", "The item was seized" if q["review"] == "first" else "The last review")
    answer.step("PACE 1984 s.22: kept only as long as necessary, and not where a photograph or copy would suffice (s.22(4)).")
    assert answer.due is not None
    last = counting.after(q.day, q.policy.number(f"R16.{q['review']}"))
    following = counting.after(last, q.policy.number("R16.next"))
    return answer.step(f"The review after that: {day_words(following)} ({FORCE_POLICY}).").note("next_review", following)


def _received(q: Question) -> Answer:
    return by_policy(q, "R17", "It was sent to the digital unit")


def _device_back(q: Question) -> Answer:
    if q["agreed"] is not None:
        return Answer(q["agreed"]).step(f"The return was agreed: {in_words(q['agreed'])}.")
    return by_policy(q, "R18", "The device was taken; no return was agreed")


def _by_agreement(q: Question) -> Answer:
    answer = Answer().step("PCSCA 2022 ss.37 to 40: notice and agreement come before anything is taken from the device.")
    if q["without_agreement"]:
        answer.passes = True
        return answer.step("No agreement is needed: the user is dead, or a child, incapable or missing and at risk (s.40).")
    faults = []
    child = q["age"] is not None and q["age"] < ADULT
    by = q["agreed_by"]
    if by is None:
        faults.append("Record who agreed.")
    elif child and by not in FOR_A_CHILD:
        faults.append("A person under 18 cannot agree: a parent, guardian or care authority does, else a responsible adult (s.38).")
    elif not child and not q["capacity"] and by == "user":
        faults.append("A person without capacity cannot agree: one of those listed in s.38(8) does.")
    if child and not q["childs_views"]:
        faults.append("Seek the child's views so far as practicable (s.38).")
    for name, sentence in (
        (
            "notice",
            "Give the written notice: what is sought, why, how it is handled, that it may be refused and what refusal means (s.39).",
        ),
        ("confirmed", "Get the agreement confirmed in writing, or oral and written down (s.39)."),
        ("copy_given", "Give a copy of the confirmation (s.39)."),
    ):
        if not q[name]:
            faults.append(sentence)
    return guard(answer, faults)


def _sifted(q: Question) -> Answer:
    answer = Answer(q.day).step(f"Seized to sift on {day_words(q.day)}: the written notice is given then (CJPA 2001 s.52).")
    answer.step(
        "Kept apart until examined, the first examination as soon as reasonably practicable (s.53); what is privileged goes back (s.54)."
    )
    if q["notice"] is not None or q["kept_apart"] is not None:
        faults = [] if q["notice"] else ["Give the written notice to the occupier, or the person searched (CJPA 2001 s.52)."]
        if not q["kept_apart"]:
            faults.append("Keep it apart until it is examined (CJPA 2001 s.53).")
        guard(answer, faults)
    return answer


RULES = (
    Rule(
        id="R14",
        title="Seized item booked in",
        citation="Force policy: booking in with the seal",
        **FORCE,
        trigger="item.seized",
        satisfied_by="item.booked_in",
        slot="owner",
        also_slots=("exhibits",),
        who_acts="Seizing officer, exhibits officer",
        on="moment",
        on_question="When was it seized?",
        policy=("R14",),
        compute=_booked_in,
        vectors=(Vector("2026-11-23T21:00", {}, "2026-11-24T21:00:00+00:00", source="investigation.md R14"),),
    ),
    Rule(
        id="R15",
        title="Record of what was seized, on request",
        citation="PACE 1984 s.21: within a reasonable time; the number is force policy",
        instrument=PACE,
        section="s.21",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="item.record_asked",
        satisfied_by="item.record_given",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When was the request received?",
        policy=("R15",),
        compute=_record,
        vectors=(Vector("2026-11-23", {}, "2026-11-25", source="investigation.md R15"),),
    ),
    Rule(
        id="R16",
        title="Review of a kept item",
        citation="PACE 1984 s.22; the intervals are force policy",
        instrument=PACE,
        section="s.22",
        klass="duty",
        authority="force",
        confidence="policy",
        trigger="item.retained",
        satisfied_by="item.retention_reviewed",
        slot="owner",
        also_slots=("exhibits",),
        who_acts="Investigating officer, exhibits officer",
        on_question="When was it seized, or last reviewed?",
        inputs=(Input("review", "choice", "Which review?", ("first", "next"), default="first"),),
        policy=("R16.first", "R16.next"),
        compute=_kept,
        vectors=(
            Vector("2026-11-23", {}, "2026-12-21", {"next_review": "2027-03-21"}, source="investigation.md R16"),
            Vector("2026-12-21", {"review": "next"}, "2027-03-21", source="investigation.md R16"),
        ),
    ),
    Rule(
        id="R17",
        title="Received by the digital unit",
        citation="Force policy: receipt after sending",
        **FORCE,
        trigger="item.sent_to_digital_unit",
        satisfied_by="item.received_by_digital_unit",
        slot="exhibits",
        who_acts="Exhibits officer",
        on_question="When was it sent?",
        policy=("R17",),
        compute=_received,
        vectors=(Vector("2026-11-23", {}, "2026-11-30", source="investigation.md R17"),),
    ),
    Rule(
        id="R18",
        title="Victim's device given back",
        citation="Force policy: the agreed time, else the force's own (extraction Code 2022)",
        **FORCE,
        trigger="device.taken_from_victim",
        satisfied_by="device.returned",
        slot="owner",
        who_acts="Investigating officer",
        on="moment",
        on_question="When was it taken?",
        inputs=(Input("agreed", "datetime", "When was its return agreed, if it was?"),),
        policy=("R18",),
        compute=_device_back,
        vectors=(
            Vector("2026-11-23T12:00", {}, "2026-11-24T12:00:00+00:00", source="investigation.md R18"),
            Vector("2026-11-23T12:00", {"agreed": "2026-11-26T17:00"}, "2026-11-26T17:00:00+00:00"),
        ),
    ),
    Rule(
        id="R51",
        title="Extraction from a device by agreement",
        citation="PCSCA 2022 ss.37 to 40",
        instrument="Police, Crime, Sentencing and Courts Act 2022",
        section="ss.37 to 40",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="device.extraction_proposed",
        satisfied_by="device.agreement_recorded",
        slot="owner",
        who_acts="Investigating officer",
        on_question="When is the extraction?",
        inputs=(
            Input("age", "int", "How old is the user of the device?", highest=130),
            Input("capacity", "bool", "Has the user capacity to agree?", default=True),
            Input("agreed_by", "choice", "Who agreed?", AGREERS),
            yes("childs_views", "Were the child's views sought?"),
            yes("notice", "Was the written notice given?"),
            yes("confirmed", "Is the agreement confirmed in writing?"),
            yes("copy_given", "Was a copy given?"),
            yes("without_agreement", "Does s.40 allow it without agreement?"),
        ),
        compute=_by_agreement,
        vectors=(
            Vector("2026-11-23", {**AGREED, "age": 15, "agreed_by": "user"}, None, passes=False, source="investigation.md R51"),
            Vector(
                "2026-11-23",
                {**AGREED, "age": 15, "agreed_by": "parent_guardian_or_care_authority"},
                None,
                passes=True,
                source="investigation.md R51",
            ),
            Vector("2026-11-23", {"agreed_by": "user"}, None, passes=False),
            Vector("2026-11-23", {**AGREED, "agreed_by": "user", "capacity": "no"}, None, passes=False),
            Vector("2026-11-23", {"without_agreement": "yes"}, None, passes=True),
        ),
        consequence="Nothing may be extracted.",
    ),
    Rule(
        id="R55",
        title="Seized to sift: notice and keeping apart",
        citation="CJPA 2001 ss.50 to 54",
        instrument="Criminal Justice and Police Act 2001",
        section="ss.50 to 54",
        klass="duty",
        authority="statute",
        confidence="read",
        trigger="item.seized_to_sift",
        satisfied_by="item.sift_notice_given",
        slot="owner",
        also_slots=("exhibits",),
        who_acts="Investigating officer, exhibits officer",
        on_question="When was it seized?",
        inputs=(
            Input("notice", "bool", "Was the written notice given?"),
            Input("kept_apart", "bool", "Is it kept apart?"),
        ),
        compute=_sifted,
        vectors=(
            Vector("2026-11-23", {}, "2026-11-23", source="investigation.md R55"),
            Vector("2026-11-23", {"notice": "yes", "kept_apart": "yes"}, "2026-11-23", passes=True),
            Vector("2026-11-23", {"notice": "no"}, "2026-11-23", passes=False),
        ),
    ),
)
