"""Raising prompts from a chronology, answering them, and answering for a case of the sample. Comparing with other cases is in
`elsewhere.py`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.access.predicate import visible
from casework.access.writing import Change, change, system_change
from casework.assessment.prompts import flow, rules, selectors
from casework.assessment.prompts.kinds import SHORT, STALKING, Kind
from casework.assessment.prompts.models import CourseReading, PatternPrompt, SampleCheck
from casework.assessment.prompts.patterns import Pattern, needed, patterns
from casework.assessment.prompts.weighing import Account
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moves import begin, make_move
from casework.errors import Conflict, GuardFailed, Hidden
from casework.staff.models import User

# What the system writes as the reason when a prompt is settled by itself.
DECIDED, GONE = "The case is recorded or decided so that this is answered", "The chronology no longer shows it"


def read_course(*, case: Case, actor: User | None = None, at: datetime | None = None) -> CourseReading:
    """Read the case's chronology anew: raise what it newly shows, renew what waits, settle what the record answers.

    Inside the caller's transaction, or its own. A prompt that was answered comes again only when the facts it rests on have changed.
    """
    with system_change("prompt.view", case) as ch:
        ch.actor = actor
        when = at or ch.now
        # Two writers of one case take turns here, so that neither raises what the other has raised already.
        Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=case.pk)
        recorded = selectors.recorded_as(case)
        strength, occasions, found = _read(selectors.accounts_of(case, recorded))
        wanted = needed(found, recorded, selectors.decision_of(case))
        waiting = {one.kind: one for one in PatternPrompt.objects.filter(case=case, state=flow.RAISED, other_case__isnull=True)}
        raised = []
        for pattern in wanted:
            if (old := waiting.pop(pattern.kind, None)) is not None:
                _renew(ch, old, pattern, strength)
            elif prompt := _raise(ch, case, pattern, strength, when):
                raised.append(prompt)
        if raised:
            words = "; ".join(SHORT[Kind(prompt.kind)] for prompt in raised)
            ch.event("prompt.raised", f"The chronology asks to be thought about: {words}", subject=raised[0], occurred_at=when)
        shown = {pattern.kind for pattern in found}
        for old in waiting.values():
            make_move(old, "settle", actor=actor, at=when, answer_reason=DECIDED if old.kind in shown else GONE, answered_at=when)
            ch.audit("MOVE", old, after={"state": old.state})
        reading, _ = CourseReading.objects.update_or_create(
            case=case,
            defaults={
                "recorded": recorded,
                "occasions": occasions,
                "strength": strength,
                "reasons": _first_reasons(found),
                "read_at": when,
                "asked_by": actor,
                "elsewhere_due": True,
            },
        )
    return reading


def _read(accounts: Sequence[Account]) -> tuple[int, int, list[Pattern]]:
    """(strength, occasions in all, patterns): where a case has several pairs, each kind from the pair that shows it most."""
    readings = sorted((patterns(account) for account in accounts), key=lambda one: one[0].total, reverse=True)
    found: dict[Kind, Pattern] = {}
    for _, shown in readings:
        for pattern in shown:
            found.setdefault(pattern.kind, pattern)
    return max((one.strength for one, _ in readings), default=0), sum(len(one.order) for one, _ in readings), list(found.values())


def _first_reasons(found: Sequence[Pattern]) -> list[str]:
    """For the review's list: every reason of the first stalking prompt, and of the others what they point to."""
    stalking = [pattern for pattern in found if pattern.kind in STALKING]
    return [*(stalking[0].reasons if stalking else ()), *(f"{pattern.kind.label}: {pattern.reasons[0]}" for pattern in stalking[1:])]


def _renew(ch: Change, old: PatternPrompt, pattern: Pattern, strength: int) -> None:
    """What waits keeps its age, and shows the facts as they are now."""
    if old.basis == pattern.basis and old.reasons == list(pattern.reasons):
        return
    PatternPrompt.objects.filter(pk=old.pk).update(basis=pattern.basis, reasons=list(pattern.reasons), strength=strength)
    ch.audit("UPDATE", old, fields=("basis", "reasons", "strength"))


def _raise(ch: Change, case: Case, pattern: Pattern, strength: int, when: datetime) -> PatternPrompt | None:
    answered = PatternPrompt.objects.filter(case=case, kind=pattern.kind, basis=pattern.basis, other_case__isnull=True)
    if answered.exclude(state=flow.SETTLED).exists():
        return None
    prompt = PatternPrompt.objects.create(
        case=case,
        kind=pattern.kind,
        basis=pattern.basis,
        reasons=list(pattern.reasons),
        strength=strength,
        raised_at=when,
    )
    begin(prompt, "raise", actor=ch.actor, at=when)
    ch.audit("CREATE", prompt, after={"kind": prompt.kind, "basis": prompt.basis})
    happened(Fact("prompt.raised", case.pk, prompt, when, ch.actor))
    return prompt


def answer_prompt(*, actor: User, prompt: PatternPrompt, accepted: bool, reason: str = "", at: datetime | None = None) -> PatternPrompt:
    """Accept a prompt, or decline it with the reason. It decides nothing: what follows from it is decided on its own page.

    Raises Hidden where it is about a case that the person may not see, Conflict when somebody answered first, GuardFailed.
    """
    case = prompt.case
    with change(actor, "prompt.answer", case, lock=True) as ch:
        when = at or ch.now
        if prompt.other_case_id is not None and not visible(actor, "case.view").filter(pk=prompt.other_case_id).exists():
            raise Hidden
        prompt.refresh_from_db()
        if prompt.state != flow.RAISED:
            raise Conflict({"state": prompt.get_state_display()}, {"state": "accept" if accepted else "decline"})
        reason = reason.strip()
        make_move(
            prompt,
            "accept" if accepted else "decline",
            actor=actor,
            reason=reason,
            facts={"reason": reason},
            at=when,
            answered_by=actor,
            answered_at=when,
            answer_reason=reason,
        )
        words = "accepted" if accepted else "declined, with the reason"
        if prompt.other_case_id is None:
            # The timeline is read by those who may not know of another case.
            ch.event("prompt.answered", f"Prompt {words}: {SHORT[Kind(prompt.kind)]}", subject=prompt, occurred_at=at)
        ch.audit("MOVE", prompt, after={"state": prompt.state})
        happened(Fact("prompt.answered", case.pk, prompt, when, actor, {"accepted": accepted}))
    return prompt


def check_sample(*, actor: User, case: Case, missed: bool | None, reason: str, at: datetime | None = None) -> SampleCheck:
    """Answer for a case of this week's sample: was a pattern missed, and what was looked at. Raises GuardFailed."""
    with change(actor, "review.check", case, lock=True) as ch:
        when = at or ch.now
        problems = rules.check_problems(missed, reason)
        week = selectors.week_of(timezone.localdate(when))
        if SampleCheck.objects.filter(case=case, week=week).exists():
            problems.append((None, "Somebody has answered for this case this week already"))
        elif not selectors.in_sample(actor, case):
            problems.append((None, "This case is not in this week's sample"))
        if problems:
            raise GuardFailed(problems)
        check = SampleCheck.objects.create(
            case=case, week=week, missed=bool(missed), reason=reason.strip(), checked_by=actor, checked_at=when
        )
        words = "a pattern was missed" if missed else "nothing was missed"
        ch.event("prompt.sampled", f"Looked at in the review of under-recording: {words}", subject=check, occurred_at=at)
        ch.audit("CREATE", check, after={"missed": bool(missed), "week": week})
        happened(Fact("sample.checked", case.pk, check, when, actor, {"missed": bool(missed)}))
    return check


def read_unread(batch: int = 500) -> dict[str, int]:
    """Read chronologies that were never read (taken over from before, or imported), the newest cases first; for the daily task."""
    cases: Any = Case.objects.filter(reading__isnull=True, incidents__isnull=False).distinct().order_by("-pk")[:batch]
    done = 0
    for case in cases:
        read_course(case=case)
        done += 1
    return {"read": done}
