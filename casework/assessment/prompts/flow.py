"""Moves of a pattern prompt. It is raised with its reasons and answered by a person; it decides nothing."""

from casework.cases.moves import Move

RAISED, ACCEPTED, DECLINED, SETTLED = "RAISED", "ACCEPTED", "DECLINED", "SETTLED"
STATES = [
    (RAISED, "Waiting for an answer"),
    (ACCEPTED, "Accepted"),
    (DECLINED, "Declined, with the reason"),
    (SETTLED, "Settled: the record no longer asks it"),
]
_FOUR = "College of Policing advice: think stalking first; record why it is not"
MOVES = (
    Move("pattern_prompt", "", RAISED, "raise", "prompt.view", cites=_FOUR),
    Move("pattern_prompt", RAISED, ACCEPTED, "accept", "prompt.answer", "assessment.prompts.rules.accept_problems", _FOUR),
    Move("pattern_prompt", RAISED, DECLINED, "decline", "prompt.answer", "assessment.prompts.rules.decline_problems", _FOUR),
    Move("pattern_prompt", RAISED, SETTLED, "settle", "prompt.view"),
)
