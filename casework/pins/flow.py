"""Moves of a legacy notice. There is no move that makes a new one: the register only takes in what was issued long ago."""

from casework.cases.moves import Move

REVIEW_DUE, REVIEWED, REPLACED = "REVIEW_DUE", "REVIEWED", "REPLACED"
STATES = [(REVIEW_DUE, "Review due"), (REVIEWED, "Outcome proposed"), (REPLACED, "Replaced")]
_HMIC = "HMICFRS recommendation 7869: stop PINs and equivalents"
MOVES = (
    Move("notice", "", REVIEW_DUE, "bring onto the register", "pin.record", cites=_HMIC),
    Move("notice", REVIEW_DUE, REVIEWED, "propose outcome", "pin.review", "pins.rules.outcome_problems", _HMIC),
    Move("notice", REVIEWED, REPLACED, "approve", "pin.approve", "pins.rules.approval_problems", _HMIC),
    Move("notice", REVIEWED, REVIEW_DUE, "send back", "pin.approve", "pins.rules.approval_problems"),
)
