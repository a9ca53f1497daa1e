"""Moves of an agreement about a victim's or witness's device, and of what was seized to sift."""

from casework.cases.moves import Move

NOTIFIED, AGREED, REFUSED, WITHDRAWN, EXAMINED = "NOTIFIED", "AGREED", "REFUSED", "WITHDRAWN", "EXAMINED"
AGREEMENT_STATES = [
    (NOTIFIED, "Notice given"),
    (AGREED, "Agreed"),
    (REFUSED, "Refused"),
    (WITHDRAWN, "Agreement withdrawn"),
]
AGREEMENT_MOVES: tuple[Move, ...] = (
    Move("device_agreement", "", NOTIFIED, "give notice", "device.record", cites="PCSCA 2022 ss.37(6) to (10), 39"),
    Move("device_agreement", NOTIFIED, AGREED, "agree", "device.record", "devices.rules.agree_problems", "PCSCA 2022 ss.38 to 40"),
    Move("device_agreement", NOTIFIED, REFUSED, "refuse", "device.record", cites="PCSCA 2022 s.39"),
    Move("device_agreement", AGREED, WITHDRAWN, "withdraw", "device.record", cites="Extraction Code 2022"),
)
SIFT_STATES = [(NOTIFIED, "Notice given, kept apart"), (EXAMINED, "Examined")]
SIFT_MOVES: tuple[Move, ...] = (
    Move("sift", "", NOTIFIED, "give notice", "device.record", cites="CJPA 2001 s.52"),
    Move("sift", NOTIFIED, EXAMINED, "examine", "device.record", "devices.rules.sifted_problems", "CJPA 2001 ss.53, 54"),
)
