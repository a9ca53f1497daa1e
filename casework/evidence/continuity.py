"""What hangs on an entry of the ledger: the receiver's own word, discrepancies, and the wait for the digital unit."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.evidence import flow, ledger, rules
from casework.evidence.models import About, Discrepancy, LedgerEvent, Receipt
from casework.staff.models import User


def follow(ch: Change, event: LedgerEvent, *, actor: User, about: str) -> None:
    """What an entry that was just written sets off: a receipt to confirm, a discrepancy to resolve, the wait for the digital unit (R17)."""
    exhibit = event.exhibit
    moves = flow.BY_CODE[event.kind].to != flow.SAME
    if moves and event.to_user_id is not None and event.to_user_id != actor.pk:
        receipt = Receipt.objects.create(event=event, exhibit=exhibit, case_id=event.case_id, person_id=event.to_user_id)
        begin(receipt, "ask", actor=actor, at=event.at)
    if event.kind == "DISCREPANCY":
        open_discrepancy(ch, event, actor=actor, about=about)
    if event.kind == "SENT_DFU":
        clocks.start(
            "R17",
            subject=exhibit,
            case=exhibit.case,
            on=event.at,
            title=f"Get exhibit {exhibit.number} received by the digital unit",
            path=reverse("exhibit-detail", args=[exhibit.pk]),
            actor=actor,
        )
    elif event.kind == "RECEIVED_DFU":
        clocks.satisfy("R17", subject=exhibit, at=event.at, actor=actor)
    elif moves:
        clocks.cancel("R17", subject=exhibit, actor=actor, why="It went elsewhere before the digital unit received it")


def open_discrepancy(ch: Change, event: LedgerEvent, *, actor: User, about: str) -> Discrepancy:
    """Open the discrepancy of an entry, inside the caller's transaction."""
    made = Discrepancy.objects.create(
        event=event, exhibit=event.exhibit, case_id=event.case_id, about=about, opened_by=actor, opened_at=ch.now
    )
    begin(made, "open", actor=actor, at=event.at)
    ch.audit("CREATE", made, after={"about": about})
    return made


def confirm_receipt(*, actor: User, receipt: Receipt, seal_read: str = "", at: datetime | None = None) -> Receipt:
    """The receiver confirms that they took the item over, with the seal they read on it. Raises GuardFailed, Conflict."""
    with change(actor, "exhibit.receive", receipt.case) as ch:
        read = rules.normal_seal(seal_read)
        facts = {"actor_id": actor.pk, "seal_read": read}
        make_move(receipt, "confirm", actor=actor, facts=facts, at=at, seal_read=read, answered_at=at or ch.now)
        ch.audit("MOVE", receipt, fields=("state",))
        ch.event("exhibit.received", f"Exhibit {receipt.exhibit.number}: taking over confirmed", subject=receipt.exhibit)
    return receipt


def dispute_receipt(*, actor: User, receipt: Receipt, words: str) -> Discrepancy:
    """The receiver says that it was not so: an entry of the ledger and an open discrepancy say it. Raises GuardFailed, Conflict."""
    with change(actor, "exhibit.receive", receipt.case) as ch:
        said = words.strip()
        make_move(receipt, "dispute", actor=actor, facts={"actor_id": actor.pk, "words": said}, answered_at=ch.now)
        event = ledger.write(
            ch, receipt.exhibit, rules.Entry("DISCREPANCY", ledger.this_minute(receipt.exhibit, ch.now), purpose=said[:300]), actor=actor
        )
        ch.audit("MOVE", receipt, fields=("state",))
        ch.event("exhibit.discrepancy", f"Exhibit {receipt.exhibit.number}: taking over disputed", subject=receipt.exhibit)
        made = open_discrepancy(ch, event, actor=actor, about=About.HANDOVER)
        happened(Fact("exhibit.handled", receipt.case_id, event, event.at, actor, {"kind": event.kind}))
    return made


def resolve(*, actor: User, discrepancy: Discrepancy, outcome: str, found_out: str, evidence: str) -> Discrepancy:
    """Settle a discrepancy that somebody else opened: what was found out and what that rests on. Raises GuardFailed, Conflict."""
    with change(actor, "discrepancy.resolve", discrepancy.case) as ch:
        values: dict[str, Any] = {"outcome": outcome, "found_out": found_out.strip(), "evidence": evidence.strip()}
        make_move(
            discrepancy,
            "resolve",
            actor=actor,
            facts={"actor_id": actor.pk, "outcomes": Discrepancy.Outcome.values, **values},
            resolved_by=actor,
            resolved_at=ch.now,
            **values,
        )
        ch.audit("MOVE", discrepancy, fields=("state",), after={"outcome": outcome})
        words = f"Exhibit {discrepancy.exhibit.number}: discrepancy resolved: {discrepancy.get_outcome_display().lower()}"
        ch.event("exhibit.resolved", words, subject=discrepancy.exhibit)
    return discrepancy
