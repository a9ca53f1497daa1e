"""Hearsay in a contested hearing. Civil Evidence Act 1995 ss.2 to 4; SI 1999/681 as amended ("HR")."""

from collections.abc import Callable
from datetime import date
from typing import Any

from casework.law import counting
from casework.law.calendar import Calendar
from casework.law.engine import Answer, Question
from casework.law.registry import Input, Rule, Vector
from casework.law.sums import by_policy, plural
from casework.law.when import day_words

HEARSAY = "Magistrates' Courts (Hearsay Evidence in Civil Proceedings) Rules 1999 (SI 1999/681)"
NOTICE_DAYS, REPLY_DAYS, SHORT_DAYS, POST_DAYS = 21, 7, 3, 2


def served_on(sent: date, *, by_post: bool, calendar: Calendar) -> date:
    """The day on which a hearsay notice counts as served: that of handing over, by post the second business day after posting (HR r.6)."""
    return counting.business_days_after(sent, POST_DAYS, calendar) if by_post else sent


def _clear_before(q: Question, n: int, cite: str) -> Answer:
    last, arithmetic = counting.clear_before(q.day, n), counting.before(q.day, n)
    answer = Answer(last).step(f"The hearing is on {day_words(q.day)}.")
    answer.step(f"{cite}: not less than {n} days before it. As clear days neither end counts, so {day_words(last)} is the last.")
    answer.step(f"By plain arithmetic it would be {day_words(arithmetic)}; the safer reading is used (our reading).")
    return answer.note("arithmetic", arithmetic)


def _notice(q: Question) -> Answer:
    if q["directed"] is not None:
        answer = Answer(q["directed"]).step(f"The court directed the notice by {day_words(q['directed'])} (HR r.3).")
        last = q["directed"]
    else:
        answer = _clear_before(q, NOTICE_DAYS, "HR r.3(1)")
        last = counting.clear_before(q.day, NOTICE_DAYS)
    post_by = counting.latest_start(last, POST_DAYS, q.calendar)
    served = counting.business_days_after(post_by, POST_DAYS, q.calendar)
    answer.step(
        f"By post it is served on the second business day after posting (HR r.6): post by {day_words(post_by)}, served {day_words(served)}."
    )
    return answer.note("post_by", post_by).note("effective_service", served)


def _cross_examination_hearing(q: Question) -> Answer:
    return _clear_before(q, SHORT_DAYS, "HR r.4(4)")


def _within_seven_days(cite: str, start: str) -> Callable[[Question], Answer]:
    def compute(q: Question) -> Answer:
        answer = Answer(counting.after(q.day, REPLY_DAYS)).step(f"{start} on {day_words(q.day)}; that day does not count.")
        answer.step(f"{cite}: not later than {plural(REPLY_DAYS, 'days')} after it.")
        return answer.step("Weekends and bank holidays count; the last day does not move.")

    return compute


def _particulars(q: Question) -> Answer:
    return by_policy(q, "CEA-2-1b", "Particulars were asked for").step("What is reasonable and practicable is given (CEA 1995 s.2(1)(b)).")


COURT: dict[str, Any] = {"instrument": HEARSAY, "klass": "court", "authority": "rule", "slot": "legal"}
ADMISSIBLE = "The evidence stays admissible; weight, costs and an adjournment are at stake (CEA 1995 s.2(4))."

RULES = (
    Rule(
        id="HR-3",
        title="Hearsay notice served and filed",
        citation="SI 1999/681 r.3(1) to (4), r.6; CEA 1995 s.2",
        section="rr.3, 6",
        confidence="inference",
        **COURT,
        trigger="hearing.fixed",
        satisfied_by="hearsay.notice_served",
        who_acts="Force legal",
        on_question="When is the contested hearing?",
        inputs=(Input("directed", "date", "Which day did the court direct, if it did?"),),
        compute=_notice,
        vectors=(
            Vector(
                "2026-05-18",
                {},
                "2026-04-26",
                {"arithmetic": "2026-04-27", "post_by": "2026-04-22", "effective_service": "2026-04-24"},
                source="orders.md 5.1 no. 20",
            ),
            Vector(
                "2027-01-25",
                {},
                "2027-01-03",
                {"arithmetic": "2027-01-04", "post_by": "2026-12-29", "effective_service": "2026-12-31"},
                source="orders.md 5.1 no. 21",
            ),
            Vector("2027-01-25", {"directed": "2027-01-11"}, "2027-01-11", {"post_by": "2027-01-07"}),
        ),
        consequence=ADMISSIBLE,
    ),
    Rule(
        id="CEA-2-1b",
        title="Particulars of hearsay evidence on request",
        citation="CEA 1995 s.2(1)(b), (4); the time is force policy",
        instrument="Civil Evidence Act 1995",
        section="s.2(1)(b), (4)",
        klass="court",
        authority="force",
        confidence="policy",
        slot="legal",
        trigger="hearsay.particulars_asked",
        satisfied_by="hearsay.particulars_given",
        who_acts="Force legal",
        on_question="When were they asked for?",
        policy=("CEA-2-1b",),
        compute=_particulars,
        vectors=(Vector("2026-11-23", {}, "2026-11-30"),),
        consequence=ADMISSIBLE,
    ),
    Rule(
        id="HR-4",
        title="Application to cross-examine the maker",
        citation="SI 1999/681 r.4(2)",
        section="r.4(2)",
        confidence="read",
        **COURT,
        trigger="hearsay.notice_served",
        satisfied_by="hearsay.cross_examination_sought",
        who_acts="The other party, usually the defendant",
        escalates=False,
        on_question="When was the hearsay notice served?",
        compute=_within_seven_days("HR r.4(2)", "The hearsay notice was served"),
        vectors=(Vector("2026-04-22", {}, "2026-04-29", source="orders.md 5.1 no. 22"),),
        consequence="A late application needs the court's direction.",
    ),
    Rule(
        id="HR-4-4",
        title="Notice of the hearing on cross-examination",
        citation="SI 1999/681 r.4(4) and (7)",
        section="r.4(4), (7)",
        confidence="inference",
        **COURT,
        trigger="hearsay.cross_examination_listed",
        satisfied_by="hearsay.cross_examination_notice_served",
        who_acts="Whoever applied to cross-examine",
        escalates=False,
        on_question="When is that application heard?",
        compute=_cross_examination_hearing,
        vectors=(Vector("2026-05-18", {}, "2026-05-14", {"arithmetic": "2026-05-15"}),),
    ),
    Rule(
        id="HR-5-2",
        title="Notice of intention to attack credibility",
        citation="SI 1999/681 r.5(2)",
        section="r.5(2)",
        confidence="read",
        **COURT,
        trigger="hearsay.notice_served",
        satisfied_by="hearsay.credibility_notice_served",
        who_acts="The other party",
        escalates=False,
        on_question="When was the hearsay notice served?",
        compute=_within_seven_days("HR r.5(2)", "The hearsay notice was served"),
        vectors=(Vector("2026-04-22", {}, "2026-04-29", source="orders.md 5.1 no. 22"),),
    ),
    Rule(
        id="HR-5-4",
        title="Notice that the maker will be called after all",
        citation="SI 1999/681 r.5(4)",
        section="r.5(4)",
        confidence="read",
        **COURT,
        trigger="hearsay.credibility_notice_served",
        satisfied_by="hearsay.maker_called",
        who_acts="Force legal",
        on_question="When was the credibility notice served?",
        compute=_within_seven_days("HR r.5(4)", "The credibility notice was served"),
        vectors=(Vector("2026-04-29", {}, "2026-05-06"),),
    ),
)
