"""What a report, an incident, a crime record and an allocation must satisfy. Pure: values in, (field, sentence) out."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from casework.reports.models import Act, Exactness
from casework.reports.offences import KINDS, Offence

Problems = list[tuple[str | None, str]]
REASON = 20
CANCEL_NARRATIVE = 30


def short(text: str, least: int) -> bool:
    """True when `text`, without the space around it, is shorter than `least` characters."""
    return len((text or "").strip()) < least


def future(name: str, at: datetime | None, now: datetime) -> Problems:
    """A problem when `at` lies after `now`."""
    return [(name, "This time has not come yet. Check the date and the time")] if at and at > now else []


def person_problems(prefix: str, who: str, values: Mapping[str, Any], today: date) -> Problems:
    """A victim needs a name; a suspect may be unknown, but then described. `prefix` is that of the form's fields."""
    found: Problems = []
    named = (values.get("given_names") or "").strip() or (values.get("family_name") or "").strip()
    if values.get("unknown"):
        if short(values.get("description", ""), 5):
            found.append((f"{prefix}_description", f"Describe the {who} in a few words, such as “Unknown, online only”"))
    elif not named:
        found.append((f"{prefix}_family_name", f"Enter the {who}'s name"))
    born = values.get("date_of_birth")
    if born and born > today:
        found.append((f"{prefix}_date_of_birth", "A date of birth cannot be in the future"))
    if born and born.year < 1900:
        found.append((f"{prefix}_date_of_birth", "Check the year of birth"))
    return found


def safety_problems(values: Mapping[str, Any]) -> Problems:
    """Somebody in danger is helped before the report goes on: it says what has been done."""
    if values.get("danger_now") == "YES" and short(values.get("done_now", ""), 5):
        return [("done_now", "Say what has been done about the danger, such as “patrol on its way”")]
    return []


def contact_problems(values: Mapping[str, Any]) -> Problems:
    """A safe way that needs a number or an address has it; one through somebody says through whom, and when."""
    match values.get("contact_by"):
        case "CALL" | "TEXT" if not (values.get("victim_telephone") or "").strip():
            return [("victim_telephone", "Enter the number that is safe, or choose another way")]
        case "EMAIL" if not (values.get("victim_email") or "").strip():
            return [("victim_email", "Enter the address that is safe, or choose another way")]
        case "PERSON" | "VISIT" if short(values.get("contact_when", ""), 5):
            return [("contact_when", "Say through whom or where, and when it is safe, without an address")]
    return []


def cancel_problems(values: Mapping[str, Any]) -> Problems:
    """Why a recorded crime is to be cancelled: a code, a narrative that can be checked, and for a duplicate the other reference."""
    found: Problems = []
    if not values.get("code"):
        found.append(("code", "Choose why the crime is to be cancelled"))
    if short(values.get("narrative", ""), CANCEL_NARRATIVE):
        found.append(("narrative", f"Say in at least {CANCEL_NARRATIVE} characters what shows it and how it can be verified"))
    if values.get("code") == "DUPLICATE" and short(values.get("other_reference", ""), 3):
        found.append(("other_reference", "Enter the reference under which it is recorded already"))
    return found


def approver_problems(request: Any, *, approver_id: int, agreed: bool = True, reason: str = "") -> Problems:
    """Nobody approves what they asked for, and each step is another person. A refusal says why."""
    found: Problems = []
    if approver_id == request.proposed_by_id:
        found.append((None, "You cannot approve this because you asked for it"))
    if request.approved_by_id is not None and approver_id == request.approved_by_id:
        found.append((None, "You cannot confirm this because you approved it"))
    if not agreed and short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why it is not approved"))
    return found


def telling_problems(told_at: datetime, how: str, not_before: datetime, now: datetime) -> Problems:
    """The victim is told after the decision, never in the future, and it is said how."""
    found = future("told_at", told_at, now)
    if told_at < not_before:
        found.append(("told_at", "The victim cannot have been told before it was decided"))
    if short(how, 5):
        found.append(("how", "Say how the victim was told, such as “by the agreed safe telephone”"))
    return found


def merge_problems(*, same: bool, opposite: bool, gone_merged: bool, kept_merged: bool, reason: str) -> Problems:
    """Two records may be joined when they are two, stand as they are, and are not victim and suspect of one another."""
    found: Problems = []
    if same:
        found.append(("other", "Choose another record than this one"))
    if gone_merged or kept_merged:
        found.append(("other", "One of the two is merged into another record already. Undo that first"))
    if opposite:
        found.append(("other", "These two stand against each other as victim and suspect: they cannot be one person"))
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters how you know that they are one person"))
    return found


def incident_problems(values: Mapping[str, Any], now: datetime, *, least: int = 10) -> Problems:
    """When, what and how of one occasion (PHA 1997 s.2A(3) codes); `values` are the fields of Incident.

    `least` is how many characters the account needs: a line of a diary may say no more than "rang".
    """
    found = future("occurred_at", values["occurred_at"], now)
    until = values.get("occurred_to")
    if values["exactness"] == Exactness.BETWEEN:
        if until is None:
            found.append(("occurred_to", "Enter the later of the two times"))
        elif until <= values["occurred_at"]:
            found.append(("occurred_to", "The second time must be after the first"))
        else:
            found += future("occurred_to", until, now)
    elif until is not None:
        found.append(("occurred_to", "Leave this empty, or choose “Between two times”"))
    acts = values["acts"]
    if not acts:
        found.append(("acts", "Tick at least one. If none fits, tick the last and say what it was"))
    elif not set(acts) <= set(Act.values):
        found.append(("acts", "Choose from the acts listed"))
    if Act.X in acts and short(values.get("other_act", ""), 10):
        found.append(("other_act", "Say what it was and why it belongs to stalking"))
    if short(values.get("summary", ""), least):
        found.append(("summary", f"Say what happened, in at least {least} characters"))
    if values.get("by_proxy") and short(values.get("proxy_note", ""), 3):
        found.append(("proxy_note", "Say through whom"))
    return found


def crime_problems(
    offence: str, crime_reference: str, no_crime_reason: str, recorded_at: datetime, reported_at: datetime, now: datetime
) -> Problems:
    """A crime with its reference, or a reason why none is recorded; never both."""
    found = future("recorded_at", recorded_at, now)
    if recorded_at < reported_at:
        found.append(("recorded_at", "The crime cannot have been recorded before the report came in"))
    if offence and no_crime_reason.strip():
        found.append(("no_crime_reason", "Choose an offence or say why no crime is recorded, not both"))
    elif offence and offence not in Offence.values:
        found.append(("offence", "Choose one of the offences listed"))
    elif offence and short(crime_reference, 3):
        found.append(("crime_reference", "Enter the crime's reference, such as 48N/10231/26"))
    elif not offence and short(no_crime_reason, REASON):
        found.append(("no_crime_reason", f"Choose an offence, or say in at least {REASON} characters why no crime is recorded"))
    return found


def allocation_problems(
    *, state: str, officer_is_officer: bool, officer_conflicted: bool, trained: bool, untrained_agreed: bool, reason: str
) -> Problems:
    """Allocation follows recording, goes to a serving officer of the force without a conflict, and says why.

    Someone without stalking training may be given a case (an emergency does not wait), but only knowingly.
    """
    found: Problems = []
    if state == "REPORTED":
        found.append((None, "Record the crime, or why there is none, before the case is allocated"))
    if not officer_is_officer:
        found.append(("officer", "Choose an officer who serves in this force now"))
    if officer_conflicted:
        found.append(("officer", "This officer cannot take the case. Choose another"))
    if officer_is_officer and not trained and not untrained_agreed:
        found.append(("untrained_agreed", "This officer has no stalking training on record. Tick to allocate all the same"))
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why this officer"))
    return found


def six_months_in_play(offences: Collection[str], decision: str = "") -> bool:
    """Does the six-month limit of MCA 1980 s.127(1) matter? While nothing is decided it is taken to.

    `offences` are those recorded (principal and included), `decision` the answer in force to "is it stalking?" (a code of
    `assessment.Classification`). s.4A is indictable and has no limit (s.127(2)).
    """
    if decision in ("STALKING_2A", "HARASSMENT"):
        return True
    if decision == "STALKING_4A":
        return False
    if KINDS.six_months & set(offences):
        return True
    return not offences
