"""Pre-charge bail. PACE 1984 ss.47ZA to 47ZM, 30B. Periods begin with the day after arrest and never roll for a Sunday."""

from datetime import date

from casework.law import counting
from casework.law.engine import Answer, Question
from casework.law.errors import LawInputError
from casework.law.registry import Input, Rule, Vector
from casework.law.rules.shared import FORCE, PACE, text, yes
from casework.law.sums import FORCE_POLICY, alerts, guard, plural
from casework.law.when import day_words, in_words

STEPS = {
    "initial": (3, "s.47ZB"),
    "inspector": (6, "s.47ZD"),
    "superintendent": (9, "s.47ZDA"),
    "assistant_chief_constable": (12, "s.47ZE"),
    "court": (12, "s.47ZF"),
    "court_further": (3, "s.47ZG"),
}
COURT_MONTHS = {(False, False): 12, (False, True): 18, (True, False): 18, (True, True): 24}
FURTHER_MONTHS = {False: 3, True: 6}
SHORTEST_RUN = 7


def _period(q: Question) -> Answer:
    authority = q["authority"]
    months, section = STEPS[authority]
    start = counting.after(q.day, 1)
    answer = Answer().step(f"Arrested on {day_words(q.day)}; the bail period begins the day after, {day_words(start)}.")
    answer.note("bail_start", start)
    if authority == "court":
        months = COURT_MONTHS[q["designated"], q["longer"]]
    elif authority == "court_further":
        months = FURTHER_MONTHS[q["longer"]]
        if q["current_end"] is None:
            raise LawInputError("current_end", "Give the day on which the period ends now: the court adds to it.")
        start = counting.after(q["current_end"], 1)
        answer.step(f"It ends now on {day_words(q['current_end'])}; the court's further period begins the day after.")
    end = counting.months_last_day(start, months)
    answer.step(f"PACE 1984 {section}: {plural(months, 'months')} beginning with {day_words(start)} end on {day_words(end)}.")
    if q["inpatient_days"]:
        end = counting.after(end, q["inpatient_days"])
        answer.step(f"{plural(q['inpatient_days'], 'days')} as an in-patient do not count (s.47ZM), so {day_words(end)}.")
    if q["stopped_days"]:
        end = counting.after(end, q["stopped_days"])
        answer.step(f"It stood still for {plural(q['stopped_days'], 'days')} for a charging decision (s.47ZL), so {day_words(end)}.")
    answer.step("An extension is authorised before the end; the last day does not move for a weekend or a bank holiday.")
    answer.due = end
    alerts(answer, end, q.policy.ladder("R34.warnings"))
    if authority == "assistant_chief_constable" and not q["designated"]:
        guard(answer, ["Only a case that the DPP has designated as exceptionally complex goes to this rank (s.47ZE)."])
    return answer


def _gap(q: Question) -> Answer:
    if q["order_live"]:
        return Answer(reasons=["No decision is needed: an order protects the victim after bail ends."])
    lead = q.policy.number("R35")
    answer = Answer(counting.before(q.day, lead)).step(f"Bail ends on {day_words(q.day)}, with no order in force.")
    return answer.step(f"What protects the victim then is decided {plural(lead, 'days')} before ({FORCE_POLICY}).").note("ends", q.day)


def _runs_again(q: Question) -> Answer:
    asked, left = q.day, q["days_left"]
    answer = Answer().step(f"The DPP asked for more on {day_words(asked)}: the period runs again from that day (PACE 1984 s.47ZL).")
    plain: date = counting.incl(asked, left) if left else counting.before(asked, 1)
    floor = counting.incl(asked, SHORTEST_RUN)
    if left:
        answer.step(f"{plural(left, 'days')} were left; counting that day they end on {day_words(plain)}.")
    answer.step(f"It ends no earlier than 7 days counting that day, {day_words(floor)}.")
    answer.step("Which day the stop counts from: the shorter reading (force policy).")
    answer.due = max(plain, floor)
    if q["inpatient_days"]:
        answer.due = counting.after(answer.due, q["inpatient_days"])
        answer.step(f"{plural(q['inpatient_days'], 'days')} since as an in-patient do not count (s.47ZM).")
    return answer


def _views(q: Question) -> Answer:
    answer = Answer().step(f"Release or change: {in_words(q.moment)}.")
    answer.step("PACE 1984 ss.47ZZA, 30CA(4A) to (4D): the alleged victim's views are sought first, if reasonably practicable.")
    faults = []
    if q["views_at"] is None and not q["reason"]:
        faults.append("Record when the victim's views were sought, or why that was not reasonably practicable.")
    if q["views_at"] is not None and q["views_at"] > q.moment and not q["reason"]:
        faults.append(f"The views were sought at {in_words(q['views_at'])}, after the release: give the reason.")
    if not q["representative"] and q["under_18_or_difficulty"]:
        faults.append("The victim was under 18 or has difficulty communicating: the views of a representative are sought.")
    guard(answer, faults)
    if not q["told"]:
        answer.reasons.append("Still to do: tell the victim of the conditions that concern them, and of changes.")
    return answer


RULES = (
    Rule(
        id="R34",
        title="Bail period ends",
        citation="PACE 1984 ss.47ZB to 47ZG, 47ZM, 30B(8)",
        instrument=PACE,
        section="ss.47ZB to 47ZG",
        klass="court",
        authority="statute",
        confidence="read",
        trigger="bail.started",
        satisfied_by="bail.extended_or_ended",
        slot="owner",
        also_slots=("inspector",),
        who_acts="Investigating officer; inspector, superintendent, court",
        on_question="When was the arrest?",
        inputs=(
            Input("authority", "choice", "Who authorised the period?", tuple(STEPS), default="initial"),
            yes("designated", "Has the DPP designated the case as exceptionally complex?"),
            yes("longer", "Did the court grant the longer period, because the work cannot be done sooner?"),
            Input("current_end", "date", "On which day does it end now?"),
            Input("inpatient_days", "int", "How many days as an in-patient do not count?", default=0, highest=3660),
            Input("stopped_days", "int", "For how many days did it stand still for a charging decision?", default=0, highest=3660),
        ),
        policy=("R34.warnings",),
        compute=_period,
        vectors=(
            Vector("2026-11-23", {}, "2027-02-23", {"bail_start": "2026-11-24"}, source="investigation.md R34"),
            Vector("2026-11-23", {"authority": "inspector"}, "2027-05-23", source="investigation.md R34"),
            Vector("2026-11-23", {"authority": "superintendent"}, "2027-08-23", source="investigation.md R34"),
            Vector(
                "2026-11-23",
                {"authority": "assistant_chief_constable", "designated": "yes"},
                "2027-11-23",
                source="investigation.md R34",
            ),
            Vector("2026-11-23", {"authority": "assistant_chief_constable"}, "2027-11-23", passes=False),
            Vector("2026-11-23", {"authority": "court"}, "2027-11-23", source="investigation.md R34"),
            Vector("2026-11-23", {"authority": "court", "longer": "yes"}, "2028-05-23", source="investigation.md R34"),
            Vector("2026-11-23", {"authority": "court", "designated": "yes", "longer": "yes"}, "2028-11-23", source="investigation.md R34"),
            Vector("2026-11-23", {"authority": "court_further", "current_end": "2027-11-23"}, "2028-02-23"),
            Vector("2026-11-29", {}, "2027-02-27"),
            Vector("2026-11-23", {"inpatient_days": 3}, "2027-02-26"),
            Vector("2026-11-23", {"authority": "inspector", "stopped_days": 10}, "2027-06-02"),
        ),
        consequence="Bail ends; conditions protect nobody any more.",
    ),
    Rule(
        id="R35",
        title="Decision on the gap when bail ends",
        citation="Force policy: before bail or release under investigation ends, if no order is in force",
        **FORCE,
        trigger="bail.end_known",
        satisfied_by="bail.gap_decided",
        slot="owner",
        also_slots=("supervisor",),
        who_acts="Investigating officer, sergeant",
        on_question="On which day does bail end?",
        inputs=(yes("order_live", "Is an order in force that protects the victim?"),),
        policy=("R35",),
        compute=_gap,
        vectors=(
            Vector("2027-02-23", {}, "2027-02-16", source="investigation.md R35"),
            Vector("2027-02-23", {"order_live": "yes"}, None),
        ),
    ),
    Rule(
        id="R48",
        title="Bail for a charging decision runs again",
        citation="PACE 1984 s.47ZL",
        instrument=PACE,
        section="ss.37(7)(a), 37C(2)(b), 47ZL",
        klass="court",
        authority="statute",
        confidence="inference",
        trigger="bail.resumed",
        satisfied_by="bail.stopped_or_ended",
        slot="owner",
        who_acts="Investigating officer",
        on_question="On which day did the DPP ask for more?",
        inputs=(
            Input("days_left", "int", "How many days were left when it stopped?", required=True, highest=3660),
            Input("inpatient_days", "int", "How many days since then as an in-patient do not count?", default=0, highest=3660),
        ),
        compute=_runs_again,
        vectors=(
            Vector("2027-02-22", {"days_left": 2}, "2027-02-28", source="investigation.md R48"),
            Vector("2027-02-22", {"days_left": 14}, "2027-03-07", source="investigation.md R48"),
            Vector("2027-02-22", {"days_left": 0}, "2027-02-28"),
            Vector("2027-02-22", {"days_left": 14, "inpatient_days": 2}, "2027-03-09"),
        ),
        consequence="Bail ends.",
    ),
    Rule(
        id="R49",
        title="Victim's views before bail or a change of conditions",
        citation="PACE 1984 ss.47ZZA, 30CA(4A) to (4D)",
        instrument=PACE,
        section="ss.47ZZA, 30CA(4A) to (4D)",
        klass="guard",
        authority="statute",
        confidence="read",
        trigger="bail.proposed",
        satisfied_by="bail.views_recorded",
        slot="owner",
        who_acts="Investigating officer, custody officer",
        on="moment",
        on_question="When is the release, or the change?",
        inputs=(
            Input("views_at", "datetime", "When were the victim's views sought?"),
            text("reason", "Why was it not reasonably practicable before?"),
            yes("under_18_or_difficulty", "Was the victim under 18 at the offence, or has the victim difficulty communicating?"),
            yes("representative", "Were a representative's views sought?"),
            yes("told", "Was the victim told of the conditions?"),
        ),
        compute=_views,
        vectors=(
            Vector("2026-11-24T18:00", {"views_at": "2026-11-24T15:00", "told": "yes"}, None, passes=True, source="investigation.md R49"),
            Vector("2026-11-24T18:00", {}, None, passes=False),
            Vector("2026-11-24T18:00", {"reason": "She could not be reached at her safe number"}, None, passes=True),
        ),
        consequence="Conditions may miss what the victim fears.",
    ),
)
