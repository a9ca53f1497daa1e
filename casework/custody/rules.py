"""What an arrest, an interview, a release, bail and each step of it must satisfy. Pure: values in, (field, sentence) out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.custody.models import ArrestPower, Authority, Bail, BailCategory, BailKind, GapChoice
from casework.law.when import day_of, day_words, in_words
from casework.reports.offences import Offence

Problem = tuple[str | None, str]

LEAST, LEAST_REASON = 10, 20

LAW_GROUND = {
    "NAME": "name",
    "ADDRESS": "address",
    "PREVENT": "injury",
    "PROTECT": "vulnerable",
    "INVESTIGATE": "investigation",
    "DISAPPEAR": "disappearance",
}
"""The law's own name for a ground of `ArrestGround` (rule R47)."""

NEXT: Mapping[str, tuple[Authority, ...]] = {
    Authority.INITIAL: (Authority.INSPECTOR,),
    Authority.INSPECTOR: (Authority.SUPERINTENDENT,),
    Authority.SUPERINTENDENT: (Authority.ACC, Authority.COURT),
    Authority.ACC: (Authority.COURT,),
    Authority.COURT: (Authority.COURT_FURTHER,),
    Authority.COURT_FURTHER: (Authority.COURT_FURTHER,),
}
"""Which step may follow which (PACE 1984 ss.47ZD to 47ZG)."""

COURT_STEPS = (Authority.COURT, Authority.COURT_FURTHER)
CONDITIONS = {
    "condition_a": "A: there are reasonable grounds to suspect the person of the offence",
    "condition_b": "B: more time is needed for a decision, or for further investigation",
    "condition_c": "C: the decision or the investigation is being made diligently and without delay",
    "condition_d": "D: bail is necessary and proportionate in all the circumstances",
}
"""PACE 1984 s.47ZC; a court asks for B to D."""

ACT_OF = {
    BailCategory.NO_CONTACT_DIRECT: "B",
    BailCategory.NO_CONTACT_INDIRECT: "B",
    BailCategory.NO_SOCIAL_REF: "C",
    BailCategory.DEVICES: "D",
    BailCategory.EXCLUSION_ZONE: "E",
    BailCategory.NON_APPROACH: "E",
    BailCategory.NO_ATTEND: "E",
}
"""The act of PHA 1997 s.2A(3) that a broken condition stands for in the chronology; any other is an act of its own."""

VAGUE = ("not to harass", "not harass", "behave", "be of good", "leave her alone", "leave him alone", "leave them alone")


def short(text: str | None, least: int = LEAST) -> bool:
    """Whether a reason has fewer characters than it needs once white space is folded."""
    return len(" ".join((text or "").split())) < least


def arrest_problems(offences: Collection[str], power: str) -> list[Problem]:
    """What an arrest must say besides its ground (which rule R47 asks for)."""
    found: list[Problem] = []
    if not offences:
        found.append(("offences", "Tick at least one offence for which the arrest was made."))
    elif set(offences) - set(Offence.values):
        found.append(("offences", "Choose from the offences listed."))
    if power not in ArrestPower.values:
        found.append(("power", "Choose by what power the arrest was made."))
    return found


def interview_problems(started_at: datetime, ended_at: datetime, now: datetime, *, not_before: datetime | None) -> list[Problem]:
    """When an interview can have been."""
    found: list[Problem] = []
    if ended_at <= started_at:
        found.append(("ended_at", "The interview must end after it starts."))
    elif ended_at > now:
        found.append(("ended_at", "This is in the future. Enter when it happened."))
    if not_before is not None and started_at < not_before:
        found.append(("started_at", f"This is before the arrest ({in_words(not_before)}). Check the date and time."))
    return found


def not_releasable(arrest: Any, *, reason: str) -> list[Problem]:
    """Why a release cannot be recorded: every release says why."""
    if short(reason):
        return [("reason", f"Say in at least {LEAST} characters why this was decided.")]
    return []


def condition_problems(conditions: Sequence[Mapping[str, str]]) -> list[Problem]:
    """Each condition says who, what or where, so that the suspect and a patrol can know what breaks it."""
    found: list[Problem] = []
    for at, each in enumerate(conditions):
        text = " ".join(each.get("text", "").split())
        if each.get("category") not in BailCategory.values:
            found.append((f"conditions-{at}-category", "Choose the kind of condition."))
        if len(text) < 15 or any(words in text.lower() for words in VAGUE):
            found.append((f"conditions-{at}-text", "Say who, what or where, so that everybody can tell what breaks it."))
    return found


def bail_problems(*, released: datetime, attend_at: datetime | None, ends_on: date | None) -> list[Problem]:
    """When somebody on bail comes back: after the release and within the period (PACE 1984 s.47ZA)."""
    if attend_at is None:
        return [("attend_at", "Enter when they must come back. It is the last day unless a decision is expected sooner.")]
    if attend_at <= released:
        return [("attend_at", "They must come back after the release.")]
    if ends_on is not None and day_of(attend_at) > ends_on:
        return [("attend_at", f"Bail ends on {day_words(ends_on)}; they must come back by then.")]
    return []


def rui_problems(*, released: datetime, ends_on: date | None) -> list[Problem]:
    """A release under investigation has a day by which somebody decides; it has no conditions."""
    if ends_on is None:
        return [("ends_on", "Enter the day by which the decision is made. No law sets it, and without it nobody sees the gap.")]
    if ends_on <= day_of(released):
        return [("ends_on", "This must be after the release.")]
    return []


def askable_problems(bail: Bail, authority: str, at: datetime) -> list[Problem]:
    """Why this step cannot be asked for now: not running, over, or not the one that comes next."""
    if bail.kind != BailKind.BAIL:
        return [(None, "A release under investigation has no period to extend. Set another day for the decision instead.")]
    if bail.state != "LIVE":
        return [(None, f"This cannot be extended now: {bail.get_state_display().lower()}.")]
    if bail.court_applied_at is not None:
        return [(None, "The court has been asked. Record what it decided first.")]
    if bail.ends_on is not None and day_of(at) > bail.ends_on:
        return [(None, f"Bail ended on {day_words(bail.ends_on)}. It cannot be extended after its end.")]
    if authority not in NEXT[bail.authority]:
        after = " or ".join(step.label.split(":")[0].lower() for step in NEXT[bail.authority])
        return [("authority", f"The next step belongs to: {after}.")]
    return []


def asking_problems(values: Mapping[str, Any], authority: str) -> list[Problem]:
    """What a request to extend must hold: why more time is needed, and for the police's own steps that the person was told first."""
    found: list[Problem] = []
    if short(values.get("why"), LEAST_REASON):
        found.append(("why", f"Say in at least {LEAST_REASON} characters what is still to be done and why it takes so long."))
    if authority in COURT_STEPS:
        if short(values.get("court"), 3):
            found.append(("court", "Enter the court."))
        return found
    if values.get("told_at") is None:
        found.append(("told_at", "Enter when the person or their solicitor was told, so that they can make representations."))
    if short(values.get("representations"), 3):
        found.append(("representations", "Write what they said, or that they said nothing."))
    if authority == Authority.ACC:
        if not values.get("designated"):
            found.append(("designated", "Only a case that the DPP has designated as exceptionally complex goes to this rank."))
        if not values.get("dpp_consulted"):
            found.append(("dpp_consulted", "The DPP is consulted before this step."))
    return found


def not_extendable(
    extension: Any,
    *,
    bail: Bail,
    now: datetime,
    decider_id: int,
    conditions: Mapping[str, bool],
    considered: bool,
) -> list[Problem]:
    """Why bail cannot be extended by this decision (PACE 1984 ss.47ZC to 47ZJ)."""
    court = extension.authority in COURT_STEPS
    found: list[Problem] = []
    if bail.state != "LIVE":
        found.append((None, f"This cannot be extended now: {bail.get_state_display().lower()}."))
    if not court and bail.ends_on is not None and day_of(now) > bail.ends_on:
        found.append((None, f"Bail ended on {day_words(bail.ends_on)}. It cannot be extended after its end."))
    if not court and decider_id == extension.asked_by_id:
        found.append((None, "You asked for this extension: somebody else decides."))
    for name, sentence in CONDITIONS.items():
        if not conditions.get(name) and not (court and name == "condition_a"):
            found.append(("conditions", f"Without condition {sentence[0]} bail cannot be extended. Tick it or refuse."))
    if not court and not considered:
        found.append(("considered", "Consider what the person or their solicitor said first."))
    return found


def no_refusal_reason(extension: Any, *, reason: str) -> list[Problem]:
    """A refusal says why."""
    if short(reason):
        return [("reason", f"Say in at least {LEAST} characters why it is refused.")]
    return []


def not_stoppable(bail: Bail, *, on: date) -> list[Problem]:
    """Why the period cannot be stopped for a charging decision on this day."""
    if bail.kind != BailKind.BAIL:
        return [(None, "A release under investigation has no period that could stand still.")]
    if bail.ends_on is not None and on > bail.ends_on:
        return [(None, f"Bail ended on {day_words(bail.ends_on)}: nothing is left that could stand still.")]
    if on < bail.starts_on:
        return [("on", f"The period begins on {day_words(bail.starts_on)}.")]
    return []


def not_resumable(bail: Bail, *, on: date, stopped_on: date) -> list[Problem]:
    """The prosecutors cannot have asked for more before the period stood still."""
    if on < stopped_on:
        return [("on", f"It has stood still only since {day_words(stopped_on)}.")]
    return []


def no_end_reason(bail: Bail, *, reason: str) -> list[Problem]:
    """Bail that ends without a charge says why."""
    return not_releasable(bail, reason=reason)


def not_expired(bail: Bail, *, today: date) -> list[Problem]:
    """Bail expires when its last day is over and no application in time holds it open (PACE 1984 s.47ZJ)."""
    if bail.kind != BailKind.BAIL or bail.ends_on is None or today <= bail.ends_on or bail.court_applied_at is not None:
        return [(None, "Its last day is not over, or the court has still to decide.")]
    return []


def breach_problems(values: Mapping[str, Any], *, chosen: int, bail: Bail, now: datetime) -> list[Problem]:
    """What a breach of bail must say; the further crime is a question that must be answered."""
    found: list[Problem] = []
    at = values["occurred_at"]
    if at > now:
        found.append(("occurred_at", "This is in the future. Enter when it happened."))
    elif at < bail.granted_at.replace(second=0, microsecond=0):
        found.append(("occurred_at", f"Bail was granted later ({in_words(bail.granted_at)}). Add it to the chronology."))
    elif bail.ended_at is not None and at > bail.ended_at:
        found.append(("occurred_at", f"Bail had ended by then ({in_words(bail.ended_at)}). Add it to the chronology."))
    if not chosen and not values.get("failed_to_attend"):
        found.append(("conditions", "Tick the conditions that were broken, or that bail was not answered."))
    if short(values.get("what_happened")):
        found.append(("what_happened", f"Say what happened, in at least {LEAST} characters."))
    if values.get("further_crime") is None:
        found.append(("further_crime", "Answer whether a further stalking or harassment crime is recorded."))
    if short(values.get("further_crime_why")):
        found.append(("further_crime_why", f"Say why, or why not, in at least {LEAST} characters."))
    return found


def gap_problems(choice: str, reason: str) -> list[Problem]:
    """The answer to the gap, with its reason."""
    found: list[Problem] = []
    if choice not in GapChoice.values:
        found.append(("choice", "Choose what is done about the gap."))
    if short(reason, LEAST_REASON):
        found.append(("reason", f"Give the reason in at least {LEAST_REASON} characters."))
    return found
