"""The defendant moved to another force's area: who else is relevant, and handing over the management of the order (rule OP-XFER)."""

from datetime import date, datetime
from typing import Any

from casework.access.models import RoleTask
from casework.access.role_tasks import close_tasks
from casework.access.scope import forget
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.law.when import day_of, day_words
from casework.orders import flow
from casework.orders.models import Order, OrderTransfer, RelevantBasis, RelevantOfficer
from casework.orders.services import reviewing
from casework.staff.models import Force, Role

LEAST_PACK = 20


def name_relevant(
    *, actor: Any, order: Order, name: str, basis: str, since: date, in_england_or_wales: bool = True, action: str = "order.transfer"
) -> RelevantOfficer:
    """Record why another chief officer is a relevant one (SPA 2019 s.14(1)): the defendant lives there, is there, or is coming.

    One who already is stays with the newer reason; whoever applied for the order is always relevant and not recorded here.
    """
    with change(actor, action, order.case, lock=True) as ch:
        problems: list[tuple[str | None, str]] = []
        if not name.strip():
            problems.append(("name", "Name the force of that chief officer."))
        elif name.strip() == order.case.force.name:
            problems.append(("name", "The chief officer who applied for the order is a relevant one already."))
        if basis not in RelevantBasis.values:
            problems.append(("basis", "Say why (SPA 2019 s.14(1))."))
        if since > day_of(ch.now):
            problems.append(("since", "This is in the future. Enter since when it is so."))
        elif since < order.made_on:
            since = order.made_on
        if problems:
            raise GuardFailed(problems)
        order.relevant_officers.filter(name=name.strip(), until=None).update(until=since)
        if basis == RelevantBasis.RESIDES:
            # One lives in one place: whoever was relevant for that is so no more.
            order.relevant_officers.filter(basis=RelevantBasis.RESIDES, until=None).update(until=since)
        made = RelevantOfficer.objects.create(
            order=order,
            case=order.case,
            name=name.strip(),
            basis=basis,
            since=since,
            in_england_or_wales=in_england_or_wales,
            recorded_by=actor,
        )
        ch.event("order.relevant_officer", f"{order.reference}: {made.name} is a relevant chief officer.", subject=order)
        ch.audit("CREATE", made, after={"basis": basis, "since": since})
    return made


def propose_transfer(
    *, actor: Any, order: Order, moved_on: date, pack: str, to_force: Force | None = None, to_name: str = "", at: datetime | None = None
) -> OrderTransfer:
    """The defendant moved: propose that the other force manages the order, with the handover pack (5 working days: force policy).

    A force of this installation gets work in its own queue, through which it reads the case and answers.
    """
    name = to_force.name if to_force is not None else to_name.strip()
    with change(actor, "order.transfer", order.case, lock=True) as ch:
        order.refresh_from_db()
        when = past(at, not_before=order.made_at, before="the order was made")
        problems: list[tuple[str | None, str]] = []
        if order.state not in flow.LIVE:
            problems.append((None, f"This cannot be done now: it is {order.get_state_display().lower()}."))
        if not name:
            problems.append(("to_name", "Name the force into whose area the defendant moved."))
        elif to_force is not None and to_force.pk == order.case.force_id:
            problems.append(("to_force", "That is the force that manages it already."))
        if moved_on > day_of(ch.now):
            problems.append(("moved_on", "This is in the future. Enter the day of the move when it has happened."))
        elif moved_on < order.made_on:
            problems.append(("moved_on", f"The order was made on {day_words(order.made_on)}, after that."))
        if len(pack.strip()) < LEAST_PACK:
            problems.append(
                ("pack", f"Say what the pack holds (order, risk, notifications, contacts), in at least {LEAST_PACK} characters.")
            )
        if order.transfers.filter(state=flow.PROPOSED).exists():
            problems.append((None, "A handover is waiting for its answer already."))
        if problems:
            raise GuardFailed(problems)
        transfer = OrderTransfer.objects.create(
            order=order,
            case=order.case,
            state=flow.PROPOSED,
            to_force=to_force,
            to_name=name,
            moved_on=moved_on,
            pack=pack.strip(),
            proposed_by=actor,
            proposed_at=when,
        )
        begin(transfer, "propose", actor=actor, at=when)
        name_relevant(actor=actor, order=order, name=name, basis=RelevantBasis.RESIDES, since=moved_on)
        clocks.start(
            "OP-XFER",
            subject=order,
            case=order.case,
            on=moved_on,
            title=f"Hand {order.reference} over to {name}",
            actor=actor,
            path=f"/orders/{order.reference}/",
        )
        if to_force is not None:
            RoleTask.objects.create(
                case=order.case,
                role=Role.OFFENDER_MANAGER,
                force=to_force,
                what=f"Take over {order.reference}",
                subject_type=transfer._meta.model_name or "",
                subject_id=transfer.pk,
            )
            forget()
        ch.event("order.transfer", f"{order.reference}: handover to {name} proposed.", subject=order, occurred_at=when)
        ch.audit("CREATE", transfer, after={"to": name, "moved_on": moved_on})
        reviewing.hasten(order, when, actor, "the defendant moved")
        happened(Fact("address.moved_force", order.case_id, order, when, actor))
    return transfer


def answer_transfer(
    *,
    actor: Any,
    transfer: OrderTransfer,
    accept: bool,
    new_owner: str = "",
    note: str = "",
    manager: Any = None,
    at: datetime | None = None,
) -> OrderTransfer:
    """The receiving force accepts, naming who answers for the order from now on, or sends it back with what is missing.

    A force of this installation answers for itself; for one elsewhere the proposing force records what it was told.
    """
    order = transfer.order
    with change(actor, "order.accept", transfer.case, lock=True) as ch:
        when = past(at, not_before=transfer.proposed_at, before="it was proposed")
        if transfer.to_force_id is not None and actor.force_id != transfer.to_force_id:
            raise GuardFailed(f"{transfer.to_name} answers this.")
        owner = manager.display_name if manager is not None else new_owner.strip()
        facts = {"actor_id": actor.pk, "new_owner": owner, "note": note, "accepting": accept}
        values = {"answered_by": actor, "answered_at": when, "new_owner": owner if accept else "", "answer_note": note.strip()}
        make_move(transfer, "accept" if accept else "send back", actor=actor, facts=facts, reason=note.strip(), at=when, **values)
        close_tasks(transfer)
        if accept:
            Order.objects.filter(pk=order.pk).update(manager=manager)
            clocks.satisfy("OP-XFER", subject=order, at=when, actor=actor)
            if transfer.to_force_id is not None:
                RoleTask.objects.create(
                    case=order.case,
                    role=Role.OFFENDER_MANAGER,
                    force_id=transfer.to_force_id,
                    what=f"Manage {order.reference}",
                    subject_type=order._meta.model_name or "",
                    subject_id=order.pk,
                )
                forget()
        words = f"accepted by {transfer.to_name}" if accept else f"sent back by {transfer.to_name}"
        ch.event("order.transfer", f"{order.reference}: handover {words}.", subject=order, occurred_at=when)
        ch.audit("MOVE", transfer, after={"state": transfer.state})
        if accept:
            happened(Fact("order.handed_over", order.case_id, order, when, actor))
    return transfer


def take_back_transfer(*, actor: Any, transfer: OrderTransfer, note: str) -> OrderTransfer:
    """The proposal was a mistake, or the defendant came back: take it back before it is answered."""
    with change(actor, "order.transfer", transfer.case, lock=True) as ch:
        if len(note.strip()) < 10:
            raise GuardFailed("Say why, in at least 10 characters.", "note")
        make_move(transfer, "take back", actor=actor, reason=note.strip(), answer_note=note.strip())
        close_tasks(transfer)
        clocks.cancel("OP-XFER", subject=transfer.order, actor=actor, why=f"The handover was taken back: {note.strip()}")
        ch.event("order.transfer", f"{transfer.order.reference}: handover taken back.", subject=transfer.order)
        ch.audit("MOVE", transfer, after={"state": transfer.state})
    return transfer
