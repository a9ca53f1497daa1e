"""The moves of an order and of a notification duty (orders.md 6.2, 6.3). A breach never changes an order's state."""

from casework.cases.moves import Move

MADE, IN_FORCE = "MADE", "IN_FORCE"
DISCHARGED, EXPIRED, QUASHED = "DISCHARGED", "EXPIRED", "QUASHED"
SUPERSEDED, ENDED_ON_DETERMINATION = "SUPERSEDED", "ENDED_ON_DETERMINATION"

STATES = [
    (MADE, "Made, not yet in force"),
    (IN_FORCE, "In force"),
    (DISCHARGED, "Discharged by the court"),
    (EXPIRED, "Expired"),
    (SUPERSEDED, "Replaced by the full order"),
    (ENDED_ON_DETERMINATION, "Ended when the application was decided"),
    (QUASHED, "Quashed on appeal"),
]
LIVE = (MADE, IN_FORCE)
ENDED = (DISCHARGED, EXPIRED, SUPERSEDED, ENDED_ON_DETERMINATION, QUASHED)


def _order(source: str, target: str, verb: str, action: str, guard: str = "", cites: str = "") -> Move:
    return Move("order", source, target, verb, action, f"orders.rules.{guard}" if guard else "", cites)


MOVES = (
    _order("", MADE, "make", "order.record", cites="SPA 2019 ss.2, 5, 6"),
    *(
        _order("", state, "take over", "orders.import", cites="from a force's own register")
        for state in (IN_FORCE, EXPIRED, SUPERSEDED, ENDED_ON_DETERMINATION)
    ),
    _order(MADE, IN_FORCE, "take effect", "order.record", cites="from its making, unless the court says otherwise"),
    _order(IN_FORCE, DISCHARGED, "discharge", "order.record", cites="SPA 2019 s.4"),
    _order(MADE, DISCHARGED, "discharge", "order.record", cites="SPA 2019 s.4"),
    _order(IN_FORCE, EXPIRED, "expire", "order.record", "not_expired", "SPA 2019 ss.3(1), 5(6)(a)"),
    _order(MADE, EXPIRED, "expire", "order.record", "not_expired", "SPA 2019 ss.3(1), 5(6)(a)"),
    _order(IN_FORCE, SUPERSEDED, "supersede", "order.record", "not_interim", "SPA 2019 s.5(6)(b)"),
    _order(MADE, SUPERSEDED, "supersede", "order.record", "not_interim", "SPA 2019 s.5(6)(b)"),
    _order(IN_FORCE, ENDED_ON_DETERMINATION, "end on determination", "order.record", "not_interim", "SPA 2019 s.5(6)(b)"),
    _order(MADE, ENDED_ON_DETERMINATION, "end on determination", "order.record", "not_interim", "SPA 2019 s.5(6)(b)"),
    _order(IN_FORCE, QUASHED, "quash", "order.record", cites="SPA 2019 s.7(4)"),
    _order(MADE, QUASHED, "quash", "order.record", cites="SPA 2019 s.7(4)"),
)

EXEMPT, PENDING, MET, MET_LATE, OVERDUE = "EXEMPT", "PENDING", "MET", "MET_LATE", "OVERDUE"
CANCELLED, NOT_APPLICABLE = "CANCELLED", "NOT_APPLICABLE"

DUTY_STATES = [
    (EXEMPT, "Exempt while on the sex-offender register"),
    (PENDING, "Running"),
    (MET, "Notified in time"),
    (MET_LATE, "Notified late"),
    (OVERDUE, "Not notified: an offence is suspected"),
    (CANCELLED, "Fell away: the order ended first"),
    (NOT_APPLICABLE, "No duty: the order replaces an interim order"),
]


def _duty(source: str, target: str, verb: str, cites: str = "") -> Move:
    return Move("notification", source, target, verb, "notification.record", "", cites)


DUTY_MOVES = (
    _duty("", EXEMPT, "exempt", "SPA 2019 s.9(5)"),
    _duty("", NOT_APPLICABLE, "no duty", "SPA 2019 s.9(1)(a)"),
    _duty("", PENDING, "run", "SPA 2019 s.9(1), (3), (4), (7)"),
    _duty(EXEMPT, PENDING, "run", "SPA 2019 s.9(6)-(7)"),
    _duty(EXEMPT, CANCELLED, "fall away"),
    _duty(PENDING, MET, "notify", "SPA 2019 s.10"),
    _duty(PENDING, MET_LATE, "notify late", "SPA 2019 ss.10, 11(4)"),
    _duty(PENDING, OVERDUE, "miss", "SPA 2019 s.11(1)(a), (3)"),
    _duty(PENDING, CANCELLED, "fall away"),
    _duty(OVERDUE, MET_LATE, "notify late", "SPA 2019 ss.10, 11(4)"),
    _duty(OVERDUE, PENDING, "run again", "the date of service was corrected"),
    _duty(OVERDUE, CANCELLED, "fall away"),
    _duty(MET, MET_LATE, "count again", "the date of service was corrected"),
    _duty(MET_LATE, MET, "count again", "the date of service was corrected"),
)
