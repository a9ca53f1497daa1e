"""The moves of an arrest, of bail and of a request to extend it (PACE 1984 ss.37, 47ZA to 47ZM)."""

from casework.cases.moves import Move

DETAINED = "DETAINED"
NO_ACTION, INVESTIGATED, BAILED, CHARGED, REMANDED = "NO_ACTION", "INVESTIGATED", "BAILED", "CHARGED", "REMANDED"

ARREST_STATES = [
    (DETAINED, "In custody"),
    (NO_ACTION, "Released, no further action"),
    (INVESTIGATED, "Released under investigation"),
    (BAILED, "Released on bail"),
    (CHARGED, "Charged and released"),
    (REMANDED, "Charged and kept for court"),
]


def _arrest(target: str, verb: str, cites: str) -> Move:
    return Move("arrest", DETAINED, target, verb, "custody.update", "custody.rules.not_releasable", cites)


ARREST_MOVES = (
    Move("arrest", "", DETAINED, "arrest", "custody.update", cites="PACE 1984 s.24"),
    _arrest(NO_ACTION, "release without action", "PACE 1984 s.37(2), (7)"),
    _arrest(INVESTIGATED, "release under investigation", "PACE 1984 s.37(2), (7)"),
    _arrest(BAILED, "release on bail", "PACE 1984 ss.30A, 37(2), (7), 47ZZA"),
    _arrest(CHARGED, "charge", "DG6: the CPS decides"),
    _arrest(REMANDED, "charge and keep", "PACE 1984 s.38"),
)

LIVE, STOPPED = "LIVE", "STOPPED"
ENDED_CHARGED, ENDED_NO_ACTION, RELEASED, EXPIRED = "CHARGED", "NO_ACTION", "RELEASED", "EXPIRED"

BAIL_STATES = [
    (LIVE, "Running"),
    (STOPPED, "Standing still for a charging decision"),
    (ENDED_CHARGED, "Ended: charged"),
    (ENDED_NO_ACTION, "Ended: no further action"),
    (RELEASED, "Ended: released from it"),
    (EXPIRED, "Ended: its last day is over"),
]
RUNNING = (LIVE, STOPPED)


def _bail(source: str, target: str, verb: str, guard: str = "", cites: str = "") -> Move:
    return Move("bail", source, target, verb, "custody.update", f"custody.rules.{guard}" if guard else "", cites)


BAIL_MOVES = (
    _bail("", LIVE, "grant", cites="PACE 1984 s.47ZB"),
    _bail("", STOPPED, "grant for a charging decision", cites="PACE 1984 ss.37(7)(a), 47ZL"),
    _bail(LIVE, STOPPED, "stop", "not_stoppable", "PACE 1984 s.47ZL"),
    _bail(STOPPED, LIVE, "run again", "not_resumable", "PACE 1984 s.47ZL"),
    *(_bail(source, ENDED_CHARGED, "end on charge") for source in RUNNING),
    *(_bail(source, ENDED_NO_ACTION, "end without action", "no_end_reason") for source in RUNNING),
    *(_bail(source, RELEASED, "release", "no_end_reason") for source in RUNNING),
    _bail(LIVE, EXPIRED, "expire", "not_expired", "PACE 1984 ss.47ZB to 47ZG"),
)

ASKED, AUTHORISED, REFUSED = "ASKED", "AUTHORISED", "REFUSED"

EXTENSION_STATES = [
    (ASKED, "Waiting for the decision"),
    (AUTHORISED, "Authorised"),
    (REFUSED, "Refused"),
]

EXTENSION_MOVES = (
    Move("extension", "", ASKED, "ask", "custody.update", cites="PACE 1984 s.47ZC"),
    Move("extension", ASKED, AUTHORISED, "authorise", "bail.inspector", "custody.rules.not_extendable", "PACE 1984 ss.47ZD to 47ZG"),
    Move("extension", ASKED, REFUSED, "refuse", "bail.inspector", "custody.rules.no_refusal_reason", "PACE 1984 s.47ZC"),
)
