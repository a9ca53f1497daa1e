"""What is owed to a victim: set off, answered, let fall, owed again. For the services and answers of this package only.

Everything here runs in the caller's transaction, which has checked permission.
"""

from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.cases.models import CaseParty
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.safeguarding import flow, selectors
from casework.safeguarding.models import DutyKind, Referral, VictimDuty
from casework.safeguarding.models.referral import ADVOCATES, PANELS
from casework.safeguarding.rules import BY_RIGHTS, ON_CONTACT, RULE_OF

STEP = {DutyKind.REVIEW_ACK: "acknowledge", DutyKind.REVIEW_DECIDE: "decide"}


def owe(*, party: CaseParty, kind: str, at: datetime, source: Any, actor: Any) -> VictimDuty:
    """Owe the victim something because of `source` at `at`, and start its clock. The same fact told twice is owed once."""
    duty, made = VictimDuty.objects.get_or_create(
        party=party,
        kind=kind,
        source_type=source._meta.model_name,
        source_id=source.pk,
        happened_at=at,
        defaults={"case_id": party.case_id},
    )
    if made:
        begin(duty, "owe", actor=actor, at=at)
        _start(duty, actor)
    return duty


def _start(duty: VictimDuty, actor: Any) -> None:
    kind = DutyKind(duty.kind)
    inputs: dict[str, Any] = {"enhanced": selectors.enhanced(duty.party)} if kind in BY_RIGHTS else {}
    if kind in STEP:
        inputs["step"] = STEP[kind]
    case, rule = duty.party.case, RULE_OF[kind]
    clocks.start(rule, subject=duty, case=case, on=duty.happened_at, inputs=inputs, title=kind.label, path=_page(duty, kind), actor=actor)


def _page(duty: VictimDuty, kind: DutyKind) -> str:
    reference = duty.party.case.reference
    if kind in ON_CONTACT:
        return reverse("victim-contact", args=[reference, duty.party_id])
    if kind == DutyKind.THIRD_PARTY:
        return reverse("victim-notice", args=[reference, duty.party_id, duty.source_id])
    return reverse("victim-review", args=[reference, duty.party_id, duty.source_id])


def answer(duty: VictimDuty, *, at: datetime, actor: Any) -> None:
    """It was done at `at`: in time or late, which stays on record."""
    make_move(duty, "answer", actor=actor, at=at)
    clocks.satisfy(RULE_OF[duty.kind], subject=duty, at=at, actor=actor)


def let_fall(duty: VictimDuty, *, why: str, actor: Any) -> None:
    """It is not owed any more, and why."""
    make_move(duty, "let fall", actor=actor, facts={"why": why}, reason=why, fell_away_why=why.strip())
    clocks.cancel(RULE_OF[duty.kind], subject=duty, actor=actor, why=why)


def owe_again(duty: VictimDuty, *, actor: Any, why: str) -> None:
    """What had answered it was withdrawn: the clock runs again from the same fact."""
    make_move(duty, "owe again", actor=actor, reason=why)
    _start(duty, actor)


def rights_changed(party: CaseParty, *, enhanced: bool, actor: Any) -> None:
    """The times of what is still owed follow Enhanced Rights."""
    why = "the victim has Enhanced Rights" if enhanced else "the victim has no Enhanced Rights"
    for duty in selectors.open_duties(party, BY_RIGHTS):
        clocks.recompute(RULE_OF[duty.kind], subject=duty, inputs={"enhanced": enhanced}, actor=actor, why=why)


def support_settled(referral: Referral, *, at: datetime, actor: Any) -> list[VictimDuty]:
    """A referral was sent or declined: answers what support was owed. A panel is no support service; an advocate is both."""
    if referral.service in PANELS or referral.state not in (flow.SENT, flow.DECLINED):
        return []
    kinds = [DutyKind.SUPPORT, *([DutyKind.ADVOCATE] if referral.service in ADVOCATES else [])]
    met = selectors.open_duties(referral.party, kinds)
    for duty in met:
        answer(duty, at=at, actor=actor)
    return met
