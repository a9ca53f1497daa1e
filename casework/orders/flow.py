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
    # A variation, a renewal and an amendment on appeal make a new version; the order stays what it is.
    *(
        move
        for state in (IN_FORCE, MADE)
        for move in (
            _order(state, state, "vary", "order.record", "not_variable", "SPA 2019 ss.4(3), 4(4)(a), 5(7)"),
            _order(state, state, "renew", "order.record", "not_renewable", "SPA 2019 ss.4, 5(7): before it ends"),
            _order(state, state, "amend on appeal", "order.record", cites="SPA 2019 s.7(4)"),
            _order(state, DISCHARGED, "discharge", "order.record", "consents_missing", "SPA 2019 ss.4(4)(b), 5(7)"),
        )
    ),
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
CHARGED, NFA = "CHARGED", "NFA"
MISSED = (OVERDUE, MET_LATE, CHARGED, NFA)

DUTY_STATES = [
    (EXEMPT, "Exempt while on the sex-offender register"),
    (PENDING, "Running"),
    (MET, "Notified in time"),
    (MET_LATE, "Notified late"),
    (OVERDUE, "Not notified: an offence is suspected"),
    (CANCELLED, "Fell away: the order ended first"),
    (NOT_APPLICABLE, "No duty: the order replaces an interim order"),
    (CHARGED, "Not notified in time: charged"),
    (NFA, "Not notified in time: no further action"),
]


def _duty(source: str, target: str, verb: str, cites: str = "", guard: str = "") -> Move:
    return Move("notification", source, target, verb, "notification.record", f"orders.rules.{guard}" if guard else "", cites)


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
    *(
        move
        for state in (OVERDUE, MET_LATE)
        for move in (
            _duty(state, CHARGED, "charge", "SPA 2019 s.11(5): one prosecution for each failure"),
            _duty(state, NFA, "no further action", "SPA 2019 s.11(1)(a): a reasonable excuse, or service in doubt", "no_reason_given"),
        )
    ),
    _duty(NFA, CHARGED, "charge", "SPA 2019 s.11(5): looked at again, one prosecution for each failure"),
)

# An application to vary, renew or discharge (SPA 2019 ss.4, 5(7)): the states are those of every application (orders.md 6.1).
DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED = "DRAFT", "LEGAL_REVIEW", "AUTHORISATION", "AUTHORISED"
DECLINED, LODGED, LISTED, ADJOURNED = "DECLINED", "LODGED", "LISTED", "ADJOURNED"
GRANTED, REFUSED, WITHDRAWN = "GRANTED", "REFUSED", "WITHDRAWN"

CHANGE_STATES = [
    (DRAFT, "Draft"),
    (LEGAL_REVIEW, "With force legal"),
    (AUTHORISATION, "With the superintendent"),
    (AUTHORISED, "Authorised"),
    (DECLINED, "Authority declined"),
    (LODGED, "Before the court, no hearing yet"),
    (LISTED, "Hearing listed"),
    (ADJOURNED, "Adjourned"),
    (GRANTED, "Granted"),
    (REFUSED, "Refused by the court"),
    (WITHDRAWN, "Withdrawn"),
]
CHANGE_OPEN = (DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED, LODGED, LISTED, ADJOURNED)
AT_COURT = (LODGED, LISTED, ADJOURNED)
BEFORE_IT_IS_LODGED = (DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED, DECLINED)


def _change(source: str, target: str, verb: str, action: str, guard: str = "", cites: str = "") -> Move:
    return Move("order_change", source, target, verb, action, f"orders.change_rules.{guard}" if guard else "", cites)


CHANGE_MOVES = (
    _change("", DRAFT, "draft", "application.draft", cites="SPA 2019 ss.4(1), 5(7)"),
    _change("", LODGED, "receive", "application.lodge", cites="by the defendant or another relevant chief officer: s.4(1)"),
    _change(DRAFT, LEGAL_REVIEW, "submit", "application.draft", "not_ready", "SPA 2019 s.4(4)(a)"),
    _change(LEGAL_REVIEW, DRAFT, "return", "application.review", "not_reviewable", "legal review; reasons mandatory"),
    _change(LEGAL_REVIEW, AUTHORISATION, "approve", "application.review", "not_approvable", "SPA 2019 s.2(6)-(7)"),
    _change(AUTHORISATION, AUTHORISED, "authorise", "application.authorise", "not_authorisable", "for the chief officer"),
    _change(AUTHORISATION, DECLINED, "decline", "application.authorise", "not_authorisable", "for the chief officer"),
    _change(AUTHORISED, LODGED, "lodge", "application.lodge", "not_lodgeable", "MCR 1981 r.3D"),
    *(_change(state, LISTED, "list", "application.lodge", "not_listable", "hearing date, court") for state in (LODGED, ADJOURNED)),
    _change(LISTED, ADJOURNED, "adjourn", "application.lodge"),
    _change(LISTED, GRANTED, "grant", "application.lodge", cites="SPA 2019 ss.4(3), 5(7)"),
    _change(LISTED, REFUSED, "refuse", "application.lodge", "no_court_reason", "SPA 2019 s.4"),
    _change(DRAFT, WITHDRAWN, "withdraw", "application.draft", "no_court_reason"),
    *(
        _change(state, WITHDRAWN, "withdraw", "application.lodge", "no_court_reason")
        for state in (LEGAL_REVIEW, AUTHORISATION, AUTHORISED, *AT_COURT)
    ),
)

# An appeal to the Crown Court (SPA 2019 s.7; orders.md 6.5). The order is unaffected meanwhile unless a stay is recorded.
NOTICE_LODGED, ALLOWED, DISMISSED, ABANDONED = "NOTICE_LODGED", "ALLOWED", "DISMISSED", "ABANDONED"
APPEAL_STATES = [
    (NOTICE_LODGED, "Notice lodged"),
    (LISTED, "Hearing listed"),
    (ALLOWED, "Allowed"),
    (DISMISSED, "Dismissed"),
    (ABANDONED, "Abandoned"),
]
APPEAL_OPEN = (NOTICE_LODGED, LISTED)


def _appeal(source: str, target: str, verb: str, guard: str = "", cites: str = "") -> Move:
    return Move("appeal", source, target, verb, "order.record", f"orders.appeal_rules.{guard}" if guard else "", cites)


APPEAL_MOVES = (
    _appeal("", NOTICE_LODGED, "lodge notice", cites="SPA 2019 s.7(1)-(3); CCR 1982 r.7 for the period: ask force legal"),
    _appeal(NOTICE_LODGED, LISTED, "list", "not_listable", "CCR 1982 r.5A: a case progression officer is named"),
    _appeal(LISTED, ALLOWED, "allow", "no_effect", "SPA 2019 s.7(4)"),
    _appeal(LISTED, DISMISSED, "dismiss", "no_reason"),
    *(_appeal(state, ABANDONED, "abandon", "no_reason") for state in APPEAL_OPEN),
)

# The order moves with the defendant to another force's area (SPA 2019 s.14(1); the handover itself is force policy).
PROPOSED, ACCEPTED, TURNED_DOWN, TAKEN_BACK = "PROPOSED", "ACCEPTED", "TURNED_DOWN", "TAKEN_BACK"
TRANSFER_STATES = [
    (PROPOSED, "Waiting for the receiving force"),
    (ACCEPTED, "Accepted by the receiving force"),
    (TURNED_DOWN, "Sent back by the receiving force"),
    (TAKEN_BACK, "Taken back"),
]


def _transfer(source: str, target: str, verb: str, action: str, guard: str = "") -> Move:
    return Move("order_transfer", source, target, verb, action, f"orders.rules.{guard}" if guard else "", "force policy; SPA 2019 s.14(1)")


TRANSFER_MOVES = (
    _transfer("", PROPOSED, "propose", "order.transfer"),
    _transfer(PROPOSED, ACCEPTED, "accept", "order.accept", "not_acceptable"),
    _transfer(PROPOSED, TURNED_DOWN, "send back", "order.accept", "not_acceptable"),
    _transfer(PROPOSED, TAKEN_BACK, "take back", "order.transfer"),
)
