"""Moves of the answer to "is it stalking?" and of an action of the risk plan."""

from casework.cases.moves import Move

PROPOSED, WITH_REGISTRAR, IN_FORCE, REFUSED, REPLACED = "PROPOSED", "WITH_REGISTRAR", "IN_FORCE", "REFUSED", "REPLACED"

DECISION_STATES = [
    (PROPOSED, "Waiting for a supervisor"),
    (WITH_REGISTRAR, "With the Force Crime Registrar"),
    (IN_FORCE, "Decided"),
    (REFUSED, "Not approved"),
    (REPLACED, "Replaced by a later decision"),
]
_FOUR = "College of Policing advice: think stalking first; record why it is not"
_REGISTRAR = "Recording as harassment between former partners, or down from stalking, goes to the Force Crime Registrar (force policy)"

DECISION_MOVES = (
    Move("stalking_decision", "", IN_FORCE, "decide", "stalking.decide"),
    Move("stalking_decision", "", PROPOSED, "propose", "stalking.decide", cites=_FOUR),
    Move("stalking_decision", PROPOSED, IN_FORCE, "approve", "classification.approve", "assessment.rules.approver_problems", _FOUR),
    Move(
        "stalking_decision",
        PROPOSED,
        WITH_REGISTRAR,
        "pass to the registrar",
        "classification.approve",
        "assessment.rules.approver_problems",
        _REGISTRAR,
    ),
    Move("stalking_decision", PROPOSED, REFUSED, "refuse", "classification.approve", "assessment.rules.approver_problems"),
    Move(
        "stalking_decision",
        WITH_REGISTRAR,
        IN_FORCE,
        "confirm",
        "classification.confirm",
        "assessment.rules.approver_problems",
        _REGISTRAR,
    ),
    Move(
        "stalking_decision", WITH_REGISTRAR, REFUSED, "refuse", "classification.confirm", "assessment.rules.approver_problems", _REGISTRAR
    ),
    Move("stalking_decision", IN_FORCE, WITH_REGISTRAR, "send to the registrar", "case.update", cites=_REGISTRAR),
    Move("stalking_decision", PROPOSED, REPLACED, "replace", "stalking.decide"),
    Move("stalking_decision", WITH_REGISTRAR, REPLACED, "replace", "stalking.decide"),
    Move("stalking_decision", IN_FORCE, REPLACED, "replace", "stalking.decide"),
)

OPEN, DONE, DROPPED = "OPEN", "DONE", "DROPPED"
ACTION_STATES = [(OPEN, "To do"), (DONE, "Done"), (DROPPED, "Not needed any more")]
ACTION_MOVES = (
    Move("plan_action", "", OPEN, "plan", "risk.assess"),
    Move("plan_action", OPEN, DONE, "complete", "plan.update", "assessment.rules.completion_problems"),
    Move("plan_action", OPEN, DROPPED, "drop", "plan.drop", "assessment.rules.drop_problems"),
)
