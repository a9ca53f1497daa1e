"""Moves of a legacy notice and of a match. There is no move that makes a new notice: the register takes in what was issued long ago."""

from casework.cases.moves import Move

REVIEW_DUE, REVIEWED, REPLACED = "REVIEW_DUE", "REVIEWED", "REPLACED"
STATES = [(REVIEW_DUE, "Review due"), (REVIEWED, "Outcome proposed"), (REPLACED, "Replaced")]
_HMIC = "HMICFRS recommendation 7869: stop PINs and equivalents"
MOVES = (
    Move("notice", "", REVIEW_DUE, "bring onto the register", "pin.record", cites=_HMIC),
    Move("notice", REVIEW_DUE, REVIEWED, "propose outcome", "pin.review", "pins.rules.outcome_problems", _HMIC),
    Move("notice", REVIEWED, REPLACED, "approve", "pin.approve", "pins.rules.approval_problems", _HMIC),
    Move("notice", REVIEWED, REVIEW_DUE, "send back", "pin.approve", "pins.rules.approval_problems"),
    Move("notice", REPLACED, REVIEW_DUE, "open again", "pin.reopen", "pins.rules.reopening_problems"),
)

PROPOSED, CONFIRMED, REJECTED = "PROPOSED", "CONFIRMED", "REJECTED"
MATCH_STATES = [(PROPOSED, "Proposed"), (CONFIRMED, "Confirmed"), (REJECTED, "Not the same person")]
_PERSON = "nobody is linked to a notice without a person who confirms it"
MATCH_MOVES = (
    Move("match", "", PROPOSED, "propose", "pin.match", cites=_PERSON),
    Move("match", PROPOSED, CONFIRMED, "confirm", "pin.match", cites=_PERSON),
    Move("match", PROPOSED, REJECTED, "reject", "pin.match"),
    Move("match", CONFIRMED, REJECTED, "take back", "pin.match", cites="a mistaken link is undone with its reason"),
)
