"""Moves of a request to let an exhibit go, and of a request of somebody from whom something was seized."""

from casework.cases.moves import Move

ASKED, AUTHORISED, DONE, REFUSED, WITHDRAWN = "ASKED", "AUTHORISED", "DONE", "REFUSED", "WITHDRAWN"
RELEASE_STATES = [
    (ASKED, "Asked for"),
    (AUTHORISED, "Authorised"),
    (DONE, "Carried out"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Withdrawn"),
]
RELEASE_LIVE = (ASKED, AUTHORISED)
_22 = "PACE 1984 s.22"
RELEASE_MOVES: tuple[Move, ...] = (
    Move("release", "", ASKED, "ask", "release.ask", cites=_22),
    Move("release", ASKED, AUTHORISED, "authorise", "release.authorise", "keeping.rules.authorise_problems", _22),
    Move("release", ASKED, REFUSED, "refuse", "release.authorise", "keeping.rules.refuse_problems"),
    Move("release", ASKED, WITHDRAWN, "withdraw", "release.ask", "keeping.rules.withdraw_problems"),
    Move("release", AUTHORISED, WITHDRAWN, "withdraw", "release.ask", "keeping.rules.withdraw_problems"),
    Move("release", AUTHORISED, DONE, "carry out", "release.carry", "keeping.rules.carry_problems", _22),
)

OPEN, SUPPLIED = "OPEN", "SUPPLIED"
REQUEST_STATES = [(OPEN, "Open"), (SUPPLIED, "Supplied"), (REFUSED, "Refused")]
REQUEST_MOVES: tuple[Move, ...] = (
    Move("property_request", "", OPEN, "receive", "property.request", cites="PACE 1984 s.21"),
    Move("property_request", OPEN, SUPPLIED, "supply", "property.request", "keeping.rules.supply_problems", "PACE 1984 s.21(1) to (7)"),
    Move("property_request", OPEN, REFUSED, "refuse", "property.request", "keeping.rules.decline_problems", "PACE 1984 s.21(8)"),
)
