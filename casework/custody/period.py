"""The period of bail as the law counts it, and its clocks: the end (R34, R48) and the gap behind it (R35)."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from casework.clocks import lawful
from casework.clocks import services as clocks
from casework.custody.models import Authority, Bail, BailKind
from casework.custody.protection import protected
from casework.law.engine import Result
from casework.law.spans import days_from

NO_GAP = "Bail has ended, or stands still"


def asked(bail: Bail) -> tuple[str, Any, Mapping[str, Any]]:
    """(rule, trigger, inputs) by which the present end is counted: R48 once it runs again after standing still, else R34."""
    if bail.resumed_on is not None:
        since = bail.inpatient_days - bail.inpatient_when_resumed
        return "R48", bail.resumed_on, {"days_left": bail.days_left or 0, "inpatient_days": since}
    inputs: dict[str, Any] = {
        "authority": bail.authority,
        "designated": bail.designated,
        "longer": bail.longer,
        "current_end": bail.base_end if bail.authority == Authority.COURT_FURTHER else None,
        "inpatient_days": bail.inpatient_days,
        "stopped_days": bail.stopped_days,
    }
    return "R34", bail.counted_from, inputs


def count(bail: Bail) -> Result:
    """The law's answer for the bail as it stands; its `due` is the last day. GuardFailed where the law cannot answer or refuses."""
    rule_id, on, inputs = asked(bail)
    return lawful.ask(rule_id, on, inputs, lawful.law_for(bail.case.force_id))


def where(bail: Bail) -> str:
    """The bail's page."""
    return reverse("bail-detail", args=[bail.reference])


def keep_end(bail: Bail, *, actor: Any, why: str) -> None:
    """Let the clock of the end say what the bail says: started, counted anew with `why`, or gone."""
    if bail.kind != BailKind.BAIL:
        return
    if bail.state != "LIVE":
        for rule_id in ("R34", "R48"):
            clocks.cancel(rule_id, subject=bail, actor=actor, why=why)
        return
    rule_id, on, inputs = asked(bail)
    clocks.cancel("R34" if rule_id == "R48" else "R48", subject=bail, actor=actor, why=why)
    if clocks.recompute(rule_id, subject=bail, on=on, inputs=inputs, actor=actor, why=why) is None:
        clocks.start(rule_id, subject=bail, case=bail.case, on=on, inputs=inputs, title="Bail ends", path=where(bail), actor=actor)


def keep_gap(bail: Bail, *, actor: Any, why: str) -> None:
    """Let the gap's clock (R35) say what the end and the orders say; suppressed while an order protects the day after the end."""
    if bail.state != "LIVE" or bail.ends_on is None:
        clocks.cancel("R35", subject=bail, actor=actor, why=NO_GAP)
        return
    if bail.gap_decisions.filter(ends_on=bail.ends_on).exists():
        return
    live = protected(bail.case_id, bail.suspect_id, days_from(bail.ends_on, 1))
    given = {"order_live": live}
    if clocks.recompute("R35", subject=bail, on=bail.ends_on, inputs=given, actor=actor, why=why) is None:
        title = "Decide what protects the victim when bail ends"
        if bail.kind == BailKind.RUI:
            title = "Decide what protects the victim after the release under investigation"
        path = reverse("bail-gap", args=[bail.reference])
        clocks.start("R35", subject=bail, case=bail.case, on=bail.ends_on, inputs=given, title=title, path=path, actor=actor)
