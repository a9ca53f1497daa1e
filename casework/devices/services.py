"""Recording the suspect's device, the victim's by agreement, and what is seized to sift."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.moves import begin, make_move
from casework.clocks import lawful
from casework.clocks import services as clocks
from casework.devices import flow, rules
from casework.devices.models import DeviceAgreement, DeviceStrategy, Sift
from casework.errors import GuardFailed
from casework.evidence.models import Exhibit
from casework.staff.models import User

NOTICE = (
    "notice_at", "notice_points", "enquiry", "sought", "sought_from", "sought_until", "alternatives", "necessity", "whole_device",
    "return_due",
)  # fmt: skip
AGREED = ("user_age", "capacity", "agreed_by", "childs_views", "without_agreement", "agreed_at", "confirmed", "copy_given")


def record_strategy(*, actor: User, exhibit: Exhibit, values: Mapping[str, Any]) -> DeviceStrategy:
    """Record the suspect's device: notice, line of enquiry, urgency, reference of the unit. The newest stands. Raises GuardFailed."""
    with change(actor, "device.record", exhibit.case) as ch:
        problems = rules.strategy_problems(values, power=exhibit.power, seized_at=exhibit.seized_at, now=ch.now)
        if problems:
            raise GuardFailed(problems)
        made = DeviceStrategy.objects.create(exhibit=exhibit, case=exhibit.case, recorded_at=ch.now, recorded_by=actor, **values)
        ch.audit("CREATE", made, after={"priority": made.priority})
        ch.event("exhibit.device", f"Exhibit {exhibit.number}: strategy for the device recorded", subject=exhibit)
    return made


def give_notice(*, actor: User, exhibit: Exhibit, values: Mapping[str, Any]) -> DeviceAgreement:
    """Record the written notice about a victim's or witness's device, and what is sought. An agreed return moves R18. GuardFailed."""
    with change(actor, "device.record", exhibit.case, lock=True) as ch:
        problems = rules.notice_problems(values, power=exhibit.power, now=ch.now)
        if DeviceAgreement.objects.filter(exhibit=exhibit).exists():
            problems.append((None, "A notice about this device is recorded already"))
        if problems:
            raise GuardFailed(problems)
        kept = {name: values[name] for name in NOTICE}
        made = DeviceAgreement.objects.create(exhibit=exhibit, case=exhibit.case, recorded_at=ch.now, recorded_by=actor, **kept)
        begin(made, "give notice", actor=actor, at=made.notice_at)
        ch.audit("CREATE", made, after={"whole_device": made.whole_device})
        ch.event("exhibit.device", f"Exhibit {exhibit.number}: notice about the device given", subject=exhibit, occurred_at=made.notice_at)
        if made.return_due is not None:
            why = "a time for its return was agreed"
            clocks.recompute("R18", subject=exhibit, inputs={"agreed": made.return_due}, actor=actor, why=why)
    return made


def agree(*, actor: User, agreement: DeviceAgreement, values: Mapping[str, Any]) -> DeviceAgreement:
    """Record who agreed, when and how; the law says whether they may (R51). Raises GuardFailed, Conflict."""
    with change(actor, "device.record", agreement.case) as ch:
        given = {name: values[name] for name in AGREED}
        asked = {
            "age": given["user_age"],
            "capacity": given["capacity"],
            "agreed_by": given["agreed_by"],
            "childs_views": bool(given["childs_views"].strip()),
            "notice": True,
            "confirmed": given["confirmed"],
            "copy_given": given["copy_given"],
            "without_agreement": bool(given["without_agreement"].strip()),
        }
        result = lawful.ask("R51", given["agreed_at"], asked, lawful.law_for(agreement.case.force_id))
        law = () if result.passes else result.reasons
        facts = {"law": law, "values": given, "now": ch.now}
        make_move(agreement, "agree", actor=actor, facts=facts, at=given["agreed_at"], **given)
        ch.audit("MOVE", agreement, fields=("state",), after={"agreed_by": agreement.agreed_by})
        ch.event("exhibit.device", f"Exhibit {agreement.exhibit.number}: agreement recorded", subject=agreement.exhibit)
    return agreement


def end_agreement(*, actor: User, agreement: DeviceAgreement, at: datetime, words: str = "") -> DeviceAgreement:
    """The user refuses, or withdraws an agreement: nothing more is taken from then on. No reason is asked of them. Raises GuardFailed."""
    with change(actor, "device.record", agreement.case) as ch:
        problems = rules.future("at", at, ch.now) + rules.code_problems("words", words)
        if at < (agreement.agreed_at or agreement.notice_at):
            problems.append(("at", "This lies before the notice or the agreement. Check the date and the time"))
        if problems:
            raise GuardFailed(problems)
        verb = "refuse" if agreement.state == flow.NOTIFIED else "withdraw"
        make_move(agreement, verb, actor=actor, at=at, ended_at=at, end_words=words.strip())
        ch.audit("MOVE", agreement, fields=("state",))
        said = agreement.get_state_display().lower()
        ch.event("exhibit.device", f"Exhibit {agreement.exhibit.number}: {said}", subject=agreement.exhibit, occurred_at=at)
    return agreement


def allow_whole(*, actor: User, agreement: DeviceAgreement, whole_reason: str) -> DeviceAgreement:
    """An inspector says why nothing less than the whole device will do. Raises GuardFailed."""
    with change(actor, "device.whole", agreement.case) as ch:
        problems = rules.whole_problems(agreement, whole_reason)
        if problems:
            raise GuardFailed(problems)
        values = {"whole_reason": whole_reason.strip(), "whole_by": actor, "whole_at": ch.now}
        DeviceAgreement.objects.filter(pk=agreement.pk).update(**values)
        agreement.refresh_from_db()
        ch.audit("UPDATE", agreement, fields=("whole_by",))
        ch.event("exhibit.device", f"Exhibit {agreement.exhibit.number}: whole device allowed", subject=agreement.exhibit)
    return agreement


def notify_sift(*, actor: User, exhibit: Exhibit, values: Mapping[str, Any]) -> Sift:
    """Record the written notice of what was seized to sift, and where it is kept apart. Meets R55. Raises GuardFailed."""
    with change(actor, "device.record", exhibit.case, lock=True) as ch:
        asked = {"notice": True, "kept_apart": bool(values["kept_apart"].strip())}
        result = lawful.ask("R55", exhibit.seized_at, asked, lawful.law_for(exhibit.case.force_id))
        law = () if result.passes else result.reasons
        problems = rules.sift_problems(values, power=exhibit.power, seized_at=exhibit.seized_at, law=law, now=ch.now)
        if Sift.objects.filter(exhibit=exhibit).exists():
            problems.append((None, "The notice is recorded already"))
        if problems:
            raise GuardFailed(problems)
        made = Sift.objects.create(exhibit=exhibit, case=exhibit.case, recorded_at=ch.now, recorded_by=actor, **values)
        begin(made, "give notice", actor=actor, at=made.notice_at)
        ch.audit("CREATE", made, after={"notice_to": made.notice_to})
        ch.event("exhibit.sift", f"Exhibit {exhibit.number}: notice of seizing to sift given", subject=exhibit, occurred_at=made.notice_at)
        clocks.satisfy("R55", subject=exhibit, at=made.notice_at, actor=actor)
        happened(Fact("sift.notified", exhibit.case_id, made, made.notice_at, actor))
    return made


def examine_sift(*, actor: User, sift: Sift, values: Mapping[str, Any]) -> Sift:
    """Record the first examination: what went back and what was privileged. Raises GuardFailed, Conflict."""
    with change(actor, "device.record", sift.case) as ch:
        make_move(sift, "examine", actor=actor, facts={"values": values, "now": ch.now}, at=values["examined_at"], **values)
        ch.audit("MOVE", sift, fields=("state",))
        ch.event("exhibit.sift", f"Exhibit {sift.exhibit.number}: first examined", subject=sift.exhibit, occurred_at=sift.examined_at)
    return sift
