"""When an order binds, what an order, a service and a notification must have. Pure: records and facts in, sentences out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.law.engine import Result
from casework.law.errors import LawInputError
from casework.law.when import day_of, day_words, in_words
from casework.orders import flow
from casework.orders.models import IdentityCheck, OrderKind, ServiceMethod, ServicePlace, StationBasis
from casework.people.normal import postcode
from casework.policies.selectors import DEFAULT, ForceLaw

Problem = tuple[str | None, str]


def is_live(order: Any, at: datetime, stays: Sequence[Any] = ()) -> bool:
    """Does the order bind at this instant (orders.md 6.2)? A breach or an appeal never changes that, and service is not asked.

    True from its making (or the day the court named) to 24:00 London of its last day, unless it was discharged, quashed or replaced
    before; an interim order only while its main application is undetermined. An order whose end is not known counts as live. During one
    of `stays` it does not bind.
    """
    if any(stay.from_at <= at and (stay.until_at is None or at < stay.until_at) for stay in stays):
        return False
    if at < order.made_at or (order.effective_from is not None and day_of(at) < order.effective_from):
        return False
    if order.ended_at is not None and at >= order.ended_at:
        return False
    if order.end_date is not None and day_of(at) > order.end_date:
        return False
    main = order.main_application
    if order.type == OrderKind.ISPO and main is not None:
        return main.determined_at is None or at < main.determined_at
    return True


def served_at(order: Any, at: datetime) -> bool:
    """Had the order been served by then: the day of service has begun."""
    return order.served_on is not None and order.served_on <= day_of(at)


# Guards of the moves.


def not_expired(order: Any, *, today: date, **_: Any) -> list[Problem]:
    """Guard of "expire": the last day is over."""
    if order.end_date is None or today <= order.end_date:
        return [(None, "The order has not reached its end.")]
    return []


def not_interim(order: Any, **_: Any) -> list[Problem]:
    """Guard of the ends that only an interim order meets."""
    return [] if order.type == OrderKind.ISPO else [(None, "Only an interim order ends with its main application.")]


def not_variable(order: Any, *, conditions: Sequence[Mapping[str, Any]], on: date, **_: Any) -> list[Problem]:
    """Guard of "vary": the content of s.6, and that every new condition is necessary (s.4(4)(a))."""
    found = condition_problems(conditions, made_on=order.made_on, end_date=order.end_date)
    if order.end_date is not None and on > order.end_date:
        found.append((None, f"The order had ended on {day_words(order.end_date)}. A new order needs a new main application."))
    return found + unnecessary(conditions)


def not_renewable(order: Any, *, conditions: Sequence[Mapping[str, Any]], on: date, end: date | None, **_: Any) -> list[Problem]:
    """Guard of "renew": decided before the order ends; otherwise a new main application is needed."""
    if order.end_date is None:
        return [(None, "This order has no last day, so there is nothing to renew.")]
    if on > order.end_date:
        return [
            (
                "at",
                (
                    f"The order had ended on {day_words(order.end_date)}, before the court decided: it cannot be renewed. "
                    "Start a new main application."
                ),
            )
        ]
    return condition_problems(conditions, made_on=order.made_on, end_date=end) + unnecessary(conditions)


def unnecessary(conditions: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """New conditions without the reason why they are necessary."""
    return [
        (f"necessity_{each.get('number')}", f"Condition {each.get('number')} is new: say why it is necessary (SPA 2019 s.4(4)(a)).")
        for each in conditions
        if each.get("new") and len(str(each.get("necessity") or "").strip()) < 10
    ]


def consents_missing(order: Any, *, law: ForceLaw, consents: Mapping[str, Any], **_: Any) -> list[Problem]:
    """Guard of "discharge": the consents of s.4(4)(b), within two years of the making. An interim order needs none (s.5(7)).

    `consents` are the inputs of the rule SPA-4-4b.
    """
    if order.type != OrderKind.SPO:
        return []
    result = law.compute("SPA-4-4b", on=order.made_on, inputs=consents)
    return [] if result.passes else [(None, f"{sentence} (SPA 2019 s.4(4)(b))".replace(". (", " (") + ".") for sentence in result.reasons]


def no_reason_given(duty: Any, *, reason: str, **_: Any) -> list[Problem]:
    """Guard of "no further action" on a missed notification: why."""
    return [] if len(reason.strip()) >= 20 else [("reason", "Say why, in at least 20 characters.")]


def not_acceptable(transfer: Any, *, actor_id: int, new_owner: str, note: str, accepting: bool, **_: Any) -> list[Problem]:
    """Guard of the receiving force's answer: not by whoever proposed it, an owner by name, a reason for sending it back."""
    found: list[Problem] = []
    if transfer.to_force_id is not None and actor_id == transfer.proposed_by_id:
        found.append((None, "You cannot answer this because you proposed it."))
    if accepting and not new_owner.strip():
        found.append(("new_owner", "Name the offender manager who answers for the order from now on."))
    if not accepting and len(note.strip()) < 10:
        found.append(("note", "Say what is missing, in at least 10 characters."))
    return found


# What the court made (SPA 2019 s.6).


def order_problems(
    *, kind: str, made_at: datetime, fixed_period: bool | None, end_date: date | None, conditions: Sequence[Mapping[str, Any]]
) -> list[Problem]:
    """What keeps an order from being recorded: the five contents of s.6, and the end of an interim order (s.5(6)(a))."""
    found: list[Problem] = []
    made_on = day_of(made_at)
    if fixed_period is None:
        found.append(("fixed_period", "Say whether the order is for a fixed period (SPA 2019 s.6(b))."))
    if kind == OrderKind.ISPO and (not fixed_period or end_date is None):
        found.append(("end_date", "An interim order is always for a fixed period: enter its last day (SPA 2019 s.5(6)(a))."))
    elif fixed_period and end_date is None:
        found.append(("end_date", "Enter the last day of the order (SPA 2019 s.6(b))."))
    if fixed_period is False and end_date is not None:
        found.append(("end_date", "An order until a further order has no last day. Leave it empty, or choose a fixed period."))
    if end_date is not None and end_date < made_on:
        found.append(("end_date", f"The last day cannot be before the order was made on {day_words(made_on)}."))
    found += condition_problems(conditions, made_on=made_on, end_date=end_date)
    said = {
        "date_made": True,
        "duration": fixed_period is not None and not (fixed_period and end_date is None),
        "conditions": bool(conditions),
        "locality": True,
        "periods": True,
    }
    if not found and not DEFAULT.compute("SPA-6", on=made_on, inputs=said).passes:
        found.append((None, "Something that SPA 2019 s.6 asks for is missing."))
    return found


def condition_problems(conditions: Sequence[Mapping[str, Any]], *, made_on: date, end_date: date | None) -> list[Problem]:
    """What is missing or cannot be in the conditions: s.6(c) to (e)."""
    found: list[Problem] = []
    if not conditions:
        found.append(("conditions", "Tick at least one prohibition or requirement that the court made (SPA 2019 s.6(c))."))
    for each in conditions:
        number = each.get("number")
        if not str(each.get("text") or "").strip():
            found.append((f"text_{number}", f"Write condition {number} as the order has it (SPA 2019 s.6(c))."))
        until = each.get("until")
        if until is not None and until < made_on:
            found.append((f"until_{number}", f"Condition {number} cannot end before the order was made."))
        if until is not None and end_date is not None and until > end_date:
            found.append((f"until_{number}", f"Condition {number} cannot run on after the order ends on {day_words(end_date)}."))
    return found


def queries(*, kind: str, made_on: date, fixed_period: bool, end_date: date | None, conditions: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the court may make and force legal must ask about: a term, or a condition's own term, of less than two years (s.3)."""
    if kind != OrderKind.SPO:
        return []
    found = []
    if fixed_period and end_date is not None:
        found += list(term(made_on, end_date).reasons)
    for each in conditions:
        until = each.get("until")
        if until is not None and until != end_date and until >= made_on:
            own = DEFAULT.compute("SPA-3-3", on=made_on, inputs={"end": until, "order_end": end_date})
            found += [
                f"Condition {each.get('number')} ends on {day_words(until)}, within two years of the making. Whether s.3(3) allows that is "
                "for force legal to say."
                for _ in own.reasons
            ]
    return found


def departures(asked: Sequence[Any], made: Sequence[Mapping[str, Any]]) -> list[str]:
    """In words, where what the court made departs from what was asked for: left out, worded otherwise, added, its own end."""
    by_number = {each.number: each for each in asked}
    found = []
    taken = {each.get("asked") for each in made}
    found += [f"Condition {number} was asked for and not made." for number in sorted(by_number.keys() - taken)]
    for each in made:
        draft = by_number.get(each.get("asked"))
        if draft is None:
            found.append(f"The court added: “{str(each['text']).strip()}”")
        else:
            if " ".join(draft.text.split()) != " ".join(str(each["text"]).split()):
                found.append(f"Condition {draft.number} was made in other words.")
            if (draft.until or None) != (each.get("until") or None):
                found.append(f"Condition {draft.number} has another period than was asked for.")
            if (draft.locality or "").strip() != str(each.get("locality") or "").strip():
                found.append(f"Condition {draft.number} has another locality than was asked for.")
    return found


def term(made_on: date, end: date) -> Result:
    """The law's answer on a fixed term (rule SPA-3-2)."""
    return DEFAULT.compute("SPA-3-2", on=made_on, inputs={"end": end})


# Service (MCR 1981 r.115).


def service_problems(
    order: Any,
    *,
    method: str,
    sent_at: datetime,
    succeeded: bool,
    now: datetime,
    place_kind: str,
    identity_check: str,
    shown_on: date | None,
    shown_why: str,
    why_not: str,
    place: str = "",
) -> list[Problem]:
    """What is wrong with an attempt at service as typed."""
    found: list[Problem] = []
    if postcode(place):
        found.append(("place", "Do not write an address here: say only which station, court or prison. An address is a protected fact."))
    if sent_at > now:
        found.append(("sent_at", "This is in the future. Enter when it happened."))
    elif sent_at < order.made_at:
        found.append(("sent_at", f"It cannot be served before it was made ({in_words(order.made_at)})."))
    elif order.ended_at is not None and sent_at >= order.ended_at:
        found.append(("sent_at", f"The order had ended by then ({in_words(order.ended_at)})."))
    if not succeeded and len(why_not.strip()) < 5:
        found.append(("why_not", "Say why it could not be served."))
    handed = method in (ServiceMethod.HAND, ServiceMethod.LEGAL_REPRESENTATIVE)
    if succeeded and handed and place_kind == ServicePlace.NONE:
        found.append(("place_kind", "Say where it was handed over."))
    if succeeded and method == ServiceMethod.HAND and not identity_check.strip():
        found.append(("identity_check", "Say how you knew who it was."))
    if shown_on is not None:
        if day_of(sent_at) > shown_on:
            found.append(("shown_on", "It cannot have been received before it was sent."))
        elif shown_on > day_of(now):
            found.append(("shown_on", "This is in the future. Enter the day on which it was received."))
        if len(shown_why.strip()) < 10:
            found.append(
                (
                    "shown_why",
                    "Say what shows that day, in at least 10 characters (MCR 1981 r.115(4): “unless something different is shown”).",
                )
            )
    return found


def effective_service(method: str, sent_at: datetime, law: ForceLaw) -> Result:
    """The law's day of service (rule MCR-115) by the force's bank holidays; LawInputError when it cannot be counted."""
    return law.compute("MCR-115", on=sent_at, inputs={"method": method})


def exempt(order: Any, day: date, law: ForceLaw) -> bool:
    """Whether the sex-offender register takes the duties to notify away on that day (rule SPA-9-5)."""
    return bool(law.compute("SPA-9-5", on=day, inputs={"on_register": order.on_register, "until": order.register_until}).passes)


def service_basis(method: str) -> str:
    """Which paragraph of MCR 1981 r.115 the day of service rests on."""
    if method in (ServiceMethod.HAND, ServiceMethod.LEGAL_REPRESENTATIVE):
        return "r.115(4)(a)"
    if method == ServiceMethod.ELECTRONIC:
        return "r.115(4)(b)"
    return "r.115(5) and (4)(c)" if method == ServiceMethod.PRINT_DATE else "r.115(4)(c)"


# Notification (SPA 2019 ss.9, 10).


def first_duty(
    *, sent_at: date | datetime, method: str, interim: bool, replaces_interim: bool, interim_lapsed: bool, on_register: bool, law: ForceLaw
) -> tuple[str, Result, dict[str, Any]]:
    """What service starts: (state of the duty, the law's answer, the rule's inputs)."""
    inputs: dict[str, Any] = {
        "method": method,
        "order": "interim" if interim else "full",
        "replaces_interim": replaces_interim,
        "interim_lapsed": interim_lapsed,
        "on_register": on_register,
    }
    result = law.compute("SPA-9-1", on=sent_at, inputs=inputs)
    if on_register:
        return flow.EXEMPT, result, inputs
    return (flow.NOT_APPLICABLE if result.due is None else flow.PENDING), result, inputs


COUNTING_CHANNEL = "IN_PERSON"


def notification_problems(
    order: Any,
    *,
    given_at: datetime,
    now: datetime,
    channel: str,
    station: str,
    received_by: str,
    names: str,
    address: str,
    acknowledgement: str,
    follows: bool = False,
    station_basis: str = "",
    identity: str = "NOT_ASKED",
    identity_note: str = "",
) -> list[Problem]:
    """What keeps a notification from counting under SPA 2019 s.10. `follows`: the written acknowledgement is still to be given."""
    found: list[Problem] = []
    if given_at > now:
        found.append(("given_at", "This is in the future. Enter when it was given."))
    elif given_at < order.made_at:
        found.append(("given_at", f"It cannot be given before the order was made ({in_words(order.made_at)})."))
    if channel != COUNTING_CHANNEL:
        found.append(("channel", "Only a notification in person, by word of mouth, at a police station counts (SPA 2019 s.10(1))."))
    for field, value, sentence in (
        ("station", station, "Name the police station."),
        ("received_by", received_by, "Name the officer or authorised person who received it (SPA 2019 s.10(1))."),
        ("names", names, "Write every name that was notified (SPA 2019 s.9(2))."),
        ("acknowledgement", acknowledgement, "Enter the reference of the written acknowledgement (SPA 2019 s.10(4))."),
    ):
        if not value.strip() and not (field == "acknowledgement" and follows):
            found.append((field, sentence))
    if station_basis == StationBasis.ELSEWHERE:
        found.append(
            (
                "station_basis",
                (
                    "It counts only at a station in the defendant's local police area, or, without a home address, in the area of the "
                    "court that last made an order (SPA 2019 s.10(1)-(3)). Send the defendant there."
                ),
            )
        )
    if identity == IdentityCheck.REFUSED and len(identity_note.strip()) < 10:
        found.append(
            ("identity_note", "Write what was said on refusing, in at least 10 characters: it may be an offence (SPA 2019 s.11(1)(a)).")
        )
    if not address.strip():
        found.append(
            ("address", "Write the home address, or the place where the defendant can regularly be found (SPA 2019 ss.9(2), 14(1)).")
        )
    return found


def identity_answer(day: date, identity: str, law: ForceLaw) -> Result | None:
    """The law's answer on fingerprints and a photograph (rule SPA-10-5); None when they were not asked for."""
    if identity == IdentityCheck.NOT_ASKED:
        return None
    outcome = "refused" if identity == IdentityCheck.REFUSED else "allowed"
    return law.compute("SPA-10-5", on=day, inputs={"to_verify_identity": True, "outcome": outcome})


def explain(rule_id: str, on: date | datetime, inputs: Mapping[str, Any], law: ForceLaw) -> Result | None:
    """The law's answer for a page, or None when it cannot be counted."""
    try:
        return law.compute(rule_id, on=on, inputs=inputs)
    except LawInputError:
        return None
