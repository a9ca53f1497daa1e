"""Moves of what is owed to a victim, of a referral to support, and of a victim's request for review."""

from casework.cases.moves import Move

OPEN, MET, FELL_AWAY = "OPEN", "MET", "FELL_AWAY"
DUTY_STATES = [(OPEN, "To do"), (MET, "Done"), (FELL_AWAY, "Not owed any more")]
_CODE = "Victims' Code"
DUTY_MOVES = (
    Move("victim_duty", "", OPEN, "owe", "contact.record", cites=_CODE),
    Move("victim_duty", OPEN, MET, "answer", "contact.record", cites=_CODE),
    Move("victim_duty", OPEN, FELL_AWAY, "let fall", "contact.record", "safeguarding.rules.fall_problems"),
    Move("victim_duty", MET, OPEN, "owe again", "contact.record"),
)

OFFERED, ACCEPTED, DECLINED, SENT, IN_CONTACT, ENDED = "OFFERED", "ACCEPTED", "DECLINED", "SENT", "IN_CONTACT", "ENDED"
REFERRAL_STATES = [
    (OFFERED, "Offered, no answer yet"),
    (ACCEPTED, "Accepted, to be sent"),
    (DECLINED, "Declined"),
    (SENT, "Sent"),
    (IN_CONTACT, "The service is in contact"),
    (ENDED, "Ended"),
]
_RIGHT4 = "Victims' Code, Right 4"
REFERRAL_MOVES = (
    Move("referral", "", OFFERED, "offer", "contact.record", cites=_RIGHT4),
    Move("referral", "", SENT, "send without consent", "contact.record", cites="Only to a MARAC or panel, or to protect, with the reason"),
    Move("referral", OFFERED, ACCEPTED, "accept", "contact.record", cites=_RIGHT4),
    Move("referral", OFFERED, DECLINED, "decline", "contact.record", "safeguarding.rules.decline_problems", _RIGHT4),
    Move("referral", ACCEPTED, DECLINED, "decline", "contact.record", "safeguarding.rules.decline_problems"),
    Move("referral", DECLINED, OFFERED, "offer again", "contact.record", cites="A victim may change her or his mind at any time"),
    Move("referral", ACCEPTED, SENT, "send", "contact.record", cites=_RIGHT4),
    Move("referral", SENT, IN_CONTACT, "first contact", "contact.record"),
    Move("referral", SENT, ENDED, "end", "contact.record", "safeguarding.rules.end_problems"),
    Move("referral", IN_CONTACT, ENDED, "end", "contact.record", "safeguarding.rules.end_problems"),
)

RECEIVED, ACKNOWLEDGED, REFUSED, STANDS, SET_ASIDE = "RECEIVED", "ACKNOWLEDGED", "REFUSED", "STANDS", "SET_ASIDE"
REVIEW_STATES = [
    (RECEIVED, "Received"),
    (ACKNOWLEDGED, "Acknowledged, with a reviewer"),
    (REFUSED, "Outside the scheme"),
    (STANDS, "Reviewed: the decision stands"),
    (SET_ASIDE, "Reviewed: the decision is set aside"),
]
_VRR = "Police Victims' Right to Review scheme"
REVIEW_MOVES = (
    Move("review_request", "", RECEIVED, "receive", "contact.record", cites=_VRR),
    Move("review_request", RECEIVED, ACKNOWLEDGED, "acknowledge", "contact.record", cites=_VRR),
    Move("review_request", RECEIVED, REFUSED, "refuse", "review.decide", "safeguarding.rules.refusal_problems", _VRR),
    Move("review_request", ACKNOWLEDGED, STANDS, "uphold", "review.decide", "safeguarding.rules.review_problems", _VRR),
    Move("review_request", ACKNOWLEDGED, SET_ASIDE, "set aside", "review.decide", "safeguarding.rules.review_problems", _VRR),
)
