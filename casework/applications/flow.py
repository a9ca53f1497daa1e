"""The moves of an application (orders.md 6.1). Author, legal reviewer and authoriser are three people."""

from casework.cases.moves import Move

DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED, DECLINED = "DRAFT", "LEGAL_REVIEW", "AUTHORISATION", "AUTHORISED", "DECLINED"
LODGED, LISTED, SUMMONS_SERVED, ADJOURNED = "LODGED", "LISTED", "SUMMONS_SERVED", "ADJOURNED"
GRANTED, REFUSED, WITHDRAWN = "GRANTED", "REFUSED", "WITHDRAWN"

STATES = [
    (DRAFT, "Draft"),
    (LEGAL_REVIEW, "With force legal"),
    (AUTHORISATION, "With the superintendent"),
    (AUTHORISED, "Authorised"),
    (DECLINED, "Authority declined"),
    (LODGED, "Lodged with the court"),
    (LISTED, "Hearing listed"),
    (SUMMONS_SERVED, "Summons served"),
    (ADJOURNED, "Adjourned"),
    (GRANTED, "Granted"),
    (REFUSED, "Refused by the court"),
    (WITHDRAWN, "Withdrawn"),
]

EDITABLE = (DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED)
"""Until it is lodged it may be edited; an edit after it was submitted takes it back to draft."""

BEFORE_COURT = (LODGED, LISTED, SUMMONS_SERVED, ADJOURNED)
ENDED = (DECLINED, GRANTED, REFUSED, WITHDRAWN)
UNDETERMINED = (DRAFT, LEGAL_REVIEW, AUTHORISATION, AUTHORISED, *BEFORE_COURT)


def _move(source: str, target: str, verb: str, action: str, guard: str = "", cites: str = "") -> Move:
    return Move("application", source, target, verb, action, f"applications.rules.{guard}" if guard else "", cites)


MOVES = (
    _move("", DRAFT, "start", "application.draft", cites="SPA 2019 s.1(3)"),
    *(
        _move("", state, "take over", "orders.import", cites="from a force's own register")
        for state in (LODGED, GRANTED, REFUSED, WITHDRAWN)
    ),
    _move(DRAFT, LEGAL_REVIEW, "submit", "application.draft", "not_ready", "SPA 2019 ss.1(1), 1(3), 2(2)"),
    _move(LEGAL_REVIEW, DRAFT, "return", "application.review", "not_reviewable", "legal review; reasons mandatory"),
    _move(LEGAL_REVIEW, AUTHORISATION, "approve", "application.review", "not_approvable", "SPA 2019 ss.2(3), 2(7), 14(1)"),
    _move(LEGAL_REVIEW, WITHDRAWN, "refuse in review", "application.review", "not_reviewable", "legal review; reasons mandatory"),
    _move(LEGAL_REVIEW, DRAFT, "edit", "application.draft", cites="an edit takes it back to draft"),
    _move(AUTHORISATION, DRAFT, "edit", "application.draft", cites="an edit after approval makes the approval void"),
    _move(AUTHORISED, DRAFT, "edit", "application.draft", cites="an edit after authority makes the authority void"),
    _move(
        AUTHORISATION, AUTHORISED, "authorise", "application.authorise", "not_authorisable", "SPA 2019 s.1(1): appears to the chief officer"
    ),
    _move(AUTHORISATION, DECLINED, "decline", "application.authorise", "not_authorisable", "SPA 2019 s.1(1)"),
    _move(AUTHORISED, LODGED, "lodge", "application.lodge", "not_lodgeable", "SPA 2019 ss.5(1)-(2), 13(1); MCR 1981 r.3D"),
    _move(LODGED, LISTED, "list", "application.lodge", "not_listable", "hearing date, court"),
    _move(ADJOURNED, LISTED, "list", "application.lodge", "not_listable", "hearing date, court"),
    _move(LISTED, SUMMONS_SERVED, "serve summons", "summons.serve", "summons_not_served", "MCR 1981 rr.67, 99(4), 99(7)"),
    _move(LISTED, ADJOURNED, "adjourn", "application.lodge", cites="hearing put off; the interim order's end is checked again"),
    _move(SUMMONS_SERVED, ADJOURNED, "adjourn", "application.lodge", cites="hearing put off; the interim order's end is checked again"),
    _move(LISTED, GRANTED, "grant", "application.lodge", cites="SPA 2019 ss.2(1), 6"),
    _move(SUMMONS_SERVED, GRANTED, "grant", "application.lodge", cites="SPA 2019 ss.2(1), 6"),
    _move(LISTED, REFUSED, "refuse", "application.lodge", cites="SPA 2019 s.2(1)"),
    _move(SUMMONS_SERVED, REFUSED, "refuse", "application.lodge", cites="SPA 2019 s.2(1)"),
    _move(DRAFT, WITHDRAWN, "withdraw", "application.draft"),
    *(_move(state, WITHDRAWN, "withdraw", "application.lodge") for state in UNDETERMINED if state != DRAFT),
)
