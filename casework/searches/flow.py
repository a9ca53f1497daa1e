"""Moves of a search warrant (investigation.md 5.2). A refusal is final for its row: asking again makes a new one that names the old."""

from casework.cases.moves import Move

DRAFT, SUPERVISOR_OK, APPLIED, GRANTED, REFUSED = "DRAFT", "SUPERVISOR_OK", "APPLIED", "GRANTED", "REFUSED"
EXECUTED, EXPIRED, RETURNED_UNUSED = "EXECUTED", "EXPIRED", "RETURNED_UNUSED"
STATES = [
    (DRAFT, "Draft"),
    (SUPERVISOR_OK, "Agreed by a supervisor"),
    (APPLIED, "Applied for"),
    (GRANTED, "Granted"),
    (REFUSED, "Refused"),
    (EXECUTED, "Executed"),
    (EXPIRED, "Ran out unused"),
    (RETURNED_UNUSED, "Returned unused"),
]
_15 = "PACE 1984 s.15(2) to (4)"
_16 = "PACE 1984 s.16(3)"
_RETURN = "PACE 1984 s.16(10), (10A)"
MOVES = (
    Move("warrant", "", DRAFT, "draft", "warrant.draft", cites="PHA 1997 s.2B; PACE 1984 s.8"),
    Move("warrant", DRAFT, SUPERVISOR_OK, "agree", "warrant.agree", "searches.rules.agree_problems", "Code B 3.4"),
    Move("warrant", DRAFT, DRAFT, "send back", "warrant.agree", "searches.rules.back_problems"),
    Move("warrant", SUPERVISOR_OK, APPLIED, "apply", "warrant.draft", "searches.rules.apply_problems", _15),
    Move("warrant", APPLIED, GRANTED, "grant", "warrant.draft", "searches.rules.grant_problems", "PACE 1984 s.15(5), (6)"),
    Move("warrant", APPLIED, REFUSED, "refuse", "warrant.draft", "searches.rules.refuse_problems", _15),
    Move("warrant", GRANTED, EXECUTED, "execute", "search.record", cites=_16),
    Move("warrant", EXECUTED, EXECUTED, "execute", "search.record", cites="PACE 1984 s.16(3B)"),
    Move("warrant", GRANTED, EXPIRED, "run out", "search.record", cites=_16),
    Move("warrant", GRANTED, RETURNED_UNUSED, "return unused", "warrant.draft", "searches.rules.return_problems", _RETURN),
    Move("warrant", EXPIRED, RETURNED_UNUSED, "return unused", "warrant.draft", "searches.rules.return_problems", _RETURN),
)
