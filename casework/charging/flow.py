"""The moves of a referral to the prosecutors (Director's Guidance on Charging, 6th edition: stalking is never charged by police)."""

from casework.cases.moves import Move

PREPARING, SUBMITTED, SENT, MORE_WORK = "PREPARING", "SUBMITTED", "SENT", "MORE_WORK"
TO_CHARGE, NO_CHARGE, CHARGED = "TO_CHARGE", "NO_CHARGE", "CHARGED"

STATES = [
    (PREPARING, "Pack in preparation"),
    (SUBMITTED, "Pack with a supervisor"),
    (SENT, "With the CPS"),
    (MORE_WORK, "CPS action plan"),
    (TO_CHARGE, "CPS decided: charge"),
    (NO_CHARGE, "CPS decided: no charge"),
    (CHARGED, "Charged"),
]
OPEN = (PREPARING, SUBMITTED, SENT, MORE_WORK)
_DG6 = "DG6: a case of stalking or harassment is charged by the CPS"


def _move(source: str, target: str, verb: str, action: str, guard: str = "", cites: str = _DG6) -> Move:
    return Move("cps_referral", source, target, verb, action, f"charging.rules.{guard}" if guard else "", cites)


MOVES = (
    _move("", PREPARING, "begin", "charging.prepare"),
    _move(PREPARING, SUBMITTED, "submit", "charging.prepare", "pack_problems"),
    _move(SUBMITTED, PREPARING, "send back", "charging.approve", "no_reason"),
    _move(SUBMITTED, SENT, "approve", "charging.approve", "approver_problems"),
    _move(SENT, MORE_WORK, "ask for more", "charging.decide", "plan_problems"),
    _move(MORE_WORK, SENT, "send again", "charging.prepare", "items_open"),
    _move(SENT, TO_CHARGE, "decide to charge", "charging.decide", "decision_problems"),
    _move(SENT, NO_CHARGE, "decide against", "charging.decide", "decision_problems"),
    _move(MORE_WORK, NO_CHARGE, "decide against", "charging.decide", "decision_problems"),
    _move(TO_CHARGE, CHARGED, "charge", "charging.prepare"),
)
