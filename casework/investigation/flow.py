"""The moves of an action, of a request to close and of a transfer. The case's own moves are in `casework/cases/flow.py`."""

from casework.cases.moves import Move

OPEN, DONE, DROPPED = "OPEN", "DONE", "DROPPED"
ACTION_STATES = [(OPEN, "To do"), (DONE, "Done"), (DROPPED, "Not needed any more")]
ACTION_MOVES = (
    Move("action", "", OPEN, "raise", "action.add"),
    Move("action", OPEN, DONE, "complete", "action.do", "investigation.rules.result_problems"),
    Move("action", OPEN, DROPPED, "drop", "action.close", "investigation.rules.result_problems"),
)

ASKED, APPROVED, SENT_BACK, WITHDRAWN = "ASKED", "APPROVED", "SENT_BACK", "WITHDRAWN"
CLOSING_STATES = [
    (ASKED, "Waiting for a supervisor"),
    (APPROVED, "Approved"),
    (SENT_BACK, "Sent back"),
    (WITHDRAWN, "Withdrawn"),
]
_R40 = "Force policy R40: closure gates"
CLOSING_MOVES = (
    Move("closing", "", ASKED, "ask to close", "case.close.ask", cites=_R40),
    Move("closing", ASKED, APPROVED, "approve", "case.close", "investigation.rules.closing_problems", _R40),
    Move("closing", ASKED, SENT_BACK, "send back", "case.close", "investigation.rules.send_back_problems"),
    Move("closing", ASKED, WITHDRAWN, "withdraw", "case.close.ask"),
)

PROPOSED, OFFERED, ACCEPTED, REFUSED = "PROPOSED", "OFFERED", "ACCEPTED", "REFUSED"
TRANSFER_STATES = [
    (PROPOSED, "Waiting for the officer's supervisor"),
    (OFFERED, "Waiting for the receiving unit"),
    (ACCEPTED, "Taken over"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Withdrawn"),
]
TRANSFER_LIVE = (PROPOSED, OFFERED)
TRANSFER_MOVES = (
    Move("transfer", "", PROPOSED, "propose", "case.transfer"),
    Move("transfer", "", OFFERED, "offer", "case.allocate"),
    Move("transfer", PROPOSED, OFFERED, "send on", "case.allocate"),
    Move("transfer", PROPOSED, REFUSED, "refuse", "case.allocate", "investigation.rules.refusal_problems"),
    Move("transfer", OFFERED, ACCEPTED, "take over", "transfer.receive"),
    Move("transfer", OFFERED, REFUSED, "refuse", "transfer.receive", "investigation.rules.refusal_problems"),
    Move("transfer", PROPOSED, WITHDRAWN, "withdraw", "case.transfer"),
    Move("transfer", OFFERED, WITHDRAWN, "withdraw", "case.transfer"),
)
