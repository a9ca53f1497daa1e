"""The events of the continuity ledger and what each of them changes, and the moves of receipts and discrepancies.

`EVENTS` is the whole of what the ledger knows; `rules.py` reads it and nothing else decides what may follow what.
"""

from dataclasses import dataclass

from casework.cases.moves import Move

WAITING, CONFIRMED, DISPUTED = "WAITING", "CONFIRMED", "DISPUTED"
RECEIPT_STATES = [(WAITING, "Waits for the receiver"), (CONFIRMED, "Confirmed by the receiver"), (DISPUTED, "Disputed by the receiver")]
RECEIPT_MOVES: tuple[Move, ...] = (
    Move("receipt", "", WAITING, "ask", "exhibit.handle"),
    Move("receipt", WAITING, CONFIRMED, "confirm", "exhibit.receive", "evidence.rules.receipt_problems"),
    Move("receipt", WAITING, DISPUTED, "dispute", "exhibit.receive", "evidence.rules.dispute_problems"),
)

OPEN, RESOLVED = "OPEN", "RESOLVED"
DISCREPANCY_STATES = [(OPEN, "Open"), (RESOLVED, "Resolved")]
DISCREPANCY_MOVES: tuple[Move, ...] = (
    Move("discrepancy", "", OPEN, "open", "exhibit.handle"),
    Move("discrepancy", OPEN, RESOLVED, "resolve", "discrepancy.resolve", "evidence.rules.resolve_problems"),
)

NONE, APPLY, BREAK = "none", "apply", "break"
PERSON, PLACE, EITHER, SAME = "person", "place", "either", "same"


@dataclass(frozen=True)
class Kind:
    """One kind of event. `to` is what may receive the item ("same": it stays where it is); `seal` what becomes of the seal.

    `needs_seal` True: only while sealed; False: only while not sealed; None: either. `last` closes the ledger.
    """

    code: str
    title: str
    verb: str
    to: str
    seal: str = NONE
    needs_seal: bool | None = None
    after: tuple[str, ...] = ()
    last: bool = False


EVENTS: tuple[Kind, ...] = (
    Kind("SEIZED", "Seized", "Seize", PERSON),
    Kind("SEALED", "Sealed", "Seal", SAME, APPLY, needs_seal=False),
    Kind("BOOKED_IN", "Booked in", "Book in", PLACE, needs_seal=True),
    Kind("MOVED", "Moved or handed over", "Move or hand over", EITHER),
    Kind("BOOKED_OUT", "Booked out", "Book out", PERSON),
    Kind("SENT_DFU", "Sent to the digital forensic unit", "Send to the digital forensic unit", PLACE, needs_seal=True),
    Kind("RECEIVED_DFU", "Received by the digital forensic unit", "Receive at the digital forensic unit", PERSON, after=("SENT_DFU",)),
    Kind("OPENED", "Opened", "Open", SAME, BREAK, needs_seal=True),
    Kind("EXAMINED", "Examined", "Examine", SAME),
    Kind("IMAGED", "Imaged", "Image", SAME),
    Kind("RESEALED", "Resealed", "Reseal", SAME, APPLY, needs_seal=False),
    Kind("RETURNED_TO_STORE", "Returned to the store", "Return to the store", PLACE, needs_seal=True),
    Kind("SENT_LAB", "Sent to a laboratory", "Send to a laboratory", PLACE, needs_seal=True),
    Kind("PRODUCED_COURT", "Produced at court", "Produce at court", PLACE),
    Kind("RETURNED_OWNER", "Returned to its owner", "Return to its owner", PLACE, last=True),
    Kind("DISPOSED", "Disposed of", "Dispose of", PLACE, last=True),
    Kind("DISCREPANCY", "Discrepancy recorded", "Record a discrepancy", SAME),
)
BY_CODE = {kind.code: kind for kind in EVENTS}
CHOICES = [(kind.code, kind.title) for kind in EVENTS]
